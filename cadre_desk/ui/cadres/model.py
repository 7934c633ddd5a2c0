"""Columns of the list of cadres and of the tables on a cadre's page."""

import json
from collections.abc import Iterable
from typing import Any

from cadre_desk.domain.people import MeasureTaken, Post, Relative
from cadre_desk.services.flags import STATES
from cadre_desk.ui.kit.table import Column, Record, noop, severity_words


def yes(value: Any) -> str:
    """是 or empty."""
    return "是" if value else ""


def some(value: Any) -> str:
    """A number, empty where there are none."""
    return str(value) if value else ""


CADRES = (
    Column(noop("columns", "姓名"), "name", 9),
    Column(noop("columns", "待核实"), "flags", 8, some, right=True),
    Column(noop("columns", "单位"), "unit", 24),
    Column(noop("columns", "现任职务"), "title", 30),
    Column(noop("columns", "职务层次"), "level", 12),
    Column(noop("columns", "职级"), "rank", 12),
    Column(noop("columns", "性别"), "sex", 6),
    Column(noop("columns", "出生年月"), "birth", 10),
    Column(noop("columns", "报告对象"), "reporting", 9, yes),
    Column(noop("columns", "在职状态"), "in_service", 12),
    Column(noop("columns", "身份证号"), "identity", 20),
)
RELATIVES = (
    Column(noop("columns", "称谓"), "relation", 8),
    Column(noop("columns", "姓名"), "name", 10),
    Column(noop("columns", "身份证号"), "identity", 20),
    Column(noop("columns", "工作单位"), "employer", 24),
    Column(noop("columns", "职务"), "title", 12),
)
POSTS = (
    Column(noop("columns", "任职时间"), "start", 12),
    Column(noop("columns", "免职时间"), "end", 12),
    Column(noop("columns", "职务"), "title", 32),
    Column(noop("columns", "层次"), "level", 12),
    Column(noop("columns", "任用方式"), "manner", 12),
    Column(noop("columns", "占职数"), "counts", 8, yes),
)
FILINGS = (
    Column(noop("columns", "年度"), "year", 7),
    Column(noop("columns", "报告类型"), "filing", 16),
    Column(noop("columns", "收到日期"), "received", 12),
    Column(noop("columns", "填报行"), "entries", 8, right=True),
)
HOLDINGS = (
    Column(noop("columns", "报告项"), "section", 16),
    Column(noop("columns", "内容"), "words", 60),
)
MEASURES = (
    Column(noop("columns", "决定日期"), "decided", 12),
    Column(noop("columns", "种类"), "measure", 16),
    Column(noop("columns", "影响期至"), "until", 12),
    Column(noop("columns", "送达"), "served", 12),
    Column(noop("columns", "回复"), "replied", 12),
    Column(noop("columns", "跟踪了解"), "followed_up", 12),
)
LETTERS = (
    Column(noop("columns", "种类"), "kind", 14),
    Column(noop("columns", "文号"), "number", 24),
    Column(noop("columns", "状态"), "state", 10),
    Column(noop("columns", "成文日期"), "dated", 12),
)
FLAGS = (
    Column(noop("columns", "程度"), "severity", 12, severity_words, severity=True),
    Column(noop("columns", "规则"), "rule", 9),
    Column(noop("columns", "状态"), "state", 9, STATES.__getitem__),
    Column(noop("columns", "内容"), "sentence", 80),
)
CASES = (
    Column(noop("columns", "专项"), "campaign", 22),
    Column(noop("columns", "编号"), "case_number", 18),
    Column(noop("columns", "类别"), "category", 24),
    Column(noop("columns", "状态"), "state", 10),
)


def records(rows: Iterable[Relative | Post | MeasureTaken]) -> list[Record]:
    """Rows as records, with the fields that are kept as JSON."""
    return [{**json.loads(one.data), **one._asdict()} for one in rows]
