"""填报: a declaration as it is typed, read into the same sheets that a file would bring, with everything wrong in it.

Each section is answered once: 有/无此类情况, or in a change section that was declared before 有/无变化; and once for
every member of the family whom it concerns.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from cadre_desk.domain.declaration import CHANGE_REPORT, DISPOSED, PRESENT
from cadre_desk.domain.faults import Fault
from cadre_desk.domain.mistakes.model import FIRST, names_in, number_of
from cadre_desk.domain.pack import Field, Pack, Section
from cadre_desk.domain.people import Entry, Filing, Relative
from cadre_desk.domain.sheet import ReadSheet, Value, item_key, missing
from cadre_desk.domain.text import person_name
from cadre_desk.domain.values import ValueFault, parse, show

HEAD = "declaration"  # the sheet of heads in the ledger of declarations
ALWAYS = frozenset({"marriage", "salary"})  # there is always something to say
TICKS = "ticks"  # where the answers lie in the data of a declaration
_PARTS = {  # 合计 -> the figures that it sums up, row by row
    "salary": ("wage", "bonus", "other"),
    "labour_income": ("lecture", "writing", "consulting", "review", "art", "other"),
}
_OF_OWNER = ("stock", "fund")  # 总市值 sums up the rows of one owner
_SHARED = {"共同生活的子女": "子女"}
Question = Literal["has", "changed"]


class Line(NamedTuple):
    """One row as it is typed; offered: taken from the last filing and not confirmed yet."""

    texts: Mapping[str, str]
    offered: bool = False


class Answer(NamedTuple):
    """The ticks of one section; None: not answered yet. members: name -> whether it concerns him."""

    yes: bool | None = None
    members: Mapping[str, bool] = {}


@dataclass(frozen=True, slots=True)
class Paper:
    """A declaration as it is typed: head, ticks and rows, all as text."""

    head: Mapping[str, str]  # identity, name, year, filing, number, received, signed, remark
    answers: Mapping[str, Answer] = field(default_factory=dict)
    lines: Mapping[str, Sequence[Line]] = field(default_factory=dict)
    before: bool = False  # whether anything was declared before
    family: Sequence[Relative] = ()
    strict: bool = True  # False: on record without ticks, as from a file, and not asked for them now

    @property
    def restates(self) -> bool:
        """Whether every section is answered; a 30-day report tells one change."""
        return not self.head.get("filing", "").startswith(CHANGE_REPORT)

    @property
    def first(self) -> bool:
        """Whether change sections tell the whole present state."""
        return self.head.get("filing") == FIRST or (not self.before and self.restates)

    def question(self, section: Section) -> Question:
        """What the ticks of that section ask."""
        return "changed" if section.kind == "change" and not self.first else "has"

    def answer(self, key: str) -> Answer:
        """The ticks of a section."""
        return self.answers.get(key, Answer())

    def always(self, section: Section) -> bool:
        """Whether the section has to have a row in any case."""
        return section.key in ALWAYS and self.question(section) == "has" and self.restates


def members(section: Section, family: Iterable[Relative], pack: Pack) -> list[Relative]:
    """The recorded relatives whom a section concerns."""
    codes = pack.codes["relation"]
    wanted = {_SHARED.get(one, one) for one in section.holders}
    return [one for one in family if codes.groups.get(codes.aliases.get(one.relation, one.relation)) in wanted]


# -- reading -----------------------------------------------------------------------------------------------------------


def head_section(pack: Pack) -> Section:
    """The sheet of heads."""
    return next(one for one in pack.ledgers["declarations"].sheets if one.key == HEAD)


def read(paper: Paper, pack: Pack) -> tuple[ReadSheet, list[ReadSheet], list[Fault]]:
    """The head, the sections with their rows, and everything that is wrong; faults name section, row and field."""
    section = head_section(pack)
    texts = {one.key: paper.head.get(one.key, "") for one in section.fields}
    head, faults = _sheet(section, [texts], {})
    head = ReadSheet(section, head.lines, {**head.columns, TICKS: [ticks(paper, pack)]}, head.places)  # type: ignore[list-item]  # JSON in the data of the row
    owner = {key: head.column(key)[0] for key in ("identity", "year", "filing", "number")}
    sheets = []
    for one in pack.sections.values():
        lines = paper.lines.get(one.key, ())
        sheet, wrong = _sheet(one, [line.texts for line in lines], owner)
        sheets.append(sheet)
        faults += [*wrong, *missing(sheet, _places(wrong)), *_twice(sheet), *_tick_faults(paper, one, pack)]
        faults += [_fault(one, place, "上次报告的内容，尚未确认", "请核对后确认，或删去") for place in _offered(lines)]
    return head, sheets, [*missing(head, _places(faults)), *faults]


def _sheet(
    section: Section, rows: Sequence[Mapping[str, str]], owner: Mapping[str, Value]
) -> tuple[ReadSheet, list[Fault]]:
    """The rows by column, each cell read by its field."""
    faults: list[Fault] = []
    columns: dict[str, Sequence[Value]] = {key: [value] * len(rows) for key, value in owner.items()}
    for column, one in enumerate(section.fields, 1):
        values: list[Value] = []
        for place, row in enumerate(rows):
            value, fault = read_cell(one, row.get(one.key, ""))
            values.append(value)
            if fault:
                wrong = (row.get(one.key, ""), fault.wrong, fault.expected, fault.code)
                faults.append(Fault(section.title, place + 1, column, *wrong))
        columns[one.key] = values
    places = {one.key: column for column, one in enumerate(section.fields, 1)}
    return ReadSheet(section, range(1, len(rows) + 1), columns, places, section.title), faults


def read_cell(one: Field, text: str) -> tuple[Value, ValueFault | None]:
    """The value of a typed text, or what is wrong with it."""
    try:
        return parse(one, text), None
    except ValueFault as fault:
        return None, fault


def _places(faults: Iterable[Fault]) -> set[tuple[int, int]]:
    return {(one.row, one.column) for one in faults}


def _offered(lines: Sequence[Line]) -> Iterator[int]:
    return (place for place, line in enumerate(lines, 1) if line.offered)


def _fault(section: Section, row: int, wrong: str, expected: str) -> Fault:
    return Fault(section.title, row, 0, "", wrong, expected)


def _twice(sheet: ReadSheet) -> Iterator[Fault]:
    """The same thing told twice in the same way; a house may be bought and sold in one year."""
    section, known = sheet.section, dict[tuple[Any, ...], int]()
    for index in range(len(sheet)):
        row = {key: column[index] for key, column in sheet.columns.items()}
        item = item_of(section, row)
        if not item.strip("|") and (section.natural_key or section.kind == "change"):
            continue  # nothing names it; marriages and divorces are told one by one
        told = (row.get("action"), row.get(section.facet("event_date"))) if section.kind == "change" else ()
        first = known.setdefault((item, *told), index)
        if first != index:
            key = (section.natural_key or (section.fields[0].key,))[0]
            yield sheet.fault(index, key, f"与第{first + 1}行重复", "同一事项只保留一行")


def item_of(section: Section, values: Mapping[str, Any]) -> str:
    """The natural key of a row."""
    return item_key([values.get(key) for key in section.natural_key])


# -- ticks -------------------------------------------------------------------------------------------------------------


def tick_words(section: Section, question: Question) -> tuple[str, str]:
    """How 有 and 无 are called on the form."""
    if section.key in ALWAYS and question == "has":
        return "已填写", "未填写"
    return ("有变化", "无变化") if question == "changed" else ("有此类情况", "无此类情况")


def _tick_faults(paper: Paper, section: Section, pack: Pack) -> Iterator[Fault]:
    """A section that is not answered, or whose answer its rows belie."""
    answer, count = paper.answer(section.key), len(paper.lines.get(section.key, ()))
    yes, no = tick_words(section, paper.question(section))
    if paper.always(section):
        if not count:
            yield _fault(section, 0, "没有填写", "此项必填，至少一行")
        return
    if answer.yes is None:
        if count or (paper.restates and paper.strict):
            yield _fault(section, 0, f"没有勾选“{yes}”或“{no}”", "请勾选其一")
    elif answer.yes and not count:
        yield _fault(section, 0, f"勾选“{yes}”，没有填写内容", f"请逐项填写，或改勾“{no}”")
    elif not answer.yes and count:
        yield _fault(section, 0, f"勾选“{no}”，又填有{count}行", f"请删去各行，或改勾“{yes}”")
    yield from _member_faults(paper, section, pack)


def _member_faults(paper: Paper, section: Section, pack: Pack) -> Iterator[Fault]:
    """Members of the family of whom it is not said whether the section concerns them, or said wrongly."""
    answer = paper.answer(section.key)
    told = {name for line in paper.lines.get(section.key, ()) for name in owners(line.texts)}
    for one in members(section, paper.family, pack):
        name, said = person_name(one.name), answer.members.get(one.name)
        who = f"{one.relation}{one.name}"
        if said is None:
            if paper.restates and paper.strict:
                yield _fault(section, 0, f"没有写明{who}有无此项", "请向家庭成员问明后逐人勾选")
        elif said and name not in told:
            yield _fault(section, 0, f"{who}勾选“有”，没有填写其内容", "请填写，或改勾“无”")
        elif not said and name in told:
            yield _fault(section, 0, f"{who}勾选“无”，又填有其内容", "请核对有无")


def owners(values: Mapping[str, Any]) -> list[str]:
    """The persons whom a row is about."""
    return names_in(str(values.get("owner") or values.get("person") or values.get("child") or ""))


def ticks(paper: Paper, pack: Pack) -> dict[str, dict[str, Any]]:
    """The ticks as they are kept: {"house": {"has": true, "members": {"王芳": false}}}."""
    found: dict[str, dict[str, Any]] = {}
    for key, section in pack.sections.items():
        answer = paper.answer(key)
        yes = True if paper.always(section) else answer.yes
        one: dict[str, Any] = {} if yes is None else {paper.question(section): yes}
        if answer.members:
            one["members"] = dict(answer.members)
        if one:
            found[key] = one
    return found


def answers_of(kept: Mapping[str, Mapping[str, Any]]) -> dict[str, Answer]:
    """The ticks of a declaration on record."""
    return {key: Answer(one.get("has", one.get("changed")), dict(one.get("members", {}))) for key, one in kept.items()}


# -- rows --------------------------------------------------------------------------------------------------------------


def texts(section: Section, values: Mapping[str, Any]) -> dict[str, str]:
    """Kept values as they would be typed."""
    found = {one.key: values.get(one.key) for one in section.fields}
    shown = {
        key: value if isinstance(value, str) else show(section.field(key), value)
        for key, value in found.items()
        if value is not None
    }
    return {key: text for key, text in shown.items() if text}


def offers(section: Section, held: Iterable[Entry]) -> list[Line]:
    """What a full section held last time: offered again, each to be confirmed or struck out."""
    return [Line(texts(section, one.values), offered=True) for one in held]


def summed(section: Section, lines: Sequence[Line]) -> list[Line]:
    """The rows with their totals computed; nothing is summed up where a figure cannot be read."""
    if section.key in _PARTS:
        return [_with_total(line, [line.texts.get(key, "") for key in _PARTS[section.key]]) for line in lines]
    if section.key in _OF_OWNER:
        return [_with_total(line, _values_of_owner(line, lines)) for line in lines]
    return list(lines)


def totals(section: Section) -> tuple[str, ...]:
    """The fields that are computed."""
    return ("total",) if section.key in (*_PARTS, *_OF_OWNER) else ()


def _values_of_owner(line: Line, lines: Sequence[Line]) -> list[str]:
    owner = owners(line.texts)
    mine = [one for one in lines if owners(one.texts) == owner and not one.texts.get("disposal")]
    return [] if line.texts.get("disposal") else [one.texts.get("value", "") for one in mine]


def _with_total(line: Line, figures: Sequence[str]) -> Line:
    numbers = [number_of(one.strip()) for one in figures if one.strip()]
    known = [one for one in numbers if one is not None]
    if not known or len(known) < len(numbers):
        return line
    return line._replace(texts={**line.texts, "total": f"{sum(known, Decimal(0)):f}"})


def changing(section: Section, held: Entry, action: str) -> Line:
    """A row that tells what became of something held: the same fields, without those that tell how it came."""
    told = {one.key for one in section.fields if one.required_when and one.required_when[0] == "action"
            and action in one.required_when[1]}  # fmt: skip
    if told:
        told.add(section.facet("event_date"))
    kept = {key: text for key, text in texts(section, held.values).items() if key not in told}
    return Line({**kept, "action": action})


def blank(paper: Paper, section: Section, member: Relative | None = None) -> Line:
    """A new row: present state in a first filing, and whose it is where that is known."""
    keys = {one.key for one in section.fields}
    known: dict[str, str] = {"action": PRESENT} if paper.first else {}
    if member:
        known |= {"person": member.name, "child": member.name, "owner": member.name, "relation": member.relation}
        known["person_identity"] = member.identity or ""
    elif section.holders == ("本人", "配偶", "共同生活的子女"):
        known |= {"owner": paper.head.get("name", ""), "holder": "本人"}
    return Line({key: text for key, text in known.items() if key in keys and text})


def entries(sheets: Iterable[ReadSheet]) -> list[Entry]:
    """The rows as the store would give them back, for the checks of a filing."""
    return [
        _entry(sheet.section, index, {one.key: sheet.column(one.key)[index] for one in sheet.section.fields})
        for sheet in sheets
        for index in range(len(sheet))
    ]


def _entry(section: Section, position: int, values: Mapping[str, Value]) -> Entry:
    action = DISPOSED if values.get("disposal") else _text(values.get("action"))
    holder, relation, event = (_text(values.get(section.facet(name))) for name in ("holder", "relation", "event_date"))
    data = json.dumps({key: value for key, value in values.items() if value is not None}, default=str)
    facets = (holder, relation, item_of(section, values), event, None, None, None)
    return Entry(0, 0, section.key, position, action, *facets, data, None, None)


def filing_of(paper: Paper, pack: Pack) -> Filing:
    """The head as the checks read it; what cannot be read yet is left out."""
    section = head_section(pack)
    told = {one.key: read_cell(one, paper.head.get(one.key, ""))[0] for one in section.fields}
    year, number = (value if isinstance(value, int) else 0 for value in (told["year"], told["number"]))
    received, signed = _text(told["received"]), _text(told["signed"])
    data = json.dumps({TICKS: ticks(paper, pack)})
    return Filing(0, 0, year, str(told["filing"] or ""), number or 1, received, signed, data, None, None)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
