"""A half of the recovery key tells nothing alone, forgives how it is typed, and names the group that is mistyped."""

import random
import re
from collections.abc import Callable

import pytest

from cadre_desk.storage import recovery
from cadre_desk.storage.recovery import RecoveryRefused
from tests.storage.helpers import FULL

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PUBLIC = bytes(range(32))


@pytest.fixture
def secret() -> bytearray:
    return bytearray(random.Random(5).randbytes(32))


@pytest.fixture
def halves(secret: bytearray) -> tuple[str, str]:
    return recovery.split(secret, recovery.number(PUBLIC))


def _refusal(first: str, second: str) -> str:
    with pytest.raises(RecoveryRefused) as refused:
        recovery.join(first, second)
    return refused.value.message


def _groups(half: str) -> list[str]:
    return re.split(r"[-\n]", half)


def _with(half: str, place: int, group: str) -> str:
    """The half with one group, counted from 0, typed otherwise."""
    groups = _groups(half)
    groups[place] = group
    return "-".join(groups)


def test_a_half_is_three_lines_of_five_groups_that_begin_with_part_and_number(halves: tuple[str, str]) -> None:
    for part, half in zip("12", halves, strict=True):
        assert [[len(group) for group in line.split("-")] for line in half.split("\n")] == [[5] * 5] * 3
        assert set(half) <= set(LETTERS) | {"-", "\n"}
        assert half.startswith(part + recovery.number(PUBLIC))


def test_the_halves_give_the_secret_in_any_order(halves: tuple[str, str], secret: bytearray) -> None:
    assert recovery.join(*halves) == (secret, recovery.number(PUBLIC))
    assert recovery.join(*reversed(halves)) == (secret, recovery.number(PUBLIC))


@pytest.mark.parametrize("content", [bytes(32), b"\xff" * 32, bytes(31) + b"\x01", b"\x80" + bytes(31)])
def test_every_bit_counts(content: bytes) -> None:
    assert recovery.join(*recovery.split(bytearray(content), "XYZ")) == (content, "XYZ")


def test_only_32_bytes_are_a_recovery_key() -> None:
    with pytest.raises(ValueError, match="32"):
        recovery.split(bytearray(31), "XYZ")


def test_one_half_tells_nothing() -> None:
    """The first half is not made of the secret, the second is a one-time pad: every bit falls either way."""
    zero, ones, rounds = bytearray(32), bytearray(b"\xff" * 32), 400
    for secret in (zero, ones):
        for which in (0, 1):
            shares = [recovery._read(recovery.split(secret, "XYZ")[which], "").share for _ in range(rounds)]
            for bit in range(256):
                count = sum(share[bit // 8] >> bit % 8 & 1 for share in shares)
                assert abs(count - rounds / 2) < 6 * rounds**0.5 / 2


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda half: half.replace("-", " ").replace("\n", "   "),
        lambda half: half.replace("-", "").replace("\n", ""),
        lambda half: half.replace("-", "—").replace("\n", "\u3000"),
        lambda half: half.replace("-", "一").replace("\n", "\r\n\r\n"),
        lambda half: f"  {half}\n",
        lambda half: "".join(chr(ord(letter) + 0xFEE0) if letter.isalnum() else letter for letter in half),
        lambda half: half.replace("0", "O").replace("1", "l").replace("V", "U"),
        lambda half: half.replace("0", "o").replace("1", "I"),
        lambda half: " ".join(half.replace("-", "").replace("\n", "")[at : at + 4] for at in range(0, 75, 4)),
    ],
)
def test_how_it_is_typed_does_not_matter(
    typed: Callable[[str], str], halves: tuple[str, str], secret: bytearray
) -> None:
    assert recovery.join(typed(halves[0]), typed(halves[1]))[0] == secret


# --- mistakes --------------------------------------------------------------------------------------------------------


def test_every_single_wrong_letter_is_named_by_its_group(halves: tuple[str, str]) -> None:
    first, second = halves
    tried = 0
    for place, group in enumerate(_groups(first)):
        for at, letter in enumerate(group):
            for wrong in set(LETTERS if FULL else LETTERS[::4]) - {letter}:
                message = _refusal(_with(first, place, group[:at] + wrong + group[at + 1 :]), second)
                assert f"先输入的一份恢复密钥输入有误：第{place + 1}组（" in message
                assert message.count("组（") == 1
                tried += 1
    assert tried == 75 * 31 if FULL else tried >= 75 * 7


def test_turned_letters_and_groups_are_found(halves: tuple[str, str]) -> None:
    first, second = halves
    named = tried = 0
    for place, group in enumerate(_groups(second)):
        for at in range(4):
            turned = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
            if turned != group:
                named += f"第{place + 1}组（" in _refusal(first, _with(second, place, turned))
                tried += 1
    assert named >= 0.8 * tried, "all are found, most are named"
    groups = _groups(first)
    groups[3], groups[8] = groups[8], groups[3]
    message = _refusal("-".join(groups), second)
    assert "第4组（第1行第4组）" in message
    assert "第9组（第2行第4组）" in message


def test_what_no_group_shows_the_whole_half_shows(halves: tuple[str, str]) -> None:
    """The control of the checksum: a group that is right in itself, but was never printed there."""
    first, second = halves
    other = "0000" + recovery._check_letter(6, "0000")
    assert other != _groups(first)[6]
    assert "整份校验不符" in _refusal(_with(first, 6, other), second)


def test_several_wrong_groups_are_all_named(halves: tuple[str, str]) -> None:
    wrong = _with(_with(halves[1], 2, "ZZ*ZZ"), 11, _groups(halves[1])[11][:4])
    message = _refusal(halves[0], wrong)
    assert "后输入的一份" in message
    assert "第3组（第1行第3组）含有不会出现的字符“*”" in message
    assert "第12组（第3行第2组）应为5个字符，现为4个" in message


def test_a_letter_left_out_without_gaps_is_narrowed_down(halves: tuple[str, str]) -> None:
    text = "".join(_groups(halves[0]))
    message = _refusal(text[:32] + text[33:], halves[1])
    assert "应为15组、共75个字符，现为74个" in message
    assert int(re.findall(r"从第(\d+)组起", message)[0]) in (7, 8), "it is missing in the seventh"
    assert "现为80个" in _refusal(text + "00000", halves[1])


def test_nothing_typed_is_told(halves: tuple[str, str]) -> None:
    assert "先输入的一份恢复密钥没有填写" in _refusal(" - ", halves[1])


def test_halves_that_do_not_belong_together_are_told(halves: tuple[str, str], secret: bytearray) -> None:
    others = recovery.split(secret, "XYZ")
    message = _refusal(halves[0], others[1])
    assert "不是一套" in message
    assert recovery.number(PUBLIC) in message
    assert "XYZ" in message
    assert "两次输入的都是第1份恢复密钥。请再输入第2份" in _refusal(halves[0], halves[0])


def test_a_third_part_does_not_exist(halves: tuple[str, str]) -> None:
    foreign = recovery._write(3, "XYZ", bytes(32))
    assert "整份校验不符" in _refusal(foreign, halves[1])


def test_messages_do_not_repeat_the_secret(halves: tuple[str, str]) -> None:
    for place, group in enumerate(_groups(halves[0])):
        wrong = group[:4] + LETTERS[(LETTERS.index(group[4]) + 1) % 32]
        message = _refusal(_with(halves[0], place, wrong), halves[1])
        assert not any(each[:4] in message for each in _groups(halves[0])[1:])
