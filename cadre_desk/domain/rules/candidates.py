"""凡提必核: whoever is to be promoted is checked first."""

from collections.abc import Iterator
from typing import NamedTuple

from cadre_desk.domain.declaration import restates
from cadre_desk.domain.people import Dossier, Filing, Verification, Verified
from cadre_desk.domain.rules.declarations import SERVING
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule

_FILING = "考察对象报告"
_ALWAYS = "凡提必核"
_RUNNING = ("listing", "fixed", "open")


class Candidacy(NamedTuple):
    """考察对象: how it is known, and what a check of this round must be after."""

    item: str
    words: str
    cell: Evidence
    since: str = ""  # the day of the report; empty where it is not known
    batch: int = 0  # the running 凡提必核 batch in whose list the cadre stands


def candidacy(dossier: Dossier) -> Candidacy | None:
    """Candidate by the last report that tells the whole state, or as one in the list of a running batch."""
    if dossier.cadre.in_service not in SERVING:
        return None
    for filing, _ in reversed(dossier.filings):
        if restates(filing):  # a 30-day report ends nothing
            if filing.filing == _FILING:
                return _by_filing(filing)
            break
    running = (batch for _, batch in _checks(dossier) if batch.state in _RUNNING)
    batch = next(running, None)
    return None if batch is None else _by_batch(batch)


def _by_filing(one: Filing) -> Candidacy:
    day = one.received or one.signed or ""
    words = f"{day or f'{one.year}年度'}的{_FILING}"
    return Candidacy(f"{one.year}:{one.number}", words, Evidence("报告", "报告类型", _FILING, one.batch, one.line), day)


def _by_batch(batch: Verification) -> Candidacy:
    words = f"查核批次“{batch.title}”的名单"
    return Candidacy(f"batch:{batch.id}", words, Evidence("查核批次", "名称", batch.title), batch=batch.id)


def _checks(dossier: Dossier) -> Iterator[tuple[Verified, Verification]]:
    """The 凡提必核 checks of the cadre."""
    for one in dossier.verified:
        batch = dossier.verifications.get(one.verification_id)
        if batch is not None and batch.kind == _ALWAYS and batch.state != "void":
            yield one, batch


@cadre_rule("PM-14")
def candidate_not_checked(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """A candidate without a completed check in this round of selection."""
    candidate = candidacy(dossier)
    if candidate is None:
        return
    checks = [(one, batch) for one, batch in _checks(dossier) if batch.id >= candidate.batch]
    if any(one.state == "closed" and (one.closed or "") >= candidate.since for one, _ in checks):
        return
    begun = any(one.state == "open" and batch.state in _RUNNING for one, batch in checks)
    state = law.pack.rules["PM-14"].phrases["begun" if begun else "unlisted"]
    facts = {"name": dossier.cadre.name, "candidate": candidate.words, "state": state}
    cells = (candidate.cell, Evidence("查核", "凡提必核", state))
    yield Finding("PM-14", "cadre", dossier.cadre.id, candidate.item, facts, cells)
