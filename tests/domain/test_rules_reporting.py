"""Rules about reports that are due, trips and their documents, property and income, and who looked."""

from datetime import date
from typing import Any

import pytest

from cadre_desk.domain.people import Dossier, Entry, Openings, Post
from cadre_desk.services.flags import sentence
from tests.domain.dossiers import (
    ANNUAL,
    FIRST,
    PACK,
    REPORT,
    TODAY,
    Declared,
    cadre,
    dossier,
    entry,
    filing,
    found,
    post,
)

# -- PM-02 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "who", "filings", "days"),
    [
        pytest.param(date(2026, 1, 15), {}, [], None, id="16 days left"),
        pytest.param(date(2026, 1, 16), {}, [], "15", id="15 days left"),
        pytest.param(date(2026, 1, 25), {}, [], "15", id="6 days left"),
        pytest.param(date(2026, 1, 26), {}, [], "5", id="5 days left"),
        pytest.param(date(2026, 1, 31), {}, [], "5", id="the last day"),
        pytest.param(date(2026, 2, 1), {}, [], None, id="overdue: PM-01"),
        pytest.param(date(2026, 1, 20), {}, [filing(2025, ANNUAL, "2026-01-10")], None, id="received"),
        pytest.param(date(2026, 1, 20), {}, [filing(2025, ANNUAL, None)], None, id="filed, day unknown"),
        pytest.param(date(2026, 1, 20), {}, [filing(2024, ANNUAL, "2025-01-10")], "15", id="that of the year before"),
        pytest.param(date(2026, 1, 20), {}, [filing(2025, REPORT, "2025-08-01")], "15", id="a 30-day report"),
        pytest.param(date(2026, 1, 20), {"reporting": 0}, [], None, id="not in scope"),
        pytest.param(date(2026, 1, 20), {"reporting_since": "2026-01"}, [], None, id="in scope only this year"),
        pytest.param(date(2026, 1, 20), {"in_service": "退休"}, [], None, id="retired"),
    ],
)
def test_annual_report_due_soon(today: date, who: dict[str, Any], filings: list[Declared], days: str | None) -> None:
    findings = found("PM-02", dossier(*filings, who=cadre(**who)), today)
    assert [finding.facts["days"] for finding in findings] == ([days] if days else [])


def test_the_reminder_is_the_same_every_day_until_the_next_stage() -> None:
    days = [date(2026, 1, day) for day in (16, 20, 25, 26, 31)]
    prints = [found("PM-02", dossier(), day)[0].fingerprint for day in days]
    assert [prints.count(one) for one in prints] == [3, 3, 3, 2, 2]


# -- PM-04 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "who", "filings", "expected"),
    [
        pytest.param(date(2026, 1, 30), {"reporting_since": "2025-12-31"}, [], 0, id="30 days"),
        pytest.param(date(2026, 1, 31), {"reporting_since": "2025-12-31"}, [], 1, id="31 days"),
        pytest.param(date(2026, 1, 30), {"reporting_since": "2025-12"}, [], 0, id="only the month known: its last day"),
        pytest.param(date(2026, 1, 31), {"reporting_since": "2025-12"}, [], 1, id="and one day more"),
        pytest.param(TODAY, {"reporting_since": "2025-06"}, [filing(2025, FIRST, "2025-07-20")], 0, id="reported"),
        pytest.param(TODAY, {"reporting_since": "2025-06"}, [filing(2025, FIRST, None)], 0, id="reported, day unknown"),
        pytest.param(TODAY, {"reporting_since": "2025-06"}, [filing(2025, ANNUAL, "2026-01-20")], 0, id="annual"),
        pytest.param(TODAY, {"reporting_since": None}, [], 0, id="in scope since an unknown day"),
        pytest.param(TODAY, {"reporting_since": "2025-01"}, [], 1, id="since the year that is due"),
        pytest.param(TODAY, {"reporting_since": "2024-12"}, [], 0, id="for longer than our ledger need go back"),
        pytest.param(TODAY, {"reporting_since": "2025-06", "reporting": 0}, [], 0, id="not in scope"),
        pytest.param(TODAY, {"reporting_since": "2025-06", "in_service": "调出"}, [], 0, id="transferred"),
    ],
)  # fmt: skip
def test_first_report_missing(today: date, who: dict[str, Any], filings: list[Declared], expected: int) -> None:
    assert len(found("PM-04", dossier(*filings, who=cadre(**who)), today)) == expected


# -- PM-05 -----------------------------------------------------------------------------------------------------------

LEFT = [post(end="2025-11-30")]  # 90 days before: 1 September


