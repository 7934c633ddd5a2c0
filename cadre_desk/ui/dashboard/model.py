"""Columns of the list of deadlines."""

from cadre_desk.ui.kit.table import Column, noop

DEADLINES = (
    Column(noop("columns", "日期"), "day", 12, severity=True),
    Column(noop("columns", "状态"), "state", 9, severity=True),
    Column(noop("columns", "事项"), "what", 26),
    Column(noop("columns", "干部"), "cadre", 10),
)
