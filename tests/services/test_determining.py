"""认定: nothing is decided without the explanation, the decider, the day and the basis; nothing that was is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cadre_desk import app
from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.report import compose
from cadre_desk.domain.people import MeasureTaken
from cadre_desk.services import determining, verifying
from cadre_desk.services.avoiding import Avoid, record
from cadre_desk.services.desk import Desk
from cadre_desk.services.determining import Checked, Decision, Proposal
from cadre_desk.services.errors import Refused
from cadre_desk.storage.dossiers import dossier
from tests.services.checking import HEADS, Ledger, compared, declare, house, workbook
from tests.services.office import LI, ZHANG, all_rows

ZHANG_ID, LI_ID = 1, 2
OMISSION, CONCEALMENT, NEITHER = "漏报", "隐瞒不报", "不属漏报瞒报"
DECISION = Decision("部务会", "2026-03-02", "部务会会议纪要第3号")


@pytest.fixture
def round_(staffed: Desk, ledger: Ledger, tmp_path: Path) -> tuple[Desk, int]:
    """A batch that is compared: 张三 declared too little, 李四明 left a house out."""
    declare(staffed, ledger)
    return staffed, compared(staffed, tmp_path, house(ZHANG), house(LI, 90, "云川市西区二路2号"))


def person(desk: Desk, id_: int, cadre: int = ZHANG_ID) -> Checked:
    return desk.ask(lambda ask: determining.checked(ask, id_, cadre))


def proposal(found: Checked, grade: str = OMISSION, handling: str = "诫勉", **other: Any) -> Proposal:
    grades = {one["n"]: grade for one in found.differing}
    return Proposal(grade, grades, handling, "面积按购房合同填写，登记为160㎡", **other)


def explained(desk: Desk, id_: int, cadre: int = ZHANG_ID) -> Checked:
    determining.ask_explanation(desk, id_, cadre, "2026-02-20", "2026-02-28")
    numbers = [one["n"] for one in person(desk, id_, cadre).differing]
    determining.record_explanation(desk, id_, cadre, "2026-02-27", dict.fromkeys(numbers, "按合同填写"), "今后改正")
    return person(desk, id_, cadre)


def decided(desk: Desk, id_: int, cadre: int = ZHANG_ID) -> Checked:
    determining.propose(desk, id_, cadre, proposal(explained(desk, id_, cadre)))
    determining.decide(desk, id_, cadre, DECISION)
    return person(desk, id_, cadre)


def measures(desk: Desk, cadre: int = ZHANG_ID) -> list[MeasureTaken]:
    found = desk.ask(lambda ask: dossier(ask.connection, cadre))
    assert found is not None
    return list(found.measures)


def test_the_whole_way_from_what_differs_to_a_measure(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    done = decided(desk, id_)
    assert done.decided is not None
    assert (done.decided["grade"], done.decided["decided"], done.person["state"]) == (OMISSION, "2026-03-02", "closed")
    assert {one["grade"] for one in done.differing} == {OMISSION}
    (measure,) = measures(desk)
    assert (measure.measure, measure.decided, measure.n) == ("诫勉", "2026-03-02", done.decided["measure_n"])
    steps = [row["action"] for row in all_rows(desk, "audit")][-5:]
    assert steps == ["查核", "查核", "查核", "查核", "认定"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"grade": "瞒报"}, "认定结果只能是"),
        ({"grade": NEITHER}, "最重的一致"),
        ({"grades": {}}, "没有写认定意见"),
        ({"reason": " "}, "认定理由"),
        ({"handling": ""}, "拟处理意见"),
    ],
)
def test_a_proposal_that_lacks_something_is_refused(
    change: dict[str, Any], said: str, round_: tuple[Desk, int]
) -> None:
    desk, id_ = round_
    good = proposal(explained(desk, id_))
    values = {name: getattr(good, name) for name in ("grade", "grades", "handling", "reason", "unexplained")}
    with pytest.raises(Refused, match=said):
        determining.propose(desk, id_, ZHANG_ID, Proposal(**values | change))
    assert all_rows(desk, "determination") == []
    determining.propose(desk, id_, ZHANG_ID, good)  # control: the good one is taken


def test_without_an_explanation_its_absence_is_explained(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    found = person(desk, id_)
    with pytest.raises(Refused, match="没有本人说明的原因"):
        determining.propose(desk, id_, ZHANG_ID, proposal(found))
    determining.propose(desk, id_, ZHANG_ID, proposal(found, unexplained="本人住院，已电话说明"))
    assert person(desk, id_).pending is not None


@pytest.mark.parametrize("change", [("", "2026-03-02", "纪要"), ("部务会", "2026-03-02", " ")])
def test_a_decision_names_who_and_why(change: tuple[str, str, str], round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    determining.propose(desk, id_, ZHANG_ID, proposal(explained(desk, id_)))
    with pytest.raises(Refused, match="请写明认定"):
        determining.decide(desk, id_, ZHANG_ID, Decision(*change))
    assert (person(desk, id_).decided, measures(desk)) == (None, [])


@pytest.mark.parametrize("day", ["", "2026-03", "2026-13-01", "2026-03-03", "3月2日"])
def test_a_decision_has_its_day_which_is_not_tomorrow(day: str, round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    determining.propose(desk, id_, ZHANG_ID, proposal(explained(desk, id_)))
    with pytest.raises(Refused, match="认定日期"):
        determining.decide(desk, id_, ZHANG_ID, Decision("部务会", day, "纪要"))


def test_nothing_is_decided_that_was_not_proposed(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    with pytest.raises(Refused, match="还没有提出认定意见"):
        determining.decide(desk, id_, ZHANG_ID, DECISION)


def test_a_handling_that_is_no_measure_of_the_ledger_records_none(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    determining.propose(desk, id_, ZHANG_ID, proposal(explained(desk, id_), handling="批评教育"))
    determining.decide(desk, id_, ZHANG_ID, DECISION)
    assert measures(desk) == []


def test_a_handling_by_letter_is_recorded_by_the_letter(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    determining.propose(desk, id_, ZHANG_ID, proposal(explained(desk, id_)))
    determining.decide(desk, id_, ZHANG_ID, Decision("部务会", "2026-03-02", "纪要", record=False))
    assert measures(desk) == []


def test_the_same_measure_of_the_same_day_is_not_recorded_twice(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    decided(desk, id_)
    determining.revoke(desk, id_, ZHANG_ID, "部务会", "事实有误")
    determining.propose(desk, id_, ZHANG_ID, proposal(person(desk, id_)))
    determining.decide(desk, id_, ZHANG_ID, DECISION)
    assert len(measures(desk)) == 1


def test_objection_review_and_revocation_stay_on_record(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    decided(desk, id_)
    with pytest.raises(Refused, match="没有登记申诉"):
        determining.review(desk, id_, ZHANG_ID, "2026-03-02", "部务会", "维持")
    determining.object_to(desk, id_, ZHANG_ID, "2026-03-02", "登记有误，已申请更正")
    determining.review(desk, id_, ZHANG_ID, "2026-03-02", "部务会", "不予维持")
    determining.revoke(desk, id_, ZHANG_ID, "部务会", "登记机构已更正为110㎡")
    found = person(desk, id_)
    assert (found.decided, found.person["state"]) == (None, "open")
    (kept,) = found.determinations
    assert kept["state"] == "revoked"
    assert kept["data"]["objections"][0]["text"] == "登记有误，已申请更正"
    assert kept["data"]["reviews"][0]["result"] == "不予维持"
    assert kept["data"]["revoked"]["reason"] == "登记机构已更正为110㎡"
    assert {one["grade"] for one in found.differing} == {None}
    assert measures(desk) == []
    befores = [row for row in all_rows(desk, "history") if row["table_name"] == "measure"]
    assert len(befores) == 1  # the measure itself is in the history


def test_what_was_said_and_decided_outlives_another_comparison(round_: tuple[Desk, int], tmp_path: Path) -> None:
    desk, id_ = round_
    decided(desk, id_)
    verifying.compare_batch(desk, id_)
    found = person(desk, id_)
    assert [(one["grade"], one["data"]["explanation"]) for one in found.differing] == [(OMISSION, "按合同填写")]


def test_an_opinion_about_something_else_is_not_decided(round_: tuple[Desk, int], tmp_path: Path) -> None:
    desk, id_ = round_
    determining.propose(desk, id_, ZHANG_ID, proposal(explained(desk, id_)))
    verifying.take_feedback(desk, id_, workbook(tmp_path / "又.xlsx", house(ZHANG, 75, "云川市南区三路3号")))
    verifying.compare_batch(desk, id_)
    with pytest.raises(Refused, match="比对结果有了变化"):
        determining.decide(desk, id_, ZHANG_ID, DECISION)
    assert measures(desk) == []


def test_who_was_closed_waits_again_when_something_new_is_found(round_: tuple[Desk, int], tmp_path: Path) -> None:
    desk, id_ = round_
    decided(desk, id_)
    verifying.take_feedback(desk, id_, workbook(tmp_path / "又.xlsx", house(ZHANG, 75, "云川市南区三路3号")))
    verifying.compare_batch(desk, id_)
    found = person(desk, id_)
    assert (found.person["state"], len(found.differing)) == ("open", 2)
    assert sorted(str(one["grade"]) for one in found.differing) == ["None", OMISSION]  # what was decided stays


def test_a_second_source_of_the_same_thing_keeps_what_was_said_of_it(round_: tuple[Desk, int], tmp_path: Path) -> None:
    desk, id_ = round_
    decided(desk, id_, LI_ID)
    more = [*house(LI, 90, "云川市西区二路2号"), "省级部门"]
    verifying.take_feedback(desk, id_, workbook(tmp_path / "省.xlsx", more, heads=[*HEADS, "来源"]))
    verifying.compare_batch(desk, id_)
    (kept,) = person(desk, id_, LI_ID).differing
    assert (len(kept["data"]["feedback"]), kept["grade"], kept["data"]["explanation"]) == (2, OMISSION, "按合同填写")


def test_what_a_decision_rests_on_is_not_rewritten(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    found = explained(desk, id_)
    (n,) = (one["n"] for one in found.differing)
    determining.record_explanation(desk, id_, ZHANG_ID, "2026-02-28", {n: "补充说明"})
    assert person(desk, id_).person["data"]["explanation"] == "今后改正"  # what is not given is not changed
    with pytest.raises(Refused, match="请刷新"):
        determining.record_explanation(desk, id_, ZHANG_ID, "2026-02-28", {999: "甲"})
    determining.propose(desk, id_, ZHANG_ID, proposal(person(desk, id_)))
    determining.decide(desk, id_, ZHANG_ID, Decision("部务会", " 20260302", "纪要"))
    assert [one.decided for one in measures(desk)] == ["2026-03-02"]
    with pytest.raises(Refused, match="说明不能再改"):
        determining.record_explanation(desk, id_, ZHANG_ID, "2026-03-01", {n: "事后改写"})


def test_nothing_is_decided_on_an_old_comparison(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    explained(desk, id_)
    verifying.assign(desk, id_, ["x"], None, None, "试")
    with pytest.raises(Refused, match="还没有重新比对"):
        determining.propose(desk, id_, ZHANG_ID, proposal(person(desk, id_)))


def test_who_has_nothing_that_differs_is_closed_without_a_decision(
    staffed: Desk, ledger: Ledger, tmp_path: Path
) -> None:
    declare(staffed, ledger)
    id_ = compared(staffed, tmp_path, house(ZHANG, 110), house(LI, 90, "云川市西区二路2号"))
    determining.close_alike(staffed, id_, ZHANG_ID)
    assert person(staffed, id_).person["state"] == "closed"
    with pytest.raises(Refused, match="须经认定"):
        determining.close_alike(staffed, id_, LI_ID)
    with pytest.raises(Refused, match="不需要本人说明"):
        determining.ask_explanation(staffed, id_, ZHANG_ID, "2026-03-01", "2026-03-10")


def test_who_keeps_away_sees_and_does_nothing(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    me = desk.vault.account.id
    record(desk, me, [{"identity": ZHANG["identity"], "relation": "同学", "name": "张三"}])
    deeds: list[Callable[[], object]] = [
        lambda: person(desk, id_),
        lambda: determining.ask_explanation(desk, id_, ZHANG_ID, "2026-03-01", "2026-03-10"),
        lambda: determining.revoke(desk, id_, ZHANG_ID, "部务会", "甲"),
        lambda: desk.ask(lambda ask: determining.form(ask, id_, ZHANG_ID)),
    ]
    for deed in deeds:
        with pytest.raises(Avoid):
            deed()


def test_the_papers_tell_the_facts_and_the_notice_tells_no_grade(round_: tuple[Desk, int]) -> None:
    desk, id_ = round_
    fonts = Fonts.load(app.fonts(), system=False)
    notice = desk.ask(lambda ask: determining.notice(ask, id_, ZHANG_ID, "2026-03-10"))
    assert compose(notice.report, fonts).pages
    told = repr(notice.report)
    assert all(word in told for word in ("张三", "110㎡", "160㎡", "2026-03-10"))
    assert not any(word in told for word in ("漏报", "瞒", "疑似", "第三条"))
    decided(desk, id_)
    form = desk.ask(lambda ask: determining.form(ask, id_, ZHANG_ID))
    assert compose(form.report, fonts).pages
    told = repr(form.report)
    assert all(word in told for word in ("按合同填写", "漏报", "部务会", "部务会会议纪要第3号", "第三条第二项", "诫勉"))
