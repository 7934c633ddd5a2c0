"""收支对照: where funds came from and where they went, by year, as far as the declared items tell.

A 线索提示 and never a conclusion: the form asks for neither the income of the spouse nor for what lies in a domestic
bank, so every statement names what it lacks, in general and for each item. Figures from which on a year stands out are
set by the office; the rule pack has none.
"""

from cadre_desk.domain.networth.book import RATIO_YEARS, statement
from cadre_desk.domain.networth.model import ALWAYS, Flow, Gap, Lack, Limits, Ratio, Statement, Term, Year, limits

__all__ = [
    "ALWAYS", "RATIO_YEARS", "Flow", "Gap", "Lack", "Limits", "Ratio", "Statement", "Term", "Year", "limits",
    "statement",
]  # fmt: skip
