"""Reviews of whole filings, of rows while they are typed, and what the pack may say about mistakes."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadre_desk.domain.declaration import State, apply
from cadre_desk.domain.mistakes import Mistake, Scene, review, review_entry
from cadre_desk.domain.mistakes.model import ROW_CHECKS, WHOLE_CHECKS
from cadre_desk.domain.mistakes.needs import FACTS, NEEDS
from cadre_desk.domain.pack import Field, Section
from cadre_desk.domain.pack_reader import FILES, PackError, read_pack
from cadre_desk.domain.people import Entry, Filing, Relative
from cadre_desk.domain.values import ValueFault, parse
from tests.domain.filings import (
    ANNUAL,
    CADRE,
    FIRST,
    ID,
    PACK,
    REPORT,
    SON,
    TODAY,
    WIFE,
    deposit,
    emigration,
    employment,
    enterprise,
    filed,
    fund,
    house,
    insurance,
    loan,
    marriage,
    passport,
    permit,
    row,
    salary,
    state,
    stock,
    trip,
    wedding,
)

FOLDER = Path(__file__).parents[2] / "resources/packs/2017"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")}
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

# -- filings that are right, as the demo invents them ----------------------------------------------------------------

Year = tuple[Filing, list[Entry], State]


def _first_year(pick: random.Random, year: int) -> Iterator[Entry]:
    yield marriage()
    yield passport(issued=f"{year - 2}-03-02", expires=f"{year + 7}-03-01")
    yield employment(action="现状", changed=None)
    yield employment(
        action="现状",
        changed=None,
        person="张小明",
        relation="儿子",
        employer="云川大学",
        title="学生",
        employer_kind="学生",
    )
    yield house(action="现状", address=f"云川市望江区示例路{pick.randrange(1, 400)}号", traded=f"{year - 6}-05")
    if pick.random() < 0.3:
        yield permit()
    if pick.random() < 0.3:
        yield enterprise(action="现状", founded=f"{year - 3}-04")
    if pick.random() < 0.2:
        yield emigration(action="现状", moved=f"{year - 1}-06")


def _full(pick: random.Random, year: int, age: int, kinds: frozenset[str]) -> Iterator[Entry]:
    wage, bonus = Decimal(pick.randrange(900, 1800)) / 100, Decimal(pick.randrange(100, 500)) / 100
    yield salary(wage=f"{wage}", bonus=f"{bonus}", other="0.5", total=f"{wage + bonus + Decimal('0.5')}")
    if "stock" in kinds:
        yield stock(value=round(0.9 + age * 0.11, 2))
    if "fund" in kinds:
        yield fund(value=round(0.62 + age * 0.07, 2))
    if "insurance" in kinds:
        yield insurance(premium=2 * (age + 1))
    if "deposit" in kinds:
        yield deposit(amount=2 + age)
    if "loan" in kinds:
        yield loan(lent=f"{year - 2}-03")
    if "trip" in kinds:
        yield trip(start=f"{year}-08-10", end=f"{year}-08-16")


def years(seed: int, last: int = 2025) -> list[Year]:
    """Five annual filings of one cadre in a row, each with the state before it; the first tells everything."""
    pick = random.Random(seed)
    kinds = frozenset(one for one in ("stock", "fund", "insurance", "deposit", "loan", "trip") if pick.random() < 0.5)
    before: State = {}
    told: list[Year] = []
    for age, year in enumerate(range(last - 4, last + 1)):
        day = f"{year + 1}-01-{pick.randrange(5, 31):02}"
        kind = FIRST if age == 0 and pick.random() < 0.5 else ANNUAL
        head = Filing(1, age, year, kind, 1, day, day, "{}", 1, 2)
        rows = list(_first_year(pick, year)) if age == 0 else []
        if age and pick.random() < 0.2:
            rows.append(house(address=f"云川市青岭县示例街{age}号", traded=f"{year}-06", area=88.5))
        rows += _full(pick, year, age, kinds)
        entries = list(filed(*rows).entries)
        told.append((head, entries, {key: dict(items) for key, items in before.items()}))
        apply(before, head, entries, PACK.sections)
    return told


def reviewed(one: Year, family: tuple[Relative, ...] = (WIFE, SON)) -> list[Mistake]:
    head, entries, before = one
    return review(head, entries, before, CADRE, family, TODAY, PACK)


@given(st.integers(0, 10**6))
@QUICK
def test_a_right_filing_has_no_hard_mistake(seed: int) -> None:
    for one in years(seed):
        assert [found for found in reviewed(one) if found.kind == "硬"] == []


def _changed(**values: Any) -> Callable[[Entry], Entry]:
    return lambda entry: row(entry.section, entry.position, **{**entry.values, **values})


PLANTS: list[tuple[str, str, Callable[[Entry], Entry]]] = [  # mistake, section of the first filing, what is done
    ("FM-03:single", "house", _changed(owner="张三、王芳")),
    ("FM-05:abroad", "house", _changed(address="香港九龙某道1号")),
    ("FM-16:sum", "salary", _changed(total=99)),
    ("FM-18:whole", "passport", _changed(action="新增")),
    ("FM-20:status", "marriage", _changed(change="离婚")),
    ("FM-20:spouse", "marriage", _changed(status="离异")),
    ("FM-22:words", "employment", _changed(employer="无")),
    ("FM-26:official", "passport", _changed(remark="公务护照")),
    ("FM-33:number", "employment", _changed(person_identity="000000197706150020")),
    ("FM-34:unknown", "employment", _changed(person="王芬")),
    ("FM-35:future", "house", _changed(traded="2030-01")),
    ("FM-35:order", "passport", _changed(expires="1999-01-01", issued="2001-01-01")),
    ("FM-36:small", "house", _changed(area=0)),
    ("FM-36:large", "house", _changed(area=1105)),
    ("FM-36:yuan", "salary", _changed(wage=120000)),
    ("FM-38:giver", "house", _changed(source="接受赠与")),
]


@given(st.integers(0, 10**6), st.sampled_from(PLANTS))
@QUICK
def test_a_planted_mistake_is_found_where_it_is(seed: int, plant: tuple[str, str, Callable[[Entry], Entry]]) -> None:
    wanted, section, change = plant
    head, entries, before = years(seed)[0]
    place = next(n for n, one in enumerate(entries) if one.section == section)
    entries[place] = change(entries[place])
    found = [one for one in reviewed((head, entries, before)) if f"{one.id}:{one.variant}" == wanted]
    assert [(one.section, one.position) for one in found] == [(section, entries[place].position)]


@given(st.integers(0, 10**6), st.integers(0, 4), st.integers(0, 100))
@QUICK
def test_a_row_told_twice_is_found(seed: int, year: int, which: int) -> None:
    head, entries, before = years(seed)[year]
    named = [one for one in entries if one.section != "marriage"]
    copy = named[which % len(named)]
    found = reviewed((head, [*entries, copy._replace(position=copy.position + 7)], before))
    assert [(one.section, one.position) for one in found if one.id == "FM-37"] == [(copy.section, copy.position + 7)]


# -- whatever the fields can hold ------------------------------------------------------------------------------------

_ODD = ("无", "退休", "香港", "中国", "、", "张三、王芳", "某某银行", "{item}", "{", "0", "9" * 17 + "X", ID)
_TEXTS = st.one_of(st.text(max_size=12), st.sampled_from(_ODD))
_DAYS = st.dates().map(date.isoformat)
_FIGURES = st.decimals(0, 10**9, places=2, allow_nan=False)
_KINDS: dict[str, st.SearchStrategy[Any]] = {
    "text": _TEXTS,
    "name": _TEXTS,
    "identity": st.just(ID),
    "credit_code": st.just("91350100M000100Y43"),
    "date": _DAYS,
    "month": st.one_of(_DAYS, _DAYS.map(lambda day: day[:7])),
    "year": st.integers(1900, 2100),
    "integer": st.integers(0, 10**9),
    "flag": st.booleans(),
} | dict.fromkeys(("number", "money", "area", "percent"), st.one_of(_FIGURES, _FIGURES.map(str), _FIGURES.map(float)))


def _value(field: Field) -> st.SearchStrategy[Any]:
    if field.codes:
        named = st.sampled_from(field.codes.values)
        return st.one_of(st.none(), named, _TEXTS) if field.codes.open else st.one_of(st.none(), named)
    return st.one_of(st.none(), _KINDS[field.kind])


def _row(section: Section) -> st.SearchStrategy[tuple[Section, dict[str, Any]]]:
    fields = {one.key: _value(one) for one in section.fields}
    return st.fixed_dictionaries({}, optional=fields).map(lambda values: (section, values))


_ROWS = st.sampled_from(list(PACK.sections.values())).flatmap(_row)
_RELATIVES = st.builds(
    lambda relation, name, identity, birth: Relative(1, 1, relation, name, identity, f'{{"birth": "{birth}"}}', 1, 2),
    st.sampled_from(PACK.codes["relation"].values),
    st.one_of(st.sampled_from(("王芳", "张三", "")), st.text(max_size=4)),
    st.sampled_from((None, ID, "不是号码")),
    st.one_of(_KINDS["month"], st.just("")),
)
_HEADS = st.builds(
    Filing, st.just(1), st.just(1), st.integers(1900, 2100), st.sampled_from(PACK.codes["filing"].values), st.just(1),
    st.none() | _DAYS, st.none() | _DAYS, st.just("{}"), st.none(), st.none(),
)  # fmt: skip


def _stored(section: Section, values: dict[str, Any]) -> Entry:
    """A row as the store gives it back: exact numbers as text."""
    return row(section.key, **{key: str(one) if isinstance(one, Decimal) else one for key, one in values.items()})


@given(_ROWS, st.none() | _HEADS, st.lists(_RELATIVES, max_size=3), st.dates())
@settings(QUICK, max_examples=150)
def test_no_value_of_a_field_stops_a_row(
    typed: tuple[Section, dict[str, Any]], head: Filing | None, family: list[Relative], today: date
) -> None:
    section, values = typed
    known = state(_stored(section, values))
    for before in ({}, known):
        for one in review_entry(section, values, Scene(PACK, today, head, before, CADRE, family)):
            assert "…" not in one.sentence


@given(_HEADS, st.lists(_ROWS, max_size=8), st.lists(_ROWS, max_size=5), st.lists(_RELATIVES, max_size=3), st.dates())
@QUICK
def test_no_value_of_a_field_stops_a_review(
    head: Filing,
    now: list[tuple[Section, dict[str, Any]]],
    then: list[tuple[Section, dict[str, Any]]],
    family: list[Relative],
    today: date,
) -> None:
    entries = filed(*(_stored(*one) for one in now)).entries
    before = state(*(_stored(*one) for one in then))
    for cadre in (CADRE, None, CADRE._replace(birth=None, identity="", name="")):
        for one in review(head, entries, before, cadre, family, today, PACK):
            assert "…" not in one.sentence
            assert one.section in ("", *PACK.sections)


# -- while typing ----------------------------------------------------------------------------------------------------


def _typed(section: str, **cells: str) -> dict[str, Any]:
    fields = PACK.sections[section]
    return {key: parse(fields.field(key), cell) for key, cell in cells.items()}


def test_a_row_alone_says_what_can_be_said_of_it() -> None:
    values = _typed(
        "house", action="新增", owner="张三、王芳", address="云川市示例路1号", area="1105", price="965000元"
    )
    found = review_entry(PACK.sections["house"], values, Scene(PACK, TODAY), 3)
    assert {(one.id, one.variant, one.field, one.position) for one in found} == {
        ("FM-03", "mode", "sharing", 3),
        ("FM-36", "large", "area", 3),
        ("FM-38", "blank", "source", 3),
    }
    assert (
        next(one for one in found if one.id == "FM-36").sentence
        == "“云川市示例路1号 张三、王芳”的建筑面积填1105㎡，大于600㎡。"
    )


def test_an_empty_row_is_not_blamed() -> None:
    for section in PACK.sections.values():
        found = review_entry(section, {}, Scene(PACK, TODAY, before=state(salary()), cadre=CADRE, relatives=[WIFE]))
        assert {one.variant for one in found} <= {"blank"}


def test_what_was_typed_and_what_was_stored_are_judged_alike() -> None:
    typed = _typed(
        "enterprise", action="新增", contribution="10", capital="100.00", share="30", senior="否", remark="监事"
    )
    stored = {key: str(one) if isinstance(one, Decimal) else one for key, one in typed.items()}
    scene = Scene(PACK, TODAY)
    assert review_entry(PACK.sections["enterprise"], typed, scene) == review_entry(
        PACK.sections["enterprise"], stored, scene
    )


def test_the_review_has_everything_that_the_rows_have() -> None:
    one = filed(house(area=0), wedding(change="离婚"), loan(counterparty="某某银行"))
    head = Filing(1, 2, 2025, ANNUAL, 1, "2026-01-20", "2026-01-15", "{}", 1, 2)
    scene = Scene(PACK, TODAY, head, {}, CADRE, (WIFE, SON))
    rows = [
        found
        for entry in one.entries
        for found in review_entry(PACK.sections[entry.section], entry.values, scene, entry.position)
    ]
    assert rows
    assert set(rows) <= set(one.mistakes())


def test_the_order_is_that_of_the_form() -> None:
    found = filed(loan(counterparty="某某银行"), house(area=0), house(address="香港"), signed=None).mistakes()
    order = ["", *PACK.sections]
    assert [one.section for one in found] == sorted((one.section for one in found), key=order.index)
    assert found[0].section == ""


def test_a_check_that_is_off_says_nothing() -> None:
    off = replace(PACK, checks={key: replace(one, enabled=False) for key, one in PACK.checks.items()})
    head = Filing(1, 2, 2025, REPORT, 1, None, None, "{}", 1, 2)
    assert review(head, [house(area=0)], {}, CADRE, [], TODAY, off) == []


# -- the words of the pack -------------------------------------------------------------------------------------------


def test_every_code_has_its_entry_and_every_entry_its_code() -> None:
    coded = {*ROW_CHECKS, *WHOLE_CHECKS}
    generic = {id_ for id_, one in PACK.checks.items() if one.asks or one.required}
    assert coded | generic | {"FM-31"} == set(NEEDS)
    assert set(PACK.checks) == set(NEEDS)


def test_figures_are_those_of_the_table() -> None:
    assert PACK.checks["FM-36"].parameters == {"area_low": 8, "area_high": 600, "amount_high": 5000, "share_high": 100}
    assert PACK.checks["FM-06"].parameters == {"tolerance": 1}


def test_words_ask_and_never_conclude() -> None:
    for one in PACK.checks.values():
        assert one.source.confidence in ("H", "M")
        for sentence in one.sentences.values():
            assert {name for _, name, _, _ in Formatter().parse(sentence) if name} <= set(FACTS)


def test_sections_and_fields_that_are_named_exist() -> None:
    for one in PACK.checks.values():
        assert {*one.sections, *one.asks, *one.required} <= set(PACK.sections)
        for key, fields in one.required.items():
            for field in fields:
                assert PACK.sections[key].field(field)


FAULTS: list[tuple[str, str, tuple[str, ...]]] = [  # what is replaced (first occurrence), by what, words of the message
    ("[check.sentences]", "[check.sentence]", ("第1个 [[check]]（FM-01）", "不认识的键 sentence", "sentences")),
    ("[instruments]", "[instrument]", ("mistakes.toml", "不认识的键 instrument")),
    ('severity = "question"', 'severity = "hint"', ("键 severity", "'hint'", "error、warning、question")),
    ('id = "FM-01"', 'id = "FM-41"', ("键 id", "'FM-41'", "FM-01")),
    ('id = "FM-02"', 'id = "FM-01"', ("第2个 [[check]]（FM-01）", "重复")),
    ('sections = ["house"]', 'sections = ["houses"]', ("（FM-02）", "键 sections", "'houses'", "house")),
    ('asks = ["stock"]', 'asks = ["stocks"]', ("（FM-07）", "键 asks", "'stocks'")),
    ('house = ["share"]', 'house = ["shares"]', ("（FM-03）", "键 required.house", "'shares'", "share")),
    ('house = ["share"]', 'houses = ["share"]', ("（FM-03）", "键 required", "'houses'")),
    ("area_low = 8", "area_lowest = 8", ("（FM-36）", "键 parameters", "缺少程序要用的 area_low")),
    ("area_low = 8", "area_low = 8.5", ("键 parameters.area_low", "应为整数，现为小数")),
    ("area_low = 8", "area_low = -8", ("不应为负数",)),
    ('home = ["住宅"]', 'homes = ["住宅"]', ("（FM-01）", "键 words", "home")),
    ('home = ["住宅"]', 'home = ["住宅", "住宅"]', ("重复：住宅",)),
    ('ask = "填有', 'asked = "填有', ("（FM-01）", "键 sentences", "缺少程序要用的 ask")),
    ("（{item}）", "（{thing}）", ("键 sentences.ask", "'thing'", "item、label")),
    ("（{item}）", "（{item）", ("键 sentences.ask", "花括号不成对")),
    ("没有其他房产。", "隐瞒其他房产。", ("键 sentences.ask", "不得作结论", "隐瞒")),
    ('expected = "请核对', 'expected = "须改正', ("键 expected", "请核对")),
    ('instrument = "form"', 'instrument = "hearsay"', ("键 instrument", "'hearsay'")),
    ('confidence = "M"', 'confidence = "L"', ("（FM-01）", "键 enabled", "不得启用")),
    ('confidence = "M"', 'confidence = "D"', ("键 confidence", "允许 H、M、L")),
    ('rules = ["PM-18"]', 'rules = ["PM-81"]', ("键 rules", "'PM-81'")),
    ('own = "', 'report = "', ("mistakes.toml：键 instruments", "report", "pack.toml")),
    ('rules = ["PM-01", "PM-03"]\n', "", ("（FM-31）", "键 sentences", "rules 或 needs")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), FAULTS)
def test_faulty_words_are_refused(old: str, new: str, told: tuple[str, ...]) -> None:
    text = TEXTS["mistakes.toml"]
    assert old in text
    with pytest.raises(PackError) as caught:
        read_pack({**TEXTS, "mistakes.toml": text.replace(old, new, 1)})
    for word in told:
        assert word in str(caught.value)
    assert str(caught.value).startswith(tuple(FILES))


def test_a_pack_without_one_of_the_40_is_refused() -> None:
    head, _, rest = TEXTS["mistakes.toml"].partition('[[check]]\nid = "FM-40"')
    assert rest
    with pytest.raises(PackError, match=r"mistakes\.toml：缺少程序要用的 FM-40"):
        read_pack({**TEXTS, "mistakes.toml": head})


def test_what_is_only_remembered_may_be_there_if_it_is_off() -> None:
    text = TEXTS["mistakes.toml"].replace('confidence = "M"\nenabled = true', 'confidence = "L"\nenabled = false', 1)
    assert not read_pack({**TEXTS, "mistakes.toml": text}).checks["FM-01"].enabled


def test_a_section_that_is_off_is_not_looked_at() -> None:
    pack = replace(PACK, sections={key: one for key, one in PACK.sections.items() if key != "salary"})
    head = Filing(1, 1, 2025, FIRST, 1, "2026-01-20", "2026-01-15", "{}", 1, 2)
    found = review(head, [salary(), marriage(), house()], {}, CADRE, [WIFE], TODAY, pack)
    assert "salary" not in {one.section for one in found}


def test_the_form_itself_refuses_a_share_above_the_whole() -> None:
    with pytest.raises(ValueFault, match="大于100%"):
        parse(PACK.sections["enterprise"].field("share"), "300%")
