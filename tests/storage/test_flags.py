"""Flags over many scans: what was decided holds exactly as long as the evidence it was decided on."""

import json
from collections.abc import Sequence

import pytest

from cadre_desk.domain.rules import Evidence, Finding
from cadre_desk.services.desk import Desk
from cadre_desk.storage import flags
from tests.services.office import all_rows

RULES = ("PM-01", "PM-19")


def finding(evidence: str = "甲", *, rule: str = "PM-01", item: str = "2025", cadre: int = 1, line: int = 2) -> Finding:
    return Finding(rule, "cadre", cadre, item, {"name": "张三"}, (Evidence("报告", "收到日期", evidence, 1, line),))


def scan(desk: Desk, *found: Finding, scanned: Sequence[str] = RULES) -> str:
    """New, same, changed, gone."""
    counts = desk.change("扫描预警", lambda work: flags.keep(work, found, scanned))
    return "/".join(str(counts[key]) for key in ("new", "same", "changed", "gone"))


def dispose(desk: Desk, decision: str, flag_id: int = 1) -> None:
    desk.change("处置预警", lambda work: flags.dispose(work, flag_id, decision, "核对过"))


def state(desk: Desk, flag_id: int = 1) -> str:
    return next(row["state"] for row in all_rows(desk, "flag") if row["id"] == flag_id)


def test_new_then_the_same(desk: Desk) -> None:
    assert scan(desk, finding()) == "1/0/0/0"
    before = all_rows(desk, "flag")
    assert scan(desk, finding()) == "0/1/0/0"
    assert scan(desk, finding(line=99)) == "0/1/0/0"
    assert all_rows(desk, "flag") == before
    assert all_rows(desk, "history") == []
    assert (before[0]["state"], before[0]["severity"], before[0]["pack"]) == ("open", "O", "2017")


def test_one_subject_may_have_many_flags(desk: Desk) -> None:
    found = [finding(), finding(item="2024"), finding(cadre=2), finding(rule="PM-19"), finding()]
    assert scan(desk, *found) == "4/0/0/0"


@pytest.mark.parametrize("decision", flags.DECISIONS)
def test_what_was_decided_holds_over_another_scan(decision: str, desk: Desk) -> None:
    scan(desk, finding())
    dispose(desk, decision)
    assert scan(desk, finding()) == "0/1/0/0"
    assert state(desk) == decision


def test_other_evidence_opens_it_again_and_the_old_evidence_brings_the_decision_back(desk: Desk) -> None:
    scan(desk, finding("甲"))
    dispose(desk, "unfounded")
    assert scan(desk, finding("乙")) == "0/0/1/0"
    assert state(desk) == "open"
    assert scan(desk, finding("甲")) == "0/0/1/0"
    assert state(desk) == "unfounded"


def test_each_evidence_keeps_the_last_decision_about_it(desk: Desk) -> None:
    scan(desk, finding("甲"))
    dispose(desk, "unfounded")
    scan(desk, finding("乙"))
    dispose(desk, "established")
    scan(desk, finding("甲"))
    assert state(desk) == "unfounded"
    dispose(desk, "handled")
    scan(desk, finding("乙"))
    assert state(desk) == "established"
    scan(desk, finding("甲"))
    assert state(desk) == "handled"


def test_a_finding_that_is_gone_is_gone_and_may_come_back(desk: Desk) -> None:
    scan(desk, finding())
    assert scan(desk) == "0/0/0/1"
    assert state(desk) == "gone"
    assert scan(desk) == "0/0/0/0"
    assert scan(desk, finding()) == "0/0/1/0"
    assert state(desk) == "open"


def test_gone_and_back_with_evidence_that_was_judged(desk: Desk) -> None:
    scan(desk, finding("甲"))
    dispose(desk, "unfounded")
    scan(desk, finding("乙"))
    scan(desk)
    assert state(desk) == "gone"
    scan(desk, finding("甲"))
    assert state(desk) == "unfounded"


def test_a_decision_stays_when_the_finding_is_gone(desk: Desk) -> None:
    scan(desk, finding())
    dispose(desk, "established")
    assert scan(desk) == "0/0/0/0"
    assert state(desk) == "established"


def test_a_rule_that_was_not_evaluated_loses_nothing(desk: Desk) -> None:
    scan(desk, finding(), finding(rule="PM-19"))
    assert scan(desk, scanned=("PM-19",)) == "0/0/0/1"
    assert (state(desk, 1), state(desk, 2)) == ("open", "gone")


def test_former_states_are_kept(desk: Desk) -> None:
    scan(desk, finding("甲"))
    scan(desk, finding("乙"))
    scan(desk)
    kept = [json.loads(row["before"]) for row in all_rows(desk, "history")]
    assert [row["state"] for row in kept] == ["open", "open"]
    assert [json.loads(row["evidence"])[0][2] for row in kept] == ["甲", "乙"]


def test_all_dispositions_are_read_newest_first(desk: Desk) -> None:
    scan(desk, finding())
    dispose(desk, "handled")
    dispose(desk, "unfounded")
    row = desk.ask(lambda ask: flags.read(ask.connection, 1))
    assert [one["decision"] for one in row["dispositions"]] == ["unfounded", "handled"]
    assert row["dispositions"][0]["officer"] == desk.officer
    assert row["evidence"] == list(finding().evidence)
    assert row["facts"] == {"name": "张三"}


def test_only_open_ones_are_counted_and_gone_ones_not_listed(desk: Desk) -> None:
    scan(desk, finding(), finding(item="2024"), finding(rule="PM-19"))
    dispose(desk, "unfounded")
    assert desk.ask(lambda ask: flags.counts(ask.connection)) == {("PM-01", "O"): 1, ("PM-19", "Y"): 1}
    scan(desk, finding(), finding(item="2024"))
    listed = desk.ask(lambda ask: flags.of_subject(ask.connection, "cadre", 1))
    assert [(row["rule"], row["state"]) for row in listed] == [("PM-01", "unfounded"), ("PM-01", "open")]
