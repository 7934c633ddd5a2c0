"""Papers that are no letters: facts, paragraphs, ruled tables and forms on A4, composed first, drawn afterwards.

What belongs together stays on one page; a table that goes on repeats its heads; a cell too tall for a page goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.lines import Cell, Style, Typesetter, balance, clean, fill, place, width
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
    Stroke,
    baseline,
    draw,
    folio,
)

SMALL = 10.5  # points, 5号
_PITCH, _ROW = 22.0, 14.0
_PAD = 3.5  # points between a stroke and what stands beside it
_TEXT = Style("仿宋", FOURTH, FOURTH)
_NAME = Style("黑体", FOURTH, FOURTH)
_CELLS = Style("仿宋", SMALL, SMALL)
_HEADS = Style("黑体", SMALL, SMALL)
_DIGEST = 32  # characters of a digest in one line: it has no place where a line could end


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, one below the other."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs, with a heading that stays with the first; small ones are notes."""

    paragraphs: tuple[str, ...]
    heading: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head and its part of the width, in any unit."""

    head: str
    part: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; what is written in several lines of a cell is told by line breaks."""

    columns: tuple[Column, ...]
    rows: Iterable[Sequence[str]]
    heading: str = ""
    empty: str = ""  # stands in the table where there are no rows


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a form: its label, what stands in it, its part of the width, the least height in lines."""

    label: str
    value: str
    part: float = 1.0
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Form:
    """Ruled rows of labels and values."""

    rows: tuple[tuple[Box, ...], ...]
    label: float = 5.5  # width of a label, in characters


Block = Facts | Text | Table | Form


@dataclass(frozen=True, slots=True)
class Report:
    """What a paper says."""

    title: str
    blocks: tuple[Block, ...]
    secrecy: str = ""  # 密级, above the title


@dataclass(slots=True)
class _Row:
    """A piece of a page that is not parted: its height, lines with the top of each, strokes from its upper edge.

    A row taller than a page is parted between its lines.
    """

    height: float
    lines: list[tuple[float, float, list[Cell]]] = field(default_factory=list)  # top, pitch, cells
    edges: tuple[float, ...] = ()  # where vertical strokes stand


def compose(report: Report, fonts: Fonts) -> Layout:
    """The report as pages; MissingGlyph where a character cannot be printed."""
    setter = Typesetter(fonts)
    pages = _Pages(report, setter)
    for block in report.blocks:
        _add(block, setter, pages)
    return Layout(tuple(pages.finished()), report.title)


def render(report: Report, fonts: Fonts, watermark: str = "") -> bytes:
    """The report as PDF."""
    target = BytesIO()
    draw([compose(report, fonts)], target, fonts, watermark)
    return target.getvalue()


class _Pages:
    """Pages as they fill."""

    def __init__(self, report: Report, setter: Typesetter) -> None:
        self._setter = setter
        self._done: list[Page] = []
        self._lines: list[Line] = []
        self._strokes: list[Stroke] = []
        self._top = TOP
        self._heads: list[_Row] = []
        self._waiting: list[_Row] = []  # what stays with what comes next
        if report.secrecy:
            self.add([_line(report.secrecy, _NAME, setter, "密级")])
        for part in balance(setter.glyphs(report.title, TITLE, "标题"), MEASURE):
            self._lines.append(
                Line(baseline(self._top, SECOND, SECOND), tuple(place(part, (MEASURE - width(part)) / 2)))
            )
            self._top += 1.4 * SECOND
        self._top += 0.6 * SECOND

    def add(self, rows: list[_Row]) -> None:
        """Rows that stay together; on a new page where they do not fit."""
        rows, self._waiting = [*self._waiting, *rows], []
        height = sum(row.height for row in rows)
        if self._top + height > BOTTOM and self._top > TOP:
            self._turn()
        for row in rows:
            if len(row.lines) <= 1 and self._top + row.height > BOTTOM and self._top > TOP:
                self._turn()  # together they are taller than a page
            self._put(row)

    def wait(self, rows: list[_Row]) -> None:
        """Rows that stay with those that are added next."""
        self._waiting += rows

    def heads(self, rows: list[_Row]) -> None:
        """From now on what stands above each page; nothing ends it."""
        self._heads = rows

    def _turn(self) -> None:
        self._done.append(self._page())
        self._lines, self._strokes, self._top = [], [], TOP
        for row in self._heads:
            self._put(row)

    def _page(self) -> Page:
        lines = (*self._lines, folio(len(self._done) + 1, self._setter))
        return Page(lines, strokes=tuple(self._strokes))

    def _put(self, row: _Row) -> None:
        while self._top + row.height > BOTTOM + 0.01 and len(row.lines) > 1:
            room = BOTTOM - self._top
            first = [one for one in row.lines if one[0] + one[1] + _PAD <= room] or row.lines[:1]
            self._draw(_Row(room, first, row.edges))
            cut = row.lines[len(first)][0] if len(first) < len(row.lines) else row.height
            rest = [(top - cut + _PAD, pitch, cells) for top, pitch, cells in row.lines[len(first) :]]
            row = _Row(max(0.0, row.height - cut) + _PAD, rest, row.edges)
            if not rest:
                return
            self._turn()
        self._draw(row)

    def _draw(self, row: _Row) -> None:
        for top, pitch, cells in row.lines:
            if cells:
                size = max(cell.size for cell in cells)
                self._lines.append(Line(baseline(self._top + top, size, pitch), tuple(cells)))
        bottom = self._top + row.height
        if row.edges:
            left, right = row.edges[0], row.edges[-1]
            self._strokes += [Stroke(left, self._top, right, self._top), Stroke(left, bottom, right, bottom)]
            self._strokes += [Stroke(x, self._top, x, bottom) for x in row.edges]
        self._top = bottom

    def finished(self) -> list[Page]:
        """All pages."""
        if self._waiting:
            self.add([])
        return [*self._done, self._page()]


# -- what stands on them ----------------------------------------------------------------------------------------------


def _line(text: str, style: Style, setter: Typesetter, where: str, x: float = 0.0) -> _Row:
    return _Row(_PITCH, [(0.0, _PITCH, place(setter.glyphs(clean(text), style, where), x))])


def _facts(block: Facts, setter: Typesetter, pages: _Pages) -> None:
    indent = FOURTH * (max((len(name) for name, _ in block.rows), default=0) + 2)
    for name, value in block.rows:
        lines = [line for part in _parted(value) for line in _filled(part, _TEXT, setter, name, indent, MEASURE)]
        lines = lines or [[]]
        lines[0] = [*place(setter.glyphs(name, _NAME, name), 0.0), *lines[0]]
        pages.add([_Row(_PITCH, [(0.0, _PITCH, line)]) for line in lines])


def _parted(value: str) -> list[str]:
    if len(value) == 2 * _DIGEST and value.isascii() and value.isalnum():
        return [value[:_DIGEST], value[_DIGEST:]]
    return clean(value).split("\n")


def _filled(
    text: str, style: Style, setter: Typesetter, where: str, left: float, right: float, first: float | None = None
) -> list[list[Cell]]:
    return fill(setter.glyphs(text, style, where), left if first is None else first, left, right)


def _text(block: Text, setter: Typesetter, pages: _Pages) -> None:
    """Each paragraph on one page, the heading with the first."""
    pitch, style = (_ROW + 2, _CELLS) if block.small else (_PITCH, _TEXT)
    together = [_Row(pitch / 2)]
    if block.heading:
        together.append(_line(block.heading, _NAME, setter, block.heading))
    for text in block.paragraphs:
        for part in clean(text).split("\n"):
            lines = _filled(part, style, setter, block.heading or "说明", 0.0, MEASURE)
            together += [_Row(pitch, [(0.0, pitch, line)]) for line in lines]
        pages.add(together)
        together = []
    pages.wait(together)  # a heading alone


def _table(block: Table, setter: Typesetter, pages: _Pages) -> None:
    edges = _edges([column.part for column in block.columns])
    names = [(column.head, _HEADS, False) for column in block.columns]
    heads = _ruled(names, edges, setter, "表头", centred=True)
    together = [_Row(_PITCH / 2)]
    if block.heading:
        together.append(_line(block.heading, _NAME, setter, block.heading))
    together.append(heads)
    for number, texts in enumerate(block.rows, 1):
        where = f"{block.heading}第{number}行"
        cells = [(text, _CELLS, column.right) for text, column in zip(texts, block.columns, strict=True)]
        together.append(_ruled(cells, edges, setter, where))
        pages.add(together)
        pages.heads([heads])
        together = []
    if together:
        if block.empty:
            together.append(_ruled([(block.empty, _CELLS, False)], (0.0, MEASURE), setter, block.heading))
        pages.add(together)
    pages.heads([])


def _form(block: Form, setter: Typesetter, pages: _Pages) -> None:
    pages.wait([_Row(_PITCH / 2)])
    for number, boxes in enumerate(block.rows):
        outer = _edges([box.part for box in boxes])
        edges, cells, least = [0.0], [], 1
        for box, left, right in zip(boxes, outer, outer[1:], strict=False):
            if box.label:
                edges.append(left + block.label * SMALL + 2 * _PAD)
                cells.append((box.label, _HEADS, False))
            edges.append(right)
            cells.append((box.value, _CELLS, False))
            least = max(least, box.lines)
        row = _ruled(cells, tuple(edges), setter, boxes[0].label, least=least)
        # the first row is not left alone at the foot of a page
        (pages.add if number or len(block.rows) == 1 else pages.wait)([row])


def _edges(parts: Sequence[float]) -> tuple[float, ...]:
    unit, found = MEASURE / sum(parts), [0.0]
    for part in parts:
        found.append(found[-1] + part * unit)
    return tuple(found)


def _ruled(
    texts: Sequence[tuple[str, Style, bool]],
    edges: tuple[float, ...],
    setter: Typesetter,
    where: str,
    *,
    least: int = 1,
    centred: bool = False,
) -> _Row:
    """One row of boxes; short ones stand in the middle of its height."""
    columns = [
        list(_in_box(text, style, setter, where, left + _PAD, right - _PAD, (flush, centred)))
        for (text, style, flush), left, right in zip(texts, edges, edges[1:], strict=False)
    ]
    count = max(least, *(len(lines) for lines in columns))
    placed: list[tuple[float, float, list[Cell]]] = []
    for lines in columns:
        offset = (count - len(lines)) / 2 * _ROW if len(lines) == 1 or least == 1 else 0.0
        placed += [(_PAD + offset + place * _ROW, _ROW, line) for place, line in enumerate(lines)]
    merged: dict[float, list[Cell]] = {}
    for top, _, line in placed:
        merged.setdefault(top, []).extend(line)
    return _Row(count * _ROW + 2 * _PAD, [(top, _ROW, merged[top]) for top in sorted(merged)], edges)


def _in_box(
    text: str, style: Style, setter: Typesetter, where: str, left: float, right: float, how: tuple[bool, bool]
) -> Iterator[list[Cell]]:
    flush, centred = how
    for part in clean(text).split("\n"):
        for line in _filled(part, style, setter, where, left, right):
            slack = right - line[-1].x - line[-1].width
            move = slack if flush else slack / 2 if centred else 0.0
            yield _moved(line, move) if move > 0 else line


def _moved(line: list[Cell], by: float) -> list[Cell]:
    return [Cell(c.char, c.x + by, c.width, c.font, c.size, c.origin + by, c.stretch, c.bold) for c in line]


def _add(block: Block, setter: Typesetter, pages: _Pages) -> None:
    match block:
        case Facts():
            _facts(block, setter, pages)
        case Text():
            _text(block, setter, pages)
        case Table():
            _table(block, setter, pages)
        case Form():
            _form(block, setter, pages)
