"""The journal: append only, copies of every audit row, and no rewriting goes unnoticed by who holds the sealed key."""

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, exc, text

from cadre_desk.storage import audit, database, journal, schema
from cadre_desk.storage.database import Database
from cadre_desk.storage.errors import VaultTooNew
from tests.storage.helpers import FULL

START = datetime(2026, 3, 2, 9, 30)
ME = journal.Who("李审核", "handler")
FIRST = bytes(range(32))
DROP = ("DROP TRIGGER journal_is_not_changed", "DROP TRIGGER journal_is_not_deleted")


@pytest.fixture
def system(tmp_path: Path) -> Iterator[Database]:
    """An open system.db with 20 rows in one epoch."""
    key = bytearray(b"s" * 32)
    database.make(tmp_path / "system.db", key, journal.migrate)
    with closing(database.open_database(tmp_path / "system.db", key, journal.refuse_newer)) as opened:
        with opened.writing() as connection:
            journal.start_epoch(connection, [("reader", b"sealed")], FIRST)
            for number in range(20):
                at = START + timedelta(minutes=number)
                journal.append(connection, at, ME, "登录", subject=f"第{number}次", detail={"n": number})
        yield opened


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Database]:
    """An open data.db with 30 audit rows."""
    key = bytearray(b"d" * 32)
    database.make(tmp_path / "data.db", key, schema.migrate)
    with closing(database.open_database(tmp_path / "data.db", key, lambda _: None)) as opened:
        with opened.writing() as connection:
            for number in range(30):
                audit.append(connection, START, "李审核", "导入", f"第{number}批", {})
        yield opened


def _spoil(opened: Database, *statements: str) -> None:
    """What somebody does who has the key of the database and a tool."""
    with opened.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


def _verify(opened: Database, keys: dict[int, bytes] | None = None) -> tuple[int, int | None]:
    with opened.reading() as connection:
        return journal.verify(connection, keys)


def test_a_whole_chain(system: Database) -> None:
    assert _verify(system) == (20, None)
    assert _verify(system, {1: FIRST}) == (20, None)
    assert _verify(system, {1: bytes(32)}) == (1, 1)  # the control: another first key does not fit


@pytest.mark.parametrize("what", ["UPDATE journal SET officer = 'x'", "DELETE FROM journal"])
def test_the_program_itself_cannot_change_a_row(system: Database, what: str) -> None:
    statement = f"{what} WHERE id = 3"
    with pytest.raises(exc.IntegrityError, match="append only"):
        _spoil(system, statement)
    _spoil(system, *DROP, statement)  # the control: without the trigger it goes through
    assert _verify(system)[1] is not None


SPOILED = [
    ("UPDATE journal SET officer = '别人' WHERE id = 3", 3),
    ("UPDATE journal SET role = 'x' WHERE id = 3", 3),
    ("UPDATE journal SET result = '失败' WHERE id = 4", 4),
    ("UPDATE journal SET detail = '{}' WHERE id = 20", 20),
    ("UPDATE journal SET at = '2020-01-01T00:00:00' WHERE id = 1", 1),
    ("UPDATE journal SET line = 1 WHERE id = 9", 9),
    ("UPDATE journal SET data_id = 7 WHERE id = 9", 9),
    ("UPDATE journal SET digest = 'x' WHERE id = 5", 5),
    ("DELETE FROM journal WHERE id = 7", 7),
    ("DELETE FROM journal WHERE id = 7; UPDATE journal SET id = id - 1 WHERE id > 7", 7),
]


@pytest.mark.parametrize(("statements", "at"), SPOILED)
def test_every_manipulation_is_found_by_everybody(system: Database, statements: str, at: int) -> None:
    _spoil(system, *DROP, *statements.split("; "))
    assert _verify(system)[1] == at


def _rewrite(connection: Connection, number: int, change: str, key: bytes | None) -> None:
    """Change a row and compute every later digest anew, and every MAC with a key that is known."""
    connection.execute(text(change.format(number)))
    previous = connection.execute(text(f"SELECT digest FROM journal WHERE id = {number - 1}")).scalar() or ""
    rows = connection.execute(text(f"SELECT * FROM journal WHERE id >= {number} ORDER BY id")).mappings().all()
    for row in rows:
        previous = journal._digest(previous, row["id"], row)
        values = {"digest": previous, "mac": journal._mac(key, previous) if key else row["mac"], "id": row["id"]}
        connection.execute(text("UPDATE journal SET digest = :digest, mac = :mac WHERE id = :id"), values)


def test_rewriting_with_todays_keys_is_found_only_by_who_opens_the_sealed_key(system: Database) -> None:
    choose = random.Random(7)
    changes = ("UPDATE journal SET subject = 'x' WHERE id = {}", "UPDATE journal SET at = '2020' WHERE id = {}")
    _spoil(system, *DROP)
    for _ in range(500 if FULL else 60):
        number = choose.randint(1, 20)
        with system.writing() as connection:
            connection.execute(text("SAVEPOINT before"))
            today = connection.execute(text("SELECT key FROM chain")).scalar_one()
            _rewrite(connection, number, choose.choice(changes), choose.choice([today, None]))
            assert journal.verify(connection)[1] is None  # the plain chain holds: the control
            assert journal.verify(connection, {1: FIRST})[1] == number
            connection.execute(text("ROLLBACK TO before"))
    assert _verify(system, {1: FIRST}) == (20, None)


