"""审计: pages newest first, filters, export, verdict; a manipulated journal is told, an intact one is not."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from cadre_desk.services import officers
from cadre_desk.services.errors import NotAllowed
from cadre_desk.storage import anchor
from cadre_desk.ui.audit import model
from cadre_desk.ui.audit.controller import AuditController
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.tasks import Tasks
from tests.services.accounts import NAMES, Office
from tests.services.office import OFFICER, read_book
from tests.ui.conftest import Settled
from tests.ui.offices import press, show, told

Sit = Callable[[Office, str], AuditController]


@pytest.fixture
def sit(qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[Sit]:
    """The screen of the one who has a role."""
    sat: list[Tasks] = []

    def sit_down(office: Office, role: str = "in_charge") -> AuditController:
        tasks = Tasks(office.sit(role))
        sat.append(tasks)
        controller = AuditController(tasks)
        show(controller, qtbot, settled)
        return controller

    yield sit_down
    for tasks in sat:
        tasks.finish()
        tasks.desk.close()


def column(screen: AuditController, place: int, rows: int = 10) -> list[str]:
    found = [screen.model.index(row, place).data() for row in range(min(rows, screen.model.rowCount()))]
    return [str(one) for one in found]


def test_rows_come_page_by_page_and_stay_in_place(small: Office, sit: Sit, settled: Settled) -> None:
    with closing(small.sit("in_charge")) as desk:
        for number in range(450):
            desk.vault.note("核验审计", f"第{number}次")
    screen = sit(small, "in_charge")
    QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    count = screen.model.rowCount()
    assert count > 450
    assert set(screen.model._pages) == {0}  # only what is looked at was asked for
    screen.tasks.desk.vault.note("登录", "插队")  # while one reads, somebody adds a row
    for row in (count - 1, 300):
        screen.model.index(row, 0).data()
        settled(screen.tasks)
    numbers = [int(screen.model.record(row)["id"]) for row in (0, 199, 300, count - 1)]  # type: ignore[index]
    assert numbers == [count, count - 199, count - 300, 1]
    screen.refresh()
    settled(screen.tasks)
    assert screen.model.rowCount() == count + 1
    assert column(screen, 6, 1) == ["插队"]


def test_filters_narrow_and_a_wrong_day_is_told(full: Office, sit: Sit, settled: Settled, qtbot: QtBot) -> None:
    screen = sit(full, "in_charge")
    page, whole = screen.page, screen.model.rowCount()
    officer = page.boxes["officer"]
    officer.setCurrentIndex(officer.findData(NAMES["chief"]))
    settled(screen.tasks)
    assert 0 < screen.model.rowCount() < whole
    assert set(column(screen, 2)) == {NAMES["chief"]}
    officer.setCurrentIndex(0)
    action = page.boxes["action"]
    action.setCurrentIndex(action.findData("建立账号"))
    settled(screen.tasks)
    assert screen.model.rowCount() == len(NAMES) - 1
    page.search.setText(NAMES["leader"])
    qtbot.waitUntil(lambda: screen.model.rowCount() == 1 and screen.model.record(0) is not None)
    assert "岗位：部领导" in dict(model.facts(screen.model.record(0) or {}))["说明"]
    action.setCurrentIndex(0)
    page.search.clear()
    page.since.setText("2026-13-40")
    qtbot.waitUntil(page.fault.isVisible)
    settled(screen.tasks)
    assert screen.model.rowCount() == whole
    page.since.setText("20990101")
    qtbot.waitUntil(lambda: screen.model.rowCount() == 0)
    assert not page.fault.isVisible()
    assert not page.table.isVisible()  # but what to do
    page.since.setText("1999.1.1")
    qtbot.waitUntil(lambda: screen.model.rowCount() == whole)


def test_a_row_is_shown_in_words_and_a_copy_without_content(small: Office, sit: Sit, settled: Settled) -> None:
    screen = sit(small, "in_charge")
    kinds = {one["copied"] is None for row in range(screen.model.rowCount()) if (one := screen.model.record(row))}
    assert kinds == {True, False}
    for row in range(screen.model.rowCount()):
        one = screen.model.record(row)
        assert one is not None
        facts = dict(model.facts(one))
        if one["copied"] is not None:
            assert "不含内容" in facts["说明"]
    screen.page.table.setCurrentIndex(screen.model.index(1, 0))
    assert screen.page.details._facts.itemAtPosition(0, 1).widget().text() == str(screen.model.record(1)["id"])  # type: ignore[union-attr, index]


# -- verifying --------------------------------------------------------------------------------------------------------


def verify(screen: AuditController, settled: Settled) -> str:
    press(screen.page.verify)
    settled(screen.tasks)
    assert screen.page.verdict.isVisible()
    return screen.page.words.text()


def test_an_intact_vault_is_found_intact(full: Office, sit: Sit, settled: Settled) -> None:
    screen = sit(full, "in_charge")
    words = verify(screen, settled)
    assert "核验通过" in words
    assert "未用审计密钥" in words
    assert told(screen.tasks.desk, "核验审计")[-1].result == "成功"
    assert column(screen, 4, 1) == ["核验审计"]  # the list shows it at once


def test_the_auditor_checks_deeper_and_without_the_business_data(full: Office, sit: Sit, settled: Settled) -> None:
    full.do("in_charge", officers.split)
    words = verify(sit(full, "auditor"), settled)
    assert "核验通过" in words
    assert "已用审计密钥核对" in words
    assert "没有业务数据的密钥" in words


MANIPULATIONS = {
    "changed": ("system", "UPDATE journal SET officer = '别人' WHERE id = 5", "第5条"),
    "deleted": ("system", "DELETE FROM journal WHERE id = 3", "第3条"),
    "business": ("data", "UPDATE audit SET officer = '别人' WHERE id = 2", "业务操作记录从第2条"),
}


@pytest.mark.parametrize("case", MANIPULATIONS)
def test_a_manipulation_is_told(case: str, small: Office, sit: Sit, settled: Settled) -> None:
    which, statement, expected = MANIPULATIONS[case]
    screen = sit(small, "in_charge")
    vault = screen.tasks.desk.vault
    database = vault.system if which == "system" else vault.data
    with database.fresh() as driver:
        for trigger in driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            if trigger[0].startswith(("journal", "audit")):
                driver.execute(f"DROP TRIGGER {trigger[0]}")
        driver.execute(statement)
        driver.commit()
    words = verify(screen, settled)
    assert "发现问题" in words
    assert expected in words
    assert told(screen.tasks.desk, "核验审计")[-1].result == "失败"


def test_a_spoilt_anchor_is_told(small: Office, sit: Sit, settled: Settled) -> None:
    screen = sit(small, "in_charge")
    (small.folder / anchor.NAME).write_text("{}")
    words = verify(screen, settled)
    assert "锚文件" in words


# -- export and roles -------------------------------------------------------------------------------------------------


def test_an_export_holds_what_is_listed_and_is_in_the_journal(
    full: Office, sit: Sit, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    screen = sit(full, "in_charge")
    action = screen.page.boxes["action"]
    action.setCurrentIndex(action.findData("建立账号"))
    settled(screen.tasks)
    target = tmp_path / "审计.xlsx"
    dialogs.answers += [target, True]
    press(screen.page.export)
    settled(screen.tasks)
    [rows] = read_book(target).values()
    assert rows[0][1:5] == ("时间", "人员", "岗位", "事项")
    assert [row[4] for row in rows[1:]] == ["建立账号"] * (len(NAMES) - 1)
    assert {row[3] for row in rows[1:]} == {"负责人"}
    [row] = told(screen.tasks.desk, "导出审计")
    assert row.subject == "审计.xlsx"
    assert '"rows":6' in row.detail


def test_where_it_cannot_be_written_it_is_told(full: Office, sit: Sit, settled: Settled, tmp_path: Path) -> None:
    screen = sit(full, "in_charge")
    dialogs.answers += [tmp_path / "no" / "a.xlsx", True]
    press(screen.page.export)
    settled(screen.tasks)
    assert "文件夹" in dialogs.shown[-1]
    assert screen.page.export.isEnabled()
    assert not screen.page.progress.isVisible()


@pytest.mark.parametrize("role", ["handler", "chief", "leader"])
def test_who_may_only_verify_sees_no_rows(role: str, full: Office, sit: Sit, settled: Settled) -> None:
    from cadre_desk.services import auditing

    screen = sit(full, role)
    assert not hasattr(screen, "model")
    assert not screen.page.export.isVisible()
    assert "核验通过" in verify(screen, settled)
    desk: Any = screen.tasks.desk
    for question in (auditing.entries, auditing.count):
        with pytest.raises(NotAllowed):
            question(desk, auditing.Filter())
    with pytest.raises(NotAllowed):
        auditing.export(desk, auditing.Filter(), Path("never.xlsx"))


def test_officer_is_who_he_seems(small: Office, sit: Sit) -> None:
    assert OFFICER in column(sit(small, "in_charge"), 2)
