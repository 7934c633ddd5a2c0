"""A statement in words, for the window and for paper alike."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cadre_desk.domain.declaration import Declared
from cadre_desk.domain.networth.book import RATIO_YEARS
from cadre_desk.domain.networth.model import Limits, Statement, Year
from cadre_desk.domain.pack import Section
from cadre_desk.domain.people import Entry, Filing

HINT = "线索提示"
NOTE = (
    f"本表只按填报内容计算，属于{HINT}，不是结论：金额不全，也没有考虑表外的来源和支出。"
    "需要时请本人说明来源，由有权人员核实认定。"
)
_CAME, _WENT, _SUM, _MISSING = "＋", "－", "＝", "缺"


class Line(NamedTuple):
    """One line: the year, a sign, why, what, how much, and the rows it rests on."""

    year: str
    sign: str
    flow: str
    words: str
    amount: str
    basis: str


def figure(amount: Decimal) -> str:
    """万元 with two decimals, as the form has them."""
    return f"{amount:.2f}"


def lines(found: Statement, limits: Limits, filings: Iterable[Declared], sections: Mapping[str, Section]) -> list[Line]:
    """Year by year: what came, what went, what is missing, and the sums."""
    heads = {filing.n: filing for filing, _ in filings}
    return [line for year in found.years for line in _year(year, limits, heads, sections)]


def _year(year: Year, limits: Limits, heads: Mapping[int, Filing], sections: Mapping[str, Section]) -> Iterator[Line]:
    name = str(year.year)
    for term in year.terms:
        sign = _CAME if term.is_source else _WENT
        words = "" if term.words == term.flow else term.words  # of which there is one in a year
        yield Line(name, sign, term.flow, words, figure(term.amount), _basis(term.entries, heads, sections))
    for gap in year.gaps:
        yield Line(name, _MISSING, gap.lack, gap.words, "", _basis([gap.entry] if gap.entry else [], heads, sections))
    yield Line(name, _SUM, "合计", year_words(year, limits), figure(year.sources - year.uses), "")


def year_words(year: Year, limits: Limits) -> str:
    """来源合计16.00，支出合计96.50，支出大于来源80.50."""
    more = f"，支出大于来源{figure(year.excess)}" if year.excess > 0 else ""
    hint = f"（{HINT}：超过本单位设定的界限）" if limits.exceeded(year) else ""
    return f"来源合计{figure(year.sources)}，支出合计{figure(year.uses)}{more}{hint}"


def ratio_words(found: Statement, limits: Limits) -> str:
    """Purchases over income of the last years, or why it cannot be told."""
    one = found.ratio
    if one is None:
        return f"最近{RATIO_YEARS}年的工资收入没有都填报，不计算购置支出与收入之比。"
    hint = f"（{HINT}：超过本单位设定的界限）" if limits.stands_out(one) else ""
    sums = f"购置支出{figure(one.purchases)}万元，收入{figure(one.income)}万元"
    return f"{one.first}至{one.last}年{sums}，前者是后者的{figure(one.value)}倍{hint}。"


def _basis(entries: Iterable[Entry], heads: Mapping[int, Filing], sections: Mapping[str, Section]) -> str:
    """2023年度年度集中报告 房产第1行."""
    return "；".join(_place(one, heads, sections) for one in entries)


def _place(entry: Entry, heads: Mapping[int, Filing], sections: Mapping[str, Section]) -> str:
    filing = heads.get(entry.n)
    head = f"{filing.year}年度{filing.filing.removeprefix('年度')} " if filing else ""
    return f"{head}{sections[entry.section].title}第{entry.position}行"
