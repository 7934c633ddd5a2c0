"""One section in front: its ticks, its rows, the row that is typed, and what is to be looked at."""

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.domain.declaration import CHANGED, DISPOSED
from cadre_desk.domain.filing import Answer, Line, Question, tick_words, totals
from cadre_desk.domain.mistakes import Mistake
from cadre_desk.domain.pack import Section
from cadre_desk.domain.people import Relative
from cadre_desk.ui.filing.model import HELD, columns
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import advice, button, divide, label, paragraph, scrolled, vertical
from cadre_desk.ui.kit.form import FieldForm
from cadre_desk.ui.kit.table import small_table

_LONG = ("remark", "scope")


class Ticks(QWidget):
    """有 or 无, for the section and for every member of the family whom it concerns."""

    answered = Signal(bool)
    member_answered = Signal(str, bool)

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        layout = vertical(self, 4)
        line = QHBoxLayout()
        line.setSpacing(16)
        self.no, self.yes = QRadioButton(), QRadioButton()
        self._group = self._exclusive(self.yes, self.no)
        for one in (self.no, self.yes):
            line.addWidget(one)
        line.addStretch(1)
        layout.addLayout(line)
        self._members = QGridLayout()
        self._members.setHorizontalSpacing(12)
        self._members.setVerticalSpacing(2)
        layout.addLayout(self._members)
        self.buttons: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self.no.clicked.connect(lambda: self.answered.emit(False))

    def _exclusive(self, *buttons: QRadioButton) -> QButtonGroup:
        group = QButtonGroup(self)
        for one in buttons:
            group.addButton(one)
        return group

    def set_members(self, members: Sequence[Relative]) -> None:
        """Who is asked about, one line each."""
        for row, one in enumerate(members):
            yes, no = QRadioButton(self.tr("有")), QRadioButton(self.tr("无"))
            who = f"{one.relation}　{one.name}"
            for place, (choice, said) in enumerate(((no, False), (yes, True)), 1):
                choice.setAccessibleName(f"{who} {choice.text()}")
                choice.clicked.connect(lambda _=False, n=one.name, said=said: self.member_answered.emit(n, said))
                self._members.addWidget(choice, row, place)
            self._exclusive(yes, no)
            self._members.addWidget(label(who, "muted"), row, 0)
            self.buttons[one.name] = (yes, no)
        self._members.setColumnStretch(3, 1)

    def show_answer(self, answer: Answer, question: Question, *, always: bool) -> None:
        """What is ticked so far; what always has a row is not asked."""
        yes, no = tick_words(self._section, question)
        self.yes.setText(yes)
        self.no.setText(no)
        for one in (self.yes, self.no):
            one.setVisible(not always)
        _tick(self.yes, self.no, answer.yes)
        for name, (one, other) in self.buttons.items():
            _tick(one, other, answer.members.get(name))


def _tick(yes: QRadioButton, no: QRadioButton, said: bool | None) -> None:
    group = yes.group()
    group.setExclusive(False)
    yes.setChecked(said is True)
    no.setChecked(said is False)
    group.setExclusive(True)


