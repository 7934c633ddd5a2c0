"""A file is written aside and takes its place only when it is whole: an old one is never half replaced."""

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ASIDE: Final = ".cadre-desk-"
_STALE: Final = 60.0 if sys.platform != "win32" else 86_400.0  # seconds; there a process cannot be asked for safely


class WriteRefused(Exception):
    """A file could not be written; nothing of it remains, an older one is untouched."""

    def __init__(self, message: str) -> None:
        """Keep the message for the user."""
        super().__init__(message)
        self.message = message


@dataclass(slots=True)
class Aside:
    """Where to write; afterwards also what was written, as it lies under its name."""

    path: Path
    sha256: str = ""
    size: int = 0  # bytes


@contextmanager
def whole_file(target: Path) -> Iterator[Aside]:
    """A place beside the target to write to; on leaving without an error it becomes the target.

    The folder also takes the scratch files of the writing library, so that none lands in the system's.
    """
    _check_place(target)
    _sweep(target.parent)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{_ASIDE}{os.getpid()}-", dir=target.parent))
    except OSError as error:
        raise WriteRefused(_reason(target, error)) from None
    try:
        aside = Aside(folder / "book.xlsx")
        yield aside
        with aside.path.open("rb") as file:
            aside.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        aside.size = aside.path.stat().st_size
        _put_in_place(aside.path, target)
    except OSError as error:
        raise WriteRefused(_reason(target, error)) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_place(target: Path) -> None:
    """Refuse what would only fail after all the work."""
    if not target.parent.is_dir():
        raise WriteRefused(f"无法写入“{target.name}”：文件夹“{target.parent}”不存在；请先建立该文件夹，或另选位置")
    if target.is_dir():
        raise WriteRefused(f"无法写入“{target.name}”：同名的文件夹已存在；请换一个文件名")
    if target.exists() and not os.access(target, os.W_OK):
        raise WriteRefused(f"无法写入“{target.name}”：该文件是只读的；请换一个文件名，或先去掉只读属性")


def _sweep(folder: Path) -> None:
    """What a program that was killed left half written holds the same data as the whole: it goes."""
    with suppress(OSError):
        for left in folder.glob(f"{_ASIDE}*"):
            old = time.time() - left.stat().st_mtime > _STALE
            if old and left.is_dir() and not _alive(left.name.removeprefix(_ASIDE).partition("-")[0]):
                shutil.rmtree(left, ignore_errors=True)


def _alive(process: str) -> bool:
    """Whether the process that wrote there may still do so."""
    if sys.platform == "win32" or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass  # somebody else's
    return True


def _reason(target: Path, error: OSError) -> str:
    """What kept us from writing, and what to do."""
    if isinstance(error, PermissionError):
        return f"无法写入“{target.name}”：没有写入权限，或文件正在 Excel/WPS 中打开；请关闭该文件，或另选位置"
    if error.errno == 28:
        return f"无法写入“{target.name}”：磁盘空间不足；请清理磁盘，或另选位置"
    if error.errno == 30:
        return f"无法写入“{target.name}”：磁盘是只读的；请另选位置"
    return f"无法写入“{target.name}”：写磁盘出错；请检查磁盘或移动盘的连接，或另选位置"


def _put_in_place(written: Path, target: Path) -> None:
    """Onto the medium first, then under its name, then the name onto the medium where that can be asked for.

    Once it has its name it was written: what a medium says to the last step must not deny that.
    """
    with open(written, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(written, target)
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
