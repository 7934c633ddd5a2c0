"""State at a date and year-on-year difference of declarations.

The form has change sections, of which a continued filing writes only what changed, and full sections, which are
written anew each time. The present state of a change section is therefore the first filing and the replay of all
later changes; in a change section absence means "unchanged".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from cadre_desk.domain.pack import Section
from cadre_desk.domain.people import Entry, Filing
from cadre_desk.domain.values import show

PRESENT, ADDED, CHANGED, DISPOSED = "现状", "新增", "变更", "处置"
FIRST_REPORT = "首次报告"  # tells everything that there is, and is held to nothing before it
CHANGE_REPORT = "随时报告"  # a 30-day report tells one change and does not restate the full sections

Declared = tuple[Filing, Sequence[Entry]]
State = dict[str, dict[str, Entry]]  # section -> item -> the entry that holds
_by_position = attrgetter("position")


def filing_day(filing: Filing) -> str:
    """The day by which filings are ordered: received, else signed, else the deadline of its year (art 5)."""
    return filing.received or filing.signed or f"{filing.year + 1}-01-31"


def filing_order(filing: Filing) -> tuple[str, int, int, int]:
    """What comes first: by day; on one day by year and the number within it, then as they were entered."""
    return filing_day(filing), filing.year, filing.number, filing.n


def filing_words(filing: Filing) -> str:
    """2024年度集中报告（2025-01-20）, with the number of those that are not the first of their kind."""
    number = f"第{filing.number}份" if filing.number and filing.number > 1 else ""
    return f"{filing.year}年度{filing.filing.removeprefix('年度')}{number}（{filing_day(filing)}）"


def in_order(filings: Iterable[Declared]) -> list[Declared]:
    """Filings in the order in which they are replayed."""
    return sorted(filings, key=lambda pair: filing_order(pair[0]))


def restates(filing: Filing) -> bool:
    """Whether this filing writes the full sections anew."""
    return not filing.filing.startswith(CHANGE_REPORT)


def apply(state: State, filing: Filing, entries: Iterable[Entry], sections: Mapping[str, Section]) -> None:
    """Bring a state up to the next filing, in place; of several rows about one item the last position holds."""
    if restates(filing):
        for key in [key for key in state if sections[key].kind == "full"]:
            del state[key]
    for entry in sorted(entries, key=_by_position):
        items = state.setdefault(entry.section, {})
        if entry.action == DISPOSED:
            items.pop(entry.item, None)
        else:
            items[entry.item] = entry


def holdings(filings: Iterable[Declared], sections: Mapping[str, Section], until: date | None = None) -> State:
    """状态: what was held after the last filing up to that day."""
    state: State = {}
    for filing, entries in in_order(filings):
        if until is None or filing_day(filing) <= until.isoformat():
            apply(state, filing, entries, sections)
    return {section: items for section, items in state.items() if items}


def replay(filings: Iterable[Declared], sections: Mapping[str, Section]) -> Iterator[tuple[Filing, State]]:
    """The state after each filing; each is one of its own."""
    state: State = {}
    for filing, entries in in_order(filings):
        apply(state, filing, entries, sections)
        yield filing, {section: items.copy() for section, items in state.items() if items}


class Unmet(NamedTuple):
    """A 处置 or 变更 of an item that was not held; gone: it had been declared, and disposed of."""

    filing: Filing
    entry: Entry
    gone: bool


def unmet(filings: Iterable[Declared], sections: Mapping[str, Section]) -> list[Unmet]:
    """What met nothing in the state before it. An annual report may repeat what was reported during the year."""
    found: list[Unmet] = []
    state: State = {}
    told: set[tuple[str, str]] = set()
    lately: set[tuple[str, str]] = set()  # disposed of by the reports of changes since the last whole one
    for filing, entries in in_order(filings):
        if filing.filing != FIRST_REPORT:
            excused = lately if restates(filing) else set()
            missed = _missed(entries, state, excused)
            found += [Unmet(filing, entry, (entry.section, entry.item) in told) for entry in missed]
        lately = set() if restates(filing) else lately
        lately |= {(one.section, one.item) for one in entries if one.action == DISPOSED and not restates(filing)}
        told |= {(one.section, one.item) for one in entries}
        apply(state, filing, entries, sections)
    return found


def _missed(entries: Iterable[Entry], state: State, excused: Set[tuple[str, str]]) -> Iterator[Entry]:
    """Rows without a counterpart before the filing or earlier in it, of those whose item has a name."""
    held = {(section, item) for section, items in state.items() for item in items}
    for entry in sorted(entries, key=_by_position):
        place = entry.section, entry.item
        nameless = bool(entry.item) and not entry.item.strip("|")
        if entry.action in (DISPOSED, CHANGED) and not nameless and place not in held and place not in excused:
            yield entry
        (held.discard if entry.action == DISPOSED else held.add)(place)


class Change(StrEnum):
    """What became of an item between two filings."""

    SAME = "未变"
    ADDED = "新增"
    REMOVED = "减少"
    CHANGED = "变更"


class Difference(NamedTuple):
    """One item of two states side by side; before or after is None where it did not exist."""

    section: str
    item: str
    change: Change
    before: Entry | None
    after: Entry | None


def _change(before: Entry | None, after: Entry | None) -> Change:
    if before is None:
        return Change.ADDED
    if after is None:
        return Change.REMOVED
    if before is after or before.data == after.data:  # most are, and reading what they hold takes long
        return Change.SAME
    return Change.SAME if _content(before) == _content(after) else Change.CHANGED


def _content(entry: Entry) -> dict[str, object]:
    """What is declared, without the word for how it came into the form."""
    return {key: value for key, value in entry.values.items() if key != "action"}


def difference(before: State, after: State, sections: Mapping[str, Section]) -> list[Difference]:
    """Every item of both states in the order of the form."""
    found = []
    for section in sections:
        old, new = before.get(section, {}), after.get(section, {})
        for item in old | new if old and new else old or new:
            one, other = old.get(item), new.get(item)
            found.append(Difference(section, item, _change(one, other), one, other))
    return found


def entry_words(section: Section, entry: Entry) -> str:
    """A row in one line: every filled field with its label."""
    values = entry.values
    shown = (one for one in section.fields if one.key != "action" and values.get(one.key) not in (None, ""))
    return "，".join(f"{one.label}{show(one, values[one.key])}{one.unit}" for one in shown)


def item_words(section: Section, entry: Entry) -> str:
    """The item as the form names it, for a person to read."""
    values = entry.values
    words = [show(section.field(key), values[key]) for key in section.natural_key if values.get(key)]
    return " ".join(words) or section.title


def state_words(state: State, sections: Mapping[str, Section]) -> list[tuple[str, str]]:
    """Title of the section and words of each item that is held, in the order of the form."""
    return [
        (section.title, entry_words(section, entry))
        for key, section in sections.items()
        for entry in state.get(key, {}).values()
    ]
