"""填报 and 更正报告: typed declarations become the rows that an import gives, or nothing at all."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from cadre_desk.domain.faults import FileRefused
from cadre_desk.domain.filing import Answer, Line, Paper, changing, members
from cadre_desk.domain.pack import Pack
from cadre_desk.services import filing, history, importing, recycling, undoing
from cadre_desk.services.avoiding import Avoid, record
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.filing import Start
from tests.conftest import Clock, Ledger
from tests.services.office import BUREAU, ZHANG, all_rows
from tests.storage.recorded import Recorder

HOUSE = {
    "action": "现状", "owner": "张三", "holder": "本人", "source": "购买", "address": "云川市示例路1号",
    "area": "110.50㎡", "kind": "住宅", "traded": "2019年6月", "price": "96.5", "sharing": "单独所有",
}  # fmt: skip
STOCK = {"owner": "张三", "holder": "本人", "code": "600001", "quantity": "1000", "value": "1.2", "total": "1.2"}
SALARY = {"wage": "12.5", "bonus": "3", "total": "15.5"}
MARRIED = {"action": "现状", "status": "已婚"}
FIRST, ANNUAL, CHANGE = "首次报告", "年度集中报告", "随时报告"
Rows = Mapping[str, list[dict[str, str]]]
WHOLE: Rows = {"marriage": [MARRIED], "salary": [SALARY], "house": [HOUSE], "stock": [STOCK]}


def answered(start: Start, pack: Pack, rows: Rows, *, strict: bool = True, **head: str) -> Paper:
    """A paper with these rows, everything else answered by 无, members asked one by one."""
    family = start.paper.family
    answers = {
        key: Answer(key in rows, {one.name: False for one in members(section, family, pack)})
        for key, section in pack.sections.items()
    }
    lines = {key: [Line(one) for one in some] for key, some in rows.items()}
    return replace(start.paper, head={**start.paper.head, **head}, answers=answers, lines=lines, strict=strict)


def filed(desk: Desk, pack: Pack, rows: Rows = WHOLE, **head: str) -> int:
    start = filing.begin(desk, 1)
    return filing.file(desk, 1, answered(start, pack, rows, **{"signed": "2026-02-20", **head}))


def _plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without where they came from."""
    return [{key: value for key, value in row.items() if key not in ("batch_id", "line")} for row in rows]


def test_typed_rows_are_those_that_an_import_of_the_same_cells_gives(
    open_desk: Any, staffed_vault: Path, pack: Pack, ledger: Ledger
) -> None:
    typed, imported = open_desk(staffed_vault), open_desk(staffed_vault)
    filed(typed, pack)
    head = {**ZHANG, "year": "2025", "filing": FIRST}
    sheets: dict[str, Any] = {key: [{**head, **one} for one in rows] for key, rows in WHOLE.items()}
    more = {"received": "2026-03-02", "signed": "2026-02-20"}
    importing.import_file(imported, "declarations", ledger("declarations", declaration=[{**head, **more}], **sheets))
    assert _plain(all_rows(typed, "entry")) == _plain(all_rows(imported, "entry"))
    assert {row["area"] for row in all_rows(typed, "entry")} == {None, 110.5}  # the control: facets are there
    (mine,), (theirs,) = all_rows(typed, "declaration"), all_rows(imported, "declaration")
    assert json.loads(theirs["data"]) == {}
    assert _plain([mine | {"data": "{}"}]) == _plain([theirs])
    assert (mine["batch_id"], mine["line"]) == (None, None)
    assert all(row["batch_id"] is None and row["line"] is None for row in all_rows(typed, "entry"))


def test_ticks_are_kept_beside_the_head(staffed: Desk, pack: Pack) -> None:
    filed(staffed, pack)
    ticks = json.loads(all_rows(staffed, "declaration")[0]["data"])["ticks"]
    assert set(ticks) == set(pack.sections)
    assert ticks["house"] == ticks["salary"] == {"has": True}
    assert ticks["fund"] == {"has": False}


def test_one_transaction_one_audit_row(staffed: Desk, pack: Pack) -> None:
    before = len(all_rows(staffed, "audit"))
    n = filed(staffed, pack)
    opening, kept = all_rows(staffed, "audit")[before:]
    assert (opening["action"], kept["action"], kept["subject"]) == ("查看报告", "填报", f"declaration 1/{n}")
    assert "示例路" not in kept["detail"]


