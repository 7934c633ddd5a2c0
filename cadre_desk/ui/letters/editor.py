"""One letter: its words, where it stands, what was done; beside them its preview."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.domain.pack import LetterKind, Step
from cadre_desk.services.letters import Letter, Opened
from cadre_desk.ui.kit.basics import button, card, clear, divide, framed, label, paragraph, scrolled, shortcut
from cadre_desk.ui.kit.form import FieldForm
from cadre_desk.ui.kit.notice import Restored
from cadre_desk.ui.kit.table import small_table
from cadre_desk.ui.letters import model
from cadre_desk.ui.letters.preview import PreviewPane


class StepStrip(QFrame):
    """What a step asks for: a day, a note."""

    confirmed = Signal(str, object, str)  # step, day or None, note
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._step = ""
        layout = framed(self)
        first, second = QHBoxLayout(), QHBoxLayout()
        self._title = label("", "heading")
        self._name = label(self.tr("日期"))
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(self.tr("日期"))
        self._name.setBuddy(self.day)
        first.addWidget(self._title, 1)
        first.addWidget(self._name)
        first.addWidget(self.day)
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("说明"))
        self.note.returnPressed.connect(self._on_confirmed)
        self.yes = button(self.tr("确定"), "primary")
        self.yes.clicked.connect(self._on_confirmed)
        no = button(self.tr("取消"))
        no.clicked.connect(self.given_up)
        second.addWidget(self.note, 1)
        second.addWidget(self.yes)
        second.addWidget(no)
        layout.addLayout(first)
        layout.addLayout(second)
        shortcut(self, "Esc", self.given_up.emit)

    def ask(self, kind: LetterKind, step: Step, dated: date | None, today: date) -> None:
        """Ask what that step needs."""
        self._step = step.key
        self._title.setText(step.label)
        self.day.setVisible(model.asks_day(kind, step))
        self._name.setVisible(model.asks_day(kind, step))
        first = dated or date(1990, 1, 1)
        self.day.setMinimumDate(QDate(first.year, first.month, first.day))
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.note.clear()
        approval = self.tr("审批人（{0}）和审批意见").format(kind.approver)
        self.note.setPlaceholderText(approval if step.after == "approved" else self.tr("说明（可不填）"))
        self.show()
        (self.note if self.day.isHidden() else self.day).setFocus()

    def typed(self) -> dict[str, str] | None:
        """Step, day and note where a note is being written, or None."""
        if self.isHidden() or not self.note.text():
            return None
        return {"step": self._step, "day": self.day.date().toString("yyyy-MM-dd"), "note": self.note.text()}

    def give_back(self, typed: Mapping[str, str]) -> None:
        """Show again what was typed for the step that is asked for."""
        self.day.setDate(QDate.fromString(typed["day"], "yyyy-MM-dd"))
        self.note.setText(typed["note"])

    def _on_confirmed(self) -> None:
        day = None if self.day.isHidden() else self.day.date().toPython()
        self.confirmed.emit(self._step, day, self.note.text())


class Editor(QSplitter):
    """Form and life cycle at the left, preview at the right."""

    changed = Signal()
    keep_wished = Signal()
    step_wished = Signal(str, object, str)
    print_wished = Signal()
    file_wished = Signal()
    cancelled = Signal()
    cadre_wished = Signal()

    def __init__(self, kinds: Mapping[str, LetterKind]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._letter: Letter | None = None
        self._refusals: Mapping[str, str] = {}  # step -> why this officer may not take it
        self._writable = False
        self._today = date.today()
        self.preview = PreviewPane()
        self.forms = {key: self._form(kind) for key, kind in kinds.items()}
        divide(self, (self._left(), self._right()), (340, 360), (1, 1))
        shortcut(self, "Ctrl+S", self.keep_wished.emit)
        shortcut(self, "Ctrl+P", self.print_wished.emit)

    def _form(self, kind: LetterKind) -> FieldForm:
        choices = {"situation": [(one.key, one.text) for one in kind.situations]}
        form = FieldForm(kind.fields, long=model.LONG, choices=choices)
        form.changed.connect(self.changed)
        return form

    def _left(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(250)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(4, 12, 0, 10)
        layout.setSpacing(8)
        self._title, self._unit = paragraph("", "title"), paragraph("", "muted")
        layout.addWidget(self._title)
        layout.addWidget(self._unit)
        layout.addLayout(self._life())
        self.restored = Restored()
        layout.addWidget(self.restored)
        self._strip = StepStrip()
        self._strip.hide()
        self._strip.confirmed.connect(self.step_wished)
        self._strip.given_up.connect(self._strip.hide)
        layout.addWidget(self._strip)
        layout.addWidget(self._words(), 1)
        self._saved = label("", "muted", wrap=True)
        layout.addWidget(self._saved)
        self.history, self._steps = small_table(model.STEPS, wrap=True)
        self.history.setAccessibleName(self.tr("办理经过"))
        self.history.setFixedHeight(self.history.fontMetrics().height() * 7)
        layout.addWidget(self.history)
        return left

    def _life(self) -> QVBoxLayout:
        both = QVBoxLayout()
        both.setSpacing(6)
        line = QHBoxLayout()
        self.state = label("", "heading")
        line.addWidget(self.state, 1)
        self._cadre = button(self.tr("查看干部"), "link")
        self._cadre.clicked.connect(self.cadre_wished)
        line.addWidget(self._cadre)
        self._line = line
        both.addLayout(line)
        self._buttons = QHBoxLayout()
        self.steps: list[QPushButton] = []
        both.addLayout(self._buttons)
        return both

    def add_action(self, action: QPushButton) -> None:
        """One more deed beside the state."""
        self._line.addWidget(action)

    def _words(self) -> QScrollArea:
        self._stack = QStackedWidget()
        for form in self.forms.values():
            holder = QWidget()
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(0, 0, 6, 0)
            inner.addWidget(form)
            inner.addStretch(1)
            self._stack.addWidget(holder)
        return scrolled(self._stack)

    def _right(self) -> QWidget:
        right = QWidget()
        right.setMinimumWidth(230)
        layout = QVBoxLayout(right)
        layout.setContentsMargins(4, 12, 14, 10)
        layout.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(label(self.tr("预览"), "heading"), 1)
        self.print_button = button(self.tr("打印…"))
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.clicked.connect(self.print_wished)
        self.file_button = button("")
        self.file_button.clicked.connect(self.file_wished)
        self.set_chosen(1)
        line.addWidget(self.print_button)
        line.addWidget(self.file_button)
        layout.addLayout(line)
        self._activity, inner = card()
        self._doing = label(wrap=True)
        self._stop = button(self.tr("取消"))
        self._stop.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addWidget(self._doing, 1)
        row.addWidget(self._stop)
        inner.addLayout(row)
        self._activity.hide()
        layout.addWidget(self._activity)
        layout.addWidget(self.preview, 1)
        return right

    # -- what is shown ----------------------------------------------------------------------------------------------

    @property
    def form(self) -> FieldForm:
        """The form of the letter that is open."""
        assert self._letter is not None
        return self.forms[self._letter.kind.key]

    def show_letter(self, found: Opened, today: date, *, words: bool = True) -> None:
        """Show that letter; without words what stands in the form is left alone."""
        one = found.letter
        self._letter, self._today = one, today
        self._refusals, self._writable = found.refusals, one.editable and not found.fixed
        self._title.setText(f"{one.kind.title}　{one.cadre}")
        self._unit.setText("　".join(filter(None, (one.unit, one.number))))
        self._stack.setCurrentIndex(list(self.forms).index(one.kind.key))
        if words:
            self.form.set_values(one.data)
        self.form.set_read_only(not self._writable)
        self._show_steps(one)
        self._strip.hide()
        self._saved.setVisible(True)
        if not one.editable:
            self._saved.setText(self._why_fixed(one))
        elif found.fixed:
            self._saved.setText(found.fixed)

    def _why_fixed(self, one: Letter) -> str:
        state = one.kind.states[one.state]
        back = next((step.label for step in one.possible if step.after == "draft"), "")
        more = self.tr("要修改请先“{0}”。").format(back) if back else ""
        return self.tr("此件为“{0}”，文字不能再改。").format(state) + more

    def _show_steps(self, one: Letter) -> None:
        self.state.setText(self.tr("状态：{0}").format(one.kind.states[one.state]))
        clear(self._buttons)
        self.steps = []
        for step in model.forward_first(one.possible):
            found = button(step.label, "" if model.leads_back(step) else "primary")
            found.clicked.connect(lambda _=False, step=step: self._on_step(step))
            refusal = self._refusals.get(step.key, "")
            found.setEnabled(not refusal)
            found.setToolTip(refusal)
            found.setAccessibleDescription(refusal)
            self._buttons.addWidget(found)
            self.setTabOrder(self.steps[-1] if self.steps else self._cadre, found)
            self.steps.append(found)
        self._buttons.addStretch(1)
        labels = {step.key: step.label for step in one.kind.steps}
        self._steps.set_records([model.told(row, labels) for row in one.steps])
        self.history.setVisible(bool(one.steps))

    def _on_step(self, step: Step) -> None:
        assert self._letter is not None
        kind = self._letter.kind
        if model.asks_day(kind, step) or model.asks_note(step):
            self._strip.ask(kind, step, self._letter.dated, self._today)
        else:
            self.step_wished.emit(step.key, None, "")

    def typed(self, *, words: bool) -> dict[str, Any]:
        """What is to be kept as a draft: the words, where they are not saved, and a note to a step."""
        step = self._strip.typed()
        return ({"words": self.form.typed()} if words else {}) | ({"step": step} if step else {})

    def give_back_step(self, typed: Mapping[str, str]) -> None:
        """Ask for that step again, with what was typed; nothing where it is not its turn any more."""
        assert self._letter is not None
        possible = (one for one in self._letter.possible if one.key not in self._refusals)
        if step := next((one for one in possible if one.key == typed["step"]), None):
            self._strip.ask(self._letter.kind, step, self._letter.dated, self._today)
            self._strip.give_back(typed)

    def values(self) -> dict[str, Any]:
        """The words as they stand."""
        return self.form.values()

    def set_busy(self, on: bool) -> None:
        """A step is being taken: neither words nor steps may change."""
        self._strip.setEnabled(not on)
        for one in self.steps:
            one.setEnabled(not on and not one.toolTip())  # which says why it is not for this officer
        if self._letter is not None:
            self.form.set_read_only(on or not self._writable)

    def tell_saved(self, text: str, *, fault: bool = False) -> None:
        """Whether the words are kept."""
        self._saved.setProperty("role", "fault" if fault else "muted")
        self._saved.style().polish(self._saved)
        self._saved.setText(text)

    def tell_activity(self, text: str, *, stoppable: bool = False) -> None:
        """What goes on, or what was done last."""
        self._doing.setText(text)
        self._stop.setVisible(stoppable)
        self._activity.setVisible(bool(text))
        self.print_button.setEnabled(not stoppable)
        self.file_button.setEnabled(not stoppable)

    def set_chosen(self, count: int) -> None:
        """How many letters go into a file."""
        self.file_button.setText(self.tr("存为PDF…") if count < 2 else self.tr("{0}份存为PDF…").format(count))
