"""Work off the window's thread: one lane for changes, one for questions; answers come back to the window's thread."""

import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, Qt, QThreadPool, Signal, Slot
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
        self._cancelled = self.stopped = False
        self._told = 0.0

    def cancel(self) -> None:
        """Stop at the next sign of progress."""
        self._cancelled = True

    def tick(self, what: str, done: int, total: int) -> None:
        """Called by the work; not more often than a person can see is passed on."""
        if self._cancelled:
            self.stopped = True
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _PROGRESS_EVERY or done == total:
            self._told = now
            self.progressed.emit(what, done, total)

    def run(self) -> None:
        """On the lane's thread, once."""
        try:
            result = self._work(self.tick)
        except BaseException as error:
            self.failed.emit(error)
        else:
            self.done.emit(result)
        finally:
            del self._work  # it knows a screen, and with it records
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
        self._changing: set[Job] = set()
        self._unheard: Callable[[BaseException | None], None] | None = None
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

    def look(
        self,
        owner: QObject,
        question: Callable[[Desk], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Answer a question about accounts, journal or backups: for that, nobody needs the key of the business data."""
        return self._start(self._asks, owner, lambda tick: question(self.desk), done, failed)

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
        job = Job(work)
        if self._unheard is not None:  # what was begun behind a dialog that the lock took away
            return job
        self._ended.clear()
        relay = _Relay(self, job, owner, done, failed or self._tell, ended)
        job.done.connect(relay.on_done, Qt.ConnectionType.QueuedConnection)
        job.failed.connect(relay.on_failed, Qt.ConnectionType.QueuedConnection)
        job.ended.connect(relay.on_ended, Qt.ConnectionType.QueuedConnection)
        self._jobs[job] = relay
        if lane is self._changes:
            self._changing.add(job)
        self.busy.emit(True)
        lane.start(_Runnable(job))
        return job

    def forget(self, job: Job) -> None:
        """A job has ended and its owner was told."""
        if relay := self._jobs.pop(job, None):
            self._changing.discard(job)
            relay.forget()
            self._ended.append(relay)
            if not self._jobs and isValid(self):  # it may end when its window is gone already
                self.busy.emit(False)

    def _tell(self, error: BaseException) -> None:
        self.failed.emit(message(error))

    @property
    def idle(self) -> bool:
        """Nothing under way."""
        return not self._jobs

    @property
    def changing(self) -> bool:
        """Whether a change is under way, or waits for its turn."""
        return bool(self._changing)

    @property
    def hushed(self) -> bool:
        """Whether nobody is told anything any more."""
        return self._unheard is not None

    def hush(self, unheard: Callable[[BaseException | None], None]) -> None:
        """From now on nobody is told anything and nothing new begins.

        unheard gets what became of each change that is still under way: its error, or None where it went well.
        """
        self._unheard = unheard

    def take_unheard(self, job: Job, error: BaseException | None) -> bool:
        """Whether nobody is to be told of the end of that job."""
        if self._unheard is not None and job in self._changing:
            self._unheard(Cancelled() if job.stopped else error)
        return self._unheard is not None

    def cancel(self) -> None:
        """Stop what is under way at its next sign of progress."""
        for job in self._jobs:
            job.cancel()

    def settle(self, milliseconds: int) -> bool:
        """Wait so long at most for the changes that are under way; True where all have ended."""
        return self._changes.waitForDone(milliseconds)

    def finish(self) -> None:
        """Stop what is under way and wait for it; what it brings is not told any more."""
        self.cancel()
        self._changes.waitForDone()
        self._asks.waitForDone()
        if self._unheard is not None:
            for relay in list(self._jobs.values()):
                QCoreApplication.sendPostedEvents(relay, QEvent.Type.MetaCall.value)
        if self._jobs:
            for relay in self._jobs.values():
                relay.forget()
            self._jobs.clear()
            self._changing.clear()
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
        self._owner: QObject | None = owner
        self._done, self._failed, self._ended = done, failed, ended

    def forget(self) -> None:
        """Nobody is told any more, and no record that the answers brought is kept."""
        self._owner, self._done, self._failed, self._ended = None, _nothing, _nothing, None

    def _there(self) -> bool:
        return self._owner is not None and isValid(self._owner)

    @Slot(object)
    def on_done(self, result: object) -> None:
        if not self._tasks.take_unheard(self._job, None) and self._there():
            self._done(result)

    @Slot(object)
    def on_failed(self, error: BaseException) -> None:
        if not self._tasks.take_unheard(self._job, error) and self._there() and not isinstance(error, Cancelled):
            self._failed(error)

    @Slot()
    def on_ended(self) -> None:
        if self._ended is not None and self._there() and not self._tasks.hushed:
            self._ended()
        self._tasks.forget(self._job)


def _nothing(_: object) -> None:
    """What is called instead of who is gone."""


def message(error: BaseException) -> str:
    """What an officer is told: a refusal in its own words, a bug by its place and without any data."""
    if isinstance(error, KNOWN):
        return str(error)
    words = bug_words(error)
    print(words, file=sys.stderr)
    return f"{words}。保险库没有改动，请重试；如再次出现请报告这一行文字。"