BAD = {  # what is wrong -> where, what is said
    "a date": ({"house": [HOUSE | {"traded": "去年"}]}, "房产!H1", "不是日期"),
    "an amount": ({"house": [HOUSE | {"price": "很多"}]}, "房产!I1", "不是数字"),
    "a choice": ({"house": [HOUSE | {"action": "买进"}]}, "房产!A1", "不在"),
    "a blank": ({"house": [HOUSE | {"address": ""}]}, "房产!E1", "没有填写"),
    "a blank that the action asks for": ({"house": [HOUSE | {"area": ""}]}, "房产!F1", "没有填写"),
    "twice": ({"house": [HOUSE, HOUSE]}, "房产!", "与第1行重复"),
    "two salaries": ({"salary": [SALARY, SALARY]}, "工资收入!", "与第1行重复"),
    "no salary": ({"salary": []}, "工资收入", "没有填写"),
    "ticked without a row": ({"fund": []}, "基金", "没有填写内容"),
}


@pytest.mark.parametrize("case", list(BAD))
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_kept(case: str, staffed: Desk, pack: Pack) -> None:
    rows, place, said = BAD[case]
    start = filing.begin(staffed, 1)
    with pytest.raises(FileRefused) as refusal:
        filing.file(staffed, 1, answered(start, pack, {**WHOLE, **rows}))
    (fault,) = [one for one in refusal.value.faults if said in one.wrong]
    assert str(fault).startswith(place), fault
    assert all_rows(staffed, "declaration") == all_rows(staffed, "entry") == []


TICKS = {
    "not answered": (Answer(), [], "没有勾选"),
    "rows in spite of no": (Answer(False), [HOUSE], "又填有1行"),
    "rows without a tick": (Answer(), [HOUSE], "没有勾选"),
}


@pytest.mark.parametrize("case", list(TICKS))
def test_ticks_and_rows_say_the_same(case: str, staffed: Desk, pack: Pack) -> None:
    answer, rows, said = TICKS[case]
    paper = answered(filing.begin(staffed, 1), pack, WHOLE | {"house": rows})
    paper = replace(paper, answers={**paper.answers, "house": answer})
    assert [said in one.wrong for one in filing.faults(paper, pack) if one.sheet == "房产"] == [True]
    assert [one for one in filing.faults(paper, pack) if one.sheet != "房产"] == []


def test_a_house_bought_and_sold_in_a_year_is_not_told_twice(staffed: Desk, pack: Pack) -> None:
    bought = HOUSE | {"action": "新增", "traded": "2025-02"}
    sold = HOUSE | {"action": "处置", "source": "出售", "traded": "2025-09"}
    paper = answered(filing.begin(staffed, 1), pack, WHOLE | {"house": [bought, sold]})
    assert filing.faults(paper, pack) == []


# -- the family --------------------------------------------------------------------------------------------------------


@pytest.fixture
def family(staffed: Desk, ledger: Ledger) -> Desk:
    owner = {"identity": ZHANG["identity"]}
    rows = [owner | {"relation": "妻子", "name": "王芳"}, owner | {"relation": "父亲", "name": "张老"}]
    importing.import_file(staffed, "cadres", ledger("cadres", relative=rows))
    return staffed


def test_every_member_is_asked_in_every_section_that_concerns_him(family: Desk, pack: Pack) -> None:
    paper = answered(filing.begin(family, 1), pack, WHOLE)
    assert filing.faults(paper, pack) == []
    asked = {key for key, answer in paper.answers.items() if answer.members}
    assert asked == {key for key, one in pack.sections.items() if "配偶" in one.holders}
    assert {name for answer in paper.answers.values() for name in answer.members} == {"王芳"}
    unasked = replace(paper, answers={key: one._replace(members={}) for key, one in paper.answers.items()})
    wrong = filing.faults(unasked, pack)
    assert len(wrong) == len(asked)
    assert all("妻子王芳" in one.wrong for one in wrong)


@pytest.mark.parametrize(
    ("said", "owner", "wrong"), [(True, "张三", "没有填写其内容"), (False, "张三、王芳", "又填有")]
)
def test_what_is_said_of_a_member_and_the_rows_agree(
    said: bool, owner: str, wrong: str, family: Desk, pack: Pack
) -> None:
    house = HOUSE | {"owner": owner}
    paper = answered(filing.begin(family, 1), pack, WHOLE | {"house": [house]})
    answers = {**paper.answers, "house": Answer(True, {"王芳": said})}
    found = filing.faults(replace(paper, answers=answers), pack)
    assert [wrong in one.wrong for one in found] == [True]
    right = {**paper.answers, "house": Answer(True, {"王芳": not said})}
    assert filing.faults(replace(paper, answers=right), pack) == []


