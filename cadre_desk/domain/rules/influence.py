"""Promotion within the influence period of an admonishment or a sanction."""

from collections.abc import Iterator
from datetime import date

from cadre_desk.domain.pack import Measure, Pack
from cadre_desk.domain.people import Dossier, MeasureTaken, Post, earliest, latest
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule


def influence_until(one: MeasureTaken, kind: Measure) -> date | None:
    """影响期 end: as decided, else computed from the day of the decision; None where none is confirmed."""
    decided = earliest(one.decided)
    return latest(one.influence_until) or (kind.influence_end(decided) if decided else None)


def measure_kinds(pack: Pack) -> dict[str, Measure]:
    """The kinds of measure by their names."""
    return {kind.name: kind for kind in pack.measures.values()}


@cadre_rule("RL-04")
def promoted_after_admonishment(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """提拔 or 重用 within the influence period of an admonishment (2015 细则)."""
    return _promoted("RL-04", "letter", dossier, law)


@cadre_rule("DC-01")
def promoted_under_administrative_sanction(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """Promotion within the period of a 政务处分 (公职人员政务处分法 arts 8, 19)."""
    return _promoted("DC-01", "administrative", dossier, law)


@cadre_rule("DC-02")
def promoted_under_party_sanction(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """Promotion within the period of a 党纪处分 (纪律处分条例 2023)."""
    return _promoted("DC-02", "party", dossier, law)


def _promoted(rule: str, group: str, dossier: Dossier, law: Law) -> Iterator[Finding]:
    if not dossier.measures:
        return
    kinds = measure_kinds(law.pack)
    for one in dossier.measures:
        kind = kinds.get(one.measure)
        if kind is None or kind.group != group:
            continue
        until = influence_until(one, kind)
        for post in dossier.posts:
            if until and post.manner in kind.bars and _within(post, one, until):
                yield _finding(rule, dossier, one, until, post)


def _within(post: Post, one: MeasureTaken, until: date) -> bool:
    """Certainly inside: from the day of the decision (政务处分法 art 8) to the day before the period ends.

    Where only the month is known, the whole month counts for the cadre.
    """
    start, decided = _bounds(post.start), earliest(one.decided)
    return bool(start and decided and start[0] >= decided and start[1] < until)


def _bounds(text: str | None) -> tuple[date, date] | None:
    """First and last day that a stored date can mean."""
    first, last = earliest(text), latest(text)
    return (first, last) if first and last else None


def _finding(rule: str, dossier: Dossier, one: MeasureTaken, until: date, post: Post) -> Finding:
    facts = {
        "name": dossier.cadre.name,
        "measure": one.measure,
        "decided": one.decided,
        "until": until.isoformat(),
        "manner": str(post.manner),
        "title": post.title,
        "start": str(post.start),
    }
    cells = (
        Evidence("处理处分", "决定日期", one.decided, one.batch, one.line),
        Evidence("任职", "任职时间", str(post.start), post.batch, post.line),
    )
    item = f"{one.measure}:{one.decided}:{post.title}:{post.start}"
    return Finding(rule, "cadre", dossier.cadre.id, item, facts, cells)
