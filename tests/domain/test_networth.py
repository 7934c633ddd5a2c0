"""收支对照: sources and uses of funds by year, what they rest on, and what is missing; the table first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest

from cadre_desk.domain.declaration import CHANGE_REPORT, CHANGED, DISPOSED, PRESENT, Declared
from cadre_desk.domain.networth import ALWAYS, Flow, Lack, Limits, Statement, limits, statement
from cadre_desk.domain.people import Entry, Filing
from tests.domain.filings import (
    ANNUAL,
    FIRST,
    PACK,
    deposit,
    enterprise,
    fund,
    house,
    insurance,
    labour,
    loan,
    row,
    salary,
    stock,
)

F, L = Flow, Lack


def filing(year: int, *entries: Entry, kind: str = ANNUAL, number: int = 1) -> Declared:
    """The filing about a year, received in the January after it; a report of a change in June of the year."""
    day = f"{year}-06-10" if kind == CHANGE_REPORT else f"{year + 1}-01-20"
    n = year * 10 + number
    head = Filing(1, n, year, kind, number, day, None, "{}", 1, 1)
    return head, [one._replace(n=n, position=place) for place, one in enumerate(entries, 1)]


def paid(total: float = 16) -> Entry:
    return salary(wage=total, bonus=None, other=None, total=total)


def rmb(amount: float, **more: object) -> Entry:
    return deposit(currency="人民币", amount=amount, **more)


def abroad(amount: float, currency: str = "人民币", **more: object) -> Entry:
    values = {"owner": "张三", "holder": "本人", "place": "香港", "content": "购买住宅一套", "currency": currency}
    return row("overseas_investment", **values | {"amount": amount} | more)


@dataclass(frozen=True)
class Case:
    """Filings; the terms (year, what, amount) and what is missing (year, what), apart from what always is."""

    what: str
    history: Sequence[Declared]
    terms: set[tuple[int, Flow, str]]
    lacks: set[tuple[int, Lack]]


START = filing(2022, paid())
CASES = [
    Case("income of each year", [START, filing(2023, paid(17))], {(2022, F.WAGE, "16"), (2023, F.WAGE, "17")}, set()),
    Case(
        "of two filings about a year the later one counts",
        [START, filing(2022, paid(16.5), kind="考察对象报告", number=2)],
        {(2022, F.WAGE, "16.5")},
        set(),
    ),
    Case(
        "income of labour",
        [filing(2022, paid(), labour())],
        {(2022, F.WAGE, "16"), (2022, F.LABOUR, "0.2")},
        set(),
    ),
    Case("no income told", [filing(2022)], set(), {(2022, L.INCOME)}),
    Case(
        "a flat bought",
        [START, filing(2023, paid(), house(traded="2023-06", price=96.5))],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16"), (2023, F.HOUSE, "96.5")},
        set(),
    ),
    Case(
        "bought long before the first filing",
        [filing(2022, paid(), house(action=PRESENT, traded="2010-06"), kind=FIRST)],
        {(2022, F.WAGE, "16")},
        set(),
    ),
    Case(
        "bought in the year of the first filing",
        [filing(2022, paid(), house(action=PRESENT, traded="2022-03"), kind=FIRST)],
        {(2022, F.WAGE, "16"), (2022, F.HOUSE, "96.5")},
        set(),
    ),
    Case(
        "reported in the year and again in January: counted once",
        [
            START,
            filing(2023, house(traded="2023-06"), kind=CHANGE_REPORT),
            filing(2023, paid(), house(traded="2023-06")),
        ],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16"), (2023, F.HOUSE, "96.5")},
        set(),
    ),
    Case(
        "a price that was corrected",
        [START, filing(2023, paid(), house(traded="2023-06")), filing(2024, paid(), house(action=CHANGED, price=99,
         traded="2023-06"))],
        {(y, F.WAGE, "16") for y in (2022, 2023, 2024)} | {(2023, F.HOUSE, "99")},
        set(),
    ),
    Case(
        "a flat without its price",
        [filing(2022, paid(), house(traded="2022-03", price=None))],
        {(2022, F.WAGE, "16")},
        {(2022, L.PRICE)},
    ),
    Case(
        "a flat without its date, new in this filing",
        [filing(2022, paid(), house(traded=None))],
        {(2022, F.WAGE, "16"), (2022, F.HOUSE, "96.5")},
        {(2022, L.DATE)},
    ),
    Case(
        "a flat without its date, held before",
        [filing(2022, paid(), house(action=PRESENT, traded=None))],
        {(2022, F.WAGE, "16")},
        {(2022, L.DATE)},
    ),
    Case(
        "inherited",
        [filing(2022, paid(), house(source="继承", traded="2022-03"))],
        {(2022, F.WAGE, "16")},
        {(2022, L.GIFT)},
    ),
    Case(
        "half of a flat",
        [filing(2022, paid(), house(traded="2022-03", price=100, sharing="按份共有", share=50))],
        {(2022, F.WAGE, "16"), (2022, F.HOUSE, "50")},
        {(2022, L.SHARED)},
    ),
    Case(
        "a flat of both, told by each of them: once",
        [
            filing(
                2022,
                paid(),
                house(traded="2022-03", price=100, sharing="共同共有"),
                house(traded="2022-03", price=100, sharing="共同共有", owner="王芳", holder="配偶"),
            )
        ],
        {(2022, F.WAGE, "16"), (2022, F.HOUSE, "100")},
        {(2022, L.SHARED)},
    ),
    Case(
        "a flat sold",
        [
            filing(2022, paid(), house(action=PRESENT, traded="2010-06"), kind=FIRST),
            filing(2023, paid(), house(action=DISPOSED, source="出售", traded="2023-08", price=180)),
        ],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16"), (2023, F.SOLD, "180")},
        set(),
    ),
    Case(
        "a flat given away",
        [START, filing(2023, paid(), house(action=DISPOSED, source="赠与他人", traded="2023-08", price=180))],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16")},
        set(),
    ),
    Case(
        "sold at an unknown price",
        [START, filing(2023, paid(), house(action=DISPOSED, source="出售", traded="2023-08", price=None))],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16")},
        {(2023, L.PROCEEDS)},
    ),
    Case(
        "bought and sold in one year, and told twice that it was sold",
        [
            START,
            filing(
                2023,
                house(traded="2023-02", price=90),
                house(action=DISPOSED, source="出售", traded="2023-05", price=95),
                kind=CHANGE_REPORT,
            ),
            filing(2023, paid(), house(action=DISPOSED, source="出售", traded="2023-05", price=95)),
        ],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16"), (2023, F.HOUSE, "90"), (2023, F.SOLD, "95")},
        set(),
    ),
    Case(
        "an enterprise founded",
        [START, filing(2023, paid(), enterprise(founded="2023-04", contribution=30))],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16"), (2023, F.FIRM, "30")},
        {(2023, L.SUBSCRIBED)},
    ),
    Case(
        "a share in an old enterprise, new in this filing",
        [START, filing(2023, paid(), enterprise(founded="2015-04", contribution=30))],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16"), (2023, F.FIRM, "30")},
        {(2023, L.SUBSCRIBED)},
    ),
    Case(
        "more was paid in, then the share was sold",
        [
            filing(2022, paid(), enterprise(action=PRESENT, founded="2015-04", contribution=30), kind=FIRST),
            filing(2023, paid(), enterprise(action=CHANGED, founded="2015-04", contribution=50)),
            filing(2024, paid(), enterprise(action=DISPOSED, contribution=None)),
        ],
        {(y, F.WAGE, "16") for y in (2022, 2023, 2024)} | {(2023, F.FIRM, "20")},
        {(2023, L.SUBSCRIBED), (2024, L.PROCEEDS)},
    ),
    Case(
        "lent, partly and wholly returned",
        [
            filing(2022, paid(), loan(amount=10, lent="2022-03")),
            filing(2023, paid(), loan(amount=6, lent="2022-03")),
            filing(2024, paid(), loan(amount=None, lent="2022-03", disposal="归还")),
        ],
        {(y, F.WAGE, "16") for y in (2022, 2023, 2024)}
        | {(2022, F.LENT, "10"), (2023, F.RETURNED, "4"), (2024, F.RETURNED, "6")},
        set(),
    ),
    Case(
        "borrowed and repaid",
        [
            filing(2022, paid(), loan(direction="借入", amount=20, lent="2022-03")),
            filing(2023, paid(), loan(direction="借入", amount=None, lent="2022-03", disposal="归还")),
        ],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16"), (2022, F.BORROWED, "20"), (2023, F.REPAID, "20")},
        set(),
    ),
    Case("lent before the first filing", [filing(2022, paid(), loan(lent="2019-03"))], {(2022, F.WAGE, "16")}, set()),
    Case(
        "a deposit abroad in a foreign currency",
        [START, filing(2023, paid(), deposit()), filing(2024, paid(), deposit())],
        {(y, F.WAGE, "16") for y in (2022, 2023, 2024)},
        {(2023, L.CURRENCY)},
    ),
    Case(
        "a deposit abroad in the own currency, that grows and shrinks",
        [filing(2022, paid(), rmb(5)), filing(2023, paid(), rmb(8)), filing(2024, paid(), rmb(2))],
        {(y, F.WAGE, "16") for y in (2022, 2023, 2024)} | {(2023, F.ABROAD, "3"), (2024, F.WITHDRAWN, "6")},
        set(),
    ),
    Case(
        "a new deposit, closed a year later",
        [START, filing(2023, paid(), rmb(5)), filing(2024, paid(), rmb(0, disposal="注销"))],
        {(y, F.WAGE, "16") for y in (2022, 2023, 2024)} | {(2023, F.ABROAD, "5"), (2024, F.WITHDRAWN, "5")},
        set(),
    ),
    Case(
        "an investment abroad, sold at an unknown price",
        [START, filing(2023, paid(), abroad(50)), filing(2024, paid(), abroad(0, disposal="出售"))],
        {(y, F.WAGE, "16") for y in (2022, 2023, 2024)} | {(2023, F.ABROAD, "50")},
        {(2024, L.PROCEEDS)},
    ),
    Case(
        "premiums paid, by the sums that grow",
        [filing(2022, paid(), insurance(premium=6)), filing(2023, paid(), insurance(premium=8))],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16"), (2023, F.PREMIUM, "2")},
        set(),
    ),
    Case(
        "a new policy may have been paid for years",
        [START, filing(2023, paid(), insurance(premium=6))],
        {(2022, F.WAGE, "16"), (2023, F.WAGE, "16"), (2023, F.PREMIUM, "6")},
        {(2023, L.CUMULATIVE)},
    ),
    Case(
        "shares and funds tell a value, not what was paid",
        [filing(2022, paid(), stock(), fund())],
        {(2022, F.WAGE, "16")},
        {(2022, L.MARKET)},
    ),
    Case(
        "bought after the last filing's year",
        [filing(2022, paid(), house(traded="2023-01", price=80))],
        {(2022, F.WAGE, "16"), (2023, F.HOUSE, "80")},
        {(2023, L.INCOME)},
    ),
]  # fmt: skip


def terms(found: Statement) -> list[tuple[int, Flow, str]]:
    return [(year.year, one.flow, f"{one.amount:f}") for year in found.years for one in year.terms]


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_what_came_and_went_in_each_year(case: Case) -> None:
    found = statement(case.history, PACK.sections)
    assert sorted(terms(found)) == sorted(case.terms)
    lacks = {(year.year, one.lack) for year in found.years for one in year.gaps}
    assert lacks == case.lacks


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_every_term_names_the_rows_it_rests_on(case: Case) -> None:
    rows = {(one.n, one.section, one.position) for _, entries in case.history for one in entries}
    for year in statement(case.history, PACK.sections).years:
        for one in year.terms:
            assert one.entries
            assert {(e.n, e.section, e.position) for e in one.entries} <= rows
            assert one.amount > 0


def test_what_the_form_never_asks_for_is_always_named() -> None:
    assert [one.value for one in ALWAYS] == [
        "报告表不填配偶、子女的收入",
        "报告表不填境内存款和理财，期初积蓄没有计入",
        "报告表不填银行和公积金贷款",
        "生活支出没有计入",
    ]


def test_nothing_declared_is_an_empty_statement() -> None:
    found = statement([], PACK.sections)
    assert not found.years
    assert found.ratio is None


LONG = [filing(year, paid(10)) for year in (2021, 2022)]
BOUGHT = filing(2023, paid(10), house(traded="2023-06", price=120))


def test_a_year_is_added_up() -> None:
    year = statement([*LONG, BOUGHT], PACK.sections).years[-1]
    assert (year.sources, year.uses, year.excess) == (10, 120, 110)


@pytest.mark.parametrize(
    ("set_", "expected"),
    [
        pytest.param(Limits(None, None, None), None, id="blank: nothing is said"),
        pytest.param(Limits(100, None, None), True, id="an amount that is exceeded"),
        pytest.param(Limits(110, None, None), False, id="not more than the amount"),
        pytest.param(Limits(50, 1000, None), True, id="more than both"),
        pytest.param(Limits(50, 1200, None), False, id="the larger of both counts"),
    ],
)
def test_a_year_stands_out_only_by_a_figure_that_was_set(set_: Limits, expected: bool | None) -> None:
    assert set_.exceeded(statement([*LONG, BOUGHT], PACK.sections).years[-1]) is expected


def test_the_pack_sets_no_figure() -> None:
    assert limits(PACK) == Limits(None, None, None)


def test_the_ratio_of_three_years() -> None:
    found = statement([*LONG, BOUGHT], PACK.sections).ratio
    assert found is not None
    assert (found.first, found.last, found.purchases, found.income) == (2021, 2023, 120, 30)
    assert found.value == Decimal(4)
    assert Limits(None, None, 3).stands_out(found) is True
    assert Limits(None, None, 4).stands_out(found) is False
    assert Limits(None, None, None).stands_out(found) is None


@pytest.mark.parametrize(
    "history",
    [
        pytest.param([LONG[1], BOUGHT], id="two years"),
        pytest.param([LONG[0], filing(2022), BOUGHT], id="a year without income"),
        pytest.param([LONG[0], BOUGHT], id="a year that was not reported"),
    ],
)
def test_without_the_income_of_three_years_there_is_no_ratio(history: list[Declared]) -> None:
    assert statement(history, PACK.sections).ratio is None


def test_lending_is_no_purchase() -> None:
    lent = filing(2023, paid(10), loan(amount=50, lent="2023-03"))
    found = statement([*LONG, lent], PACK.sections).ratio
    assert found is not None
    assert found.purchases == 0


def test_amounts_stay_exact() -> None:
    """0.1 + 0.2 as it stands on paper."""
    some = [filing(2022, salary(total=0.1), labour(total=0.2))]
    assert statement(some, PACK.sections).years[0].sources == Decimal("0.3")


def test_no_word_concludes() -> None:
    said = json.dumps([*Flow, *Lack, *ALWAYS], ensure_ascii=False)
    assert not [word for word in ("违纪", "违规", "来源不明", "隐瞒", "异常") if word in said]
