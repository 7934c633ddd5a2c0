"""Identity numbers (GB 11643) and unified social credit codes (GB 32100)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

from cadre_desk.domain.text import compact

Sex = Literal["男", "女"]

_REMEMBERED = 131_072  # areas and birth dates; a large unit has fewer


class CodeError(ValueError):
    """The text is not the code it should be; the message says why, in Chinese."""


class CheckDigitError(CodeError):
    """Shape and content are right, the check character is not: probably one mistyped digit."""


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """An 18-character 公民身份号码 and what it says about its holder."""

    text: str
    birth: date
    sex: Sex


_IDENTITY = re.compile(r"[0-9]{17}[0-9X]")


@lru_cache(1024)
def _weighed(digits: str, weight: int) -> int:
    """The share of three digits in the check sum; weight is that of the last digit."""
    return sum(int(digit) * weight * 2**power for power, digit in enumerate(reversed(digits)))


@lru_cache(_REMEMBERED)
def _area_sum(digits: str) -> int:
    return _weighed(digits[:3], 2**14) + _weighed(digits[3:], 2**11)


@lru_cache(_REMEMBERED)
def _birth_sum(digits: str) -> int:
    """The share of the birth date; ValueError where it is none."""
    date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return _weighed(digits[:3], 2**8) + _weighed(digits[3:6], 2**5) + _weighed(digits[6:], 2**3)


def is_identity(text: str) -> bool:
    """Whether the text is a number without fault as it stands: three table look-ups instead of a sum, for very many."""
    if not _IDENTITY.fullmatch(text):
        return False
    try:
        total = _area_sum(text[:6]) + _birth_sum(text[6:14]) + _weighed(text[14:17], 1)
    except ValueError:
        return False
    # The weights of the standard are the powers 2^17 … 2^1 modulo 11; ours are those of 2^16 … 2^0.
    return "10X98765432"[total * 2 % 11] == text[17]


def parse_identity(text: str) -> IdentityNumber:
    """Read an identity number; CodeError or CheckDigitError where it is none.

    The area code is not looked up: districts are abolished, their people keep the number.
    """
    number = text if is_identity(text) else _checked(compact(text).upper())
    birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return IdentityNumber(number, birth, "男" if int(number[16]) % 2 else "女")


def _checked(number: str) -> str:
    """The number itself, or what is wrong with it."""
    if len(number) != 18:
        raise CodeError(f"公民身份号码应为18位，现为{len(number)}位")
    if not (number[:17].isascii() and number[:17].isdigit() and number[17] in "0123456789X"):
        raise CodeError("公民身份号码前17位应为数字，末位应为数字或X")
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise CodeError(f"公民身份号码第7至14位“{number[6:14]}”不是日期") from error
    if ric.calc_check_digit(number) != number[17]:
        raise CheckDigitError("公民身份号码校验码不符，请核对是否录错一位")
    return number


def parse_credit_code(text: str) -> str:
    """The 统一社会信用代码 in its standard form; CodeError or CheckDigitError where it is none."""
    try:
        return str(uscc.validate(compact(text).upper()))
    except InvalidChecksum as error:
        raise CheckDigitError("统一社会信用代码校验码不符，请核对是否录错一位") from error
    except ValidationError as error:
        raise CodeError("统一社会信用代码应为18位数字或大写字母（不含I、O、Z、S、V）") from error
