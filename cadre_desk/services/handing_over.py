"""交接: one cadre's rows of every ledger, as the workbooks that another vault takes in, each by the gate."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from cadre_desk.domain.pack import Ledger, Section
from cadre_desk.domain.people import Dossier
from cadre_desk.services import exporting, outgoing
from cadre_desk.services.avoiding import require_apart
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone, Refused
from cadre_desk.services.outgoing import Released, Table, Terms
from cadre_desk.storage import records
from cadre_desk.storage.dossiers import dossier as dossier_of
from cadre_desk.storage.work import Ask

#: in the order in which they are taken in: units before who is in them, he before what belongs to him
LEDGERS: Final = ("units", "cadres", "declarations", "measures", "cases")
Rows = Sequence[Mapping[str, Any]]


def hand_over(desk: Desk, cadre_id: int, folder: Path, terms: Terms) -> list[Released]:
    """Every ledger that says something of him as a workbook in that folder, numbered in the order of taking in.

    Refused, before anything leaves, where a workbook of that name is there already.
    """
    desk.require("导出")
    kinds = desk.ask(lambda ask: _kinds(ask, cadre_id))
    targets = {kind: folder / _name(desk, kind, terms) for kind in kinds}
    if there := [target.name for target in targets.values() if target.exists()]:
        raise Refused(f"文件夹里已经有“{there[0]}”。请另选一个空文件夹，没有写出文件。")
    return [_send(desk, cadre_id, kind, target, terms) for kind, target in targets.items()]


def _name(desk: Desk, kind: str, terms: Terms) -> str:
    """The name tells nobody who it is about."""
    title = f"交接{LEDGERS.index(kind) + 1} {desk.pack.ledgers[kind].title}"
    return outgoing.file_name(title, outgoing.label_of(terms.label), ".xlsx")


def _kinds(ask: Ask, cadre_id: int) -> list[str]:
    found = _dossier(ask, cadre_id)
    return [kind for kind in LEDGERS if any(_sheets(ask, found, ask.pack.ledgers[kind]).values())]


def _dossier(ask: Ask, cadre_id: int) -> Dossier:
    require_apart(ask, cadre_id)
    found = dossier_of(ask.connection, cadre_id)
    if found is None:
        raise Gone("没有这名干部，可能已被删除；请刷新列表")
    return found


def _send(desk: Desk, cadre_id: int, kind: str, target: Path, terms: Terms) -> Released:
    ledger = desk.pack.ledgers[kind]

    def content(ask: Ask) -> Table:
        found = _dossier(ask, cadre_id)
        rows = list(_sheets(ask, found, ledger).values())
        sheets = [(one, some) for one, some in zip(ledger.sheets, rows, strict=True) if some]
        return Table(
            sum(map(len, rows)),
            lambda: ((exporting.sheet(one), exporting.cells(one, some)) for one, some in sheets),
        )

    return outgoing.send_table(desk, f"cadre {cadre_id} {kind}", f"交接 {ledger.title}", target, terms, content)


def _sheets(ask: Ask, found: Dossier, ledger: Ledger) -> dict[str, Rows]:
    """His rows by the title of the sheet."""
    return {section.title: list(_rows(ask, found, ledger, section)) for section in ledger.sheets}


def _rows(ask: Ask, found: Dossier, ledger: Ledger, section: Section) -> Iterator[Mapping[str, Any]]:
    id_, connection = found.cadre.id, ask.connection
    if ledger.kind == "units":
        if section.key == "unit":  # those that his rows name; 职数 are no business of his
            for unit in sorted(found.units):
                yield from records.ledger_rows(connection, "unit", id=unit)
    elif ledger.kind == "declarations" and section.key != "declaration":
        yield from records.entry_rows(connection, section.key, id_)
    elif section.key == "cadre":
        yield from records.ledger_rows(connection, "cadre", id=id_)
    else:
        key, where = exporting.source(ask, ledger, section)
        yield from records.ledger_rows(connection, key, cadre_id=id_, **where)
