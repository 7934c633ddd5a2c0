"""密级: what may be printed as one, in its one form, and what is refused with what to do instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk.domain import secrecy
from cadre_desk.domain.secrecy import LIMITS, UNMARKED, BadLabel, Label, Stamp, fault, gravest, normal, read


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("秘密★5年", Label("秘密", 5)),
        ("秘密★１０年", Label("秘密", 10)),
        ("机密＊20年", Label("机密", 20)),
        (" 机密 * 3 年 ", Label("机密", 3)),
        ("机密☆长期", Label("机密", None)),
        ("秘\u200b密★1年", Label("秘密", 1)),
    ],
)
def test_a_label_is_read_however_it_was_typed_and_shown_in_one_form(typed: str, label: Label) -> None:
    assert read(typed) == label
    assert read(str(label)) == label
    assert normal(typed) == str(label)
    assert fault(typed) == ""


@pytest.mark.parametrize("blank", ["", "  ", "\u3000\n", UNMARKED])
def test_nothing_is_no_label(blank: str) -> None:
    assert read(blank) is None
    assert normal(blank) == ""


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("绝密★30年", "绝密级须在经批准的专用设备上办理"),
        ("绝密", "绝密级须在经批准的专用设备上办理"),
        ("内部", "不是密级"),
        ("内部资料", "不属于国家秘密的留空"),
        ("工作秘密", "不是密级"),
        ("公开", "不是密级"),
        ("秘密级★5年", "不是密级"),
        ("秘密5年", "不是密级"),
        ("★5年", "不是密级"),
        ("秘密★5年 机密★1年", "写法不对"),
        ("秘密", "没有写保密期限"),
        ("机密★", "没有写保密期限"),
        ("秘密★0年", "写法不对"),
        ("秘密★05年", "写法不对"),
        ("秘密★五年", "写法不对"),
        ("秘密★6月", "写法不对"),
        ("秘密★-1年", "写法不对"),
        ("秘密★5", "写法不对"),
        ("秘密★永久", "写法不对"),
        ("秘密★999年", "写法不对"),
        ("秘密★11年", "不超过10年，现为11年"),
        ("机密★21年", "不超过20年，现为21年"),
    ],
)
def test_other_labels_are_refused_in_words(typed: str, word: str) -> None:
    with pytest.raises(BadLabel, match=word):
        read(typed)
    assert word in fault(typed)


@pytest.mark.parametrize("level", ["秘密", "机密"])
def test_the_limits_of_the_law_and_of_a_unit(level: str) -> None:
    limit = LIMITS[level]
    assert read(f"{level}★{limit}年") == Label(level, limit)
    assert "不超过" in fault(f"{level}★{limit + 1}年")
    stricter = {**LIMITS, level: 2}
    assert fault(f"{level}★2年", stricter) == ""
    assert "不超过2年" in fault(f"{level}★3年", stricter)


def test_the_gravest_of_several_labels_counts_for_the_whole() -> None:
    assert gravest([]) == gravest(["", "不标密"]) == ""
    assert gravest(["", "秘密★5年"]) == "秘密★5年"
    assert gravest(["秘密★长期", "机密★1年", "", "机密＊3年"]) == "机密★3年"
    assert gravest(["机密★20年", "机密★长期"]) == "机密★长期"
    with pytest.raises(BadLabel):
        gravest(["秘密★5年", "绝密★1年"])


def test_the_words_of_a_stamp() -> None:
    assert str(Stamp("秘密★5年", "出〔2026〕0001号", "李审核", "2026-03-02 09:30")) == (
        "李审核 2026-03-02 09:30 出〔2026〕0001号"
    )


@given(st.text(max_size=12))
def test_any_text_is_a_label_or_refused_and_what_is_read_reads_the_same_again(text: str) -> None:
    reason = fault(text)
    if not reason:
        assert normal(normal(text)) == normal(text)
        assert normal(text) == "" or normal(text).startswith(secrecy.LEVELS)
    else:
        assert "密" in reason
