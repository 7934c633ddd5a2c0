"""撤销导入: everything as before, refused with the places where later work rests on it, in sets however many rows."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, text

from cadre_desk.domain.pack import Pack
from cadre_desk.domain.sheet import ReadSheet
from cadre_desk.services import cases, flags, importing, letters, recycling
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.importing import import_file
from cadre_desk.services.undoing import InTheWay, undo_import
from cadre_desk.storage import records
from cadre_desk.storage.ledgers import Intake
from cadre_desk.storage.work import Work
from tests.conftest import Clock
from tests.services.office import BUREAU, LI, SCHOOL, STRANGER, WANG, ZHANG, all_rows, content
from tests.services.past import ANNUAL, HOUSE, NEXT_DAY, WIFE, Row, Write, business, case, refused, versions

QUOTA = {"level": "县处级副职", "approved": 9}
POST = {"unit": BUREAU, "start": "2021-05-10"}
MEASURE = {"measure": "诫勉", "decided": "2024-03-15"}
FILES: dict[str, tuple[str, dict[str, list[Row]], tuple[int, int]]] = {  # kind, rows, how many go and are put back
    "units": (
        "units",
        {
            "unit": [{"name": BUREAU, "grade": "县处级副职"}, {"name": "新局"}],
            "quota": [QUOTA | {"unit": BUREAU}, QUOTA | {"unit": "新局"}],
        },
        (2, 2),
    ),
    "cadres": (
        "cadres",
        {
            "cadre": [ZHANG | {"title": "书记", "unit": SCHOOL}, STRANGER | {"unit": BUREAU}],
            "relative": [WIFE, STRANGER | {"relation": "妻子", "name": "李芳"}],
            "post": [POST | {"identity": ZHANG["identity"], "title": "局长", "end": "2026-01"}],
        },
        (3, 2),
    ),
    "measures": ("measures", {"measure": [ZHANG | MEASURE | {"reason": "乙"}, LI | MEASURE]}, (1, 1)),
    "declarations": (
        "declarations",
        {
            "declaration": [ANNUAL | {"received": "2025-01-20"}, ANNUAL | LI],
            "house": [HOUSE | {"area": 91}, HOUSE | {"address": "路2号"}, HOUSE | LI],
        },
        (2, 2),
    ),
    "emptied": ("declarations", {"declaration": [ANNUAL, ANNUAL | LI], "house": [HOUSE | LI]}, (2, 1)),
}


@pytest.fixture
def filled(staffed: Desk, ledger: Write) -> Desk:
    """张三 with a measure and a declaration: batches 3 and 4."""
    import_file(staffed, "measures", ledger("measures", measure=[ZHANG | MEASURE | {"reason": "甲"}]))
    import_file(staffed, "declarations", ledger("declarations", declaration=[ANNUAL], house=[HOUSE]))
    return staffed


@pytest.mark.parametrize("name", FILES)
def test_everything_is_as_before_and_the_file_can_be_taken_in_again(
    name: str, filled: Desk, ledger: Write, clock: Clock
) -> None:
    kind, rows, (removed, reverted) = FILES[name]
    path = ledger(kind, **rows)
    before = business(filled)
    first = import_file(filled, kind, path)
    assert business(filled) != before
    clock.set(NEXT_DAY)
    done = undo_import(filled, 5, " 选错文件 ")
    assert (done.batch, done.file, done.removed, done.reverted) == (5, path.name, removed, reverted)
    assert business(filled) == before
    assert filled.vault.check() == []

    batch = filled.ask(importing.batches)[0]
    undone = (batch["undone_at"], batch["undone_by"], batch["undone_reason"])
    assert undone == ("2026-03-03T09:30:00", filled.officer, "选错文件")
    audit = all_rows(filled, "audit")[-1]
    assert (audit["action"], audit["subject"], json.loads(audit["detail"])["reason"]) == (
        *("撤销导入", path.name),
        "选错文件",
    )
    refused(
        filled, "第5批.*已由李审核于2026-03-03 09:30:00撤销，需要时请重新导入", lambda: undo_import(filled, 5, "再撤")
    )

    again = import_file(filled, kind, path)
    assert (again.added, again.changed, again.same) == (first.added, first.changed, first.same)
    assert filled.ask(importing.batches)[0]["undone_at"] is None
    undo_import(filled, 6, "还是错")
    assert business(filled) == before


def test_one_transaction_with_one_audit_row(filled: Desk, ledger: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, rows, _ = FILES["cadres"]
    import_file(filled, kind, ledger(kind, **rows))
    before, audit = content(filled), len(all_rows(filled, "audit"))

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("cadre_desk.storage.undoing.enter_births", fail)  # the last that undoing does
        with pytest.raises(RuntimeError):
            undo_import(filled, 5, "试")
    assert content(filled) == before
    undo_import(filled, 5, "试")
    assert len(all_rows(filled, "audit")) == audit + 1


def test_flags_about_what_goes_go_too(staffed: Desk, ledger: Write) -> None:
    import_file(staffed, "cadres", ledger("cadres", cadre=[STRANGER | {"reporting": "是"}, LI | {"reporting": "是"}]))
    assert flags.scan(staffed).new == 2
    done = undo_import(staffed, 3, "错录")
    assert (done.flags, [row["subject_id"] for row in all_rows(staffed, "flag")]) == (1, [2])
    assert "预警1条一并移除" in str(done)
    assert [one.what for one in versions(staffed, "flag", "2")] == ["新增", "删除"]


# -- refused -----------------------------------------------------------------------------------------------------------


def places(desk: Desk, batch: int) -> tuple[str, ...]:
    """What stands in the way; nothing is changed."""
    before = content(desk)
    with pytest.raises(InTheWay, match="请先处理以下后来的改动，再撤销") as caught:
        undo_import(desk, batch, "试")
    assert content(desk) == before
    return caught.value.places


def test_a_later_import_changed_a_row(staffed: Desk, ledger: Write, clock: Clock) -> None:
    clock.set(NEXT_DAY)
    path = ledger("cadres", cadre=[ZHANG | {"title": "书记"}])
    import_file(staffed, "cadres", path)
    assert places(staffed, 2) == (
        f"干部 张三 {ZHANG['identity']}：导入后已被改动（2026-03-03 09:30:00 李审核 导入 {path.name}）",
    )
    undo_import(staffed, 3, "先撤后来的")
    undo_import(staffed, 2, "再撤先前的")
    assert all_rows(staffed, "cadre") == all_rows(staffed, "post") == []


def test_an_officer_changed_a_row_and_changed_it_back(staffed: Desk, pack: Pack, ledger: Write) -> None:
    import_file(staffed, "cases", ledger("cases", **case(pack)))
    cases.save(staffed, 1, {"summary": "乙"}, "更正")
    title = next(iter(pack.campaigns.values())).title
    assert places(staffed, 3) == (f"专项案件 {title} 1号：导入后已被改动（2026-03-02 09:30:00 李审核 修改案件）",)
    cases.save(staffed, 1, {"summary": "甲"}, "原样")
    undo_import(staffed, 3, "试")
    assert all_rows(staffed, "campaign_case") == []


def test_a_row_was_deleted_and_restored(filled: Desk) -> None:
    recycling.delete(filled, "measure", "1/1", "试")
    (place,) = places(filled, 3)
    assert place == "处理处分 张三 诫勉 2024-03-15：导入后已被改动（2026-03-02 09:30:00 李审核 删除记录）"
    recycling.restore(filled, 1)
    undo_import(filled, 3, "试")
    assert all_rows(filled, "measure") == []


def test_a_row_that_is_purged_is_not_waited_for(filled: Desk) -> None:
    recycling.delete(filled, "measure", "1/1", "试")
    recycling.purge(filled, 1, "试")
    assert undo_import(filled, 3, "试").removed == 0


STRANGER_WIFE = WIFE | {"identity": STRANGER["identity"]}
Later = Callable[[Desk, Write, Pack], object]
LATER: dict[str, tuple[Later, int, str]] = {
    "a cadre in the unit": (
        lambda desk, ledger, _: import_file(desk, "cadres", ledger("cadres", cadre=[ZHANG | {"unit": "新局"}])),
        5,
        f"干部 张三 {ZHANG['identity']}：依赖这次导入的内容（2026-03-03 09:30:00 李审核 导入 ",
    ),
    "a quota of the unit": (
        lambda desk, ledger, _: import_file(desk, "units", ledger("units", quota=[QUOTA | {"unit": "新局"}])),
        5,
        "职数 新局 县处级副职：依赖这次导入的内容",
    ),
    "a relative of the cadre": (
        lambda desk, ledger, _: import_file(desk, "cadres", ledger("cadres", relative=[STRANGER_WIFE])),
        6,
        "家庭成员 陌生人 妻子 王芳：依赖这次导入的内容",
    ),
    "a case of the cadre": (
        lambda desk, ledger, pack: import_file(desk, "cases", ledger("cases", **case(pack, **STRANGER))),
        6,
        "专项案件 ",
    ),
    "a letter to the cadre": (
        lambda desk, _, __: letters.draft(desk, "reminder", 4),
        6,
        "函件 提醒函 陌生人：依赖这次导入的内容（2026-03-03 09:30:00 李审核 拟稿提醒函）",
    ),
    "a section of the declaration": (
        lambda desk, ledger, _: import_file(desk, "declarations", ledger("declarations", house=[HOUSE | LI])),
        7,
        "报告 李四明 2024 年度集中报告 1“房产”：依赖这次导入的内容（2026-03-03 09:30:00 李审核 导入 ",
    ),
    "a section that was emptied": (
        lambda desk, ledger, _: import_file(desk, "declarations", ledger("declarations", house=[HOUSE])),
        8,
        "报告 张三 2024 年度集中报告 1“房产”：导入后已被改动（2026-03-03 09:30:00 李审核 导入 ",
    ),
    "the unit of a row to be put back": (
        lambda desk, _, __: recycling.delete(desk, "unit", "2", "撤并"),
        9,
        f"干部 王百_川 {WANG['identity']}：撤销后要恢复的内容依赖已删除的记录（2026-03-03 09:30:00 李审核 删除记录）",
    ),
}


@pytest.fixture
def built_on(filled: Desk, ledger: Write, clock: Clock) -> Desk:
    """Batches 5 to 9, on which later actions can build."""
    import_file(filled, "units", ledger("units", unit=[{"name": "新局"}]))
    import_file(filled, "cadres", ledger("cadres", cadre=[STRANGER]))
    import_file(filled, "declarations", ledger("declarations", declaration=[ANNUAL | LI]))
    older = ANNUAL | LI | {"year": 2023}  # in one file with 张三, whose houses it empties
    path = ledger("declarations", declaration=[older, ANNUAL], house=[HOUSE | older])
    import_file(filled, "declarations", path)
    import_file(filled, "cadres", ledger("cadres", cadre=[WANG | {"unit": BUREAU}]))
    recycling.delete(filled, "post", "3/1", "错录")  # nothing names the school any more
    clock.set(NEXT_DAY)
    return filled


@pytest.mark.parametrize("name", LATER)
def test_later_work_rests_on_it(name: str, built_on: Desk, ledger: Write, pack: Pack) -> None:
    act, batch, words = LATER[name]
    act(built_on, ledger, pack)
    (place,) = places(built_on, batch)
    assert place.startswith(words)


@pytest.mark.parametrize("batch", range(5, 10))
def test_without_later_work_it_is_possible(batch: int, built_on: Desk) -> None:
    undo_import(built_on, batch, "试")


def test_people_decided_on_a_flag(staffed: Desk, ledger: Write, clock: Clock) -> None:
    import_file(staffed, "cadres", ledger("cadres", cadre=[STRANGER | {"reporting": "是"}]))
    flags.scan(staffed)
    clock.set(NEXT_DAY)
    flags.dispose(staffed, 1, "unfounded", "已核")
    (place,) = places(staffed, 3)
    assert place.startswith("预警 ")
    assert place.endswith("陌生人：依赖这次导入的内容（2026-03-03 09:30:00 李审核 处置预警）")


def test_at_most_fifty_places_are_told(staffed: Desk, ledger: Write) -> None:
    for politics in ("群众", "中共党员"):
        rows = [WIFE | {"relation": "其他", "name": f"某{n}", "politics": politics} for n in range(60)]
        import_file(staffed, "cadres", ledger("cadres", relative=rows))
    assert len(places(staffed, 3)) == 50
    with pytest.raises(InTheWay) as caught:
        undo_import(staffed, 3, "试")
    assert str(caught.value).count("\n") == 51
    assert str(caught.value).endswith("只列出前50处，其余略")


def test_no_such_import_no_reason(filled: Desk) -> None:
    refused(filled, "没有第77批导入", lambda: undo_import(filled, 77, "试"))
    refused(filled, "请写明撤销理由", lambda: undo_import(filled, 3, " "))


def test_an_import_of_before_the_history_was_whole_is_refused(filled: Desk, ledger: Write) -> None:
    import_file(filled, "units", ledger("units", unit=[{"name": BUREAU, "grade": "县处级副职"}]))
    with filled.vault.writing() as connection:  # as the first version kept it
        connection.execute(text("UPDATE history SET before = json_remove(before, '$.batch_id', '$.line')"))
    refused(filled, "升级前导入的", lambda: undo_import(filled, 5, "试"))


# -- many rows ---------------------------------------------------------------------------------------------------------


@contextmanager
def statements() -> Iterator[list[str]]:
    """What goes to the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def take_units(desk: Desk, pack: Pack, count: int, grade: str) -> int:
    """So many units in one import; its number."""
    section = pack.ledgers["units"].sheets[0]
    columns = {"name": [f"第{number}单位" for number in range(count)], "grade": [grade] * count}

    def task(work: Work) -> int:
        batch = records.open_batch(work, "units", "单位.xlsx", "", "")
        Intake(work, batch).take(ReadSheet(section, range(2, count + 2), columns))
        return batch

    return desk.change("导入", task)


