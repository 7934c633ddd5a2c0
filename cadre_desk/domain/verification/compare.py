"""查核比对: the state that cadres declared against what registries gave back, thing by thing.

Rows are put into dictionaries by person, section and key; nothing is compared with everything.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cadre_desk.domain.declaration import DISPOSED, State, filing_day, holdings, restates
from cadre_desk.domain.pack import Pack, Route, Section, SectionCheck
from cadre_desk.domain.people import Dossier, Entry
from cadre_desk.domain.values import Value, ValueFault, parse
from cadre_desk.domain.verification.grading import Missing, Verdict, judge, judge_missing
from cadre_desk.domain.verification.matching import NEAR, Match, Pair, match
from cadre_desk.domain.verification.persons import Register, scope
from cadre_desk.domain.verification.records import (
    Candidate,
    Choice,
    Comparison,
    FeedbackRow,
    FieldDifference,
    Member,
    Outcome,
    Result,
    Subject,
    Unsettled,
)
from cadre_desk.domain.verification.things import Line, Speller, Thing, gather, tolerance_of, united

FIRST = "首次报告"
_FIELDLESS = (Outcome.SAME, Outcome.ABSENT)


def read_row(
    section: Section,
    cells: Mapping[str, Any],
    *,
    ref: str,
    source: str,
    person: str,
    identity: str | None = None,
    cadre: str | None = None,
) -> FeedbackRow:
    """A row of a registry from cells by field key, in the units of the form: 1100000元 is 110 万元.

    ValueFault where a cell is not of the kind of its field; a wrong check digit is kept, for it is the registry's.
    """
    values = {key: _read(section, key, cell) for key, cell in cells.items()}
    return FeedbackRow(ref, source, section.key, person, identity, cadre, values)


def _read(section: Section, key: str, cell: Any) -> Value:
    try:
        return parse(section.field(key), cell)
    except ValueFault as fault:
        if fault.code == "check_digit" or section.field(key).kind == "credit_code":
            return str(cell)
        raise


def subject_of(dossier: Dossier, sections: Mapping[str, Section], until: str | None = None) -> Subject:
    """The cadre of a dossier with the state after the last filing up to that ISO day, and what was disposed of."""
    filings = [one for one in dossier.filings if until is None or filing_day(one[0]) <= until]
    state = holdings(filings, sections)
    gone: dict[tuple[str, str], Entry] = {}
    for filing, entries in filings:
        if restates(filing):  # what left a full section before that filing is an old story
            gone = {place: entry for place, entry in gone.items() if sections[place[0]].kind != "full"}
        gone.update({(one.section, one.item): one for one in entries if one.action == DISPOSED})
    cadre = dossier.cadre
    members = tuple(Member(one.relation, one.name, one.identity, one.birth) for one in dossier.relatives)
    disposed = tuple(e for (section, item), e in gone.items() if item not in state.get(section, {}))
    last = filings[-1][0] if filings else None
    day = filing_day(last) if last else None
    return Subject(
        cadre.id, cadre.name, cadre.identity, members, state, disposed, day, bool(last and last.filing == FIRST)
    )


def compare(
    subjects: Sequence[Subject],
    feedback: Iterable[FeedbackRow],
    pack: Pack,
    *,
    decided: Mapping[str, Choice] | None = None,
    asked: Collection[str] | None = None,
) -> Comparison:
    """Compare the states of many cadres with the rows of many registries.

    The rows are of sections of the pack; one cadre occurs once among the subjects.
    decided: ref of a row -> whose and which it is, as a person decided earlier.
    asked: sections of which the registries were asked (None: all); only there the feedback can lack a declared thing.
    """
    work = _Work(pack, subjects, decided or {}, asked)
    return work.compare(feedback)


@dataclass(slots=True)
class _Work:
    pack: Pack
    subjects: Sequence[Subject]
    decided: Mapping[str, Choice]
    asked: Collection[str] | None
    speller: Speller = field(init=False)
    results: list[Result] = field(default_factory=list)
    unsettled: list[Unsettled] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.speller = Speller(self.pack)

    def compare(self, feedback: Iterable[FeedbackRow]) -> Comparison:
        register = Register(self.subjects, self.speller)
        found, self.unsettled, strangers = register.assign(feedback, self.decided)
        pending = {(one.cadre_id, one.section) for unsure in self.unsettled for one in unsure.candidates}
        by_place: dict[int, dict[str, list[Line]]] = {}
        for place, row in found:
            self._add(by_place.setdefault(place, {}), self._line(row.ref, row.source, row, row.values, row.section))
        for place, subject in enumerate(self.subjects):
            _One(self, subject, by_place.get(place, {}), pending).compare()
        self.unsettled.sort(key=lambda one: (one.rows[0].ref if one.rows else "", one.reason))
        return Comparison(tuple(self.results), tuple(self.unsettled), tuple(sorted(strangers, key=lambda one: one.ref)))

    def lines(self, state: State) -> dict[str, list[Line]]:
        """The lines of a declared state by section."""
        found: dict[str, list[Line]] = {}
        for section, items in state.items():
            for item, entry in items.items() if section in self.pack.sections else ():
                self._add(found, self._line(f"{section}:{item}", "", entry, entry.values, section))
        return found

    def _add(self, lines: dict[str, list[Line]], found: tuple[str, Line]) -> None:
        lines.setdefault(found[0], []).append(found[1])

    def _line(
        self, ref: str, source: str, origin: Entry | FeedbackRow, values: Mapping[str, Any], section: str
    ) -> tuple[str, Line]:
        for route in self.pack.verification.routes:
            if route.section == section and self._belongs(route, values):
                section, values = route.to, {route.rename.get(key, key): value for key, value in values.items()}
                break
        check = self.pack.verification.sections[section]
        if isinstance(origin, FeedbackRow) and check.person and not values.get(check.person):
            values = {**values, check.person: origin.person}
        return section, Line(ref, source, origin, values, self.speller.normal(check, values))

    def _belongs(self, route: Route, values: Mapping[str, Any]) -> bool:
        places = [
            one.removeprefix("中国") for one in str(values.get(route.field) or "").replace("，", "、").split("、")
        ]
        return all(one.strip() in route.words for one in places)


@dataclass(slots=True)
class _One:
    """The comparison of one cadre."""

    work: _Work
    subject: Subject
    feedback: Mapping[str, list[Line]]
    pending: Collection[tuple[int, str]]

    def compare(self) -> None:
        declared = self.work.lines(self.subject.state)
        disposed: dict[str, list[Line]] = {}
        for n, entry in enumerate(self.subject.disposed):
            lines = self.work.lines({entry.section: {f"{entry.item}#{n}": entry}})
            for section, found in lines.items():
                disposed.setdefault(section, []).extend(found)
        for key, check in self.work.pack.verification.sections.items():
            sides = declared.get(key, []), self.feedback.get(key, []), disposed.get(key, [])
            if sides[0] or sides[1]:
                self._section(check, *sides)

    def _section(self, check: SectionCheck, declared: list[Line], feedback: list[Line], disposed: list[Line]) -> None:
        things, rows = gather(declared, check), [one for one in feedback if one.ref not in self.work.decided]
        pairs, alone, free = self._honour(check, things, [one for one in feedback if one.ref in self.work.decided])
        tolerance = self.work.pack.verification.tolerances.get(
            tolerance_of(check.section.field(check.near_by).kind) if check.near_by else ""
        )
        found = match(free, gather(rows, check), check, tolerance)
        for pair in sorted((*pairs, *found.pairs), key=lambda one: one.declared.ref):
            self._tell(check, judge(pair, check, self.work.pack.verification), pair.declared, pair.checked)
        self._ask(check, found)
        known = gather(disposed, check)
        gone = match(known, found.checked, check, tolerance)
        for pair in gone.pairs:
            self._tell(check, Verdict(Outcome.REVIEW, "disposed"), None, pair.checked, pair.declared)
        self._ask(check, gone)
        self._missing(check, [*gone.checked, *alone], things, bool(things or known), [*rows])
        for thing in found.declared:
            if self.work.asked is None or check.section.key in self.work.asked:
                waits = (self.subject.cadre_id, check.section.key) in self.pending
                self._tell(check, Verdict(Outcome.ABSENT, "namesake" if waits else ""), thing, None)

    # -- decisions made earlier --------------------------------------------------------------------------------------

    def _honour(
        self, check: SectionCheck, things: list[Thing], lines: list[Line]
    ) -> tuple[list[Pair], list[Thing], list[Thing]]:
        """Pairs that a person made, things that a person said were not declared, and what is left of the declared."""
        by_item: dict[str, list[Line]] = {}
        alone = []
        for line in lines:
            item = self.work.decided[line.ref].item
            if item is None:
                alone.append(line)
            else:
                by_item.setdefault(item, []).append(line)
        owner = {line.origin.item: thing for thing in things for line in thing.lines if isinstance(line.origin, Entry)}
        pairs, used = [], set()
        for item, found in sorted(by_item.items()):
            thing = owner.get(item)
            if thing is None or id(thing) in used:
                self.work.unsettled.append(Unsettled("stale" if thing is None else "things", _rows_of(found), ()))
                continue
            used.add(id(thing))
            pairs.append(Pair(thing, _summed(found, check), NEAR))
        return pairs, gather(alone, check), [one for one in things if id(one) not in used]

    # -- what is told ------------------------------------------------------------------------------------------------

    def _missing(
        self, check: SectionCheck, checked: list[Thing], declared: list[Thing], some: bool, rows: list[Line]
    ) -> None:
        if not checked:
            return
        one_each = bool(check.person) and check.keys[-1] == (check.person,)
        people = {value for thing in declared for value in thing.normal.get(check.person, ())} if one_each else set()
        counts: dict[object, int] = {}
        for line in rows:
            counts[_wording(line)] = counts.get(_wording(line), 0) + 1
        groups = self.work.pack.codes["relation"].groups
        for thing in sorted(checked, key=lambda one: one.ref):
            same_person = bool(people & set(thing.normal.get(check.person, ())))
            why = scope(thing, self.subject, check, self.work.speller, groups)
            repeated = any(counts.get(_wording(line), 0) > 1 for line in thing.lines)
            one = Missing(thing, some, same_person, why, repeated)
            self._tell(check, judge_missing(one, self.subject.filed, check), None, thing)

    def _ask(self, check: SectionCheck, found: Match) -> None:
        for declared, checked in found.unsettled:
            rows = tuple(row for thing in checked for row in _rows_of(thing.lines))
            candidates = tuple(
                Candidate(self.subject.cadre_id, check.section.key, entry.item, _item_words(check, thing))
                for thing in declared
                for entry in _entries(thing)
            )
            self.work.unsettled.append(Unsettled("things", rows, candidates))

    def _tell(
        self,
        check: SectionCheck,
        verdict: Verdict,
        declared: Thing | None,
        checked: Thing | None,
        shown: Thing | None = None,
    ) -> None:
        """Add the result with its sentence; shown is a disposed thing, which is evidence but not held."""
        left = declared or shown
        differences = tuple(_difference(check, key, left, checked) for key in verdict.fields)
        self.work.results.append(
            Result(
                self.subject.cadre_id,
                check.section.key,
                verdict.outcome,
                _entries(left) if left else (),
                _rows_of(checked.lines) if checked else (),
                differences,
                verdict.source,
                verdict.reason,
                self._sentence(check, verdict, left or checked, differences),
            )
        )

    def _sentence(
        self, check: SectionCheck, verdict: Verdict, thing: Thing | None, differences: Sequence[FieldDifference]
    ) -> str:
        law = self.work.pack.verification
        graded = verdict.outcome not in (*_FIELDLESS, Outcome.EXPLAINED)
        note = law.phrases["first"] if graded and self.subject.first else ""
        article = f"（{verdict.source}）" if verdict.source and verdict.source.article else ""
        return law.sentences[verdict.outcome.name.lower()].format(
            name=self.subject.name,
            section=check.section.title,
            item=_item_words(check, thing) if thing else "",
            article=article,
            reason=law.phrases.get(verdict.reason, ""),
            differs="；".join(f"{one.label}报告{one.declared}、反馈{one.checked}" for one in differences) + note,
        )


def _rows_of(lines: Iterable[Line]) -> tuple[FeedbackRow, ...]:
    return tuple(line.origin for line in lines if isinstance(line.origin, FeedbackRow))


def _entries(thing: Thing) -> tuple[Entry, ...]:
    return tuple(line.origin for line in thing.lines if isinstance(line.origin, Entry))


def _wording(line: Line) -> object:
    return line.source, tuple(sorted((key, str(value)) for key, value in line.normal.items()))


def _summed(lines: list[Line], check: SectionCheck) -> Thing:
    """What a person said is one thing: figures of several rows of one source are parts of it, as of two accounts."""
    thing = united([Thing([line], {key: (value,) for key, value in line.normal.items()}) for line in lines])
    for key in check.short:
        sums: dict[str, Decimal] = {}
        for line in lines:
            value = line.normal.get(key)
            if isinstance(value, Decimal):
                sums[line.source] = sums.get(line.source, Decimal(0)) + value
        if sums:
            thing.normal[key] = tuple(sorted(set(sums.values())))
    return thing


def _item_words(check: SectionCheck, thing: Thing) -> str:
    """The thing as the form names it."""
    values, section = thing.lines[0].values, check.section
    words = [str(values[key]) for key in section.natural_key if values.get(key) not in (None, "")]
    return " ".join(words) or section.title


def _difference(check: SectionCheck, key: str, declared: Thing | None, checked: Thing | None) -> FieldDifference:
    return FieldDifference(
        check.section.field(key).label, _shown(check, key, declared) or "未写", _shown(check, key, checked)
    )


def _shown(check: SectionCheck, key: str, thing: Thing | None) -> str:
    """The different values of a field with their unit."""
    one = check.section.field(key)
    return "或".join(dict.fromkeys(_words(one.unit, value) for value in _values(thing, key)))


def _values(thing: Thing | None, key: str) -> Iterator[str]:
    for line in thing.lines if thing else ():
        value = line.values.get(key)
        if value not in (None, ""):
            yield f"{value:f}" if isinstance(value, Decimal) else str(value)


def _words(unit: str, value: str) -> str:
    return value if value.endswith(unit) else value + unit


__all__ = ["compare", "read_row", "subject_of"]