# -- the next filing ---------------------------------------------------------------------------------------------------


def test_the_next_filing_asks_for_changes_and_offers_last_years_rows(staffed: Desk, pack: Pack, clock: Clock) -> None:
    filed(staffed, pack)
    clock.set(date(2027, 1, 20))
    start = filing.begin(staffed, 1)
    assert (start.paper.head["filing"], start.paper.head["year"]) == (ANNUAL, "2026")
    assert {key: [line.offered for line in lines] for key, lines in start.paper.lines.items()} == {
        "salary": [True],
        "stock": [True],
    }
    assert start.paper.question(pack.sections["house"]) == "changed"
    assert start.paper.question(pack.sections["stock"]) == "has"
    paper = answered(start, pack, {"salary": [SALARY], "stock": [STOCK]})
    offered = replace(paper, lines={**paper.lines, "stock": start.paper.lines["stock"]})
    assert ["尚未确认" in one.wrong for one in filing.faults(offered, pack)] == [True]
    assert "FM-39" in {one.id for one in filing.doubts(start, paper, date(2027, 1, 20), pack)}
    n = filing.file(staffed, 1, paper)
    assert [row for row in all_rows(staffed, "entry") if row["n"] == n and row["section"] == "house"] == []
    held = filing.begin(staffed, 1).before
    assert len(held["house"]) == 1  # 无变化 writes nothing, and nothing is lost by that
    ticks = json.loads(all_rows(staffed, "declaration")[1]["data"])["ticks"]
    assert ticks["house"] == {"changed": False}


def test_a_change_report_answers_only_what_changed(staffed: Desk, pack: Pack) -> None:
    filed(staffed, pack)
    start = filing.begin(staffed, 1)
    (held,) = start.before["house"].values()
    sold = changing(pack.sections["house"], held, "处置")
    line = Line({**sold.texts, "source": "出售", "traded": "2026-02", "price": "120"})
    head = {**start.paper.head, "year": "2026", "filing": CHANGE}
    paper = replace(start.paper, head=head, lines={"house": [line]}, answers={"house": Answer(True)})
    assert [filing.file(staffed, 1, paper) for _ in range(1)] == [2]
    assert "house" not in filing.begin(staffed, 1).before
    assert filing.file(staffed, 1, paper) == 3  # another one: numbered
    assert [row["number"] for row in all_rows(staffed, "declaration")] == [1, 1, 2]


def test_the_report_of_a_year_is_filed_once(staffed: Desk, pack: Pack) -> None:
    filed(staffed, pack)
    with pytest.raises(Refused, match="已经登记"):
        filed(staffed, pack, filing=FIRST)
    assert len(all_rows(staffed, "declaration")) == 1


# -- corrections -------------------------------------------------------------------------------------------------------


def test_a_correction_keeps_the_former_version_with_its_reason(staffed: Desk, pack: Pack) -> None:
    n = filed(staffed, pack)
    start = filing.begin(staffed, 1, n)
    assert [line.texts["area"] for line in start.paper.lines["house"]] == ["110.5"]
    rows = WHOLE | {"house": [HOUSE | {"area": "160"}], "stock": []}
    paper = replace(answered(start, pack, {key: some for key, some in rows.items() if some}, received="2026-03-01"))
    filing.correct(staffed, 1, n, paper, "证载面积", start.seen)
    assert [row["area"] for row in all_rows(staffed, "entry") if row["section"] == "house"] == [160.0]
    assert {row["section"] for row in all_rows(staffed, "entry")} == {"marriage", "salary", "house"}
    past = history.look_back(staffed, "declaration", f"1/{n}")
    made, corrected = past.versions
    assert (made.what, made.action, corrected.action, corrected.reason) == ("新增", "填报", "更正报告", "证载面积")
    assert {one.label for one in corrected.changes} >= {"收到日期"}
    assert any("160" in one.after and "110.5" in one.before for one in corrected.changes)


def test_a_correction_needs_a_reason_and_a_change(staffed: Desk, pack: Pack) -> None:
    n = filed(staffed, pack)
    start = filing.begin(staffed, 1, n)
    for reason, words in (("  ", "请写明更正的理由"), ("核对", "没有改动")):
        with pytest.raises(Refused, match=words):
            filing.correct(staffed, 1, n, start.paper, reason)
    with pytest.raises(Refused, match="已被改动"):
        filing.correct(staffed, 1, n, start.paper, "核对", "another mark")


