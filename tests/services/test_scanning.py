"""Scans of a real vault: what is found, kept, judged, and told with its cells."""

import json
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cadre_desk.domain.pack import Pack
from cadre_desk.services import exporting, flags, overview, people
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.importing import import_file
from cadre_desk.storage import records, vault
from tests.conftest import Clock, Ledger, OpenDesk
from tests.services.office import (
    BUREAU,
    LI,
    OFFICER,
    PASSWORD,
    SCHOOL,
    WANG,
    ZHANG,
    all_rows,
    content,
    read_book,
    write_ledger,
)

INQUIRY = LI | {"measure": "函询", "decided": "2026-01-05", "served": "2026-01-06"}
PROMOTED = {"identity": WANG["identity"], "cadre_name": WANG["name"], "unit": SCHOOL, "title": "书记", "manner": "提拔"}


@pytest.fixture(scope="module")
def troubled_vault(tmp_path_factory: pytest.TempPathFactory, staffed_vault: Path, pack: Pack) -> Path:
    """One inquiry without an answer, one promotion too early, a sex that the number denies, one post too many."""
    root = tmp_path_factory.mktemp("troubled")
    shutil.copytree(staffed_vault, root / "vault")
    post = {"identity": ZHANG["identity"], "unit": BUREAU, "title": "局长", "start": "2021-05-10", "counts": "是"}
    files: list[tuple[str, str, dict[str, list[dict[str, Any]]]]] = [
        ("cadres", "干部更正.xlsx", {"cadre": [ZHANG | {"sex": "女"}]}),
        ("measures", "a.xlsx", {"measure": [INQUIRY, WANG | {"measure": "诫勉", "decided": "2025-09-28"}]}),
        ("cadres", "b.xlsx", {"post": [PROMOTED | {"start": "2025-12-01"}, post]}),
        ("units", "c.xlsx", {"quota": [{"unit": BUREAU, "level": "县处级正职", "approved": 0}]}),
    ]
    with closing(Desk(vault.open_vault(root / "vault", OFFICER, PASSWORD), pack, Clock())) as desk:
        for kind, name, rows in files:
            import_file(desk, kind, write_ledger(pack, kind, root / name, rows))
    return root / "vault"


@pytest.fixture
def troubled(open_desk: OpenDesk, troubled_vault: Path) -> Desk:
    return open_desk(troubled_vault)


def open_rules(desk: Desk) -> list[str]:
    return sorted(row["rule"] for row in all_rows(desk, "flag") if row["state"] == "open")


def flag_id(desk: Desk, rule: str) -> int:
    return next(row["id"] for row in all_rows(desk, "flag") if row["rule"] == rule)


def test_what_is_wrong_is_found_once_and_goes_when_it_is_mended(troubled: Desk, ledger: Ledger) -> None:
    first = flags.scan(troubled)
    assert open_rules(troubled) == ["PM-19", "RL-01", "RL-03", "RL-04", "ZS-01"]
    assert (first.cadres, first.found, first.new) == (3, 5, 5)
    again = flags.scan(troubled)
    assert (again.new, again.same, again.changed, again.gone) == (0, 5, 0, 0)
    assert "未变5" in str(again)

    import_file(troubled, "cadres", ledger("cadres", cadre=[ZHANG | {"sex": "男"}]))
    import_file(troubled, "measures", ledger("measures", measure=[INQUIRY | {"replied": "2026-02-27"}]))
    mended = flags.scan(troubled)
    assert (mended.gone, open_rules(troubled)) == (2, ["RL-03", "RL-04", "ZS-01"])
    import_file(troubled, "cadres", ledger("cadres", cadre=[ZHANG | {"sex": "女"}]))
    assert flags.scan(troubled).changed == 1
    assert "PM-19" in open_rules(troubled)


def test_a_judged_flag_stays_judged_until_its_evidence_changes(troubled: Desk, ledger: Ledger) -> None:
    flags.scan(troubled)
    id_ = flag_id(troubled, "RL-01")
    flags.dispose(troubled, id_, "unfounded", " 出差，已口头说明 ")
    flags.scan(troubled)
    assert "RL-01" not in open_rules(troubled)
    import_file(troubled, "measures", ledger("measures", measure=[INQUIRY | {"served": "2026-01-07"}]))
    flags.scan(troubled)
    assert "RL-01" in open_rules(troubled)
    import_file(troubled, "measures", ledger("measures", measure=[INQUIRY]))
    flags.scan(troubled)
    one = troubled.ask(lambda ask: flags.flag(ask, id_))
    assert one.state == "unfounded"
    assert [step["reason"] for step in one.dispositions] == ["出差，已口头说明"]


