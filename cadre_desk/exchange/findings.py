"""What the reading of a foreign file brings to light, until the whole file is refused with it."""

from dataclasses import dataclass, field

from cadre_desk.domain.faults import Fault

MOST_FAULTS = 500


class Unfit(Exception):
    """The file cannot be read on at all, for this one reason."""

    def __init__(self, wrong: str, expected: str, code: str, sheet: str = "") -> None:
        """Make the fault of the whole file, or of one sheet."""
        super().__init__(code)
        self.fault = Fault(sheet, 0, 0, "", wrong, expected, code)


@dataclass(slots=True)
class Findings:
    """Faults in the order they were met; those above the limit are only counted."""

    faults: list[Fault] = field(default_factory=list)
    left_out: int = 0

    def add(self, fault: Fault) -> None:
        """Keep the fault, or count it."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        else:
            self.left_out += 1

    def told(self) -> list[Fault]:
        """All faults kept, and how many there are beside them."""
        if not self.left_out:
            return self.faults
        rest = Fault(
            "", 0, 0, "", f"其余略：另有 {self.left_out} 处问题没有列出", "改正以上各处后再导入，即可看到其余", "more"
        )
        return [*self.faults, rest]


def formula(sheet: str, row: int, column: int) -> Fault:
    """A cell that is computed: its shown value may be stale, and its sources are not ours."""
    wanted = "复制该单元格，用“选择性粘贴—数值”粘回原处，再导入"
    return Fault(sheet, row, column, "", "单元格里是公式，不是数值", wanted, "formula")


def error_cell(sheet: str, row: int, column: int, value: str) -> Fault:
    """A cell that shows #N/A or the like."""
    return Fault(sheet, row, column, value, "单元格是错误值", "改为正确内容，没有内容的留空", "error_cell")


def merged(sheet: str, row: int, column: int, area: str) -> Fault:
    """A merged area among the data: only its first cell holds the value."""
    return Fault(sheet, row, column, area, "数据区里有合并单元格", "取消合并，每一格都填写内容", "merged")
