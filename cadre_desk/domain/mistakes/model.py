"""What the checks look at, and what they give.

A check is a function that yields slips; which sections it looks at, its words, figures and source stand in the pack
(mistakes.toml) under the same number.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from cadre_desk.domain.codes import CodeError, parse_identity
from cadre_desk.domain.dates import add_months
from cadre_desk.domain.declaration import DISPOSED, State, apply, restates
from cadre_desk.domain.pack import Check, Field, Pack, Section, Source
from cadre_desk.domain.people import Cadre, Entry, Filing, Relative, earliest, latest
from cadre_desk.domain.sheet import item_key
from cadre_desk.domain.text import person_name
from cadre_desk.domain.values import show

FIRST = "首次报告"
_NOTES = re.compile(r"[（(][^（()）]*[)）]")
_JOINTS = re.compile(r"[、，,；;/\n]+")


class Mistake(NamedTuple):
    """疑似填报错误: where it is, what is seen there, what to look at, and what that rests on.

    section is empty for the filing as a whole, position (from 0 within the section) None for a section as a whole,
    field empty for a row as a whole. sentence says what stands there, expected what to look at: neither concludes.
    """

    id: str  # FM-03, the row of the table of common mistakes
    variant: str  # which sentence of that row
    severity: Literal["error", "warning", "question"]
    section: str
    position: int | None
    field: str
    sentence: str
    expected: str
    source: Source

    @property
    def kind(self) -> Literal["硬", "提示"]:
        """硬: the data contradict themselves or the form; 提示: only the cadre can say."""
        return "提示" if self.severity == "question" else "硬"


class Slip(NamedTuple):
    """What a check found, before it is put into the words of the pack."""

    variant: str
    field: str
    facts: Mapping[str, str]


class PlacedSlip(NamedTuple):
    """A slip of the filing as a whole, and its place."""

    section: str
    position: int | None
    slip: Slip


@dataclass(frozen=True, slots=True)
class Scene:
    """What a row is read beside. filing None: nothing is known of the filing yet, as while its first row is typed."""

    pack: Pack
    today: date
    filing: Filing | None = None
    before: State = field(default_factory=dict)  # held after the filing before this one
    cadre: Cadre | None = None
    relatives: Sequence[Relative] = ()

    @property
    def day(self) -> date:
        """The day of filling in: signed, else received, else today."""
        head = self.filing
        return (head and (day_of(head.signed) or day_of(head.received))) or self.today

    @property
    def restates(self) -> bool:
        """Whether the full sections are written anew."""
        return self.filing is not None and restates(self.filing)

    @property
    def first(self) -> bool:
        """首次报告, or the first one that is known here; a 30-day report never states everything."""
        return self.filing is not None and (self.filing.filing == FIRST or (not self.before and self.restates))

    @property
    def names(self) -> set[str]:
        """The cadre and all recorded relatives."""
        own = [self.cadre.name] if self.cadre else []
        return {person_name(name) for name in (*own, *(one.name for one in self.relatives))}

    def group(self, relation: str) -> str:
        """配偶, 子女, … for a 称谓; the word itself where it has no group."""
        codes = self.pack.codes["relation"]
        return codes.groups.get(codes.aliases.get(relation, relation), relation)

    def family(self, groups: Iterable[str]) -> list[Relative]:
        """The recorded relatives of these groups."""
        return [one for one in self.relatives if self.group(one.relation) in groups]

    def birth(self, name: str) -> tuple[str, date] | None:
        """(as recorded, the first day it can mean) of the cadre or a relative of that name."""
        if self.cadre and person_name(self.cadre.name) == name:
            return _birth(self.cadre.birth, self.cadre.identity)
        return next((_birth(one.birth, one.identity) for one in self.relatives if person_name(one.name) == name), None)


def _birth(recorded: str | None, identity: str | None) -> tuple[str, date] | None:
    if day := day_of(recorded):
        return str(recorded), day
    try:
        born = parse_identity(identity or "").birth
    except CodeError:
        return None
    return born.isoformat(), born


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a section, its values by key of the field as values.parse or the store gives them."""

    scene: Scene
    section: Section
    values: Mapping[str, Any]
    position: int = 0

    @property
    def action(self) -> str:
        """填报情形; a full section tells a disposal by its 去向."""
        return DISPOSED if self.values.get("disposal") else self.text("action")

    @property
    def held(self) -> bool:
        """Whether the row tells something that is, not something that is gone."""
        return self.action != DISPOSED

    @property
    def item(self) -> str:
        """The natural key, normalised."""
        return item_key([self.values.get(key) for key in self.section.natural_key])

    @property
    def known(self) -> Entry | None:
        """The same item as it was held before."""
        return self.scene.before.get(self.section.key, {}).get(self.item)

    @property
    def words(self) -> str:
        """The item as the form names it."""
        named = (show(self.section.field(key), self.values[key]) for key in self.section.natural_key if self.text(key))
        return " ".join(named) or self.section.title

    @property
    def owners(self) -> list[str]:
        """The names in 产权人（共有人）, 持有人 or 姓名."""
        text = self.text("owner") or self.text("person") or self.text("child")
        return names_in(text)

    def text(self, key: str) -> str:
        """The value as text, without outer blanks; empty where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value).strip()

    def number(self, key: str) -> Decimal | None:
        """The value as an exact number."""
        return number_of(self.values.get(key))

    def day(self, key: str) -> date | None:
        """The first day that a date can mean."""
        return day_of(self.values.get(key))

    def label(self, key: str) -> str:
        """The label of a field, or its key where the pack has no such field."""
        return next((one.label for one in self.section.fields if one.key == key), key)

    def slip(self, variant: str, key: str = "", **facts: object) -> Slip:
        """What was found in that field; the item, the label and the value are told without asking."""
        value = figure(number) if (number := self.number(key)) is not None else self.text(key)
        told = {"item": self.words, "label": self.label(key), "value": value, "person": "、".join(self.owners)}
        return Slip(variant, key, told | {name: _fact(one) for name, one in facts.items()})


@dataclass(frozen=True, slots=True)
class Whole:
    """A filing with all its rows, and what is held after it."""

    scene: Scene
    rows: Sequence[Row]
    after: State

    def of(self, *sections: str) -> list[Row]:
        """The rows of these sections."""
        return [one for one in self.rows if one.section.key in sections]

    def held(self, *sections: str) -> list[Row]:
        """What is held after the filing; rows of before have the position -1."""
        old = (
            Row(self.scene, self.scene.pack.sections[key], entry.values, -1)
            for key in sections
            for entry in self.after.get(key, {}).values()
        )
        new = [one for one in self.of(*sections) if one.held]
        written = {(one.section.key, one.item) for one in new}
        return [*new, *(one for one in old if (one.section.key, one.item) not in written)]


def whole(scene: Scene, entries: Iterable[Entry]) -> Whole:
    """The rows of a filing in their sections, and the state after them."""
    sections = scene.pack.sections
    known = [one for one in entries if one.section in sections]
    after: State = {key: dict(items) for key, items in scene.before.items() if key in sections}
    if scene.filing is not None:
        apply(after, scene.filing, known, sections)
    return Whole(scene, [Row(scene, sections[one.section], one.values, one.position) for one in known], after)


# -- values ----------------------------------------------------------------------------------------------------------


def number_of(value: object) -> Decimal | None:
    """A number as the store keeps it (text or number), exact; None where it is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def names_in(text: str) -> list[str]:
    """张三（50%）、王芳 are two names, 张三 王芳 as well, 张 三 is one."""
    found = []
    for one in _JOINTS.split(_NOTES.sub("", text)):
        parts = one.split()
        apart = len(parts) > 1 and not one.isascii() and all(len(part) > 1 for part in parts)
        found += [person_name(part) for part in (parts if apart else [one]) if part.strip()]
    return found


