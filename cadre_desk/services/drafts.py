"""Drafts: what an officer typed and did not save waits in the vault until he comes back, saves or discards it.

They are written in a transaction of their own, without an audit row: a draft is nobody else's business, and it must be
kept at a moment when nothing may be asked or refused. Only the officer himself is given his drafts: they are kept by
the number of his account, which is never given again, while a name may be.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cadre_desk.services.desk import Ask, Desk
from cadre_desk.storage import drafts as store


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the inputs of one record; seen is the mark of the record as it was when typing began."""

    screen: str
    key: int
    data: Mapping[str, Any]  # as JSON can hold it
    seen: str = ""
    at: str = ""  # ISO moment of the last keeping; empty while it is still being typed

    def same(self, other: "Draft | None") -> bool:
        """Whether the other says the same, whenever it was kept."""
        return other is not None and (self.data, self.seen) == (other.data, other.seen)


def mark(record: Any) -> str:
    """A digest of a record, by which one sees later that somebody changed it."""
    words = json.dumps(record, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()


def keep(desk: Desk, wanted: Iterable[Draft], gone: Iterable[tuple[str, int]] = ()) -> None:
    """Keep these drafts and forget those (screen, key), in one transaction."""
    if not desk.vault.holds_data:  # administrators type nothing about people, and have no place for it
        return
    with desk.vault.writing() as connection:
        for screen, key in gone:
            store.drop(connection, desk.vault.account.id, screen, key)
        _write(desk, connection, wanted)


def keep_only(desk: Desk, wanted: Iterable[Draft]) -> None:
    """Keep these drafts and forget all others of the officer, in one transaction: for a lock, and for leaving."""
    if not desk.vault.holds_data:
        return
    with desk.vault.writing() as connection:
        store.drop_all(connection, desk.vault.account.id)
        _write(desk, connection, wanted)


def _write(desk: Desk, connection: Any, wanted: Iterable[Draft]) -> None:
    now = desk.clock().isoformat(timespec="seconds")
    for one in wanted:
        store.keep(connection, desk.vault.account.id, one.screen, one.key, one.data, seen=one.seen, at=one.at or now)


def drop(desk: Desk, screen: str, key: int) -> None:
    """Forget one draft."""
    keep(desk, (), [(screen, key)])


def every(ask: Ask) -> list[Draft]:
    """All drafts of the officer who asks, newest first."""
    return [
        Draft(row["screen"], row["key"], row["data"], row["seen"], row["at"])
        for row in store.every(ask.connection, ask.officer_id)
    ]


def find(ask: Ask, screen: str, key: int) -> Draft | None:
    """The draft for one record, or None."""
    return next((one for one in every(ask) if (one.screen, one.key) == (screen, key)), None)
