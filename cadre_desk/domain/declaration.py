"""State at a date and year-on-year difference of declarations.

The form has change sections, of which a continued filing writes only what changed, and full sections, which are
written anew each time. The present state of a change section is therefore the first filing and the replay of all
later changes; in a change section absence means "unchanged".
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cadre_desk.domain.pack import Section
from cadre_desk.domain.people import Entry, Filing
from cadre_desk.domain.values import show

PRESENT, ADDED, CHANGED, DISPOSED = "现状", "新增", "变更", "处置"
CHANGE_REPORT = "随时报告"  # a 30-day report tells one change and does not restate the full sections

State = dict[str, dict[str, Entry]]  # section -> item -> the entry that holds


def filing_day(filing: Filing) -> str:
    """The day by which filings are ordered: received, else signed, else the deadline of its year (art 5)."""
    return filing.received or filing.signed or f"{filing.year + 1}-01-31"


def restates(filing: Filing) -> bool:
    """Whether this filing writes the full sections anew."""
    return not filing.filing.startswith(CHANGE_REPORT)


def apply(state: State, filing: Filing, entries: Iterable[Entry], sections: Mapping[str, Section]) -> None:
    """Bring a state up to the next filing, in place."""
    if restates(filing):
        for key in [key for key in state if sections[key].kind == "full"]:
            del state[key]
    for entry in entries:
        items = state.setdefault(entry.section, {})
        if entry.action == DISPOSED:
            items.pop(entry.item, None)
        else:
            items[entry.item] = entry


def holdings(
    filings: Iterable[tuple[Filing, Sequence[Entry]]], sections: Mapping[str, Section], until: date | None = None
) -> State:
    """状态: what was held after the last filing up to that day."""
    state: State = {}
    for filing, entries in filings:
        if until is None or filing_day(filing) <= until.isoformat():
            apply(state, filing, entries, sections)
    return {section: items for section, items in state.items() if items}


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
    return Change.SAME if _content(before) == _content(after) else Change.CHANGED


def _content(entry: Entry) -> dict[str, object]:
    """What is declared, without the word for how it came into the form."""
    return {key: value for key, value in entry.values.items() if key != "action"}


def difference(before: State, after: State, sections: Mapping[str, Section]) -> list[Difference]:
    """Every item of both states in the order of the form."""
    found = []
    for section in sections:
        old, new = before.get(section, {}), after.get(section, {})
        for item in dict.fromkeys([*old, *new]):
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
