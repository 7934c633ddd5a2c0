"""Replay and difference: change sections write only what changed, full sections everything anew."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk import app
from cadre_desk.domain.declaration import (
    ADDED,
    CHANGED,
    DISPOSED,
    PRESENT,
    Change,
    State,
    apply,
    difference,
    filing_day,
    holdings,
    restates,
)
from cadre_desk.domain.people import Entry, Filing

SECTIONS = app.pack().sections
ANNUAL, REPORT = "年度集中报告", "随时报告"
Declared = tuple[Filing, Sequence[Entry]]


def entry(section: str, item: str, action: str | None = PRESENT, **values: Any) -> Entry:
    data = json.dumps({"action": action, **values})
    return Entry(1, 1, section, 1, action, None, None, item, None, None, None, None, data, 1, 1)


def filing(received: str | None, *entries: Entry, kind: str = ANNUAL, year: int = 2024, signed: str = "") -> Declared:
    return Filing(1, 1, year, kind, 1, received, signed or None, "{}", 1, 1), entries


def held(*filings: Declared, until: date | None = None) -> dict[str, list[str]]:
    """Items by section."""
    return {section: sorted(items) for section, items in holdings(filings, SECTIONS, until).items()}


FIRST = filing("2023-01-20", entry("house", "甲"), entry("house", "乙"), entry("fund", "一", None), year=2022)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param([], {"house": ["乙", "甲"], "fund": ["一"]}, id="the first filing is the whole state"),
        pytest.param([filing("2024-01-20")], {"house": ["乙", "甲"]}, id="absence: unchanged, and none"),
        pytest.param(
            [filing("2024-01-20", entry("house", "丙", ADDED), entry("fund", "二", None))],
            {"house": ["丙", "乙", "甲"], "fund": ["二"]},
            id="added to one, written anew in the other",
        ),
        pytest.param([filing("2024-01-20", entry("house", "甲", DISPOSED))], {"house": ["乙"]}, id="disposed"),
        pytest.param(
            [filing("2024-01-20", entry("fund", "一", DISPOSED), entry("fund", "二", None))],
            {"house": ["乙", "甲"], "fund": ["二"]},
            id="a full section that says where a thing went does not hold it",
        ),
        pytest.param([filing("2024-01-20", entry("house", "甲", CHANGED))], {"house": ["乙", "甲"]}, id="changed"),
        pytest.param(
            [filing("2023-06-20", entry("house", "丙", ADDED), kind=REPORT)],
            {"house": ["丙", "乙", "甲"], "fund": ["一"]},
            id="a 30-day report leaves full sections alone",
        ),
        pytest.param(
            [filing("2024-01-20", entry("house", "甲", DISPOSED)), filing("2025-01-20", entry("house", "甲", ADDED))],
            {"house": ["乙", "甲"]},
            id="sold and bought back",
        ),
    ],
)
def test_the_state_after_replay(later: list[Declared], expected: dict[str, list[str]]) -> None:
    assert held(FIRST, *later) == expected


def test_disposal_of_what_was_never_held_is_no_holding() -> None:
    assert held(filing("2024-01-20", entry("house", "丁", DISPOSED))) == {}


def test_the_state_on_a_day_takes_filings_up_to_it() -> None:
    sold = filing("2024-01-20", entry("house", "甲", DISPOSED))
    assert held(FIRST, sold, until=date(2024, 1, 19))["house"] == ["乙", "甲"]
    assert held(FIRST, sold, until=date(2024, 1, 20))["house"] == ["乙"]
    assert held(FIRST, sold, until=date(2022, 1, 1)) == {}


@pytest.mark.parametrize(
    ("received", "signed", "day"),
    [
        ("2025-01-20", "2025-01-10", "2025-01-20"),
        (None, "2025-01-10", "2025-01-10"),
        (None, "", "2025-01-31"),
    ],
)
def test_the_day_of_a_filing(received: str | None, signed: str, day: str) -> None:
    assert filing_day(filing(received, signed=signed)[0]) == day


@pytest.mark.parametrize(
    ("kind", "anew"), [(ANNUAL, True), ("首次报告", True), ("考察对象报告", True), ("其他报告", True), (REPORT, False)]
)
def test_only_a_30_day_report_does_not_write_full_sections_anew(kind: str, anew: bool) -> None:
    assert restates(filing("2025-01-20", kind=kind)[0]) is anew


# -- difference ------------------------------------------------------------------------------------------------------


def changes(before: State, after: State) -> dict[tuple[str, str], Change]:
    return {(one.section, one.item): one.change for one in difference(before, after, SECTIONS)}


def state(*entries: Entry) -> State:
    return holdings([filing("2024-01-20", *entries)], SECTIONS)


def test_each_item_is_the_same_added_removed_or_changed() -> None:
    before = state(entry("house", "甲", area="90"), entry("house", "乙", area="80"), entry("fund", "一", None))
    after = state(entry("house", "甲", area="90"), entry("house", "乙", area="85"), entry("stock", "二", None))
    assert changes(before, after) == {
        ("house", "甲"): Change.SAME,
        ("house", "乙"): Change.CHANGED,
        ("fund", "一"): Change.REMOVED,
        ("stock", "二"): Change.ADDED,
    }


def test_the_word_for_how_it_came_into_the_form_is_no_difference() -> None:
    assert changes(state(entry("house", "甲", PRESENT)), state(entry("house", "甲", ADDED))) == {
        ("house", "甲"): Change.SAME
    }


def test_differences_stand_in_the_order_of_the_form() -> None:
    later = state(entry("fund", "一", None), entry("marriage", ""), entry("house", "甲"))
    assert [one.section for one in difference({}, later, SECTIONS)] == ["marriage", "house", "fund"]


# -- properties ------------------------------------------------------------------------------------------------------


def _action(section: str, action: str) -> str | None:
    """Full sections have no word but the disposal."""
    return action if SECTIONS[section].kind == "change" or action == DISPOSED else None


_entries = st.builds(
    lambda section, item, action, area: entry(section, item, _action(section, action), area=area),
    st.sampled_from(["house", "marriage", "fund", "stock", "trip_abroad"]),
    st.sampled_from("甲乙丙"),
    st.sampled_from([PRESENT, ADDED, CHANGED, DISPOSED]),
    st.sampled_from(["90", "85"]),
)
_filings = st.lists(st.tuples(st.sampled_from([ANNUAL, REPORT]), st.lists(_entries, max_size=5)), max_size=6).map(
    lambda rows: [filing(f"{2015 + n}-01-20", *some, kind=kind) for n, (kind, some) in enumerate(rows)]
)


def _recomputed(filings: Sequence[Declared]) -> dict[str, dict[str, Entry]]:
    """The state said differently: of each item the last word, of full sections only since they were last written."""
    found: dict[str, dict[str, Entry]] = {}
    for key, section in SECTIONS.items():
        anew = [n for n, (head, _) in enumerate(filings) if head.filing != REPORT]
        since = anew[-1] if section.kind == "full" and anew else 0
        last = {e.item: e for _, entries in filings[since:] for e in entries if e.section == key}
        if items := {item: e for item, e in last.items() if e.action != DISPOSED}:
            found[key] = items
    return found


@given(_filings)
def test_replaying_one_by_one_equals_recomputing(filings: list[Declared]) -> None:
    one_by_one: State = {}
    for n, (head, entries) in enumerate(filings, 1):
        apply(one_by_one, head, entries, SECTIONS)
        assert {key: items for key, items in one_by_one.items() if items} == holdings(filings[:n], SECTIONS)
    assert holdings(filings, SECTIONS) == _recomputed(filings)


@given(_filings, _filings)
def test_swapping_the_states_mirrors_the_difference(one: list[Declared], other: list[Declared]) -> None:
    before, after = holdings(one, SECTIONS), holdings(other, SECTIONS)
    mirror = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
    there, back = difference(before, after, SECTIONS), difference(after, before, SECTIONS)
    expected = {(d.section, d.item, mirror.get(d.change, d.change), d.after, d.before) for d in there}
    assert {tuple(d) for d in back} == expected
    assert len(back) == len(there)


@given(_filings)
def test_a_state_does_not_differ_from_itself(filings: list[Declared]) -> None:
    held_now = holdings(filings, SECTIONS)
    found = difference(held_now, holdings(filings, SECTIONS), SECTIONS)
    assert {one.change for one in found} <= {Change.SAME}
    assert len(found) == sum(map(len, held_now.values()))
