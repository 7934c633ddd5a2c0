"""What is typed and not saved is kept, comes back in its place to the character, goes when it is saved or given up."""

import random
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from cadre_desk.services import cases, drafts, flags, letters, lists, settings
from cadre_desk.services.drafts import Draft
from cadre_desk.services.lists import Query
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit import drafts as keeping
from cadre_desk.ui.kit.form import FieldForm
from cadre_desk.ui.letters import controller as letters_controller
from cadre_desk.ui.window import MainWindow
from tests.services.office import all_rows, colleague
from tests.ui.seat import COLLEAGUE, HIS_PASSWORD, Seat, seat

__all__ = ["seat"]  # the fixture

PIECES = (
    "经核查，",
    "王某某",
    "\U0002a6d6",
    "🙂",
    "“”",
    "'",
    '"',
    "\\n",
    "  ",
    "　",
    "<b>",
    "&",
    "2026-13-40",
    "%s",
    "é",
)
WORDS = {
    "situation": "inquiry_2",
    "subject": "履行职责",
    "problem": "在某项目建设中未按程序决策",
    "questions": "一、该事项由谁决定。\n二、经过了哪些程序。",
}


@pytest.fixture(autouse=True)
def _no_autosave(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters are not saved by themselves while the test looks at what is unsaved."""
    monkeypatch.setattr(letters_controller, "_PAUSE", 600_000)


def kept(window: MainWindow) -> list[Draft]:
    return window.desk.ask(drafts.every)


def back(seat: Seat) -> MainWindow:
    """Lock, and come back."""
    seat.lock()
    return seat.sign_in()


# -- the four editors --------------------------------------------------------------------------------------------------


class Editor:
    """One record open in one editor: its inputs, what stands in them."""

    screen = ""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.controller: Any = window.screens[self.screen]

    def open(self, settle: Callable[[], None]) -> None:
        self.window.show_screen(self.screen)
        settle()

    def inputs(self) -> list[QWidget]:
        form: FieldForm = self.form()
        return list(form._inputs.values())

    def form(self) -> FieldForm:
        found: FieldForm = self.controller.page.form
        return found

    def stands(self) -> list[str]:
        return [_text(one) for one in self.inputs()]

    def notice(self) -> Any:
        return self.controller.page.restored


class CaseEditor(Editor):
    screen = "campaigns"

    def open(self, settle: Callable[[], None]) -> None:
        super().open(settle)
        self.controller.show_key(3)
        settle()

    def inputs(self) -> list[QWidget]:
        return [*super().inputs(), self.controller.page.reason]


class SettingsEditor(Editor):
    screen = "settings"


class FlagEditor(Editor):
    screen = "flags"

    def form(self) -> FieldForm:
        found: FieldForm = self.controller.both.page.form
        return found

    def notice(self) -> Any:
        return self.controller.both.page.restored


class LetterEditor(Editor):
    screen = "letters"

    def open(self, settle: Callable[[], None]) -> None:
        desk = self.window.desk
        cadre = desk.ask(lambda ask: lists.keys(ask, "cadres", Query()))[0]
        key = letters.draft(desk, "inquiry", cadre, WORDS)
        super().open(settle)
        self.controller.show_key(key)
        settle()

    def form(self) -> FieldForm:
        found: FieldForm = self.controller.editor.form
        return found

    def notice(self) -> Any:
        return self.controller.editor.restored


EDITORS = (LetterEditor, CaseEditor, FlagEditor, SettingsEditor)


def _text(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text()  # type: ignore[attr-defined]


def scribble(rng: random.Random, widget: QWidget) -> None:
    """Write something into an input as a person may, sense or nonsense."""
    words = "".join(rng.choices(PIECES, k=rng.randrange(1, 12)))
    if isinstance(widget, QComboBox):
        if widget.isEditable() and rng.random() < 0.5:
            widget.setEditText(words)
        else:
            widget.setCurrentIndex(rng.randrange(widget.count()))
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(words + "\n" * rng.randrange(3) + words)
    else:
        assert isinstance(widget, QLineEdit)
        widget.setText(words)


@pytest.mark.parametrize("kind", EDITORS)
def test_random_edits_come_back_to_the_character(seat: Seat, kind: type[Editor]) -> None:
    rng = random.Random(kind.__name__)
    editor = kind(seat.sign_in())
    editor.open(seat.settle)
    edits = 0
    for _ in range(3):
        for _ in range(8):
            scribble(rng, rng.choice(editor.inputs()))
            edits += 1
        wanted = editor.stands()
        editor = kind(back(seat))
        assert editor.window.current() is editor.controller
        assert editor.stands() == wanted
        assert editor.notice().isVisible()
        assert "已恢复未保存的内容（20" in editor.notice().words.text()
        assert "▲" not in editor.notice().words.text()
    assert edits >= 20
    assert dialogs.shown == []
    assert len(kept(editor.window)) == 1


def test_what_is_typed_for_twenty_flags_comes_back_for_each(seat: Seat) -> None:
    rng = random.Random(20)
    editor = FlagEditor(seat.sign_in())
    editor.open(seat.settle)
    keys = [editor.controller.model.key(row) for row in range(20)]
    wanted = {}
    for row, key in enumerate(keys):
        editor.controller.listing.table.selectRow(row)
        seat.settle()
        for one in editor.inputs():
            scribble(rng, one)
        wanted[key] = editor.stands()
    editor = FlagEditor(back(seat))
    for row, key in enumerate(keys):
        editor.controller.listing.table.selectRow(row)
        seat.settle()
        assert editor.stands() == wanted[key]
        assert editor.notice().isVisible() == any(wanted[key])


def test_a_note_to_a_step_comes_back(seat: Seat) -> None:
    window = seat.sign_in()
    editor = LetterEditor(window)
    editor.open(seat.settle)
    key = editor.controller._open.key
    letters.take_step(window.desk, key, "submit")
    seat.settle()
    next(one for one in editor.controller.editor.steps if one.text() == "审批").click()
    editor.controller.editor._strip.note.setText("张三：拟同意，请再核第二段")
    editor = LetterEditor(back(seat))
    strip = editor.controller.editor._strip
    assert strip.isVisible()
    assert strip.note.text() == "张三：拟同意，请再核第二段"
    editor.controller.editor._strip.yes.click()
    seat.settle()
    assert editor.window.desk.ask(lambda ask: letters.letter(ask, key)).state == "approved"


def test_a_reason_alone_is_something_typed(seat: Seat) -> None:
    editor = CaseEditor(seat.sign_in())
    editor.open(seat.settle)
    editor.controller.page.reason.setText("依据核查报告")
    editor = CaseEditor(back(seat))
    assert editor.controller.page.reason.text() == "依据核查报告"
    assert not editor.controller.page.dirty
    editor.window.open_record("case", 4)
    seat.settle()
    assert editor.controller.page.reason.text() == ""
    editor.window.open_record("case", 3)
    seat.settle()
    assert editor.controller.page.reason.text() == "依据核查报告"


# -- when they are kept, when they go ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EDITORS)
def test_while_one_types_it_is_kept_every_few_seconds_and_never_in_the_clear(
    seat: Seat, kind: type[Editor], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keeping._EVERY == 10_000
    monkeypatch.setattr(keeping, "_EVERY", 100)
    window = seat.sign_in()
    editor = kind(window)
    editor.open(seat.settle)
    before = len(all_rows(window.desk, "audit"))
    target = next(one for one in reversed(editor.inputs()) if not isinstance(one, QComboBox))
    for words in ("写到一半的机密甲", "写到一半的机密乙"):
        target.setPlainText(words) if isinstance(target, QPlainTextEdit) else target.setText(words)  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda words=words: any(words in str(one.data) for one in kept(window)))
        assert not _in_the_clear(seat.folder, words)
    seat.settle()
    assert len(all_rows(window.desk, "audit")) == before
    assert _in_the_clear_control(seat.folder.parent / "control", "写到一半的机密甲")


def _in_the_clear(folder: Path, words: str) -> list[str]:
    marks = [words.encode(code) for code in ("utf-8", "utf-16-le", "gb18030")] + [ascii(words)[1:-1].encode()]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(mark in path.read_bytes() for mark in marks)]


def _in_the_clear_control(folder: Path, words: str) -> list[str]:
    folder.mkdir()
    (folder / "plain").write_text(f'{{"reason": "{words}"}}', encoding="utf-8")
    return _in_the_clear(folder, words)


def test_a_crash_loses_no_more_than_the_last_seconds(seat: Seat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a crash: the program starts anew, it was not locked; the records with drafts are offered."""
    monkeypatch.setattr(keeping, "_EVERY", 100)
    window = seat.sign_in()
    editor = CaseEditor(window)
    editor.open(seat.settle)
    editor.controller.page.form._inputs["summary"].setPlainText("写到一半")
    qtbot.waitUntil(lambda: len(kept(window)) == 1)
    window.keeper._timer.stop()
    window.keeper.collect = lambda: {}  # type: ignore[method-assign]
    window.keeper._wrote = False
    window.tasks.finish()
    window.desk.close()
    window.hide()
    window.watch.end()
    window._leaving = window._closed = True
    seat.start.window = None
    seat.start.show()

    window = seat.sign_in()
    assert window.current() is window.screens["dashboard"]
    qtbot.waitUntil(window.notice.isVisible)
    assert "“专项整治”中有未保存的内容" in window.notice.words.text()
    window.notice.buttons[0].click()
    seat.settle()
    editor = CaseEditor(window)
    assert editor.controller._shown == 3
    assert editor.form().text("summary") == "写到一半"
    assert not window.notice.isVisible()


def test_an_offered_draft_can_be_given_up_or_left(seat: Seat, qtbot: QtBot) -> None:
    window = seat.sign_in()
    for screen, key, data in (
        ("campaigns", 5, {"form": {"summary": "甲"}, "reason": ""}),
        ("flags", 999_999, {"decision": "", "reason": "乙"}),  # of a flag that is gone
    ):
        drafts.keep(window.desk, [Draft(screen, key, data, "")])
    window.keeper._kept = {}
    window.keeper.begin(kept(window))
    window._tell_waiting()
    assert "共2处" in window.notice.words.text()
    dialogs.answers.append(True)
    window.notice.buttons[1].click()
    assert "共1处" in window.notice.words.text()
    seat.settle()
    assert len(kept(window)) == 1
    window.notice.buttons[2].click()
    assert not window.notice.isVisible()
    assert len(kept(window)) == 1


def save(editor: Editor) -> None:
    if isinstance(editor, LetterEditor):
        editor.controller.editor.keep_wished.emit()
    elif isinstance(editor, CaseEditor):
        editor.controller.page.reason.setText("依据核查报告")
        editor.controller.page.save.click()
    elif isinstance(editor, FlagEditor):
        editor.controller.both.page.save.click()
    else:
        editor.controller.page.save_button.click()


TYPED = {
    LetterEditor: {"problem": "改写的问题"},
    CaseEditor: {"summary": "改写的内容"},
    FlagEditor: {"decision": "handled", "reason": "已谈话提醒"},
    SettingsEditor: {"contact": "李四，000-11111111"},
}


def write(editor: Editor) -> None:
    for key, text in TYPED[type(editor)].items():
        widget = editor.form()._inputs[key]
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(widget.findData(text))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(text)
        else:
            assert isinstance(widget, QLineEdit)
            widget.setText(text)


@pytest.mark.parametrize("kind", EDITORS)
def test_saving_removes_the_draft(seat: Seat, kind: type[Editor]) -> None:
    editor = kind(seat.sign_in())
    editor.open(seat.settle)
    write(editor)
    editor = kind(back(seat))
    assert len(kept(editor.window)) == 1
    save(editor)
    seat.settle()
    assert kept(editor.window) == []
    assert not editor.notice().isVisible()
    editor = kind(back(seat))
    assert not editor.notice().isVisible()
    assert not editor.window.notice.isVisible()


@pytest.mark.parametrize("kind", EDITORS)
def test_giving_up_removes_the_draft_and_shows_what_is_kept(seat: Seat, kind: type[Editor]) -> None:
    editor = kind(seat.sign_in())
    editor.open(seat.settle)
    before = editor.stands()
    write(editor)
    assert editor.stands() != before
    editor = kind(back(seat))
    typed = editor.stands()
    dialogs.answers.append(False)
    editor.notice().buttons[0].click()
    assert editor.stands() == typed
    dialogs.answers.append(True)
    editor.notice().buttons[0].click()
    seat.settle()
    assert editor.stands() == before
    assert not editor.notice().isVisible()
    assert kept(editor.window) == []
    assert editor.controller.unsaved() == []


def change_record(editor: Editor) -> None:
    """What the record says is changed by somebody else."""
    desk = editor.window.desk
    if isinstance(editor, LetterEditor):
        letters.save(desk, editor.controller._open.key, WORDS | {"subject": "廉洁自律"})
    elif isinstance(editor, CaseEditor):
        _, values = desk.ask(lambda ask: cases.case(ask, 3))
        cases.save(desk, 3, values | {"remark": "他人所改"}, "更正")
    elif isinstance(editor, FlagEditor):
        flags.dispose(desk, editor.controller._key, "unfounded", "他人已核")
    else:
        settings.save(desk, {"organ": "中共某市委组织部"})


@pytest.mark.parametrize("kind", EDITORS)
def test_a_record_that_changed_meanwhile_is_marked_and_nothing_overwrites_it_by_itself(
    seat: Seat, kind: type[Editor]
) -> None:
    window = seat.sign_in()
    colleague(window.desk.vault, COLLEAGUE, HIS_PASSWORD)
    editor = kind(window)
    editor.open(seat.settle)
    place: Any = getattr(editor.controller, "_key", 0)
    key = editor.controller._open.key if kind is LetterEditor else place
    write(editor)
    wanted = editor.stands()
    seat.lock()
    assert "没有保存的内容已加密存放" in seat.start.view.notice.text()  # type: ignore[union-attr]
    other = kind(seat.sign_in(COLLEAGUE, HIS_PASSWORD))
    if kind is LetterEditor:
        other.controller._open.key = key
    other.controller._key = place
    change_record(other)
    stored = {name: all_rows(other.window.desk, name) for name in ("letter", "campaign_case", "disposition", "setting")}
    seat.lock()

    editor = kind(seat.sign_in())
    assert editor.stands() == wanted
    assert "▲ 此后这条记录已有改动" in editor.notice().words.text()
    if kind is LetterEditor:  # where leaving saves: but not what only came back
        editor.window.show_screen("dashboard")
        seat.settle()
    else:
        editor.controller.refresh()
        seat.settle()
    assert {name: all_rows(editor.window.desk, name) for name in stored} == stored
    assert editor.stands() == wanted


def test_words_of_a_letter_that_was_submitted_meanwhile_are_not_lost(seat: Seat) -> None:
    window = seat.sign_in()
    editor = LetterEditor(window)
    editor.open(seat.settle)
    key = editor.controller._open.key
    write(editor)
    letters.take_step(window.desk, key, "submit")
    seat.settle()
    assert "现在不能恢复：此件已是“" in editor.notice().words.text()
    editor = LetterEditor(back(seat))
    assert "现在不能恢复：此件已是“" in editor.notice().words.text()
    assert editor.form().text("problem") == WORDS["problem"]
    letters.take_step(editor.window.desk, key, "return")
    seat.settle()
    assert editor.form().text("problem") == "改写的问题"
    assert "已恢复" in editor.notice().words.text()


def test_a_refused_secrecy_mark_comes_back_though_the_rest_was_saved(seat: Seat) -> None:
    editor = LetterEditor(seat.sign_in())
    editor.open(seat.settle)
    key = editor.controller._open.key
    write(editor)
    editor.form()._inputs["secrecy"].setText("秘密")  # type: ignore[attr-defined]
    save(editor)
    seat.settle()
    assert editor.window.desk.ask(lambda ask: letters.letter(ask, key)).data["problem"] == "改写的问题"
    editor = LetterEditor(back(seat))
    assert editor.form().text("secrecy") == "秘密"
    assert editor.form().text("problem") == "改写的问题"


def test_what_is_saved_in_the_moment_of_the_lock_is_not_offered_again(seat: Seat, qtbot: QtBot) -> None:
    for kind in EDITORS:
        window = seat.sign_in()
        editor = kind(window)
        editor.open(seat.settle)
        write(editor)
        save(editor)  # on its way
        seat.lock()
        window = seat.sign_in()
        editor = kind(window)
        window.keeper.keep()
        seat.settle()
        assert kept(window) == [], kind.__name__
        assert not editor.notice().isVisible(), kind.__name__
        seat.lock()


def test_closing_keeps_what_is_typed_for_flags_and_gives_up_what_was_given_up(seat: Seat) -> None:
    window = seat.sign_in()
    for editor in (FlagEditor(window), CaseEditor(window)):
        editor.open(seat.settle)
        write(editor)
    key = FlagEditor(window).controller._key
    dialogs.answers.append(True)
    assert window.close()
    seat.start.window = None
    seat.start.show()
    window = seat.sign_in()
    assert [(one.screen, one.key) for one in kept(window)] == [("flags", key)]
    window.open_record("flag", key)
    seat.settle()
    assert FlagEditor(window).form().text("reason") == "已谈话提醒"


# -- when the vault cannot be written ----------------------------------------------------------------------------------


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_when_the_disk_is_full_at_the_lock_the_draft_waits_in_memory(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = seat.sign_in()
    colleague(window.desk.vault, COLLEAGUE, HIS_PASSWORD)
    editor = CaseEditor(window)
    editor.open(seat.settle)
    write(editor)
    wanted = editor.stands()
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "keep_only", full)
        seat.lock()
    assert "程序内部错误" in seat.start.view.message.text()  # type: ignore[union-attr]
    other = seat.sign_in(COLLEAGUE, HIS_PASSWORD)
    assert other.current() is other.screens["dashboard"]
    seat.lock()
    editor = CaseEditor(seat.sign_in())
    assert editor.window.current() is editor.controller
    assert editor.stands() == wanted
    editor.window.keeper.keep()
    seat.settle()
    assert [one.screen for one in kept(editor.window)] == ["campaigns"]


@pytest.mark.parametrize("broken", ["unsaved", "where"])
def test_a_screen_that_fails_keeps_nothing_open_and_costs_no_draft_that_was_kept(
    seat: Seat, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = seat.sign_in()
    editor = CaseEditor(window)
    editor.open(seat.settle)
    write(editor)
    window.keeper.keep()
    seat.settle()
    monkeypatch.setattr(window.screens["quotas"], broken, full)
    seat.lock()
    assert "程序内部错误" in seat.start.view.message.text()  # type: ignore[union-attr]
    window = seat.sign_in()
    assert [one.screen for one in kept(window)] == ["campaigns"]


def test_when_the_disk_is_full_while_one_types_that_is_told_and_tried_again(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(keeping, "_EVERY", 50)
    window = seat.sign_in()
    editor = CaseEditor(window)
    editor.open(seat.settle)
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "keep", full)
        write(editor)
        qtbot.waitUntil(lambda: "没有存成草稿" in window._activity.text())
        assert dialogs.shown == []
    qtbot.waitUntil(lambda: window._activity.text() == "" and len(kept(window)) == 1)


def test_closing_asks_when_drafts_cannot_be_kept(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    window = seat.sign_in()
    editor = FlagEditor(window)
    editor.open(seat.settle)
    write(editor)
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "keep_only", full)
        dialogs.answers.append(False)
        assert not window.close()
        assert window.isVisible()
    assert window.close()
    seat.start.window = None
    seat.start.show()
    assert len(kept(seat.sign_in())) == 1


def test_drafts_wait_for_a_long_change_and_are_kept_after_it(
    seat: Seat, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_EVERY", 20)
    window = seat.sign_in()
    editor = CaseEditor(window)
    editor.open(seat.settle)
    gate = threading.Event()
    window.tasks.change(window, lambda desk, tick: gate.wait(10), lambda _: None)
    write(editor)
    qtbot.wait(200)
    assert kept(window) == []
    assert len(window.tasks._jobs) == 2  # one waits, not one for each time
    gate.set()
    qtbot.waitUntil(lambda: len(kept(window)) == 1)


def test_a_draft_that_is_given_back_does_not_take_the_cursor_from_anybody(seat: Seat) -> None:
    editor = CaseEditor(seat.sign_in())
    editor.open(seat.settle)
    write(editor)
    editor = CaseEditor(back(seat))
    assert QApplication.focusWidget() not in editor.inputs()
