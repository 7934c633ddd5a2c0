"""Replay as a whole: its parts make the whole, its order is fixed, and what meets nothing is told."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk.domain.declaration import (
    ADDED,
    CHANGE_REPORT,
    CHANGED,
    DISPOSED,
    FIRST_REPORT,
    PRESENT,
    Declared,
    State,
    apply,
    holdings,
    in_order,
    replay,
    unmet,
)
from cadre_desk.domain.people import Entry, Filing
from tests.domain.filings import PACK

SECTIONS = PACK.sections
ANNUAL = "年度集中报告"
_SECTIONS = ("house", "enterprise", "fund", "insurance", "trip_abroad")


def entry(section: str, item: str, action: str | None = PRESENT, position: int = 1, **facets: Any) -> Entry:
    return Entry(
        1, 0, section, position, action, None, None, item, None, None, None, None, "{}", 1, 1
    )._replace(**facets)  # fmt: skip


def filing(day: str, *entries: Entry, kind: str = ANNUAL, year: int = 2024, number: int = 1, n: int = 1) -> Declared:
    head = Filing(1, n, year, kind, number, day, None, "{}", 1, 1)
    return head, tuple(one._replace(n=n) for one in entries)


def items(state: State, section: str = "house") -> set[str]:
    return set(state.get(section, {}))


# -- properties ------------------------------------------------------------------------------------------------------

_rows = st.lists(
    st.builds(
        entry, st.sampled_from(_SECTIONS), st.sampled_from("甲乙丙"),
        st.sampled_from([PRESENT, ADDED, CHANGED, DISPOSED, None]), st.integers(1, 9),
    ),
    max_size=6,
)  # fmt: skip
_days = st.sampled_from([f"202{year}-01-{day}" for year in range(4) for day in (20, 21)])
_kinds = st.sampled_from([ANNUAL, ANNUAL, CHANGE_REPORT, FIRST_REPORT])


@st.composite
def histories(draw: st.DrawFn) -> list[Declared]:
    """Filings, several on one day, their rows at places of their own."""
    found = []
    for n in range(1, draw(st.integers(0, 7)) + 1):
        rows = [one._replace(position=place) for place, one in enumerate(draw(_rows), 1)]
        year, number = draw(st.integers(2019, 2022)), draw(st.integers(1, 3))
        found.append(filing(draw(_days), *rows, kind=draw(_kinds), year=year, number=number, n=n))
    return found


@given(histories(), st.integers(0, 7))
def test_a_history_that_is_split_gives_the_same_state(history: list[Declared], cut: int) -> None:
    """From the state after the first part, the second leads to the state of all."""
    ordered = in_order(history)
    state = holdings(ordered[:cut], SECTIONS)
    for head, entries in ordered[cut:]:
        apply(state, head, entries, SECTIONS)
    assert {key: found for key, found in state.items() if found} == holdings(history, SECTIONS)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_handed_over_does_not_matter(
    history: list[Declared], chance: random.Random
) -> None:
    mixed = [(head, chance.sample(entries, len(entries))) for head, entries in history]
    chance.shuffle(mixed)
    assert holdings(mixed, SECTIONS) == holdings(history, SECTIONS)
    assert sorted(unmet(mixed, SECTIONS)) == sorted(unmet(history, SECTIONS))


@given(histories())
def test_the_state_after_each_filing_is_that_of_the_filings_so_far(history: list[Declared]) -> None:
    ordered, states = in_order(history), list(replay(history, SECTIONS))
    assert [head for head, _ in states] == [head for head, _ in ordered]
    for count, (_, state) in enumerate(states, 1):
        assert state == holdings(ordered[:count], SECTIONS)


@given(histories())
def test_a_whole_filing_leaves_in_full_sections_only_what_it_states(history: list[Declared]) -> None:
    for (head, entries), (_, state) in zip(in_order(history), replay(history, SECTIONS), strict=True):
        stated = {(one.section, one.item) for one in entries}
        for section in ("fund", "insurance", "trip_abroad"):
            if head.filing != CHANGE_REPORT:
                assert all((section, item) in stated for item in items(state, section))


@given(histories())
def test_only_a_disposal_or_a_change_can_meet_nothing(history: list[Declared]) -> None:
    for one in unmet(history, SECTIONS):
        assert one.entry.action in (DISPOSED, CHANGED)
        assert one.filing.filing != FIRST_REPORT
        assert one.entry.n == one.filing.n


# -- order -----------------------------------------------------------------------------------------------------------

BOUGHT, SOLD = entry("house", "甲", ADDED), entry("house", "甲", DISPOSED)


@pytest.mark.parametrize(
    ("history", "held"),
    [
        pytest.param([filing("2024-03-02", SOLD, n=1), filing("2024-03-01", BOUGHT, n=2)], set(), id="day"),
        pytest.param([filing("2024-03-01", SOLD, n=2), filing("2024-03-02", BOUGHT, n=1)], {"甲"}, id="day, other"),
        pytest.param(
            [filing("2024-03-01", SOLD, number=2, n=1), filing("2024-03-01", BOUGHT, number=1, n=2)],
            set(),
            id="one day: number",
        ),
        pytest.param(
            [filing("2024-03-01", SOLD, number=1, n=2), filing("2024-03-01", BOUGHT, number=2, n=1)],
            {"甲"},
            id="one day: number, other",
        ),
        pytest.param(
            [filing("2024-03-01", SOLD, year=2024, n=1), filing("2024-03-01", BOUGHT, year=2023, number=2, n=2)],
            set(),
            id="one day: numbers count within a year",
        ),
        pytest.param([filing("2024-03-01", SOLD, n=2), filing("2024-03-01", BOUGHT, n=1)], set(), id="one number"),
        pytest.param(
            [filing("2024-03-01", SOLD._replace(position=2), BOUGHT._replace(position=1))], set(), id="position"
        ),
        pytest.param(
            [filing("2024-03-01", SOLD._replace(position=1), BOUGHT._replace(position=2))],
            {"甲"},
            id="position, other",
        ),
    ],
)
def test_changes_of_one_day_have_an_order(history: Sequence[Declared], held: set[str]) -> None:
    for order in (history, history[::-1]):
        assert items(holdings(order, SECTIONS)) == held


# -- what meets nothing ----------------------------------------------------------------------------------------------

FIRST = filing("2022-01-20", entry("house", "甲"), entry("fund", "一", None, 2), kind=FIRST_REPORT, year=2021, n=1)
CASES = [
    ("sold what was there", [filing("2023-01-20", SOLD, n=2)], []),
    ("sold what was never there", [filing("2023-01-20", entry("house", "乙", DISPOSED), n=2)], [(2, "乙", False)]),
    ("changed what was never there", [filing("2023-01-20", entry("house", "乙", CHANGED), n=2)], [(2, "乙", False)]),
    ("changed what was there", [filing("2023-01-20", entry("house", "甲", CHANGED), n=2)], []),
    (
        "changed, then sold, what was never there: told once",
        [filing("2023-01-20", entry("house", "乙", CHANGED), entry("house", "乙", DISPOSED, 2), n=2)],
        [(2, "乙", False)],
    ),
    (
        "bought and sold in one filing",
        [filing("2023-01-20", entry("house", "乙", ADDED), entry("house", "乙", DISPOSED, 2), n=2)],
        [],
    ),
    (
        "sold before it was bought",
        [filing("2023-01-20", entry("house", "乙", ADDED, 2), entry("house", "乙", DISPOSED, 1), n=2)],
        [(2, "乙", False)],
    ),
    ("sold twice", [filing("2023-01-20", SOLD, n=2), filing("2024-01-20", SOLD, n=3)], [(3, "甲", True)]),
    (
        "reported during the year and again in the annual report",
        [filing("2022-06-01", SOLD, kind=CHANGE_REPORT, n=2), filing("2023-01-20", SOLD, n=3)],
        [],
    ),
    (
        "and once more a year later",
        [
            filing("2022-06-01", SOLD, kind=CHANGE_REPORT, n=2),
            filing("2023-01-20", SOLD, n=3),
            filing("2024-01-20", SOLD, n=4),
        ],
        [(4, "甲", True)],
    ),
    (
        "reported twice during the year",
        [filing(f"2022-0{n}-01", SOLD, kind=CHANGE_REPORT, n=n) for n in (2, 3)],
        [(3, "甲", True)],
    ),
    ("a fund that was there", [filing("2023-01-20", entry("fund", "一", DISPOSED), n=2)], []),
    ("a fund that was not there", [filing("2023-01-20", entry("fund", "二", DISPOSED), n=2)], [(2, "二", False)]),
    (
        "a fund that had vanished without a word",
        [filing("2023-01-20", n=2), filing("2024-01-20", entry("fund", "一", DISPOSED), n=3)],
        [(3, "一", True)],
    ),
    ("a first report tells everything", [filing("2023-01-20", SOLD, SOLD, kind=FIRST_REPORT, n=2)], []),
    ("a marriage that was never told", [filing("2023-01-20", entry("marriage", "", CHANGED), n=2)], [(2, "", False)]),
    ("an item without a name", [filing("2023-01-20", entry("house", "|", DISPOSED), n=2)], []),
]


@pytest.mark.parametrize(("later", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_met_nothing_is_told_with_filing_and_row(
    later: list[Declared], expected: list[tuple[int, str, bool]]
) -> None:
    found = unmet([FIRST, *later], SECTIONS)
    assert [(one.filing.n, one.entry.item, one.gone) for one in found] == expected


def test_a_disposal_that_meets_nothing_changes_nothing() -> None:
    nothing = filing("2023-01-20", entry("house", "乙", DISPOSED), n=2)
    assert unmet([FIRST, nothing], SECTIONS)
    assert items(holdings([FIRST, nothing], SECTIONS)) == items(holdings([FIRST], SECTIONS))
