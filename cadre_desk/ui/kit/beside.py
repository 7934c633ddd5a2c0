"""前后比较: two filings of one cadre, or two days, side by side; what is asked about stands first."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from cadre_desk.domain.declaration import Change, filing_words, in_order, item_words
from cadre_desk.domain.parts import SIGNS, unmet_words
from cadre_desk.domain.people import Filing
from cadre_desk.services import comparing
from cadre_desk.services.comparing import Beside, Moment
from cadre_desk.ui.kit import papers, theme
from cadre_desk.ui.kit.basics import advice, button, label, paragraph
from cadre_desk.ui.kit.days import day_of
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.sections import SectionTree
from cadre_desk.ui.kit.stating import Statement


def look(controller: Controller, fonts: Path, cadre_id: int, stated: Statement, later: Moment | None = None) -> None:
    """Open everything that a cadre declared for comparing, which is audited; at first the last whole filing before."""
    controller.change(
        lambda desk, tick: comparing.open_beside(
            desk, cadre_id, None, later, purpose=stated.purpose, approver=stated.approver
        ),
        lambda found: _show(controller, fonts, found),
    )


def _show(controller: Controller, fonts: Path, found: Beside | None) -> None:
    if found is not None:
        dialog = BesideDialog(controller, fonts, found)
        dialog.open()


class Side(QWidget):
    """One moment: a filing from the list, or a day that is typed."""

    changed = Signal()
    faulty = Signal(str)

    def __init__(self, title: str, filings: Sequence[Filing], example: str) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        name = label(title)
        self.filing = QComboBox()
        for one in filings:
            self.filing.addItem(filing_words(one), one.n)
        self.filing.setAccessibleName(title)
        self.filing.activated.connect(self._on_filing)
        name.setBuddy(self.filing)
        self.day = QLineEdit()
        self.day.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * 15)
        self.day.setPlaceholderText(self.tr("或某日，如{0}").format(example))
        self.day.setAccessibleName(self.tr("{0}：某日").format(title))
        self.day.returnPressed.connect(self._on_day)
        for widget, share in ((name, 0), (self.filing, 1), (self.day, 0)):
            line.addWidget(widget, share)

    def show_filing(self, filing: Filing | None) -> None:
        """The last filing up to the moment that is compared."""
        self.filing.setCurrentIndex(self.filing.findData(filing.n) if filing else -1)

    def moment(self) -> Moment | None:
        """What is chosen; the day where one is typed."""
        day = day_of(self.day.text())
        chosen: int | None = self.filing.currentData()
        return day if day is not None else chosen

    def _on_filing(self) -> None:
        self.day.clear()
        self.changed.emit()

    def _on_day(self) -> None:
        if day_of(self.day.text()) is None:
            self.faulty.emit(self.tr("日期应如 {0}").format("2025-01-20"))
        else:
            self.changed.emit()


class BesideDialog(QDialog):
    """Which two moments, then what is asked about and the sections, then what can be done with it."""

    def __init__(self, controller: Controller, fonts: Path, found: Beside) -> None:
        super().__init__(controller.view)
        self._controller, self._fonts, self._found = controller, fonts, found
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("报告前后比较"))  # no name in a window's title
        self.resize(1040, 680)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        title = paragraph(found.dossier.cadre.name, "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(title)
        self._lay_out_sides(layout)
        layout.addLayout(self._switch())
        self._unmet = paragraph("")
        self._unmet.setTextFormat(Qt.TextFormat.PlainText)
        self.tree, self._none = SectionTree(), advice()
        self.tree.header().moveSection(2, 1)  # as on paper and in the two lines above: the earlier one first
        for widget, share in ((self._unmet, 0), (self.tree, 1), (self._none, 1)):
            layout.addWidget(widget, share)
        legend = "　".join(f"{sign} {change}" for change, sign in SIGNS.items())
        hint = self.tr("标“待核实”的是线索提示，不是结论")
        layout.addWidget(label(f"{legend}　　{hint}", "muted", wrap=True))
        layout.addLayout(self._bottom())
        self.show_found(found)
        self.earlier.filing.setFocus()

    def _lay_out_sides(self, layout: QVBoxLayout) -> None:
        filings = [filing for filing, _ in reversed(in_order(self._found.dossier.filings))]
        example = self._controller.tasks.desk.clock().date().isoformat()
        self.earlier = Side(self.tr("前一份(&E)"), filings, example)
        self.later = Side(self.tr("后一份(&L)"), filings, example)
        for side in (self.earlier, self.later):
            side.changed.connect(self._ask)
            side.faulty.connect(self.tell)
            layout.addWidget(side)

    def _switch(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.only_changes, self.everything = QRadioButton(self.tr("只看变化")), QRadioButton(self.tr("全部事项"))
        self.only_changes.setChecked(True)
        for one in (self.only_changes, self.everything):
            line.addWidget(one)
        self.everything.toggled.connect(self._show_parts)
        line.addStretch(1)
        self._counts = label("", "muted")
        line.addWidget(self._counts)
        return line

    def _bottom(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._said = label("", "muted", wrap=True)
        line.addWidget(self._said, 1)
        self.print, self.keep = button(self.tr("打印…")), button(self.tr("存为PDF…"))
        self.print.clicked.connect(lambda: self._hand_out(papers.to_printer))
        self.keep.clicked.connect(lambda: self._hand_out(papers.keep))
        close = button(self.tr("关闭"))
        close.clicked.connect(self.accept)
        for one in (self.print, self.keep, close):
            line.addWidget(one)
        return line

    def tell(self, text: str) -> None:
        """Below: what was done, or what is wrong with a day."""
        self._said.setText(text)

    def _ask(self) -> None:
        """Two other moments of what is open."""
        cadre_id, earlier, later = self._found.dossier.cadre.id, self.earlier.moment(), self.later.moment()
        self.tell("")
        self._controller.tasks.ask(
            self, lambda ask: comparing.beside(ask, cadre_id, earlier, later), self.show_found, self._controller.fail
        )

    def show_found(self, found: Beside | None) -> None:
        """These two moments."""
        if found is None:
            self.reject()  # he is gone from the record meanwhile
            return
        self._found, both = found, found.comparison
        if not any(isinstance(side.moment(), date) for side in (self.earlier, self.later)):
            self.earlier.show_filing(both.before)  # the earlier one first, whichever was chosen first
            self.later.show_filing(both.after)
        self.tree.show_heads(*(filing_words(one) if one else self.tr("没有报告") for one in (both.after, both.before)))
        self._show_unmet()
        self._show_parts()

    def _show_unmet(self) -> None:
        sections = self._controller.tasks.desk.pack.sections
        lines = [
            f"{theme.SIGNS['O']} {filing_words(one.filing)}　{sections[one.entry.section].title}"
            f"　{item_words(sections[one.entry.section], one.entry)}　{unmet_words(one)}"
            for one in self._found.unmet
        ]
        self._unmet.setText("\n".join(lines))
        self._unmet.setStyleSheet(f"color: {theme.current().severity['O']};")
        self._unmet.setVisible(bool(lines))

    def _show_parts(self) -> None:
        pack, both = self._controller.tasks.desk.pack, self._found.comparison
        parts = comparing.parts(pack, self._found, all_items=self.everything.isChecked())
        self.tree.show_parts(parts)
        self.tree.setVisible(bool(parts))
        self._none.setVisible(not parts)
        self._none.setText(self.tr("两份之间没有变化。") if both.items else self.tr("两份都没有填报事项。"))
        if both.before is both.after or both.before == both.after:
            self._none.setText(self.tr("前后是同一份报告，请另选一份或一个日期。"))
        changed = sum(one.difference.change is not Change.SAME for one in both.items)
        asked = sum(one.concern is not None for one in both.items)
        self._counts.setText(self.tr("共{0}项，有变化{1}项，待核实{2}项").format(len(both.items), changed, asked))

    def _hand_out(self, way: papers.Way) -> None:
        document = comparing.comparison_paper(
            self._controller.tasks.desk.pack, self._found, all_items=self.everything.isChecked()
        )
        way(self._controller, self, document, self._fonts, self.tell)
