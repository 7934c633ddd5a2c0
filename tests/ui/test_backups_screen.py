"""备份: made, read to the last byte, copied elsewhere; a damaged one is told, an overdue copy is reminded of."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cadre_desk.services import backups, settings
from cadre_desk.storage import backup
from cadre_desk.ui.backups.controller import BackupsController
from cadre_desk.ui.kit import dialogs, generations
from cadre_desk.ui.kit.tasks import Tasks
from tests.services.accounts import SETTINGS, Office
from tests.ui.conftest import Settled
from tests.ui.offices import press, show, told

Sit = Callable[[Office, str], BackupsController]


@pytest.fixture
def sit(qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[Sit]:
    sat: list[Tasks] = []

    def sit_down(office: Office, role: str = "in_charge") -> BackupsController:
        tasks = Tasks(office.sit(role))
        sat.append(tasks)
        controller = BackupsController(tasks)
        show(controller, qtbot, settled)
        return controller

    yield sit_down
    for tasks in sat:
        tasks.finish()
        tasks.desk.close()


def states(screen: BackupsController) -> list[str]:
    records = screen.page.records
    return [records.record(row)["state"] for row in range(records.rowCount())]


def test_a_first_backup_is_made_and_is_whole(small: Office, sit: Sit, settled: Settled) -> None:
    screen = sit(small, "in_charge")
    assert not screen.page.table.isVisible()  # but what to do first
    assert not screen.page.inspect.isEnabled()
    press(screen.page.make)
    settled(screen.tasks)
    assert states(screen) == [generations.GOOD]
    assert screen.page.said.text().startswith("已备份并检验")
    record = screen.page.records.record(0)
    assert record["counts"].startswith("干部3，报告0")
    assert (record["missing"], record["reason"]) == (0, "手动备份")
    assert str(small.folder / "backup") in screen.page.place.text()
    settings.save(screen.tasks.desk, SETTINGS)
    screen.activate()
    settled(screen.tasks)
    assert screen.page.records.record(0)["missing"] == 1
    assert screen.page.records.index(0, 2).data() == "缺少1项操作"


def test_a_damaged_backup_is_told_and_a_whole_one_is_not(small: Office, sit: Sit, settled: Settled) -> None:
    small.do("in_charge", lambda desk: [backups.make(desk, str(n)) for n in range(3)])
    damaged = backup.generations(small.folder / "backup")[0][1].path
    content = bytearray((damaged / "data.db").read_bytes())
    content[5000] ^= 1
    (damaged / "data.db").write_bytes(content)
    screen = sit(small, "in_charge")
    assert states(screen) == [generations.UNKNOWN] * 3
    press(screen.page.inspect)  # the one that is chosen
    settled(screen.tasks)
    assert states(screen) == [generations.GOOD, generations.UNKNOWN, generations.UNKNOWN]
    screen.page.table.selectAll()
    press(screen.page.inspect)
    settled(screen.tasks)
    assert states(screen) == [generations.GOOD, generations.BAD, generations.GOOD]
    assert damaged.name in screen.page.said.text()
    assert [row.result for row in told(screen.tasks.desk, "检验备份")] == ["成功", "失败"]
    assert not screen.page.progress.isVisible()


def test_one_whose_manifest_is_gone_is_told_at_once(small: Office, sit: Sit) -> None:
    made = small.do("in_charge", lambda desk: backups.make(desk, "一"))
    (made.path / "manifest.json").write_text("{")
    screen = sit(small, "in_charge")
    assert "清单缺失或损坏" in screen.page.said.text()


def test_a_copy_elsewhere_ends_the_reminder(small: Office, sit: Sit, settled: Settled, tmp_path: Path) -> None:
    small.do("in_charge", lambda desk: backups.make(desk, "一"))
    screen = sit(small, "in_charge")
    assert "还没有把备份复制到其他介质" in screen.page.reminder.text()
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    for answer, expected in ((small.folder / "backup", "保险库里面"), (elsewhere, "读回核对无误")):
        dialogs.answers.append(answer)
        press(screen.page.copy)
        settled(screen.tasks)
        assert expected in screen.page.said.text()
    assert not screen.page.reminder.isVisible()
    [copied] = backup.generations(elsewhere)[0]
    backup.verify(copied)
    dialogs.answers.append(None)  # gave up: nothing happens
    press(screen.page.copy)
    settled(screen.tasks)
    assert len(told(screen.tasks.desk, "备份")) == 3  # one before an import


def test_a_reminder_comes_back_after_its_days(small: Office, sit: Sit, tmp_path: Path) -> None:
    def copy(desk: object) -> None:
        backups.copy_out(desk, backups.make(desk, "一"), tmp_path)  # type: ignore[arg-type]

    small.do("in_charge", copy)
    from datetime import timedelta

    small.clock.now += timedelta(days=6)
    assert not sit(small, "in_charge").page.reminder.isVisible()
    small.clock.now += timedelta(days=2)


def test_the_system_administrator_inspects_and_makes_none(full: Office, sit: Sit, settled: Settled) -> None:
    full.do("in_charge", lambda desk: backups.make(desk, "一"))
    screen = sit(full, "sysadmin")
    assert not screen.page.make.isVisible()  # he has no key with which the business data could be copied and checked
    press(screen.page.inspect)
    settled(screen.tasks)
    assert states(screen) == [generations.GOOD]


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 B"), (900, "900 B"), (1536, "1.5 KB"), (300_000, "293 KB"), (5 << 30, "5.0 GB")]
)
def test_sizes_are_written_as_an_office_reads_them(count: int, words: str) -> None:
    assert generations.size(count) == words
