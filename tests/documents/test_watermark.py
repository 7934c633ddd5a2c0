"""The watermark: seen on every page, no part of the text, nothing of the letter moved, small."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from cadre_desk.documents import outlines
from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.letters import LetterText, render

WORDS = "李审核 2026-03-02 09:30 出〔2026〕0001号"
SMALL = 20_000  # bytes that it may add


@pytest.fixture(scope="module")
def bare(fonts: Fonts, inquiry: LetterText) -> bytes:
    return render(inquiry, fonts)


@pytest.fixture(scope="module")
def marked(fonts: Fonts, inquiry: LetterText) -> bytes:
    return render(inquiry, fonts, WORDS)


def copied(content: bytes) -> str:
    """What a reader copies out of all pages."""
    with pypdfium2.PdfDocument(content) as document:
        return "\f".join(page.get_textpage().get_text_range() for page in document)


def places(content: bytes) -> list[list[tuple[Any, ...]]]:
    """Every character of every page with its place, font and size."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [[(c["text"], c["matrix"], c["fontname"], c["size"]) for c in page.chars] for page in document.pages]


def grey(content: bytes) -> list[float]:
    """Share of the dots of each page that are light grey, but not white."""
    shares = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            dots = page.render(scale=2).to_pil().convert("L").histogram()
            shares.append(sum(dots[200:240]) / sum(dots))
    return shares


def test_it_is_seen_on_every_page(bare: bytes, marked: bytes) -> None:
    assert len(grey(marked)) == len(grey(bare)) > 1
    for before, after in zip(grey(bare), grey(marked), strict=True):
        assert after > before + 0.01


def test_the_text_copied_out_is_that_of_the_letter_alone(bare: bytes, marked: bytes, tmp_path: Path) -> None:
    assert copied(marked) == copied(bare)
    assert "0001号" not in copied(marked)
    if shutil.which("pdftotext"):
        texts = []
        for name, content in (("bare", bare), ("marked", marked)):
            (tmp_path / name).write_bytes(content)
            command = ["pdftotext", "-enc", "UTF-8", tmp_path / name, "-"]
            texts.append(subprocess.run(command, check=True, capture_output=True).stdout)
        assert texts[0] == texts[1]


def test_words_drawn_as_text_would_be_copied_out_with_it(fonts: Fonts, bare: bytes) -> None:
    """The control: a watermark in letters, as is usual, is found by the same comparison."""
    from reportlab.pdfgen.canvas import Canvas

    made = io.BytesIO()
    canvas = Canvas(made, initialFontName=fonts.font_for("黑体", "李"))
    canvas.rotate(30)
    canvas.drawString(100, 100, WORDS)
    canvas.save()
    assert "0001" in copied(made.getvalue())


def test_nothing_of_the_letter_moves(bare: bytes, marked: bytes) -> None:
    assert places(marked) == places(bare)
    with pdfplumber.open(io.BytesIO(bare)) as before, pdfplumber.open(io.BytesIO(marked)) as after:
        for one, two in zip(before.pages, after.pages, strict=True):
            assert [line["pts"] for line in two.lines if line["stroking_color"] == (1, 0, 0)] == [
                line["pts"] for line in one.lines
            ]


def test_it_is_an_artifact_drawn_by_reference_and_small(fonts: Fonts, inquiry: LetterText, marked: bytes) -> None:
    assert len(marked) - len(render(inquiry, fonts)) < SMALL
    many = replace(inquiry, paragraphs=("一" * 28 * 22 * 9,))
    added = len(render(many, fonts, WORDS)) - len(render(many, fonts))
    assert added < SMALL, "a page more costs next to nothing"
    with pdfplumber.open(io.BytesIO(marked)) as document:
        for page in document.pages:
            drawn = b"".join(content.get_data() for content in page.page_obj.contents).decode("latin-1")
            assert re.search(r"/Artifact <<[^>]*/Watermark>> BDC\s+/\S+ Do\s+EMC", drawn)
            assert drawn.index("/Artifact") < drawn.index("Tj")


