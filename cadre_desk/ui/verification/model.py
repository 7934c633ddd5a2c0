"""Columns of the lists of a batch, and its state in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from cadre_desk.domain.verification import Outcome
from cadre_desk.services.verifying import RANDOM, STATES, Batch
from cadre_desk.ui.kit import theme
from cadre_desk.ui.kit.table import Column, Record, noop, plain

#: of what differs: how grave it looks, as the flags are coloured; each has its sign besides
SEVERITY: Mapping[str, str] = {
    Outcome.CONCEALMENT.value: "R",
    Outcome.OMISSION.value: "O",
    Outcome.REVIEW.value: "Y",
    Outcome.EXPLAINED.value: "I",
    Outcome.ABSENT.value: "I",
}
#: which buttons a batch in that state has
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "listing": ("fix",),
    "fixed": ("print_list", "save_list", "draw"),
    "open": ("feedback", "compare", "close"),
    "closed": (),
    "void": (),
}
_PERSON = {"open": "未办结", "closed": "已办结"}


def people(today: str) -> tuple[Column, ...]:
    """The persons of a batch; who has not answered until his day is marked."""

    def late(record: Record) -> str:
        return "O" if record["waits"] and str(record["waits"]) < today else ""

    def until(day: Any) -> str:
        return f"{theme.SIGNS['O']} {day}" if day and str(day) < today else plain(day)

    return (
        Column(noop("columns", "序"), "place", 5, plain, right=True),
        Column(noop("columns", "姓名"), "name", 9),
        Column(noop("columns", "单位"), "unit", 16),
        Column(noop("columns", "不一致"), "differs", 7, plain, right=True),
        Column(noop("columns", "状态"), "state", 8, lambda state: _PERSON.get(state, plain(state))),
        Column(noop("columns", "认定"), "grade", 12),
        Column(noop("columns", "一致"), "same", 6, plain, right=True),
        Column(noop("columns", "反馈中没有"), "absent", 9, plain, right=True),
        Column(noop("columns", "请说明"), "asked", 11),
        Column(noop("columns", "等待说明至"), "waits", 13, until, severity=late),
        Column(noop("columns", "收到说明"), "replied", 11),
    )


def discrepancies(sections: Mapping[str, str]) -> tuple[Column, ...]:
    """What differs; sections are the titles by key."""
    return (
        Column(noop("columns", "姓名"), "name", 9),
        Column(noop("columns", "比对结果"), "outcome", 13, plain, severity=severity),
        Column(noop("columns", "报告项"), "section", 11, lambda key: sections.get(key, plain(key))),
        Column(noop("columns", "事项"), "item", 22),
        Column(noop("columns", "依据"), "article", 14),
        Column(noop("columns", "认定"), "grade", 12),
        Column(noop("columns", "单位"), "unit", 16),
    )


def severity(record: Record) -> str:
    """By how grave it looks."""
    return SEVERITY.get(str(record["outcome"]), "I")


UNSETTLED = (
    Column(noop("columns", "姓名"), "person", 9),
    Column(noop("columns", "报告项"), "section", 10),
    Column(noop("columns", "对应"), "decision", 9),
    Column(noop("columns", "反馈内容"), "text", 30),
)


def unsettled(
    waiting: Sequence[Mapping[str, Any]], strangers: Sequence[Mapping[str, Any]], words: tuple[str, str, str]
) -> list[dict[str, Any]]:
    """Rows for the table of what a person has to assign; words: assigned, to be assigned, of a stranger."""
    done, waits, strange = words
    found = [(one, done if one["decided"] else waits) for one in waiting] + [(one, strange) for one in strangers]
    return [
        {
            "key": place,
            "person": one["rows"][0]["person"],
            "section": one["section"],
            "decision": decision,
            "text": "；".join(row["text"] for row in one["rows"]),
        }
        for place, (one, decision) in enumerate(found)
    ]


def facts(batch: Batch) -> str:
    """Kind, state and counts in one line."""
    words = [batch.kind, STATES[batch.state], f"比对截至{batch.as_of}的报告"]
    if batch.state in ("listing", "fixed"):
        words.append(f"名单{batch.listed or batch.data.get('population', 0)}人")
    else:
        words.append(f"被查核人{batch.persons}人，未办结{batch.open}人")
    if batch.draw and batch.draw["drawn"]:
        share = f"{batch.draw['count'] / batch.listed:.1%}"  # PM-16 has no confirmed figure: only shown
        words.append(f"{batch.draw['drawn'][:10]}从{batch.listed}人中抽取{batch.draw['count']}人（{share}）")
        words.append(f"见证人{batch.draw['first']}、{batch.draw['second']}")
    if who := batch.data.get("who"):
        words.append(f"范围：{who}")
    return "　".join(words)


def next_step(batch: Batch, waiting: int) -> str:
    """What is to be done now."""
    if batch.state == "listing":
        return "下一步：固定名单。固定后名单和摘要不能再改，见证人才能放心说数。"
    if batch.state == "fixed":
        return (
            "下一步：请两名见证人各说一个数，再抽取。"
            if batch.draw and batch.draw["listed"]
            else "下一步：把名单打印或存为PDF，连同摘要交给见证人看过。"
        )
    if batch.state == "void":
        return f"作废理由：{batch.data.get('voided', '')}"
    if batch.state == "closed":
        return "已办结。认定有误的仍可撤销。"
    if batch.compared is None:
        return "下一步：导入有关部门的反馈，再比对。" if not batch.feedback else "有新的反馈或对应：请重新比对。"
    told = "，".join(f"{one}{count}件" for one, count in batch.outcomes.items())
    settle = f"；有{waiting}处需人工对应" if waiting else ""
    return f"{batch.compared[:16].replace('T', ' ')}比对：{told or '没有不一致'}{settle}。"


def by_lot(batch: Batch) -> bool:
    """Whether its persons are drawn."""
    return batch.kind == RANDOM
