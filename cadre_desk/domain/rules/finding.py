"""What a rule gives: findings with their evidence, never a conclusion."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from cadre_desk.domain.pack import Pack
from cadre_desk.domain.people import Dossier, UnitDossier


class Evidence(NamedTuple):
    """One cell that a finding rests on: what it is, what stands there, and where it came from."""

    sheet: str
    label: str
    value: str
    batch: int | None = None
    line: int | None = None
    file: str = ""  # where it came from, of what no batch brought


class Finding(NamedTuple):
    """疑似: a rule, whom it concerns, the facts that its sentence tells, the cells they were read from.

    item names what within the subject is meant and stays the same while the evidence changes.
    """

    rule: str
    subject: str
    subject_id: int
    item: str
    facts: Mapping[str, str]
    evidence: tuple[Evidence, ...]
    variant: str = ""  # of a rule whose findings are not all equally grave

    @property
    def fingerprint(self) -> str:
        """Changes exactly when a fact or a cell's content changes."""
        parts = [*sorted(self.facts.items()), *((e.sheet, e.label, e.value) for e in self.evidence)]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


class Law(NamedTuple):
    """What a rule is judged by: the pack, the day, and days that the unit's own holiday table knows."""

    pack: Pack
    today: date
    holidays: Mapping[date, bool]

    def parameter(self, rule: str, key: str) -> int:
        """A figure of the rule as the pack gives it."""
        return self.pack.rules[rule].parameters[key]


CadreRule = Callable[[Dossier, Law], Iterator[Finding]]
UnitRule = Callable[[UnitDossier, Law], Iterator[Finding]]

CADRE_RULES: dict[str, CadreRule] = {}
UNIT_RULES: dict[str, UnitRule] = {}


def cadre_rule(id_: str) -> Callable[[CadreRule], CadreRule]:
    """Enter a function as the rule with that id over the dossier of a cadre."""
    return lambda function: CADRE_RULES.setdefault(id_, function)


def unit_rule(id_: str) -> Callable[[UnitRule], UnitRule]:
    """Enter a function as the rule with that id over the dossier of a unit."""
    return lambda function: UNIT_RULES.setdefault(id_, function)