def day_of(value: object) -> date | None:
    """The first day that a stored date can mean; None where it is none."""
    return _read_day(value, earliest)


def last_day_of(value: object) -> date | None:
    """The last day that a stored date can mean; None where it is none."""
    return _read_day(value, latest)


def _read_day(value: object, read: Callable[[str], date | None]) -> date | None:
    try:
        return read(value) if isinstance(value, str) else None
    except (ValueError, TypeError):
        return None


def moved(day: date, months: int) -> date:
    """That many months later, or the end of the calendar."""
    try:
        return add_months(day, months)
    except ValueError:
        return date.max if months > 0 else date.min


def near(one: Decimal, other: Decimal, percent: int) -> bool:
    """Whether two figures differ by at most that share of the larger."""
    return abs(one - other) * 100 <= percent * max(one, other)


def figure(number: Decimal) -> str:
    """A number without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def first_in(words: Iterable[str], text: str) -> str:
    """The first of the words that the text contains, or an empty text."""
    return next((word for word in words if word in text), "")


def _fact(value: object) -> str:
    return figure(value) if isinstance(value, Decimal) else str(value)


# -- the register ----------------------------------------------------------------------------------------------------

RowCheck = Callable[[Row, Check], Iterator[Slip]]
WholeCheck = Callable[[Whole, Check], Iterator[PlacedSlip]]

ROW_CHECKS: dict[str, list[RowCheck]] = {}
WHOLE_CHECKS: dict[str, list[WholeCheck]] = {}


def row_check(id_: str) -> Callable[[RowCheck], RowCheck]:
    """Enter a function that looks at one row of the sections which the pack names for that number."""

    def enter(function: RowCheck) -> RowCheck:
        ROW_CHECKS.setdefault(id_, []).append(function)
        return function

    return enter


def whole_check(id_: str) -> Callable[[WholeCheck], WholeCheck]:
    """Enter a function that looks at the filing as a whole."""

    def enter(function: WholeCheck) -> WholeCheck:
        WHOLE_CHECKS.setdefault(id_, []).append(function)
        return function

    return enter


def at(row: Row, slip: Slip) -> PlacedSlip:
    """A slip at a row; what is held from before has no place in this filing."""
    return PlacedSlip(row.section.key, row.position if row.position >= 0 else None, slip)


def anywhere(variant: str, section: str = "", field_key: str = "", **facts: object) -> PlacedSlip:
    """A slip of a section, or of the filing, without a row."""
    return PlacedSlip(section, None, Slip(variant, field_key, {name: _fact(one) for name, one in facts.items()}))


@lru_cache(maxsize=4)
def demands(pack: Pack) -> Mapping[str, Sequence[tuple[Check, Field]]]:
    """Which fields of a section the enabled checks miss where the form demands them."""
    found: dict[str, list[tuple[Check, Field]]] = {key: [] for key in pack.sections}
    for check in pack.checks.values():
        for key, wanted in check.required.items() if check.enabled else ():
            fields = pack.sections[key].fields if key in pack.sections else ()
            found.setdefault(key, []).extend((check, one) for one in fields if one.key in wanted)
    return found


@lru_cache(maxsize=4)
def checks_of_rows(pack: Pack) -> Mapping[str, Sequence[tuple[Check, RowCheck]]]:
    """Which enabled checks look at the rows of a section."""
    found: dict[str, list[tuple[Check, RowCheck]]] = {key: [] for key in pack.sections}
    for check in pack.checks.values():
        for function in ROW_CHECKS.get(check.id, ()) if check.enabled else ():
            for key in check.sections or pack.sections:
                if key in found:
                    found[key].append((check, function))
    return found


def checks_of_filings(pack: Pack) -> Iterator[tuple[Check, WholeCheck]]:
    """The enabled checks of a filing as a whole."""
    for check in pack.checks.values():
        for function in WHOLE_CHECKS.get(check.id, ()) if check.enabled else ():
            yield check, function


class _Gaps(dict[str, str]):
    """A fact that was not given shows as a gap instead of failing in front of the officer."""

    def __missing__(self, key: str) -> str:
        return "…"


def mistake(check: Check, section: str, position: int | None, slip: Slip) -> Mistake:
    """A slip in the words of the pack."""
    sentence = check.sentences.get(slip.variant, check.title).format_map(_Gaps(slip.facts))
    return Mistake(
        check.id, slip.variant, check.severity, section, position, slip.field, sentence, check.expected, check.source
    )
