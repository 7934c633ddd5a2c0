"""Rules about what a check against registries left: what each finds, when it is silent, how grave it is."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from cadre_desk.domain.people import Determination
from cadre_desk.domain.verification import Outcome
from cadre_desk.services.flags import sentence
from tests.domain.dossiers import (
    ANNUAL,
    GIVEN,
    PACK,
    REPORT,
    TODAY,
    Declared,
    batch,
    cadre,
    checked,
    decision,
    differing,
    dossier,
    filing,
    found,
    verified,
)
from tests.domain.rule_examples import CANDIDATE

CONCEALED, OMITTED, REVIEW, EXPLAINED = Outcome.CONCEALMENT, Outcome.OMISSION, Outcome.REVIEW, Outcome.EXPLAINED
DIFFERING = ("PM-06", "PM-07", "PM-08", "PM-09", "PM-10", "PM-11", "PM-12")

# section, outcome, reason -> the one rule that finds it, and its severity; domain.md §16 A and the table of §2
TABLE = [
    ("marriage", CONCEALED, "none", "PM-06", "R"),
    ("passport", CONCEALED, "some", "PM-06", "R"),
    ("trip_abroad", CONCEALED, "some", "PM-06", "R"),
    ("child_foreign_marriage", CONCEALED, "none", "PM-06", "R"),
    ("child_hmt_marriage", CONCEALED, "none", "PM-06", "R"),
    ("emigration", CONCEALED, "none", "PM-06", "R"),
    ("overseas_stay", CONCEALED, "none", "PM-06", "R"),
    ("employment", CONCEALED, "some", "PM-06", "R"),
    ("criminal", CONCEALED, "none", "PM-06", "R"),
    ("house", CONCEALED, "none", "PM-07", "R"),
    ("house", CONCEALED, "some", "PM-07", "R"),
    ("house", OMITTED, "short", "PM-08", "O"),
    ("house", OMITTED, "some", "PM-08", "O"),  # 车位
    ("house", OMITTED, "blank", "PM-08", "O"),
    ("hmt_permit", OMITTED, "none", "PM-09", "O"),
    ("hmt_trip", OMITTED, "some", "PM-09", "O"),
    ("stock", CONCEALED, "none", "PM-10", "R"),
    ("fund", OMITTED, "short", "PM-10", "O"),
    ("insurance", REVIEW, "some", "PM-10", "O"),  # one among several: not settled
    ("enterprise", CONCEALED, "some", "PM-11", "R"),
    ("enterprise", OMITTED, "short", "PM-11", "O"),
    ("overseas_deposit", REVIEW, "none", "PM-12", "O"),
    ("overseas_investment", REVIEW, "some", "PM-12", "O"),
    # left to people without a flag
    ("marriage", REVIEW, "some", None, None),
    ("passport", REVIEW, "differs", None, None),
    ("house", REVIEW, "differs", None, None),
    ("house", REVIEW, "none", None, None),  # of a type that nobody knows: perhaps a 车位
    ("fund", REVIEW, "adult", None, None),
    ("fund", EXPLAINED, "tolerance", None, None),
    ("stock", EXPLAINED, "later", None, None),
    ("overseas_deposit", REVIEW, "short", None, None),
    ("salary", REVIEW, "short", None, None),
    ("private_loan", REVIEW, "none", None, None),
]


@pytest.mark.parametrize(("section", "outcome", "reason", "rule", "severity"), TABLE)
def test_each_difference_is_found_by_one_rule(
    section: str, outcome: Outcome, reason: str, rule: str | None, severity: str | None
) -> None:
    one = checked(differing(section, outcome, reason))
    findings = [finding for key in DIFFERING for finding in found(key, one)]
    assert [finding.rule for finding in findings] == ([rule] if rule else [])
    assert [PACK.rules[f.rule].severity_of(f.variant) for f in findings] == ([severity] if severity else [])


CHANGES = [
    pytest.param({}, {}, 1, id="undecided"),
    pytest.param({"current": 0}, {}, 0, id="not found again by the last comparison"),
    pytest.param({"grade": "隐瞒不报"}, {}, 0, id="decided"),
    pytest.param({"grade": "漏报"}, {}, 0, id="decided as the lesser"),
    pytest.param({"grade": "不属漏报瞒报"}, {}, 0, id="decided for the cadre"),
    pytest.param({}, {"state": "closed"}, 1, id="the batch closed, not decided"),
    pytest.param({}, {"state": "void"}, 0, id="the batch void"),
]


@pytest.mark.parametrize(("changes", "of", "expected"), CHANGES)
@pytest.mark.parametrize(
    ("rule", "section", "outcome", "reason"), [(row[3], *row[:3]) for row in TABLE if row[3] is not None]
)
def test_a_difference_is_flagged_until_people_decide(
    rule: str, section: str, outcome: Outcome, reason: str, changes: dict[str, Any], of: dict[str, Any], expected: int
) -> None:
    one = checked(differing(section, outcome, reason, **changes), in_batch=batch(**of))
    assert len(found(rule, one)) == expected


def test_a_difference_is_told_with_both_sides_and_their_places() -> None:
    (finding,) = found("PM-08", checked(differing("house", OMITTED, "short", article="第三条第二项")))
    assert sentence(PACK, "PM-08", finding.facts) == (
        "疑似漏报（第三条第二项），待核实：张三的“房产”（路1号）报告数小于反馈数：建筑面积报告110㎡、反馈160㎡。"
    )
    declared, feedback = finding.evidence
    assert (declared.sheet, declared.value, declared.batch, declared.line) == ("报告", "110㎡", 3, 4)
    assert (feedback.sheet, feedback.value, feedback.file, feedback.line) == ("查核反馈", "160㎡", "反馈.xlsx 房产", 6)


def test_two_things_are_two_findings_and_the_same_thing_in_two_batches_too() -> None:
    one = differing("house", CONCEALED, "none")
    found_ = found("PM-07", checked(one, one._replace(thing="乙"), one._replace(verification_id=6)))
    assert len({finding.item for finding in found_}) == 3


def test_an_article_that_nothing_names_leaves_no_brackets() -> None:
    (finding,) = found("PM-12", checked(differing("overseas_deposit", REVIEW, "none", article="")))
    assert "（）" not in sentence(PACK, "PM-12", finding.facts)


# -- PM-13 -----------------------------------------------------------------------------------------------------------

Told = tuple[str, str | None, str]  # grade, day, state
EARLIER, LATER = ("漏报", "2025-03-01", "decided"), ("漏报", "2026-02-01", "decided")


@pytest.mark.parametrize(
    ("told", "later"),
    [
        pytest.param([EARLIER, LATER], "漏报", id="second 漏报"),
        pytest.param([EARLIER, ("隐瞒不报", "2026-02-01", "decided")], "隐瞒不报", id="瞒报 after"),
        pytest.param([EARLIER, ("漏报", None, "proposed")], "漏报", id="about to be decided"),
        pytest.param([EARLIER], None, id="the first one"),
        pytest.param([("隐瞒不报", "2025-03-01", "decided"), LATER], None, id="漏报 after 瞒报"),
        pytest.param([("漏报", "2025-03-01", "revoked"), LATER], None, id="the first revoked"),
        pytest.param([EARLIER, ("漏报", "2026-02-01", "revoked")], None, id="the second revoked"),
        pytest.param([("漏报", None, "proposed"), ("漏报", None, "proposed")], None, id="nothing is decided"),
        pytest.param([EARLIER, ("不属漏报瞒报", "2026-02-01", "decided")], None, id="then nothing"),
        pytest.param(
            [("隐瞒不报", "2026-02-01", "decided"), EARLIER],
            "隐瞒不报",
            id="by day, not by row",
        ),
    ],
)
def test_determined_before(told: list[Told], later: str | None) -> None:
    rows = [decision(grade, day, n=n, verification_id=n, state=state) for n, (grade, day, state) in enumerate(told, 1)]
    findings = found("PM-13", dossier(determinations=rows, verifications={1: batch(id=1)}))
    assert [finding.facts["later"] for finding in findings] == ([later] if later else [])


def test_two_determinations_of_one_check_are_not_a_repetition() -> None:
    rows = [decision("漏报", "2026-02-01", n=1), decision("隐瞒不报", "2026-02-09", n=2)]
    assert found("PM-13", dossier(determinations=rows)) == []


# -- PM-14 -----------------------------------------------------------------------------------------------------------

ASKED = filing(2026, CANDIDATE, "2026-02-20")
CLOSED = verified(state="closed", closed="2026-02-25")


@pytest.mark.parametrize(
    ("filings", "checks", "of", "state"),
    [
        pytest.param([ASKED], [], {}, "台账未见", id="a candidate whom nobody checks"),
        pytest.param([ASKED], [verified()], {}, "尚未办结", id="the check is under way"),
        pytest.param([ASKED], [CLOSED], {}, None, id="checked"),
        pytest.param([ASKED], [CLOSED._replace(closed="2026-02-20")], {}, None, id="checked on the day of the report"),
        pytest.param([ASKED], [CLOSED._replace(closed="2026-02-19")], {}, "台账未见", id="checked the day before"),
        pytest.param([ASKED], [CLOSED], {"kind": "随机抽查"}, "台账未见", id="a random check is not this one"),
        pytest.param([ASKED], [CLOSED], {"state": "void"}, "台账未见", id="the batch is void"),
        pytest.param([ASKED], [CLOSED], {"state": "closed"}, None, id="the batch is closed too"),
        pytest.param([filing(2026, CANDIDATE, None)], [CLOSED], {}, None, id="day of the report unknown: any check"),
        pytest.param([], [verified()], {}, "尚未办结", id="in the list of a running batch"),
        pytest.param([], [verified()], {"state": "listing"}, "尚未办结", id="in a list that is being made"),
        pytest.param([], [CLOSED], {}, None, id="in the list and checked"),
        pytest.param([], [verified()], {"state": "closed"}, None, id="a batch of the past"),
        pytest.param([], [verified()], {"kind": "重点抽查"}, None, id="in a batch of another kind"),
        pytest.param([ASKED, filing(2026, ANNUAL, "2027-01-20")], [], {}, None, id="the next annual report ends it"),
        pytest.param([ASKED, filing(2026, REPORT, "2026-02-27")], [], {}, "台账未见", id="a 30-day report does not"),
        pytest.param([filing(2025, ANNUAL, "2026-01-20")], [], {}, None, id="no candidate"),
    ],
)  # fmt: skip
def test_candidate_not_checked(
    filings: list[Declared], checks: list[Any], of: dict[str, Any], state: str | None
) -> None:
    one = dossier(*filings, verified=checks, verifications={5: batch(**of)})
    findings = found("PM-14", one)
    assert len(findings) == (state is not None)
    assert all(state in finding.facts["state"] for finding in findings if state)


def test_who_left_is_no_candidate() -> None:
    assert found("PM-14", dossier(ASKED, who=cadre(in_service="退休"))) == []
    assert found("PM-14", dossier(ASKED, who=cadre(in_service=None)))


def test_a_check_of_an_earlier_batch_does_not_count_for_the_list_of_a_later_one() -> None:
    later = verified(n=2, verification_id=6)
    batches = {5: batch(state="closed"), 6: batch(id=6, title="第2批")}
    assert len(found("PM-14", dossier(verified=[CLOSED, later], verifications=batches))) == 1
    done = later._replace(state="closed", closed="2026-02-27")
    assert found("PM-14", dossier(verified=[CLOSED, done], verifications=batches)) == []


# -- PM-15 -----------------------------------------------------------------------------------------------------------

SINCE = TODAY - timedelta(30)  # the tests give 30 days, as a unit might


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(decision("漏报", SINCE.isoformat()), 0, id="30 days"),
        pytest.param(decision("漏报", (SINCE - timedelta(1)).isoformat()), 1, id="31 days"),
        pytest.param(decision("隐瞒不报", "2025-06-01"), 1, id="瞒报"),
        pytest.param(decision("不属漏报瞒报", "2025-06-01"), 0, id="nothing to handle"),
        pytest.param(decision("漏报", "2025-06-01", measure_n=2), 0, id="a measure was recorded"),
        pytest.param(decision("漏报", "2025-06-01", data=json.dumps({"handling": "批评教育"})), 0, id="handled"),
        pytest.param(decision("漏报", "2025-06-01", data=json.dumps({"handling": ""})), 1, id="handling left blank"),
        pytest.param(decision("漏报", "2025-06-01", state="revoked"), 0, id="revoked"),
        pytest.param(decision("漏报", None), 0, id="proposed"),
        pytest.param(decision("漏报", "2025-06-01", state="proposed"), 0, id="proposed, with a day"),
    ],
)
def test_decided_and_not_handled(one: Determination, expected: int) -> None:
    assert len(found("PM-15", dossier(determinations=[one]))) == expected


def test_the_shipped_pack_names_no_days() -> None:
    """Control: the rule is off, and has no figure of its own."""
    assert not PACK.rules["PM-15"].parameters
    assert GIVEN.rules["PM-15"].parameters == {"days": (TODAY - SINCE).days}
    assert date(2025, 6, 1) < SINCE
