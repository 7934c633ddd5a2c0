"""查核: lists that are fixed before they are drawn from, feedback, comparison, and what a person assigned."""

import json
from datetime import date
from pathlib import Path

import pytest

from cadre_desk import app
from cadre_desk.domain.draw import check
from cadre_desk.domain.faults import FileRefused
from cadre_desk.services import printing, verifying
from cadre_desk.services.avoiding import Avoid, record
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.importing import import_file
from cadre_desk.services.invent import identity
from cadre_desk.services.lists import Query, keys, rows
from cadre_desk.services.outgoing import Terms
from cadre_desk.services.recycling import delete, restore
from cadre_desk.services.undoing import undo_import
from cadre_desk.services.verifying import Who
from cadre_desk.storage import verification as store
from tests.services.checking import (
    ANNUAL,
    AS_OF,
    FIRST,
    HEADS,
    SECOND,
    Ledger,
    compared,
    declare,
    house,
    open_batch,
    workbook,
)
from tests.services.office import LI, STRANGER, WANG, ZHANG, all_rows

EVERYBODY = Who(reporting=False)


def found(desk: Desk, id_: int) -> list[tuple[str, str, str, str]]:
    """Name, outcome, article and item of what differs."""

    def read(ask: Ask) -> list[tuple[str, str, str, str]]:
        shown = rows(ask, "discrepancies", keys(ask, "discrepancies", Query(where={"verification_id": id_})))
        return [(one["name"], one["outcome"], one["article"], one["item"]) for one in shown if one["current"]]

    return desk.ask(read)


# -- who is checked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "names"),
    [
        (EVERYBODY, {"张三", "李四明"}),
        (Who(text="张三", reporting=False), {"张三"}),
        (Who(identities=(LI["identity"],), reporting=False), {"李四明"}),
        (Who(flagged=True, reporting=False), set()),
    ],
)
def test_who_is_meant(who: Who, names: set[str], staffed: Desk) -> None:
    people = {one["name"] for one in staffed.ask(lambda ask: verifying.population(ask, who))}
    assert people >= names
    if who is not EVERYBODY:
        assert people == names


def test_a_number_of_nobody_is_told(staffed: Desk) -> None:
    with pytest.raises(Refused, match="000000199901010011"):
        verifying.create(staffed, "凡提必核", "甲", AS_OF, Who(identities=("000000199901010011",)))


@pytest.mark.parametrize(
    ("kind", "title", "who", "said"),
    [
        ("重点抽查", " ", EVERYBODY, "名称"),
        ("普查", "甲", EVERYBODY, "没有“普查”"),
        ("重点抽查", "甲", Who(text="无此人"), "没有符合条件"),
    ],
)
def test_a_batch_that_would_be_nothing_is_refused(kind: str, title: str, who: Who, said: str, staffed: Desk) -> None:
    with pytest.raises(Refused, match=said):
        verifying.create(staffed, kind, title, AS_OF, who)
    assert all_rows(staffed, "verification") == []


def test_two_batches_do_not_have_one_name(staffed: Desk) -> None:
    open_batch(staffed, "甲")
    with pytest.raises(Refused, match="已有名为“甲”"):
        open_batch(staffed, "甲")


# -- the draw ----------------------------------------------------------------------------------------------------------


def fixed(desk: Desk, count: int = 1) -> int:
    id_ = verifying.create(desk, "随机抽查", "2026年度随机抽查", AS_OF, EVERYBODY)
    verifying.fix_list(desk, id_, count)
    return id_


def print_list(desk: Desk, id_: int, folder: Path) -> None:
    paper = desk.ask(lambda ask: verifying.list_paper(ask, id_))
    done = printing.write_document(desk, paper, folder / "名单.pdf", app.fonts())
    verifying.note_listed(desk, id_, done.number)


def test_nobody_is_drawn_before_the_list_is_out(staffed: Desk, tmp_path: Path) -> None:
    id_ = fixed(staffed)
    with pytest.raises(Refused, match="名单还没有打印"):
        verifying.draw(staffed, id_, FIRST, SECOND)
    print_list(staffed, id_, tmp_path)
    assert len(verifying.draw(staffed, id_, FIRST, SECOND).lines) == 1
    with pytest.raises(Refused, match="查核中"):
        verifying.draw(staffed, id_, FIRST, SECOND)  # and never twice


