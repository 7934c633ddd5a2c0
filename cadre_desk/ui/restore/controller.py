"""Wires the wizard. There is no desk: the vault is closed, or does not open; work runs in a thread of its own."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from cadre_desk.services import access, backups, officers
from cadre_desk.services.backups import Choice, Restored
from cadre_desk.services.desk import Desk, sign_in
from cadre_desk.ui.kit import dialogs, generations
from cadre_desk.ui.kit.tasks import message
from cadre_desk.ui.restore.view import ACCEPT, DONE, RESTORE, RestoreView


class RestoreController(QObject):
    """From a vault that does not open to one that does."""

    finished = Signal()  # back to the sign-in window
    entered = Signal(object, str)  # Desk and password: the state on disk was taken as it is
    _found = Signal(object)  # list[Choice], list[str]
    _read = Signal(object, object)  # path of a generation, Choice after every byte was read
    _restored = Signal(object)
    _recovered = Signal(str)  # name of the fresh account
    _refused = Signal(object)  # BaseException

    def __init__(self, folder: Path, load_pack: Callable[[], Any], error: BaseException | None = None) -> None:
        super().__init__()
        self._folder, self._load_pack = folder, load_pack
        self.view = RestoreView(str(folder), message(error) if error else "")
        self.view.accept.setVisible(access.acceptable(error))
        self._places = [backups.place(folder)]
        self._choices: list[Choice] = []
        self._states: dict[Path, str] = {}
        self._broken: list[str] = []
        self._row = 0
        self._own = backups.vault_of(folder)
        self._stop = threading.Event()
        self._wire()
        self._look()

    def _wire(self) -> None:
        view = self.view
        view.chosen.connect(self._on_chosen)
        view.folder_wished.connect(self._on_folder)
        view.next_wished.connect(self._on_next)
        view.accept_page_wished.connect(self._on_accept_page)
        view.restore_wished.connect(self._on_restore)
        view.accept_wished.connect(self._on_accept)
        view.recover_wished.connect(self._on_recover)
        view.sign_in_wished.connect(view.close)
        view.closed.connect(self._on_closed)
        self._found.connect(self._on_found)
        self._read.connect(self._on_read)
        self._restored.connect(self._on_restored)
        self._recovered.connect(self._on_recovered)
        self._refused.connect(self._on_refused)

    def _run(self, work: Callable[[], object]) -> None:
        def guarded() -> None:
            try:
                work()
            except Exception as error:
                self._refused.emit(error)

        threading.Thread(target=guarded, daemon=True).start()

    def _on_closed(self) -> None:
        self._stop.set()
        self.finished.emit()

    # -- step 1 -------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        places, folder, stop = list(self._places), self._folder, self._stop

        def work() -> None:
            found = backups.choices(places, thorough=False)
            heads = {id_: backups.last_known(folder, id_) for id_ in {one.generation.vault_id for one in found}}
            told = [_with_missing(one, heads[one.generation.vault_id]) for one in found]
            self._found.emit((told, [text for place in places for text in backups.unreadable(place)]))
            for one in told:
                if stop.is_set():
                    return
                self._read.emit(one.generation.path, backups.checked(one))

        self._run(work)

    def _on_found(self, answer: tuple[list[Choice], list[str]]) -> None:
        self._choices, self._broken = answer
        for one in self._choices:
            self._states.setdefault(one.generation.path, generations.READING)
        self.view.empty.setText(
            self.tr("“{0}”中没有找到备份。\n备份若在移动硬盘等处，请点“在别处找备份…”，选择其中的备份文件夹。").format(
                self._places[-1]
            )
        )
        self._fill()

    def _fill(self) -> None:
        records = [generations.record(one, self._states[one.generation.path]) for one in self._choices]
        self._row = min(self._row, max(0, len(records) - 1))
        self.view.show_generations(records, self._row)
        self._show_about()

    def _on_read(self, path: Path, found: Choice) -> None:
        self._states[path] = generations.BAD if found.fault else generations.GOOD
        self._choices = [found if one.generation.path == path else one for one in self._choices]
        whole = [row for row, one in enumerate(self._choices) if self._states[one.generation.path] == generations.GOOD]
        if self._choices and self._states[self._choices[self._row].generation.path] == generations.BAD and whole:
            self._row = whole[0]  # the newest that can be used
        self._fill()

    def _chosen(self) -> Choice | None:
        return self._choices[self._row] if self._row < len(self._choices) else None

    def _on_chosen(self, row: int) -> None:
        self._row = row
        self._show_about()

    def _show_about(self) -> None:
        """What the chosen one is, and why it cannot be used."""
        one = self._chosen()
        state = self._states[one.generation.path] if one else generations.UNKNOWN
        self.view.forward.setEnabled(state == generations.GOOD)
        lines = [*self._broken]
        if one:
            lines.insert(0, one.fault or self.tr("位置：{0}").format(one.generation.path))
            if self._own and one.generation.vault_id != self._own:
                lines.insert(0, self.tr("▲ 这是另一个保险库的备份，恢复后这里就变成那个保险库。"))
        self.view.about.setText("\n".join(lines))

    def _on_folder(self) -> None:
        found = dialogs.choose_folder(self.view, self.tr("选择存放备份的文件夹"))
        if found is not None:
            self._places = [*dict.fromkeys([*self._places, found, found / "backup"])]
            self._look()

    # -- step 2 -------------------------------------------------------------------------------------------------------

    def _on_next(self) -> None:
        one = self._chosen()
        if one is None:
            return
        names = [*dict.fromkeys([*self._officers(), *backups.officers_of(one.generation)])]
        lost = self._lost(one.missing)
        text = self.tr("恢复 {0}\n{1}\n现在的文件不会删除，原样留在保险库的 aside 文件夹。").format(one.words, lost)
        self.view.who.ask(text, names)
        self.view.show_page(RESTORE)
        self.view.who.password.setFocus()

    def _lost(self, count: int | None) -> str:
        """What would be gone, in a sentence."""
        if count is None:
            return self.tr("▲ 不知道备份以后有过多少改动：它们都不在其中，恢复后需要补录。")
        if count:
            return self.tr("▲ 备份以后有{0}项操作不在其中，恢复后需要补录。").format(f"{count:,}")
        return self.tr("备份以后没有改动，不会缺少什么。")

    def _officers(self) -> tuple[str, ...]:
        try:
            return access.officers(self._folder)
        except access.VaultError:
            return ()

    def _on_restore(self, officer: str, password: str, reason: str) -> None:
        one = self._chosen()
        if one is None:
            return
        self.view.who.set_busy(True, self.tr("正在恢复，请不要关闭电脑……"))
        folder, generation = self._folder, one.generation
        self._run(lambda: self._restored.emit(backups.restore(folder, generation, officer, password, reason)))

    def _on_accept_page(self) -> None:
        text = self.tr(
            "接受现状：把现在的文件当作最新的数据继续使用，不恢复备份。缺少的记录就此缺少。"
            "由负责人查明原因后办理；理由和现象会记入审计，不能删除。"
        )
        self.view.accepting.ask(text, self._officers())
        self.view.show_page(ACCEPT)
        self.view.accepting.password.setFocus()

    def _on_accept(self, officer: str, password: str, reason: str) -> None:
        self.view.accepting.set_busy(True, self.tr("正在打开保险库……"))
        folder, load_pack = self._folder, self._load_pack

        def work() -> None:
            desk: Desk = sign_in(folder, officer, password, load_pack(), accept=reason)
            self.entered.emit(desk, password)

        self._run(work)

    def _on_refused(self, error: BaseException) -> None:
        page = self.view.pages.currentWidget()
        if page is self.view.recovering:
            self.view.recovering.set_busy(False)
            self.view.recovering.tell(message(error))
        elif page in (self.view.who, self.view.accepting):
            who = self.view.who if page is self.view.who else self.view.accepting
            who.set_busy(False)
            who.tell(message(error))
            who.password.setFocus()
            who.password.selectAll()
        else:
            self.view.about.setText(message(error))

    def _on_recover(self, first: str, second: str, name: str, password: str) -> None:
        self.view.recovering.set_busy(True, self.tr("正在核对恢复密钥并更换数据库的密钥……"))
        folder = self._folder

        def work() -> None:
            officers.recover(folder, (first, second), name, password)
            self._recovered.emit(name)

        self._run(work)

    def _on_recovered(self, name: str) -> None:
        self.view.recovering.forget()
        text = self.tr(
            "○ 已用恢复密钥建立账号“{0}”。\n原来的两份恢复密钥已作废：登录后请在“账号”中重新生成，"
            "停用没有人记得口令的账号，并重新建立。"
        )
        self.view.result.setText(text.format(name))
        self.view.show_page(DONE)

    # -- step 3 -------------------------------------------------------------------------------------------------------

    def _on_restored(self, what: Restored) -> None:
        for page in (self.view.who, self.view.accepting):
            page.password.clear()
        lines = [
            self.tr("○ 已恢复备份 {0}。").format(what.generation),
            self.tr("原来的文件留在：{0}").format(what.kept_aside),
        ]
        if what.keys_of_backup:
            lines.append(self.tr("▲ 密钥文件也是备份时的：各人用备份那天的口令登录，之后建立的账号没有了。"))
        if what.journal_of_backup:
            lines.append(self.tr("▲ 审计日志读不出来，也用了备份时的；之后的日志只在留下的原文件里。"))
        lines.append(self.tr("登录后请核对最近的数据，补录备份以后的改动。"))
        self.view.result.setText("\n".join(lines))
        self.view.show_page(DONE)


def _with_missing(one: Choice, head: tuple[int, str] | None) -> Choice:
    return replace(one, missing=max(0, head[0] - one.generation.data[0]) if head else None)
