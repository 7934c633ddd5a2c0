"""Scans of a real vault: what a check against registries left, candidates, and who looked without saying why."""

import json
from typing import Any

import pytest
from sqlalchemy import insert, update

from cadre_desk.domain.verification import Outcome
from cadre_desk.services import flags, history, people, recycling
from cadre_desk.services.desk import Desk
from cadre_desk.services.importing import import_file
from cadre_desk.storage import tables
from tests.conftest import Ledger
from tests.services.office import BUREAU, LI, OFFICER, WANG, ZHANG, all_rows

FOUND = {
    "item": "路1号",
    "differences": [["建筑面积", "110㎡", "160㎡"]],
    "declared": [],
    "feedback": [{"text": "160㎡", "file": "反馈.xlsx", "sheet": "房产", "line": 6}],
}


def put(desk: Desk, table: str, **values: Any) -> None:
    """A row, as the check itself would leave it."""
    row = {key: json.dumps(value) if key == "data" else value for key, value in values.items()}
    desk.change("设置", lambda work: work.connection.execute(insert(tables.metadata.tables[table]), row) and None)


def settle(desk: Desk, table: str, **values: Any) -> None:
    """Another value in every row."""
    desk.change("设置", lambda work: work.connection.execute(update(tables.metadata.tables[table]), values) and None)


def open_flags(desk: Desk) -> list[tuple[str, str, int]]:
    rows = (row for row in all_rows(desk, "flag") if row["state"] == "open")
    return sorted((row["rule"], row["severity"], row["subject_id"]) for row in rows)


@pytest.fixture
def checked(staffed: Desk) -> Desk:
    """One running batch with the cadres 1 and 3."""
    more = {"created": "2026-02-01", "officer": OFFICER}
    put(staffed, "verification", id=5, kind="凡提必核", title="第1批", as_of="2026-02-01", state="open", **more)
    for cadre in (1, 3):
        put(staffed, "verified", cadre_id=cadre, n=1, verification_id=5, place=cadre)
    return staffed


def differs(desk: Desk, cadre: int, n: int, section: str, outcome: Outcome, reason: str) -> None:
    key = {"cadre_id": cadre, "n": n, "verification_id": 5, "section": section, "thing": f"甲{n}"}
    told = {"outcome": outcome, "article": "第三条第二项", "confidence": "H", "reason": reason, "data": FOUND}
    put(desk, "discrepancy", **key, **told)


def test_what_a_check_found_is_flagged_as_grave_as_it_is_and_goes_when_people_decided(checked: Desk) -> None:
    differs(checked, 1, 1, "house", Outcome.OMISSION, "short")
    differs(checked, 1, 2, "fund", Outcome.CONCEALMENT, "none")
    differs(checked, 3, 1, "fund", Outcome.REVIEW, "some")
    assert flags.scan(checked).new == 5
    waiting = [("PM-14", "R", 1), ("PM-14", "R", 3)]
    assert open_flags(checked) == [("PM-08", "O", 1), ("PM-10", "O", 3), ("PM-10", "R", 1), *waiting]

    small = next(row["id"] for row in all_rows(checked, "flag") if row["rule"] == "PM-08")
    shown = checked.ask(lambda ask: flags.flag(ask, small))
    assert "建筑面积报告110㎡、反馈160㎡" in shown.sentence
    (cell,) = shown.evidence
    assert flags.cell_words(cell, shown.files) == "反馈.xlsx 房产 查核反馈第6行“房产”=160㎡"
    mild = next(row["id"] for row in all_rows(checked, "flag") if (row["rule"], row["subject_id"]) == ("PM-10", 3))
    one = checked.ask(lambda ask: flags.flag(ask, mild))
    assert (one.severity, one.rule.severity) == ("O", "R")

    settle(checked, "discrepancy", grade="漏报")
    assert flags.scan(checked).gone == 3
    assert open_flags(checked) == waiting
    settle(checked, "verified", state="closed", closed="2026-03-02")
    assert flags.scan(checked).gone == 2
    assert open_flags(checked) == []


def test_a_flag_that_was_judged_stays_judged_when_the_feedback_comes_in_another_file(checked: Desk) -> None:
    differs(checked, 1, 1, "house", Outcome.CONCEALMENT, "none")
    flags.scan(checked)
    id_ = next(row["id"] for row in all_rows(checked, "flag") if row["rule"] == "PM-07")
    flags.dispose(checked, id_, "unfounded", "系租赁")
    feedback = [{"text": "160㎡", "file": "又一份.xlsx", "sheet": "不动产", "line": 60}]
    settle(checked, "discrepancy", data=json.dumps(FOUND | {"feedback": feedback}))
    flags.scan(checked)
    assert all_rows(checked, "flag")[id_ - 1]["state"] == "unfounded"
    settle(checked, "discrepancy", data=json.dumps(FOUND | {"feedback": [feedback[0] | {"text": "170㎡"}]}))
    flags.scan(checked)
    assert all_rows(checked, "flag")[id_ - 1]["state"] == "open", "control: other content opens it again"


