"""Puts the parts together: the only module that knows all of them and where files lie."""

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadre_desk.domain.pack import Pack

PACK = "2017"
_DISPLAYS = frozenset({"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})


def resources() -> Path:
    """The folder of packs, fonts and house rules."""
    from cadre_desk.services import places  # not needed to sign in

    return places.resources()


def fonts() -> Path:
    """The folder of the prepared fonts."""
    return resources() / "fonts"


@lru_cache(maxsize=4)
def pack(key: str = PACK) -> "Pack":
    """A shipped rule pack; PackError where a file of it is faulty."""
    from cadre_desk.domain.pack_reader import read_pack  # calendars and check digits are not needed to sign in

    folder = resources() / "packs" / key
    return read_pack({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))})


def default_vault() -> Path:
    """Where the vault lies unless the officer says otherwise."""
    if given := os.environ.get("CADRE_DESK_VAULT"):
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("cadre-desk", appauthor=False) / "vault"


def window(folder: Path | None = None) -> int:
    """The window until it is closed; the exit code."""
    if sys.platform.startswith("linux") and not _DISPLAYS & os.environ.keys():
        print("没有图形界面，打不开窗口；可用命令行，查看用法：cadre-desk --help", file=sys.stderr)
        return 2
    from cadre_desk.ui.start import run

    return run(folder or default_vault(), fonts(), pack)
