"""Six ways of rewriting the past, by somebody who holds the key and goes past the program: all are found."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from cadre_desk.storage import database, journal
from cadre_desk.storage.database import Database
from tests.faults.conftest import Note
from tests.storage.helpers import FULL
from tests.storage.test_journal import DROP, _rewrite

ROUNDS = 500 if FULL else 20
ROWS = 40
FIRST = bytes(range(32))
DICE = random.Random()
COLUMNS = ("at", "officer", "role", "action", "subject", "detail", "result")


@pytest.fixture
def system(tmp_path: Path) -> Iterator[Database]:
    """A journal whose first key is known to the test, without the triggers that would stop the manipulator."""
    key = bytearray(range(1, 33))
    database.make(tmp_path / "system.db", key, journal.migrate)
    opened = Database(tmp_path / "system.db", bytearray(key))
    with closing(opened):
        with opened.writing() as connection:
            journal.start_epoch(connection, [("auditor", b"sealed")], FIRST)
            for number in range(ROWS):
                who, at = journal.Who(f"人{number % 3}", "handler"), datetime(2026, 3, 2) + timedelta(minutes=number)
                journal.append(connection, at, who, "登录", subject=f"第{number}", detail={"n": number})
            for statement in DROP:
                connection.execute(text(statement))
        yield opened


def _change(connection: Connection) -> None:
    number, column = DICE.randint(1, ROWS), DICE.choice(COLUMNS)
    connection.execute(text(f"UPDATE journal SET {column} = {column} || 'x' WHERE id = {number}"))


def _delete(connection: Connection) -> None:
    connection.execute(text(f"DELETE FROM journal WHERE id = {DICE.randint(1, ROWS - 1)}"))


def _renumber(connection: Connection) -> None:
    """A row is taken out and those after it close the gap."""
    number = DICE.randint(1, ROWS - 1)
    connection.execute(text(f"DELETE FROM journal WHERE id = {number}"))
    for id_ in range(number + 1, ROWS + 1):
        connection.execute(text(f"UPDATE journal SET id = {id_ - 1} WHERE id = {id_}"))


def _swap(connection: Connection) -> None:
    one, other = DICE.sample(range(1, ROWS + 1), 2)
    for to, of in ((-1, one), (one, other), (other, -1)):
        connection.execute(text(f"UPDATE journal SET id = {to} WHERE id = {of}"))


def _rewrite_all(connection: Connection) -> None:
    """A row is changed and everything after it computed anew, with the key that lies in the file today."""
    today = connection.execute(text("SELECT key FROM chain")).scalar_one()
    change = f"UPDATE journal SET {DICE.choice(COLUMNS)} = 'x' WHERE id = {{}}"
    _rewrite(connection, DICE.randint(1, ROWS), change, today)


def _cut(connection: Connection) -> None:
    connection.execute(text(f"DELETE FROM journal WHERE id > {DICE.randint(0, ROWS - 1)}"))


Found = Callable[[Connection, tuple[int, str]], bool]


def _by_the_chain(connection: Connection, head: tuple[int, str]) -> bool:
    return journal.verify(connection)[1] is not None


def _by_the_sealed_key(connection: Connection, head: tuple[int, str]) -> bool:
    return journal.verify(connection, {1: FIRST})[1] is not None


def _by_the_anchor(connection: Connection, head: tuple[int, str]) -> bool:
    """What opening asks: is the row there that the anchor saw."""
    return journal.at(connection, head[0]) != head[1]


# what is done, by which check it is found, and by which it is not
KINDS: dict[str, tuple[Callable[[Connection], None], Found, Found | None]] = {
    "change": (_change, _by_the_chain, None),
    "delete": (_delete, _by_the_chain, None),
    "renumber": (_renumber, _by_the_chain, None),
    "swap": (_swap, _by_the_chain, None),
    "rewrite": (_rewrite_all, _by_the_sealed_key, _by_the_chain),
    "cut": (_cut, _by_the_anchor, _by_the_chain),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_manipulation_is_found(system: Database, kind: str, note: Note) -> None:
    act, found_by, blind = KINDS[kind]
    passed = 0
    with system.writing() as connection:
        head = journal.head(connection)
        assert not found_by(connection, head), "the control: an honest journal is not accused"
        for _ in range(ROUNDS):
            connection.execute(text("SAVEPOINT honest"))
            act(connection)
            assert found_by(connection, head)
            passed += bool(blind) and not blind(connection, head)
            connection.execute(text("ROLLBACK TO honest"))
    note(16, f"manipulation: {kind}", rounds=ROUNDS)
    if blind:
        assert passed == ROUNDS
        note(16, f"control: {kind}, only the chain read", control=f"{passed} of {ROUNDS} pass unnoticed")


@pytest.mark.parametrize("kind", [kind for kind, (_, _, blind) in KINDS.items() if not blind])
def test_a_journal_without_digests_would_tell_nothing(
    system: Database, kind: str, monkeypatch: pytest.MonkeyPatch, note: Note
) -> None:
    """The control: only the numbers are looked at, as a plain table of events would allow."""

    def gap(connection: Connection) -> bool:
        ids = connection.execute(text("SELECT id FROM journal ORDER BY id")).scalars().all()
        return list(ids) != list(range(1, len(ids) + 1))

    blind = 0
    with system.writing() as connection:
        for _ in range(20):
            connection.execute(text("SAVEPOINT honest"))
            KINDS[kind][0](connection)
            blind += not gap(connection)
            connection.execute(text("ROLLBACK TO honest"))
    assert (blind == 0) if kind == "delete" else (blind == 20)
    if blind:
        note(16, f"control: {kind}, digests unread", control=f"{blind} of 20 pass unnoticed")
