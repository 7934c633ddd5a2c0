"""提醒函, 函询通知书, 诫勉书 in the letter format (信函格式) of GB/T 9704-2012: composed first, drawn afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from cadre_desk.documents.fonts import BLANK, Fonts
from cadre_desk.documents.lines import Cell, Glyph, Style, Typesetter, balance, clean, fill, place, width
from cadre_desk.documents.paper import (
    BODY,
    BOTTOM,
    CELL,
    FOURTH,
    HEADING,
    MEASURE,
    MM,
    PAGE_HEIGHT,
    PITCH,
    ROWS,
    SMALL,
    SUBHEADING,
    THIRD,
    TITLE,
    TOP,
    Layout,
    Line,
    Page,
    Rule,
    baseline,
    draw,
    folio,
    thick_over_thin,
    thin_over_thick,
)

MARK_TOP = 30 * MM
MARK_SIZE = 42.0  # 初号
MARK_NARROWEST = 2 / 3  # of its height may a character of the mark be wide, as in 22 mm by 15 mm
RED_BELOW_MARK = 4 * MM
BELOW_RED = THIRD * 7 / 8
SECOND_RED = PAGE_HEIGHT - 20 * MM
SEAL_ROWS = 2  # between text and signature, so that the seal ends at most one line below the text
DATE_INDENT = 4 * CELL

_HEADING = re.compile(r"[一二三四五六七八九十百]+、")
_SUBHEADING = re.compile(r"（[一二三四五六七八九十百]+）")
_SENTENCE = re.compile(r"[^。？！；]*[。？！；]?")


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter says; how it looks is the standard's business."""

    organ: str  # 发文机关标志, without 文件
    number: str  # 发文字号, "" for a draft
    title: str
    addressee: str  # 称呼 or 主送, printed with ：
    paragraphs: tuple[str, ...]  # a leading "一、" is a heading in 黑体, "（一）" one in 楷体
    signer: str  # 署名
    date: date | None
    secrecy: str = ""  # "秘密★1年"; empty = no mark
    urgency: str = ""
    serial: str = ""  # 份号
    note: str = ""  # 附注
    contact: tuple[str, ...] = ()  # lines after the body
    copies: tuple[str, ...] = ()  # 抄送
    draft: bool = False  # grey 草稿 across the page, never on an issued letter


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the grid."""

    cells: tuple[Cell, ...] = ()
    opens: bool = False  # a paragraph
    keep: bool = False  # on the same page as the next row


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above the title."""

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    title_top: float


def compose(letter: LetterText, fonts: Fonts) -> Layout:
    """The pages of a letter; MissingGlyph when a character cannot be printed."""
    return _compose(letter, Typesetter(fonts))


def count_pages(letters: Iterable[LetterText], fonts: Fonts) -> int:
    """How many pages they will have; MissingGlyph when a character cannot be printed."""
    setter = Typesetter(fonts)
    return sum(len(_compose(letter, setter).pages) for letter in letters)


def write(letters: Iterable[LetterText], target: BinaryIO, fonts: Fonts, watermark: str = "") -> int:
    """All letters in one PDF, each beginning on a page of its own; the number of pages."""
    setter = Typesetter(fonts)
    return draw((_compose(letter, setter) for letter in letters), target, fonts, watermark)


def render(letter: LetterText, fonts: Fonts, watermark: str = "") -> bytes:
    """One letter as PDF."""
    target = BytesIO()
    write([letter], target, fonts, watermark)
    return target.getvalue()


def _compose(letter: LetterText, setter: Typesetter) -> Layout:
    head = _head(letter, setter)
    body = [*_title(letter, setter), *_addressee(letter, setter), *_text(letter, setter)]
    foot = _copies(letter, setter)
    first = _first_rows(head, bool(foot))
    closing = _closing(letter, setter)
    sheets = _sheets(body, closing, len(foot), first)
    if letter.signer and len(closer := _sheets(body, closing[1:], len(foot), first)) < len(sheets):
        sheets = closer  # one row for the seal is enough where two would only bring a page more
    pages = [_front(sheets[0], head, letter.draft)]
    pages += [_following(rows, number, letter.draft, setter) for number, rows in enumerate(sheets[1:], 2)]
    return Layout(tuple(_with_copies(pages, foot, sheets, first, letter.draft)), clean(letter.title).replace("\n", ""))


def _first_rows(head: _Head, foot: bool) -> int:
    """Rows on the first page: text ends 7/8 of a character above the second red line, 抄送 at the foot of 版心."""
    lower = head.rules[-2]
    end = lower.middle - lower.weight / 2 - BELOW_RED + (PITCH - THIRD) / 2
    return int(((BOTTOM if foot else end) - head.title_top) / PITCH + 1e-6)


# ---- above the title ----


