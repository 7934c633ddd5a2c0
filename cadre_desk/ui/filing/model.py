"""What is typed of one declaration, and what each section of it looks like; without widgets."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from cadre_desk.domain.declaration import entry_words, item_words
from cadre_desk.domain.faults import Fault
from cadre_desk.domain.filing import (
    Answer,
    Line,
    Paper,
    blank,
    changing,
    head_section,
    members,
    read_cell,
    summed,
    tick_words,
)
from cadre_desk.domain.mistakes import Mistake, review_entry
from cadre_desk.domain.pack import Pack, Section
from cadre_desk.domain.people import Entry, Relative
from cadre_desk.services import filing
from cadre_desk.services.filing import Start
from cadre_desk.ui.kit.table import Column, noop

WAITING = (
    Column(noop("columns", "姓名"), "name", 10),
    Column(noop("columns", "报告年度"), "year", 9),
    Column(noop("columns", "报告类型"), "filing", 14),
    Column(noop("columns", "填报情形"), "how", 9),
    Column(noop("columns", "未保存的内容"), "at", 18),
)
HELD = (Column(noop("columns", "上次报告后持有"), "words", 60),)
_WIDTHS = {"date": 12, "month": 10, "choice": 10, "flag": 8, "text": 18, "name": 10, "credit_code": 20}
translate = QCoreApplication.translate


def columns(section: Section) -> tuple[Column, ...]:
    """The rows of a section as a table: whether a row is confirmed first, then its fields."""
    figures = ("money", "area", "number", "percent", "integer")
    return (
        Column(noop("columns", "核对"), "state", 9),
        *(Column(one.heading, one.key, _WIDTHS.get(one.kind, 11), right=one.kind in figures) for one in section.fields),
    )


@dataclass(frozen=True, slots=True)
class State:
    """A section in a few words; sign: a key of theme.SIGNS."""

    words: str
    sign: str
    done: bool


def as_data(paper: Paper) -> dict[str, Any]:
    """What is typed, as a draft can hold it."""
    return {
        "head": dict(paper.head),
        "answers": {key: [one.yes, dict(one.members)] for key, one in paper.answers.items()},
        "lines": {key: [[dict(one.texts), one.offered] for one in some] for key, some in paper.lines.items() if some},
    }


class Typing:
    """One declaration while it is typed."""

    def __init__(self, start: Start, pack: Pack, today: date) -> None:
        self.start, self.pack, self.today = start, pack, today
        self.paper = start.paper
        self._begun = as_data(start.paper)
        self._faults: list[Fault] | None = None
        self._doubts: list[Mistake] | None = None

    # -- drafts --------------------------------------------------------------------------------------------------------

    def data(self) -> dict[str, Any]:
        """What is typed, as a draft can hold it."""
        return as_data(self.paper)

    @property
    def dirty(self) -> bool:
        """Whether anything was typed."""
        return self.data() != self._begun

    def give_back(self, data: Mapping[str, Any]) -> None:
        """Go on from a draft."""
        answers = {key: Answer(yes, said) for key, (yes, said) in data["answers"].items()}
        lines = {key: [Line(texts, offered) for texts, offered in some] for key, some in data["lines"].items()}
        self._set(head=dict(data["head"]), answers=answers, lines=lines)

    def _set(self, **parts: Any) -> None:
        self.paper = replace(self.paper, **parts)
        self._faults = self._doubts = None

    # -- head and ticks ------------------------------------------------------------------------------------------------

    @property
    def head(self) -> Section:
        """The fields of the head."""
        return head_section(self.pack)

    def set_head(self, texts: Mapping[str, str]) -> None:
        """What is typed in the head."""
        self._set(head={**self.paper.head, **texts})

    def answer(self, key: str, yes: bool) -> None:
        """有 or 无; with 无 the members of the family are answered too, and what was offered of last time goes."""
        section, before = self.pack.sections[key], self.paper.answer(key)
        said = dict(before.members)
        if not yes:
            said = {one.name: False for one in self.members(section)}
        lines = [one for one in self.lines(key) if yes or not one.offered]
        self._answer(key, Answer(yes, said))
        self._set(lines={**self.paper.lines, key: lines})

    def _answer(self, key: str, answer: Answer) -> None:
        self._set(answers={**self.paper.answers, key: answer})

    def member(self, key: str, name: str, yes: bool) -> None:
        """Whether a section concerns a member of the family."""
        before = self.paper.answer(key)
        self._answer(key, Answer(True if yes else before.yes, {**before.members, name: yes}))

    def members(self, section: Section) -> list[Relative]:
        """Who is asked about in a section."""
        return members(section, self.paper.family, self.pack)

    # -- rows ----------------------------------------------------------------------------------------------------------

    def lines(self, key: str) -> list[Line]:
        """The rows of a section."""
        return list(self.paper.lines.get(key, ()))

    def _lines(self, key: str, lines: list[Line]) -> None:
        self._set(lines={**self.paper.lines, key: summed(self.pack.sections[key], lines)})

    def put(self, key: str, place: int, texts: Mapping[str, str]) -> None:
        """What is typed in a row, which is confirmed by that."""
        lines, kept = self.lines(key), {name: text for name, text in texts.items() if text}
        if kept != dict(lines[place].texts):
            lines[place] = Line(kept)
            self._lines(key, lines)

    def add(self, key: str, line: Line | None = None) -> int:
        """One more row, blank or as given; its place."""
        section = self.pack.sections[key]
        self._lines(key, [*self.lines(key), line or blank(self.paper, section, self._unwritten(section))])
        if not self.paper.answer(key).yes:
            self._answer(key, self.paper.answer(key)._replace(yes=True))
        return len(self.lines(key)) - 1

    def _unwritten(self, section: Section) -> Relative | None:
        """A member of whom 有 was said and nothing is written yet."""
        said, rows = self.paper.answer(section.key).members, self.lines(section.key)
        wanted = (one for one in self.members(section) if said.get(one.name))
        return next((one for one in wanted if not any(one.name in row.texts.values() for row in rows)), None)

    def remove(self, key: str, place: int) -> None:
        """Strike out a row."""
        lines = self.lines(key)
        del lines[place]
        self._lines(key, lines)

    def confirm(self, key: str, place: int) -> None:
        """A row of last time holds as it is."""
        lines = self.lines(key)
        lines[place] = lines[place]._replace(offered=False)
        self._lines(key, lines)
        if self.paper.answer(key).yes is None:
            self._answer(key, self.paper.answer(key)._replace(yes=True))

    def held(self, key: str) -> list[Entry]:
        """What is held of a change section after the last filing; nothing where the whole state is told."""
        section = self.pack.sections[key]
        shown = section.kind == "change" and not self.paper.first
        return list(self.start.before.get(key, {}).values()) if shown else []

    def change(self, key: str, place: int, action: str) -> int:
        """A row that tells what became of something held; its place."""
        return self.add(key, changing(self.pack.sections[key], self.held(key)[place], action))

    def held_words(self, key: str) -> list[str]:
        """What is held, each thing in a line."""
        section = self.pack.sections[key]
        words = item_words if section.natural_key else entry_words
        return [words(section, one) for one in self.held(key)]

    # -- what is wrong -------------------------------------------------------------------------------------------------

    @property
    def faults(self) -> list[Fault]:
        """Everything that keeps the paper from being kept."""
        if self._faults is None:
            self._faults = filing.faults(self.paper, self.pack)
        return self._faults

    @property
    def doubts(self) -> list[Mistake]:
        """Everything commonly filled in wrongly."""
        if self._doubts is None:
            self._doubts = filing.doubts(self.start, self.paper, self.today, self.pack)
        return self._doubts

    def faults_of(self, section: Section) -> list[Fault]:
        """What is wrong in one section."""
        return [one for one in self.faults if one.sheet == section.title]

    def told(self, section: Section) -> list[str]:
        """What is wrong in one section, in words."""
        return list(map(self.fault_words, self.faults_of(section)))

    def fault_words(self, fault: Fault) -> str:
        """第2行 交易时间 “去年” 不是日期；……: as it is told on the screen, where cells have no letters."""
        section = next((one for one in self.pack.sections.values() if one.title == fault.sheet), self.head)
        row = translate("filing", "第{0}行").format(fault.row) if fault.row and section is not self.head else ""
        label = section.fields[fault.column - 1].label if fault.column and fault.value else ""
        value = f"“{fault.value}”" if fault.value else ""
        return " ".join(filter(None, (row, label, value, f"{fault.wrong}；{fault.expected}")))

    def row_doubts(self, section: Section, place: int) -> list[Mistake]:
        """What can be said of one row by itself."""
        texts = self.lines(section.key)[place].texts
        values = {one.key: read_cell(one, texts.get(one.key, ""))[0] for one in section.fields}
        return review_entry(section, values, self.start.scene(self.pack, self.today, self.paper), place)

    def state(self, section: Section) -> State:
        """How far a section is."""
        count, wrong, answer = len(self.lines(section.key)), self.faults_of(section), self.paper.answer(section.key)
        if not count and answer.yes is None:
            open_ = self.paper.restates
            words = translate("filing", "未填") if open_ else translate("filing", "未涉及")
            return State(words, "I", not open_)
        if wrong:
            return State(translate("filing", "有问题 {0}处").format(len(wrong)), "R", False)
        if not count:
            words = tick_words(section, self.paper.question(section))[1]
            return State(words, "G", True)
        doubtful = sum(one.section == section.key and one.severity != "question" for one in self.doubts)
        said = translate("filing", "{0}行").format(count)
        if doubtful:
            return State(said + translate("filing", "　请核对 {0}处").format(doubtful), "Y", True)
        return State(said, "G", True)

    def head_state(self) -> State:
        """How far the head is."""
        wrong = self.faults_of(self.head)
        if wrong:
            return State(translate("filing", "有问题 {0}处").format(len(wrong)), "R", False)
        return State(translate("filing", "已填"), "G", True)
