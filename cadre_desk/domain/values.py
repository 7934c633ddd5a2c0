"""Values of fields: read from what stands in a cell or was typed, and shown again.

A blank cell is None for every kind; whether it may be blank is a question of the row, see is_required.
Reading what was shown gives the same value.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import NoneType

from cadre_desk.domain.bulk import PIECE
from cadre_desk.domain.codes import CheckDigitError, CodeError, is_identity, parse_credit_code, parse_identity
from cadre_desk.domain.dates import LooseDate, parse_date
from cadre_desk.domain.pack import CodeList, Field
from cadre_desk.domain.text import clean, compact, halfwidth, person_name

Cell = str | int | float | bool | None
Value = str | int | Decimal | bool | None

_UNKNOWN = object()
_MEMO_SIZE = 131_072  # a column rarely has more different values; beyond it memory is worth more than time
_SHOWN_VALUES = 12
_LARGEST = Decimal(10) ** 10  # a sum above is a slip, and must not fill the memory
_EXACT = 10**15  # whole numbers up to here survive being stored as a number


class ValueFault(ValueError):
    """A cell does not hold what its field asks for; code "check_digit" may be accepted with a reason."""

    def __init__(self, wrong: str, expected: str, code: str = "") -> None:
        """Keep what is wrong and what is expected."""
        super().__init__(f"{wrong}；{expected}")
        self.wrong = wrong
        self.expected = expected
        self.code = code


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of field is read from a cell that is not blank, and shown."""

    title: str
    read: Callable[[Field, Cell], Value]
    show: Callable[[Value], str] = str
    memo: bool = True  # False where reading is as cheap as remembering, and a blank is read as ""


def parse(field: Field, cell: Cell) -> Value:
    """The value of one cell; None where it is blank, ValueFault where it is not of the field's kind."""
    if cell is None or (isinstance(cell, str) and not clean(cell)):
        return None
    return KINDS[field.kind].read(field, cell)


def show(field: Field, value: Value) -> str:
    """The value as text for people, without the unit."""
    return "" if value is None else KINDS[field.kind].show(value)


def column_parser(field: Field) -> Callable[[Cell], Value]:
    """A fast parse for many cells of one field: what was read once is remembered."""
    kind = KINDS[field.kind]
    if not kind.memo:
        return lambda cell: None if cell is None else (kind.read(field, cell) or None)
    memos: dict[type, dict[Cell, object]] = {str: {}, int: {}, float: {}, bool: {}}

    def parse_cell(cell: Cell) -> Value:
        if cell is None:
            return None
        memo = memos[cell.__class__]  # 1, 1.0 and True are equal keys but not the same cell
        value = memo.get(cell, _UNKNOWN)
        if value is _UNKNOWN:
            value = parse(field, cell)
            if len(memo) < _MEMO_SIZE:
                memo[cell] = value
        return value  # type: ignore[return-value]  # the mark for unknown cells was replaced above

    return parse_cell


def parse_column(field: Field, cells: Sequence[Cell]) -> list[Value]:
    """The values of many cells of one field; of texts, those that differ are read, and the rest is looked up."""
    read = column_parser(field)
    if not set(map(type, cells)) <= {str, NoneType}:
        return [read(cell) for cell in cells]
    known: dict[Cell, Value] = {}
    values: list[Value] = []
    for start in range(0, len(cells), PIECE):
        piece = cells[start : start + PIECE]
        for cell in dict.fromkeys(piece):
            if cell not in known:
                known[cell] = read(cell)
        values.extend(map(known.__getitem__, piece))
    return values


def is_required(field: Field, row: Mapping[str, Value]) -> bool:
    """Whether the field may not be blank in this row; "" among the values of required_when means a blank field."""
    if field.required_when is None:
        return field.required
    other, values = field.required_when
    value = row.get(other)
    shown = "" if value is None else ("是" if value else "否") if isinstance(value, bool) else str(value)
    return field.required or shown in values


# -- text ----------------------------------------------------------------------------------------------------------


