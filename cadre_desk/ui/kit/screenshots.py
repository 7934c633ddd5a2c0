"""Windows can be asked to leave a window out of screenshots and shared screens; other systems cannot."""

import ctypes
import sys
from ctypes import wintypes

from PySide6.QtWidgets import QWidget

_NONE, _EXCLUDED, _BLACK = 0x00, 0x11, 0x01  # EXCLUDED from Windows 10 2004 on, before that BLACK


def block(window: QWidget, on: bool = True) -> bool:
    """Leave the window out of screenshots, or let it in again; False where the system cannot or will not.

    Nothing protects from a camera. Not run where it was written: no Windows there.
    """
    if sys.platform != "win32":
        return False
    ask = ctypes.windll.user32.SetWindowDisplayAffinity
    handle = wintypes.HWND(int(window.winId()))
    return any(ask(handle, wish) for wish in ((_EXCLUDED, _BLACK) if on else (_NONE,)))
