"""Backups: a generation is a folder with both databases, the keys and a manifest, made whole beside and then renamed.

A copy is opened, checked and counted before it gets its name; what has a name can be restored. Restoring stages
everything first and exchanges it as one step; what was there is kept aside, untouched.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cadre_desk.storage.errors import BackupDamaged, VaultUnwritable
from cadre_desk.storage.process import sync_folder, unwritable

FOLDER: Final = "backup"
MANIFEST: Final = "manifest.json"
KEYS: Final = "keys"
_FORMAT: Final = "cadre-desk backup"
_VERSION: Final = 1
_NAME: Final = re.compile(r"\d{8}-\d{6}(-\d+)?")
_CHUNK: Final = 1 << 20
_ROOM: Final = 2.5  # times the size of the databases: a copy, its check, and what is written meanwhile
#: what is kept: everything of two days, then the newest of each day, week and month
_ALL_FOR: Final = timedelta(days=2)
_KEPT: Final = ((12, "%Y-%m-%d"), (10, "%G-%V"), (9, "%Y-%m"))


@dataclass(frozen=True, slots=True)
class Generation:
    """One backup as its manifest tells it."""

    path: Path
    vault_id: str
    at: datetime
    reason: str
    counts: Mapping[str, int]
    data: tuple[int, str]  # head of the audit rows
    system: tuple[int, str]  # head of the journal
    files: Mapping[str, Mapping[str, Any]]

    @property
    def name(self) -> str:
        """By which an officer chooses it."""
        return self.path.name

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(int(one["size"]) for one in self.files.values())


# --- making ----------------------------------------------------------------------------------------------------------


def require_room(folder: Path, size: int) -> None:
    """Raise VaultUnwritable where the medium has too little room for a safe copy."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise unwritable(folder, error) from error
    if free < size * _ROOM:
        raise VaultUnwritable(
            f"磁盘剩余空间不足：备份需要约{size * _ROOM / 1e6:.0f} MB，“{folder}”所在磁盘只剩{free / 1e6:.0f} MB。"
            "没有改动任何文件。请清理磁盘，或把旧备份移到其他介质后重试。"
        )


def write(
    folder: Path,
    vault_id: str,
    at: datetime,
    reason: str,
    fill: Callable[[Path], tuple[Mapping[str, int], tuple[int, str], tuple[int, str]]],
) -> Generation:
    """A new generation in that folder; fill writes the files and gives counts and heads as read back from them."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        counts, data, system = fill(beside)
        files = {path.name: _digests(path) for path in sorted(beside.iterdir())}
        told = {
            **{"format": _FORMAT, "version": _VERSION, "vault_id": vault_id, "at": at.isoformat(timespec="seconds")},
            **{"reason": reason, "counts": dict(counts), "data": list(data), "system": list(system), "files": files},
        }
        (beside / MANIFEST).write_bytes(_sealed(told))
        for path in beside.iterdir():
            _sync(path)
        sync_folder(beside)
        final = _free_name(folder, at)
        os.replace(beside, final)
        sync_folder(folder)
        sync_folder(folder.parent)  # the first backup made the folder
        return read(final)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _free_name(folder: Path, at: datetime) -> Path:
    stem = at.strftime("%Y%m%d-%H%M%S")
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    return next(folder / name for name in names if not (folder / name).exists())


def _digests(path: Path) -> dict[str, Any]:
    """Size, SHA-256 and SM3 of a file."""
    from cryptography.hazmat.primitives import hashes

    sha, sm3 = hashlib.sha256(), hashes.Hash(hashes.SM3())
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            sha.update(part)
            sm3.update(part)
    return {"size": path.stat().st_size, "sha256": sha.hexdigest(), "sm3": sm3.finalize().hex()}


def _sealed(told: Mapping[str, Any]) -> bytes:
    return json.dumps({**told, "sha256": _own_digest(told)}, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _own_digest(told: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


# --- looking ---------------------------------------------------------------------------------------------------------


def _damaged(path: Path, what: str) -> BackupDamaged:
    return BackupDamaged(
        f"备份“{path.name}”{what}（文件夹“{path.parent}”），不能用来恢复。它没有被改动；请选用另一份备份。"
    )


def read(path: Path) -> Generation:
    """A generation by its manifest; BackupDamaged where that does not read as it was written."""
    try:
        told = json.loads((path / MANIFEST).read_bytes())
        digest = told.pop("sha256")
        if digest != _own_digest(told) or (told["format"], told["version"]) != (_FORMAT, _VERSION):
            raise ValueError
        (data, data_digest), (system, system_digest) = told["data"], told["system"]
        return Generation(
            path,
            told["vault_id"],
            datetime.fromisoformat(told["at"]),
            told["reason"],
            told["counts"],
            (data, data_digest),
            (system, system_digest),
            told["files"],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path, "的清单缺失或损坏") from error


def verify(generation: Generation) -> None:
    """Raise BackupDamaged unless every byte is as it was written."""
    for name, expected in generation.files.items():
        path = generation.path / name
        try:
            found = _digests(path)
        except OSError as error:
            raise _damaged(generation.path, f"缺少文件“{name}”或读不出来") from error
        if found != expected:
            raise _damaged(generation.path, f"中的“{name}”与清单不符，已损坏或被改动")


def generations(folder: Path) -> tuple[list[Generation], list[str]]:
    """All generations in a folder, newest first, and what is wrong with those that cannot be read."""
    found: list[Generation] = []
    faults: list[str] = []
    places = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)] if folder.is_dir() else []
    for path in places:
        try:
            found.append(read(path))
        except BackupDamaged as error:
            faults.append(error.message)
    return sorted(found, key=lambda one: (one.at, one.name), reverse=True), faults


def thinned(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of them may go: all of two days stay, then the newest of 12 days, 10 weeks and 9 months."""
    newest_first = sorted(moments, reverse=True)
    older = [moment for moment in newest_first if now - moment > _ALL_FOR]
    kept: set[datetime] = set()
    for number, period in _KEPT:
        periods: dict[str, datetime] = {}
        for moment in older:
            periods.setdefault(moment.strftime(period), moment)
        kept |= set(list(periods.values())[:number])
    return set(older) - kept


def thin(folder: Path, now: datetime) -> list[str]:
    """Remove what the schedule does not keep; their names. A generation that cannot be read stays."""
    found, _ = generations(folder)
    gone = thinned((one.at for one in found), now)
    names = []
    for one in found:
        if one.at in gone:
            rubbish = one.path.with_name(f".old-{one.name}")
            os.replace(one.path, rubbish)  # a half-removed one must not look like a backup
            shutil.rmtree(rubbish, ignore_errors=True)
            names.append(one.name)
    return names


def tidy(folder: Path) -> None:
    """Remove what a crash left half made or half removed; nobody else may be at work in the folder."""
    for path in (*folder.glob(".new-*"), *folder.glob(".old-*")):
        shutil.rmtree(path, ignore_errors=True)


def copy_to(generation: Generation, target: Path) -> Path:
    """A copy on a second medium, read back from there; its path."""
    verify(generation)
    require_room(target, int(generation.size / _ROOM) + 1)
    beside = target / f".new-{generation.name}"
    final = target / generation.name
    if final.exists():
        verify(read(final))
        return final
    try:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(generation.path, beside)
        for path in beside.iterdir():
            _sync(path)
            _forget(path)
        sync_folder(beside)
        verify(read(beside))
        os.replace(beside, final)
        sync_folder(target)
    except OSError as error:
        raise unwritable(final, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return final


def _forget(path: Path) -> None:
    """Let the system read it from the medium, not from its cache; where it can be asked to."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
