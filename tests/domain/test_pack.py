"""The shipped pack says what domain.md says; a faulty pack is refused with file, entry, key and what is allowed."""

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from cadre_desk.domain.pack import Pack, Section
from cadre_desk.domain.pack_reader import FILES, PackError, read_pack
from cadre_desk.domain.values import is_required, parse

FOLDER = Path(__file__).parents[2] / "resources/packs/2017"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")}
PROMOTION = {"name", "measure", "decided", "until", "manner", "title", "start"}
DIFFERS = {"name", "section", "item", "outcome", "article", "what"}
FACTS = {
    "PM-01": {"name", "year", "deadline", "received"},
    "PM-02": {"name", "year", "deadline", "days"},
    "PM-03": {"name", "section", "item", "event", "received", "days"},
    "PM-04": {"name", "since", "due"},
    "PM-05": {"name", "left"},
    **dict.fromkeys(("PM-06", "PM-07", "PM-08", "PM-09", "PM-10", "PM-11", "PM-12"), DIFFERS),
    "PM-13": {"name", "earlier", "later"},
    "PM-14": {"name", "candidate", "state"},
    "PM-15": {"name", "decided", "grade"},
    "PM-17": {"name", "assets", "income", "years"},
    "PM-18": {"name", "section", "item", "what", "earlier", "later"},
    "PM-19": {"name", "where", "number", "what"},
    "PM-20": {"name", "start", "place", "what"},
    "PM-21": {"name", "officer", "count", "last"},
    "FB-01": {"name", "level", "who", "section", "what"},
    "FB-02": {"name", "title", "terms", "who", "what"},
    "FB-03": {"name", "what", "before", "after"},
    "NK-01": {"name", "title", "abroad"},
    "NK-02": {"name", "candidate", "abroad"},
    "RL-01": {"name", "served", "due"},
    "RL-03": {"name", "decided", "due"},
    "RL-04": PROMOTION - {"measure"},
    "ZS-01": {"unit", "level", "approved", "actual", "excess"},
    "ZS-03": {"name", "unit", "title", "level", "grade"},
    "DC-01": PROMOTION,
    "DC-02": PROMOTION,
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(TEXTS, FACTS)


# -- what domain.md says -------------------------------------------------------------------------------------------


def test_head_and_deadlines(pack: Pack) -> None:
    assert (pack.key, pack.effective_from) == ("2017", date(2017, 2, 8))
    assert pack.deadlines == {"annual_month": 1, "annual_day": 31, "change_days": 30, "first_days": 30}
    assert {key: source.confidence for key, source in pack.deadline_sources.items()} == {
        "annual_month": "H",
        "annual_day": "H",
        "change_days": "M",
        "first_days": "M",
    }
    assert pack.thresholds == {}  # the rules have no figure; an office sets its own
    assert str(pack.deadline_sources["annual_day"]) == "《领导干部报告个人有关事项规定》（2017）第五条"


SECTIONS = {
    "marriage": "change art3",
    "passport": "change art3",
    "trip_abroad": "full art3",
    "hmt_permit": "change art3",
    "hmt_trip": "full art3",
    "child_foreign_marriage": "change art3",
    "child_hmt_marriage": "change art3",
    "emigration": "change art3",
    "overseas_stay": "change art3",
    "employment": "change art3",
    "criminal": "full art3",
    "salary": "full",
    "labour_income": "full",
    "house": "change",
    "stock": "full stock",
    "fund": "full stock",
    "insurance": "full stock",
    "enterprise": "change",
    "overseas_deposit": "full stock",
    "overseas_investment": "full stock",
    "private_loan": "full stock",
}


def test_the_21_sections_in_the_order_of_the_form(pack: Pack) -> None:
    found = {
        key: " ".join([one.kind, *(["art3"] if one.art3 else []), *(["stock"] if one.stock else [])])
        for key, one in pack.sections.items()
    }
    assert found == SECTIONS
    assert list(found) == list(SECTIONS)
    assert {one.source.article for one in pack.sections.values() if one.art3} == {"第三条"}


def test_change_sections_begin_with_the_action_and_stock_sections_ask_where_things_went(pack: Pack) -> None:
    for one in pack.sections.values():
        assert (one.fields[0].key == "action") is (one.kind == "change")
        assert any(field.key == "disposal" for field in one.fields) is one.stock
        if one.art3:
            assert one.facet("event_date")


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("house", ("address", "owner")),
        ("stock", ("owner", "code")),
        ("fund", ("owner", "code")),
        ("insurance", ("policy",)),
        ("enterprise", ("credit_code", "registration", "person")),
        ("hmt_permit", ("type", "document")),
        ("employment", ("person", "relation")),
        ("marriage", ()),
    ],
)
def test_natural_keys(pack: Pack, section: str, key: tuple[str, ...]) -> None:
    assert pack.sections[section].natural_key == key