def _head(letter: LetterText, setter: Typesetter) -> _Head:
    mark, bottom = _mark(_one_line(letter.organ), setter)
    upper = thick_over_thin(bottom + RED_BELOW_MARK)
    edge = upper[1].middle + upper[1].weight / 2
    top = edge + BELOW_RED - (PITCH - THIRD) / 2  # of the first row, whose characters stand 7/8 below the line
    elements = _elements(letter, setter)
    lines = [Line(baseline(top + row * PITCH, THIRD), cells) for row, cells in enumerate(elements)]
    title_top = (top + len(elements) * PITCH if elements else edge) + 2 * PITCH
    return _Head((*mark, *lines), (*upper, *thin_over_thick(SECOND_RED)), title_top)


def _mark(organ: str, setter: Typesetter) -> tuple[list[Line], float]:
    """The organ's name in red, as large as it goes into the width, and where its lower edge is."""
    if not organ:
        return [], MARK_TOP
    glyphs = setter.glyphs(organ, Style("小标宋", 1, 1), "发文机关标志")
    total = width(glyphs)
    size = min(MARK_SIZE, MEASURE / total / MARK_NARROWEST)
    stretch = min(1.0, MEASURE / total / size)
    inks = [(setter.fonts.ink(glyph.font, glyph.char), glyph.bold / 2) for glyph in glyphs if glyph.char not in BLANK]
    base = MARK_TOP + max(ink[3] + stroke for ink, stroke in inks) * size
    cells = _stretched(glyphs, (MEASURE - total * size * stretch) / 2, size, stretch)
    return [Line(base, tuple(cells), red=True)], base - min(ink[1] - stroke for ink, stroke in inks) * size


def _stretched(glyphs: list[Glyph], x: float, size: float, stretch: float) -> list[Cell]:
    """Glyphs of size 1 enlarged and narrowed."""
    cells = []
    for glyph in glyphs:
        wide = glyph.width * size * stretch
        shift = glyph.shift * size * stretch
        stroke = glyph.bold * size
        cells.append(Cell(glyph.char, x, wide, glyph.font, size, x + shift, glyph.stretch * stretch, stroke))
        x += wide
    return cells


def _elements(letter: LetterText, setter: Typesetter) -> list[tuple[Cell, ...]]:
    """份号, 密级 and 紧急程度 one below the other, 发文字号 at the right end of the first."""
    marks = (("份号", letter.serial, BODY), ("密级", letter.secrecy, HEADING), ("紧急程度", letter.urgency, HEADING))
    rows = [place(setter.glyphs(_one_line(text), style, name), 0) for name, text, style in marks if text]
    if letter.number:
        number = setter.glyphs(_one_line(letter.number), BODY, "发文字号")
        rows = rows or [[]]
        rows[0] = rows[0] + place(number, MEASURE - width(number))
    return [tuple(row) for row in rows]


def _one_line(text: str) -> str:
    return clean(text).replace("\n", "").strip()


# ---- the text ----


def _title(letter: LetterText, setter: Typesetter) -> list[_Row]:
    """The title in the middle, in lines of about the same width, and an empty row; a line break in it is kept."""
    rows: list[_Row] = []
    skipped = 0
    for part in clean(letter.title).split("\n"):
        glyphs = setter.glyphs(part.strip(), TITLE, "标题", skipped)
        skipped += len(glyphs)
        lines = balance(glyphs, MEASURE) if glyphs else []
        rows += [_Row(tuple(place(line, (MEASURE - width(line)) / 2)), keep=True) for line in lines]
    return [*rows, _Row(keep=True)]


def _addressee(letter: LetterText, setter: Typesetter) -> list[_Row]:
    text = _one_line(letter.addressee).rstrip("：:")
    if not text:
        return []
    lines = fill(setter.glyphs(f"{text}：", BODY, "称呼"), 0, 0, MEASURE)
    return [_Row(tuple(line), opens=number == 0, keep=True) for number, line in enumerate(lines)]


def _text(letter: LetterText, setter: Typesetter) -> list[_Row]:
    """Paragraphs, and the lines that say whom to turn to: those stay together."""
    contact = _paragraphs(letter.contact, "联系方式", setter)
    together = [replace(row, keep=True) for row in contact[:-1]]
    return [*_paragraphs(letter.paragraphs, "正文", setter), *together, *contact[-1:]]


def _paragraphs(paragraphs: Sequence[str], name: str, setter: Typesetter) -> list[_Row]:
    rows: list[_Row] = []
    for number, paragraph in enumerate(paragraphs, 1):
        for part in clean(paragraph).split("\n"):
            rows += _paragraph(part.strip(" \u3000"), f"{name}第{number}段", setter)
    return rows


def _paragraph(text: str, where: str, setter: Typesetter) -> list[_Row]:
    style, end = _heading(text)
    glyphs = setter.glyphs(text[:end], style, where) + setter.glyphs(text[end:], BODY, where, end)
    whole = end == len(text) and style is not BODY and text[-1] not in "。？！；"  # a heading of its own
    lines = fill(glyphs, 2 * CELL, 0, MEASURE)
    return [_Row(tuple(line), opens=number == 0, keep=whole) for number, line in enumerate(lines)]