def test_a_repetition_is_shown_to_those_who_decide(checked: Desk) -> None:
    more = {"created": "2025-02-01", "officer": OFFICER}
    put(checked, "verification", id=4, kind="随机抽查", title="去年", as_of="2025-02-01", state="closed", **more)
    put(
        checked,
        "determination",
        cadre_id=3,
        n=1,
        verification_id=4,
        state="decided",
        grade="漏报",
        decided="2025-06-01",
    )
    flags.scan(checked)
    assert "PM-13" not in {rule for rule, *_ in open_flags(checked)}
    put(checked, "determination", cadre_id=3, n=2, verification_id=5, state="proposed", grade="隐瞒不报")
    flags.scan(checked)
    assert ("PM-13", "Y", 3) in open_flags(checked)
    settle(checked, "determination", state="revoked")
    flags.scan(checked)
    assert "PM-13" not in {rule for rule, *_ in open_flags(checked)}


# -- openings --------------------------------------------------------------------------------------------------------

STATED = "随机抽查核实"


@pytest.fixture
def declared(staffed: Desk, ledger: Ledger) -> Desk:
    """A declaration of each cadre; the policy does not ask for a purpose."""
    heads = [one | {"year": 2025, "filing": "年度集中报告", "received": "2026-01-20"} for one in (ZHANG, LI, WANG)]
    import_file(staffed, "declarations", ledger("declarations", declaration=heads))
    return staffed


def without_purpose(desk: Desk) -> list[tuple[int, str, str]]:
    flags.scan(desk)
    rows = [row for row in all_rows(desk, "flag") if row["rule"] == "PM-21" and row["state"] == "open"]
    facts = [json.loads(row["facts"]) for row in rows]
    return [(row["subject_id"], one["officer"], one["count"]) for row, one in zip(rows, facts, strict=True)]


def test_openings_without_a_purpose_are_counted_by_cadre_and_officer(declared: Desk) -> None:
    people.open_declaration(declared, 1, 1, STATED)
    people.open_holdings(declared, 3, STATED)
    history.look_back(declared, "declaration", "3/1", purpose=STATED)
    assert without_purpose(declared) == [], "control: with a purpose"
    people.open_declaration(declared, 1, 1)
    people.open_holdings(declared, 1)
    history.look_back(declared, "declaration", "1/1")
    people.open_declaration(declared, 3, 1)
    assert without_purpose(declared) == [(1, OFFICER, "3"), (3, OFFICER, "1")]


def test_another_opening_opens_a_judged_flag_again(declared: Desk) -> None:
    people.open_declaration(declared, 3, 1)
    flags.scan(declared)
    flags.dispose(declared, all_rows(declared, "flag")[0]["id"], "handled", "已补写用途")
    assert without_purpose(declared) == []
    people.open_declaration(declared, 3, 1)
    assert without_purpose(declared) == [(3, OFFICER, "2")]


def test_openings_of_somebody_who_is_no_longer_on_record_do_not_hide_those_of_others(declared: Desk) -> None:
    for cadre in (1, 2, 3):
        people.open_declaration(declared, cadre, 1)
    recycling.delete(declared, "cadre", "2", "重复登记")
    assert without_purpose(declared) == [(1, OFFICER, "1"), (3, OFFICER, "1")]


# -- what stands in ledgers ------------------------------------------------------------------------------------------


def test_a_candidate_of_a_ledger_a_trip_and_a_post_with_its_charge(staffed: Desk, ledger: Ledger) -> None:
    post = ZHANG | {"cadre_name": ZHANG["name"], "unit": BUREAU, "title": "局长", "start": "2021-05-10"}
    post = {key: value for key, value in post.items() if key != "name"} | {
        "role": "领导班子正职",
        "charge": "餐饮、烟草",
    }
    import_file(staffed, "cadres", ledger("cadres", post=[post]))
    head = {"year": 2025, "filing": "考察对象报告"}
    firm = {
        "action": "现状", "person": "王芳", "relation": "妻子", "registration": "1", "enterprise": "示例饭店",
        "founded": "2019-04", "scope": "餐饮服务", "registered_at": "某市", "operated_at": "某市",
        "type": "个体工商户", "contribution": 10, "senior": "否", "state": "存续",
    }  # fmt: skip
    trip = {"start": "2025-02-10", "countries": "泰国", "purpose": "旅游", "passport": "E1"}
    rows = {
        "declaration": [ZHANG | head | {"received": "2026-02-20"}],
        "enterprise": [ZHANG | head | firm],
        "trip_abroad": [ZHANG | head | trip],
    }
    import_file(staffed, "declarations", ledger("declarations", **rows))
    flags.scan(staffed)
    assert open_flags(staffed) == [("FB-02", "R", 1), ("PM-14", "R", 1), ("PM-20", "Y", 1), ("PM-20", "Y", 1)]
    sentences = {row["rule"]: row["sentence"] for row in staffed.ask(lambda ask: flags.of_subject(ask, "cadre", 1))}
    assert "在“餐饮”上重合" in sentences["FB-02"]