def test_every_example_is_accepted_by_its_own_field(pack: Pack) -> None:
    sheets = [sheet for ledger in pack.ledgers.values() for sheet in ledger.sheets]
    for field in [field for sheet in sheets for field in sheet.fields if field.example]:
        assert parse(field, field.example) is not None, field


def test_required_when_follows_the_action(pack: Pack) -> None:
    area = pack.sections["house"].field("area")
    assert is_required(area, {"action": "新增"})
    assert not is_required(area, {"action": "处置"})
    value = pack.sections["fund"].field("value")
    assert is_required(value, {})
    assert not is_required(value, {"disposal": "出售"})


def test_ledgers(pack: Pack) -> None:
    keys = {kind: [sheet.key for sheet in ledger.sheets] for kind, ledger in pack.ledgers.items()}
    assert keys == {
        "units": ["unit", "quota"],
        "cadres": ["cadre", "relative", "post"],
        "declarations": ["declaration", *SECTIONS],
        "measures": ["measure"],
        "cases": ["case"] * 5,
    }


def test_every_sheet_of_a_declaration_says_whose_it_is(pack: Pack) -> None:
    for sheet in pack.ledgers["declarations"].sheets:
        assert [field.key for field in sheet.fields[:5]] == ["identity", "name", "year", "filing", "number"]
    own, sheet = pack.sections["house"], pack.ledgers["declarations"].sheets[14]
    assert (sheet.fields[5:], sheet.natural_key, sheet.kind) == (own.fields, own.natural_key, "change")


@pytest.mark.parametrize(
    ("key", "end"),
    [
        ("admonishment", date(2024, 9, 15)),
        ("party_warning", date(2025, 3, 15)),
        ("party_serious_warning", date(2025, 9, 15)),
        ("party_removal", date(2026, 3, 15)),
        ("party_expulsion", date(2029, 3, 15)),
        ("admin_warning", date(2024, 9, 15)),
        ("admin_demerit", date(2025, 3, 15)),
        ("admin_serious_demerit", date(2025, 9, 15)),
        ("admin_demotion", date(2026, 3, 15)),
        ("admin_removal", date(2026, 3, 15)),
        ("removal", date(2025, 3, 15)),
        ("ordered_resignation", date(2025, 3, 15)),
        ("resignation_for_fault", date(2025, 3, 15)),
        ("reminder", None),
        ("inquiry", None),
        ("party_probation", None),
        ("admin_dismissal", None),
        ("suspension", None),
        ("reassignment", None),
        ("demotion", None),
    ],
)
def test_shipped_periods(pack: Pack, key: str, end: date | None) -> None:
    assert pack.measures[key].influence_end(date(2024, 3, 15)) == end


@pytest.mark.parametrize(
    ("key", "manner", "end"),
    [
        ("admonishment", "提拔", date(2024, 9, 15)),
        ("admonishment", "进一步使用", date(2024, 9, 15)),
        ("admonishment", "平级调整", None),
        ("admin_warning", "晋升职级", date(2024, 9, 15)),
        ("party_warning", "提拔", date(2025, 3, 15)),
        ("removal", "平级调整", date(2025, 3, 15)),
        ("removal", "提拔", date(2026, 3, 15)),
        ("suspension", "提拔", None),
    ],
)
def test_which_appointment_is_barred_until_when(pack: Pack, key: str, manner: str, end: date | None) -> None:
    assert pack.measures[key].barred_until(date(2024, 3, 15), manner) == end


def test_measures_are_a_choice_by_name(pack: Pack) -> None:
    field = pack.ledgers["measures"].sheets[0].field("measure")
    assert parse(field, "诫勉谈话") == "诫勉"
    assert parse(field, "记过") == "政务记过"
    with pytest.raises(ValueError, match="处理处分种类"):
        parse(field, "警告")  # 党内 or 政务: must be said


