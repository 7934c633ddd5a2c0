"""出件登记: what left, in full; the register leaves by the same gate as everything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cadre_desk.services import exporting, outgoing
from cadre_desk.services.desk import Desk
from cadre_desk.services.outgoing import Query, Terms
from cadre_desk.storage import outgoing as store
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.register.controller import RegisterController
from tests.services.office import read_book
from tests.ui.conftest import Settled
from tests.ui.offices import press, show


@pytest.fixture
def screen(staffed: Desk, tmp_path: Path, qapp: object, qtbot: QtBot, settled: Settled) -> Iterator[RegisterController]:
    """A register of two files, and one of which nobody knows what became of it."""
    exporting.export(staffed, "units", tmp_path / "单位.xlsx", Terms("秘密★5年", "年度核对"))
    exporting.export(staffed, "cadres", tmp_path / "干部.xlsx")
    values = {"kind": "print", "subject": "letter 1", "what": "函件", "target": "打印机", "label": "", "purpose": ""}
    staffed.change("打印函件", lambda work: store.enter(work, {**values, "planned": 2}, outgoing.NUMBER))
    tasks = Tasks(staffed)
    controller = RegisterController(tasks)
    show(controller, qtbot, settled)
    yield controller
    tasks.finish()


def rows(screen: RegisterController) -> list[list[str]]:
    model = screen.model
    return [[model.index(row, n).data() for n in range(model.columnCount())] for row in range(model.rowCount())]


def facts(screen: RegisterController) -> dict[str, str]:
    grid = screen.both.page._facts
    texts = [grid.itemAt(n).widget().text() for n in range(grid.count())]  # type: ignore[union-attr]
    return dict(zip(texts[::2], texts[1::2], strict=True))


def test_the_newest_stands_first_and_is_told_in_full(
    screen: RegisterController, settled: Settled, tmp_path: Path
) -> None:
    shown = rows(screen)
    assert [row[3] for row in shown] == ["函件", "干部台账", "单位与职数台账"]
    assert [row[4] for row in shown] == ["▲ 待写出", "○ 已写出", "○ 已写出"]
    assert shown[2][5] == "秘密★5年"
    assert shown[1][5] == "不标密"
    assert "核对去向处" in facts(screen)["结果"]
    screen.listing.table.selectRow(2)
    settled(screen.tasks)
    told = facts(screen)
    assert told["去向"].endswith("单位.xlsx")
    assert told["用途"] == "年度核对"
    assert len(told["SHA-256"].replace("\n", "")) == 64
    assert screen.both.page._number.text() == shown[2][0]


def test_it_is_searched_and_filtered(screen: RegisterController, qtbot: QtBot, settled: Settled) -> None:
    screen.show_query(Query(where={"kind": "print"}))
    settled(screen.tasks)
    assert [row[3] for row in rows(screen)] == ["函件"]
    screen.show_query(Query(text="年度核对"))
    settled(screen.tasks)
    assert [row[3] for row in rows(screen)] == ["单位与职数台账"]
    screen.show_query(Query(text="没有这样的登记"))
    settled(screen.tasks)
    assert rows(screen) == []
    assert not screen.both.page._number.isVisible()


def test_the_register_itself_leaves_and_is_registered(
    screen: RegisterController, settled: Settled, tmp_path: Path
) -> None:
    dialogs.answers.extend([["不标密", "移交"], str(tmp_path / "登记簿2026.3.2"), True])
    press(screen.both.export)
    settled(screen.tasks)
    assert "已导出 3 行" in dialogs.shown[-1]
    ((_, lines),) = read_book(tmp_path / "登记簿2026.3.2.xlsx").items()
    assert [line[4] for line in lines if "出〔" in str(line[0])] == ["单位与职数台账", "干部台账", "函件"]
    assert rows(screen)[0][3] == "出件登记"
