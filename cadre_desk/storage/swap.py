"""Several files take the place of others as one step: a re-keyed or a restored vault.

The new files lie whole and on disk under swap/; then a marker is written; from then on the exchange is carried to its
end, now or at the next opening, however often it is broken off.
"""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from cadre_desk.storage.errors import DatabaseDamaged
from cadre_desk.storage.process import replace_files, sync_folder, unwritable

STAGE: Final = "swap"
MARKER: Final = "swap.json"
ASIDE: Final = "aside"
_BESIDE: Final = ("-wal", "-shm", "-journal")


def stage(folder: Path) -> Path:
    """An empty place for the new files; what an earlier try left there is removed."""
    place = folder / STAGE
    try:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
    except OSError as error:
        raise unwritable(place, error) from error
    return place


def drop(folder: Path) -> None:
    """Remove what was staged, unless its exchange has begun."""
    if not (folder / MARKER).exists():
        shutil.rmtree(folder / STAGE, ignore_errors=True)


def exchange(folder: Path, names: Iterable[str], *, keep_as: str) -> None:
    """Put the staged files in their places; the old ones go to aside/keep_as, or away where that is empty."""
    place = folder / STAGE
    for name in names:
        _sync(place / name)
    sync_folder(place)
    content = json.dumps({"names": sorted(names), "keep_as": keep_as}).encode()
    replace_files([folder / MARKER], content)
    finish(folder)


def finish(folder: Path) -> bool:
    """Carry an exchange that was broken off to its end; whether there was one. The folder must be locked."""
    marker = folder / MARKER
    if not marker.exists():
        shutil.rmtree(folder / STAGE, ignore_errors=True)  # staged and never decided upon
        return False
    told = _decided(marker)
    aside = folder / ASIDE / (told["keep_as"] or "replaced")
    try:
        aside.mkdir(parents=True, exist_ok=True)
        for name in told["names"]:
            _replace(folder, name, aside)
        for place in (aside, aside.parent, folder):
            sync_folder(place)
        if not told["keep_as"]:
            shutil.rmtree(aside)
        marker.unlink()
        sync_folder(folder)
        shutil.rmtree(folder / STAGE, ignore_errors=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    return True


def _decided(marker: Path) -> dict[str, Any]:
    """What the marker says; it was written whole, so anything else is damage."""
    try:
        told = json.loads(marker.read_bytes())
        if not all(
            isinstance(name, str) and Path(name).name == name for name in (*told["names"], told["keep_as"] or "x")
        ):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        raise DatabaseDamaged(
            f"恢复或更换密钥时中断，其标记“{marker.name}”已损坏（文件夹“{marker.parent}”），不能判断做到了哪一步。"
            "请不要删除或改动任何文件，把最近一份完好的备份恢复到一个空文件夹。"
        ) from error
    return dict(told)


def _replace(folder: Path, name: str, aside: Path) -> None:
    """One file: nothing to do where its new content was moved already."""
    fresh = folder / STAGE / name
    if not fresh.exists():
        return
    for old in (*(f"{name}{ending}" for ending in _BESIDE), name):  # a log belongs to the old file
        if (folder / old).exists():
            os.replace(folder / old, aside / old)
    os.replace(fresh, folder / name)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
