"""Measures and sanctions with their influence periods, read strictly from a rule pack."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadre_desk.domain.dates import add_months

_TEXTS = ("key", "name", "instrument", "article", "confidence")


class PackError(ValueError):
    """A fault in a rule pack; the message names the file, the entry, the key and what is allowed."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of measure; influence_months is None where no period is confirmed."""

    key: str
    name: str
    instrument: str
    article: str
    confidence: str
    influence_months: int | None = None

    def influence_end(self, decided: date) -> date | None:
        """The day on which the influence ends, counted from the day of the decision; None where none is confirmed."""
        return None if self.influence_months is None else add_months(decided, self.influence_months)


def read_measures(text: str, source: str) -> dict[str, Measure]:
    """The measures of one pack by key; source is the file name that faults are reported with."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{source}：不是有效的TOML（{error}）") from error
    if set(content) != {"measure"} or not isinstance(content["measure"], list):
        raise PackError(f"{source}：只允许 [[measure]] 条目")
    found: dict[str, Measure] = {}
    for number, entry in enumerate(content["measure"], 1):
        measure = _read_entry(entry, f"{source} 第{number}个 [[measure]]")
        if measure.key in found:
            raise PackError(f"{source} 第{number}个 [[measure]]：key “{measure.key}” 重复")
        found[measure.key] = measure
    return found


def _read_entry(entry: dict[str, Any], place: str) -> Measure:
    allowed = {*_TEXTS, "influence_months"}
    if unknown := sorted(set(entry) - allowed):
        raise PackError(f"{place}：不认识的键 {unknown}，允许 {sorted(allowed)}")
    for key in _TEXTS:
        if not isinstance(entry.get(key), str):
            raise PackError(f"{place}：键 {key} 缺失或不是文字")
    if entry["confidence"] not in {"H", "M", "L"}:
        raise PackError(f"{place}：confidence 只允许 H、M、L")
    months = entry.get("influence_months")
    if months is not None and (type(months) is not int or months < 1):
        raise PackError(f"{place}：influence_months 应为正整数（月）")
    if months is not None and entry["confidence"] == "L":
        raise PackError(f"{place}：confidence 为 L 的条目不得设 influence_months")
    return Measure(**entry)
