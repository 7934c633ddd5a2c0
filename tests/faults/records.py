"""Deeds with records, to be killed in: deleted, put back, purged, an import undone. And what a vault holds of them."""

import itertools
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from cadre_desk import app
from cadre_desk.services import flags, letters, recycling
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.importing import import_file
from cadre_desk.services.invent import identity
from cadre_desk.services.undoing import undo_import
from cadre_desk.storage import database, tables, undoing
from cadre_desk.storage import recycling as store
from cadre_desk.storage.work import Work
from tests.faults import deeds
from tests.faults.nursery import Say
from tests.services.office import write_ledger
from tests.services.past import HOUSE, TOLD

Rows = dict[str, frozenset[tuple[Any, ...]]]  # table -> its rows
CADRES: Final = 10
BATCHES: Final = 6
_EACH: Final = 40  # cadres that one import brings


def sit(folder: Path | str) -> Desk:
    """A desk at the vault."""
    return Desk(deeds.open_ledger(Path(folder)), app.pack())


def mark(number: int) -> str:
    """What stands in every row of that cadre; no other mark contains it."""
    return f"XUANWU{number}Q"


def rows(desk: Desk) -> Rows:
    """Every row of every table but those that tell what was done."""

    def read(ask: Ask) -> Rows:
        named = {name: table for name, table in tables.metadata.tables.items() if name not in TOLD}
        return {
            name: frozenset(tuple(row) for row in ask.connection.execute(select(table)))
            for name, table in named.items()
        }

    return desk.ask(read)


def without(whole: Rows, *shares: Rows) -> Rows:
    """What is left when these rows are taken away."""
    return {name: some.difference(*(share[name] for share in shares)) for name, some in whole.items()}


# --- what lies in the vault ------------------------------------------------------------------------------------------


def _person(number: int) -> dict[str, Any]:
    return {
        "identity": identity(date(1970, 1 + number % 12, 5), number, True),
        "name": f"某{'甲乙丙丁戊己庚辛'[number % 8]}",
    }


def fill(folder: Path, place: Path) -> list[int]:
    """Cadres with everything that may hang on one, each row with his mark; their numbers in the database."""
    people = [_person(number) for number in range(CADRES)]
    with closing(sit(folder)) as desk:

        def take(kind: str, **sheets: list[dict[str, Any]]) -> None:
            import_file(desk, kind, write_ledger(desk.pack, kind, place / f"{kind}.xlsx", sheets))

        cadres = [one | {"title": mark(n), "reporting": "是"} for n, one in enumerate(people)]
        wives = [{"identity": one["identity"], "relation": "妻子", "name": mark(n)} for n, one in enumerate(people)]
        take("cadres", cadre=cadres, relative=wives)
        take("cadres", cadre=[one | {"title": f"{one['title']}又"} for one in cadres])  # a former state of each
        filed = [one | {"year": 2024, "filing": "年度集中报告"} for one in people]
        houses = [HOUSE | one | {"owner": mark(n)} for n, one in enumerate(filed)]
        take("declarations", declaration=filed, house=houses)
        ids = {row["identity"]: row["id"] for row in _table(desk, "cadre")}
        found = [ids[one["identity"]] for one in people]
        for number, id_ in enumerate(found):
            letters.draft(desk, "reminder", id_, {"subject": mark(number)})
        flags.scan(desk)
        return found


def _table(desk: Desk, name: str) -> list[dict[str, Any]]:
    query = select(tables.metadata.tables[name])
    return desk.ask(lambda ask: [dict(row) for row in ask.connection.execute(query).mappings()])


def take_batches(folder: Path, place: Path) -> list[Rows]:
    """Import after import, each of which adds rows and changes those of the one before; the states between them."""
    with closing(sit(folder)) as desk:
        states = [rows(desk)]
        for batch in range(BATCHES):
            people = [_person(100 + number) for number in range(_EACH * (batch + 1))][-2 * _EACH :]
            book = {"cadre": [one | {"title": f"第{batch}批"} for one in people]}
            import_file(desk, "cadres", write_ledger(desk.pack, "cadres", place / f"{batch}.xlsx", book))
            states.append(rows(desk))
        return states


def batches(desk: Desk) -> list[int]:
    """The imports that can be undone by the deed, the newest first."""
    return [row["id"] for row in _table(desk, "batch")][: -BATCHES - 1 : -1]


# --- deeds -----------------------------------------------------------------------------------------------------------


def _tell_before(say: Say, place: Any, name: str) -> None:
    """Say when the transaction is under way: what comes before it, a backup, takes longest."""
    real = getattr(place, name)

    def act(*given: Any) -> Any:
        say("begun")
        return real(*given)

    setattr(place, name, act)


def delete_and_restore(say: Say, folder: str, ids: str) -> None:
    """Every cadre into the 回收站 and back, again and again."""
    desk = sit(folder)
    say("open")
    for id_ in itertools.cycle(ids.split(",")):
        done = recycling.delete(desk, "cadre", id_, "重复")
        say(f"deleted {id_}")
        recycling.restore(desk, done.id)
        say(f"restored {id_}")


def purge(say: Say, folder: str) -> None:
    """All that lies in the 回收站, one after the other."""
    desk = sit(folder)
    _tell_before(say, store, "purge")
    say("open")
    for one in sorted(desk.ask(recycling.bin), key=lambda one: one.id):
        recycling.purge(desk, one.id, "保存期满")
        say(f"purged {one.key}")
    time.sleep(600)


def undo(say: Say, folder: str) -> None:
    """The newest import, then the one before, and so on."""
    desk = sit(folder)
    _tell_before(say, undoing, "find")
    say("open")
    for batch in batches(desk):
        undo_import(desk, batch, "导错了")
        say(f"undone {batch}")
    time.sleep(600)


# --- controls: what is kept in the middle ----------------------------------------------------------------------------


def _keep_at_once(place: Any, name: str) -> None:
    """After this step everything so far is kept."""
    real = getattr(place, name)

    def act(first: Any, *given: Any) -> Any:
        done = real(first, *given)
        driver = database.raw(first.connection if isinstance(first, Work) else first)
        driver.execute("COMMIT")
        time.sleep(0.03)
        driver.execute("BEGIN IMMEDIATE")
        return done

    setattr(place, name, act)


def _by_halves(deed: Callable[..., None], place: Any, name: str) -> Callable[..., None]:
    def act(*given: Any) -> None:
        # references are checked at each COMMIT, which would stop most halves before a test could see them
        settings = ("foreign_keys = OFF" if one == "foreign_keys = ON" else one for one in database.SETTINGS)
        database.SETTINGS = tuple(settings)  # type: ignore[misc]
        _keep_at_once(place, name)
        deed(*given)

    return act


HALVES: Final[Mapping[str, tuple[Callable[..., None], Any, str]]] = {
    "delete_by_halves": (delete_and_restore, store, "keep"),
    "restore_by_halves": (delete_and_restore, store, "put_back"),
    "purge_by_halves": (purge, store, "_drop_drafts"),
    "undo_by_halves": (undo, undoing, "keep"),
}


def purge_without_wiping(say: Say, folder: str) -> None:
    """The control: what is removed stays in the free pages."""
    settings = ("secure_delete = OFF" if one.startswith("secure_delete") else one for one in database.SETTINGS)
    database.SETTINGS = tuple(settings)  # type: ignore[misc]
    purge(say, folder)


DEEDS: Final[dict[str, Callable[..., None]]] = {
    **{one.__name__: one for one in (delete_and_restore, purge, undo, purge_without_wiping)},
    **{name: _by_halves(*given) for name, given in HALVES.items()},
}