def test_a_list_counts_as_out_only_where_the_register_has_it(staffed: Desk, tmp_path: Path) -> None:
    id_ = fixed(staffed)
    with pytest.raises(Refused, match="出件登记中没有这份名单"):
        verifying.note_listed(staffed, id_, "出〔2026〕0001号")
    print_list(staffed, id_, tmp_path)
    (before,) = all_rows(staffed, "draw")
    print_list(staffed, id_, tmp_path)  # a second copy changes nothing
    assert all_rows(staffed, "draw") == [before]


def test_who_was_deleted_after_the_list_was_fixed_is_named(staffed: Desk, tmp_path: Path) -> None:
    everybody = len(staffed.ask(lambda ask: verifying.population(ask, EVERYBODY)))
    id_ = fixed(staffed, everybody)
    print_list(staffed, id_, tmp_path)
    delete(staffed, "cadre", "2", "重复登记")
    with pytest.raises(Refused, match="李四明已从干部台账删除"):
        verifying.draw(staffed, id_, FIRST, SECOND)
    restore(staffed, 1)
    assert len(verifying.draw(staffed, id_, FIRST, SECOND).lines) == everybody


def test_the_draw_can_be_recomputed_from_its_file_and_names_the_persons_of_the_batch(
    staffed: Desk, tmp_path: Path
) -> None:
    id_ = fixed(staffed)
    print_list(staffed, id_, tmp_path)
    drawn = verifying.draw(staffed, id_, FIRST, SECOND)
    verifying.write_proof(staffed, id_, tmp_path / "凭证.json", Terms())
    again = check((tmp_path / "凭证.json").read_text(encoding="utf-8"))
    assert again.faults == ()
    assert again.drawn == drawn == staffed.ask(lambda ask: verifying.held(ask, id_))
    people = staffed.ask(lambda ask: store.people(ask.connection, id_))
    assert [one["name"] for one in people] == [one.name for one in drawn.people]


def test_a_fixed_list_stays_what_it_is_though_people_come(staffed: Desk, tmp_path: Path, ledger: Ledger) -> None:
    id_ = fixed(staffed)
    before = staffed.ask(lambda ask: verifying.listed(ask, id_)).digest()
    new = {"identity": identity(date(1980, 2, 2), 7, False), "name": "新来人"}
    import_file(staffed, "cadres", ledger("cadres", cadre=[new]))
    assert staffed.ask(lambda ask: verifying.listed(ask, id_)).digest() == before
    print_list(staffed, id_, tmp_path)
    assert "新来人" not in {one.name for one in verifying.draw(staffed, id_, FIRST, SECOND).population.people}


@pytest.mark.parametrize("count", [0, -1, 10_000])
def test_more_than_there_are_cannot_be_drawn(count: int, staffed: Desk) -> None:
    id_ = verifying.create(staffed, "随机抽查", "甲", AS_OF, EVERYBODY)
    with pytest.raises(Refused, match="抽取人数"):
        verifying.fix_list(staffed, id_, count)
    assert all_rows(staffed, "draw") == []


# -- feedback and comparison -------------------------------------------------------------------------------------------


def test_what_differs_is_found_with_its_article_and_its_cells(staffed: Desk, ledger: Ledger, tmp_path: Path) -> None:
    declare(staffed, ledger)
    id_ = compared(staffed, tmp_path, house(ZHANG), house(LI, 90, "云川市西区二路2号"))
    assert sorted(found(staffed, id_)) == [
        ("张三", "疑似漏报", "第三条第二项", "云川市东区一路1号 张三"),
        ("李四明", "疑似隐瞒不报", "第四条第七项", "云川市西区二路2号"),
    ]
    data = staffed.ask(lambda ask: store.discrepancies(ask.connection, id_, 1))[0]["data"]
    assert "110㎡" in data["declared"][0]["text"]
    assert (data["feedback"][0]["file"], data["feedback"][0]["sheet"], data["feedback"][0]["line"]) == (
        "反馈.xlsx",
        "房产",
        2,
    )
    assert data["differences"] == [["建筑面积", "110㎡", "160㎡"]]


def test_the_same_file_twice_brings_nothing_new(staffed: Desk, tmp_path: Path) -> None:
    id_ = open_batch(staffed)
    file = workbook(tmp_path / "反馈.xlsx", house(ZHANG), house(LI))
    assert str(verifying.take_feedback(staffed, id_, file)) == "反馈.xlsx：新增反馈2行"
    more = workbook(tmp_path / "多.xlsx", [*house(WANG), "甲"], heads=[*HEADS, "登记簿页码"])
    assert "未导入：房产!登记簿页码" in str(verifying.take_feedback(staffed, open_batch(staffed, "乙"), more))
    assert (verifying.take_feedback(staffed, id_, file).added, len(all_rows(staffed, "feedback"))) == (0, 3)
    last = all_rows(staffed, "audit")[-1]
    assert (last["subject"], json.loads(last["detail"])["added"]) == ("反馈.xlsx", 0)  # that it was tried is told too


