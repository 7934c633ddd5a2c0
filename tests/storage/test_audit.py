"""The audit chain: one row for each change, none for one that failed, and no row can be altered unnoticed."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text

from cadre_desk.services.desk import Desk
from cadre_desk.storage import audit
from cadre_desk.storage.work import Work
from tests.conftest import Clock
from tests.services.office import all_rows


def _change(action: str, desk: Desk) -> None:
    def task(work: Work) -> None:
        work.subject, work.detail = "试验", {"第": action}

    desk.change(action, task, right="修改设置")


@pytest.fixture
def audited(desk: Desk, clock: Clock) -> Desk:
    """A vault with five audit rows."""
    for n in range(5):
        clock.set(date(2026, 3, n + 1))
        _change(f"第{n + 1}件", desk)
    return desk


def verify(desk: Desk) -> tuple[int, int | None]:
    return desk.ask(lambda ask: audit.verify(ask.connection))


def test_the_chain_of_a_new_vault_and_of_a_used_one_is_whole(desk: Desk, audited: Desk) -> None:
    assert verify(audited) == (5, None)
    rows = all_rows(audited, "audit")
    assert [(row["id"], row["action"], row["officer"]) for row in rows] == [
        (n, f"第{n}件", audited.officer) for n in range(1, 6)
    ]
    assert json.loads(rows[0]["detail"]) == {"第": "第1件"}
    assert rows[4]["at"] == "2026-03-05T09:30:00"


UNLOCK = "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete"
SPOILED = [
    pytest.param("UPDATE audit SET officer = '别人' WHERE id = 3", 3, id="another officer"),
    pytest.param("UPDATE audit SET action = '别的' WHERE id = 1", 1, id="another action"),
    pytest.param("UPDATE audit SET at = '2020-01-01T00:00:00' WHERE id = 2", 2, id="another time"),
    pytest.param("UPDATE audit SET subject = 'x' WHERE id = 5", 5, id="another subject, in the newest row"),
    pytest.param("UPDATE audit SET detail = '{}' WHERE id = 4", 4, id="another detail"),
    pytest.param("UPDATE audit SET digest = 'x' WHERE id = 4", 4, id="another digest"),
    pytest.param("UPDATE audit SET id = id + 10 WHERE id > 3", 14, id="a gap in the numbers"),
    pytest.param("DELETE FROM audit WHERE id = 3", 4, id="a row taken out"),
    pytest.param("DELETE FROM audit WHERE id = 1", 2, id="the first row taken out"),
    pytest.param(
        "DELETE FROM audit WHERE id = 3; UPDATE audit SET id = id - 1 WHERE id > 3",
        3,
        id="taken out, the rest renumbered",
    ),
    pytest.param(
        ";".join(f"UPDATE audit SET id = {to} WHERE id = {of}" for of, to in ((2, 99), (3, 2), (99, 3))),
        2,
        id="two rows swapped",
    ),
    pytest.param(
        "INSERT INTO audit SELECT 6, at, officer, action, subject, detail, digest FROM audit WHERE id = 5",
        6,
        id="a row repeated",
    ),
]


@pytest.mark.parametrize(("statements", "broken"), SPOILED)
def test_an_altered_chain_is_found_at_its_first_broken_row(statements: str, broken: int, audited: Desk) -> None:
    """Control for the chain: somebody who has the key writes past the program."""
    with audited.vault.fresh() as raw:
        raw.executescript(f"{UNLOCK}; {statements}")
    assert verify(audited)[1] == broken


def test_a_change_that_fails_leaves_no_row(audited: Desk) -> None:
    def fail(work: Work) -> None:
        work.connection.execute(text("INSERT INTO setting (key, value) VALUES ('a', 'b')"))
        raise KeyError

    with pytest.raises(KeyError):
        audited.change("修改设置", fail)
    assert verify(audited) == (5, None)
    assert all_rows(audited, "setting") == []
    _change("第6件", audited)
    assert verify(audited) == (6, None)


def test_the_screens_hear_of_changes_only_after_they_are_kept(audited: Desk) -> None:
    heard: list[tuple[frozenset[str], int]] = []
    audited.heard.append(lambda kinds: heard.append((kinds, verify(audited)[0])))

    def task(work: Work) -> None:
        work.changed.add("letter")

    def fail(work: Work) -> None:
        work.changed.add("letter")
        raise KeyError

    audited.change("修改设置", task)
    with pytest.raises(KeyError):
        audited.change("修改设置", fail)
    assert heard == [(frozenset({"letter"}), 6)]


def test_history_without_its_audit_row_cannot_be_kept(audited: Desk) -> None:
    def forge(work: Work) -> None:
        work.audit_id = 77
        work.keep_before("setting", [("a", {"value": "b"})])

    with pytest.raises(Exception, match="FOREIGN KEY"):
        audited.change("修改设置", forge)
    assert all_rows(audited, "history") == []


def test_a_question_cannot_write(audited: Desk) -> None:
    write: Callable[..., object] = lambda ask: ask.connection.execute(text("DELETE FROM audit"))  # noqa: E731
    with pytest.raises(Exception, match="readonly"):
        audited.ask(write)
    assert verify(audited) == (5, None)
