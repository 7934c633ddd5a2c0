"""Columns of the list of cases, and how the state of one is shown."""

from collections.abc import Mapping, Sequence
from html import escape

from cadre_desk.domain.pack import Field, Section
from cadre_desk.ui.kit.table import Column, noop, plain

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
        Column(noop("columns", "专项"), "campaign", 20, lambda key: titles.get(key, plain(key))),
        Column(noop("columns", "被反映人"), "name", 10),
        Column(noop("columns", "单位"), "unit", 20),
        Column(noop("columns", "类别"), "category", 24),
        Column(noop("columns", "受理日期"), "received", 12),
        Column(noop("columns", "状态"), "state", 9),
    )


def fields(section: Section) -> list[Field]:
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
