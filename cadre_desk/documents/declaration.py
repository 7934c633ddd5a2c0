"""领导干部个人有关事项报告表 on paper: the head, the sections in order as ruled tables with their ticks, the pledge.

A blank form has empty rows to be filled in by hand.
"""

from collections.abc import Iterator, Mapping, Sequence

from cadre_desk.documents.report import Block, Box, Column, Form, Report, Table, Text
from cadre_desk.domain.filing import ALWAYS, Line, Paper, members, tick_words
from cadre_desk.domain.pack import Field, Pack, Section

TITLE = "领导干部个人有关事项报告表"
_ON, _OFF = "■", "□"
_MOST_COLUMNS = 10  # a section with more fields has a small form for each row
_BESIDE = 2  # boxes beside each other in such a form
_BLANK_ROWS, _BLANK_FORMS = 3, 2
_NUMERALS = "一二三四五六七八九十"
_WIDE = ("address", "remark", "employer", "enterprise", "scope", "product", "content", "registered_at", "operated_at")
_PARTS = {"text": 1.3, "name": 1.1, "choice": 1.0, "date": 1.3, "month": 1.1}
_PLEDGE = "以上内容由本人填写，本人对其真实性、完整性负责。"


PERSON = ("姓名", "性别", "民族", "政治面貌", "身份证号", "在职状态", "工作单位", "现任职务", "职级", "户籍地")


def form(paper: Paper, person: Mapping[str, str], pack: Pack, *, blank: bool = False) -> Report:
    """The declaration as a paper; person: what stands in the boxes PERSON; blank: with room to write."""
    blocks: list[Block] = [_head(paper, person)]
    for number, section in enumerate(pack.sections.values(), 1):
        blocks += _section(paper, section, number, pack, blank=blank)
    blocks += _end(paper, len(pack.sections) + 1)
    return Report(TITLE, tuple(blocks))


def _head(paper: Paper, person: Mapping[str, str]) -> Form:
    head = paper.head
    boxes = [Box(label, person.get(label, "")) for label in PERSON]
    rows = [tuple(boxes[place : place + 2]) for place in range(0, len(boxes), 2)]
    year = Box("报告年度", head.get("year", "")), Box("报告类型", head.get("filing", ""))
    days = Box("填报日期", head.get("signed", "")), Box("收到日期", head.get("received", ""))
    return Form((*rows, year, days))


def _section(paper: Paper, section: Section, number: int, pack: Pack, *, blank: bool) -> Iterator[Block]:
    heading = f"{numeral(number)}、{section.title}　{_ticks(paper, section, blank=blank)}".strip()
    lines = list(paper.lines.get(section.key, ()))
    if len(section.fields) > _MOST_COLUMNS:
        yield from _forms(section, heading, lines, blank=blank)
    else:
        yield _table(section, heading, lines, blank=blank)
    if words := _members(paper, section, pack, blank=blank):
        yield Text((words,), small=True)


def _ticks(paper: Paper, section: Section, *, blank: bool) -> str:
    """□有此类情况　■无此类情况; what is filled in always has no boxes, a blank form has those of every filing."""
    if blank:
        words = [] if section.key in ALWAYS else ["有", "无"]
        words += ["有变化", "无变化"] if section.kind == "change" else []
        return "　".join(f"{_OFF}{word}" for word in words)
    if paper.always(section):
        return ""
    yes, no = tick_words(section, paper.question(section))
    said = paper.answer(section.key).yes
    return f"{_box(said is True)}{yes}　{_box(said is False)}{no}"


def _box(on: bool) -> str:
    return _ON if on else _OFF


def _members(paper: Paper, section: Section, pack: Pack, *, blank: bool) -> str:
    """家庭成员逐人核对: what was said of each."""
    if blank:
        return ""
    said = paper.answer(section.key).members
    names = [one for one in members(section, paper.family, pack) if one.name in said]
    told = "；".join(f"{one.relation}{one.name}　{'有' if said[one.name] else '无'}" for one in names)
    return f"家庭成员逐人核对：{told}。" if told else ""


def _table(section: Section, heading: str, lines: Sequence[Line], *, blank: bool) -> Table:
    columns = tuple(Column(one.heading, _part(one), one.kind in ("money", "area", "number")) for one in section.fields)
    rows = [tuple(line.texts.get(one.key, "") for one in section.fields) for line in lines]
    if blank and not rows:
        rows = [("",) * len(columns)] * _BLANK_ROWS
    return Table(columns, rows, heading, "无")


def _part(one: Field) -> float:
    return 1.8 if one.key in _WIDE else _PARTS.get(one.kind, 1.0)


def _forms(section: Section, heading: str, lines: Sequence[Line], *, blank: bool) -> Iterator[Block]:
    """A row of a wide section as a small form."""
    given = lines or ([Line({})] * _BLANK_FORMS if blank else [])
    if not given:
        yield Table((Column("填报内容", 1),), (), heading, "无")
        return
    yield Text((), heading)
    for number, line in enumerate(given, 1):
        boxes = [Box(one.heading, line.texts.get(one.key, "")) for one in section.fields]
        rows = [tuple(boxes[place : place + _BESIDE]) for place in range(0, len(boxes), _BESIDE)]
        yield Form(
            (((Box(f"第{number}项", item)),), *rows) if (item := _item(section, line)) else tuple(rows), label=8.5
        )


def _item(section: Section, line: Line) -> str:
    return " ".join(filter(None, (line.texts.get(key, "") for key in section.natural_key)))


def _end(paper: Paper, number: int) -> list[Block]:
    remark = Form(((Box("其他事项", paper.head.get("remark", ""), lines=3),),))
    signed = Form(
        (
            (Box("填报人承诺", _PLEDGE),),
            (Box("填报人签名", "", lines=2), Box("日期", paper.head.get("signed", ""), lines=2)),
            (Box("单位主要负责人阅签（按管理权限需要的）", "", lines=3),),
        ),
        label=8.5,
    )
    return [Text((), f"{numeral(number)}、其他事项和承诺"), remark, signed]


def numeral(number: int) -> str:
    """一, 十, 十一, 二十, 二十一."""
    tens, ones = divmod(number, 10)
    words = {0: "", 1: "十"}.get(tens, f"{_NUMERALS[tens - 1]}十")
    return words + (_NUMERALS[ones - 1] if ones else "")
