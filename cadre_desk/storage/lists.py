"""Long lists for the screens: first the keys in order, then the rows of one page.

An answer is one value, not a value a row: while a lane computes, each row would have to wait for the interpreter.

回避: whoever asks is not given what concerns a cadre he keeps away from. This is the one place for all lists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from sqlalchemy import ColumnElement, FromClause, Integer, Select, Table, and_, case, cast, func, or_, select

from cadre_desk.domain.text import clean
from cadre_desk.domain.verification import Outcome
from cadre_desk.storage import avoidance, filings, tables
from cadre_desk.storage.tables import (
    approval,
    audit,
    cadre,
    campaign_case,
    declaration,
    determination,
    discrepancy,
    flag,
    letter,
    measure,
    outgoing,
    post,
    quota,
    unit,
    verification,
    verified,
)
from cadre_desk.storage.work import Ask

_NUMBERS = 4096  # rows of one kind that one cadre may have in a list
_LONGEST = 200  # characters of a search that count; SQLite refuses patterns without end


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows and where it comes from; key is a whole number that names a row.

    owner is the cadre whom a row concerns. An officer who keeps away from him is not given the row; where some columns
    are veiled, he is given it with these empty.
    """

    key: ColumnElement[Any]
    columns: Mapping[str, ColumnElement[Any]]
    source: FromClause
    search: tuple[ColumnElement[Any], ...]
    prefixes: tuple[ColumnElement[Any], ...] = ()
    owner: ColumnElement[Any] | None = None
    veiled: frozenset[str] = frozenset()
    apart: tuple[ColumnElement[bool], ...] = ()  # conditions on every row


@dataclass(frozen=True, slots=True)
class Query:
    """Which rows, in which order: text to search, exact values by column (None: empty; a tuple: one of them)."""

    text: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)

    sort: str = ""
    descending: bool = False


def owned_key(cadre_id: int, n: int) -> int:
    """The list key of a row that belongs to a cadre."""
    return cadre_id * _NUMBERS + n


def split_key(key: int) -> tuple[int, int]:
    """Cadre and number of such a key."""
    return divmod(key, _NUMBERS)


def _owned(table: Table) -> ColumnElement[Any]:
    return cast(table.c.cadre_id * _NUMBERS + table.c.n, Integer)


_SEVERITY = case((flag.c.severity == "R", 0), (flag.c.severity == "O", 1), (flag.c.severity == "Y", 2), else_=3)
_subject = func.coalesce(cadre.c.name, unit.c.name)
_cadre_unit = tables.unit.alias("cadre_unit")
_open_flags = (
    select(func.count())
    .where(flag.c.subject == "cadre", flag.c.subject_id == cadre.c.id, flag.c.state == "open")
    .correlate(cadre)
    .scalar_subquery()
)
_filled = (
    select(func.count())
    .where(post.c.unit_id == quota.c.unit_id, post.c.level == quota.c.level, post.c.end.is_(None), post.c.counts == 1)
    .correlate(quota)
    .scalar_subquery()
)


_WHO = {"name": cadre.c.name, "unit": unit.c.name}
_PREFIXES = (cadre.c.initials, cadre.c.identity)


def _of_cadre(table: Table) -> FromClause:
    """Rows with the cadre to whom they belong and his unit."""
    return table.join(cadre, cadre.c.id == table.c.cadre_id).outerjoin(unit, unit.c.id == cadre.c.unit_id)


_differing = (
    select(func.count())
    .where(
        discrepancy.c.cadre_id == verified.c.cadre_id,
        discrepancy.c.verification_id == verified.c.verification_id,
        discrepancy.c.current == 1,
        discrepancy.c.outcome != Outcome.ABSENT.value,
    )
    .correlate(verified)
    .scalar_subquery()
)
_graded = (
    select(determination.c.grade)
    .where(
        determination.c.cadre_id == verified.c.cadre_id,
        determination.c.verification_id == verified.c.verification_id,
        determination.c.state == "decided",
    )
    .order_by(determination.c.n.desc())
    .limit(1)
    .correlate(verified)
    .scalar_subquery()
)
_asked = (
    select(verified.c.asked)
    .where(verified.c.cadre_id == discrepancy.c.cadre_id, verified.c.verification_id == discrepancy.c.verification_id)
    .correlate(discrepancy)
    .scalar_subquery()
)


def _columns(table: Table, *names: str) -> dict[str, ColumnElement[Any]]:
    return {name: table.c[name] for name in names}


