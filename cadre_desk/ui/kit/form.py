"""A form made of fields: the pack describes them, the form shows and checks them."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from cadre_desk.domain.pack import Field
from cadre_desk.domain.values import ValueFault, is_required, parse, show
from cadre_desk.ui.kit.basics import label


class _Fault(QLabel):
    """What is wrong, as high as its lines: a form layout would give a text that could wrap two lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "fault")
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class FieldForm(QWidget):
    """One input for each field; what is wrong stands below it at once."""

    changed = Signal()
    entered = Signal(str)  # key of the input to which the cursor came

    def __init__(
        self,
        fields: Iterable[Field],
        *,
        long: Iterable[str] = (),
        choices: Mapping[str, Iterable[tuple[str, str]]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = {one.key: one for one in fields}
        self._long, self._choices = set(long), choices or {}
        self._inputs: dict[str, QWidget] = {}
        self._faults: dict[str, QLabel] = {}
        self._names: dict[QObject, str] = {}
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        for one in self._fields.values():
            self._add(layout, one)

    def _add(self, layout: QFormLayout, one: Field) -> None:
        widget = self._input(one)
        widget.setToolTip(one.help)
        widget.setAccessibleName(one.heading)
        fault = _Fault()
        fault.hide()
        self._inputs[one.key], self._faults[one.key] = widget, fault
        self._names[widget] = one.key
        widget.installEventFilter(self)
        name = label(one.heading + (" *" if one.required else ""))
        name.setBuddy(widget)
        layout.addRow(name, widget)
        layout.addRow("", fault)

    def _input(self, one: Field) -> QWidget:
        pairs = self._pairs(one)
        if pairs:
            box = QComboBox()
            box.setEditable(bool(one.codes and one.codes.open))
            box.addItem("", None)
            for value, words in pairs:
                box.addItem(words, value)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.currentTextChanged.connect(self._on_changed)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            return box
        if one.key in self._long:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setPlaceholderText(one.help or one.example)
            text.setMinimumHeight(int(text.fontMetrics().height() * 3.6))
            text.textChanged.connect(self._on_changed)
            return text
        line = QLineEdit()
        line.setPlaceholderText(one.example or one.help)
        line.textChanged.connect(self._on_changed)
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scrolling past a choice does not change it; where the cursor comes is told."""
        if event.type() == QEvent.Type.FocusIn and watched in self._names:
            self.entered.emit(self._names[watched])
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _pairs(self, one: Field) -> list[tuple[Any, str]]:
        if one.key in self._choices:
            return list(self._choices[one.key])
        if one.kind == "flag":
            return [("是", "是"), ("否", "否")]
        return [(value, value) for value in one.codes.values] if one.codes else []

    def _on_changed(self) -> None:
        self.check(only_faulty=True)
        self.changed.emit()

    def text(self, key: str) -> str:
        """What stands in an input."""
        return self._typed(key).strip()

    def _typed(self, key: str) -> str:
        widget = self._inputs[key]
        if isinstance(widget, QComboBox):
            chosen = widget.currentIndex()
            typed = widget.currentText() != widget.itemText(chosen)  # an editable box keeps its index while one types
            data = None if typed or chosen < 0 else widget.currentData()
            return str(data) if data is not None else widget.currentText()
        return str(widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text())  # type: ignore[attr-defined]

    def typed(self) -> dict[str, str]:
        """What stands in all inputs, to the character, right or wrong: for a draft."""
        return {key: self._typed(key) for key in self._fields}

    def set_typed(self, typed: Mapping[str, str]) -> None:
        """Show again what was typed; inputs that the draft does not know stay as they are."""
        self._show({key: text for key, text in typed.items() if key in self._fields})

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show stored values."""
        texts = {}
        for key, one in self._fields.items():
            value = values.get(key)
            texts[key] = "" if value is None else value if isinstance(value, str) else show(one, value)
        self._show(texts)

    def _show(self, texts: Mapping[str, str]) -> None:
        self.blockSignals(True)
        for key, text in texts.items():
            self._set(key, text)
        self.blockSignals(False)
        for fault in self._faults.values():
            fault.hide()

    def _set(self, key: str, text: str) -> None:
        widget = self._inputs[key]
        if isinstance(widget, QComboBox):
            place = widget.findData(text)
            if place < 0 and text:
                widget.addItem(text, text)
                place = widget.findData(text)
            widget.setCurrentIndex(max(0, place))
            if edit := widget.lineEdit():
                edit.setCursorPosition(0)  # a long text is read from its beginning
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(text)
        elif isinstance(widget, QLineEdit):
            widget.setText(text)
            widget.setCursorPosition(0)

    def values(self) -> dict[str, Any]:
        """What stands in all inputs, as it is kept; faulty ones as they stand."""
        found: dict[str, Any] = {}
        for key, one in self._fields.items():
            text = self.text(key)
            found[key] = text or None
            if text and key not in self._choices and key not in self._long:
                try:
                    value = parse(one, text)
                except ValueFault:
                    continue
                found[key] = value if isinstance(value, str | int | bool) else str(value)
        return found

    def check(self, *, only_faulty: bool = False, only_filled: bool = False) -> list[str]:
        """Labels of the inputs that are wrong, each told below its input; only_filled: blank ones are not, yet."""
        wrong = []
        for key, one in self._fields.items():
            said = "" if only_filled and not self.text(key) else self._fault_of(key, one)
            fault = self._faults[key]
            if only_faulty and fault.isHidden():
                continue
            fault.setText(said)
            fault.setVisible(bool(said))
            if said:
                wrong.append(one.label)
        return wrong

    def tell(self, faults: Mapping[str, str]) -> None:
        """What else is wrong, below each input."""
        for key, said in faults.items():
            self._faults[key].setText(said)
            self._faults[key].show()

    def _fault_of(self, key: str, one: Field) -> str:
        text = self.text(key)
        if not text:
            return self.tr("请填写“{0}”").format(one.label) if self._required(one) else ""
        if key in self._choices or key in self._long:
            return ""
        try:
            parse(one, text)
        except ValueFault as fault:
            return f"{fault.wrong}；{fault.expected}"
        return ""

    def _required(self, one: Field) -> bool:
        other = one.required_when[0] if one.required_when else ""
        return is_required(one, {other: self.text(other) or None} if other in self._inputs else {})

    def set_computed(self, keys: Iterable[str]) -> None:
        """These are computed: they are shown, not typed."""
        for key in keys:
            widget = self._inputs[key]
            if isinstance(widget, QLineEdit):
                widget.setReadOnly(True)
                widget.setPlaceholderText(self.tr("自动合计"))
                widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_read_only(self, on: bool) -> None:
        """Look, don't touch."""
        for widget in self._inputs.values():
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.setReadOnly(on)
            else:
                widget.setEnabled(not on)

    @property
    def last(self) -> QWidget:
        """The last input, after which the cursor goes on."""
        return list(self._inputs.values())[-1]

    def focus(self, key: str) -> None:
        """Put the cursor into an input."""
        self._inputs[key].setFocus()
