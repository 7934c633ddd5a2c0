"""Columns of the list of letters, and what a step asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cadre_desk.domain.pack import LetterKind, Step
from cadre_desk.services.drafts import mark
from cadre_desk.ui.kit.listing import Filter
from cadre_desk.ui.kit.table import Column, moment, noop, plain

LONG = ("problem", "questions", "requirement")  # fields of several lines
_DATED = ("issued", "served", "replied")  # states whose day counts: terms begin or end with it


def state_words(kinds: Mapping[str, LetterKind]) -> dict[str, str]:
    """Every state with its word."""
    return {state: words for kind in kinds.values() for state, words in kind.states.items()}


def day_only(value: Any) -> str:
    """The day of a moment."""
    return plain(value)[:10]


def told(step: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, str]:
    """One step of the history: when, what, by whom, and the note."""
    words = (moment(step["at"]), labels.get(step["step"], step["step"]), step["officer"], step["note"])
    return {"words": "　".join(filter(None, words))}


def forward_first(steps: tuple[Step, ...]) -> list[Step]:
    """The steps that lead on before those that lead back."""
    return sorted(steps, key=leads_back)


def leads_back(step: Step) -> bool:
    """Whether the letter goes back to its drafter or ends unsent."""
    return step.after in ("draft", "withdrawn")


def columns(kinds: Mapping[str, LetterKind]) -> tuple[Column, ...]:
    """The list of letters."""
    states = state_words(kinds)
    return (
        Column(noop("columns", "姓名"), "name", 8),
        Column(noop("columns", "种类"), "kind", 11, lambda key: kinds[key].title if key in kinds else plain(key)),
        Column(noop("columns", "状态"), "state", 7, lambda key: states.get(key, plain(key))),
        Column(noop("columns", "文号"), "number", 23),
        Column(noop("columns", "单位"), "unit", 22),
        Column(noop("columns", "成文日期"), "dated", 11),
        Column(noop("columns", "拟稿日期"), "created", 11, day_only),
    )


def filters(kinds: Mapping[str, LetterKind], kind_label: str, state_label: str) -> tuple[Filter, ...]:
    """What the list is narrowed by."""
    return (
        Filter(kind_label, "kind", tuple((key, kind.title) for key, kind in kinds.items())),
        Filter(state_label, "state", tuple(state_words(kinds).items())),
    )


STEPS = (Column(noop("columns", "办理经过"), "words", 40),)
CADRES = (
    Column(noop("columns", "姓名"), "name", 10),
    Column(noop("columns", "单位"), "unit", 24),
    Column(noop("columns", "现任职务"), "title", 24),
    Column(noop("columns", "身份证号"), "identity", 20),
)


def asks_day(kind: LetterKind, step: Step) -> bool:
    """Whether the day of the step is kept."""
    return step.after in _DATED or (step.after == "concluded" and kind.follow_up_months is not None)


def asks_note(step: Step) -> bool:
    """Whether there is something to say to a step."""
    return step.after != "submitted"


@dataclass(slots=True)
class Open:
    """The letter that is open, and whether its words are kept."""

    key: int = 0
    dirty: bool = False
    kept: Mapping[str, Any] = field(default_factory=dict)  # the words as they were last kept
    held: bool = False  # whether the words came from a draft: they are kept only when the officer goes on
    refused: bool = False  # whether the 密级 that was typed could not be kept

    def same(self, stored: Mapping[str, Any]) -> bool:
        """Whether nobody else changed the words."""
        return _filled(stored) == _filled(self.kept)

    def merged(self, typed: Mapping[str, Any], *, without: str = "") -> dict[str, Any]:
        """What is to be kept of what was typed; the field that is refused stays as it was kept."""
        return {**typed, without: self.kept.get(without)} if without else dict(typed)


def seen(data: Mapping[str, Any]) -> str:
    """The mark of words, by which one sees that somebody changed them."""
    return mark(_filled(data))


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "")}
