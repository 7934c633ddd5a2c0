"""Text as nobody should type it: through the database, the search, PDF and spreadsheets, and never alive or lost."""

import os
import re
import sys
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from openpyxl.utils.exceptions import IllegalCharacterError

from cadre_desk import app, cli
from cadre_desk.documents.fonts import Fonts, MissingGlyph
from cadre_desk.documents.lines import clean as as_printed
from cadre_desk.domain.text import clean as as_searched
from cadre_desk.exchange.sandbox import read_workbook
from cadre_desk.exchange.texts import CUT
from cadre_desk.exchange.texts import clean as as_in_a_cell
from cadre_desk.services import cases, exporting, flags, importing, letters, lists, outgoing, printing, settings
from cadre_desk.services.desk import Desk
from cadre_desk.services.lists import Query
from cadre_desk.services.outgoing import Terms
from cadre_desk.storage.lists import LISTS
from cadre_desk.storage.rows import visible
from cadre_desk.storage.tables import campaign_case
from tests.counting import count
from tests.services.office import OFFICER, PASSWORD, all_rows, write_book

FORMULAS = [
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","点我")', "=SUM(A1:A9)", "=IMPORTXML(1,2)",
    "=@A1", "=DDE(\"cmd\",\"/c\",\"x\")", "{=1+1}", "+1+1", "+cmd|'x'!A1", "-1+1", "-2+3+cmd|'x'!A1",
    "@SUM(1+1)", "@A1", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "'=1+1", "''=1", ";=1", ",=1", "=", "==",
    "=\x00", "=\u202e1+1", "＝1+1", "＋1", "＠A1", "%0A=1", "=1\n=2", "=_xlfn.WEBSERVICE(\"x\")", "=\"a\"&A1",
    "=#REF!", "#N/A", "#DIV/0!",
]  # fmt: skip
CONTROLS = [
    "a\x00b", "\x00", "\x01\x02\x03", "a\x07b", "a\x08b", "a\x0bb", "a\x0cb", "\x1b[31m红\x1b[0m", "\x7f",
    "a\x85b", "\x9b1m", "a\rb", "a\r\nb", "a\tb", "\ufffe", "\uffff", "a\ufffeb", "\ufdd0", "\U0001fffe",
    "\U0010ffff", "\ufffd", "_x0000_", "_x000D_", "&#0;", "]]>", "<!--", "<?xml?>",
]  # fmt: skip
HALVES = [
    "\ud800", "a\ud800b", "\udfff", "\udc80名", "\udbff\ud800", "张\udcff三",
]  # fmt: skip
HIDDEN = [
    "\u202e倒着\u202c", "\u202a\u202b\u202d", "\u2066左\u2069", "\u200f右", "\u200b", "张\u200b三", "a\u200cb",
    "a\u200db", "\ufeff", "\ufeff张三", "\u00ad", "a\u2060b", "\u061c", "\u180e", "\u034f", "e\u0301",
    "Z\u0351\u036b\u0343\u036a", "\ufe0f", "字\ufe00", "字\U000e0100", "\U000e0041", "\u2028", "a\u2029b",
    "\u3000", "\u00a0", " ",
]  # fmt: skip
SCRIPTS = [
    "الكل في المجمو", "בְּרֵאשִׁית", "ประเทศไทย", "田中さん", "사회과학원", "Ω≈ç√∫", "ЁЂЃ", "𠮷野家", "𬭼𫖯",
    "㐂", "🀄", "👩‍👩‍👧", "🇨🇳", "ﷺ", "¯\\_(ツ)_/¯", "Ⅷ①㈱㎡℃", "\ue000", "\uf8ff", "\U000f0000", "䶮\ue863",
]  # fmt: skip
CODE = [
    "'", '"', "`", "\\", "\\\\", "%", "_", "%%", "[a-z]", "*", "?", "--", "/*", "';DROP TABLE cadre;--",
    "1 OR 1=1", "\" OR \"\"=\"", "<script>alert(1)</script>", "<b>粗</b>", "&amp;", "<img src=x>", "{0}",
    "{name}", "{{}}", "{0.__class__}", "%s%n%d", "${x}", "$(x)", "../../etc", "C:\\x", "NULL", "None", "nan",
    "inf", "1e999", "0x10", "1.0", "00123", "1/2", "2026-02-30", "true", "undefined", "&L左&R右", "[1]Sheet!A1",
    "/Artifact", "(a) Tj", "EMC",
]  # fmt: skip
LONG = ["长" * 5_000, "x" * 40_000, "𠮷" * 17_000, "a b " * 5_000, "%" * 60_000, "行\n" * 300, "=1+" * 11_000]
TEXTS = [*FORMULAS, *CONTROLS, *HALVES, *HIDDEN, *SCRIPTS, *CODE, *LONG]


