"""Columns of the register of what left, and one line of it in words."""

from PySide6.QtCore import QCoreApplication

from cadre_desk.domain.secrecy import UNMARKED
from cadre_desk.services.outgoing import KINDS, STATES, Entry
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.table import Column, Record, moment, noop

_SEVERITIES = {"waiting": "O", "failed": "Y", "written": "G"}


def _translated(text: str) -> str:
    return QCoreApplication.translate("register", text)


def severity(record: Record) -> str:
    """Green where it was written, orange where nobody knows, yellow where nothing was written."""
    return _SEVERITIES[record["state"]]


def state(record: Record) -> str:
    """○ 已写出."""
    return f"{theme.SIGNS[severity(record)]} {STATES[record['state']]}"


def count(record: Record) -> str:
    """3页; what was planned while it is not known what was written."""
    found = record["planned"] if record["count"] is None else record["count"]
    return f"{found:,}{KINDS[record['kind']].unit}"


REGISTER = (
    Column(noop("columns", "登记号"), "number", 17),
    Column(noop("columns", "时间"), "at", 16, moment),
    Column(noop("columns", "方式"), "kind", 10, lambda kind: KINDS[kind].name),
    Column(noop("columns", "内容"), "what", 28),
    Column(noop("columns", "结果"), "*", 10, state, sort="state", severity=severity),
    Column(noop("columns", "密级"), "label", 10, lambda label: label or UNMARKED),
    Column(noop("columns", "数量"), "*", 9, count, right=True, sort="count"),
    Column(noop("columns", "经办人"), "officer", 9),
    Column(noop("columns", "用途"), "purpose", 24),
)


def facts(one: Entry) -> list[tuple[str, str]]:
    """Names and values of one line."""
    kind = KINDS[one.kind]
    return [
        (_translated(noop("register", "登记号")), one.number),
        (_translated(noop("register", "时间")), one.at.replace("T", " ")),
        (_translated(noop("register", "经办人")), one.officer),
        (_translated(noop("register", "方式")), kind.name),
        (_translated(noop("register", "内容")), one.what),
        (_translated(noop("register", "去向")), one.target),
        (_translated(noop("register", "密级")), one.label or UNMARKED),
        (_translated(noop("register", "用途")), one.purpose),
        (_translated(noop("register", "批准人")), one.approver),
        (_translated(noop("register", "应写出")), f"{one.planned:,}{kind.unit}"),
        (_translated(noop("register", "结果")), _outcome(one)),
        (_translated(noop("register", "文件大小")), "" if one.size is None else f"{one.size:,} B"),
        (_translated(noop("register", "SHA-256")), _in_two_lines(one.sha256 or "")),
    ]


def _in_two_lines(digest: str) -> str:
    """It has no place where a line could end."""
    half = len(digest) // 2
    return f"{digest[:half]}\n{digest[half:]}"


def _outcome(one: Entry) -> str:
    if one.state == "waiting":
        text = noop("register", "待写出：登记后程序中途退出，没有记下结果。请核对去向处有没有这份文件或纸张。")
        return _translated(text)
    written = "" if one.count is None else f" {one.count:,}{KINDS[one.kind].unit}"
    return f"{STATES[one.state]}{written} {moment(one.finished)}" + (f"：{one.fault}" if one.fault else "")
