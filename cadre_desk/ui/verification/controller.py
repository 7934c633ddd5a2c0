"""Wires the 查核: the batch that is chosen, its steps, its lists, one person."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QMenu

from cadre_desk.domain.draw import DrawRefused, Witness
from cadre_desk.domain.faults import FileRefused
from cadre_desk.domain.sheet import Tick
from cadre_desk.services import determining, exporting, lists, outgoing, verifying
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.lists import Query
from cadre_desk.services.verifying import Batch
from cadre_desk.ui.kit import dialogs, leaving, papers
from cadre_desk.ui.kit.deeds import reason
from cadre_desk.ui.kit.listing import ListView
from cadre_desk.ui.kit.table import ListModel
from cadre_desk.ui.kit.tasks import Job, Tasks
from cadre_desk.ui.verification import asking
from cadre_desk.ui.verification.model import by_lot
from cadre_desk.ui.verification.person_controller import PersonController

Row = Mapping[str, Any]


class VerificationController(PersonController):
    """查核: batches and what is done with one of them."""

    def __init__(self, tasks: Tasks, fonts: Path) -> None:
        super().__init__(tasks, fonts)
        self._batch: Batch | None = None
        self._unsettled: list[dict[str, Any]] = []
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
        page = self.page
        page.new.setEnabled(self.tasks.desk.may(verifying.CHECKING))
        page.batch_chosen.connect(self._on_batch)
        page.new_wished.connect(self._on_new)
        page.action_wished.connect(lambda key: getattr(self, f"_on_{key}")())
        page.progress.cancelled.connect(self._on_cancelled)
        page.unsettled.decided.connect(self._on_decided)
        page.more.setMenu(self._more())

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
            lambda ask: (verifying.batch(ask, id_), verifying.unsettled(ask, id_), verifying.strangers(ask, id_)),
            lambda found: self._show_batch(id_, *found),
        )

    def _show_batch(
        self, id_: int, batch: Batch, unsettled: list[dict[str, Any]], strangers: list[dict[str, Any]]
    ) -> None:
        if id_ != self._id:
            return
        self._batch, self._unsettled = batch, unsettled
        waiting = sum(not one["decided"] for one in unsettled)
        self.page.show_batch(batch, waiting, may=self.tasks.desk.may(verifying.CHECKING))
        self.page.unsettled.show_rows(unsettled, strangers)
        self._show_more(batch)
        for name, listing in (("verified", self.page.people), ("discrepancies", self.page.differing)):
            self._models[name].load(self._within(listing.query()))
        if self._cadre and self.typed() is None:
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

    def _refused(self, error: FileRefused) -> str:
        """Faults of a workbook, which stand where they can be read and copied."""
        places = [f"{one.sheet}!{one.cell}　{one.wrong}　{one.expected}" for one in error.faults[:_TOLD]]
        more = self.tr("共{0}处，整个文件没有导入：").format(len(error.faults))
        return "\n".join([f"{error.file}　{more}", *places])

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
        self._paper(verifying.list_paper, papers.to_printer, partial(self._on_listed, self._id))

    def _on_save_list(self) -> None:
        self._paper(verifying.list_paper, papers.keep, partial(self._on_listed, self._id))

    def _on_listed(self, id_: int, said: str) -> None:
        """The list is out: the register's number, which the words end with, is noted with its draw."""
        number = said.rsplit(" ", 1)[-1]
        self.change(lambda desk, tick: verifying.note_listed(desk, id_, number), lambda _: self._on_done(said))

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
            said = []
            for path in paths:  # a bad file does not stop the next
                try:
                    said.append(str(verifying.take_feedback(desk, id_, path, tick)))
                except FileRefused as error:
                    said.append(self._refused(error))
            return "\n".join(said)

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


_TOLD = 12  # faults told at once
