"""Wrong passwords cost time, per name and per PC: over a restart, with a turned clock, whatever lies in the file."""

import json
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadre_desk.domain.policy import Policy, read_profiles
from cadre_desk.storage import attempts
from cadre_desk.storage.attempts import FILE, Attempts
from cadre_desk.storage.errors import VaultUnwritable
from tests.storage.helpers import digests

TEXT = (Path(__file__).parents[2] / "resources/policy.toml").read_text(encoding="utf-8")
POLICY = read_profiles(TEXT).policy("internal")
NAME, OTHER, UNKNOWN = "李审核", "王监督", "查无此人"
START = datetime(2026, 3, 2, 9, 30)
MINUTE = timedelta(minutes=1)
QUARTER = 15 * 60


@pytest.fixture
def tries(tmp_path: Path) -> Attempts:
    return Attempts(tmp_path)


def fail(folder: Path, times: int, name: str = NAME, now: datetime = START) -> int:
    """Fail that often, each time in a program started anew; the last wait."""
    return [Attempts(folder).failed(name, now, POLICY) for _ in range(times)][-1]


def test_at_first_nobody_waits_and_nothing_is_written(tries: Attempts, tmp_path: Path) -> None:
    assert tries.waits(NAME, START) == 0
    assert digests(tmp_path) == {}
    assert "缺失" in (tries.fault() or "")


