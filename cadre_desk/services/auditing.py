"""审计: what the auditor sees, searches, exports and verifies: who did what and when, never the business data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from cadre_desk.domain.sheet import Tick, no_tick
from cadre_desk.exchange.writer import ColumnSpec, SheetSpec
from cadre_desk.services import outgoing, places
from cadre_desk.services.desk import Desk
from cadre_desk.storage import anchor, audit, journal, keyring
from cadre_desk.storage.errors import AnchorDamaged

_TICK_EVERY = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows; an empty value does not narrow."""

    officer: str = ""
    action: str = ""
    result: str = ""
    since: str = ""  # ISO day
    until: str = ""  # ISO day, included
    words: str = ""  # in subject and detail
    upto: int = 0  # number of the newest row that counts; 0 for the newest there is


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it is shown."""

    id: int
    at: str
    officer: str
    role: str
    action: str
    result: str
    subject: str
    detail: str
    copied: int | None  # number of the audit row of the business data that this is a copy of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found; faults are empty where all holds."""

    journal_rows: int
    data_rows: int | None  # None for who cannot read the business data
    sealed: bool  # whether the chain was also checked against rewriting by somebody who holds today's keys
    faults: tuple[str, ...]
    heads: tuple[tuple[str, int, str], ...] = ()  # of each chain: its name, number and digest of its newest row

    @property
    def head_words(self) -> list[str]:
        """The newest rows as they are written down on paper: outside witnesses that nobody can change later."""
        return [f"{name}第{number}条：{grouped(digest)}" for name, number, digest in self.heads]

    @property
    def words(self) -> str:
        """In one or more lines."""
        if self.faults:
            return "；".join(self.faults)
        data = f"业务操作记录{self.data_rows}条"
        if self.data_rows is None:
            data = "业务操作记录未核对（没有业务数据的密钥）"
        depth = "已用审计密钥核对"
        if not self.sealed:
            depth = "未用审计密钥核对（由安全审计员登录核验，可发现持有密钥的人改写历史）"
        return f"审计日志{self.journal_rows}条，{data}，链条完整；{depth}。"


