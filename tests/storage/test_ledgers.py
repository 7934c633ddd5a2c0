"""Rows of a ledger in the vault: numbers within a cadre, the former row in the history, references of both kinds."""

import json
from pathlib import Path

import pytest

from cadre_desk.domain.pack import Pack
from cadre_desk.domain.sheet import ReadSheet
from cadre_desk.services.desk import Desk
from cadre_desk.storage import records
from cadre_desk.storage.ledgers import SHAPES, Counts, Intake
from cadre_desk.storage.work import Work
from tests.services.office import BUREAU, LI, WANG, ZHANG, all_rows


def take(desk: Desk, pack: Pack, key: str, **columns: list[object]) -> tuple[Counts, list[str]]:
    """Take in one sheet; the counts, and the faults, with which nothing is written."""
    section = next(s for ledger in pack.ledgers.values() for s in ledger.sheets if s.key == key)
    rows = len(next(iter(columns.values())))
    sheet = ReadSheet(section, list(range(2, rows + 2)), columns)  # type: ignore[arg-type]

    def task(work: Work) -> tuple[Counts, list[str]]:
        intake = Intake(work, records.open_batch(work, key, f"{key}.xlsx", "", ""))
        return intake.take(sheet), [str(fault) for fault in intake.faults]

    return desk.change("导入", task)


def test_rows_are_numbered_within_their_cadre_and_numbers_are_not_used_twice(staffed: Desk, pack: Pack) -> None:
    owners = [LI["identity"], ZHANG["identity"], LI["identity"]]
    counts, faults = take(
        staffed, pack, "measure", identity=owners, measure=["提醒", "提醒", "诫勉"], decided=["2024-01-02"] * 3
    )
    assert (counts, faults) == (Counts(3, 0, 0), [])
    take(staffed, pack, "measure", identity=owners[:2], measure=["函询"] * 2, decided=["2024-01-02"] * 2)
    numbered = [(row["cadre_id"], row["n"], row["measure"]) for row in all_rows(staffed, "measure")]
    assert numbered == [(1, 1, "提醒"), (1, 2, "函询"), (2, 1, "提醒"), (2, 2, "诫勉"), (2, 3, "函询")]


def test_a_changed_row_keeps_its_number_and_leaves_its_former_self_in_the_history(staffed: Desk, pack: Pack) -> None:
    before = all_rows(staffed, "post")
    row = {"identity": [ZHANG["identity"]], "unit": [BUREAU], "title": ["局长"], "start": ["2021-05-10"]}
    counts, _ = take(staffed, pack, "post", **row, end=["2026-01"])  # type: ignore[arg-type]
    assert counts == Counts(0, 1, 0)
    after = all_rows(staffed, "post")
    assert after[0] | {"end": None, "batch_id": before[0]["batch_id"], "line": before[0]["line"]} == before[0]
    assert after[1:] == before[1:]
    (kept,) = all_rows(staffed, "history")
    assert (kept["table_name"], kept["row_key"], kept["audit_id"]) == (
        "post",
        "1/1",
        all_rows(staffed, "audit")[-1]["id"],
    )
    assert json.loads(kept["before"])["end"] is None


def test_faults_of_all_rows_are_told_at_once_and_nothing_is_written(staffed: Desk, pack: Pack) -> None:
    before = all_rows(staffed, "post")
    wrong: list[object] = ["000000199001010017", WANG["identity"], "000000199001010018"]
    counts, faults = take(
        staffed, pack, "post", identity=wrong, cadre_name=["甲", "乙", "丙"], unit=["某局", BUREAU, BUREAU],
        title=["x", "y", "z"], start=["2020-01"] * 3,
    )  # fmt: skip
    assert counts == Counts()
    assert len(faults) == 4
    assert all_rows(staffed, "post") == before


def test_every_sheet_of_the_ledgers_has_a_shape_whose_columns_exist(pack: Pack) -> None:
    kept = {s.key for ledger in pack.ledgers.values() for s in ledger.sheets if s.kind == "ledger"}
    assert kept == set(SHAPES)
    for shape in SHAPES.values():
        assert set(shape.key) <= {column.name for column in shape.table.c}


@pytest.mark.parametrize("size", [4_999, 5_000, 5_001])
def test_many_rows_are_written_in_pieces(size: int, desk: Desk, pack: Pack, tmp_path: Path) -> None:
    counts, _ = take(desk, pack, "unit", name=[f"单位{n}" for n in range(size)])
    assert counts.added == size
    assert len(all_rows(desk, "unit")) == size