def test_there_are_enough_of_them() -> None:
    assert len(set(TEXTS)) == len(TEXTS) > 150


@pytest.fixture
def stuffed(staffed: Desk) -> Desk:
    """A desk with a case for each of them: as its name, its unit and in its other fields."""
    campaign = next(iter(staffed.pack.campaigns))

    def add(work: Any) -> None:
        for n, text in enumerate(TEXTS):
            row = {"campaign": campaign, "case_number": f"第{n}号", "state": staffed.pack.campaigns[campaign].states[0]}
            work.add(campaign_case, row | {"name": text, "unit": text, "data": "{}"})

    staffed.change("修改设置", add)
    for n, text in enumerate(TEXTS, 1):
        cases.save(staffed, n, {"content": text, "result": text}, reason=f"核对{text}")
    return staffed


# -- the database and the search ---------------------------------------------------------------------------------------


def test_everything_is_kept_as_it_was_and_only_halves_of_characters_are_replaced(stuffed: Desk) -> None:
    rows = all_rows(stuffed, "campaign_case")
    assert [row["name"] for row in rows] == [visible(text) for text in TEXTS]
    assert {text for text in TEXTS if visible(text) != text} == set(HALVES)
    for n, text in enumerate(TEXTS, 1):
        values = stuffed.ask(partial(cases.case, case_id=n))[1]
        fields = {field.key for field in stuffed.pack.campaigns[rows[0]["campaign"]].section.fields}
        for key in {"content", "result"} & fields:
            assert values[key] == visible(text)


def test_words_in_the_audit_do_not_break_its_chain(stuffed: Desk) -> None:
    from cadre_desk.storage import audit

    count, broken = stuffed.ask(lambda ask: audit.verify(ask.connection))
    assert (count > len(TEXTS), broken) == (True, None)


def test_flags_and_settings_take_every_text_that_may_stand_there(staffed: Desk) -> None:
    for text in TEXTS:
        data = {"subject": text, "problem": text, "requirement": text}
        id_ = letters.draft(staffed, "reminder", 1, data)
        kept = staffed.ask(partial(letters.letter, letter_id=id_)).data
        assert kept == {key: visible(value) for key, value in data.items()}
        if not settings.faults({"organ": text}):
            settings.save(staffed, {"organ": text})
            assert staffed.ask(settings.read)["organ"] == visible(text.strip())


@pytest.mark.parametrize("name", LISTS)
def test_every_text_can_be_searched_for_in_every_list(name: str, stuffed: Desk) -> None:
    def search(ask: Any) -> None:
        for text in TEXTS:
            keys = lists.keys(ask, name, Query(text=text))
            assert lists.count(ask, name, Query(text=text)) == len(keys)
            if name == "cases" and 0 < len(text) <= 200 and as_searched(text) == text and text.split() == [text]:
                assert TEXTS.index(text) + 1 in keys

    stuffed.ask(search)


def test_signs_of_the_search_itself_are_letters_like_others(stuffed: Desk) -> None:
    def found(text: str) -> set[str]:
        keys = stuffed.ask(lambda ask: lists.keys(ask, "cases", Query(text=text)))
        return {TEXTS[key - 1] for key in keys}

    for sign in "%_\\'\"*":
        assert found(sign) == {text for text in TEXTS if sign in visible(text)}


# -- spreadsheets ------------------------------------------------------------------------------------------------------