@pytest.mark.parametrize(
    ("key", "situations", "reply", "months", "approver"),
    [
        ("reminder", 7, None, None, "组织（人事）部门主要负责人"),
        ("inquiry", 7, 15, None, "组织（人事）部门主要负责人"),
        ("admonishment", 13, None, 6, "党委（党组）主要负责人"),
    ],
)
def test_letters(pack: Pack, key: str, situations: int, reply: int | None, months: int | None, approver: str) -> None:
    letter = pack.letters[key]
    assert len(letter.situations) == situations
    assert (letter.reply_working_days, letter.follow_up_months, letter.approver) == (reply, months, approver)
    assert ("replied" in letter.states) is (key == "inquiry")
    assert letter.states["draft"] == "拟稿"


def test_the_life_of_a_letter_reaches_its_end(pack: Pack) -> None:
    for letter in pack.letters.values():
        reached, steps = {"draft"}, list(letter.steps)
        for _ in steps:
            reached |= {step.after for step in steps if reached & set(step.before)}
        assert reached == set(letter.states)


def test_situation_8_is_about_personal_matters(pack: Pack) -> None:
    assert "个人有关事项" in pack.letters["admonishment"].situations[7].text


def test_campaigns(pack: Pack) -> None:
    titles = {key: one.title for key, one in pack.campaigns.items()}
    assert list(titles.values()) == ["违反干部任用标准程序", "跑官要官", "说情打招呼", "三超两乱", "换届纪律"]
    assert len(pack.campaigns["overstaffing"].categories) == 5
    for one in pack.campaigns.values():
        assert one.section.natural_key == ("case_number",)
        assert one.section.field("category").codes is not None
        assert one.section.field("state").codes is not None
        assert {source.confidence for source in one.category_sources.values()} <= {"H", "M"}


def test_what_is_only_remembered_is_off(pack: Pack) -> None:
    assert 'text = "弄虚作假"' in TEXTS["campaigns.toml"]
    assert "弄虚作假" not in pack.campaigns["term_discipline"].categories
    assert "造假骗官" in pack.campaigns["term_discipline"].categories


@pytest.mark.parametrize(
    ("codes", "cell", "value"),
    [
        ("level", "121", "厅局级正职"),
        ("level", "132", "县处级副职"),
        ("level", "160", "办事员级"),
        ("level", "正县（处）级", "县处级正职"),
        ("grade", "正处级单位", "县处级正职"),
        ("nation", "01", "汉族"),
        ("nation", "56", "基诺族"),
        ("nation", "维吾尔", "维吾尔族"),
        ("politics", "01", "中共党员"),
        ("politics", "13", "群众"),
        ("sex", "1", "男"),
        ("sex", "2", "女"),
        ("marital", "40", "离异"),
        ("relation", "长子", "儿子"),
        ("manner", "重用", "进一步使用"),
        ("filing", "随时报告（30日）", "随时报告"),
    ],
)
def test_codes_of_the_standards_and_words_of_offices(pack: Pack, codes: str, cell: str, value: str) -> None:
    field = next(f for s in (*pack.sections.values(), *_sheets(pack)) for f in s.fields if f.codes is pack.codes[codes])
    assert parse(field, cell) == value


def _sheets(pack: Pack) -> list[Section]:
    return [sheet for ledger in pack.ledgers.values() for sheet in ledger.sheets]


def test_lists_in_order_of_rank(pack: Pack) -> None:
    level, grade, rank = (pack.codes[key].values for key in ("level", "grade", "rank"))
    assert (level[0], level[-1], len(level)) == ("国家级正职", "办事员级", 12)
    assert grade == level[:10]
    assert (rank[0], rank[-1], len(rank)) == ("一级巡视员", "二级科员", 12)
    assert len(pack.codes["nation"].values) == 56
    assert pack.codes["relation"].groups["儿媳"] == "子女的配偶"


