"""Somebody who tidies up when it is quiet: after each change he waits a moment, and acts at the latest after twenty."""

import logging
import threading
from collections.abc import Callable
from typing import Final

QUIET: Final = 2.0
MOST: Final = 20


class Keeper:
    """Calls act in its own thread once nothing was touched for a while."""

    def __init__(self, act: Callable[[], None], *, quiet: float = QUIET, most: int = MOST) -> None:
        self._act, self._quiet, self._most = act, quiet, most
        self._news = threading.Condition()
        self._touched = 0
        self._stopped = False
        self._thread: threading.Thread | None = None

    def touched(self) -> None:
        """Something was changed."""
        with self._news:
            if self._stopped:
                return
            self._touched += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
                self._thread.start()
            self._news.notify()

    def stop(self) -> None:
        """No further act; one that runs is waited for."""
        with self._news:
            self._stopped = True
            self._news.notify()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _run(self) -> None:
        while self._wait():
            try:
                self._act()
            except Exception as error:  # the next change tries again; opening tells what is wrong
                logging.getLogger(__name__).warning("settling failed: %s", type(error).__name__)

    def _wait(self) -> bool:
        """Until it is quiet or too much has come together; False when stopped."""
        with self._news:
            self._news.wait_for(lambda: self._touched or self._stopped)
            seen = 0
            while not self._stopped and seen < self._touched < self._most:
                seen = self._touched
                self._news.wait(self._quiet)
            self._touched = 0
            return not self._stopped
