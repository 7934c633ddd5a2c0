"""Wires the list of cadres and the page of one."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from cadre_desk.domain.declaration import State, state_words
from cadre_desk.services import lists, people
from cadre_desk.services.people import Person
from cadre_desk.ui.cadres import funds, handing
from cadre_desk.ui.cadres.model import records
from cadre_desk.ui.cadres.view import CadresView
from cadre_desk.ui.kit import beside, stating
from cadre_desk.ui.kit.deeds import Deeds
from cadre_desk.ui.kit.screen import ListController
from cadre_desk.ui.kit.stating import Statement
from cadre_desk.ui.kit.table import Record
from cadre_desk.ui.kit.tasks import Tasks


class CadresController(ListController):
    """Cadres."""

    name = "cadres"
    shows = frozenset(
        {"cadre", "relative", "post", "declaration", "entry", "measure", "flag", "letter", "campaign_case"}
    )

    def __init__(self, tasks: Tasks, fonts: Path) -> None:
        self.pack = tasks.desk.pack
        self.both = CadresView(self.pack.codes["level"].values)
        super().__init__(tasks, self.both, self.both.listing)
        self._cadre = 0
        self._opened = False  # whether what he declared was opened, for a purpose
        self._purpose = ""  # as it was stated last
        page, deeds = self.both.page, Deeds(self)
        more = deeds.menu("cadre", lambda: str(self._cadre or ""), self.show_nothing)
        page.add_action(more)
        self._hand_over = more.menu().addAction(self.tr("交接…"))
        self._hand_over.setVisible(tasks.desk.may("导出"))
        self._hand_over.triggered.connect(lambda: handing.hand_over(self, self._cadre))
        for kind in ("relative", "post", "measure"):
            deeds.add_to(page.table(kind), kind, partial(self._row_key, kind))
        page.holdings_wished.connect(self._on_holdings_wished)
        page.comparison_wished.connect(lambda: self._open_declared(partial(beside.look, self, fonts)))
        page.funds_wished.connect(lambda: self._open_declared(partial(funds.look, self, fonts)))
        self.both.page.letter_wished.connect(lambda: self.opened.emit("draft", self._cadre))
        page.file.setVisible(tasks.desk.may("填报"))
        page.filing_wished.connect(lambda: self.opened.emit("filing", lists.owned_key(self._cadre, 0)))
        self.both.page.record_opened.connect(self.opened)

    def refresh(self) -> None:
        """The list and the page that is open."""
        super().refresh()
        if key := self._cadre:
            self.ask(lambda ask: people.person(ask, key), lambda found: self._show(key, found))
            if self._opened:
                self.ask(lambda ask: people.holdings_of(ask, key), lambda found: self._show_holdings(key, found))

    def show_nothing(self) -> None:
        """Nobody was found: a letter must not go to whoever was shown before."""
        self._cadre = 0
        self.both.page.show_nothing()

    def show_details(self, key: int) -> None:
        """The page of that cadre; opening it is audited."""
        if key != self._cadre:
            self._cadre, self._opened = key, False
            self.both.page.show_holdings(None)
            self.change(lambda desk, tick: people.open_page(desk, key), lambda found: self._show(key, found))

    def _row_key(self, kind: str) -> str:
        """The chosen row of a tab, as the history names it."""
        row = self.both.page.record(kind)
        return f"{self._cadre}/{row['n']}" if row else ""

    def _open_declared(self, view: Callable[[int, Statement], object]) -> None:
        """Ask for what the policy wants, then open everything that he declared in that view."""
        key = self._cadre
        stated = stating.statement(self.view, self.tasks.desk, self._purpose) if key else None
        if stated is not None:
            self._purpose = stated.purpose
            view(key, stated)

    def _on_holdings_wished(self) -> None:
        self._open_declared(
            lambda key, stated: self.change(
                lambda desk, tick: people.open_holdings(desk, key, stated.purpose, stated.approver),
                lambda found: self._show_holdings(key, found),
            )
        )

    def _show_holdings(self, key: int, found: State | None) -> None:
        if key == self._cadre:
            self._opened = found is not None
            words = state_words(found, self.pack.sections) if found is not None else ()
            records = [{"section": section, "words": one} for section, one in words]
            self.both.page.show_holdings(records if self._opened else None)

    def _show(self, key: int, found: Person | None) -> None:
        if found is not None and key == self._cadre:
            self.both.page.show_person(found.dossier.cadre.name, self._facts(found), self._tables(found))

    def _facts(self, found: Person) -> list[tuple[str, str]]:
        cadre = found.dossier.cadre
        more: dict[str, Any] = json.loads(cadre.data)
        today = self.tasks.desk.clock().date()
        age = people.age(cadre.birth, today)
        until = [day.isoformat() for day in found.influence.values() if day and day >= today]
        born = f"{cadre.sex or ''} {cadre.birth or ''}" + (f"（{age}岁）" if age is not None else "")
        reporting = self.tr("是（{0}起）").format(cadre.reporting_since or "") if cadre.reporting else self.tr("否")
        return [
            (self.tr("单位"), found.unit.name if found.unit else ""),
            (self.tr("现任职务"), cadre.title or ""),
            (self.tr("职务层次"), " ".join(filter(None, (cadre.level, cadre.rank)))),
            (self.tr("身份证号"), cadre.identity),
            (self.tr("性别、出生"), born),
            (self.tr("政治面貌"), str(more.get("politics") or "")),
            (self.tr("报告对象"), reporting),
            (self.tr("影响期"), self.tr("至{0}").format(max(until)) if until else self.tr("无")),
        ]

    def _tables(self, found: Person) -> dict[str, list[Record]]:
        dossier = found.dossier
        kinds, campaigns = self.pack.letters, self.pack.campaigns
        return {
            "flag": [{**row, "key": row["id"]} for row in found.flags],
            "relative": records(dossier.relatives),
            "post": sorted(records(dossier.posts), key=lambda row: str(row["start"]), reverse=True),
            "declaration": [
                {**filing._asdict(), "entries": len(entries), "key": lists.owned_key(filing.cadre_id, filing.n)}
                for filing, entries in reversed(dossier.filings)
            ],
            "measure": [
                {**row, "until": _day(found.influence.get(row["n"]))} for row in reversed(records(dossier.measures))
            ],
            "letter": [
                {**row, "key": row["id"], "kind": kind.title, "state": kind.states[row["state"]]}
                for row in found.letters
                for kind in (kinds[row["kind"]],)
            ],
            "case": [{**row, "key": row["id"], "campaign": campaigns[row["campaign"]].title} for row in found.cases],
        }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
