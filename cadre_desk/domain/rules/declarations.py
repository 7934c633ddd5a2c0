"""Declarations on their own: late or missing, reported late, and what does not fit the declaration before."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from cadre_desk.domain.declaration import ADDED, CHANGED, DISPOSED, PRESENT, State, apply, item_words, restates
from cadre_desk.domain.pack import Pack, Section
from cadre_desk.domain.people import Dossier, Entry, Filing, earliest, latest, may_be_same
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule
from cadre_desk.domain.values import show

ANNUAL = "年度集中报告"
_FIRST = "首次报告"
SERVING = (None, "现职", "退出现职未退休")  # 规定(2017) art 2: those who left the post but are not retired report too


def annual_deadline(year: int, law: Law) -> date:
    """The day until which the annual report about that year is due (规定(2017) art 5)."""
    return _deadline(year, law.pack)


@lru_cache(maxsize=64)
def _deadline(year: int, pack: Pack) -> date:
    return date(year + 1, pack.deadlines["annual_month"], pack.deadlines["annual_day"])


def due_year(law: Law) -> int:
    """The last year of which the annual report is overdue on that day."""
    year = law.today.year - 1
    return year if law.today > annual_deadline(year, law) else year - 1


@cadre_rule("PM-01")
def annual_report_late(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """In scope, and the last due annual report is missing or came after the deadline."""
    cadre, year = dossier.cadre, due_year(law)
    if not cadre.reporting or cadre.in_service not in SERVING or (cadre.reporting_since or "") > f"{year}-12-31":
        return
    deadline = annual_deadline(year, law)
    annual = [filing for filing, _ in dossier.filings if filing.year == year and filing.filing == ANNUAL]
    received = min((filing.received for filing in annual if filing.received), default=None)
    if annual and (received is None or (earliest(received) or deadline) <= deadline):
        return
    facts = {"name": cadre.name, "year": str(year), "deadline": deadline.isoformat(), "received": received or "未收到"}
    cells = tuple(Evidence("报告", "收到日期", f.received or "", f.batch, f.line) for f in annual)
    scope = Evidence("干部", "是否报告对象", "是", cadre.batch, cadre.line)
    yield Finding("PM-01", "cadre", cadre.id, str(year), facts, cells or (scope,))


@cadre_rule("PM-03")
def change_reported_late(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """A change of an Article 3 matter first reported more than the allowed days after it happened."""
    limit = law.pack.deadlines["change_days"]
    told: dict[tuple[str, str], list[str]] = {}
    for index, (filing, entries) in enumerate(dossier.filings):
        for entry in entries:
            section = law.pack.sections[entry.section]
            if not entry.event_date or not section.art3:
                continue
            dates = told.setdefault((entry.section, entry.item), [])
            known = any(may_be_same(entry.event_date, day) for day in dates)
            dates.append(entry.event_date)
            if known or entry.action not in (ADDED, CHANGED, DISPOSED):
                continue  # a document that lapses shows the day of its issue, which was told long ago
            if index and filing.filing != _FIRST and filing.received:
                yield from _late_change(dossier, filing, entry, section, limit)


def _late_change(dossier: Dossier, filing: Filing, entry: Entry, section: Section, limit: int) -> Iterator[Finding]:
    event, received = latest(entry.event_date), earliest(filing.received)
    if event is None or received is None or (received - event).days <= limit:
        return
    facts = {
        "name": dossier.cadre.name,
        "section": section.title,
        "item": item_words(section, entry),
        "event": str(entry.event_date),
        "received": str(filing.received),
        "days": str((received - event).days),
    }
    cells = (_cell(section, entry, section.facet("event_date")), _received(filing))
    yield Finding("PM-03", "cadre", dossier.cadre.id, f"{section.key}:{entry.item}:{entry.event_date}", facts, cells)


@cadre_rule("PM-18")
def does_not_follow(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """Two filings in a row that do not fit: back-dated, vanished, re-issued without date, remarried undivorced."""
    sections = law.pack.sections
    state: State = {}
    last: Filing | None = None
    for filing, entries in dossier.filings:
        if last is not None and filing.filing != _FIRST:
            for section, entry, before, what in _misfits(state, last, filing, entries, sections):
                yield _misfit(dossier, law, section, entry, before, what, last, filing)
        apply(state, filing, entries, sections)
        if restates(filing):
            last = filing  # a 30-day report tells one change: nothing else was missing from it


_Misfit = tuple[Section, Entry, Entry | None, str]


def _misfits(
    state: State, last: Filing, filing: Filing, entries: Sequence[Entry], sections: Mapping[str, Section]
) -> Iterator[_Misfit]:
    """(section, entry, what it is compared with, key of the phrase)."""
    since = min((day for day in (last.signed, last.received) if day), default="")
    written: dict[str, set[str]] = {}
    for entry in entries:
        section = sections[entry.section]
        known = state.get(entry.section, {})
        written.setdefault(entry.section, set()).add(entry.item)
        if section.kind == "change" and entry.item not in known and entry.action in (ADDED, PRESENT, CHANGED):
            if _before(entry.event_date, since) and not _renamed(entry, known):
                yield section, entry, None, "backdated"
            elif entry.section == "passport":
                yield from _reissued(section, entry, known)
        if entry.section == "marriage":
            yield from _remarried(section, entry, known, entries)
    if restates(filing):
        for key, items in state.items():
            if sections[key].stock:
                for item, before in items.items():
                    if item not in written.get(key, set()):
                        yield sections[key], before, before, "vanished"


def _before(event: str | None, day: str) -> bool:
    """Certainly before that day; without a day nothing is certain."""
    return bool(event) and (latest(event) or date.max).isoformat() < day


def _renamed(entry: Entry, known: Mapping[str, Entry]) -> bool:
    """变更 of a thing known before under another name, as when a house gets another owner."""
    return entry.action == CHANGED and any(may_be_same(entry.event_date, old.event_date) for old in known.values())


def _reissued(section: Section, entry: Entry, known: Mapping[str, Entry]) -> Iterator[_Misfit]:
    """A new passport number beside an old one, without an issue date or with that of the old one."""
    if known and (not entry.event_date or any(may_be_same(entry.event_date, old.event_date) for old in known.values())):
        yield section, entry, next(iter(known.values())), "passport_reissued"


def _remarried(
    section: Section, entry: Entry, known: Mapping[str, Entry], entries: Sequence[Entry]
) -> Iterator[_Misfit]:
    """再婚 after a state of being married, with neither 离婚 nor 丧偶 between."""
    if entry.values.get("change") != "再婚":
        return
    before = next((old for old in known.values() if old.values.get("status") == "已婚"), None)
    if any(may_be_same(old.event_date, entry.event_date) for old in known.values()):
        return  # the annual report repeats what was reported during the year
    ended = any(e.section == "marriage" and e.values.get("change") in ("离婚", "丧偶") for e in entries)
    if before and not ended:
        yield section, entry, before, "remarried_without_divorce"


def _misfit(
    dossier: Dossier,
    law: Law,
    section: Section,
    entry: Entry,
    before: Entry | None,
    what: str,
    last: Filing,
    now: Filing,
) -> Finding:
    label = section.facet("event_date") or section.natural_key[0]
    facts = {
        "name": dossier.cadre.name,
        "section": section.title,
        "item": item_words(section, entry),
        "what": law.pack.rules["PM-18"].phrases[what],
        "earlier": _filing_words(last),
        "later": _filing_words(now),
    }
    cells = [_cell(section, entry, label), _received(last)]
    if before is not None and before is not entry:
        cells.insert(1, _cell(section, before, label))
    item = f"{what}:{section.key}:{entry.item}:{now.year}:{now.filing}:{now.number}"
    return Finding("PM-18", "cadre", dossier.cadre.id, item, facts, tuple(cells))


def _filing_words(filing: Filing) -> str:
    return f"{filing.year}年度{filing.filing.removeprefix('年度')}（{filing.received or '未记收到日期'}）"


def _cell(section: Section, entry: Entry, key: str) -> Evidence:
    field = section.field(key)
    return Evidence(section.title, field.label, show(field, entry.values.get(key)), entry.batch, entry.line)


def _received(filing: Filing) -> Evidence:
    return Evidence("报告", f"{filing.year}年度收到日期", filing.received or "", filing.batch, filing.line)
