"""A small office for the tests: ledgers as real spreadsheets, a few cadres, what a vault holds."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import select

from cadre_desk.domain.pack import Ledger, Pack, Section
from cadre_desk.services import importing
from cadre_desk.services.desk import Desk
from cadre_desk.services.invent import identity
from cadre_desk.storage import keyring, tables
from cadre_desk.storage.vault import Vault

OFFICER, PASSWORD = "李审核", "晴天-horse-27"
Row = dict[str, Any]

ZHANG = {"identity": identity(date(1975, 3, 8), 1, True), "name": "张三"}
LI = {"identity": identity(date(1980, 11, 2), 2, False), "name": "李四明"}
WANG = {"identity": identity(date(1969, 6, 30), 3, True), "name": "王百_川"}
STRANGER = {"identity": identity(date(1990, 1, 1), 9, True), "name": "陌生人"}
BUREAU, SCHOOL = "云川市财政局", "云川市第100%中学"
FIRST = "First-pass-1234"  # of a new account, until its owner has his own


def sections(ledger: Ledger) -> dict[str, Section]:
    """The sheets of a ledger by key; the campaigns by their key in the pack's order."""
    if ledger.kind == "cases":
        return {section.title: section for section in ledger.sheets}
    return {section.key: section for section in ledger.sheets}


def table(section: Section, rows: Sequence[Row]) -> list[list[Any]]:
    """Headings of the fields that occur in the rows, and the rows."""
    fields = [one for one in section.fields if any(one.key in row for row in rows)] if rows else list(section.fields)
    unknown = {key for row in rows for key in row} - {one.key for one in fields}
    assert not unknown, f"{section.title} has no {unknown}"
    return [[one.heading for one in fields], *([row.get(one.key) for one in fields] for row in rows)]


def write_ledger(pack: Pack, kind: str, path: Path, rows: Mapping[str, Sequence[Row]]) -> Path:
    """A workbook with a sheet for each section named."""
    known = sections(pack.ledgers[kind])
    return write_book(path, {known[key].title: table(known[key], some) for key, some in rows.items()})


def write_book(path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    """A workbook of these rows; texts stay texts, as in a template."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cell in (cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"):
            cell.data_type = "s"
    book.save(path)
    return path


def read_book(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every cell of every sheet."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def staff(desk: Desk, folder: Path) -> None:
    """Two units, three cadres, one relative, three posts."""
    units = [
        {"name": BUREAU, "grade": "县处级正职", "kind": "党政机关"},
        {"name": SCHOOL, "grade": "县处级副职", "kind": "事业单位"},
    ]
    quota = [{"unit": BUREAU, "level": "县处级副职", "approved": 4}]
    path = write_ledger(desk.pack, "units", folder / "单位.xlsx", {"unit": units, "quota": quota})
    importing.import_file(desk, "units", path)
    importing.import_file(
        desk, "cadres", write_ledger(desk.pack, "cadres", folder / "干部.xlsx", {"cadre": cadres(), "post": posts()})
    )


def cadres() -> list[Row]:
    """The rows of the cadres."""
    common = {"in_service": "现职", "nation": "汉族", "politics": "中共党员"}
    return [
        ZHANG | common | {"sex": "男", "birth": "1975-03", "unit": BUREAU, "title": "局长", "level": "县处级正职"},
        LI | common | {"sex": "女", "birth": "1980-11", "unit": BUREAU, "title": "副局长", "level": "县处级副职"},
        WANG | common | {"sex": "男", "birth": "1969-06", "unit": SCHOOL, "title": "校长", "level": "县处级副职"},
    ]


def posts() -> list[Row]:
    """The rows of their posts."""
    found = []
    for row, role in zip(cadres(), ("领导班子正职", "领导班子副职", "领导班子正职"), strict=True):
        owner = {"identity": row["identity"], "cadre_name": row["name"], "unit": row["unit"], "title": row["title"]}
        found.append(owner | {"level": row["level"], "role": role, "manner": "提拔", "start": "2021-05-10"})
    return found


def content(desk: Desk) -> dict[str, str]:
    """A digest of every table of the vault."""

    def read(ask: Any) -> dict[str, str]:
        found = {}
        for one in tables.metadata.sorted_tables:
            rows = ask.connection.execute(select(one).order_by(*one.primary_key)).all()
            found[one.name] = hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()
        return found

    return desk.ask(read)


def all_rows(desk: Desk, name: str) -> list[dict[str, Any]]:
    """Every row of a table."""
    one = tables.metadata.tables[name]
    query = select(one).order_by(*one.primary_key)
    return desk.ask(lambda ask: [dict(row) for row in ask.connection.execute(query).mappings()])


def colleague(opened: Vault, name: str, password: str, role: str = "chief") -> keyring.Officer:
    """One more officer who has chosen his own password and may work at once."""
    day, folder = date(2026, 3, 2), opened.folder
    with opened.keys() as keys:
        made = keyring.add(folder, keys, name, role, FIRST, day, lambda *_: None)
        keyring.change_password(folder, name, FIRST, password, day, lambda *_: None)
        keyring.authorise(folder, keys, made.id)
        if role in keyring.DATA_ROLES:
            keyring.give_data(folder, keys, made.id)
    return made
