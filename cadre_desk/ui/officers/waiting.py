"""我的账号: what an officer sees who cannot read the business data yet, and what has to happen until he can."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadre_desk.services import officers, places
from cadre_desk.services.officers import Account
from cadre_desk.ui.kit.basics import Facts, card, label, paragraph
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks


class WaitingView(QWidget):
    """What comes next, and the fingerprint that is compared before the key is given."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("我的账号"), "title"))
        frame, inside = card()
        self.next = paragraph()
        self.facts = Facts()
        inside.addWidget(self.next)
        inside.addSpacing(4)
        inside.addLayout(self.facts)
        layout.addWidget(frame)
        layout.addStretch(1)

    def show_account(self, one: Account, duty: str, *, administrator: bool) -> None:
        """Fill the page."""
        if not one.authorised:
            text = self.tr("您的账号还没有经过授权。请安全保密管理员（未启用三员时请负责人）授权后，再重新登录。")
        elif administrator:
            text = self.tr("您是管理员，不持有业务数据的密钥，看不到干部数据。左边是您可以办理的事项。")
        else:
            text = self.tr(
                "口令已改好。还差一步：请持有密钥的人（科长、部领导或负责人）在“账号”中给您发放密钥，"
                "当面核对下面的指纹。发放后重新登录即可办理业务。"
            )
        self.next.setText(text)
        self.next.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.show_facts(
            [
                (self.tr("姓名"), one.name),
                (self.tr("岗位"), one.title),
                (self.tr("职责"), duty),
                (self.tr("公钥指纹"), one.fingerprint),
                (self.tr("口令设置日期"), one.password_since),
            ]
        )


class WaitingController(Controller):
    """我的账号."""

    shows = frozenset({"system"})

    def __init__(self, tasks: Tasks) -> None:
        self.page = WaitingView()
        super().__init__(tasks, self.page)

    def refresh(self) -> None:
        """The officer's own account."""
        mine = self.tasks.desk.vault.account.id
        self.look(lambda desk: officers.find(desk, mine), self._show)

    def _show(self, one: Account) -> None:
        role = places.matrix().role(one.role)
        self.page.show_account(one, role.duty, administrator=not role.business)