def test_a_faulty_cell_refuses_the_whole_file(staffed: Desk, tmp_path: Path) -> None:
    id_ = open_batch(staffed)
    file = workbook(tmp_path / "反馈.xlsx", house(ZHANG), house(LI, area="很大"))  # type: ignore[arg-type]
    with pytest.raises(FileRefused) as refused:
        verifying.take_feedback(staffed, id_, file)
    assert [(one.sheet, one.cell) for one in refused.value.faults] == [("房产", "D3")]
    assert all_rows(staffed, "feedback") == []


def test_a_feedback_that_was_taken_back_is_compared_no_more(staffed: Desk, ledger: Ledger, tmp_path: Path) -> None:
    declare(staffed, ledger)
    id_ = compared(staffed, tmp_path, house(LI, 90, "云川市西区二路2号"))
    batch = next(one["id"] for one in all_rows(staffed, "batch") if one["kind"] == "feedback")
    undo_import(staffed, batch, "部门更正")
    assert staffed.ask(lambda ask: verifying.batch(ask, id_)).compared is None
    verifying.compare_batch(staffed, id_)
    assert found(staffed, id_) == []  # nothing is told any more
    verifying.take_feedback(staffed, id_, workbook(tmp_path / "更正.xlsx", house(ZHANG, 110)))
    verifying.compare_batch(staffed, id_)
    assert found(staffed, id_) == []


def test_a_row_that_two_files_tell_is_told_once_and_stays_while_one_of_them_does(
    staffed: Desk, ledger: Ledger, tmp_path: Path
) -> None:
    declare(staffed, ledger)
    id_ = compared(staffed, tmp_path, house(LI, 90, "云川市西区二路2号"))
    other = workbook(tmp_path / "又.xlsx", house(ZHANG, 110), house(LI, 90, "云川市西区二路2号"))
    assert (verifying.take_feedback(staffed, id_, other).added, len(all_rows(staffed, "feedback"))) == (1, 3)
    verifying.compare_batch(staffed, id_)
    before = found(staffed, id_)
    assert [one[:2] for one in before] == [("李四明", "疑似隐瞒不报")]
    batch = next(one["id"] for one in all_rows(staffed, "batch") if one["file"] == "反馈.xlsx")
    undo_import(staffed, batch, "部门更正")
    verifying.compare_batch(staffed, id_)
    assert found(staffed, id_) == before


def test_reports_that_come_later_make_the_comparison_old(staffed: Desk, ledger: Ledger, tmp_path: Path) -> None:
    declare(staffed, ledger)
    id_ = compared(staffed, tmp_path, house(ZHANG))
    assert staffed.ask(lambda ask: verifying.batch(ask, id_)).compared is not None
    declare_again = ledger("declarations", declaration=[LI | ANNUAL | {"received": "2026-01-21"}])
    import_file(staffed, "declarations", declare_again)
    assert staffed.ask(lambda ask: verifying.batch(ask, id_)).compared is None
    with pytest.raises(Refused, match="还没有重新比对"):
        verifying.close(staffed, id_)


def test_comparing_again_changes_nothing(staffed: Desk, ledger: Ledger, tmp_path: Path) -> None:
    declare(staffed, ledger)
    id_ = compared(staffed, tmp_path, house(ZHANG), house(LI, 90, "云川市西区二路2号"))
    before = all_rows(staffed, "discrepancy")
    verifying.compare_batch(staffed, id_)
    assert all_rows(staffed, "discrepancy") == before


def test_without_feedback_nothing_is_compared(staffed: Desk) -> None:
    with pytest.raises(Refused, match="还没有反馈"):
        verifying.compare_batch(staffed, open_batch(staffed))


# -- what a person assigns ---------------------------------------------------------------------------------------------

SPELLED = house(ZHANG, 75, "云川市南区三路3号", name="張三", identity=None)


