"""Wires the 查核: the batch that is chosen, its steps, its lists, one person."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from cadre_desk.domain.draw import DrawRefused, Witness
from cadre_desk.domain.faults import FileRefused
from cadre_desk.domain.sheet import Tick
from cadre_desk.services import determining, exporting, lists, outgoing, verifying
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.determining import Checked, Decision, Proposal
from cadre_desk.services.drafts import Draft, mark
from cadre_desk.services.errors import Refused
from cadre_desk.services.lists import Query
from cadre_desk.services.outgoing import Document
from cadre_desk.services.verifying import Batch
from cadre_desk.ui.kit import dialogs, leaving, papers
from cadre_desk.ui.kit.basics import button
from cadre_desk.ui.kit.deeds import reason
from cadre_desk.ui.kit.dialogs import Question
from cadre_desk.ui.kit.listing import ListView
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.table import ListModel
from cadre_desk.ui.kit.tasks import Job, Tasks
from cadre_desk.ui.verification import asking
from cadre_desk.ui.verification.model import by_lot
from cadre_desk.ui.verification.view import VerificationView

Row = Mapping[str, Any]


class VerificationController(Controller):
    """查核."""

    shows = frozenset({"verification", "verified", "discrepancy", "determination", "feedback", "cadre", "declaration"})
    drafts_as = "verification"

    def __init__(self, tasks: Tasks, fonts: Path) -> None:
        pack = tasks.desk.pack
        self.pack, self._fonts = pack, fonts
        self._sections = {key: one.title for key, one in pack.sections.items()}
        self.page = VerificationView(self._sections, pack.codes["determination"].values, pack.codes["handling"].values)
        super().__init__(tasks, self.page)
        self._batch: Batch | None = None
        self._id = 0
        self._unsettled: list[dict[str, Any]] = []
        self._cadre, self._shown, self._seen = 0, 0, ""
        self._clean: dict[str, Any] = {}  # what stood in the page of a person when he was shown
        self._person: Checked | None = None
        self._job: Job | None = None
        self._models = {
            "verified": self._list("verified", self.page.people),
            "discrepancies": self._list("discrepancies", self.page.differing),
        }
        self._wire()

    def _list(self, name: str, listing: ListView) -> ListModel:
        model = ListModel(self.tasks, name, listing.columns, listing)
        listing.attach(model)
        listing.query_changed.connect(lambda query: model.load(self._within(query)))
        listing.chosen.connect(lambda key: self._on_chosen(listing, key))
        listing.opened.connect(lambda _: self.page.person.general.setFocus())
        return model

    def _on_chosen(self, listing: ListView, key: int) -> None:
        """Opening a person is audited, so it takes an officer who goes there, not a list that was loaded."""
        if listing.table.hasFocus():
            self.show_person(lists.split_key(key)[0])

    def _within(self, query: Query) -> Query:
        """Of the batch that is shown."""
        return Query(query.text, {**query.where, "verification_id": self._id}, query.sort, query.descending)

    def _wire(self) -> None:
        page, person = self.page, self.page.person
        may = self.tasks.desk.may(verifying.CHECKING)
        page.new.setEnabled(may)
        page.batch_chosen.connect(self._on_batch)
        page.new_wished.connect(self._on_new)
        page.action_wished.connect(lambda key: getattr(self, f"_on_{key}")())
        page.progress.cancelled.connect(self._on_cancelled)
        page.unsettled.decided.connect(self._on_decided)
        page.more.setMenu(self._more())
        person.cadre.clicked.connect(lambda: self.opened.emit("cadre", self._cadre))
        person.asks.clicked.connect(self._on_ask_explanation)
        person.said_wished.connect(self._on_said)
        person.opinion_wished.connect(self._on_opinion)
        person.decide.clicked.connect(self._on_decide)
        person.close_.clicked.connect(self._on_close_person)
        person.restored.discard_wished.connect(self._on_discard)
        person.add_action(self._person_menu())

    # -- what is shown ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The batches, the one that is shown, and its lists."""

        def read(ask: Ask) -> list[dict[str, Any]]:
            keys = lists.keys(ask, "verifications", Query(sort="created", descending=True))
            return lists.rows(ask, "verifications", keys)

        self.ask(read, self._show_batches)

    def _show_batches(self, found: list[dict[str, Any]]) -> None:
        known = [one["key"] for one in found]
        if self._id not in known:
            self._id = known[0] if known else 0
            self.show_nobody()
        self.page.show_batches(found, self._id)
        if self._id:
            self._ask_batch()

    def _on_batch(self, id_: int) -> None:
        if id_ != self._id and self._may_leave():
            self.show_nobody()
            self._id = id_
        self.refresh()

    def _ask_batch(self) -> None:
        id_ = self._id
        self.ask(
            lambda ask: (verifying.batch(ask, id_), verifying.unsettled(ask, id_)),
            lambda found: self._show_batch(id_, *found),
        )

    def _show_batch(self, id_: int, batch: Batch, unsettled: list[dict[str, Any]]) -> None:
        if id_ != self._id:
            return
        self._batch, self._unsettled = batch, unsettled
        waiting = sum(not one["decided"] for one in unsettled)
        self.page.show_batch(batch, waiting)
        self.page.unsettled.show_rows(unsettled)
        self._show_more(batch)
        for name, listing in (("verified", self.page.people), ("discrepancies", self.page.differing)):
            self._models[name].load(self._within(listing.query()))
        if self._cadre and self.typed() is None:
            self._ask_person(self._cadre)

    # -- one person ---------------------------------------------------------------------------------------------------

    def show_person(self, cadre_id: int) -> None:
        """Open what differs with one person, which is audited."""
        if cadre_id == self._cadre or not self._may_leave():
            return
        self._cadre = cadre_id
        id_ = self._id
        self.change(
            lambda desk, tick: determining.open_person(desk, id_, cadre_id), lambda found: self._show(cadre_id, found)
        )

    def _ask_person(self, cadre_id: int) -> None:
        id_ = self._id
        self.ask(lambda ask: determining.checked(ask, id_, cadre_id), lambda found: self._show(cadre_id, found))

    def _show(self, cadre_id: int, found: Checked) -> None:
        if cadre_id != self._cadre or found.verification["id"] != self._id or self.typed() is not None:
            return
        self._person = found
        self.page.person.show_person(found, self._sections, "")
        self._shown = lists.owned_key(cadre_id, found.person["n"])
        self._seen = mark({"person": found.person["data"], "n": len(found.discrepancies)})
        self._clean = self.page.person.typed()
        self._show_person_menu(found)
        self._give_back()

    def show_nobody(self) -> None:
        """Nobody is chosen."""
        self._cadre, self._shown, self._person = 0, 0, None
        self.page.person.show_nothing()

    def _may_leave(self) -> bool:
        """What was typed about a person is not lost unasked."""
        if self.typed() is None:
            return True
        text = self.tr("对{0}的说明或意见还没有保存。放弃吗？").format(self._person.name if self._person else "")
        if not dialogs.confirm(self.view, self.tr("未保存的修改"), text, self.tr("放弃修改")):
            return False
        self._forget()
        return True

    def may_close(self) -> bool:
        """Whether the window may close."""
        return self._may_leave()

    def typed(self) -> Draft | None:
        """What is typed about the person who is shown and not saved."""
        if not self._shown or (now := self.page.person.typed()) == self._clean:
            return None
        return Draft("verification", self._shown, now, self._seen)

    def take_drafts(self, drafts: Iterable[Draft]) -> None:
        """What was typed before the lock."""
        super().take_drafts(drafts)
        self._give_back()

    def _give_back(self) -> None:
        if self._shown in self.waiting and self.typed() is None:
            draft = self.waiting.pop(self._shown)
            self.page.person.give_back(draft.data)
            self.page.person.restored.show_restored(draft.at, changed=draft.seen != self._seen)
            self.given_back.emit()

    def _forget(self) -> None:
        self._clean = self.page.person.typed()
        self.settle(self._shown)

    def _on_discard(self) -> None:
        self._forget()
        self._ask_person(self._cadre)

    # -- steps of a batch ---------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[Desk, Tick], Any], said: Callable[[Any], str] = str, words: str = "") -> None:
        """One step off the window's thread; what it brought stands below the head."""
        if self._job is not None:
            return
        self.page.tell("")
        if words:
            self.page.progress.start(words)

        def ended() -> None:
            self._job = None
            self.page.progress.hide()

        self._job = self.change(work, lambda found: self._on_done(said(found)), ended)
        self._job.progressed.connect(self.page.progress.show_progress)

    def _on_cancelled(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_done(self, said: str) -> None:
        self.page.tell(said)
        self.refresh()

    def fail(self, error: BaseException) -> None:
        """Faults of a workbook stand where they can be read and copied."""
        if isinstance(error, FileRefused):
            places = [f"{one.sheet}!{one.cell}　{one.wrong}　{one.expected}" for one in error.faults[:_TOLD]]
            more = self.tr("共{0}处，整个文件没有导入：").format(len(error.faults))
            self.page.tell("\n".join([f"{error.file}　{more}", *places]))
        else:
            super().fail(error)

    def _on_new(self) -> None:
        found = asking.new_batch(self.view, self.pack, self.tasks.desk.clock().date())
        if found is None:
            return

        def done(id_: int) -> None:
            self._id = id_
            self.show_nobody()
            self._on_done("")

        self.change(lambda desk, tick: verifying.create(desk, *found), done)

    def _on_fix(self) -> None:
        id_, batch = self._id, self._batch
        assert batch is not None  # the button stands on its page
        count = asking.count(self.view, int(batch.data.get("population", 0)))
        if count is not None:
            said = self.tr("名单已固定，摘要 {0}")
            self._do(lambda desk, tick: verifying.fix_list(desk, id_, count), lambda digest: said.format(digest))

    def _on_print_list(self) -> None:
        self._paper(verifying.list_paper, papers.to_printer, self._on_listed)

    def _on_save_list(self) -> None:
        self._paper(verifying.list_paper, papers.keep, self._on_listed)

    def _paper(
        self, make: Callable[[Ask, int], Document], way: papers.Way, told: Callable[[str], None] | None = None
    ) -> None:
        """A paper of the batch, to a printer or into a file."""
        id_ = self._id
        tell = told or self.page.tell
        self.ask(lambda ask: make(ask, id_), lambda found: way(self, self.view, found, self._fonts, tell))

    def _on_listed(self, said: str) -> None:
        """The list is out: the register's number, which the words end with, is noted with the draw."""
        id_, number = self._id, said.rsplit(" ", 1)[-1]
        self._do(lambda desk, tick: verifying.note_listed(desk, id_, number), lambda _: said)

    def _on_draw(self) -> None:
        id_, found = self._id, asking.witnesses(self.view)
        if found is None:
            return
        try:
            first, second = (Witness(*one) for one in found)
        except DrawRefused as error:
            dialogs.warn(self.view, self.tr("抽取"), str(error))
            return
        said = self.tr("抽中{0}人。请打印凭证，由两名见证人签名。")
        self._do(lambda desk, tick: verifying.draw(desk, id_, first, second), lambda one: said.format(len(one.lines)))

    def _on_feedback(self) -> None:
        id_ = self._id
        paths = dialogs.open_files(self.view, self.tr("选择反馈工作簿"), "Excel (*.xlsx *.xls *.ods *.xlsb)")

        def work(desk: Desk, tick: Tick) -> str:
            return "\n".join(str(verifying.take_feedback(desk, id_, path, tick)) for path in paths)

        if paths:
            self._do(work, words=self.tr("正在导入反馈"))

    def _on_compare(self) -> None:
        id_ = self._id
        self._do(lambda desk, tick: verifying.compare_batch(desk, id_, tick), words=self.tr("正在比对"))

    def _on_close(self) -> None:
        id_ = self._id
        self._do(lambda desk, tick: verifying.close(desk, id_), lambda _: self.tr("批次已办结"))

    def _on_decided(self, place: int, candidate: list[Any] | None, why: str) -> None:
        id_, marks = self._id, [row["mark"] for row in self._unsettled[place]["rows"]]
        cadre_id, item = (candidate[0], candidate[2]) if candidate else (None, None)
        said = self.tr("已记住这次对应，以后同样的反馈不再询问。请重新比对。")
        self.page.unsettled.reason.clear()
        self._do(lambda desk, tick: verifying.assign(desk, id_, marks, cadre_id, item, why), lambda _: said)

    # -- more of a batch ----------------------------------------------------------------------------------------------

    def _more(self) -> QMenu:
        menu = QMenu(self.page.more)
        self._entries = {
            "certificate_print": self._entry(menu, self.tr("打印抽取凭证…"), lambda: self._proof(papers.to_printer)),
            "certificate_keep": self._entry(menu, self.tr("抽取凭证存为PDF…"), lambda: self._proof(papers.keep)),
            "proof": self._entry(menu, self.tr("写出凭证文件…"), self._on_proof),
            "summary_print": self._entry(menu, self.tr("打印情况汇总表…"), lambda: self._summary(papers.to_printer)),
            "summary_keep": self._entry(menu, self.tr("情况汇总表存为PDF…"), lambda: self._summary(papers.keep)),
            "template": self._entry(menu, self.tr("反馈表空白模板…"), self._on_template),
            "void": self._entry(menu, self.tr("作废批次…"), self._on_void),
        }
        return menu

    def _entry(self, menu: QMenu, text: str, done: Callable[[], None]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _=False: done())
        return action

    def _show_more(self, batch: Batch) -> None:
        drawn = bool(batch.draw and batch.draw["drawn"])
        for key in ("certificate_print", "certificate_keep", "proof"):
            self._entries[key].setVisible(by_lot(batch))
            self._entries[key].setEnabled(drawn)
        self._entries["void"].setVisible(batch.state in ("listing", "fixed", "open"))

    def _proof(self, way: papers.Way) -> None:
        self._paper(verifying.certificate_paper, way)

    def _summary(self, way: papers.Way) -> None:
        self._paper(determining.summary, way)

    def _on_proof(self) -> None:
        batch, id_ = self._batch, self._id
        what = self.tr("{0}抽取凭证文件").format(batch.title if batch else "")
        terms = leaving.terms(self.view, self.tasks.desk, "proof", what, label=True)
        if terms is None:
            return
        name = outgoing.file_name(what, terms.label, ".json")
        target = dialogs.save_file(self.view, self.tr("写出凭证文件"), name, "JSON (*.json)", ".json")
        if target is not None:
            said = self.tr("已写出“{0}”，任何人都可以据此重算。登记号 {1}")
            self._do(
                lambda desk, tick: verifying.write_proof(desk, id_, target, terms),
                lambda done: said.format(target.name, done.number),
            )

    def _on_template(self) -> None:
        name = self.tr("查询反馈（空白模板）.xlsx")
        target = dialogs.save_file(self.view, self.tr("另存为"), name, self.tr("Excel 工作簿 (*.xlsx)"), ".xlsx")
        if target is not None:
            self._do(
                lambda desk, tick: exporting.feedback_template(desk.pack, target),
                lambda _: self.tr("空白模板已写出：{0}").format(target),
            )

    def _on_void(self) -> None:
        id_ = self._id
        text = self.tr("作废后不能再办理；已经做的记录都保留。")
        found = dialogs.ask(self.view, self.tr("作废批次"), text, [reason()], self.tr("作废"))
        if found is not None:
            self._do(lambda desk, tick: verifying.void(desk, id_, found[0]), lambda _: self.tr("批次已作废"))

    # -- steps of a person --------------------------------------------------------------------------------------------

    def _with_person(self, work: Callable[[Desk, int, int], Any], said: str, *, keeps: bool = False) -> None:
        """One step with the person who is shown."""
        id_, cadre_id, draft = self._id, self._cadre, self.typed()
        self.page.person.tell("")

        def done(_: Any) -> None:
            if keeps and cadre_id == self._cadre:
                self._forget()
            self.page.tell(said)
            self.refresh()

        def task(desk: Desk, tick: Tick) -> Any:
            found = work(desk, id_, cadre_id)
            if keeps:
                self.saved(draft)
            return found

        self.tasks.change(self.view, task, done, self._on_person_failed)

    def _on_person_failed(self, error: BaseException) -> None:
        """What is missing stands beside the fields; anything else is told."""
        if isinstance(error, Refused):
            self.page.person.tell(str(error))
        else:
            self.fail(error)

    def _on_ask_explanation(self) -> None:
        found = asking.explanation(self.view, self.tasks.desk.clock().date())
        if found is not None:
            self._with_person(
                lambda desk, id_, cadre: determining.ask_explanation(desk, id_, cadre, *found),
                self.tr("已登记。请在“更多”中打印情况说明通知，送交本人。"),
            )

    def _on_said(self) -> None:
        page = self.page.person
        said, general = page.explanations(), page.general.toPlainText()
        day = asking.day(self.view, self.tr("登记说明"), self.tr("收到日期"), self.tasks.desk.clock().date())
        if day is not None:
            self._with_person(
                lambda desk, id_, cadre: determining.record_explanation(desk, id_, cadre, day, said, general),
                self.tr("已登记本人说明"),
            )
            self._said_kept(said, general)

    def _said_kept(self, said: Mapping[int, str], general: str) -> None:
        """What he said is kept now; an opinion that was typed beside it is not."""
        self._clean |= {"explanations": {str(n): text for n, text in said.items()}, "general": general}

    def _on_opinion(self) -> None:
        page, values = self.page.person, self.pack.codes["determination"].values
        if self._person is None or self._person.decided or not self._person.differing:
            return
        grades = page.grades()
        gravest = max(grades.values(), key=values.index, default=values[0])
        words = (page.handling.currentText(), page.reason.text(), page.unexplained.text())
        proposal = Proposal(gravest, grades, *words)
        self._with_person(
            lambda desk, id_, cadre: determining.propose(desk, id_, cadre, proposal),
            self.tr("意见已保存：拟认定{0}").format(gravest),
            keeps=True,
        )

    def _on_decide(self) -> None:
        if self._person is None or self._person.pending is None or not self._may_leave():
            return
        pending = self._person.pending
        found = asking.decision(self.view, self._person.name, pending, self.tasks.desk.clock().date())
        if found is not None:
            decision = Decision(**found)
            self._with_person(
                lambda desk, id_, cadre: determining.decide(desk, id_, cadre, decision),
                self.tr("{0}：已认定{1}").format(self._person.name, pending["grade"]),
            )

    def _on_close_person(self) -> None:
        self._with_person(determining.close_alike, self.tr("已办结"))

    def _person_menu(self) -> QPushButton:
        found = button(self.tr("更多"), "menu")
        menu = QMenu(found)
        form, notice = determining.form, determining.notice
        self._deeds = {
            "notice_print": self._entry(
                menu, self.tr("打印情况说明通知…"), lambda: self._sheet(notice, papers.to_printer)
            ),
            "notice_keep": self._entry(menu, self.tr("情况说明通知存为PDF…"), lambda: self._sheet(notice, papers.keep)),
            "form_print": self._entry(menu, self.tr("打印认定表…"), lambda: self._sheet(form, papers.to_printer)),
            "form_keep": self._entry(menu, self.tr("认定表存为PDF…"), lambda: self._sheet(form, papers.keep)),
            "object": self._entry(menu, self.tr("登记申诉…"), self._on_object),
            "review": self._entry(menu, self.tr("登记复核…"), self._on_review),
            "revoke": self._entry(menu, self.tr("撤销认定…"), self._on_revoke),
        }
        found.setMenu(menu)
        return found

    def _show_person_menu(self, found: Checked) -> None:
        decided = found.decided
        for key in ("notice_print", "notice_keep"):
            self._deeds[key].setEnabled(bool(found.differing))
        self._deeds["object"].setEnabled(decided is not None)
        self._deeds["review"].setEnabled(bool(decided and decided["data"].get("objections")))
        self._deeds["revoke"].setEnabled(decided is not None and self.tasks.desk.may(determining.DECIDING))

    def _sheet(self, make: Callable[[Ask, int, int], Document], way: papers.Way) -> None:
        cadre_id = self._cadre
        self._paper(lambda ask, id_: make(ask, id_, cadre_id), way)

    def _on_object(self) -> None:
        found = asking.words(self.view, self.tr("登记申诉"), self.tr("申诉"), self.tasks.desk.clock().date())
        if found is not None:
            self._with_person(
                lambda desk, id_, cadre: determining.object_to(desk, id_, cadre, *found), self.tr("已登记申诉")
            )

    def _on_review(self) -> None:
        who = Question(self.tr("复核人（会议）"))
        found = asking.words(self.view, self.tr("登记复核"), self.tr("复核"), self.tasks.desk.clock().date(), who)
        if found is not None:
            self._with_person(
                lambda desk, id_, cadre: determining.review(desk, id_, cadre, *found), self.tr("已登记复核")
            )

    def _on_revoke(self) -> None:
        text = self.tr("撤销后认定不再有效，由它记入的处理也一并撤去；经过都留在历史中。")
        questions = [Question(self.tr("决定撤销的人（会议）")), reason()]
        found = dialogs.ask(self.view, self.tr("撤销认定"), text, questions, self.tr("撤销认定"))
        if found is not None:
            self._with_person(
                lambda desk, id_, cadre: determining.revoke(desk, id_, cadre, *found), self.tr("认定已撤销")
            )


_TOLD = 12  # faults told at once
