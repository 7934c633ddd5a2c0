"""What can be wrong in a user's file, told so that it can be mended."""

from dataclasses import dataclass


def column_name(column: int) -> str:
    """A, B, … AA for a column counted from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it is, what stands there, what is wrong with it and what is expected.

    row and column count from 1; row 0 means the whole sheet, an empty sheet the whole file.
    """

    sheet: str
    row: int
    column: int
    value: str
    wrong: str
    expected: str
    code: str = ""  # "check_digit" may be accepted with a reason; others may not

    @property
    def cell(self) -> str:
        """C2, or empty where the fault is not that of one cell."""
        return f"{column_name(self.column)}{self.row}" if self.row and self.column else ""

    def __str__(self) -> str:
        """房产!C2 “很大”：不是数字；应为……."""
        place = "!".join(part for part in (self.sheet, self.cell or (f"第{self.row}行" if self.row else "")) if part)
        return f"{place}{f' “{self.value}”' if self.value else ''}：{self.wrong}；{self.expected}"


class FileRefused(Exception):
    """A file is not taken in, with everything that is wrong with it; nothing was changed."""

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        """Keep the name of the file and the faults."""
        super().__init__(f"{file}：{faults[0] if faults else ''}")
        self.file = file
        self.faults = faults
