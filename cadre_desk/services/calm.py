"""Quiet for work on very many rows, beside a window that has to answer."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_busy = 0


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for garbage while it lasts.

    Rows make no cycles, so nothing is left lying; but a search among millions of them takes a tenth of a second, again
    and again, and for that long no other thread moves, the window's neither.
    """
    global _busy
    with _lock:
        _busy += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _busy -= 1
            if not _busy:
                gc.enable()
