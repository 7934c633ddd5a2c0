"""What the decision table suggests for a pair, and for a thing that only a registry tells.

处理办法(2017) arts 3 and 4 as in domain.md §2: what is missing as a whole, what is too little, what differs otherwise.
Everything that the table does not settle, and everything that may have a good reason, is left to a person.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from cadre_desk.domain.dates import add_months
from cadre_desk.domain.pack import Grading, SectionCheck, Source, Tolerance, Verification
from cadre_desk.domain.people import earliest, latest, may_be_same
from cadre_desk.domain.verification.matching import NEAR, Pair, reach
from cadre_desk.domain.verification.records import Outcome
from cadre_desk.domain.verification.things import CLASS, Normal, Thing, compared_fields, tolerance_of

_GRADES = {"omission": Outcome.OMISSION, "concealment": Outcome.CONCEALMENT, "review": Outcome.REVIEW}
_YUAN_PER_WAN = 10_000


class Verdict(NamedTuple):
    """A suggestion: outcome, why, the fields that differ, the source where the table names one."""

    outcome: Outcome
    reason: str
    fields: tuple[str, ...] = ()
    source: Source | None = None


class Gap(Enum):
    """How one value of the feedback differs from the declared one."""

    SAME = "same"
    CLOSE = "tolerance"
    SHORT = "short"  # declared too little
    LARGER = "larger"
    OTHER = "differs"


def judge(pair: Pair, check: SectionCheck, law: Verification) -> Verdict:
    """The suggestion for two sides of one thing."""
    gaps = {key: gap for key, gap in _gaps(pair, check, law) if gap != "same"}
    fields = tuple(gaps)
    if not gaps:
        return Verdict(Outcome.SAME, "same")
    kind = _class_of(pair.declared) or _class_of(pair.checked)
    if "short" in gaps.values():
        return _graded(check.gradings[kind, "short"], "short", fields)
    # The reason shown is the weightiest; all fields that differ are listed in any case.
    for reason in ("unit", "sources", "blank", "larger", "differs"):
        if reason in gaps.values():
            return _graded(check.gradings[kind, "differs"], reason, fields)
    if pair.level == NEAR and len(fields) > 1 and all(_is_date(key, check) for key in fields):
        # Leaving and coming back both on other days is rather another trip than a slip of the pen.
        return _graded(check.gradings[kind, "differs"], "differs", fields)
    return Verdict(Outcome.EXPLAINED, "tolerance", fields)


def _is_date(key: str, check: SectionCheck) -> bool:
    return tolerance_of(check.section.field(key).kind) == "date"


def _graded(grading: Grading, reason: str, fields: tuple[str, ...] = ()) -> Verdict:
    return Verdict(_GRADES[grading.grade], reason, fields, grading.source)


def _class_of(thing: Thing) -> str:
    return str(next(iter(thing.normal.get(CLASS, ())), ""))


def _gaps(pair: Pair, check: SectionCheck, law: Verification) -> Iterator[tuple[str, str]]:
    """(field, key of the phrase) of every field that both sides tell."""
    weaker = _names_beside_number(check) if pair.level == 0 else frozenset()
    for key in compared_fields(check):
        declared, checked = pair.declared.normal.get(key, ()), pair.checked.normal.get(key, ())
        if checked and not declared and key in check.short:
            yield key, "blank"
        if not checked or not declared or declared == checked:
            continue
        gap = _gap_of_sources(declared, checked, key, check, law)
        yield key, "tolerance" if gap != "same" and key in weaker else gap


def _names_beside_number(check: SectionCheck) -> frozenset[str]:
    """Fields that only name the thing where its number is missing: spelt otherwise they mean nothing beside it."""
    return frozenset(one for keys in check.keys[1:] for one in keys) - frozenset(check.keys[0])


def _gap_of_sources(
    declared: Sequence[Normal], checked: Sequence[Normal], key: str, check: SectionCheck, law: Verification
) -> str:
    if key in check.sets:
        return _gap_of_sets(declared, checked, check.co_owned and key == check.person)
    gaps = {_gap(declared[0], value, key, check, law) for value in checked}
    if len(gaps) > 1:
        return "tolerance" if gaps == {Gap.SAME, Gap.CLOSE} else "sources"
    (gap,) = gaps
    if gap in (Gap.SHORT, Gap.LARGER) and _ten_thousandfold(declared[0], checked[0]):
        return "unit"
    if gap is Gap.SHORT and key not in check.short:
        return "differs"
    return gap.value


def _gap_of_sets(declared: Sequence[Normal], checked: Sequence[Normal], part_is_enough: bool) -> str:
    """A registry tells of the owners only those who were asked for."""
    ours, theirs = _all(declared), _all(checked)
    return "same" if ours == theirs or (part_is_enough and theirs <= ours) else "differs"


def _all(values: Sequence[Normal]) -> frozenset[object]:
    return frozenset(one for value in values if isinstance(value, frozenset) for one in value)


def _ten_thousandfold(one: Normal, other: Normal) -> bool:
    """元 typed where 万元 is asked for, on either side."""
    if not (isinstance(one, Decimal) and isinstance(other, Decimal)):
        return False
    return one != 0 and (other == one * _YUAN_PER_WAN or one == other * _YUAN_PER_WAN)


def _gap(declared: Normal, checked: Normal, key: str, check: SectionCheck, law: Verification) -> Gap:
    if declared == checked:
        return Gap.SAME
    tolerance = law.tolerances.get(tolerance_of(check.section.field(key).kind))
    if tolerance and tolerance.key == "date":
        return _gap_of_dates(str(declared), str(checked), tolerance)
    if tolerance and isinstance(declared, Decimal) and isinstance(checked, Decimal):
        return _gap_of_figures(declared, checked, tolerance)
    return Gap.OTHER


def _gap_of_figures(declared: Decimal, checked: Decimal, tolerance: Tolerance) -> Gap:
    gap = abs(checked - declared)
    if gap <= tolerance.same:
        return Gap.SAME
    if gap <= reach(tolerance, checked):
        return Gap.CLOSE
    return Gap.SHORT if checked > declared else Gap.LARGER


def _gap_of_dates(declared: str, checked: str, tolerance: Tolerance) -> Gap:
    if may_be_same(declared, checked):
        return Gap.SAME
    first, second = sorted((declared, checked))
    end, start = latest(first), earliest(second)
    if end is None or start is None:
        return Gap.OTHER
    if start <= add_months(end, tolerance.same) and tolerance.same:
        return Gap.SAME
    limit = add_months(end, tolerance.explained)
    return Gap.CLOSE if tolerance.explained and start <= limit else Gap.OTHER


# -- only the feedback has it ----------------------------------------------------------------------------------------


class Missing(NamedTuple):
    """What is known about a thing that was not declared."""

    thing: Thing
    some: bool  # other things of the section were declared
    same_person: bool  # and the section has one entry for each person, who has one
    scope: str  # own, outside, adult, or empty
    repeated: bool  # the same source tells another thing word for word


def judge_missing(one: Missing, filed: str | None, check: SectionCheck) -> Verdict:
    """The suggestion for a thing that a registry tells and the report does not."""
    situation = "some" if one.some else "none"
    grading = check.gradings[_class_of(one.thing), "differs" if one.same_person else situation]
    when = _when(one.thing, filed, check)
    if one.scope == "outside" or when in ("later", "earlier"):
        return Verdict(Outcome.EXPLAINED, "outside" if one.scope == "outside" else when)
    doubts = ("own" if one.scope == "own" else "", "" if filed else "no_filing", one.scope, when)
    for doubt in (*doubts, "repeated" if one.repeated else ""):
        if doubt:
            return Verdict(Outcome.REVIEW, doubt, (), grading.source)
    return _graded(grading, situation)


def _when(thing: Thing, filed: str | None, check: SectionCheck) -> str:
    """later, maybe_later or earlier than what had to be reported; empty where it had to be, or nothing is known."""
    if not filed:
        return ""
    got = [str(value) for value in thing.normal.get(check.acquired, ())]
    if got and all((earliest(day) or date.min).isoformat() > filed for day in got):
        return "later"
    if got and any((latest(day) or date.min).isoformat() > filed for day in got):
        return "maybe_later"
    begin = look_back_start(filed)
    over = [str(value) for value in thing.normal.get(check.look_back, ())]
    return "earlier" if over and all((latest(day) or date.max) < begin for day in over) else ""


def look_back_start(filed: str) -> date:
    """1 January of the year before the filing, from which trips and documents are reported (填报须知, M)."""
    return date(int(filed[:4]) - 1, 1, 1)
