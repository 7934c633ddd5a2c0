"""Accounts at the left and one of them at the right; the three administrators; recovery key and fresh keys."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cadre_desk.services.officers import READY, Account
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.basics import (
    Facts,
    advice,
    button,
    card,
    clear,
    divide,
    framed,
    label,
    paragraph,
    scrolled,
    vertical,
)
from cadre_desk.ui.kit.progress import Progress
from cadre_desk.ui.kit.table import small_table
from cadre_desk.ui.officers import model
from cadre_desk.ui.officers.model import Seat

_FEWEST_ROWS, _MOST_ROWS = 2, 8  # of 回避人员 that are seen at once


def say(place: QLabel, text: str, *, fault: bool = False) -> None:
    """A line that tells what came of something; red where it went wrong."""
    place.setProperty("role", "fault" if fault else "muted")
    place.style().polish(place)
    place.setText(text)


class OfficersView(QWidget):
    """Three tabs, of which an officer sees those that concern him."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("账号"), "title"))
        self.tabs = QTabWidget()
        self.accounts, self.split, self.keys = AccountsPage(), SplitPage(), KeysPage()
        self.tabs.addTab(self.accounts, self.tr("账号"))
        self.tabs.addTab(self.split, self.tr("三员分设"))
        self.tabs.addTab(self.keys, self.tr("恢复密钥与换钥"))
        layout.addWidget(self.tabs, 1)

    def show_tabs(self, *, split: bool, keys: bool) -> None:
        """Which tabs the officer's role has a use for."""
        self.tabs.setTabVisible(1, split)
        self.tabs.setTabVisible(2, keys)


class AccountsPage(QWidget):
    """The list, and beside it the account that is chosen, or the form for a new one."""

    chosen = Signal(int)  # row
    new_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        left = QWidget()
        column = vertical(left)
        self.table, self.records = small_table(model.ACCOUNTS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.tr("账号"))
        self.table.chosen.connect(self.chosen)
        column.addWidget(self.table, 1)
        line = QHBoxLayout()
        self.count = label("", "muted")
        self.new = button(self.tr("新建账号(&N)…"))
        self.new.clicked.connect(self.new_wished)
        line.addWidget(self.count, 1)
        line.addWidget(self.new)
        column.addLayout(line)
        self.pages = QStackedWidget()
        self.hint, self.page, self.form = advice(self.tr("在左边选一个账号。")), AccountPage(), NewAccount()
        for one in (self.hint, scrolled(self.page), scrolled(self.form)):
            self.pages.addWidget(one)
        divide(splitter, (left, self.pages), (610, 500), (6, 5))
        layout.addWidget(splitter)

    def show_accounts(self, accounts: Sequence[Account], row: int) -> None:
        """The list, with that row chosen."""
        self.records.set_records([model.record(one) for one in accounts])
        self.count.setText(self.tr("共{0}个账号").format(len(accounts)))
        if accounts:
            self.table.setCurrentIndex(self.records.index(max(0, min(row, len(accounts) - 1)), 0))

    def show_account(self) -> None:
        """The account that is chosen."""
        self.pages.setCurrentIndex(1)

    def show_form(self) -> None:
        """The form for a new account."""
        self.pages.setCurrentIndex(2)


