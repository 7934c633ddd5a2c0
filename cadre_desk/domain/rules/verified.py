"""查核: what reports and registries do not say alike, as long as people have not decided, and what they decided."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Any

from cadre_desk.domain.people import Determination, Discrepancy, Dossier, latest
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule
from cadre_desk.domain.verification.records import Outcome

VOID = "void"
OMISSION, CONCEALMENT = "漏报", "隐瞒不报"  # as people decide
_UNREPORTED = ("none", "some")  # reasons: found, and not reported
_ARTICLE_4 = (
    *("marriage", "passport", "trip_abroad", "child_foreign_marriage", "child_hmt_marriage"),
    *("emigration", "overseas_stay", "employment", "criminal"),
)


@cadre_rule("PM-06")
def family_matter_missing(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """A matter of art 4(1)–(6) that a registry tells and the report does not."""
    return _differing("PM-06", dossier, law, _ARTICLE_4, ("concealment",))


@cadre_rule("PM-07")
def house_missing(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """A house, which is no 车库、车位、储藏间, found and not reported."""
    return _differing("PM-07", dossier, law, ("house",), ("concealment",))


@cadre_rule("PM-08")
def house_too_small(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """车库、车位、储藏间 not reported, or an area reported too small."""
    return _differing("PM-08", dossier, law, ("house",), ("omission",))


@cadre_rule("PM-09")
def hmt_matter_missing(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """A document for 港澳台, or a trip there, found and not reported."""
    return _differing("PM-09", dossier, law, ("hmt_permit", "hmt_trip"), ("omission",))


@cadre_rule("PM-10")
def holding_missing(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """Nothing reported of a kind of holding; too small an amount; or one of several that is missing."""
    return _differing("PM-10", dossier, law, ("stock", "fund", "insurance"), ("concealment", "omission", "review"))


@cadre_rule("PM-11")
def enterprise_missing(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """An enterprise of the family not reported, or too small a contribution."""
    return _differing("PM-11", dossier, law, ("enterprise",), ("concealment", "omission"))


@cadre_rule("PM-12")
def abroad_missing(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """Deposits and investments abroad found and not reported: the articles do not name them, people decide."""
    return _differing("PM-12", dossier, law, ("overseas_deposit", "overseas_investment"), ("review",))


def _variant(one: Discrepancy) -> str:
    """What may be suspected; of what only people can judge, no more than that it was not reported."""
    if one.outcome == Outcome.CONCEALMENT:
        return "concealment"
    if one.outcome == Outcome.OMISSION:
        return "omission"
    return "review" if one.outcome == Outcome.REVIEW and one.reason in _UNREPORTED else ""


def _differing(
    rule: str, dossier: Dossier, law: Law, sections: Collection[str], variants: Collection[str]
) -> Iterator[Finding]:
    for one in dossier.discrepancies:
        if one.section in sections and one.current and one.grade is None:
            variant = _variant(one)
            if variant in variants and not _void(dossier, one.verification_id):
                yield _difference(rule, dossier, law, one, variant)


def _void(dossier: Dossier, verification_id: int) -> bool:
    batch = dossier.verifications.get(verification_id)
    return batch is not None and batch.state == VOID


def _difference(rule: str, dossier: Dossier, law: Law, one: Discrepancy, variant: str) -> Finding:
    data: Mapping[str, Any] = json.loads(one.data)
    section = law.pack.sections[one.section].title
    differs = (f"{label}报告{declared}、反馈{checked}" for label, declared, checked in data.get("differences", ()))
    facts = {
        "name": dossier.cadre.name,
        "section": section,
        "item": data.get("item") or section,
        "outcome": one.outcome,
        "article": f"（{one.article}）" if one.article else "",
        "what": law.pack.verification.phrases.get(one.reason, "") + "；".join(differs),
    }
    cells = (*_declared(section, data), *_feedback(section, data))
    item = f"{one.verification_id}:{one.section}:{one.thing}"
    return Finding(rule, "cadre", dossier.cadre.id, item, facts, cells, variant)


def _declared(section: str, data: Mapping[str, Any]) -> Iterator[Evidence]:
    for cell in data.get("declared", ()):
        yield Evidence("报告", section, cell["text"], cell.get("batch"), cell.get("line"))


def _feedback(section: str, data: Mapping[str, Any]) -> Iterator[Evidence]:
    for cell in data.get("feedback", ()):
        file = " ".join(filter(None, (cell.get("file"), cell.get("sheet"))))
        yield Evidence("查核反馈", section, cell["text"], None, cell.get("line"), file)


# -- what people decided ---------------------------------------------------------------------------------------------


@cadre_rule("PM-13")
def determined_before(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """漏报 or 隐瞒不报 once more, decided or about to be, after 漏报 was decided in an earlier check."""
    if len(dossier.determinations) < 2:
        return
    told = sorted(filter(_faulted, dossier.determinations), key=lambda one: (one.state != "decided", one.decided or ""))
    earlier = next((one for one in told if one.state == "decided" and one.grade == OMISSION), None)
    if earlier is None:
        return
    later = [one for one in told[told.index(earlier) + 1 :] if one.verification_id != earlier.verification_id]
    if later:
        facts = {"name": dossier.cadre.name, "earlier": _day(earlier), "later": later[-1].grade}
        cells = tuple(_decided(dossier, one) for one in (earlier, *later))
        yield Finding("PM-13", "cadre", dossier.cadre.id, "history", facts, cells)


def _faulted(one: Determination) -> bool:
    return one.state != "revoked" and one.grade in (OMISSION, CONCEALMENT)


def _day(one: Determination) -> str:
    return one.decided or "（未记日期）"


def _decided(dossier: Dossier, one: Determination) -> Evidence:
    batch = dossier.verifications.get(one.verification_id)
    return Evidence("认定", batch.title if batch else "认定结果", f"{one.grade}（{one.decided or '拟认定'}）")


@cadre_rule("PM-15")
def decided_and_not_handled(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """漏报 or 隐瞒不报 decided, and nothing followed after the days that the unit allows."""
    for one in dossier.determinations:
        decided = latest(one.decided)
        if one.state != "decided" or not _faulted(one) or decided is None or _handled(one):
            continue
        if law.today > decided + timedelta(law.parameter("PM-15", "days")):
            facts = {"name": dossier.cadre.name, "decided": _day(one), "grade": one.grade}
            cells = (_decided(dossier, one), Evidence("认定", "处理", ""))
            yield Finding("PM-15", "cadre", dossier.cadre.id, f"{one.verification_id}:{one.n}", facts, cells)


def _handled(one: Determination) -> bool:
    return one.measure_n is not None or bool(json.loads(one.data).get("handling"))
