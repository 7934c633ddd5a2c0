"""Text into lines on the grid of characters: what may begin and end a line, what gives way, what is stretched."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from math import ceil

from cadre_desk.documents.fonts import Fonts
from cadre_desk.domain.text import PRIVATE

POINTS = "，。、；：？！．"
OPENING = "“‘（《〈【〔「『［｛〖"
CLOSING = "”’）》〉】〕」』］｝〗"
NO_START = frozenset(POINTS + CLOSING + "…—～－–·・／％‰℃°′″々" + ",.;:?!)]}>%")
NO_END = frozenset(OPENING + "￥＄￡№＃" + "([{<$¥£€#")
FULL = frozenset(POINTS + OPENING + CLOSING + "…—·★☆○●◎◇◆□■△▲※→←↑↓§×÷")  # as wide as a hanzi whatever the font says
AHEAD = frozenset(OPENING)  # their blank half lies before the ink
GIVING = frozenset("，。、；：．" + OPENING + CLOSING)  # may lose their blank half
JOINED = frozenset("—…")
EXACT = 1e-6
LOOSEST = 0.5  # a line that would need wider gaps than this part of a cell is left ragged
INNER, OUTER = 0.3, 0.5  # of its cell a mark may lose inside a line, where it is seen, and at its end
EMPTIEST = 7  # characters that may stay empty before a long word; more, and the word is torn

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_SELECTORS = re.compile("[\U000e0000-\U000e01ef]")
_NUMBERED = re.compile(r"(?<=[A-Za-z0-9])—(?=[A-Za-z0-9])")  # as in GB/T 9704—2012
_MARKED = re.compile("[A-Za-z][\u0300-\u036f]+")


def clean(text: str) -> str:
    """The text with private codes resolved and without characters that cannot be seen; line breaks stay."""
    text = text.replace("\r\n", "\n").translate(PRIVATE)
    text = _MARKED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    text = _SELECTORS.sub("", _INVISIBLE.sub("", text))
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    """The character, a space or line break in its place, or nothing."""
    if char in "\n\r\u2028\u2029\v\f\x85":
        return "\n"
    if char == "\t" or (unicodedata.category(char) == "Zs" and char != "\u3000"):
        return " "
    return "" if unicodedata.category(char) == "Cc" else char


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is set: font, size in points, width of a full-width character."""

    role: str
    size: float
    cell: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character before it has a place."""

    char: str
    font: str
    size: float
    width: float
    wide: bool
    shift: float = 0.0  # of the outline, to the right, inside its cell
    stretch: float = 1.0  # of the outline, sideways
    give: float = 0.0  # how much narrower it may get inside a line
    give_last: float = 0.0  # and as the last one
    bold: float = 0.0  # stroke around the outline, as a part of the size


@dataclass(frozen=True, slots=True)
class Cell:
    """A character and where it stands, in points from the left edge of the text area."""

    char: str
    x: float
    width: float
    font: str
    size: float
    origin: float  # where its outline is drawn
    stretch: float = 1.0
    bold: float = 0.0  # stroke around the outline, in points


class Typesetter:
    """Characters into glyphs, remembered from letter to letter."""

    def __init__(self, fonts: Fonts) -> None:
        """Keep the fonts."""
        self.fonts = fonts
        self._known: dict[tuple[str, Style], Glyph] = {}

    def glyphs(self, text: str, style: Style, place: str, skipped: int = 0) -> list[Glyph]:
        """The glyphs of a text; MissingGlyph names the place and which character of it, after the skipped ones."""
        return [self._glyph(char, style, place, number) for number, char in enumerate(text, skipped + 1)]

    def _glyph(self, char: str, style: Style, place: str, number: int) -> Glyph:
        known = self._known.get((char, style))
        if known is None:
            font = self.fonts.font_for(style.role, char, f"{place}第{number}字")
            known = self._known[char, style] = self._measured(char, style, font)
        return known

    def _measured(self, char: str, style: Style, font: str) -> Glyph:
        advance, bold = self.fonts.advance(font, char), self.fonts.stroke_for(style.role, char)
        if not is_wide(char):
            return Glyph(char, font, style.size, advance * style.size, wide=False, bold=bold)
        if char == "—":
            left, _, right, _ = self.fonts.ink(font, char)
            stretch = style.cell / ((right - left) * style.size)  # two of them form one stroke in every font
            return Glyph(char, font, style.size, style.cell, True, -left * style.size * stretch, stretch, bold=bold)
        spare = (1 - advance) * style.size
        shift = spare if char in AHEAD else 0 if char in CLOSING else spare / 2
        give = style.cell * INNER if char in GIVING else 0
        last = style.cell * OUTER if char in GIVING - AHEAD else 0
        return Glyph(char, font, style.size, style.cell, True, max(shift, 0), give=give, give_last=last, bold=bold)


def is_wide(char: str) -> bool:
    """Whether the character takes a full cell."""
    return char in FULL or unicodedata.east_asian_width(char) in "WF"


def width(glyphs: list[Glyph]) -> float:
    """Of all of them, set without squeezing."""
    return sum(glyph.width for glyph in glyphs)


def _in_word(char: str) -> bool:
    """Whether it holds together with its neighbours as a number or a foreign word."""
    return not is_wide(char) and not char.isspace()


def breaks(text: str) -> list[bool]:
    """For each character whether the line may end after it."""
    allowed = [_may_part(before, after) for before, after in itertools.pairwise(text)]
    for found in _NUMBERED.finditer(text):
        allowed[found.start()] = False
    return [*allowed, True] if text else []


def _may_part(before: str, after: str) -> bool:
    if after in NO_START or before in NO_END or after == " ":
        return False
    return not (_in_word(before) and _in_word(after))


def _end(glyphs: list[Glyph], allowed: list[bool], start: int, measure: float) -> int:
    """Where the line that begins at start ends: the break that disturbs the spacing least, pushing in before out."""
    used = solid = give = 0.0
    plain = torn = fitting = 0
    slack = measure
    for spot in range(start, len(glyphs)):
        glyph = glyphs[spot]
        used += glyph.width
        solid = solid if glyph.char == " " else used  # a space at the end of a line takes no room
        if used - give - glyph.width > measure + EXACT:
            break
        room = give + glyph.give_last
        give += glyph.give
        if solid <= measure + EXACT:
            fitting = spot + 1
            torn = fitting if _may_tear(glyphs, spot) else torn
            if allowed[spot]:
                plain, slack = fitting, measure - solid
        elif allowed[spot] and solid - room <= measure + EXACT and (not plain or solid - measure <= slack + EXACT):
            return spot + 1
    if plain and slack <= EMPTIEST * glyphs[start].size:
        return plain
    return torn or fitting or start + 1


def _may_tear(glyphs: list[Glyph], spot: int) -> bool:
    """Whether a word may be torn after the glyph where a whole one would leave too much of a line empty."""
    return spot + 1 == len(glyphs) or (glyphs[spot + 1].char not in NO_START and glyphs[spot].char not in NO_END)


def _squeezed(glyphs: list[Glyph], excess: float) -> list[float]:
    """How much each glyph gives: the last one first, whose blank half is lost on the margin, then all alike."""
    cuts = [0.0] * len(glyphs)
    cuts[-1] = min(glyphs[-1].give_last, excess)
    rest = excess - cuts[-1]
    spare = sum(glyph.give for glyph in glyphs[:-1])
    share = rest / spare if spare else 0
    return [glyph.give * share for glyph in glyphs[:-1]] + [cuts[-1]]


def _gaps(glyphs: list[Glyph], slack: float, cell: float) -> list[float]:
    """What is added after each glyph so that the line ends at the margin."""
    spots = [
        (one.wide or two.wide) and not (one.char == two.char and one.char in JOINED)
        for one, two in itertools.pairwise(glyphs)
    ]
    if not any(spots):
        spots = [glyph.char == " " for glyph in glyphs[:-1]]
    share = slack / sum(spots) if any(spots) else 0
    if share > cell * LOOSEST:
        share = 0
    return [share if spot else 0 for spot in spots] + [0]


def place(
    glyphs: list[Glyph], x: float, cuts: list[float] | None = None, gaps: list[float] | None = None
) -> list[Cell]:
    """Glyphs one after another from x on."""
    cells = []
    for number, glyph in enumerate(glyphs):
        cut = cuts[number] if cuts else 0
        origin = x + glyph.shift - (cut if glyph.char in AHEAD else 0)
        bold = glyph.bold * glyph.size
        cells.append(Cell(glyph.char, x, glyph.width - cut, glyph.font, glyph.size, origin, glyph.stretch, bold))
        x += glyph.width - cut + (gaps[number] if gaps else 0)
    return cells


def _justified(glyphs: list[Glyph], x: float, right: float, last: bool) -> list[Cell]:
    """One line between two margins; the last of a paragraph keeps its natural width."""
    hanging = len(glyphs)
    while hanging > 1 and glyphs[hanging - 1].char == " ":
        hanging -= 1
    solid, spaces = glyphs[:hanging], glyphs[hanging:]
    slack = right - x - width(solid)
    cuts = _squeezed(solid, -slack) if slack < -EXACT else None
    gaps = _gaps(solid, slack, max(glyph.size for glyph in solid)) if slack > EXACT and not last else None
    cells = place(solid, x, cuts, gaps)
    return cells + place(spaces, cells[-1].x + cells[-1].width)


def fill(glyphs: list[Glyph], first: float, rest: float, right: float) -> list[list[Cell]]:
    """A paragraph as lines: the first begins at one margin, the others at another, all end at right."""
    lines: list[list[Cell]] = []
    allowed = breaks("".join(glyph.char for glyph in glyphs))
    start, x = 0, first
    while start < len(glyphs):
        end = _end(glyphs, allowed, start, right - x)
        lines.append(_justified(glyphs[start:end], x, right, last=end == len(glyphs)))
        start, x = end, rest
    return lines


# ---- titles ----

# A title is better parted before or after these; the number is what a good place is worth, in squared cells
_AFTER = dict.fromkeys("的》”、，：）", 6.0)
_BEFORE = {"关于": 6.0, "给予": 4.0, "有关": 3.0, "对": 2.0, "及": 2.0, "和": 2.0, "《": 6.0}


def _worth(text: str, spot: int) -> float:
    """How well the title is parted before the character at spot."""
    after = _AFTER.get(text[spot - 1], 0)
    return after + max((value for word, value in _BEFORE.items() if text.startswith(word, spot)), default=0)


def _inside(text: str, spot: int) -> bool:
    """Whether the spot lies within 《 》 or a pair of quotation marks."""
    return any(text[:spot].count(one) > text[:spot].count(two) for one, two in ("《》", "“”", "（）", "〔〕"))


def balance(glyphs: list[Glyph], measure: float) -> list[list[Glyph]]:
    """A title in as few lines as it needs, of about the same width, parted where the sense allows it."""
    if width(glyphs) <= measure + EXACT:
        return [glyphs]
    least = ceil(width(glyphs) / measure)
    for count in range(least, least + 3):
        if ends := _balanced(glyphs, measure, count):
            return [glyphs[start:end] for start, end in itertools.pairwise([0, *ends])]
    return _greedy(glyphs, measure)


def _greedy(glyphs: list[Glyph], measure: float) -> list[list[Glyph]]:
    """One line after the other, each as full as it goes."""
    allowed = breaks("".join(glyph.char for glyph in glyphs))
    lines, start = [], 0
    while start < len(glyphs):
        end = _end(glyphs, allowed, start, measure)
        lines.append(glyphs[start:end])
        start = end
    return lines


def _balanced(glyphs: list[Glyph], measure: float, count: int) -> list[int]:
    """Ends of the lines at the least cost; empty when the title does not go into that many."""
    text = "".join(glyph.char for glyph in glyphs)
    allowed = breaks(text)
    ideal, cell = width(glyphs) / count, glyphs[0].size
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _ in range(count):
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in best.items():
            for end in range(start + 1, len(glyphs) + 1):
                line = width(glyphs[start:end])
                if line > measure + EXACT:
                    break
                if allowed[end - 1]:
                    total = cost + ((line - ideal) / cell) ** 2 + _price(text, end)
                    if end not in reached or total < reached[end][0]:
                        reached[end] = total, [*ends, end]
        best = reached
    return best.get(len(glyphs), (0.0, []))[1]


def _price(text: str, end: int) -> float:
    """What it costs to part the title there."""
    if end == len(text):
        return 0.0
    return (30.0 if _inside(text, end) else 0.0) - _worth(text, end)