def formulas(path: Path) -> int:
    """Cells that would be computed on opening."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(len(re.findall(rb"<f[ >/]", archive.read(name))) for name in sheets)


def exported(desk: Desk, path: Path) -> Iterator[str]:
    """The names in an export of the cases."""
    exporting.export(desk, "cases", path, Terms("秘密★5年"))
    section = next(iter(desk.pack.campaigns.values())).section
    cells = [cell for row in openpyxl.load_workbook(path)[section.title].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n", "inlineStr"}
    place = [field.key for field in section.fields].index("name") + 1
    (sheet,) = (one for one in read_workbook(path) if one.name == section.title)
    for row in sheet.rows[1:]:
        yield str(row[place] or "") if place < len(row) else ""


def test_no_text_becomes_a_formula_and_what_a_cell_cannot_hold_is_replaced_visibly(
    stuffed: Desk, tmp_path: Path
) -> None:
    names = list(exported(stuffed, tmp_path / "案件.xlsx"))
    assert formulas(tmp_path / "案件.xlsx") == 0
    assert len(names) == len(TEXTS)
    for text, name in zip(TEXTS, names, strict=True):
        wanted = as_in_a_cell(visible(text))
        assert name == wanted, repr(text)
        assert wanted == text or "\ufffd" in wanted or wanted.endswith(CUT)
    kept = [text for text in TEXTS if as_in_a_cell(visible(text)) == text]
    assert len(TEXTS) - len(kept) < 30
    count(9, "texts through database, spreadsheet and back", rounds=len(TEXTS), more=f"{len(kept)} unchanged")


def test_the_naive_way_makes_live_formulas_and_breaks_on_the_rest(tmp_path: Path) -> None:
    """The control: the same texts written as one would."""
    book, broken = openpyxl.Workbook(), []
    for text in TEXTS:
        try:
            book.active.append([text])
        except IllegalCharacterError:
            broken.append(text)
    assert len(broken) > 5
    for row in book.active.iter_rows():
        if re.search("[\ud800-\udfff\ufffe\uffff]", str(row[0].value)):
            row[0].value = ""
    book.save(tmp_path / "naive.xlsx")
    assert formulas(tmp_path / "naive.xlsx") > 10


def test_the_register_and_a_marked_copy_take_every_text(staffed: Desk, tmp_path: Path) -> None:
    from cadre_desk.domain.faults import Fault

    for text in TEXTS:
        exporting.export(staffed, "units", tmp_path / "单位.xlsx", Terms("", text))
    kept = staffed.ask(lambda ask: outgoing.entries(ask, Query()))
    assert [line.purpose for line in kept] == [visible(text.strip()) for text in TEXTS]
    exporting.export(staffed, "outgoing", tmp_path / "登记.xlsx")
    assert formulas(tmp_path / "登记.xlsx") == 0
    source = write_book(tmp_path / "来件.xlsx", {"单位": [["单位名称"], ["x"]]})
    faults = [Fault("单位", 2, 1, text, text, text) for text in TEXTS if visible(text) == text]
    importing.mark_faults(staffed, source, faults, tmp_path / "标红.xlsx")
    assert formulas(tmp_path / "标红.xlsx") == 0


# -- paper -------------------------------------------------------------------------------------------------------------


def test_a_letter_prints_every_text_as_it_is_or_says_which_character_it_cannot(staffed: Desk, tmp_path: Path) -> None:
    fonts, path = Fonts.load(app.fonts()), tmp_path / "函.pdf"
    printable = 0
    for text in TEXTS:
        shown = text[:3_000]
        id_ = letters.draft(staffed, "reminder", 1, {"subject": "试验", "problem": f"甲{shown}乙"})
        before = len(all_rows(staffed, "outgoing"))
        if fonts.missing(as_printed(visible(shown)).replace("\n", "")):
            with pytest.raises(MissingGlyph, match=r"“.”（U\+[0-9A-F]{4,6}）没有字体可以印出"):
                printing.write_letters(staffed, [id_], path, app.fonts())
            assert len(all_rows(staffed, "outgoing")) == before
            continue
        printable += 1
        printing.write_letters(staffed, [id_], path, app.fonts())
        with pypdfium2.PdfDocument(path) as document:
            copied = "".join(page.get_textpage().get_text_range() for page in document)
        wanted = "".join(re.sub(r"\s", "", as_printed(f"甲{shown}乙")))
        copied = re.sub(r"—\d+—|草稿", "", re.sub(r"[\s\ufffe]", "", copied))
        assert wanted in copied, repr(text)
    assert printable > len(TEXTS) / 2


def test_markup_is_not_obeyed_by_the_flags_table(staffed: Desk, tmp_path: Path) -> None:
    flags.scan(staffed)
    exporting.export(staffed, "flags", tmp_path / "预警.xlsx")
    assert formulas(tmp_path / "预警.xlsx") == 0


# -- names of files ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name be any bytes")
def test_a_file_whose_name_was_written_on_another_system_is_taken_in(
    staffed: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stick from a PC with GBK names: the name is no UTF-8, and Python hands it over in halves."""
    made = write_book(tmp_path / "单位.xlsx", {"单位": [["单位名称"], ["云川市审计局"]]})
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "单位".encode("gbk") + b".xlsx"))
    made.rename(path)
    assert re.search("[\udc80-\udcff]", path.name)
    folder = staffed.vault.folder
    staffed.close()
    (tmp_path / "口令").write_text(PASSWORD, encoding="utf-8")
    common = ["--vault", str(folder), "--officer", OFFICER, "--password-file", str(tmp_path / "口令")]
    assert cli.main(["import", "units", str(path), *common]) == cli.DONE
    assert "新增1行" in capsys.readouterr().out
    assert (
        cli.main(["export", "units", str(path.with_name(path.name.replace(".", "2."))), "--json", *common]) == cli.DONE
    )
    assert '"rows": 4' in capsys.readouterr().out
