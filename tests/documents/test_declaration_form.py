"""The printed form: every section in order with its ticks, tables with repeated heads, nothing lost, room to write."""

from dataclasses import replace

import pytest

from cadre_desk import app
from cadre_desk.documents.declaration import PERSON, TITLE, form, numeral
from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.paper import BOTTOM, MEASURE, TOP, Layout
from cadre_desk.documents.report import compose
from cadre_desk.domain.filing import Answer, Line, Paper, members
from cadre_desk.domain.pack import Pack
from tests.domain.filings import SON, WIFE
from tests.services.test_filing import HOUSE, MARRIED, SALARY, STOCK

LONG = "云川市望江区非常长的道路名称一千二百三十四号锦绣花园三期二十八幢二单元三千三百零一室"


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts.load(app.fonts(), system=False)


@pytest.fixture
def paper(pack: Pack) -> Paper:
    family = [WIFE, SON]
    answers = {
        key: Answer(key in ("house", "stock"), {one.name: False for one in members(section, family, pack)})
        for key, section in pack.sections.items()
    }
    lines = {
        "marriage": [Line(MARRIED)],
        "salary": [Line(SALARY)],
        "house": [Line(HOUSE), Line({**HOUSE, "address": LONG})],
        "stock": [Line({**STOCK, "code": f"6{n:05}"}) for n in range(60)],
    }
    head = {"name": "张三", "year": "2025", "filing": "首次报告", "signed": "2026-02-20", "remark": "补充说明"}
    return Paper(head, answers, lines, family=family)


def text(layout: Layout) -> str:
    return "\n".join(page.text for page in layout.pages)


def within(layout: Layout) -> bool:
    lines = [line for page in layout.pages for line in page.lines[:-1]]
    return all(TOP <= line.baseline <= BOTTOM for line in lines) and all(
        cell.x >= -0.1 and cell.x + cell.width <= MEASURE + 0.1 for line in lines for cell in line.cells
    )


def test_sections_stand_in_order_with_their_ticks(paper: Paper, pack: Pack, fonts: Fonts) -> None:
    told = text(compose(form(paper, {"姓名": "张三"}, pack), fonts))
    titles = [f"{numeral(n)}、{one.title}" for n, one in enumerate(pack.sections.values(), 1)]
    places = [told.index(title) for title in titles]
    assert places == sorted(places)
    assert told.startswith(TITLE)
    assert "十四、房产　■有此类情况　□无此类情况" in told
    assert "十六、基金　□有此类情况　■无此类情况" in told
    assert "十二、工资收入\n" in told
    assert "家庭成员逐人核对：妻子王芳　无；儿子张小明　无。" in told
    assert all(word in told for word in ("补充说明", "填报人签名", "2026-02-20", *PERSON))


def test_a_continued_filing_ticks_changes(paper: Paper, pack: Pack, fonts: Fonts) -> None:
    head = {**paper.head, "filing": "年度集中报告"}
    told = text(compose(form(replace(paper, head=head, before=True), {}, pack), fonts))
    assert "十四、房产　■有变化　□无变化" in told
    assert "十五、股票　■有此类情况　□无此类情况" in told


def test_nothing_is_lost_and_heads_are_repeated(paper: Paper, pack: Pack, fonts: Fonts) -> None:
    layout = compose(form(paper, {}, pack), fonts)
    assert within(layout)
    told = text(layout)
    assert all(f"6{n:05}" in told for n in range(60))
    assert told.count("云川市望江区") == told.count("零一室") == 2  # the heading of its box, and the field
    pages = [page.text for page in layout.pages if "6000" in page.text]
    assert len(pages) > 1
    assert all("持股数" in one.replace(" ", "") for one in pages)


def test_a_blank_form_has_room_and_the_ticks_of_every_filing(pack: Pack, fonts: Fonts) -> None:
    layout = compose(form(Paper({}), {}, pack, blank=True), fonts)
    assert within(layout)
    told = text(layout)
    assert "十四、房产　□有　□无　□有变化　□无变化" in told
    assert "十五、股票　□有　□无" in told
    assert "■" not in told
    filled = compose(form(Paper({}), {}, pack), fonts)
    assert sum(len(page.strokes) for page in layout.pages) > sum(len(page.strokes) for page in filled.pages)


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (22, "二十二")])
def test_numerals(number: int, words: str) -> None:
    assert numeral(number) == words