def grouped(digest: str) -> str:
    """A digest of 64 letters in 8 groups, for comparing by eye."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def entries(desk: Desk, which: Filter, start: int = 0, count: int = 500) -> list[Entry]:
    """A page of rows, newest first."""
    desk.require("查看审计")
    with desk.vault.overseeing() as connection:
        rows = journal.page(connection, _where(which), start, count)
    return [_entry(row) for row in rows]


def count(desk: Desk, which: Filter) -> int:
    """How many rows there are."""
    return held(desk, which)[1]


def held(desk: Desk, which: Filter) -> tuple[Filter, int]:
    """The filter for the rows that are there now, and how many fit: its pages do not shift while rows are added."""
    desk.require("查看审计")
    with desk.vault.overseeing() as connection:
        still = replace(which, upto=which.upto or journal.head(connection)[0])
        return still, journal.count(connection, _where(still))


def names(desk: Desk) -> dict[str, list[str]]:
    """Officers and actions that occur, for the filters."""
    desk.require("查看审计")
    with desk.vault.overseeing() as connection:
        return {name: journal.distinct(connection, name) for name in ("officer", "action")}


def _where(which: Filter) -> dict[str, str]:
    names = ("officer", "action", "result", "since", "until", "words", "upto")
    return {name: str(value) for name in names if (value := getattr(which, name))}


#: names of details as rows of the journal keep them, in the words of the screen
_WORDS = {
    "role": "岗位",
    "reason": "理由",
    "problem": "问题",
    "medium": "去向",
    "fingerprint": "指纹",
    "at": "时间",
    "before": "此前时间",
    "data": "业务操作记录至",
    "system": "审计日志至",
    "fault": "问题",
    "faults": "问题",
    "note": "说明",
    "rows": "行数",
    "persons": "人数",
}


def _entry(row: Any) -> Entry:
    told = orjson.loads(row.detail)
    detail = "；".join(f"{_WORDS.get(key, key)}：{_told(key, value)}" for key, value in told.items())
    role = role_title(row.role)
    return Entry(row.id, row.at, row.officer, role, row.action, row.result, row.subject, detail, row.data_id)


def role_title(role: str) -> str:
    """The role in Chinese; empty where a row has none."""
    known = places.matrix().roles
    return known[role].title if role in known else role


def _told(key: str, value: object) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value)) or "无"
    return role_title(str(value)) if key == "role" else str(value)


def rows(desk: Desk, which: Filter) -> Iterator[Sequence[Any]]:
    """All rows that fit, oldest last, as cells; for the export."""
    start, (which, _) = 0, held(desk, which)
    while page := entries(desk, which, start):
        for one in page:
            yield (one.id, one.at, one.officer, one.role, one.action, one.result, one.subject, one.detail, one.copied)
        start += len(page)


_SHEET = SheetSpec(
    "审计记录",
    tuple(
        ColumnSpec(heading, width)
        for heading, width in (
            *(("序号", 8), ("时间", 20), ("人员", 12), ("岗位", 14), ("事项", 16), ("结果", 8), ("对象", 24)),
            *(("说明", 50), ("业务操作记录号", 14)),
        )
    ),
)


def export(desk: Desk, which: Filter, target: Path, tick: Tick = no_tick) -> int:
    """The rows that fit as a spreadsheet; that they leave is in the journal before a byte is written. Their number."""
    desk.require("导出审计")
    which, total = held(desk, which)

    def watched() -> Iterator[Sequence[Any]]:
        for number, row in enumerate(rows(desk, which)):
            if number % _TICK_EVERY == 0:
                tick("导出审计记录", number, total)
            yield row

    written = outgoing.send_audit(desk, target, _SHEET, watched(), total)
    tick("导出审计记录", total, total)
    return written


def verify(desk: Desk, tick: Tick = no_tick) -> Verdict:
    """Check both chains against each other, the anchor and, where this officer's key opens it, the sealed first key."""
    desk.require("核验审计")
    vault = desk.vault
    tick("核对审计日志", 0, 3)
    vault.settle_copies()
    faults: list[str] = []
    data_rows: int | None = None
    with vault.overseeing() as system:
        keys = _first_keys(desk, system)
        rows, broken = journal.verify(system, keys)
        heads = [("审计日志", *journal.head(system))]
        if broken is not None:
            faults.append(f"审计日志从第{broken}条起与链不符，可能被改动")
        if vault.holds_data:
            tick("核对业务操作记录", 1, 3)
            with vault.reading() as data:
                data_rows, wrong = audit.verify(data)
                heads.append(("业务操作记录", *audit.head(data)))
                if wrong is not None:
                    faults.append(f"业务操作记录从第{wrong}条起与链不符，可能被改动")
                if (differs := journal.differing(data, system)) is not None:
                    faults.append(f"业务操作记录第{differs}条与审计日志中的副本不符，可能被改动或删除")
    tick("核对锚文件", 2, 3)
    faults += _against_anchors(desk)
    tick("核对锚文件", 3, 3)
    verdict = Verdict(rows, data_rows, bool(keys), tuple(faults), tuple(heads))
    vault.note("核验审计", result=journal.FAILED if faults else journal.DONE, faults=list(faults))
    return verdict


def _first_keys(desk: Desk, system: Any) -> dict[int, bytes]:
    with desk.vault.keys() as keys:
        sealed = journal.sealed_for(system, desk.vault.account.public.hex())
        return {epoch: bytes(keyring.unseal(keys.private, blob, journal.PURPOSE)) for epoch, blob in sealed.items()}


def _against_anchors(desk: Desk) -> list[str]:
    vault, faults = desk.vault, []
    for path in (vault.folder / anchor.NAME, anchor.own_place(vault.folder, vault.vault_id)):
        try:
            with vault.keys() as keys:
                seen = anchor.read(path, vault.vault_id, keys.system)
        except AnchorDamaged as error:
            faults.append(error.message)
            continue
        if seen is None and path.parent == vault.folder:
            faults.append(anchor.absent(path).message)
        if seen and (words := vault.lacks(seen)):
            faults.append(words)
    return faults
