"""Wires the list of flags, the scan, and the flag that is open."""

from cadre_desk.domain.rules import Evidence
from cadre_desk.domain.sheet import Tick
from cadre_desk.services import flags
from cadre_desk.services.desk import Desk
from cadre_desk.services.drafts import Draft, mark
from cadre_desk.services.flags import SEVERITIES, STATES, Flag, Scanned
from cadre_desk.ui.flags.model import CONFIDENCES, Shown, columns
from cadre_desk.ui.flags.view import FlagsView
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.kit.table import Record, severity_words
from cadre_desk.ui.kit.tasks import Job, Tasks


class FlagsController(ListController):
    """Flags."""

    name = "flags"
    shows = frozenset({"flag", "cadre", "unit"})
    drafts_as = "flags"

    def __init__(self, tasks: Tasks) -> None:
        pack = tasks.desk.pack
        self.both = FlagsView(
            columns(pack),
            tuple(STATES.items()),
            tuple((key, severity_words(key)) for key in SEVERITIES),
            tuple((rule.id, f"{rule.id} {rule.title}") for rule in pack.rules.values() if rule.enabled),
            tuple((key, STATES[key]) for key in flags.DECISIONS),
        )
        super().__init__(tasks, self.both, self.both.listing)
        self._key = 0
        self._flag: Flag | None = None
        self._marks: dict[int, str] = {}  # of the flags as they were when something was typed
        self._back: dict[int, str] = {}  # drafts that were given back, and when they were kept
        self._next: int | None = None  # to be chosen when the list comes back after a disposition
        self._scan: Job | None = None
        self._cancelling = False
        self.model.loaded.connect(self._on_loaded)
        self.both.scan_wished.connect(self.scan)
        self.both.cancel_wished.connect(self._on_cancel)
        page = self.both.page
        page.saved.connect(self._on_saved)
        page.restored.discard_wished.connect(lambda: self._forget(self._key))
        page.cadre_wished.connect(lambda: self._open_cadre("cadre"))
        page.draft_wished.connect(lambda: self._open_cadre("draft"))

    # -- one flag ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The list and the flag that is open."""
        super().refresh()
        if self._key:
            self._ask_flag()

    def show_details(self, key: int) -> None:
        """That flag beside the list."""
        if key != self._key:
            self._key = key
            self._ask_flag()

    def _ask_flag(self) -> None:
        key = self._key
        self.ask(lambda ask: flags.flag(ask, key), lambda found: self._show(key, found))

    def _show(self, key: int, found: Flag) -> None:
        if key == self._key:
            self._flag = found
            self._give_back(found)
            if key not in self.both.page.drafts():
                self._marks[key] = _mark(found)
            self.both.page.show_flag(self._words(found))
            self._tell_restored(found)

    def _on_loaded(self, count: int) -> None:
        wanted, self._next = self._next, None
        if wanted is not None and self.model.row_of(wanted) >= 0:
            self.listing.table.setCurrentIndex(self.model.index(self.model.row_of(wanted), 0))
        if not count and not self.listing.asked_from_elsewhere:
            self.show_nothing()

    def show_nothing(self) -> None:
        """No flag is there to be shown, or the one that was is nothing for this officer."""
        self._key, self._flag = 0, None
        self.both.page.show_nothing()

    def _open_cadre(self, what: str) -> None:
        if self._flag is not None and self._flag.subject == "cadre":
            self.opened.emit(what, self._flag.subject_id)

    def _words(self, found: Flag) -> Shown:
        rule = found.rule
        return Shown(
            found.id,
            found.severity,
            self.tr("{0}　{1}").format(severity_words(found.severity), STATES[found.state]),
            found.sentence,
            (
                (self.tr("规则"), f"{rule.id} {rule.title}"),
                (self.tr("依据"), str(rule.source)),
                (self.tr("依据可信度"), CONFIDENCES[rule.source.confidence]),
                (self.tr("下一步"), rule.next_step),
                (self.tr("发现日期"), found.found),
            ),
            tuple(self._cell(cell, found) for cell in found.evidence),
            found.dispositions,
            found.subject == "cadre",
            found.state != "gone",
        )

    def _cell(self, cell: Evidence, found: Flag) -> Record:
        place = " ".join(filter(None, (found.files.get(cell.batch or 0, cell.file), cell.sheet)))
        line = self.tr("第{0}行").format(cell.line) if cell.line else ""
        return {"place": f"{place} {line}".strip(), "label": cell.label, "value": cell.value or self.tr("空")}

    def _on_saved(self, decision: str, reason: str) -> None:
        key = self._key
        self.both.page.set_saving(True)
        self._next = self._key_after(key)
        draft = next((one for one in self.unsaved() if one.key == key), None)

        def work(desk: Desk, tick: Tick) -> None:
            flags.dispose(desk, key, decision, reason)
            self.saved(draft)

        self.change(work, lambda _: self._forget(key), lambda: self.both.page.set_saving(False))

    # -- what is typed and not saved ----------------------------------------------------------------------------------

    def unsaved(self) -> list[Draft]:
        """What is typed for any flag."""
        typed = self.both.page.drafts()
        here = [Draft("flags", key, data, self._marks.get(key, "")) for key, data in typed.items()]
        return [one for one in (*here, *self.waiting.values()) if not self.is_saved(one)]

    def _forget(self, key: int) -> None:
        self._back.pop(key, None)
        self.both.page.forget_draft(key)
        self.settle(key)

    def _give_back(self, found: Flag) -> None:
        """What was typed for that flag before the lock goes into its form, unless it was saved in the last moment."""
        draft = self.waiting.pop(found.id, None)
        if draft is None:
            return
        last = found.dispositions[0] if found.dispositions else {}
        typed = (draft.data["decision"], draft.data["reason"].strip(), self.tasks.desk.officer)
        if typed == (last.get("decision"), last.get("reason"), last.get("officer")):
            self.settle(found.id)
        else:
            self._marks[found.id] = draft.seen
            self._back[found.id] = draft.at
            self.both.page.give_back(found.id, draft.data)
            self.given_back.emit()

    def _tell_restored(self, found: Flag) -> None:
        at = self._back.get(found.id)
        if at and found.id in self.both.page.drafts():
            self.both.page.restored.show_restored(at, changed=self._marks[found.id] != _mark(found))

    def fail(self, error: BaseException) -> None:
        """Tell what did not work; the flag that is open stays open."""
        self._next = None
        super().fail(error)

    def _key_after(self, key: int) -> int | None:
        """The flag below that one, which comes next."""
        row = self.model.row_of(key)
        return self.model.key(row + 1) if 0 <= row < self.model.rowCount() - 1 else None

    # -- the scan ---------------------------------------------------------------------------------------------------

    def scan(self) -> None:
        """Evaluate all rules."""
        self.both.show_scanning(True)
        self._cancelling = False
        self._scan = self.change(lambda desk, tick: flags.scan(desk, tick), self._on_scanned, self._on_scan_ended)
        self._scan.progressed.connect(self._on_progressed)

    def _on_progressed(self, what: str, done: int, total: int) -> None:
        if self._scan is not None:
            self.both.show_progress(what, done, total)

    def _on_scanned(self, result: Scanned) -> None:
        self._cancelling = False  # it was too late to cancel
        self.both.show_told(self.tr("{0}。").format(result))

    def _on_cancel(self) -> None:
        if self._scan is not None:
            self._cancelling = True
            self.both.cancel.setEnabled(False)
            self._scan.cancel()

    def _on_scan_ended(self) -> None:
        self._scan = None
        self.both.show_scanning(False)
        if self._cancelling:
            self.both.show_told(self.tr("扫描已取消，预警没有改动。"))


def _mark(found: Flag) -> str:
    """By what one sees later that the flag has changed."""
    evidence = [[cell.label, cell.value] for cell in found.evidence]
    return mark([found.state, evidence, [dict(one) for one in found.dispositions]])
