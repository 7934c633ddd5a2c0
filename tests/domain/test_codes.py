"""Cases of domain.md §12: the standards' own samples, and each way to be wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk.domain.codes import CheckDigitError, CodeError, parse_credit_code, parse_identity


@pytest.mark.parametrize(
    ("text", "birth", "sex"),
    [
        ("11010519491231002X", date(1949, 12, 31), "女"),
        ("440524188001010014", date(1880, 1, 1), "男"),
        ("１１０１０５１９４９１２３１００２ｘ", date(1949, 12, 31), "女"),
        (" 110105 19491231 002x ", date(1949, 12, 31), "女"),
    ],
)
def test_identity_samples_of_the_standard(text: str, birth: date, sex: str) -> None:
    found = parse_identity(text)
    assert (found.birth, found.sex) == (birth, sex)


@pytest.mark.parametrize(
    ("text", "error", "word"),
    [
        ("110105194912310021", CheckDigitError, "校验码"),
        ("11010519491331002X", CodeError, "不是日期"),
        ("1101051949123100", CodeError, "16位"),
        ("1101051949123100A2", CodeError, "前17位"),
        ("110105194912310²2X", CodeError, "前17位"),
    ],
)
def test_identity_faults_are_told_apart(text: str, error: type[CodeError], word: str) -> None:
    with pytest.raises(error, match=word) as caught:
        parse_identity(text)
    assert caught.type is error


@given(st.integers(0, 16), st.integers(1, 9))
def test_every_single_mistyped_digit_is_noticed(place: int, shift: int) -> None:
    right = "11010519491231002X"
    digit = str((int(right[place]) + shift) % 10)
    with pytest.raises(CodeError):
        parse_identity(right[:place] + digit + right[place + 1 :])


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000802100433B", "91440300708461136T"])
def test_credit_code_samples(code: str) -> None:
    assert parse_credit_code(code.lower()) == code
    wrong = "0" if code[-1] != "0" else "1"
    with pytest.raises(CheckDigitError):
        parse_credit_code(code[:-1] + wrong)
    with pytest.raises(CodeError):
        parse_credit_code(code[:-1])
