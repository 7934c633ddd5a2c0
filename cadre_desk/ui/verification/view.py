"""One batch: what it is, what is to be done next, its persons, what differs, what a person has to assign."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.domain.verification import Outcome
from cadre_desk.services.verifying import STATES, Batch
from cadre_desk.ui.kit.basics import advice, button, divide, label, paragraph, vertical
from cadre_desk.ui.kit.listing import Filter, ListView
from cadre_desk.ui.kit.progress import Progress
from cadre_desk.ui.kit.table import small_table
from cadre_desk.ui.verification import model
from cadre_desk.ui.verification.person import PersonPage


class VerificationView(QWidget):
    """The batch that is chosen above; its lists at the left, one person at the right."""

    batch_chosen = Signal(int)
    new_wished = Signal()
    action_wished = Signal(str)

    def __init__(
        self, sections: Mapping[str, str], grades: Sequence[str], handlings: Sequence[str], today: str
    ) -> None:
        super().__init__()
        self._today = today
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(8)
        layout.addLayout(self._top())
        self._pages = QStackedWidget()
        self._pages.addWidget(
            advice(
                self.tr(
                    "还没有查核批次。按“新建批次…”确定查核谁：\n随机抽查先固定名单、由两名见证人各说一个数再抽取；\n"
                    "重点抽查、凡提必核直接列出人员。然后导入有关部门的反馈，比对，请本人说明，再认定。"
                )
            )
        )
        page = QWidget()
        self._pages.addWidget(page)
        layout.addWidget(self._pages, 1)
        self._lay_out_page(vertical(page), sections, grades, handlings)

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(label(self.tr("查核"), "title"))
        self.batches = QComboBox()
        self.batches.setAccessibleName(self.tr("查核批次"))
        self.batches.setMinimumContentsLength(24)
        self.batches.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.batches.activated.connect(lambda _: self.batch_chosen.emit(int(self.batches.currentData())))
        line.addWidget(self.batches, 1)
        self.new = button(self.tr("新建批次…"), "primary")
        self.new.setShortcut("Ctrl+N")
        self.new.setToolTip("Ctrl+N")
        self.new.clicked.connect(self.new_wished)
        line.addWidget(self.new)
        return line

    def _lay_out_page(
        self, layout: QVBoxLayout, sections: Mapping[str, str], grades: Sequence[str], handlings: Sequence[str]
    ) -> None:
        self._facts, self._next = paragraph("", "muted"), paragraph()
        layout.addWidget(self._facts)
        layout.addWidget(self._next)
        layout.addLayout(self._action_line())
        self.progress = Progress()
        layout.addWidget(self.progress)
        self.said = paragraph("", "muted")
        self.said.hide()
        layout.addWidget(self.said)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        self.person = PersonPage(grades, handlings)
        divide(splitter, (self._lists(sections), self.person), (620, 560), (1, 1))
        layout.addWidget(splitter, 1)

    def _action_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        names = {
            "fix": self.tr("固定名单…"),
            "print_list": self.tr("打印名单…"),
            "save_list": self.tr("名单存为PDF…"),
            "draw": self.tr("抽取…"),
            "feedback": self.tr("导入反馈…"),
            "compare": self.tr("比对"),
            "close": self.tr("办结批次"),
        }
        self.actions_: dict[str, QPushButton] = {}
        for key, text in names.items():
            one = self.actions_[key] = button(text)
            one.clicked.connect(lambda _=False, key=key: self.action_wished.emit(key))
            line.addWidget(one)
        line.addStretch(1)
        self.more = button(self.tr("更多"), "menu")
        line.addWidget(self.more)
        return line

    def _lists(self, sections: Mapping[str, str]) -> QTabWidget:
        self.tabs = QTabWidget()
        states = (("open", self.tr("未办结")), ("closed", self.tr("已办结")))
        self.people = ListView(
            "",
            model.people(self._today),
            self.tr("还没有被查核人。随机抽查在抽取以后列出。"),
            filters=(Filter(self.tr("状态"), "state", states),),
            sort="place",
        )
        outcomes = tuple((one.value, one.value) for one in Outcome if one is not Outcome.SAME)
        self.differing = ListView(
            "",
            model.discrepancies(sections),
            self.tr("没有不一致，或还没有比对。导入反馈后按“比对”。"),
            filters=(
                Filter(self.tr("比对结果"), "outcome", outcomes),
                Filter(self.tr("报告项"), "section", tuple(sections.items())),
            ),
        )
        self.unsettled = UnsettledPage()
        self.tabs.addTab(self.people, self.tr("被查核人"))
        self.tabs.addTab(self.differing, self.tr("不一致"))
        self.tabs.addTab(self.unsettled, self.tr("需人工对应"))
        return self.tabs

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_batches(self, found: Sequence[Mapping[str, Any]], chosen: int) -> None:
        """All batches to choose from."""
        self.batches.clear()
        for one in found:
            self.batches.addItem(f"{one['title']}（{one['kind']}，{STATES[one['state']]}）", one["key"])
        self.batches.setCurrentIndex(self.batches.findData(chosen))
        self.batches.setEnabled(bool(found))
        if not found:
            self._pages.setCurrentIndex(0)

    def show_batch(self, batch: Batch, waiting: int, *, may: bool) -> None:
        """The head of a batch, and what can be done with it; nothing where the role does not allow it."""
        self._facts.setText(model.facts(batch))
        self._next.setText(model.next_step(batch, waiting))
        possible = model.ACTIONS[batch.state]
        for key, one in self.actions_.items():
            one.setVisible(key in possible)
            one.setEnabled(may)
        self._emphasise(batch)
        self.tabs.setTabText(2, self.tr("需人工对应（{0}）").format(waiting) if waiting else self.tr("需人工对应"))
        self._pages.setCurrentIndex(1)

    def _emphasise(self, batch: Batch) -> None:
        """The step that is next stands out."""
        listed = bool(batch.draw and batch.draw["listed"])
        fed = bool(batch.feedback)
        nexts = {
            "listing": "fix",
            "fixed": "draw" if listed else "print_list",
            "open": "compare" if fed else "feedback",
        }
        for key, one in self.actions_.items():
            role = "primary" if nexts.get(batch.state) == key and batch.compared is None else ""
            if one.property("role") != role:
                one.setProperty("role", role)
                one.style().unpolish(one)
                one.style().polish(one)
        if not listed:
            self.actions_["draw"].setEnabled(False)

    def tell(self, text: str) -> None:
        """What became of the last step."""
        self.said.setText(text)
        self.said.setVisible(bool(text))


class UnsettledPage(QWidget):
    """Rows that could mean several persons or things: at each the choice, and why."""

    decided = Signal(int, object, str)  # place, candidate (or None: nobody's), reason

    def __init__(self) -> None:
        super().__init__()
        layout = vertical(self)
        layout.setContentsMargins(12, 10, 12, 10)
        self._pages = QStackedWidget()
        self._pages.addWidget(advice(self.tr("没有需要人工对应的反馈。姓名写法不同、只有姓名没有号码的，会列在这里。")))
        inside = QWidget()
        self._pages.addWidget(inside)
        layout.addWidget(self._pages)
        body = vertical(inside)
        self.table, self._records = small_table(model.UNSETTLED)
        self.table.setAccessibleName(self.tr("需人工对应的反馈"))
        self.table.chosen.connect(self._show)
        body.addWidget(self.table, 1)
        self._why = paragraph()
        body.addWidget(self._why)
        line = QHBoxLayout()
        name = label(self.tr("对应为(&A)"))
        self.choice = QComboBox()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        name.setBuddy(self.choice)
        line.addWidget(name)
        line.addWidget(self.choice, 1)
        body.addLayout(line)
        below = QHBoxLayout()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("依据：凭什么认为是（或不是）这个人、这一件"))
        self.reason.setAccessibleName(self.tr("对应的依据"))
        self.reason.returnPressed.connect(self._on_decided)
        self.decide = button(self.tr("确定对应"))
        self.decide.clicked.connect(self._on_decided)
        below.addWidget(self.reason, 1)
        below.addWidget(self.decide)
        body.addLayout(below)
        self._found: list[Mapping[str, Any]] = []
        self._place = -1

    def show_rows(self, waiting: Sequence[Mapping[str, Any]], strangers: Sequence[Mapping[str, Any]]) -> None:
        """These wait for a person; below them rows of people who are not under check."""
        words = self.tr("已对应"), self.tr("待对应"), self.tr("非被查核人")
        self._found = [*waiting, *strangers]
        self._records.set_records(model.unsettled(waiting, strangers, words))
        self._pages.setCurrentIndex(1 if self._found else 0)
        if self._found:
            place = next((n for n, one in enumerate(waiting) if not one["decided"]), 0)
            self.table.setCurrentIndex(self.table.model().index(place, 0))

    def _show(self, place: int) -> None:
        self._place = place
        one = self._found[place]
        lines = [f"{row['person']}（{row['source']}，{_where(row)}）：{row['text']}" for row in one["rows"]]
        why = one["reason"] or self.tr("姓名和号码都不是本批次被查核人或其家庭成员的，不参加比对，请核对是否查错了人。")
        self._why.setText("\n".join([why, *lines]))
        self.choice.clear()
        for widget in (self.choice, self.reason, self.decide):
            widget.setEnabled(bool(one["reason"]))
        for candidate in one["candidates"]:
            self.choice.addItem(str(candidate[3]), candidate)
        cadres = dict.fromkeys((one[0], str(one[3]).split("的")[0]) for one in one["candidates"] if one[2] is not None)
        for cadre_id, words in cadres:
            self.choice.addItem(
                self.tr("{0}，但不是以上任何一件（没有报告）").format(words), [cadre_id, "", None, words]
            )
        self.choice.addItem(self.tr("都不是（与被查核人无关）"), None)
        self.choice.setCurrentIndex(-1)
        self.choice.setPlaceholderText(self.tr("请选择"))

    def _on_decided(self) -> None:
        if self._place >= 0 and self.choice.currentIndex() >= 0:
            self.decided.emit(self._place, self.choice.currentData(), self.reason.text())


def _where(row: Mapping[str, Any]) -> str:
    return f"{row['file'] or ''} {row['sheet'] or ''}第{row['line']}行".strip()