class AccountPage(QWidget):
    """One account: what is known of it, what is to be done next, and what can be done at all."""

    authorise_wished = Signal()
    give_wished = Signal()
    take_wished = Signal()
    close_wished = Signal(str)  # reason

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 4, 0)
        layout.setSpacing(10)
        self._name = paragraph("", "title")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(self._name)
        self._facts = Facts()
        layout.addLayout(self._facts)
        layout.addWidget(self._next_step())
        self.avoidance = AvoidanceBlock()
        layout.addWidget(self.avoidance)
        layout.addWidget(self._closing())
        layout.addStretch(1)
        self._shown = 0

    def _next_step(self) -> QFrame:
        frame, layout = card(self.tr("下一步"))
        self._next = paragraph()
        layout.addWidget(self._next)
        line = QHBoxLayout()
        self.said = paragraph("", "muted")
        self.authorise = button(self.tr("授权"), "primary")
        self.give = button(self.tr("发放密钥…"), "primary")
        self.take = button(self.tr("收回密钥…"))
        for one, wish in (
            (self.authorise, self.authorise_wished),
            (self.give, self.give_wished),
            (self.take, self.take_wished),
        ):
            one.clicked.connect(wish)
        line.addWidget(self.said, 1)
        for one in (self.take, self.authorise, self.give):
            line.addWidget(one)
        layout.addLayout(line)
        return frame

    def _closing(self) -> QFrame:
        self.closing, layout = card(self.tr("停用账号"))
        text = self.tr("停用后不能再登录。本人可能留有密钥的副本，停用后请更换密钥。已有的记录仍署原名。")
        layout.addWidget(label(text, "muted", wrap=True))
        line = QHBoxLayout()
        name = label(self.tr("理由(&R)"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("例如：调离"))
        self.reason.setAccessibleName(self.tr("停用账号的理由"))
        name.setBuddy(self.reason)
        self.close_account = button(self.tr("停用…"))
        self.close_account.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.close_account.setEnabled(bool(text.strip())))
        self.close_account.clicked.connect(lambda: self.close_wished.emit(self.reason.text().strip()))
        for widget, share in ((name, 0), (self.reason, 1), (self.close_account, 0)):
            line.addWidget(widget, share)
        layout.addLayout(line)
        return self.closing

    def show_account(self, one: Account, duty: str, allowed: Mapping[str, bool]) -> None:
        """Fill the page; allowed tells which of the four deeds can be done to this account now."""
        self._name.setText(one.name)
        colour = theme.current().severity[model.severity({"state": one.state})]
        self._facts.show_facts(
            [
                (self.tr("岗位"), one.title),
                (self.tr("职责"), duty),
                (self.tr("状态"), model.state({"state": one.state})),
                (self.tr("业务数据密钥"), model.held(one.holds_data)),
                (self.tr("公钥指纹"), one.fingerprint),
                (self.tr("口令设置日期"), one.password_since),
            ]
        )
        text = model.words(model.NEXT[one.state])
        self._next.setText(f'<span style="color:{colour}">{text}</span>' if one.state != READY else text)
        for place, what in (
            (self.authorise, "authorise"),
            (self.give, "give"),
            (self.take, "take"),
            (self.closing, "close"),
        ):
            place.setVisible(allowed[what])
        if one.id != self._shown:  # what came of a deed stays until another account is looked at
            self._shown = one.id
            self.reason.clear()
            self.tell("")

    def tell(self, text: str, *, fault: bool = False) -> None:
        """What came of the last deed."""
        say(self.said, text, fault=fault)


class AvoidanceBlock(QFrame):
    """Whom an officer keeps away from; rows are typed in place."""

    save_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = framed(self)
        layout.addWidget(label(self.tr("回避人员"), "heading"))
        text = self.tr(
            "本人及近亲属、有利害关系的人。名单中的人是监督对象时，该经办人不能查看和办理。本人一行的关系写“本人”。"
        )
        layout.addWidget(label(text, "muted", wrap=True))
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(self.tr("回避人员"))
        self.table.setHorizontalHeaderLabels([self.tr("身份证号"), self.tr("关系"), self.tr("姓名")])
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.9))
        self.table.itemChanged.connect(lambda _: self._on_typed())
        layout.addWidget(self.table)
        line = QHBoxLayout()
        self.said = label("", "muted", wrap=True)
        self.add = button(self.tr("添加一行"))
        self.remove = button(self.tr("删除所选行"))
        self.save = button(self.tr("保存"), "primary")
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        self.save.clicked.connect(self.save_wished)
        line.addWidget(self.said, 1)
        for one in (self.add, self.remove, self.save):
            line.addWidget(one)
        layout.addLayout(line)
        self.kept: list[dict[str, str]] = []
        self._fit()

    def _on_add(self) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column in range(3):
            self.table.setItem(row, column, QTableWidgetItem(""))
        self._fit()
        self.table.setCurrentCell(row, 0)
        self.table.setFocus()
        self.table.editItem(self.table.item(row, 0))

    def _on_remove(self) -> None:
        for row in sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True):
            self.table.removeRow(row)
        self._fit()
        self._on_typed()

    def _fit(self) -> None:
        """As high as its rows, within reason."""
        rows = max(_FEWEST_ROWS, min(self.table.rowCount(), _MOST_ROWS))
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + rows * self.table.verticalHeader().defaultSectionSize() + 4)

    def _on_typed(self) -> None:
        self.save.setEnabled(self.dirty)
        self.tell(self.tr("● 有未保存的修改") if self.dirty else "")

    @property
    def dirty(self) -> bool:
        """Whether something is typed and not kept."""
        return self.persons() != self.kept

    def persons(self) -> list[dict[str, str]]:
        """The rows that have something in them."""
        rows = []
        for row in range(self.table.rowCount()):
            cells = [self.table.item(row, column) for column in range(3)]
            texts = [cell.text().strip() if cell else "" for cell in cells]
            if any(texts):
                rows.append(dict(zip(("identity", "relation", "name"), texts, strict=True)))
        return rows

    def show_persons(self, persons: Sequence[Mapping[str, str]]) -> None:
        """What is recorded."""
        self.kept = [{key: str(one.get(key) or "") for key in ("identity", "relation", "name")} for one in persons]
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.kept))
        for row, one in enumerate(self.kept):
            for column, key in enumerate(("identity", "relation", "name")):
                self.table.setItem(row, column, QTableWidgetItem(one[key]))
        self.table.blockSignals(False)
        self._fit()
        self._on_typed()

    def tell(self, text: str, *, fault: bool = False) -> None:
        """What came of it."""
        say(self.said, text, fault=fault)


