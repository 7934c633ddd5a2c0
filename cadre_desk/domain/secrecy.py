"""密级: the mark of a state secret, 秘密★5年, and what every copy that leaves carries beside it.

《保守国家秘密法》 art 20 limits the period, art 22 forbids the mark on anything else: no mark is the rule.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from cadre_desk.domain.text import clean, compact

LONG_TERM: Final = "长期"
UNMARKED: Final = "不标密"  # how a list shows that there is no mark
LIMITS: Final[Mapping[str, int]] = {"绝密": 30, "机密": 20, "秘密": 10}  # years
LEVELS: Final = ("机密", "秘密")  # the higher first
TOP: Final = "绝密"
_STARS = str.maketrans("*☆", "★★")  # what an input method gives more easily; the wide ＊ is narrow by then
_MARK = re.compile(r"(绝密|机密|秘密)(?:★(.*))?")
_YEARS = re.compile(r"([1-9][0-9]?)年")
_EXAMPLE = "应写作“秘密★5年”的样式，长期的写作“秘密★长期”，不属于国家秘密的留空"


class BadLabel(ValueError):
    """A 密级 that must not be printed; the message says why and how to write it."""


@dataclass(frozen=True, slots=True)
class Label:
    """One mark; years is None for 长期."""

    level: str
    years: int | None

    def __str__(self) -> str:
        """秘密★5年."""
        return f"{self.level}★{LONG_TERM if self.years is None else f'{self.years}年'}"

    @property
    def weight(self) -> tuple[int, int]:
        """The graver, the greater."""
        return -LEVELS.index(self.level), 999 if self.years is None else self.years


def read(text: str, limits: Mapping[str, int] = LIMITS) -> Label | None:
    """The label in its one form, None where the text is blank (不标密); BadLabel with the reason in Chinese."""
    plain = compact(clean(text)).translate(_STARS)
    if plain in ("", UNMARKED):
        return None
    found = _MARK.fullmatch(plain)
    if found is None:
        raise BadLabel(f"“{text.strip()[:20]}”不是密级：国家秘密标志只有“机密★…”和“秘密★…”；{_EXAMPLE}")
    level, period = found[1], found[2]
    if level == TOP:
        raise BadLabel(
            "本程序不处理绝密级内容：绝密级须在经批准的专用设备上办理，请勿录入、打印或导出；密级请改正或留空"
        )
    if not period:
        raise BadLabel(f"密级“{level}”没有写保密期限；{_EXAMPLE}")
    if period == LONG_TERM:
        return Label(level, None)
    years = _YEARS.fullmatch(period)
    if years is None:
        raise BadLabel(f"密级的保密期限“{period[:20]}”写法不对；{_EXAMPLE}")
    if int(years[1]) > limits[level]:
        raise BadLabel(f"{level}级的保密期限不超过{limits[level]}年，现为{years[1]}年；请由定密责任人核定")
    return Label(level, int(years[1]))


def normal(text: str, limits: Mapping[str, int] = LIMITS) -> str:
    """The label as it is kept and printed, empty where there is none; BadLabel as read."""
    return str(read(text, limits) or "")


def fault(text: str, limits: Mapping[str, int] = LIMITS) -> str:
    """Why this label may not be used, in Chinese; empty when it may."""
    try:
        read(text, limits)
    except BadLabel as error:
        return str(error)
    return ""


def gravest(texts: Iterable[str], limits: Mapping[str, int] = LIMITS) -> str:
    """The label of a whole that holds parts with these labels."""
    found = [label for text in texts if (label := read(text, limits))]
    return str(max(found, key=lambda label: label.weight)) if found else ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a copy that leaves carries: its 密级, its number in the register, who made it and when."""

    label: str  # "" where it carries none
    number: str  # 出〔2026〕0001号
    officer: str
    at: str  # 2026-03-02 09:30

    def __str__(self) -> str:
        """李审核 2026-03-02 09:30 出〔2026〕0001号: the words of a watermark."""
        return f"{self.officer} {self.at} {self.number}"
