"""Very many rows take another way into the table than a few; what arrives is the same."""

import gc

import pytest

from cadre_desk.domain.bulk import let_go, no_collection, rows_of
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.sheet import ReadSheet, Tick, no_tick
from cadre_desk.services.desk import Desk
from cadre_desk.storage import ledgers, records
from cadre_desk.storage.ledgers import Counts, Intake
from cadre_desk.storage.work import Work
from tests.services.office import all_rows

ROWS = 2 * ledgers._MANY + 1


def take_units(desk: Desk, pack: Pack, count: int, tick: Tick = no_tick) -> Counts:
    section = pack.ledgers["units"].sheets[0]
    names = [f"第{number}单位" for number in range(count)]
    kinds = ["党政机关" if number % 3 else None for number in range(count)]
    columns = {"name": names, "grade": [None] * count, "kind": kinds, "remark": names}
    sheet = ReadSheet(section, range(2, count + 2), columns)  # type: ignore[arg-type]

    def task(work: Work) -> Counts:
        return Intake(work, records.open_batch(work, "units", "单位.xlsx", "", ""), tick).take(sheet)

    return desk.change("导入", task)


def test_many_rows_arrive_as_a_few_do(desk: Desk, pack: Pack) -> None:
    assert take_units(desk, pack, ROWS) == Counts(ROWS, 0, 0)
    many = all_rows(desk, "unit")
    assert [row["id"] for row in many] == list(range(1, ROWS + 1))
    assert many[1]["kind"] == "党政机关"
    assert many[0]["kind"] is many[0]["grade"] is None
    assert take_units(desk, pack, ROWS) == Counts(0, 0, ROWS)


def test_both_ways_give_the_same_rows(desk: Desk, staffed: Desk, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    take_units(desk, pack, ROWS)
    monkeypatch.setattr(ledgers, "_MANY", ROWS + 1)
    kept = len(all_rows(staffed, "unit"))
    take_units(staffed, pack, ROWS)
    values = [[{**row, "id": 0, "batch_id": 0} for row in all_rows(one, "unit")] for one in (desk, staffed)]
    assert values[0] == values[1][kept:]


def test_given_up_half_way_nothing_remains_and_the_next_import_goes_through(desk: Desk, pack: Pack) -> None:
    class GivenUp(Exception):
        pass

    def give_up(what: str, _done: int, _total: int) -> None:
        if what == "写入":
            raise GivenUp

    with pytest.raises(GivenUp):
        take_units(desk, pack, ROWS, give_up)
    assert all_rows(desk, "unit") == []
    assert take_units(desk, pack, ROWS) == Counts(ROWS, 0, 0)


def test_the_search_for_garbage_rests_until_the_last_has_finished() -> None:
    with no_collection():
        with no_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_columns_become_rows_and_lists_are_emptied() -> None:
    count = 12_000
    rows = rows_of([range(count), ["甲"] * count])
    assert rows[0] == (0, "甲")
    assert rows[-1] == (count - 1, "甲")
    assert len(rows) == count
    let_go(rows)
    assert rows == []
