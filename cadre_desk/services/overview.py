"""总览: lights, counts and deadlines; every figure names the list behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from cadre_desk.domain.dates import add_months
from cadre_desk.domain.people import MeasureTaken, earliest
from cadre_desk.domain.rules.declarations import ANNUAL, due_year
from cadre_desk.domain.rules.influence import influence_until, measure_kinds
from cadre_desk.domain.rules.letters import reply_due
from cadre_desk.services.avoiding import shut
from cadre_desk.services.flags import SEVERITIES, law
from cadre_desk.storage import avoidance, flags, lists, records, tables
from cadre_desk.storage.lists import Query
from cadre_desk.storage.work import Ask

_SOON = 90  # days ahead that the list of deadlines looks


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with the list that stands behind it."""

    label: str
    value: str
    list: str
    query: Query = field(default_factory=Query)
    severity: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that is due on a day, of one cadre."""

    day: date
    what: str
    cadre_id: int
    cadre: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page of the day."""

    lights: tuple[Figure, ...]
    rules: tuple[Figure, ...]
    counts: tuple[Figure, ...]
    deadlines: tuple[Deadline, ...]
    empty: bool
    avoided: int = 0  # persons of whom nothing is counted, since the officer keeps away from them


def overview(ask: Ask) -> Overview:
    """Everything on the dashboard from one view of the vault; a figure counts what the list behind it shows."""
    close = shut(ask)
    hidden = avoidance.open_flags(ask.connection, close)
    by_rule = {key: n - hidden[key] for key, n in flags.counts(ask.connection).items() if n > hidden[key]}
    held = records.counts(ask.connection)
    for table in (tables.measure, tables.campaign_case):
        held[table.name] -= avoidance.count(ask.connection, table, close)
    counts, due = _counts(ask, held), tuple(deadlines(ask))
    return Overview(_lights(by_rule), _rules(ask, by_rule), counts, due, not held["cadre"], len(close))


def _lights(by_rule: dict[tuple[str, str], int]) -> tuple[Figure, ...]:
    totals = dict.fromkeys(SEVERITIES, 0)
    for (_, severity), n in by_rule.items():
        totals[severity] += n
    return tuple(
        Figure(SEVERITIES[s], f"{n:,}", "flags", Query(where={"state": "open", "severity": s}, sort="order"), s)
        for s, n in totals.items()
    )


def _rules(ask: Ask, by_rule: dict[tuple[str, str], int]) -> tuple[Figure, ...]:
    found, gravity = [], list(SEVERITIES)
    for (rule, severity), n in sorted(by_rule.items(), key=lambda pair: (gravity.index(pair[0][1]), -pair[1])):
        query = Query(where={"state": "open", "rule": rule}, sort="order")
        found.append(Figure(f"{rule} {ask.pack.rules[rule].title}", f"{n:,}", "flags", query, severity))
    return tuple(found)


def _counts(ask: Ask, held: dict[str, int]) -> tuple[Figure, ...]:
    year = due_year(law(ask))
    received, expected = records.received(ask.connection, year, ANNUAL), records.expected(ask.connection, year)
    annual = Query(where={"year": year, "filing": ANNUAL}, sort="received")
    open_letters = Query(where={"state": ("draft", "submitted", "approved", "issued", "served", "replied")})
    return (
        Figure("在册干部", f"{held['cadre']:,}", "cadres"),
        Figure(f"{year}年度报告 已收/应收", f"{received:,}/{expected:,}", "declarations", annual),
        Figure("在办函件", f"{lists.count(ask, 'letters', open_letters):,}", "letters", open_letters),
        Figure("处理处分", f"{held['measure']:,}", "measures"),
        Figure("专项整治案件", f"{held['campaign_case']:,}", "cases"),
        Figure("职数核定", f"{lists.count(ask, 'quotas', Query()):,}", "quotas"),
    )


def deadlines(ask: Ask) -> list[Deadline]:
    """Replies, follow-ups and ends of influence periods: overdue ones and those of the next days, by date."""
    horizon = ask.today + timedelta(days=_SOON)
    close = shut(ask)
    found = (one for one in _all_deadlines(ask) if one.day <= horizon and one.cadre_id not in close)
    return sorted(found, key=lambda one: (one.day, one.cadre))


def _all_deadlines(ask: Ask) -> Iterator[Deadline]:
    judged, kinds = law(ask), measure_kinds(ask.pack)
    for row in records.measures(ask.connection, list(kinds)):
        name = row.pop("cadre_name")
        one = MeasureTaken._make(row.values())
        kind = kinds[one.measure]
        due = reply_due(one, judged) if kind.key == "inquiry" and not one.replied else None
        if due:
            yield Deadline(due, "函询回复期限", one.cadre_id, name, due < ask.today)
        letter = ask.pack.letters.get(kind.key)
        decided = earliest(one.decided)
        if letter and letter.follow_up_months and decided and not one.followed_up:
            day = add_months(decided, letter.follow_up_months)
            yield Deadline(day, f"{kind.name}后跟踪了解", one.cadre_id, name, day < ask.today)
        until = influence_until(one, kind)
        if until and until >= ask.today:
            yield Deadline(until, f"{kind.name}影响期届满", one.cadre_id, name, False)
