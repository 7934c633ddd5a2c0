"""Foreign files: the good ones arrive as they are, the bad ones are refused in words, and nothing is left behind."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from cadre_desk.domain.faults import Fault, FileRefused
from cadre_desk.exchange import sandbox
from cadre_desk.exchange.findings import MOST_FAULTS
from cadre_desk.exchange.sandbox import Cancelled, Sheet, read_workbook
from tests.counting import count
from tests.exchange import spreadsheets as make

A1 = '<row r="1"><c r="A1"><v>1</v></c></row>'
CORNER = A1 + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)
Children = list[subprocess.Popen[bytes]]


@pytest.fixture(autouse=True)
def children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Children]:
    """Every child is gone after the test, no thread listens on, and no scratch file exists."""
    started: Children = []
    start = sandbox._popen
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(sandbox, "_popen", lambda *arguments: started.append(start(*arguments)) or started[-1])
    threads = threading.active_count()
    yield started
    assert all(child.poll() is not None for child in started)
    assert threading.active_count() == threads
    assert list(scratch.iterdir()) == []


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], list[Sheet]]:
    """Put the bytes into a file and read it; the folder holds nothing but this file afterwards."""

    def reading(content: bytes) -> list[Sheet]:
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        path = folder / "台账 $(touch x).xlsx"
        path.write_bytes(content)
        try:
            return read_workbook(path)
        finally:
            assert [one.read_bytes() for one in folder.iterdir()] == [content]

    return reading


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let another program be the child."""

    def become(script: str) -> None:
        monkeypatch.setattr(sandbox, "child_command", lambda: [sys.executable, "-B", "-P", "-c", script])

    return become


def refusal(reading: Callable[[], Any]) -> tuple[Fault, ...]:
    with pytest.raises(FileRefused) as refused:
        reading()
    for fault in refused.value.faults:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in fault.wrong), fault
        assert fault.expected
    return refused.value.faults