def _heading(text: str) -> tuple[Style, int]:
    """The style of a paragraph's beginning and where it ends: with its first sentence."""
    for pattern, style in ((_HEADING, HEADING), (_SUBHEADING, SUBHEADING)):
        if pattern.match(text) and (sentence := _SENTENCE.match(text)):
            return style, sentence.end()
    return BODY, 0


# ---- signature, note, copies ----


def _closing(letter: LetterText, setter: Typesetter) -> list[_Row]:
    """Room for the seal, signature and date, and the note."""
    signature = _signature(letter, setter)
    rows = [_Row()] * SEAL_ROWS + signature if signature else []
    if note := _one_line(letter.note):
        bracketed = note if note.startswith("（") else f"（{note}）"
        lines = fill(setter.glyphs(bracketed, BODY, "附注"), 2 * CELL, 0, MEASURE)
        rows += [_Row(tuple(line)) for line in lines]
    return rows


def _signature(letter: LetterText, setter: Typesetter) -> list[_Row]:
    """The date ends four characters from the margin, the name stands in the middle above it.

    A name too long for that moves both to the left.
    """
    signer = setter.glyphs(_one_line(letter.signer), BODY, "署名")
    names = balance(signer, MEASURE) if signer else []
    day = setter.glyphs(_written(letter.date), BODY, "成文日期")
    centre = MEASURE - DATE_INDENT - width(day) / 2
    centre = min(centre, MEASURE - max(map(width, names), default=0.0) / 2)
    return [_Row(tuple(place(line, centre - width(line) / 2))) for line in [*names, day] if line]


def _written(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _copies(letter: LetterText, setter: Typesetter) -> list[list[Cell]]:
    """抄送 one character from both margins, further lines below the first name."""
    names = [name for copy in letter.copies if (name := _one_line(copy).rstrip("。，,;；"))]
    if not names:
        return []
    head = place(setter.glyphs("抄送：", SMALL, "抄送"), FOURTH)
    hanging = FOURTH + len(head) * FOURTH
    first, *rest = fill(setter.glyphs("，".join(names) + "。", SMALL, "抄送"), hanging, hanging, MEASURE - FOURTH)
    return [head + first, *rest]


# ---- pages ----


def _sheets(body: list[_Row], closing: list[_Row], foot: int, first: int) -> list[list[_Row]]:
    """Rows by page: signature and date never without a line of the text above them."""
    if len(closing) + 2 > ROWS:
        body, closing = body + closing, []
    need = len(closing) + (foot if foot + len(closing) + 2 <= ROWS else 0)
    sheets: list[list[_Row]] = []
    room = first
    while len(body) + need > room:
        taken = _taken(body, room)
        sheets.append(body[:taken])
        body, room = body[taken:], ROWS
    return [*sheets, body + closing]


def _taken(body: list[_Row], room: int) -> int:
    """How many rows go onto a page that is not the last."""
    taken = min(room, len(body) - _carried(body))
    while taken > 1 and body[taken - 1].keep:
        taken -= 1
    return taken if taken > 0 and not body[taken - 1].keep else max(1, min(room, len(body) - 1))


def _carried(body: list[_Row]) -> int:
    """Rows that stay together with the signature: two of the last paragraph, or the one it has."""
    last = next((number for number, row in enumerate(reversed(body), 1) if row.opens), 1)
    return min(2, last)


def _set(rows: Iterable[_Row], top: float) -> tuple[Line, ...]:
    """Rows on the grid that begins at top."""
    return tuple(
        Line(baseline(top + number * PITCH, row.cells[0].size), row.cells)
        for number, row in enumerate(rows)
        if row.cells
    )


def _front(rows: list[_Row], head: _Head, draft: bool) -> Page:
    return Page(head.lines + _set(rows, head.title_top), head.rules, draft)


def _following(rows: list[_Row], number: int, draft: bool, setter: Typesetter) -> Page:
    return Page((*_set(rows, TOP), folio(number, setter)), draft=draft)


def _with_copies(
    pages: list[Page], foot: list[list[Cell]], sheets: list[list[_Row]], first: int, draft: bool
) -> list[Page]:
    """抄送 at the foot of the last page, or on pages of their own, without number, when they do not go there."""
    rows = [_Row(tuple(line)) for line in foot]
    if len(sheets[-1]) + len(rows) <= (first if len(sheets) == 1 else ROWS):
        last = pages[-1]
        lines = _set(rows, BOTTOM - len(rows) * PITCH)
        text = 0 if len(pages) == 1 else 1  # the page number stays the last thing drawn
        merged = (*last.lines[: len(last.lines) - text], *lines, *last.lines[len(last.lines) - text :])
        return [*pages[:-1], Page(merged, last.rules, draft)]
    left = iter(rows)
    while part := list(islice(left, ROWS)):
        pages = [*pages, Page(_set(part, BOTTOM - len(part) * PITCH), draft=draft)]
    return pages
