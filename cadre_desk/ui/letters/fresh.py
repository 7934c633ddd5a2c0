"""A new letter: to whom, and which kind."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from cadre_desk.domain.pack import LetterKind
from cadre_desk.ui.kit.basics import button, label, pause, shortcut
from cadre_desk.ui.kit.table import Record, small_table
from cadre_desk.ui.letters import model

_PAUSE = 250  # ms after the last key before cadres are asked for


class NewLetter(QWidget):
    """Search line over the cadres, the kinds of letter, and 拟稿."""

    searched = Signal(str)
    wished = Signal(str, int)  # kind, cadre
    given_up = Signal()

    def __init__(self, kinds: Mapping[str, LetterKind]) -> None:
        super().__init__()
        self._kinds = kinds
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 12, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("新建函件"), "title"))
        self._add_search(layout)
        self._add_kinds(layout)
        self._add_buttons(layout)
        self._timer = pause(self, _PAUSE, lambda: self.searched.emit(self.search.text()))
        shortcut(self, "Ctrl+Return", self._on_wished)
        shortcut(self, "Esc", self.given_up.emit)

    def _add_search(self, layout: QVBoxLayout) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("姓名、拼音首字母、身份证号、单位"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda: self._timer.start())
        name = label(self.tr("发给哪名干部(&G)"), "heading")
        name.setBuddy(self.search)
        layout.addWidget(name)
        layout.addWidget(self.search)
        self.cadres, self._records = small_table(model.CADRES)
        self.search.returnPressed.connect(self.cadres.setFocus)
        self.cadres.setSelectionMode(self.cadres.SelectionMode.SingleSelection)
        self.cadres.setAccessibleName(self.tr("找到的干部"))
        self.cadres.chosen.connect(lambda _: self._tell())
        self.cadres.opened.connect(lambda _: self._on_wished())
        layout.addWidget(self.cadres, 1)
        self._found = label("", "muted")
        layout.addWidget(self._found)

    def _add_kinds(self, layout: QVBoxLayout) -> None:
        layout.addWidget(label(self.tr("种类"), "heading"))
        line = QHBoxLayout()
        self.kinds = QButtonGroup(self)
        for number, kind in enumerate(self._kinds.values()):
            choice = QRadioButton(f"{kind.title}(&{number + 1})")
            choice.setChecked(number == 0)
            choice.toggled.connect(lambda on: self._tell())
            self.kinds.addButton(choice, number)
            line.addWidget(choice)
        line.addStretch(1)
        layout.addLayout(line)
        self._basis = label("", "muted", wrap=True)
        layout.addWidget(self._basis)

    def _add_buttons(self, layout: QVBoxLayout) -> None:
        line = QHBoxLayout()
        self._whom = label(wrap=True)
        line.addWidget(self._whom, 1)
        cancel = button(self.tr("取消"))
        cancel.clicked.connect(self.given_up)
        self.create_button = button(self.tr("拟稿"), "primary")
        self.create_button.setToolTip("Ctrl+Enter")
        self.create_button.clicked.connect(self._on_wished)
        line.addWidget(cancel)
        line.addWidget(self.create_button)
        layout.addLayout(line)

    def begin(self) -> None:
        """Empty, with the cursor in the search line."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.show_cadres([], "")
        self.search.setFocus()

    def show_cadres(self, records: Sequence[Record], text: str, most: int = 50) -> None:
        """What was found for that text."""
        self._records.set_records(records)
        if records:
            self.cadres.setCurrentIndex(self._records.index(0, 0))
            counted = self.tr("显示前{0}名，请写得更具体些；") if len(records) >= most else self.tr("共{0}名；")
            self._found.setText(counted.format(len(records)) + self.tr("上下键选择，回车拟稿。"))
        else:
            none = self.tr("没有找到。可换个写法，或先在“台账”中导入干部台账。")
            self._found.setText(none if text else self.tr("输入姓名、拼音首字母、身份证号或单位查找。"))
        self._tell()

    def _chosen(self) -> Record | None:
        index = self.cadres.currentIndex()
        return self._records.record(index.row()) if index.isValid() else None

    def _kind(self) -> LetterKind:
        return list(self._kinds.values())[self.kinds.checkedId()]

    def _tell(self) -> None:
        kind, cadre = self._kind(), self._chosen()
        basis = self.tr("审批：{0}。依据：{1}").format(kind.approver, kind.source)
        self._basis.setText(basis)
        if hasattr(self, "create_button"):
            self.create_button.setEnabled(cadre is not None and not cadre["close"])
            self._whom.setText(self._words(kind, cadre) if cadre else "")

    def _words(self, kind: LetterKind, cadre: Record) -> str:
        if cadre["close"]:
            return self.tr("需要回避：您与{0}有登记的关系，请由其他经办人拟函。").format(cadre["name"])
        return self.tr("{0}，发给{1}").format(kind.title, cadre["name"])

    def _on_wished(self) -> None:
        if (cadre := self._chosen()) is not None and not cadre["close"]:
            self.wished.emit(self._kind().key, cadre["key"])
