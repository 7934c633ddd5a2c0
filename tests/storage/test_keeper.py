"""The keeper: acts when it is quiet, at the latest after so many changes, and never again once it is stopped."""

import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from cadre_desk.storage.keeper import MOST, QUIET, Keeper

SOON = 0.05
LONG = 30.0


class Act:
    """What is done, with the moments when it was."""

    def __init__(self) -> None:
        self.moments: list[float] = []
        self.done = threading.Condition()
        self.fail = False

    def __call__(self) -> None:
        with self.done:
            self.moments.append(time.monotonic())
            self.done.notify_all()
        if self.fail:
            raise OSError("磁盘已满")

    def wait(self, times: int, seconds: float = 5.0) -> bool:
        with self.done:
            return self.done.wait_for(lambda: len(self.moments) >= times, seconds)


@pytest.fixture
def act() -> Act:
    return Act()


@pytest.fixture
def keep(act: Act) -> Iterator[Callable[..., Keeper]]:
    """Keepers that are stopped after the test."""
    made: list[Keeper] = []

    def make(**options: float) -> Keeper:
        made.append(Keeper(act, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.stop()


def test_the_figures_that_the_anchor_rests_on() -> None:
    assert (QUIET, MOST) == (2.0, 20)


def test_nothing_is_done_and_no_thread_started_without_a_change(keep: Callable[..., Keeper], act: Act) -> None:
    before = threading.active_count()
    keep(quiet=SOON)
    time.sleep(3 * SOON)
    assert (act.moments, threading.active_count()) == ([], before)


def test_it_acts_once_after_it_became_quiet(keep: Callable[..., Keeper], act: Act) -> None:
    keeper = keep(quiet=0.3)
    start = time.monotonic()
    for _ in range(5):
        keeper.touched()
        time.sleep(0.1)  # never quiet for so long
    last = time.monotonic() - 0.1
    assert act.wait(1)
    assert act.moments[0] - last >= 0.25
    assert act.moments[0] - start >= 0.65
    assert not act.wait(2, 0.5)
    keeper.touched()
    assert act.wait(2)


def test_a_long_run_of_changes_does_not_put_it_off_for_ever(keep: Callable[..., Keeper], act: Act) -> None:
    keeper = keep(quiet=LONG, most=MOST)
    for _ in range(MOST - 1):
        keeper.touched()
    assert not act.wait(1, 0.3)
    keeper.touched()
    assert act.wait(1)
    for _ in range(MOST):
        keeper.touched()
    assert act.wait(2)


def test_a_change_during_the_act_is_not_forgotten(act: Act) -> None:
    inside, go_on, seen = threading.Event(), threading.Event(), []

    def slow() -> None:
        seen.append(1)
        inside.set()
        go_on.wait(5)

    keeper = Keeper(slow, quiet=SOON)
    keeper.touched()
    assert inside.wait(5)
    keeper.touched()
    go_on.set()
    time.sleep(6 * SOON)
    keeper.stop()
    assert len(seen) == 2


def test_stopping_waits_for_the_act_and_ends_everything(act: Act) -> None:
    inside, ended = threading.Event(), []

    def slow() -> None:
        inside.set()
        time.sleep(0.2)
        ended.append(1)

    keeper = Keeper(slow, quiet=SOON)
    keeper.touched()
    assert inside.wait(5)
    keeper.stop()
    assert ended == [1]
    keeper.touched()
    time.sleep(4 * SOON)
    assert ended == [1]
    keeper.stop()


def test_stopping_does_not_wait_for_quiet(keep: Callable[..., Keeper], act: Act) -> None:
    keeper = keep(quiet=LONG)
    keeper.touched()
    start = time.monotonic()
    keeper.stop()
    assert time.monotonic() - start < 2
    assert act.moments == []  # closing settles by itself


def test_a_failed_act_is_logged_without_content_and_tried_again(
    keep: Callable[..., Keeper], act: Act, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = keep(quiet=SOON)
    act.fail = True
    with caplog.at_level(logging.WARNING):
        keeper.touched()
        assert act.wait(1)
        time.sleep(2 * SOON)
    assert [record.getMessage() for record in caplog.records] == ["settling failed: OSError"]
    act.fail = False
    keeper.touched()
    assert act.wait(2)


def test_the_act_may_stop_its_own_keeper() -> None:
    done = threading.Event()

    def stop() -> None:
        keeper.stop()
        done.set()

    keeper = Keeper(stop, quiet=SOON)
    keeper.touched()
    assert done.wait(5)
