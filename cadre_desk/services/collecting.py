"""收集表: a workbook of one cadre, filled in on another computer and taken back through the filing of declarations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cadre_desk.domain.declaration import entry_words
from cadre_desk.domain.faults import Fault, FileRefused
from cadre_desk.domain.filing import Answer, Line, Paper, head_section, members, texts
from cadre_desk.domain.pack import CodeList, Field, Ledger, Pack, Section
from cadre_desk.domain.sheet import ReadSheet, Tick, no_tick
from cadre_desk.exchange.ledger import read_ledger
from cadre_desk.exchange.sandbox import Sheet
from cadre_desk.exchange.writer import SheetSpec
from cadre_desk.services import filing, outgoing
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone
from cadre_desk.services.exporting import column
from cadre_desk.services.filing import Start
from cadre_desk.services.outgoing import Released, Terms
from cadre_desk.storage import records

TICKS, HELD = "勾选", "上次报告后持有"  # names of sheets
CHECKED, UNCHECKED = "已核对", "待核对"
SELF = "本人"
_STATE = "checked"
_OWN = ("identity", "name")  # of the head: not to be changed
_NO_TERMS = Terms()


def _choice(key: str, label: str, values: tuple[str, ...], help_: str, *, required: bool = False) -> Field:
    return Field(key, label, "choice", codes=CodeList(key, label, values, {}, {}), help=help_, required=required)


_CHECK = _choice(_STATE, "核对", (CHECKED, UNCHECKED), "上次报告的内容，核对无误的改为“已核对”；没有了的把整行清空。")
_TICKS = (
    Field("section", "报告项", "text", required=True),
    Field("question", "问题", "text"),
    Field("relation", "称谓", "text"),
    Field("person", "姓名", "text", required=True),
    _choice("answer", "有无", ("有", "无"), "本人一行为该项有无内容；家庭成员逐人问明后填写。"),
)


def sections(pack: Pack) -> dict[str, Section]:
    """The sheets of the workbook by key: head, ticks, and the sections, whose rows of last time are to be checked."""
    head = head_section(pack)
    head = replace(head, fields=tuple(one for one in head.fields if one.key != "number"))
    ticks = Section(TICKS, TICKS, head.source, _TICKS, ("section", "person"))
    form = {
        key: replace(one, fields=(_CHECK, *one.fields)) if one.kind == "full" else one
        for key, one in pack.sections.items()
    }
    return {head.key: head, TICKS: ticks, **form}


# -- out ---------------------------------------------------------------------------------------------------------------


def write(desk: Desk, start: Start, paper: Paper, target: Path, terms: Terms = _NO_TERMS) -> Released:
    """The workbook with what is typed so far, by the gate."""
    what = f"收集表 {start.cadre.name} {paper.head.get('year', '')}年度"
    specs = list(_specs(start, paper, desk.pack))
    return outgoing.send_form(desk, f"declaration {start.cadre.id}", what, target, terms, specs)


def _specs(start: Start, paper: Paper, pack: Pack) -> Iterator[SheetSpec]:
    for key, section in sections(pack).items():
        if key == TICKS:
            yield _spec(section, list(_asked(paper, pack)), locked=[one.key for one in _TICKS if one.key != "answer"])
        elif key in pack.sections:
            yield _spec(section, [_row(line) for line in paper.lines.get(key, ())])
        else:
            yield _spec(section, [paper.head], locked=_OWN)
    held = list(_held(start, paper, pack))
    if held:
        both = (Field("section", "报告项", "text"), Field("words", "内容", "text"))
        section = Section(HELD, HELD, head_section(pack).source, both, ())
        yield _spec(section, held, locked=("section", "words"))


def _spec(section: Section, rows: Sequence[Mapping[str, str]], locked: Sequence[str] = ()) -> SheetSpec:
    columns = tuple(replace(column(one), locked=one.key in locked, numeric=False) for one in section.fields)
    cells = tuple(tuple(row.get(one.key, "") for one in section.fields) for row in rows)
    return SheetSpec(section.title, columns, section.help, cells)


def _row(line: Line) -> dict[str, str]:
    return {**line.texts, _STATE: UNCHECKED if line.offered else CHECKED}


def _asked(paper: Paper, pack: Pack) -> Iterator[dict[str, str]]:
    """One line for each question: of the section, and of each member whom it concerns."""
    for key, section in pack.sections.items():
        answer, question = paper.answer(key), "有无变化" if paper.question(section) == "changed" else "有无此类情况"
        told = {"section": section.title, "question": question}
        if not paper.always(section):
            yield {**told, "person": SELF, "answer": _word(answer.yes)}
        for one in members(section, paper.family, pack):
            who = {"relation": one.relation, "person": one.name}
            yield {**told, **who, "answer": _word(answer.members.get(one.name))}


def _word(said: bool | None) -> str:
    return "" if said is None else "有" if said else "无"


def _held(start: Start, paper: Paper, pack: Pack) -> Iterator[dict[str, str]]:
    """What is held of change sections, to be looked at."""
    for key, section in pack.sections.items():
        if section.kind == "change" and not paper.first:
            for one in start.before.get(key, {}).values():
                yield {"section": section.title, "words": entry_words(section, one)}


# -- back --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Collected:
    """A workbook that came back: whose it is, what stands in it, and from which cells."""

    identity: str
    paper: Paper
    sheets: Mapping[str, ReadSheet]  # by title
    left_out: tuple[str, ...]

    def place(self, fault: Fault) -> Fault:
        """The fault of the filing at the cell from which it came."""
        sheet = self.sheets.get(fault.sheet)
        if sheet is None or not fault.row:
            return self._tick(fault)
        own = [one.key for one in sheet.section.fields if one.key not in (_STATE,)]
        key = own[fault.column - 1] if fault.column else _STATE
        return replace(fault, row=sheet.lines[fault.row - 1], column=sheet.places.get(key, 0))

    def _tick(self, fault: Fault) -> Fault:
        """A fault of a section as a whole stands at its line among the ticks."""
        ticks = self.sheets.get(TICKS)
        named = list(ticks.column("section")) if ticks else []
        if ticks is None or fault.sheet not in named:
            return fault
        line = ticks.lines[named.index(fault.sheet)]
        words = f"{fault.sheet}：{fault.wrong}"
        return replace(fault, sheet=TICKS, row=line, column=ticks.places.get("answer", 0), wrong=words)


def is_one(sheets: Sequence[Sheet]) -> bool:
    """Whether a file is such a workbook."""
    return any(sheet.name == TICKS for sheet in sheets)


def read(sheets: Sequence[Sheet], pack: Pack, file: str, tick: Tick = no_tick) -> Collected:
    """What stands in the workbook; FileRefused with the faults of its cells."""
    ledger = Ledger("declarations", "收集表", tuple(sections(pack).values()))
    reading = read_ledger([one for one in sheets if one.name != HELD], ledger, tick)
    by_title = {one.section.title: one for one in reading.sheets}
    head = by_title.get(head_section(pack).title)
    if reading.faults:
        raise FileRefused(file, tuple(reading.faults))
    if head is None or len(head) != 1:
        raise FileRefused(
            file, (Fault(head_section(pack).title, 0, 0, "", "应有且只有一行", "每份收集表是一个人的一份报告"),)
        )
    (told,) = _rows(head, head.section)
    lines = {key: _lines(by_title[one.title], one) for key, one in pack.sections.items() if one.title in by_title}
    answers = _answers(by_title.get(TICKS), pack)
    return Collected(told["identity"], Paper(told, answers, lines), by_title, tuple(reading.left_out))


def _rows(sheet: ReadSheet, section: Section) -> list[dict[str, str]]:
    return [
        texts(section, {one.key: sheet.column(one.key)[index] for one in section.fields}) for index in range(len(sheet))
    ]


def _lines(sheet: ReadSheet, section: Section) -> list[Line]:
    states = sheet.column(_STATE)
    return [Line(row, state == UNCHECKED) for row, state in zip(_rows(sheet, section), states, strict=True)]


def _answers(sheet: ReadSheet | None, pack: Pack) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    keys = {one.title: key for key, one in pack.sections.items()}
    for row in _rows(sheet, sheet.section) if sheet else ():
        key, said = keys.get(row["section"]), row.get("answer")
        if key is None or said is None:
            continue
        before = found.get(key, Answer())
        if row["person"] == SELF:
            found[key] = before._replace(yes=said == "有")
        else:
            found[key] = before._replace(members={**before.members, row["person"]: said == "有"})
    return found


def cadre_of(desk: Desk, identity: str) -> int:
    """The cadre with that identity number; Gone where there is none."""
    found = desk.ask(lambda ask: records.cadre_id(ask.connection, identity.strip().upper()))
    if found is None:
        raise Gone("干部台账中没有这个身份证号。请核对号码，或先导入干部台账。没有改动。")
    return found


def take(desk: Desk, file: str, found: Collected, *, dry_run: bool = False) -> int:
    """Keep what was collected as a filing; the number of its rows. FileRefused with the cells of what is wrong."""

    cadre_id = cadre_of(desk, found.identity)
    try:
        filing.file(desk, cadre_id, found.paper, dry_run=dry_run)
    except FileRefused as error:
        raise FileRefused(file, tuple(map(found.place, error.faults))) from None
    return sum(map(len, found.paper.lines.values()))
