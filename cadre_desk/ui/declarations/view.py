"""The list of declarations, and beside it one declaration: its 21 sections beside the state before it."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
)

from cadre_desk.domain.parts import SIGNS, Part, only_changed
from cadre_desk.ui.declarations.model import COLUMNS, Head
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import Details, advice, button, divide, label, paragraph, shortcut
from cadre_desk.ui.kit.listing import Filter, ListView
from cadre_desk.ui.kit.sections import SectionTree


class DeclarationsView(QSplitter):
    """List at the left, declaration at the right."""

    file_wished = Signal()

    def __init__(self, years: Sequence[int], filings: Sequence[str]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        filters = (
            Filter(self.tr("报告年度"), "year", tuple((year, self.tr("{0}年度").format(year)) for year in years)),
            Filter(self.tr("报告类型"), "filing", tuple((filing, filing) for filing in filings)),
        )
        self.listing = ListView(
            self.tr("报告"),
            COLUMNS,
            self.tr("没有符合条件的报告。还没有数据时，请在“台账”中导入个人有关事项报告台账。"),
            filters=filters,
        )
        self.file = self.listing.add_action(self.tr("填报…"))
        self.file.setToolTip(self.tr("为选中的干部填一份新报告（Ctrl+N）"))
        self.file.clicked.connect(self.file_wished)
        shortcut(self, "Ctrl+N", self.file.click)
        self.page = DeclarationPage()
        self.page.setMinimumWidth(340)
        divide(self, (self.listing, self.page), (500, 680), (5, 6))


class DeclarationPage(Details):
    """Head, the switch, and the sections with their rows and fields."""

    cadre_wished = Signal()
    open_wished = Signal()
    comparison_wished = Signal()
    earlier_wished = Signal()
    later_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parts: Sequence[Part] = ()
        self.hint.setTextFormat(Qt.TextFormat.RichText)
        self.hint.linkActivated.connect(lambda _: self.open_wished.emit())
        self.show_nothing()
        self.body.addLayout(self._lay_out_head())
        self.body.addLayout(self._lay_out_switch())
        self._bodies = QStackedWidget()
        self.tree, self._nothing = SectionTree(), advice()
        self._bodies.addWidget(self.tree)
        self._bodies.addWidget(self._nothing)
        self.body.addWidget(self._bodies, 1)
        legend = "　".join(f"{sign} {change}" for change, sign in SIGNS.items())
        self.body.addWidget(label(legend, "muted"))

    def _lay_out_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(3)
        self.name = label("", "title", wrap=True)
        self.name.setTextFormat(Qt.TextFormat.RichText)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.name.setToolTip(self.tr("打开干部"))
        self.name.linkActivated.connect(lambda _: self.cadre_wished.emit())
        self.earlier = button(self.tr("上一份"))
        self.earlier.setToolTip(self.tr("这名干部的上一份报告"))
        self.earlier.clicked.connect(self.earlier_wished)
        self.later = button(self.tr("下一份"))
        self.later.setToolTip(self.tr("这名干部的下一份报告"))
        self.later.clicked.connect(self.later_wished)
        self.compare = button(self.tr("前后比较…"))
        self.compare.setToolTip(self.tr("任选这名干部的两份报告或两个日期比较"))
        self.compare.clicked.connect(self.comparison_wished)
        self.correct = button(self.tr("更正…"))
        self.correct.setToolTip(self.tr("改正这份报告，写明理由；改正前的内容留在历史中"))
        head.addLayout(self.head(self.name, self.compare, self.earlier, self.later, self.correct))
        self._unit, self._facts, self._term, self._unmet = (paragraph() for _ in range(4))
        self._compared = paragraph("", "muted")
        for one in (self._unit, self._facts, self._term, self._unmet, self._compared):
            head.addWidget(one)
        return head

    def _lay_out_switch(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(14)
        self.all_sections = QRadioButton(self.tr("全部报告项"))
        self.only_changes = QRadioButton(self.tr("只看变化"))
        self.all_sections.setChecked(True)
        group = QButtonGroup(self)
        for one in (self.all_sections, self.only_changes):
            group.addButton(one)
            line.addWidget(one)
        self.only_changes.toggled.connect(self._show_parts)
        line.addStretch(1)
        self._copy_all = button(self.tr("复制全部"), "link")
        self._copy_all.setToolTip(self.tr("复制所显示的全部内容，可粘贴到表格或文档"))
        self._copy_all.clicked.connect(lambda: self.tree.copy_all())
        line.addWidget(self._copy_all)
        return line

    def show_nothing(self) -> None:
        """No declaration is chosen."""
        self.hint.setText(self.tr("在左边选一份报告，这里显示它的全部报告项和变化。"))
        super().show_nothing()

    def show_closed(self) -> None:
        """One is chosen, and its purpose is still to be stated."""
        words = self.tr("查看报告须写明用途：在列表中双击或按Enter键，或点下面一行。")
        link = self.tr("写明用途后查看……")
        self.hint.setText(f'{words}<br><br><a href="open">{link}</a>')
        super().show_nothing()

    def show_declaration(self, head: Head, parts: Sequence[Part]) -> None:
        """Fill the page."""
        self.name.setText(f'<a href="cadre" style="text-decoration: none">{escape(head.name)}</a>')
        self.name.setAccessibleName(self.tr("打开干部{0}").format(head.name))
        self.earlier.setEnabled(head.earlier)
        self.later.setEnabled(head.later)
        colour = theme.current().severity[head.severity] if head.severity else theme.current().muted
        self._term.setStyleSheet(f"color: {colour};")
        self._unmet.setStyleSheet(f"color: {theme.current().severity['O']};")
        for one, text in (
            (self._unit, head.unit),
            (self._facts, head.facts),
            (self._term, head.term),
            (self._unmet, head.unmet),
            (self._compared, head.compared),
        ):
            one.setText(text)
            one.setVisible(bool(text))
        changes = sum(part.changes for part in parts)
        self.only_changes.setText(self.tr("只看变化（{0}项）").format(changes))
        self._nothing.setText(self.tr("与上次相比没有变化。") if head.before else self.tr("没有更早的报告可以比较。"))
        before = None if head.before is None else self.tr("上次 {0}").format(head.before)
        self.tree.show_heads(self.tr("本次"), before)
        self._parts = tuple(parts)
        self._show_parts()
        self.show_body()

    def _show_parts(self) -> None:
        shown = only_changed(self._parts) if self.only_changes.isChecked() else self._parts
        self._bodies.setCurrentIndex(0 if shown else 1)
        self._copy_all.setEnabled(bool(shown))
        self.tree.show_parts(shown)
