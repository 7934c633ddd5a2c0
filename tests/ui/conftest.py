"""A vault of an invented office, made once; a desk at a copy of it; waiting until nothing is under way."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen" if not os.environ.get("DISPLAY") else "xcb")

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.domain.pack import Pack
from cadre_desk.services import demo, flags
from cadre_desk.services.desk import Desk
from cadre_desk.services.invent import Invented, invent
from cadre_desk.storage import vault
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.start import application
from tests.conftest import Clock
from tests.services.accounts import Office, staff_all
from tests.services.office import OFFICER, PASSWORD

_LONGEST = 15_000  # ms that a question may wait for the test to answer it


@pytest.fixture(scope="session")
def qapp() -> Iterator[object]:
    return application(app.fonts())


@pytest.fixture(scope="session")
def office(pack: Pack) -> Invented:
    """What was invented: 400 cadres, and the problems planted with them."""
    return invent(pack, 400, 7, Clock()().date())


@pytest.fixture(scope="session")
def office_vault(tmp_path_factory: pytest.TempPathFactory, pack: Pack, office: Invented, empty_vault: Path) -> Path:
    """The closed vault of that office, scanned, with letters; copy it, do not open it."""
    root = tmp_path_factory.mktemp("office")
    shutil.copytree(empty_vault, root / "vault")
    place = Desk(vault.open_vault(root / "vault", OFFICER, PASSWORD), pack, Clock())
    demo.take_in(place, demo.write_ledgers(place, office, root / "ledgers"), lambda text: None)
    flags.scan(place)
    demo.write_some_letters(place)
    place.close()
    shutil.rmtree(root / "vault" / "backup")  # made before each import
    return root / "vault"


@pytest.fixture
def desk(open_desk: Callable[[Path], Desk], office_vault: Path) -> Desk:
    """A desk at a copy of the office's vault."""
    return open_desk(office_vault)


@pytest.fixture
def tasks(desk: Desk, qapp: object) -> Iterator[Tasks]:
    found = Tasks(desk)
    yield found
    found.finish()


@pytest.fixture
def small(tmp_path: Path, staffed_vault: Path, pack: Pack, clock: Clock) -> Office:
    """A vault of one officer, in charge of everything."""
    return Office(staffed_vault, pack, clock).copy(tmp_path / "one")


@pytest.fixture(scope="session")
def full_office(tmp_path_factory: pytest.TempPathFactory, staffed_vault: Path, pack: Pack) -> Path:
    """A closed vault with an account of every role; copy it, do not open it."""
    folder = tmp_path_factory.mktemp("full") / "vault"
    shutil.copytree(staffed_vault, folder)
    staff_all(folder, pack, Clock())
    return folder


@pytest.fixture
def full(tmp_path: Path, full_office: Path, pack: Pack, clock: Clock) -> Office:
    """Seven accounts in a vault of one's own."""
    return Office(full_office, pack, clock).copy(tmp_path / "seven")


Settled = Callable[[Tasks], None]


@pytest.fixture
def settled(qtbot: QtBot) -> Settled:
    """Wait until nothing is under way, and nothing new began from what came back."""

    def wait(tasks: Tasks) -> None:
        quiet = 0

        def still() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if tasks.idle else 0
            return quiet > 3

        qtbot.waitUntil(still, timeout=20_000)

    return wait


@pytest.fixture(autouse=True)
def _no_answers_left() -> Iterator[None]:
    """What the program asks is answered by the test, and only by it."""
    dialogs.answers.clear()
    dialogs.shown.clear()
    yield
    left = list(dialogs.answers)
    dialogs.answers.clear()
    assert not left, f"not asked: {left}"


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told while nobody answers fails the test, instead of waiting for a click for ever."""
    real = QMessageBox.exec

    def told(box: QMessageBox) -> int:
        late = QTimer(box)
        late.setSingleShot(True)
        late.timeout.connect(box.reject)
        late.start(_LONGEST)
        answer = real(box)
        assert late.isActive(), f"told and not expected: {box.text()}"
        return answer

    monkeypatch.setattr(QMessageBox, "exec", told)


@pytest.fixture
def now() -> datetime:
    return Clock()()
