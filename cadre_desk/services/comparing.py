"""What one cadre declared at two moments, side by side, and what the declared items say of funds.

Both open everything that he declared: a purpose is stated and a second person agrees as the policy wants, once, and it
is kept in the audit. What is asked afterwards is of what was opened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from cadre_desk.documents.declarations import of_comparison, of_funds
from cadre_desk.domain import networth
from cadre_desk.domain.comparison import Comparison, compare, place_of_day, place_of_filing
from cadre_desk.domain.declaration import Unmet, restates, unmet
from cadre_desk.domain.networth import Limits, Statement, words
from cadre_desk.domain.networth.words import Line
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.parts import Part, only_changed, parts_of
from cadre_desk.domain.people import Dossier
from cadre_desk.services.avoiding import require_apart
from cadre_desk.services.desk import Desk
from cadre_desk.services.outgoing import Approver, Document
from cadre_desk.services.people import OPENING, stating
from cadre_desk.storage.dossiers import dossier as dossier_of
from cadre_desk.storage.work import Ask, Work

Moment = int | date  # the number of a filing, or a day
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Beside:
    """Two moments side by side, and what met nothing up to the later one."""

    dossier: Dossier
    comparison: Comparison
    unmet: Sequence[Unmet]


@dataclass(frozen=True, slots=True)
class Funds:
    """Sources and uses of funds, and the figures from which on a year stands out."""

    dossier: Dossier
    statement: Statement
    limits: Limits


def beside(ask: Ask, cadre_id: int, earlier: Moment | None = None, later: Moment | None = None) -> Beside | None:
    """Two moments, the earlier one first whichever was named first; None where he is not on record.

    Without a later moment the last filing; without an earlier one the last whole filing before it.
    """
    require_apart(ask, cadre_id)
    found = dossier_of(ask.connection, cadre_id)
    if found is None:
        return None
    filings = found.filings
    last = len(filings) if later is None else _place(found, later)
    whole = [place for place, (filing, _) in enumerate(filings[: max(last - 1, 0)], 1) if restates(filing)]
    first = (whole[-1] if whole else 0) if earlier is None else _place(found, earlier)
    first, last = sorted((first, last))
    missed = unmet(filings[:last], ask.pack.sections)
    return Beside(found, compare(filings, ask.pack, first, last), missed)


def _place(found: Dossier, moment: Moment) -> int:
    if isinstance(moment, date):
        return place_of_day(found.filings, moment)
    return place_of_filing(found.filings, moment) or 0


def funds(ask: Ask, cadre_id: int) -> Funds | None:
    """收支对照 of a cadre; None where he is not on record."""
    require_apart(ask, cadre_id)
    found = dossier_of(ask.connection, cadre_id)
    if found is None:
        return None
    return Funds(found, networth.statement(found.filings, ask.pack.sections), networth.limits(ask.pack))


def who(found: Dossier) -> tuple[tuple[str, str], ...]:
    """Whom a paper is about."""
    unit = found.units.get(found.cadre.unit_id or 0)
    return (
        ("姓　　名", found.cadre.name),
        ("单　　位", unit.name if unit else ""),
        ("职　　务", found.cadre.title or ""),
    )


def parts(pack: Pack, found: Beside, *, all_items: bool) -> tuple[Part, ...]:
    """What is asked about, then section by section; all_items: also what is as it was."""
    whole = parts_of(found.comparison, pack.sections)
    return whole if all_items else only_changed(whole)


def comparison_paper(pack: Pack, found: Beside, *, all_items: bool) -> Document:
    """The comparison as it is shown, for paper."""
    both, cadre = found.comparison, found.dossier.cadre
    shown = parts(pack, found, all_items=all_items)
    report = of_comparison(who(found.dossier), (both.before, both.after), shown, found.unmet, pack.sections)
    return Document(f"declaration {cadre.id}", f"报告前后比较 {cadre.name}", report)


def lines(pack: Pack, found: Funds) -> list[Line]:
    """收支对照 line by line."""
    return words.lines(found.statement, found.limits, found.dossier.filings, pack.sections)


def funds_paper(pack: Pack, found: Funds) -> Document:
    """收支对照 for paper."""
    cadre = found.dossier.cadre
    report = of_funds(who(found.dossier), found.statement, found.limits, lines(pack, found))
    return Document(f"declaration {cadre.id}", f"收支对照 {cadre.name}", report)


def open_beside(
    desk: Desk,
    cadre_id: int,
    earlier: Moment | None = None,
    later: Moment | None = None,
    *,
    purpose: str = "",
    approver: Approver | None = None,
) -> Beside | None:
    """The same, and that it was opened is kept in the audit; refused as a declaration is."""
    return _open(desk, cadre_id, "比较", lambda work: beside(work, cadre_id, earlier, later), purpose, approver)


def open_funds(desk: Desk, cadre_id: int, *, purpose: str = "", approver: Approver | None = None) -> Funds | None:
    """The same, and that it was opened is kept in the audit; refused as a declaration is."""
    return _open(desk, cadre_id, "收支对照", lambda work: funds(work, cadre_id), purpose, approver)


def _open(
    desk: Desk, cadre_id: int, view: str, read: Callable[[Work], T], purpose: str, approver: Approver | None
) -> T:
    enter = stating(desk, f"declaration {cadre_id}", purpose, approver)

    def task(work: Work) -> T:
        enter(work, cadre_id)
        work.detail["view"] = view
        return read(work)

    return desk.change(OPENING, task)
