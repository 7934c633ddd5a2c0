"""Columns of the list of cases, and how the state of one is shown."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from cadre_desk.domain.pack import Section
from cadre_desk.ui.kit.table import Column, noop

#: fields that are written in sentences, in every campaign
LONG = frozenset(
    {
        "summary",
        "finding",
        "conclusion",
        "handling",
        "rectification",
        "opinion",
        "accountability",
        "request",
        "remark",
        "basis",
        "cause",
        "prior_report",
    }
)


def cases(titles: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns; titles are those of the campaigns by key."""
    return (
        Column(noop("columns", "编号"), "case_number", 13),
        Column(noop("columns", "专项"), "campaign", 20, _title(titles)),
        Column(noop("columns", "被反映人"), "name", 10),
        Column(noop("columns", "单位"), "unit", 20),
        Column(noop("columns", "类别"), "category", 24),
        Column(noop("columns", "受理日期"), "received", 12),
        Column(noop("columns", "状态"), "state", 9),
    )


def _title(titles: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda key: titles.get(key, str(key or ""))


def fields(section: Section) -> list[Any]:
    """What is edited of a case; whose case it is follows from the ledger and is not."""
    return [one for one in section.fields if one.key != "identity"]


def steps(states: Sequence[str], now: str, accent: str, muted: str) -> str:
    """The states in a row as rich text, the current one marked by a sign, weight and colour."""
    shown = []
    for state in states:
        if state == now:
            shown.append(f'<span style="color:{accent}; font-weight:bold">●&nbsp;{escape(state)}</span>')
        else:
            shown.append(f'<span style="color:{muted}">{escape(state)}</span>')
    return f'<span style="color:{muted}"> → </span>'.join(shown)