def test_the_keys_of_the_past_are_gone(system: Database, tmp_path: Path) -> None:
    with system.reading() as connection:
        left = connection.execute(text("SELECT key FROM chain")).scalars().all()
    key = FIRST
    for _ in range(20):
        assert key not in left
        key = journal._next(key)
    assert left == [key]


def test_epochs_are_verified_each_with_its_own_key(system: Database) -> None:
    second = bytes(reversed(range(32)))
    with system.writing() as connection:
        journal.start_epoch(connection, [("reader", b"two"), ("other", b"2")], second)
        for _ in range(5):
            journal.append(connection, START + timedelta(days=1), ME, "退出")
        assert journal.sealed_for(connection, "reader") == {1: b"sealed", 2: b"two"}
        assert journal.sealed_for(connection, "other") == {2: b"2"}
    assert _verify(system, {1: FIRST, 2: second}) == (25, None)
    assert _verify(system, {2: second}) == (25, None)
    assert _verify(system, {2: FIRST}) == (21, 21)


def test_a_clock_turned_back_is_told(system: Database) -> None:
    with system.writing() as connection:
        journal.append(connection, START - timedelta(days=400), ME, "登录")
        rows = journal.page(connection, {}, 0, 3)
    assert [row.action for row in rows] == ["登录", journal.CLOCK, "登录"]
    assert "2026-03-02T09:49:00" in rows[1].detail
    assert _verify(system, {1: FIRST}) == (22, None)


def test_a_newer_file_is_refused(system: Database) -> None:
    _spoil(system, f"PRAGMA user_version = {journal.REVISION + 1}")
    with system.fresh() as driver, pytest.raises(VaultTooNew):
        journal.refuse_newer(driver)


# --- copies of the audit rows ----------------------------------------------------------------------------------------


def _copy(data: Database, system: Database) -> int:
    with data.reading() as one, system.writing() as other:
        return journal.copy(one, other)


def _differing(data: Database, system: Database) -> int | None:
    with data.reading() as one, system.reading() as other:
        return journal.differing(one, other)


def _add(data: Database, count: int) -> None:
    with data.writing() as connection:
        for number in range(count):
            audit.append(connection, START, "李审核", "导入", f"又{number}", {})


def test_every_audit_row_has_one_copy_without_content(data: Database, system: Database) -> None:
    assert _copy(data, system) == 30
    assert _copy(data, system) == 0
    _add(data, 3)
    assert _differing(data, system) is None  # not copied yet is no fault
    assert _copy(data, system) == 3
    assert _differing(data, system) is None
    with system.reading() as connection:
        rows = journal.page(connection, {"action": "导入"}, 0, 100)
    assert len(rows) == 33
    assert {(row.subject, row.detail) for row in rows} == {("", "{}")}


def _digest_anew(data: Database, number: int) -> None:
    """Change an audit row and compute the whole chain anew, as its key holder can."""
    with data.writing() as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS audit_no_update"))
        connection.execute(text(f"UPDATE audit SET action = '别的' WHERE id = {number}"))
        previous = connection.execute(text(f"SELECT digest FROM audit WHERE id = {number - 1}")).scalar() or ""
        for row in connection.execute(text(f"SELECT * FROM audit WHERE id >= {number} ORDER BY id")).all():
            previous = audit.digest(previous, row.at, row.officer, row.action, row.subject, row.detail)
            connection.execute(text("UPDATE audit SET digest = :d WHERE id = :i"), {"d": previous, "i": row.id})


def test_a_rewritten_chain_of_the_business_data_is_found_by_the_copies(data: Database, system: Database) -> None:
    _copy(data, system)
    _digest_anew(data, 12)
    with data.reading() as connection:
        assert audit.verify(connection) == (30, None)  # the control: by itself it looks whole
    assert _differing(data, system) == 12


def _cut(data: Database, after: int) -> None:
    _spoil(data, "DROP TRIGGER IF EXISTS audit_no_delete", f"DELETE FROM audit WHERE id > {after}")


def test_a_cut_end_is_found_and_a_restored_backup_is_no_fault(data: Database, system: Database) -> None:
    _copy(data, system)
    _cut(data, 25)
    assert _differing(data, system) == 26
    with system.writing() as connection:
        journal.restored(connection, START, ME, 1, 25, "备份20260301")
    assert _differing(data, system) is None
    _add(data, 2)
    assert _copy(data, system) == 2
    assert _differing(data, system) is None
    _cut(data, 26)
    assert _differing(data, system) == 27
    with system.reading() as connection:
        assert journal.line(connection) == (1, 25)


# --- looking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, 20),
        ({"officer": "李审核"}, 20),
        ({"officer": "查无此人"}, 0),
        ({"action": "登录", "result": "成功"}, 20),
        ({"since": "2026-03-02", "until": "2026-03-02"}, 20),
        ({"until": "2026-03-01"}, 0),
        ({"since": "2026-03-03"}, 0),
        ({"words": "第1"}, 11),
        ({"words": "%"}, 0),
    ],
)
def test_filters(system: Database, where: dict[str, str], expected: int) -> None:
    with system.reading() as connection:
        assert journal.count(connection, where) == expected
        assert len(journal.page(connection, where, 0, 100)) == expected


def test_pages_and_the_last_time(system: Database, data: Database) -> None:
    with system.reading() as connection:
        assert [row.id for row in journal.page(connection, {}, 5, 3)] == [15, 14, 13]
        assert journal.last(connection, "登录") == "2026-03-02T09:49:00"
        assert journal.last(connection, "登录", '"n":4') == "2026-03-02T09:34:00"
        assert journal.last(connection, "备份") is None
        assert journal.distinct(connection, "action") == ["登录"]
