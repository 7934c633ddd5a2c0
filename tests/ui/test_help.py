"""能防什么、不能防什么: complete, honest, reached by F1 and from the settings; nothing is claimed anywhere."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cadre_desk.ui.help import model
from tests.services.accounts import Office
from tests.ui.conftest import Settled
from tests.ui.offices import open_screen, open_window, press

ROOT = Path(__file__).parents[2]
#: a word of each danger of the threat model, and how far it is met
THREATS = {
    "丢失或被盗": model.YES,
    "没人的座位": model.PARTLY,
    "越权": model.YES,
    "别的工具": model.NO,
    "系统管理员、安全保密管理员": model.YES,
    "改写过去": model.PARTLY,
    "放回旧文件": model.PARTLY,
    "全部删除": model.NO,
    "木马": model.NO,
    "冷启动": model.NO,
    "剪贴板": model.PARTLY,
    "固态硬盘": model.NO,
    "口令都忘记": model.NO,
    "时钟": model.PARTLY,
    "U盘": model.PARTLY,
}
CLAIM = re.compile("等保|分保|密评|商密认证|通过认证|国密认证|绝对安全|万无一失")


@pytest.mark.parametrize(("danger", "verdict"), THREATS.items())
def test_every_danger_has_its_honest_row(danger: str, verdict: str) -> None:
    [row] = [one for one in model.ROWS if danger in one.danger]
    assert row.verdict == verdict
    assert row.why
    assert row.do


def test_there_are_no_other_rows() -> None:
    assert len(model.ROWS) == len(THREATS)


def test_nothing_is_claimed_anywhere() -> None:
    places = [*ROOT.glob("cadre_desk/**/*.py"), *ROOT.glob("resources/**/*.toml"), *ROOT.glob("translations/*.ts")]
    assert len(places) > 100
    found = [path.name for path in places if CLAIM.search(path.read_text(encoding="utf-8"))]
    assert found == []
    assert CLAIM.search("本程序已通过等保三级")  # control


def test_a_key_and_the_settings_lead_to_it(small: Office, qtbot: QtBot, settled: Settled, qapp: object) -> None:
    window = open_window(small.sit("in_charge"), qtbot, settled)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F1)
    settled(window.tasks)
    assert window.current() is window.screens["help"]
    texts = " ".join(one.text() for one in window.current().view.findChildren(QLabel))
    for row in model.ROWS:
        assert row.danger in texts
        assert row.why in texts
    assert texts.count("■ 不能防") == sum(one.verdict == model.NO for one in model.ROWS)
    settings = open_screen(window, "settings", settled)
    [link] = [one for one in settings.page.findChildren(QPushButton) if "F1" in one.text()]
    press(link)
    assert window.current() is window.screens["help"]
    window.close()
