"""What the registers around the declarations are made of: who has to file and has or has not, who opened which."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, cast, column, func, select

from cadre_desk.domain.pack import Pack
from cadre_desk.domain.rules.declarations import ANNUAL, SERVING
from cadre_desk.storage.rows import dump
from cadre_desk.storage.tables import audit, cadre, declaration

MISSING, LATE, FILED = "missing", "late", "filed"
LOOKS: Final = ("查看报告", "查看历史")  # as the audit names that a declaration, or what it was, was opened
OPENED: Final = "declaration "  # before the cadre, and the number of his filing after a stroke, in their subjects
_YEARS = range(2000, 2100)  # of which a report may be due


def in_scope(year: ColumnElement[Any] | int) -> ColumnElement[bool]:
    """Whether a cadre has to file the report of that year: in scope since then at the latest, and still serving."""
    since = func.coalesce(cadre.c.reporting_since, "") <= func.printf("%d-12-31", year)
    serving = cadre.c.in_service.is_(None) | cadre.c.in_service.in_(filter(None, SERVING))
    return and_(cadre.c.reporting == 1, since, serving)


# -- 应报未报 ---------------------------------------------------------------------------------------------------------

_listed = func.json_each(dump(list(_YEARS))).table_valued(column("value", Integer), name="listed")
#: kept at hand, or the years would be read anew for each cadre
_every_year = select(_listed.c.value.label("year")).cte("years").prefix_with("MATERIALIZED")
YEAR: Final = _every_year.c.year
DUE: Final = func.printf("%d-%s", YEAR + 1, bindparam("annual_deadline"))
_his_annual = (declaration.c.cadre_id == cadre.c.id, declaration.c.year == YEAR, declaration.c.filing == ANNUAL)
_came = select(func.count()).where(*_his_annual).correlate(cadre, _every_year).scalar_subquery()
RECEIVED: Final = (
    select(func.min(declaration.c.received)).where(*_his_annual).correlate(cadre, _every_year).scalar_subquery()
)
#: as rule PM-01 takes it: of several the first counts, and one of which nobody knows when it came is not late
STATE: Final = case((_came == 0, MISSING), (RECEIVED > DUE, LATE), else_=FILED)
EXPECTED: Final = cadre.join(_every_year, in_scope(YEAR))


def figures(pack: Pack) -> dict[str, str]:
    """The deadline of the pack, for the statements that ask for DUE or STATE."""
    month, day = pack.deadlines["annual_month"], pack.deadlines["annual_day"]
    return {"annual_deadline": f"{month:02}-{day:02}"}


# -- 调阅登记 ---------------------------------------------------------------------------------------------------------

_subject = func.substr(audit.c.subject, len(OPENED) + 1)
_stroke = func.instr(_subject, "/")
WHOSE: Final = cast(_subject, Integer)  # what stands before the stroke
WHICH: Final = case((_stroke > 0, cast(func.substr(_subject, _stroke + 1), Integer)))  # NULL: all of them
IS_LOOK: Final = and_(audit.c.action.in_(LOOKS), audit.c.subject.like(f"{OPENED}%"))
LOOKED_AT: Final = audit.outerjoin(cadre, cadre.c.id == WHOSE).outerjoin(
    declaration, and_(declaration.c.cadre_id == WHOSE, declaration.c.n == WHICH)
)


def told(name: str) -> ColumnElement[Any]:
    """What an opening says of that: purpose, approver; empty where it says nothing."""
    return func.coalesce(func.json_extract(audit.c.detail, f"$.{name}"), "")
