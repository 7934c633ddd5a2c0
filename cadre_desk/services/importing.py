"""Spreadsheets into the vault: all or nothing per file, every fault told with its cell."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cadre_desk.domain.bulk import let_go, no_collection
from cadre_desk.domain.faults import Fault, FileRefused
from cadre_desk.domain.pack import Ledger
from cadre_desk.domain.sheet import ReadSheet, Tick, no_tick
from cadre_desk.exchange.ledger import Reading, read_ledger
from cadre_desk.exchange.sandbox import Sheet, read_workbook
from cadre_desk.services import collecting, outgoing, upkeep
from cadre_desk.services.desk import Desk
from cadre_desk.services.doubting import doubts
from cadre_desk.services.outgoing import Released, Terms
from cadre_desk.services.pinyin import initials
from cadre_desk.storage import records
from cadre_desk.storage.ledgers import Counts, Intake
from cadre_desk.storage.work import Ask, Work

ACCEPTABLE = "check_digit"
NO_LABEL = Terms()


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought, or would bring."""

    file: str
    added: int
    changed: int
    same: int
    left_out: tuple[str, ...]  # columns that no field takes
    accepted: tuple[Fault, ...] = ()  # faults accepted with a reason
    doubts: tuple[Fault, ...] = ()  # 疑似填报错误, by cell: they keep nothing out
    more_doubts: bool = False  # and there are more of them

    def __str__(self) -> str:
        """One sentence for the officer."""
        if not (self.added or self.changed):
            return f"{self.file}：与库中内容完全一致（{self.same}行），没有改动"
        doubts = f"；{self.doubtful}" if self.doubts else ""
        return f"{self.file}：新增{self.added}行，变更{self.changed}行，未变{self.same}行{doubts}"

    @property
    def doubtful(self) -> str:
        """How many doubts there are, in words; empty where there are none."""
        more = "以上" if self.more_doubts else ""
        return f"疑似填报错误{len(self.doubts)}处{more}，请核对" if self.doubts else ""


class _Rehearsed(Exception):
    """Raised to roll a rehearsal back."""


@no_collection()
def import_file(
    desk: Desk, kind: str, path: Path, *, dry_run: bool = False, accept_reason: str = "", tick: Tick = no_tick
) -> Imported:
    """Read, check and keep one file; FileRefused with all faults, and then nothing is changed.

    With accept_reason, check digits that fail are accepted; the reason is kept with the import. A dry run does
    everything but keep.
    """
    ledger = desk.pack.ledgers[kind]
    sheets = _open(path, tick)
    if kind == "declarations" and collecting.is_one(sheets):
        return _take_form(desk, path, sheets, dry_run=dry_run, tick=tick)
    reading = _read(sheets, ledger, tick)
    accepted = tuple(f for f in reading.faults if f.code == ACCEPTABLE) if accept_reason.strip() else ()
    refused = tuple(f for f in reading.faults if f not in accepted)
    if refused:
        raise FileRefused(path.name, refused)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    counts = Counts()
    doubtful: list[Fault] = []
    more = False
    if not dry_run:
        desk.require("导入")
        upkeep.back_up_before(desk, "导入")

    def task(work: Work) -> None:
        batch = records.open_batch(work, kind, path.name, digest, accept_reason.strip())
        nonlocal counts, doubtful, more
        counts = _take_in(work, batch, ledger, reading.sheets, path.name, tick)
        if kind == "declarations":
            doubtful, more = doubts(work, batch, reading.sheets, tick)
        records.close_batch(work, batch, counts)
        work.subject = path.name
        work.detail = {"kind": kind, "sha256": digest, "added": counts.added, "changed": counts.changed}
        if accepted:
            work.detail |= {"accepted": [f"{f.sheet}!{f.cell}" for f in accepted], "reason": accept_reason.strip()}
        if dry_run:
            raise _Rehearsed

    try:
        desk.change("导入", task)
    except _Rehearsed:
        tick("试导入完成，未改动保险库", 1, 1)
    for sheet in reading.sheets:
        let_go(*(column for column in sheet.columns.values() if isinstance(column, list)))
    numbers = counts.added, counts.changed, counts.same
    return Imported(path.name, *numbers, tuple(reading.left_out), accepted, tuple(doubtful), more)


def mark_faults(desk: Desk, path: Path, faults: Sequence[Fault], target: Path, terms: Terms = NO_LABEL) -> Released:
    """A copy of a refused file with its faults marked, by the gate; the file itself stays as it is."""
    return outgoing.send_marked(desk, path, faults, target, terms)


def batches(ask: Ask) -> list[dict[str, Any]]:
    """The latest imports, newest first."""
    return records.batches(ask.connection)


def _open(path: Path, tick: Tick) -> list[Sheet]:
    rows = 0

    def given_up() -> bool:
        tick("读取", rows, 0)  # raises where the officer gave up, even while the child is silent
        return False

    def on_progress(count: int) -> None:
        nonlocal rows
        rows = count

    return read_workbook(path, cancelled=given_up, progress=on_progress)


def _read(sheets: Sequence[Sheet], ledger: Ledger, tick: Tick) -> Reading:
    reading = read_ledger(sheets, ledger, tick)
    for sheet in sheets:
        let_go(sheet.rows)
    return reading


def _take_form(desk: Desk, path: Path, sheets: Sequence[Sheet], *, dry_run: bool, tick: Tick) -> Imported:
    """收集表 of one cadre: it goes through the filing, as if it had been typed."""
    found = collecting.read(sheets, desk.pack, path.name, tick)
    rows = collecting.take(desk, path.name, found, dry_run=dry_run)
    return Imported(path.name, rows + 1, 0, 0, found.left_out)


def _take_in(work: Work, batch: int, ledger: Ledger, sheets: Sequence[ReadSheet], file: str, tick: Tick) -> Counts:
    intake = Intake(work, batch, tick)
    by_key = {sheet.section.key: sheet for sheet in sheets}
    counts = Counts()
    if ledger.kind == "declarations":
        heads = by_key.pop("declaration", None)
        if heads:
            counts += intake.take(heads)
        if not intake.faults:
            counts += intake.take_entries(list(by_key.values()), heads)
    elif ledger.kind == "cases":
        campaigns = {one.section.title: one.key for one in work.pack.campaigns.values()}
        for sheet in sheets:
            counts += intake.take(sheet, campaign=campaigns[sheet.section.title])
    else:
        for section in ledger.sheets:
            if section.key in by_key:
                counts += intake.take(_completed(by_key[section.key]))
    if intake.faults:
        raise FileRefused(file, tuple(intake.faults))
    return counts


def _completed(sheet: ReadSheet) -> ReadSheet:
    """Cadres get the initials of their names, by which they are searched."""
    if sheet.section.key != "cadre":
        return sheet
    return replace(sheet, columns={**sheet.columns, "initials": [initials(str(name)) for name in sheet.column("name")]})
