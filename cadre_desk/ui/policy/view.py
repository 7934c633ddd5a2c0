"""The policy as a form: every figure with its range, meaning and source, and what is wrong beside it."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.domain.policy import Profiles, Setting
from cadre_desk.ui.kit.basics import button, card, label, scrolled, shortcut, vertical
from cadre_desk.ui.policy import model


class PolicyView(QWidget):
    """The profile above, a card for each group, save below."""

    save_wished = Signal()
    changed = Signal()
    profile_wished = Signal(str)

    def __init__(self, profiles: Profiles) -> None:
        super().__init__()
        self._profiles = profiles
        self.inputs: dict[str, QLineEdit | QCheckBox] = {}
        self.faults: dict[str, QLabel] = {}
        self._origins: dict[str, QLabel] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 10)
        outer.setSpacing(8)
        outer.addWidget(label(self.tr("安全策略"), "title"))
        outer.addLayout(self._profile())
        inside = QWidget()
        column = vertical(inside, 10)
        for title, settings in model.groups(profiles.settings).items():
            column.addWidget(self._group(title, settings))
        column.addStretch(1)
        outer.addWidget(scrolled(inside), 1)
        line = QHBoxLayout()
        self.said = label("", "muted", wrap=True)
        self.undo = button(self.tr("放弃修改"))
        self.save = button(self.tr("保存"), "primary")
        self.save.setToolTip("Ctrl+S")
        self.save.clicked.connect(self.save_wished)
        line.addWidget(self.said, 1)
        line.addWidget(self.undo)
        line.addWidget(self.save)
        outer.addLayout(line)
        shortcut(self, "Ctrl+S", self.save_wished.emit)

    def _profile(self) -> QHBoxLayout:
        line = QHBoxLayout()
        name = label(self.tr("密级档次(&P)"), "heading")
        self.profile = QComboBox()
        self.profile.setAccessibleName(self.tr("密级档次"))
        for one in self._profiles.profiles.values():
            self.profile.addItem(one.title, one.key)
        self.profile.activated.connect(lambda _: self.profile_wished.emit(str(self.profile.currentData())))
        self.profile.installEventFilter(self)
        self.profile.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name.setBuddy(self.profile)
        self._meaning = label("", "muted", wrap=True)
        line.addWidget(name)
        line.addWidget(self.profile)
        line.addWidget(self._meaning, 1)
        return line

    def _group(self, title: str, settings: list[Setting]) -> QFrame:
        frame, layout = card(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, self.fontMetrics().horizontalAdvance("查") * 19)
        grid.setColumnStretch(2, 1)
        for one in settings:
            self._add(grid, one)
        layout.addLayout(grid)
        return frame

    def _add(self, grid: QGridLayout, one: Setting) -> None:
        row = grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        if one.limits is None:
            box = QCheckBox(self.tr("是"))
            box.toggled.connect(self.changed)
            self.inputs[one.key] = box
            beside = label("")
        else:
            line = QLineEdit()
            line.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 9 + 16)
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.textEdited.connect(lambda _: self.changed.emit())
            self.inputs[one.key] = line
            beside = label(model.extent(one.limits, one.unit), "muted")
        widget = self.inputs[one.key]
        widget.setAccessibleName(one.title)
        widget.setToolTip(one.help)
        name = label(one.title, wrap=True)
        name.setBuddy(widget)
        fault = self.faults[one.key] = label("", "fault")
        fault.hide()
        about = QHBoxLayout()
        about.setSpacing(10)
        about.addWidget(beside)
        about.addWidget(fault)
        about.addStretch(1)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(widget, row, 1)
        grid.addLayout(about, row, 2)
        help_ = label(one.help, "muted", wrap=True)
        self._origins[one.key] = label("", "muted", wrap=True)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.setContentsMargins(0, 0, 0, 8)
        below.addWidget(help_)
        below.addWidget(self._origins[one.key])
        grid.addLayout(below, row + 1, 1, 1, 2, top)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scrolling past the profile does not change it."""
        if event.type() == QEvent.Type.Wheel and watched is self.profile and not self.profile.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def show_policy(self, values: Mapping[str, object]) -> None:
        """These values, with what their profile says beside them."""
        self.blockSignals(True)
        profile = str(values["profile"])
        self.profile.setCurrentIndex(self.profile.findData(profile))
        self._meaning.setText(self._profiles.profiles[profile].help)
        for key, widget in self.inputs.items():
            if isinstance(widget, QCheckBox):
                widget.setChecked(bool(values[key]))
            else:
                widget.setText(str(values[key]))
            self._origins[key].setText(model.origin(self._profiles.settings[key], profile))
        self.blockSignals(False)
        self.tell({})

    def values(self) -> dict[str, object]:
        """What stands in the form; what is no number stays a text."""
        found: dict[str, object] = {"profile": str(self.profile.currentData())}
        for key, widget in self.inputs.items():
            found[key] = widget.isChecked() if isinstance(widget, QCheckBox) else model.number(widget.text())
        return found

    def tell(self, faults: Mapping[str, str]) -> None:
        """What is wrong, beside each input."""
        for key, place in self.faults.items():
            place.setText(faults.get(key, ""))
            place.setVisible(key in faults)

    def tell_dirty(self, dirty: bool, text: str = "") -> None:
        """Whether something was changed and not yet kept."""
        self.save.setEnabled(dirty)
        self.undo.setEnabled(dirty)
        self.said.setText(self.tr("● 有未保存的修改") if dirty else text)

    def focus(self, key: str) -> None:
        """Put the cursor where something is wrong."""
        if key in self.inputs:
            self.inputs[key].setFocus()
