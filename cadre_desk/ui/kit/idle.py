"""When the vault has to be locked though nobody asked for it: nobody is there, or the computer is about to be left.

Linux tells over D-Bus: the session's own lock and sleep (logind), and the screen savers of the desktops that Chinese
offices have. Windows tells its windows by messages; that part could only be read, not run, where it was written.
Where neither speaks, the time without a key or the mouse is left, and it also passes while the computer sleeps.
"""

import ctypes
import os
import sys
import time
from collections.abc import Callable
from ctypes import wintypes
from math import ceil
from typing import Any, cast

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QCoreApplication,
    QEvent,
    QObject,
    QPointF,
    QProcess,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

IDLE, SCREEN, SLEEP, SESSION = "idle", "screen", "sleep", "session"
SUDDEN = frozenset({SLEEP, SESSION})  # the computer waits a few seconds at most
MINUTES = 10.0
LAST = 60  # seconds that are counted down
_TICK = 1_000  # ms
_PATIENCE = 500  # ms

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def _now() -> float:
    """Seconds that also pass while the computer sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()


class Watch(QObject):
    """Looks after one window of an open vault until it is locked."""

    lock_wished = Signal(str)  # IDLE, SCREEN, SLEEP or SESSION
    counting = Signal(int)  # seconds that are left, in the last minute; -1 when somebody is there again

    def __init__(self, window: QWidget, minutes: float = MINUTES, clock: Callable[[], float] = _now) -> None:
        super().__init__(window)
        self.minutes = minutes
        self._window, self._clock = window, clock
        self._seen, self._told = clock(), False
        self._mouse = QPointF()
        self._system: _Bus | _Messages | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Look from now on; a second call does nothing."""
        if self._timer.isActive():
            return
        self._seen = self._clock()
        self._timer.start()
        running = _application()
        running.installEventFilter(self)
        running.commitDataRequest.connect(self._on_session_ends)
        if sys.platform == "linux":
            self._system = _Bus(self.lock_wished.emit)
        elif sys.platform == "win32":
            self._system = _Messages(int(self._window.winId()), self.lock_wished.emit)

    def end(self) -> None:
        """The vault is locked: look no more, and let the computer sleep."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        running = _application()
        running.removeEventFilter(self)
        running.commitDataRequest.disconnect(self._on_session_ends)
        if self._system is not None:
            self._system.end()
            self._system = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See whether somebody is there; events that the program made itself are none of his."""
        kind = event.type()
        if kind in _SIGNS:
            if event.spontaneous():
                self._on_sign()
        elif kind == QEvent.Type.MouseMove:
            self._on_mouse(cast(QMouseEvent, event))
        elif kind == QEvent.Type.InputMethod:
            # an input method swallows the keys by which it is fed, and what it tells is never spontaneous
            words = cast(QInputMethodEvent, event)
            if words.preeditString() or words.commitString():
                self._on_sign()
        return False

    def _on_mouse(self, event: QMouseEvent) -> None:
        """A window that opens below the pointer is told a movement too: only one that changes the place counts."""
        place = event.globalPosition()
        if event.spontaneous() and place != self._mouse:
            self._mouse = place
            self._on_sign()

    def _on_sign(self) -> None:
        self._seen = self._clock()
        if self._told:
            self._told = False
            self.counting.emit(-1)

    def _look(self) -> None:
        left = self._seen + self.minutes * 60 - self._clock()
        if left <= 0:
            self.lock_wished.emit(IDLE)
        elif left <= LAST:
            self._told = True
            self.counting.emit(ceil(left))
        elif self._told:  # the time was made longer
            self._told = False
            self.counting.emit(-1)

    def _on_session_ends(self) -> None:
        self.lock_wished.emit(SESSION)


def _application() -> QGuiApplication:
    return cast(QGuiApplication, QCoreApplication.instance())


# -- Linux ---------------------------------------------------------------------------------------------------------

_LOGIND, _LOGIND_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
#: service (its interface is called the same), path, signal, slot
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "ActiveChanged", "on_active(bool)"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver", "ActiveChanged", "on_active(bool)"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "ActiveChanged", "on_active(bool)"),
    ("org.ukui.ScreenSaver", "/", "lock", "on_lock()"),  # 麒麟
    ("com.deepin.dde.lockFront", "/com/deepin/dde/lockFront", "Visible", "on_active(bool)"),  # UOS 20
    ("org.deepin.dde.LockFront1", "/org/deepin/dde/LockFront1", "Visible", "on_active(bool)"),  # UOS 25
)


