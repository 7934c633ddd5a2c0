"""Reading foreign spreadsheets: a child process takes the risk, this side gets plain rows or a refusal."""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from cadre_desk.domain.faults import Fault, FileRefused
from cadre_desk.domain.secrecy import Stamp
from cadre_desk.exchange.reader import DESPITE_FAULTS, MARK

Cell = str | int | float | bool | None
Message = list[list[Cell]] | dict[str, Any]  # rows, or a word about them

READ_ARGUMENT: Final = "--read-spreadsheet"
PATIENCE: Final = 0.05
MOST_MESSAGE: Final = 300 << 20
KEPT_VARIABLES: Final = ("SYSTEMROOT", "WINDIR")  # without them Windows cannot load its own libraries
SAVE_ANEW: Final = "原文件未改动，请用 Excel/WPS 打开后另存为新的 .xlsx，再导入"


class Cancelled(Exception):
    """The user gave up waiting."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by name; rows[0] is its row 1, empty cells and rows at the ends are dropped."""

    name: str
    rows: list[list[Cell]]


def child_command() -> list[str]:
    """The program that reads; a frozen build calls itself with an argument of its own."""
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_ARGUMENT]
    return [sys.executable, "-B", "-P", "-s", "-m", "cadre_desk.exchange.reader"]


def read_workbook(
    path: Path,
    *,
    timeout: float = 60.0,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int], None] | None = None,
) -> list[Sheet]:
    """All sheets of a spreadsheet; FileRefused with everything that is wrong with it, Cancelled when given up."""
    with _conversation(path, [], timeout, cancelled) as messages:
        return _collect(path, messages, progress)


def read_despite_faults(path: Path, timeout: float = 60.0) -> list[Sheet]:
    """As above, but formulas, merged and error cells are read as they come: to show a file, not to take it in."""
    with _conversation(path, [DESPITE_FAULTS], timeout) as messages:
        return _collect(path, messages, None)


def mark_in_child(path: Path, faults: Sequence[Fault], stamp: Stamp | None = None, timeout: float = 60.0) -> bytes:
    """A copy of an xlsx with its styles, with the faults marked; FileRefused where that is not possible."""
    from base64 import b64decode

    from orjson import dumps

    told = dumps({"faults": list(faults), "stamp": stamp})
    with _conversation(path, [MARK], timeout, told=told) as messages:
        for message in messages:
            if isinstance(message, dict) and "book" in message:
                return b64decode(message["book"])
    raise _refused(path, "无法带格式复制该文件", "not_marked")


@contextmanager
def _conversation(
    path: Path, arguments: list[str], timeout: float, cancelled: Callable[[], bool] = lambda: False, told: bytes = b""
) -> Iterator[Iterator[Message]]:
    """The messages of a child that is gone when this is left, however it is left."""
    deadline = time.monotonic() + timeout
    with _start(path, arguments) as child:
        try:
            _tell(child, told)
            with closing(_messages(path, child, deadline, cancelled)) as messages:
                yield messages
        finally:
            child.kill()


def _tell(child: subprocess.Popen[bytes], told: bytes) -> None:
    """Hand over what the child needs to know beside the path; it reads before it writes."""
    assert child.stdin is not None
    try:
        child.stdin.write(told)
        child.stdin.close()
    except OSError:
        pass  # it died already, which its silence will tell


def _start(path: Path, arguments: list[str]) -> subprocess.Popen[bytes]:
    """The child, with nothing of ours but the path."""
    root = str(Path(__file__).resolve().parents[2])
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    try:
        return _popen([*child_command(), os.path.abspath(path), *arguments], {**kept, "PYTHONPATH": root})
    except (OSError, ValueError):
        raise _refused(path, "读取子进程无法启动", "child_died") from None


def _popen(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """No shell, no window, no words on our terminal."""
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**environment, "PYTHONUTF8": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _messages(
    path: Path, child: subprocess.Popen[bytes], deadline: float, cancelled: Callable[[], bool]
) -> Generator[Message]:
    """The child's messages, looking up between them for the clock and the user."""
    inbox: queue.Queue[Message | None] = queue.Queue(maxsize=8)
    given_up = threading.Event()
    assert child.stdout is not None
    listener = threading.Thread(target=_listen, args=(child.stdout, inbox, given_up), daemon=True)
    listener.start()
    try:
        while (message := _next(inbox, path, deadline, cancelled)) is not None:
            yield message
    finally:
        child.kill()
        given_up.set()
        listener.join()


def _next(
    inbox: "queue.Queue[Message | None]", path: Path, deadline: float, cancelled: Callable[[], bool]
) -> Message | None:
    """The next message; None after the last."""
    while True:
        if cancelled():
            raise Cancelled
        if time.monotonic() > deadline:
            raise _refused(path, "读取用时过长，已停止", "timeout")
        try:
            return inbox.get(timeout=PATIENCE)
        except queue.Empty:
            continue


def _listen(stream: IO[bytes], inbox: "queue.Queue[Message | None]", given_up: threading.Event) -> None:
    """Put every whole message into the inbox, and None when the child has ended."""
    from orjson import JSONDecodeError, loads

    try:
        while len(head := stream.read(4)) == 4 and (size := int.from_bytes(head, "little")) <= MOST_MESSAGE:
            data = stream.read(size)
            if len(data) < size or not _put(inbox, loads(data), given_up):
                break
    except (JSONDecodeError, OSError):
        pass  # what follows is no message of ours: the same as an end
    _put(inbox, None, given_up)


def _put(inbox: "queue.Queue[Message | None]", message: Message | None, given_up: threading.Event) -> bool:
    """Hand over, or learn that nobody waits any more."""
    while not given_up.is_set():
        try:
            inbox.put(message, timeout=PATIENCE)
        except queue.Full:
            continue
        return True
    return False


def _collect(path: Path, messages: Iterator[Message], progress: Callable[[int], None] | None) -> list[Sheet]:
    """Sheets out of messages; a stream without its last word comes from a child that died."""
    sheets: list[Sheet] = []
    count = 0
    for message in messages:
        if isinstance(message, list):
            sheets[-1].rows.extend(message)
            count += len(message)
            if progress:
                progress(count)
        elif "sheet" in message:
            sheets.append(Sheet(message["sheet"], []))
        elif "faults" in message:
            raise FileRefused(path.name, tuple(Fault(**fault) for fault in message["faults"]))
        elif "done" in message:
            return sheets
    raise _refused(path, "读取子进程异常退出（文件可能已损坏，或内容超出读取所允许的内存、时间）", "child_died")


def _refused(path: Path, wrong: str, code: str) -> FileRefused:
    """A refusal of the whole file."""
    return FileRefused(path.name, (Fault("", 0, 0, "", wrong, SAVE_ANEW, code),))
