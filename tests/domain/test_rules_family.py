"""Rules about business of the family, and about candidates whose family moved abroad."""

import json
from typing import Any

import pytest

from cadre_desk.domain.people import Entry, Post, Relative
from cadre_desk.domain.rules import examine
from cadre_desk.domain.rules.business import shared
from tests.domain.dossiers import (
    ANNUAL,
    FIRST,
    PACK,
    Declared,
    batch,
    cadre,
    dossier,
    entry,
    filing,
    found,
    law,
    post,
    relative,
    verified,
)
from tests.domain.rule_examples import CANDIDATE, SPOUSE_MOVED, firm, left_for

CODE = "91350100M000100Y43"


def business(action: str = "现状", **values: Any) -> Entry:
    whole = {"person": "王芳", "relation": "妻子", "credit_code": CODE, "enterprise": "甲公司", "scope": "餐饮服务"}
    return entry("enterprise", action=action, **whole | values)


def job(title: str | None, kind: str = "私营企业", employer: str = "乙公司", **values: Any) -> Entry:
    whole = {"action": "现状", "person": "王芳", "relation": "妻子", "employer": employer}
    return entry("employment", **whole | {"title": title, "employer_kind": kind} | values)


def fund(code: str, holder: str = "配偶") -> Entry:
    return entry("fund", owner="王芳", holder=holder, code=code)


# -- FB-01 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "held", "expected"),
    [
        ("厅局级副职", None, 1),
        ("厅局级正职", None, 1),
        ("省部级副职", None, 1),
        ("县处级正职", None, 0),
        (None, None, 0),
        ("县处级正职", post(level="厅局级副职"), 1),
        ("县处级正职", post(level="厅局级副职", end="2025-06"), 0),
        (None, post(level=None), 0),
    ],
)
def test_from_which_level_family_business_is_asked_about(level: str | None, held: Post | None, expected: int) -> None:
    one = dossier(filing(2024, ANNUAL, "2025-01-20", business()), who=cadre(level=level), posts=[held] if held else [])
    assert len(found("FB-01", one)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([business()], ["甲公司"], id="the spouse's firm"),
        pytest.param([business(relation="女婿", person="赵甲")], ["甲公司"], id="a child's spouse"),
        pytest.param([business(relation="弟弟", person="张乙")], [], id="a brother is outside the rule"),
        pytest.param([business(state="注销")], [], id="struck off"),
        pytest.param([business(state="吊销未注销")], ["甲公司"], id="licence withdrawn: still there"),
        pytest.param([job("总经理")], ["乙公司"], id="a senior post in a private firm"),
        pytest.param([job("董事、总经理", "外资企业")], ["乙公司"], id="one of two titles, foreign firm"),
        pytest.param([job("客户经理")], [], id="no senior post: the title must be the word"),
        pytest.param([job("总经理助理")], [], id="an assistant"),
        pytest.param([job("总经理", "国有企业")], [], id="a state firm"),
        pytest.param([job(None)], [], id="title not written"),
        pytest.param([job("律师", "其他", "示例律师事务所")], ["示例律师事务所"], id="paid legal service"),
        pytest.param([job("总经理", relation="岳父", person="王父")], [], id="father-in-law"),
        pytest.param([fund("示例私募股权投资基金")], ["示例私募股权投资基金"], id="a private fund"),
        pytest.param([fund("示例私募股权投资基金", "本人")], [], id="the cadre's own is another matter"),
        pytest.param([fund("000001")], [], id="an ordinary fund"),
        pytest.param([business(), job("监事")], ["甲公司", "乙公司"], id="each is told"),
    ],
)
def test_what_counts_as_family_business(rows: list[Entry], expected: list[str]) -> None:
    one = dossier(filing(2024, ANNUAL, "2025-01-20", *rows), who=cadre(level="厅局级正职"))
    assert [finding.facts["what"] for finding in found("FB-01", one)] == expected


def test_a_firm_that_was_given_up_is_not_held() -> None:
    filings = [filing(2023, ANNUAL, "2024-01-20", business()), filing(2024, ANNUAL, "2025-01-20", business("处置"))]
    assert found("FB-01", dossier(filings[0], who=cadre(level="厅局级正职")))
    assert found("FB-01", dossier(*filings, who=cadre(level="厅局级正职"))) == []


# -- FB-02 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("charge", "scope", "expected"),
    [
        ("餐饮、食品生产", "餐饮服务；日用品销售", ["餐饮"]),
        ("餐饮，食品生产", "食品生产，餐饮服务", ["餐饮", "食品生产"]),
        ("建筑工程", "建筑材料销售", []),  # the whole term, not a piece of it
        ("油", "食用油销售", []),  # one character names nothing
        ("危险化学品", "化工产品销售（不含危险化学品）", []),
        ("危险化学品", "化工产品销售(危险化学品除外)", []),
        ("危险化学品", "危险化学品销售（凭许可证经营）", ["危险化学品"]),
        ("", "餐饮服务", []),
        ("餐饮", "", []),
    ],
)
def test_terms_that_both_name(charge: str, scope: str, expected: list[str]) -> None:
    assert shared(charge, scope) == expected


