"""One sheet of the recovery key: what it is for, where it is to be kept, and 15 groups that can be read for decades."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.lines import Cell, Style, Typesetter, fill, place, width
from cadre_desk.documents.paper import (
    ABOVE,
    FOURTH,
    MEASURE,
    MM,
    SECOND,
    TITLE,
    Layout,
    Line,
    Page,
    baseline,
    draw,
)

PARTS = 2
GROUPS, A_LINE = 15, 5
LETTERS = 20.0  # points
_CELL = 14.8  # of one letter, whatever width its font gives it
_WIDEST = 0.88  # of its cell; W and M are made narrower
_GAP = 17.0  # between groups
_PITCH = 22.0  # of running text
_TEXT = Style("仿宋", FOURTH, FOURTH)
_NAME = Style("黑体", FOURTH, FOURTH)
_KEY = Style("黑体", LETTERS, LETTERS)
_NUMBER = Style("宋体", 10.5, 10.5)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the sheet of one half."""

    part: int
    half: str  # 15 groups of five letters, as storage writes them
    vault_id: str
    unit: str  # empty where the office gave no name
    made: date

    @property
    def groups(self) -> list[str]:
        """The 15 groups."""
        return re.split(r"[-\s]+", self.half.strip())

    @property
    def key_number(self) -> str:
        """The three letters that both halves of one key share."""
        return self.groups[0][1:4]


def render(sheet: Sheet, fonts: Fonts) -> bytes:
    """The sheet as one page of PDF."""
    target = BytesIO()
    draw([compose(sheet, fonts)], target, fonts)
    return target.getvalue()


def compose(sheet: Sheet, fonts: Fonts) -> Layout:
    """The page; ValueError where the half is not one."""
    if len(sheet.groups) != GROUPS:
        raise ValueError(f"a half has {GROUPS} groups")
    setter = Typesetter(fonts)
    title = f"恢复密钥 第{sheet.part}份（共{PARTS}份）"
    lines = [_centred(title, setter, 0.0), *_facts(sheet, setter, 20 * MM)]
    below = max(60 * MM, lines[-1].baseline + 10 * MM)
    lines += [*_key(sheet, setter, below), *_notes(sheet, setter, below + 62 * MM)]
    return Layout((Page(tuple(replace(line, baseline=line.baseline + 30 * MM) for line in lines)),), title)


def _centred(text: str, setter: Typesetter, top: float) -> Line:
    glyphs = setter.glyphs(text, TITLE, "标题")
    return Line(baseline(top, SECOND, SECOND), tuple(place(glyphs, (MEASURE - width(glyphs)) / 2)))


def _facts(sheet: Sheet, setter: Typesetter, top: float) -> Iterator[Line]:
    made = f"{sheet.made.year}年{sheet.made.month}月{sheet.made.day}日"
    facts = (
        ("单　　位", sheet.unit or "（未填）"),
        ("保 险 库", " ".join(re.findall(".{1,8}", sheet.vault_id))),
        ("密钥编号", f"{sheet.key_number}（两份相同）"),
        ("生成日期", made),
    )
    for name, value in facts:
        glyphs = setter.glyphs(name, _NAME, name)
        cells = place(glyphs, 0.0)
        for line in fill(setter.glyphs(value, _TEXT, name), 6 * FOURTH, 6 * FOURTH, MEASURE):
            yield Line(baseline(top, FOURTH, _PITCH), (*cells, *line))
            cells, top = [], top + _PITCH


def _key(sheet: Sheet, setter: Typesetter, top: float) -> Iterator[Line]:
    """Three lines of five groups; every letter in the middle of a cell of its own, all cells alike."""
    for start in range(0, GROUPS, A_LINE):
        cells: list[Cell] = []
        x = (MEASURE - A_LINE * 5 * _CELL - (A_LINE - 1) * _GAP) / 2
        base = top + ABOVE * LETTERS
        for group in sheet.groups[start : start + A_LINE]:
            for glyph in setter.glyphs(group, _KEY, "密钥"):
                stretch = min(1.0, _WIDEST * _CELL / glyph.width)
                origin = x + (_CELL - glyph.width * stretch) / 2
                cells.append(Cell(glyph.char, x, _CELL, glyph.font, glyph.size, origin, stretch))
                x += _CELL
            x += _GAP
        yield Line(base, tuple(cells))
        numbers = f"第{start + 1}—{start + A_LINE}组"
        glyphs = setter.glyphs(numbers, _NUMBER, "密钥")
        yield Line(base + 14, tuple(place(glyphs, MEASURE - width(glyphs) - 4)))
        top += 20 * MM


def _notes(sheet: Sheet, setter: Typesetter, top: float) -> Iterator[Line]:
    other = PARTS + 1 - sheet.part
    notes = (
        ("用途", "所有经办人的口令都忘记，或密钥持有人都不在时，用两份恢复密钥打开保险库。只有一份什么也打不开。"),
        (
            "保管",
            f"本份装入一个信封，封口签名并写明日期；第{other}份另装一个信封。两个信封由两个人在两处分别保管，"
            "不与电脑、备份放在一起。不拍照、不复印、不录入电脑和手机。",
        ),
        ("使用", "两个人同时在场，按组输入，短横和大小写不影响。字符中没有字母 I、L、O、U；0 是零，1 是一。"),
        ("作废", "生成新的恢复密钥后，或本份已拆封使用后，两份即作废，按涉密纸件销毁。"),
        ("演练", "封装前先在程序“账号”中演练一次：照着纸面输入两份，确认没有印错。以后每年演练一次。"),
    )
    for name, text in notes:
        cells = place(setter.glyphs(name, _NAME, name), 0.0)
        for line in fill(setter.glyphs(text, _TEXT, name), 3 * FOURTH, 3 * FOURTH, MEASURE):
            yield Line(baseline(top, FOURTH, _PITCH), (*cells, *line))
            cells, top = [], top + _PITCH
        top += 6
