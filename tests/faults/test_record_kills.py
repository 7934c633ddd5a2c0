"""SIGKILL while records are deleted, put back, purged, or an import is undone: all of it is there or nothing."""

import random
import shutil
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from cadre_desk.services import recycling
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.storage.errors import VaultError
from tests.faults import deeds, records
from tests.faults.conftest import Note
from tests.faults.nursery import Nursery
from tests.faults.records import Rows, mark, rows, sit, without
from tests.services.test_recycling import pages
from tests.storage.helpers import FULL

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
ROUNDS = 200 if FULL else 5
CONTROL = 60
DICE = random.Random()


@dataclass(frozen=True)
class Model:
    """Vaults to be copied: with records, with all of them in the 回收站, with imports to be undone."""

    records: Path
    bin: Path
    imports: Path
    ids: tuple[int, ...]  # of the cadres
    whole: Rows
    shares: dict[int, Rows]  # what goes with each cadre
    states: list[Rows]  # before the first import, after each


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, staffed_vault: Path) -> Model:
    """Made once; copy it."""
    place = tmp_path_factory.mktemp("records")
    folder, bin_, imports = (place / name for name in ("records", "bin", "imports"))
    shutil.copytree(staffed_vault, folder)
    deeds.prepare(folder)
    shutil.copytree(folder, imports)
    ids = records.fill(folder, place)
    shutil.copytree(folder, bin_)
    with closing(sit(bin_)) as desk:
        whole, shares = rows(desk), {}
        for id_ in ids:
            before = rows(desk)
            recycling.delete(desk, "cadre", str(id_), "重复")
            shares[id_] = without(before, rows(desk))
        assert min(sum(map(len, share.values())) for share in shares.values()) >= 5, "there is hardly anything to lose"
    return Model(folder, bin_, imports, tuple(ids), whole, shares, records.take_batches(imports, place))


def kill(nursery: Nursery, deed: str, *given: object, lines: int, within: float) -> list[str]:
    """Start a deed and kill it a moment after one of its first lines: what it said."""
    with nursery.start(deed, *given) as child:
        child.wait_for(DICE.randint(1, lines))
        time.sleep(DICE.random() * within)
        return child.kill()


# --- deleted, put back -----------------------------------------------------------------------------------------------


def _told(desk: Desk, action: str) -> int:
    query = text("SELECT count(*) FROM audit WHERE action = :action")
    return desk.ask(lambda ask: int(ask.connection.execute(query, {"action": action}).scalar_one()))


def check_deletions(desk: Desk) -> list[recycling.Deletion]:
    """All deletions, each with the audit rows of what was done with it."""
    found = desk.ask(lambda ask: recycling.bin(ask, recycling.STATES))
    ended = Counter(one.state for one in found)
    assert _told(desk, "删除记录") == len(found)
    assert (_told(desk, "恢复记录"), _told(desk, "清除记录")) == (ended["restored"], ended["purged"])
    return found


def check_records(folder: Path, model: Model, said: list[str]) -> str:
    """What was said last is kept, or the next step is, whole; whatever is in the 回收站 comes back as it was."""
    deeds.look(folder)
    done = [line for line in said if line != "open"]
    with closing(sit(folder)) as desk:
        found = check_deletions(desk)
        kept = sum(1 if one.state == "kept" else 2 for one in found)
        assert kept in (len(done), len(done) + 1), f"said {done}, kept {kept}"
        gone = [int(one.key) for one in found if one.state == "kept"]
        assert len(gone) == kept % 2
        assert rows(desk) == without(model.whole, *(model.shares[id_] for id_ in gone)), "some rows, but not others"
        for one in desk.ask(recycling.bin):
            recycling.restore(desk, one.id)
        assert rows(desk) == model.whole, "not as it was"
    return "deleted" if gone else "there"


def _ids(model: Model) -> str:
    return ",".join(map(str, model.ids))


def test_delete_and_restore(nursery: Nursery, model: Model, tmp_path: Path, note: Note) -> None:
    ends: Counter[str] = Counter()
    steps = 0
    for number in range(ROUNDS):
        folder = Path(shutil.copytree(model.records, tmp_path / f"records{number}"))
        said = kill(nursery, "delete_and_restore", folder, _ids(model), lines=20, within=0.03)
        ends[check_records(folder, model, said)] += 1
        steps += len(said) - 1
        shutil.rmtree(folder)
    note(1, "kill -9: delete and restore", rounds=ROUNDS, bad=0, more=f"{steps} steps; {dict(ends)}")


# --- purged ----------------------------------------------------------------------------------------------------------


