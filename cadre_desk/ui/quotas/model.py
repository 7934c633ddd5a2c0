"""Columns of the list of quotas and of who fills one."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.table import Column, Record, noop


def severity(record: Record) -> str:
    """Red for too many, yellow for full, green for a vacancy."""
    excess = int(record["excess"])
    return "R" if excess > 0 else "G" if excess < 0 else "Y"


def balance(record: Record) -> str:
    """■ 超配1（待核实）, ◆ 满额, ○ 空缺2."""
    excess = int(record["excess"])
    words = {
        "R": QCoreApplication.translate("quotas", "超配{0}（待核实）"),
        "Y": QCoreApplication.translate("quotas", "满额"),
        "G": QCoreApplication.translate("quotas", "空缺{0}"),
    }
    key = severity(record)
    return f"{theme.SIGNS[key]} {words[key].format(abs(excess))}"


def number(value: Any) -> str:
    """A count, never empty."""
    return str(value or 0)


QUOTAS = (
    Column(noop("columns", "单位"), "unit", 22),
    Column(noop("columns", "机构规格"), "grade", 9),
    Column(noop("columns", "职务层次"), "level", 10),
    Column(noop("columns", "核定"), "approved", 5, number, right=True),
    Column(noop("columns", "实配"), "actual", 5, number, right=True),
    Column(noop("columns", "空缺/超配"), "*", 16, balance, sort="excess", severity=severity),
)
HOLDERS = (
    Column(noop("columns", "姓名"), "name", 8),
    Column(noop("columns", "职务"), "title", 14),
    Column(noop("columns", "任职时间"), "start", 11),
)