def test_rules_say_what_is_doubtful_and_what_to_do(pack: Pack) -> None:
    assert list(pack.rules) == list(FACTS)
    severity = {key: one.severity for key, one in pack.rules.items()}
    assert severity == dict(zip(FACTS, "OIOOYRROORROYROYYYYRORYRROORRRRR", strict=True))
    assert {key for key, one in pack.rules.items() if not one.enabled} == {"PM-15", "PM-17", "FB-03"}
    assert {key: dict(one.severities) for key, one in pack.rules.items() if one.severities} == {
        "PM-10": {"concealment": "R", "omission": "O", "review": "O"},
        "PM-11": {"concealment": "R", "omission": "O"},
    }
    assert (pack.rules["PM-10"].severity_of("omission"), pack.rules["PM-11"].severity_of("")) == ("O", "R")
    assert set(pack.rules["PM-18"].phrases) == {
        "backdated",
        "vanished",
        "passport_reissued",
        "remarried_without_divorce",
    }
    for one in pack.rules.values():
        assert {name for _, name, _, _ in Formatter().parse(one.sentence) if name} <= FACTS[one.id]


def test_articles_that_were_not_read_are_blank(pack: Pack) -> None:
    sources = [one.source for part in (pack.measures, pack.rules, pack.letters) for one in part.values()]
    for source in sources:
        assert re.fullmatch(r"(第[一二三四五六七八九十]+条、?)*", source.article)
        assert source.confidence in ("H", "M")


# -- faulty packs --------------------------------------------------------------------------------------------------

