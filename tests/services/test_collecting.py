"""收集表: out with what is known, filled in by a spreadsheet program, back as a filing or with its faults by cell."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cadre_desk.domain.faults import FileRefused
from cadre_desk.domain.pack import Pack
from cadre_desk.services import collecting, filing, importing
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone, Refused
from tests.conftest import Clock, Ledger
from tests.services.office import ZHANG, all_rows
from tests.services.test_filing import HOUSE, MARRIED, SALARY, STOCK, filed

Book = Any
ROWS = {"婚姻": [MARRIED], "工资收入": [SALARY], "房产": [HOUSE], "股票": [STOCK]}


@pytest.fixture
def desk(staffed: Desk, ledger: Ledger) -> Desk:
    owner = {"identity": ZHANG["identity"]}
    rows = [owner | {"relation": "妻子", "name": "王芳"}, owner | {"relation": "儿子", "name": "张小明"}]
    importing.import_file(staffed, "cadres", ledger("cadres", relative=rows))
    return staffed


@pytest.fixture
def sent(desk: Desk, tmp_path: Path) -> Path:
    """The workbook as it leaves."""
    start = filing.begin(desk, 1)
    path = tmp_path / "收集表.xlsx"
    collecting.write(desk, start, start.paper, path)
    return path


def headings(sheet: Any) -> dict[str, int]:
    return {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}


def fill(path: Path, pack: Pack, change: Callable[[Book], None] = lambda book: None) -> Path:
    """What the cadre does with it: his rows, every question answered."""
    book = openpyxl.load_workbook(path)
    labels = {one.title: one for one in pack.sections.values()}
    for title, rows in ROWS.items():
        places, section = headings(book[title]), labels[title]
        for number, row in enumerate(rows, 2):
            for key, text in row.items():
                book[title].cell(number, places[section.field(key).heading], text)
    ticks = book["勾选"]
    places = headings(ticks)
    for row in range(2, ticks.max_row + 1):
        mine = ticks.cell(row, places["姓名"]).value == "本人"
        yes = mine and ticks.cell(row, places["报告项"]).value in ROWS
        ticks.cell(row, places["有无"], "有" if yes else "无")
    change(book)
    book.save(path)
    return path


def test_every_section_is_a_sheet_and_only_what_is_to_be_filled_in_is_open(sent: Path, pack: Pack) -> None:
    book = openpyxl.load_workbook(sent)
    visible = [one.title for one in book.worksheets if one.sheet_state == "visible"]
    assert visible == ["填表说明", "报告", "勾选", *(one.title for one in pack.sections.values())]
    assert all(book[name].protection.sheet for name in visible[1:])
    head = book["报告"]
    places = headings(head)
    assert head.cell(2, places["身份证号"]).value == ZHANG["identity"]
    assert head.cell(2, places["身份证号"]).protection.locked
    assert not head.cell(2, places["收到日期"]).protection.locked
    house = book["房产"]
    assert house.cell(1, 2).protection.locked
    column = openpyxl.utils.get_column_letter(headings(house)["具体地址"])
    assert not house.column_dimensions[column].protection.locked
    assert any("住宅" in one.formula1 for one in house.data_validations.dataValidation)


def test_the_questions_name_every_member_whom_a_section_concerns(sent: Path) -> None:
    ticks = openpyxl.load_workbook(sent)["勾选"]
    asked = [[cell.value for cell in row[1:5]] for row in ticks.iter_rows(min_row=2)]
    assert ["房产", "有无此类情况", "妻子", "王芳"] in asked
    assert ["普通护照", "有无此类情况", "妻子", "王芳"] not in asked
    assert not any(row[0] == "工资收入" for row in asked)


def test_it_comes_back_as_a_filing(desk: Desk, sent: Path, pack: Pack) -> None:
    path = fill(sent, pack)
    assert importing.import_file(desk, "declarations", path, dry_run=True).added == 5
    assert all_rows(desk, "declaration") == []
    assert importing.import_file(desk, "declarations", path).added == 5
    assert {row["section"] for row in all_rows(desk, "entry")} == {"marriage", "salary", "house", "stock"}
    assert [row["area"] for row in all_rows(desk, "entry") if row["section"] == "house"] == [110.5]
    assert all_rows(desk, "audit")[-1]["action"] == "填报"
    with pytest.raises(Refused, match="已经登记"):
        importing.import_file(desk, "declarations", path)


def _set(sheet: str, heading: str, row: int, value: object) -> Callable[[Book], None]:
    def change(book: Book) -> None:
        book[sheet].cell(row, headings(book[sheet])[heading]).value = value

    return change


FAULTS = {  # what the cadre did -> the cells that are told, what is said
    "a bad amount": (_set("房产", "交易价格(万元)", 2, "很多"), "房产!J2", "不是数字"),
    "a blank": (_set("房产", "具体地址", 2, None), "房产!F2", "没有填写"),
    "an open question": (_set("勾选", "有无", 2, None), "勾选!F2", "没有勾选"),
    "the same twice": (lambda book: _twice(book["股票"]), "股票!C3", "重复"),
}


def _twice(sheet: Any) -> None:
    for cell in sheet[2]:
        if cell.column > 1:
            sheet.cell(3, cell.column, cell.value)


@pytest.mark.parametrize("case", list(FAULTS))
def test_what_is_wrong_is_told_by_cell_and_nothing_is_kept(case: str, desk: Desk, sent: Path, pack: Pack) -> None:
    change, place, said = FAULTS[case]
    with pytest.raises(FileRefused) as refusal:
        importing.import_file(desk, "declarations", fill(sent, pack, change))
    assert [str(one) for one in refusal.value.faults if said in one.wrong and str(one).startswith(place)], [
        str(one) for one in refusal.value.faults
    ]
    assert all_rows(desk, "declaration") == []


def test_rows_of_last_time_are_to_be_checked(desk: Desk, sent: Path, pack: Pack, clock: Clock, tmp_path: Path) -> None:
    importing.import_file(desk, "declarations", fill(sent, pack))
    clock.set(date(2027, 1, 20))
    start, path = filing.begin(desk, 1), tmp_path / "次年.xlsx"
    collecting.write(desk, start, start.paper, path)
    book = openpyxl.load_workbook(path)
    stock = book["股票"]
    assert [stock.cell(2, headings(stock)[name]).value for name in ("核对", "股票名称或代码")] == ["待核对", "600001"]
    assert "示例路1号" in str(book["上次报告后持有"].cell(3, 3).value)
    assert book["勾选"].cell(2, 3).value == "有无变化"

    def answer(book: Book) -> None:
        for title in ("婚姻", "房产"):
            for row in book[title].iter_rows(min_row=2):
                for cell in row:
                    cell.value = None
            for row in book["勾选"].iter_rows(min_row=2):
                row[5].value = "无" if row[1].value == title else row[5].value

    with pytest.raises(FileRefused) as refusal:
        importing.import_file(desk, "declarations", fill(path, pack, answer))
    assert {str(one)[:5] for one in refusal.value.faults} == {"工资收入!", "股票!B2"}
    assert all("尚未确认" in one.wrong for one in refusal.value.faults)

    def check(book: Book) -> None:
        answer(book)
        for title in ("股票", "工资收入"):
            book[title].cell(2, 2, "已核对")

    importing.import_file(desk, "declarations", fill(path, pack, check))
    assert [row["year"] for row in all_rows(desk, "declaration")] == [2025, 2026]


def test_a_workbook_of_somebody_unknown_is_refused(desk: Desk, sent: Path, pack: Pack) -> None:
    def change(book: Book) -> None:
        book["报告"].cell(2, headings(book["报告"])["身份证号"], "000000199001010024")

    path = fill(sent, pack, change)
    with pytest.raises((Gone, FileRefused)):
        importing.import_file(desk, "declarations", path)
    assert all_rows(desk, "declaration") == []


def test_it_leaves_by_the_gate(desk: Desk, sent: Path) -> None:
    (line,) = all_rows(desk, "outgoing")
    assert (line["kind"], line["what"]) == ("table", "收集表 张三 2025年度")
    assert line["state"] == "written"


def test_a_typed_filing_goes_into_it(desk: Desk, pack: Pack, tmp_path: Path) -> None:
    n = filed(desk, pack)
    assert n == 1
    start = filing.begin(desk, 1)
    path = tmp_path / "x.xlsx"
    assert collecting.write(desk, start, start.paper, path).count > len(pack.sections)