def test_the_number_of_statements_does_not_grow_with_the_rows(desk: Desk, pack: Pack) -> None:
    counted = []
    for count in (10, 10, 3_000):
        first = take_units(desk, pack, count, "正科")
        second = take_units(desk, pack, count, "副科")
        before = all_rows(desk, "unit")
        third = take_units(desk, pack, count, "正科")
        for batch in (third, second, first):
            with statements() as seen:
                undo_import(desk, batch, "试")
            counted.append(len(seen))
            if batch == third:
                assert all_rows(desk, "unit") == before
        assert all_rows(desk, "unit") == []
    assert counted[3:6] == counted[6:9]


def test_the_control_the_counter_counts(staffed: Desk) -> None:
    with statements() as seen:
        for _ in range(3):
            all_rows(staffed, "unit")
    assert sum("FROM unit" in one for one in seen) == 3


def test_changed_rows_of_a_large_import_arrive_as_those_of_a_small_one(desk: Desk, pack: Pack) -> None:
    for grade in ("正科", "副科"):
        take_units(desk, pack, 2_001, grade)
    rows = all_rows(desk, "unit")
    assert [(row["id"], row["grade"], row["batch_id"], row["line"]) for row in rows] == [
        (number, "副科", 2, number + 1) for number in range(1, 2_002)
    ]
    kept = [json.loads(row["before"]) for row in all_rows(desk, "history")]
    assert [(row["id"], row["grade"], row["batch_id"]) for row in kept] == [(n, "正科", 1) for n in range(1, 2_002)]


def test_refusals_are_refusals() -> None:
    assert issubclass(InTheWay, Refused)
