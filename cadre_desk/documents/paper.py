"""The sheet of GB/T 9704-2012: its measures, what lies on a page, and drawing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, hypot, radians, sin
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.lines import Cell, Style, Typesetter, place, width

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, TOP = 28 * MM, 37 * MM
MEASURE, DEPTH = 156 * MM, 225 * MM
BOTTOM = TOP + DEPTH
ROWS, COLUMNS = 22, 28
PITCH, CELL = DEPTH / ROWS, MEASURE / COLUMNS
SECOND, THIRD, FOURTH = 22.0, 16.0, 14.0  # 2号, 3号, 4号
ABOVE = 0.88  # of a hanzi stands above the base line, in every font we use
BODY = Style("仿宋", THIRD, CELL)
HEADING = Style("黑体", THIRD, CELL)
SUBHEADING = Style("楷体", THIRD, CELL)
TITLE = Style("小标宋", SECOND, SECOND)
SMALL = Style("仿宋", FOURTH, FOURTH)
FOLIO = Style("宋体", FOURTH, FOURTH)
RED, BLACK = (1.0, 0.0, 0.0), (0.0, 0.0, 0.0)
GREY = (0.88, 0.88, 0.88)
WATER = (0.84, 0.84, 0.84)
WATER_SIZE, WATER_TURN = 12.0, 30  # points, degrees
WATER_APART, WATER_PITCH = 60.0, 105.0  # points between two of a row, and between rows
HAIR = 0.5  # points, the strokes of tables
THICK, THIN, BETWEEN = 1.5, 0.75, 1.4  # the two strokes of a red double line and the white between them
RULE_LEFT, RULE_WIDTH = 20 * MM, 170 * MM


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one base line, which is measured in points from the top of the page."""

    baseline: float
    cells: tuple[Cell, ...]
    red: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(cell.char for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Rule:
    """A red stroke across the page: the middle of it from the top, and its weight."""

    middle: float
    weight: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A thin black stroke of a table, from the left edge of the text area and the top of the page."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on one side of paper."""

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    draft: bool = False
    strokes: tuple[Stroke, ...] = ()

    @property
    def text(self) -> str:
        """Its lines, from top to bottom as they are drawn."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of one letter."""

    pages: tuple[Page, ...]
    title: str = ""


def baseline(top: float, size: float, pitch: float = PITCH) -> float:
    """Base line of characters in the middle of a row that begins at top."""
    return top + (pitch - size) / 2 + ABOVE * size


def thick_over_thin(top: float) -> tuple[Rule, Rule]:
    """The upper red double line, whose upper edge is at top."""
    return Rule(top + THICK / 2, THICK), Rule(top + THICK + BETWEEN + THIN / 2, THIN)


def thin_over_thick(bottom: float) -> tuple[Rule, Rule]:
    """The lower red double line, whose lower edge is at bottom."""
    return Rule(bottom - THICK - BETWEEN - THIN / 2, THIN), Rule(bottom - THICK / 2, THICK)


def folio(number: int, setter: Typesetter) -> Line:
    """The page number: 7 mm below the text area, odd ones right, even ones left, one character from the edge."""
    glyphs = setter.glyphs(f"{number}", FOLIO, "页码")
    stroke = setter.glyphs("—", FOLIO, "页码")[0]
    space = FOURTH / 4
    total = width(glyphs) + 2 * (stroke.width + space)
    x = MEASURE - FOURTH - total if number % 2 else FOURTH
    after = x + stroke.width + space + width(glyphs) + space
    cells = [*place([stroke], x), *place(glyphs, x + stroke.width + space), *place([stroke], after)]
    return Line(BOTTOM + 7 * MM + ABOVE * FOURTH, tuple(cells))


# ---- drawing ----

_ONE_AT_A_TIME = Lock()  # the fonts of reportlab keep a reading position: two threads must not draw together


def draw(layouts: Iterable[Layout], target: BinaryIO, fonts: Fonts, watermark: str = "") -> int:
    """Write all of it as one PDF, the watermark, where there is one, behind every page; the number of pages."""
    with _ONE_AT_A_TIME:
        return _draw(layouts, target, fonts, watermark)


def _draw(layouts: Iterable[Layout], target: BinaryIO, fonts: Fonts, watermark: str) -> int:
    from reportlab.pdfgen.canvas import Canvas

    # a canvas of its own choice would name Helvetica, which is not embedded
    canvas = Canvas(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        initialFontName=fonts.font_for(BODY.role, "一"),
        invariant=1,
        pageCompression=1,
    )
    pages = 0
    if watermark:
        _define_watermark(canvas, watermark, fonts)
    for layout in layouts:
        if not pages:
            canvas.setTitle(layout.title)
            canvas.setAuthor("")  # else the library names "anonymous", and here too
            canvas.setCreator("cadre-desk")
        for page in layout.pages:
            if watermark:
                _draw_watermark(canvas)
            _draw_page(canvas, page, fonts)
            canvas.showPage()
            pages += 1
    canvas.save()
    return pages


def _draw_page(canvas: Canvas, page: Page, fonts: Fonts) -> None:
    if page.draft:
        _draw_draft(canvas, fonts)
    canvas.setStrokeColorRGB(*RED)
    for rule in page.rules:
        canvas.setLineWidth(rule.weight)
        canvas.line(RULE_LEFT, PAGE_HEIGHT - rule.middle, RULE_LEFT + RULE_WIDTH, PAGE_HEIGHT - rule.middle)
    canvas.setStrokeColorRGB(*BLACK)
    canvas.setLineWidth(HAIR)
    canvas.lines([(LEFT + s.x, PAGE_HEIGHT - s.y, LEFT + s.to_x, PAGE_HEIGHT - s.to_y) for s in page.strokes])
    text = canvas.beginText()
    for line in page.lines:
        text.setFillColorRGB(*(RED if line.red else BLACK))
        text.setStrokeColorRGB(*(RED if line.red else BLACK))
        for run in _runs(line.cells, fonts):
            _draw_run(text, run, PAGE_HEIGHT - line.baseline)
    canvas.drawText(text)


def _draw_draft(canvas: Canvas, fonts: Fonts) -> None:
    """草稿 in grey behind the text, so that a draft can never pass for a letter that was issued."""
    canvas.saveState()
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(45)
    canvas.setFillColorRGB(*GREY)
    canvas.setFont(fonts.font_for("黑体", "草"), 160)
    canvas.drawCentredString(0, -56, "草稿")
    canvas.restoreState()


# ---- the watermark ----

_WATER_LINE, _WATER_PAGE = "water-line", "water-page"


def _define_watermark(canvas: Canvas, text: str, fonts: Fonts) -> None:
    """The words once as outlines, and a page full of them: both are drawn by reference, so that pages stay small.

    Outlines are no text: what is copied out of the page is the letter and nothing else.
    """
    from reportlab.pdfbase.pdfdoc import PDFDictionary

    path, width = _outlined(text, fonts)
    canvas.beginForm(_WATER_LINE, 0, -WATER_SIZE / 2, width, WATER_SIZE * 1.5)
    canvas.setFillColorRGB(*WATER)
    canvas._code.append(path)  # there is no method for a path that is words already
    canvas.endForm(Resources=PDFDictionary())
    canvas.beginForm(_WATER_PAGE, 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
    for x, y in _water_places(width):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(WATER_TURN)
        canvas.doForm(_WATER_LINE)
        canvas.restoreState()
    canvas.endForm()


def _outlined(text: str, fonts: Fonts) -> tuple[str, float]:
    """The words as filled paths on a base line at 0, and how wide they are; what no font has is a box."""
    words, x = [], 0.0
    lacking = fonts.missing(text, HEADING.role)
    for char in text:
        char = "□" if char in lacking else char
        font = fonts.font_for(HEADING.role, char)
        path, em = fonts.outline(font, char)
        if path:
            words.append(f"q {WATER_SIZE / em:.5f} 0 0 {WATER_SIZE / em:.5f} {x:.2f} 0 cm {path} f Q")
        x += fonts.advance(font, char) * WATER_SIZE
    return "\n".join(words), x


def _water_places(width: float) -> Iterator[tuple[float, float]]:
    """Where the words begin on the page, in rows that climb to the right, every second one shifted."""
    along, across = cos(radians(WATER_TURN)), sin(radians(WATER_TURN))
    reach, step = hypot(PAGE_WIDTH, PAGE_HEIGHT) / 2, width + WATER_APART
    rows, columns = int(reach / WATER_PITCH) + 1, int(reach / step) + 2
    for row in range(-rows, rows + 1):
        for column in range(-columns, columns + 1):
            u, v = (column + row % 2 / 2) * step - width / 2, row * WATER_PITCH
            x, y = PAGE_WIDTH / 2 + u * along - v * across, PAGE_HEIGHT / 2 + u * across + v * along
            if -width < x < PAGE_WIDTH and -width * across - WATER_SIZE < y < PAGE_HEIGHT:
                yield x, y


def _draw_watermark(canvas: Canvas) -> None:
    """Behind the text, told apart from it for whoever reads the page aloud or changes its layout."""
    canvas._code.append("/Artifact <</Type /Pagination /Subtype /Watermark>> BDC")
    canvas.doForm(_WATER_PAGE)
    canvas._code.append("EMC")


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters of one font at one spacing, drawn as one string."""

    text: str
    first: Cell
    spacing: float = 0.0


def _runs(cells: tuple[Cell, ...], fonts: Fonts) -> Iterator[_Run]:
    """The line in as few strings as its spacing allows."""
    start = 0
    while start < len(cells):
        first, end, spacing = cells[start], start + 1, 0.0
        while end < len(cells) and _alike(first, cells[end]):
            here = cells[end - 1]
            step = cells[end].origin - here.origin - fonts.advance(here.font, here.char) * here.size
            if end > start + 1 and abs(step - spacing) > 0.001:
                break
            spacing, end = step, end + 1
        yield _Run("".join(cell.char for cell in cells[start:end]), first, spacing if end > start + 1 else 0.0)
        start = end


def _alike(one: Cell, two: Cell) -> bool:
    return one.stretch == two.stretch == 1 and (one.font, one.size, one.bold) == (two.font, two.size, two.bold)


def _draw_run(text: PDFTextObject, run: _Run, y: float) -> None:
    text.setTextOrigin(LEFT + run.first.origin, y)
    text.setFont(run.first.font, run.first.size)
    text.setHorizScale(100 * run.first.stretch)
    text.setTextRenderMode(2 if run.first.bold else 0)
    if run.first.bold:
        text._code.append(f"{run.first.bold:.3f} w")  # there is no method for the width of the stroke
    text.setCharSpace(run.spacing)
    text.textOut(run.text)
