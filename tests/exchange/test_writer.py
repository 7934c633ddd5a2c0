"""Spreadsheets that leave: text stays text, templates guide, faults are shown, failures leave nothing."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from cadre_desk.domain.faults import Fault
from cadre_desk.domain.secrecy import Stamp
from cadre_desk.exchange import marks, writer
from cadre_desk.exchange.sandbox import Cell, read_workbook
from cadre_desk.exchange.texts import LONGEST, clean, sheet_name
from cadre_desk.exchange.writer import ColumnSpec, SheetSpec, WriteRefused, mark_faults, write_table, write_template
from tests.exchange import spreadsheets as make

ROOT = Path(__file__).parents[2]
COLUMNS = (
    ColumnSpec("姓名", 12, required=True, help="与户口簿一致", example="张三"),
    ColumnSpec("性别", 6, ("男", "女"), required=True),
    ColumnSpec("民族", 10, tuple(f"民族{i}" for i in range(100)), open_choices=True),
    ColumnSpec("用途", 10, ("自住,出租", "其他")),
    ColumnSpec("面积", 10, help="平方米", example="12.5", numeric=True),
)
SPEC = SheetSpec("房产", COLUMNS, "每套一行")


@pytest.fixture(autouse=True)
def _no_scratch(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is written into the system's folder for scratch files."""
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    made = tempfile.mkstemp
    places: list[str] = []
    monkeypatch.setattr(tempfile, "mkstemp", lambda *a, **k: places.append(str(k.get("dir"))) or made(*a, **k))
    yield
    assert list(scratch.iterdir()) == []
    assert all(".cadre-desk-" in place for place in places)


def rows_of(path: Path, sheet: int = 0) -> list[list[Cell]]:
    return read_workbook(path)[sheet].rows


def test_a_template_guides_whoever_fills_it_in(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(path, "个人有关事项台账", [SPEC, SheetSpec("车辆", COLUMNS[:2])])
    assert [one.name for one in tmp_path.iterdir()] == ["模板.xlsx"]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["填表说明", "房产", "车辆", "选项"]
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible"] * 3 + ["veryHidden"]
    sheet = book["房产"]
    assert [cell.value for cell in sheet[1]] == ["序号", "姓名 *", "性别 *", "民族", "用途", "面积"]
    assert [cell.value for cell in sheet[2]] == ["示例", "张三", None, None, None, 12.5]
    assert sheet["B1"].comment.text == "与户口簿一致"
    assert sheet["A1"].font.name == "宋体"
    assert sheet["A1"].font.bold
    assert sheet["B1"].fill.fgColor.rgb != sheet["D1"].fill.fgColor.rgb
    assert sheet["A2"].font.italic
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("A2", "$1:$1", "landscape")
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_template_offers_lists_short_and_long(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, "台账", [SPEC])
    book = openpyxl.load_workbook(path)
    rules = {str(rule.sqref): rule for rule in book["房产"].data_validations.dataValidation}
    assert rules["C2:C10001"].formula1 == '"男,女"'
    assert rules["C2:C10001"].errorStyle in (None, "stop")
    assert rules["D2:D10001"].formula1 == "'选项'!$A$1:$A$100"
    assert rules["D2:D10001"].errorStyle == "information"
    assert rules["E2:E10001"].formula1 == "'选项'!$B$1:$B$2"
    assert book["选项"]["B1"].value == "自住,出租"
    assert book["选项"]["A100"].value == "民族99"


def test_a_template_can_be_read_back_and_keeps_typed_text(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, "台账", [SPEC])
    guide, sheet = read_workbook(path)
    assert (guide.name, sheet.name, sheet.rows[1][0]) == ("填表说明", "房产", "示例")
    assert ["房产", "姓名", "是", "与户口簿一致"] in guide.rows
    book = openpyxl.load_workbook(path)
    styles = book["房产"].column_dimensions
    assert (styles["B"].number_format, styles["F"].number_format) == ("@", "General")
    assert styles["B"].width == pytest.approx(12, abs=1)


NAUGHTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", "00123", "１２", "<b>&",
           "_x0041_", "🀄", " a "]  # fmt: skip
