"""The sheet of a recovery key: every group in its place, letters apart, all on one page, nobody's name on it."""

from datetime import date
from itertools import pairwise

import pytest

from cadre_desk import app
from cadre_desk.documents import recovery
from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.paper import MEASURE, PAGE_HEIGHT
from cadre_desk.documents.recovery import Sheet
from cadre_desk.storage import recovery as halves

VAULT = "1095c1bdbbc67f960ce6b1a45a77320f"


def sheet(part: int = 1, unit: str = "中共云川市委组织部", half: str = "") -> Sheet:
    found = half or halves.split(bytearray(range(32)), "W5D")[part - 1]
    return Sheet(part, found, VAULT, unit, date(2026, 3, 2))


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts.load(app.fonts(), system=False)


@pytest.mark.parametrize("part", [1, 2])
def test_all_that_is_needed_stands_on_one_page(part: int, fonts: Fonts) -> None:
    one = sheet(part)
    [page] = recovery.compose(one, fonts).pages
    text = page.text
    assert f"第{part}份（共2份）" in text
    assert "W5D" in text
    assert VAULT in text.replace(" ", "")
    assert "2026年3月2日" in text
    lines = text.split("\n")
    for start in (0, 5, 10):
        assert "".join(one.groups[start : start + 5]) in lines
    assert f"第{3 - part}份另装一个信封" in text.replace("\n", "")
    assert all(0 < line.baseline < PAGE_HEIGHT - 40 for line in page.lines)


def test_what_was_read_from_paper_is_the_key(fonts: Fonts) -> None:
    both, typed = halves.split(bytearray(range(32)), "W5D"), []
    for part, half in enumerate(both, 1):
        lines = recovery.compose(sheet(part, half=half), fonts).pages[0].text.split("\n")
        typed.append("\n".join(line for line in lines if len(line) == 25 and line.isascii()))
    secret, number = halves.join(*typed)
    assert (bytes(secret), number) == (bytes(range(32)), "W5D")


def test_letters_never_touch_and_no_line_runs_over(fonts: Fonts) -> None:
    widest = "\n".join("-".join(["WMWMW"] * 5) for _ in range(3))
    for one in (sheet(), sheet(half=widest), sheet(unit="长名称单位" * 8)):
        for line in recovery.compose(one, fonts).pages[0].lines:
            assert line.cells[-1].x + line.cells[-1].width <= MEASURE + 1
            if len(line.cells) == 25:
                for left, right in pairwise(line.cells):
                    ink = fonts.advance(left.font, left.char) * left.size * left.stretch
                    assert left.origin + ink <= right.origin + 0.01


def test_a_long_name_of_a_unit_pushes_the_rest_down(fonts: Fonts) -> None:
    lines = [line.baseline for line in recovery.compose(sheet(unit="长名称单位" * 8), fonts).pages[0].lines]
    tops = sorted(lines)
    assert all(below - above > 9 for above, below in pairwise(tops))


def test_half_a_half_is_refused(fonts: Fonts) -> None:
    with pytest.raises(ValueError, match="15 groups"):
        recovery.compose(sheet(half="ABCDE-ABCDE"), fonts)


def test_the_page_is_a_pdf(fonts: Fonts) -> None:
    content = recovery.render(sheet(), fonts)
    assert content.startswith(b"%PDF")
    assert b"/Count 1" in content
