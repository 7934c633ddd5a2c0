"""What stands on which page of a letter."""

import itertools
import re
from dataclasses import replace

import pytest

from cadre_desk.documents.fonts import Fonts, MissingGlyph
from cadre_desk.documents.letters import LetterText, compose
from cadre_desk.documents.paper import BOTTOM, CELL, LEFT, MEASURE, MM, PITCH, THIRD, TOP, Line, Page, baseline

WORDS = "请你逐项如实作出书面说明并签名。"


def _line(page: Page, beginning: str) -> Line:
    return next(line for line in page.lines if line.text.startswith(beginning))


def _right(line: Line) -> float:
    return line.cells[-1].x + line.cells[-1].width


def _grid(page: Page) -> list[float]:
    """Rows of the grid that the lines of a later page stand on."""
    return [round((line.baseline - baseline(TOP, line.cells[0].size)) / PITCH, 3) for line in page.lines[:-1]]


def test_everything_is_said_in_order(fonts: Fonts, inquiry: LetterText) -> None:
    said = "".join(page.text for page in compose(inquiry, fonts).pages)
    expected = [
        inquiry.organ,
        f"{inquiry.serial}{inquiry.number}{inquiry.secrecy}{inquiry.urgency}",
        inquiry.title,
        f"{inquiry.addressee}：",
        *inquiry.paragraphs,
        *inquiry.contact,
        inquiry.signer,
        "2026年5月2日",
        f"（{inquiry.note}）",
        f"抄送：{'，'.join(inquiry.copies)}。",
        "—2—",
    ]
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", "".join(expected))


def test_styles_of_headings(fonts: Fonts, inquiry: LetterText) -> None:
    lines = [line for page in compose(inquiry, fonts).pages for line in page.lines]
    first = next(line for line in lines if line.text.startswith("一、"))
    second = next(line for line in lines if line.text.startswith("（一）"))
    assert {cell.font for cell in first.cells} == {fonts.font_for("黑体", "一")}
    sentence = second.text.index("。") + 1
    assert {cell.font for cell in second.cells[:sentence]} == {fonts.font_for("楷体", "一")}
    assert second.cells[sentence].font == fonts.font_for("仿宋", "一")


def test_places_on_the_first_page(fonts: Fonts, inquiry: LetterText) -> None:
    page = compose(inquiry, fonts).pages[0]
    assert _right(_line(page, "000012")) == pytest.approx(MEASURE)
    assert _line(page, "秘密").cells[0].x == 0
    assert _line(page, "王").cells[0].x == 0
    assert _line(page, "收到").cells[0].x == pytest.approx(2 * CELL)
    for line in (_line(page, "关于请就"), page.lines[0]):
        assert line.cells[0].x == pytest.approx(MEASURE - _right(line), abs=0.01)
    title, addressee = _line(page, "关于请就"), _line(page, "王")
    elements = _line(page, "特急")
    assert title.baseline - elements.baseline == pytest.approx(3 * PITCH + 0.38 * (22 - THIRD), abs=0.01)
    assert addressee.baseline - page.lines[5].baseline == pytest.approx(2 * PITCH - 0.38 * (22 - THIRD), abs=0.01)


def test_signature_and_copies(fonts: Fonts, inquiry: LetterText) -> None:
    page = compose(inquiry, fonts).pages[-1]
    signer, day, note = (_line(page, text) for text in ("中共云岭", "2026年5月2日", "（此件"))
    assert _right(day) == pytest.approx(MEASURE - 4 * CELL)
    assert (signer.cells[0].x + _right(signer)) / 2 == pytest.approx((day.cells[0].x + _right(day)) / 2)
    assert note.cells[0].x == pytest.approx(2 * CELL)
    first, second = page.lines[-3:-1]
    assert first.text.startswith("抄送：")
    assert second.text.endswith("。")
    assert first.cells[0].x == pytest.approx(14)
    assert second.cells[0].x == pytest.approx(first.cells[3].x)
    assert second.baseline == pytest.approx(baseline(BOTTOM - PITCH, 14))


