"""Work off the window's thread: one lane for changes, one for questions; answers come back to the window's thread."""

import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from cadre_desk.domain.sheet import Tick
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.errors import KNOWN, bug_words

T = TypeVar("T")
_PROGRESS_EVERY = 0.1  # seconds


class Cancelled(Exception):
    """The officer gave up; whatever was done is rolled back."""


class Job(QObject):
    """One piece of work on a lane. Its owner may be gone when it is done: then nobody is told."""

    progressed = Signal(str, int, int)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, work: Callable[[Tick], Any]) -> None:
        super().__init__()
        self._work = work
        self._cancelled = False
        self._told = 0.0

    def cancel(self) -> None:
        """Stop at the next sign of progress."""
        self._cancelled = True

    def tick(self, what: str, done: int, total: int) -> None:
        """Called by the work; not more often than a person can see is passed on."""
        if self._cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _PROGRESS_EVERY or done == total:
            self._told = now
            self.progressed.emit(what, done, total)

    def run(self) -> None:
        """On the lane's thread."""
        try:
            result = self._work(self.tick)
        except BaseException as error:
            self.failed.emit(error)
        else:
            self.done.emit(result)
        finally:
            self.ended.emit()


class _Runnable(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Tasks(QObject):
    """The two lanes of one desk."""

    changed = Signal(object)  # a frozenset of kinds of record
    failed = Signal(str)
    busy = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._changes, self._asks = QThreadPool(self), QThreadPool(self)
        self._changes.setMaxThreadCount(1)
        self._asks.setMaxThreadCount(2)
        self._jobs: dict[Job, _Relay] = {}
        self._ended: list[_Relay] = []  # let go when the next one starts, never from inside their own slot
        desk.heard.append(self.changed.emit)

    def ask(
        self,
        owner: QObject,
        question: Callable[[Ask], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Answer a question from one view of the vault."""
        return self._start(self._asks, owner, lambda tick: self.desk.ask(question), done, failed)

    def change(
        self,
        owner: QObject,
        work: Callable[[Desk, Tick], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Job:
        """Do something that changes the vault or takes long; one after the other. ended is called however it ends."""
        return self._start(self._changes, owner, lambda tick: work(self.desk, tick), done, failed, ended)

    def _start(
        self,
        lane: QThreadPool,
        owner: QObject,
        work: Callable[[Tick], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None,
        ended: Callable[[], None] | None = None,
    ) -> Job:
        self._ended.clear()
        job = Job(work)
        relay = _Relay(self, job, owner, done, failed or self._tell, ended)
        job.done.connect(relay.on_done, Qt.ConnectionType.QueuedConnection)
        job.failed.connect(relay.on_failed, Qt.ConnectionType.QueuedConnection)
        job.ended.connect(relay.on_ended, Qt.ConnectionType.QueuedConnection)
        self._jobs[job] = relay
        self.busy.emit(True)
        lane.start(_Runnable(job))
        return job

    def forget(self, job: Job) -> None:
        """A job has ended and its owner was told."""
        if relay := self._jobs.pop(job, None):
            if not self._jobs:
                self.busy.emit(False)
            self._ended.append(relay)

    def _tell(self, error: BaseException) -> None:
        self.failed.emit(message(error))

    @property
    def idle(self) -> bool:
        """Nothing under way."""
        return not self._jobs

    def finish(self) -> None:
        """Stop what is under way and wait for it; what it brings is not told any more."""
        for job in self._jobs:
            job.cancel()
        self._changes.waitForDone()
        self._asks.waitForDone()
        if self._jobs:
            self._jobs.clear()
            self.busy.emit(False)


class _Relay(QObject):
    """Brings the answer to the window's thread, and drops it where its owner is gone.

    It belongs to Python alone: with a parent it was deleted twice where both went at the same time.
    """

    def __init__(
        self,
        tasks: Tasks,
        job: Job,
        owner: QObject,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        ended: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self._tasks, self._job = tasks, job
        self._owner, self._done, self._failed, self._ended = owner, done, failed, ended

    @Slot(object)
    def on_done(self, result: object) -> None:
        if isValid(self._owner):
            self._done(result)

    @Slot(object)
    def on_failed(self, error: BaseException) -> None:
        if isValid(self._owner) and not isinstance(error, Cancelled):
            self._failed(error)

    @Slot()
    def on_ended(self) -> None:
        if self._ended is not None and isValid(self._owner):
            self._ended()
        self._tasks.forget(self._job)


def message(error: BaseException) -> str:
    """What an officer is told: a refusal in its own words, a bug by its place and without any data."""
    if isinstance(error, KNOWN):
        return str(error)
    words = bug_words(error)
    print(words, file=sys.stderr)
    return f"{words}。保险库没有改动，请重试；如再次出现请报告这一行文字。"
