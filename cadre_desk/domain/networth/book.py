"""How the declared items become sums of years: one function for each kind of thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cadre_desk.domain.declaration import ADDED, DISPOSED, Declared, in_order, item_words, restates
from cadre_desk.domain.networth.model import INCOME, PURCHASES, Flow, Gap, Lack, Ratio, Statement, Term, Year
from cadre_desk.domain.pack import Section
from cadre_desk.domain.people import Entry, Filing, earliest

RATIO_YEARS = 3
_GIFTS = ("继承", "接受赠与")
_OWN_CURRENCY = "人民币"
_BORROWED, _REPAID, _SALE = "借入", "归还", "出售"
_BY_SHARES, _TOGETHER, _JOINT = "按份共有", "共同共有", "共有"


def statement(filings: Iterable[Declared], sections: Mapping[str, Section]) -> Statement:
    """Sources and uses from the year of the first whole filing on."""
    ordered = in_order(filings)
    whole = [filing.year for filing, _ in ordered if restates(filing)]
    if not whole:
        return Statement((), None)
    book = _Book(ordered, sections, min(whole))
    for write in (_incomes, _houses, _firms, _loans, _holdings_abroad, _policies, _markets):
        write(book)
    reported = range(min(whole), max(whole) + 1)
    years = [book.year(year) for year in sorted({*reported, *book.years})]
    for year in years:
        if not any(one.flow is Flow.WAGE for one in year.terms):
            year.gaps.insert(0, Gap(Lack.INCOME, "", None))
        year.terms.sort(key=lambda term: list(Flow).index(term.flow))
    return Statement(years, _ratio(years, max(whole)))


def _ratio(years: Sequence[Year], last: int) -> Ratio | None:
    some = [one for one in years if last - RATIO_YEARS < one.year <= last]
    income = sum((one.total(INCOME) for one in some), Decimal())
    known = all(any(term.flow is Flow.WAGE for term in one.terms) for one in some)
    if len(some) < RATIO_YEARS or not known or not income:
        return None
    return Ratio(some[0].year, last, sum((one.total(PURCHASES) for one in some), Decimal()), income)


@dataclass(slots=True)
class _Book:
    """The years as they are written, and the rows of each item in order, each with its filing."""

    filings: Sequence[Declared]
    sections: Mapping[str, Section]
    first: int  # year of the first whole filing
    years: dict[int, Year] = field(default_factory=dict)

    def year(self, year: int) -> Year:
        return self.years.setdefault(year, Year(year))

    def add(self, year: int, flow: Flow, amount: Decimal, *entries: Entry) -> None:
        """A sum; what lies before the first filing is not looked at."""
        if year >= self.first and amount > 0:
            self.year(year).terms.append(Term(flow, self.words(entries[-1]), amount, entries))

    def lack(self, year: int, lack: Lack, entry: Entry) -> None:
        """Something that is missing, told once a year for an item."""
        gap = Gap(lack, self.words(entry), entry)
        if year >= self.first and not any(one[:2] == gap[:2] for one in self.year(year).gaps):
            self.year(year).gaps.append(gap)

    def words(self, entry: Entry) -> str:
        return item_words(self.sections[entry.section], entry)

    def items(self, section: str) -> Iterator[list[tuple[Filing, Entry]]]:
        """The rows about one item, item by item."""
        found: dict[str, list[tuple[Filing, Entry]]] = {}
        for filing, entries in self.filings:
            for one in sorted(entries, key=lambda one: one.position):
                if one.section == section:
                    found.setdefault(one.item, []).append((filing, one))
        yield from found.values()


def _money(entry: Entry) -> Decimal | None:
    """The amount as it was written: the store keeps 0.1 as a number."""
    return None if entry.amount is None else Decimal(str(entry.amount))


def _year_of(entry: Entry) -> int | None:
    day = earliest(entry.event_date)
    return day.year if day else None


# -- income ----------------------------------------------------------------------------------------------------------


def _incomes(book: _Book) -> None:
    """Of several filings about a year the last one counts."""
    for section, flow in (("salary", Flow.WAGE), ("labour_income", Flow.LABOUR)):
        told = {
            filing.year: one
            for filing, entries in book.filings
            for one in entries
            if one.section == section and restates(filing) and one.amount is not None
        }
        for year, one in told.items():
            book.add(year, flow, _money(one) or Decimal(), one)


# -- houses ----------------------------------------------------------------------------------------------------------

_Spell = list[tuple[Filing, Entry]]


def _spells(rows: _Spell) -> Iterator[tuple[_Spell, _Spell]]:
    """Each time that a thing was held: the rows that tell it, and those that tell that it is gone."""
    held: _Spell = []
    gone: _Spell = []
    for filing, one in rows:
        if one.action == DISPOSED:
            gone.append((filing, one))
            continue
        if gone:
            yield held, gone
            held, gone = [], []
        held.append((filing, one))
    yield held, gone


def _merged(rows: _Spell) -> dict[str, Any]:
    """What is told last of each field."""
    found: dict[str, Any] = {}
    for _, one in rows:
        found |= {key: value for key, value in one.values.items() if value not in (None, "")}
    return found


def _told(rows: _Spell) -> tuple[Entry, Filing, int | None, Decimal | None]:
    """The row to point at, the filing that told it first, and the year and amount that were told last."""
    years = [year for _, one in rows if (year := _year_of(one)) is not None]
    amounts = [amount for _, one in rows if (amount := _money(one)) is not None]
    return rows[-1][1], rows[0][0], years[-1] if years else None, amounts[-1] if amounts else None


def _houses(book: _Book) -> None:
    counted: set[tuple[str, int, Decimal]] = set()
    for rows in book.items("house"):
        for held, gone in _spells(rows):
            if held:
                _bought(book, held, counted)
            if gone:
                _sold(book, gone)


def _bought(book: _Book, rows: _Spell, counted: set[tuple[str, int, Decimal]]) -> None:
    values = _merged(rows)
    entry, filing, told, price = _told(rows)
    year = told if told is not None else filing.year
    if told is None:
        book.lack(year, Lack.DATE, entry)
        if rows[0][1].action != ADDED:
            return  # held since nobody knows when
    if values.get("source") in _GIFTS:
        book.lack(year, Lack.GIFT, entry)
    elif price is None:
        book.lack(year, Lack.PRICE, entry)
    else:
        own = _own_part(book, values, entry, year, price)
        place = entry.item.split("|")[0], year, price
        if not (own == price and _is_joint(values) and place in counted):
            book.add(year, Flow.HOUSE, own, *(one for _, one in rows))
        counted.add(place)


def _is_joint(values: Mapping[str, Any]) -> bool:
    return values.get("sharing") == _TOGETHER or values.get("holder") == _JOINT


def _own_part(book: _Book, values: Mapping[str, Any], entry: Entry, year: int, price: Decimal) -> Decimal:
    """Of a flat that is held by shares the share; the whole price where the owners are not told apart."""
    by_shares = values.get("sharing") == _BY_SHARES
    if by_shares or _is_joint(values):
        book.lack(year, Lack.SHARED, entry)
    share = Decimal(str(values["share"])) if by_shares and values.get("share") else Decimal(100)
    return price * share / 100


def _sold(book: _Book, rows: _Spell) -> None:
    entry, filing, told, price = _told(rows)
    where, year = _merged(rows).get("source", _SALE), told if told is not None else filing.year
    if where != _SALE:
        return
    if price is None:
        book.lack(year, Lack.PROCEEDS, entry)
    else:
        book.add(year, Flow.SOLD, price, *(one for _, one in rows))


# -- what is told as a sum that grows and shrinks --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    """A sum and the sum before it: the rows, the year; start where it was told for the first time."""

    year: int
    change: Decimal
    entries: tuple[Entry, ...]
    start: bool = False
    end: bool = False


def _steps(rows: _Spell) -> Iterator[_Step]:
    """How the sum of an item moved from filing to filing; a disposal takes all of it away."""
    before: tuple[Decimal, Entry] | None = None
    for filing, one in rows:
        amount = Decimal() if one.action == DISPOSED else _money(one)
        if amount is None:
            continue
        start, end = before is None, one.action == DISPOSED
        entries = (one,) if before is None else (before[1], one)
        if not (start and end):
            yield _Step(filing.year, amount - (before[0] if before else 0), entries, start, end)
        before = None if end else (amount, one)


def _firms(book: _Book) -> None:
    """认缴出资: what is paid in and when is not told."""
    for rows in book.items("enterprise"):
        for step in _steps(rows):
            entry, year = step.entries[-1], step.year
            if step.start:
                founded = _year_of(entry)
                late = founded is None or (entry.action == ADDED and founded < book.first)
                year = step.year if late or founded is None else founded
            if step.end:
                book.lack(year, Lack.PROCEEDS, entry)
            elif step.change > 0:
                book.lack(year, Lack.SUBSCRIBED, entry)
                book.add(year, Flow.FIRM, step.change, *step.entries)


def _loans(book: _Book) -> None:
    for rows in book.items("private_loan"):
        for step in _steps(rows):
            entry = step.entries[-1]
            borrowed = entry.values.get("direction") == _BORROWED
            year = (_year_of(entry) or step.year) if step.start else step.year
            if step.end and entry.values.get("disposal") != _REPAID:
                book.lack(year, Lack.PROCEEDS, entry)
                continue
            more, less = (Flow.BORROWED, Flow.REPAID) if borrowed else (Flow.LENT, Flow.RETURNED)
            book.add(year, more if step.change > 0 else less, abs(step.change), *step.entries)


def _holdings_abroad(book: _Book) -> None:
    """What is there in the first filing was there before it."""
    for section in ("overseas_deposit", "overseas_investment"):
        for rows in book.items(section):
            for step in _steps(rows):
                _abroad(book, section, step)


def _abroad(book: _Book, section: str, step: _Step) -> None:
    entry, opening = step.entries[-1], step.start and _is_opening(book, step)
    if opening or not step.change:
        return
    if entry.values.get("currency") != _OWN_CURRENCY:
        book.lack(step.year, Lack.CURRENCY, entry)
    elif step.change > 0:
        book.add(step.year, Flow.ABROAD, step.change, *step.entries)
    elif section == "overseas_deposit":
        book.add(step.year, Flow.WITHDRAWN, -step.change, *step.entries)
    else:
        book.lack(step.year, Lack.PROCEEDS, entry)


def _is_opening(book: _Book, step: _Step) -> bool:
    return step.entries[-1].n == book.filings[0][0].n


def _policies(book: _Book) -> None:
    for rows in book.items("insurance"):
        for step in _steps(rows):
            entry = step.entries[-1]
            if step.start and _is_opening(book, step):
                continue
            if step.end:
                book.lack(step.year, Lack.PROCEEDS, entry)
            elif step.start:
                book.lack(step.year, Lack.CUMULATIVE, entry)
            book.add(step.year, Flow.PREMIUM, step.change, *step.entries)


def _markets(book: _Book) -> None:
    for filing, entries in book.filings:
        if one := next((one for one in entries if one.section in ("stock", "fund")), None):
            year = book.year(filing.year)
            if not any(gap.lack is Lack.MARKET for gap in year.gaps):
                year.gaps.append(Gap(Lack.MARKET, "", one))