def _plain(cell: Cell) -> str:
    """A cell as clean text; a number without the .0 that spreadsheets add."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    return str(cell)


def _refuse_lost_digits(cell: Cell) -> None:
    number = isinstance(cell, (int, float)) and abs(cell) >= _EXACT
    if number or (isinstance(cell, str) and re.fullmatch(r"\d(\.\d+)?[Ee]\+\d+", clean(cell))):
        raise ValueFault("按数字存储，末位可能已丢失", "把该列设为文本后重新录入")


def _read_text(_field: Field, cell: Cell) -> str:
    if isinstance(cell, str):
        return clean(cell)
    _refuse_lost_digits(cell)
    return _plain(cell)


def _read_name(_field: Field, cell: Cell) -> str:
    if not isinstance(cell, str):
        raise ValueFault("是数字，不是姓名", "应为姓名")
    return person_name(cell)


# -- numbers of persons and organs ---------------------------------------------------------------------------------


def _read_identity(_field: Field, cell: Cell) -> str:
    if isinstance(cell, str) and is_identity(cell):
        return cell
    return _read_code(cell, lambda text: parse_identity(text).text, "应为18位公民身份号码，如 11010519491231002X")


def _read_credit_code(_field: Field, cell: Cell) -> str:
    return _read_code(cell, parse_credit_code, "应为18位统一社会信用代码，如 91350100M000100Y43")


def _read_code(cell: Cell, read: Callable[[str], str], expected: str) -> str:
    if not isinstance(cell, str):
        raise ValueFault("按数字存储，末位可能已丢失", "把该列设为文本后重新录入")
    _refuse_lost_digits(cell)
    try:
        return read(clean(cell))
    except CheckDigitError as error:
        raise ValueFault(str(error), expected, "check_digit") from error
    except CodeError as error:
        raise ValueFault(str(error), expected) from error


# -- dates ---------------------------------------------------------------------------------------------------------

_MIDNIGHT = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[T ]0{1,2}:00(:00(\.0+)?)?")
_DATE_WORDS = "应为日期，如 2024-05-06、20240506、2024年5月6日"
_MONTH_WORDS = "应为年月或日期，如 2024.05、2024年5月、2024-05-06"
_FIRST_DAY = date(1899, 12, 30)  # day 0 of spreadsheets, as they count from 1900-03-01 on


def _read_loose(cell: Cell, expected: str) -> LooseDate:
    if isinstance(cell, (int, float)) and 20_000 <= cell <= 80_000:
        day = _FIRST_DAY + timedelta(int(cell))
        return LooseDate(day.year, day.month, day.day)
    if isinstance(cell, float) and f"{cell:.15g}".endswith(".1"):
        raise ValueFault("按数字存储，分不清1月与10月", f"把该列设为文本后重新录入；{expected}")
    text = halfwidth(_plain(cell))
    found = _MIDNIGHT.fullmatch(text)
    try:
        return parse_date("".join((found[1] if found else text).split()))
    except ValueError as error:
        raise ValueFault("不是日期", expected) from error


def _read_date(_field: Field, cell: Cell) -> str:
    loose = _read_loose(cell, _DATE_WORDS)
    if loose.day is None:
        raise ValueFault("缺少日", _DATE_WORDS)
    return loose.earliest.isoformat()


def _read_month(_field: Field, cell: Cell) -> str:
    loose = _read_loose(cell, _MONTH_WORDS)
    return f"{loose.year:04}-{loose.month:02}" if loose.day is None else loose.earliest.isoformat()


def _read_year(_field: Field, cell: Cell) -> int:
    found = re.fullmatch(r"(19\d\d|20\d\d|2100)年?度?", halfwidth(_plain(cell)))
    if not found:
        raise ValueFault("不是年份", "应为1900至2100之间的四位年份，如 2024")
    return int(found[1])


# -- amounts -------------------------------------------------------------------------------------------------------

_NUMBER = r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?"
_MONEY = re.compile(rf"(?:人民币|RMB|CNY|[¥￥])?({_NUMBER})(亿|万)?(元|圆)?(?:整|人民币)?", re.IGNORECASE)
_AREA = re.compile(rf"({_NUMBER})(?:㎡|m2|m²|平方米|平米|平方|平)?", re.IGNORECASE)
_PERCENT = re.compile(rf"({_NUMBER})(%?)")
_PLAIN_NUMBER = re.compile(rf"({_NUMBER})")
_SCALE = {("", ""): 0, ("万", ""): 0, ("万", "元"): 0, ("亿", ""): 4, ("亿", "元"): 4, ("", "元"): -4}


def _match_number(cell: Cell, shape: re.Pattern[str], expected: str) -> re.Match[str]:
    if isinstance(cell, bool):
        raise ValueFault("不是数字", expected)
    text = compact(_plain(cell))
    found = shape.fullmatch(text)
    if not found:
        raise ValueFault("不是数字", expected)
    return found


def _decimal(digits: str, expected: str, places: int = 0) -> Decimal:
    """The amount, moved by places, without zeros that say nothing."""
    amount = Decimal(digits.replace(",", "")).scaleb(places) + 0  # + 0 turns -0 into 0
    if amount < 0:
        raise ValueFault("是负数", f"{expected}，不为负")
    if amount >= _LARGEST:
        raise ValueFault("数字过大", expected)
    whole = amount.to_integral_value()
    return whole.quantize(Decimal(1)) if amount == whole else amount.normalize()


def _read_money(field: Field, cell: Cell) -> Decimal:
    unit = field.unit or "万元"
    expected = f"应为以{unit}计的金额，如 110 或 1100000元"
    found = _match_number(cell, _MONEY, expected)
    scale = _SCALE[found[2] or "", "元" if found[3] else ""]
    return _decimal(found[1], expected, scale)


def _read_area(_field: Field, cell: Cell) -> Decimal:
    expected = "应为以平方米计的面积，如 110.5"
    return _decimal(_match_number(cell, _AREA, expected)[1], expected)


def _read_percent(_field: Field, cell: Cell) -> Decimal:
    expected = "应为0至100的百分数，如 35 或 35%"
    if isinstance(cell, (int, float)) and 0 < cell <= 1:  # 0.35 is what a percent cell holds for 35%
        raise ValueFault("按数字存储，分不清是否为百分比格式", "把该列设为文本后重新录入，如 35%")
    value = _decimal(_match_number(cell, _PERCENT, expected)[1], expected)
    if value > 100:
        raise ValueFault("大于100%", expected)
    return value


def _read_number(field: Field, cell: Cell) -> Decimal:
    expected = "应为数字，如 1234.5"
    return _decimal(_match_number(_without_unit(field, cell), _PLAIN_NUMBER, expected)[1], expected)


def _read_integer(field: Field, cell: Cell) -> int:
    expected = "应为整数，如 3"
    value = _decimal(_match_number(_without_unit(field, cell), _PLAIN_NUMBER, expected)[1], expected)
    if value != value.to_integral_value():
        raise ValueFault("不是整数", expected)
    return int(value)


def _without_unit(field: Field, cell: Cell) -> Cell:
    return clean(cell).removesuffix(field.unit) if isinstance(cell, str) and field.unit else cell


def _show_decimal(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


# -- choices -------------------------------------------------------------------------------------------------------

_YES = frozenset(("是", "有", "√", "✓", "✔", "☑", "对", "1", "Y", "YES", "TRUE", "T"))
_NO = frozenset(("否", "无", "没有", "不是", "×", "✗", "✘", "☒", "错", "0", "N", "NO", "FALSE", "F", "X"))


def _spellings(codes: CodeList) -> Iterator[tuple[str, str]]:
    """Every accepted spelling with its value, a value's own name first."""
    yield from ((value, value) for value in codes.values)
    yield from codes.aliases.items()
    yield from ((number, value) for value, number in codes.numbers.items())


