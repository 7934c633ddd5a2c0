"""Who looked into declarations, and did not say what for."""

from collections.abc import Iterator

from cadre_desk.domain.people import Dossier
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule


@cadre_rule("PM-21")
def opened_without_purpose(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """Openings without a stated purpose; where an approval is asked for, none happens without one."""
    for one in dossier.openings:
        facts = {"name": dossier.cadre.name, "officer": one.officer, "count": str(one.times), "last": one.last[:10]}
        cells = (
            Evidence("审计", "查看报告的次数", str(one.times)),
            Evidence("审计", "首次和末次", f"{one.first}、{one.last}"),
            Evidence("审计", "用途", ""),
        )
        yield Finding("PM-21", "cadre", dossier.cadre.id, one.officer, facts, cells)
