"""应报未报 and 调阅登记: who is listed with which state, what the reminder says, what leaves, and what 回避 hides."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from cadre_desk import app
from cadre_desk.domain.rules.declarations import annual_report_late
from cadre_desk.services import avoiding, comparing, history, importing, lists, people, printing, recycling, registers
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.flags import law
from cadre_desk.services.lists import Query
from cadre_desk.services.outgoing import Terms
from cadre_desk.services.registers import ANNUAL
from cadre_desk.storage import dossiers, records
from tests.conftest import Clock, Ledger
from tests.services.office import BUREAU, LI, OFFICER, WANG, ZHANG, all_rows, read_book

SCOPE = {"reporting": "是", "reporting_since": "2020-05"}
MISSING, LATE, FILED = "missing", "late", "filed"


def in_scope(desk: Desk, ledger: Ledger, *who: dict[str, Any]) -> None:
    importing.import_file(desk, "cadres", ledger("cadres", cadre=[SCOPE | one for one in who]))


def file(desk: Desk, ledger: Ledger, *heads: dict[str, Any]) -> None:
    rows = [{"year": 2025, "filing": ANNUAL} | one for one in heads]
    importing.import_file(desk, "declarations", ledger("declarations", declaration=rows))


def listed(desk: Desk, name: str, query: Query) -> list[dict[str, Any]]:
    return desk.ask(lambda ask: lists.rows(ask, name, lists.keys(ask, name, query)))


def states(desk: Desk, year: int = 2025) -> dict[str, str]:
    return {row["name"]: row["state"] for row in listed(desk, "filings", Query(where={"year": year}))}


# -- 应报未报 ---------------------------------------------------------------------------------------------------------

FILINGS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "nothing": ([], MISSING),
    "another kind": ([{"filing": "随时报告", "received": "2026-01-10"}], MISSING),
    "another year": ([{"year": 2024, "received": "2025-01-10"}], MISSING),
    "in time": ([{"received": "2026-01-10"}], FILED),
    "on the last day": ([{"received": "2026-01-31"}], FILED),
    "a day later": ([{"received": "2026-02-01"}], LATE),
    "nobody knows when": ([{}], FILED),
    "twice, once in time": ([{"number": 1, "received": "2026-01-10"}, {"number": 2, "received": "2026-02-20"}], FILED),
    "twice, one without a day": ([{"number": 1, "received": "2026-02-20"}, {"number": 2}], LATE),
}


@pytest.mark.parametrize("case", list(FILINGS))
def test_the_state_of_one_who_has_to_file(case: str, staffed: Desk, ledger: Ledger) -> None:
    filed, expected = FILINGS[case]
    in_scope(staffed, ledger, ZHANG)
    if filed:
        file(staffed, ledger, *(ZHANG | one for one in filed))
    assert states(staffed) == {"张三": expected}


YEARS = (2019, 2020, 2023, 2024)
SCOPES: dict[str, tuple[dict[str, Any], tuple[int, ...]]] = {
    "in scope since a month": ({}, (2020, 2023, 2024)),
    "since the last day of a year": ({"reporting_since": "2024-12-31"}, (2024,)),
    "not in scope": ({"reporting": "否"}, ()),
    "left the post, not retired": ({"in_service": "退出现职未退休"}, (2020, 2023, 2024)),
    "retired": ({"in_service": "退休"}, ()),
}


@pytest.mark.parametrize("case", list(SCOPES))
def test_who_has_to_file_is_whom_the_dashboard_counts(case: str, staffed: Desk, ledger: Ledger) -> None:
    changed, years = SCOPES[case]
    in_scope(staffed, ledger, LI | changed)
    assert tuple(year for year in YEARS if states(staffed, year)) == years
    for year in YEARS:
        assert staffed.ask(lambda ask, year=year: records.expected(ask.connection, year)) == (year in years)


def test_the_list_says_what_rule_pm_01_says(staffed: Desk, ledger: Ledger) -> None:
    in_scope(staffed, ledger, ZHANG, LI, WANG)
    file(staffed, ledger, ZHANG | {"received": "2026-02-03"}, LI | {"received": "2026-01-31"})

    def late(ask: Ask) -> set[str]:
        everybody = dossiers.dossiers(ask.connection)
        return {one.cadre.name for one in everybody if list(annual_report_late(one, law(ask)))}

    listed_late = {name for name, state in states(staffed).items() if state != FILED}
    assert staffed.ask(late) == listed_late == {"张三", "王百_川"}


def test_the_figures_add_up_and_the_deadline_is_that_of_the_pack(staffed: Desk, ledger: Ledger) -> None:
    in_scope(staffed, ledger, ZHANG, LI, WANG)
    file(staffed, ledger, ZHANG | {"received": "2026-02-03"}, LI | {"received": "2026-01-31"})
    found = staffed.ask(lambda ask: registers.tally(ask, 2025))
    assert (found.expected, found.filed, found.late, found.missing) == (3, 1, 1, 1)
    assert (found.due, found.over) == (date(2026, 1, 31), True)
    assert {row["due"] for row in listed(staffed, "filings", Query(where={"year": 2025}))} == {"2026-01-31"}
    ahead = staffed.ask(lambda ask: registers.tally(ask, 2026))
    assert (ahead.due, ahead.over, ahead.missing) == (date(2027, 1, 31), False, 3)


# -- the reminder -----------------------------------------------------------------------------------------------------


def printed(desk: Desk, target: Path, year: int = 2025, keys: tuple[int, ...] = ()) -> str:
    document = desk.ask(lambda ask: registers.reminder(ask, year, keys))
    printing.write_document(desk, document, target, app.fonts(), Terms())
    with pypdfium2.PdfDocument(target) as found:
        text = "".join(found[n].get_textpage().get_text_bounded() for n in range(len(found)))
    return text.replace("\r\n", "").replace("\n", "").replace(" ", "")


def test_one_paper_names_by_unit_who_has_not_filed(staffed: Desk, ledger: Ledger, tmp_path: Path) -> None:
    in_scope(staffed, ledger, ZHANG, LI, WANG)
    file(staffed, ledger, LI | {"received": "2026-01-31"})
    text = printed(staffed, tmp_path / "催报.pdf")
    assert "下列2个单位2人的2025年度个人有关事项报告没有收到登记" in text
    assert "报送期限为2026年1月31日" in text
    assert "第五条" in text
    assert "期限已过" in text
    assert f"{BUREAU}（1人）" in text
    assert "张三" in text
    assert "王百_川" in text
    assert "李四明" not in text
    assert "待核实" in text
    (line,) = all_rows(staffed, "outgoing")
    assert (line["what"], line["state"]) == ("2025年度报告催报单", "written")


def test_before_the_deadline_nobody_is_told_that_it_has_passed(
    staffed: Desk, ledger: Ledger, tmp_path: Path, clock: Clock
) -> None:
    in_scope(staffed, ledger, ZHANG)
    assert "期限已过" not in printed(staffed, tmp_path / "明年.pdf", 2026)
    clock.set(date(2027, 1, 31))
    assert "期限已过" not in printed(staffed, tmp_path / "当天.pdf", 2026)
    clock.set(date(2027, 2, 1))
    assert "期限已过" in printed(staffed, tmp_path / "次日.pdf", 2026)


def test_only_those_who_were_chosen_and_have_not_filed(staffed: Desk, ledger: Ledger, tmp_path: Path) -> None:
    in_scope(staffed, ledger, ZHANG, LI, WANG)
    file(staffed, ledger, LI | {"received": "2026-01-31"})
    chosen = tuple(lists.owned_key(cadre, 2025) for cadre in (1, 2))
    text = printed(staffed, tmp_path / "选.pdf", keys=chosen)
    assert "张三" in text
    assert "王百_川" not in text
    with pytest.raises(Refused, match="没有未报送的人"):
        staffed.ask(lambda ask: registers.reminder(ask, 2025, chosen[1:]))


# -- 调阅登记 ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def looked(staffed: Desk, ledger: Ledger) -> Desk:
    """Of Zhang one filing, its history and everything were opened; of Wang one filing."""
    in_scope(staffed, ledger, ZHANG, LI, WANG)
    file(staffed, ledger, ZHANG | {"received": "2026-01-03"}, WANG | {"received": "2026-01-31"})
    people.open_declaration(staffed, 1, 1, "随机抽查核实")
    people.open_holdings(staffed, 1)
    comparing.open_beside(staffed, 1, purpose="其他：核对")
    history.look_back(staffed, "declaration", "1/1")
    people.open_declaration(staffed, 3, 1)
    people.open_page(staffed, 1)  # no declaration
    return staffed


def told(desk: Desk, query: Query = Query()) -> list[tuple[str, str, str, str]]:  # noqa: B008
    return [
        (registers.whose(row), row["action"], registers.which(row), row["purpose"])
        for row in listed(desk, "openings", query)
    ]


LOOKS = [
    ("张三", "查看报告", "2025年度 年度集中报告", "随机抽查核实"),
    ("张三", "查看报告", "全部报告", ""),
    ("张三", "查看报告", "全部报告（比较）", "其他：核对"),
    ("张三", "查看历史", "2025年度 年度集中报告", ""),
    ("王百_川", "查看报告", "2025年度 年度集中报告", ""),
]


def test_every_opening_is_a_line(looked: Desk) -> None:
    assert told(looked) == LOOKS
    (first, *_) = listed(looked, "openings", Query())
    assert (first["officer"], first["unit"], first["approver"]) == (OFFICER, BUREAU, "")
    assert first["at"].startswith("2026-03-02")


@pytest.mark.parametrize(
    ("text", "found"),
    [("张三", LOOKS[:4]), ("zs", LOOKS[:4]), ("抽查", LOOKS[:1]), (OFFICER, LOOKS), ("比较", []), ("没有", [])],
)
def test_openings_are_searched(text: str, found: list[Any], looked: Desk) -> None:
    assert told(looked, Query(text)) == found


def test_the_line_stays_when_what_was_opened_is_gone(looked: Desk) -> None:
    recycling.delete(looked, "declaration", "3/1", "重复录入")
    assert told(looked)[-1] == ("王百_川", "查看报告", "第1份（已不在库中）", "")


def test_the_second_person_is_named(looked: Desk) -> None:
    looked.change(
        people.OPENING,
        lambda work: (setattr(work, "subject", "declaration 2"), work.detail.update(approver="赵科长")),
    )
    (row,) = listed(looked, "openings", Query("赵科长"))
    assert (row["name"], row["approver"]) == ("李四明", "赵科长")


# -- what leaves, and 回避 --------------------------------------------------------------------------------------------

Export = Any
EXPORTS: dict[str, tuple[Export, Query]] = {
    "filings": (registers.export_filings, Query(where={"year": 2025})),
    "openings": (registers.export_openings, Query()),
}


def cells(desk: Desk, name: str, target: Path) -> list[tuple[Any, ...]]:
    export, query = EXPORTS[name]
    done = export(desk, query, target, Terms("秘密★5年", "核对"))
    ((_, rows),) = read_book(target).items()
    found = [row for row in rows if isinstance(row[0], int)]
    assert done.count == len(found)
    return found


def test_both_leave_by_the_gate_as_they_are_shown(looked: Desk, tmp_path: Path) -> None:
    filed = cells(looked, "filings", tmp_path / "应报.xlsx")
    assert [(row[1], row[6], row[7], row[8]) for row in filed] == [
        ("张三", "2026-01-31", "2026-01-03", "已报"),
        ("李四明", "2026-01-31", None, "未报"),
        ("王百_川", "2026-01-31", "2026-01-31", "已报"),
    ]
    opened = cells(looked, "openings", tmp_path / "调阅.xlsx")
    assert [(row[4], row[3], row[6], row[7] or "") for row in opened] == LOOKS
    assert [row["what"] for row in all_rows(looked, "outgoing")] == ["2025年度应报未报登记", "报告调阅登记"]


def test_who_keeps_away_from_a_cadre_sees_no_line_about_him(looked: Desk, tmp_path: Path) -> None:
    everything = {name: listed(looked, name, query) for name, (_, query) in EXPORTS.items()}
    assert {1} < {row["cadre_id"] for row in everything["filings"]}
    avoiding.record(looked, looked.vault.account.id, [ZHANG | {"relation": "本人"}])
    for name, (_, query) in EXPORTS.items():
        left = [row for row in everything[name] if row["cadre_id"] != 1]
        assert listed(looked, name, query) == left
        keys = [row["key"] for row in everything[name]]
        assert looked.ask(lambda ask, name=name, keys=keys: lists.rows(ask, name, keys)) == left
        assert len(cells(looked, name, tmp_path / f"{name}.xlsx")) == len(left)
    assert told(looked) == LOOKS[4:]
    found = looked.ask(lambda ask: registers.tally(ask, 2025))
    assert (found.expected, found.filed, found.missing, found.avoided) == (2, 1, 1, 1)


def test_a_reminder_does_not_name_whom_the_officer_keeps_away_from(
    staffed: Desk, ledger: Ledger, tmp_path: Path
) -> None:
    in_scope(staffed, ledger, ZHANG, WANG)
    reminded = partial(printed, staffed)
    assert "张三" in reminded(tmp_path / "前.pdf")
    avoiding.record(staffed, staffed.vault.account.id, [ZHANG | {"relation": "本人"}])
    text = reminded(tmp_path / "后.pdf")
    assert "张三" not in text
    assert "按回避规定未含1人" in text
    only = (lists.owned_key(1, 2025),)
    with pytest.raises(Refused, match="没有未报送的人"):
        staffed.ask(lambda ask: registers.reminder(ask, 2025, only))
