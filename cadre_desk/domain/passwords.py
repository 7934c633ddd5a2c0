"""Why a password may not be used: too short, well known, about the officer or his unit, or easily typed.

A copied key file can be tried without limit, so a password has to hold against somebody who knows the common ones,
the office and the person. What such a guesser tries first is refused; the rest is left to length.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Final

from cadre_desk.domain.policy import Policy

LONGEST: Final = 256
_FEWEST_DIFFERENT: Final = 4
_NUMBER_PIECE: Final = 6  # as many digits of an identity or telephone number give it away: 800102, the last six
_SHORTEST_LATIN: Final = 4  # shorter pinyin stands in many words by chance
_LONGEST_CHANCE: Final = 3  # keys side by side, but with a turn, stand in words by chance: was is no run, wer is
_LONGEST_PERSON: Final = 4  # words of a name whose given name may be put first; of a longer name so many tell it
_DATE_WORDS: Final = frozenset("年月日")
_WORD: Final = re.compile("[㐀-\U0003ffff]|[^\\W_㐀-\U0003ffff]+")  # a Han character, or letters and digits in a row
_SIGNS_FIRST: Final = re.compile(r"^[\W_]+")
_NO_LETTERS_FIRST: Final = re.compile(r"^[\W\d_]+")
_NO_LETTERS_LAST: Final = re.compile(r"[\W\d_]+$")
_LEET: Final = str.maketrans("@4301!|5$78+", "aaeoiiisstbt")
#: what every guesser of an office like this tries, and no list of the world has
_OFFICE: Final = (
    "ganbu", "jiandu", "jianduke", "jianduchu", "ganbujiandu", "zuzhi", "zuzhibu", "jiwei", "jijian", "jiancha",
    "renshi", "dangwei", "zhongguo", "zhonghua", "gongchandang", "kouling", "mima", "wodemima", "baomi", "bangong",
    "woaini", "nihao", "guanliyuan", "administrator", "cadre", "cadredesk",
    "干部", "监督", "干部监督", "干部监督科", "组织部", "纪委", "中国", "中华", "共产党", "口令", "密码", "我的密码",
    "保密", "办公室", "我爱你", "你好", "管理员",
)  # fmt: skip


def fault(password: str, policy: Policy, personal: Sequence[str] = ()) -> str | None:
    """Why this password may not be used, in Chinese without a full stop; None when it may.

    personal: what a guesser knows of the officer, each as plain text in any order: names, names of units, a birthday
    (1980-01-02 or 19800102), identity and telephone numbers.
    """
    text = plain(password)
    for reason in (_shape_fault(text, policy), _personal_fault(text, personal), _listed_fault(text)):
        if reason:
            return reason
    return _run_fault(text, policy)


def plain(password: str) -> str:
    """The password as it is used: full-width letters of an input method count as ordinary ones."""
    return unicodedata.normalize("NFKC", password)


# -- length and characters -------------------------------------------------------------------------------------------


def _shape_fault(text: str, policy: Policy) -> str | None:
    if len(text) < policy.shortest_password:
        return f"口令至少{policy.shortest_password}位，现为{len(text)}位"
    if len(text) > LONGEST:
        return f"口令最多{LONGEST}位，现为{len(text)}位"
    if re.fullmatch(r"[\W_]*\d*[\W_]*", text):
        return "口令不能全是数字（首尾的符号不算），请同时使用字母或汉字"
    if len(set(text)) < _FEWEST_DIFFERENT:
        return f"口令中不同的字符太少，至少要有{_FEWEST_DIFFERENT}种"
    if (classes := len(set(map(_class, text)))) < policy.character_classes:
        kinds = "大写字母、小写字母、数字、符号、汉字"
        return f"口令应在{kinds}中至少有{policy.character_classes}类，现有{classes}类"
    return None


def _class(character: str) -> str:
    if character.isupper():
        return "upper"
    if character.islower():
        return "lower"
    if character.isalpha():
        return "letter"  # Han and other scripts without cases
    return "digit" if character.isdigit() else "sign"


# -- what is known of the person -------------------------------------------------------------------------------------


def _personal_fault(text: str, personal: Sequence[str]) -> str | None:
    shown = {_compact(text), _compact(text.casefold().translate(_LEET))}
    digits = "".join(c for c in _compact(text) if c not in _DATE_WORDS)
    letters = _letters(text)
    for fact in personal:
        words = _WORD.findall(plain(fact).casefold())
        number = "".join(word for word in words if word not in _DATE_WORDS)
        if re.fullmatch(r"\d{6,}x?", number):
            if any(piece in digits for piece in _number_pieces(number)):
                return "口令不能含有生日、身份证号或电话号码中的数字"
        elif words and _tells_name(shown, letters, words):
            return "口令不能含有本人姓名、单位名称，也不能只是它们的拼音、首字母加数字和符号"
    return None


def _compact(text: str) -> str:
    """Small letters, digits and Han without what stands between them."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _number_pieces(number: str) -> Iterator[str]:
    """Every six digits in a row, and a birthday in the other orders and without zeros."""
    yield from (number[i : i + _NUMBER_PIECE] for i in range(len(number) - _NUMBER_PIECE + 1))
    born = _birthday(number)
    if born is None:
        return
    year, month, day = born.year, born.month, born.day
    yield from (f"{year}{month}{day}", f"{year}{month}{day:02}", f"{year}{month:02}{day}")
    for first, second in ((day, month), (month, day)):
        yield f"{first:02}{second:02}{year % 100:02}"
        yield f"{first:02}{second:02}{year}"
        yield f"{first}{second}{year}"