LISTS: Mapping[str, Listing] = {
    "cadres": Listing(
        cadre.c.id,
        _columns(cadre, "name", "sex", "birth", "identity")
        | {"unit": unit.c.name}
        | _columns(cadre, "title", "level", "rank", "in_service", "reporting", "unit_id")
        | {"flags": _open_flags},
        cadre.outerjoin(unit, unit.c.id == cadre.c.unit_id),
        (cadre.c.name, unit.c.name, cadre.c.title),
        _PREFIXES,
        owner=cadre.c.id,
        veiled=frozenset({"flags"}),
    ),
    "declarations": Listing(
        _owned(declaration),
        _WHO | _columns(declaration, "year", "filing", "number", "received", "signed", "cadre_id"),
        _of_cadre(declaration),
        (cadre.c.name, unit.c.name),
        _PREFIXES,
        owner=declaration.c.cadre_id,
    ),
    "filings": Listing(  # a row for each cadre and each year of which he has to report; ask for one year
        cast(cadre.c.id * _NUMBERS + filings.YEAR, Integer),
        _WHO
        | _columns(cadre, "title", "level")
        | {"year": filings.YEAR, "due": filings.DUE, "received": filings.RECEIVED, "state": filings.STATE}
        | {"cadre_id": cadre.c.id},
        filings.EXPECTED.outerjoin(unit, unit.c.id == cadre.c.unit_id),
        (cadre.c.name, unit.c.name, cadre.c.title),
        _PREFIXES,
        owner=cadre.c.id,
    ),
    "openings": Listing(
        audit.c.id,
        _columns(audit, "at", "officer", "action")
        | _WHO
        | _columns(declaration, "year", "filing", "number")
        | {"n": filings.WHICH, "cadre_id": filings.WHOSE}
        | {name: filings.told(name) for name in ("purpose", "approver", "view")},
        filings.LOOKED_AT.outerjoin(unit, unit.c.id == cadre.c.unit_id),
        (cadre.c.name, unit.c.name, audit.c.officer, filings.told("purpose"), filings.told("approver")),
        _PREFIXES,
        owner=filings.WHOSE,
        apart=(filings.IS_LOOK,),
    ),
    "flags": Listing(
        flag.c.id,
        {"order": _SEVERITY, "subject_name": _subject, "unit": func.coalesce(_cadre_unit.c.name, unit.c.name)}
        | _columns(flag, "rule", "severity", "state", "found", "facts", "subject", "subject_id"),
        flag.outerjoin(cadre, and_(flag.c.subject == "cadre", cadre.c.id == flag.c.subject_id))
        .outerjoin(_cadre_unit, _cadre_unit.c.id == cadre.c.unit_id)
        .outerjoin(unit, and_(flag.c.subject == "unit", unit.c.id == flag.c.subject_id)),
        (cadre.c.name, unit.c.name, _cadre_unit.c.name, flag.c.rule),
        _PREFIXES,
        owner=cadre.c.id,
    ),
    "letters": Listing(
        letter.c.id,
        _WHO | _columns(letter, "kind", "state", "number", "dated", "created", "cadre_id"),
        _of_cadre(letter),
        (cadre.c.name, unit.c.name, letter.c.number),
        _PREFIXES,
        owner=letter.c.cadre_id,
    ),
    "measures": Listing(
        _owned(measure),
        _WHO
        | _columns(
            measure, "measure", "decided", "served", "due", "replied", "reply_state", "followed_up", "follow_up_result"
        )
        | {"cadre_id": measure.c.cadre_id},
        _of_cadre(measure),
        (cadre.c.name, unit.c.name, measure.c.measure),
        _PREFIXES,
        owner=measure.c.cadre_id,
    ),
    "cases": Listing(
        campaign_case.c.id,
        _columns(
            campaign_case, *("campaign", "case_number", "name", "unit", "category", "received", "state", "cadre_id")
        ),
        campaign_case.outerjoin(cadre, cadre.c.id == campaign_case.c.cadre_id),
        (campaign_case.c.name, campaign_case.c.unit, campaign_case.c.case_number, campaign_case.c.category),
        (cadre.c.initials,),
        owner=campaign_case.c.cadre_id,
    ),
    "quotas": Listing(
        quota.c.id,
        {"unit": unit.c.name, "grade": unit.c.grade}
        | _columns(quota, "level", "approved", "unit_id")
        | {"actual": _filled, "excess": _filled - quota.c.approved},
        quota.join(unit, unit.c.id == quota.c.unit_id),
        (unit.c.name, quota.c.level),
    ),
    "verifications": Listing(
        verification.c.id,
        _columns(verification, "title", "kind", "as_of", "state", "created", "officer"),
        verification,
        (verification.c.title, verification.c.kind),
    ),
    "verified": Listing(
        _owned(verified),
        {"place": verified.c.place}
        | _WHO
        | _columns(verified, "verification_id", "state", "same", "absent", "asked", "due", "replied", "cadre_id")
        | {"differs": _differing, "grade": _graded}
        | {"waits": case((verified.c.replied.is_(None), verified.c.due))},  # the day until which is waited
        _of_cadre(verified),
        (cadre.c.name, unit.c.name),
        _PREFIXES,
        owner=verified.c.cadre_id,
    ),
    "discrepancies": Listing(
        _owned(discrepancy),
        _WHO
        | _columns(discrepancy, "verification_id", "section", "outcome", "article", "current", "grade", "cadre_id")
        | {"item": func.json_extract(discrepancy.c.data, "$.item"), "asked": _asked},
        _of_cadre(discrepancy),
        (cadre.c.name, unit.c.name, discrepancy.c.outcome),
        _PREFIXES,
        owner=discrepancy.c.cadre_id,
    ),
    "outgoing": Listing(
        outgoing.c.id,
        _columns(
            outgoing,
            *("number", "at", "officer", "kind", "what", "target", "label", "purpose", "planned"),
            *("state", "finished", "count", "size", "sha256", "fault"),
        )
        | {"approver": func.coalesce(approval.c.approver, "")},
        outgoing.outerjoin(approval, approval.c.id == outgoing.c.approval_id),
        (outgoing.c.number, outgoing.c.what, outgoing.c.target, outgoing.c.officer, outgoing.c.purpose),
    ),
}


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def matching(name: str, text: str) -> list[ColumnElement[bool]]:
    """The conditions of a search in that list: every word somewhere in a row."""
    return _found(LISTS[name], text)


