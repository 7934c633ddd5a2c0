"""Whose row of a feedback it is: by number, else by a name that only one person has, else by a decision of people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cadre_desk.domain.pack import SectionCheck
from cadre_desk.domain.text import compact
from cadre_desk.domain.verification.records import Candidate, Choice, FeedbackRow, Member, Subject, Unsettled
from cadre_desk.domain.verification.things import Line, Speller, Thing, first_day, plain_name

SELF, CHILD, LIVING_TOGETHER = "本人", "子女", "共同生活的子女"
_ADULT = 18  # years; 规定(2017) art 3: adult children count only where they cannot live on their own


class Person(NamedTuple):
    """A cadre or a member of the family; the same person may be in two families."""

    subject: int  # place in the list of subjects
    relation: str
    name: str
    identity: str

    @property
    def who(self) -> tuple[object, ...]:
        """The same for the same person."""
        return (self.identity,) if self.identity else (self.subject, self.relation, self.name)


def _number(text: str | None) -> str:
    return compact(text).upper() if text else ""


@dataclass(slots=True)
class Register:
    """All subjects with their families, to be found by number and by name."""

    subjects: Sequence[Subject]
    speller: Speller
    numbers: dict[str, list[Person]] = field(default_factory=dict)
    names: dict[str, list[Person]] = field(default_factory=dict)
    variants: dict[str, list[Person]] = field(default_factory=dict)
    cadres: dict[str, int] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)  # cadre_id -> place

    def __post_init__(self) -> None:
        """Everybody once by each name."""
        for place, subject in enumerate(self.subjects):
            self.places[subject.cadre_id] = place
            if subject.identity:
                self.cadres[_number(subject.identity)] = place
            for one in _people(subject):
                person = Person(place, one.relation, one.name, _number(one.identity))
                if person.identity:
                    self.numbers.setdefault(person.identity, []).append(person)
                self.names.setdefault(plain_name(one.name), []).append(person)
                self.variants.setdefault(self.speller.fold(one.name), []).append(person)

    def assign(
        self, rows: Iterable[FeedbackRow], decided: Mapping[str, Choice]
    ) -> tuple[list[tuple[int, FeedbackRow]], list[Unsettled], list[FeedbackRow]]:
        """Rows with the place of their subject, rows to be assigned by a person, rows of strangers."""
        found: list[tuple[int, FeedbackRow]] = []
        unsettled: list[Unsettled] = []
        strangers: list[FeedbackRow] = []
        for row in rows:
            chosen = decided.get(row.ref)
            people = self._people(row) if chosen is None else self._chosen(chosen)
            if not people:
                strangers.append(row)
            elif chosen is None and self._unsure(row, people):
                unsettled.append(Unsettled("person", (row,), tuple(self._candidates(row, people))))
            else:
                found.extend((place, row) for place in dict.fromkeys(one.subject for one in people))
        return found, unsettled, strangers

    def _chosen(self, choice: Choice) -> list[Person]:
        place = None if choice.cadre_id is None else self.places.get(choice.cadre_id)
        return [] if place is None else [Person(place, SELF, "", "")]

    def _people(self, row: FeedbackRow) -> list[Person]:
        """Everybody whom the row can mean."""
        number = _number(row.identity)
        if number:
            people = self.numbers.get(number) or [one for one in self._named(row) if not one.identity]
        else:
            people = self._named(row)
        if not row.cadre:
            return people
        only = self.cadres.get(_number(row.cadre))
        return [one for one in people if one.subject == only]

    def _named(self, row: FeedbackRow) -> list[Person]:
        return self.names.get(plain_name(row.person)) or self.variants.get(self.speller.fold(row.person), [])

    def _unsure(self, row: FeedbackRow, people: list[Person]) -> bool:
        """Only the number, or a name that nobody else has and that is written alike, says who it is."""
        number = _number(row.identity)
        if number:
            return people[0].identity != number
        return len({one.who for one in people}) > 1 or plain_name(row.person) != plain_name(people[0].name)

    def _candidates(self, row: FeedbackRow, people: list[Person]) -> Iterator[Candidate]:
        for one in people:
            subject = self.subjects[one.subject]
            words = one.name if one.relation == SELF else f"{subject.name}的{one.relation}{one.name}"
            yield Candidate(subject.cadre_id, row.section, None, words)


def _people(subject: Subject) -> Iterator[Member]:
    yield Member(SELF, subject.name, subject.identity, None)
    yield from subject.members


# -- whose things are to be reported ---------------------------------------------------------------------------------


def scope(thing: Thing, subject: Subject, check: SectionCheck, speller: Speller, groups: Mapping[str, str]) -> str:
    """Why the holder does not, or not surely, have to be reported: own, outside, adult; empty where they must be."""
    found = {_scope(one, subject, check, groups) for one in _holders(thing, subject, check, speller)}
    return next((one for one in ("", "adult", "own", "outside") if one in found), "")


def _holders(thing: Thing, subject: Subject, check: SectionCheck, speller: Speller) -> Iterator[Member]:
    """The members of the family whose thing it is; nobody where only a decision says whose family it is."""
    family: dict[str, list[Member]] = {}
    for one in _people(subject):
        family.setdefault(speller.fold(one.name), []).append(one)
    names = {name for value in thing.normal.get(check.person, ()) for name in _names(value)}
    known = [one for name in names for one in family.get(name, ())]
    yield from known or (one for line in thing.lines for one in _asked(line, family, speller))


def _names(value: object) -> Iterable[str]:
    return value if isinstance(value, frozenset) else (str(value),)


def _asked(line: Line, family: Mapping[str, list[Member]], speller: Speller) -> Iterable[Member]:
    row = line.origin
    if not isinstance(row, FeedbackRow):
        return ()
    number = _number(row.identity)
    same = [one for members in family.values() for one in members if number and _number(one.identity) == number]
    return same or family.get(speller.fold(row.person), ())


def _scope(one: Member, subject: Subject, check: SectionCheck, groups: Mapping[str, str]) -> str:
    group = SELF if one.relation == SELF else groups.get(one.relation, one.relation)
    holders = check.section.holders
    if group in holders:
        return ""
    if group == CHILD and LIVING_TOGETHER in holders:
        return "" if _is_minor(one, subject.filed) else "adult"
    return "own" if group == SELF else "outside"


def _is_minor(one: Member, filed: str | None) -> bool:
    number = _number(one.identity)
    birth = first_day(f"{number[6:10]}-{number[10:12]}-{number[12:14]}" if len(number) == 18 else one.birth)
    day = first_day(filed)
    if birth is None or day is None:
        return False
    return (day.year, day.month, day.day) < (birth.year + _ADULT, birth.month, birth.day)