class Hints(QWidget):
    """Help for the field with the cursor, what is wrong, and the questions, which are folded."""

    def __init__(self) -> None:
        super().__init__()
        layout = vertical(self, 6)
        self.help, self.wrong, self.asked = (paragraph() for _ in range(3))
        for one in (self.help, self.wrong, self.asked):
            one.setTextFormat(Qt.TextFormat.RichText)
        self.more = button("", "link")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._on_folded)
        for one in (self.help, self.wrong):
            layout.addWidget(one)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.asked)
        layout.addStretch(1)
        self._count = 0
        self.asked.hide()

    def show_help(self, section: Section, key: str = "") -> None:
        """The help of a field, or of the section."""
        one = next((field for field in section.fields if field.key == key), None)
        parts = [f"<b>{escape(one.heading if one else section.title)}</b>", escape(one.help if one else section.help)]
        if one and one.example:
            parts.append(escape(self.tr("例：{0}").format(one.example)))
        self.help.setText("<br>".join(filter(None, parts)))

    def show_found(self, faults: Sequence[str], doubts: Sequence[Mistake]) -> None:
        """What keeps the section from being kept, what is doubtful, what is only asked."""
        hard = [(self.tr("要补正"), "R", escape(one)) for one in faults]
        hard += [(self.tr("硬错误"), "R", _doubt(one)) for one in doubts if one.severity == "error"]
        hard += [(self.tr("请核对"), "O", _doubt(one)) for one in doubts if one.severity == "warning"]
        self.wrong.setText("<br>".join(_coloured(*one) for one in hard))
        self.wrong.setVisible(bool(hard))
        asked = [_doubt(one) for one in doubts if one.severity == "question"]
        self._count = len(asked)
        self.asked.setText("<br>".join(f"● {one}" for one in asked))
        self._on_folded(self.more.isChecked())

    def _on_folded(self, on: bool) -> None:
        self.more.setVisible(bool(self._count))
        words = self.tr("▾ 容易疏漏 {0}处") if on else self.tr("▸ 容易疏漏 {0}处")
        self.more.setText(words.format(self._count))
        self.asked.setVisible(on and bool(self._count))


def _doubt(one: Mistake) -> str:
    place = f"第{one.position + 1}行　" if one.position is not None and one.position >= 0 else ""
    return escape(f"{place}{one.sentence}{one.expected}（{one.id}）")


def _coloured(title: str, severity: str, words: str) -> str:
    colour = theme.severity(severity).name()
    return f'<span style="color:{colour}">{theme.SIGNS[severity]} {title}</span>　{words}'