def _found(listing: Listing, text: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in clean(text[:_LONGEST]).split():
        anywhere = [column.like(f"%{_like(word)}%", escape="\\") for column in listing.search]
        starts = [column.like(f"{_like(word.upper())}%", escape="\\") for column in listing.prefixes]
        found.append(or_(*anywhere, *starts))
    return found


def _conditions(listing: Listing, query: Query) -> list[ColumnElement[bool]]:
    found = [*listing.apart, *_found(listing, query.text)]
    for name, value in query.where.items():
        column = listing.columns[name]
        if isinstance(value, tuple):
            found.append(column.in_(value))
        else:
            found.append(column.is_(None) if value is None else column == value)

    return found


def _given(ask: Ask, name: str) -> Listing:
    """The list as it is given to whoever asks."""
    listing = LISTS[name]
    if listing.owner is None or not (shut := avoidance.shut(ask.connection, ask.officer_id)):
        return listing
    close = listing.owner.in_(shut)
    if not listing.veiled:
        # rows of units and of persons who are not on record have no owner
        return replace(listing, apart=(*listing.apart, or_(listing.owner.is_(None), ~close)))
    veiled = {key: case((close, None), else_=listing.columns[key]) for key in listing.veiled}
    return replace(listing, columns={**listing.columns, **veiled})


def keys(ask: Ask, name: str, query: Query) -> list[int]:
    """The keys of all rows that fit, in order."""
    listing = _given(ask, name)
    order = [listing.columns[query.sort]] if query.sort else []
    if query.descending:
        order = [column.desc() for column in order]
    last = listing.key.desc() if query.descending else listing.key
    fit = select(listing.key.label("key")).select_from(listing.source).where(*_conditions(listing, query))
    ordered = fit.order_by(*order, last).subquery()
    answer: list[int] = orjson.loads(_value(ask, select(func.json_group_array(ordered.c.key))))
    return answer


def count(ask: Ask, name: str, query: Query) -> int:
    """How many rows fit."""
    listing = _given(ask, name)
    statement = select(func.count()).select_from(listing.source).where(*_conditions(listing, query))
    return int(_value(ask, statement))


def _value(ask: Ask, statement: Select[Any]) -> Any:
    return ask.connection.execute(statement, filings.figures(ask.pack)).scalar_one()


def rows(ask: Ask, name: str, wanted: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of these keys, in their order, each with its key."""
    listing = _given(ask, name)
    row = func.json_array(listing.key, *listing.columns.values())
    statement = select(func.json_group_array(row)).select_from(listing.source)
    if name in ("declarations", "filings", "measures", "verified", "discrepancies"):
        # the key is computed: let the index find the cadre, and the key choose among his few rows
        assert listing.owner is not None
        statement = statement.where(listing.owner.in_({split_key(key)[0] for key in wanted}))
    statement = statement.where(listing.key.in_(wanted), *listing.apart)
    names = ("key", *listing.columns)
    answer = orjson.loads(_value(ask, statement))
    found = {values[0]: dict(zip(names, values, strict=True)) for values in answer}
    return [found[key] for key in wanted if key in found]
