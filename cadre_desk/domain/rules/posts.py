"""三超两乱: more cadres than posts, ranks above the unit's."""

from collections.abc import Iterator

from cadre_desk.domain.people import Dossier, UnitDossier
from cadre_desk.domain.rules.finding import Evidence, Finding, Law, cadre_rule, unit_rule


@unit_rule("ZS-01")
def more_cadres_than_posts(dossier: UnitDossier, law: Law) -> Iterator[Finding]:
    """实配 above 核定 at one level of one unit."""
    for quota in dossier.quotas:
        approved = quota.approved or 0
        if quota.actual > approved:
            facts = {
                "unit": dossier.unit.name,
                "level": quota.level,
                "approved": str(approved),
                "actual": str(quota.actual),
                "excess": str(quota.actual - approved),
            }
            cells = (
                Evidence("职数", "核定职数", str(approved), quota.batch, quota.line),
                Evidence("任职", "实配（占职数的现任职务）", str(quota.actual)),
            )
            yield Finding("ZS-01", "unit", dossier.unit.id, quota.level, facts, cells)


@cadre_rule("ZS-03")
def above_the_grade_of_the_unit(dossier: Dossier, law: Law) -> Iterator[Finding]:
    """A post now held whose level is above the 规格 of its unit."""
    order = law.pack.codes["level"].values
    for post in dossier.posts:
        unit = dossier.units.get(post.unit_id or 0)
        if post.end or unit is None or post.level not in order or unit.grade not in order:
            continue
        if order.index(post.level) < order.index(unit.grade):
            facts = {
                "name": dossier.cadre.name,
                "unit": unit.name,
                "title": post.title,
                "level": post.level,
                "grade": unit.grade,
            }
            cells = (
                Evidence("任职", "职务层次", post.level, post.batch, post.line),
                Evidence("单位", "机构规格", unit.grade, unit.batch, unit.line),
            )
            yield Finding("ZS-03", "cadre", dossier.cadre.id, f"{unit.name}:{post.title}", facts, cells)
