"""Between the sign-in window and the main window: a password that is due is changed first."""

import threading

from PySide6.QtCore import QObject, Signal

from cadre_desk.services import arrival
from cadre_desk.services.desk import Desk
from cadre_desk.ui.kit.tasks import message
from cadre_desk.ui.signin.renewal import RenewalView


class Arrival(QObject):
    """One desk on its way to the main window; `ready` follows, or `given_up` with the vault closed."""

    ready = Signal(object)  # Desk
    given_up = Signal()
    _changed = Signal()
    _refused = Signal(str)

    def __init__(self, desk: Desk, password: str) -> None:
        """Password is the one with which the officer came in a moment ago."""
        super().__init__()
        self._desk, self._password = desk, password
        self.view: RenewalView | None = None
        self._changed.connect(self._on_changed)
        self._refused.connect(self._on_refused)

    def begin(self) -> None:
        """Ask for a new password where one is due, else go on at once."""
        why = arrival.password_due(self._desk)
        if not why:
            self._password = ""
            self.ready.emit(self._desk)
            return
        self.view = RenewalView(self._desk.officer, why)
        self.view.wished.connect(self._on_wished)
        self.view.given_up.connect(self._on_given_up)
        self.view.show()

    def _on_wished(self, new: str) -> None:
        desk, old = self._desk, self._password

        def work() -> None:
            try:
                desk.change_password(old, new)
            except Exception as error:
                self._refused.emit(message(error))
            else:
                self._changed.emit()

        threading.Thread(target=work, daemon=True).start()

    def _on_changed(self) -> None:
        assert self.view is not None
        self._password = ""
        self.view.finish()
        self.ready.emit(self._desk)

    def _on_refused(self, text: str) -> None:
        assert self.view is not None
        self.view.set_busy(False)
        self.view.tell(text)
        self.view.new.setFocus()
        self.view.new.selectAll()

    def _on_given_up(self) -> None:
        self._password = ""
        self._desk.close()
        self.given_up.emit()
