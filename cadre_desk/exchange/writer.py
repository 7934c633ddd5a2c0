"""Spreadsheets that leave the program: empty templates, tables, and copies with the faults marked."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cadre_desk.domain.faults import Fault, FileRefused, column_name
from cadre_desk.domain.secrecy import Stamp
from cadre_desk.exchange import marks
from cadre_desk.exchange.outbox import Aside, WriteRefused, whole_file
from cadre_desk.exchange.reader import LISTS
from cadre_desk.exchange.sandbox import Cell, Sheet, mark_in_child, read_despite_faults
from cadre_desk.exchange.texts import EXACT, clean, reference, sheet_name

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = [
    "ColumnSpec",
    "SheetSpec",
    "WriteRefused",
    "Written",
    "mark_faults",
    "write_form",
    "write_table",
    "write_template",
]

NUMBER: Final = "序号"
EXAMPLE: Final = "示例"
GUIDE: Final = "填表说明"
TEMPLATE_ROWS: Final = 10_000
MOST_ROWS: Final = 1_048_576
SHORT_LIST: Final = 255  # what Excel takes as a list within the validation itself
FONT: Final = {"font_name": "宋体", "font_size": 11}
HEADER: Final = {
    "bold": True,
    "bg_color": "#D9E2F3",
    "border": 1,
    "text_wrap": True,
    "align": "center",
    "valign": "vcenter",
}
REQUIRED: Final = {**HEADER, "bg_color": "#FCE4D6", "font_color": "#C00000"}
EXAMPLE_STYLE: Final = {"italic": True, "font_color": "#808080", "num_format": "@"}
EXAMPLE_NUMBER: Final = {"italic": True, "font_color": "#808080"}
PLAIN: Final[dict[str, Any]] = {}
TEXT: Final = {"num_format": "@"}
OPEN: Final = {"num_format": "@", "locked": 0}
TITLE: Final = {"bold": True, "font_size": 16}
WRAPPED: Final = {"text_wrap": True, "valign": "top", "border": 1}
LINK: Final = {"font_color": "#0563C1", "underline": 1, "border": 1, "valign": "top"}
FAULTY: Final = {"bg_color": f"#{marks.RED}"}
RULES: Final = (
    "标 * 的列必填；不要改动表头和工作表名称，不用的列留空。",
    "灰色斜体的“示例”行导入时自动跳过，可以删除。",
    "日期填 2024-05-06 或 2024年5月6日；身份证号、账号等长数字按文本填写，不要让其变成科学计数。",
    "不要使用公式和合并单元格；从别处复制时用“选择性粘贴—数值”。",
    "有下拉列表的列请从列表中选择；填写要求见各列表头的批注和下表。",
)


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column of a sheet to be filled in or read."""

    heading: str
    width: int = 14
    choices: tuple[str, ...] = ()
    open_choices: bool = False
    help: str = ""
    required: bool = False
    example: str = ""
    numeric: bool = False
    locked: bool = False  # in a form: shown, not to be changed


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet with its columns."""

    name: str
    columns: tuple[ColumnSpec, ...]
    notes: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()  # of a form: what is filled in already


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds, in rows or pages, and which bytes it is."""

    count: int
    sha256: str
    size: int  # bytes


