"""应报未报 and 调阅登记: who has to file and has not, reminded in one paper; who opened which declaration for what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from cadre_desk.documents import declarations as papers
from cadre_desk.domain.rules.declarations import ANNUAL, annual_deadline
from cadre_desk.exchange.writer import ColumnSpec, SheetSpec
from cadre_desk.services import outgoing
from cadre_desk.services.avoiding import left_out, shut
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.flags import law
from cadre_desk.services.outgoing import Document, Released, Table, Terms
from cadre_desk.storage import lists, records
from cadre_desk.storage.filings import FILED, LATE, LOOKS, MISSING
from cadre_desk.storage.lists import Query
from cadre_desk.storage.work import Ask

__all__ = ["ANNUAL", "FILED", "LATE", "LOOKS", "MISSING", "STATES", "Tally"]

STATES: Final = {MISSING: "未报", FILED: "已报", LATE: "疑似逾期"}
ALL: Final = "全部报告"  # opened together: the state, a comparison
GONE: Final = "（已不在库中）"
_PAGE = 500
Row = dict[str, Any]


# -- 应报未报 ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """How it stands with the annual reports about a year; avoided persons are in none of the figures."""

    year: int
    due: date
    over: bool  # whether that day has passed
    filed: int
    late: int
    missing: int
    avoided: int

    @property
    def expected(self) -> int:
        """How many have to report."""
        return self.filed + self.late + self.missing

    @property
    def note(self) -> str:
        """That persons are left out; mostly empty."""
        return left_out(self.avoided)


def tally(ask: Ask, year: int) -> Tally:
    """The figures of one year."""
    due = annual_deadline(year, law(ask))
    found = {one: lists.count(ask, "filings", Query(where={"year": year, "state": one})) for one in STATES}
    return Tally(year, due, ask.today > due, found[FILED], found[LATE], found[MISSING], len(shut(ask)))


def missing(ask: Ask, year: int, keys: Sequence[int] = ()) -> list[Row]:
    """Who has not filed, by unit; of these keys only, where some are named."""
    query = Query(where={"year": year, "state": MISSING}, sort="unit")
    wanted = set(keys)
    found = [key for key in lists.keys(ask, "filings", query) if not wanted or key in wanted]
    return list(_rows(ask, "filings", found))


def reminder(ask: Ask, year: int, keys: Sequence[int] = ()) -> Document:
    """One paper that names by unit who has not filed; Refused where there is nobody to be reminded."""
    rows = missing(ask, year, keys)
    if not rows:
        raise Refused(f"{year}年度没有未报送的人，不需要催报")
    units: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        units.setdefault(row["unit"] or "", []).append((row["name"], row["title"] or ""))
    source = str(ask.pack.deadline_sources["annual_day"])
    due = annual_deadline(year, law(ask))
    note = left_out(len(shut(ask)))
    report = papers.of_missing(year, due, ask.today, source, units, records.settings(ask.connection), note)
    return Document(f"filings {year}", f"{year}年度报告催报单", report)


def export_filings(desk: Desk, query: Query, target: Path, terms: Terms) -> Released:
    """应报未报 of a year as the list shows it, by the gate."""
    year = query.where["year"]
    what = f"{year}年度应报未报登记"
    return outgoing.send_table(desk, f"filings {year}", what, target, terms, _table("filings", query, _FILINGS, _filed))


def _filed(row: Row) -> Sequence[Any]:
    head = (row["name"], row["unit"], row["title"], row["level"], f"{row['year']}年度", row["due"])
    return (*head, row["received"], STATES[row["state"]])


# -- 调阅登记 ---------------------------------------------------------------------------------------------------------


def which(row: Mapping[str, Any]) -> str:
    """Which declaration was opened: 2024年度 年度集中报告, or all of them."""
    if row["n"] is None:
        return f"{ALL}（{row['view']}）" if row["view"] else ALL
    if row["year"] is None:
        return f"第{row['n']}份{GONE}"
    number = f" 第{row['number']}份" if row["number"] > 1 else ""
    return f"{row['year']}年度 {row['filing']}{number}"


def whose(row: Mapping[str, Any]) -> str:
    """The name of the cadre; of one who is gone only that the audit still names his number."""
    return row["name"] or f"干部{row['cadre_id']}{GONE}"


def export_openings(desk: Desk, query: Query, target: Path, terms: Terms) -> Released:
    """调阅登记 as the list shows it, by the gate."""
    return outgoing.send_table(
        desk, "openings", "报告调阅登记", target, terms, _table("openings", query, _OPENINGS, _opening)
    )


def _opening(row: Row) -> Sequence[Any]:
    head = (row["at"].replace("T", " "), row["officer"], row["action"], whose(row), row["unit"])
    return (*head, which(row), row["purpose"], row["approver"])


# -- both -------------------------------------------------------------------------------------------------------------


def _rows(ask: Ask, name: str, keys: Sequence[int]) -> Iterator[Row]:
    for start in range(0, len(keys), _PAGE):
        yield from lists.rows(ask, name, keys[start : start + _PAGE])


def _table(name: str, query: Query, sheet: SheetSpec, cells: Callable[[Row], Sequence[Any]]) -> Callable[[Ask], Table]:
    def content(ask: Ask) -> Table:
        keys = lists.keys(ask, name, query)

        def lines() -> Iterator[Sequence[Any]]:
            return ([n, *cells(row)] for n, row in enumerate(_rows(ask, name, keys), 1))

        return Table(len(keys), lambda: [(sheet, lines())], len(shut(ask)))

    return content


def _sheet(title: str, *columns: tuple[str, int]) -> SheetSpec:
    return SheetSpec(title, tuple(ColumnSpec(heading, width) for heading, width in (("序号", 6), *columns)))


_FILINGS = _sheet(
    "应报未报",
    *(("姓名", 12), ("单位", 30), ("职务", 24), ("职务层次", 14), ("报告年度", 10)),
    *(("应报期限", 12), ("收到日期", 12), ("状态", 10)),
)
_OPENINGS = _sheet(
    "调阅登记",
    *(("时间", 20), ("查看人", 12), ("方式", 10), ("报告人", 12), ("单位", 30)),
    *(("查看的报告", 30), ("用途", 30), ("批准人", 12)),
)
