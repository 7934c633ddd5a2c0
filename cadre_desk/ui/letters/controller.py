"""Wires the list of letters, the editor, the preview and the printer."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cadre_desk.domain.sheet import Tick
from cadre_desk.services import letters, lists, printing
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.letters import Letter
from cadre_desk.services.lists import Query
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.basics import pause
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.kit.table import Record
from cadre_desk.ui.kit.tasks import Job, Tasks, message
from cadre_desk.ui.letters import model, paper
from cadre_desk.ui.letters.preview import Previewer
from cadre_desk.ui.letters.view import LettersView

_PAUSE = 2_000  # ms after the last key before a draft is kept
_MOST_FOUND = 50


class LettersController(ListController):
    """Letters."""

    name = "letters"
    shows = frozenset({"letter", "cadre", "unit", "setting"})

    def __init__(self, tasks: Tasks, fonts: Path) -> None:
        self.both = LettersView(tasks.desk.pack.letters)
        super().__init__(tasks, self.both, self.both.listing)
        self.editor, self.fresh = self.both.editor, self.both.fresh
        self._fonts = fonts
        self._open = model.Open()
        self._letter: Letter | None = None
        self._job: Job | None = None
        self._search = 0
        self.previewer = Previewer(tasks, fonts, self.both)
        self._timer = pause(self, _PAUSE, self.keep)
        self._wire()

    def _wire(self) -> None:
        editor, fresh = self.editor, self.fresh
        self.previewer.drawn.connect(editor.preview.show_pdf)
        self.previewer.refused.connect(editor.preview.show_fault)
        editor.changed.connect(self._on_typed)
        editor.keep_wished.connect(self.keep)
        editor.step_wished.connect(self._on_step_wished)
        editor.print_wished.connect(self._on_print_wished)
        editor.file_wished.connect(self._on_file_wished)
        editor.cancelled.connect(lambda: self._job.cancel() if self._job else None)
        editor.cadre_wished.connect(self._on_cadre_wished)
        self.both.new_wished.connect(self._begin)
        fresh.searched.connect(self._on_searched)
        fresh.wished.connect(self._on_new)
        fresh.given_up.connect(self._on_given_up)
        self.listing.opened.connect(lambda _: self._focus())
        self.listing.table.selectionModel().selectionChanged.connect(lambda: editor.set_chosen(len(self._chosen())))

    # -- which letter is open -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The list and the letter that is open."""
        super().refresh()
        if self._open.key:
            self._ask_letter(self._open.key)

    def leave(self) -> None:
        """A draft is kept before another screen comes to the front."""
        self.keep()

    def show_details(self, key: int) -> None:
        """That letter; the one before is kept."""
        if key == self._open.key:
            if self._letter is not None:
                self.both.show_editor()
            return
        self.keep()
        self._open, self._letter = model.Open(key), None
        self._ask_letter(key)

    def _ask_letter(self, key: int) -> None:
        self.ask(lambda ask: letters.letter(ask, key), lambda one: self._show(key, one))

    def _show(self, key: int, one: Letter) -> None:
        """Show a letter as it is kept; what is being typed in it stays."""
        if key != self._open.key:
            return
        fresh = self._letter is None
        words = fresh or not (self._open.dirty or self._open.same(one.data))
        self._letter = one
        self.editor.show_letter(one, self.tasks.desk.clock().date(), words=words)
        if words:
            self._open.kept = dict(one.data)
        if fresh:
            self.editor.preview.clear()
            self.editor.tell_activity("")
            if one.editable:
                self.editor.tell_saved(self.tr("修改会自动保存为草稿。"))
            self.both.show_editor()
        if not self._open.dirty:
            self.previewer.open(key)

    def _focus(self) -> None:
        """Enter in the list goes on into the first field."""
        if self._letter is not None:
            self.editor.form.focus(self._letter.kind.fields[0].key)

    def _on_cadre_wished(self) -> None:
        if self._letter is not None:
            self.opened.emit("cadre", self._letter.cadre_id)

    # -- words --------------------------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        if self._letter is None or not self._letter.editable:
            return
        self._open.dirty = True
        self.editor.tell_saved(self.tr("有未保存的修改……"))
        self._timer.start()
        self.previewer.typed(self.editor.values())

    def keep(self) -> None:
        """Keep the draft that is open, where something in it was changed."""
        self._timer.stop()
        state, one = self._open, self._letter
        if one is None or not state.dirty:
            return
        typed = self.editor.values()
        refused = _refused(typed)
        data = state.merged(typed, without="secrecy" if refused else "")
        state.dirty = False
        if state.same(data):
            self._tell_kept(state, refused)
            return
        state.kept = data
        self.tasks.change(
            self.view,
            lambda desk, tick: letters.save(desk, one.id, data),
            lambda _: self._tell_kept(state, refused),
            lambda error: self._on_not_kept(state, error),
        )

    def _tell_kept(self, state: model.Open, refused: str) -> None:
        if state is not self._open or state.dirty:
            return
        at = datetime.now().strftime("%H:%M")
        if refused:
            self.editor.tell_saved(self.tr("草稿已自动保存 {0}，密级除外：{1}").format(at, refused), fault=True)
        else:
            self.editor.tell_saved(self.tr("草稿已自动保存 {0}").format(at))

    def _on_not_kept(self, state: model.Open, error: BaseException) -> None:
        state.dirty, state.kept = True, {}
        if state is self._open:
            self.editor.tell_saved(self.tr("草稿未能保存：{0}").format(message(error)), fault=True)
        else:
            self.fail(error)

    # -- steps --------------------------------------------------------------------------------------------------------

    def _on_step_wished(self, step: str, day: Any, note: str) -> None:
        one = self._letter
        if one is None:
            return
        taken = next(found for found in one.possible if found.key == step)
        if one.editable and taken.after != "withdrawn" and self._faulty():
            return
        self.keep()
        self.editor.set_busy(True)
        self.tasks.change(
            self.view,
            lambda desk, tick: letters.take_step(desk, one.id, step, day, note),
            lambda found: self._on_stepped(one.id, found),
            self._on_step_refused,
        )

    def _faulty(self) -> bool:
        """Whether something is missing or wrong; the first such field gets the cursor."""
        assert self._letter is not None
        wrong = self.editor.form.check()
        if wrong:
            self.editor.form.focus(next(one.key for one in self._letter.kind.fields if one.label == wrong[0]))
            self.editor.tell_saved(self.tr("还不能送审：{0}").format("、".join(wrong)), fault=True)
        elif refused := _refused(self.editor.values()):
            self.editor.form.focus("secrecy")
            self.editor.tell_saved(refused, fault=True)
            return True
        return bool(wrong)

    def _on_stepped(self, key: int, one: Letter) -> None:
        self.editor.set_busy(False)
        self._show(key, one)
        if key == self._open.key and one.editable:
            self.editor.tell_saved(self.tr("修改会自动保存为草稿。"))

    def _on_step_refused(self, error: BaseException) -> None:
        self.editor.set_busy(False)
        self.fail(error)

    # -- new letters --------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """The panel for a new letter."""
        self.keep()
        self.listing.want(0)
        self.fresh.begin()
        self.both.show_new()
        self.fresh.search.setFocus()

    def draft_for(self, cadre_id: int) -> None:
        """The panel for a new letter to that cadre."""
        self._begin()
        self._search += 1
        self.activate()
        self.ask(lambda ask: lists.rows(ask, "cadres", [cadre_id]), self._on_cadre_known)

    def _on_cadre_known(self, rows: Sequence[Record]) -> None:
        self.fresh.show_cadres(rows, "-")
        self.fresh.kinds.checkedButton().setFocus()

    def _on_searched(self, text: str) -> None:
        self._search += 1
        turn = self._search
        if not text.strip():
            self.fresh.show_cadres([], "")
            return
        self.ask(lambda ask: _cadres(ask, text), lambda rows: self._on_found(turn, rows, text))

    def _on_found(self, turn: int, rows: Sequence[Record], text: str) -> None:
        if turn == self._search:
            self.fresh.show_cadres(rows, text, _MOST_FOUND)

    def _on_new(self, kind: str, cadre_id: int) -> None:
        self.change(lambda desk, tick: letters.draft(desk, kind, cadre_id), self._on_drafted)

    def _on_drafted(self, key: int) -> None:
        self.listing.want(key)
        self.show_details(key)
        self.refresh()

    def _on_given_up(self) -> None:
        if self._letter is None:
            self.both.show_hint()
        else:
            self.listing.want(self._open.key)
            self.both.show_editor()

    # -- paper and files ----------------------------------------------------------------------------------------------

    def _on_print_wished(self) -> None:
        one, title = self._letter, self.tr("打印函件")
        if one is None or self._job is not None:
            return
        self.keep()
        printer = dialogs.choose_printer(self.view, title, self.editor.preview.document.pageCount())
        if printer is None:
            return
        fonts, what = self._fonts, self.tr("正在打印")
        self._begin_job(
            lambda desk, tick: paper.print_pdf(printing.print_bytes(desk, one.id, fonts), printer, tick, what),
            lambda count: self.tr("已送打印机，共{0}面。").format(count),
        )

    def _on_file_wished(self) -> None:
        one = self._letter
        if one is None or self._job is not None:
            return
        self.keep()
        chosen = self._chosen() if len(self._chosen()) > 1 else [one.id]
        draft = self.tr("{0}（草稿）").format(one.kind.title)
        name = f"{one.number or draft} {one.cadre}.pdf"
        if len(chosen) > 1:
            name = self.tr("函件{0}份.pdf").format(len(chosen))
        target = dialogs.save_file(self.view, self.tr("存为PDF"), name, "PDF (*.pdf)")
        if target is None:
            return
        target = target if target.suffix.lower() == ".pdf" else target.with_name(f"{target.name}.pdf")
        fonts = self._fonts
        self._begin_job(
            lambda desk, tick: printing.write_letters(desk, chosen, target, fonts),
            lambda count: self.tr("已存为“{0}”，共{1}页。").format(target.name, count),
        )

    def _chosen(self) -> list[int]:
        return self.listing.table.chosen_keys()

    def _begin_job(self, work: Callable[[Desk, Tick], int], words: Callable[[int], str]) -> None:
        """Long work that is told in the editor and can be given up."""
        self.editor.tell_activity(self.tr("正在准备……"), stoppable=True)
        self._job = self.tasks.change(
            self.view, work, lambda count: self._end_job(words(count)), self._on_job_failed, self._on_job_ended
        )
        self._job.progressed.connect(self._on_progress)

    def _on_job_ended(self) -> None:
        if self._job is not None:
            self._end_job(self.tr("已取消。"))

    def _on_progress(self, what: str, done: int, total: int) -> None:
        if self._job is not None:
            number = min(done + 1, total)
            self.editor.tell_activity(self.tr("{0}：第{1}面，共{2}面").format(what, number, total), stoppable=True)

    def _end_job(self, text: str) -> None:
        self._job = None
        self.editor.tell_activity(text)

    def _on_job_failed(self, error: BaseException) -> None:
        self._end_job("")
        if isinstance(error, paper.PrintRefused):
            text = self.tr("打印机没有接受这份函件。请检查打印机是否开机、联机、有纸，然后重试；也可以存为PDF。")
            dialogs.warn(self.view, self.tr("未能打印"), text)
        else:
            self.fail(error)


def _refused(data: Mapping[str, Any]) -> str:
    """Why the 密级 cannot stand as it was typed, or an empty text."""
    try:
        letters.check_secrecy(str(data.get("secrecy") or ""))
    except Refused as error:
        return str(error)
    return ""


def _cadres(ask: Ask, text: str) -> list[dict[str, Any]]:
    keys = lists.keys(ask, "cadres", Query(text=text, sort="name"))
    return lists.rows(ask, "cadres", keys[:_MOST_FOUND])