ANY = ""  # whatever stands first
FAULTS: list[tuple[str, str, str, tuple[str, ...]]] = [
    # file, what is replaced (first occurrence), by what, words of the message
    ("form.toml", "[[section]]", "[[section", ("form.toml 第5行", "括号没有配对")),
    ("form.toml", 'title = "婚姻"', 'title = "婚姻"\ntitle = "又"', ("form.toml 第8行", "同一个键写了两次")),
    ("form.toml", 'title = "婚姻"', "title = 1", ("第1个 [[section]]（marriage）", "键 title", "应为文字", "整数")),
    ("form.toml", 'title = "婚姻"', 'title = " "', ("键 title", "不得为空")),
    ("form.toml", 'title = "婚姻"', 'titel = "婚姻"', ("不认识的键 titel", "允许 key、title")),
    ("form.toml", 'title = "婚姻"\n', "", ("（marriage）", "缺少键 title")),
    ("form.toml", 'title = "婚姻"', 'title = "婚/姻"', ("键 title", "不能作工作表名")),
    ("form.toml", 'title = "婚姻"', f'title = "{"婚" * 32}"', ("至多31字",)),
    ("form.toml", 'title = "婚姻"', 'title = "房产"', ("工作表名 房产 重复",)),
    ("form.toml", 'key = "passport"', 'key = "marriage"', ("第2个 [[section]]（marriage）", "键 key “marriage” 重复")),
    ("form.toml", 'key = "marriage"', 'key = "Marriage"', ("键 key", "小写字母")),
    ("form.toml", 'kind = "change"', 'kind = "some"', ("键 kind", "'some'", "允许 change、full、ledger")),
    ("form.toml", "art3 = true", 'art3 = "是"', ("键 art3", "应为是非值，现为文字")),
    ("form.toml", 'confidence = "H"', 'confidence = "X"', ("键 confidence", "允许 H、M、L")),
    ("form.toml", 'confidence = "H"', 'confidence = "L"', ("键 enabled", "不得启用", "enabled = false")),
    (
        "form.toml",
        'instrument = "report"',
        'instrument = "law"',
        ("键 instrument", "没有 'law'", "pack.toml", "report"),
    ),
    ("form.toml", "natural_key = []", 'natural_key = ["who"]', ("键 natural_key", "没有 'who'", "允许 action、status")),
    ("form.toml", "natural_key = []", 'natural_key = ["status", "status"]', ("natural_key", "重复：status")),
    ("form.toml", "natural_key = []", 'natural_key = "status"', ("natural_key", "应为列表")),
    ("form.toml", 'kind = "month"', 'kind = "months"', ("的第4个 field（changed）", "键 kind", "允许 text、name")),
    (
        "form.toml",
        'codes = "marital"',
        'codes = "martial"',
        ("的第2个 field（status）", "键 codes", "没有 'martial'", "marital"),
    ),
    ("form.toml", 'codes = "marital"\n', "", ("键 codes", "choice 的字段须指明代码表")),
    ("form.toml", 'kind = "month"', 'kind = "month"\ncodes = "sex"', ("键 codes", "只用于 kind")),
    ("form.toml", 'key = "status"', 'key = "action"', ("field（action）", "“action” 重复")),
    (
        "form.toml",
        'label = "婚姻状况"',
        'label = "填报情形"',
        ("field（status）", "键 label", "“填报情形” 已用于 action"),
    ),
    ("form.toml", '"目前婚姻状况"', '"情形"', ("键 aliases", "“情形” 已用于 action")),
    (
        "form.toml",
        '{ field = "action", values = ["新增", "变更"] }',
        '{ field = "act", values = ["新增"] }',
        ("required_when", "'act'"),
    ),
    (
        "form.toml",
        '{ field = "action", values = ["新增", "变更"] }',
        '{ field = "action", values = ["买"] }',
        ("'买'", "允许 、现状"),
    ),
    (
        "form.toml",
        '{ field = "action", values = ["新增", "变更"] }',
        '{ field = "action", values = [] }',
        ("非空列表",),
    ),
    (
        "form.toml",
        '{ field = "action", values = ["新增", "变更"] }',
        '{ when = "action" }',
        ("required_when", "不认识的键 when"),
    ),
    ("form.toml", 'facet = "event_date"', 'facet = "day"', ("键 facet", "'day'", "event_date")),
    ("form.toml", 'facet = "event_date"', 'facet = "amount"', ("键 facet", "amount 只用于 kind money")),
    (
        "form.toml",
        'label = "变化原因"\nkind = "text"',
        'label = "变化原因"\nkind = "date"\nfacet = "event_date"',
        ("facet event_date 重复",),
    ),
    ("form.toml", 'key = "keeper"', 'key = "number"', ("[[section]]（passport）", "number", "[[common]]")),
    ("codes.toml", 'key = "grade"', 'key = "level"', ("第2个 [[list]]（level）", "重复")),
    ("codes.toml", 'key = "grade"', 'key = "measure"', ("measure 由 measures.toml 自动生成",)),
    ("codes.toml", '"国家级正职", "国家级副职"', '"国家级正职", "国家级正职"', ("键 values", "重复：国家级正职")),
    ("codes.toml", '"国家级正职" = [', '"最高级" = [', ("键 aliases", "没有 '最高级'")),
    ("codes.toml", '["国家级正", ', '["国家级副", ', ("键 aliases", "“国家级副” 同时属于")),
    ("codes.toml", '["国家级正", ', '["国家级副职", ', ("国家级副职 本身就是取值",)),
    ("codes.toml", '"国家级正职" = "101"', '"国家级正" = "101"', ("键 numbers", "'国家级正'")),
    ("codes.toml", '"配偶" = ["妻子", "丈夫", "配偶"]', '"配偶" = ["妻子", "配偶"]', ("键 groups", "没有给 丈夫 分组")),
    ("codes.toml", 'confidence = "M"', 'confidence = "L"', ("键 values", "留空")),
    ("pack.toml", "effective_from = 2017-02-08", 'effective_from = "2017"', ("键 effective_from", "应为日期")),
    ("pack.toml", "value = 1\n", "value = true\n", ("第1个 [[deadline]]（annual_month）", "应为整数，现为是非值")),
    ("pack.toml", "value = 1\n", "value = 0\n", ("键 value", "应为正整数")),
    ("pack.toml", 'confidence = "H"', 'confidence = "L"', ("（annual_month）", "不得给出数值")),
    (
        "pack.toml",
        "[[threshold]]\n",
        '[[threshold]]\nkey = "guess"\ntitle = "猜"\nvalue = 3\ninstrument = "report"\narticle = ""\n'
        'confidence = "L"\n\n[[threshold]]\n',
        ("（guess）", "不得给出数值"),
    ),
    ("ledgers.toml", '\nappend = "form"', '\nappend = "all"', ("键 append", "允许 form、campaigns")),
    ("ledgers.toml", 'kind = "cadres"', 'kind = "units"', ("[[ledger]]（units）", "“units” 重复")),
    ("ledgers.toml", '\nappend = "campaigns"\n', "\n", ("[[ledger]]（cases）", "没有工作表")),
    ("ledgers.toml", 'key = "quota"', 'key = "unit"', ("的第2个 sheet（unit）", "重复")),
    (
        "ledgers.toml",
        'natural_key = ["unit", "level"]',
        'natural_key = ["unit", "grade"]',
        ("sheet（quota）", "没有 'grade'"),
    ),
    ("measures.toml", "influence_months = 6", "influence_months = 0", ("第3个 [[measure]]（admonishment）", "正整数")),
    ("measures.toml", "influence_months = 6", "influence_months = true", ("键 influence_months", "应为整数")),
    ("measures.toml", "influence_months = 6", "months = 6", ("不认识的键 months",)),
    (
        "measures.toml",
        'confidence = "H"\ninfluence_months = 6',
        'confidence = "L"\ninfluence_months = 6',
        ("为 L 的条目不得设影响期",),
    ),
    ("measures.toml", 'bars = ["提拔"', 'bars = ["升官"', ("键 bars", "'升官'", "提拔、进一步使用")),
    ("measures.toml", 'group = "letter"', 'group = "other"', ("键 group", "允许 letter、party")),
    ("measures.toml", 'name = "函询"', 'name = "提醒"', ("键 name 重复：提醒",)),
    ("measures.toml", '"函询通知书"', '"诫勉"', ("[[measure]]（inquiry）", "“诫勉” 重复")),
    (
        "letters.toml",
        'measure = "reminder"',
        'measure = "remind"',
        ("第1个 [[letter]]（reminder）", "键 measure", "'remind'"),
    ),
    (
        "letters.toml",
        'after = "submitted"',
        'after = "sent"',
        ("第1个 [[step]]（submit）", "键 after", "'sent'", "draft、submitted"),
    ),
    ("letters.toml", 'before = ["draft"]', 'before = ["new"]', ("键 before", "'new'")),
    ("letters.toml", 'role = "officer"', 'role = "boss"', ("键 role", "允许 officer、chief、approver")),
    ("letters.toml", 'letters = ["inquiry"]', 'letters = ["query"]', ("键 letters", "'query'")),
    ("letters.toml", 'letters = ["reminder"]', "letters = []", ("[[step]]（conclude）", "重复")),
    ("letters.toml", "{problem}", "{problems}", ("[[letter]]（reminder）", "键 paragraphs", "'problems'", "subject")),
    ("letters.toml", "{problem}", "{problem", ("键 paragraphs", "花括号不成对")),
    ("letters.toml", "{problem}", "{}", ("键 paragraphs", "占位符")),
    ("letters.toml", "{problem}", "{reply_days}", ("[[letter]]（reminder）", "没有设定期限")),
    ("letters.toml", 'label = "反映问题"', 'label = "举报人"', ("problem 涉及“举报人”", "信访工作条例")),
    ("letters.toml", "reply_working_days = 15", "reply_working_days = -1", ("键 reply_working_days", "正整数")),
    (
        "letters.toml",
        'confidence = "M"',
        'confidence = "L"',
        ("[[letter]]（reminder）的第1个 situation（reminder_1）", "不得启用"),
    ),
    (
        "campaigns.toml",
        'extra_before = "finding"',
        'extra_before = "found"',
        ("campaigns.toml：键 extra_before", "'found'"),
    ),
    (
        "campaigns.toml",
        "enabled = false",
        "enabled = true",
        ("[[campaign]]（term_discipline）的第12个 category", "不得启用"),
    ),
    (
        "campaigns.toml",
        'codes = "categories"',
        'codes = "category"',
        ("[[common]]（category）", "键 codes", "categories"),
    ),
    ("campaigns.toml", 'natural_key = ["case_number"]', 'natural_key = ["no"]', ("键 natural_key", "'no'")),
    ("rules.toml", "疑似未按时报告：", "未按时报告：", ("第1个 [[rule]]（PM-01）", "键 sentence", "疑似")),
    ("rules.toml", "{deadline}", "{until}", ("[[rule]]（PM-01）", "键 sentence", "'until'", "deadline")),
    ("rules.toml", "{deadline}", "{deadline!r}}", ("键 sentence", "花括号不成对")),
    ("rules.toml", 'id = "PM-01"', 'id = "PM-99"', ("键 id", "'PM-99'", "PM-03")),
    ("rules.toml", 'id = "PM-03"', 'id = "PM-01"', ("第3个 [[rule]]（PM-01）", "键 id", "重复")),
    ("rules.toml", 'severity = "O"', 'severity = "橙"', ("键 severity", "允许 R、O、Y、I")),
    ("rules.toml", 'subject = "cadre"', 'subject = "person"', ("键 subject", "允许 cadre、unit")),
    ("rules.toml", 'confidence = "H"', 'confidence = "L"', ("[[rule]]（PM-01）", "不得启用")),
    ("rules.toml", "days_before = 30", "days_before = 1.5", ("键 parameters.days_before", "应为整数，现为小数")),
    ("rules.toml", "days_before = 30", "days_before = -1", ("不应为负数",)),
    ("rules.toml", 'omission = "O", r', 'omission = "橙", r', ("键 severities.omission", "允许 R、O、Y、I")),
    ("pack.toml", 'key = "change_days"', 'key = "change"', ("pack.toml：缺少程序要用的 change_days",)),
    (
        "form.toml",
        'natural_key = ["document"]',
        'natural_key = ["document"]\nenabled = false',
        ("form.toml：缺少", "passport"),
    ),
    ("ledgers.toml", 'kind = "units"', 'kind = "organs"', ("ledgers.toml：缺少程序要用的 units",)),
    ("rules.toml", "[[rule]]", "[rule]", ("rules.toml", "TOML")),
]


