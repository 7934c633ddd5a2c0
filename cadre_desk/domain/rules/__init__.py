"""Early warning: each rule is a pure function from a dossier to findings; its words stand in the pack."""

from collections.abc import Iterator
from functools import lru_cache

from cadre_desk.domain.pack import Pack
from cadre_desk.domain.people import Dossier, UnitDossier
from cadre_desk.domain.rules import (
    access,
    business,
    candidates,
    declarations,
    family,
    identity,
    influence,
    letters,
    posts,
    reporting,
    trips,
    verified,
    wealth,
)
from cadre_desk.domain.rules.finding import CADRE_RULES, UNIT_RULES, CadreRule, Evidence, Finding, Law

__all__ = ["CADRE_RULES", "UNIT_RULES", "Evidence", "Finding", "Law", "examine", "examine_unit"]

_FAMILIES = (  # importing them enters their rules
    *(access, business, candidates, declarations, family, identity, influence),
    *(letters, posts, reporting, trips, verified, wealth),
)


def examine(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """What the enabled rules find in the dossier of a cadre."""
    for rule in _enabled(law.pack):
        yield from rule(dossier, law)


@lru_cache(maxsize=4)
def _enabled(pack: Pack) -> tuple[CadreRule, ...]:
    """Asked for each of very many cadres."""
    return tuple(rule for id_, rule in CADRE_RULES.items() if pack.rules[id_].enabled)


def examine_unit(dossier: UnitDossier, law: Law) -> Iterator[Finding]:
    """What the enabled rules find in a unit."""
    for id_, rule in UNIT_RULES.items():
        if law.pack.rules[id_].enabled:
            yield from rule(dossier, law)
