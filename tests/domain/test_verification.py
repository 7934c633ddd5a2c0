"""查核比对 beyond the decision table: decisions of people, whose row it is, words, strict data, and properties."""

import random
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadre_desk.domain.pack_reader import PackError, read_pack
from cadre_desk.domain.people import Cadre, Dossier, Entry, Filing, Relative
from cadre_desk.domain.values import ValueFault
from cadre_desk.domain.verification import (
    Choice,
    Comparison,
    FeedbackRow,
    Member,
    Outcome,
    Subject,
    compare,
    subject_of,
)
from tests.domain.verification_world import CADRE, FILED, IDS, PACK, SON, WIFE, checked, entry, row, subject, told

FOLDER = Path(__file__).parents[2] / "resources/packs/2017"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")}
HOUSE = {"owner": CADRE, "address": "一路1号", "area": "110", "kind": "住宅"}
STOCK = {"owner": WIFE, "code": "600000", "quantity": "1000", "value": "1.2"}
OTHER = {"cadre_id": 2, "identity": "000000198801010019", "members": ()}


def outcomes(found: Comparison) -> list[str]:
    return sorted(told(one) for one in found.results)


# -- decisions of people ---------------------------------------------------------------------------------------------


def two_accounts() -> tuple[Subject, list[FeedbackRow]]:
    rows = [
        row("stock", WIFE, ref=str(n), **{**STOCK, "quantity": quantity, "value": value})
        for n, (quantity, value) in enumerate([("400", "0.5"), ("600", "0.7")])
    ]
    return subject({"stock": [STOCK]}), rows


def test_what_could_be_several_things_is_asked_with_candidates() -> None:
    one, rows = two_accounts()
    found = checked(one, rows)
    assert not found.results
    (asked,) = found.unsettled
    assert {each.ref for each in asked.rows} == {"0", "1"}
    assert [(each.cadre_id, each.item) for each in asked.candidates] == [(1, "李梅|600000")]


def test_rows_that_a_person_put_together_are_added_up() -> None:
    one, rows = two_accounts()
    decided = {each.ref: Choice(1, "李梅|600000") for each in rows}
    assert outcomes(checked(one, rows, decided=decided)) == ["一致"]


@pytest.mark.parametrize(
    ("choice", "expected", "strangers", "unsettled"),
    [
        (Choice(1, None), ["反馈中没有", "疑似隐瞒不报 第四条第七项"], 0, 0),
        (Choice(None), ["反馈中没有"], 1, 0),
        (Choice(1, "不在|了"), ["反馈中没有"], 0, 1),
        (Choice(1, "一路1号|王建国"), ["一致"], 0, 0),
    ],
)
def test_an_earlier_decision_is_honoured(choice: Choice, expected: list[str], strangers: int, unsettled: int) -> None:
    found = checked(subject({"house": [HOUSE]}), [row("house", ref="a", **HOUSE)], decided={"a": choice})
    assert outcomes(found) == expected
    assert (len(found.strangers), len(found.unsettled)) == (strangers, unsettled)


# -- whose row it is -------------------------------------------------------------------------------------------------


def test_two_cadres_of_one_name_are_told_apart_by_number_only() -> None:
    both = [subject({"house": [HOUSE]}), subject({}, **OTHER)]
    sure = checked(both, [row("house", **HOUSE)])
    assert [(one.cadre_id, one.outcome) for one in sure.results] == [(1, Outcome.SAME)]
    unsure = checked(both, [row("house", identity=None, **HOUSE)])
    assert [one.outcome for one in unsure.results] == [Outcome.ABSENT]
    assert "同名" in unsure.results[0].sentence
    assert [one.cadre_id for one in unsure.unsettled[0].candidates] == [1, 2]
    named = checked(both, [row("house", identity=None, cadre=IDS[CADRE], **HOUSE)])
    assert [one.outcome for one in named.results] == [Outcome.SAME]


def test_a_couple_of_two_cadres_is_compared_in_both_reports() -> None:
    wife = Subject(2, WIFE, IDS[WIFE], (Member("丈夫", CADRE, IDS[CADRE], None),), {}, (), FILED, False)
    found = checked([subject({"house": [HOUSE]}), wife], [row("house", **HOUSE)])
    assert [(one.cadre_id, told(one)) for one in found.results] == [(1, "一致"), (2, "疑似隐瞒不报 第四条第七项")]


def test_registries_that_were_not_asked_lack_nothing() -> None:
    assert not checked(subject({"house": [HOUSE]}), [], asked={"stock"}).results


