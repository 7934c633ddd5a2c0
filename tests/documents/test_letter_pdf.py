"""The finished PDF, measured and read by other programs."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from pdfplumber.page import Page

from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.letters import LetterText, compose, render, write
from cadre_desk.documents.paper import MM

NEAR = 0.3  # mm
DOTS = 508
DOT = 20  # per mm


def _near(value: float, expected: float) -> bool:
    return abs(value - expected) < NEAR


def _base(char: dict[str, tuple[float, ...]]) -> float:
    """Base line in mm from the top."""
    return 297 - char["matrix"][5] / MM


def _x(char: dict[str, tuple[float, ...]]) -> float:
    return char["matrix"][4] / MM


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def pages(fonts: Fonts, reminder: LetterText) -> Iterator[list[Page]]:
    """A letter whose second page is full of hanzi."""
    letter = replace(reminder, paragraphs=("甲" * 28 * 45,))
    with pdfplumber.open(io.BytesIO(render(letter, fonts))) as document:
        yield document.pages


def test_grid_of_a_full_page(pages: list[Page]) -> None:
    chars = [char for char in pages[1].chars if char["text"] == "甲"]
    rows = sorted({round(_base(char), 2) for char in chars})
    columns = sorted({round(_x(char), 2) for char in chars})
    assert (len(rows), len(columns)) == (22, 28)
    assert _near(rows[0], 37 + (225 / 22 - 16 / MM) / 2 + 0.88 * 16 / MM)
    assert all(_near(row, rows[0] + number * 225 / 22) for number, row in enumerate(rows))
    assert all(_near(column, 28 + number * 156 / 28) for number, column in enumerate(columns))
    assert {round(char["size"]) for char in chars} == {16}
    assert columns[-1] + 16 / MM < 184.1


def test_red_double_lines(pages: list[Page]) -> None:
    assert not pages[1].lines
    lines = sorted(pages[0].lines, key=lambda line: line["top"])
    assert [line["linewidth"] for line in lines] == [1.5, 0.75, 0.75, 1.5]
    assert {line["stroking_color"] for line in lines} == {(1, 0, 0)}
    assert all(_near(line["x0"] / MM, 20) and _near((line["x1"] - line["x0"]) / MM, 170) for line in lines)
    assert _near((lines[3]["top"] + 0.75) / MM, 277)


def test_mark_and_what_hangs_on_it(fonts: Fonts, reminder: LetterText) -> None:
    with pypdfium2.PdfDocument(render(reminder, fonts)) as document:
        image = document[0].render(scale=DOTS / 72).to_pil()
    area = image.crop((0, 26 * DOT, image.width, 46 * DOT)).convert("L")  # the mark and nothing else
    left, top, right, bottom = (edge / DOT for edge in area.point(lambda value: 255 * (value < 160)).getbbox())
    upper, lower = 26 + top, 26 + bottom
    assert _near(upper, 30)
    assert left > 28
    assert right < 184
    with pdfplumber.open(io.BytesIO(render(reminder, fonts))) as document:
        lines = sorted(line["top"] for line in document.pages[0].lines)
        number = next(char for char in document.pages[0].chars if char["text"] == "云" and char["size"] < 20)
        last = max(_x(char) for char in document.pages[0].chars if char["text"] == "号")
    assert _near((lines[0] - 0.75) / MM - lower, 4)
    assert _near(_base(number) - 0.88 * 16 / MM - (lines[1] + 0.375) / MM, 16 * 7 / 8 / MM)
    assert _near(last + 156 / 28, 184)


def test_page_number_stands_7_mm_below(pages: list[Page]) -> None:
    number = [char for char in pages[1].chars if _base(char) > 262]
    assert "".join(char["text"] for char in number) == "—2—"
    assert all(_near(_base(char) - 0.88 * 14 / MM, 269) for char in number)
    assert _near(_x(number[0]), 28 + 14 / MM)


def test_every_font_is_embedded_as_a_subset(fonts: Fonts, inquiry: LetterText) -> None:
    with pdfplumber.open(io.BytesIO(render(replace(inquiry, draft=True), fonts))) as document:
        found = [resource.resolve() for page in document.pages for resource in _fonts(page)]
    assert len(found) > 5
    for font in found:
        assert "FontFile2" in font["FontDescriptor"].resolve()
        assert "ToUnicode" in font
        assert re.match(r"/'[A-Z]{6}\+", repr(font["BaseFont"]))


def _fonts(page: Page) -> list[object]:
    resources = page.page_obj.resources["Font"]
    return list((resources.resolve() if hasattr(resources, "resolve") else resources).values())


def _expected(letter: LetterText, fonts: Fonts) -> str:
    return _solid("".join(page.text for page in compose(letter, fonts).pages))


@pytest.mark.parametrize("plain", [False, True], ids=["all fonts", "without Debian"])
def test_text_is_copied_out_by_pdfium(fonts: Fonts, plain_bundle: Path, inquiry: LetterText, plain: bool) -> None:
    own = Fonts.load(plain_bundle, system=False) if plain else fonts
    with pypdfium2.PdfDocument(render(inquiry, own)) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert _solid(text.replace("\ufffe", "")) == _expected(inquiry, own)
    assert "王𬭼" in text
    assert "张㛃、餘準" in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_text_is_copied_out_by_poppler(fonts: Fonts, inquiry: LetterText, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(render(inquiry, fonts))
    command = ["pdftotext", "-enc", "UTF-8", tmp_path / "letter.pdf", "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    assert _solid(text) == _expected(inquiry, fonts)


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="poppler is not installed")
def test_poppler_finds_only_embedded_subsets(fonts: Fonts, inquiry: LetterText, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(render(inquiry, fonts))
    listed = subprocess.run(["pdffonts", tmp_path / "letter.pdf"], check=True, capture_output=True, text=True).stdout
    assert all(re.search(r"TrueType +WinAnsi +yes yes yes", line) for line in listed.splitlines()[2:])
    assert "Helvetica" not in listed


def test_the_same_letter_gives_the_same_bytes(fonts: Fonts, inquiry: LetterText) -> None:
    assert render(inquiry, fonts) == render(inquiry, fonts)


def test_draft_mark(fonts: Fonts, reminder: LetterText) -> None:
    for draft in (True, False):
        with pdfplumber.open(io.BytesIO(render(replace(reminder, draft=draft), fonts))) as document:
            turned = [char["text"] for char in document.pages[0].chars if char["matrix"][1]]
        assert turned == (["草", "稿"] if draft else [])


def test_many_letters_in_one_file(fonts: Fonts, reminder: LetterText, inquiry: LetterText) -> None:
    target = io.BytesIO()
    count = write((reminder if number % 2 else inquiry for number in range(40)), target, fonts)
    with pypdfium2.PdfDocument(target.getvalue()) as document:
        assert len(document) == count == 60
    assert len(target.getvalue()) < 5 * len(render(inquiry, fonts))
