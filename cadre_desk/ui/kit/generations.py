"""Generations of backup in a list: when, why, what is in them, what would be missing, whether every byte is right."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from cadre_desk.services.backups import Choice
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.table import Column, Record, noop

# whether it was read to the last byte since the list was made
UNKNOWN, READING, GOOD, BAD = "unknown", "reading", "good", "bad"
_KILO = 1024


def words(text: str) -> str:
    """A text of this module in the language of the window."""
    return QCoreApplication.translate("generations", text)


_STATES = {
    UNKNOWN: noop("generations", "未检验"),
    READING: noop("generations", "检验中……"),
    GOOD: noop("generations", "完好"),
    BAD: noop("generations", "损坏"),
}
_SEVERITIES = {GOOD: "G", BAD: "R"}


def severity(record: Record) -> str:
    """Green for a whole one, red for a damaged one, nothing else coloured."""
    return _SEVERITIES.get(record["state"], "")


def state(record: Record) -> str:
    """○ 完好, ■ 损坏, or what is still to come."""
    text, key = words(_STATES[record["state"]]), severity(record)
    return f"{theme.SIGNS[key]} {text}" if key else text


def size(count: Any) -> str:
    """Bytes as an office reads them."""
    value = float(count)
    for unit in ("B", "KB", "MB", "GB"):
        if value < _KILO or unit == "GB":
            break
        value /= _KILO
    return f"{value:,.0f} {unit}" if value >= 10 or unit == "B" else f"{value:.1f} {unit}"


def missing(count: Any) -> str:
    """What was done after it and would be gone."""
    if count is None:
        return words(noop("generations", "不详"))
    return (
        words(noop("generations", "缺少{0}项操作")).format(f"{count:,}")
        if count
        else words(noop("generations", "不缺"))
    )


GENERATIONS = (
    Column(noop("columns", "备份时间"), "at", 16),
    Column(noop("columns", "检验"), "*", 11, state, severity=severity),
    Column(noop("columns", "与现在相比"), "missing", 15, missing),
    Column(noop("columns", "内容"), "counts", 34),
    Column(noop("columns", "大小"), "size", 9, size, right=True),
    Column(noop("columns", "备份原因"), "reason", 20),
)


def record(choice: Choice, found: str) -> Record:
    """A row; found is one of the four states."""
    one = choice.generation
    return {
        "at": f"{one.at:%Y-%m-%d %H:%M}",
        "reason": one.reason,
        "counts": choice.counts,
        "size": one.size,
        "missing": choice.missing,
        "state": found,
    }
