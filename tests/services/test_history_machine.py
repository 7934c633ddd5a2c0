"""Random histories: a plain Python model is told the same actions, and must agree on every record on every day."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from cadre_desk.domain.pack import Pack, Section
from cadre_desk.domain.sheet import ReadSheet
from cadre_desk.services import cases, history, letters, recycling, undoing
from cadre_desk.services import settings as office_settings
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.invent import identity
from cadre_desk.storage import records, vault
from cadre_desk.storage import recycling as store
from cadre_desk.storage.ledgers import Intake
from cadre_desk.storage.work import Ask, Work
from tests.conftest import TODAY, Clock
from tests.services.office import OFFICER, PASSWORD
from tests.storage.helpers import FULL
from tests.storage.recorded import Recorder

Key = tuple[str, ...]  # kind, then the names by which an officer calls it
UNITS = ("甲局", "乙局")
CADRES = tuple(identity(date(1970, 1, 1), number, True) for number in range(1, 4))
NUMBERS = st.integers(1, 3)
ANNUAL = ("2024", "年度集中报告", "1")


@dataclass(frozen=True)
class Row:
    """A record of the model: what it holds, to what it belongs, which import brought it.

    A record that is entered anew under an old name is another life: what belonged to the former is not its own.
    """

    content: Mapping[str, Any]
    parents: frozenset[Key] = frozenset()
    batch: int | None = None
    life: int = 0
    owners: frozenset[int] = frozenset()  # the lives of the parents


@dataclass
class Import:
    """What an import found and what it left, key by key."""

    before: dict[Key, Row | None] = field(default_factory=dict)
    left: dict[Key, Row | None] = field(default_factory=dict)
    undone: bool = False


class Model:
    """What the vault should hold, in dictionaries."""

    def __init__(self) -> None:
        self.rows: dict[Key, Row] = {}
        self.imports: dict[int, Import] = {}
        self.deletions: dict[int, dict[Key, Row]] = {}
        self.count = 0

    @property
    def lives(self) -> frozenset[int]:
        return frozenset(row.life for row in self.rows.values())

    def hanging(self, key: Key) -> set[Key]:
        """A record with all that belongs to it; a cadre does not belong to his unit."""
        found, lives = {key}, {self.rows[key].life}
        while more := {k for k, row in self.rows.items() if row.owners & lives and k[0] != "cadre"} - found:
            found |= more
            lives |= {self.rows[one].life for one in more}
        return found

    def take(self, batch: int, rows: Mapping[Key, Row], listed: Iterable[Key] = ()) -> None:
        """An import: rows that are new or differ; sections of listed declarations that it has no rows for go."""
        done = self.imports[batch] = Import()
        new: dict[Key, Row | None] = {key: None for key in listed if key in self.rows} | dict(rows)
        for key, row in new.items():
            old = self.rows.get(key)
            if not (old and row and old.content == row.content):
                self.enter(key, row)
                done.before[key], done.left[key] = old, self.rows.get(key)

    def enter(self, key: Key, row: Row | None) -> None:
        """A record as it is from now on."""
        if row:
            old, self.count = self.rows.get(key), self.count + 1
            owners = frozenset(self.rows[parent].life for parent in row.parents)
            row = replace(row, life=old.life if old else self.count, owners=owners)
        self.put(key, row)

    def put(self, key: Key, row: Row | None) -> None:
        if row is None:
            self.rows.pop(key, None)
        else:
            self.rows[key] = row

    def restorable(self, rows: Mapping[Key, Row]) -> bool:
        lives = self.lives | {row.life for row in rows.values()}
        return not rows.keys() & self.rows.keys() and all(row.owners <= lives for row in rows.values())

    def undoable(self, batch: int) -> bool:
        done = self.imports[batch]
        added = {row.life for key, row in done.left.items() if row and done.before[key] is None}
        others = (row for key, row in self.rows.items() if row.owners & added and key not in done.left)
        whole = all(row.owners <= self.lives - added for row in done.before.values() if row)
        same = all(self.rows.get(key) == row for key, row in done.left.items())
        return same and not any(others) and whole

    def undo(self, batch: int) -> None:
        for key, row in self.imports[batch].before.items():
            self.put(key, row)
        self.imports[batch].undone = True


class Machine(RuleBasedStateMachine):
    """The vault and the model side by side."""

    model_vault: Path
    home: Path
    pack: Pack
    made = 0
    done: ClassVar[Counter[str]] = Counter()

    @initialize()
    def sit_down(self) -> None:
        Machine.made += 1
        folder = self.home / str(Machine.made)
        shutil.copytree(self.model_vault, folder)
        self.folder, self.clock = folder, Clock()
        self.desk = Desk(vault.open_vault(folder, OFFICER, PASSWORD, read_check=False), self.pack, self.clock)
        self.model, self.days = Model(), {}
        self.recorder = Recorder(self.desk)
        self.letters = 0

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        try:
            assert self.recorder.differences() == []
            self.compare_days()
            assert self.desk.vault.check() == []
        finally:
            self.desk.close()
            shutil.rmtree(self.folder)

    def note(self, what: str = "other") -> None:
        self.done[what] += 1
        self.recorder.note()
        self.days[self.clock.now.date()] = deepcopy(self.model.rows)

    # -- actions -----------------------------------------------------------------------------------------------------

    def section(self, key: str) -> Section:
        return next(one for ledger in self.pack.ledgers.values() for one in ledger.sheets if one.key == key)

    def sheet(self, section: Section, rows: list[dict[str, Any]]) -> ReadSheet:
        keys = list(dict.fromkeys(key for row in rows for key in row))
        columns = {key: [row.get(key) for row in rows] for key in keys}
        return ReadSheet(section, range(2, len(rows) + 2), columns)

    def take(self, *sheets: ReadSheet, heads: ReadSheet | None = None, **constants: object) -> int:
        """An import past the spreadsheets; its number."""

        def task(work: Work) -> int:
            batch = records.open_batch(work, "x", "x.xlsx", "", "")
            intake = Intake(work, batch)
            if heads:
                intake.take(heads)
                intake.take_entries(sheets, heads)
            else:
                for one in sheets:
                    intake.take(one, **constants)
            assert not intake.faults
            return batch

        return self.desk.change("导入", task)

    @rule(days=st.integers(1, 2))
    def wait(self, days: int) -> None:
        self.clock.set(self.clock.now.date() + timedelta(days))

    @rule(values=st.dictionaries(st.sampled_from(UNITS), NUMBERS, min_size=1))
    def import_units(self, values: dict[str, int]) -> None:
        rows = [{"name": name, "grade": str(value)} for name, value in values.items()]
        batch = self.take(self.sheet(self.section("unit"), rows))
        self.model.take(batch, {("unit", row["name"]): Row(row, batch=batch) for row in rows})
        self.note()

    @rule(values=st.dictionaries(st.sampled_from(CADRES), st.tuples(NUMBERS, st.sampled_from(UNITS)), min_size=1))
    def import_cadres(self, values: dict[str, tuple[int, str]]) -> None:
        rows: list[dict[str, Any]] = []
        for one, (value, unit) in values.items():
            rows.append({"identity": one, "name": "甲", "title": str(value), "phone": str(value % 2)})
            rows[-1]["unit"] = unit if ("unit", unit) in self.model.rows else None
        batch = self.take(self.sheet(self.section("cadre"), rows))
        new = {}
        for row in rows:
            parents = frozenset({("unit", row["unit"])} if row["unit"] else ())
            new["cadre", row["identity"]] = Row(row, parents, batch)
        self.model.take(batch, new)
        self.note()

    def cadres(self, chosen: Iterable[str]) -> list[str]:
        return [one for one in chosen if ("cadre", one) in self.model.rows]

    @rule(
        values=st.dictionaries(
            st.tuples(st.sampled_from(CADRES), st.sampled_from(("妻子", "长子"))), NUMBERS, min_size=1
        )
    )
    def import_relatives(self, values: dict[tuple[str, str], int]) -> None:
        self.import_owned("relative", {(*key, "乙"): {"employer": str(value)} for key, value in values.items()})

    @rule(values=st.dictionaries(st.tuples(st.sampled_from(CADRES), NUMBERS), NUMBERS, min_size=1))
    def import_measures(self, values: dict[tuple[str, int], int]) -> None:
        served = {key: {"served": f"2024-02-0{value}"} for key, value in values.items()}
        self.import_owned("measure", {(one, "诫勉", f"2024-01-0{day}"): row for (one, day), row in served.items()})

    def import_owned(self, kind: str, values: Mapping[Key, Mapping[str, Any]]) -> None:
        section = self.section(kind)
        rows, new = [], {}
        for names, content in values.items():
            if self.cadres(names[:1]):
                rows.append(dict(zip(section.natural_key, names, strict=True)) | dict(content))
                new[(kind, *names)] = Row(rows[-1], frozenset({("cadre", names[0])}))
        if rows:
            batch = self.take(self.sheet(section, rows))
            self.model.take(batch, {key: Row(row.content, row.parents, batch) for key, row in new.items()})
            self.note()

    @rule(values=st.dictionaries(st.sampled_from(CADRES), st.lists(NUMBERS, max_size=3), min_size=1))
    def import_declarations(self, values: dict[str, list[int]]) -> None:
        chosen = self.cadres(values)
        if not any(values[one] for one in chosen):
            return
        heads = [{"identity": one, "name": "甲", "year": 2024, "filing": ANNUAL[1], "number": 1} for one in chosen]
        rows = [head | {"address": str(n), "area": n} for head in heads for n in values[head["identity"]]]
        house = self.sheet(self.pack.sections["house"], rows)
        batch = self.take(house, heads=self.sheet(self.section("declaration"), heads))
        new: dict[Key, Row] = {}
        listed = []
        for one in chosen:
            declaration = ("declaration", one, *ANNUAL)
            new[declaration] = Row({"year": 2024}, frozenset({("cadre", one)}), batch)
            listed.append(("entry", one, *ANNUAL))
            if values[one]:
                new["entry", one, *ANNUAL] = Row({"rows": values[one]}, frozenset({declaration}), batch)
        self.model.take(batch, new, listed)
        self.note()

    @rule(values=st.dictionaries(NUMBERS, st.tuples(NUMBERS, st.sampled_from((None, *CADRES))), min_size=1))
    def import_cases(self, values: dict[int, tuple[int, str | None]]) -> None:
        campaign = next(iter(self.pack.campaigns.values()))
        rows, new = [], {}
        for number, (value, one) in values.items():
            one = one if one and self.cadres([one]) else None
            rows.append({"case_number": str(number), "identity": one, "summary": str(value), "state": None})
            parents = frozenset({("cadre", one)} if one else ())
            new["case", campaign.title, str(number)] = Row(rows[-1], parents)
        batch = self.take(self.sheet(campaign.section, rows), campaign=campaign.key)
        self.model.take(batch, {key: Row(row.content, row.parents, batch) for key, row in new.items()})
        self.note()

    @rule(data=st.data())
    @precondition(lambda self: any(key[0] == "case" for key in self.model.rows))
    def save_case(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(key for key in self.model.rows if key[0] == "case")))
        state = data.draw(st.sampled_from(self.pack.campaigns[self.desk.ask(self.campaign)].states[:2]))
        cases.save(self.desk, int(self.row_key(key)), {"state": state}, "核实")
        row = self.model.rows[key]
        self.model.rows[key] = replace(row, content={**row.content, "state": state})
        self.note()

    def campaign(self, ask: Ask) -> str:
        return next(iter(ask.pack.campaigns))

    @rule(value=NUMBERS)
    def save_setting(self, value: int) -> None:
        office_settings.save(self.desk, {"organ": str(value)})
        self.model.enter(("setting", "organ"), Row({"value": str(value)}))
        self.note()

    @rule(one=st.sampled_from(CADRES), value=NUMBERS, data=st.data())
    def write_letter(self, one: str, value: int, data: st.DataObject) -> None:
        drafts = sorted(key for key in self.model.rows if key[0] == "letter")
        if drafts and data.draw(st.booleans()):
            key = data.draw(st.sampled_from(drafts))
            letters.save(self.desk, int(key[1]), {"subject": str(value)})
            self.model.rows[key] = replace(self.model.rows[key], content={"subject": str(value)})
        elif self.cadres([one]):
            id_ = letters.draft(self.desk, "reminder", int(self.row_key(("cadre", one))), {"subject": str(value)})
            self.model.enter(("letter", str(id_)), Row({"subject": str(value)}, frozenset({("cadre", one)})))
        else:
            return
        self.note()

    # -- taking back -------------------------------------------------------------------------------------------------

    @rule(data=st.data())
    @precondition(lambda self: any(key[0] in recycling.DELETABLE for key in self.model.rows))
    def delete(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(key for key in self.model.rows if key[0] in recycling.DELETABLE)))
        used = key[0] == "unit" and any(self.model.rows[key].life in row.owners for row in self.model.rows.values())
        row_key = self.row_key(key)
        if used:
            with pytest.raises(Refused, match="名下"):
                recycling.delete(self.desk, "unit", row_key, "试")
            return
        done = recycling.delete(self.desk, key[0], row_key, "试")
        gone = self.model.hanging(key)
        self.model.deletions[done.id] = {one: self.model.rows.pop(one) for one in gone}
        assert done.rows == sum(
            len(row.content["rows"]) if one[0] == "entry" else 1 for one, row in self.model.deletions[done.id].items()
        )
        self.note("delete")

    @rule(data=st.data())
    @precondition(lambda self: self.model.deletions)
    def restore(self, data: st.DataObject) -> None:
        self.try_to_restore(data.draw(st.sampled_from(sorted(self.model.deletions))))

    @rule()
    @precondition(lambda self: self.model.deletions)
    def restore_the_last(self) -> None:
        self.try_to_restore(max(self.model.deletions))

    def try_to_restore(self, chosen: int) -> None:
        rows = self.model.deletions[chosen]
        if not self.model.restorable(rows):
            with pytest.raises(Refused, match="不能恢复"):
                recycling.restore(self.desk, chosen)
            self.done["restore refused"] += 1
            return
        recycling.restore(self.desk, chosen)
        self.model.rows |= self.model.deletions.pop(chosen)
        self.note("restore")

    @rule(data=st.data())
    @precondition(lambda self: any(not one.undone for one in self.model.imports.values()))
    def undo(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(sorted(b for b, one in self.model.imports.items() if not one.undone)))
        if not self.model.undoable(batch):
            with pytest.raises(undoing.InTheWay):
                undoing.undo_import(self.desk, batch, "试")
            self.done["undo refused"] += 1
            return
        undoing.undo_import(self.desk, batch, "试")
        self.model.undo(batch)
        self.note("undo")

    # -- comparing ---------------------------------------------------------------------------------------------------

    def row_key(self, key: Key) -> str:
        return self.desk.ask(lambda ask: history.find(ask, key[0], key[1:]))[0]

    def compare_days(self) -> None:
        known = {key for rows in self.days.values() for key in rows}
        held: dict[Key, Row] = {}
        for number in range(-1, (self.clock.now.date() - TODAY).days + 1):
            day = TODAY + timedelta(number)
            held = self.days.get(day, held)
            for key in known:
                self.desk.ask(partial(self.compare, key=key, day=day, expected=held.get(key)))

    def compare(self, ask: Ask, key: Key, day: date, expected: Row | None) -> None:
        kind = "declaration" if key[0] == "entry" else key[0]
        found = [history.as_of(ask, kind, one, day) for one in history.find(ask, kind, key[1:])]
        records = [one for one in found if one is not None]
        if key[0] == "entry":
            rows = [row for one in records for row in one.values["entries"].get("house", ())]
            assert [int(row["item"].split("|")[0]) for row in rows] == (expected.content["rows"] if expected else [])
            return
        assert len(records) == (expected is not None), (key, day, found, expected)
        for record in records:
            assert list(self.shown(kind, record)) == list(self.expected(kind, expected)), (key, day)

    def shown(self, kind: str, record: history.Record) -> Iterator[tuple[str, str]]:
        """What the record says of the fields that the model knows."""
        labels = {"setting": "发文机关标志"}
        for name, label in self.labels(kind).items():
            yield name, record.fields.get(label, "")
        if kind in labels:
            yield "value", record.fields[labels[kind]]

    def expected(self, kind: str, row: Row | None) -> Iterator[tuple[str, str]]:
        assert row is not None
        for name in self.labels(kind):
            yield name, str(row.content.get(name) or "")
        if kind == "setting":
            yield "value", row.content["value"]

    def labels(self, kind: str) -> dict[str, str]:
        names = {
            "unit": ("name", "grade"),
            "cadre": ("identity", "title", "unit", "phone"),
            "relative": ("relation", "employer"),
            "measure": ("decided", "served"),
            "declaration": ("year",),
            "case": ("case_number", "identity", "summary", "state"),
            "letter": ("subject",),
        }.get(kind, ())
        if kind == "letter":
            fields = self.pack.letters["reminder"].fields
        elif kind == "case":
            fields = next(iter(self.pack.campaigns.values())).section.fields
        else:
            fields = self.section(kind).fields if names else ()
        return {one.key: one.label for one in fields if one.key in names}


def play(examples: int) -> Counter[str]:
    """Random histories; how often what was done."""
    Machine.done.clear()
    how = settings(
        max_examples=examples,
        stateful_step_count=40,
        deadline=None,
        database=None,
        derandomize=not FULL,  # few histories: the same each time, so that each kind of action is among them
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink] if FULL else [Phase.generate],
    )
    run_state_machine_as_test(Machine, settings=how)
    return Machine.done


@pytest.fixture(autouse=True)
def _place(empty_vault: Path, pack: Pack, tmp_path: Path) -> None:
    Machine.model_vault, Machine.home, Machine.pack = empty_vault, tmp_path, pack


def test_every_record_on_every_day() -> None:
    done = play(400 if FULL else 25)
    rare = ("restore refused",) if FULL else ()
    assert all(done[what] for what in ("delete", "restore", "undo", "undo refused", "other", *rare)), done


def test_the_control_bookkeeping_with_a_gap_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "enter_births", lambda work, action: None)  # restored rows seem never to have been away
    with pytest.raises(AssertionError):
        play(60)
