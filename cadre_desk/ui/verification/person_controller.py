"""One person in a batch: opened, explained, judged; what is typed about him is not lost."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from cadre_desk.domain.sheet import Tick
from cadre_desk.services import determining, lists, verifying
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.determining import Checked, Decision, Proposal
from cadre_desk.services.drafts import Draft, mark
from cadre_desk.services.errors import Refused
from cadre_desk.services.outgoing import Document
from cadre_desk.ui.kit import dialogs, papers
from cadre_desk.ui.kit.basics import button
from cadre_desk.ui.kit.deeds import reason
from cadre_desk.ui.kit.dialogs import Question
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks
from cadre_desk.ui.verification import asking
from cadre_desk.ui.verification.view import VerificationView


class PersonController(Controller):
    """The person who is shown beside the lists of a batch."""

    shows = frozenset({"verification", "verified", "discrepancy", "determination", "feedback", "cadre", "declaration"})
    drafts_as = "verification"

    def __init__(self, tasks: Tasks, fonts: Path) -> None:
        pack = tasks.desk.pack
        self.pack, self._fonts = pack, fonts
        self._sections = {key: one.title for key, one in pack.sections.items()}
        values = pack.codes["determination"].values, pack.codes["handling"].values
        self.page = VerificationView(self._sections, *values, tasks.desk.clock().date().isoformat())
        super().__init__(tasks, self.page)
        self._id = 0  # of the batch
        self._cadre, self._shown, self._seen = 0, 0, ""
        self._clean: dict[str, Any] = {}  # what stood in the page of the person when he was shown
        self._person: Checked | None = None
        person = self.page.person
        person.cadre.clicked.connect(lambda: self.opened.emit("cadre", self._cadre))
        person.asks.clicked.connect(self._on_ask_explanation)
        person.said_wished.connect(self._on_said)
        person.opinion_wished.connect(self._on_opinion)
        person.decide.clicked.connect(self._on_decide)
        person.close_.clicked.connect(self._on_close_person)
        person.restored.discard_wished.connect(self._on_discard)
        person.add_action(self._person_menu())

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
        desk = self.tasks.desk
        rights = desk.may(verifying.CHECKING), desk.may(determining.DECIDING)
        self.page.person.show_person(found, self._sections, *rights)
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

    # -- papers --------------------------------------------------------------------------------------------------------

    def _paper(
        self, make: Callable[[Ask, int], Document], way: papers.Way, told: Callable[[str], None] | None = None
    ) -> None:
        """A paper of the batch, to a printer or into a file."""
        id_ = self._id
        tell = told or self.page.tell
        self.ask(lambda ask: make(ask, id_), lambda found: way(self, self.view, found, self._fonts, tell))

    def _entry(self, menu: QMenu, text: str, done: Callable[[], None]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _=False: done())
        return action

    # -- steps of a person --------------------------------------------------------------------------------------------

    def _with_person(
        self,
        work: Callable[[Desk, int, int], Any],
        said: str,
        *,
        keeps: bool = False,
        kept: Callable[[], None] = lambda: None,
    ) -> None:
        """One step with the person who is shown; keeps: all that is typed goes with it, else as kept says."""
        id_, cadre_id, draft = self._id, self._cadre, self.typed()
        self.page.person.tell("")

        def done(_: Any) -> None:
            if cadre_id == self._cadre:
                (self._forget if keeps else kept)()
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
                kept=lambda: self._said_kept(said, general),
            )

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