def test_a_name_in_another_spelling_waits_for_a_person_who_is_remembered(
    staffed: Desk, ledger: Ledger, tmp_path: Path
) -> None:
    declare(staffed, ledger)
    id_ = compared(staffed, tmp_path, SPELLED)
    (waiting,) = staffed.ask(lambda ask: verifying.unsettled(ask, id_))
    assert (waiting["decided"], waiting["rows"][0]["person"], waiting["section"]) == (False, "張三", "房产")
    assert {name for name, *_ in found(staffed, id_)} <= {"张三"}
    marks = [row["mark"] for row in waiting["rows"]]
    with pytest.raises(Refused, match="写明依据"):
        verifying.assign(staffed, id_, marks, 1, None, " ")
    verifying.assign(staffed, id_, marks, 1, None, "已与本人核对")
    assert [one["decided"] for one in staffed.ask(lambda ask: verifying.unsettled(ask, id_))] == [True]
    verifying.compare_batch(staffed, id_)
    assert staffed.ask(lambda ask: verifying.unsettled(ask, id_)) == []
    assert ("张三", "疑似隐瞒不报", "第四条第七项", "云川市南区三路3号") in found(staffed, id_)
    # the same row in next year's batch needs nobody any more
    later = open_batch(staffed, "2027年度重点抽查")
    verifying.take_feedback(staffed, later, workbook(tmp_path / "明年.xlsx", SPELLED))
    verifying.compare_batch(staffed, later)
    assert staffed.ask(lambda ask: verifying.unsettled(ask, later)) == []


def test_a_row_that_is_nobodys_is_a_strangers(staffed: Desk, ledger: Ledger, tmp_path: Path) -> None:
    declare(staffed, ledger)
    id_ = compared(staffed, tmp_path, SPELLED)
    (waiting,) = staffed.ask(lambda ask: verifying.unsettled(ask, id_))
    verifying.assign(staffed, id_, [row["mark"] for row in waiting["rows"]], None, None, "同名不同人")
    verifying.compare_batch(staffed, id_)
    assert [one["rows"][0]["person"] for one in staffed.ask(lambda ask: verifying.strangers(ask, id_))] == ["張三"]
    assert [one for one in found(staffed, id_) if one[1] != "反馈中没有"] == []


SELF = [{"identity": ZHANG["identity"], "relation": "同学", "name": "张三"}]


def test_who_keeps_away_is_not_asked_and_does_not_assign(staffed: Desk, ledger: Ledger, tmp_path: Path) -> None:
    declare(staffed, ledger)
    id_ = compared(staffed, tmp_path, SPELLED)
    me = staffed.vault.account.id
    record(staffed, me, SELF)
    assert staffed.ask(lambda ask: verifying.unsettled(ask, id_)) == []
    assert found(staffed, id_) == []
    with pytest.raises(Avoid):
        verifying.assign(staffed, id_, ["x"], 1, None, "核对")
    (mark,) = [row["mark"] for row in all_rows(staffed, "feedback")]
    with pytest.raises(Avoid):  # nor says that it is nobody's
        verifying.assign(staffed, id_, [mark], None, None, "不是")
    record(staffed, me, [*SELF, {**STRANGER, "relation": "配偶"}])
    verifying.take_feedback(staffed, id_, workbook(tmp_path / "配偶.xlsx", house(STRANGER, 70, "云川市北区四路4号")))
    verifying.compare_batch(staffed, id_)
    assert staffed.ask(lambda ask: verifying.strangers(ask, id_)) == []
    verifying.take_feedback(staffed, id_, workbook(tmp_path / "又.xlsx", house(ZHANG)))
    told = verifying.compare_batch(staffed, id_)
    assert "按回避规定未含1人" in str(told)
    assert (told.outcomes, told.unsettled) == ({}, 0)
    one = staffed.ask(lambda ask: verifying.batch(ask, id_))
    assert (one.persons, one.outcomes) == (told.persons, {})


# -- giving up and closing ---------------------------------------------------------------------------------------------


def test_a_batch_is_given_up_with_a_reason_and_stays_on_record(staffed: Desk) -> None:
    id_ = open_batch(staffed)
    with pytest.raises(Refused, match="作废理由"):
        verifying.void(staffed, id_, "")
    verifying.void(staffed, id_, "建错")
    one = staffed.ask(lambda ask: verifying.batch(ask, id_))
    assert (one.state, one.data["voided"]) == ("void", "建错")
    with pytest.raises(Refused, match="已作废"):
        verifying.compare_batch(staffed, id_)


def test_a_batch_is_not_closed_while_somebody_waits(staffed: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有办结"):
        verifying.close(staffed, compared(staffed, tmp_path, house(ZHANG)))
    with pytest.raises(Refused, match="还没有重新比对"):
        verifying.close(staffed, open_batch(staffed, "甲"))
