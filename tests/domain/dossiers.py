"""Dossiers for the tests of the early-warning rules, and what a rule finds in them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cadre_desk import app
from cadre_desk.domain.declaration import DISPOSED
from cadre_desk.domain.people import (
    Cadre,
    Determination,
    Discrepancy,
    Dossier,
    Entry,
    Filing,
    MeasureTaken,
    Post,
    Relative,
    Unit,
    Verification,
    Verified,
)
from cadre_desk.domain.rules import CADRE_RULES, Finding, Law
from cadre_desk.domain.sheet import item_key
from cadre_desk.domain.verification import Outcome
from cadre_desk.services.flags import sentence

PACK = app.pack()
FIGURES = {"PM-15": {"days": 30}, "PM-17": {"percent": 300}}  # what the shipped pack leaves to the unit
GIVEN = replace(
    PACK, rules=PACK.rules | {key: replace(PACK.rules[key], parameters=figures) for key, figures in FIGURES.items()}
)
ID = "000000197503080033"  # 1975-03-08, male, the check digit is right
ANNUAL, REPORT, FIRST = "年度集中报告", "随时报告", "首次报告"
TODAY = date(2026, 3, 2)
Declared = tuple[Filing, list[Entry]]


def law(today: date = TODAY, holidays: Mapping[date, bool] | None = None) -> Law:
    return Law(GIVEN, today, holidays or {})


def cadre(**changes: Any) -> Cadre:
    whole = Cadre(1, ID, "张三", "男", "1975-03", 7, "局长", "县处级正职", None, "现职", 1, "2015-03", "{}", 1, 2)
    return whole._replace(**changes)


def unit(**changes: Any) -> Unit:
    return Unit(7, "云川市财政局", "县处级正职", "党政机关", "{}", 1, 2)._replace(**changes)


def post(**changes: Any) -> Post:
    whole = Post(
        1, 1, 7, "局长", "县处级正职", "领导班子正职", "无", "提拔", "2021-05-10", None, 1, "{}", 1, 2
    )  # fmt: skip
    return whole._replace(**changes)


def relative(relation: str, name: str = "王芳", identity: str | None = None, **data: str) -> Relative:
    return Relative(1, 1, relation, name, identity, json.dumps(data), 1, 2)


def measure(name: str, decided: str, **changes: Any) -> MeasureTaken:
    none: dict[str, Any] = dict.fromkeys(MeasureTaken._fields)
    return MeasureTaken(**none | {"cadre_id": 1, "n": 1, "measure": name, "decided": decided, "data": "{}"} | changes)


def entry(section_key: str, **values: Any) -> Entry:
    """A row of a section as the store keeps it."""
    section = PACK.sections[section_key]
    assert set(values) <= {one.key for one in section.fields}
    facets = {
        name: values.get(section.facet(name))
        for name in ("holder", "relation", "event_date", "amount", "area", "share")
    }
    action = DISPOSED if values.get("disposal") else values.get("action")
    item = item_key([values.get(key) for key in section.natural_key])
    return Entry(1, 0, section_key, 0, action, item=item, data=json.dumps(values), batch=3, line=4, **facets)


def filing(year: int, kind: str, received: str | None, *entries: Entry, signed: str | None = None) -> Declared:
    return Filing(1, 0, year, kind, 1, received, signed, "{}", 1, 2), list(entries)


def dossier(
    *filings: Declared,
    who: Cadre | None = None,
    family: Iterable[Relative] = (),
    posts: Iterable[Post] = (),
    measures: Iterable[MeasureTaken] = (),
    units: Iterable[Unit] = (unit(),),
    **more: Any,
) -> Dossier:
    by_id = {one.id: one for one in units}
    return Dossier(who or cadre(), list(family), list(posts), list(filings), list(measures), by_id, **more)


def found(rule: str, one: Dossier, today: date = TODAY, holidays: Mapping[date, bool] | None = None) -> list[Finding]:
    """What the rule finds; every finding has evidence, and a sentence without a gap that says 疑似 or 待核实."""
    findings = list(CADRE_RULES[rule](one, law(today, holidays)))
    for finding in findings:
        words = sentence(PACK, finding.rule, finding.facts)
        assert finding.rule == rule
        assert finding.evidence
        assert "…" not in words
        assert "None" not in words
        assert "疑似" in words or "待核实" in words
    return findings


# -- what a check against registries left ------------------------------------------------------------------------------


def batch(**changes: Any) -> Verification:
    return Verification(5, "凡提必核", "2026年第1批", "2026-02-01", "open")._replace(**changes)


def verified(**changes: Any) -> Verified:
    return Verified(1, 1, 5, 1, "open", 0, 0, None, None, None, None, "{}")._replace(**changes)


def differing(section: str, outcome: Outcome, reason: str, **changes: Any) -> Discrepancy:
    """One thing that report and feedback do not tell alike."""
    data = {
        "item": "路1号",
        "differences": [["建筑面积", "110㎡", "160㎡"]] if reason == "short" else [],
        "declared": [{"text": "110㎡", "batch": 3, "line": 4}] if reason == "short" else [],
        "feedback": [{"text": "160㎡", "file": "反馈.xlsx", "sheet": "房产", "line": 6}],
    }
    whole = Discrepancy(
        1, 1, 5, section, "甲", outcome, "第四条第七项", "H", reason, 1, None, None, json.dumps(data)
    )  # fmt: skip
    return whole._replace(**changes)


def decision(grade: str, decided: str | None, **changes: Any) -> Determination:
    whole = Determination(1, 1, 5, "decided" if decided else "proposed", grade, decided, None, "{}")
    return whole._replace(**changes)


def checked(*found: Discrepancy, in_batch: Verification | None = None) -> Dossier:
    one = in_batch or batch()
    return dossier(discrepancies=list(found), verifications={one.id: one})