class Book:
    """A workbook being written, with each style made once."""

    def __init__(self, book: "Workbook", stamp: Stamp | None = None) -> None:
        """Style the workbook; with a stamp, every sheet says at head and foot what it is a copy of."""
        self.book = book
        self._styles: dict[int, Format] = {}
        self._stamp = stamp
        if stamp:
            book.set_properties({"subject": stamp.number, "category": stamp.label, "comments": clean(str(stamp))})

    def style(self, wanted: dict[str, Any]) -> "Format":
        """The style in the common font."""
        if id(wanted) not in self._styles:
            self._styles[id(wanted)] = self.book.add_format({**FONT, **wanted})
        return self._styles[id(wanted)]

    def sheet(self, name: str) -> "Worksheet":
        """A new sheet, set up for A4 across, its header on each page."""
        sheet = self.book.add_worksheet(sheet_name(name, self.book.sheetnames))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if self._stamp:
            left, right = map(_plain, marks.head(self._stamp))
            sheet.set_header(f"&L{left}&R{right}")
            sheet.set_footer(f"&L{_plain(marks.foot(self._stamp))}&R&P/&N")
        else:
            sheet.set_footer("&C&P/&N")
        return sheet

    def header(self, sheet: "Worksheet", columns: Sequence[ColumnSpec]) -> None:
        """The headings, kept in sight and repeated in print; required ones marked."""
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_row(0, 32)
        for place, column in enumerate(columns):
            mark, style = (" *", REQUIRED) if column.required else ("", HEADER)
            sheet.write_string(0, place, clean(column.heading) + mark, self.style(style))

    def put(self, sheet: "Worksheet", row: int, place: int, value: Cell, style: dict[str, Any]) -> None:
        """One value; a text stays a text, whatever it begins with, and so does a number too long to be kept."""
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value, self.style(style))
        elif isinstance(value, (int, float)) and abs(value) < EXACT:
            sheet.write_number(row, place, value, self.style(PLAIN if style is TEXT else style))
        else:
            sheet.write_string(row, place, clean(str(value)), self.style(style))


def _plain(text: str) -> str:
    """A text in a header or footer, where & begins a code."""
    return clean(text).replace("&", "&&")


