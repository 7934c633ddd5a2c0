"""Feedback workbooks as registries send them: their own sheet names and headings, dates in two columns, 元."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cadre_desk.domain.pack import Pack
from cadre_desk.domain.verification.workbook import CADRE, IDENTITY, PERSON, SOURCE, feedback_ledger
from cadre_desk.exchange.feedback import read_feedback
from cadre_desk.exchange.ledger import Reading
from cadre_desk.exchange.sandbox import read_workbook

SHEETS = {  # the sheets of users.md §9, as one comparison system gives them
    "房产": ["姓名", "地址", "建筑面积(平方米)", "房产性质", "交易时间_年", "交易时间_月", "交易价格(万元)", "备注"],
    "保险": ["姓名", "保险公司名称", "保险产品全称", "保单号", "累计缴纳保费(万元)", "备注"],
    "基金": ["姓名", "基金名称", "基金代码", "基金份额", "填报前一交易日净值(万元)", "备注"],
    "护照": ["姓名", "护照号码", "签发日期", "有效期至", "保管机构", "备注"],
    "法人": [
        *("姓名", "统一社会信用代码", "企业名称", "企业类型", "注册资本(万元)", "是否股东"),
        *("个人认缴出资额(万元)", "认缴出资比例(%)"),
    ],
    "出入境": ["姓名", "起止日期_起", "止", "所到国家", "事由", "审批机构", "所用护照号"],
}


def read(pack: Pack, path: Path, **rows: list[list[object]]) -> Reading:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, found in rows.items():
        sheet = book.create_sheet(name)
        for row in found:
            sheet.append(row)
    book.save(path)
    return read_feedback(read_workbook(path), feedback_ledger(pack))


def test_every_sheet_of_the_usual_workbook_is_known_with_all_its_columns(pack: Pack, tmp_path: Path) -> None:
    rows = {name: [heads, ["张三", *["1"] * 0]] for name, heads in SHEETS.items()}
    reading = read(pack, tmp_path / "反馈.xlsx", **rows)
    assert reading.faults == []
    assert [sheet.section.key for sheet in reading.sheets] == [
        *("house", "insurance", "fund", "passport", "enterprise", "trip_abroad")
    ]
    assert reading.left_out == ["法人!是否股东"]


def test_year_and_month_of_two_columns_are_one_date(pack: Pack, tmp_path: Path) -> None:
    house = ["张三", "东区一路1号", 110.5, "成套住宅", 2015, 6, 98, None]
    (sheet,) = read(pack, tmp_path / "反馈.xlsx", 房产=[SHEETS["房产"], house]).sheets
    assert sheet.column("traded") == ["2015-06"]
    assert (sheet.column("area"), sheet.column("price")) == ([Decimal("110.5")], [Decimal(98)])
    assert sheet.column("kind") == ["成套住宅"]  # of no list of ours


def test_a_year_alone_is_a_fault_with_its_cell(pack: Pack, tmp_path: Path) -> None:
    house = ["张三", "东区一路1号", 110.5, "住宅", "二〇一五", 6, 98, None]
    (fault,) = read(pack, tmp_path / "反馈.xlsx", 房产=[SHEETS["房产"], house]).faults
    assert (fault.sheet, fault.cell) == ("房产", "E2")


def test_name_and_code_of_a_fund_are_kept_together(pack: Pack, tmp_path: Path) -> None:
    fund = ["李梅", "某某成长混合", "000001", 5000, 0.8, None]
    (sheet,) = read(pack, tmp_path / "反馈.xlsx", 基金=[SHEETS["基金"], fund]).sheets
    assert sheet.column("code") == ["某某成长混合 000001"]


@pytest.mark.parametrize(("heading", "factor"), [("交易价格(元)", 10_000), ("交易价格(万元)", 1), ("交易价格", 1)])
def test_yuan_in_the_heading_becomes_wan(heading: str, factor: int, pack: Pack, tmp_path: Path) -> None:
    rows = [["姓名", "地址", heading], ["张三", "一路1号", 98 * factor]]
    (sheet,) = read(pack, tmp_path / "反馈.xlsx", 不动产登记=rows).sheets
    assert sheet.column("price") == [Decimal(98)]


def test_names_and_numbers_are_kept_as_the_registry_spells_them(pack: Pack, tmp_path: Path) -> None:
    heads = ["姓名", "公民身份号码", "领导干部身份证号", "反馈单位", "护照号"]
    row = ["阿卜杜·買買提 ", "000000198001010010", "000000197001010012", "移民管理", "E00000001"]
    reading = read(pack, tmp_path / "反馈.xlsx", 因私护照=[heads, row])
    assert reading.faults == []
    (sheet,) = reading.sheets
    assert [sheet.column(key)[0] for key in (PERSON, IDENTITY, CADRE, SOURCE)] == [
        *("阿卜杜·買買提", "000000198001010010", "000000197001010012", "移民管理")
    ]


def test_whose_a_row_is_is_never_put_together_from_two_columns(pack: Pack, tmp_path: Path) -> None:
    number = "000000197503080033"
    heads = ["姓名", "身份证号", "公民身份号码", "权利人姓名", "地址"]
    reading = read(pack, tmp_path / "反馈.xlsx", 房产=[heads, ["张三", number, number, "张三妻", "一路1号"]])
    (sheet,) = reading.sheets
    assert (sheet.column(PERSON), sheet.column(IDENTITY)) == (["张三"], [number])
    assert reading.left_out == ["房产!公民身份号码", "房产!权利人姓名"]


def test_the_same_text_in_two_columns_is_taken_once(pack: Pack, tmp_path: Path) -> None:
    rows = [["姓名", "地址", "坐落"], ["张三", "一路1号", "一路1号"]]
    (sheet,) = read(pack, tmp_path / "反馈.xlsx", 房产=rows).sheets
    assert sheet.column("address") == ["一路1号"]


@pytest.mark.parametrize(
    ("heads", "cells", "value"),
    [
        (["签发日期_年", "签发日期_月", "签发日期_日"], [2015, 6, 3], "2015-06-03"),
        (["签发日期_日", "签发日期_月", "签发日期_年"], [3, 6, 2015], "2015-06-03"),
        (["签发日期", "签发日期_年"], ["2015-06-03", 2014], "2015-06-03"),
        (["签发日期_年", "签发日期_年", "签发日期_月", "签发日期_日"], [2015, 2014, 6, 3], "2015-06-03"),
        (["签发日期_年", "签发日期_月", "签发日期_日"], [None, None, None], None),
    ],
)
def test_parts_of_a_date_in_any_order(
    heads: list[str], cells: list[object], value: str | None, pack: Pack, tmp_path: Path
) -> None:
    (sheet,) = read(pack, tmp_path / "反馈.xlsx", 护照=[["姓名", *heads], ["张三", *cells]]).sheets
    assert [None if one is None else str(one) for one in sheet.column("issued")] == [value]


def test_a_day_without_its_month_is_a_fault(pack: Pack, tmp_path: Path) -> None:
    rows = [["姓名", "签发日期_年", "签发日期_月", "签发日期_日"], ["张三", 2015, None, 3]]
    (fault,) = read(pack, tmp_path / "反馈.xlsx", 护照=rows).faults
    assert (fault.sheet, fault.cell) == ("护照", "B2")


def test_a_sheet_of_something_else_is_refused_by_name(pack: Pack, tmp_path: Path) -> None:
    (fault,) = read(pack, tmp_path / "反馈.xlsx", 车辆=[["姓名", "车牌"], ["张三", "A1"]]).faults
    assert (fault.sheet, fault.wrong) == ("车辆", "不认识的工作表")


def test_two_sheets_of_the_same_matter_from_two_registries_are_both_read(pack: Pack, tmp_path: Path) -> None:
    rows = [["姓名", "地址"], ["张三", "一路1号"]]
    reading = read(pack, tmp_path / "反馈.xlsx", 房产=rows, 不动产登记=rows)
    assert reading.faults == []
    assert [sheet.name for sheet in reading.sheets] == ["房产", "不动产登记"]


def test_a_row_without_a_name_is_told(pack: Pack, tmp_path: Path) -> None:
    (fault,) = read(pack, tmp_path / "反馈.xlsx", 房产=[["姓名", "地址"], [None, "一路1号"]]).faults
    assert "姓名" in fault.wrong
