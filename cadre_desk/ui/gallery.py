"""Every screen as a picture, drawn by the real widgets on a real vault."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from cadre_desk.services import lists, people
from cadre_desk.services.desk import Desk
from cadre_desk.services.lists import Query
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.restore.controller import RestoreController
from cadre_desk.ui.signin.renewal import RenewalView
from cadre_desk.ui.signin.view import SignInView
from cadre_desk.ui.start import application
from cadre_desk.ui.verification.controller import VerificationController
from cadre_desk.ui.window import MainWindow

_PATIENCE = 60.0  # seconds for one screen
_STILL = 0.35  # a screen that did not change for so long is drawn

#: what is opened on each screen before it is drawn: list, and which record of it
_RECORDS = {
    "declarations": ("declaration", "declarations", Query(sort="received", descending=True)),
    "filing": ("filing", "declarations", Query(sort="received")),
    "letters": ("letter", "letters", Query()),
    "campaigns": ("case", "cases", Query()),
    "flags": ("flag", "flags", Query(where={"rule": "PM-18"})),
}


def take(desk: Desk, folder: Path, fonts: Path, *, dark: bool = False) -> list[Path]:
    """Pictures of all screens; the desk stays open."""
    application(fonts, dark=dark)
    folder.mkdir(parents=True, exist_ok=True)
    sign_in = SignInView(desk.vault.folder, new=False)
    sign_in.offer([desk.officer])
    taken = [_grab(sign_in, folder / "00-signin.png")]
    window = MainWindow(desk, fonts)
    window.resize(1280, 800)
    QCursor.setPos(4000, 4000)  # nothing is drawn as hovered
    window.show()
    try:
        for number, key in enumerate(window.screens, 1):
            _open(window, desk, key)
            _settle(window)
            taken.append(_grab(window, folder / f"{number:02d}-{key}.png"))
        taken += _other_windows(desk, folder)
    finally:
        window.watch.end()
        window.keeper.end()
        window.tasks.finish()
        _spin(lambda: window.tasks.idle)
        window.hide()
        desk.heard.clear()
    return taken


def _other_windows(desk: Desk, folder: Path) -> list[Path]:
    """What is seen before the main window when something is due or wrong."""
    renewal = RenewalView(desk.officer, QCoreApplication.translate("gallery", "请先更换口令。"))
    wizard = RestoreController(desk.vault.folder, lambda: desk.pack)
    since = time.monotonic()
    _spin(lambda: time.monotonic() - since > _STILL)
    taken = [_grab(renewal, folder / "20-password.png"), _grab(wizard.view, folder / "21-restore.png")]
    wizard.view.close()
    return taken


def _open(window: MainWindow, desk: Desk, key: str) -> None:
    window.show_screen(key)
    _settle(window)
    if key == "cadres":
        found = desk.ask(lambda ask: lists.rows(ask, "flags", lists.keys(ask, "flags", _RECORDS["flags"][2])[:1]))
        if found:
            window.open_record("cadre", found[0]["subject_id"])
    elif key == "verification":
        _open_check(window, desk)
    elif key in _RECORDS:
        what, name, query = _RECORDS[key]
        keys = desk.ask(lambda ask: lists.keys(ask, name, query))
        if keys:
            asked = people.asked(desk)
            if what in ("declaration", "filing") and asked.purpose:  # nobody is there to be asked
                dialogs.answers.append([asked.purposes[0]])
            # a new declaration of the cadre, where others are only looked at
            fresh = lists.owned_key(lists.split_key(keys[0])[0], 0)
            window.open_record(what, fresh if what == "filing" else keys[0])


def _open_check(window: MainWindow, desk: Desk) -> None:
    """A person with something that differs."""
    controller = window.screens["verification"]
    keys = desk.ask(lambda ask: lists.keys(ask, "discrepancies", Query(where={"outcome": "疑似隐瞒不报"})))
    if keys and isinstance(controller, VerificationController):
        controller.page.tabs.setCurrentIndex(1)
        controller.show_person(lists.split_key(keys[0])[0])


def _settle(window: MainWindow) -> None:
    """Until nothing is under way and has not been for a moment."""
    quiet_since = [time.monotonic()]

    def still() -> bool:
        if not window.tasks.idle:
            quiet_since[0] = time.monotonic()
        return time.monotonic() - quiet_since[0] > _STILL

    _spin(still)


def _spin(until: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not until() and time.monotonic() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _grab(widget: QWidget, path: Path) -> Path:
    if not widget.isVisible():
        widget.resize(widget.sizeHint().expandedTo(widget.minimumSizeHint()))
    widget.grab().save(str(path))
    return path
