"""What goes into a comparison with registries, and what comes out of it.

Money is in 万元 (abroad in 万 of the currency), areas in ㎡, shares in %, dates are ISO text (YYYY-MM where the day is
unknown), as in the sections of the form.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from cadre_desk.domain.declaration import State
from cadre_desk.domain.pack import Source
from cadre_desk.domain.people import Entry


class Outcome(StrEnum):
    """查核结果 of one thing, as far as a program may say; the conclusion (认定) is drawn by people."""

    SAME = "一致"
    EXPLAINED = "差额可解释"
    OMISSION = "疑似漏报"
    CONCEALMENT = "疑似隐瞒不报"
    REVIEW = "待人工认定"
    ABSENT = "反馈中没有"


class Member(NamedTuple):
    """家庭成员 as far as persons of a feedback are found by them."""

    relation: str  # 称谓
    name: str
    identity: str | None  # 公民身份号码
    birth: str | None  # YYYY-MM or YYYY-MM-DD


class Subject(NamedTuple):
    """被查核人 with family and the state that the report tells."""

    cadre_id: int
    name: str
    identity: str | None
    members: Sequence[Member]
    state: State  # as holdings() replays it: section -> item -> entry
    disposed: Sequence[Entry]  # reported as 处置 and not held any more
    filed: str | None  # 填报日, ISO; None where nothing was filed that could be compared
    first: bool  # the last filing is a 首次报告


class FeedbackRow(NamedTuple):
    """One row that a registry gave; values by the field keys of the section, in its units."""

    ref: str  # file, sheet and line: names the row for decisions; unique
    source: str  # 来源: which registry
    section: str
    person: str  # 姓名 of the person who was asked for
    identity: str | None  # their number, where the registry gives it
    cadre: str | None  # 公民身份号码 of the cadre under check, where the feedback names it
    values: Mapping[str, Any]


class Choice(NamedTuple):
    """人工对应: whose a row is; without cadre nobody's, without item a thing that was not declared."""

    cadre_id: int | None
    item: str | None = None  # key of the declared entry


class FieldDifference(NamedTuple):
    """One field that differs: label, what was reported, what the registries say, each shown with its unit."""

    label: str
    declared: str
    checked: str


class Result(NamedTuple):
    """One thing side by side; declared or feedback is empty where that side does not have it."""

    cadre_id: int
    section: str
    outcome: Outcome
    declared: tuple[Entry, ...]
    feedback: tuple[FeedbackRow, ...]
    differences: tuple[FieldDifference, ...]
    source: Source | None  # instrument, article and confidence of a grade; None where nothing is graded
    reason: str  # key of the phrase
    sentence: str  # says 疑似 or 待核实

    @property
    def article(self) -> str:
        """第四条第七项, or empty."""
        return self.source.article if self.source else ""


class Candidate(NamedTuple):
    """Whom or what a row could mean; item is None where only the person is in question."""

    cadre_id: int
    section: str
    item: str | None
    words: str


class Unsettled(NamedTuple):
    """需人工对应: rows that could mean several persons or things; nothing is chosen for them."""

    reason: str
    rows: tuple[FeedbackRow, ...]
    candidates: tuple[Candidate, ...]


class Comparison(NamedTuple):
    """Every thing once: compared, or to be assigned by a person; and rows of people who are nobody's concern."""

    results: tuple[Result, ...]
    unsettled: tuple[Unsettled, ...]
    strangers: tuple[FeedbackRow, ...]
