"""Whether what is declared as owned can come from what is declared as income; the ratio is the unit's own."""

from collections.abc import Iterator

from cadre_desk.domain.declaration import holdings
from cadre_desk.domain.people import Dossier
from cadre_desk.domain.rules.declarations import ANNUAL
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule

_ASSETS = ("house", "stock", "fund", "insurance", "enterprise")  # all told in 万元; what is abroad is not
_INCOMES = ("salary", "labour_income")


@cadre_rule("PM-17")
def more_than_income(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """Declared assets above that percentage of the incomes of all years declared (art 12 names no figure)."""
    incomes = _incomes(dossier)
    income = sum(incomes.values())
    if not income:
        return
    state = holdings(dossier.filings, law.pack.sections)
    parts = {key: sum(one.amount or 0 for one in state.get(key, {}).values()) for key in _ASSETS}
    assets = sum(parts.values())
    if assets * 100 <= income * law.parameter("PM-17", "percent"):
        return
    years = f"{min(incomes)}至{max(incomes)}"
    facts = {"name": dossier.cadre.name, "assets": f"{assets:.2f}", "income": f"{income:.2f}", "years": years}
    cells = [Evidence(law.pack.sections[key].title, "合计(万元)", f"{sum_:.2f}") for key, sum_ in parts.items() if sum_]
    cells += [Evidence("收入", f"{year}年度(万元)", f"{one:.2f}") for year, one in sorted(incomes.items())]
    yield Finding("PM-17", "cadre", dossier.cadre.id, "assets", facts, tuple(cells))


def _incomes(dossier: Dossier) -> dict[int, float]:
    """Year -> what the cadre earned, as the last annual report about it tells."""
    return {
        filing.year: sum(float(one.amount or 0) for one in entries if one.section in _INCOMES)
        for filing, entries in dossier.filings
        if filing.filing == ANNUAL
    }