@pytest.mark.parametrize(
    ("held", "values", "expected"),
    [
        pytest.param({}, {}, 1, id="in charge of what the wife's firm does"),
        pytest.param({"role": "领导班子成员"}, {"relation": "儿子", "person": "张小"}, 1, id="the son's"),
        pytest.param({}, {"relation": "儿媳", "person": "赵甲"}, 0, id="art 74 speaks of spouse and children"),
        pytest.param({}, {"state": "注销"}, 0, id="struck off"),
        pytest.param({}, {"scope": "日用品销售"}, 0, id="another trade"),
        pytest.param({}, {"scope": None}, 0, id="scope not written"),
        pytest.param({"role": "内设机构正职"}, {}, 0, id="no leading member"),
        pytest.param({"end": "2025-06"}, {}, 0, id="a post of the past"),
        pytest.param({"data": "{}"}, {}, 0, id="not recorded what he is in charge of"),
        pytest.param({"data": json.dumps({"charge": ""})}, {}, 0, id="left blank"),
    ],
)
def test_in_charge_of_what_the_family_does(held: dict[str, Any], values: dict[str, Any], expected: int) -> None:
    whole = {"role": "领导班子副职", "data": json.dumps({"charge": "餐饮"})}
    one = dossier(filing(2024, ANNUAL, "2025-01-20", business(**values)), posts=[post(**whole | held)])
    assert len(found("FB-02", one)) == expected


# -- FB-03 -----------------------------------------------------------------------------------------------------------

GONE = business("处置")


def brother(action: str = "新增", **values: Any) -> Entry:
    return business(action, **{"person": "张乙", "relation": "弟弟"} | values)


@pytest.mark.parametrize(
    ("filings", "expected"),
    [
        pytest.param([[GONE], [brother()]], 1, id="a brother holds it afterwards"),
        pytest.param([[GONE, brother()]], 1, id="told in the same report"),
        pytest.param([[brother("现状")], [GONE]], 0, id="the brother held it before"),
        pytest.param([[GONE], [business("新增", person="张小", relation="儿子")]], 0, id="a child is inside"),
        pytest.param([[GONE], [brother(credit_code="x")]], 0, id="another firm"),
        pytest.param([[business()], [brother()]], 0, id="nobody left"),
        pytest.param([[GONE], [brother("处置")]], 0, id="the brother gave it up as well"),
        pytest.param([[GONE]], 0, id="left for good"),
    ],
)  # fmt: skip
def test_left_and_came_back(filings: list[list[Entry]], expected: int) -> None:
    told = [filing(2021 + n, ANNUAL, f"{2022 + n}-01-20", *rows) for n, rows in enumerate(filings)]
    assert len(found("FB-03", dossier(*told))) == expected


def test_fb_03_is_shipped_off() -> None:
    one = left_for("张乙")
    assert found("FB-03", one)
    assert "FB-03" not in {finding.rule for finding in examine(one, law())}
    assert "FB-01" in {finding.rule for finding in examine(firm(), law())}, "control: others of the family are on"


# -- NK-02 -----------------------------------------------------------------------------------------------------------

WIFE, SON = relative("妻子"), relative("儿子", "张小")
SON_MOVED = entry("emigration", action="现状", person="张小", relation="儿子", country="新西兰")
BACK = entry("emigration", action="处置", person="王芳", relation="妻子", country="新西兰")
WIDOWED = entry("marriage", action="现状", status="丧偶")


@pytest.mark.parametrize(
    ("kinds", "family", "rows", "expected"),
    [
        pytest.param([CANDIDATE], [WIFE], [SPOUSE_MOVED], 1, id="a candidate, the spouse moved"),
        pytest.param([ANNUAL], [WIFE], [SPOUSE_MOVED], 0, id="no candidate"),
        pytest.param([FIRST, CANDIDATE], [WIFE], [SPOUSE_MOVED], 1, id="told earlier"),
        pytest.param([CANDIDATE, ANNUAL], [WIFE], [SPOUSE_MOVED], 0, id="no longer a candidate"),
        pytest.param([CANDIDATE], [WIFE, SON], [SON_MOVED], 0, id="the only child, the spouse is here"),
        pytest.param([CANDIDATE], [SON], [WIDOWED, SON_MOVED], 1, id="no spouse, the only child"),
        pytest.param([CANDIDATE], [WIFE], [SPOUSE_MOVED, BACK], 0, id="moved and came back"),
        pytest.param([CANDIDATE], [WIFE], [], 0, id="nobody moved"),
    ],
)
def test_candidate_with_family_abroad(
    kinds: list[str], family: list[Relative], rows: list[Entry], expected: int
) -> None:
    filings: list[Declared] = [
        filing(2021 + n, kind, f"{2022 + n}-01-20", *(() if n else rows)) for n, kind in enumerate(kinds)
    ]
    assert len(found("NK-02", dossier(*filings, family=family, posts=[post()]))) == expected


@pytest.mark.parametrize(("state", "expected"), [("open", 1), ("fixed", 1), ("closed", 0), ("void", 0)])
def test_candidate_by_the_list_of_a_batch(state: str, expected: int) -> None:
    one = dossier(filing(2024, ANNUAL, "2025-01-20", SPOUSE_MOVED), family=[WIFE])
    listed = one._replace(
        verified=[verified(state="closed", closed="2026-02-25")], verifications={5: batch(state=state)}
    )
    assert len(found("NK-02", listed)) == expected
    assert PACK.rules["NK-02"].severity == "R"
