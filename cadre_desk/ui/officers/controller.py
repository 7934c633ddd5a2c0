"""Wires the accounts, the three administrators, and the keys."""

from collections.abc import Callable
from pathlib import Path

from cadre_desk.domain.sheet import Tick
from cadre_desk.services import avoiding, officers, places, sheets
from cadre_desk.services.desk import Desk
from cadre_desk.services.officers import Account
from cadre_desk.ui.kit import dialogs, paper
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks, message
from cadre_desk.ui.officers import model
from cadre_desk.ui.officers.view import OfficersView

# any of these makes the screen worth showing
ACTIONS = ("建立账号", "授权账号", "停用账号", "发放密钥", "收回密钥", "登记回避")


class OfficersController(Controller):
    """账号."""

    shows = frozenset({"system"})

    def __init__(self, tasks: Tasks, fonts: Path) -> None:
        self.page = OfficersView()
        super().__init__(tasks, self.page)
        self._fonts = fonts
        self._accounts: list[Account] = []
        self._chosen = 0  # id of the account that is shown
        self._halves: tuple[str, str] | None = None
        desk = tasks.desk
        self.page.show_tabs(split=self._may_split(), keys=desk.may("生成恢复密钥") and desk.vault.holds_data)
        self._wire_accounts()
        self._wire_keys()

    def _wire_accounts(self) -> None:
        accounts, page, form = self.page.accounts, self.page.accounts.page, self.page.accounts.form
        accounts.new.setVisible(self.tasks.desk.may("建立账号"))
        accounts.chosen.connect(self._on_chosen)
        accounts.new_wished.connect(lambda: self.new_account())
        page.authorise_wished.connect(self._on_authorise)
        page.give_wished.connect(self._on_give)
        page.take_wished.connect(self._on_take)
        page.close_wished.connect(self._on_close)
        page.avoidance.save_wished.connect(self._on_avoidance)
        form.add_wished.connect(self._on_add)
        form.password_wished.connect(lambda: form.password.setText(officers.first_password(self.tasks.desk)))
        form.given_up.connect(self._show_chosen)
        split = self.page.split
        split.add_wished.connect(self.new_account)
        split.open_wished.connect(self.show_key)
        split.split_wished.connect(self._on_split)

    def _wire_keys(self) -> None:
        keys = self.page.keys
        keys.make_wished.connect(self._on_make)
        keys.print_wished.connect(self._on_print)
        keys.drill_wished.connect(self._on_drill)
        keys.renew_wished.connect(self._on_renew)

    def _may_split(self) -> bool:
        desk = self.tasks.desk
        return desk.may("启用三员") or desk.may("建立账号")

    # -- showing ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The list and what is chosen in it."""
        self.look(officers.roster, self._show)

    def _show(self, accounts: list[Account]) -> None:
        self._accounts = accounts
        ids = [one.id for one in accounts]
        mine = next((row for row, one in enumerate(accounts) if one.me), 0)
        table = self.page.accounts.table
        table.blockSignals(True)
        self.page.accounts.show_accounts(accounts, ids.index(self._chosen) if self._chosen in ids else mine)
        table.blockSignals(False)
        if self._chosen not in ids:
            self._chosen = ids[mine]
        if self.page.accounts.pages.currentIndex() < 2:
            self._show_chosen()
        desk = self.tasks.desk
        titles = {key: one.title for key, one in places.matrix().roles.items()}
        done, may, may_add = desk.vault.split, desk.may("启用三员"), desk.may("建立账号")
        self.page.split.show_seats(model.seats(accounts, titles), done=done, may=may, may_add=may_add)
        self._show_recovery()

    def _account(self) -> Account | None:
        return next((one for one in self._accounts if one.id == self._chosen), None)

    def _on_chosen(self, row: int) -> None:
        if row < len(self._accounts):
            self._settle_persons()
            self._chosen = self._accounts[row].id
            self._show_chosen()

    def show_key(self, officer_id: int) -> None:
        """One account."""
        self._chosen = officer_id
        self.page.tabs.setCurrentWidget(self.page.accounts)
        self._show(self._accounts)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """The account that is chosen, with what may be done to it."""
        one, page = self._account(), self.page.accounts.page
        if one is None:
            return
        self.page.accounts.form.forget()
        page.show_account(one, places.matrix().role(one.role).duty, self._allowed(one))
        self.page.accounts.show_account()
        avoids = self._may_record(one)
        page.avoidance.setVisible(avoids)
        if avoids:
            self.look(lambda desk: avoiding.persons(desk, one.id), lambda found: self._show_persons(one.id, found))

    def _allowed(self, one: Account) -> dict[str, bool]:
        desk, business = self.tasks.desk, places.matrix().role(one.role).business
        waits = business and not one.holds_data and one.authorised and not one.must_change
        return {
            "authorise": not one.authorised and desk.may("授权账号"),
            "give": waits and desk.may("发放密钥") and desk.vault.holds_data,
            "take": one.holds_data and not one.me and desk.may("收回密钥"),
            "close": not one.me and desk.may("停用账号"),
        }

    def _may_record(self, one: Account) -> bool:
        """A handler records only for himself; who holds no data sees no names of cadres' kin."""
        desk = self.tasks.desk
        if not (desk.vault.holds_data and desk.may("登记回避") and places.matrix().role(one.role).business):
            return False
        return one.me or desk.may("发放密钥")

    def _show_persons(self, officer_id: int, persons: list[dict[str, str]]) -> None:
        if officer_id == self._chosen:
            self.page.accounts.page.avoidance.show_persons(persons)

    def may_close(self) -> bool:
        """Rows that were typed and not kept are given up only when the officer says so."""
        block = self.page.accounts.page.avoidance
        if not (block.dirty and not block.isHidden()):
            return True
        text = self.tr("回避人员有未保存的修改。继续则放弃这些修改。")
        return dialogs.confirm(self.view, self.tr("未保存的修改"), text, self.tr("放弃修改"))

    def _settle_persons(self) -> None:
        """Rows that were typed are kept or given up before another account is looked at."""
        block = self.page.accounts.page.avoidance
        if block.isHidden() or not block.dirty:
            return
        text = self.tr("回避人员有未保存的修改。要保存吗？取消则放弃这些修改。")
        if dialogs.confirm(self.view, self.tr("未保存的修改"), text, self.tr("保存")):
            self._on_avoidance()
        else:
            block.show_persons(block.kept)

    def leave(self) -> None:
        """Passwords, halves of keys: nothing of them stays in the window."""
        self._settle_persons()
        self._halves = None
        self.page.accounts.form.forget()
        if self.page.accounts.pages.currentIndex() == 2:
            self._show_chosen()
        self.page.keys.forget()
        self.page.keys.tell("")
        self._show_recovery()

    # -- accounts -----------------------------------------------------------------------------------------------------

    def new_account(self, role: str = "") -> None:
        """The form for a new account."""
        desk = self.tasks.desk
        duties = {key: one.duty for key, one in places.matrix().roles.items()}
        self.page.tabs.setCurrentWidget(self.page.accounts)
        self.page.accounts.show_form()
        password = officers.first_password(desk)
        self.page.accounts.form.offer(officers.roles(desk), duties, role or "handler", password)

    def _on_add(self, name: str, role: str, password: str) -> None:
        form = self.page.accounts.form
        form.add.setEnabled(False)
        self.tasks.change(
            self.view,
            lambda desk, tick: officers.add(desk, name, role, password),
            lambda made: self._on_added(made, password),
            lambda error: form.tell(message(error)),
            lambda: form.add.setEnabled(True),
        )

    def _on_added(self, made: Account, password: str) -> None:
        self._chosen = made.id
        self.page.accounts.form.forget()
        self.page.accounts.show_account()
        text = self.tr("已建立“{0}”的账号。初始口令：{1}　请当面告知本人，关闭后不再显示。").format(made.name, password)
        dialogs.tell(self.view, self.tr("账号已建立"), text)
        self.refresh()

    def _do(self, work: Callable[[Desk, int], None], done: str) -> None:
        """Something is done to the account that is shown, which tells what came of it."""
        page, officer_id = self.page.accounts.page, self._chosen

        def finish(accounts: list[Account]) -> None:
            self._show(accounts)
            page.tell(done)

        def both(desk: Desk, tick: Tick) -> list[Account]:
            work(desk, officer_id)
            return officers.roster(desk)

        self.tasks.change(self.view, both, finish, lambda error: page.tell(message(error), fault=True))

    def _on_authorise(self) -> None:
        self._do(officers.authorise, self.tr("已授权。"))

    def _on_give(self) -> None:
        one = self._account()
        if one is None:
            return
        text = self.tr("请与“{0}”当面核对他登录后看到的指纹：\n{1}\n一致才发放。发放后他能读出全部业务数据。").format(
            one.name, one.fingerprint
        )
        if dialogs.confirm(self.view, self.tr("发放密钥"), text, self.tr("指纹一致，发放")):
            self._do(officers.give_data, self.tr("已发放密钥，本人重新登录后即可办理业务。"))

    def _on_take(self) -> None:
        one = self._account()
        if one is None:
            return
        text = self.tr("收回后“{0}”不能再打开业务数据。他可能留有密钥的副本，收回后请更换密钥。").format(one.name)
        need = self.tr("请写明理由，它记入审计日志。")
        reason = dialogs.Question(
            self.tr("理由"), hint=self.tr("例如：轮岗"), fault=lambda given: "" if given.strip() else need
        )
        if answers := dialogs.ask(self.view, self.tr("收回密钥"), text, [reason], self.tr("收回")):
            done = self.tr("已收回。请在“恢复密钥与换钥”页更换密钥。")
            self._do(lambda desk, officer_id: officers.take_data(desk, officer_id, answers[0]), done)

    def _on_close(self, reason: str) -> None:
        one = self._account()
        if one is None:
            return
        text = self.tr("停用“{0}”的账号？停用后不能恢复，需要时另建账号。").format(one.name)
        if dialogs.confirm(self.view, self.tr("停用账号"), text, self.tr("停用")):
            name = one.name
            self._chosen = 0
            self.tasks.change(
                self.view,
                lambda desk, tick: officers.remove(desk, one.id, reason),
                lambda _: self._on_closed(name),
                self._on_not_closed(one.id),
            )

    def _on_closed(self, name: str) -> None:
        self.refresh()
        text = self.tr("已停用“{0}”的账号。他可能留有密钥的副本，请更换密钥。").format(name)
        dialogs.tell(self.view, self.tr("账号已停用"), text)

    def _on_not_closed(self, officer_id: int) -> Callable[[BaseException], None]:
        def told(error: BaseException) -> None:
            self._chosen = officer_id
            self.page.accounts.page.tell(message(error), fault=True)

        return told

    def _on_avoidance(self) -> None:
        block, officer_id = self.page.accounts.page.avoidance, self._chosen
        persons = block.persons()
        self.tasks.change(
            self.view,
            lambda desk, tick: avoiding.record(desk, officer_id, persons),
            lambda _: self._on_recorded(officer_id, persons),
            lambda error: block.tell(message(error), fault=True),
        )

    def _on_recorded(self, officer_id: int, persons: list[dict[str, str]]) -> None:
        self._show_persons(officer_id, persons)
        self.page.accounts.page.avoidance.tell(self.tr("已保存。"))

    # -- the three administrators -------------------------------------------------------------------------------------

    def _on_split(self) -> None:
        text = self.tr(
            "启用三员后不能退回：账号由系统管理员建立，由安全保密管理员授权；安全策略由安全保密管理员修改；审计由安全审计员查看。"
            "负责人与科长权限相同。启用后需要重新登录。"
        )
        if dialogs.confirm(self.view, self.tr("启用三员"), text, self.tr("启用三员")):
            self.change(lambda desk, tick: officers.split(desk), lambda _: self._on_divided())

    def _on_divided(self) -> None:
        dialogs.tell(self.view, self.tr("已启用三员"), self.tr("三员已启用。请重新登录。"))
        self.sign_in_wished.emit()

    # -- keys ---------------------------------------------------------------------------------------------------------

    def _show_recovery(self) -> None:
        number = self._halves[0][1:4] if self._halves else ""
        self.page.keys.show_recovery(officers.has_recovery(self.tasks.desk), number)

    def _on_make(self) -> None:
        if officers.has_recovery(self.tasks.desk):
            text = self.tr("重新生成后，以前印出的两份作废。继续吗？")
            if not dialogs.confirm(self.view, self.tr("恢复密钥"), text, self.tr("重新生成")):
                return
        self.tasks.change(self.view, lambda desk, tick: officers.make_recovery(desk), self._on_made, self.fail)

    def _on_made(self, halves: tuple[str, str]) -> None:
        self._halves = halves
        self.page.keys.tell(self.tr("分两次打印，中间取走第1份；不要双面打印。"))
        self._show_recovery()

    def _on_print(self, part: int) -> None:
        if self._halves is None:
            return
        half, fonts, keys = self._halves[part - 1], self._fonts, self.page.keys
        title = self.tr("打印恢复密钥第{0}份").format(part)
        printer = dialogs.choose_printer(self.view, title, 1)
        if printer is None:
            return
        self.tasks.change(
            self.view,
            lambda desk, tick: paper.print_pdf(sheets.recovery_sheet(desk, half, part, fonts), printer, tick, title),
            lambda _: keys.tell(self.tr("第{0}份已送往打印机。装入信封前，请照纸面演练一次。").format(part)),
            lambda error: keys.tell(self._print_words(error), fault=True),
        )

    def _print_words(self, error: BaseException) -> str:
        if isinstance(error, paper.PrintRefused):
            return self.tr("打印机没有接受。请检查打印机后再打印一次。")
        return message(error)

    def _on_drill(self, first: str, second: str) -> None:
        keys = self.page.keys
        keys.drill.setEnabled(False)
        self.tasks.change(
            self.view,
            lambda desk, tick: officers.drill(desk, first, second),
            lambda _: self._on_drilled(),
            lambda error: keys.tell_drill(message(error), fault=True),
            lambda: keys.drill.setEnabled(True),
        )

    def _on_drilled(self) -> None:
        self.page.keys.forget()
        self.page.keys.tell_drill(self.tr("两份都正确，能打开保险库。可以封装了。"))

    def _on_renew(self) -> None:
        text = self.tr("更换密钥前会先备份一次。更换时不能做别的事，办完后需要重新登录。现在更换吗？")
        if not dialogs.confirm(self.view, self.tr("更换密钥"), text, self.tr("更换密钥")):
            return
        keys = self.page.keys
        keys.progress.start(self.tr("正在更换密钥……"))
        self.change(lambda desk, tick: officers.change_keys(desk), lambda _: self._on_renewed(), keys.progress.hide)

    def _on_renewed(self) -> None:
        dialogs.tell(self.view, self.tr("密钥已更换"), self.tr("密钥已更换，各人的口令不变。请重新登录。"))
        self.sign_in_wished.emit()
