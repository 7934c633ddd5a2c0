"""前后比较: the states of one cadre at two moments side by side, what has to be asked about first.

What is compared are states, not forms: in a change section absence means "unchanged". Which sections are looked at for
figures that were copied or fell stands in the pack, with the same checks of a filing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cadre_desk.domain.declaration import (
    CHANGED,
    DISPOSED,
    FIRST_REPORT,
    Change,
    Declared,
    Difference,
    difference,
    filing_day,
    holdings,
    in_order,
    restates,
)
from cadre_desk.domain.pack import Pack, Section
from cadre_desk.domain.people import Entry, Filing, latest, may_be_same

_COPIED, _FALLING = "FM-39", "FM-09"  # the checks of the pack that name these sections
_Place = tuple[str, str]  # section, item


class Concern(StrEnum):
    """Why an item is asked about, the gravest first. Each is a 线索提示, which people look into."""

    BACKDATED = "日期早于前一份"
    SILENT = "不再填报且未说明去向"
    STALE = "金额与前一份完全相同"
    FALLEN = "累计金额减少"


class Compared(NamedTuple):
    """One item of two states, and why it is asked about."""

    difference: Difference
    concern: Concern | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two moments, each named by the last filing up to it, and every item of both, what is asked about first."""

    before: Filing | None
    after: Filing | None
    items: Sequence[Compared]


def place_of_filing(filings: Iterable[Declared], n: int) -> int | None:
    """How many filings there are up to that one, itself included; None where it is not there."""
    return next((place for place, (filing, _) in enumerate(in_order(filings), 1) if filing.n == n), None)


def place_of_day(filings: Iterable[Declared], day: date) -> int:
    """How many filings there are up to that day."""
    return sum(filing_day(filing) <= day.isoformat() for filing, _ in filings)


def compare(filings: Iterable[Declared], pack: Pack, earlier: int, later: int) -> Comparison:
    """The state after so many filings beside the state after more of them."""
    ordered = in_order(filings)
    old, new = ordered[:earlier], ordered[:later]
    look = _Look(pack, old, new[earlier:])
    differences = difference(holdings(old, pack.sections), holdings(new, pack.sections), pack.sections)
    items = [Compared(one, look.concern(one)) for one in differences if not look.is_over(one)]
    rank = [*Concern, None].index
    items.sort(key=lambda one: rank(one.concern))
    return Comparison(_last(old), _last(new), items)


def _last(filings: Sequence[Declared]) -> Filing | None:
    return filings[-1][0] if filings else None


class _Look:
    """What lies between two moments, for the question of each item."""

    def __init__(self, pack: Pack, old: Sequence[Declared], between: Sequence[Declared]) -> None:
        self.pack, self.old, self.between = pack, old, between
        self.told = _places(old)
        self.disposed = _places(between, DISPOSED)
        self.new = {filing.n: filing for filing, _ in between}
        self.first = _places(pair for pair in between if pair[0].filing == FIRST_REPORT)
        whole = [filing for filing, _ in old if restates(filing)]
        # a report of one change tells nothing of the rest: nothing was left out of it
        self.since = min(filter(None, (whole[-1].signed, whole[-1].received)), default="") if whole else ""

    def section(self, one: Difference) -> Section:
        return self.pack.sections[one.section]

    def is_over(self, one: Difference) -> bool:
        """A journey that is not in the later filing: each filing tells those since the one before it."""
        section = self.section(one)
        return one.change is Change.REMOVED and section.natural_key[:1] == (section.facet("event_date"),)

    def concern(self, one: Difference) -> Concern | None:
        """The gravest question."""
        for concern, applies in _QUESTIONS.items():
            if applies(self, one):
                return concern
        return None

    def is_backdated(self, one: Difference) -> bool:
        """Not told before, though it certainly happened before the earlier filing was filled in."""
        after, place = one.after, (one.section, one.item)
        if after is None or not self.since or place in self.first or not self._is_new(one):
            return False
        happened = latest(after.event_date)
        return happened is not None and happened.isoformat() < self.since and not self._is_renamed(after)

    def _is_new(self, one: Difference) -> bool:
        """A thing not told before; where a section is about one thing, as a marriage, an event not told before."""
        if self.section(one).natural_key:
            return one.change is Change.ADDED and (one.section, one.item) not in self.told
        dates = [entry.event_date for _, entries in self.old for entry in entries if entry.section == one.section]
        return one.after is not None and not any(may_be_same(one.after.event_date, day) for day in dates)

    def _is_renamed(self, entry: Entry) -> bool:
        """变更 of a thing told before under another name."""
        told = (e for _, entries in self.old for e in entries if e.section == entry.section)
        return entry.action == CHANGED and any(may_be_same(entry.event_date, one.event_date) for one in told)

    def is_silent(self, one: Difference) -> bool:
        """A holding that is told no more, without a word where it went."""
        place = one.section, one.item
        return self.section(one).stock and one.change is Change.REMOVED and place not in self.disposed

    def is_stale(self, one: Difference) -> bool:
        """Written anew in a yearly filing, and the figure is the same to the cent."""
        if one.before is None or one.after is None or one.section not in self._of(_COPIED):
            return False
        filing = self.new.get(one.after.n)
        anew = filing is not None and restates(filing)
        return anew and bool(one.after.amount) and one.after.amount == one.before.amount

    def is_fallen(self, one: Difference) -> bool:
        """A sum that can only grow is smaller while the policy is in force."""
        if one.before is None or one.after is None or one.section not in self._of(_FALLING):
            return False
        return (one.after.amount or 0) < (one.before.amount or 0) and one.after.amount is not None

    def _of(self, check: str) -> Collection[str]:
        found = self.pack.checks.get(check)
        return found.sections if found and found.enabled else ()


_QUESTIONS = {
    Concern.BACKDATED: _Look.is_backdated,
    Concern.SILENT: _Look.is_silent,
    Concern.STALE: _Look.is_stale,
    Concern.FALLEN: _Look.is_fallen,
}


def _places(filings: Iterable[Declared], action: str = "") -> set[_Place]:
    """The items that these filings tell of, with that action where one is given."""
    return {(one.section, one.item) for _, entries in filings for one in entries if not action or one.action == action}


def counts(comparison: Comparison) -> Mapping[Change, int]:
    """How many items became what."""
    found = dict.fromkeys(Change, 0)
    for one in comparison.items:
        found[one.difference.change] += 1
    return found
