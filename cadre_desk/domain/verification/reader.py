"""verification.toml of a rule pack, checked strictly: every section, every class, every situation has its decision."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from string import Formatter

from cadre_desk.domain.pack import Grading, Route, Section, SectionCheck, Source, Tolerance, Verification
from cadre_desk.domain.shapes import Entry, PackError, by_key

TOLERANCES = ("area", "amount", "date", "share")
SITUATIONS = ("none", "some", "short", "differs")
OUTCOMES = ("same", "explained", "omission", "concealment", "review", "absent")
FACTS = ("name", "section", "item", "differs", "article", "reason")
PHRASES = (
    *SITUATIONS, "tolerance", "larger", "sources", "blank", "unit", "later", "maybe_later", "earlier", "disposed",
    "outside", "own", "adult", "repeated", "no_filing", "first", "namesake", "person", "things", "stale",
)  # fmt: skip
CLASS = "class"

SourceOf = Callable[[Entry], Source]


def read_verification(
    file: Entry, sections: Mapping[str, Section], known: Collection[str], source: SourceOf
) -> Verification:
    """The decision table, tolerances and words; source refuses an item that is only remembered (L).

    known are the sections that the form has, those that are switched off as well; these are left out here too.
    """
    entries = by_key(file["section"])
    _same_keys(file, "section", entries, known)
    tolerances = by_key(file["tolerance"])
    _same_keys(file, "tolerance", tolerances, TOLERANCES)
    _same_keys(file, "sentences", file["sentences"], OUTCOMES)
    _same_keys(file, "phrases", file["phrases"], PHRASES)
    _check_sentences(file)
    return Verification(
        tolerances={key: _tolerance(tolerances[key], source) for key in TOLERANCES},
        variants=_variants(file),
        routes=tuple(route for one in file["route"] for route in _route(one, sections, known)),
        sections={key: _section(entries[key], section, source) for key, section in sections.items()},
        sentences=file["sentences"],
        phrases=file["phrases"],
    )


def _same_keys(entry: Entry, key: str, found: Collection[str], needed: Collection[str]) -> None:
    if missing := [one for one in needed if one not in found]:
        entry.fail(key, f"缺少 {'、'.join(missing)}")
    if unknown := [one for one in found if one not in needed]:
        entry.fail(key, f"没有 {'、'.join(unknown)}；允许 {'、'.join(needed)}")


def _check_sentences(file: Entry) -> None:
    for key, sentence in file["sentences"].items():
        if not any(word in sentence for word in ("疑似", "待核实")):
            file.fail(f"sentences.{key}", "应说明“疑似”或“待核实”：程序只提示，由人认定")
        try:
            names = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
        except ValueError as error:
            file.fail(f"sentences.{key}", f"花括号不成对（{error}）")
        if unknown := [name for name in names if name not in FACTS]:
            file.fail(f"sentences.{key}", f"没有 {'、'.join(unknown)}；允许 {'、'.join(FACTS)}")


def _tolerance(entry: Entry, source: SourceOf) -> Tolerance:
    if entry["explained"] < entry["same"]:
        entry.fail("explained", "不应小于 same")
    keys = ("key", "same", "explained", "explained_percent")
    return Tolerance(**{key: entry[key] for key in keys}, source=source(entry))


def _variants(file: Entry) -> dict[str, str]:
    found: dict[str, str] = {}
    for usual, others in file["variants"].items():
        for other in others:
            if other in found or other in file["variants"]:
                file.fail("variants", f"“{other}” 重复")
            found[other] = usual
    return found


def _route(entry: Entry, sections: Mapping[str, Section], known: Collection[str]) -> Iterator[Route]:
    """The route, unless one of its ends is switched off."""
    for key in ("from", "to"):
        if entry[key] not in known:
            entry.fail(key, f"没有 {entry[key]!r}；允许 {'、'.join(known)}")
    start, end = sections.get(entry["from"]), sections.get(entry["to"])
    if start and end:
        _fields(entry, "field", (entry["field"],), start)
        _fields(entry, "rename", entry["rename"], start)
        _fields(entry, "rename", entry["rename"].values(), end)
        yield Route(start.key, entry["field"], frozenset(entry["words"]), end.key, entry["rename"])


def _fields(entry: Entry, key: str, used: Collection[str], section: Section, *more: str) -> None:
    known = [*(one.key for one in section.fields), *more]
    if unknown := [one for one in used if one and one not in known]:
        entry.fail(key, f"没有 {'、'.join(unknown)}；{section.title}有 {'、'.join(known)}")


def _section(entry: Entry, section: Section, source: SourceOf) -> SectionCheck:
    more = (CLASS,) if entry["class_field"] else ()
    for one in entry["keys"]:
        _fields(entry, "keys", one, section, *more)
    _fields(entry, "near", entry["near"] or (), section, *more)
    for key in ("short", "compare", "sets"):
        _fields(entry, key, entry[key], section)
    single = ("person", "near_by", "digits", "acquired", "look_back", "class_field")
    for key in single:
        _fields(entry, key, (entry[key],), section)
    if (entry["near"] is None) != (not entry["near_by"]):
        entry.fail("near_by", "应与 near 一起写或者都不写")
    if bool(entry["class"]) != bool(entry["class_field"]):
        entry.fail("class", "应与 class_field 一起写或者都不写")
    classes = {key: one["words"] for key, one in by_key(entry["class"]).items()}
    plain = ("keys", "near", "short", "compare", "co_owned", *single)
    return SectionCheck(
        **{key: entry[key] for key in plain},
        section=section,
        sets=frozenset(entry["sets"]),
        classes=classes,
        sheets=tuple(entry["sheets"]),
        gradings=_gradings(entry, ("", *classes), source),
    )


def _gradings(entry: Entry, classes: Collection[str], source: SourceOf) -> dict[tuple[str, str], Grading]:
    """The decision for every class and situation, each once; a section without figures cannot be short of them."""
    wanted = [(one, what) for one in classes for what in SITUATIONS if what != "short" or entry["short"]]
    found: dict[tuple[str, str], Grading] = {}
    for decision, place in _places(entry):
        if decision["class"] not in classes:
            decision.fail("class", f"没有 {decision['class']!r}；允许 {'、'.join(filter(None, classes)) or '（空）'}")
        if place[1] not in SITUATIONS:
            decision.fail("situations", f"没有 {place[1]!r}；允许 {'、'.join(SITUATIONS)}")
        if place not in wanted:
            decision.fail("situations", "short 只用于写了 short 字段的报告项")
        if place in found:
            decision.fail("situations", f"{place[1]} 重复")
        found[place] = _grading(decision, source)
    if missing := [place for place in wanted if place not in found]:
        entry.fail("decision", f"缺少 {'、'.join('/'.join(filter(None, place)) for place in missing)}")
    return found


def _places(entry: Entry) -> Iterator[tuple[Entry, tuple[str, str]]]:
    for decision in entry["decision"]:
        for situation in decision["situations"]:
            yield decision, (decision["class"], situation)


def _grading(entry: Entry, source: SourceOf) -> Grading:
    article = re.match(r"第三条|第四条|$", entry["article"])
    wanted = {"omission": "第三条", "concealment": "第四条"}.get(entry["grade"])
    if article is None or (wanted and article[0] != wanted):
        entry.fail("article", f"应为 {wanted or '第三条、第四条或空'} 的条款，现为 {entry['article']!r}")
    if wanted and entry["confidence"] != "H":
        entry.fail("grade", "confidence 不是 H 的只能写 review，由人认定")
    return Grading(entry["grade"], source(entry))


__all__ = ["PackError", "read_verification"]