def test_only_embedded_subsets_are_named(marked: bytes, tmp_path: Path) -> None:
    if shutil.which("pdffonts"):
        (tmp_path / "marked.pdf").write_bytes(marked)
        listed = subprocess.run(["pdffonts", tmp_path / "marked.pdf"], check=True, capture_output=True, text=True)
        assert all(re.search(r"TrueType +WinAnsi +yes yes yes", line) for line in listed.stdout.splitlines()[2:])


def test_a_name_that_no_font_can_draw_does_not_keep_the_letter_back(fonts: Fonts, inquiry: LetterText) -> None:
    content = render(inquiry, fonts, "李\U0002a6d6\ue000审核 2026-03-02")
    assert max(grey(content)) > 0.01


def test_the_same_words_give_the_same_bytes(fonts: Fonts, inquiry: LetterText, marked: bytes) -> None:
    assert render(inquiry, fonts, WORDS) == marked


# -- outlines ----------------------------------------------------------------------------------------------------------


def test_outlines_are_those_of_the_font(fonts: Fonts) -> None:
    """Every kind of glyph, compared with what another reader of fonts finds: the box around it."""
    for char in "口龘䶮0〔号㛃é":
        name = fonts.font_for("黑体", char)
        path, em = fonts.outline(name, char)
        numbers = [float(word) for word in path.split() if re.fullmatch(r"-?\d+", word)]
        xs, ys = numbers[0::2], numbers[1::2]
        left, bottom, right, top = (edge * em for edge in fonts.ink(name, char))
        assert min(xs) == pytest.approx(left, abs=em / 50)
        assert max(xs) == pytest.approx(right, abs=em / 50)
        assert min(ys) == pytest.approx(bottom, abs=em / 50)
        assert max(ys) == pytest.approx(top, abs=em / 50)
        assert path.count("m") == path.count("h") > 0


def _glyph(points: list[tuple[int, int, int]], end: int) -> bytes:
    """A glyph of one contour: x, y, on the outline or not."""
    flags = bytes(on for _, _, on in points)
    xs = [x - before for (x, _, _), (before, _, _) in zip(points, [(0, 0, 0), *points], strict=False)]
    ys = [y - before for (_, y, _), (_, before, _) in zip(points, [(0, 0, 0), *points], strict=False)]
    words = b"".join(value.to_bytes(2, "big", signed=True) for value in (1, 0, 0, 9, 9))
    return (
        words
        + end.to_bytes(2, "big")
        + bytes(2)
        + flags
        + b"".join(value.to_bytes(2, "big", signed=True) for value in (*xs, *ys))
    )


def test_curves_begin_on_the_outline_even_where_the_font_does_not() -> None:
    circle = _glyph([(0, 0, 0), (100, 0, 0), (100, 100, 0), (0, 100, 0)], 3)
    assert outlines.path(lambda _: circle, 0) == (
        "50 0 m 83 0 100 17 100 50 c 100 83 83 100 50 100 c 17 100 0 83 0 50 c 0 17 17 0 50 0 c h"
    )


def test_parts_are_moved_and_scaled_and_a_font_that_refers_to_itself_ends() -> None:
    square = _glyph([(0, 0, 1), (100, 0, 1), (100, 100, 1), (0, 100, 1)], 3)
    head = (-1).to_bytes(2, "big", signed=True) + bytes(8)
    half, moved = (1 << 13).to_bytes(2, "big"), (10).to_bytes(1, "big") + (20).to_bytes(1, "big")
    part = head + (2 | 8).to_bytes(2, "big") + (1).to_bytes(2, "big") + moved + half
    table = {0: part, 1: square, 2: b""}
    assert outlines.path(table.__getitem__, 0) == "10 20 m 60 20 l 60 70 l 10 70 l 10 20 l h"
    assert outlines.path(table.__getitem__, 2) == ""
    endless = head + (2).to_bytes(2, "big") + (0).to_bytes(2, "big") + moved
    assert outlines.path(lambda _: endless, 0) == ""
