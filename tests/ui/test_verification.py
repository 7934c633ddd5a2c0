"""查核 in the real window: a whole round from the import to the register, and what each step refuses."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.domain.draw import check
from cadre_desk.services import demo, demo_checks, lists, settings, verifying
from cadre_desk.services.desk import Desk
from cadre_desk.services.invent import Invented
from cadre_desk.services.letters import SETTINGS
from cadre_desk.services.lists import Query
from cadre_desk.services.verifying import Who
from cadre_desk.storage.dossiers import dossier
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.ledgers.controller import LedgersController
from cadre_desk.ui.verification.controller import VerificationController
from cadre_desk.ui.window import MainWindow
from tests.conftest import OpenDesk
from tests.services.checking import workbook
from tests.services.office import all_rows
from tests.ui.conftest import Settled


@pytest.fixture
def open_window(qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[Callable[[Desk], MainWindow]]:
    made: list[MainWindow] = []

    def sit_down(desk: Desk) -> MainWindow:
        window = MainWindow(desk, app.fonts())
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        settled(window.tasks)
        return window

    yield sit_down
    for window in made:
        window.close()


def screen(window: MainWindow, settled: Settled) -> VerificationController:
    window.show_screen("verification")
    settled(window.tasks)
    found = window.screens["verification"]
    assert isinstance(found, VerificationController)
    return found


def waits(controller: VerificationController, settled: Settled) -> list[str]:
    """Until when is waited for whom, as the list of persons shows it."""
    model = controller._models["verified"]
    column = [one.key for one in model.columns].index("waits")
    for _ in range(2):  # the first look asks for the page
        found = [model.index(row, column).data() for row in range(model.rowCount())]
        settled(controller.tasks)
    return [text for text in found if text]


class Hand:
    """Presses buttons, with the answers to what they ask."""

    def __init__(self, window: MainWindow, settled: Settled, qtbot: QtBot) -> None:
        self.window, self._settled, self._qtbot = window, settled, qtbot

    def press(self, button: QPushButton, *answers: Any) -> None:
        assert button.isVisibleTo(self.window), button.text()
        assert button.isEnabled(), button.text()
        dialogs.answers.extend(answers)
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self._settled(self.window.tasks)
        assert not dialogs.answers

    def choose(self, action: Any, *answers: Any) -> None:
        assert action.isEnabled(), action.text()
        dialogs.answers.extend(answers)
        action.trigger()
        self._settled(self.window.tasks)
        assert not dialogs.answers


def new_batch(kind: str, title: str, *, scope: str = "全部现职报告对象", numbers: str = "") -> list[str]:
    """The answers to what a new batch asks."""
    return [kind, title, "2026-02-28", scope, "", "", numbers, "年度工作安排"]


def test_a_whole_round_in_the_window(
    desk: Desk,
    open_desk: OpenDesk,
    empty_vault: Path,
    office: Invented,
    open_window: Callable[[Desk], MainWindow],
    settled: Settled,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    """Import of 800 filings, draw, feedback, explanation, determination, measure, register."""
    empty = open_desk(empty_vault)
    settings.save(empty, dict.fromkeys(SETTINGS, "中共云川市委组织部"))
    files = demo.write_ledgers(empty, office, tmp_path / "ledgers")
    window = open_window(empty)
    hand = Hand(window, settled, qtbot)

    # 1. the ledgers come in by the screen where an officer drops them
    window.show_screen("ledgers")
    ledgers = window.screens["ledgers"]
    assert isinstance(ledgers, LedgersController)
    for kind in ("units", "cadres", "declarations"):
        ledgers.page.intake.kind.setCurrentIndex(ledgers.page.intake.kind.findData(kind))
        ledgers.add_files(files[kind])
        settled(window.tasks)
        ledgers.page.intake.files.selectAll()
        hand.press(ledgers.page.intake.keep)
    filings = empty.ask(lambda ask: lists.count(ask, "declarations", Query()))
    assert filings >= 800

    # 2. a list that is fixed, printed, and only then drawn from
    controller = screen(window, settled)
    page = controller.page
    hand.press(page.new, new_batch("随机抽查", "2026年度随机抽查"))
    hand.press(page.actions_["fix"], ["40"])
    assert not page.actions_["draw"].isEnabled()
    hand.press(page.actions_["save_list"], ["不标密", "见证"], str(tmp_path / "名单.pdf"))
    assert (tmp_path / "名单.pdf").read_bytes().startswith(b"%PDF")
    hand.press(page.actions_["draw"], ["王见证", "20260302", "赵见证", "007"])
    hand.choose(controller._entries["proof"], ["不标密", ""], str(tmp_path / "凭证.json"))
    checked = check((tmp_path / "凭证.json").read_text(encoding="utf-8"))
    assert (checked.faults, len(checked.drawn.lines)) == ((), 40)
    hand.choose(controller._entries["certificate_keep"], ["不标密", ""], str(tmp_path / "凭证.pdf"))
    assert controller._models["verified"].rowCount() == 40

    # 3. what registries say is compared with what was declared
    drawn = [lists.split_key(key)[0] for key in empty.ask(lambda ask: lists.keys(ask, "verified", Query(sort="place")))]
    roles = demo_checks.write_feedback(empty, drawn, tmp_path / "反馈.xlsx")
    hand.press(page.actions_["feedback"], [tmp_path / "反馈.xlsx"])
    hand.press(page.actions_["compare"])
    found = empty.ask(lambda ask: lists.rows(ask, "discrepancies", lists.keys(ask, "discrepancies", Query())))
    by_cadre = {one["cadre_id"]: one for one in found if one["outcome"] in ("疑似漏报", "疑似隐瞒不报")}
    assert by_cadre[roles["short"]]["article"] == "第三条第二项"
    assert (by_cadre[roles["hidden"]]["article"], by_cadre[roles["hidden"]]["item"]) == (
        "第四条第七项",
        demo_checks.UNDECLARED,
    )

    # 4. a row with a name only waits for a person, who decides; it is compared again
    page.tabs.setCurrentWidget(page.unsettled)
    waiting = [one for one in controller._unsettled if not one["decided"]]
    assert len(waiting) == 1
    for _ in waiting:
        page.unsettled.choice.setCurrentIndex(page.unsettled.choice.count() - 1)  # 都不是
        page.unsettled.reason.setText("与本人核对，不是本人")
        hand.press(page.unsettled.decide)
    hand.press(page.actions_["compare"])
    assert [one for one in controller._unsettled if not one["decided"]] == []

    # 5. explanation, opinion, decision of people, measure
    controller.show_person(roles["hidden"])
    settled(window.tasks)
    person = page.person
    hand.press(person.asks, ["2026-02-20", "2026-02-28"])
    hand.choose(controller._deeds["notice_keep"], ["不标密", ""], str(tmp_path / "通知.pdf"))
    assert waits(controller, settled) == ["▲ 2026-02-28"]
    for one in person._inputs.values():
        one.explanation.setText("登记在我名下，实为父亲出资")
    hand.press(person.keep_said, ["2026-02-27"])
    assert waits(controller, settled) == []
    for one in person._inputs.values():
        one.grade.setCurrentIndex(one.grade.findData("隐瞒不报"))
    person.handling.setEditText("诫勉")
    person.reason.setText("一套住房未报告，说明理由不成立")
    hand.press(person.keep_opinion)
    hand.press(person.decide, ["部务会", "2026-03-02", "部务会纪要〔2026〕5号", "处理记入处理处分台账"])
    done = empty.ask(lambda ask: dossier(ask.connection, roles["hidden"]))
    assert done is not None
    assert [(one.measure, one.decided) for one in done.measures if one.decided == "2026-03-02"] == [
        ("诫勉", "2026-03-02")
    ]
    hand.choose(controller._deeds["form_keep"], ["秘密★1年", ""], str(tmp_path / "认定表.pdf"))

    # 6. objection, review, revocation with reason: the measure is gone, the course stays
    hand.choose(controller._deeds["object"], ["2026-03-02", "产权登记有误"])
    hand.choose(controller._deeds["review"], ["2026-03-02", "部务会", "不予维持"])
    hand.choose(controller._deeds["revoke"], ["部务会", "登记机构已更正"])
    after = empty.ask(lambda ask: dossier(ask.connection, roles["hidden"]))
    assert after is not None
    assert [one.decided for one in after.measures if one.decided == "2026-03-02"] == []
    assert [one.state for one in after.determinations] == ["revoked"]

    # 7. everything that left stands in the register
    whats = [
        one["what"] for one in empty.ask(lambda ask: lists.rows(ask, "outgoing", lists.keys(ask, "outgoing", Query())))
    ]
    assert [
        word
        for word in ("抽取名单", "抽取凭证文件", "抽取凭证", "情况说明通知", "认定表")
        if not any(word in one for one in whats)
    ] == []


@pytest.fixture
def round_(
    desk: Desk, open_window: Callable[[Desk], MainWindow], settled: Settled, qtbot: QtBot, tmp_path: Path
) -> tuple[MainWindow, VerificationController, Hand, dict[str, int]]:
    """A window in front of a batch that is compared."""
    id_ = verifying.create(desk, "重点抽查", "2026年度重点抽查", "2026-02-28", Who())
    people = [one["id"] for one in desk.ask(lambda ask: verifying.population(ask, Who()))]
    roles = demo_checks.write_feedback(desk, people, tmp_path / "反馈.xlsx")
    verifying.take_feedback(desk, id_, tmp_path / "反馈.xlsx")
    verifying.compare_batch(desk, id_)
    window = open_window(desk)
    return window, screen(window, settled), Hand(window, settled, qtbot), roles


def test_without_a_batch_the_screen_says_what_to_do(
    desk: Desk, open_window: Callable[[Desk], MainWindow], settled: Settled
) -> None:
    controller = screen(open_window(desk), settled)
    assert controller.page._pages.currentIndex() == 0
    assert controller.page.batches.count() == 0


def test_the_lists_are_of_the_batch_that_is_chosen(
    round_: tuple[MainWindow, VerificationController, Hand, dict[str, int]], settled: Settled
) -> None:
    window, controller, hand, _ = round_
    for model in controller._models.values():
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert controller._models["verified"].rowCount() > 100
    named = "".join(window.desk.ask(lambda ask: lists.rows(ask, "cadres", [3]))[0]["identity"])
    hand.press(
        controller.page.new, new_batch("凡提必核", "三月拟提拔人选", scope="只查下面写明身份证号的人", numbers=named)
    )
    assert controller._models["verified"].rowCount() == 1
    assert controller._models["discrepancies"].rowCount() == 0
    controller.page.batches.setCurrentIndex(1)
    controller.page.batches.activated.emit(1)
    settled(window.tasks)
    assert controller._models["verified"].rowCount() > 100


def test_an_opinion_that_is_typed_is_not_lost_unasked(
    round_: tuple[MainWindow, VerificationController, Hand, dict[str, int]], settled: Settled
) -> None:
    window, controller, _, roles = round_
    controller.show_person(roles["short"])
    settled(window.tasks)
    controller.page.person.reason.setText("写了一半")
    dialogs.answers.append(False)  # go back
    controller.show_person(roles["hidden"])
    settled(window.tasks)
    assert controller._cadre == roles["short"]
    assert controller.page.person.reason.text() == "写了一半"
    draft = controller.typed()
    assert draft is not None
    assert draft.data["reason"] == "写了一半"
    dialogs.answers.append(True)
    controller.show_person(roles["hidden"])
    settled(window.tasks)
    assert (controller._cadre, controller.page.person.reason.text()) == (roles["hidden"], "")


def test_scrolling_past_a_choice_chooses_nothing(
    round_: tuple[MainWindow, VerificationController, Hand, dict[str, int]], settled: Settled
) -> None:
    window, controller, _, roles = round_
    controller.show_person(roles["short"])
    settled(window.tasks)
    person = controller.page.person
    for box in (person.handling, *(one.grade for one in person._inputs.values())):
        place, nothing = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
        turn = (QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, nothing, Qt.ScrollPhase.NoScrollPhase, False)
        before = box.currentIndex()
        QApplication.sendEvent(box, QWheelEvent(place, QPointF(box.mapToGlobal(place)), *turn))
        assert box.currentIndex() == before
    assert controller.typed() is None


def test_what_is_missing_in_an_opinion_is_told(
    round_: tuple[MainWindow, VerificationController, Hand, dict[str, int]], settled: Settled
) -> None:
    window, controller, hand, roles = round_
    controller.show_person(roles["short"])
    settled(window.tasks)
    hand.press(controller.page.person.keep_opinion)
    assert "没有写认定意见" in controller.page.person._fault.text()


def test_a_faulty_workbook_is_told_by_its_cells(
    round_: tuple[MainWindow, VerificationController, Hand, dict[str, int]], tmp_path: Path
) -> None:
    _, controller, hand, _ = round_
    bad = workbook(tmp_path / "错.xlsx", ["张三", "", "一路1号", "很大", "住宅", 2015, 6])
    hand.press(controller.page.actions_["feedback"], [bad])
    assert "房产!D2" in controller.page.said.text()


def test_looking_at_a_person_is_audited_with_its_purpose(
    round_: tuple[MainWindow, VerificationController, Hand, dict[str, int]], settled: Settled
) -> None:
    window, controller, _, roles = round_
    controller.show_person(roles["short"])
    settled(window.tasks)
    last = all_rows(window.desk, "audit")[-1]
    controller.refresh()  # lists that are loaded again open nobody
    settled(window.tasks)
    assert all_rows(window.desk, "audit")[-1] == last
    assert last["action"] == "查看查核"
    assert json.loads(last["detail"]) == {"cadre": roles["short"], "purpose": "重点抽查：2026年度重点抽查"}
