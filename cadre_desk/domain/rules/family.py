"""裸官: spouse, or all children where there is no spouse, moved abroad, and a post that then may not be held."""

from collections.abc import Iterator

from cadre_desk.domain.declaration import holdings
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.people import Dossier, Entry, Post, Relative, Unit
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule

_ORGANS = ("党政机关",)  # any leading member
_BODIES = ("国有企业", "事业单位", "参照公务员法管理的事业单位")  # the main leader
_LEADING = ("领导班子正职", "领导班子副职", "领导班子成员")
_MAIN = "领导班子正职"


@cadre_rule("NK-01")
def family_abroad(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """2014 办法: leading members of party and government organs, main leaders of enterprises and institutions,
    posts in military, diplomacy, state security and 机要.
    """
    if not any(entry.section == "emigration" for _, entries in dossier.filings for entry in entries):
        return
    state = holdings(dossier.filings, law.pack.sections)
    moved = list(state.get("emigration", {}).values())
    married = any(one.values.get("status") == "已婚" for one in state.get("marriage", {}).values())
    abroad = _abroad(dossier, moved, married, law.pack)
    if not abroad:
        return
    for post in dossier.posts:
        if not post.end and _barred(post, dossier.units.get(post.unit_id or 0)):
            yield _finding(dossier, post, abroad, moved, law.pack)


def _abroad(dossier: Dossier, moved: list[Entry], married: bool, pack: Pack) -> str:
    """Who moved, in words; empty where the rule does not apply."""
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
    return (kind in _ORGANS and post.role in _LEADING) or (kind in _BODIES and post.role == _MAIN)


def _finding(dossier: Dossier, post: Post, abroad: str, moved: list[Entry], pack: Pack) -> Finding:
    facts = {"name": dossier.cadre.name, "title": post.title, "abroad": abroad}
    section = pack.sections["emigration"]
    cells = [
        Evidence(
            section.title,
            f"{one.relation}{one.values.get('person', '')}",
            str(one.values.get("country", "")),
            one.batch,
            one.line,
        )
        for one in moved
    ]
    cells.append(Evidence("任职", "职务角色", post.role or "", post.batch, post.line))
    return Finding("NK-01", "cadre", dossier.cadre.id, post.title, facts, tuple(cells))
