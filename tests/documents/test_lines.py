"""What may begin and end a line."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.lines import NO_END, NO_START, Cell, Typesetter, balance, breaks, clean, fill, width
from cadre_desk.documents.paper import BODY, CELL, TITLE


@pytest.fixture(scope="module")
def setter(fonts: Fonts) -> Typesetter:
    return Typesetter(fonts)


def _filled(setter: Typesetter, text: str, columns: int) -> list[list[Cell]]:
    return fill(setter.glyphs(text, BODY, "正文"), 0, 0, columns * CELL)


def _texts(setter: Typesetter, text: str, columns: int) -> list[str]:
    return ["".join(cell.char for cell in line) for line in _filled(setter, text, columns)]


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (3, "一二三|四五六"),
        (5, "一二三四|五，六"),  # pushed out
        (5, "一二三四|“五六七”|八"),
        (12, "一，二、三四五六七八九十。|甲乙"),  # pushed in
        (4, "一二|三——四|五"),
        (4, "一二|三……四|五"),
        (3, "一二|三℃四"),
        (4, "一二三·|四五"),
        (4, "一二三|2026年"),
        (5, "一二三四|12.5%五六|七"),
        (4, "一二三|（四）五|六"),
        (4, "一二三|￥100元"),
        (4, "一二三|4-5-6七"),
        (6, "GB/T |9704—2012|标准"),
        (5, "abcdefghij|klmnopqrs|tuvwxyz一|二"),  # longer than a line
        (10, "一二abcdefghijklmnop|qrstuvwxyz三四五"),  # would leave eight of ten empty
        (4, "一二三 |四五六七"),
        (5, "《一》《二》|《三》《四》"),
        (4, "，，，，|，，，，，"),  # no good place at all
    ],
)
def test_break_table(setter: Typesetter, columns: int, lines: str) -> None:
    assert _texts(setter, lines.replace("|", ""), columns) == lines.split("|")


@pytest.mark.parametrize("mark", sorted(NO_START))
def test_no_line_may_begin_with(mark: str) -> None:
    assert not breaks(f"一{mark}")[0]


@pytest.mark.parametrize("mark", sorted(NO_END))
def test_no_line_may_end_with(mark: str) -> None:
    assert not breaks(f"{mark}一")[0]


_HELD = [
    "组织部",
    "王𬭼",
    "张㛃",
    "2026年",
    "12.5%",
    "3月",
    "reply@a.cn",
    "GB/T",
    "《条例》",
    "“一岗双责”",
    "（二）",
    "——",
]
_WORDS = st.sampled_from([*"的一是不在，。、；：？·℃", *_HELD, "……", "￥100", "〔2026〕"])


@given(words=st.lists(_WORDS, max_size=80), indent=st.sampled_from([0, 2]))
def test_lines_of_any_text(setter: Typesetter, words: list[str], indent: int) -> None:
    text = _sparse("".join(words))
    lines = fill(setter.glyphs(text, BODY, "正文"), indent * CELL, 0, 28 * CELL)
    assert "".join(cell.char for line in lines for cell in line) == text
    for line in lines:
        assert line[-1].x + line[-1].width < 28 * CELL + 0.001
        assert all(one.x + one.width < two.x + 0.001 for one, two in itertools.pairwise(line))
    for one, two in itertools.pairwise(lines):
        assert two[0].char not in NO_START
        assert one[-1].char not in NO_END
        end = one[-1].x + one[-1].width
        assert end == pytest.approx(28 * CELL, abs=0.001) or end > 28 * CELL * 0.7


def _sparse(text: str) -> str:
    """The text without heaps of marks, where no good line exists."""
    kept = ""
    for char in text:
        if not (char in NO_START | NO_END and all(mark in NO_START | NO_END for mark in kept[-3:])):
            kept += char
    return kept


def test_marks_keep_at_least_half_of_their_cell(setter: Typesetter) -> None:
    for line in _filled(setter, "一，二、三四五六七八九十。甲乙" * 9, 12):
        assert min(cell.width for cell in line) > CELL / 2 - 0.001


def test_the_two_parts_of_a_dash_touch(setter: Typesetter, plain_bundle: Path) -> None:
    for own in (setter, Typesetter(Fonts.load(plain_bundle, system=False))):
        one, two = own.glyphs("——", BODY, "正文")
        left, _, right, _ = own.fonts.ink(one.font, "—")
        assert one.shift + left * one.size * one.stretch == pytest.approx(0, abs=0.01)
        assert (right - left) * two.size * two.stretch == pytest.approx(CELL, abs=0.01)


def test_a_title_is_parted_into_even_lines_at_the_sense(setter: Typesetter) -> None:
    glyphs = setter.glyphs("关于请就个人有关事项报告中房产、投资情况作出书面说明的函询通知书", TITLE, "标题")
    lines = balance(glyphs, 442)
    assert ["".join(glyph.char for glyph in line) for line in lines] == [
        "关于请就个人有关事项报告中房产、",
        "投资情况作出书面说明的函询通知书",
    ]
    assert max(map(width, lines)) < 442


def test_a_title_of_three_lines(setter: Typesetter) -> None:
    lines = balance(setter.glyphs("关于" + "报告" * 24, TITLE, "标题"), 442)
    assert [len(line) for line in lines] in ([16, 17, 17], [17, 16, 17], [17, 17, 16])


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("王\ue863", "王䶮"),
        ("\ue816\ue864", "𠂇龻"),
        ("张\u200b三\ufeff", "张三"),
        ("一\t二\u00a0三", "一 二 三"),
        ("一\x07\x00二", "一二"),
        ("一\r\n二\u2028三\x0b四", "一\n二\n三\n四"),
        ("葛\U000e0100某", "葛某"),
        ("Jose\u0301", "José"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("\u3000一", "\u3000一"),
    ],
)
def test_clean(typed: str, printed: str) -> None:
    assert clean(typed) == printed