def check_purged(folder: Path, model: Model, said: list[str]) -> int:
    """Not one copy of what was purged is left; what is still in the 回收站 comes back as it was."""
    deeds.look(folder)
    done = [int(line.split()[1]) for line in said if line.startswith("purged")]
    with closing(sit(folder)) as desk:
        found = sorted(check_deletions(desk), key=lambda one: one.id)
        purged = [int(one.key) for one in found if one.state == "purged"]
        assert len(purged) in (len(done), len(done) + 1), f"said {done}, kept {purged}"
        assert purged[: len(done)] == done
        lying = pages(desk)
        for number, id_ in enumerate(model.ids):
            assert (id_ in purged) == (lying.count(mark(number).encode()) == 0), f"copies of {id_}, purged {purged}"
        for one in found:
            if one.state == "kept":
                recycling.restore(desk, one.id)
        assert rows(desk) == without(model.whole, *(model.shares[id_] for id_ in purged)), "not as it was"
    return len(purged)


def test_purge(nursery: Nursery, model: Model, tmp_path: Path, note: Note) -> None:
    purged = begun = 0
    for number in range(ROUNDS):
        folder = Path(shutil.copytree(model.bin, tmp_path / f"bin{number}"))
        said = kill(nursery, "purge", folder, lines=2 * records.CADRES, within=0.03)
        purged += check_purged(folder, model, said)
        begun += said[-1] == "begun"
        shutil.rmtree(folder)
    note(1, "kill -9: purge", rounds=ROUNDS, bad=0, more=f"{purged} purged, {begun} killed in the transaction")
    note(11, "copies after an acknowledged purge and a kill", rounds=purged, bad=0)


def test_a_purge_that_does_not_wipe_is_caught(nursery: Nursery, model: Model, tmp_path: Path, note: Note) -> None:
    folder = Path(shutil.copytree(model.bin, tmp_path / "bin"))
    with nursery.start("purge_without_wiping", folder) as child:
        child.wait_for(1 + 2 * records.CADRES)
        said = child.kill()
    with pytest.raises(AssertionError, match="copies of"):
        check_purged(folder, model, said)
    note(11, "control: secure_delete off", control="copies found")


# --- an import undone ------------------------------------------------------------------------------------------------


def check_undone(folder: Path, model: Model, said: list[str]) -> int:
    """The state before one of the imports, whole; none that was said to be undone is still there."""
    deeds.look(folder)
    done = sum(line.startswith("undone") for line in said)
    with closing(sit(folder)) as desk:
        undone = _told(desk, "撤销导入")
        assert undone in (done, done + 1), f"said {done}, kept {undone}"
        query = text("SELECT id FROM batch WHERE undone_at IS NOT NULL ORDER BY id DESC")
        told = desk.ask(lambda ask: list(ask.connection.execute(query).scalars()))
        assert told == records.batches(desk)[:undone]
        assert rows(desk) == model.states[records.BATCHES - undone], f"not as before the import ({undone} undone)"
    return undone


def test_undo_of_an_import(nursery: Nursery, model: Model, tmp_path: Path, note: Note) -> None:
    undone = begun = 0
    for number in range(ROUNDS):
        folder = Path(shutil.copytree(model.imports, tmp_path / f"imports{number}"))
        said = kill(nursery, "undo", folder, lines=2 * records.BATCHES, within=0.06)
        undone += check_undone(folder, model, said)
        begun += said[-1] == "begun"
        shutil.rmtree(folder)
    note(1, "kill -9: undo of an import", rounds=ROUNDS, bad=0, more=f"{undone} undone, {begun} killed in it")


# --- controls --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", records.HALVES)
def test_what_is_kept_by_halves_is_caught(
    nursery: Nursery, model: Model, tmp_path: Path, deed: str, note: Note
) -> None:
    for tried in range(1, CONTROL):
        real = records.HALVES[deed][0].__name__
        source = {"delete_and_restore": model.records, "purge": model.bin, "undo": model.imports}[real]
        folder = Path(shutil.copytree(source, tmp_path / f"halves{tried}"))
        given = [folder, _ids(model)] if real == "delete_and_restore" else [folder]
        said = kill(nursery, deed, *given, lines=8, within=0.4)
        try:
            match real:
                case "delete_and_restore":
                    check_records(folder, model, said)
                case "purge":
                    check_purged(folder, model, said)
                case _:
                    check_undone(folder, model, said)
        except (AssertionError, VaultError, Refused) as error:
            note(1, f"control: {deed}", control=f"caught in round {tried}: {str(error).splitlines()[0][:60]}")
            return
        shutil.rmtree(folder)
    pytest.fail("never caught")
