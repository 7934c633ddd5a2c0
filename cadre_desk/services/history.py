"""What became of a record: its versions with what changed, and how it looked on a day, in the words of the pack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from cadre_desk.domain.declaration import entry_words, item_words
from cadre_desk.domain.pack import Section
from cadre_desk.domain.people import Entry
from cadre_desk.services import people
from cadre_desk.services.avoiding import require_apart
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone
from cadre_desk.services.outgoing import Approver
from cadre_desk.services.record_words import KINDS, TABLES, Words, field_text
from cadre_desk.storage import history as store
from cadre_desk.storage import tables
from cadre_desk.storage.history import State
from cadre_desk.storage.work import Ask, Work

__all__ = ["KINDS", "Changed", "Past", "Record", "Version", "as_of", "find", "look_back", "versions"]

RESTORING = "恢复记录"
_LOOKING = "查看历史"


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of a version: what it was and what it became; empty where there was nothing."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        """领导职数：4 → 5."""
        return f"{self.label}：{self.before or '空'} → {self.after or '空'}"


@dataclass(frozen=True, slots=True)
class Version:
    """What one action made of a record."""

    what: str  # 新增, 修改, 删除, 恢复; 原有 where it is not known since when it was there
    at: str  # the moment as it is kept; empty where it is not known
    officer: str
    action: str  # as the audit calls it
    reason: str
    source: str  # file and line where an import brought this
    changes: tuple[Changed, ...]

    def __str__(self) -> str:
        """One line for a list."""
        words = (self.at.replace("T", " "), self.officer, self.action, self.source, self.what)
        return " ".join(filter(None, words)) + (f"（{self.reason}）" if self.reason else "")


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it looked at some time."""

    kind: str
    key: str
    title: str
    fields: Mapping[str, str]  # label -> value, empty ones left out
    entries: Mapping[str, tuple[str, ...]]  # of a declaration: title of the section -> its rows in one line each
    values: Mapping[str, Any]  # the columns


@dataclass(frozen=True, slots=True)
class Past:
    """What became of a record, and how it looked on a day where that was asked."""

    kind: str
    key: str
    title: str
    versions: tuple[Version, ...]  # the oldest first
    day: date | None = None
    then: Record | None = None  # as it was at the end of that day; None where it was not there


# -- asking ----------------------------------------------------------------------------------------------------------


def look_back(
    desk: Desk, kind: str, key: str, *, day: date | None = None, purpose: str = "", approver: Approver | None = None
) -> Past:
    """A record's versions, and how it looked on a day; that somebody looked is kept in the audit.

    A declaration is opened by this: Refused where the policy wants a purpose or a second person and there is none.
    """
    opening = kind == "declaration"
    enter = people.stating(desk, f"declaration {key}", purpose, approver) if opening else None

    def task(work: Work) -> Past:
        state = store.last_known(work.connection, TABLES[kind], key)
        if state is None:
            raise Gone(f"没有这条{KINDS[kind]}的历史，可能已被清除；请刷新列表")
        owner = owner_of(kind, state)
        if enter is not None and owner is not None:
            enter(work, owner)
        else:
            require_apart(work, owner)
            work.subject = f"{TABLES[kind].name} {key}"
        then = as_of(work, kind, key, day) if day else None
        return Past(kind, key, title(work, kind, key), tuple(versions(work, kind, key)), day, then)

    return desk.change(_LOOKING, task, right=people.OPENING if opening else "")


def owner_of(kind: str, state: State) -> int | None:
    """The cadre whom a record concerns, or None."""
    if kind == "cadre":
        return int(state["id"])
    if kind == "flag":
        return int(state["subject_id"]) if state["subject"] == "cadre" else None
    return state.get("cadre_id")


def versions(ask: Ask, kind: str, key: str) -> list[Version]:
    """Every version of a record that is known, the oldest first."""
    words = Words(ask)
    moments = list(_moments(ask, kind, key))
    known = store.actions(ask.connection, {action for action, _, _ in moments})
    return [_version(words, kind, known.get(action, {}), before, after) for action, before, after in moments]


def as_of(ask: Ask, kind: str, key: str, day: date) -> Record | None:
    """A record as it looked at the end of that day; None where it was not there."""
    last = store.cutoff(ask.connection, day)
    state = store.as_of(ask.connection, TABLES[kind], key, last)
    if state is None:
        return None
    if kind == "declaration":
        state = state | {"entries": _sections(ask, key, last)}
    return record(ask, kind, key, state)


def record(ask: Ask, kind: str, key: str, state: State) -> Record:
    """A state of a record in words."""
    words = Words(ask)
    fields = {label: text for label, text in words.texts(kind, state).items() if text}
    entries = {}
    for name, rows in state.get("entries", {}).items():
        section = ask.pack.sections[name]
        entries[section.title] = tuple(entry_words(section, entry) for entry in map(_entry, rows))
    return Record(kind, key, words.title(kind, state), fields, entries, state)


def find(ask: Ask, kind: str, names: Sequence[str]) -> list[str]:
    """The keys of the records that an officer names: 身份证号 and what names a row of that cadre, 单位名称, 文号, ….

    Those that are gone or had the name once are found too, after those that are there. Names may be left out from
    the end.
    """
    words, found = Words(ask), []
    for key in _candidates(ask, kind, *names):
        states = (moment.state for moment in store.course(ask.connection, TABLES[kind], key))
        if any(_fits(words.names(kind, state), names) for state in states if state):
            found.append(key)
    return found


