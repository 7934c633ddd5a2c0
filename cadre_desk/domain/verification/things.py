"""Rows brought into one spelling, and rows of several sources or co-owners united to the thing they mean."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from cadre_desk.domain.pack import Pack, SectionCheck
from cadre_desk.domain.people import Entry
from cadre_desk.domain.text import clean, halfwidth, person_name
from cadre_desk.domain.values import KINDS, ValueFault, find_value
from cadre_desk.domain.verification.records import FeedbackRow

Normal = Hashable  # a value in the spelling in which it is compared
CLASS = "class"
_NUMBERS = {"area": "area", "money": "amount", "number": "amount", "integer": "amount", "percent": "share"}
_DATES = ("date", "month")
_SIGNS = re.compile(r"[\W_]+")
_BETWEEN = re.compile(r"[、,，;；/]+")


class Line(NamedTuple):
    """One row of either side in normal spelling; blank fields are left out of normal."""

    ref: str
    source: str
    origin: Entry | FeedbackRow
    values: Mapping[str, Any]
    normal: dict[str, Normal]


@dataclass(slots=True, eq=False)
class Thing:
    """Lines that mean the same thing; every field with its different values."""

    lines: list[Line]
    normal: dict[str, tuple[Normal, ...]]

    @property
    def ref(self) -> str:
        """Names the thing in a fixed order."""
        return self.lines[0].ref

    def signature(self, *without: str) -> Hashable:
        """Everything that is compared."""
        return tuple(sorted((key, values) for key, values in self.normal.items() if key not in without))


def tolerance_of(kind: str) -> str:
    """The key of the tolerance for a kind of field; empty where only the same is the same."""
    return "date" if kind in _DATES else _NUMBERS.get(kind, "")


@dataclass(slots=True)
class Speller:
    """Brings text and values of a pack's sections into the spelling in which they are compared."""

    pack: Pack
    memo: dict[tuple[str, str], dict[Any, Normal]] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    readers: dict[tuple[str, str], Callable[[Any], Normal]] = field(default_factory=dict)
    used: dict[str, tuple[str, ...]] = field(default_factory=dict)

    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """One search for all variants, the longest first."""
        others = sorted(self.pack.verification.variants, key=lambda one: (-len(one), one))
        self.pattern = re.compile("|".join(map(re.escape, others)) or r"(?!)")

    def fold(self, text: str) -> str:
        """Without blanks and signs, capital, with usual characters for variants: 王 建國 is 王建国."""
        found = self.folded.get(text)
        if found is None:
            variants = self.pack.verification.variants
            found = self.pattern.sub(lambda one: variants[one[0]], plain_name(text))
            self.folded[text] = found
        return found

    def normal(self, check: SectionCheck, values: Mapping[str, Any]) -> dict[str, Normal]:
        """Every compared field that is filled, and the class of the thing."""
        section = check.section.key
        found: dict[str, Normal] = {}
        for key in self._used(check):
            value = values.get(key)
            if value is None or value == "":
                continue
            memo = self.memo.setdefault((section, key), {})
            if value not in memo:
                memo[value] = self._reader(check, key)(value)
            found[key] = memo[value]
        if check.class_field:
            found[CLASS] = _class(check, str(values.get(check.class_field) or ""))
        return found

    def _used(self, check: SectionCheck) -> tuple[str, ...]:
        key = check.section.key
        if key not in self.used:
            more = (*compared_fields(check), *(check.near or ()), check.near_by, check.acquired, check.look_back)
            self.used[key] = tuple(dict.fromkeys(one for one in more if one and one != CLASS))
        return self.used[key]

    def _reader(self, check: SectionCheck, key: str) -> Callable[[Any], Normal]:
        place = check.section.key, key
        if place not in self.readers:
            self.readers[place] = self._make_reader(check, key)
        return self.readers[place]

    def _make_reader(self, check: SectionCheck, key: str) -> Callable[[Any], Normal]:
        one = check.section.field(key)
        if tolerance_of(one.kind):
            read = KINDS[one.kind].read

            def figure(value: Any) -> Normal:
                try:
                    return value if isinstance(value, Decimal) else read(one, value)
                except ValueFault:
                    return self.fold(str(value))  # what cannot be read differs from every figure and goes to a person

            return figure
        if key in check.sets:
            return lambda value: frozenset(self._parts(check, key, str(value)))
        if key == check.digits:
            return lambda value: _six_digits(str(value)) or self.fold(str(value))
        return lambda value: self._word(check, key, str(value))

    def _parts(self, check: SectionCheck, key: str, text: str) -> Iterator[str]:
        for part in _BETWEEN.split(halfwidth(text)):
            if part.strip():
                yield self._word(check, key, part)

    def _word(self, check: SectionCheck, key: str, text: str) -> str:
        codes = check.section.field(key).codes
        return self.fold((find_value(codes, text) if codes else None) or text)


