"""填报常见错误 in declarations that an import brings, by cell: what to look at, nothing that keeps the file out."""

from collections.abc import Iterator, Sequence

from cadre_desk.domain.declaration import State, apply
from cadre_desk.domain.faults import Fault
from cadre_desk.domain.mistakes import Mistake, review
from cadre_desk.domain.people import Dossier, Entry, Filing
from cadre_desk.domain.sheet import ReadSheet, Tick
from cadre_desk.storage import records
from cadre_desk.storage.dossiers import dossiers
from cadre_desk.storage.work import Work

CODE = "mistake"
MOST = 500  # told at once, as with faults
_AT_ONCE = 500


def doubts(work: Work, batch: int, sheets: Sequence[ReadSheet], tick: Tick) -> tuple[list[Fault], bool]:
    """The hard ones of the filings that have rows of that import, and whether there are more; questions are not among
    them: those are asked where a declaration is typed.
    """
    places = {sheet.section.key: sheet for sheet in sheets}
    found: list[Fault] = []
    cadres = records.owners_of_batch(work.connection, batch)
    for start in range(0, len(cadres), _AT_ONCE):
        tick("核对填报常见错误", start, len(cadres))
        for dossier in dossiers(work.connection, cadres[start : start + _AT_ONCE]):
            for one, filing, entries in _of_cadre(work, dossier, batch):
                found.append(_fault(one, filing, entries, places))
                if len(found) > MOST:
                    return found[:MOST], True
    return found, False


def _of_cadre(work: Work, dossier: Dossier, batch: int) -> Iterator[tuple[Mistake, Filing, Sequence[Entry]]]:
    """What is wrong in his filings of that import, each against the state that was held before it."""
    state: State = {}
    sections = work.pack.sections
    for filing, entries in dossier.filings:
        if batch in (filing.batch, *(one.batch for one in entries)):
            held = {key: dict(items) for key, items in state.items()}
            slips = review(filing, entries, held, dossier.cadre, dossier.relatives, work.today, work.pack)
            yield from ((one, filing, entries) for one in slips if one.severity != "question")
        apply(state, filing, entries, sections)


def _fault(one: Mistake, filing: Filing, entries: Sequence[Entry], places: dict[str, ReadSheet]) -> Fault:
    """A mistake with its cell; of a section or a filing as a whole, the line of its head."""
    row = next((e for e in entries if (e.section, e.position) == (one.section, one.position)), None)
    sheet = places.get(one.section if row else "declaration")
    line = (row.line if row else filing.line) or 0
    value = str(row.values.get(one.field) or "") if row and one.field else ""
    name = (sheet.name or sheet.section.title) if sheet else ""
    column = sheet.places.get(one.field, 0) if sheet and row else 0
    return Fault(name, line, column, value, one.sentence, f"{one.expected}（{one.id}）", CODE)
