"""The recovery key on paper: a 32-byte secret in two halves, each of which alone tells nothing.

A half is 15 groups of five letters and digits, of the 32 that are not easily confused. The first group names part
and key, the other 14 carry the share and a checksum of the whole half. The fifth character of each group checks the
group in its place, so that a mistyped group can be named.
"""

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from cadre_desk.storage.errors import VaultError

SECRET_BYTES: Final = 32
GROUPS: Final = 15
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans("OILU", "011V")
# blanks, dots and dashes of every kind, also the signs 一 and ー that look like one
_GAP: Final = re.compile(r"[\s\-‐-―−ー一_.,、。·:|/]+")
_GROUP: Final = 5
_LINE: Final = 5
_DATA_BITS: Final = 20  # four letters; the fifth is the check
_SUM_BYTES: Final = 3  # 256 bits of share and 24 of checksum fill 14 groups
_LABEL: Final = b"cadre-desk recovery half 2\n"


class RecoveryRefused(VaultError):
    """What was typed is not a half of a recovery key, or the halves do not belong together or to this vault."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class _Half:
    """One sheet of paper: part 1 or 2, the three letters that name the key, the 32 bytes of its share."""

    part: int
    number: str
    share: bytearray


# --- words and bytes; Python's texts and numbers cannot be wiped, but a half is printed on paper anyway ---------------


def number(public: bytes) -> str:
    """Three letters that tell this recovery key from others; they stand on both halves."""
    return _letters(int.from_bytes(hashlib.sha256(public).digest()[:2]) >> 1, 3)


def _letters(value: int, count: int) -> str:
    return "".join(_LETTERS[value >> 5 * place & 31] for place in reversed(range(count)))


def _check_letter(place: int, data: str) -> str:
    """Any single wrong letter shows: odd factors lose nothing modulo 32. So does a group in another's place."""
    return _LETTERS[(place + sum((2 * at + 1) * _LETTERS.index(letter) for at, letter in enumerate(data))) % 32]


def _checksum(head: str, share: bytes | bytearray) -> bytes:
    return hashlib.sha256(_LABEL + head.encode() + share).digest()[:_SUM_BYTES]


def _write(part: int, key: str, share: bytes | bytearray) -> str:
    head = f"{part}{key}"
    body = int.from_bytes(share + _checksum(head, share))
    data = [head, *(_letters(body >> _DATA_BITS * place, 4) for place in reversed(range(GROUPS - 1)))]
    groups = [letters + _check_letter(place, letters) for place, letters in enumerate(data)]
    return "\n".join("-".join(groups[start : start + _LINE]) for start in range(0, GROUPS, _LINE))


def split(secret: bytearray, key: str) -> tuple[str, str]:
    """Both halves of a 32-byte secret, three lines each; key is the number of its public key."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a recovery key has 32 bytes")
    pad = os.urandom(SECRET_BYTES)
    return _write(1, key, pad), _write(2, key, bytes(left ^ right for left, right in zip(secret, pad, strict=True)))


# --- reading what was typed ------------------------------------------------------------------------------------------


def _typed_groups(text: str) -> tuple[list[str], bool]:
    """The groups, and whether as they were typed; else cut to fives, since gaps were left out or lie elsewhere."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_MISREAD)
    groups = [group for group in _GAP.split(plain) if group]
    if len(groups) == GROUPS:
        return groups, True
    whole = "".join(groups)
    return [whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP)], False


def _fault(place: int, group: str) -> str | None:
    """What is wrong with this group, counted from 0; None when it is right."""
    if strange := sorted({letter for letter in group if letter not in _LETTERS}):
        return f"含有不会出现的字符“{''.join(strange)}”"
    if len(group) != _GROUP:
        return f"应为{_GROUP}个字符，现为{len(group)}个"
    return None if _check_letter(place, group[:-1]) == group[-1] else "与校验不符"


def _require_right(groups: list[str], as_typed: bool, what: str) -> None:
    """Raise RecoveryRefused that names each wrong group, counted from 1; never what was typed, which is secret."""
    faults = [(place, fault) for place, group in enumerate(groups[:GROUPS]) if (fault := _fault(place, group))]
    count = sum(map(len, groups))
    if not as_typed and count != GROUPS * _GROUP:
        where = f"，从第{faults[0][0] + 1}组起对不上" if faults else ""
        raise RecoveryRefused(
            f"{what}应为{GROUPS}组、共{GROUPS * _GROUP}个字符，现为{count}个{where}。请对照纸面检查是否漏输或多输。"
        )
    if faults:
        named = "；".join(
            f"第{place + 1}组（第{place // _LINE + 1}行第{place % _LINE + 1}组）{fault}" for place, fault in faults
        )
        raise RecoveryRefused(f"{what}输入有误：{named}。请对照纸面重新输入所指的组。")


def _read(text: str, what: str) -> _Half:
    """One half as it was typed: blanks, dashes, lower case, full-width letters, O for 0 and I for 1 do not matter."""
    groups, as_typed = _typed_groups(text)
    if not groups:
        raise RecoveryRefused(f"{what}没有填写。请输入纸面上的{GROUPS}组字符。")
    _require_right(groups, as_typed, what)
    head, *data = (group[:-1] for group in groups)
    body = 0
    for letter in "".join(data):
        body = body << 5 | _LETTERS.index(letter)
    content = body.to_bytes(SECRET_BYTES + _SUM_BYTES)
    share, checksum = bytearray(content[:SECRET_BYTES]), content[SECRET_BYTES:]
    if head[0] not in "12" or checksum != _checksum(head, share):
        raise RecoveryRefused(f"{what}每组看似正确，但整份校验不符。请逐字对照纸面重新输入，留意相邻字符是否颠倒。")
    return _Half(int(head[0]), head[1:], share)


def join(first: str, second: str) -> tuple[bytearray, str]:
    """The secret, to be wiped by the caller, and the number of the key, from two typed halves in any order."""
    one, other = _read(first, "先输入的一份恢复密钥"), _read(second, "后输入的一份恢复密钥")
    if one.number != other.number:
        raise RecoveryRefused(
            f"两份恢复密钥不是一套（编号分别为{one.number}和{other.number}，即第1组的第2至4个字符）。"
            "请找出编号相同的两份。"
        )
    if one.part == other.part:
        raise RecoveryRefused(
            f"两次输入的都是第{one.part}份恢复密钥。请再输入第{3 - one.part}份（首字符为{3 - one.part}）。"
        )
    secret = bytearray(left ^ right for left, right in zip(one.share, other.share, strict=True))
    for share in (one.share, other.share):
        share[:] = bytes(SECRET_BYTES)
    return secret, one.number