def test_five_failures_cost_15_minutes_and_then_double_to_a_day(tries: Attempts) -> None:
    now, waits = START, []
    for _ in range(14):
        waits.append(tries.failed(NAME, now, POLICY))
        assert tries.waits(NAME, now) == waits[-1]
        now += timedelta(seconds=waits[-1])  # he waits, and fails again
        assert tries.waits(NAME, now) == 0
    assert [wait // 60 for wait in waits] == [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]


def test_a_wait_ends_to_the_second(tmp_path: Path) -> None:
    assert fail(tmp_path, 5) == QUARTER
    left = [(0, 900), (1, 899), (0.5, 900), (899, 1), (899.999, 1), (900, 0), (86400, 0)]
    found = [Attempts(tmp_path).waits(NAME, START + timedelta(seconds=passed)) for passed, _ in left]
    assert found == [seconds for _, seconds in left]


def test_the_policy_sets_every_figure(tries: Attempts) -> None:
    policy = replace(POLICY, lock_after=3, lock_minutes=2, longest_lock_minutes=5)
    assert [tries.failed(NAME, START, policy) for _ in range(6)] == [0, 0, 120, 240, 300, 300]


def test_trying_during_a_wait_makes_it_longer(tries: Attempts) -> None:
    for _ in range(5):
        tries.failed(NAME, START, POLICY)
    assert tries.failed(NAME, START + MINUTE, POLICY) == 30 * 60


def test_a_shorter_wait_of_a_laxer_policy_does_not_end_the_longer_one(tries: Attempts) -> None:
    for _ in range(8):
        tries.failed(NAME, START, POLICY)
    assert tries.failed(NAME, START, replace(POLICY, lock_minutes=1, longest_lock_minutes=1)) == 120 * 60


# -- names and the PC ------------------------------------------------------------------------------------------------


def test_one_name_does_not_lock_another(tmp_path: Path) -> None:
    fail(tmp_path, 5)
    assert Attempts(tmp_path).waits(OTHER, START) == 0
    assert Attempts(tmp_path).waits(f"  {NAME}　", START) == QUARTER  # blanks do not make another name
    assert Attempts(tmp_path).waits("ｌｉ", START) == Attempts(tmp_path).waits("li", START) == 0


def test_unknown_names_are_counted_like_known_ones(tmp_path: Path) -> None:
    for name in (NAME, UNKNOWN, "", "x" * 10_000, "\ud800"):
        folder = tmp_path / str(len(name))
        folder.mkdir(exist_ok=True)
        (folder / FILE).unlink(missing_ok=True)
        assert [Attempts(folder).failed(name, START, POLICY) for _ in range(6)] == [0, 0, 0, 0, QUARTER, 2 * QUARTER]
        size = (folder / FILE).stat().st_size
        assert size < 2000


def test_changing_the_name_locks_the_pc_after_20_failures(tries: Attempts) -> None:
    waits = [tries.failed(f"某人{n}", START + n * MINUTE, POLICY) for n in range(22)]
    assert waits == [0] * 19 + [QUARTER, 2 * QUARTER, 4 * QUARTER]
    assert tries.waits(NAME, START + 21 * MINUTE) == 4 * QUARTER  # also him who never failed


@pytest.mark.parametrize(("later", "wait"), [(timedelta(days=1) - MINUTE, QUARTER), (timedelta(days=1), 0)])
def test_failures_count_for_the_pc_as_long_as_the_longest_wait(tries: Attempts, later: timedelta, wait: int) -> None:
    for n in range(19):
        tries.failed(f"某人{n}", START, POLICY)
    assert tries.failed("某人19", START + later, POLICY) == wait


def test_getting_in_clears_only_ones_own_failures(tries: Attempts) -> None:
    for n in range(4):
        for name in (OTHER, "某甲", "某乙", "某丙"):
            tries.failed(name, START + n * MINUTE, POLICY)
    tries.failed(NAME, START, POLICY)
    tries.succeeded(NAME, START)  # an officer cannot make room for guesses at others: 16 are left
    assert [tries.failed(f"某人{n}", START + 4 * MINUTE, POLICY) for n in range(4)] == [0, 0, 0, QUARTER]


def test_getting_in_does_not_end_the_wait_of_the_pc(tries: Attempts) -> None:
    for n in range(20):
        tries.failed(f"某人{n}", START, POLICY)
    tries.succeeded(NAME, START)
    assert tries.waits(OTHER, START) == QUARTER


def test_the_failures_since_the_last_success_are_told_once(tries: Attempts) -> None:
    assert tries.succeeded(NAME, START) == []
    moments = [START + n * MINUTE for n in range(1, 4)]
    for moment in moments:
        tries.failed(NAME, moment, POLICY)
    tries.failed(OTHER, START, POLICY)
    assert tries.succeeded(NAME, START + 5 * MINUTE) == moments
    assert tries.succeeded(NAME, START + 6 * MINUTE) == []
    assert tries.failed(NAME, START + 7 * MINUTE, POLICY) == 0  # counted from one again
    assert tries.fault() is None


def test_no_name_stands_in_the_file_and_equal_names_differ_between_vaults(tmp_path: Path) -> None:
    keys = []
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        fail(tmp_path / place, 2)
        content = (tmp_path / place / FILE).read_bytes()
        assert not [form for form in ("utf-8", "utf-16-le", "gb18030") if NAME.encode(form) in content]
        assert ascii(NAME)[1:-1].encode() not in content
        keys.append(*json.loads(content)["names"])
    assert keys[0] != keys[1]


def test_the_file_stays_small_and_remembers_the_newest_names(tries: Attempts, tmp_path: Path) -> None:
    for n in range(205):
        tries.failed(f"某人{n}", START + n * MINUTE, POLICY)
    assert len(json.loads((tmp_path / FILE).read_bytes())["names"]) == 200
    tries.failed("某人5", START, POLICY)  # the next to be forgotten fails once more, by a clock turned back
    for _ in range(105):
        tries.failed(NAME, START, POLICY)
    assert (tmp_path / FILE).stat().st_size < 50_000
    forgotten = [n for n in (4, 5, 6, 204) if not tries.succeeded(f"某人{n}", START)]
    assert forgotten == [4, 6]
    assert len(tries.succeeded(NAME, START)) == 100


# -- the clock -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("back", [MINUTE, timedelta(hours=3), timedelta(days=9000)])
def test_a_clock_turned_back_does_not_shorten_a_wait_nor_make_it_endless(tmp_path: Path, back: timedelta) -> None:
    fail(tmp_path, 6)  # half an hour
    earlier = START - back
    assert Attempts(tmp_path).waits(NAME, earlier) == 30 * 60
    assert Attempts(tmp_path).waits(NAME, earlier + 29 * MINUTE) == 60
    assert Attempts(tmp_path).waits(NAME, earlier + 30 * MINUTE) == 0
    assert Attempts(tmp_path).failed(NAME, earlier + 31 * MINUTE, POLICY) == 60 * 60  # the count is kept as well


def test_turning_back_again_and_again_gains_nothing(tmp_path: Path) -> None:
    fail(tmp_path, 5)
    now = START
    for _ in range(20):
        now += MINUTE
        Attempts(tmp_path).waits(NAME, now)
        now -= 2 * MINUTE
        assert Attempts(tmp_path).waits(NAME, now) >= QUARTER


def test_failures_that_seem_to_lie_in_the_future_still_count(tries: Attempts) -> None:
    for n in range(19):
        tries.failed(f"某人{n}", START, POLICY)
    assert tries.failed("某人19", START - timedelta(days=400), POLICY) == QUARTER


def test_without_moving_the_ends_a_turned_clock_would_lock_for_years(tmp_path: Path) -> None:
    """Control: what the file would say if the clock of the record were not followed."""
    fail(tmp_path, 5)
    kept = attempts._read(tmp_path / FILE)
    assert kept
    stubborn = replace(kept, seen=START - timedelta(days=900))
    assert stubborn.seconds(kept.key(NAME)) > 800 * 86400


# -- the file --------------------------------------------------------------------------------------------------------


def _spoilt(content: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Files that say something else than this program writes."""
    name = next(iter(content["names"]))
    one = content["names"][name]
    yield "empty", b""
    yield "binary", bytes(range(256))
    yield "not text", "王".encode("gb18030")
    yield "cut", json.dumps(content)[:-9].encode()
    yield "a list", []
    yield "a number", 7
    yield "deep", b"[" * 100_000
    yield "huge", json.dumps(content).encode() + b" " * (2 * 1024 * 1024)
    yield "a key more", {**content, "policy": 1}
    yield "a key less", {key: value for key, value in content.items() if key != "seen"}
    yield "another format", {**content, "format": "x"}
    yield "another version", {**content, "version": 2}
    yield "no salt", {**content, "salt": ""}
    yield "a short salt", {**content, "salt": "ab"}
    yield "a salt of other letters", {**content, "salt": "zz" * 16}
    yield "no time", {**content, "seen": ""}
    yield "a number as time", {**content, "seen": 1}
    yield "a time of a zone", {**content, "seen": "2026-03-02T09:30:00+08:00"}
    yield "an endless wait", {**content, "until": "2036-03-02T09:30:00"}
    yield "names in a list", {**content, "names": [one]}
    yield "a plain name", {**content, "names": {NAME: one}}
    yield "a name without content", {**content, "names": {name: None}}
    yield "no failures", {**content, "names": {name: {**one, "count": 0, "times": []}}}
    yield "fewer than none", {**content, "names": {name: {**one, "count": -5}}}
    yield "truth as count", {**content, "names": {name: {**one, "count": True}}}
    yield "a huge count", {**content, "names": {name: {**one, "count": 10**30}}}
    yield "more failures than times", {**content, "names": {name: {**one, "count": 9}}}
    yield "a time that is none", {**content, "names": {name: {**one, "times": ["2026-02-30T00:00:00"] * 6}}}
    yield "an endless wait of a name", {**content, "names": {name: {**one, "until": "9999-12-31T23:59:59"}}}
    yield "too many names", {**content, "names": {f"{n:032x}": one for n in range(201)}}


def test_a_spoilt_file_is_a_fresh_start_and_is_told(tmp_path: Path) -> None:
    fail(tmp_path, 6)
    path = tmp_path / FILE
    sound = json.loads(path.read_bytes())
    path.write_text(json.dumps(sound), encoding="utf-8")
    assert Attempts(tmp_path).waits(NAME, START) == 30 * 60  # control: read when it is sound
    for what, content in _spoilt(sound):
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        tries = Attempts(tmp_path)
        assert tries.waits(NAME, START) == 0, what
        assert "已损坏" in (tries.fault() or ""), what
        assert [tries.failed(NAME, START, POLICY) for _ in range(5)] == [0, 0, 0, 0, QUARTER], what
        assert tries.fault() is None, what


def test_a_deleted_file_is_a_fresh_start_and_is_told(tmp_path: Path) -> None:
    fail(tmp_path, 6)
    (tmp_path / FILE).unlink()
    assert "缺失" in (Attempts(tmp_path).fault() or "")
    assert fail(tmp_path, 4) == 0
    assert fail(tmp_path, 1) == QUARTER


@pytest.mark.parametrize("seen", ["0001-01-01T00:00:00", "9999-12-31T23:59:59"])
@pytest.mark.parametrize("until", ["0001-01-01T00:00:00", "2026-03-02T09:30:01", "9999-12-31T23:59:59"])
def test_times_from_the_ends_of_the_calendar_do_no_harm(tmp_path: Path, seen: str, until: str) -> None:
    fail(tmp_path, 6)
    content = json.loads((tmp_path / FILE).read_bytes())
    (tmp_path / FILE).write_text(json.dumps({**content, "seen": seen, "until": until}), encoding="utf-8")
    tries = Attempts(tmp_path)
    assert 0 <= tries.waits(NAME, START) <= 7 * 86400
    assert tries.failed(NAME, START, POLICY) in {0, 60 * 60}
    assert len(tries.succeeded(NAME, START)) in {1, 7}


FLIPS = st.tuples(st.integers(0, 2000), st.sampled_from(string.printable.encode()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(FLIPS, min_size=1, max_size=3))
def test_whatever_stands_in_the_file_gives_no_more_than_a_fresh_start(
    tmp_path: Path, flips: list[tuple[int, int]]
) -> None:
    folder = tmp_path / "flips"
    folder.mkdir(exist_ok=True)
    (folder / FILE).unlink(missing_ok=True)
    fail(folder, 6)
    content = bytearray((folder / FILE).read_bytes())
    for place, value in flips:
        content[place % len(content)] = value
    (folder / FILE).write_bytes(content)
    tries = Attempts(folder)
    assert 0 <= tries.waits(NAME, START) <= 7 * 86400
    waits = [tries.failed(NAME, START, POLICY) for _ in range(5)]
    assert all(found >= fresh for found, fresh in zip(waits, [0, 0, 0, 0, QUARTER], strict=True))


def test_where_nothing_can_be_kept_the_caller_hears_it(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(VaultUnwritable, match=FILE):
        Attempts(tmp_path).failed(NAME, START, POLICY)


# -- any story -------------------------------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(st.sampled_from(["fail", "enter", "wait"]), st.sampled_from([NAME, OTHER, UNKNOWN]), st.integers(0, 90)),
    max_size=40,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(STEPS)
def test_any_story_is_as_counted_by_hand(tmp_path: Path, steps: list[tuple[str, str, int]]) -> None:
    """Three names, no more than 19 failures together: each name stands for itself."""
    folder = tmp_path / "story"
    folder.mkdir(exist_ok=True)
    (folder / FILE).unlink(missing_ok=True)
    policy = replace(POLICY, lock_after_pc=100)
    now, ends = START, dict[str, datetime]()
    failed: dict[str, list[datetime]] = {NAME: [], OTHER: [], UNKNOWN: []}
    for step, name, minutes in steps:
        now += minutes * MINUTE
        left = max((ends.get(name, now) - now).total_seconds(), 0)
        assert Attempts(folder).waits(name, now) == left
        if step == "fail":
            failed[name].append(now)
            over = len(failed[name]) - 5
            if over >= 0:
                ends[name] = max(ends.get(name, now), now + min(15 * 2**over, 1440) * MINUTE)
            expected = max((ends.get(name, now) - now).total_seconds(), 0)
            assert Attempts(folder).failed(name, now, policy) == expected
        elif step == "enter" and not left:
            assert Attempts(folder).succeeded(name, now) == failed[name]
            failed[name], _ = [], ends.pop(name, None)


def test_the_policy_decides_and_not_this_module(tries: Attempts) -> None:
    slow: Policy = replace(POLICY, lock_after_pc=5, lock_after=5, lock_minutes=60)
    assert [tries.failed(f"某人{n}", START, slow) for n in range(6)] == [0, 0, 0, 0, 3600, 7200]
