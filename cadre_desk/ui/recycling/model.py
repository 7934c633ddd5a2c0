"""Columns of the 回收站."""

from dataclasses import asdict

from cadre_desk.services.history import KINDS
from cadre_desk.services.recycling import STATES, Deletion
from cadre_desk.ui.kit.table import Column, Record, moment, noop


def ended(record: Record) -> str:
    """已恢复 李主任 2026-03-05 10:20; 在回收站 where it still lies there."""
    return " ".join(filter(None, (STATES[record["state"]], record["ended_by"], moment(record["ended_at"]))))


DELETIONS = (
    Column(noop("columns", "编号"), "id", 7, right=True),
    Column(noop("columns", "删除时间"), "at", 17, moment),
    Column(noop("columns", "经办人"), "officer", 10),
    Column(noop("columns", "种类"), "kind", 10, KINDS.__getitem__),
    Column(noop("columns", "内容"), "what", 36),
    Column(noop("columns", "行数"), "rows", 8, right=True),
    Column(noop("columns", "理由"), "reason", 26),
    Column(noop("columns", "去向"), "*", 20, ended),
)


def record(one: Deletion) -> Record:
    """A row of the list."""
    return asdict(one)
