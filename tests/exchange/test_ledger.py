"""A grid of cells becomes rows of a section; what is wrong is told by cell, nothing is lost without a word."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from cadre_desk import app
from cadre_desk.exchange.ledger import Reading, read_ledger
from cadre_desk.exchange.sandbox import Sheet

PACK = app.pack()
GOOD, OTHER = "000000197503080033", "000000198011020047"
WRONG_DIGIT = "000000197503080034"
Grid = Sequence[Sequence[Any]]


def read(kind: str, **sheets: Grid) -> Reading:
    return read_ledger([Sheet(name, [list(row) for row in rows]) for name, rows in sheets.items()], PACK.ledgers[kind])


def cadres(*rows: Sequence[Any]) -> Reading:
    return read("cadres", 干部=rows)


def houses(heading: str, *cells: Any, field: str = "price") -> Sequence[Any]:
    """The values of one column of 房产, beside the required ones."""
    head = ["身份证号", "姓名", "报告年度", "报告类型", "填报情形", "产权人", "具体地址", heading]
    fixed = [GOOD, "张三", 2024, "年度集中报告", "变更", "张三"]
    reading = read("declarations", 房产=[head, *([*fixed, f"路{n}号", cell] for n, cell in enumerate(cells))])
    assert reading.faults == []
    (sheet,) = reading.sheets
    return sheet.column(field)


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(fault.cell or f"{fault.sheet}:{fault.row}", fault.wrong) for fault in reading.faults]


# -- headings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["身份证号", "身份证号 *", "身份证号＊", "身 份 证 号", "公民身份号码", "身份证", " 身份证号：", "身份证\n号码"],
)
def test_spellings_of_a_heading(heading: str) -> None:
    reading = cadres([heading, "姓名"], [GOOD, "张三"])
    assert (reading.faults, reading.left_out) == ([], [])
    assert reading.sheets[0].column("identity") == [GOOD]


@pytest.mark.parametrize("above", range(10))
def test_title_lines_may_stand_above_the_headings(above: int) -> None:
    reading = cadres(*([["云川市干部台账"]] * above), ["身份证号", "姓名"], [GOOD, "张三"])
    assert reading.faults == []
    assert reading.sheets[0].lines == [above + 2]


def test_ten_title_lines_are_too_many() -> None:
    assert [fault.wrong for fault in cadres(*([["标题"]] * 10), ["身份证号", "姓名"], [GOOD, "张三"]).faults] == [
        "缺少必填的列"
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("交易价格(万元)", 120, "120"),
        ("交易价格（万元）", "１２０.５", "120.5"),
        ("交易价格", "120万元", "120"),
        ("交易价格(元)", 1_200_000, "120"),
        ("交易价格（元）", "1,205,000", "120.5"),
        ("购买价格", "1200000元", "120"),
        ("价格 (元)", None, None),
    ],
)
def test_amounts_in_yuan_and_in_ten_thousands(heading: str, cell: Any, value: str | None) -> None:
    (found,) = houses(heading, cell)
    assert found == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "spelling", ["2024-05-06", "2024.5.6", "2024/5/6", "20240506", "2024年5月6日", "２０２４．５．６", 45418]
)
def test_a_day_in_every_spelling(spelling: Any) -> None:
    assert houses("交易时间", spelling, field="traded") == ["2024-05-06"]


@pytest.mark.parametrize("spelling", ["2024-05", "2024.05", "2024.5", "202405", "2024年5月", "２０２４年５月"])
def test_a_month_in_every_spelling(spelling: str) -> None:
    assert houses("交易时间", spelling, field="traded") == ["2024-05"]


def test_what_no_field_takes_is_told() -> None:
    reading = cadres(["身份证号", "姓名", "血型", None, "姓名"], [GOOD, "张三", "A", "无头", "李四", "出界"])
    assert reading.faults == []
    assert reading.left_out == ["干部!血型", "干部!姓名", "干部!D列（没有表头）", "干部!F列（没有表头）"]


def test_an_empty_column_without_a_heading_is_not_told() -> None:
    assert cadres(["身份证号", None, "姓名"], [GOOD, None, "张三"]).left_out == []


# -- rows ------------------------------------------------------------------------------------------------------------


def test_examples_empty_rows_and_rows_that_are_only_counted_are_skipped() -> None:
    grid = [
        ["序号", "身份证号", "姓名"],
        ["示例", "x", "张某某"],
        [1, GOOD, "张三"],
        [],
        ["2"],
        [3],
        [None, OTHER, "李四明"],
    ]
    reading = cadres(*grid)
    assert reading.faults == []
    assert reading.sheets[0].lines == [3, 7]
    assert reading.sheets[0].fault(1, "name", "", "").cell == "C7"


def test_a_footer_is_not_taken_for_nothing() -> None:
    reading = cadres(["序号", "身份证号", "姓名"], [1, GOOD, "张三"], ["填表人：王五"])
    assert [cell for cell, _ in told(reading)] == ["B3", "C3"]


# -- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "word", "code"),
    [
        (WRONG_DIGIT, "校验码", "check_digit"),
        (197503080033, "按数字存储", ""),
        (1.97503080033e17, "按数字存储", ""),
        ("1.97503E+17", "按数字存储", ""),
        ("00000019750308003", "17位", ""),
        ("000000197513080033", "不是日期", ""),
        ("张三", "2位", ""),
        (None, "没有填写", ""),
    ],
)
def test_identity_numbers_that_are_none(cell: Any, word: str, code: str) -> None:
    (fault,) = cadres(["身份证号", "姓名"], [cell, "张三"]).faults
    assert (fault.cell, fault.code) == ("A2", code)
    assert word in fault.wrong
    assert fault.expected


def test_full_width_and_lower_case_identity_numbers_are_brought_into_one_form() -> None:
    reading = cadres(
        ["身份证号", "姓名"], ["１１０１０５１９４９１２３１００２ｘ", "张三"], ["110105 19491231 002x", "李四"]
    )
    assert list(reading.sheets[0].column("identity")) == ["11010519491231002X"] * 2


def test_a_number_that_may_yet_be_accepted_is_brought_into_that_form_too() -> None:
    reading = cadres(["身份证号", "姓名"], ["１１０１０５ 19491231 001x", "张三"])
    assert [fault.code for fault in reading.faults] == ["check_digit"]
    assert reading.sheets[0].column("identity") == ["11010519491231001X"]


def test_a_faulty_required_cell_is_told_once_whatever_the_sheet_is_called() -> None:
    reading = read("cadres", **{"干 部": [["身份证号", "姓名"], ["x", None]]})
    assert [(fault.sheet, fault.cell) for fault in reading.faults] == [("干 部", "A2"), ("干 部", "B2")]


def test_missing_columns_and_unknown_sheets() -> None:
    assert told(cadres(["标题"], ["姓名", "性别"], ["张三", "男"])) == [("干部:2", "缺少必填的列")]
    assert told(read("cadres", 无关=[["姓名"], ["张三"]])) == [("无关:0", "不认识的工作表")]
    assert told(read("cadres", 填表说明=[["随便"]], 干部=[])) == [(":0", "文件里没有数据")]
    assert told(read("cadres", 干部=[["身份证号", "姓名"]])) == [(":0", "文件里没有数据")]


def test_two_sheets_of_one_kind_are_refused_and_not_one_of_them_lost() -> None:
    grid = [["身份证号", "姓名"], [GOOD, "张三"]]
    reading = read("cadres", **{"干部": grid, "干 部": grid})
    assert told(reading) == [("干 部:0", "与工作表“干部”是同一种表")]


@pytest.mark.parametrize(
    ("action", "issued", "expires", "wrong"),
    [
        ("现状", "2020-01-01", "2030-01-01", []),
        ("现状", None, "2030-01-01", ["G2"]),
        ("新增", None, None, ["G2", "H2"]),
        ("变更", None, None, []),
        ("处置", None, None, []),
    ],
)
def test_what_is_required_depends_on_another_cell(
    action: str, issued: str | None, expires: str | None, wrong: list[str]
) -> None:
    head = ["身份证号", "姓名", "报告年度", "报告类型", "填报情形", "护照号", "签发日期", "有效期至"]
    row = [GOOD, "张三", 2024, "年度集中报告", action, "E1", issued, expires]
    assert [cell for cell, _ in told(read("declarations", 普通护照=[head, row]))] == wrong


@pytest.mark.parametrize(("disposal", "wrong"), [("出售", []), (None, ["G2", "H2"])])
def test_what_is_required_where_nothing_was_disposed_of(disposal: str | None, wrong: list[str]) -> None:
    head = ["身份证号", "姓名", "报告年度", "报告类型", "持有人", "基金名称或代码", "基金份额(份)", "净值", "去向"]
    row = [GOOD, "张三", 2024, "年度集中报告", "张三", "000001", None, None, disposal]
    assert [cell for cell, _ in told(read("declarations", 基金=[head, row]))] == wrong


def test_endless_faults_end_with_a_word_that_there_are_more() -> None:
    rows = [[WRONG_DIGIT[:-2] + "3", f"张{n}"] for n in range(600)]
    faults = cadres(["身份证号", "姓名"], *rows).faults
    assert len(faults) == 501
    assert "其余没有列出" in faults[-1].wrong
    assert faults[-1].code == ""


def test_a_section_without_a_row_says_nothing() -> None:
    head = ["身份证号", "姓名", "报告年度", "报告类型"]
    reading = read(
        "declarations", 报告=[head, [GOOD, "张三", 2024, "年度集中报告"]], 房产=[[*head, "填报情形", "产权人", "地址"]]
    )
    assert [(sheet.section.key, len(sheet)) for sheet in reading.sheets] == [("declaration", 1)]