def title(ask: Ask, kind: str, key: str) -> str:
    """A record in a few words, as it is or was at last; empty where nothing is known of it."""
    state = store.last_known(ask.connection, TABLES[kind], key)
    return Words(ask).title(kind, state) if state else ""


def _fits(mine: Sequence[tuple[str, ...]], names: Sequence[str]) -> bool:
    return len(names) <= len(mine) and all(name in texts for name, texts in zip(names, mine, strict=False))


def _candidates(ask: Ask, kind: str, first: str, second: str = "", *_: str) -> list[str]:
    """Keys of the records that may bear these names."""
    table, connection = TABLES[kind], ask.connection
    if kind == "unit":
        return store.keys(connection, table, name=first)
    if kind == "cadre":
        return store.keys(connection, table, identity=first)
    if kind == "quota":
        units = store.keys(connection, tables.unit, name=first)
        return [key for unit in units for key in store.keys(connection, table, unit_id=int(unit))]
    if kind == "case":
        chosen = [one.key for one in ask.pack.campaigns.values() if first in (one.key, one.title)]
        number = {"case_number": second} if second else {}
        return [key for one in chosen for key in store.keys(connection, table, campaign=one, **number)]
    if kind in ("letter", "flag"):
        numbered = store.keys(connection, table, number=first) if kind == "letter" else []
        return [*numbered, *([str(int(first))] if first.isdecimal() else [])]
    if kind == "setting":
        return store.keys(connection, table)
    owners = store.keys(connection, tables.cadre, identity=first)
    return [key for owner in owners for key in store.keys(connection, table, cadre_id=int(owner))]


# -- versions --------------------------------------------------------------------------------------------------------


def _moments(ask: Ask, kind: str, key: str) -> Iterator[tuple[int, State | None, State | None]]:
    """Action, the record before it and after it; entries stand in their declaration."""
    courses = {"": store.course(ask.connection, TABLES[kind], key)}
    if kind == "declaration":
        for name in store.sections(ask.connection, key):
            courses[name.rpartition("/")[2]] = store.course(ask.connection, tables.entry, name)
    now: dict[str, State | None] = {}
    before: State | None = None
    for action in sorted({moment.action for course in courses.values() for moment in course}):
        for name, course in courses.items():
            for moment in course:
                if moment.action == action:
                    now[name] = moment.state
        head = now.get("")
        after = head and head | {"entries": {name: one["rows"] for name, one in now.items() if name and one}}
        yield action, before, after
        before = after


def _sections(ask: Ask, declaration: str, last: int) -> dict[str, list[State]]:
    found = {}
    for key in store.sections(ask.connection, declaration):
        if state := store.as_of(ask.connection, tables.entry, key, last):
            found[key.rpartition("/")[2]] = state["rows"]
    return found


def _version(words: Words, kind: str, action: State, before: State | None, after: State | None) -> Version:
    what = "修改" if before and after else "删除" if before else "新增" if action else "原有"
    if what == "新增" and action["action"] == RESTORING:
        what = "恢复"
    at, officer, name, reason = (str(action.get(key, "")) for key in ("at", "officer", "action", "reason"))
    source = words.source(action.get("id", 0), after)
    return Version(what, at, officer, name, reason, source, tuple(_changes(words, kind, before, after)))


def _changes(words: Words, kind: str, before: State | None, after: State | None) -> Iterator[Changed]:
    old = words.texts(kind, before) if before else {}
    new = words.texts(kind, after) if after else {}
    for label in dict.fromkeys([*old, *new]):
        if old.get(label, "") != new.get(label, ""):
            yield Changed(label, old.get(label, ""), new.get(label, ""))
    former: Mapping[str, list[State]] = before.get("entries", {}) if before else {}
    latter: Mapping[str, list[State]] = after.get("entries", {}) if after else {}
    for name in dict.fromkeys([*former, *latter]):
        yield from _entry_changes(words.ask.pack.sections[name], former.get(name, []), latter.get(name, []))


def _entry_changes(section: Section, before: Sequence[State], after: Sequence[State]) -> Iterator[Changed]:
    """Rows of a section by what they are about; several about the same thing in their order."""
    old, new = _by_item(before), _by_item(after)
    for item in dict.fromkeys([*old, *new]):
        for one, other in zip_longest(old.get(item, ()), new.get(item, ())):
            label = f"{section.title}“{item_words(section, one or other)}”"
            if one and other:
                for field in section.fields:
                    texts = [field_text(field, entry.values.get(field.key)) for entry in (one, other)]
                    if texts[0] != texts[1]:
                        yield Changed(f"{label}{field.label}", *texts)
            else:
                yield Changed(label, *(entry_words(section, entry) if entry else "" for entry in (one, other)))


def _by_item(rows: Sequence[State]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in map(_entry, rows):
        found.setdefault(entry.item, []).append(entry)
    return found


def _entry(row: State) -> Entry:
    return Entry._make(row.get(name) for name in store.ENTRY)