@pytest.mark.parametrize("copies", [(), ("云岭市滨河区委主要负责同志",) * 8])
def test_no_page_holds_only_the_signature(fonts: Fonts, reminder: LetterText, copies: tuple[str, ...]) -> None:
    for count in range(1, 56):
        letter = replace(reminder, paragraphs=(WORDS,) * count, copies=copies)
        pages = compose(letter, fonts).pages
        texts = [page.text for page in pages]
        assert sum(text.count(WORDS) for text in texts) == count
        assert texts[-1].count(WORDS) > 0
        assert letter.signer in texts[-1].removeprefix(letter.organ)
        assert "2026年5月2日" in texts[-1]
        assert ("抄送" in texts[-1]) == bool(copies)
        for page in pages:
            rows = [line.baseline for line in page.lines if line.baseline < BOTTOM]
            assert len(set(rows)) == len(rows)
            assert max(rows) < BOTTOM


def test_a_full_page_has_22_rows(fonts: Fonts, reminder: LetterText) -> None:
    pages = compose(replace(reminder, paragraphs=("甲" * 28 * 90,)), fonts).pages
    assert _grid(pages[1]) == list(range(22))
    assert all(len(line.cells) == 28 for line in pages[1].lines[:-1])
    assert pages[1].lines[0].baseline / MM == pytest.approx(44.26, abs=0.01)


def test_one_line_more_makes_one_page_more_at_the_22nd_row(fonts: Fonts, reminder: LetterText) -> None:
    sizes = [len(compose(replace(reminder, paragraphs=(WORDS,) * count), fonts).pages) for count in range(1, 56)]
    assert {two - one for one, two in itertools.pairwise(sizes)} == {0, 1}
    turns = [count for count, (one, two) in enumerate(itertools.pairwise(sizes), 1) if two > one]
    assert [two - one for one, two in itertools.pairwise(turns)] == [22] * (len(turns) - 1)
    assert compose(replace(reminder, paragraphs=(WORDS,) * turns[1]), fonts).pages[1].text.endswith("2日\n—2—")


def test_a_heading_is_never_the_last_row(fonts: Fonts, reminder: LetterText) -> None:
    for count in range(8, 20):
        letter = replace(reminder, paragraphs=(WORDS,) * count + ("一、关于房产情况",) + (WORDS,) * 20)
        for page in compose(letter, fonts).pages:
            assert not page.text.removesuffix("\n—2—").endswith("一、关于房产情况")


def test_address_and_contact_stand_on_one_page(fonts: Fonts, reminder: LetterText) -> None:
    contact, ends = ("回复地址：云岭市", "联系人：王"), set()
    for count in range(1, 30):
        pages = compose(replace(reminder, paragraphs=(WORDS,) * count, contact=contact), fonts).pages
        places = [[number for number, page in enumerate(pages) if line in page.text] for line in contact]
        assert places[0] == places[1]
        ends |= {page.text.count(WORDS) for page in pages[1:]}
    assert 0 in ends  # there were letters where nothing but the contact went over with the signature


def test_page_numbers_stand_outside(fonts: Fonts, reminder: LetterText) -> None:
    pages = compose(replace(reminder, paragraphs=(WORDS,) * 60), fonts).pages
    assert "—1—" not in pages[0].text
    second, third = pages[1].lines[-1], pages[2].lines[-1]
    assert (second.text, third.text) == ("—2—", "—3—")
    assert second.cells[0].x == pytest.approx(14)
    assert _right(third) == pytest.approx(MEASURE - 14)


def test_copies_too_long_for_the_last_page_go_onto_their_own(fonts: Fonts, reminder: LetterText) -> None:
    letter = replace(reminder, copies=tuple(f"云岭市第{number}机关单位党组" for number in range(1, 90)))
    *_, last = pages = compose(letter, fonts).pages
    assert len(pages) == 3
    assert last.text.endswith("第89机关单位党组。")
    assert "2026年5月2日" in pages[0].text


@pytest.mark.parametrize("count", [1, 4, 9, 10, 14, 25, 40])
def test_the_organ_mark_fits(fonts: Fonts, reminder: LetterText, count: int) -> None:
    organ = ("中共云岭彝族傣族自治州滨河哈尼族彝族自治县委员会组织部干部监督科" * 2)[:count]
    mark = compose(replace(reminder, organ=organ), fonts).pages[0].lines[0]
    assert mark.text == organ
    assert mark.cells[0].x > -0.01
    assert _right(mark) < MEASURE + 0.01
    assert mark.cells[0].size <= 42
    assert mark.cells[0].stretch >= 2 / 3 - 0.001