def _sound(text: str) -> str:
    """疑似 stands twice in some sentences as 待核实; one word must go at a time."""
    return text.replace("，待核实。", "。")


def test_a_threshold_that_is_set_is_known() -> None:
    files = dict(TEXTS)
    title = 'title = "三年购置支出为三年收入的几倍时提示"\n'
    files["pack.toml"] = files["pack.toml"].replace(title, f"{title}value = 5\n")
    assert read_pack(files).thresholds == {"networth_ratio": 5}


@pytest.mark.parametrize(("file", "old", "new", "told"), FAULTS)
def test_a_faulty_pack_is_refused_in_words(file: str, old: str, new: str, told: tuple[str, ...]) -> None:
    text = _sound(TEXTS[file])
    assert old in text
    with pytest.raises(PackError) as caught:
        read_pack({**TEXTS, file: text.replace(old, new, 1)}, FACTS)
    message = str(caught.value)
    for word in told:
        assert word in message
    assert message.startswith(tuple(FILES))


def test_files_are_all_there_and_no_others() -> None:
    assert set(TEXTS) == set(FILES)
    with pytest.raises(PackError, match=r"rules\.toml：缺少这个文件"):
        read_pack({name: text for name, text in TEXTS.items() if name != "rules.toml"})
    with pytest.raises(PackError, match=r"more\.toml：不认识的文件"):
        read_pack({**TEXTS, "more.toml": ""})


