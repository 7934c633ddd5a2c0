"""Wires the list of letters, the editor, the preview and the printer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cadre_desk.domain.sheet import Tick
from cadre_desk.services import avoiding, letters, lists, outgoing, printing
from cadre_desk.services.avoiding import Avoid
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.drafts import Draft
from cadre_desk.services.errors import Gone, Refused
from cadre_desk.services.letters import Letter, Opened
from cadre_desk.services.lists import Query
from cadre_desk.services.outgoing import Released
from cadre_desk.ui.kit import dialogs, leaving, paper
from cadre_desk.ui.kit.basics import pause
from cadre_desk.ui.kit.deeds import Deeds
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.kit.table import Record
from cadre_desk.ui.kit.tasks import Job, Tasks, message
from cadre_desk.ui.letters import model
from cadre_desk.ui.letters.preview import Previewer
from cadre_desk.ui.letters.view import LettersView

_PAUSE = 2_000  # ms after the last key before a draft is kept
_MOST_FOUND = 50


class LettersController(ListController):
    """Letters."""

    name = "letters"
    shows = frozenset({"letter", "cadre", "unit", "setting"})
    drafts_as = "letters"

    def __init__(self, tasks: Tasks, fonts: Path) -> None:
        self.both = LettersView(tasks.desk.pack.letters, letters.not_mine(tasks.desk, letters.DRAFTING))
        super().__init__(tasks, self.both, self.both.listing)
        self.editor, self.fresh = self.both.editor, self.both.fresh
        self._fonts = fonts
        self._open = model.Open()
        self._letter: Letter | None = None
        self._saving: dict[int, Draft] = {}  # words on their way into the vault
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
        editor.keep_wished.connect(self._on_keep_wished)
        editor.restored.discard_wished.connect(self._on_discard_wished)
        editor.step_wished.connect(self._on_step_wished)
        editor.print_wished.connect(self._on_print_wished)
        editor.file_wished.connect(self._on_file_wished)
        editor.cancelled.connect(lambda: self._job.cancel() if self._job else None)
        editor.cadre_wished.connect(self._on_cadre_wished)
        editor.add_action(Deeds(self).menu("letter", lambda: str(self._open.key or ""), self._close))
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
        self._set_aside()
        self._open, self._letter = model.Open(key), None
        self._ask_letter(key)

    def _ask_letter(self, key: int) -> None:
        desk = self.tasks.desk
        self.tasks.ask(
            self.view,
            lambda ask: letters.opened(desk, ask, key),
            lambda found: self._show(key, found),
            lambda error: self._on_not_shown(key, error),
        )

    def _on_not_shown(self, key: int, error: BaseException) -> None:
        """A letter that is gone, or to somebody he keeps away from, does not stay on the screen."""
        if not isinstance(error, Gone | Avoid):
            self.fail(error)
        elif key == self._open.key:
            self._close(message(error))

    def _close(self, why: str = "") -> None:
        """The letter that was shown is shown no more."""
        self._timer.stop()
        self._open, self._letter = model.Open(), None
        self.editor.preview.clear()
        self.both.show_hint(why)

    def _show(self, key: int, found: Opened) -> None:
        """Show a letter as it is kept; what is being typed in it stays."""
        if key != self._open.key:
            return
        one = found.letter
        if not one.editable and (draft := self.typed()):  # another step was taken: there is no place for words now
            self.waiting[key] = draft
            self._open.dirty = self._open.held = self._open.refused = False
        fresh = self._letter is None
        words = fresh or not (self._open.dirty or self._open.same(one.data))
        self._letter = one
        self.editor.show_letter(found, self.tasks.desk.clock().date(), words=words)
        if words:
            self._open.kept = dict(one.data)
        if fresh:
            self.editor.preview.clear()
            self.editor.tell_activity("")
            if one.editable and not found.fixed:
                self.editor.tell_saved(self.tr("修改会自动保存为草稿。"))
            self.both.show_editor()
            self.editor.restored.hide()
        self._give_back(one)
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
        self._open.dirty, self._open.held = True, False
        self.editor.tell_saved(self.tr("有未保存的修改……"))
        self._timer.start()
        self.previewer.typed(self.editor.values())

    def keep(self) -> None:
        """Keep the draft that is open, where something in it was changed."""
        self._timer.stop()
        state, one = self._open, self._letter
        if one is None or not state.dirty or state.held:
            return
        self._saving[one.id] = draft = Draft("letters", one.id, self.editor.typed(words=True), model.seen(state.kept))
        typed = self.editor.values()
        refused = _refused(typed)
        data = state.merged(typed, without="secrecy" if refused else "")
        state.dirty, state.refused = False, bool(refused)
        if state.same(data):
            self._tell_kept(state, draft, refused)
            return
        state.kept = data

        def work(desk: Desk, tick: Tick) -> None:
            letters.save(desk, one.id, data)
            self.saved(draft)

        self.tasks.change(
            self.view,
            work,
            lambda _: self._tell_kept(state, draft, refused),
            lambda error: self._on_not_kept(state, draft, error),
        )

    def _tell_kept(self, state: model.Open, draft: Draft, refused: str) -> None:
        if self._saving.get(draft.key) is draft:
            del self._saving[draft.key]
            self._saved.pop(draft.key, None)
        if state is not self._open or state.dirty:
            return
        if not refused:
            self.editor.restored.hide()
        self.settled.emit()
        at = datetime.now().strftime("%H:%M")
        if refused:
            self.editor.tell_saved(self.tr("草稿已自动保存 {0}，密级除外：{1}").format(at, refused), fault=True)
        else:
            self.editor.tell_saved(self.tr("草稿已自动保存 {0}").format(at))

    def _on_not_kept(self, state: model.Open, draft: Draft, error: BaseException) -> None:
        state.dirty, state.kept = True, {}
        if self._saving.get(draft.key) is draft:
            del self._saving[draft.key]
        if state is self._open:
            self.editor.tell_saved(self.tr("草稿未能保存：{0}").format(message(error)), fault=True)
        else:
            self.waiting[draft.key] = draft  # given back when that letter is opened again
            self.fail(error)

    def _on_keep_wished(self) -> None:
        self._open.held = False
        self.keep()

    # -- words that were not saved ------------------------------------------------------------------------------------

    def typed(self) -> Draft | None:
        """The words that are not kept yet, and the note to a step."""
        one, state = self._letter, self._open
        if one is None:
            return None
        data = self.editor.typed(words=one.editable and (state.dirty or state.refused))
        return Draft("letters", one.id, data, model.seen(state.kept)) if data else None

    def unsaved(self) -> list[Draft]:
        """Also what is on its way into the vault: when the window is left, nobody is told whether it came there."""
        found = self._saving | {one.key: one for one in super().unsaved()}
        return [one for one in found.values() if not self.is_saved(one)]

    def _set_aside(self) -> None:
        """Another letter comes: what cannot be kept of this one waits until one comes back to it."""
        self.keep()
        if draft := self.typed():
            self.waiting[draft.key] = draft

    def take_drafts(self, drafts: Iterable[Draft]) -> None:
        """What was typed before the lock; that of the letter that is open already is given back at once."""
        super().take_drafts(drafts)
        if self._letter is not None:
            self._give_back(self._letter)

    def _give_back(self, one: Letter) -> None:
        """Show what was typed in that letter and not kept; it is kept when the officer goes on with it."""
        draft = self.waiting.get(one.id)
        if draft is None or self._open.dirty:
            return
        words, step = draft.data.get("words"), draft.data.get("step")
        if words is not None and not one.editable:
            state = one.kind.states[one.state]
            self.editor.restored.show_stuck(draft.at, self.tr("此件已是“{0}”，文字不能再改。").format(state))
            return
        del self.waiting[one.id]
        if words is not None:
            before = self.editor.values()
            self.editor.form.set_typed(words)
            if self.editor.values() != before:
                self._open.dirty = self._open.held = True
                self.editor.tell_saved(self.tr("恢复的内容还没有保存：接着修改，或按 Ctrl+S。"))
                self.previewer.open(one.id, self.editor.values())
        if step is not None:
            self.editor.give_back_step(step)
        if self._open.held or step is not None:
            changed = bool(draft.seen) and draft.seen != model.seen(one.data)
            self.editor.restored.show_restored(draft.at, changed=changed)
            self.given_back.emit()
        else:
            self.settle(one.id)

    def _on_discard_wished(self) -> None:
        """The letter as it is kept."""
        key = self._open.key
        self._timer.stop()
        self._open, self._letter = model.Open(key), None
        self.settle(key)
        self._ask_letter(key)

    # -- steps --------------------------------------------------------------------------------------------------------

    def _on_step_wished(self, step: str, day: Any, note: str) -> None:
        one = self._letter
        if one is None:
            return
        taken = next(found for found in one.possible if found.key == step)
        if one.editable and taken.after != "withdrawn" and self._faulty():
            return
        self._on_keep_wished()
        self.editor.set_busy(True)

        def work(desk: Desk, tick: Tick) -> Opened:
            letters.take_step(desk, one.id, step, day, note)
            return desk.ask(lambda ask: letters.opened(desk, ask, one.id))

        self.tasks.change(self.view, work, lambda found: self._on_stepped(one.id, found), self._on_step_refused)

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

    def _on_stepped(self, key: int, found: Opened) -> None:
        self.editor.set_busy(False)
        self._show(key, found)
        if key == self._open.key and found.letter.editable and not found.fixed:
            self.editor.tell_saved(self.tr("修改会自动保存为草稿。"))

    def _on_step_refused(self, error: BaseException) -> None:
        self.editor.set_busy(False)
        self.fail(error)

    # -- new letters --------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """The panel for a new letter; whoever may not draft one is told who may."""
        if refusal := letters.not_mine(self.tasks.desk, letters.DRAFTING):
            self.fail(Refused(refusal))
            return
        self._set_aside()
        self.listing.want(0)
        self.fresh.begin()
        self.both.show_new()
        self.fresh.search.setFocus()

    def draft_for(self, cadre_id: int) -> None:
        """The panel for a new letter to that cadre."""
        self._begin()
        if not self.both.drafting:
            return
        self._search += 1
        self.activate()
        self.ask(lambda ask: _told(ask, [cadre_id]), self._on_cadre_known)

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
        self._on_keep_wished()
        printer = dialogs.choose_printer(self.view, title, self.editor.preview.document.pageCount())
        if printer is None:
            return
        terms = leaving.terms(self.view, self.tasks.desk, "print", one.kind.title, label=False)
        if terms is None:
            return
        fonts, what, name = self._fonts, self.tr("正在打印"), printer.printerName() or self.tr("打印机")

        def work(desk: Desk, tick: Tick) -> Released:
            return printing.print_letters(
                desk, [one.id], name, fonts, lambda content: paper.print_pdf(content, printer, tick, what), terms
            )

        self._begin_job(work, lambda done: self.tr("已送打印机，共{0}面。登记号 {1}").format(done.count, done.number))

    def _on_file_wished(self) -> None:
        one = self._letter
        if one is None or self._job is not None:
            return
        self._on_keep_wished()
        chosen = self._chosen() if len(self._chosen()) > 1 else [one.id]
        draft = self.tr("{0}（草稿）").format(one.kind.title)
        name = f"{one.number or draft} {one.cadre}"
        if len(chosen) > 1:
            name = self.tr("函件{0}份").format(len(chosen))
        terms = leaving.terms(self.view, self.tasks.desk, "pdf", name, label=False)
        if terms is None:
            return
        label = "" if len(chosen) > 1 or _refused(one.data) else str(one.data.get("secrecy") or "")
        name = outgoing.file_name(name, label, ".pdf")
        target = dialogs.save_file(self.view, self.tr("存为PDF"), name, "PDF (*.pdf)")
        if target is None:
            return
        target = target if target.suffix.lower() == ".pdf" else target.with_name(f"{target.name}.pdf")
        fonts = self._fonts
        self._begin_job(
            lambda desk, tick: printing.write_letters(desk, chosen, target, fonts, terms),
            lambda done: self.tr("已存为“{0}”，共{1}页。登记号 {2}").format(target.name, done.count, done.number),
        )

    def _chosen(self) -> list[int]:
        return self.listing.table.chosen_keys()

    def _begin_job(self, work: Callable[[Desk, Tick], Released], words: Callable[[Released], str]) -> None:
        """Long work that is told in the editor and can be given up."""
        self.editor.tell_activity(self.tr("正在准备……"), stoppable=True)
        self._job = self.tasks.change(
            self.view, work, lambda done: self._end_job(words(done)), self._on_job_failed, self._on_job_ended
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
    return _told(ask, lists.keys(ask, "cadres", Query(text=text, sort="name"))[:_MOST_FOUND])


def _told(ask: Ask, keys: Sequence[int]) -> list[dict[str, Any]]:
    """These cadres, with whether the officer keeps away from them."""
    close = avoiding.shut(ask)
    return [row | {"close": row["key"] in close} for row in lists.rows(ask, "cadres", keys)]