@pytest.mark.parametrize(("decision", "reason", "words"), [("unfounded", " ", "理由"), ("open", "x", "不成立")])
def test_a_decision_needs_a_reason_and_must_be_one(decision: str, reason: str, words: str, troubled: Desk) -> None:
    flags.scan(troubled)
    before = content(troubled)
    with pytest.raises(Refused, match=words):
        flags.dispose(troubled, 1, decision, reason)
    assert content(troubled) == before


def test_a_flag_is_told_with_its_cells_and_their_file(troubled: Desk) -> None:
    flags.scan(troubled)
    one = troubled.ask(lambda ask: flags.flag(ask, flag_id(troubled, "PM-19")))
    assert one.sentence == f"待核实：张三档案中本人的号码{ZHANG['identity']}：性别位与登记的女不符。"
    (cell,) = one.evidence
    assert one.files[cell.batch or 0] == "干部更正.xlsx"
    assert flags.cell_words(cell, one.files) == f"干部更正.xlsx 干部第2行“身份证号”={ZHANG['identity']}"


def test_the_scan_is_one_audit_row_with_its_counts(troubled: Desk) -> None:
    before = len(all_rows(troubled, "audit"))
    flags.scan(troubled)
    (row,) = all_rows(troubled, "audit")[before:]
    assert (row["action"], row["subject"]) == ("扫描预警", "2017")
    assert json.loads(row["detail"])["new"] == 5


def test_the_list_of_flags_as_a_spreadsheet(troubled: Desk, tmp_path: Path) -> None:
    flags.scan(troubled)
    assert exporting.export(troubled, "flags", tmp_path / "预警.xlsx").count == 5
    ((_, grid),) = read_book(tmp_path / "预警.xlsx").items()
    assert [row[2][0] for row in grid[1:]] == ["红", "红", "橙", "橙", "黄"]
    assert all("疑似" in row[5] or "待核实" in row[5] for row in grid[1:])
    assert {row[10] for row in grid[1:]} == {"待核实"}


def test_the_day_of_the_question_decides(troubled: Desk, clock: Clock) -> None:
    clock.set(date(2026, 1, 27))  # served on 6 January: the 15th working day
    flags.scan(troubled)
    assert "RL-01" not in open_rules(troubled)
    clock.set(date(2026, 1, 28))
    flags.scan(troubled)
    assert "RL-01" in open_rules(troubled)


def test_the_overview_counts_what_the_lists_hold(troubled: Desk) -> None:
    flags.scan(troubled)
    page = troubled.ask(overview.overview)
    assert {figure.severity: figure.value for figure in page.lights} == {"R": "2", "O": "2", "Y": "1", "I": "0"}
    assert not page.empty
    due = {(one.what, one.cadre, one.overdue) for one in page.deadlines}
    assert ("函询回复期限", "李四明", True) in due


def test_opening_a_cadre_is_kept_in_the_audit(troubled: Desk) -> None:
    flags.scan(troubled)
    one = people.open_page(troubled, 3)
    assert one is not None
    assert [row["rule"] for row in one.flags] == ["RL-04", "RL-03"]
    assert one.influence == {1: date(2026, 3, 28)}
    assert all_rows(troubled, "audit")[-1]["subject"] == "cadre 3"


def test_a_unit_of_a_vault_without_a_pack_setting_uses_the_units_holidays(troubled: Desk, clock: Clock) -> None:
    clock.set(date(2026, 1, 29))
    days = {f"holiday.2026-01-{n}": "rest" for n in (22, 23)}
    troubled.change("设置", lambda work: records.keep_settings(work, days))
    flags.scan(troubled)
    assert "RL-01" not in open_rules(troubled)
    clock.set(date(2026, 1, 30))
    flags.scan(troubled)
    assert "RL-01" in open_rules(troubled)
