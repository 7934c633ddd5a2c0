"""The history: what every row was after every action, numbers that are never given twice, older vaults."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine, event, pool, text
from sqlcipher3 import dbapi2

from cadre_desk.domain.pack import Pack
from cadre_desk.services import cases, determining, flags, letters, settings, verifying
from cadre_desk.services.desk import Desk
from cadre_desk.services.determining import Decision, Proposal
from cadre_desk.services.importing import import_file
from cadre_desk.services.recycling import delete, restore
from cadre_desk.services.undoing import undo_import
from cadre_desk.services.verifying import Who
from cadre_desk.storage import history, schema, tables
from cadre_desk.storage.history import Moment
from tests.conftest import Clock
from tests.services.checking import house, workbook
from tests.services.office import BUREAU, LI, SCHOOL, ZHANG, all_rows
from tests.storage.recorded import RECORDED, Recorder

Write = Callable[..., Path]
ANNUAL = ZHANG | {"year": 2024, "filing": "年度集中报告"}
HOUSE = ANNUAL | {
    "action": "现状",
    "owner": "张三",
    "address": "路1号",
    "area": 90.5,
    "kind": "住宅",
    "traded": "2018.05",
}
FUND = ANNUAL | {"owner": "张三", "code": "000001", "units": 100, "value": 1.25}


# -- every row after every action ------------------------------------------------------------------------------------


def story(desk: Desk, pack: Pack, ledger: Write) -> Iterator[None]:
    """One action after another, of every kind that changes a record."""
    title = next(iter(pack.campaigns.values())).title
    category = next(iter(pack.campaigns.values())).categories[0]
    case = ZHANG | {
        "case_number": "1号",
        "category": category,
        "received": "2024-03-01",
        "summary": "甲",
        "state": "核查中",
    }
    names = ("organ", "signer", "number_prefix", "reply_address", "contact")

    def take(kind: str, **rows: list[dict[str, Any]]) -> None:
        import_file(desk, kind, ledger(kind, **rows))

    def steps(letter: int, *keys: str) -> Iterator[None]:
        for key in keys:
            letters.take_step(desk, letter, key, note="部长同意")
            yield

    yield settings.save(desk, dict.fromkeys(names, "甲"))
    yield settings.save(desk, dict.fromkeys(names, "乙"))
    wife = {"identity": ZHANG["identity"], "relation": "妻子", "name": "王芳"}
    yield take("cadres", cadre=[ZHANG | {"unit": SCHOOL, "title": "书记", "reporting": "是"}], relative=[wife])
    yield take("units", unit=[{"name": BUREAU, "grade": "县处级副职"}, {"name": "新局"}])
    yield take("declarations", declaration=[ANNUAL], house=[HOUSE], fund=[FUND])
    yield take("declarations", declaration=[ANNUAL | {"received": "2025-01-20"}], house=[HOUSE | {"address": "路2号"}])
    other = ANNUAL | LI
    yield take("declarations", declaration=[ANNUAL, other], fund=[FUND | other])  # empties 张三's funds
    yield take("declarations", declaration=[ANNUAL], fund=[FUND])
    yield take("measures", measure=[LI | {"measure": "诫勉", "decided": "2024-03-15", "reason": "甲"}])
    yield take("cases", **{title: [case]})
    yield cases.save(desk, 1, {"state": "已办结"}, "办完")
    yield flags.scan(desk)
    yield flags.dispose(desk, 1, "unfounded", "已核")
    yield flags.dispose(desk, 1, "unfounded", "再核")
    situation = next(iter(pack.letters["inquiry"].situations)).key
    data = {one.key: "甲" for one in pack.letters["inquiry"].fields if one.key != "secrecy"} | {"situation": situation}
    inquiry = letters.draft(desk, "inquiry", 2, data)
    yield
    yield letters.save(desk, inquiry, data | {"subject": "乙"})
    yield from steps(inquiry, "submit", "approve", "issue", "serve", "reply")
    gone = letters.draft(desk, "inquiry", 3, data)
    yield
    yield from steps(gone, "submit", "approve", "issue", "withdraw")
    fresh = letters.draft(desk, "reminder", 1, {"subject": "团结"})
    yield
    yield delete(desk, "letter", str(fresh), "写错")
    yield restore(desk, 1)
    yield delete(desk, "relative", "1/1", "重复")
    yield delete(desk, "cadre", "1", "重复登记")
    yield take("cadres", cadre=[ZHANG | {"title": "再来"}])
    yield delete(desk, "cadre", "4", "又重复")
    yield restore(desk, 3, "核实不重复")
    yield restore(desk, 2)
    yield delete(desk, "declaration", "1/1", "错录")
    yield restore(desk, 5)
    yield take("declarations", declaration=[ANNUAL | {"received": "2025-02-01"}], house=[HOUSE], fund=[])
    yield verifying.create(desk, "重点抽查", "甲", "2026-02-28", Who(reporting=False))
    for rows in ([house(ZHANG)], [house(LI), house(ZHANG, 95)]):
        file = workbook(ledger("units", unit=[{"name": BUREAU}]).with_name(f"反馈{len(rows)}.xlsx"), *rows)
        yield verifying.take_feedback(desk, 1, file)
        yield verifying.compare_batch(desk, 1)
    found = desk.ask(lambda ask: determining.checked(ask, 1, 1))
    grades = {one["n"]: "漏报" for one in found.differing}
    proposal = Proposal("漏报" if grades else "不属漏报瞒报", grades, "诫勉", "甲", "乙")
    yield determining.propose(desk, 1, 1, proposal)
    yield determining.decide(desk, 1, 1, Decision("部务会", "2026-03-02", "纪要"))
    yield determining.revoke(desk, 1, 1, "部务会", "有误")
    yield delete(desk, "cadre", "1", "再删")
    yield restore(desk, 6)
    yield undo_import(desk, 12, "选错文件")
    yield undo_import(desk, 4, "选错文件")
    yield flags.scan(desk)


def test_every_row_can_be_told_as_it_was_after_every_action(staffed: Desk, pack: Pack, ledger: Write) -> None:
    recorder = Recorder(staffed)
    for _ in story(staffed, pack, ledger):
        recorder.note()
    assert len(recorder.dumps) == 52
    assert {name for one in recorder.dumps.values() for name, _ in one} == {table.name for table in RECORDED}
    assert recorder.differences() == []
    assert staffed.vault.check() == []


@pytest.mark.parametrize("table", ["history", "birth"])
def test_a_row_missing_in_the_bookkeeping_would_be_noticed(
    table: str, staffed: Desk, pack: Pack, ledger: Write
) -> None:
    recorder = Recorder(staffed)
    for _ in story(staffed, pack, ledger):
        recorder.note()
    names = {row["table_name"] for row in all_rows(staffed, table)}
    assert len(names) > 5
    with staffed.vault.writing() as connection:
        connection.execute(text(f"DELETE FROM {table}"))
    assert {name for _, name, _ in recorder.differences()} == names


def test_tables_with_rows_that_no_import_brings_enter_births(desk: Desk) -> None:
    query = text("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'born~_%' ESCAPE '~'")
    made = {row.tbl_name: row.sql for row in desk.ask(lambda ask: ask.connection.execute(query).all())}
    here = {"setting", "letter", "letter_step", "flag", "disposition", "measure", "declaration", "entry"}
    assert set(made) == here | {"verified", "determination", "discrepancy"}
    assert {table.name for table in RECORDED if "batch_id" not in table.c} < set(made)
    assert {name for name, sql in made.items() if "NEW.batch_id IS NULL" in sql} == {
        *("measure", "declaration", "entry")
    }


# -- numbers -----------------------------------------------------------------------------------------------------------


def test_a_number_is_never_given_twice(staffed: Desk, ledger: Write) -> None:
    wife = {"identity": ZHANG["identity"], "relation": "妻子", "name": "王芳"}
    for batch in (3, 4):
        import_file(staffed, "cadres", ledger("cadres", relative=[wife]))
        undo_import(staffed, batch, "重导")
    import_file(staffed, "cadres", ledger("cadres", relative=[wife]))
    assert [row["n"] for row in all_rows(staffed, "relative")] == [3]
    import_file(staffed, "units", ledger("units", unit=[{"name": "新局"}]))
    delete(staffed, "unit", "3", "错录")
    import_file(staffed, "units", ledger("units", unit=[{"name": "又一局"}]))
    assert [row["id"] for row in all_rows(staffed, "unit")] == [1, 2, 4]


def test_the_control_a_table_without_autoincrement_gives_numbers_twice() -> None:
    with dbapi2.connect(":memory:") as connection:
        connection.execute("CREATE TABLE unit (id INTEGER PRIMARY KEY, name)")
        for _ in range(2):
            connection.execute("INSERT INTO unit (name) VALUES ('甲')")
            assert connection.execute("DELETE FROM unit RETURNING id").fetchall() == [(1,)]


# -- the course of one row ---------------------------------------------------------------------------------------------


def test_the_end_of_a_day_counts_and_a_clock_set_back_hides_nothing(staffed: Desk, clock: Clock) -> None:
    start = clock.now.date()
    for number in range(3):
        clock.set(start + timedelta(days=number))
        settings.save(staffed, {"organ": f"第{number}天"})
    clock.set(start + timedelta(days=1))
    settings.save(staffed, {"organ": "钟拨回后"})

    def on(day: date) -> Any:
        def read(ask: Any) -> Any:
            return history.as_of(ask.connection, tables.setting, "organ", history.cutoff(ask.connection, day))

        return (staffed.ask(read) or {}).get("value")

    assert [on(start + timedelta(days=number)) for number in range(-1, 4)] == [
        *(None, "第0天", "钟拨回后", "钟拨回后", "钟拨回后")
    ]


def test_an_image_is_spelled_as_rows_are(staffed: Desk) -> None:
    """Both ways of keeping a row give the same text: by the database, and row by row."""
    odd = "引号\"'\\换行\n制表\t控制\x01\u2028😀\x7f"

    def task(work: Any) -> list[str]:
        values = {
            "cadre_id": 1,
            "n": 1,
            "section": "house",
            "position": 1,
            "item": odd,
            "amount": 0.1 + 0.2,
            "area": 100,
        }
        work.connection.execute(tables.entry.insert(), values | {"share": 1e-7})
        work.connection.execute(tables.unit.insert(), {"name": odd, "data": json.dumps({"remark": odd})})
        history.keep(work, tables.unit, "name = ?", (odd,))
        work.keep_rows(tables.unit, [3])
        history.keep_keys(work, tables.entry, [(1, 1, "house")])
        return [row.before for row in work.connection.execute(text("SELECT before FROM history ORDER BY id"))]

    one, other, entry = staffed.change("修改设置", task)
    assert one == other
    assert json.loads(one)["name"] == odd
    kept = json.loads(entry)["rows"][0]
    assert (kept["amount"], kept["area"], kept["share"], kept["item"]) == (0.1 + 0.2, 100.0, 1e-7, odd)


# -- a vault of the first revision -------------------------------------------------------------------------------------

FIRST = """
    INSERT INTO audit (id, at, officer, action, subject, detail, digest) VALUES
        (1, '2026-03-01T09:00:00', '甲', '导入', '单位.xlsx', '{"sha256":"aa"}', ''),
        (2, '2026-03-02T09:00:00', '甲', '导入', '单位2.xlsx', '{"sha256":"bb"}', ''),
        (3, '2026-03-02T09:00:00', '甲', '修改设置', 'setting', '{"keys":["organ"]}', ''),
        (4, '2026-03-03T09:00:00', '甲', '拟稿提醒函', 'letter 1', '{"kind":"reminder"}', ''),
        (5, '2026-03-03T09:00:00', '甲', '办理函件', 'letter 1', '{"step":"issue"}', ''),
        (6, '2026-03-04T09:00:00', '甲', '扫描预警', '2017', '{}', ''),
        (7, '2026-03-05T09:00:00', '甲', '扫描预警', '2017', '{}', ''),
        (8, '2026-03-06T09:00:00', '甲', '处置预警', 'flag 1', '{}', ''),
        (9, '2026-03-07T09:00:00', '甲', '修改设置', 'setting', '{"keys":["organ","signer"]}', '');
    INSERT INTO batch (id, kind, file, sha256, officer, at) VALUES
        (1, 'units', '单位.xlsx', 'aa', '甲', '2026-03-01T09:00:00'),
        (2, 'units', '单位2.xlsx', 'bb', '甲', '2026-03-02T09:00:00');
    INSERT INTO unit (id, name, grade, batch_id, line) VALUES (1, '甲局', '正科', 2, 2), (2, '乙局', NULL, 1, 3);
    INSERT INTO history (audit_id, table_name, row_key, before)
        VALUES (2, 'unit', '1', '{"name":"甲局","grade":"副科"}');
    INSERT INTO cadre (id, identity, name, unit_id, batch_id, line) VALUES (1, '1', '张三', 1, 1, 2);
    INSERT INTO letter (id, kind, cadre_id, state, pack, number, measure_n, created)
        VALUES (1, 'reminder', 1, 'issued', '2017', '1号', 1, '2026-03-03T09:00:00');
    INSERT INTO measure (cadre_id, n, measure, decided) VALUES (1, 1, '提醒', '2026-03-03');
    INSERT INTO flag (id, rule, subject, subject_id, item, fingerprint, severity, facts, evidence, pack, found, state)
        VALUES (1, 'RL-01', 'cadre', 1, '', 'b', 'O', '{}', '[]', '2017', '2026-03-05', 'unfounded');
    INSERT INTO history (audit_id, table_name, row_key, before)
        VALUES (7, 'flag', '1', '{"id":1,"found":"2026-03-04","state":"open"}');
    INSERT INTO disposition (id, flag_id, fingerprint, decision, reason, officer, at)
        VALUES (1, 1, 'b', 'unfounded', '已核', '甲', '2026-03-06T09:00:00');
    INSERT INTO setting VALUES ('organ', '乙'), ('signer', '丙');
    INSERT INTO history (audit_id, table_name, row_key, before) VALUES (9, 'setting', 'organ', '{"value":"甲"}');