def find_value(codes: CodeList, text: str) -> str | None:
    """The value of a list that a text means, or None."""
    folded = compact(text)
    return next((value for spelling, value in _spellings(codes) if compact(spelling) == folded), None)


def allowed_values(codes: CodeList) -> str:
    """The values of a list for a message, cut short where there are many."""
    shown = "、".join(codes.values[:_SHOWN_VALUES])
    return f"{shown}等{len(codes.values)}项" if len(codes.values) > _SHOWN_VALUES else shown


def _read_choice(field: Field, cell: Cell) -> str:
    assert field.codes is not None, field.key  # pack_reader gives every choice its list
    text = _plain(cell)
    found = text if text in field.codes.values else find_value(field.codes, text)
    if found is None and field.codes.open:
        return text
    if found is None:
        raise ValueFault(f"不在“{field.codes.title}”中", f"应为：{allowed_values(field.codes)}")
    return found


def _read_flag(_field: Field, cell: Cell) -> bool:
    word = compact(_plain(cell)).upper()
    if word not in _YES and word not in _NO:
        raise ValueFault("看不出是或否", "应为：是、否（也可写 有、无、√、×、1、0、Y、N）")
    return word in _YES


KINDS: Mapping[str, Kind] = {
    "text": Kind("文字", _read_text, memo=False),
    "name": Kind("姓名", _read_name),
    "identity": Kind("公民身份号码", _read_identity),
    "credit_code": Kind("统一社会信用代码", _read_credit_code),
    "date": Kind("日期", _read_date),
    "month": Kind("年月", _read_month),
    "year": Kind("年份", _read_year),
    "integer": Kind("整数", _read_integer),
    "number": Kind("数字", _read_number, _show_decimal),
    "money": Kind("金额", _read_money, _show_decimal),
    "area": Kind("面积", _read_area, _show_decimal),
    "percent": Kind("百分比", _read_percent, _show_decimal),
    "choice": Kind("选项", _read_choice),
    "flag": Kind("是否", _read_flag, lambda value: "是" if value else "否"),
}