def plain_name(text: str) -> str:
    """A name without blanks, dots and signs, in half width; variants of characters stay."""
    return _SIGNS.sub("", halfwidth(person_name(clean(text)))).upper()


def _six_digits(text: str) -> str:
    found = re.search(r"(?<!\d)\d{6}(?!\d)", halfwidth(text))
    return found[0] if found else ""


def has_code(thing: Thing, check: SectionCheck) -> bool:
    """Whether the thing has a six-digit code."""
    return bool(check.digits) and any(_six_digits(str(one)) for one in thing.normal.get(check.digits, ()))


def _class(check: SectionCheck, text: str) -> str:
    return next((key for key, words in check.classes.items() if any(word in text for word in words)), "")


def compared_fields(check: SectionCheck) -> tuple[str, ...]:
    """The fields that are held against each other: those that name the thing, further ones, the figures."""
    named = (one for keys in check.keys for one in keys if one != CLASS)
    return tuple(dict.fromkeys((*named, *check.compare, *check.short)))


# -- unite -----------------------------------------------------------------------------------------------------------


def keys_of(thing: Thing, keys: tuple[str, ...]) -> Iterator[Hashable]:
    """The keys of a thing at one level; none where a field is blank, several where its sources differ."""
    return product(*(thing.normal.get(key, ()) for key in keys))


def united(things: Iterable[Thing]) -> Thing:
    """One thing of the lines of several."""
    lines = sorted((line for thing in things for line in thing.lines), key=lambda line: line.ref)
    values: dict[str, dict[Normal, None]] = {}
    for line in lines:
        for key, value in line.normal.items():
            values.setdefault(key, {})[value] = None
    if set(values.get(CLASS, ())) > {""}:
        values[CLASS].pop("", None)
    return Thing(lines, {key: tuple(sorted(found, key=str)) for key, found in values.items()})


def gather(lines: Iterable[Line], check: SectionCheck) -> list[Thing]:
    """The things that lines of one person and section mean; the order of the lines does not matter."""
    things = [Thing([line], {key: (value,) for key, value in line.normal.items()}) for line in lines]
    if len(things) < 2:
        return things
    things.sort(key=lambda one: one.ref)
    for level in range(len(check.keys)):
        things = _gather_level(things, check, level)
    return things


def _gather_level(things: list[Thing], check: SectionCheck, level: int) -> list[Thing]:
    groups: dict[Hashable, list[Thing]] = {}
    for thing in things:
        found = list(keys_of(thing, check.keys[level]))
        groups.setdefault(found[0] if len(found) == 1 else (thing.ref,), []).append(thing)
    united_groups = (_gather_group(group, check) if len(group) > 1 else group for group in groups.values())
    return sorted((thing for group in united_groups for thing in group), key=lambda one: one.ref)


def _gather_group(group: list[Thing], check: SectionCheck) -> list[Thing]:
    """Rows that tell the same are one thing, unless one source tells it twice; several sources tell one thing."""
    without = (check.person,) if check.co_owned else ()
    buckets: dict[Hashable, list[Thing]] = {}
    seen: dict[Hashable, int] = {}
    for thing in group:
        told = thing.signature(*without)
        place = told, thing.normal.get(check.person), tuple(sorted(_sources(thing)))
        seen[place] = seen.get(place, 0) + 1
        buckets.setdefault((told, seen[place]), []).append(thing)
    found = [bucket[0] if len(bucket) == 1 else united(bucket) for bucket in buckets.values()]
    if len(found) > 1 and _one_of_each_source(found, check):
        return [united(found)]
    return found


def _sources(thing: Thing) -> set[str]:
    return {line.source for line in thing.lines}


def _one_of_each_source(things: list[Thing], check: SectionCheck) -> bool:
    """Whether no source would tell it twice, and neither number nor class speaks against its being one thing."""
    sources = [source for thing in things for source in _sources(thing)]
    if len(set(sources)) < len(sources):
        return False
    numbers = {
        key: {value for thing in things for value in thing.normal.get(key, ())} for key in (*check.keys[0], CLASS)
    }
    numbers[CLASS].discard("")
    return all(len(values) <= 1 for values in numbers.values())


# -- dates -----------------------------------------------------------------------------------------------------------


def first_day(text: Normal) -> date | None:
    """The first day that an ISO date can mean; None for anything else."""
    try:
        year, month, *day = (int(part) for part in str(text).split("-"))
        return date(year, month, day[0] if day else 1)
    except ValueError:
        return None