@contextmanager
def _book(target: Path, stamp: Stamp | None = None, **options: object) -> Iterator[tuple[Book, Aside]]:
    """A workbook that becomes the target when all went well; its library's scratch files go beside the target."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    with whole_file(target) as aside:
        packed = io.BytesIO()  # small beside the rows, and no half-written zip complains of a full disk
        options = {**options, "tmpdir": str(aside.path.parent), "default_format_properties": FONT}
        book = xlsxwriter.Workbook(packed, options)
        try:
            yield Book(book, stamp), aside
            book.close()
            aside.path.write_bytes(packed.getbuffer())
        except XlsxFileError as error:
            cause = error.args[0] if error.args else None
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from None
        finally:
            _close_scratch(book)


def _close_scratch(book: "Workbook") -> None:
    """Close what the library leaves open when it is interrupted."""
    for sheet in book.worksheets():
        handle = getattr(sheet, "row_data_fh", None)
        if handle:
            with suppress(OSError):  # a full disk refuses the last words too
                handle.close()


def write_template(target: Path, title: str, sheets: Sequence[SheetSpec]) -> None:
    """An empty spreadsheet to be filled in: headings, lists to choose from, help, one example row."""
    numbered = [SheetSpec(sheet.name, _numbered(sheet.columns), sheet.notes) for sheet in sheets]
    with _book(target, in_memory=True) as (book, _):
        _guide(book, title, numbered)
        made = [(book.sheet(spec.name), spec) for spec in numbered]
        lists = book.sheet(LISTS)
        lists.very_hidden()
        count = 0
        for sheet, spec in made:
            count = _template_sheet(book, sheet, spec, lists, count)


def write_form(target: Path, title: str, sheets: Sequence[SheetSpec], stamp: Stamp | None = None) -> Written:
    """A spreadsheet about one person to be filled in: as a template, with his rows, headings and what is his locked."""
    numbered = [SheetSpec(sheet.name, _numbered(sheet.columns), sheet.notes, sheet.rows) for sheet in sheets]
    with _book(target, stamp, in_memory=True) as (book, aside):
        _guide(book, title, numbered)
        made = [(book.sheet(spec.name), spec) for spec in numbered]
        lists = book.sheet(LISTS)
        lists.very_hidden()
        count = 0
        for sheet, spec in made:
            count = _template_sheet(book, sheet, spec, lists, count, example=False)
            _fill(book, sheet, spec)
            sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})
    return Written(sum(len(sheet.rows) for sheet in sheets), aside.sha256, aside.size)


def _fill(book: Book, sheet: "Worksheet", spec: SheetSpec) -> None:
    """What is filled in already; all cells below the headings are open, except what is locked."""
    for place, column in enumerate(spec.columns):
        style = TEXT if column.locked or not place else OPEN
        sheet.set_column(place, place, column.width, book.style(style))
    for number, row in enumerate(spec.rows, 1):
        sheet.write_number(number, 0, number, book.style(PLAIN))
        for place, (value, column) in enumerate(zip(row, spec.columns[1:], strict=True), 1):
            book.put(sheet, number, place, value, TEXT if column.locked else OPEN)


def _numbered(columns: tuple[ColumnSpec, ...]) -> tuple[ColumnSpec, ...]:
    """The columns with 序号 before them, where the mark of the example row stands."""
    if columns and columns[0].heading == NUMBER:
        return columns
    return (ColumnSpec(NUMBER, 6, example=EXAMPLE), *columns)


def _guide(book: Book, title: str, sheets: Sequence[SheetSpec]) -> None:
    """The first sheet: how to fill in, and all columns with their help."""
    sheet = book.sheet(GUIDE)
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 2, 8)
    sheet.set_column(3, 4, 60)
    sheet.write_string(0, 0, clean(title), book.style(TITLE))
    for row, rule in enumerate(RULES, 1):
        sheet.write_string(row, 0, f"{row}. {rule}", book.style(PLAIN))
    row = len(RULES) + 2
    for place, heading in enumerate(("工作表", "列", "必填", "填写说明", "可选值")):
        sheet.write_string(row, place, heading, book.style(HEADER))
    for line in _guide_lines(sheets):
        row += 1
        for place, text in enumerate(line):
            sheet.write_string(row, place, clean(text), book.style(WRAPPED))


def _guide_lines(sheets: Sequence[SheetSpec]) -> Iterator[tuple[str, ...]]:
    """A line for the notes of a sheet, and one for each of its columns."""
    for sheet in sheets:
        if sheet.notes:
            yield sheet.name, "", "", sheet.notes, ""
        for column in sheet.columns[1:]:
            yield sheet.name, column.heading, "是" if column.required else "", column.help, _choices(column)


def _choices(column: ColumnSpec) -> str:
    """The list in words, not without end."""
    shown = "、".join(column.choices[:30])
    more = f"……共 {len(column.choices)} 项，见下拉列表" if len(column.choices) > 30 else ""
    return shown + more + ("；也可填其他内容" if column.open_choices and column.choices else "")


def _template_sheet(
    book: Book, sheet: "Worksheet", spec: SheetSpec, lists: "Worksheet", count: int, *, example: bool = True
) -> int:
    """One sheet to be filled in, with an example where that is wished; gives the number of long lists so far."""
    book.header(sheet, spec.columns)
    for place, column in enumerate(spec.columns):
        sheet.set_column(place, place, column.width, book.style(PLAIN if column.numeric else TEXT))
        if column.help:
            size = {"x_scale": 1.6, "y_scale": 1 + len(column.help) / 90}
            sheet.write_comment(0, place, clean(column.help), {"author": "", **FONT, **size})
        if example:
            _example(book, sheet, place, column)
        if column.choices:
            source, count = _list(lists, column.choices, count)
            sheet.data_validation(1, place, TEMPLATE_ROWS, place, _validation(column, source))
    return count


def _example(book: Book, sheet: "Worksheet", place: int, column: ColumnSpec) -> None:
    """The cell of the example row; its first one says what the row is."""
    text = EXAMPLE if place == 0 else column.example
    try:
        value: Cell = float(text) if column.numeric and place else text
    except ValueError:
        value = text
    book.put(sheet, 1, place, value, EXAMPLE_NUMBER if isinstance(value, float) else EXAMPLE_STYLE)


def _list(lists: "Worksheet", choices: tuple[str, ...], count: int) -> tuple[list[str] | str, int]:
    """The choices themselves when short, else a column of the hidden sheet."""
    choices = tuple(map(clean, choices))
    if len(",".join(choices)) <= SHORT_LIST and not any(
        "," in choice or choice != choice.strip() for choice in choices
    ):
        return list(choices), count
    for row, choice in enumerate(choices):
        lists.write_string(row, count, choice)
    name = column_name(count + 1)
    return f"={reference(LISTS, f'${name}$1:${name}${len(choices)}')}", count + 1


def _validation(column: ColumnSpec, source: list[str] | str) -> dict[str, Any]:
    """A choice from the list; an open list only reminds."""
    message = "列表中没有这一项，确定要这样填写吗？" if column.open_choices else "请从下拉列表中选择。"
    return {
        "validate": "list",
        "source": source,
        "error_type": "information" if column.open_choices else "stop",
        "error_title": clean(column.heading)[:32],
        "error_message": message,
    }


def write_table(
    target: Path, sheets: Iterable[tuple[SheetSpec, Iterable[Sequence[Cell]]]], stamp: Stamp | None = None
) -> Written:
    """Write all rows, one in memory at a time, each sheet with the stamp on its printed pages."""
    total = 0
    with _book(target, stamp, constant_memory=True) as (book, aside):
        for spec, rows in sheets:
            sheet = book.sheet(spec.name)
            for place, column in enumerate(spec.columns):
                sheet.set_column(place, place, column.width)
            book.header(sheet, [_unmarked(column) for column in spec.columns])
            total += _rows(book, sheet, rows, target)
    return Written(total, aside.sha256, aside.size)


def _unmarked(column: ColumnSpec) -> ColumnSpec:
    """In a table nothing is to be filled in."""
    return ColumnSpec(column.heading, column.width)


def _rows(book: Book, sheet: "Worksheet", rows: Iterable[Sequence[Cell]], target: Path) -> int:
    """The rows below the header; gives their number."""
    count = 0
    put = partial(book.put, sheet)
    for count, row in enumerate(rows, 1):
        if count >= MOST_ROWS:
            raise WriteRefused(f"无法写入“{target.name}”：超过一个工作表的 {MOST_ROWS} 行；请缩小范围，分次导出")
        for place, value in enumerate(row):
            put(count, place, value, TEXT)
    return count


def mark_faults(source: Path, faults: Sequence[Fault], target: Path, stamp: Stamp | None = None) -> Written:
    """A copy of the source with its faults listed on a first sheet, and coloured and explained in their cells."""
    try:
        marked = mark_in_child(source, faults, stamp)
    except FileRefused:
        aside = _write_marked(target, faults, _readable(source), stamp)
    else:
        with whole_file(target) as aside:
            aside.path.write_bytes(marked)
    return Written(len(faults), aside.sha256, aside.size)


def _readable(source: Path) -> list[Sheet]:
    """The values of a file whose styles cannot be kept; nothing of one that must not be opened."""
    try:
        return read_despite_faults(source)
    except FileRefused:
        return []


def _write_marked(target: Path, faults: Sequence[Fault], sheets: Sequence[Sheet], stamp: Stamp | None) -> Aside:
    """The list of faults and the values, written anew."""
    with _book(target, stamp, in_memory=True) as (book, aside):
        _fault_list(book, faults, {sheet.name for sheet in sheets})
        for sheet in sheets:
            if sheet.name != marks.LIST:
                _marked_sheet(book, sheet, marks.by_cell(faults, sheet.name))
    return aside


def _fault_list(book: Book, faults: Sequence[Fault], names: set[str]) -> None:
    """The first sheet, with a link to each cell that is there."""
    sheet = book.sheet(marks.LIST)
    book.header(sheet, [ColumnSpec(heading, width) for heading, width in marks.COLUMNS])
    for row, fault in enumerate(faults, 1):
        for place, text in enumerate(marks.line(row, fault)):
            sheet.write_string(row, place, clean(text), book.style(WRAPPED))
        if fault.cell and fault.sheet in names:
            link = f"internal:{reference(fault.sheet, fault.cell)}"
            sheet.write_url(row, marks.LINK_COLUMN, link, book.style(LINK), fault.cell)


def _marked_sheet(book: Book, source: Sheet, wrong: dict[tuple[int, int], str]) -> None:
    """The values of a sheet, the faulty ones coloured and explained."""
    sheet = book.sheet(source.name)
    for number, row in enumerate(source.rows):
        for place, value in enumerate(row):
            book.put(sheet, number, place, value, FAULTY if (number + 1, place + 1) in wrong else TEXT)
    for (number, place), text in wrong.items():
        if (
            number > len(source.rows)
            or place > len(source.rows[number - 1])
            or source.rows[number - 1][place - 1] is None
        ):
            sheet.write_blank(number - 1, place - 1, None, book.style(FAULTY))
        sheet.write_comment(number - 1, place - 1, clean(text), {"author": "", **FONT, "x_scale": 2})
