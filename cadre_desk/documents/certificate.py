"""随机抽查 on paper: the fixed list with its digest, which is printed first, and the certificate of the draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.lines import Cell, Style, Typesetter, fill, place, width
from cadre_desk.documents.paper import (
    BOTTOM,
    FOURTH,
    MEASURE,
    SECOND,
    TITLE,
    TOP,
    Layout,
    Line,
    Page,
    baseline,
    draw,
    folio,
)
from cadre_desk.domain.draw import ALGORITHM, Drawn, Person, Population

SMALL = 10.5  # points, 5号
_PITCH, _ROW = 22.0, 16.0
_TEXT = Style("仿宋", FOURTH, FOURTH)
_NAME = Style("黑体", FOURTH, FOURTH)
_CELLS = Style("仿宋", SMALL, SMALL)
_HEADS = Style("黑体", SMALL, SMALL)
_VALUE = 6 * FOURTH  # where values begin, beside their names
_COLUMNS = (0.0, 44.0, 132.0, 262.0)  # of the rows of a list
_DIGEST = 32  # characters of a digest in one line

_Row = tuple[float, list[Cell]]  # how much it takes of the height, and what stands in it
_Block = list[_Row]  # rows that stay on one page


def render_list(population: Population, fonts: Fonts) -> bytes:
    """The list as it was fixed, with its digest: to be shown to the witnesses before they name their numbers."""
    setter = Typesetter(fonts)
    notes = ("名单已经固定，摘要印在上面。请两名见证人看过以后各说一个数，再抽取。",)
    blocks = [
        *_facts(_of_list(population), setter),
        *_paragraphs(notes, setter),
        *_table("行", enumerate(population.people, 1), setter),
    ]
    return _written("抽取名单", blocks, setter, fonts)


def render(drawn: Drawn, fonts: Fonts) -> bytes:
    """The certificate: list digest, numbers, seed, who was drawn, how anybody can recompute it."""
    setter = Typesetter(fonts)
    facts = [*_of_list(drawn.population)]
    facts += [
        (f"见证人{place}", f"{one.name}　所说的数 {one.number}")
        for place, one in zip("一二", drawn.witnesses, strict=True)
    ]
    facts.append(("种　　子", drawn.seed))
    signed = ("见证人一签名：　　　　　　　　　见证人二签名：", "经办人签名：　　　　　　　　　　日期：")
    how = (*ALGORITHM, "也可以用 cadre-desk draw verify 加凭证文件重算。")
    blocks = [
        *_facts(facts, setter),
        *_drawn(drawn, setter),
        *_paragraphs(signed, setter),
        *_paragraphs(how, setter, "重算方法"),
    ]
    return _written("随机抽查凭证", blocks, setter, fonts)


def _of_list(population: Population) -> list[tuple[str, str]]:
    return [
        ("事　　项", population.title),
        ("名单日期", population.day),
        ("人　　数", f"名单{len(population.people)}人，抽取{population.count}人"),
        ("名单摘要", population.digest()),
    ]


# -- rows -------------------------------------------------------------------------------------------------------------


def _facts(facts: Iterable[tuple[str, str]], setter: Typesetter) -> Iterator[_Block]:
    for name, value in facts:
        lines = [
            line
            for part in _in_lines(value)
            for line in fill(setter.glyphs(part, _TEXT, name), _VALUE, _VALUE, MEASURE)
        ]
        lines[0] = [*place(setter.glyphs(name, _NAME, name), 0.0), *lines[0]]
        yield [(_PITCH, line) for line in lines]


def _in_lines(value: str) -> list[str]:
    """A digest has no place where a line could end."""
    if len(value) == 2 * _DIGEST and value.isascii() and value.isalnum():
        return [value[:_DIGEST], value[_DIGEST:]]
    return [value]


def _paragraphs(texts: Iterable[str], setter: Typesetter, heading: str = "") -> Iterator[_Block]:
    """Each on one page, the heading with the first."""
    block: _Block = [(_PITCH / 2, [])]
    if heading:
        block.append((_PITCH, place(setter.glyphs(heading, _NAME, heading), 0.0)))
    for text in texts:
        yield block + [(_PITCH, line) for line in fill(setter.glyphs(text, _TEXT, "说明"), 0.0, 0.0, MEASURE)]
        block = []


def _drawn(drawn: Drawn, setter: Typesetter) -> Iterator[_Block]:
    yield from _paragraphs((f"抽中{len(drawn.lines)}人，依抽出的先后：",), setter)
    yield from _table("名单行", zip(drawn.lines, drawn.people, strict=True), setter)


def _table(first: str, people: Iterable[tuple[int, Person]], setter: Typesetter) -> Iterator[_Block]:
    yield [(_PITCH / 2, []), *_row((first, "姓名", "编号", "单位"), _HEADS, setter, "表头")]
    for line, one in people:
        yield _row((str(line), one.name, one.key, one.unit), _CELLS, setter, f"名单第{line}行")


def _row(texts: tuple[str, str, str, str], style: Style, setter: Typesetter, where: str) -> _Block:
    """One row of the table; what is too long for its column goes on below."""
    found: list[list[Cell]] = []
    for text, left, right in zip(texts, _COLUMNS, (*_COLUMNS[1:], MEASURE + SMALL / 2), strict=True):
        for number, line in enumerate(fill(setter.glyphs(text, style, where), left, left, right - SMALL / 2)):
            if number == len(found):
                found.append([])
            found[number] += line
    return [(_ROW, cells) for cells in found]


# -- pages ------------------------------------------------------------------------------------------------------------


def _written(title: str, blocks: Iterable[_Block], setter: Typesetter, fonts: Fonts) -> bytes:
    target = BytesIO()
    draw([Layout(tuple(_pages(title, blocks, setter)), title)], target, fonts)
    return target.getvalue()


def _pages(title: str, blocks: Iterable[_Block], setter: Typesetter) -> Iterator[Page]:
    glyphs = setter.glyphs(title, TITLE, "标题")
    lines = [Line(baseline(TOP, SECOND, SECOND), tuple(place(glyphs, (MEASURE - width(glyphs)) / 2)))]
    top, number = TOP + 2 * SECOND, 1
    for block in blocks:
        if top + sum(height for height, _ in block) > BOTTOM:
            yield Page((*lines, folio(number, setter)))
            lines, top, number = [], TOP, number + 1
        for height, cells in block:
            if cells:
                lines.append(Line(baseline(top, max(cell.size for cell in cells), height), tuple(cells)))
            top += height
    yield Page((*lines, folio(number, setter)))
