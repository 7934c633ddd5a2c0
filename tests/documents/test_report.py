"""Reports: nothing leaves the sheet, tables repeat their heads, tall cells go on, strokes meet."""

from io import BytesIO

import pypdfium2
import pytest

from cadre_desk import app
from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.paper import BOTTOM, MEASURE, TOP, Layout
from cadre_desk.documents.report import Box, Column, Facts, Form, Report, Table, Text, compose, render

COLUMNS = (Column("序号", 1), Column("事项", 4), Column("金额（万元）", 2, right=True))
LONG = "云川市白石县农业农村和乡村振兴局机关事务管理与后勤服务保障中心" * 3


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts.load(app.fonts(), system=False)


def table(rows: int) -> Table:
    return Table(COLUMNS, [(str(n), f"第{n}件", f"{n}.00") for n in range(1, rows + 1)], "明细")


def within(layout: Layout) -> bool:
    lines = [line for page in layout.pages for line in page.lines[:-1]]  # the last is the page number
    strokes = [stroke for page in layout.pages for stroke in page.strokes]
    return (
        all(TOP <= line.baseline <= BOTTOM for line in lines)
        and all(cell.x >= -0.1 and cell.x + cell.width <= MEASURE + 0.1 for line in lines for cell in line.cells)
        and all(TOP - 0.1 <= one.y <= one.to_y <= BOTTOM + 0.1 and 0 <= one.x <= one.to_x <= MEASURE for one in strokes)
    )


def test_a_long_table_repeats_its_heads_on_every_page(fonts: Fonts) -> None:
    layout = compose(Report("测试", (table(120),)), fonts)
    assert len(layout.pages) > 2
    assert all(page.text.count("金额（万元）") == 1 for page in layout.pages)
    assert within(layout)
    told = "".join(page.text for page in layout.pages)
    assert all(f"第{n}件" in told for n in range(1, 121))


def test_what_follows_a_table_has_no_heads_above_it(fonts: Fonts) -> None:
    layout = compose(Report("测试", (table(3), Text(("说明。" * 200,) * 12))), fonts)
    assert len(layout.pages) > 1
    assert [page.text.count("金额（万元）") for page in layout.pages] == [1, *[0] * (len(layout.pages) - 1)]


def test_an_empty_table_says_so_below_its_heads(fonts: Fonts) -> None:
    page = compose(Report("测试", (Table(COLUMNS, [], "明细", "无此类情况"),)), fonts).pages[0]
    assert "无此类情况" in page.text
    assert page.text.index("金额") < page.text.index("无此类情况")


def test_a_cell_taller_than_a_page_goes_on_and_loses_nothing(fonts: Fonts) -> None:
    said = "".join(f"第{n:04}句，" for n in range(1, 900))
    layout = compose(Report("测试", (Form(((Box("本人说明", said, lines=6),),)),)), fonts)
    assert len(layout.pages) > 1
    assert within(layout)
    told = "".join(page.text for page in layout.pages).replace("\n", "")
    assert all(f"第{n:04}句" in told.replace("本人说明", "") for n in range(1, 900))


@pytest.mark.parametrize("lines", range(28, 52))
def test_a_row_that_just_fits_or_just_does_not_stays_on_the_sheet(lines: int, fonts: Fonts) -> None:
    marks = [f"标{n:02}" for n in range(lines)]
    layout = compose(Report("测试", (Table(COLUMNS, [("1", "\n".join(marks), "1"), ("2", "末", "2")]),)), fonts)
    assert within(layout)
    told = "\n".join(page.text for page in layout.pages)
    assert [mark for mark in marks if mark not in told] == []
    assert "末" in told


@pytest.mark.parametrize(
    "block", [Facts((("说明", "长" * 3_000),)), Text(("长" * 3_000,)), Text(("段。" * 900,) * 3, "标题")]
)
def test_a_long_text_goes_on_over_the_pages(block: Facts | Text, fonts: Fonts) -> None:
    layout = compose(Report("测试", (block,)), fonts)
    assert len(layout.pages) > 1
    assert within(layout)


@pytest.mark.parametrize("above", range(20, 34))
def test_a_heading_and_the_first_row_of_a_form_stay_with_the_second(above: int, fonts: Fonts) -> None:
    form = Form(((Box("第1项", "名称"),), (Box("姓名", "张某某"),), (Box("单位", "财政局"),)))
    layout = compose(Report("测试", (Facts((("甲", "乙"),) * above), Text((), "一、标题"), form)), fonts)
    assert within(layout)
    pages = [page.text for page in layout.pages]
    assert [("一、标题" in one, "第1项" in one, "张某某" in one) for one in pages if "第1项" in one] == [(True,) * 3]


def test_amounts_stand_at_the_right_and_long_texts_wrap(fonts: Fonts) -> None:
    page = compose(Report("测试", (Table(COLUMNS, [("1", LONG, "12.50"), ("2", "短", "3.00")]),)), fonts).pages[0]
    ends = [line.cells[-1].x + line.cells[-1].width for line in page.lines if line.text.endswith(("12.50", "3.00"))]
    assert len(ends) == 2
    assert ends[0] == pytest.approx(ends[1])
    assert len([line for line in page.lines if "农业农村" in line.text]) > 1


def test_the_report_as_pdf_has_its_words_and_its_strokes(fonts: Fonts) -> None:
    blocks = (Facts((("姓　　名", "张某某"), ("摘　　要", "a" * 64))), Form(((Box("单位", "云川市财政局"),),)))
    report = Report("情况表", blocks, "秘密★1年")
    document = pypdfium2.PdfDocument(BytesIO(render(report, fonts)))
    text = document[0].get_textpage().get_text_range()
    assert all(word in text for word in ("秘密★1年", "情况表", "张某某", "云川市财政局"))
    strokes = [one for one in document[0].get_objects() if one.type == 2]
    assert strokes
    plain = pypdfium2.PdfDocument(BytesIO(render(Report("情况表", blocks[:1]), fonts)))
    assert not [one for one in plain[0].get_objects() if one.type == 2]