def test_a_long_signer_stays_in_the_middle_of_the_date(fonts: Fonts, reminder: LetterText) -> None:
    signer = "中共云岭彝族傣族自治州滨河哈尼族彝族自治县委员会组织部"
    page = compose(replace(reminder, signer=signer), fonts).pages[0]
    name, day = _line(page, signer), _line(page, "2026年5月2日")
    assert _right(name) <= MEASURE + 0.01
    assert name.cells[0].x + _right(name) == pytest.approx(day.cells[0].x + _right(day))


def test_a_draft_needs_neither_number_nor_date(fonts: Fonts, reminder: LetterText) -> None:
    draft = replace(reminder, number="", date=None, draft=True)
    page = compose(draft, fonts).pages[0]
    assert page.draft
    assert page.lines[-1].text == draft.signer
    assert not compose(reminder, fonts).pages[0].draft


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"paragraphs": ("一", "请王\U0003ffff同志说明")}, "正文第2段第3字"),
        ({"title": "关于\U0003ffff"}, "标题第3字"),
        ({"addressee": "王\ue000同志"}, "称呼第2字"),
        ({"signer": "\ud800"}, "署名第1字"),
        ({"copies": ("\U0003ffff",)}, "抄送第1字"),
        ({"organ": "中\U0003ffff"}, "发文机关标志第2字"),
        ({"contact": ("电话\U0003ffff",)}, "联系方式第1段第3字"),
    ],
)
def test_a_missing_character_is_named(fonts: Fonts, reminder: LetterText, change: dict[str, str], place: str) -> None:
    with pytest.raises(MissingGlyph, match=f"^{place}的“.*”（U\\+") as raised:
        compose(replace(reminder, **change), fonts)
    assert raised.value.place == place


def test_markup_is_text(fonts: Fonts, reminder: LetterText) -> None:
    text = "<b>重要</b>&amp;<font size=9>"
    assert text in compose(replace(reminder, paragraphs=(text,)), fonts).pages[0].text


def test_an_empty_letter_is_still_a_page(fonts: Fonts) -> None:
    assert len(compose(LetterText("", "", "", "", (), "", None), fonts).pages) == 1


def test_the_text_area_is_that_of_the_standard() -> None:
    area = (LEFT / MM, TOP / MM, MEASURE / MM, (BOTTOM - TOP) / MM)
    assert area == pytest.approx((28, 37, 156, 225))


def _rows_before_the_signature(fonts: Fonts, letter: LetterText) -> tuple[int, int]:
    """Pages, and rows from the last line of text to the signature."""
    layout = compose(letter, fonts)
    lines = layout.pages[-1].lines
    place = max(n for n, line in enumerate(lines) if line.text == letter.signer)  # the mark says the same
    return len(layout.pages), round((lines[place].baseline - lines[place - 1].baseline) / PITCH)


def test_room_for_the_seal_shrinks_by_a_row_rather_than_bring_a_page_more(fonts: Fonts, reminder: LetterText) -> None:
    letters = [replace(reminder, paragraphs=("应当对照检查。",) * count, contact=()) for count in range(1, 16)]
    seen = [_rows_before_the_signature(fonts, letter) for letter in letters]
    on_one_page = [rows for pages, rows in seen if pages == 1]
    assert on_one_page == [3] * (len(on_one_page) - 1) + [2]  # two blank rows, one only where it just fits
    assert {rows for pages, rows in seen if pages == 2} == {3}


def test_text_ends_seven_eighths_above_the_second_red_line(fonts: Fonts, reminder: LetterText) -> None:
    page = compose(replace(reminder, paragraphs=("应当对照检查。",) * 40, copies=()), fonts).pages[0]
    bottom = page.lines[-1].baseline - 0.88 * THIRD + THIRD
    room = page.rules[-2].middle - page.rules[-2].weight / 2 - bottom
    assert THIRD * 7 / 8 - 0.01 <= room < THIRD * 7 / 8 + PITCH