def _birthday(number: str) -> date | None:
    """The day in a date or an identity number of 18 or 15 digits."""
    digits = {8: number, 18: number[6:14], 15: f"19{number[6:12]}"}.get(len(number), "")
    with suppress(ValueError):
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    return None


def _tells_name(shown: Collection[str], letters: frozenset[str], words: Sequence[str]) -> bool:
    """Whether the name or four words of it stand in the password, or its only letters are a piece of the name."""
    readings = [_readings(word) for word in words]
    orders = [readings]
    if len(words) <= _LONGEST_PERSON:  # also with the given name first; the family name has one word or two
        orders += [readings[turn:] + readings[:turn] for turn in range(1, max(2, len(words) - 1))]
    return any(
        any(_contains(shown, order[start : start + _LONGEST_PERSON]) for start in range(_starts(order)))
        or any(_spells(one, order) for one in letters)
        for order in orders
    )


def _starts(words: Sequence[object]) -> int:
    return max(1, len(words) - _LONGEST_PERSON + 1)


@lru_cache(maxsize=4096)
def _readings(word: str) -> tuple[str, ...]:
    """A Han character and all its pinyin, ü as v, u and yu; another word is read as it is."""
    if not "㐀" <= word <= "\U0003ffff":
        return (word,)
    from pypinyin import Style, pinyin  # heavy: loaded when first needed

    found = pinyin(word, style=Style.NORMAL, heteronym=True, errors="ignore")
    sounds = {sound for one in found for sound in one if sound}
    spelt = {sound.replace("v", u) for sound in sounds for u in ("v", "u", "yu")}
    return (word, *sorted(spelt, key=len, reverse=True))


def _contains(shown: Collection[str], readings: Sequence[tuple[str, ...]]) -> bool:
    """Whether all words follow each other, each as it is or in pinyin."""
    pattern = "".join(f"(?:{'|'.join(map(re.escape, one))})" for one in readings)
    found = (match[0] for one in shown for match in re.finditer(pattern, one))
    return any(len(one) >= _SHORTEST_LATIN or not one.isascii() for one in found)


def _spells(letters: str, readings: Sequence[tuple[str, ...]]) -> bool:
    """Whether the letters are words that follow each other in the name, each as it is, in pinyin or by its initial."""
    for start in range(len(readings)):
        reached = {0}
        for one in readings[start:]:
            forms = {*one, *(sound[0] for sound in one)}
            reached = {at + len(form) for at in reached for form in forms if letters.startswith(form, at)}
            if len(letters) in reached:
                return True
    return False


def _letters(text: str) -> frozenset[str]:
    """The letters of the password in a row, with and without 0 for o; what is said twice counts once."""
    found = {"".join(c for c in form if c.isalpha()) for form in (text.casefold(), _core(text).translate(_LEET))}
    return frozenset(once for one in found if len(once := _once(one)) > 1)


# -- what is well known ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """30 000 common passwords, and the words and names that guessers put digits behind; about 94 000 in all."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # heavy: loaded when first needed

    return frozenset(word for words in FREQUENCY_LISTS.values() for word in words).union(_OFFICE)


def _listed_fault(text: str) -> str | None:
    if any(form in _common() for form in _forms(text)):
        return "口令是常见口令或单词，或只在其首尾加了数字、符号，容易被猜中"
    return None


def _forms(text: str) -> Iterator[str]:
    """What of the password may stand in a list: all, or without digits and signs at its ends, also 0 read as o."""
    folded = text.casefold()
    for one in {folded, _SIGNS_FIRST.sub("", folded), _NO_LETTERS_FIRST.sub("", folded)}:
        for end in range(max(2, len(_NO_LETTERS_LAST.sub("", one))), len(one) + 1):
            for form in (one[:end], one[:end].translate(_LEET)):
                yield form
                yield _once(form)


def _core(text: str) -> str:
    """Without digits and signs at both ends."""
    return _NO_LETTERS_LAST.sub("", _NO_LETTERS_FIRST.sub("", text.casefold()))


def _once(text: str) -> str:
    """abc for abcabc."""
    found = re.fullmatch(r"(.+?)\1+", text, re.DOTALL)
    return found[1] if found else text


# -- what is easily typed --------------------------------------------------------------------------------------------


def _run_fault(text: str, policy: Policy) -> str | None:
    """A run counts as one character, and what is left has to be long enough by itself."""
    count = len(text) - len(_in_runs(text.casefold()))
    if count >= policy.shortest_password:
        return None
    return (
        "口令中连续或重复的字符（如abc、321、qwer、aaa）每段只算1位，"
        f"这样算只有{max(count, 1)}位，至少要{policy.shortest_password}位"
    )


def _in_runs(text: str) -> set[int]:
    """The places that follow from the one before: keyboard and alphabet in both directions, repetitions."""
    from zxcvbn.matching import GRAPHS, sequence_match, spatial_match

    walks = spatial_match(text, {"qwerty": GRAPHS["qwerty"]})
    runs = [one for one in walks if one["turns"] == 1 or len(one["token"]) > _LONGEST_CHANCE]
    runs += [one for one in sequence_match(text) if one["sequence_name"] != "unicode" and len(one["token"]) > 2]
    found = {place for one in runs for place in range(one["i"] + 1, one["j"] + 1)}
    for one in re.finditer(r"(.)\1{2,}|(.{2,}?)\2+", text, re.DOTALL):
        found.update(range(one.start() + len(one[1] or one[2]), one.end()))
    return found
