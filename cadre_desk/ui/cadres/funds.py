"""收支对照 of one cadre: what came and went year by year, and the rows that each sum rests on."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from cadre_desk.domain.networth import ALWAYS
from cadre_desk.domain.networth.words import HINT, NOTE, ratio_words
from cadre_desk.services import comparing
from cadre_desk.services.comparing import Funds
from cadre_desk.ui.kit import papers
from cadre_desk.ui.kit.basics import advice, button, label, paragraph
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.stating import Statement
from cadre_desk.ui.kit.table import Column, noop, small_table

COLUMNS = (
    Column(noop("columns", "年度"), "year", 6),
    Column(noop("columns", "标记"), "sign", 5),
    Column(noop("columns", "事由"), "flow", 24),
    Column(noop("columns", "金额（万元）"), "amount", 13, right=True),
    Column(noop("columns", "内容"), "words", 30),
    Column(noop("columns", "依据"), "basis", 30),
)


def look(controller: Controller, fonts: Path, cadre_id: int, stated: Statement) -> None:
    """Open what a cadre declared for this view, which is audited."""
    controller.change(
        lambda desk, tick: comparing.open_funds(desk, cadre_id, purpose=stated.purpose, approver=stated.approver),
        lambda found: FundsDialog(controller, fonts, found).open() if found is not None else None,
    )


class FundsDialog(QDialog):
    """What it is and what it is not, the ratio, what is never told, and the lines."""

    def __init__(self, controller: Controller, fonts: Path, found: Funds) -> None:
        super().__init__(controller.view)
        self._controller, self._fonts, self._found = controller, fonts, found
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("收支对照"))  # no name in a window's title
        self.resize(1080, 680)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        title = paragraph(self.tr("{0}　收支对照（{1}）").format(found.dossier.cadre.name, HINT), "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(title)
        for text in (NOTE, ratio_words(found.statement, found.limits), "；".join(ALWAYS) + "。"):
            layout.addWidget(paragraph(text, "muted"))
        self._lay_out_lines(layout)
        layout.addLayout(self._bottom())
        self.table.setFocus()

    def _lay_out_lines(self, layout: QVBoxLayout) -> None:
        self.table, lines = small_table(COLUMNS, wrap=True)
        self.table.setAccessibleName(self.tr("逐年收支"))
        records = [one._asdict() for one in comparing.lines(self._controller.tasks.desk.pack, self._found)]
        lines.set_records(records)
        self.table.setVisible(bool(records))
        layout.addWidget(self.table, 1)
        if not records:
            layout.addWidget(advice(self.tr("还没有年度报告或首次报告，没有可以对照的内容。")), 1)
        layout.addWidget(label(self.tr("＋ 来源　－ 支出　缺 没有填报　＝ 合计（来源减支出）"), "muted"))

    def _bottom(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.said = label("", "muted", wrap=True)
        line.addWidget(self.said, 1)
        self.print, self.keep = button(self.tr("打印…")), button(self.tr("存为PDF…"))
        self.print.clicked.connect(lambda: self._hand_out(papers.to_printer))
        self.keep.clicked.connect(lambda: self._hand_out(papers.keep))
        close = button(self.tr("关闭"))
        close.clicked.connect(self.accept)
        for one in (self.print, self.keep, close):
            line.addWidget(one)
        return line

    def _hand_out(self, way: papers.Way) -> None:
        document = comparing.funds_paper(self._controller.tasks.desk.pack, self._found)
        way(self._controller, self, document, self._fonts, self.said.setText)