def session_path(name: str) -> str:
    """Where logind keeps a session: its name with all but letters and later digits written as _ and two hex digits."""
    escaped = "".join(
        one if one.isascii() and one.isalnum() and (place or not one.isdigit()) else f"_{ord(one):02x}"
        for place, one in enumerate(name)
    )
    return f"{_LOGIND_PATH}/session/{escaped}"


def _slot(signature: str) -> Any:
    """A slot as D-Bus connections take it: text, though PySide's own annotations say bytes."""
    return SLOT(signature)


class _Bus(QObject):
    """What the desktop and logind tell; silent where there is no bus or nobody speaks on it."""

    def __init__(self, wish: Callable[[str], None]) -> None:
        super().__init__()
        self._wish: Callable[[str], None] | None = wish
        self._brake = _Brake(self)
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        home = QDBusConnection.sessionBus()
        for service, path, signal, slot in _SAVERS:
            home.connect(service, path, service, signal, self, _slot(slot))
        system = QDBusConnection.systemBus()
        manager = f"{_LOGIND}.Manager"
        system.connect(_LOGIND, _LOGIND_PATH, manager, "PrepareForSleep", self, _slot("on_sleep(bool)"))
        system.connect(_LOGIND, _LOGIND_PATH, manager, "PrepareForShutdown", self, _slot("on_end(bool)"))
        if session := os.environ.get("XDG_SESSION_ID"):
            system.connect(_LOGIND, session_path(session), f"{_LOGIND}.Session", "Lock", self, _slot("on_lock()"))
        if system.isConnected():
            self._brake.hold()

    def end(self) -> None:
        """Nothing is told any more; the computer need not wait for us."""
        self._wish = None
        self._brake.release()
        self.deleteLater()

    def _say(self, reason: str) -> None:
        if self._wish is not None:
            self._wish(reason)

    @Slot()
    def on_lock(self) -> None:
        self._say(SCREEN)

    @Slot(bool)
    def on_active(self, on: bool) -> None:
        if on:
            self._say(SCREEN)

    @Slot(bool)
    def on_sleep(self, on: bool) -> None:
        if on:
            self._say(SLEEP)

    @Slot(bool)
    def on_end(self, on: bool) -> None:
        if on:
            self._say(SESSION)


class _Brake(QObject):
    """Lets logind wait with sleep and shutdown until the vault is locked (5 s unless the system says otherwise).

    The descriptor that logind hands out for it cannot be received by PySide 6.8, so systemd's own command holds it:
    its child reads from us and ends with us, however we end.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())

    def hold(self) -> None:
        """Ask for it; nothing happens where the command is missing or refused."""
        why = self.tr("睡眠前锁定保险库")
        asked = ["--what=sleep:shutdown", "--mode=delay", "--who=cadre-desk", f"--why={why}", "cat"]
        self._process.start("systemd-inhibit", asked)

    def release(self) -> None:
        """The computer may go on."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.closeWriteChannel()
            self._process.waitForFinished(_PATIENCE)


# -- Windows -------------------------------------------------------------------------------------------------------

_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE = 0x02B1
_LEFT = frozenset({0x2, 0x4, 0x6, 0x7})  # console or remote desktop disconnected, log-off, lock
_THIS_SESSION = 0


class _Messages(QAbstractNativeEventFilter):
    """What Windows tells about sleep and the lock of its session. Not run where it was written: no Windows there."""

    def __init__(self, window: int, wish: Callable[[str], None]) -> None:
        super().__init__()
        self._window, self._wish = window, wish
        _application().installNativeEventFilter(self)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(window), _THIS_SESSION)

    def end(self) -> None:
        """Nothing is told any more."""
        _application().removeNativeEventFilter(self)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(wintypes.HWND(self._window))

    def nativeEventFilter(self, kind: Any, message: Any) -> Any:
        if bytes(kind) == b"windows_generic_MSG" and (reason := reason_of(int(message))):
            self._wish(reason)
        return False, 0


def reason_of(address: int) -> str:
    """Why a message of Windows (a MSG at that address) calls for the lock; empty where it does not."""
    message = wintypes.MSG.from_address(address)
    if message.message == _WM_POWERBROADCAST and message.wParam == _PBT_APMSUSPEND:
        return SLEEP
    if message.message == _WM_WTSSESSION_CHANGE and message.wParam in _LEFT:
        return SCREEN
    return ""
