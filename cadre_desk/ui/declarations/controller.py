"""Wires the list of declarations, the one that is open, and the registers beside them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QTabWidget

from cadre_desk.domain.people import Filing
from cadre_desk.services import filing, lists, people
from cadre_desk.services.lists import Query
from cadre_desk.services.outgoing import Document
from cadre_desk.services.people import Declared, Term
from cadre_desk.ui.declarations.model import Head, parts
from cadre_desk.ui.declarations.registers import FilingsController, OpeningsController
from cadre_desk.ui.declarations.view import DeclarationsView
from cadre_desk.ui.kit import beside, dialogs, papers, stating, theme
from cadre_desk.ui.kit.deeds import Deeds
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.kit.stating import Statement
from cadre_desk.ui.kit.tasks import Tasks

_YEARS = 6  # that the filter offers, this year first


class DeclarationsController(ListController):
    """Declarations."""

    name = "declarations"
    shows = frozenset({"cadre", "unit", "declaration", "entry"})

    def __init__(self, tasks: Tasks, fonts: Path) -> None:
        self._fonts = fonts
        self.pack = tasks.desk.pack
        this_year = tasks.desk.clock().year
        years = range(this_year, this_year - _YEARS, -1)
        self.both = DeclarationsView(years, self.pack.codes["filing"].values)
        self.tabs = QTabWidget()
        super().__init__(tasks, self.tabs, self.both.listing)
        self.filings = FilingsController(tasks, fonts, years)
        self.openings = OpeningsController(tasks)
        self._lay_out()
        self._key = 0
        self._opened = 0  # the one whose opening was audited
        self._opening = False
        self._purpose = ""  # as it was stated last
        self._shown: Declared | None = None
        self.listing.opened.connect(self._on_open_wished)
        page = self.both.page
        may = tasks.desk.may
        self.both.file.setVisible(may("填报"))
        page.correct.setVisible(may("更正报告"))
        self.both.file_wished.connect(self._on_file_wished)
        page.correct.clicked.connect(self._on_correct_wished)
        more = Deeds(self, self._stated_again).menu("declaration", self._record, self.show_nothing)
        self.print_form = more.menu().addAction(self.tr("打印报告表…"))
        self.print_form.triggered.connect(lambda: self._on_form_wished(papers.to_printer))
        self.keep_form = more.menu().addAction(self.tr("报告表存为PDF…"))
        self.keep_form.triggered.connect(lambda: self._on_form_wished(papers.keep))
        page.add_action(more)
        page.open_wished.connect(lambda: self._on_open_wished(self._key))
        page.cadre_wished.connect(self._on_cadre_wished)
        page.earlier_wished.connect(lambda: self._on_neighbour_wished(-1))
        page.comparison_wished.connect(self._on_comparison_wished)
        page.later_wished.connect(lambda: self._on_neighbour_wished(1))

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.both, self.tr("报告"))
        for register, text in ((self.filings, self.tr("应报未报")), (self.openings, self.tr("调阅登记"))):
            self.tabs.addTab(register.view, text)
            register.opened.connect(self.opened)
        self.tabs.currentChanged.connect(lambda _: self._activate_register())

    def _activate_register(self) -> None:
        """The register in front, where one is."""
        for register in (self.filings, self.openings):
            if register.view is self.tabs.currentWidget():
                register.activate()

    def activate(self) -> None:
        """The screen comes to the front, with the register that stands in it."""
        super().activate()
        self._activate_register()

    def show_query(self, query: Query) -> None:
        """Declarations that a figure counts."""
        self.tabs.setCurrentIndex(0)
        super().show_query(query)

    def refresh(self) -> None:
        """The list and the declaration that is open."""
        super().refresh()
        if self._key and self._key == self._opened:
            cadre_id, n = lists.split_key(self._key)
            key = self._key
            self.ask(lambda ask: people.declaration(ask, cadre_id, n), lambda found: self._show(key, found))

    def show_details(self, key: int) -> None:
        """Open that declaration, which is audited; of those that are only passed on the way the last one.

        Where the policy wants a purpose, choosing one in the list does not open it: that takes Enter or a double click.
        """
        if key != self._key:
            self._key, self._opened, self._shown = key, 0, None
            if self._asks:
                self.both.page.show_closed()
            elif not self._opening:
                self._open(Statement())

    def show_key(self, key: int) -> None:
        """One declaration, asked for from elsewhere."""
        self.tabs.setCurrentIndex(0)
        super().show_key(key)
        if self._asks:
            self._on_open_wished(key)

    @property
    def _asks(self) -> bool:
        """Whether something has to be stated before a declaration is opened."""
        return stating.wanted(self.tasks.desk)

    def _on_open_wished(self, key: int) -> None:
        """Ask for what the policy wants, then open it."""
        if not self._asks or key == self._opened:
            return
        stated = stating.statement(self.view, self.tasks.desk, self._purpose)
        if stated is not None:
            self._key, self._purpose = key, stated.purpose
            self._open(stated)

    def _open(self, stated: Statement) -> None:
        self._opening, key = True, self._key
        cadre_id, n = lists.split_key(key)
        self.change(
            lambda desk, tick: people.open_declaration(desk, cadre_id, n, stated.purpose, stated.approver),
            lambda found: self._on_declared(key, found),
            lambda: self._on_opened(key),
        )

    def _on_declared(self, key: int, found: Declared | None) -> None:
        if key == self._key:
            self._opened = key
        self._show(key, found)

    def _on_opened(self, key: int) -> None:
        self._opening = False
        if self._key and key != self._key and not self._asks:
            self._open(Statement())

    def _stated_again(self) -> Statement | None:
        """For the history of what is open: the same purpose; a second person has to agree again."""
        if people.asked(self.tasks.desk).approval:
            return stating.statement(self.view, self.tasks.desk, self._purpose)
        return Statement(self._purpose)

    def _on_comparison_wished(self) -> None:
        """All filings of the cadre are opened by this, for the purpose that was stated."""
        if self._shown is not None and (stated := self._stated_again()) is not None:
            filing = self._shown.filing
            beside.look(self, self._fonts, filing.cadre_id, stated, filing.n)

    def _record(self) -> str:
        """The declaration that is open, as the history names it; none while a register stands before it."""
        shown = self._shown is not None and self.tabs.currentWidget() is self.both
        return "{}/{}".format(*lists.split_key(self._key)) if shown else ""

    def show_nothing(self) -> None:
        """Nothing was found, or the one that was open is gone."""
        self._key, self._opened, self._shown = 0, 0, None
        self.both.page.show_nothing()

    def _show(self, key: int, found: Declared | None) -> None:
        if key != self._key:
            return
        self._shown = found
        if found is None:
            self.both.page.show_nothing()
        else:
            self.both.page.show_declaration(self._head(found), parts(found, self.pack.sections))

    def _on_cadre_wished(self) -> None:
        if self._shown is not None:
            self.opened.emit("cadre", self._shown.dossier.cadre.id)

    def _on_file_wished(self) -> None:
        """A new declaration of the cadre whose declaration is chosen."""
        if self._key and self.tasks.desk.may("填报"):
            self.opened.emit("filing", lists.owned_key(lists.split_key(self._key)[0], 0))
        else:
            self.opened.emit("filing", 0)

    def _on_form_wished(self, way: papers.Way) -> None:
        """The declaration that is open, in the layout of the form."""
        if self._shown is None:
            return
        cadre_id, n = lists.split_key(self._key)

        def hand_out(document: Document) -> None:
            way(self, self.view, document, self._fonts, lambda said: dialogs.tell(self.view, document.what, said))

        self.ask(lambda ask: filing.document_of(ask, cadre_id, n), hand_out)

    def _on_correct_wished(self) -> None:
        if self._shown is not None:
            self.opened.emit("filing", self._key)

    def _on_neighbour_wished(self, step: int) -> None:
        if self._shown is not None:
            numbers = [filing.n for filing, _ in self._shown.dossier.filings]
            place = numbers.index(self._shown.filing.n) + step
            if 0 <= place < len(numbers):
                self.show_key(lists.owned_key(self._shown.filing.cadre_id, numbers[place]))

    # -- words ------------------------------------------------------------------------------------------------------

    def _head(self, found: Declared) -> Head:
        filing, cadre = found.filing, found.dossier.cadre
        unit, title = found.dossier.units.get(cadre.unit_id or 0), cadre.title or ""
        if unit is not None and not title.startswith(unit.name):
            title = f"{unit.name}　{title}".rstrip()
        numbers = [one.n for one, _ in found.dossier.filings]
        today = self.tasks.desk.clock().date()
        severity, term = self._term(people.terms(found, self.pack, today))
        facts = self.tr("{0}　第{1}份　收到日期 {2}　填报日期 {3}").format(
            self._title(filing), filing.number, filing.received or self.tr("未写"), filing.signed or self.tr("未写")
        )
        compared = self.tr("没有更早的报告可以比较")
        if found.before is not None:
            day = found.before.received or found.before.signed or ""
            compared = self.tr("上次：{0} {1}").format(self._title(found.before), day)
        return Head(
            name=cadre.name,
            unit=title,
            facts=facts,
            term=term,
            severity=severity,
            compared=compared,
            unmet=self._unmet(found),
            before=found.before.year if found.before is not None else None,
            earlier=filing.n != numbers[0],
            later=filing.n != numbers[-1],
        )

    def _unmet(self, found: Declared) -> str:
        words = self.tr("{0} {1}处变更或处置没有对应的以前填报，见下面同一符号的行").format(
            theme.SIGNS["O"], len(found.unmet)
        )
        return words if found.unmet else ""

    def _title(self, filing: Filing) -> str:
        return self.tr("{0}年度　{1}").format(filing.year, filing.filing)

    def _term(self, terms: Sequence[Term]) -> tuple[str, str]:
        """Severity and words of whether the declaration came in time."""
        words: dict[str, None] = {}  # the same change of two things is told once
        worst = ""
        for one in terms:
            if one.late is None:
                severity, said = "Y", self.tr("{0}：期限{1}，没有写收到日期，待核实")
            elif one.late:
                severity, said = "O", self.tr("{0}：期限{1}，疑似逾期{2}天")
            else:
                severity, said = "I", self.tr("{0}：期限{1}，按期")
            words[f"{theme.SIGNS[severity]} {said.format(one.what, one.due.isoformat(), one.late)}"] = None
            worst = severity if not worst else min(worst, severity, key="OYI".index)
        return worst, "\n".join(words)
