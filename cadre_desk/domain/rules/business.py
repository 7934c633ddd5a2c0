"""经商办企业 of spouse, children and children's spouses."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from cadre_desk.domain.declaration import DISPOSED, State, holdings, item_words
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.people import Dossier, Entry, Post
from cadre_desk.domain.rules.family import LEADING
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule
from cadre_desk.domain.values import show

_FAMILY = ("配偶", "子女", "子女的配偶")
_NEAREST = ("配偶", "子女")  # of whom 公务员法 art 74 speaks
_HOLDERS = ("配偶", "共同生活的子女")
_LOWEST = "厅局级副职"
_CLOSED = "注销"
_FIELDS = ("enterprise", "employment", "fund")
_LEFT_OUT = re.compile(r"[（(][^（()）]*(?:不含|除外)[^（()）]*[）)]")  # as in 建材销售（不含危险化学品）
_BETWEEN = re.compile(r"[、，,；;\s]+")
_SHORTEST = 2


def _of_family(one: Entry, pack: Pack, groups: tuple[str, ...]) -> bool:
    return pack.codes["relation"].groups.get(one.relation or "") in groups


def _enterprises(state: State) -> Iterator[Entry]:
    """Those held that still exist."""
    return (one for one in state.get("enterprise", {}).values() if one.values.get("state") != _CLOSED)


@cadre_rule("FB-01")
def family_business(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """厅局级 and above: an enterprise, a senior post, a private fund or paid agency of the family."""
    level = _level(dossier, law.pack)
    if not level or not _any_entry(dossier, _FIELDS):
        return
    state = holdings(dossier.filings, law.pack.sections)
    firms = (one for one in _enterprises(state) if _of_family(one, law.pack, _FAMILY))
    for one in chain(firms, _senior_posts(state, law), _private_funds(state, law)):
        yield _business(dossier, law, one, level)


def _any_entry(dossier: Dossier, sections: tuple[str, ...]) -> bool:
    """Before a state is replayed, which takes far longer."""
    return any(entry.section in sections for _, entries in dossier.filings for entry in entries)


def _level(dossier: Dossier, pack: Pack) -> str:
    """The level of the cadre or of a post held, where it is 厅局级 or above."""
    high = _high(pack)
    if dossier.cadre.level in high:
        return str(dossier.cadre.level)
    return next((str(post.level) for post in dossier.posts if not post.end and post.level in high), "")


@lru_cache(maxsize=4)
def _high(pack: Pack) -> frozenset[str]:
    order = pack.codes["level"].values
    return frozenset(order[: order.index(_LOWEST) + 1])


def _senior_posts(state: State, law: Law) -> Iterator[Entry]:
    words = law.pack.rules["FB-01"].words
    for one in state.get("employment", {}).values():
        if _of_family(one, law.pack, _FAMILY):
            values = one.values
            titles = _BETWEEN.split(values.get("title") or "")
            senior = values.get("employer_kind") in words["kinds"] and any(t in words["titles"] for t in titles)
            if senior or any(word in values.get("employer", "") for word in words["agencies"]):
                yield one


def _private_funds(state: State, law: Law) -> Iterator[Entry]:
    words = law.pack.rules["FB-01"].words["funds"]
    for one in state.get("fund", {}).values():
        if one.holder in _HOLDERS and any(word in one.values.get("code", "") for word in words):
            yield one


def _business(dossier: Dossier, law: Law, one: Entry, level: str) -> Finding:
    section, values = law.pack.sections[one.section], one.values
    who = f"{one.relation or one.holder}{values.get('person') or values.get('owner') or ''}"
    what = values.get("enterprise") or values.get("employer") or values.get("code") or item_words(section, one)
    facts = {"name": dossier.cadre.name, "level": level, "who": who, "section": section.title, "what": what}
    cells = [
        Evidence("干部", "职务层次", level, dossier.cadre.batch, dossier.cadre.line),
        Evidence(section.title, who, what, one.batch, one.line),
    ]
    cells += [_cell(law.pack, one, key) for key in ("senior", "state", "title") if values.get(key) not in (None, "")]
    return Finding("FB-01", "cadre", dossier.cadre.id, f"{one.section}:{one.item}", facts, tuple(cells))


def _cell(pack: Pack, one: Entry, key: str) -> Evidence:
    section = pack.sections[one.section]
    field = section.field(key)
    return Evidence(section.title, field.label, show(field, one.values.get(key)), one.batch, one.line)


# -- FB-02 -----------------------------------------------------------------------------------------------------------


@cadre_rule("FB-02")
def family_business_in_charge(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """A leading member in charge of what an enterprise of spouse or child does: as far as 分管领域 is recorded."""
    posts = [post for post in dossier.posts if not post.end and post.role in LEADING and '"charge"' in post.data]
    if not posts or not _any_entry(dossier, ("enterprise",)):
        return
    for one in _enterprises(holdings(dossier.filings, law.pack.sections)):
        if _of_family(one, law.pack, _NEAREST):
            for post in posts:
                if terms := shared(_charge(post), one.values.get("scope") or ""):
                    yield _in_charge(dossier, law, post, one, terms)


def _charge(post: Post) -> str:
    return str(json.loads(post.data).get("charge") or "")


def shared(charge: str, scope: str) -> list[str]:
    """The terms of 分管领域 that 经营范围 names, leaving out what it says it does not do."""
    told = _LEFT_OUT.sub("", scope)
    return [term for term in _BETWEEN.split(charge) if len(term) >= _SHORTEST and term in told]


def _in_charge(dossier: Dossier, law: Law, post: Post, one: Entry, terms: list[str]) -> Finding:
    values = one.values
    facts = {
        "name": dossier.cadre.name,
        "title": post.title,
        "terms": "、".join(terms),
        "who": f"{one.relation}{values.get('person', '')}",
        "what": values.get("enterprise") or "",
    }
    cells = (
        Evidence("任职", "分管领域", _charge(post), post.batch, post.line),
        _cell(law.pack, one, "scope"),
    )
    return Finding("FB-02", "cadre", dossier.cadre.id, f"{post.title}:{one.item}", facts, cells)


# -- FB-03 -----------------------------------------------------------------------------------------------------------


@cadre_rule("FB-03")
def left_and_came_back(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """An enterprise that left the report, and of which a relative outside the family is the holder afterwards."""
    gone: dict[str, Entry] = {}
    for _, entries in dossier.filings:
        firms = [one for one in entries if one.section == "enterprise"]
        for one in firms:
            if one.action == DISPOSED and _of_family(one, law.pack, _FAMILY):
                gone[_code(one)] = one
        for one in firms:
            before = gone.get(_code(one))
            if before and one.action != DISPOSED and not _of_family(one, law.pack, _FAMILY):
                yield _left(dossier, law, before, one)


def _code(one: Entry) -> str:
    values = one.values
    return str(values.get("credit_code") or values.get("registration") or values.get("enterprise") or "")


def _left(dossier: Dossier, law: Law, before: Entry, one: Entry) -> Finding:
    facts = {
        "name": dossier.cadre.name,
        "what": one.values.get("enterprise") or _code(one),
        "before": f"{before.relation}{before.values.get('person', '')}",
        "after": f"{one.relation}{one.values.get('person', '')}",
    }
    cells = (_cell(law.pack, before, "person"), _cell(law.pack, one, "person"))
    return Finding("FB-03", "cadre", dossier.cadre.id, f"{_code(one)}:{facts['after']}", facts, cells)
