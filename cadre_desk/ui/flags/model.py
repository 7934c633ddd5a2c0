"""Columns of the list of flags and of the tables beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cadre_desk.domain.pack import Pack
from cadre_desk.services.flags import STATES, sentence
from cadre_desk.ui.kit.table import Column, Record, moment, noop, severity_words

#: how sure the pack is of an article
CONFIDENCES: Mapping[str, str] = {
    "H": "高（条文已核对）",
    "M": "中（来自转引，使用前请核对原文）",
    "L": "低（尚未核实，使用前必须核对原文）",
}


def columns(pack: Pack) -> tuple[Column, ...]:
    """Columns of the list; the sentence is made from the facts by the words of the pack."""

    def words(record: Record) -> str:
        return sentence(pack, record["rule"], json.loads(record["facts"]))

    def title(rule: Any) -> str:
        return f"{rule} {pack.rules[rule].title}"

    return (
        Column(noop("columns", "程度"), "severity", 11, severity_words, sort="order", severity=True),
        Column(noop("columns", "规则"), "rule", 20, title),
        Column(noop("columns", "对象"), "subject_name", 9),
        Column(noop("columns", "单位"), "unit", 22),
        Column(noop("columns", "内容"), "*", 60, words, sort="rule"),
        Column(noop("columns", "发现日期"), "found", 12),
        Column(noop("columns", "状态"), "state", 8, STATES.__getitem__),
    )


EVIDENCE = (
    Column(noop("columns", "出处"), "place", 30),
    Column(noop("columns", "项目"), "label", 11),
    Column(noop("columns", "内容"), "value", 30),
)
DISPOSITIONS = (
    Column(noop("columns", "时间"), "at", 16, moment),
    Column(noop("columns", "经办人"), "officer", 8),
    Column(noop("columns", "处置结果"), "decision", 8, STATES.__getitem__),
    Column(noop("columns", "理由"), "reason", 40),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One flag in words."""

    id: int
    severity: str
    head: str  # sign and word of the severity, state
    sentence: str
    facts: tuple[tuple[str, str], ...]
    evidence: tuple[Record, ...]
    dispositions: tuple[Record, ...]
    has_cadre: bool
    can_dispose: bool
