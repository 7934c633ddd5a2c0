"""A program killed while it exports: every file that lies under its name stands in the register."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cadre_desk import app
from cadre_desk.services import letters, outgoing
from cadre_desk.services.desk import sign_in
from cadre_desk.services.outgoing import Query
from tests.counting import count
from tests.services.office import OFFICER, PASSWORD

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")

ROOT = Path(__file__).parents[2]
KILLS = 200 if os.environ.get("CADRE_DESK_FULL") else 20
SECONDS = 0.25  # that a program lives at most after it began to export; more where nothing was written by then

# One process loads everything once; each round it forks a child that signs in and exports until it is killed.
CHILD = """
import gc, itertools, os, sys
from pathlib import Path
from cadre_desk import app
from cadre_desk.documents.letters import LetterText, render
from cadre_desk.exchange import writer
from cadre_desk.services import exporting, letters, outgoing, printing
from cadre_desk.services.desk import sign_in
from cadre_desk.services.outgoing import Terms
import xlsxwriter

def export(folder, out):
    desk = sign_in(Path(folder), sys.argv[1], sys.argv[2], app.pack())
    print("ready", flush=True)
    for n in itertools.count():
        if n % 3:
            exporting.export(desk, "cadres", Path(out) / f"{n}.xlsx", Terms("秘密★5年", "试验"))
        else:
            printing.write_letters(desk, [1], Path(out) / f"{n}.pdf", app.fonts())

def register_afterwards(desk, parcel, terms, content, act):
    "The control: first the file, then the register."
    from cadre_desk.domain.secrecy import Stamp
    written = act(Stamp("", "", "", ""))
    kind = outgoing.KINDS[parcel.kind]
    line, stamp = desk.change(kind.action, lambda work: outgoing._enter(desk, work, parcel, None, ""))
    outgoing._close(desk, line, stamp, "written", count=written.count, size=written.size, sha256=written.sha256)

if sys.argv[3] == "afterwards":
    outgoing._release = register_afterwards
render(LetterText("某部", "", "某函", "某同志", ("正文。",), "某部", None), printing._fonts(app.fonts()))
for line in sys.stdin:
    child = os.fork()
    if not child:
        try:
            export(*line.rstrip("\\n").split("\\t"))
        finally:
            os._exit(1)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


@dataclass(slots=True)
class Rounds:
    """What the kills left behind."""

    states: Counter[str] = field(default_factory=Counter)  # of the lines that were found
    files: int = 0
    unregistered: list[str] = field(default_factory=list)
    half: int = 0  # folders with a half-written file


class Program:
    """The process that forks, and one vault that lives through all rounds."""

    def __init__(self, folder: Path, way: str) -> None:
        """Start it on a vault with a letter in it."""
        self.folder, self.vault, self.out = folder, folder / "vault", folder / "出件"
        command = [sys.executable, "-c", CHILD, OFFICER, PASSWORD, way]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, encoding="utf-8")

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(20)

    def round(self, seconds: float, found: Rounds) -> None:
        """Let a child export and kill it that long after it began; then look at what it left."""
        self.out.mkdir()
        child = self._begin()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)  # our own child's child, named by the program that forked it
        self._expect("gone")
        self._look(found)
        shutil.rmtree(self.out)

    def _begin(self) -> int:
        assert self._process.stdin
        self._process.stdin.write(f"{self.vault}\t{self.out}\n")
        self._process.stdin.flush()
        words = {self._line(), self._line()}  # in whichever order they come
        (number,) = words - {"ready"}
        return int(number)

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def _expect(self, word: str) -> None:
        while (line := self._line()) != word:
            assert line, "the program died"

    def _look(self, found: Rounds) -> None:
        before = sum(found.states.values())
        with closing(sign_in(self.vault, OFFICER, PASSWORD, app.pack())) as desk:
            lines = desk.ask(lambda ask: outgoing.entries(ask, Query(sort="number")))[before:]
        found.states.update(line.state for line in lines)
        known = {line.target: line for line in lines}
        assert len(known) == len(lines)
        for path in self.out.iterdir():
            if path.is_dir():
                found.half += 1
                continue
            found.files += 1
            line, digest = known.get(path.name), hashlib.sha256(path.read_bytes()).hexdigest()
            if line is None or not (line.state == "waiting" or line.sha256 == digest):
                found.unregistered.append(path.name)
        for line in lines:
            if line.state == "written" and not (self.out / line.target).is_file():
                found.unregistered.append(f"{line.number} {line.target}")


@pytest.fixture
def place(tmp_path: Path, staffed_vault: Path) -> Path:
    """A folder with a vault in which there is a letter to be printed."""
    shutil.copytree(staffed_vault, tmp_path / "vault")
    with closing(sign_in(tmp_path / "vault", OFFICER, PASSWORD, app.pack())) as desk:
        letters.draft(desk, "reminder", 1, {"subject": "团结", "problem": "未按时报告。"})
    return tmp_path


def test_after_a_kill_every_file_stands_in_the_register(place: Path) -> None:
    chance, found, seconds = random.Random(20260302), Rounds(), SECONDS
    with Program(place, "as it is") as program:
        for _ in range(KILLS):
            program.round(chance.random() * seconds, found)
            seconds = SECONDS if found.files else seconds * 1.2
    print(f"{KILLS} kills: {found.files} files, {dict(found.states)} lines, {found.half} half-written")
    assert found.unregistered == []
    assert found.files, "nothing was written: the test shows nothing"
    assert found.states["waiting"], "no kill fell between the two transactions: the test shows nothing"
    count(17, "kill -9: export", rounds=KILLS, more=f"{found.files} files, {dict(found.states)} lines")


def test_a_program_that_registers_afterwards_is_caught(place: Path) -> None:
    chance, found = random.Random(3), Rounds()
    with Program(place, "afterwards") as program:
        for _ in range(10 * KILLS):
            program.round(chance.random() * SECONDS * 2, found)
            if found.unregistered:
                return
    pytest.fail("the control was not caught")
