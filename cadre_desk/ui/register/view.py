"""The register of what left, and one line of it in full."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cadre_desk.services.outgoing import KINDS, STATES, Entry
from cadre_desk.ui.kit.basics import Details, Facts, divide, label, scrolled
from cadre_desk.ui.kit.listing import Filter, ListView
from cadre_desk.ui.register import model


class RegisterView(QSplitter):
    """List at the left, line at the right."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.listing = ListView(
            self.tr("出件登记"),
            model.REGISTER,
            self.tr("没有符合条件的登记。导出表格、打印函件、存为PDF时自动登记，不能修改或删除。"),
            filters=(
                Filter(self.tr("方式"), "kind", tuple((key, one.name) for key, one in KINDS.items())),
                Filter(self.tr("结果"), "state", tuple(STATES.items())),
            ),
            hint=self.tr("登记号、内容、去向、经办人、用途"),
            sort="at",
            descending=True,
        )
        self.export = self.listing.add_action(self.tr("导出登记簿…"))
        self.page = LinePage()
        self.page.setMinimumWidth(300)
        divide(self, (self.listing, self.page), (760, 380), (7, 4))


class LinePage(Details):
    """One line."""

    def __init__(self) -> None:
        super().__init__()
        self.hint.setText(self.tr("在左边选一行，这里显示登记的全部内容。"))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        self._number = label("", "title")
        layout.addWidget(self._number)
        self._facts = Facts()
        layout.addLayout(self._facts)
        layout.addStretch(1)
        self.body.addWidget(scrolled(inside))

    def show_line(self, one: Entry) -> None:
        """Fill the page."""
        self._number.setText(one.number)
        self._facts.show_facts(model.facts(one)[1:])
        self.show_body()