def test_a_feedback_cell_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(ValueFault):
        row("house", area="很大")


def filed(year: int, kind: str, *entries: Entry) -> tuple[Filing, tuple[Entry, ...]]:
    return Filing(1, year, year, kind, 1, f"{year + 1}-01-20", None, "{}", 1, 1), entries


def test_the_subject_of_a_dossier_has_the_state_and_what_was_disposed_of() -> None:
    cadre = Cadre(1, IDS[CADRE], CADRE, "男", None, None, None, None, None, None, 1, None, "{}", 1, 1)
    wife = Relative(1, 1, "妻子", WIFE, IDS[WIFE], '{"birth": "1972-02"}', 1, 1)
    house, old, new = entry("house", **HOUSE), entry("stock", **STOCK), entry("stock", **{**STOCK, "code": "600001"})
    sold = [one._replace(action="处置") for one in (house, old, new)]
    filings = [
        filed(2022, "首次报告", house, old),
        filed(2023, "年度集中报告", sold[1], new),
        filed(2024, "年度集中报告", sold[0], sold[2]),
    ]
    dossier = Dossier(cadre, [wife], [], filings, [], {})
    last = subject_of(dossier, PACK.sections)
    assert (last.filed, last.first, last.state) == ("2025-01-20", False, {})
    assert [one.item for one in last.disposed] == [house.item, new.item]  # what was sold before 2023 is an old story
    first = subject_of(dossier, PACK.sections, "2023-12-31")
    assert (first.filed, first.first, sorted(first.state)) == ("2023-01-20", True, ["house", "stock"])
    assert first.members == (Member("妻子", WIFE, IDS[WIFE], "1972-02"),)


# -- words -----------------------------------------------------------------------------------------------------------


def test_the_sentence_names_both_sides_article_and_doubt() -> None:
    (one,) = checked(subject({"house": [HOUSE]}), [row("house", **{**HOUSE, "area": "160"})]).results
    assert one.sentence == (
        "疑似漏报（《领导干部个人有关事项报告查核结果处理办法》（2017）第三条第二项），待核实："
        "王建国的“房产”（一路1号 王建国）报告数小于反馈数：建筑面积报告110㎡、反馈160㎡。"
    )
    assert (one.differences[0].declared, one.differences[0].checked) == ("110㎡", "160㎡")
    assert one.source is not None
    assert one.source.confidence == "H"


def test_a_first_report_is_graded_with_a_remark() -> None:
    (one,) = checked(subject({}, first=True), [row("house", **HOUSE)]).results
    assert told(one) == "疑似隐瞒不报 第四条第七项"
    assert "首次报告" in one.sentence


# -- strict data -----------------------------------------------------------------------------------------------------

