"""Every spelling that offices use, what is refused and in which words, and that showing loses nothing."""

from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk.domain.pack import CodeList, Field
from cadre_desk.domain.text import clean, person_name
from cadre_desk.domain.values import KINDS, Cell, Value, ValueFault, column_parser, is_required, parse, show

LEVELS = CodeList(
    "level",
    "职务层次",
    ("厅局级正职", "县处级正职", "县处级副职"),
    {"正处级": "县处级正职", "正县(处)级": "县处级正职"},
    {},
    numbers={"县处级副职": "132"},
)
COUNTRIES = CodeList("country", "国家", ("英国",), {"联合王国": "英国"}, {}, open=True)
MANY = CodeList("many", "民族", tuple(f"{n}族" for n in range(56)), {}, {})


def field(kind: str, unit: str = "", codes: CodeList | None = None) -> Field:
    if kind == "choice" and codes is None:
        codes = LEVELS
    return Field("key", "标签", kind, unit, codes=codes)


READ: list[tuple[str, Cell, Value]] = [
    ("text", " 某市某路1号 ", "某市某路1号"),
    ("text", "\ufeff某\u200b市", "某市"),
    ("text", "某市\u3000", "某市"),
    ("text", "护照Ｅ１２３", "护照E123"),
    ("text", "一，二（三）", "一，二（三）"),
    ("text", "第一行\r\n第二行", "第一行\n第二行"),
    ("text", 13800000000.0, "13800000000"),
    ("text", 12, "12"),
    ("text", 1.5, "1.5"),
    ("text", True, "是"),
    ("text", "\ue863", "䶮"),
    ("text", "\ue81e\ue864", "\u9fb4\u9fbb"),
    ("text", "", None),
    ("text", " \u200b\u3000", None),
    ("text", None, None),
    ("name", "张 三", "张三"),
    ("name", "张　三", "张三"),
    ("name", " 欧阳 小 明 ", "欧阳 小 明"),
    ("name", "阿卜杜•热合曼", "阿卜杜·热合曼"),
    ("name", "阿卜杜 ・ 热合曼", "阿卜杜·热合曼"),
    ("name", "阿卜杜．热合曼", "阿卜杜·热合曼"),
    ("name", "John  A. Smith", "John A. Smith"),
    ("name", "李\ue863", "李䶮"),
    ("identity", "11010519491231002X", "11010519491231002X"),
    ("identity", "11010519491231002x", "11010519491231002X"),
    ("identity", "440524188001010014", "440524188001010014"),
    ("identity", "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
    ("identity", "\ufeff110105 19491231 002X", "11010519491231002X"),
    ("identity", "", None),
    ("credit_code", "91350100M000100Y43", "91350100M000100Y43"),
    ("credit_code", "91350100m000100y43", "91350100M000100Y43"),
    ("credit_code", "９１１１００００８０２１００４３３Ｂ", "91110000802100433B"),
    ("date", "2024-05-06", "2024-05-06"),
    ("date", "2024-5-6", "2024-05-06"),
    ("date", "2024.5.6", "2024-05-06"),
    ("date", "2024/05/06", "2024-05-06"),
    ("date", "20240506", "2024-05-06"),
    ("date", 20240506, "2024-05-06"),
    ("date", 20240506.0, "2024-05-06"),
    ("date", "2024年5月6日", "2024-05-06"),
    ("date", "２０２４年５月６日", "2024-05-06"),
    ("date", "2024 年 5 月 6 日", "2024-05-06"),
    ("date", 45418, "2024-05-06"),
    ("date", 45418.0, "2024-05-06"),
    ("date", 45418.5, "2024-05-06"),
    ("date", "2024-05-06 00:00:00", "2024-05-06"),
    ("date", "2024-05-06T00:00:00", "2024-05-06"),
    ("date", "2024-02-29", "2024-02-29"),
    ("month", "2024.05", "2024-05"),
    ("month", "2024.5", "2024-05"),
    ("month", "2024.1", "2024-01"),
    ("month", "2024.10", "2024-10"),
    ("month", "2024年5月", "2024-05"),
    ("month", "202405", "2024-05"),
    ("month", 202405, "2024-05"),
    ("month", 2024.05, "2024-05"),
    ("month", 2024.12, "2024-12"),
    ("month", "2024-05", "2024-05"),
    ("month", "2024年5月6日", "2024-05-06"),
    ("month", 45418, "2024-05-06"),
    ("year", "2024", 2024),
    ("year", 2024, 2024),
    ("year", 2024.0, 2024),
    ("year", "２０２４年度", 2024),
    ("integer", "3", 3),
    ("integer", 3.0, 3),
    ("integer", "1,234", 1234),
    ("integer", 0, 0),
    ("number", "1,000.5", Decimal("1000.5")),
    ("number", 10000.25, Decimal("10000.25")),
    ("money", "1,234.50", Decimal("1234.5")),
    ("money", "1，234.50", Decimal("1234.5")),
    ("money", "110万元", Decimal(110)),
    ("money", "110 万", Decimal(110)),
    ("money", "1100000元", Decimal(110)),
    ("money", "1,100,000.00元", Decimal(110)),
    ("money", "１１０．５", Decimal("110.5")),
    ("money", "￥110.10", Decimal("110.1")),
    ("money", "¥110", Decimal(110)),
    ("money", "人民币110万元整", Decimal(110)),
    ("money", "1.2亿元", Decimal(12000)),
    ("money", "200元", Decimal("0.02")),
    ("money", 110.10000000000001, Decimal("110.1")),
    ("money", 0.1 + 0.2, Decimal("0.3")),
    ("money", 110, Decimal(110)),
    ("money", 0, Decimal(0)),
    ("money", "-0", Decimal(0)),
    ("area", "110.0㎡", Decimal(110)),
    ("area", "110平方米", Decimal(110)),
    ("area", "110.5 m²", Decimal("110.5")),
    ("area", 89.99999999999999, Decimal("90")),
    ("percent", "35%", Decimal(35)),
    ("percent", "３５％", Decimal(35)),
    ("percent", "33.33", Decimal("33.33")),
    ("percent", "0.5%", Decimal("0.5")),
    ("percent", 35.0, Decimal(35)),
    ("percent", 100, Decimal(100)),
    ("percent", 0, Decimal(0)),
    ("choice", "县处级正职", "县处级正职"),
    ("choice", " 县处级 正职", "县处级正职"),
    ("choice", "正处级", "县处级正职"),
    ("choice", "正县（处）级", "县处级正职"),
    ("choice", 132.0, "县处级副职"),
    ("choice", "１３２", "县处级副职"),
    ("flag", "是", True),
    ("flag", "有", True),
    ("flag", "√", True),
    ("flag", "1", True),
    ("flag", 1, True),
    ("flag", 1.0, True),
    ("flag", "Ｙ", True),
    ("flag", "y", True),
    ("flag", True, True),
    ("flag", "否", False),
    ("flag", "无", False),
    ("flag", "×", False),
    ("flag", 0, False),
    ("flag", "N", False),
    ("flag", False, False),
]


@pytest.mark.parametrize(("kind", "cell", "value"), READ)
def test_a_cell_is_read(kind: str, cell: Cell, value: Value) -> None:
    found = parse(field(kind), cell)
    assert found == value
    assert type(found) is type(value)
    assert column_parser(field(kind))(cell) == value


@pytest.mark.parametrize(("kind", "cell", "value"), READ)
def test_what_is_shown_is_read_again(kind: str, cell: Cell, value: Value) -> None:
    assert parse(field(kind), show(field(kind), value)) == value


@pytest.mark.parametrize(
    ("kind", "cell", "wrong", "expected"),
    [
        ("text", 1.234e17, "按数字存储，末位可能已丢失", "设为文本"),
        ("name", 12.0, "不是姓名", "姓名"),
        ("identity", 110105194912310000, "按数字存储，末位可能已丢失", "把该列设为文本后重新录入"),
        ("identity", 1.1010519491231e17, "按数字存储，末位可能已丢失", "把该列设为文本后重新录入"),
        ("identity", "1.10105194912310E+17", "按数字存储", "设为文本"),
        ("identity", True, "按数字存储", "设为文本"),
        ("identity", "1101051949123100", "16位", "18位"),
        ("identity", "11010519491331002X", "不是日期", "18位"),
        ("identity", "1101051949123100A2", "前17位", "18位"),
        ("credit_code", 911100008021004.0, "按数字存储", "设为文本"),
        ("credit_code", "91350100I000100Y43", "I、O、Z、S、V", "18位"),
        ("date", "2024.05", "缺少日", "2024-05-06"),
        ("date", "2024-02-30", "不是日期", "2024-05-06"),
        ("date", "2024-05-06 08:30:00", "不是日期", "2024-05-06"),
        ("date", "去年", "不是日期", "2024-05-06"),
        ("date", 110, "不是日期", "2024-05-06"),
        ("date", True, "不是日期", "2024-05-06"),
        ("date", float("nan"), "不是日期", "2024-05-06"),
        ("month", 2024.1, "分不清1月与10月", "设为文本"),
        ("month", "2024.13", "不是日期", "2024.05"),
        ("month", "2024", "不是日期", "2024.05"),
        ("year", 24, "不是年份", "1900"),
        ("year", "2101", "不是年份", "2100"),
        ("integer", "3.5", "不是整数", "整数"),
        ("integer", "-1", "负数", "不为负"),
        ("integer", True, "不是数字", "整数"),
        ("number", "很多", "不是数字", "数字"),
        ("money", "很大", "不是数字", "万元"),
        ("money", "-110", "负数", "不为负"),
        ("money", "－110", "负数", "不为负"),
        ("money", "1,23.5", "不是数字", "万元"),
        ("money", "1e5", "不是数字", "万元"),
        ("money", 1e300, "过大", "万元"),
        ("money", float("inf"), "不是数字", "万元"),
        ("money", "9" * 5000, "过大", "万元"),
        ("area", "一百平", "不是数字", "平方米"),
        ("percent", 0.35, "分不清是否为百分比格式", "设为文本"),
        ("percent", 1.0, "分不清是否为百分比格式", "设为文本"),
        ("percent", "120%", "大于100%", "0至100"),
        ("choice", "正局长", "不在“职务层次”中", "厅局级正职、县处级正职、县处级副职"),
        ("flag", "大概", "看不出是或否", "√、×"),
    ],
)
def test_a_wrong_cell_is_refused_in_words(kind: str, cell: Cell, wrong: str, expected: str) -> None:
    one = field(kind)
    for read in (partial(parse, one), column_parser(one)):
        with pytest.raises(ValueFault) as caught:
            read(cell)
        assert wrong in caught.value.wrong
        assert expected in caught.value.expected
        assert caught.value.code == ""


@pytest.mark.parametrize(("kind", "cell"), [("identity", "110105194912310021"), ("credit_code", "91350100M000100Y40")])
def test_a_wrong_check_digit_has_its_code(kind: str, cell: str) -> None:
    with pytest.raises(ValueFault, match="校验码") as caught:
        parse(field(kind), cell)
    assert caught.value.code == "check_digit"


def test_an_open_list_takes_other_values() -> None:
    assert parse(field("choice", codes=COUNTRIES), "联合王国") == "英国"
    assert parse(field("choice", codes=COUNTRIES), " 法国") == "法国"


def test_a_long_list_is_told_in_short() -> None:
    with pytest.raises(ValueFault) as caught:
        parse(field("choice", codes=MANY), "甲")
    assert caught.value.expected.endswith("11族等56项")


def test_the_unit_may_stand_behind_a_number() -> None:
    assert parse(field("number", "股"), "1,000股") == 1000
    assert parse(field("integer", "名"), " 3名") == 3
    with pytest.raises(ValueFault) as caught:
        parse(field("money", "万"), "多")
    assert "以万计" in caught.value.expected


def test_a_column_does_not_mix_up_equal_cells_of_other_types() -> None:
    read = column_parser(field("integer"))
    assert read(1) == 1
    with pytest.raises(ValueFault):
        read(True)


def test_a_column_with_very_many_values_stays_right() -> None:
    read = column_parser(field("integer"))
    assert [read(n) for n in range(140_000)] == list(range(140_000))
    assert read(139_999) == 139_999


@pytest.mark.parametrize(
    ("when", "row", "required"),
    [
        (None, {}, False),
        (("action", ("新增",)), {"action": "新增"}, True),
        (("action", ("新增",)), {"action": "处置"}, False),
        (("disposal", ("",)), {}, True),
        (("disposal", ("",)), {"disposal": None}, True),
        (("disposal", ("",)), {"disposal": "出售"}, False),
        (("senior", ("是",)), {"senior": True}, True),
        (("senior", ("是",)), {"senior": False}, False),
    ],
)
def test_when_a_field_is_required(
    when: tuple[str, tuple[str, ...]] | None, row: dict[str, Value], required: bool
) -> None:
    assert is_required(Field("key", "标签", "text", required_when=when), row) is required
    assert is_required(Field("key", "标签", "text", required=True, required_when=when), row)


def test_every_private_character_of_gbk_has_a_real_one() -> None:
    found = [clean(chr(code)) for code in range(0xE815, 0xE865)]
    assert len(set(found)) == 80
    assert not any("\ue000" <= char <= "\uf8ff" for char in found)


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert person_name(person_name(text)) == person_name(text)
    clean(text).encode()


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.dates().map(str),
    st.decimals(0, 10**6, places=2).map(lambda amount: f"{amount:,}元"),
    st.sampled_from([cell for _, cell, _ in READ]),
)


@given(st.sampled_from(sorted(KINDS)), CELLS)
def test_reading_what_was_shown_gives_the_same(kind: str, cell: Cell) -> None:
    one = field(kind, codes=COUNTRIES if kind == "choice" else None)
    try:
        value = parse(one, cell)
    except ValueFault:
        return
    assert parse(one, show(one, value)) == value
    assert column_parser(one)(cell) == value
