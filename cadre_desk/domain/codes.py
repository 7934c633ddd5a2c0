"""Identity numbers (GB 11643) and unified social credit codes (GB 32100)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

from cadre_desk.domain.text import halfwidth

Sex = Literal["男", "女"]


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


def _compact(text: str) -> str:
    """Upper case, half width, without blanks."""
    return "".join(halfwidth(text).split()).upper()


def parse_identity(text: str) -> IdentityNumber:
    """Read an identity number; CodeError or CheckDigitError where it is none.

    The area code is not looked up: districts are abolished, their people keep the number.
    """
    number = _compact(text)
    if len(number) != 18:
        raise CodeError(f"公民身份号码应为18位，现为{len(number)}位")
    if not (number[:17].isascii() and number[:17].isdigit() and number[17] in "0123456789X"):
        raise CodeError("公民身份号码前17位应为数字，末位应为数字或X")
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise CodeError(f"公民身份号码第7至14位“{number[6:14]}”不是日期") from error
    if ric.calc_check_digit(number) != number[17]:
        raise CheckDigitError("公民身份号码校验位不符，请核对是否录错一位")
    return IdentityNumber(number, birth, "男" if int(number[16]) % 2 else "女")


def parse_credit_code(text: str) -> str:
    """The 统一社会信用代码 in its standard form; CodeError or CheckDigitError where it is none."""
    try:
        return str(uscc.validate(_compact(text)))
    except InvalidChecksum as error:
        raise CheckDigitError("统一社会信用代码校验位不符，请核对是否录错一位") from error
    except ValidationError as error:
        raise CodeError("统一社会信用代码应为18位数字或大写字母（不含I、O、Z、S、V）") from error