NAUGHTY += ["http://example.com", "mailto:a@b", "{=1}", "'=1", "1e5", "TRUE", "#N/A", "a\nb"]


def test_every_text_stays_the_text_it_was(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    assert write_table(path, [(SPEC, [[text] for text in NAUGHTY])]).count == len(NAUGHTY)
    assert [row[0] for row in rows_of(path)[1:]] == NAUGHTY
    cells = [row[0] for row in openpyxl.load_workbook(path)["房产"].iter_rows(min_row=2)]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_the_naive_way_would_have_made_formulas() -> None:
    book = openpyxl.Workbook()
    book.active.append(["=1+1"])
    assert book.active["A1"].data_type == "f"


def test_what_xml_cannot_hold_is_replaced_and_what_is_too_long_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    rows: list[list[Cell]] = [["a\ufffeb\x00c\x1b\ud800\uffff"], ["好" * 40_000], ["𠮷" * 20_000]]
    rows += [[10**17], [float("nan")], [2.5, True, None, ""]]
    write_table(path, [(SPEC, rows)])
    back = rows_of(path)[1:]
    assert back[0] == ["a\ufffdb\ufffdc\ufffd\ufffd\ufffd"]
    for row in (1, 2):
        assert len(str(back[row][0]).encode("utf-16-le")) <= 2 * LONGEST
        assert str(back[row][0]).endswith("以下略）")
    assert back[3:] == [[str(10**17)], ["nan"], [2.5, True]]


STAMP = Stamp("秘密★5年", "出〔2026〕0001号", "李&审核", "2026-03-02 09:30")


def _check_stamp(book: openpyxl.Workbook) -> None:
    """Every sheet says what it is a copy of, and nobody else is named."""
    for sheet in book.worksheets:
        head, foot = sheet.oddHeader, sheet.oddFooter
        assert (head.left.text, head.right.text) == (STAMP.label, STAMP.number)
        assert (foot.left.text, foot.right.text) == ("李&&审核 2026-03-02 09:30", "&P/&N")
    known = book.properties
    assert (known.category, known.subject, known.description) == (STAMP.label, STAMP.number, str(STAMP))
    assert not known.creator
    assert not known.lastModifiedBy


def test_a_table_is_dressed_for_paper(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    sheets = [(SPEC, []), (SheetSpec("房产", COLUMNS[:1]), [["a"]])]
    done = write_table(path, sheets, STAMP)
    content = path.read_bytes()
    assert (done.sha256, done.size) == (hashlib.sha256(content).hexdigest(), len(content))
    book = openpyxl.load_workbook(path)
    _check_stamp(book)
    write_table(tmp_path / "bare.xlsx", sheets)
    with pytest.raises(AssertionError):
        _check_stamp(openpyxl.load_workbook(tmp_path / "bare.xlsx"))
    assert book.sheetnames == ["房产", "房产_2"]
    sheet = book["房产"]
    assert sheet["A1"].value == "姓名"
    assert (sheet.freeze_panes, sheet.page_setup.orientation) == ("A2", "landscape")
    assert {cell.font.name for row in book["房产_2"] for cell in row} == {"宋体"}


def _failing() -> Iterator[Sequence[Cell]]:
    yield ["a"]
    raise KeyError("the source of the rows failed")


def test_failing_writes_leave_nothing_and_spare_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(KeyError):
        write_table(path, [(SPEC, _failing())])
    monkeypatch.setattr(writer, "MOST_ROWS", 2)
    with pytest.raises(WriteRefused, match="行"):
        write_table(path, [(SPEC, [["a"]] * 3)])

    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(WriteRefused, match="关闭"):
        write_template(path, "t", [SPEC])
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("t.xlsx", b"old")]


@pytest.mark.parametrize(("number", "word"), [(28, "空间不足"), (30, "只读"), (5, "写磁盘出错")])
def test_a_failing_medium_is_told_in_words(
    number: int, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteRefused, match=word) as refused:
        write_table(tmp_path / "t.xlsx", [(SPEC, [])])
    assert "t.xlsx" in refused.value.message
    assert list(tmp_path.iterdir()) == []


FULL = """
import resource, sys
from pathlib import Path
from cadre_desk.exchange.writer import *
spec, target = SheetSpec("a", (ColumnSpec("b"),)), Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    if sys.argv[3] == "table":
        write_table(target, [(spec, [[f"{i:x}" * 40] for i in range(20_000)])] * 2)
    else:
        write_template(target, "t", [SheetSpec("a", (ColumnSpec("b", choices=tuple(map(str, range(20_000)))),))])
except WriteRefused as refused:
    print(refused.message)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize(("what", "size"), [("table", 100_000), ("table", 3_200_000), ("template", 30_000)])
def test_a_medium_that_fails_while_the_library_writes(what: str, size: int, tmp_path: Path) -> None:
    script = [sys.executable, "-X", "dev", "-c", FULL, str(tmp_path / "t.xlsx"), str(size), what]
    done = subprocess.run(
        script, capture_output=True, encoding="utf-8", env={"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    )
    assert "写磁盘出错" in done.stdout, done.stderr
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def _left(folder: Path, process: int, seconds: float) -> Path:
    """A folder that a writing program left that long ago."""
    place = folder / f".cadre-desk-{process}-abc"
    place.mkdir()
    (place / "book.xlsx").write_bytes(b"half of the data")
    then = time.time() - seconds
    os.utime(place, (then, then))
    return place


@pytest.mark.skipif(sys.platform == "win32", reason="there the age alone decides")
def test_what_a_killed_program_left_half_written_goes_with_the_next_file(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    dead, fresh = _left(tmp_path, ended.pid, 3600), _left(tmp_path, ended.pid + 0x3FFFFF, 1)
    alive, foreign = _left(tmp_path, os.getppid(), 3600), tmp_path / ".cadre-deskx"
    foreign.mkdir()
    write_table(tmp_path / "t.xlsx", [(SPEC, [])])
    assert not dead.exists()
    assert all(one.exists() for one in (fresh, alive, foreign))


def test_places_that_cannot_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(WriteRefused, match="不存在"):
        write_table(tmp_path / "无" / "t.xlsx", [(SPEC, [])])
    (tmp_path / "d.xlsx").mkdir()
    with pytest.raises(WriteRefused, match="文件夹"):
        write_table(tmp_path / "d.xlsx", [(SPEC, [])])
    assert not (tmp_path / "无").exists()


FAULTS = (
    Fault("房产", 2, 1, "张三", "姓名不对", "应与户口簿一致"),
    Fault("房产", 2, 1, "张三", "还有一处", "应改"),
    Fault("房产", 9, 12, "", "缺少内容", "=应填写"),
    Fault("房产", 3, 0, "", "整行重复", "删去一行"),
    Fault("房产", 0, 0, "", "缺列", "加上"),
    Fault("没有的表", 2, 2, "", "不认识的工作表", "改名"),
    Fault("", 0, 0, "", "缺表", "补上"),
)


def _check_marked(path: Path) -> openpyxl.Workbook:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "错误清单"
    lines = list(book["错误清单"].iter_rows(min_row=2, values_only=True))
    assert [(line[1] or "", line[2]) for line in lines] == [
        ("房产", "A2"), ("房产", "A2"), ("房产", "L9"), ("房产", "第3行"), ("房产", "全表"), ("没有的表", "B2"),
        ("", "整个文件"),
    ]  # fmt: skip
    assert [line[4:] for line in lines] == [(fault.wrong, fault.expected) for fault in FAULTS]
    assert book["错误清单"]["F4"].data_type == "s"
    links = [book["错误清单"].cell(row, 3).hyperlink for row in range(2, 9)]
    assert [link and link.location for link in links] == ["'房产'!A2", "'房产'!A2", "'房产'!L9", None, None, None, None]
    sheet = book["房产"]
    red = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == f"FF{marks.RED}"}
    red |= {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == f"00{marks.RED}"}
    assert red == {"A2", "L9"}
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"A2", "L9"}
    for word in ("姓名不对", "应与户口簿一致", "还有一处"):
        assert word in sheet["A2"].comment.text
    return book


def test_faults_are_marked_in_a_copy_that_keeps_its_styles(tmp_path: Path) -> None:
    source, target = tmp_path / "s.xlsx", tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "房产"
    sheet.append(["姓名", "说明"])
    sheet.append(["张三", "=1+1"])
    sheet["B2"].data_type = "s"
    sheet["B1"].font = Font(name="黑体", size=20)
    sheet["B1"].fill = PatternFill("solid", fgColor="00FF00")
    sheet.column_dimensions["B"].width = 33
    sheet.merge_cells("D1:E1")
    book.create_sheet("其他").append(["不动"])
    book.properties.creator = book.properties.lastModifiedBy = "某人"
    sheet.HeaderFooter.differentFirst, sheet.firstHeader.left.text = True, "别的页眉"
    book.save(source)
    before = source.read_bytes()
    done = mark_faults(source, FAULTS, target, STAMP)
    content = target.read_bytes()
    assert (done.sha256, done.size) == (hashlib.sha256(content).hexdigest(), len(content))
    _check_stamp(openpyxl.load_workbook(target))
    assert source.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["s.xlsx", "t.xlsx"]
    marked = _check_marked(target)
    sheet = marked["房产"]
    assert (sheet["B1"].font.name, sheet["B1"].font.sz, sheet["B1"].fill.fgColor.rgb) == ("黑体", 20, "0000FF00")
    assert sheet.column_dimensions["B"].width == 33
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert str(sheet.merged_cells) == "D1:E1"
    assert marked["其他"]["A1"].value == "不动"
    mark_faults(target, FAULTS, tmp_path / "again.xlsx")
    assert openpyxl.load_workbook(tmp_path / "again.xlsx").sheetnames == ["错误清单", "房产", "其他"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("s.xls", make.xls([make.xls_text(0, 0, "姓名"), make.xls_text(1, 0, "张三"), make.xls_formula(1, 1, 7)])),
        (
            "s.ods",
            make.ods(
                f"<table:table-row>{make.ods_cell('姓名')}</table:table-row><table:table-row>{make.ods_cell('张三')}"
                '<table:table-cell table:formula="=7" office:value-type="float" office:value="7"/></table:table-row>'
            ),
        ),
    ],
)
def test_faults_are_marked_in_a_new_xlsx_for_other_kinds(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    mark_faults(tmp_path / name, FAULTS, tmp_path / "t.xlsx", STAMP)
    _check_stamp(openpyxl.load_workbook(tmp_path / "t.xlsx"))
    sheet = _check_marked(tmp_path / "t.xlsx")["房产"]
    assert [cell.value for cell in sheet[2]][:2] == ["张三", 7]


def test_a_file_that_must_not_be_opened_is_only_listed(tmp_path: Path) -> None:
    (tmp_path / "s.xlsx").write_bytes(b"%PDF")
    mark_faults(tmp_path / "s.xlsx", FAULTS, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["错误清单"]
    assert book["错误清单"].max_row == len(FAULTS) + 1


def test_a_large_file_is_marked_without_its_styles(tmp_path: Path) -> None:
    parts = make.xlsx_parts(make.sheet_xml("<row><c><v>1</v></c></row>" * 3))
    (tmp_path / "s.xlsx").write_bytes(make.packed({**parts, "x.bin": os.urandom(3 << 20)}))
    mark_faults(tmp_path / "s.xlsx", [Fault("房产", 2, 1, "", "错", "对")], tmp_path / "t.xlsx")
    assert openpyxl.load_workbook(tmp_path / "t.xlsx")["房产"]["A2"].comment


def test_names_of_sheets_fit_and_differ() -> None:
    assert sheet_name("a/b[c]:*?\\d") == "a_b_c_____d"
    assert len(sheet_name("长" * 40)) == 31
    assert sheet_name("长" * 40, ["长" * 31]) == "长" * 29 + "_2"
    assert sheet_name("") == "表"
    assert clean("a\x07b") == "a\ufffdb"
