"""One person in a batch: what differs, what he says, what is proposed and decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from cadre_desk.domain.verification import Outcome
from cadre_desk.services.determining import STATES, Checked
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import Details, button, card, clear, label, paragraph, scrolled, shortcut, vertical
from cadre_desk.ui.kit.notice import Restored
from cadre_desk.ui.verification.model import SEVERITY


@dataclass(slots=True)
class _Inputs:
    """What is typed about one thing that differs."""

    explanation: QLineEdit
    grade: QComboBox


class PersonPage(Details):
    """Facts above, one card for each thing that differs, below what concerns all of them."""

    changed = Signal()
    said_wished = Signal()  # keep what he said
    opinion_wished = Signal()  # keep the proposal

    def __init__(self, grades: Sequence[str], handlings: Sequence[str]) -> None:
        super().__init__()
        self.hint.setText(self.tr("在左边选一人或一件不一致，这里显示双方内容，登记说明、意见和认定。"))
        self._grades = tuple(grades)
        self._may = True, True
        self._inputs: dict[int, _Inputs] = {}
        self._name = label("", "title")
        self.cadre = button(self.tr("打开干部"))
        self.asks = button(self.tr("请本人说明…"))
        self.body.addLayout(self.head(self._name, self.cadre, self.asks))
        self._facts, self._earlier = paragraph("", "muted"), paragraph("", "heading")
        self.restored = Restored()
        for one in (self._facts, self._earlier, self.restored):
            self.body.addWidget(one)
        inside = QWidget()
        self._cards = vertical(inside)
        self._cards.setContentsMargins(0, 0, 8, 0)
        self.body.addWidget(scrolled(inside), 1)
        self._form_holder = QWidget()
        self._lay_out_form(QFormLayout(self._form_holder), handlings)
        self.body.addWidget(self._form_holder)
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        self.body.addWidget(self._fault)
        self.body.addLayout(self._buttons())
        shortcut(self, "Ctrl+S", self.opinion_wished.emit)

    def _lay_out_form(self, form: QFormLayout, handlings: Sequence[str]) -> None:
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.general = QPlainTextEdit()
        self.general.setTabChangesFocus(True)
        self.general.setPlaceholderText(self.tr("总的说明，或所附材料；每件的说明写在上面各件里"))
        self.general.setFixedHeight(int(self.general.fontMetrics().height() * 2.8))
        self.general.textChanged.connect(self.changed)
        self.handling = QComboBox()
        self.handling.setEditable(True)
        self.handling.addItems(["", *handlings])
        self.handling.currentTextChanged.connect(self.changed)
        self._unscrolled(self.handling)
        self.reason, self.unexplained = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(self.tr("事实、条款，为什么这样认定"))
        self.unexplained.setPlaceholderText(self.tr("没有收到说明的，写明原因"))
        for one in (self.reason, self.unexplained):
            one.textChanged.connect(self.changed)
        for name, widget in (
            (self.tr("本人说明(&E)"), self.general),
            (self.tr("没有说明的原因"), self.unexplained),
            (self.tr("认定理由(&R)"), self.reason),
            (self.tr("拟处理(&H)"), self.handling),
        ):
            form.addRow(name, widget)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._state = label("", "muted", wrap=True)
        line.addWidget(self._state, 1)
        self.keep_said = button(self.tr("登记说明"))
        self.keep_said.clicked.connect(self.said_wished)
        self.keep_opinion = button(self.tr("保存意见"))
        self.keep_opinion.setToolTip("Ctrl+S")
        self.keep_opinion.clicked.connect(self.opinion_wished)
        self.decide = button(self.tr("认定…"), "primary")
        self.close_ = button(self.tr("办结"))
        for one in (self.keep_said, self.keep_opinion, self.decide, self.close_):
            line.addWidget(one)
        return line

    # -- one person ---------------------------------------------------------------------------------------------------

    def show_person(self, found: Checked, sections: Mapping[str, str], may_check: bool, may_decide: bool) -> None:
        """Fill the page; what the officer's role does not allow cannot be pressed."""
        self._may = may_check, may_decide
        self._name.setText(found.name)
        self._facts.setText(_facts(found))
        past = "；".join(f"{one['decided']} {one['title']}：{one['grade']}" for one in found.earlier)
        self._earlier.setText(self.tr("以往认定：{0}").format(past) if past else "")
        self._earlier.setVisible(bool(past))
        clear(self._cards)
        self._inputs = {}
        pending = found.pending or found.decided
        grades = pending["data"]["grades"] if pending else {}
        for one in found.discrepancies:
            if one["current"] or one["grade"]:
                self._cards.addWidget(self._card(one, sections, str(grades.get(str(one["n"]), one["grade"] or ""))))
        self._cards.addStretch(1)
        data = pending["data"] if pending else {}
        self._set(found, data)
        self.restored.hide()
        self._show_possible(found)
        self.tell("")
        self.show_body()

    def _set(self, found: Checked, data: Mapping[str, Any]) -> None:
        self.blockSignals(True)
        self.general.setPlainText(found.person["data"].get("explanation", ""))
        self.handling.setEditText(data.get("handling", ""))
        self.reason.setText(data.get("reason", ""))
        self.unexplained.setText(data.get("unexplained", ""))
        self.blockSignals(False)

    def _card(self, one: Mapping[str, Any], sections: Mapping[str, str], grade: str) -> QWidget:
        severity = SEVERITY.get(one["outcome"], "I")
        frame, layout = card()
        title = f"{sections.get(one['section'], one['section'])}　{one['data']['item']}"
        layout.addWidget(paragraph(title, "heading"))
        outcome = f"{theme.SIGNS[severity]} {one['outcome']}　{one['article']}".rstrip()
        if not one["current"]:
            outcome += self.tr("　（重新比对后不再出现）")
        colour = theme.current().severity[severity]
        layout.addWidget(label(f'<span style="color:{colour}">{escape(outcome)}</span>'))
        sides = QFormLayout()
        sides.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        declared = "\n".join(side["text"] for side in one["data"]["declared"]) or self.tr("没有报告")
        feedback = "\n".join(_from(side) for side in one["data"]["feedback"]) or self.tr("没有反馈")
        sides.addRow(label(self.tr("报告"), "muted"), paragraph(declared))
        sides.addRow(label(self.tr("反馈"), "muted"), paragraph(feedback))
        if differs := "；".join(f"{name}：{now} → {then}" for name, now, then in one["data"]["differences"]):
            sides.addRow(label(self.tr("差异"), "muted"), paragraph(differs))
        layout.addLayout(sides)
        layout.addWidget(paragraph(one["data"]["sentence"], "muted"))
        if one["outcome"] != Outcome.ABSENT and one["current"]:
            layout.addLayout(self._card_inputs(one, title, grade))
        return frame

    def _card_inputs(self, one: Mapping[str, Any], title: str, grade: str) -> QHBoxLayout:
        explanation, choice = QLineEdit(one["data"].get("explanation", "")), QComboBox()
        explanation.setCursorPosition(0)
        explanation.setPlaceholderText(self.tr("本人对这一件的说明"))
        explanation.setAccessibleName(self.tr("{0}：本人说明").format(title))
        choice.setAccessibleName(self.tr("{0}：认定意见").format(title))
        choice.addItem(self.tr("认定意见…"), "")
        for value in self._grades:
            choice.addItem(value, value)
        choice.setCurrentIndex(max(0, choice.findData(grade)))
        explanation.textChanged.connect(self.changed)
        choice.currentIndexChanged.connect(self.changed)
        self._unscrolled(choice)
        self._inputs[one["n"]] = _Inputs(explanation, choice)
        line = QHBoxLayout()
        line.addWidget(explanation, 1)
        line.addWidget(choice)
        return line

    def _unscrolled(self, box: QComboBox) -> None:
        """Scrolling past a choice does not change it: nobody would have chosen that grade."""
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _show_possible(self, found: Checked) -> None:
        """What can be done with him now."""
        decided = found.decided is not None
        alike = not found.differing
        for widget in (self.asks, self._form_holder, self.keep_said, self.keep_opinion, self.decide):
            widget.setVisible(not alike)
        self.decide.setVisible(found.pending is not None)
        self.close_.setVisible(alike and found.person["state"] == "open")
        check, decide = self._may
        for one in (self.keep_said, self.keep_opinion, self.asks):
            one.setEnabled(check and not decided)
        self.close_.setEnabled(check)
        self.decide.setEnabled(decide)
        self.unexplained.setEnabled(not found.person["replied"])
        for inputs in self._inputs.values():
            inputs.explanation.setReadOnly(decided)
            inputs.grade.setEnabled(not decided)
        self._state.setText(_state(found))

    # -- what is typed ------------------------------------------------------------------------------------------------

    def explanations(self) -> dict[int, str]:
        """What he said of each thing."""
        return {n: one.explanation.text().strip() for n, one in self._inputs.items()}

    def grades(self) -> dict[int, str]:
        """What is proposed of each thing; those without are left out."""
        return {n: str(one.grade.currentData()) for n, one in self._inputs.items() if one.grade.currentData()}

    def typed(self) -> dict[str, Any]:
        """Everything that stands here."""
        return {
            "explanations": {str(n): text for n, text in self.explanations().items()},
            "grades": {str(n): grade for n, grade in self.grades().items()},
            "general": self.general.toPlainText(),
            "handling": self.handling.currentText(),
            "reason": self.reason.text(),
            "unexplained": self.unexplained.text(),
        }

    def give_back(self, typed: Mapping[str, Any]) -> None:
        """Show again what was typed."""
        for n, text in typed["explanations"].items():
            if int(n) in self._inputs:
                self._inputs[int(n)].explanation.setText(text)
        for n, grade in typed["grades"].items():
            if int(n) in self._inputs:
                one = self._inputs[int(n)].grade
                one.setCurrentIndex(max(0, one.findData(grade)))
        self.general.setPlainText(typed["general"])
        self.handling.setEditText(typed["handling"])
        self.reason.setText(typed["reason"])
        self.unexplained.setText(typed["unexplained"])

    def tell(self, fault: str) -> None:
        """Why something was not kept."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))


def _from(side: Mapping[str, Any]) -> str:
    place = f"{side['file'] or ''} {side['sheet'] or ''}第{side['line']}行".strip()
    return f"{side['text']}（{side['source']}；{place}）"


def _facts(found: Checked) -> str:
    words = [found.unit, found.title, f"一致{found.person['same']}件，不一致{len(found.differing)}件"]
    if found.person["asked"]:
        words.append(f"{found.person['asked']}请本人说明，期限{found.person['due']}")
    if found.person["replied"]:
        words.append(f"{found.person['replied']}收到说明")
    return "　".join(filter(None, words))


def _state(found: Checked) -> str:
    if one := found.decided:
        return f"{STATES['decided']}：{one['grade']}，{one['decided']}，{one['data'].get('decider', '')}"
    if one := found.pending:
        return f"{STATES['proposed']}：{one['grade']}，{one['data'].get('proposer', '')}提出"
    return "已办结，没有不一致" if found.person["state"] == "closed" else ""
