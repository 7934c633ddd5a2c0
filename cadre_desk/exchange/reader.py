"""The child process that reads a foreign spreadsheet and writes its rows to standard output.

Everything here may die: the parent (sandbox.py) turns each end of this process into an answer for the user.
A message is four bytes of length and JSON: a list is a piece of rows, an object is one of
{"sheet": name}, {"faults": [...]}, {"done": true}.
"""

import gc
import io
import os
import stat
import sys
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from cadre_desk.domain.faults import Fault, column_name
from cadre_desk.exchange import kinds, limits
from cadre_desk.exchange.extent import Extent
from cadre_desk.exchange.findings import Findings, Unfit, merged

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

MOST_BYTES: Final = 200 << 20
MOST_TEXT: Final = 256 << 20
MOST_STYLED: Final = 2 << 20  # about 400 000 cells; the styling library needs a minute for more
PIECE_CELLS: Final = 15_000
PIECE_BYTES: Final = 2 << 20
MARK: Final = "--mark"
DESPITE_FAULTS: Final = "--despite-faults"
LISTS: Final = "选项"
TITLE_ROWS: Final = 3  # a title above the heading is merged as a rule


class Pipe:
    """Messages to the parent."""

    def __init__(self, stream: BinaryIO) -> None:
        """Write to the stream."""
        from orjson import dumps

        self._stream, self._dumps, self._sent = stream, dumps, 0

    def tell(self, **message: bool | str | list[Fault]) -> None:
        """One message that is not rows."""
        self._write(self._dumps(message))

    def rows(self, rows: list[list[Any]]) -> None:
        """A piece of rows, halved while it is too long to be parsed in one breath."""
        data = self._dumps(rows)
        if len(data) <= PIECE_BYTES or len(rows) == 1:
            self._write(data)
            return
        self.rows(rows[: len(rows) // 2])
        self.rows(rows[len(rows) // 2 :])

    def _write(self, data: bytes) -> None:
        """Length and content, at once; a flood of text ends here and not in the parent."""
        self._sent += len(data)
        if self._sent > MOST_TEXT:
            raise Unfit(f"文字内容超过 {MOST_TEXT >> 20} MB", "拆成几个文件，分次导入", "too_large")
        self._stream.write(len(data).to_bytes(4, "little") + data)
        self._stream.flush()


def main(arguments: list[str]) -> int:
    """Do with the file what the arguments say; the parent hears what comes of it."""
    limits.confine()
    gc.disable()  # millions of cells and no cycles among them
    pipe = Pipe(_output())
    try:
        _work(arguments, pipe)
        pipe.tell(done=True)
    except Unfit as unfit:
        pipe.tell(faults=[unfit.fault])
    except MemoryError:
        pipe.tell(faults=[Unfit("内容太多，读取所需内存超过上限", "拆成几个文件，分次导入", "memory").fault])
    except Exception:
        pipe.tell(faults=[kinds.damaged().fault])
    return 0


def _work(arguments: list[str], pipe: Pipe) -> None:
    """PATH reads, PATH --despite-faults reads on where single cells are at fault, PATH --mark makes a marked copy."""
    findings, content = Findings(), _content(arguments[0])
    if arguments[1:] == [MARK]:
        return _mark(content, pipe)
    strict = arguments[1:] != [DESPITE_FAULTS]
    read(content, pipe, findings, strict)
    if strict and findings.faults:
        pipe.tell(faults=findings.told())
    return None


def _mark(content: bytes, pipe: Pipe) -> None:
    """Send a copy with the faults and the stamp that come through standard input; only of what passes the checks."""
    from base64 import b64encode

    from orjson import loads

    from cadre_desk.domain.secrecy import Stamp
    from cadre_desk.exchange import marks

    with open(0, "rb", closefd=False) as told:  # a windowed program has no sys.stdin
        wished = loads(told.read())
    faults = [Fault(**fault) for fault in wished["faults"]]
    stamp = Stamp(**wished["stamp"]) if wished["stamp"] else None
    if len(content) > MOST_STYLED:
        raise Unfit("文件过大，复制时不保留格式", "", "not_marked")
    read(content, None, Findings())
    pipe.tell(book=b64encode(marks.mark(content, faults, stamp)).decode())


def _output() -> BinaryIO:
    """The pipe itself: a windowed program has no sys.stdout."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(1, os.O_BINARY)
    return open(1, "wb", closefd=False)


def _content(path: str) -> bytes:
    """The file at once, so that what was checked is what is read; nothing that would block or never end."""
    try:
        about = os.stat(path)
        if not stat.S_ISREG(about.st_mode):
            raise Unfit("这是文件夹或设备，不是文件", "选择一个 .xlsx 文件", "not_a_file")
        if about.st_size > MOST_BYTES:
            raise Unfit(f"文件大于 {MOST_BYTES >> 20} MB", "删除图片和多余工作表，或拆成几个文件", "too_large")
        with open(path, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Unfit("找不到该文件", "检查文件是否被移动、改名或移动盘是否拔出，重新选择", "missing") from None
    except PermissionError:
        raise Unfit("没有读取该文件的权限，或文件正被占用", "在 Excel/WPS 中关闭该文件，或检查权限", "denied") from None
    except OSError:
        raise Unfit("读取磁盘出错", "检查移动盘或网络连接，复制到本机后再导入", "disk") from None


def read(content: bytes, pipe: Pipe | None, findings: Findings, strict: bool = True) -> None:
    """Check, then stream sheet after sheet, if to anywhere; when strict, no rows once a fault is known."""
    check(content, findings)
    for name, sheet in _sheets(_open(content)):
        _merged_areas(name, sheet, findings)
        if pipe and not (strict and findings.faults):
            pipe.tell(sheet=name)
            stream(sheet, pipe)


def check(content: bytes, findings: Findings) -> None:
    """Everything that can be known before the library sees the file."""
    if kinds.container(content[:4096]) == "ole":
        from cadre_desk.exchange import xls_check

        return xls_check.check(content, findings)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _check_zip(archive, findings)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, _zlib_error()):
        raise kinds.damaged() from None


def _zlib_error() -> type[Exception]:
    """What a torn compressed stream raises."""
    import zlib

    return zlib.error


def _check_zip(archive: zipfile.ZipFile, findings: Findings) -> None:
    """The checks of the archive and those of its kind."""
    from cadre_desk.exchange import archive as parts
    from cadre_desk.exchange import ods_check, xlsb_check, xlsx_check

    parts.check_directory(archive)
    kind = kinds.in_zip(archive.namelist(), parts.mimetype(archive))
    {"xlsx": xlsx_check.check, "xlsb": xlsb_check.check, "ods": ods_check.check}[kind](archive, findings)


def _open(content: bytes) -> "CalamineWorkbook":
    """The workbook, by the library."""
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise kinds.locked() from None


def _sheets(workbook: "CalamineWorkbook") -> Iterator[tuple[str, "CalamineSheet"]]:
    """Sheets with cells, one in memory at a time; not those a user cannot have filled in."""
    from python_calamine import SheetTypeEnum

    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet:
            if not _internal(about):
                yield about.name, workbook.get_sheet_by_index(index)
        elif about.typ != SheetTypeEnum.ChartSheet:
            raise kinds.with_macros()


def _internal(about: "SheetMetadata") -> bool:
    """A template's lists of choices: no menu shows them, other programs may save them as merely hidden."""
    from python_calamine import SheetVisibleEnum as Visible

    return about.visible == Visible.VeryHidden or (about.visible == Visible.Hidden and about.name == LISTS)


def _merged_areas(name: str, sheet: "CalamineSheet", findings: Findings) -> None:
    """Note merged areas below the title; ods has them noted before. Endless ones would choke who lays them out."""
    covered = Extent()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        covered.reach(covered.rows + (bottom - top + 1) * (right - left + 1), 1)
        if bottom >= TITLE_ROWS:
            area = f"{column_name(left + 1)}{top + 1}:{column_name(right + 1)}{bottom + 1}"
            findings.add(merged(name, top + 1, left + 1, area))
    covered.check(name)


def stream(sheet: "CalamineSheet", pipe: Pipe) -> None:
    """All rows from row 1 on, without empty cells at their ends and empty rows at the end."""
    from cadre_desk.exchange.cells import plain, trim

    size = max(1, PIECE_CELLS // max(1, sheet.width))
    blank = 0
    for piece in _pieces(sheet.iter_rows(), size):
        rows = trim(plain(piece))
        last = next((number for number in range(len(rows), 0, -1) if rows[number - 1]), 0)
        if last:
            pipe.rows([[]] * blank + rows[:last])
            blank = 0
        blank += len(rows) - last


def _pieces(rows: Iterator[list[Any]], size: int) -> Iterator[list[list[Any]]]:
    """Rows in lists of a size."""
    from itertools import islice

    while piece := list(islice(rows, size)):
        yield piece


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
