"""Two moments side by side: what became of each item, and what is asked about first."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk.domain.comparison import Comparison, Concern, compare, counts, place_of_day, place_of_filing
from cadre_desk.domain.declaration import CHANGE_REPORT, CHANGED, DISPOSED, FIRST_REPORT, PRESENT, Change, Declared
from cadre_desk.domain.people import Entry, Filing
from tests.domain.filings import (
    ANNUAL,
    PACK,
    deposit,
    enterprise,
    fund,
    house,
    insurance,
    loan,
    marriage,
    passport,
    salary,
    stock,
    trip,
    wedding,
)

SAME, ADD, GONE, CHANGE = Change.SAME, Change.ADDED, Change.REMOVED, Change.CHANGED
BACK, SILENT, STALE, FALLEN = Concern.BACKDATED, Concern.SILENT, Concern.STALE, Concern.FALLEN
OLD_DATES = ("2024-01-10", "2024-01-20")  # signed and received of the earlier filing


def filing(n: int, *entries: Entry, kind: str = ANNUAL, signed: str = "", received: str = "") -> Declared:
    """The filing of 2024, 2025, …: by default signed on the tenth and received on the twentieth of January."""
    year = 2022 + n
    head = Filing(
        1, n, year, kind, 1, received or f"{year + 1}-01-20", signed or f"{year + 1}-01-10", "{}", 1, 1
    )  # fmt: skip
    placed = [one._replace(n=n, position=place) for place, one in enumerate(entries, 1)]
    return head, placed


@dataclass(frozen=True)
class Case:
    """Rows of the earlier filing, of the later one, and what is found; more stands before or between them."""

    what: str
    old: tuple[Entry, ...]
    new: tuple[Entry, ...]
    expected: list[tuple[str, Change, Concern | None]]
    between: tuple[Declared, ...] = ()
    kind: str = ANNUAL

    def found(self) -> list[tuple[str, Change, Concern | None]]:
        history = [filing(1, *self.old), *self.between, filing(5, *self.new, kind=self.kind)]
        return [
            (one.difference.section, one.difference.change, one.concern)
            for one in compare(history, PACK, 1, len(history)).items
        ]


HOUSE, NEW = house(action=PRESENT, traded="2018-05"), house(address="云川市示例路2号", traded="2026-03")
SOLD = house(action=DISPOSED, traded="2026-05", price=100)
CASES = [
    Case("unchanged: not written again", (HOUSE,), (), [("house", SAME, None)]),
    Case("added", (), (NEW,), [("house", ADD, None)]),
    Case("sold", (HOUSE,), (SOLD,), [("house", GONE, None)]),
    Case("another area", (HOUSE,), (house(action=CHANGED, area=120, traded="2018-05"),), [("house", CHANGE, None)]),
    # back-dated: R1b
    Case("bought before the earlier filing", (), (house(traded="2023-11"),), [("house", ADD, BACK)]),
    Case("in the month of the earlier filing: not certain", (), (house(traded="2024-01"),), [("house", ADD, None)]),
    Case("the day before it was signed", (), (passport(issued="2024-01-09"),), [("passport", ADD, BACK)]),
    Case("the day on which it was signed", (), (passport(issued="2024-01-10"),), [("passport", ADD, None)]),
    Case("signed and not yet received", (), (passport(issued="2024-01-15"),), [("passport", ADD, None)]),
    Case(
        "a first report is held to nothing", (), (house(traded="2010-03"),), [("house", ADD, None)], kind=FIRST_REPORT
    ),
    Case("an old enterprise", (), (enterprise(founded="2019-03"),), [("enterprise", ADD, BACK)]),
    Case("an old loan", (), (loan(lent="2022-03"),), [("private_loan", ADD, BACK)]),
    Case("a journey before it that was left out", (), (trip(start="2023-10-01"),), [("trip_abroad", ADD, BACK)]),
    Case("a journey that was told", (trip(),), (), []),
    Case(
        "a house with another owner is the house of before",
        (HOUSE,),
        (house(action=CHANGED, owner="王芳", traded="2018-05"),),
        [("house", SAME, None), ("house", ADD, None)],
    ),
    Case("no date, nothing is certain", (), (house(traded=None),), [("house", ADD, None)]),
    Case("told, sold, and there again", (HOUSE, SOLD), (house(traded="2018-05"),), [("house", ADD, None)]),
    Case(
        "a marriage of before that was not told",
        (marriage(status="未婚"),),
        (wedding(changed="2023-05"),),
        [("marriage", CHANGE, BACK)],
    ),
    Case("a marriage since", (marriage(status="未婚"),), (wedding(changed="2026-05"),), [("marriage", CHANGE, None)]),
    # silent: R1c
    Case("a fund that is gone without a word", (fund(),), (), [("fund", GONE, SILENT)]),
    Case("a fund that was sold", (fund(),), (fund(disposal="出售", value=None),), [("fund", GONE, None)]),
    Case(
        "sold in a report between",
        (fund(),),
        (),
        [("fund", GONE, None)],
        between=(filing(2, fund(disposal="出售"), kind=CHANGE_REPORT, received="2024-06-01"),),
    ),
    Case("a change section is silent by nature", (enterprise(),), (), [("enterprise", SAME, None)]),
    Case("income is no holding", (salary(),), (), [("salary", GONE, None)]),
    Case("a report of one change leaves the rest", (fund(),), (), [("fund", SAME, None)], kind=CHANGE_REPORT),
    # stale: R1d
    Case("a value to the cent as before", (stock(),), (stock(),), [("stock", SAME, STALE)]),
    Case("more shares, the same value", (stock(),), (stock(quantity=2000),), [("stock", CHANGE, STALE)]),
    Case("one cent more", (stock(value=1.2),), (stock(value=1.21),), [("stock", CHANGE, None)]),
    Case("a deposit as before", (deposit(),), (deposit(),), [("overseas_deposit", SAME, STALE)]),
    Case("carried, not written anew", (stock(),), (), [("stock", SAME, None)], kind=CHANGE_REPORT),
    Case("a loan stays what it is", (loan(),), (loan(),), [("private_loan", SAME, None)]),
    Case("nothing is as much as nothing", (stock(value=0),), (stock(value=0),), [("stock", SAME, None)]),
    # falling: R1e
    Case("premiums that fell", (insurance(premium=8),), (insurance(premium=6),), [("insurance", CHANGE, FALLEN)]),
    Case("premiums that rose", (insurance(premium=6),), (insurance(premium=8),), [("insurance", CHANGE, None)]),
    Case("premiums that are paid", (insurance(),), (insurance(),), [("insurance", SAME, None)]),
    Case("premiums not told", (insurance(),), (insurance(premium=None),), [("insurance", CHANGE, None)]),
    Case("a value may fall", (fund(value=8),), (fund(value=6),), [("fund", CHANGE, None)]),
    # all together, in the order in which they are asked about
    Case(
        "the gravest first, the rest in the order of the form",
        (salary(total=15), stock(), fund(), insurance(premium=8)),
        (insurance(premium=6), stock(), salary(total=16), house(traded="2023-11"), NEW),
        [
            ("house", ADD, BACK),
            ("fund", GONE, SILENT),
            ("stock", SAME, STALE),
            ("insurance", CHANGE, FALLEN),
            ("salary", CHANGE, None),
            ("house", ADD, None),
        ],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_what_became_of_each_item(case: Case) -> None:
    assert case.found() == case.expected


def test_without_the_date_of_the_event_nothing_is_backdated() -> None:
    """The control: what the case rests on is taken away, and it is found no more."""
    case = next(one for one in CASES if one.what == "an old enterprise")
    later = replace(case, new=tuple(one._replace(event_date="2026-03") for one in case.new))
    assert [concern for *_, concern in later.found()] == [None]


def test_beside_a_report_of_one_change_the_whole_filing_before_it_counts() -> None:
    """A report of a change leaves nothing out; what happened after the last whole filing is in time."""
    report = filing(2, kind=CHANGE_REPORT, signed="2024-06-01", received="2024-06-02")
    history = [filing(1), report, filing(3, house(traded="2024-03"), passport(issued="2023-12-01"))]
    found = {one.difference.section: one.concern for one in compare(history, PACK, 2, 3).items}
    assert found == {"house": None, "passport": BACK}


def test_with_nothing_before_everything_is_new() -> None:
    found = compare([filing(1, house(traded="2010-01"), salary())], PACK, 0, 1)
    assert found.before is None
    assert [(one.difference.change, one.concern) for one in found.items] == [(ADD, None), (ADD, None)]
    assert counts(found)[ADD] == 2


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2024, 1, 19), 0), (date(2024, 1, 20), 1), (date(2025, 1, 19), 1), (date(2030, 1, 1), 2)],
)
def test_a_day_stands_for_the_filings_up_to_it(day: date, count: int) -> None:
    assert place_of_day([filing(2), filing(1)], day) == count


def test_a_filing_stands_for_those_up_to_it() -> None:
    history = [filing(3), filing(1)]
    assert [place_of_filing(history, n) for n in (1, 3, 2)] == [1, 2, None]


_entries = st.lists(
    st.sampled_from([HOUSE, NEW, SOLD, fund(), fund(value=2), insurance(), insurance(premium=1), trip(), salary()]),
    max_size=4,
)
_histories = st.lists(st.tuples(_entries, st.sampled_from([ANNUAL, CHANGE_REPORT])), max_size=5).map(
    lambda some: [filing(n, *rows, kind=kind) for n, (rows, kind) in enumerate(some, 1)]
)


@given(_histories, st.integers(0, 5), st.integers(0, 5))
def test_every_item_of_both_states_is_told_once(history: list[Declared], one: int, other: int) -> None:
    earlier, later = sorted((one, other))
    found: Comparison = compare(history, PACK, earlier, later)
    places = [(each.difference.section, each.difference.item) for each in found.items]
    assert len(places) == len(set(places))
    if earlier >= len(history) or earlier == later:
        assert {each.difference.change for each in found.items} <= {SAME}
        assert not [each for each in found.items if each.concern]
