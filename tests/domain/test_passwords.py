"""What a guesser tries first is refused, each for its own reason; what he does not is accepted."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk.domain import passwords
from cadre_desk.domain.passwords import LONGEST, fault
from cadre_desk.domain.policy import Policy, read_profiles
from tests.counting import count

TEXT = (Path(__file__).parents[2] / "resources/policy.toml").read_text(encoding="utf-8")
POLICY = read_profiles(TEXT).policy("internal")
LAX = replace(POLICY, character_classes=1)

SHORT, LONG, DIGITS, FEW, CLASSES = "口令至少", "口令最多", "全是数字", "不同的字符太少", "现有"
NAME, NUMBER, COMMON, RUN = "本人姓名、单位名称", "生日、身份证号", "常见口令或单词", "连续或重复"
PERSON = ("张建国", "云岭县委组织部干部监督科", "1980-01-02", "000000198001020012", "00000012345")

GOOD = [
    "晴天-horse-27",
    "moon&River-88",
    "Correct horse 7 battery",
    "xT8#92k!04mQ",
    "My-dog-1234-eats",
    "今天下雨Rain去爬山",
    "Tango-墨水-4471",
    "zJk7!mQ2@vN5",
    "ｍｏｏｎ＆Ｒｉｖｅｒ－８８",
    "a1B2-天-c3D4",
]


@pytest.mark.parametrize("password", GOOD)
def test_a_good_password_is_accepted(password: str) -> None:
    assert fault(password, POLICY, PERSON) is None


# -- length and characters -------------------------------------------------------------------------------------------

SHAPES = [
    ("", SHORT),
    ("Short-1天", SHORT),
    ("moon&River-88" * 20, LONG),
    ("1234567890", DIGITS),
    ("１２３４５６７８９０１", DIGITS),
    ("٠١٢٣٤٥٦٧٨٩", DIGITS),
    ("#83920174652!!", DIGITS),
    ("!@#$%^&*()-+", DIGITS),
    ("Aa1Aa1Aa1Aa1", FEW),
    ("aaaaaaaabb", FEW),
    ("a brand new one", CLASSES),
    ("horse.river.moon", CLASSES),
    ("晴天河流马匹月亮山水", CLASSES),
    ("HORSE-RIVER-MOON", CLASSES),
]


@pytest.mark.parametrize(("password", "words"), SHAPES)
def test_shape(password: str, words: str) -> None:
    assert words in (fault(password, POLICY) or "")


def test_length_and_classes_are_those_of_the_policy() -> None:
    strict = read_profiles(TEXT).policy("confidential")
    assert fault("晴天-hors-27", POLICY) is None
    assert fault("晴天-horse-2", strict) == "口令至少12位，现为10位"
    assert fault("晴天-horse-271", strict) is None
    assert fault("abrand new one", LAX) is None
    assert fault("晴天-horse-27", replace(POLICY, character_classes=4)) is None
    assert "至少有4类，现有3类" in (fault("tango-moon-4471", replace(POLICY, character_classes=4)) or "")


def test_digits_only_is_refused_whatever_the_policy_says_of_classes() -> None:
    assert DIGITS in (fault("83920174652", LAX) or "")
    assert fault("83920174652x", LAX) is None


# -- what is known of the person -------------------------------------------------------------------------------------

TOLD: list[tuple[str, str]] = [
    ("张建国-Horse-2x", NAME),
    ("my-张·建 国-Ax12", NAME),
    ("zhangjianguo@Xy71", NAME),
    ("Zhang.Jian_Guo-71q", NAME),
    ("JianguoZhang@71q", NAME),
    ("建国张-Horse-2x", NAME),
    ("张jianguo-Horse-2", NAME),
    ("zh@ngJ1anGu0!!77", NAME),  # letters only of the name, read through 1 and @
    ("Jianguo@2024!7", NAME),
    ("J1anguo@83+!7", NAME),
    ("建国@2024!77Q1", ""),  # a letter more than the name
    ("Zjg839201!#", NAME),
    ("zjgZJG-8392!", NAME),
    ("GJZ-839-201!", ""),  # initials in no order of the name
    ("zjgx@839201!A", ""),
    ("云岭县委组织部-Aa1x", NAME),
    ("Yunlingxianwei-Horse2", NAME),
    ("Ganbu.Jiandu.Ke-Horse", NAME),
    ("Yunling@8392", NAME),
    ("组织部@839Q12", ""),
    ("组织部@83912!", NAME),
    ("晴天1组织-River", ""),
    ("Born19800102#x", NUMBER),
    ("X.1980-01-02-yQ", NUMBER),
    ("X.1980/1/2-yQwo", NUMBER),
    ("Horse-1980年1月2日", NUMBER),
    ("X.800102-yQwo", NUMBER),
    ("X.198001-yQwo", NUMBER),
    ("X.02011980-yQ", NUMBER),
    ("X.01021980-yQ", NUMBER),
    ("X.02-01-80-yQw", NUMBER),
    ("Wx-020012-Rt9", NUMBER),  # the last six of the identity number
    ("Wx-000000-1Rt9", NUMBER),
    ("Wx-012345-Rt9", NUMBER),  # the last six of the telephone number
    ("Wx-1980-Rt9-mo", ""),
    ("Wx-20012-Rt9m", ""),
    ("Wx-19810102-Rt", ""),
]


@pytest.mark.parametrize(("password", "words"), TOLD)
def test_what_is_known_of_the_person(password: str, words: str) -> None:
    found = fault(password, POLICY, PERSON)
    assert words in found if words and found else found is None and not words
    if words in {NAME, NUMBER}:
        assert fault(password, POLICY, ()) != found  # it is the person that makes it weak


READINGS = [  # names with more than one reading, ü, two-character and compound family names
    ("单解", "Danxie-7714!!"),
    ("单解", "Shanjie-7714!!"),
    ("吕女", "Lvnv-771-4!!"),
    ("吕女", "Lunu-771-4!!"),
    ("吕女", "Lyunyu-7714!!"),
    ("欧阳小明", "Xiaoming.Ouyang-7"),
    ("欧阳小明", "OYXM-7714-!!"),
    ("阿卜杜·热合曼", "Abudurehe-天-71"),
    ("Li Wu", "LiWu-Horse-77"),
    ("John Smith", "john.smith-Q77"),
    ("李", "my-李-Horse-77"),
    ("𠮷田", "my-𠮷田-Horse7"),
]


@pytest.mark.parametrize(("name", "password"), READINGS)
def test_every_reading_of_a_name(name: str, password: str) -> None:
    assert NAME in (fault(password, POLICY, (name,)) or "")
    assert NAME not in (fault(password, POLICY, ("王一",)) or "")


def test_short_pinyin_inside_a_word_is_no_name() -> None:
    assert fault("Keying-4-天-x", POLICY, ("鄂怡",)) is None  # eyi
    assert NAME in (fault("eYi-7714-+83", POLICY, ("鄂怡",)) or "")


@pytest.mark.parametrize("fact", ["", "  ", "·", "-", "19", "\ud800", "1980", "2月30日", "20260230", "9" * 400])
def test_odd_facts_do_no_harm(fact: str) -> None:
    assert fault("晴天-horse-27", POLICY, (fact,)) is None


@pytest.mark.parametrize("identity", ["000000198001020012", "00000019800102001X", "000000800102001"])
def test_the_birthday_in_an_identity_number_in_every_order(identity: str) -> None:
    forms = "19800102 800102 1980.01.02 1980.1.2 02.01.1980 01/02/1980 020180 2.1.1980 1-2-1980"
    for form in forms.split():
        assert NUMBER in (fault(f"Kw-{form}-rT天", POLICY, (identity,)) or ""), form
    assert fault("Kw-19810103-rT天", POLICY, (identity,)) is None


# -- what is well known ----------------------------------------------------------------------------------------------

KNOWN = [
    "P@ssw0rd2024!",
    "passw0rd-123",
    "Passw0rdPassw0rd",
    "2024Password!!",
    "Iloveyou-1314",
    "Woaini1314!!",
    "1qaz2WSX!!!!",
    "Qwertyuiop1!",
    "Beijing2008!!",
    "Elizabeth-1990",
    "$ummer-2024!",
    "Admin@20241234",
    "Administrator1!",
    "Zhongguo@1949",
    "Ganbujiandu@2024",
    "干部监督-2024-03",
    "Woaini#520#1314",
    "ＰＡＳＳＷＯＲＤ２０２４！",
]


@pytest.mark.parametrize("password", KNOWN)
def test_common_passwords_with_digits_and_signs_at_their_ends(password: str) -> None:
    assert COMMON in (fault(password, LAX) or "")


def test_without_the_list_common_passwords_would_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_common", lambda: frozenset[str]())
    found = [password for password in KNOWN if fault(password, LAX) is None]
    assert len(found) > len(KNOWN) // 2


def test_the_list_is_long_enough_and_matched_in_any_case() -> None:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    common = FREQUENCY_LISTS["passwords"]
    assert len(set(common)) >= 10_000
    assert set(common) <= passwords._common()
    assert all(word == word.casefold() for word in passwords._common())
    usable = [word for word in common if len(word) >= POLICY.shortest_password and fault(word, LAX) is None]
    assert usable == []
    long = [word.upper() for word in common if len(word) >= POLICY.shortest_password]
    assert len(long) > 900
    assert all(fault(word, LAX) for word in long)
    count(13, "common passwords", rounds=len(set(common)), bad=len(usable))


@given(st.integers(0, 29_999), st.sampled_from(["2024!!", "@123", "1990", "#520", "!", "20240101"]), st.booleans())
def test_every_common_password_stays_common_with_a_tail(place: int, tail: str, upper: bool) -> None:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    word = FREQUENCY_LISTS["passwords"][place]
    password = (word.upper() if upper else word) + tail
    if len(password) >= POLICY.shortest_password and len(word) > 1:
        assert fault(password, LAX) is not None, password


# -- what is easily typed --------------------------------------------------------------------------------------------

RUNS = [
    ("Abc@123456789", 2),
    ("1qaz@WSX3edc", 3),
    ("Qazwsx!edcrfv", 5),
    ("mnopqRSTUVW-77", 4),
    ("9876543210-Ax", 4),
    ("zyxwvut-Rt-77", 7),
    ("!@#$%^&*()_+Aa", 3),
    ("Xx!!!!!!!!!!7q", 5),
    ("晴天Ab1!晴天Ab1!", 6),
    ("abcabcABC123!", 3),
]


@pytest.mark.parametrize(("password", "counted"), RUNS)
def test_a_run_counts_as_one_character(password: str, counted: int) -> None:
    found = fault(password, POLICY) or ""
    assert RUN in found
    assert f"这样算只有{counted}位，至少要10位" in found


def test_without_counting_runs_they_would_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_in_runs", lambda text: set[int]())
    assert [password for password, _ in RUNS if fault(password, POLICY)] == []


@pytest.mark.parametrize("password", ["Horse-1234-river", "was-Horse-tree-7", "晴天-horse-27", "Power-of-8-moons"])
def test_a_run_beside_enough_else_does_no_harm(password: str) -> None:
    assert fault(password, POLICY) is None


# -- properties ------------------------------------------------------------------------------------------------------

ANY = st.text(st.characters(codec=None), max_size=40)


@given(ANY, st.lists(st.text(max_size=20), max_size=4))
def test_any_text_gets_an_answer(password: str, personal: Sequence[str]) -> None:
    found = fault(password, POLICY, personal)
    assert found is None or (found.startswith("口令") and not found.endswith("。"))
    assert len(unicodedata.normalize("NFKC", password)) >= 10 or found


@given(ANY, st.sampled_from(PERSON))
def test_more_knowledge_never_makes_a_password_better(password: str, fact: str) -> None:
    if fault(password, POLICY):
        assert fault(password, POLICY, (fact,))


@given(st.sampled_from(GOOD), st.sampled_from(PERSON[:4]), st.integers(0, 30))
def test_a_fact_put_anywhere_is_found(password: str, fact: str, place: int) -> None:
    assert fault(password[:place] + fact + password[place:], POLICY, PERSON) is not None


@pytest.mark.parametrize("password", ["Aa1!" * 64, "aB1-" + "x" * 252, "ab1-Zy" * 42, "(" * 250 + "aB1-xy"])
def test_long_passwords_are_answered_soon(password: str) -> None:
    assert len(password) <= LONGEST
    fault(password, POLICY, PERSON)


def test_a_policy_is_all_that_decides_the_figures() -> None:
    longer: Policy = replace(POLICY, shortest_password=20)
    assert fault("晴天-horse-27", longer) == "口令至少20位，现为11位"