class NewAccount(QWidget):
    """Name, role and a first password, which is told to the newcomer."""

    add_wished = Signal(str, str, str)  # name, role, password
    password_wished = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 4, 0)
        layout.setSpacing(10)
        layout.addWidget(label(self.tr("新建账号"), "title"))
        frame, inside = card()
        layout.addWidget(frame)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.name, self.role, self.password = QLineEdit(), QComboBox(), QLineEdit()
        self.duty = label("", "muted", wrap=True)
        self.suggest = button(self.tr("另换一个"))
        self.suggest.clicked.connect(self.password_wished)
        line = QHBoxLayout()
        line.addWidget(self.password, 1)
        line.addWidget(self.suggest)
        for widget, name in (
            (self.name, self.tr("姓名")),
            (self.role, self.tr("岗位")),
            (self.password, self.tr("初始口令")),
        ):
            widget.setAccessibleName(name)
        form.addRow(self.tr("姓名"), self.name)
        form.addRow(self.tr("岗位"), self.role)
        form.addRow("", self.duty)
        form.addRow(self.tr("初始口令"), line)
        inside.addLayout(form)
        text = self.tr(
            "建立后把初始口令当面告知本人，不要通过电话、微信。本人首次登录必须改成自己的口令，之后才能发放密钥。"
        )
        inside.addWidget(label(text, "muted", wrap=True))
        self.fault = label("", "fault", wrap=True)
        self.fault.hide()
        inside.addWidget(self.fault)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.give_up = button(self.tr("取消"))
        self.add = button(self.tr("建立账号"), "primary")
        self.give_up.clicked.connect(self.given_up)
        self.add.clicked.connect(self._on_add)
        for one in (self.name, self.password):
            one.textChanged.connect(self._on_typed)
            one.returnPressed.connect(self._on_add)
        self.role.currentIndexChanged.connect(self._on_role)
        buttons.addWidget(self.give_up)
        buttons.addWidget(self.add)
        inside.addLayout(buttons)
        layout.addStretch(1)
        self._duties: Mapping[str, str] = {}
        self._on_typed()

    def offer(self, roles: Mapping[str, str], duties: Mapping[str, str], chosen: str, password: str) -> None:
        """An empty form."""
        self._duties = duties
        self.name.clear()
        self.role.clear()
        for key, title in roles.items():
            self.role.addItem(title, key)
        self.role.setCurrentIndex(max(0, self.role.findData(chosen)))
        self.password.setText(password)
        self._on_role()
        self.name.setFocus()

    def _on_role(self) -> None:
        self.duty.setText(self._duties.get(str(self.role.currentData()), ""))

    def _on_typed(self) -> None:
        self.add.setEnabled(bool(self.name.text().strip() and self.password.text()))
        self.fault.hide()

    def _on_add(self) -> None:
        if self.add.isEnabled():
            self.add_wished.emit(self.name.text().strip(), str(self.role.currentData()), self.password.text())

    def tell(self, text: str) -> None:
        """Why it cannot be made."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def forget(self) -> None:
        """Nothing that was typed stays."""
        self.name.clear()
        self.password.clear()
        self.fault.hide()


class SplitPage(QWidget):
    """The way to the three administrators, as a list of what is still missing."""

    add_wished = Signal(str)  # role
    open_wished = Signal(int)  # officer
    split_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        frame, layout = card(self.tr("三员分设"))
        outer.addWidget(frame)
        outer.addStretch(1)
        self.words = paragraph()
        layout.addWidget(self.words)
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 6, 0, 6)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(3, 1)
        layout.addWidget(holder)
        line = QHBoxLayout()
        self.said = paragraph("", "muted")
        self.enact = button(self.tr("启用三员…"), "primary")
        self.enact.clicked.connect(self.split_wished)
        line.addWidget(self.said, 1)
        line.addWidget(self.enact)
        layout.addLayout(line)
        self.buttons: dict[str, QPushButton] = {}

    def show_seats(self, seats: Sequence[Seat], *, done: bool, may: bool, may_add: bool) -> None:
        """The three, what each lacks, and whether the step can be taken."""
        clear(self._grid)
        self.buttons = {}
        for row, seat in enumerate(seats):
            key = "Y" if seat.lacking else "G"
            sign = label(f"{theme.SIGNS[key]} {seat.lacking or self.tr('已就绪')}")
            sign.setStyleSheet(f"color: {theme.severity(key).name()}")
            self._grid.addWidget(label(seat.title, "heading"), row, 0)
            self._grid.addWidget(label(seat.names or "—"), row, 1)
            self._grid.addWidget(sign, row, 2)
            if seat.action and (seat.action == "open" or may_add):
                self._grid.addWidget(self._button(seat), row, 3, Qt.AlignmentFlag.AlignLeft)
        lacking = [seat.title for seat in seats if seat.lacking]
        self.words.setText(self._explanation(done))
        self.enact.setVisible(not done and may)
        self.enact.setEnabled(not lacking)
        text = self.tr("还缺：{0}").format("、".join(lacking)) if lacking else self.tr("三名管理员都已就绪。")
        say(self.said, "" if done else text)

    def _explanation(self, done: bool) -> str:
        if done:
            return self.tr(
                "已启用三员：系统管理员建立和停用账号、管备份，安全保密管理员授权、收回密钥、改安全策略，安全审计员看审计。"
                "三人都看不到业务数据；负责人与科长权限相同，不再办理管理事项。"
            )
        return self.tr(
            "现在由负责人兼办全部管理事项。本单位要求三员分立的，在这里启用：三人各一个账号，由本人登录改过口令，都显示“已就绪”后再启用。"
            "启用后不能退回，负责人不再能建账号、改安全策略、看审计。"
        )

    def _button(self, seat: Seat) -> QPushButton:
        found = button(self.tr("建立账号…") if seat.action == "add" else self.tr("查看"))
        found.setAccessibleName(f"{seat.title} {found.text()}")
        if seat.action == "add":
            found.clicked.connect(lambda: self.add_wished.emit(seat.role))
        else:
            found.clicked.connect(lambda: self.open_wished.emit(seat.officer_id))
        self.buttons[seat.role] = found
        return found


class KeysPage(QWidget):
    """The recovery key on two sheets of paper, and fresh keys for the databases."""

    make_wished = Signal()
    print_wished = Signal(int)  # part
    drill_wished = Signal(str, str)
    renew_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.setSpacing(10)
        inside = QWidget()
        column = vertical(inside, 10)
        for block in (self._recovery(), self._drill(), self._renewal()):
            column.addWidget(block)
        column.addStretch(1)
        outer.addWidget(scrolled(inside), 1)
        self.progress = Progress()
        self.progress.cancel.hide()
        outer.addWidget(self.progress)

    def _recovery(self) -> QFrame:
        frame, layout = card(self.tr("恢复密钥"))
        text = self.tr(
            "所有经办人的口令都忘记时，只有恢复密钥能打开保险库。它分成两份印在两张纸上，缺一不可；"
            "两份装入两个信封，由两个人分别保管。本程序不留副本。"
        )
        layout.addWidget(paragraph(text))
        self.state = paragraph()
        layout.addWidget(self.state)
        line = QHBoxLayout()
        self.said = paragraph("", "muted")
        self.make = button(self.tr("生成恢复密钥…"))
        self.make.clicked.connect(self.make_wished)
        self.prints = [button(self.tr("打印第1份…"), "primary"), button(self.tr("打印第2份…"), "primary")]
        line.addWidget(self.said, 1)
        for part, one in enumerate(self.prints, 1):
            one.clicked.connect(lambda _=False, part=part: self.print_wished.emit(part))
            one.hide()
            line.addWidget(one)
        line.addWidget(self.make)
        layout.addLayout(line)
        return frame

    def _drill(self) -> QFrame:
        self.drilling, layout = card(self.tr("演练"))
        text = self.tr(
            "照着两张纸各输入15组字符，确认印得对、抄得对。先后不论，短横、空格、大小写不影响。不改动任何数据。"
        )
        layout.addWidget(label(text, "muted", wrap=True))
        line = QHBoxLayout()
        self.halves: list[QPlainTextEdit] = []
        for name in (self.tr("一份恢复密钥"), self.tr("另一份恢复密钥")):
            edit = QPlainTextEdit()
            edit.setAccessibleName(name)
            edit.setPlaceholderText(name)
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(int(edit.fontMetrics().height() * 4.2))
            edit.textChanged.connect(self._on_typed)
            self.halves.append(edit)
            line.addWidget(edit)
        layout.addLayout(line)
        below = QHBoxLayout()
        self.verdict = paragraph("", "muted")
        self.drill = button(self.tr("演练"))
        self.drill.clicked.connect(lambda: self.drill_wished.emit(*(one.toPlainText() for one in self.halves)))
        below.addWidget(self.verdict, 1)
        below.addWidget(self.drill)
        layout.addLayout(below)
        self._on_typed()
        return self.drilling

    def _renewal(self) -> QFrame:
        frame, layout = card(self.tr("更换密钥"))
        text = self.tr(
            "有人调离、停用账号或收回密钥以后，他可能还留有旧密钥的副本。更换后旧密钥打不开现在的保险库，"
            "各人的口令不变；以前的备份仍用备份时的密钥。办完后需要重新登录。"
        )
        layout.addWidget(paragraph(text))
        line = QHBoxLayout()
        line.addStretch(1)
        self.renew = button(self.tr("更换密钥…"))
        self.renew.clicked.connect(self.renew_wished)
        line.addWidget(self.renew)
        layout.addLayout(line)
        return frame

    def _on_typed(self) -> None:
        self.drill.setEnabled(all(one.toPlainText().strip() for one in self.halves))
        say(self.verdict, "")

    def show_recovery(self, there: bool, number: str) -> None:
        """Whether there is a recovery key; its number where it was made just now and can be printed."""
        key = "G" if there else "Y"
        text = self.tr("已有恢复密钥。") if there else self.tr("还没有恢复密钥：所有口令都忘记时，数据无法找回。")
        if number:
            text = self.tr("已生成，编号{0}。现在打印两份，离开本页后不能再打印。").format(number)
        self.state.setText(f"{theme.SIGNS[key]} {text}")
        self.make.setText(self.tr("重新生成…") if there else self.tr("生成恢复密钥…"))
        self.make.setProperty("role", "" if there else "primary")
        self.make.style().polish(self.make)
        for one in self.prints:
            one.setVisible(bool(number))
        self.drilling.setVisible(there)

    def tell(self, text: str, *, fault: bool = False) -> None:
        """What came of making or printing."""
        say(self.said, text, fault=fault)

    def tell_drill(self, text: str, *, fault: bool = False) -> None:
        """What came of the drill."""
        say(self.verdict, text, fault=fault)

    def forget(self) -> None:
        """Nothing that was typed stays."""
        for one in self.halves:
            one.clear()