FAULTS = [
    ('[[section]]\nkey = "marriage"', '[[section]]\nkey = "wedding"', ("缺少 marriage",)),
    ("same = 0\nexplained = 1\n", "same = 2\nexplained = 1\n", ("[[tolerance]]（area）", "键 explained")),
    ('key = "area"', 'key = "acres"', ("第1个 [[tolerance]]", "允许 area")),
    ('key = "share"', 'key = "date"', ("“date” 重复",)),
    ('short = ["area"]', 'short = ["size"]', ("[[section]]（house）", "没有 size")),
    ('short = ["area"]', "", ("short 只用于",)),
    ("co_owned = true", "co_owner = true", ("不认识的键 co_owner",)),
    ('near_by = "area"', "", ("键 near_by",)),
    ('class = "attached"', 'class = "shed"', ("没有 'shed'",)),
    ('class_field = "kind"', "", ("键 keys", "没有 class")),
    ('situations = ["none"]', 'situations = ["gone"]', ("没有 'gone'",)),
    ('situations = ["none"]', 'situations = ["some"]', ("（marriage）", "some 重复")),
    ('situations = ["short"]', 'situations = ["differs"]', ("differs 重复",)),
    ('grade = "concealment"', 'grade = "guilty"', ("允许 omission、concealment、review",)),
    ('article = "第四条第一项"', 'article = "第三条第一项"', ("键 article", "第四条")),
    ('article = "第四条第一项"\nconfidence = "H"', 'article = "第四条第一项"\nconfidence = "M"', ("只能写 review",)),
    ('confidence = "M"', 'confidence = "L"', ("第1个 [[tolerance]]（area）", "L")),
    ('instrument = "handling"', 'instrument = "law"', ("没有 'law'",)),
    ('from = "trip_abroad"', 'from = "trips"', ("键 from",)),
    ('field = "countries"', 'field = "where"', ("没有 where",)),
    ('same = "{name}', 'equal = "{name}', ("键 sentences", "缺少 same")),
    ("，反馈是否完整待核实", "", ("sentences.same", "疑似")),
    ('omission = "疑似漏报{article}', 'omission = "疑似漏报{law}', ("没有 law",)),
    ('omission = "疑似漏报{article}', 'omission = "疑似漏报{article', ("花括号",)),
    ('none = "报告中', 'nothing = "报告中', ("键 phrases", "缺少 none")),
    ('"国" = ["國"]', '"国" = ["國", "国"]', ("“国” 重复",)),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told_words"), FAULTS)
def test_a_faulty_table_is_refused_in_words(old: str, new: str, told_words: tuple[str, ...]) -> None:
    text = TEXTS["verification.toml"]
    assert old in text
    with pytest.raises(PackError) as caught:
        read_pack({**TEXTS, "verification.toml": text.replace(old, new, 1)})
    assert str(caught.value).startswith("verification.toml")
    for word in told_words:
        assert word in str(caught.value)


def test_a_section_without_a_decision_is_refused() -> None:
    head, _, tail = TEXTS["verification.toml"].partition('[[section]]\nkey = "private_loan"')
    rest = tail[tail.index("# 结果的句子") :]
    with pytest.raises(PackError, match="缺少 private_loan"):
        read_pack({**TEXTS, "verification.toml": head + rest})


def test_every_grade_rests_on_the_handling_rules_with_high_confidence() -> None:
    for check in PACK.verification.sections.values():
        for grading in check.gradings.values():
            assert grading.grade == "review" or grading.source.confidence == "H"
            assert grading.source.instrument.startswith("《领导干部个人有关事项报告查核结果处理办法》")


def test_a_unit_may_set_the_tolerance_to_nothing() -> None:
    shipped, strict = (f"explained = {n}\nexplained_percent = {n}" for n in (1, 0))
    text = TEXTS["verification.toml"].replace(shipped, strict, 1)
    pack = read_pack({**TEXTS, "verification.toml": text})
    found = compare([subject({"house": [HOUSE]})], [row("house", **{**HOUSE, "area": "110.01"})], pack)
    assert outcomes(found) == ["疑似漏报 第三条第二项"]


def test_a_section_that_the_form_has_switched_off_is_left_out() -> None:
    form = TEXTS["form.toml"].replace('key = "hmt_trip"', 'key = "hmt_trip"\nenabled = false', 1)
    law = read_pack({**TEXTS, "form.toml": form}).verification
    assert "hmt_trip" not in law.sections
    assert [route.to for route in law.routes] == ["child_hmt_marriage"]


# -- properties ------------------------------------------------------------------------------------------------------

_area = st.integers(60, 64).map(str)
_houses = st.builds(
    lambda owner, n, area, kind: ("house", {"owner": owner, "address": f"{n}号", "area": area, "kind": kind}),
    st.sampled_from([CADRE, WIFE, f"{CADRE}、{WIFE}"]), st.integers(1, 3), _area,
    st.sampled_from(["住宅", "车位", "其他"]),
)  # fmt: skip
_stocks = st.builds(
    lambda owner, code, n: ("stock", {"owner": owner, "code": code, "quantity": str(n), "value": "1"}),
    st.sampled_from([CADRE, WIFE]), st.sampled_from(["600000", "600001", "某银行"]), st.integers(100, 102),
)  # fmt: skip
_trips = st.builds(
    lambda day, country: ("trip_abroad", {"start": f"2024-05-{day:02}", "countries": country, "passport": "E1"}),
    st.integers(1, 9), st.sampled_from(["泰国", "老挝", "香港", "泰国、老挝"]),
)  # fmt: skip
_jobs = st.builds(
    lambda who, firm: ("employment", {"person": who, "relation": "儿子", "employer": firm}),
    st.sampled_from([WIFE, SON]), st.sampled_from(["甲厂", "乙厂"]),
)  # fmt: skip
_things = st.lists(st.one_of(_houses, _stocks, _trips, _jobs), max_size=7)
Things = list[tuple[str, dict[str, Any]]]


def declared(things: Things) -> Subject:
    entries = [entry(section, n, **values) for n, (section, values) in enumerate(things)]
    state: dict[str, dict[str, Any]] = {}
    for one in entries:
        state.setdefault(one.section, {})[one.item] = one
    return subject()._replace(state=state)


def told_back(one: Subject) -> list[FeedbackRow]:
    """A feedback that says just what is declared."""
    return [
        row(section, ref=f"{section}{n}", **{key: value for key, value in held.values.items() if key != "action"})
        for section, items in one.state.items()
        for n, held in enumerate(items.values())
    ]


def rows_of(things: Things) -> list[FeedbackRow]:
    return [row(section, ref=f"r{n}", source="甲乙"[n % 2], **values) for n, (section, values) in enumerate(things)]


def essence(found: Comparison) -> tuple[Any, ...]:
    results = sorted((told(r), r.section, r.sentence, sorted(f.ref for f in r.feedback)) for r in found.results)
    return results, sorted((u.reason, sorted(f.ref for f in u.rows)) for u in found.unsettled)


quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(_things)
def test_a_feedback_equal_to_the_state_gives_only_same(things: Things) -> None:
    one = declared(things)
    found = checked(one, told_back(one))
    assert {r.outcome for r in found.results} <= {Outcome.SAME}
    assert not found.unsettled
    assert sum(len(r.declared) for r in found.results) == sum(map(len, one.state.values()))


@quick
@given(_things, _things, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(things: Things, feedback: Things, chance: random.Random) -> None:
    one, rows = declared(things), rows_of(feedback)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    sections = list(one.state.items())
    chance.shuffle(sections)
    assert essence(checked(one, rows)) == essence(checked(one._replace(state=dict(sections)), shuffled))


@quick
@given(_things, _things, st.one_of(_houses, _stocks, _trips))
def test_a_row_of_a_stranger_changes_nothing(
    things: Things, feedback: Things, more: tuple[str, dict[str, Any]]
) -> None:
    one, rows = declared(things), rows_of(feedback)
    stranger = row(more[0], "外人", ref="stranger", identity="000000198801010019", **more[1])
    found = checked(one, [*rows, stranger])
    assert essence(found) == essence(checked(one, rows))
    assert [f.ref for f in found.strangers] == ["stranger"]


@quick
@given(_things, _things)
def test_everything_comes_out_just_once(things: Things, feedback: Things) -> None:
    one, rows = declared(things), rows_of(feedback)
    found = checked(one, rows)
    refs = [f.ref for r in found.results for f in r.feedback] + [f.ref for u in found.unsettled for f in u.rows]
    assert sorted(refs) == sorted(f.ref for f in rows)
    items = [(e.section, e.item) for r in found.results for e in r.declared]
    items += [(entry_of(one, c.section, c.item), c.item) for u in found.unsettled for c in u.candidates]
    assert sorted(items) == sorted((section, item) for section, held in one.state.items() for item in held)


def entry_of(one: Subject, section: str, item: str | None) -> str:
    """The section in which the item was declared: a trip to 香港 may stand among those abroad."""
    return next(key for key, items in one.state.items() if item in items and key in (section, "trip_abroad"))


# -- speed -----------------------------------------------------------------------------------------------------------


def crowd(number: int) -> tuple[list[Subject], list[FeedbackRow]]:
    """Cadres with a house, a stock and a trip each, and a feedback of which some differs."""
    subjects, rows = [], []
    for n in range(number):
        identity = f"00000019{n:09}X"
        name = f"王{chr(0x4E00 + n % 20000)}{chr(0x4E00 + n // 7 % 20000)}"
        things: Things = [
            ("house", {"owner": name, "address": f"{n}路1号", "area": "90", "kind": "住宅"}),
            ("stock", {"owner": name, "code": f"{600000 + n % 999}", "quantity": "100", "value": "1"}),
            ("trip_abroad", {"start": "2024-05-01", "countries": "泰国", "passport": f"E{n}"}),
        ]
        subjects.append(declared(things)._replace(cadre_id=n, name=name, identity=identity, members=()))
        for section, values in things:
            changed = {**values, "area": "99"} if section == "house" and n % 10 == 0 else values
            rows.append(FeedbackRow(f"{section}{n}", "库", section, name, identity, None, changed))
    return subjects, rows


def test_time_grows_with_the_rows_not_with_their_square() -> None:
    took = []
    for number in (500, 4000):
        subjects, rows = crowd(number)
        start = time.perf_counter()
        checked(subjects, rows)
        took.append(time.perf_counter() - start)
    assert took[1] < took[0] * 30, took  # eight times as many; a square would be 64 times


def test_one_person_with_very_many_rows_is_no_trap() -> None:
    rows = [row("stock", WIFE, ref=str(n), owner=WIFE, code="某股", quantity=str(n % 7 + 1)) for n in range(4000)]
    start = time.perf_counter()
    checked(subject({"stock": [STOCK]}), rows)
    assert time.perf_counter() - start < 5
