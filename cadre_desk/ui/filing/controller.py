"""Wires a declaration that is typed: begin, type, keep; what is not finished waits as a draft."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from cadre_desk.domain.faults import FileRefused
from cadre_desk.domain.filing import head_section
from cadre_desk.domain.pack import Section
from cadre_desk.domain.sheet import Tick
from cadre_desk.services import filing, lists
from cadre_desk.services.desk import Desk
from cadre_desk.services.drafts import Draft
from cadre_desk.services.filing import Start
from cadre_desk.ui.filing.handing import Handing
from cadre_desk.ui.filing.model import Typing
from cadre_desk.ui.filing.section import SectionPage
from cadre_desk.ui.filing.view import FilingView
from cadre_desk.ui.kit import dialogs, papers, stating
from cadre_desk.ui.kit.basics import pause
from cadre_desk.ui.kit.deeds import reason
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks

_PAUSE = 300  # ms after the last key before the whole paper is looked at
_AHEAD = 80  # ms between pages that are made before they are wished for: making one takes as long as a key may


class FilingController(Controller):
    """填报."""

    shows = frozenset[str]()
    drafts_as = "filing"

    def __init__(self, tasks: Tasks, fonts: Path) -> None:
        self.pack = tasks.desk.pack
        self.both = FilingView(head_section(self.pack))
        super().__init__(tasks, self.both)
        self.desk = self.both.desk
        self.typing: Typing | None = None
        self._key, self._purpose = 0, ""
        self._pages: dict[str, SectionPage] = {}
        self._sections: list[Section] = list(self.pack.sections.values())
        self._later = pause(self, _PAUSE, self._look)
        self._ahead = pause(self, _AHEAD, self._make_ahead)
        self.both.front.go_on_wished.connect(self.show_key)
        self.both.front.drop_wished.connect(self._on_drop_wished)
        self.desk.section_wished.connect(self._on_section_wished)
        self.desk.head_typed.connect(self._on_head_typed)
        self.desk.save_wished.connect(self.save)
        self.desk.close_wished.connect(self.put_aside)
        self.desk.restored.discard_wished.connect(self._on_discarded)
        handing = Handing(self, fonts, lambda: self.typing)
        self.desk.print_wished.connect(lambda: handing.paper(papers.to_printer, self._tell_done))
        self.desk.file_wished.connect(lambda: handing.paper(papers.keep, self._tell_done))
        self.desk.form_wished.connect(lambda: handing.workbook(self._tell_done))
        self.both.front.blank_wished.connect(handing.blank)
        self._show_front()

    def refresh(self) -> None:
        """What is typed stays; colours may be others now."""
        self._look()

    # -- drafts --------------------------------------------------------------------------------------------------------

    def typed(self) -> Draft | None:
        """What is typed of the declaration in front."""
        if self.typing is None or not self.typing.dirty:
            return None
        return Draft("filing", self._key, self.typing.data(), self.typing.start.seen)

    def take_drafts(self, drafts: Iterable[Draft]) -> None:
        """What was not finished is listed: going on opens what was declared before, for a purpose."""
        super().take_drafts(drafts)
        self._show_front()

    def settle(self, key: int) -> None:
        super().settle(key)
        if self.typing is None:
            self._show_front()

    def put_aside(self) -> None:
        """Keep what is typed as a draft, and show what waits."""
        if draft := self.typed():
            self.waiting[draft.key] = draft
        self.typing, self._key = None, 0
        self._later.stop()
        self._show_front()

    def _show_front(self) -> None:
        if self.typing is None:
            self.both.front.show_waiting([self._waiting(one) for one in self.waiting.values()])
            self.both.setCurrentIndex(0)

    def _waiting(self, draft: Draft) -> Mapping[str, Any]:
        head = draft.data["head"]
        how = self.tr("更正") if lists.split_key(draft.key)[1] else self.tr("新报告")
        at = draft.at.replace("T", " ")[:16] or self.tr("刚才")
        return {"key": draft.key, "name": head["name"], "year": head["year"], "filing": head["filing"]} | {
            "how": how,
            "at": at,
        }

    def _on_drop_wished(self, key: int) -> None:
        text = self.tr("放弃后，没有保存的内容不能找回。")
        if key and dialogs.confirm(self.view, self.tr("放弃未保存的内容"), text, self.tr("放弃")):
            self.settle(key)

    def _on_discarded(self) -> None:
        key, self.typing, self._key = self._key, None, 0
        self.settle(key)

    # -- beginning -----------------------------------------------------------------------------------------------------

    def show_key(self, key: int) -> None:
        """Begin a new declaration of a cadre, or the correction of one (n not 0), or go on where it was left."""
        if not key or (key == self._key and self.typing is not None):
            return
        cadre_id, n = lists.split_key(key)
        stated = stating.statement(self.view, self.tasks.desk, self._purpose)
        if stated is None:
            return
        self.put_aside()
        self._purpose = stated.purpose
        self.change(
            lambda desk, tick: filing.begin(desk, cadre_id, n, stated.purpose, stated.approver),
            lambda found: self._begin(key, found),
        )

    def _begin(self, key: int, start: Start) -> None:
        typing = Typing(start, self.pack, self.tasks.desk.clock().date())
        self.typing, self._key, self._pages = typing, key, {}
        self.desk.restored.hide()
        self._tell("")
        if draft := self.waiting.pop(key, None):
            typing.give_back(draft.data)
            self.desk.restored.show_restored(draft.at, changed=draft.seen != start.seen)
            self.given_back.emit()
        self._show_head(start)
        titles = [self.tr("报告"), *(f"{n} {one.title}" for n, one in enumerate(self._sections, 1))]
        self.desk.begin(titles)
        self.both.setCurrentIndex(1)
        self.desk.list.setCurrentRow(0)
        self._on_section_wished(0)
        self._ahead.start()

    def _show_head(self, start: Start) -> None:
        what = self.tr("更正报告") if start.n else self.tr("填报")
        self.desk.title.setText(f"{what}　{start.cadre.name}")
        last = self.tr("以前没有报告")
        if start.last:
            last = self.tr("上次报告：{0}年度 {1}").format(start.last.year, start.last.filing)
        self.desk.facts.setText("　".join(filter(None, (start.unit, start.cadre.title, last))))
        assert self.typing is not None
        self.desk.head.set_typed(self.typing.paper.head)
        self.desk.save.setText(self.tr("保存更正…") if start.n else self.tr("保存报告"))

    # -- sections ------------------------------------------------------------------------------------------------------

    def _on_section_wished(self, place: int) -> None:
        if self.typing is None or place < 0:
            return
        if place == 0:
            self.desk.show_page(None)
            self.desk.head.focus("year")
        else:
            page = self._page(self._sections[place - 1])
            self._show_section(page, 0)
            self.desk.show_page(page)
            page.focus_first()
        self._look()

    def _make_ahead(self) -> None:
        """One more page, and so on until all are there."""
        section = next((one for one in self._sections if one.key not in self._pages), None)
        if self.typing is not None and section is not None:
            self._page(section)
            self._ahead.start()

    def _page(self, section: Section) -> SectionPage:
        if section.key not in self._pages:
            assert self.typing is not None
            number = self._sections.index(section) + 1
            page = SectionPage(section, number, self.typing.members(section))
            self._wire(page, self.typing)
            self._pages[section.key] = page
        return self._pages[section.key]

    def _wire(self, page: SectionPage, typing: Typing) -> None:
        """What is done on a page is done to what is typed, and shown."""
        key = page.section.key

        def then_show(deed: Callable[..., object]) -> Callable[..., None]:
            def done(*given: Any) -> None:
                deed(key, *given)
                self._show_again(page, page.place)

            return done

        def then_type(deed: Callable[..., int]) -> Callable[..., None]:
            def done(*given: Any) -> None:
                self._show_again(page, deed(key, *given))
                page.focus_row()

            return done

        page.answered.connect(then_show(typing.answer))
        page.member_answered.connect(then_show(typing.member))
        page.add_wished.connect(then_type(typing.add))
        page.change_wished.connect(then_type(typing.change))
        page.remove_wished.connect(lambda: then_show(typing.remove)(page.place))
        page.confirm_wished.connect(lambda: self._on_confirm(page))
        page.row_chosen.connect(lambda place: self._show_again(page, place) if place != page.place else None)
        page.row_typed.connect(lambda: self._on_row_typed(page))

    def _show_again(self, page: SectionPage, place: int) -> None:
        self._show_section(page, place)
        self._look()

    def _show_section(self, page: SectionPage, place: int) -> None:
        typing, key = self.typing, page.section.key
        assert typing is not None
        paper, lines = typing.paper, typing.lines(key)
        page.ticks.show_answer(paper.answer(key), paper.question(page.section), always=paper.always(page.section))
        page.show_held(typing.held_words(key))
        page.show_rows(lines, max(0, place))
        if lines:
            page.show_row(lines[page.place].texts)
            page.show_doubts(typing.row_doubts(page.section, page.place))

    def _on_row_typed(self, page: SectionPage) -> None:
        """What is typed is the row; what is wrong with it is told a moment later."""
        typing = self.typing
        if typing is None or page.place < 0:
            return
        typing.put(page.section.key, page.place, page.form.typed())
        texts = typing.lines(page.section.key)[page.place].texts
        page.show_computed({key: texts.get(key, "") for key in page.computed})
        self._later.start()

    def _on_confirm(self, page: SectionPage) -> None:
        """The row is as it should be: on to the next one that is not confirmed."""
        typing, key = self.typing, page.section.key
        if typing is None or page.place < 0:
            return
        if page.form.check():
            self._tell(self.tr("这一行还有没有填好的字段，见各字段下的说明。"))
            return
        self._tell("")
        typing.confirm(key, page.place)
        offered = [place for place, line in enumerate(typing.lines(key)) if line.offered]
        self._show_section(page, offered[0] if offered else page.place)
        page.table.setFocus()
        self._look()

    def _on_head_typed(self) -> None:
        if self.typing is not None:
            self.typing.set_head(self.desk.head.typed())
            self._later.start()

    def _look(self) -> None:
        """Look at the whole paper: how far each section is, what is wrong in the one in front."""
        typing = self.typing
        if typing is None:
            return
        self.desk.show_states([typing.head_state(), *map(typing.state, self._sections)])
        page = self.desk.pages.currentWidget()
        if isinstance(page, SectionPage):
            self._look_at(page, typing)
        else:
            heads = [one for one in typing.doubts if not one.section]
            self.desk.hints.show_found(typing.told(typing.head), heads)
            self.desk.head.check(only_filled=True)

    def _look_at(self, page: SectionPage, typing: Typing) -> None:
        key, lines = page.section.key, typing.lines(page.section.key)
        if lines and page.place >= 0:
            page.show_rows(lines, page.place)
            page.form.check(only_filled=True)
            page.show_doubts(typing.row_doubts(page.section, page.place))
        found = [one for one in typing.doubts if one.section == key]
        page.hints.show_found(typing.told(page.section), found)

    def _tell_done(self, said: str) -> None:
        self._tell(said, wrong=False)

    def _tell(self, said: str, *, wrong: bool = True) -> None:
        """A line below everything."""
        self.desk.tell(said, wrong=wrong)

    # -- keeping -------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep the declaration; where something is wrong, its section comes to the front."""
        typing = self.typing
        if typing is None or self._show_faults(typing):
            return
        hard = sum(one.severity == "error" for one in typing.doubts)
        text = self.tr("还有{0}处疑似错误（见各项的“硬错误”）。仍按现在的内容保存吗？").format(hard)
        if hard and not dialogs.confirm(self.view, self.tr("保存报告"), text, self.tr("仍要保存")):
            return
        why = ""
        if typing.start.n:
            found = dialogs.ask(
                self.view,
                self.tr("更正报告"),
                self.tr("更正前的内容留在历史中。"),
                [reason(self.tr("依据什么更正"))],
                self.tr("保存更正"),
            )
            if found is None:
                return
            why = found[0]
        self._keep(typing, why)

    def _keep(self, typing: Typing, why: str) -> None:
        key, draft, paper = self._key, self.typed(), typing.paper
        cadre_id, n = lists.split_key(key)
        self.desk.save.setEnabled(False)

        def work(desk: Desk, tick: Tick) -> int:
            if n:
                filing.correct(desk, cadre_id, n, paper, why, typing.start.seen)
            kept = n or filing.file(desk, cadre_id, paper)
            self.saved(draft)
            return kept

        self.tasks.change(
            self.view,
            work,
            lambda kept: self._on_kept(key, lists.owned_key(cadre_id, kept)),
            self._on_refused,
            lambda: self.desk.save.setEnabled(True),
        )

    def _on_kept(self, key: int, declaration: int) -> None:
        if key == self._key:
            self.typing, self._key = None, 0
        self.settle(key)
        self.opened.emit("declaration", declaration)

    def _on_refused(self, error: BaseException) -> None:
        if not (isinstance(error, FileRefused) and self.typing and self._show_faults(self.typing)):
            self.fail(error)

    def _show_faults(self, typing: Typing) -> bool:
        """Whether anything is wrong; the first place comes to the front."""
        if not typing.faults:
            return False
        first = typing.faults[0]
        place = next((n for n, one in enumerate(self._sections, 1) if one.title == first.sheet), 0)
        self.desk.list.setCurrentRow(place)
        self._look()
        count = len(typing.faults)
        self._tell(self.tr("没有保存：还有{0}处要补正。{1}：{2}").format(count, first.sheet, typing.fault_words(first)))
        page = self.desk.pages.currentWidget()
        if isinstance(page, SectionPage) and first.row:
            self._show_section(page, first.row - 1)
            page.form.check()
        return True
