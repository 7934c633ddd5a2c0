"""How far a sheet reaches: decides whether it may be laid out in memory at all."""

from dataclasses import dataclass

from cadre_desk.exchange.findings import Unfit

MOST_CELLS = 5_000_000
MOST_COLUMNS = 200


@dataclass(slots=True)
class Extent:
    """The rectangle from A1 to the last cell with a value."""

    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """Take a cell in."""
        if row > self.rows:
            self.rows = row
        if column > self.columns:
            self.columns = column

    @property
    def cells(self) -> int:
        """What the rectangle costs."""
        return self.rows * self.columns

    @property
    def fits(self) -> bool:
        """Whether it may be read."""
        return self.cells <= MOST_CELLS and self.columns <= MOST_COLUMNS

    def check(self, sheet: str) -> None:
        """Refuse a sheet that reaches too far."""
        if self.cells > MOST_CELLS:
            wrong = f"表格范围过大：到第 {self.rows} 行、第 {self.columns} 列，超过 {MOST_CELLS // 10_000} 万格"
            raise Unfit(
                wrong, "删除数据区以外的行和列（按 Ctrl+End 可看到最后一格），或拆成几个文件", "dimension", sheet
            )
        if self.columns > MOST_COLUMNS:
            wrong = f"共 {self.columns} 列，超过 {MOST_COLUMNS} 列"
            raise Unfit(wrong, "只保留模板中的列，删除右侧多余的列", "columns", sheet)


def check_total(extents: list[Extent]) -> None:
    """Refuse a workbook whose sheets are too much together."""
    if sum(extent.cells for extent in extents) > MOST_CELLS:
        raise Unfit(f"各工作表合计超过 {MOST_CELLS // 10_000} 万格", "拆成几个文件，分次导入", "dimension")
