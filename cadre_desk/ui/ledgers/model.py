"""Columns of the lists on this screen, and what is known of a file that is to be imported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from cadre_desk.domain.faults import Fault
from cadre_desk.services.importing import ACCEPTABLE
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.table import Column, Record, moment, noop

SUFFIXES = (".xlsx", ".xls", ".xlsb", ".ods")


#: state of a file -> severity that colours it, words
STATES: Mapping[str, tuple[str, str]] = {
    "waiting": ("I", noop("ledgers", "等待")),
    "running": ("I", noop("ledgers", "处理中")),
    "ready": ("G", noop("ledgers", "可以导入")),
    "refused": ("R", noop("ledgers", "有错误")),
    "doubtful": ("O", noop("ledgers", "校验码不符")),
    "kept": ("G", noop("ledgers", "已导入")),
    "cancelled": ("Y", noop("ledgers", "已取消")),
}


@dataclass(slots=True)
class LedgerFile:
    """One file on its way in; the controller alone changes it."""

    path: Path
    kind: str
    title: str  # of the kind
    state: str = "waiting"
    words: str = ""
    left_out: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def refused(self, words: str, faults: tuple[Fault, ...]) -> None:
        """Not taken in, and why."""
        only_digits = bool(faults) and all(fault.code == ACCEPTABLE for fault in faults)
        self.state, self.words, self.faults = "doubtful" if only_digits else "refused", words, faults


@dataclass(frozen=True, slots=True)
class Run:
    """One thing to do with a file: rehearse, or keep."""

    file: LedgerFile
    keep: bool
    reason: str = ""  # why check digits that fail are accepted


def kind_of(path: Path, titles: Mapping[str, str], chosen: str) -> str:
    """The kind whose title stands in the name of the file, else the chosen one."""
    named = [kind for kind, title in titles.items() if title in path.stem]
    return named[0] if len(named) == 1 else chosen


def readable(paths: Iterable[Path]) -> list[Path]:
    """Those that look like spreadsheets; temporary files of an open Excel or WPS are none."""
    return [path for path in paths if path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))]


def state_words(record: Record) -> str:
    """● 可以导入."""
    severity, words = STATES[record["state"]]
    return f"{theme.SIGNS[severity]} {QCoreApplication.translate('ledgers', words)}"


def state_severity(record: Record) -> str:
    """By which the state is coloured."""
    return STATES[record["state"]][0]


def file_record(file: LedgerFile) -> Record:
    """A file as the list shows it."""
    return {"file": file.path.name, "kind": file.title, "state": file.state, "words": file.words}


def fault_record(fault: Fault) -> Record:
    """A fault as the list shows it."""
    place = fault.cell or (f"第{fault.row}行" if fault.row else "")
    return {
        "sheet": fault.sheet or "（整个文件）",
        "cell": place,
        "value": fault.value,
        "wrong": fault.wrong,
        "expected": fault.expected,
    }


def count(value: Any) -> str:
    """12,345."""
    return f"{value or 0:,}"


FILES = (
    Column(noop("columns", "文件"), "file", 26),
    Column(noop("columns", "种类"), "kind", 20),
    Column(noop("columns", "状态"), "*", 13, state_words, severity=state_severity),
    Column(noop("columns", "结果"), "words", 30),
)
FAULTS = (
    Column(noop("columns", "工作表"), "sheet", 14),
    Column(noop("columns", "单元格"), "cell", 9),
    Column(noop("columns", "内容"), "value", 22),
    Column(noop("columns", "错在哪里"), "wrong", 32),
    Column(noop("columns", "应当怎样"), "expected", 30),
)
MEASURES = (
    Column(noop("columns", "姓名"), "name", 10),
    Column(noop("columns", "单位"), "unit", 26),
    Column(noop("columns", "种类"), "measure", 16),
    Column(noop("columns", "决定日期"), "decided", 12),
    Column(noop("columns", "送达"), "served", 12),
    Column(noop("columns", "回复期限"), "due", 12),
    Column(noop("columns", "回复"), "replied", 12),
    Column(noop("columns", "改正情况"), "follow_up_result", 16),
)


def undone(record: Record) -> str:
    """已撤销 李主任 2026-03-05 10:20; empty where it stands."""
    if not record["undone_at"]:
        return ""
    words = QCoreApplication.translate("ledgers", "已撤销")
    return f"{words} {record['undone_by']} {moment(record['undone_at'])}"


def batches(titles: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of the record of imports; titles are those of the ledgers by kind."""
    return (
        Column(noop("columns", "批次"), "id", 7, right=True),
        Column(noop("columns", "时间"), "at", 17, moment),
        Column(noop("columns", "经办人"), "officer", 10),
        Column(noop("columns", "种类"), "kind", 20, lambda kind: titles.get(kind, str(kind))),
        Column(noop("columns", "文件"), "file", 34),
        Column(noop("columns", "新增"), "added", 9, count, right=True),
        Column(noop("columns", "变更"), "changed", 9, count, right=True),
        Column(noop("columns", "未变"), "same", 9, count, right=True),
        Column(noop("columns", "撤销"), "*", 24, undone),
        Column(noop("columns", "说明"), "note", 30),
    )


PLACES = (Column(noop("columns", "后来的改动，请先处理"), "place", 100),)