def test_a_disabled_section_is_checked_and_left_out() -> None:
    text = TEXTS["form.toml"].replace('key = "salary"', 'key = "salary"\nenabled = false', 1)
    assert "salary" not in read_pack({**TEXTS, "form.toml": text}).sections
    unknown = text.replace('title = "工资收入"\ninstrument = "report"', 'title = "工资收入"\ninstrument = "x"')
    with pytest.raises(PackError, match="键 instrument"):
        read_pack({**TEXTS, "form.toml": unknown})


def test_a_rule_with_a_blank_figure_is_off_until_the_unit_gives_it() -> None:
    head, rest = TEXTS["rules.toml"].split('id = "PM-15"')
    on = f'{head}id = "PM-15"' + rest.replace("enabled = false", "enabled = true", 1)
    with pytest.raises(PackError, match=r"（PM-15）：?.*键 enabled.*days 须由单位确定"):
        read_pack({**TEXTS, "rules.toml": on}, FACTS)
    given = on.replace("blank = { days", "parameters = { days = 20 }\nblank = { days")
    rule = read_pack({**TEXTS, "rules.toml": given}, FACTS).rules["PM-15"]
    assert (rule.enabled, rule.parameters) == (True, {"days": 20})


def test_a_pack_without_a_rule_of_the_program_is_refused() -> None:
    with pytest.raises(PackError, match=r"rules\.toml：缺少程序要用的 ZZ-01"):
        read_pack(TEXTS, {**FACTS, "ZZ-01": set()})


def test_windows_line_ends_do_not_matter() -> None:
    windows = read_pack({name: text.replace("\n", "\r\n") for name, text in TEXTS.items()}, FACTS)
    assert windows.sections == read_pack(TEXTS, FACTS).sections
