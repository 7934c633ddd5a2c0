"""Ledgers out of the vault: the same sheets that are taken in, so that an export can be imported again.

回避: no export holds rows of a cadre whom the officer keeps away from; how many persons that are, he is told.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from cadre_desk.domain.pack import Field, Ledger, Pack, Section
from cadre_desk.domain.sheet import Tick, no_tick
from cadre_desk.domain.verification.workbook import feedback_section
from cadre_desk.exchange.ledger import EXAMPLE
from cadre_desk.exchange.writer import ColumnSpec, SheetSpec, write_template
from cadre_desk.services import outgoing
from cadre_desk.services.avoiding import shut
from cadre_desk.services.desk import Desk
from cadre_desk.services.flags import SEVERITIES, STATES, evidence_words, sentence
from cadre_desk.services.outgoing import Released, Sheets, Table, Terms
from cadre_desk.storage import avoidance, lists, records
from cadre_desk.storage.ledgers import SHAPES
from cadre_desk.storage.outgoing import entries_by_section
from cadre_desk.storage.tables import entry
from cadre_desk.storage.work import Ask

NO_LABEL = Terms()
_TICK_EVERY = 200
_NUMERIC = frozenset({"integer", "year", "number", "money", "area"})  # 1 as a number might be 1% or 100%: not percent


def column(field: Field) -> ColumnSpec:
    """A column of a spreadsheet as its field describes it."""
    codes = field.codes
    return ColumnSpec(
        heading=field.heading,
        width=max(10, min(30, 2 * len(field.heading) + 4)),
        choices=codes.values if codes else (("是", "否") if field.kind == "flag" else ()),
        open_choices=codes.open if codes else False,
        help=field.help,
        required=field.required,
        example=field.example,
        numeric=field.kind in _NUMERIC,
    )


def sheet(section: Section) -> SheetSpec:
    """A sheet of a spreadsheet as its section describes it."""
    return SheetSpec(
        section.title, (ColumnSpec("序号", 6, example=EXAMPLE), *map(column, section.fields)), section.help
    )


def template(pack: Pack, kind: str, target: Path) -> None:
    """An empty spreadsheet with validation and an example row."""
    ledger = pack.ledgers[kind]
    write_template(target, ledger.title, [sheet(section) for section in ledger.sheets])


def feedback_template(pack: Pack, target: Path) -> None:
    """An empty workbook for the feedback of registries, one sheet for each section of the form."""
    sections = [feedback_section(section) for section in pack.sections.values()]
    write_template(target, "查询反馈", [sheet(section) for section in sections])


def export(desk: Desk, kind: str, target: Path, terms: Terms = NO_LABEL, tick: Tick = no_tick) -> Released:
    """A ledger, the flags or the register as a spreadsheet, by the gate: it is registered before it is written."""
    if kind == "outgoing":
        return outgoing.export_register(desk, target, terms)
    if kind == "flags":
        return outgoing.send_table(desk, kind, "预警", target, terms, lambda ask: _flags(ask, tick))
    ledger = desk.pack.ledgers[kind]
    return outgoing.send_table(desk, kind, ledger.title, target, terms, lambda ask: _ledger(ask, ledger, tick))


def _ledger(ask: Ask, ledger: Ledger, tick: Tick) -> Table:
    close = shut(ask) if any(field.key == "identity" for one in ledger.sheets for field in one.fields) else {}
    identities = frozenset(close.values())
    return Table(_planned(ask, ledger, close), lambda: _sheets(ask, ledger, identities, tick), len(close))


def _planned(ask: Ask, ledger: Ledger, close: Collection[int]) -> int:
    """How many rows of a ledger will be written, without reading them."""
    if ledger.kind == "declarations":
        entries = entries_by_section(ask.connection)
        heads = lists.count(ask, "declarations", lists.Query())
        theirs = (avoidance.count(ask.connection, entry, close, section=one.key) for one in ledger.sheets)
        return heads + sum(entries.get(one.key, 0) for one in ledger.sheets) - sum(theirs)
    return sum(_count(ask, *source(ask, ledger, section), close) for section in ledger.sheets)


def _count(ask: Ask, key: str, where: Mapping[str, str], close: Collection[int]) -> int:
    theirs = avoidance.count(ask.connection, SHAPES[key].table, close, **where)
    return records.count(ask.connection, key, where) - theirs


def _flags(ask: Ask, tick: Tick) -> Table:
    keys = lists.keys(ask, "flags", lists.Query(sort="order"))
    return Table(len(keys), lambda: [(_FLAG_SHEET, _watched("预警", _flag_rows(ask, keys), tick))], len(shut(ask)))


def _sheets(ask: Ask, ledger: Ledger, close: Collection[str], tick: Tick) -> Sheets:
    for section in ledger.sheets:
        rows = (row for row in _rows(ask, ledger, section) if row.get("identity") not in close)
        yield sheet(section), _watched(section.title, cells(section, rows), tick)


def _watched(title: str, rows: Iterable[Sequence[Any]], tick: Tick) -> Iterator[Sequence[Any]]:
    """The rows, telling now and then how many there were; a tick that raises leaves no file."""
    tick(f"写出“{title}”", 0, 0)
    for number, row in enumerate(rows, 1):
        if number % _TICK_EVERY == 0:
            tick(f"写出“{title}”", number, 0)
        yield row


def _rows(ask: Ask, ledger: Ledger, section: Section) -> Iterator[dict[str, Any]]:
    if ledger.kind == "declarations" and section.key != "declaration":
        return records.entry_rows(ask.connection, section.key)
    key, where = source(ask, ledger, section)
    return records.ledger_rows(ask.connection, key, **where)


def source(ask: Ask, ledger: Ledger, section: Section) -> tuple[str, dict[str, Any]]:
    """Under which key the rows of a sheet are kept, and which of them belong to it."""
    if ledger.kind == "cases":
        return "case", {"campaign": next(one.key for one in ask.pack.campaigns.values() if one.section is section)}
    return section.key, {}


def cells(section: Section, rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
    """Rows by key as the cells of a sheet."""
    for number, row in enumerate(rows, 1):
        yield [number, *(_cell(field, row.get(field.key)) for field in section.fields)]


def _cell(field: Field, value: Any) -> Any:
    """As an office writes it: amounts as numbers, yes and no as words, everything else as text."""
    if value is None:
        return None
    if field.kind == "flag":
        return "是" if value else "否"
    if field.kind in _NUMERIC:
        number = float(value)
        return int(number) if number.is_integer() else number
    return str(value)


_FLAG_SHEET = SheetSpec(
    "预警",
    tuple(
        ColumnSpec(heading, width)
        for heading, width in (
            *(("序号", 6), ("规则", 9), ("程度", 8), ("对象", 14), ("单位", 24), ("内容（疑似/待核实）", 60)),
            *(("依据", 40), ("下一步", 40), ("依据的单元格", 50), ("发现日期", 12), ("状态", 10)),
        )
    ),
)


def _flag_rows(ask: Ask, keys: Sequence[int]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), 500):
        page = keys[start : start + 500]
        evidence = evidence_words(ask, page)
        for number, row in enumerate(lists.rows(ask, "flags", page), start + 1):
            rule = ask.pack.rules[row["rule"]]
            words = sentence(ask.pack, row["rule"], orjson.loads(row["facts"]))
            cells = (rule.id, SEVERITIES[row["severity"]], row["subject_name"], row["unit"], words, str(rule.source))
            yield [number, *cells, rule.next_step, evidence[row["key"]], row["found"], STATES[row["state"]]]
