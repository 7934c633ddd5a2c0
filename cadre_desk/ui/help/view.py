"""能防什么、不能防什么: a table that is read, with what the unit has to do itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cadre_desk.ui.help import model
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import card, clear, label, paragraph, scrolled, vertical


class HelpView(QWidget):
    """Rows with a sign and a word, never a colour alone."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 10)
        outer.setSpacing(8)
        outer.addWidget(label(self.tr("能防什么，不能防什么"), "title"))
        inside = QWidget()
        column = vertical(inside, 10)
        frame, layout = card(self.tr("请先了解"))
        for text in model.LIMITS:
            layout.addWidget(paragraph(model.words(text)))
        column.addWidget(frame)
        table, place = card()
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(8)
        for number, share in enumerate((4, 0, 6, 5)):
            self.grid.setColumnStretch(number, share)
        place.addLayout(self.grid)
        column.addWidget(table)
        column.addStretch(1)
        self.area = scrolled(inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # read with the keys
        outer.addWidget(self.area, 1)

    def show_rows(self) -> None:
        """All dangers, in the colours of the moment."""
        clear(self.grid)
        top = Qt.AlignmentFlag.AlignTop
        headings = (self.tr("情形"), self.tr("本程序"), self.tr("说明"), self.tr("单位自己要做的"))
        for column, text in enumerate(headings):
            self.grid.addWidget(label(text, "muted"), 0, column)
        for row, one in enumerate(model.ROWS, 1):
            sign = label(f"{theme.SIGNS[one.verdict]} {model.words(model.VERDICTS[one.verdict])}", "heading")
            sign.setStyleSheet(f"color: {theme.severity(one.verdict).name()}")
            danger = paragraph(model.words(one.danger), "heading")
            for column, widget in enumerate(
                (danger, sign, paragraph(model.words(one.why)), paragraph(model.words(one.do)))
            ):
                self.grid.addWidget(widget, row, column, top)
