"""Drafts: kept to the character, each officer his own, without an audit row, and never in the clear."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cadre_desk.services import drafts, officers
from cadre_desk.services.desk import Desk
from cadre_desk.services.drafts import Draft
from tests.conftest import Clock
from tests.services.accounts import Office
from tests.services.office import all_rows

ONE = Draft("campaigns", 7, {"form": {"summary": "第一稿\n第二行　"}, "reason": ""}, "seen")
PIECES = ["干部", "\U0002a6d6", "🙂", "\ud83d", "\x00", "\n", "\t", '"', "\\", "'", "  ", "é", "a1", "\u2028"]


def kept(desk: Desk) -> list[Draft]:
    return desk.ask(drafts.every)


def test_a_draft_comes_back_to_the_character(desk: Desk) -> None:
    rng = random.Random(5)
    wanted = [
        Draft("flags", key, {"reason": "".join(rng.choices(PIECES, k=rng.randrange(40)))}, drafts.mark(key))
        for key in range(200)
    ]
    drafts.keep(desk, wanted)
    found = {one.key: one for one in kept(desk)}
    assert [found[one.key].data for one in wanted] == [one.data for one in wanted]
    assert all(found[one.key].same(one) for one in wanted)


def test_the_newest_draft_of_a_record_replaces_the_former_and_knows_its_moment(desk: Desk, clock: Clock) -> None:
    drafts.keep(desk, [ONE])
    clock.now = clock.now.replace(hour=10)
    later = replace(ONE, data={"form": {}, "reason": "另写"})
    drafts.keep(desk, [later])
    assert kept(desk) == [replace(later, at="2026-03-02T10:30:00")]
    assert desk.ask(lambda ask: drafts.find(ask, "campaigns", 7)) == kept(desk)[0]
    assert desk.ask(lambda ask: drafts.find(ask, "campaigns", 8)) is None


def test_a_draft_that_waits_keeps_its_moment(desk: Desk, clock: Clock) -> None:
    drafts.keep(desk, [ONE])
    [first] = kept(desk)
    clock.now = clock.now.replace(hour=11)
    drafts.keep_only(desk, [first])
    assert kept(desk) == [first]


def test_dropping_and_keeping_only(desk: Desk) -> None:
    many = [replace(ONE, key=key) for key in range(5)]
    drafts.keep(desk, many)
    drafts.drop(desk, "campaigns", 3)
    drafts.drop(desk, "campaigns", 99)
    assert sorted(one.key for one in kept(desk)) == [0, 1, 2, 4]
    drafts.keep_only(desk, many[:1])
    assert [one.key for one in kept(desk)] == [0]


def test_a_write_that_fails_leaves_the_former_drafts(desk: Desk) -> None:
    drafts.keep(desk, [ONE])
    with pytest.raises(TypeError):
        drafts.keep_only(desk, [replace(ONE, data={"form": object()})])
    assert [one.data for one in kept(desk)] == [ONE.data]


def test_another_officer_is_not_given_them(desk: Desk) -> None:
    drafts.keep(desk, [ONE])
    me = desk.vault.account
    desk.vault._keys.officer = replace(me, id=me.id + 1)
    assert kept(desk) == []
    drafts.keep_only(desk, [replace(ONE, key=1)])
    desk.vault._keys.officer = me
    assert [one.key for one in kept(desk)] == [7]


def test_who_gets_the_name_of_a_removed_officer_does_not_get_his_drafts(small: Office) -> None:
    def newcomer() -> int:
        made = small.newcomer("钱某", "handler")
        small.do("in_charge", lambda desk: officers.give_data(desk, made))
        return made

    first = newcomer()
    small.do("钱某", lambda desk: drafts.keep(desk, [ONE]))
    assert [one.key for one in small.do("钱某", kept)] == [7]  # the control: he himself is given them
    small.do("in_charge", lambda desk: officers.remove(desk, first, "调离"))
    second = newcomer()
    assert second != first
    assert small.do("钱某", kept) == []
    small.do("钱某", lambda desk: drafts.keep_only(desk, [replace(ONE, key=1)]))
    assert small.do("钱某", lambda desk: [row["officer_id"] for row in all_rows(desk, "draft")]) == [first, second]


def test_drafts_leave_no_audit_row_and_no_history(desk: Desk) -> None:
    before = len(all_rows(desk, "audit")), len(all_rows(desk, "history"))
    drafts.keep(desk, [ONE])
    drafts.drop(desk, "campaigns", 7)
    assert (len(all_rows(desk, "audit")), len(all_rows(desk, "history"))) == before


def test_no_draft_lies_in_the_clear(desk: Desk) -> None:
    words = "稿中之语ABCDEFGH"
    drafts.keep(desk, [replace(ONE, data={"reason": words})])
    folder: Path = desk.vault.folder
    marks = [words.encode(code) for code in ("utf-8", "utf-16-le", "gb18030")] + [ascii(words).encode()[1:-1]]
    find: Callable[[bytes], bool] = lambda content: any(mark in content for mark in marks)  # noqa: E731
    assert find(b"x" + words.encode() + b"y")  # the control
    assert [path.name for path in folder.iterdir() if path.is_file() and find(path.read_bytes())] == []
    desk.close()
    assert [path.name for path in folder.iterdir() if path.is_file() and find(path.read_bytes())] == []
    assert "data.db-wal" not in os.listdir(folder)


def test_the_mark_of_a_record_changes_with_any_of_its_values() -> None:
    record = {"a": 1, "b": None, "c": "丙", "d": [1, 2]}
    assert drafts.mark(record) == drafts.mark(dict(reversed(record.items())))
    for key, value in (("a", 2), ("b", ""), ("c", "丁"), ("d", [2, 1])):
        assert drafts.mark({**record, key: value}) != drafts.mark(record)
