"""What the registers beside the list of declarations look like."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from cadre_desk.services.registers import ANNUAL, LOOKS, STATES
from cadre_desk.ui.declarations import model
from cadre_desk.ui.kit.basics import button, label, vertical
from cadre_desk.ui.kit.listing import Filter, ListView


class RegisterView(QWidget):
    """A list, what its figures say, and what became of the last deed."""

    listing: ListView
    export: QPushButton

    def __init__(self) -> None:
        super().__init__()
        self._layout = vertical(self, 0)
        self.figures, self.said = label("", wrap=True), label("", "muted", wrap=True)
        for one in (self.figures, self.said):
            one.setContentsMargins(14, 0, 14, 8)
            one.hide()
            self._layout.addWidget(one)

    def hold(self, listing: ListView) -> None:
        """The list, above what is told."""
        self.listing = listing
        self._layout.insertWidget(0, listing, 1)
        self.export = listing.add_action(self.tr("导出…"))

    def show_figures(self, text: str) -> None:
        """How it stands with everybody, whatever is searched."""
        self.figures.setText(text)
        self.figures.show()

    def tell(self, text: str) -> None:
        """What became of the last deed."""
        self.said.setText(text)
        self.said.setVisible(bool(text))


class FilingsView(RegisterView):
    """应报未报."""

    remind_wished = Signal(bool, bool)  # on paper, else as PDF; only those who are chosen

    def __init__(self, years: Sequence[int]) -> None:
        super().__init__()
        self.hold(self._list(years))
        self.remind = button(self.tr("催报单"), "menu")
        menu = QMenu(self.remind)
        for text, on_paper, chosen in (
            (self.tr("打印全部未报的人…"), True, False),
            (self.tr("全部未报的人存为PDF…"), False, False),
            (self.tr("打印选中的人…"), True, True),
            (self.tr("选中的人存为PDF…"), False, True),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _, what=(on_paper, chosen): self.remind_wished.emit(*what))
        self.remind.setMenu(menu)
        self.listing.add_widget(self.remind)

    def _list(self, years: Sequence[int]) -> ListView:
        """The year before this one is what is being filed, or was last."""
        year = tuple((one, self.tr("{0}年度").format(one)) for one in years)
        return ListView(
            self.tr("{0}：应报未报").format(ANNUAL),
            model.FILINGS,
            self.tr("没有符合条件的人。干部台账中登记为报告对象的现职人员在这里列出。"),
            filters=(
                Filter(self.tr("报告年度"), "year", year, default=years[1], needed=True),
                Filter(self.tr("状态"), "state", tuple(STATES.items())),
            ),
            sort="unit",
        )


class OpeningsView(RegisterView):
    """调阅登记."""

    def __init__(self) -> None:
        super().__init__()
        self.hold(self._list())

    def _list(self) -> ListView:
        return ListView(
            self.tr("报告调阅登记"),
            model.OPENINGS,
            self.tr("没有符合条件的登记。查看报告、报告状态、前后比较和报告历史时自动登记，不能修改或删除。"),
            filters=(Filter(self.tr("方式"), "action", tuple((one, one) for one in LOOKS)),),
            hint=self.tr("报告人、单位、查看人、用途、批准人"),
            sort="at",
            descending=True,
        )
