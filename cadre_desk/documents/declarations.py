"""On paper: two moments of one cadre's declarations side by side, 收支对照, and who has not filed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cadre_desk.documents.report import Column, Facts, Report, Table, Text
from cadre_desk.domain.declaration import Change, Unmet, filing_words, item_words
from cadre_desk.domain.networth import ALWAYS, Limits, Statement
from cadre_desk.domain.networth.words import NOTE, Line, ratio_words
from cadre_desk.domain.pack import Section
from cadre_desk.domain.parts import SIGNS, Item, Part, unmet_words
from cadre_desk.domain.people import Filing

_COMPARED = (Column("标记", 10), Column("事项", 26), Column("前一份", 36), Column("后一份", 36))
_FUNDS = (
    Column("", 7),
    Column("事由", 24),
    Column("内容", 32),
    Column("金额（万元）", 18, right=True),
    Column("依据", 30),
)
_HINTS = "标“待核实”的是线索提示，不是结论，由有权人员核实认定。"


def of_comparison(
    who: Sequence[tuple[str, str]],
    sides: tuple[Filing | None, Filing | None],
    parts: Iterable[Part],
    unmet: Sequence[Unmet],
    sections: Mapping[str, Section],
) -> Report:
    """What is asked about first, then section by section."""
    before, after = (filing_words(one) if one else "（没有报告）" for one in sides)
    legend = "　".join(f"{sign}{change}" for change, sign in SIGNS.items())
    tables = [
        Table(_COMPARED, [_row(one) for one in part.items], f"{part.title}（{len(part.items)}项）") for part in parts
    ]
    nothing = () if tables else (Text(("两份之间没有变化。",)),)
    return Report(
        "个人有关事项报告前后比较",
        (
            Facts((*who, ("前 一 份", before), ("后 一 份", after))),
            Text((legend, _HINTS), small=True),
            *_missed(unmet, sections),
            *tables,
            *nothing,
        ),
    )


def _missed(unmet: Sequence[Unmet], sections: Mapping[str, Section]) -> tuple[Text, ...]:
    lines = tuple(
        f"{filing_words(one.filing)}　{sections[one.entry.section].title}第{one.entry.position}行　"
        f"{item_words(sections[one.entry.section], one.entry)}　{unmet_words(one)}"
        for one in unmet
    )
    return (Text(lines, "没有对应的变更和处置", small=True),) if lines else ()


def _row(item: Item) -> tuple[str, str, str, str]:
    """Of a changed thing the changed fields, of a thing that came or went all of them, of the same one its words."""
    sign = f"{SIGNS[item.change]}{item.change}" if item.change else ""
    cells = [one for one in item.cells if item.change is not Change.CHANGED or one.change is Change.CHANGED]
    before = "\n".join(
        f"{one.label} {one.before or '（空）'}" for one in cells if one.before or item.change is Change.CHANGED
    )
    after = "\n".join(f"{one.label} {one.now or '（空）'}" for one in cells if one.now or item.change is Change.CHANGED)
    if item.change is Change.ADDED:
        return sign, item.title, "—", after
    if item.change is Change.REMOVED:
        return sign, item.title, before, "—"
    return sign, item.title, before, "同左" if item.change is Change.SAME else after


def of_funds(who: Sequence[tuple[str, str]], statement: Statement, limits: Limits, lines: Sequence[Line]) -> Report:
    """Year by year, each sum with the rows it rests on, and what is missing."""
    tables = [
        Table(
            _FUNDS,
            [one[1:] for one in lines if one.year == str(year.year)],
            f"{year.year}年",
        )
        for year in statement.years
    ]
    return Report(
        "个人有关事项收支对照（线索提示）",
        (
            Facts(tuple(who)),
            Text((NOTE, ratio_words(statement, limits))),
            Text(tuple(f"{one}。" for one in ALWAYS), "没有计入的", small=True),
            *tables,
        ),
    )


_MISSING = (Column("序号", 3), Column("姓名", 5), Column("职务", 14), Column("报送日期", 6), Column("备注", 7))


def of_missing(
    year: int,
    due: date,
    today: date,
    source: str,
    units: Mapping[str, Sequence[tuple[str, str]]],
    settings: Mapping[str, str],
    note: str = "",
) -> Report:
    """催报单: unit by unit who has not filed the annual report, with room to write down when it came."""
    persons = sum(map(len, units.values()))
    organ, contact = settings.get("organ") or "（请在设置中填写发文机关）", settings.get("contact") or ""
    over = "期限已过，" if today > due else ""
    words = (
        f"　　截至{_day(today)}，下列{len(units)}个单位{persons}人的{year}年度个人有关事项报告没有收到登记。"
        f"报送期限为{_day(due)}（{source}），{over}请转告本人尽快报送；已经报送或者有特殊原因的，请在备注栏写明。"
    )
    notes = ("“没有收到登记”按台账列出，待核实，不是认定。", *((f"{note}。",) if note else ()))
    tables = [
        Table(
            _MISSING,
            [(str(n), name, title, "", "") for n, (name, title) in enumerate(rows, 1)],
            f"{unit or '（单位没有登记）'}（{len(rows)}人）",
        )
        for unit, rows in units.items()
    ]
    sender = Facts((("催报单位", organ), ("联系方式", contact), ("日　　期", _day(today))))
    return Report(f"{year}年度个人有关事项报告催报单", (sender, Text((words,)), *tables, Text(notes, small=True)))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
