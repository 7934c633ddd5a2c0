"""Taking in the rows of a ledger: new, changed and unchanged told apart by natural key, old rows kept as history."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import Table, select

from cadre_desk.domain.bulk import PIECE, let_go, rows_of
from cadre_desk.domain.declaration import DISPOSED
from cadre_desk.domain.faults import Fault
from cadre_desk.domain.sheet import ReadSheet, Tick, item_key, no_tick
from cadre_desk.storage import history, tables
from cadre_desk.storage.work import Work

# From so many rows on they pass through a bare table in memory, and one statement takes them to their place. The
# library opens the table, its indexes and the tables it refers to anew for every row that comes from outside, and
# with memory that is wiped and locked this costs more than the row itself.
_MANY = 2_000
_ORIGIN = ("batch_id", "line")
Row = tuple[Any, ...]


@dataclass(slots=True)
class Counts:
    """How many rows were new, changed and the same."""

    added: int = 0
    changed: int = 0
    same: int = 0

    def __iadd__(self, other: "Counts") -> "Counts":
        """Add up the counts of several sheets."""
        self.added += other.added
        self.changed += other.changed
        self.same += other.same
        return self


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the rows of a section are kept and what names them."""

    table: Table
    key: tuple[str, ...]
    owned: bool = False  # rows belong to a cadre and are numbered within him
    names: str = ""  # field with the cadre's name, to be compared with the record
    optional_cadre: bool = False


SHAPES: Mapping[str, Shape] = {
    "unit": Shape(tables.unit, ("name",)),
    "quota": Shape(tables.quota, ("unit_id", "level")),
    "cadre": Shape(tables.cadre, ("identity",)),
    "relative": Shape(tables.relative, ("cadre_id", "relation", "name"), True, "cadre_name"),
    "post": Shape(tables.post, ("cadre_id", "unit_id", "title", "start"), True, "cadre_name"),
    "declaration": Shape(tables.declaration, ("cadre_id", "year", "filing", "number"), True, "name"),
    "measure": Shape(tables.measure, ("cadre_id", "measure", "decided"), True, "name"),
    "case": Shape(tables.campaign_case, ("campaign", "case_number"), optional_cadre=True),
}


