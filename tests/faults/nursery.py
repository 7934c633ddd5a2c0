"""Processes that are there to be killed: a nursery with everything imported forks one for each deed.

python -m tests.faults.nursery              answers orders on standard input, each a JSON object on a line
python -m tests.faults.nursery N DEED GIVEN…  carries out one deed until it has said so many lines on standard output
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
Say = Callable[[object], None]


def speaker(handle: int) -> Say:
    """What a deed says reaches the file in one piece, and stays there when the process is killed."""
    return lambda words: (os.write(handle, f"{words}\n".encode()), None)[1]


class _Enough(BaseException):
    """It has said what was wanted."""


def _limited(say: Say, lines: int) -> Say:
    left = lines

    def speak(words: object) -> None:
        nonlocal left
        say(words)
        left -= 1
        if not left:
            raise _Enough

    return speak


def _carry_out(name: str, given: list[str], out: int, lines: int = 0) -> int:
    from tests.faults import deeds, records

    try:
        {**deeds.DEEDS, **records.DEEDS}[name](_limited(speaker(out), lines), *given)
    except _Enough:
        os._exit(0)  # as it stands, without closing anything
    except Exception:
        traceback.print_exc()
        return 1
    return 0


def _fork(order: Mapping[str, object]) -> int:
    """The number of a new process that carries out the order."""
    if child := os.fork():
        return child
    code = 1
    try:
        out, words = str(order["out"]), str(order["words"])
        said = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(os.open(words, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
        code = _carry_out(str(order["deed"]), [str(one) for one in order["given"]], said)  # type: ignore[attr-defined]
    finally:
        os._exit(code)


def _serve() -> None:
    from tests.faults import records  # what all of them need is imported once

    records.app.pack()

    for line in sys.stdin:
        order = json.loads(line)
        answer = os.waitpid(order["wait"], 0)[1] if "wait" in order else _fork(order)
        print(answer, flush=True)


class Nursery:
    """The side of the tests."""

    def __init__(self, place: Path) -> None:
        """Start it; place takes what the deeds say."""
        self._place, self._count = place, 0
        command = [sys.executable, "-m", "tests.faults.nursery"]
        self._served = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, order: Mapping[str, object]) -> int:
        """Give one order; its answer."""
        assert self._served.stdin
        assert self._served.stdout
        self._served.stdin.write(json.dumps(order) + "\n")
        self._served.stdin.flush()
        return int(self._served.stdout.readline())

    def start(self, deed: str, *given: object) -> "Child":
        """A process that carries out the deed."""
        self._count += 1
        out, words = (self._place / f"{self._count}.{kind}" for kind in ("said", "errors"))
        order = {"deed": deed, "given": [str(one) for one in given], "out": str(out), "words": str(words)}
        return Child(self, self.ask(order), out, words)

    def close(self) -> None:
        """No more orders."""
        assert self._served.stdin
        assert self._served.stdout
        self._served.stdin.close()
        self._served.wait(10)
        self._served.stdout.close()


class Child:
    """One process at its deed."""

    def __init__(self, nursery: Nursery, pid: int, out: Path, words: Path) -> None:
        """Take over its number and the files of what it says."""
        self._nursery, self.pid, self._out, self._words = nursery, pid, out, words
        self._ended = False

    def __enter__(self) -> Self:
        """Killed at the end of the block at the latest."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill it."""
        self.kill()

    def said(self) -> list[str]:
        """The whole lines it has said so far."""
        content = self._out.read_text(encoding="utf-8") if self._out.exists() else ""
        return content.split("\n")[:-1]

    def wait_for(self, lines: int, seconds: float = 30) -> list[str]:
        """What it said, once that is so many lines."""
        end = time.monotonic() + seconds
        while len(said := self.said()) < lines:
            if time.monotonic() > end or not self._alive():
                raise AssertionError(f"only {said}: {self._words.read_text(encoding='utf-8')[-3000:]}")
            time.sleep(0.002)
        return said

    def _alive(self) -> bool:
        """Not yet a zombie; what it said last is there then."""
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text()
        except OSError:
            return False
        return stat.rpartition(")")[2].split()[0] != "Z" or len(self.said()) > 0

    def wait(self) -> int:
        """Its exit code once it has ended by itself."""
        self._ended = True
        code = os.waitstatus_to_exitcode(self._nursery.ask({"wait": self.pid}))
        assert code <= 0, self._words.read_text(encoding="utf-8")[-3000:]
        return code

    def kill(self) -> list[str]:
        """SIGKILL; everything it said before. An error of its own before that is an error of the test."""
        if not self._ended:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()
        return self.said()


if __name__ == "__main__":
    from cadre_desk.storage import sealing

    sealing.COST = sealing.Cost(64, 1, 4)  # passwords cost little here
    if sys.argv[1:]:
        sys.exit(_carry_out(sys.argv[2], sys.argv[3:], 1, int(sys.argv[1])))
    _serve()