@pytest.mark.parametrize(
    ("who", "posts", "filings", "expected"),
    [
        pytest.param({}, LEFT, [], 1, id="resigned, nothing reported"),
        pytest.param({}, LEFT, [filing(2025, "其他报告", "2025-11-02")], 0, id="reported with the application"),
        pytest.param({}, LEFT, [filing(2025, "其他报告", "2025-09-01")], 0, id="the longest that an answer may take"),
        pytest.param({}, LEFT, [filing(2025, "其他报告", "2025-08-31")], 1, id="and one day more"),
        pytest.param({}, LEFT, [filing(2024, ANNUAL, "2025-01-20")], 1, id="the annual report long before"),
        pytest.param({}, LEFT, [filing(2025, "其他报告", None)], 0, id="day unknown: for the cadre"),
        pytest.param({}, LEFT, [filing(2025, "其他报告", None, signed="2025-10-08")], 0, id="only signed"),
        pytest.param({}, [post()], [], 1, id="day of leaving unknown, nothing reported"),
        pytest.param({}, [post()], [filing(2024, ANNUAL, "2025-01-20")], 0, id="day of leaving unknown: any report"),
        pytest.param({"reporting": 0}, LEFT, [], 0, id="was not in scope"),
        pytest.param({"in_service": "退休"}, LEFT, [], 0, id="retired, not resigned"),
    ],
)
def test_resigned_without_report(
    who: dict[str, Any], posts: list[Post], filings: list[Declared], expected: int
) -> None:
    one = dossier(*filings, who=cadre(**{"in_service": "辞去公职"} | who), posts=posts)
    assert len(found("PM-05", one)) == expected


# -- PM-17 -----------------------------------------------------------------------------------------------------------


def year(number: int, *rows: Entry, kind: str = ANNUAL) -> Declared:
    return filing(number, kind, f"{number + 1}-01-20", *rows)


def house(price: float | None, action: str = "现状", address: str = "路1号") -> Entry:
    return entry("house", action=action, address=address, owner="张三", price=price)


def salary(total: float) -> Entry:
    return entry("salary", total=total)


FEE = entry("labour_income", total=5)
STOCK = entry("stock", owner="张三", code="600001", value=10)
FIRM = entry("enterprise", action="现状", person="王芳", relation="妻子", registration="1", contribution=20)
ABROAD = entry("overseas_deposit", owner="张三", place="新加坡", bank="甲", currency="美元", amount=999)


@pytest.mark.parametrize(
    ("filings", "assets"),  # the tests give 300 %, as a unit might
    [
        pytest.param([year(2024, salary(10), house(30))], None, id="three years' income"),
        pytest.param([year(2024, salary(10), house(30.1))], "30.10", id="more"),
        pytest.param([year(2023, salary(10), house(59)), year(2024, salary(10))], None, id="the incomes of two years"),
        pytest.param([year(2023, salary(10), house(61)), year(2024, salary(10))], "61.00", id="more than those"),
        pytest.param([year(2024, salary(10), FEE, house(45))], None, id="劳务所得 is income too"),
        pytest.param([year(2024, salary(10), house(10), STOCK, FIRM)], "40.00", id="holdings of every kind"),
        pytest.param([year(2024, salary(10), ABROAD)], None, id="another currency is not counted"),
        pytest.param(
            [year(2023, salary(5), house(31)), year(2024, salary(5), house(31, "处置"))], None, id="sold since"
        ),
        pytest.param([year(2024, house(99))], None, id="no income is declared"),
        pytest.param([year(2024, salary(10), house(None))], None, id="price unknown"),
        pytest.param(
            [year(2024, salary(10), house(31)), filing(2025, REPORT, "2025-06-01", salary(99))],
            "31.00",
            id="only annual reports tell a year's income",
        ),
    ],
)
def test_more_than_income(filings: list[Declared], assets: str | None) -> None:
    findings = found("PM-17", dossier(*filings))
    assert [finding.facts["assets"] for finding in findings] == ([assets] if assets else [])


def test_the_shipped_pack_names_no_ratio() -> None:
    rule = PACK.rules["PM-17"]
    assert (rule.enabled, rule.parameters, list(rule.blank)) == (False, {}, ["percent"])


# -- PM-20 -----------------------------------------------------------------------------------------------------------


def passport(action: str = "现状", **values: Any) -> Entry:
    whole = {"document": "E1", "issued": "2015-03-01", "expires": "2025-02-28"}
    return entry("passport", action=action, **whole | values)


def went(**values: Any) -> Declared:
    whole = {"start": "2025-02-10", "end": "2025-02-16", "countries": "泰国", "passport": "E1", "approver": "组织部"}
    return filing(2025, ANNUAL, "2026-01-20", entry("trip_abroad", **whole | values))


