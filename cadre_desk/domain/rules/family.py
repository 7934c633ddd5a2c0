"""裸官: spouse, or all children where there is no spouse, moved abroad: posts not to be held, and candidates."""

from collections.abc import Iterator

from cadre_desk.domain.declaration import holdings
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.people import Dossier, Entry, Post, Relative, Unit
from cadre_desk.domain.rules.candidates import candidacy
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule

_ORGANS = ("党政机关",)  # any leading member
_BODIES = ("国有企业", "事业单位", "参照公务员法管理的事业单位")  # the main leader
LEADING = ("领导班子正职", "领导班子副职", "领导班子成员")
_MAIN = "领导班子正职"


@cadre_rule("NK-01")
def family_abroad(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """2014 办法: leading members of party and government organs, main leaders of enterprises and institutions,
    posts in military, diplomacy, state security and 机要.
    """
    abroad, moved = _family(dossier, law.pack)
    for post in dossier.posts if abroad else ():
        if not post.end and _barred(post, dossier.units.get(post.unit_id or 0)):
            facts = {"name": dossier.cadre.name, "title": post.title, "abroad": abroad}
            cells = (*_moves(moved, law.pack), Evidence("任职", "职务角色", post.role or "", post.batch, post.line))
            yield Finding("NK-01", "cadre", dossier.cadre.id, post.title, facts, cells)


@cadre_rule("NK-02")
def candidate_with_family_abroad(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """任用条例(2019) art 24(5): no candidate, except for special posts, which people know."""
    candidate = candidacy(dossier)
    abroad, moved = _family(dossier, law.pack) if candidate else ("", [])
    if candidate and abroad:
        facts = {"name": dossier.cadre.name, "candidate": candidate.words, "abroad": abroad}
        cells = (*_moves(moved, law.pack), candidate.cell)
        yield Finding("NK-02", "cadre", dossier.cadre.id, candidate.item, facts, cells)


def _family(dossier: Dossier, pack: Pack) -> tuple[str, list[Entry]]:
    """Who moved, in words, and the rows that tell it; no words where it is not the spouse or all children."""
    if not any(entry.section == "emigration" for _, entries in dossier.filings for entry in entries):
        return "", []
    state = holdings(dossier.filings, pack.sections)
    moved = list(state.get("emigration", {}).values())
    married = any(one.values.get("status") == "已婚" for one in state.get("marriage", {}).values())
    return _abroad(dossier, moved, married, pack), moved


def _abroad(dossier: Dossier, moved: list[Entry], married: bool, pack: Pack) -> str:
    groups = pack.codes["relation"].groups
    if any(groups.get(one.relation or "") == "配偶" for one in moved):
        return "配偶已移居"
    if married or any(groups.get(one.relation) == "配偶" for one in dossier.relatives):
        return ""
    children = [one for one in dossier.relatives if groups.get(one.relation) == "子女"]
    return "无配偶，子女均已移居" if children and all(_has_moved(one, moved) for one in children) else ""


def _has_moved(child: Relative, moved: list[Entry]) -> bool:
    return any(entry.values.get("person") == child.name for entry in moved)


def _barred(post: Post, unit: Unit | None) -> bool:
    if post.domain not in (None, "", "无"):
        return True
    kind = unit.kind if unit else None
    return (kind in _ORGANS and post.role in LEADING) or (kind in _BODIES and post.role == _MAIN)


def _moves(moved: list[Entry], pack: Pack) -> Iterator[Evidence]:
    title = pack.sections["emigration"].title
    for one in moved:
        who, country = f"{one.relation}{one.values.get('person', '')}", str(one.values.get("country", ""))
        yield Evidence(title, who, country, one.batch, one.line)
