"""What a statement is made of: flows, what is missing, years, and the figures from which on one stands out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from cadre_desk.domain.pack import Pack
from cadre_desk.domain.people import Entry


class Flow(StrEnum):
    """Why funds came or went."""

    WAGE = "工资收入"
    LABOUR = "劳务所得"
    SOLD = "出售房产"
    BORROWED = "民间借入"
    RETURNED = "收回民间借出"
    WITHDRAWN = "国（境）外存款减少"
    HOUSE = "取得房产"
    FIRM = "企业出资"
    ABROAD = "国（境）外存款、投资增加"
    PREMIUM = "缴纳保费"
    LENT = "民间借出"
    REPAID = "归还民间借入"


SOURCES = (Flow.WAGE, Flow.LABOUR, Flow.SOLD, Flow.BORROWED, Flow.RETURNED, Flow.WITHDRAWN)
INCOME = (Flow.WAGE, Flow.LABOUR)
PURCHASES = (Flow.HOUSE, Flow.FIRM, Flow.ABROAD, Flow.PREMIUM)


class Lack(StrEnum):
    """What is missing for one item or one year."""

    INCOME = "本年度没有填报工资收入"
    PRICE = "没有填交易价格，没有计入"
    DATE = "没有填交易时间"
    GIFT = "受赠、继承取得，没有计入"
    SHARED = "共有房产：按份的按份额计，共同共有的按全价计一次"
    PROCEEDS = "没有填处置所得，没有计入"
    SUBSCRIBED = "按认缴出资额计，实缴数和出资时间不填报"
    CURRENCY = "外币没有折算，没有计入"
    CUMULATIVE = "新填保单的累计保费可能含以前年度"
    MARKET = "股票、基金只填市值，买入和卖出的金额不填报"


class Always(StrEnum):
    """What the form never asks for."""

    SPOUSE = "报告表不填配偶、子女的收入"
    DEPOSITS = "报告表不填境内存款和理财，期初积蓄没有计入"
    BANKS = "报告表不填银行和公积金贷款"
    LIVING = "生活支出没有计入"


ALWAYS = tuple(Always)


class Term(NamedTuple):
    """One sum in 万元, and the rows it rests on."""

    flow: Flow
    words: str
    amount: Decimal
    entries: tuple[Entry, ...]

    @property
    def is_source(self) -> bool:
        """Whether funds came."""
        return self.flow in SOURCES


class Gap(NamedTuple):
    """Something that is missing; entry None: for the year as a whole."""

    lack: Lack
    words: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Year:
    """What came and went in one calendar year."""

    year: int
    terms: list[Term] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def total(self, flows: Iterable[Flow]) -> Decimal:
        """The sum of these."""
        return sum((one.amount for one in self.terms if one.flow in flows), Decimal())

    @property
    def sources(self) -> Decimal:
        """Everything that came."""
        return self.total(SOURCES)

    @property
    def uses(self) -> Decimal:
        """Everything that went."""
        return self.total(set(Flow) - set(SOURCES))

    @property
    def excess(self) -> Decimal:
        """By how much more went than came."""
        return self.uses - self.sources


class Ratio(NamedTuple):
    """Purchases over income of some years."""

    first: int
    last: int
    purchases: Decimal
    income: Decimal

    @property
    def value(self) -> Decimal:
        """How many times the income."""
        return self.purchases / self.income


@dataclass(frozen=True, slots=True)
class Statement:
    """The years in order; ratio None where the income of the last years is not known."""

    years: Sequence[Year]
    ratio: Ratio | None


class Limits(NamedTuple):
    """From when on a year stands out: 万元, percent of what came, times the income. None: not set, nothing is said."""

    amount: int | None
    percent: int | None
    ratio: int | None

    def exceeded(self, year: Year) -> bool | None:
        """Whether more went than came by more than the larger of both figures."""
        set_ = [Decimal(self.amount)] if self.amount is not None else []
        set_ += [year.sources * self.percent / 100] if self.percent is not None else []
        return year.excess > max(set_) if set_ else None

    def stands_out(self, ratio: Ratio) -> bool | None:
        """Whether purchases are more than so many times the income."""
        return None if self.ratio is None else ratio.value > self.ratio


def limits(pack: Pack) -> Limits:
    """The figures of the pack; art 12 gives none."""
    return Limits(*(pack.thresholds.get(key) for key in ("networth_amount", "networth_percent", "networth_ratio")))
