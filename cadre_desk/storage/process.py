"""What concerns the whole process: no core dumps, one instance per vault, safe replacement of files."""

import ctypes
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from cadre_desk.storage.errors import VaultLocked, VaultUnwritable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl
    import resource

LOCK = "lock"
_PR_SET_DUMPABLE = 4
_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EEXIST: "同名文件占用了这个位置",
    errno.EISDIR: "同名文件夹占用了这个位置",
}
_SEM_NO_CRASH_REPORT = 0x0001 | 0x0002
_DRIVE_REMOTE = 4
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs", "davfs", "fuse.davfs"})


def harden() -> bool:
    """Keep memory out of core dumps and crash reports; False where the system did not let us."""
    try:
        _forbid_dumps()
    except (OSError, ValueError, AttributeError):
        return False
    return True


if sys.platform == "win32":

    def _forbid_dumps() -> None:
        ctypes.windll.kernel32.SetErrorMode(_SEM_NO_CRASH_REPORT)

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def on_network(folder: Path) -> bool:
        """Whether the folder lies on another machine."""
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor) == _DRIVE_REMOTE)

else:

    def _forbid_dumps() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")

    def _try_lock(handle: int) -> None:
        # flock, not lockf: it also refuses a second opening by this very process
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def on_network(folder: Path) -> bool:
        """Whether the folder lies on another machine; no where the system does not say."""
        try:
            lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return False
        mounts = {Path(point.replace("\\040", " ")): kind for _, point, kind, *_ in map(str.split, lines)}
        place = folder.resolve()
        nearest = next((mounts[above] for above in (place, *place.parents) if above in mounts), "")
        return nearest in _NETWORK


def wipe(secret: bytearray) -> None:
    """Overwrite a key in place."""
    secret[:] = bytes(len(secret))


class FolderLock:
    """Held while a vault is open; the system drops it when the process dies, so a stale file does no harm."""

    def __init__(self, folder: Path) -> None:
        """Take the lock, or raise VaultLocked."""
        path = folder / LOCK
        try:
            self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise unwritable(path, error) from error
        try:
            _try_lock(self._handle)
        except OSError as error:
            self.release()
            raise VaultLocked(
                f"保险库“{folder}”正被另一个窗口或程序使用（{LOCK}）。请先关闭那个窗口，再重新打开。"
            ) from error

    def __enter__(self) -> Self:
        """Hold it for a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give it back at the end of the block."""
        self.release()

    def release(self) -> None:
        """Give the lock back; closing the file is enough on every system."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def unwritable(path: Path, error: OSError) -> VaultUnwritable:
    """The message for a file that cannot be written."""
    reason = _REASONS.get(error.errno or 0, f"系统错误{error.errno}")
    return VaultUnwritable(
        f"无法写入文件“{path.name}”（文件夹“{path.parent}”，{reason}）。请检查文件夹权限、磁盘是否只读、剩余空间是否足够。"
    )


@contextmanager
def writing_told(folder: Path) -> Iterator[None]:
    """Errors of the system while several files are written there, as ours."""
    try:
        yield
    except OSError as error:
        raise unwritable(Path(error.filename or folder), error) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable; Windows has no such call and does not need it on NTFS."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _stage(fresh: Path, content: bytes) -> None:
    """The content in a new file, on disk."""
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def clear_staged(folder: Path) -> None:
    """Remove what replace_files had written beside its files when it was broken off; nobody else may be at work."""
    for path in folder.glob("*.new"):
        with suppress(OSError):
            path.unlink()


def replace_files(paths: Iterable[Path], content: bytes) -> None:
    """Write beside the files, then rename one after the other: after a power cut each has old or new content, whole.

    All are written before the first is renamed, so that a full disk changes none.
    """
    staged: dict[Path, Path] = {}
    path = Path()
    try:
        for path in paths:
            staged[path] = path.with_name(path.name + ".new")
            _stage(staged[path], content)
        for path, fresh in staged.items():
            fresh.replace(path)
            sync_folder(path.parent)
    except OSError as error:
        for fresh in staged.values():
            with suppress(OSError):
                fresh.unlink()
        raise unwritable(path, error) from error