"""


@contextmanager
def first_revision() -> Iterator[Connection]:
    """A database as the first revision left it, brought up to date."""
    engine = create_engine("sqlite://", module=dbapi2, poolclass=pool.StaticPool)
    event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with engine.begin() as connection:
        command.upgrade(schema._config(connection), "0001")
        for statement in FIRST.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        schema.migrate(connection)
        yield connection
    engine.dispose()


def test_an_older_vault_keeps_its_rows_and_learns_since_when_they_are_there() -> None:
    with first_revision() as connection:

        def course(table: Any, key: str) -> list[Moment]:
            return history.course(connection, table, key)

        assert [row.audit_id for row in connection.execute(text("SELECT audit_id FROM batch ORDER BY id"))] == [1, 2]
        assert [(one.action, one.state and one.state["grade"]) for one in course(tables.unit, "1")] == [
            (0, "副科"),  # it is not known which import brought it
            (2, "正科"),
        ]
        assert [one.action for one in course(tables.unit, "2")] == [1]
        assert [one.action for one in course(tables.letter, "1")] == [4]
        assert [one.action for one in course(tables.measure, "1/1")] == [5]
        assert [(one.action, one.state and one.state["found"]) for one in course(tables.flag, "1")] == [
            (6, "2026-03-04"),
            (7, "2026-03-05"),
        ]
        assert [one.action for one in course(tables.disposition, "1")] == [8]
        assert course(tables.setting, "organ") == [
            Moment(3, {"key": "organ", "value": "甲"}),
            Moment(9, {"key": "organ", "value": "乙"}),
        ]
        assert [one.action for one in course(tables.setting, "signer")] == [9]
        connection.execute(text("DELETE FROM unit"))
        connection.execute(text("INSERT INTO unit (name) VALUES ('丙局')"))
        assert connection.execute(text("SELECT id FROM unit")).scalars().all() == [3]