class SectionPage(QWidget):
    """A section of the form."""

    answered = Signal(bool)
    member_answered = Signal(str, bool)
    row_chosen = Signal(int)
    row_typed = Signal()
    add_wished = Signal()
    remove_wished = Signal()
    confirm_wished = Signal()
    change_wished = Signal(int, str)

    def __init__(self, section: Section, number: int, members: Sequence[Relative]) -> None:
        super().__init__()
        self.section, self.place = section, -1
        self._form: FieldForm | None = None
        layout = vertical(self, 6)
        layout.addWidget(label(f"{number}　{section.title}", "heading"))
        layout.addWidget(label(str(section.source), "muted", wrap=True))
        self.ticks = Ticks(section)
        self.ticks.set_members(members)
        self.ticks.answered.connect(self.answered)
        self.ticks.member_answered.connect(self.member_answered)
        layout.addWidget(self.ticks)
        layout.addWidget(self._held())
        layout.addLayout(self._buttons())
        self.table, self._rows = small_table(columns(section))
        self.table.setAccessibleName(section.title)
        self.table.chosen.connect(self.row_chosen)
        self.table.opened.connect(lambda _: self.focus_row())
        both = QSplitter(Qt.Orientation.Vertical)
        divide(both, (self.table, self._row()), (110, 320), (1, 3))
        layout.addWidget(both, 1)

    def _held(self) -> QWidget:
        """What is held so far, of which one tells what became."""
        found = QWidget()
        line = QHBoxLayout(found)
        line.setContentsMargins(0, 0, 0, 0)
        self.held, self._held_rows = small_table(HELD)
        self.held.setMaximumHeight(self.held.fontMetrics().height() * 6)
        self.held.setAccessibleName(self.tr("上次报告后持有"))
        line.addWidget(self.held, 1)
        beside = QVBoxLayout()
        for word in (CHANGED, DISPOSED):
            deed = button(self.tr("填“{0}”").format(word))
            deed.clicked.connect(lambda _=False, word=word: self._on_change(word))
            if word == DISPOSED and not self.section.natural_key:  # nobody disposes of a marriage
                deed.hide()
            beside.addWidget(deed)
        beside.addStretch(1)
        line.addLayout(beside)
        self._held_part = found
        return found

    def _on_change(self, word: str) -> None:
        row = self.held.currentIndex().row()
        if row >= 0:
            self.change_wished.emit(row, word)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.add = self._deed(line, self.tr("新增一行"), "Ctrl+N", self.add_wished)
        self.confirm = self._deed(line, self.tr("确认这一行"), "Ctrl+Enter", self.confirm_wished)
        self.remove = self._deed(line, self.tr("删去这一行"), "Ctrl+Delete", self.remove_wished)
        line.addStretch(1)
        return line

    def _deed(self, line: QHBoxLayout, words: str, keys: str, wished: SignalInstance) -> QPushButton:
        found = button(words)
        found.setToolTip(keys)
        found.clicked.connect(wished)
        line.addWidget(found)
        return found

    def _row(self) -> QWidget:
        self.computed = totals(self.section)
        self.hints = Hints()
        self.hints.show_help(self.section)
        self._forms = QStackedWidget()
        self._forms.addWidget(advice(self.tr("没有行。有此类情况的，按“新增一行”（Ctrl+N）。")))
        found = QSplitter(Qt.Orientation.Horizontal)
        divide(found, (self._forms, scrolled(self.hints)), (520, 300), (5, 3))
        return found

    @property
    def form(self) -> FieldForm:
        """The inputs of a row; made for the first row, because most sections never have one."""
        if self._form is None:
            self._form = FieldForm(self.section.fields, long=[key for key in _LONG if self._has(key)])
            self._form.set_computed(self.computed)
            self._form.changed.connect(self.row_typed)
            self._form.entered.connect(lambda key: self.hints.show_help(self.section, key))
            self._forms.addWidget(scrolled(self._form))
            self.setTabOrder(self._form.last, self.confirm)
        return self._form

    def _has(self, key: str) -> bool:
        return any(one.key == key for one in self.section.fields)

    # -- shown ---------------------------------------------------------------------------------------------------------

    def show_rows(self, lines: Sequence[Line], place: int) -> None:
        """The rows, and the one that is typed."""
        with QSignalBlocker(self.table.selectionModel()):
            self._rows.set_records([_record(one) for one in lines])
        self.place = min(place, len(lines) - 1)
        self.confirm.setEnabled(self.place >= 0)
        self.remove.setEnabled(self.place >= 0)
        if self.place < 0:
            self._forms.setCurrentIndex(0)
        else:
            self._forms.setCurrentWidget(_area(self.form))
            with QSignalBlocker(self.table.selectionModel()):
                self.table.setCurrentIndex(self._rows.index(self.place, 0))
            self.table.viewport().update()

    def show_row(self, texts: Mapping[str, str]) -> None:
        """Put a row into the inputs."""
        self.form.set_typed({one.key: texts.get(one.key, "") for one in self.section.fields})

    def show_computed(self, texts: Mapping[str, str]) -> None:
        """The totals, where they changed."""
        if any(self.form.text(key) != text for key, text in texts.items()):
            self.form.set_typed(texts)

    def show_held(self, words: Sequence[str]) -> None:
        """What is held so far."""
        self._held_part.setVisible(bool(words))
        self._held_rows.set_records([{"words": one} for one in words])
        if words:
            self.held.setCurrentIndex(self._held_rows.index(0, 0))

    def show_doubts(self, doubts: Sequence[Mistake]) -> None:
        """What is to be said of the row, below its inputs."""
        told: dict[str, str] = {}
        for one in doubts:
            if one.field and one.severity != "question":
                told.setdefault(one.field, f"{one.sentence}{one.expected}")
        self.form.tell(told)

    def focus_row(self) -> None:
        """Type in the row."""
        self.form.focus(self.section.fields[0].key)

    def focus_first(self) -> None:
        """Where one begins: at the tick, or at the row where there is one."""
        if self.place >= 0:
            self.focus_row()
        elif self.ticks.no.isVisible():
            (self.ticks.yes if self.ticks.yes.isChecked() else self.ticks.no).setFocus()
        else:
            self.add.setFocus()


def _area(form: FieldForm) -> QWidget:
    """The scrolled area in which a form lies."""
    viewport = form.parentWidget()
    assert viewport is not None
    area = viewport.parentWidget()
    assert area is not None
    return area


def _record(line: Line) -> Mapping[str, str]:
    return {**line.texts, "state": "◆ 待确认" if line.offered else ""}
