"""The list of flags, the scan, the flag beside the list and what is decided about it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from cadre_desk.domain.rules import Evidence, Finding
from cadre_desk.services import flags, lists
from cadre_desk.services.desk import Desk
from cadre_desk.services.lists import Query
from cadre_desk.storage import flags as store
from cadre_desk.storage.tables import post
from cadre_desk.ui.flags.controller import FlagsController
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.tasks import Tasks
from tests.ui.conftest import Settled


@pytest.fixture
def screen(tasks: Tasks, settled: Settled, qtbot: QtBot) -> FlagsController:
    controller = FlagsController(tasks)
    qtbot.addWidget(controller.view)
    controller.view.resize(1200, 700)
    controller.view.show()
    controller.activate()
    settled(tasks)
    return controller


def _keys(desk: Desk, **where: object) -> list[int]:
    return desk.ask(lambda ask: lists.keys(ask, "flags", Query(where=where, sort="order")))


def _fill(screen: FlagsController, decision: str, reason: str) -> None:
    screen.both.page.form.set_values({"decision": decision, "reason": reason})


def _current(screen: FlagsController) -> int:
    return screen.model.key(screen.listing.table.currentIndex().row())


def test_open_flags_are_listed_the_gravest_first(screen: FlagsController, desk: Desk) -> None:
    QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert screen.model.rowCount() == len(_keys(desk, state="open"))
    records = [screen.model.record(row) for row in range(screen.model.rowCount())]
    severities = [record["severity"] for record in records if record]
    assert severities == sorted(severities, key="ROYI".index)
    assert screen.model.index(0, 0).data().startswith("■ 红")
    sentence = screen.model.index(0, 4).data()
    assert "疑似" in sentence or "待核实" in sentence
    assert "{" not in sentence


def test_a_flag_is_shown_with_its_evidence_cell_by_cell(screen: FlagsController, desk: Desk) -> None:
    found = desk.ask(lambda ask: flags.flag(ask, _current(screen)))
    page = screen.both.page
    assert page._sentence.text() == found.sentence
    assert page.evidence.model().rowCount() == len(found.evidence)
    place, name, value = (page.evidence.model().index(0, n).data() for n in range(3))
    assert ".xlsx" in place
    assert name == found.evidence[0].label
    assert value == (found.evidence[0].value or "空")
    facts = [page._facts.itemAt(n).widget().text() for n in range(page._facts.count())]  # type: ignore[union-attr]
    assert str(found.rule.source) in facts
    assert found.rule.next_step in facts
    assert any(fact.startswith(("高", "中", "低")) for fact in facts)


def test_a_milder_finding_of_a_grave_rule_is_shown_as_it_is(
    screen: FlagsController, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    cells = (Evidence("查核反馈", "基金", "0.5万元", None, 6, "反馈.xlsx 基金"),)
    one = Finding("PM-10", "cadre", 1, "5:fund:甲", {}, cells, "omission")
    desk.change("扫描预警", lambda work: store.keep(work, [one, one._replace(item="乙", variant="concealment")], []))
    heads = {}
    for key in _keys(desk, rule="PM-10"):
        screen.show_key(key)
        settled(tasks)
        heads[screen.both.page._head.text()[:3]] = screen.both.page.evidence.model().index(0, 0).data()
    assert heads == dict.fromkeys(("■ 红", "▲ 橙"), "反馈.xlsx 基金 查核反馈 第6行")


def test_without_a_reason_nothing_is_decided(screen: FlagsController, desk: Desk) -> None:
    before = _keys(desk, state="open")
    _fill(screen, "unfounded", "  ")
    screen.both.page.save.click()
    assert _keys(desk, state="open") == before
    assert screen.both.page.form.check() == ["理由"]


def test_a_decision_is_kept_and_the_next_flag_comes(
    screen: FlagsController, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    first, second, third = _keys(desk, state="open")[:3]
    for flag_id, following in ((first, second), (second, third)):
        assert _current(screen) == flag_id
        _fill(screen, "unfounded", "已核对任免文件，时间在影响期之外")
        screen.both.page.save.click()
        settled(tasks)
        kept = desk.ask(lambda ask, one=flag_id: flags.flag(ask, one))
        assert kept.state == "unfounded"
        assert kept.dispositions[0]["reason"] == "已核对任免文件，时间在影响期之外"
        assert _current(screen) == following
        assert screen.both.page.form.text("reason") == ""


def test_the_next_flag_comes_where_the_list_keeps_the_one_that_was_decided(
    screen: FlagsController, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    screen.show_query(Query(sort="order"))
    settled(tasks)
    first, second = _keys(desk)[:2]
    _fill(screen, "handled", "已谈话提醒")
    screen.both.page.save.click()
    settled(tasks)
    assert screen.model.row_of(first) == 0
    assert _current(screen) == second


def test_earlier_decisions_are_shown(screen: FlagsController, desk: Desk, tasks: Tasks, settled: Settled) -> None:
    flag_id = _current(screen)
    flags.dispose(desk, flag_id, "handled", "第一次")
    flags.dispose(desk, flag_id, "established", "第二次")
    settled(tasks)
    screen.show_key(flag_id)
    settled(tasks)
    model = screen.both.page.dispositions.model()
    rows = [[model.index(row, n).data() for n in range(1, 4)] for row in range(model.rowCount())]
    assert rows == [[desk.officer, "成立", "第二次"], [desk.officer, "已处理", "第一次"]]


def test_what_is_typed_waits_until_one_comes_back(
    screen: FlagsController, desk: Desk, tasks: Tasks, settled: Settled
) -> None:
    _fill(screen, "handled", "写到一半")
    screen.listing.table.selectRow(1)
    settled(tasks)
    assert screen.both.page.form.text("reason") == ""
    screen.refresh()
    screen.listing.table.selectRow(0)
    settled(tasks)
    assert screen.both.page.form.text("reason") == "写到一半"
    assert screen.both.page.form.text("decision") == "handled"


def test_a_refused_decision_is_told_and_the_flag_stays(
    screen: FlagsController, tasks: Tasks, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise flags.Refused("现在不能保存")

    monkeypatch.setattr(flags, "dispose", refuse)
    dialogs.answers.append(True)
    before = _current(screen)
    _fill(screen, "handled", "理由")
    screen.both.page.save.click()
    settled(tasks)
    assert dialogs.shown == ["现在不能保存"]
    assert _current(screen) == before
    assert screen.both.page.form.text("reason") == "理由"
    assert screen.both.page.save.isEnabled()


def test_a_scan_is_told_in_the_page_and_finds_what_is_new(
    screen: FlagsController, desk: Desk, tasks: Tasks, settled: Settled, qtbot: QtBot
) -> None:
    before = len(_keys(desk, state="open"))
    desk.change("修改设置", lambda work: work.connection.execute(post.delete()))
    screen.both.scan.click()
    assert not screen.both.scan.isEnabled()
    assert screen.both.progress.isVisible()
    settled(tasks)
    assert screen.both.scan.isEnabled()
    assert not screen.both.progress.isVisible()
    assert screen.both.told.text().startswith("扫描400名干部")
    assert screen.model.rowCount() == len(_keys(desk, state="open")) != before
    assert not dialogs.shown


def test_a_scan_that_is_cancelled_changes_nothing(
    screen: FlagsController, desk: Desk, tasks: Tasks, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _keys(desk, state="open")
    desk.change("修改设置", lambda work: work.connection.execute(post.delete()))
    monkeypatch.setattr(flags, "_TICK_EVERY", 1)
    screen.both.scan.click()
    screen.both.cancel.click()
    settled(tasks)
    assert screen.both.told.text() == "扫描已取消，预警没有改动。"
    assert screen.both.scan.isEnabled()
    assert _keys(desk, state="open") == before


def test_the_cadre_is_opened_and_a_letter_drafted(
    screen: FlagsController, desk: Desk, tasks: Tasks, settled: Settled, qtbot: QtBot
) -> None:
    screen.show_key(_keys(desk, subject="cadre")[0])
    settled(tasks)
    cadre_id = desk.ask(lambda ask: flags.flag(ask, _keys(desk, subject="cadre")[0])).subject_id
    for button, what in ((screen.both.page.open_cadre, "cadre"), (screen.both.page.draft, "draft")):
        with qtbot.waitSignal(screen.opened) as opened:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert opened.args == [what, cadre_id]


def test_a_unit_has_no_cadre_to_open(screen: FlagsController, desk: Desk, tasks: Tasks, settled: Settled) -> None:
    screen.show_key(_keys(desk, subject="unit")[0])
    settled(tasks)
    assert not screen.both.page.open_cadre.isEnabled()
    assert not screen.both.page.draft.isEnabled()
    assert screen.both.page.save.isVisible()


def test_what_is_gone_needs_no_decision(screen: FlagsController, desk: Desk, tasks: Tasks, settled: Settled) -> None:
    flag_id = _keys(desk, subject="unit")[0]
    desk.change("修改设置", lambda work: work.connection.execute(post.delete()))
    flags.scan(desk)
    assert desk.ask(lambda ask: flags.flag(ask, flag_id)).state == "gone"
    screen.show_key(flag_id)
    settled(tasks)
    assert "已消除" in screen.both.page._head.text()
    assert not screen.both.page.save.isVisible()


def test_the_page_is_empty_when_no_flag_fits(screen: FlagsController, tasks: Tasks, settled: Settled) -> None:
    screen.show_query(Query(text="没有这个人"))
    settled(tasks)
    assert screen.model.rowCount() == 0
    assert screen.both.page._pages.currentIndex() == 0
