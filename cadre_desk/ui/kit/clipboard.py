"""What is copied from the program does not stay in the clipboard, and other programs are asked not to collect it."""

from functools import partial

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication

from cadre_desk.ui.kit.basics import pause

SECONDS = 30.0
_OURS = "application/x-cadre-desk"
_WINDOWS = 'application/x-qt-windows-mime;value="{0}"'
#: asks the history of Windows, its cloud, and the clipboard managers of Windows and Linux to leave it out
_LEAVE_OUT = {
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    "x-kde-passwordManagerHint": b"secret",
    _OURS: b"1",
}
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def put(text: str) -> None:
    """Copy a text."""
    _put(QClipboard.Mode.Clipboard, text)


def _put(mode: QClipboard.Mode, text: str) -> None:
    found = QMimeData()
    found.setText(text)
    for name, value in _LEAVE_OUT.items():
        found.setData(name, value)
    QGuiApplication.clipboard().setMimeData(found, mode)


class Minder(QObject):
    """Clears what was copied from the program after some seconds, and at once when it is told to.

    It sees every copy, also those that text inputs make themselves: they are put again with the request to leave
    them out of histories. What another program copied in the meantime is left alone. On X11 the same holds for the
    text that is merely selected, which the middle button of the mouse would paste.
    """

    def __init__(self, parent: QObject, seconds: float = SECONDS) -> None:
        super().__init__(parent)
        self._timers = {mode: pause(self, int(seconds * 1000), partial(self._clear, mode)) for mode in _MODES}
        QGuiApplication.clipboard().changed.connect(self._on_changed)

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        timer = self._timers.get(mode)
        if timer is None:
            return
        timer.stop()
        if not _ours(mode):
            return
        text = QGuiApplication.clipboard().text(mode)
        if not text:
            return
        if mode == QClipboard.Mode.Clipboard and not _marked(mode):
            _put(mode, text)  # this comes back here
            return
        timer.start()

    def forget(self) -> None:
        """Clear now what is still ours."""
        for mode in _MODES:
            self._clear(mode)

    def _clear(self, mode: QClipboard.Mode) -> None:
        self._timers[mode].stop()
        if _ours(mode):
            QGuiApplication.clipboard().clear(mode)


def _marked(mode: QClipboard.Mode) -> bool:
    found = QGuiApplication.clipboard().mimeData(mode)
    return found is not None and found.hasFormat(_OURS)


def _ours(mode: QClipboard.Mode) -> bool:
    """Whether it was copied from this program."""
    clipboard = QGuiApplication.clipboard()
    if mode == QClipboard.Mode.Selection and not clipboard.supportsSelection():
        return False
    owner = clipboard.ownsSelection() if mode == QClipboard.Mode.Selection else clipboard.ownsClipboard()
    return owner or _marked(mode)