def test_a_correction_stays_the_declaration_that_it_was(staffed: Desk, pack: Pack) -> None:
    n = filed(staffed, pack)
    start = filing.begin(staffed, 1, n)
    head = {**start.paper.head, "year": "2011", "filing": CHANGE, "identity": "x", "remark": "更正"}
    filing.correct(staffed, 1, n, replace(start.paper, head=head), "核对")
    (row,) = all_rows(staffed, "declaration")
    assert (row["year"], row["filing"], row["cadre_id"], json.loads(row["data"])["remark"]) == (2025, FIRST, 1, "更正")


def test_an_imported_declaration_is_corrected_without_asking_for_ticks(
    staffed: Desk, pack: Pack, ledger: Ledger
) -> None:
    head = {**ZHANG, "year": "2025", "filing": FIRST}
    path = ledger("declarations", declaration=[head], house=[{**head, **HOUSE}])
    importing.import_file(staffed, "declarations", path)
    start = filing.begin(staffed, 1, 1)
    lines = {"marriage": [Line(MARRIED)], "salary": [Line(SALARY)], **start.paper.lines}
    assert not start.paper.strict
    filing.correct(
        staffed, 1, 1, replace(start.paper, lines=lines, head=start.paper.head | {"signed": "2026-01-05"}), "补"
    )
    (row,) = all_rows(staffed, "declaration")
    assert (row["signed"], row["batch_id"]) == ("2026-01-05", None)
    made, corrected = history.look_back(staffed, "declaration", "1/1").versions
    assert (made.action, corrected.action) == ("导入", "更正报告")


def test_whoever_has_to_keep_away_is_shown_nothing(staffed: Desk, pack: Pack) -> None:
    paper = answered(filing.begin(staffed, 1), pack, WHOLE)
    record(staffed, staffed.vault.account.id, [{**ZHANG, "relation": "亲属"}])
    for deed in (lambda: filing.begin(staffed, 1), lambda: filing.file(staffed, 1, paper)):
        with pytest.raises(Avoid):
            deed()
    assert all_rows(staffed, "declaration") == []


def test_the_head_knows_unit_and_state(staffed: Desk) -> None:
    start = filing.begin(staffed, 1)
    assert (start.unit, start.n, start.last, start.before) == (BUREAU, 0, None, {})
    assert start.paper.head["name"] == "张三"


# -- history -----------------------------------------------------------------------------------------------------------


def test_typed_rows_can_be_told_as_they_were_after_every_action(staffed: Desk, pack: Pack, ledger: Ledger) -> None:
    recorder = Recorder(staffed)
    for _ in _story(staffed, pack, ledger):
        recorder.note()
    assert len(recorder.dumps) > 8
    assert recorder.differences() == []
    with staffed.vault.writing() as connection:  # the control: without the births of typed rows it would be noticed
        connection.execute(text("DELETE FROM birth WHERE table_name IN ('declaration', 'entry')"))
    assert {name for _, name, _ in recorder.differences()} == {"declaration", "entry"}


def _story(desk: Desk, pack: Pack, ledger: Ledger) -> Iterator[object]:
    """Typed, corrected, deleted, brought back, overwritten by a file, and the file undone."""
    yield filed(desk, pack)
    start = filing.begin(desk, 1, 1)
    yield start
    lines = {key: some for key, some in start.paper.lines.items() if key != "stock"} | {
        "house": [Line(HOUSE | {"area": "90"})]
    }
    answers = {**start.paper.answers, "stock": Answer(False)}
    yield filing.correct(desk, 1, 1, replace(start.paper, lines=lines, answers=answers), "核对")
    yield recycling.delete(desk, "declaration", "1/1", "重填")
    yield filed(desk, pack)
    yield recycling.delete(desk, "declaration", "1/2", "重填")
    (deletion,) = [row["id"] for row in all_rows(desk, "deletion") if row["row_key"] == "1/1"]
    yield recycling.restore(desk, deletion)
    head = {**ZHANG, "year": "2025", "filing": FIRST}
    path = ledger("declarations", declaration=[{**head, "received": "2026-03-03"}], house=[{**head, **HOUSE}])
    yield importing.import_file(desk, "declarations", path)
    batch = max(row["id"] for row in all_rows(desk, "batch"))
    yield undoing.undo_import(desk, batch, "选错文件")
    yield filing.begin(desk, 1)