@dataclass(slots=True)
class Intake:
    """Rows on their way into the vault: their batch, what they refer to, what was found wrong.

    Without a batch they were typed: then no row names a line, and a trigger enters its birth.
    """

    work: Work
    batch_id: int | None
    tick: Tick = no_tick
    faults: list[Fault] = field(default_factory=list)
    _units: dict[str, int] = field(default_factory=dict)
    _cadres: dict[str, tuple[int, str]] = field(default_factory=dict)

    def units(self) -> dict[str, int]:
        """Every unit's id by name."""
        if not self._units:
            rows = self.work.connection.execute(select(tables.unit.c.name, tables.unit.c.id))
            self._units = dict(rows.all())
        return self._units

    def _expect(self, sheet: ReadSheet) -> None:
        """What a faulty sheet would bring: later sheets of the file refer to it and are not wrong for that."""
        if sheet.section.key == "unit":
            self._units = {str(name): 0 for name in sheet.column("name")} | self.units()
        elif sheet.section.key == "cadre":
            new = zip(sheet.column("identity"), sheet.column("name"), strict=True)
            self._cadres = {str(one): (0, str(name)) for one, name in new} | self.cadres()

    def cadres(self) -> dict[str, tuple[int, str]]:
        """Every cadre's id and name by identity number."""
        if not self._cadres:
            c = tables.cadre.c
            self._cadres = {
                i: (id_, name) for i, id_, name in self.work.connection.execute(select(c.identity, c.id, c.name))
            }
        return self._cadres

    def take(self, sheet: ReadSheet, **constants: object) -> Counts:
        """Take in the rows of one sheet; nothing is written when faults were found."""
        shape = SHAPES[sheet.section.key]
        columns = self._columns(sheet, shape, constants)
        if self.faults:
            self._expect(sheet)
            return Counts()
        names = [*columns, *_ORIGIN]
        rows = rows_of(columns.values())
        keys = rows_of(columns[key] for key in shape.key)
        self._refuse_duplicates(sheet, keys)
        if self.faults:
            return Counts()
        covered = frozenset(sheet.columns)
        counts = self._store(shape, list(columns), names, keys, rows, self._lines(sheet), covered)
        self._units, self._cadres = {}, {}
        let_go(rows, keys)
        return counts

    def _lines(self, sheet: ReadSheet) -> Sequence[int | None]:
        return sheet.lines if self.batch_id is not None else [None] * len(sheet)

    def _columns(self, sheet: ReadSheet, shape: Shape, constants: Mapping[str, object]) -> dict[str, Sequence[Any]]:
        """Columns of the table in its order, references resolved, the rest of the fields as JSON."""
        found: dict[str, Sequence[Any]] = {key: [value] * len(sheet) for key, value in constants.items()}
        used: set[str] = set()
        if shape.owned or (shape.optional_cadre and "identity" in sheet.columns):
            found["cadre_id"] = self.cadre_ids(sheet, shape)
            used |= {"identity", shape.names}
        if "unit_id" in shape.table.c and "unit" in sheet.columns:
            found["unit_id"] = self._unit_ids(sheet)
            used.add("unit")
        for key, values in sheet.columns.items():
            if key in shape.table.c and key not in found and key not in used:
                found[key] = values
                used.add(key)
        for key in shape.key:
            found.setdefault(key, sheet.column(key))  # a key may be of columns that an office does not keep
        if "number" in shape.table.c:
            found["number"] = [1 if value is None else value for value in found["number"]]
        found["data"] = json_rows({key: v for key, v in sheet.columns.items() if key not in used}, len(sheet))
        return found

    def cadre_ids(self, sheet: ReadSheet, shape: Shape) -> list[int | None]:
        """Ids for the column of identity numbers; unknown ones and foreign names are faults."""
        known = self.cadres()
        names = sheet.column(shape.names) if shape.names else [None] * len(sheet)
        found: list[int | None] = []
        for index, (identity, name) in enumerate(zip(sheet.column("identity"), names, strict=True)):
            cadre = known.get(str(identity))
            found.append(cadre[0] if cadre else None)
            if cadre is None and not (identity is None and shape.optional_cadre):
                self.faults.append(
                    sheet.fault(index, "identity", "干部台账中没有这个身份证号", "请核对号码，或先导入干部台账")
                )
            elif cadre and name is not None and name != cadre[1]:
                expected = f"该号码登记的是“{cadre[1]}”，请核对姓名与号码"
                self.faults.append(sheet.fault(index, shape.names, "姓名与身份证号不符", expected))
        return found

    def _unit_ids(self, sheet: ReadSheet) -> list[int | None]:
        known = self.units()
        found: list[int | None] = []
        for index, name in enumerate(sheet.column("unit")):
            found.append(known.get(str(name)))
            if name is not None and found[-1] is None:
                near = get_close_matches(str(name), known, n=1)
                expected = f"是否为“{near[0]}”？" if near else "请先导入单位台账，名称须完全一致"
                self.faults.append(sheet.fault(index, "unit", "单位台账中没有这个单位", expected))
        return found

    def _refuse_duplicates(self, sheet: ReadSheet, keys: Sequence[Row]) -> None:
        different: set[Row] = set()
        for start in range(0, len(keys), PIECE):
            different.update(keys[start : start + PIECE])
        if len(different) == len(keys):
            return
        first: dict[Row, int] = {}
        for index, key in enumerate(keys):
            if (earlier := first.setdefault(key, index)) != index:
                field_key = next((k for k in reversed(sheet.section.natural_key) if k in sheet.columns), "")
                wrong = f"与第{sheet.lines[earlier]}行重复"
                self.faults.append(sheet.fault(index, field_key, wrong, "同一事项只保留一行"))

    def _store(
        self,
        shape: Shape,
        compared: list[str],
        names: list[str],
        keys: list[Row],
        rows: list[Row],
        lines: Sequence[int | None],
        covered: frozenset[str],
    ) -> Counts:
        existing = self._existing(shape, compared)
        added: list[Row] = []
        changed: list[tuple[Row, Row]] = []
        batch = self.batch_id
        if existing:
            for key, row, line in zip(keys, rows, lines, strict=True):
                old = existing.pop(key, None)
                if old is None:
                    added.append((*row, batch, line))
                elif old[1] != row and (row := _merged(old[1], row, covered)) != old[1]:
                    changed.append((old[0], (*row, batch, line)))
        else:
            added = [(*row, batch, line) for row, line in zip(rows, lines, strict=True)]
        self._insert(shape, names, added)
        self._update(shape, names, changed)
        if added or changed:
            self.work.changed.add(shape.table.name)
        counts = Counts(len(added), len(changed), len(rows) - len(added) - len(changed))
        let_go(added, changed)
        return counts

    def _existing(self, shape: Shape, compared: list[str]) -> dict[Row, tuple[Row, Row]]:
        """Rows already kept: natural key -> (primary key, compared columns)."""
        primary = [column.name for column in shape.table.primary_key]
        wanted = [shape.table.c[name] for name in (*primary, *compared)]
        places = [compared.index(name) for name in shape.key]
        width = len(primary)
        result = self.work.connection.execute(select(*wanted))
        return {
            tuple(row[width + place] for place in places): (tuple(row[:width]), tuple(row[width:])) for row in result
        }

    def _insert(self, shape: Shape, names: list[str], rows: list[Row]) -> None:
        if not rows:
            return
        if shape.owned:
            rows = self._numbered(shape.table, names, rows)
            names = [*names, "n"]
        self.write(shape.table, names, rows)

    def _numbered(self, table: Table, names: list[str], rows: list[Row]) -> list[Row]:
        """Give each new row the next number within its cadre."""
        place = names.index("cadre_id")
        last = history.highest(self.work.connection, table)
        numbered = []
        for row in sorted(rows, key=lambda row: int(row[place])):
            last[row[place]] = last.get(row[place], 0) + 1
            numbered.append((*row, last[row[place]]))
        return numbered

    def write(self, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert many rows, in pieces, so that a reader of the clock and a cancel get their turn."""
        if not rows:
            return
        filled = [place for place in range(len(names)) if any(row[place] is not None for row in rows)]
        pick = itemgetter(*filled)  # an empty cell takes the driver longer than a full one
        columns = ", ".join(_quoted(names[place] for place in filled))
        if len(rows) < _MANY:
            self._insert_into(table.name, columns, rows, pick)
            return
        execute = self.work.connection.exec_driver_sql
        execute(f"CREATE TEMP TABLE arriving AS SELECT {columns} FROM {table.name} LIMIT 0")
        self._insert_into("temp.arriving", columns, rows, pick)
        execute(f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM temp.arriving ORDER BY rowid")
        execute("DROP TABLE temp.arriving")

    def _insert_into(self, target: str, columns: str, rows: Sequence[Row], pick: Callable[[Row], Row]) -> None:
        marks = ", ".join("?" * (columns.count(",") + 1))
        statement = f"INSERT INTO {target} ({columns}) VALUES ({marks})"
        for start in range(0, len(rows), PIECE):
            self.work.connection.exec_driver_sql(statement, list(map(pick, rows[start : start + PIECE])))
            self.tick("写入", min(start + PIECE, len(rows)), len(rows))

    def _update(self, shape: Shape, names: list[str], changed: list[tuple[Row, Row]]) -> None:
        if not changed:
            return
        table = shape.table
        primary = [column.name for column in table.primary_key]
        history.keep_keys(self.work, table, [key for key, _ in changed])
        columns, keys = _quoted(names), _quoted(f"key_{name}" for name in primary)
        rows = [(*new, *key) for key, new in changed]
        if len(rows) < _MANY:
            assignments, condition = (" = ?, ".join(columns), " = ? AND ".join(_quoted(primary)))
            self.work.connection.exec_driver_sql(
                f"UPDATE {table.name} SET {assignments} = ? WHERE {condition} = ?", rows
            )
            return
        execute = self.work.connection.exec_driver_sql
        execute(f"CREATE TEMP TABLE arriving ({', '.join((*columns, *keys))})")
        self._insert_into("temp.arriving", ", ".join((*columns, *keys)), rows, tuple)
        assignments = ", ".join(f"{name} = arriving.{name}" for name in columns)
        condition = " AND ".join(
            f"{table.name}.{name} = arriving.{key}" for name, key in zip(_quoted(primary), keys, strict=True)
        )
        execute(f"UPDATE {table.name} SET {assignments} FROM temp.arriving AS arriving WHERE {condition}")
        execute("DROP TABLE temp.arriving")

    # -- the 21 sections of a declaration ------------------------------------------------------------------------

    def take_entries(self, sheets: Sequence[ReadSheet], heads: ReadSheet | None) -> Counts:
        """Take in the sections of declarations; a section of a declaration is one unit of change."""
        counts = Counts()
        declarations = self._declarations()
        listed = self._listed(heads, declarations) if heads else set()
        old = self._old_entries(listed.union(*(self._listed(sheet, declarations) for sheet in sheets)))
        for index, sheet in enumerate(sheets):
            self.tick("核对报告项", index, len(sheets))
            counts += self._take_section(sheet, declarations, listed, old.get(sheet.section.key, {}))
        return counts

    def _declarations(self) -> dict[Row, Row]:
        """(identity, year, filing, number) -> (cadre_id, n)."""
        d, c = tables.declaration.c, tables.cadre.c
        query = select(c.identity, d.year, d.filing, d.number, d.cadre_id, d.n).join_from(
            tables.declaration, tables.cadre, c.id == d.cadre_id
        )
        return {tuple(row[:4]): tuple(row[4:]) for row in self.work.connection.execute(query)}

    @staticmethod
    def _heads(sheet: ReadSheet) -> list[Row]:
        numbers = [1 if value is None else value for value in sheet.column("number")]
        return list(zip(sheet.column("identity"), sheet.column("year"), sheet.column("filing"), numbers, strict=True))

    def _listed(self, heads: ReadSheet, declarations: Mapping[Row, Row]) -> set[Row]:
        return {declarations[head] for head in self._heads(heads) if head in declarations}

    def _take_section(
        self, sheet: ReadSheet, declarations: Mapping[Row, Row], listed: set[Row], old: Mapping[Row, list[Row]]
    ) -> Counts:
        """A declaration listed in the file has exactly the rows of the file in this section."""
        groups: dict[Row, list[Row]] = {}
        make = _entry_maker(sheet, self.batch_id, self._lines(sheet))
        for index, head in enumerate(self._heads(sheet)):
            owner = declarations.get(head)
            if owner is None:
                wrong = f"没有{head[1]}年度“{head[2]}”的报告"
                self.faults.append(sheet.fault(index, "identity", wrong, "请先在“报告”表登记这份报告"))
            else:
                rows = groups.setdefault(owner, [])
                rows.append(make(index, owner, len(rows) + 1))
        if self.faults:
            return Counts()
        mine = {owner: rows for owner, rows in old.items() if owner in groups or owner in listed}
        return self._replace(sheet.section.key, groups, mine)

    def _old_entries(self, owners: set[Row]) -> dict[str, dict[Row, list[Row]]]:
        """What these declarations hold so far, by section; the rest of a large table is not looked at."""
        execute = self.work.connection.exec_driver_sql
        found: dict[str, dict[Row, list[Row]]] = {}
        if not owners:
            return found
        execute("CREATE TEMP TABLE owner (cadre_id INTEGER, n INTEGER)")
        execute("INSERT INTO temp.owner VALUES (?, ?)", sorted(owners))
        columns = ", ".join(_quoted(_ENTRY))
        # CROSS keeps the order: each declaration is looked up by the key of the table, sections and positions in order
        for row in execute(f"SELECT {columns} FROM temp.owner CROSS JOIN entry USING (cadre_id, n)"):
            found.setdefault(row[2], {}).setdefault((row[0], row[1]), []).append(tuple(row))
        execute("DROP TABLE temp.owner")
        return found

    def _replace(self, section: str, groups: Mapping[Row, list[Row]], old: Mapping[Row, list[Row]]) -> Counts:
        counts, gone, new = Counts(), [], []
        for owner in {**old, **groups}:
            rows, before = groups.get(owner, []), old.get(owner, [])
            if [row[:-2] for row in rows] == [row[:-2] for row in before]:
                counts.same += len(rows)
                continue
            if before:
                gone.append(owner)
                counts.changed += max(len(rows), len(before))
            else:
                counts.added += len(rows)
            new.extend(rows)
        self._remove_entries(section, gone)
        self.write(tables.entry, _ENTRY, sorted(new))
        if gone or new:
            self.work.changed.add("entry")
        return counts

    def _remove_entries(self, section: str, owners: Sequence[Row]) -> None:
        if not owners:
            return
        history.keep_keys(self.work, tables.entry, [(*owner, section) for owner in owners])
        statement = "DELETE FROM entry WHERE cadre_id = ? AND n = ? AND section = ?"
        self.work.connection.exec_driver_sql(statement, [(*owner, section) for owner in owners])


_ENTRY = history.ENTRY
_FACETS = ("holder", "relation", "event_date", "amount", "area", "share")
_COMMON = ("identity", "name", "year", "filing", "number")


def _entry_maker(sheet: ReadSheet, batch_id: int | None, lines: Sequence[int | None]) -> Callable[[int, Row, int], Row]:
    """A function that makes the row of `entry` for a line of a section."""
    section = sheet.section
    facet_columns = [_actions(sheet), *(sheet.column(section.facet(name)) for name in _FACETS)]
    key_columns = [sheet.column(key) for key in section.natural_key]
    data = json_rows({key: values for key, values in sheet.columns.items() if key not in _COMMON}, len(sheet))

    def make(index: int, owner: Row, position: int) -> Row:
        action, holder, relation, event, *figures = (column[index] for column in facet_columns)
        item = item_key([column[index] for column in key_columns])
        numbers = [None if figure is None else float(figure) for figure in figures]
        origin = (data[index], batch_id, lines[index])
        return (*owner, section.key, position, action, holder, relation, item, event, *numbers, *origin)

    return make


def _actions(sheet: ReadSheet) -> Sequence[Any]:
    """填报情形; in a full section a row that says where the thing went disposes of it."""
    if "disposal" in sheet.columns:
        return [DISPOSED if where else None for where in sheet.column("disposal")]
    return sheet.column("action")


def json_rows(columns: Mapping[str, Sequence[Any]], count: int) -> list[str]:
    """The fields of each row as JSON, empty ones left out."""
    keys = list(columns)
    if not keys:
        return ["{}"] * count
    dumps = orjson.dumps
    return [
        dumps(
            {k: v for k, v in zip(keys, row, strict=True) if v is not None}, default=_plain, option=orjson.OPT_SORT_KEYS
        ).decode()
        for row in zip(*columns.values(), strict=True)
    ]


def _merged(old: Row, new: Row, covered: frozenset[str]) -> Row:
    """The new row; fields of the JSON (last column) for which the file has no column at all stay as they were."""
    kept = {key: value for key, value in orjson.loads(old[-1]).items() if key not in covered}
    if not kept:
        return new
    return (*new[:-1], orjson.dumps(kept | orjson.loads(new[-1]), option=orjson.OPT_SORT_KEYS).decode())


def _plain(value: object) -> str:
    """Exact decimals as text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(type(value).__name__)


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]
