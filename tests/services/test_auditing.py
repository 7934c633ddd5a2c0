"""审计: what the auditor sees and exports, and that verifying finds what was changed, by whoever holds which key."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from cadre_desk.exchange.outbox import WriteRefused
from cadre_desk.services import auditing, officers, people
from cadre_desk.services.auditing import Filter
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import NotAllowed
from cadre_desk.storage import anchor, journal
from tests.services.accounts import NAMES, Office
from tests.services.office import read_book


@pytest.fixture
def office(full: Office) -> Office:
    """Some pages were opened."""
    full.do("handler", lambda desk: [people.open_page(desk, cadre) for cadre in (1, 2, 3)])
    return full


def found(office: Office, **which: str) -> list[auditing.Entry]:
    return list(office.do("auditor", lambda desk: auditing.entries(desk, Filter(**which))))


# -- looking ---------------------------------------------------------------------------------------------------------


def test_the_auditor_sees_who_did_what_without_what_it_was_about(office: Office) -> None:
    rows = found(office, action="查看干部", officer=NAMES["handler"])
    assert len(rows) == 3
    assert {(row.subject, row.detail) for row in rows} == {("", "")}  # copies carry no content
    assert all(row.copied for row in rows)
    (made,) = found(office, action="建立账号", words=NAMES["chief"])
    assert (made.subject, made.detail, made.role) == (NAMES["chief"], "岗位：科长（审批人）", "负责人")
    assert made.copied is None


def test_filters_pages_and_names(office: Office) -> None:
    everything = found(office)
    assert [row.id for row in everything] == sorted((row.id for row in everything), reverse=True)
    assert found(office, since="2099-01-01") == []
    of_the_day = found(office, since="2026-03-02", until="2026-03-02")
    assert {row.at[:10] for row in of_the_day} == {"2026-03-02"}
    assert found(office, result="失败") == []
    assert found(office, words="%") == []
    with closing(office.sit("auditor")) as desk:
        assert "查看干部" in auditing.names(desk)["action"]
        assert NAMES["handler"] in auditing.names(desk)["officer"]
        which, total = auditing.held(desk, Filter())
        desk.change_password("晴天-horse-27", "星河-Window-63")  # one more row
        assert auditing.count(desk, Filter()) == total + 1
        pages = [auditing.entries(desk, which, start, 10) for start in range(0, total, 10)]
        ids = [row.id for page in pages for row in page]
    assert len(ids) == len(set(ids)) == total


@pytest.mark.parametrize("role", NAMES)
def test_who_may_look(role: str, office: Office) -> None:
    with closing(office.sit(role)) as desk:
        for look in (auditing.entries, auditing.count, auditing.held, lambda desk, which: auditing.names(desk)):
            if role in ("auditor", "in_charge"):
                assert look(desk, Filter())
            else:
                with pytest.raises(NotAllowed):
                    look(desk, Filter())


# -- exporting -------------------------------------------------------------------------------------------------------


def test_an_export_holds_every_row_and_is_told_first(office: Office, tmp_path: Path) -> None:
    with closing(office.sit("auditor")) as desk:
        total = auditing.count(desk, Filter())
        assert auditing.export(desk, Filter(), tmp_path / "审计.xlsx") == total
        with pytest.raises(WriteRefused):
            auditing.export(desk, Filter(), tmp_path / "没有" / "审计.xlsx")
    (sheet,) = read_book(tmp_path / "审计.xlsx").values()
    assert sheet[0][:5] == ("序号", "时间", "人员", "岗位", "事项")
    assert len(sheet) == total + 1
    rows = found(office, action="导出审计")
    assert [row.result for row in rows] == ["失败", "成功", "成功"]  # also of what then could not be written
    assert rows[-1].detail == f"行数：{total}"
    with closing(office.sit("secadmin")) as desk, pytest.raises(NotAllowed):
        auditing.export(desk, Filter(), tmp_path / "不许.xlsx")
    assert not (tmp_path / "不许.xlsx").exists()


# -- verifying -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "data", "sealed"), [("auditor", False, True), ("in_charge", True, False), ("handler", True, False)]
)
def test_a_sound_vault_is_told_sound_and_how_deep_it_was_checked(
    role: str, data: bool, sealed: bool, office: Office
) -> None:
    office.do("in_charge", officers.split)
    verdict = office.do(role, auditing.verify)
    assert verdict.faults == ()
    assert (verdict.data_rows is not None, verdict.sealed) == (data, sealed)
    assert "链条完整" in verdict.words
    assert ("未用审计密钥核对" in verdict.words) is not sealed
    assert ("没有业务数据的密钥" in verdict.words) is not data
    heads = verdict.head_words
    assert len(heads) == 1 + data
    for line in heads:
        groups = line.split("：")[1].split(" ")
        assert [len(group) for group in groups] == [8] * 8
        assert set("".join(groups)) <= set("0123456789abcdef")


def test_the_head_on_paper_is_found_again_later(office: Office) -> None:
    ((name, number, digest), *_) = office.do("in_charge", auditing.verify).heads
    office.do("handler", lambda desk: people.open_page(desk, 1))
    with closing(office.sit("auditor")) as desk, desk.vault.overseeing() as connection:
        assert (name, journal.at(connection, number)) == ("审计日志", digest)


def _sql(where: str, *statements: str) -> Callable[[Desk], None]:
    """What somebody does who has the key and a tool."""

    def act(desk: Desk) -> None:
        opening: Any = desk.vault.writing if where == "data" else desk.vault.governing
        with opening() as connection:
            for trigger in (
                connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            ):
                if trigger.startswith(("audit", "journal")):
                    connection.execute(text(f"DROP TRIGGER {trigger}"))
            for statement in statements:
                connection.execute(text(statement))

    return act


def _rehash(desk: Desk) -> None:
    """An audit row of the business data is changed, and the whole chain after it computed anew."""
    from cadre_desk.storage import audit

    _sql("data", "UPDATE audit SET officer = '别人' WHERE id = 2")(desk)
    with desk.vault.writing() as connection:
        previous = ""
        for row in connection.execute(text("SELECT * FROM audit ORDER BY id")).all():
            previous = audit.digest(previous, row.at, row.officer, row.action, row.subject, row.detail)
            connection.execute(text("UPDATE audit SET digest = :d WHERE id = :i"), {"d": previous, "i": row.id})


def _cut(desk: Desk) -> None:
    _sql("data", "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")(desk)


SPOILED: dict[str, tuple[Callable[[Desk], None], str]] = {
    "a row of the audit": (
        _sql("data", "UPDATE audit SET officer = '别人' WHERE id = 2"),
        "业务操作记录从第2条起与链不符",
    ),
    "a row and its chain": (_rehash, "业务操作记录第2条与审计日志中的副本不符"),
    "the end of the audit": (_cut, "与审计日志中的副本不符"),
    "a row of the journal": (
        _sql("system", "UPDATE journal SET officer = '别人' WHERE id = 3"),
        "审计日志从第3条起与链不符",
    ),
    "a copy": (_sql("system", "DELETE FROM journal WHERE data_id = 1"), "审计日志从第"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_was_changed_is_found_and_told_in_the_journal(name: str, office: Office) -> None:
    spoil, words = SPOILED[name]
    with closing(office.sit("in_charge")) as desk:
        desk.vault.settle()  # so that copies and anchors know the state before
        spoil(desk)
        verdict = auditing.verify(desk)
        assert any(words in fault for fault in verdict.faults), verdict.faults
        assert words in verdict.words
        with desk.vault.overseeing() as connection:
            (row,) = journal.page(connection, {"action": "核验审计"}, 0, 1)
        assert (row.result, words in row.detail) == (journal.FAILED, True)


def test_a_rewritten_journal_is_found_by_the_auditor_only(office: Office) -> None:
    office.do("in_charge", officers.split)
    with closing(office.sit("in_charge")) as desk:
        desk.vault.settle()
        first = next(iter(_starts(desk)))
        _sql("system", f"UPDATE journal SET subject = '别的' WHERE id = {first + 1}")(desk)
        with desk.vault.governing() as connection:
            previous = journal.at(connection, first) or ""
            for row in (
                connection.execute(text(f"SELECT * FROM journal WHERE id > {first} ORDER BY id")).mappings().all()
            ):
                previous = journal._digest(previous, row["id"], row)
                connection.execute(
                    text("UPDATE journal SET digest = :d WHERE id = :i"), {"d": previous, "i": row["id"]}
                )
        desk.vault.settle()  # and he has the anchors witness what he wrote
        assert auditing.verify(desk).faults == ()
    verdict = office.do("auditor", auditing.verify)
    assert any(f"审计日志从第{first + 1}条起与链不符" in fault for fault in verdict.faults)


def _starts(desk: Desk) -> list[int]:
    with desk.vault.overseeing() as connection:
        return list(connection.execute(text("SELECT from_id FROM seal ORDER BY epoch DESC")).scalars())


@pytest.mark.parametrize("place", ["inside", "own"])
@pytest.mark.parametrize("how", ["damaged", "gone", "later"])
def test_an_anchor_that_was_tampered_with_is_told(place: str, how: str, office: Office) -> None:
    with closing(office.sit("in_charge")) as desk:
        desk.vault._keeper.stop()  # nobody may mend it while we look
        desk.vault.settle()
        vault = desk.vault
        inside, own = vault.folder / anchor.NAME, anchor.own_place(vault.folder, vault.vault_id)
        path = inside if place == "inside" else own
        if how == "damaged":
            path.write_bytes(path.read_bytes()[:-9] + b"x" * 9)
        elif how == "gone":
            os.unlink(path)
        else:
            number, digest = vault.state().system
            with vault.keys() as keys:
                from dataclasses import replace

                anchor.write(path, replace(vault.state(), system=(number + 5, digest)), keys.system)
        faults = auditing.verify(desk).faults
        assert bool(faults) is not (place == "own" and how == "gone")  # on another PC there is none
        assert all("锚文件" in fault or "缺少或改动了" in fault for fault in faults)
