"""The English window: nothing is left untranslated, nothing is lost in it, and it is really shown."""

import re
import runpy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadre_desk import app
from cadre_desk.services.desk import Desk
from cadre_desk.ui import start
from cadre_desk.ui.window import MainWindow
from tests.ui.conftest import Settled

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "translations" / "cadre_desk_en.ts"
Texts = list[tuple[str, str, ElementTree.Element]]


@pytest.fixture(scope="module")
def dev() -> dict[str, Any]:
    """The developer's commands."""
    return runpy.run_path(str(ROOT / "build" / "dev.py"))


def read(path: Path) -> Texts:
    """Context, source text and translation of everything in that file."""
    return [
        (context.findtext("name", ""), message.findtext("source", ""), translation)
        for context in ElementTree.parse(path).getroot().iter("context")
        for message in context.iter("message")
        for translation in message.iter("translation")
    ]


@pytest.fixture(scope="module")
def texts() -> Texts:
    return read(TRANSLATIONS)


def differing(texts: Texts, what: Callable[[str], object]) -> list[tuple[str, str | None]]:
    return [(source, found.text) for _, source, found in texts if what(source) != what(found.text or "")]


def test_the_file_holds_exactly_the_texts_of_the_sources(dev: dict[str, Any], texts: Texts, tmp_path: Path) -> None:
    fresh = shutil.copy(TRANSLATIONS, tmp_path)
    assert dev["collect"](fresh) == 0
    assert {one[:2] for one in read(fresh)} == {one[:2] for one in texts}, "python3 build/dev.py texts"


def test_every_text_is_translated(texts: Texts) -> None:
    assert len(texts) > 400
    assert [one[:2] for one in texts if one[2].get("type") or not (one[2].text or "").strip()] == []


def test_placeholders_are_the_same(texts: Texts) -> None:
    assert differing(texts, lambda text: sorted(re.findall(r"\{[^}]*\}", text))) == []


def test_signs_lines_separators_and_mnemonics_are_the_same(texts: Texts) -> None:
    for pattern in ("[●■▲◆○*]", "\n", "\u3000", "&[A-Z]"):
        assert differing(texts, lambda text, pattern=pattern: len(re.findall(pattern, text, re.IGNORECASE))) == []


def test_chinese_characters_and_signs_are_left_only_in_quoted_names(texts: Texts) -> None:
    unquoted = [re.sub('"[^"]*"', "", found.text or "") for _, _, found in texts]
    assert [text for text in unquoted if re.search("[…“”\u3001-\u303f\u4e00-\u9fff\uff01-\uffee]", text)] == []


@pytest.fixture
def english(dev: dict[str, Any], qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    assert dev["release"](TRANSLATIONS, tmp_path / "cadre_desk_en.qm") == 0
    monkeypatch.setenv("CADRE_DESK_LANG", "en")
    words = start._translate(qapp, tmp_path)
    assert not words.isEmpty()
    yield
    assert qapp.removeTranslator(words)


def navigation(desk: Desk, qtbot: QtBot, settled: Settled) -> list[str]:
    window = MainWindow(desk, app.fonts())
    qtbot.addWidget(window)
    settled(window.tasks)
    found = [window.navigation.item(row).text() for row in range(window.navigation.count())]
    window.close()
    return found


@pytest.mark.usefixtures("english")
def test_the_window_is_english_when_asked_for(desk: Desk, qtbot: QtBot, settled: Settled) -> None:
    assert navigation(desk, qtbot, settled) == [
        "Overview",
        "Cadres",
        "Declarations",
        "Entry",
        "Verification",
        "Letters",
        "Campaigns",
        "Quotas",
        "Flags",
        "Ledgers",
        "Register of what leaves",
        "Recycle bin",
        "Accounts",
        "Audit",
        "Backups",
        "Security policy",
        "Settings",
        "Help",
    ]


def test_the_window_is_chinese_otherwise(desk: Desk, qapp: object, qtbot: QtBot, settled: Settled) -> None:
    assert navigation(desk, qtbot, settled)[:3] == ["总览", "干部", "报告"]