def crossed(**values: Any) -> Declared:
    whole = {"start": "2025-02-10", "region": "香港", "permit": "C1", "approver": "组织部"}
    return filing(2025, ANNUAL, "2026-01-20", entry("hmt_trip", **whole | values))


def base(*documents: Entry) -> Declared:
    return filing(2023, ANNUAL, "2024-01-20", entry("marriage", action="现状", status="已婚"), *documents)


RENEWED = passport("变更", expires="2035-02-28")
PERMIT = entry("hmt_permit", action="现状", type="往来港澳通行证", document="C1", expires="2025-02-09")


@pytest.mark.parametrize(
    ("filings", "expected"),
    [
        pytest.param([base(passport()), went()], [], id="listed and valid"),
        pytest.param([base(passport()), went(passport=" e1 ")], [], id="written in another way"),
        pytest.param([base(passport()), went(end="2025-02-28")], [], id="back on its last day"),
        pytest.param([base(passport()), went(end="2025-03-01")], ["invalid"], id="back the day after"),
        pytest.param([base(passport()), went(start="2025-03-01", end=None)], ["invalid"], id="left after it lapsed"),
        pytest.param([base(passport(issued="2025-02-11")), went()], ["invalid"], id="issued after the trip began"),
        pytest.param([base(passport(issued="2025-02-10")), went()], [], id="issued on the day"),
        pytest.param([base(passport(expires=None, issued=None)), went()], [], id="days of the document unknown"),
        pytest.param(
            [base(passport()), filing(2024, REPORT, "2025-01-05", RENEWED), went(end="2025-03-05")],
            [],
            id="renewed under its number",
        ),
        pytest.param([base(passport()), went(passport="E2")], ["unlisted"], id="another number"),
        pytest.param([base(), went()], ["unlisted"], id="no passport is listed"),
        pytest.param([went()], [], id="the first report that we hold tells no state"),
        pytest.param(
            [filing(2023, ANNUAL, "2024-01-20", passport("新增", document="E9")), went()], [], id="only changes"
        ),
        pytest.param([base(passport()), went(approver=None)], ["unapproved"], id="no approving body"),
        pytest.param([base(), went(approver=None)], ["unapproved", "unlisted"], id="both"),
        pytest.param([base(passport()), went(passport=None)], [], id="number not written"),
        pytest.param(
            [base(passport()), went(approver=None), filing(2025, "其他报告", "2026-02-01", went()[1][0])],
            [],
            id="completed later",
        ),
        pytest.param([base(PERMIT), crossed()], ["invalid"], id="a permit that lapsed the day before"),
        pytest.param([base(PERMIT), crossed(start="2025-02-09")], [], id="on its last day"),
        pytest.param([base(PERMIT, passport()), crossed(permit="E1")], ["unlisted"], id="a passport is no permit"),
    ],
)  # fmt: skip
def test_trip_beside_its_document(filings: list[Declared], expected: list[str]) -> None:
    findings = found("PM-20", dossier(*filings))
    assert [finding.item.rsplit(":", 1)[1] for finding in findings] == expected


# -- PM-21 -----------------------------------------------------------------------------------------------------------

FIRST_TIME = Openings(1, "李审核", 1, "2026-02-01T09:30:00", "2026-02-01T09:30:00")
OFTEN = FIRST_TIME._replace(times=4, last="2026-02-27T16:00:00")


@pytest.mark.parametrize(
    ("openings", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([FIRST_TIME], [("李审核", "1")], id="once"),
        pytest.param([OFTEN], [("李审核", "4")], id="often: one finding"),
        pytest.param(
            [FIRST_TIME, OFTEN._replace(officer="周科长")], [("李审核", "1"), ("周科长", "4")], id="two officers"
        ),
    ],
)
def test_opened_without_purpose(openings: list[Openings], expected: list[tuple[str, str]]) -> None:
    findings = found("PM-21", dossier(openings=openings))
    assert [(finding.facts["officer"], finding.facts["count"]) for finding in findings] == expected


def test_another_opening_is_other_evidence() -> None:
    once, again = (found("PM-21", dossier(openings=[one]))[0] for one in (FIRST_TIME, OFTEN))
    assert (once.item, once.fingerprint != again.fingerprint) == (again.item, True)
    assert sentence(PACK, "PM-21", again.facts).startswith("待核实：李审核查看张三的报告而未写明用途，共4次")


def test_whoever_has_nothing_to_do_with_these_rules_is_not_found() -> None:
    usual: Dossier = dossier(base(passport()), year(2024, salary(10)), year(2025, salary(10)), posts=[post()])
    for rule in ("PM-02", "PM-04", "PM-05", "PM-17", "PM-20", "PM-21"):
        assert found(rule, usual) == []
