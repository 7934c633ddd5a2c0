"""Everything known about one cadre, or one unit, as rules and screens see it.

The records are named tuples because a scan makes millions of them: a row of the database becomes a record without
being touched. Dates are ISO text, YYYY-MM where the day is unknown; money is in 万元, areas in ㎡, shares in %.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import orjson

from cadre_desk.domain.dates import LooseDate


def loose(text: str | None) -> LooseDate | None:
    """The stored date, or None."""
    if not text:
        return None
    year, month, *day = (int(part) for part in text.split("-"))
    return LooseDate(year, month, *day)


def earliest(text: str | None) -> date | None:
    """The first day that a stored date can mean."""
    found = loose(text)
    return found.earliest if found else None


def latest(text: str | None) -> date | None:
    """The last day that a stored date can mean."""
    found = loose(text)
    return found.latest if found else None


def may_be_same(one: str | None, other: str | None) -> bool:
    """Whether two stored dates can mean the same day: 2025-09 and 2025-09-16 can."""
    return bool(one and other) and (str(one).startswith(str(other)) or str(other).startswith(str(one)))


class Unit(NamedTuple):
    """单位: an organ with its 规格."""

    id: int
    name: str
    grade: str | None
    kind: str | None
    data: str
    batch: int | None
    line: int | None


class Quota(NamedTuple):
    """职数 of one level in one unit: 核定 and 实配."""

    unit_id: int
    level: str
    approved: int | None  # None: posts are filled, none are approved
    actual: int
    batch: int | None
    line: int | None


class Cadre(NamedTuple):
    """干部: a person under supervision."""

    id: int
    identity: str
    name: str
    sex: str | None
    birth: str | None
    unit_id: int | None
    title: str | None
    level: str | None
    rank: str | None
    in_service: str | None
    reporting: int | None
    reporting_since: str | None
    data: str
    batch: int | None
    line: int | None


class Relative(NamedTuple):
    """家庭成员."""

    cadre_id: int
    n: int
    relation: str
    name: str
    identity: str | None
    data: str
    batch: int | None
    line: int | None

    @property
    def birth(self) -> str | None:
        """出生年月 as recorded."""
        return json.loads(self.data).get("birth") if '"birth"' in self.data else None


class Post(NamedTuple):
    """任职: appointment to a post; end is None while it is held."""

    cadre_id: int
    n: int
    unit_id: int | None
    title: str
    level: str | None
    role: str | None
    domain: str | None
    manner: str | None
    start: str | None
    end: str | None
    counts: int | None
    data: str
    batch: int | None
    line: int | None


class Filing(NamedTuple):
    """The head of one 个人有关事项报告."""

    cadre_id: int
    n: int
    year: int
    filing: str
    number: int
    received: str | None
    signed: str | None
    data: str
    batch: int | None
    line: int | None


class Entry(NamedTuple):
    """填报行: one row in a section of a declaration."""

    cadre_id: int
    n: int
    section: str
    position: int
    action: str | None
    holder: str | None
    relation: str | None
    item: str
    event_date: str | None
    amount: float | None
    area: float | None
    share: float | None
    data: str
    batch: int | None
    line: int | None

    @property
    def values(self) -> dict[str, Any]:
        """Every field of the row by key."""
        found: dict[str, Any] = orjson.loads(self.data)  # declarations of everybody are read in one go
        return found


class MeasureTaken(NamedTuple):
    """处理处分: a letter, a sanction or an organizational measure against a cadre."""

    cadre_id: int
    n: int
    measure: str
    decided: str
    served: str | None
    due: str | None
    replied: str | None
    reply_state: str | None
    followed_up: str | None
    follow_up_result: str | None
    influence_until: str | None
    data: str
    batch: int | None
    line: int | None


class Verification(NamedTuple):
    """查核批次: reports compared with registries as of one day."""

    id: int
    kind: str  # 随机抽查, 重点抽查, 凡提必核
    title: str
    as_of: str
    state: str  # listing, fixed, open, closed, void


class Verified(NamedTuple):
    """被查核人: one person in one batch; asked, due and replied are of the explanation (情况说明)."""

    cadre_id: int
    n: int
    verification_id: int
    place: int
    state: str  # open, closed
    same: int
    absent: int
    asked: str | None
    due: str | None
    replied: str | None
    closed: str | None
    data: str


class Determination(NamedTuple):
    """认定: what people decided about a person in a batch, with decider, basis, handling and objection in data."""

    cadre_id: int
    n: int
    verification_id: int
    state: str  # proposed, decided, revoked
    grade: str  # a value of the code list determination
    decided: str | None
    measure_n: int | None
    data: str


class Discrepancy(NamedTuple):
    """不一致: one thing that is not alike in report and feedback.

    data holds as JSON: sentence, item (in words), differences [[label, declared, checked], ...],
    declared [{text, batch, line}, ...], feedback [{text, file, sheet, line}, ...], explanation.
    """

    cadre_id: int
    n: int
    verification_id: int
    section: str
    thing: str
    outcome: str  # a value of verification.Outcome
    article: str
    confidence: str
    reason: str  # key of a phrase of verification.toml
    current: int  # 0: not found again by the last comparison
    grade: str | None  # what people decided
    determination_n: int | None
    data: str


class Openings(NamedTuple):
    """查看报告 by one officer without a stated purpose: how often, first and last time."""

    cadre_id: int
    officer: str
    times: int
    first: str
    last: str


class Dossier(NamedTuple):
    """Everything about one cadre; filings in the order of time, each with its entries."""

    cadre: Cadre
    relatives: Sequence[Relative]
    posts: Sequence[Post]
    filings: Sequence[tuple[Filing, Sequence[Entry]]]
    measures: Sequence[MeasureTaken]
    units: Mapping[int, Unit]
    verified: Sequence[Verified] = ()
    discrepancies: Sequence[Discrepancy] = ()
    determinations: Sequence[Determination] = ()
    verifications: Mapping[int, Verification] = {}
    openings: Sequence[Openings] = ()  # only where everybody is read: the audit has no index by subject


class UnitDossier(NamedTuple):
    """One unit with its 职数 by level."""

    unit: Unit
    quotas: Sequence[Quota]