WHOLE = [
    (b"", "empty", "空"),
    ("姓名,性别\n张三,男\n".encode(), "not_spreadsheet", "文本"),
    ("姓名,性别\n张三,男\n".encode("gbk"), "not_spreadsheet", "文本"),
    (b"%PDF-1.7 ...", "not_spreadsheet", "PDF"),
    (PNG, "not_spreadsheet", "图片"),
    (b"\xff\xd8\xff\xe0" + bytes(50), "not_spreadsheet", "图片"),
    (b"\r\n<HTML><table><tr><td>1</td></tr></table>", "not_spreadsheet", "网页"),
    (b'<?xml version="1.0"?><Workbook/>', "not_spreadsheet", "XML"),
    (bytes(range(256)), "not_spreadsheet", "无法识别"),
    (make.packed({"word/document.xml": "<a/>"}), "not_spreadsheet", "Word"),
    (make.packed({"a.txt": "b"}), "not_spreadsheet", "压缩包"),
    (make.ole({"WordDocument": b"x"}), "not_spreadsheet", "Word"),
    (make.ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "password", "密码"),
    (make.xls([], before=b"\x2f\x00\x02\x00\x00\x00"), "password", "密码"),
    (make.ods("", extra={"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "password", "密码"),
    (make.packed({**make.xlsx_parts(make.sheet_xml(A1)), "xl/vbaProject.bin": b"x"}), "macro", "宏"),
    (make.packed({**make.xlsx_parts(make.sheet_xml(A1)), "xl/VBAproject.BIN": b"x"}), "macro", "宏"),
    (make.xls([make.xls_number(0, 0, 1)], extra={"_VBA_PROJECT_CUR": b"x"}), "macro", "宏"),
    (make.xlsx(A1)[:-30], "damaged", "损坏"),
    (make.xlsx(A1)[:400], "damaged", "损坏"),
    (make.xls([])[:700], "damaged", "损坏"),
    (make.xlsx('<row r="1"><c r="A1"'), "damaged", "损坏"),
    (make.xlsx(A1, before="<!DOCTYPE worksheet>"), "doctype", "DOCTYPE"),
    (make.xlsx(A1, before=ENTITIES), "doctype", "DOCTYPE"),
    (make.ods("", extra={"styles.xml": ENTITIES + "<a>&b;</a>"}), "doctype", "DOCTYPE"),
    (make.packed({**make.xlsx_parts(make.sheet_xml(A1)), "x.xml": bytes(301 << 20)}), "zip_bomb", "300 MB"),
    (make.packed({**make.xlsx_parts(make.sheet_xml(A1)), "x.xml": bytes(30 << 20)}), "zip_bomb", "压缩比"),
    (make.packed({**make.xlsx_parts(make.sheet_xml(A1)), **{f"a{i}": "" for i in range(2001)}}), "zip_bomb", "部件"),
]


@pytest.mark.parametrize(
    ("content", "code", "word"), WHOLE, ids=[f"{code}-{i}" for i, (_, code, _) in enumerate(WHOLE)]
)
def test_a_file_that_is_none_of_ours_is_refused_in_words(
    content: bytes, code: str, word: str, read: Callable[[bytes], list[Sheet]]
) -> None:
    (fault,) = refusal(lambda: read(content))
    assert (fault.code, fault.sheet, fault.cell) == (code, "", "")
    assert word in fault.wrong


def test_mixed_forms_of_a_distant_cell_are_all_seen(read: Callable[[bytes], list[Sheet]]) -> None:
    far = [
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="2"><c s="0"\n r = "XFD1048576"><v>1</v></c></row>',
        '<row r="2"><c x="&quot;" t="n" r="xfd1048576"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFC1048576"/><c><v>1</v></c></row>',
        '<row r="2"><c x=\'<c r="A1"\' r="XFD1048576"><v>1</v></c></row>'.replace("'<", "'&lt;"),
    ]
    for row in far:
        (fault,) = refusal(lambda row=row: read(make.xlsx(A1 + row)))
        assert (fault.code, fault.sheet) == ("dimension", "房产"), row
    prefixed = make.sheet_xml(CORNER).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?xml", "<?xml")
    prefixed = prefixed.replace("xmlns=", "xmlns:x=")
    assert refusal(lambda: read(make.packed(make.xlsx_parts(prefixed))))[0].code == "dimension"


def test_the_sparse_bomb_is_small_and_refused_by_name_of_its_sheet(read: Callable[[bytes], list[Sheet]]) -> None:
    content = make.xlsx(CORNER)
    assert len(content) < 5_000
    (fault,) = refusal(lambda: read(content))
    assert fault.sheet == "房产"
    assert "1048576" in fault.wrong


@pytest.mark.skipif(sys.platform == "win32", reason="the limits are other ones there")
def test_without_the_check_the_sparse_bomb_kills_the_child_but_not_us(
    read: Callable[[bytes], list[Sheet]], child: Callable[[str], None], children: Children
) -> None:
    child("import sys; from cadre_desk.exchange import reader as r; r.check = lambda *a: None; r.main(sys.argv[1:])")
    assert refusal(lambda: read(make.xlsx(CORNER)))[0].code == "child_died"
    assert children[0].returncode == -signal.SIGABRT


def test_repetitions_in_an_ods_count(read: Callable[[bytes], list[Sheet]]) -> None:
    rows = '<table:table-row table:number-rows-repeated="1000000">{}</table:table-row>'
    assert refusal(lambda: read(make.ods(rows.format(make.ods_cell("a") * 6))))[0].code == "dimension"
    wide = make.ods_cell("a", 'table:number-columns-repeated="300"')
    assert refusal(lambda: read(make.ods(f"<table:table-row>{wide}</table:table-row>")))[0].code == "columns"
    empty = rows.format('<table:table-cell table:number-columns-repeated="16384"/>')
    assert read(make.ods(f"<table:table-row>{make.ods_cell('a')}</table:table-row>" + empty))[0].rows == [["a"]]


def test_an_xls_that_reaches_too_far_is_refused(read: Callable[[bytes], list[Sheet]]) -> None:
    far = [make.xls_number(0, 0, 1), make.xls_number(65535, 255, 1)]
    assert refusal(lambda: read(make.xls(far)))[0].code == "dimension"


def test_300_columns_are_refused_200_are_not(read: Callable[[bytes], list[Sheet]]) -> None:
    cells = "<c><v>1</v></c>"
    (fault,) = refusal(lambda: read(make.xlsx(f"<row>{cells * 300}</row>")))
    assert (fault.code, fault.sheet) == ("columns", "房产")
    assert "300 列" in fault.wrong
    assert read(make.xlsx(f"<row>{cells * 200}</row>"))[0].rows == [[1] * 200]


FORMULA_XLSX = '<row r="5"><c r="B5"><f>1+1</f><v>2</v></c><c r="C5" t="e"><f>NA()</f><v>#N/A</v></c></row>'
MERGED = '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A5:A6"/></mergeCells>'
ODS_ROW = (
    '<table:table-row table:number-rows-repeated="4"/><table:table-row>'
    + make.ods_cell("a", 'table:number-rows-spanned="2"')
    + '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    + make.ods_cell("#N/A", 'calcext:value-type="error"')
    + "</table:table-row>"
)
FIFTH = b"".join([make.xlsb_text(0, "a"), make.xlsb_formula(1, 2), make.xlsb_error(2)])
SINGLE = {
    "xlsx": (make.xlsx(A1 + FORMULA_XLSX, MERGED), {("formula", "B5"), ("error_cell", "C5"), ("merged", "A5")}),
    "ods": (make.ods(ODS_ROW), {("formula", "B5"), ("error_cell", "C5"), ("merged", "A5")}),
    "xls": (
        make.xls([make.xls_formula(4, 1, 2), make.xls_error(4, 2), make.xls_merged(4, 5, 0, 0)]),
        {("formula", "B5"), ("error_cell", "C5"), ("merged", "A5")},
    ),
    "xlsb": (make.xlsb(make.xlsb_row(4, FIFTH)), {("formula", "B5"), ("error_cell", "C5")}),
}


@pytest.mark.parametrize("kind", SINGLE)
def test_formulas_errors_and_merged_cells_are_told_by_cell(kind: str, read: Callable[[bytes], list[Sheet]]) -> None:
    content, expected = SINGLE[kind]
    faults = refusal(lambda: read(content))
    assert {(fault.code, fault.cell) for fault in faults} == expected
    assert {fault.sheet for fault in faults} == {"房产"}


def test_a_number_that_is_none_is_not_taken_for_empty(read: Callable[[bytes], list[Sheet]]) -> None:
    for text, arrived in (("NaN", "nan"), ("-INF", "-inf"), ("1e999", "inf"), ("1e300", 1e300)):
        content = make.xlsx(f'<row r="1"><c r="A1"><v>{text}</v></c></row>')
        assert read(content)[0].rows == [[arrived]]


def test_a_title_may_be_merged_and_validation_is_no_formula(read: Callable[[bytes], list[Sheet]]) -> None:
    title = '<mergeCells><mergeCell ref="A1:C3"/></mergeCells>'
    choices = '<dataValidations><dataValidation><formula1>"男,女"</formula1></dataValidation></dataValidations>'
    assert read(make.xlsx(A1, title + choices))[0].rows == [[1]]


def test_endless_faults_are_counted(read: Callable[[bytes], list[Sheet]]) -> None:
    faults = refusal(lambda: read(make.xlsx("<row><c><f>1</f><v>1</v></c></row>" * (MOST_FAULTS + 20))))
    assert len(faults) == MOST_FAULTS + 1
    assert "其余略：另有 20 处" in faults[-1].wrong


def test_an_endless_merged_area_is_refused(read: Callable[[bytes], list[Sheet]]) -> None:
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert refusal(lambda: read(make.xlsx(A1, merged)))[-1].code == "dimension"


def test_missing_file_folder_and_device(tmp_path: Path) -> None:
    assert refusal(lambda: read_workbook(tmp_path / "无.xlsx"))[0].code == "missing"
    assert refusal(lambda: read_workbook(tmp_path))[0].code == "not_a_file"
    assert refusal(lambda: read_workbook(Path("a\0b")))[0].code == "child_died"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.xlsx")
        assert refusal(lambda: read_workbook(tmp_path / "pipe.xlsx"))[0].code == "not_a_file"


def test_no_permission(tmp_path: Path, child: Callable[[str], None]) -> None:
    path = tmp_path / "锁.xlsx"
    path.write_bytes(make.xlsx(A1))
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything; let the system call say what it would say to others
        child(
            "import sys, builtins\nfrom cadre_desk.exchange import reader\nopening = builtins.open\n"
            "def refuse(name, *a, **k):\n    if name == sys.argv[1]: raise PermissionError(13, 'no')\n"
            "    return opening(name, *a, **k)\nbuiltins.open = refuse\nreader.main(sys.argv[1:])"
        )
    (fault,) = refusal(lambda: read_workbook(path))
    assert fault.code == "denied"
    path.chmod(0o600)


@pytest.mark.parametrize(
    "script",
    [
        "import os; os.abort()",
        "import os, sys; sys.stdout.buffer.write(b'\\x05\\0'); sys.stdout.flush(); os.kill(os.getpid(), 9)",
        "raise SystemExit(3)",
        "print('this is no message of ours')",
        "import sys; sys.stdout.buffer.write(b'\\x03\\0\\0\\0{]x')",
        "import sys; sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff')",
        'import sys; sys.stdout.buffer.write(b\'\\x0e\\0\\0\\0{"sheet":"x"}\')',
    ],
)
def test_a_dying_child_is_a_refusal(script: str, child: Callable[[str], None], read: Callable[[bytes], Any]) -> None:
    child(script)
    (fault,) = refusal(lambda: read(make.xlsx(A1)))
    assert fault.code == "child_died"
    assert "原文件未改动" in fault.expected


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of many pieces."""
    path = tmp_path_factory.mktemp("long") / "long.xlsx"
    path.write_bytes(make.xlsx("<row><c><v>1</v></c><c><v>2</v></c></row>" * 200_000))
    return path


def test_killed_midway(long_file: Path, children: Children) -> None:
    def kill(_: int) -> None:
        children[0].kill()

    assert refusal(lambda: read_workbook(long_file, progress=kill))[0].code == "child_died"


def test_given_up_midway(long_file: Path) -> None:
    rows: list[int] = []
    with pytest.raises(Cancelled):
        read_workbook(long_file, progress=rows.append, cancelled=lambda: bool(rows))
    assert 0 < rows[-1] < 200_000


def test_an_error_of_the_caller_ends_the_child(long_file: Path) -> None:
    def fail(_: int) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        read_workbook(long_file, progress=fail)


def test_given_up_and_timed_out_while_the_child_is_silent(tmp_path: Path, child: Callable[[str], None]) -> None:
    child("import time; time.sleep(60)")
    start = time.monotonic()
    assert refusal(lambda: read_workbook(tmp_path, timeout=0.3))[0].code == "timeout"
    with pytest.raises(Cancelled):
        read_workbook(tmp_path, cancelled=lambda: time.monotonic() > start + 0.6)
    assert time.monotonic() - start < 5


@pytest.mark.skipif(sys.platform == "win32", reason="the limits are other ones there")
@pytest.mark.parametrize(
    ("check", "code"),
    [("bytearray(2 << 30)", "memory"), ("open('x', 'wb', 0).write(b'x')", "damaged"), ("1 / 0", "damaged")],
)
def test_memory_and_files_are_bounded(
    check: str,
    code: str,
    child: Callable[[str], None],
    read: Callable[[bytes], Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    script = f"r.check = lambda *a: {check}; r.main(sys.argv[1:])"
    child(f"import sys; from cadre_desk.exchange import reader as r; {script}")
    assert refusal(lambda: read(make.xlsx(A1)))[0].code == code
    assert all(one.stat().st_size == 0 for one in tmp_path.glob("x"))


def test_the_frozen_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert sandbox.child_command() == [sys.executable, "--read-spreadsheet"]


NAUGHTY = [
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "１２３ＡＢＣ",
        "ﬀ",
        "﷽",
        "\U0001f468\u200d\U0001f469",
        "<b>&amp;",
        "]]>",
    ),
    *("null", "NaN", "TRUE", "1e5", "00123", "110101199003070005", "1/2", "true ", " 前后 ", "a\nb\tc", "_x0041_"),
    *("\U00020bb7", "\u202eabc", "'; DROP TABLE x --", "\ufeff", "\u200b", "%s%n", "$(touch x)"),
]


def test_what_xlsxwriter_wrote_arrives_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    sheet = book.add_worksheet("甲")
    day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for row, text in enumerate(NAUGHTY):
        sheet.write_string(row + 2, 1, text)
    sheet.write_number(1, 0, 110101199003070000)
    sheet.write_datetime(1, 1, dt.datetime(2024, 5, 6), day)
    sheet.write_datetime(1, 2, dt.datetime(2024, 5, 6, 8, 30), moment)
    sheet.write_boolean(1, 3, True)
    sheet.write_number(1, 4, 1.5)
    sheet.write_number(1, 5, 45000.1234567, moment)
    sheet.write_blank(90, 9, None, day)
    book.add_worksheet("空")
    book.add_worksheet("内部").very_hidden()
    book.close()
    first, second = read_workbook(path)
    assert first.rows[:2] == [
        [],
        [110101199003070000, "2024-05-06", "2024-05-06T08:30:00", True, 1.5, "2023-03-15T02:57:47"],
    ]
    assert type(first.rows[1][0]) is int
    assert [row[1] for row in first.rows[2:]] == NAUGHTY
    assert second == Sheet("空", [])


def test_what_openpyxl_wrote_arrives_as_it_was(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "出生", "数", None])
    book.active.append(["张三", dt.date(1990, 1, 2), 7, None])
    book.active.append([None, dt.datetime(1990, 1, 2, 3, 4, 5), 7.25, "止"])
    book.save(tmp_path / "o.xlsx")
    (sheet,) = read_workbook(tmp_path / "o.xlsx")
    assert sheet.rows == [
        ["姓名", "出生", "数"],
        ["张三", "1990-01-02", 7],
        [None, "1990-01-02T03:04:05", 7.25, "止"],
    ]


def test_xls_ods_and_xlsb_arrive(read: Callable[[bytes], list[Sheet]]) -> None:
    row = [make.ods_cell("张三"), '<table:table-cell office:value-type="float" office:value="7"/>']
    row.append('<table:table-cell office:value-type="date" office:date-value="2024-05-06"/>')
    assert read(make.ods(f"<table:table-row>{''.join(row)}</table:table-row>"))[0].rows == [["张三", 7, "2024-05-06"]]
    cells = [make.xls_text(0, 0, "张三"), make.xls_number(0, 1, 7), make.xls_number(1, 1, 7.5)]
    assert read(make.xls(cells)) == [Sheet("房产", [["张三", 7], [None, 7.5]])]
    cells2 = make.xlsb_row(0, make.xlsb_text(0, "张三") + make.xlsb_number(1, 7))
    assert read(make.xlsb(cells2)) == [Sheet("房产", [["张三", 7]])]


def test_rows_are_counted_while_they_come(long_file: Path) -> None:
    counts: list[int] = []
    (sheet,) = read_workbook(long_file, progress=counts.append)
    assert counts == sorted(counts)
    assert counts[-1] == len(sheet.rows) == 200_000


def test_long_blank_stretches_keep_their_place(read: Callable[[bytes], list[Sheet]]) -> None:
    rows = read(make.xlsx(A1 + '<row r="40000"><c r="B40000"><v>2</v></c></row>'))[0].rows
    assert (len(rows), rows[0], rows[1], rows[-1]) == (40_000, [1], [], [None, 2])


def _mutant(content: bytes, chance: random.Random) -> bytes:
    """A file spoiled in one to four places, cut, or with a piece doubled."""
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(spoiled))
        kind = chance.randrange(4)
        if kind == 0:
            spoiled[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            spoiled[place : place + chance.randint(1, 40)] = chance.randbytes(chance.randint(0, 40))
        elif kind == 2:
            del spoiled[place : place + chance.randint(1, 200)]
        else:
            spoiled[place:place] = spoiled[place : place + chance.randint(1, 200)]
    return bytes(spoiled)


def test_mutants_are_read_or_refused(read: Callable[[bytes], list[Sheet]]) -> None:
    chance = random.Random(20240506)
    stored = make.packed(make.xlsx_parts(make.sheet_xml(A1 + FORMULA_XLSX, MERGED)), compression=0)
    seeds = [stored, make.xlsx(A1), SINGLE["xls"][0], SINGLE["xlsb"][0], SINGLE["ods"][0]]
    seeds += [make.xls([make.xls_text(0, 0, "a")]), make.xlsb(make.xlsb_row(0, make.xlsb_number(0, 1)))]
    refusals, slowest, rounds = 0, 0.0, 6_000 if os.environ.get("CADRE_DESK_FULL") else 60
    for number in range(rounds):
        content, begun = _mutant(seeds[number % len(seeds)], chance), time.monotonic()
        try:
            assert all(isinstance(sheet, Sheet) for sheet in read(content))
        except FileRefused as refused:
            assert refused.faults  # noqa: PT017 - either answer is right
            refusals += 1
        slowest = max(slowest, time.monotonic() - begun)
    assert slowest < 30
    count(8, "mutants", rounds=rounds, more=f"{rounds - refusals} read, {refusals} refused, slowest {slowest:.1f} s")
