"""The decision table of domain.md §2, cell by cell, and what it does not say: declared + feedback -> result, article.

Written by hand before the code. Each case is one cadre; `expect` has one line per thing, in any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from cadre_desk.domain.people import Entry
from cadre_desk.domain.verification import FeedbackRow
from tests.domain.verification_world import (
    BRIDE,
    CADRE,
    FATHER,
    GIRL,
    SON,
    WIFE,
    Rows,
    checked,
    row,
    subject,
    told,
)

SAME, EXPLAINED, REVIEW, ABSENT = "一致", "差额可解释", "待人工认定", "反馈中没有"
HIDDEN, LEFT_OUT = "疑似隐瞒不报", "疑似漏报"

HOUSE = {"owner": CADRE, "address": "某市东区一路1号2栋301室", "area": "110", "kind": "住宅", "traded": "2015-06"}
SPACE = {"owner": CADRE, "address": "某市东区一路1号地下B12", "area": "12.5", "kind": "车位", "traded": "2015-06"}
PASSPORT = {"document": "E00000001", "issued": "2020-03-01", "expires": "2030-02-28"}
PERMIT = {"type": "往来港澳通行证", "document": "C00000001", "issued": "2021-03-01", "expires": "2031-02-28"}
TRIP = {"start": "2024-05-01", "end": "2024-05-06", "countries": "泰国", "passport": "E00000001"}
HMT_TRIP = {"start": "2024-07-01", "end": "2024-07-03", "region": "香港", "permit": "C00000001"}
STOCK = {"owner": WIFE, "code": "600000", "quantity": "1000", "value": "1.20"}
FUND = {"owner": WIFE, "code": "000001", "units": "5000", "value": "0.80"}
POLICY = {"owner": WIFE, "product": "某两全保险", "policy": "P0001", "company": "某人寿", "premium": "12"}
CODE = "91350100M000100Y43"
FIRM = {"person": SON, "credit_code": CODE, "enterprise": "某某贸易有限公司", "contribution": "50", "share": "40"}
JOB = {"person": WIFE, "employer": "某市第一中学", "title": "教师"}
CHILD = {"child": SON, "spouse": "无名氏", "nationality": "加拿大", "registered": "2023-09"}
MOVED = {"person": SON, "country": "澳大利亚", "category": "永久居留资格", "moved": "2022-06"}
STAY = {"person": SON, "country": "英国", "since": "2021-09"}
CRIME = {"person": SON, "prosecuted": "2023-11", "reason": "某罪", "stage": "刑事审判"}
MARRIED = {"status": "已婚", "change": "再婚", "changed": "2024-05"}
DEPOSIT = {"owner": WIFE, "place": "新加坡", "bank": "某银行", "currency": "新加坡元", "amount": "3"}
ABROAD = {"owner": WIFE, "place": "新加坡", "content": "某基金", "currency": "新加坡元", "amount": "5"}
LOAN = {"owner": CADRE, "direction": "借出", "counterparty": "某甲", "amount": "20", "lent": "2023-03"}


def but(base: dict[str, str], **changed: Any) -> dict[str, Any]:
    return {**base, **changed}


@dataclass
class Case:
    name: str
    declared: dict[str, Rows]
    feedback: Sequence[FeedbackRow]
    expect: list[str]
    unsettled: int = 0  # 需人工对应
    strangers: int = 0
    other: dict[str, Any] = field(default_factory=dict)  # of the subject


def missing(section: str, title: str, values: dict[str, Any], expect: str, person: str = CADRE) -> Case:
    """Nothing of the section is declared, a registry has one."""
    return Case(f"{title}：未报，查核有", {}, [row(section, person, **values)], [expect])


def same(section: str, title: str, values: dict[str, Any], person: str = CADRE) -> Case:
    return Case(f"{title}：一致", {section: [values]}, [row(section, person, **values)], [SAME])


def differs(
    section: str, title: str, values: dict[str, Any], changed: dict[str, Any], expect: str, person: str = CADRE
) -> Case:
    return Case(title, {section: [values]}, [row(section, person, **but(values, **changed))], [expect])


def one_of_two(section: str, title: str, one: dict[str, Any], other: dict[str, Any], expect: str, person: str) -> Case:
    """One is declared, a registry has two."""
    rows = [row(section, person, **one), row(section, person, **other)]
    return Case(f"{title}：报了一项，查核有两项", {section: [one]}, rows, [SAME, expect])


NOTHING_REPORTED = [
    missing("marriage", "婚姻", MARRIED, f"{HIDDEN} 第四条第一项"),
    missing("passport", "护照", PASSPORT, f"{HIDDEN} 第四条第二项"),
    missing("trip_abroad", "因私出国", TRIP, f"{HIDDEN} 第四条第二项"),
    missing("hmt_permit", "港澳证件", PERMIT, f"{LEFT_OUT} 第三条第一项"),
    missing(
        "hmt_permit",
        "台湾证件",
        but(PERMIT, type="大陆居民往来台湾通行证", document="T00000001"),
        f"{LEFT_OUT} 第三条第一项",
    ),
    missing("hmt_trip", "往来港澳台", HMT_TRIP, f"{LEFT_OUT} 第三条第一项"),
    missing("child_foreign_marriage", "与外国人通婚", CHILD, f"{HIDDEN} 第四条第三项", SON),
    missing("child_hmt_marriage", "与港澳台居民通婚", but(CHILD, nationality="澳门"), f"{HIDDEN} 第四条第三项", SON),
    missing("emigration", "移居", MOVED, f"{HIDDEN} 第四条第四项", SON),
    missing("overseas_stay", "连续一年", STAY, f"{HIDDEN} 第四条第四项", SON),
    missing("employment", "从业", JOB, f"{HIDDEN} 第四条第五项", WIFE),
    missing("criminal", "刑责", CRIME, f"{HIDDEN} 第四条第六项", SON),
    missing("house", "住宅", HOUSE, f"{HIDDEN} 第四条第七项"),
    missing("house", "商铺不是车库车位储藏间", but(HOUSE, kind="商铺"), f"{HIDDEN} 第四条第七项"),
    missing("house", "别墅", but(HOUSE, kind="联排别墅"), f"{HIDDEN} 第四条第七项"),
    missing("house", "车位", SPACE, f"{LEFT_OUT} 第三条第二项"),
    missing("house", "车库", but(SPACE, kind="地下车库"), f"{LEFT_OUT} 第三条第二项"),
    missing("house", "储藏间", but(SPACE, kind="储藏室"), f"{LEFT_OUT} 第三条第二项"),
    missing("house", "没写房产类型，分不清住房与车位", but(SPACE, kind=None), f"{REVIEW} 第三条第二项、第四条第七项"),
    missing("stock", "股票", STOCK, f"{HIDDEN} 第四条第八项", WIFE),
    missing("fund", "基金", FUND, f"{HIDDEN} 第四条第八项", WIFE),
    missing("insurance", "投资型保险", POLICY, f"{HIDDEN} 第四条第八项", WIFE),
    missing("enterprise", "企业", FIRM, f"{HIDDEN} 第四条第九项", SON),
    missing("overseas_deposit", "境外存款未列名", DEPOSIT, f"{REVIEW} 第三条第五项、第四条第十项", WIFE),
    missing("overseas_investment", "境外投资未列名", ABROAD, f"{REVIEW} 第三条第五项、第四条第十项", WIFE),
    missing("salary", "工资未列名", {"wage": "15", "total": "15"}, REVIEW),
    missing("labour_income", "劳务未列名", {"lecture": "2", "total": "2"}, REVIEW),
    missing("private_loan", "借贷未列名", LOAN, REVIEW),
]

SAME_ON_BOTH_SIDES = [
    same("marriage", "婚姻", MARRIED),
    same("trip_abroad", "因私出国", TRIP),
    same("house", "住宅", HOUSE),
    same("stock", "股票", STOCK, WIFE),
    same("enterprise", "企业", FIRM, SON),
    same("salary", "工资", {"wage": "15", "total": "15"}),
    Case(
        "只知年月的日期：与反馈的日一致", {"house": [HOUSE]}, [row("house", **but(HOUSE, traded="2015-06-18"))], [SAME]
    ),
    Case("什么都没有", {}, [], []),
]

REPORTED_TOO_SMALL = [
    differs("house", "面积：报110，查160（办法案例）", HOUSE, {"area": "160"}, f"{LEFT_OUT} 第三条第二项"),
    differs("house", "面积：差额在1㎡内，列出而不定性", HOUSE, {"area": "110.8"}, EXPLAINED),
    differs("house", "面积：差额在1%内，列出而不定性", HOUSE, {"area": "111.1"}, EXPLAINED),
    differs("house", "面积：刚超过1㎡和1%", HOUSE, {"area": "111.2"}, f"{LEFT_OUT} 第三条第二项"),
    differs("house", "面积：报得比查核大，不是少报", HOUSE, {"area": "100"}, f"{REVIEW} 第三条第五项"),
    differs("house", "车位面积少报", SPACE, {"area": "20"}, f"{LEFT_OUT} 第三条第二项"),
    differs("stock", "股票：市值少报", STOCK, {"value": "2.40"}, f"{LEFT_OUT} 第三条第三项", WIFE),
    differs("stock", "股票：数量少报", STOCK, {"quantity": "2000"}, f"{LEFT_OUT} 第三条第三项", WIFE),
    differs("stock", "股票：差额在1%内", STOCK, {"value": "1.21"}, EXPLAINED, WIFE),
    differs("fund", "基金：少报", FUND, {"value": "8"}, f"{LEFT_OUT} 第三条第三项", WIFE),
    differs("insurance", "保险：保费少报", POLICY, {"premium": "24"}, f"{LEFT_OUT} 第三条第三项", WIFE),
    differs("insurance", "保险：反馈以元计", POLICY, {"premium": "120000元"}, SAME, WIFE),
    differs("insurance", "保险：反馈漏写元，相差一万倍", POLICY, {"premium": "120000"}, REVIEW, WIFE),
    differs("enterprise", "企业：出资少报", FIRM, {"contribution": "500000元"}, SAME, SON),
    differs("enterprise", "企业：出资额少报", FIRM, {"contribution": "80"}, f"{LEFT_OUT} 第三条第四项", SON),
    differs("enterprise", "企业：比例差1个百分点内", FIRM, {"share": "40.9"}, EXPLAINED, SON),
    differs("enterprise", "企业：比例不同", FIRM, {"share": "60"}, REVIEW, SON),
    differs("overseas_deposit", "境外存款少报", DEPOSIT, {"amount": "9"}, f"{REVIEW} 第三条第五项", WIFE),
    differs("overseas_investment", "境外投资少报", ABROAD, {"amount": "9"}, f"{REVIEW} 第三条第五项", WIFE),
    differs("salary", "工资少报", {"wage": "15", "total": "15"}, {"wage": "19", "total": "19"}, REVIEW),
    differs("labour_income", "劳务少报", {"lecture": "2", "total": "2"}, {"lecture": "6", "total": "6"}, REVIEW),
]

ONE_OF_SEVERAL = [
    one_of_two("house", "住宅", HOUSE, but(HOUSE, address="西区九号", area="88"), f"{HIDDEN} 第四条第七项", CADRE),
    one_of_two("house", "车位与住宅", HOUSE, SPACE, f"{LEFT_OUT} 第三条第二项", CADRE),
    one_of_two("trip_abroad", "出国", TRIP, but(TRIP, start="2024-09-01"), f"{HIDDEN} 第四条第二项", CADRE),
    one_of_two(
        "passport", "护照", PASSPORT, but(PASSPORT, document="E7", issued="2023-01-01"), f"{HIDDEN} 第四条第二项", CADRE
    ),
    one_of_two("hmt_trip", "往来港澳台", HMT_TRIP, but(HMT_TRIP, region="澳门", start="2024-10-01"),
               f"{LEFT_OUT} 第三条第一项", CADRE),
    one_of_two("stock", "股票（未定）", STOCK, but(STOCK, code="600001"), f"{REVIEW} 第三条第三项、第四条第八项", WIFE),
    one_of_two(
        "fund", "基金（未定）", FUND, but(FUND, code="000009"), f"{REVIEW} 第三条第三项、第四条第八项", WIFE
    ),
    one_of_two(
        "insurance", "保险（未定）", POLICY, but(POLICY, policy="P2", product="某年金"),
        f"{REVIEW} 第三条第三项、第四条第八项", WIFE,
    ),
    one_of_two(
        "enterprise", "企业", FIRM, but(FIRM, credit_code="91350100MA00000000", enterprise="另一公司"),
        f"{HIDDEN} 第四条第九项", SON,
    ),
    one_of_two("employment", "从业：另一个人", JOB, but(JOB, person=SON), f"{HIDDEN} 第四条第五项", WIFE),
    Case("报了车位没报住宅", {"house": [SPACE]}, [row("house", **SPACE), row("house", **HOUSE)],
         [SAME, f"{HIDDEN} 第四条第七项"]),
    Case("报了护照没报港澳证件", {"passport": [PASSPORT]}, [row("passport", **PASSPORT), row("hmt_permit", **PERMIT)],
         [SAME, f"{LEFT_OUT} 第三条第一项"]),
]  # fmt: skip

DETAIL_DIFFERS = [
    differs("marriage", "婚姻细节", MARRIED, {"changed": "2023-01"}, REVIEW),
    differs("passport", "护照有效期", PASSPORT, {"expires": "2028-02-28"}, REVIEW),
    differs("trip_abroad", "出国日期差几天", TRIP, {"start": "2024-05-03"}, EXPLAINED),
    differs(
        "trip_abroad",
        "出、入境日都不同：可能是另一次",
        TRIP,
        {"start": "2024-05-20", "end": "2024-05-25"},
        REVIEW,
    ),
    differs("trip_abroad", "国家不同", TRIP, {"countries": "老挝"}, REVIEW),
    differs("trip_abroad", "国家次序不同", but(TRIP, countries="泰国、老挝"), {"countries": "老挝，泰国"}, SAME),
    differs("hmt_permit", "证件号录错一位、签发日相同", PERMIT, {"document": "C00000002"}, REVIEW),
    differs("child_foreign_marriage", "国籍不同", CHILD, {"nationality": "美国"}, REVIEW, SON),
    differs("emigration", "类别不同", MOVED, {"category": "外国国籍"}, REVIEW, SON),
    differs("overseas_stay", "起始差一个月内", STAY, {"since": "2021-10"}, EXPLAINED, SON),
    differs("employment", "单位不同", JOB, {"employer": "某公司"}, REVIEW, WIFE),
    differs("criminal", "阶段不同", CRIME, {"stage": "刑罚执行"}, REVIEW, SON),
    differs("house", "价格不同", but(HOUSE, price="80"), {"price": "120"}, f"{REVIEW} 第三条第五项"),
    differs("house", "交易时间差一个月", HOUSE, {"traded": "2015-07"}, EXPLAINED),
    differs("house", "产权人不同", HOUSE, {"owner": WIFE}, f"{REVIEW} 第三条第五项"),
    differs("house", "住宅登记为车位，产权证相同", but(HOUSE, certificate="Z1"), {"kind": "车位"},
            f"{REVIEW} 第三条第五项"),
    differs("house", "栋与幢、空格与标点", HOUSE, {"address": "某市 东区一路1号2幢301室"}, SAME),
    differs("house", "地址写法不同，面积相同", HOUSE, {"address": "一路1号院2号楼三层301"}, f"{REVIEW} 第三条第五项"),
    differs("enterprise", "信用代码全角、小写、空格", FIRM, {"credit_code": "９１350100 m000100y43"}, SAME, SON),
    differs("enterprise", "信用代码不同、名称相同", FIRM, {"credit_code": "91350100MA00000000"}, REVIEW, SON),
    differs("stock", "名称带代码", STOCK, {"code": "某银行(600000)"}, SAME, WIFE),
    differs("house", "反馈未写交易时间和价格，只比双方都有的", HOUSE, {"traded": None}, SAME),
    differs("house", "报告未写面积", but(HOUSE, area=None, certificate="Z1"), {"area": "110"},
            f"{REVIEW} 第三条第五项"),
]  # fmt: skip

NAMES = [
    Case("姓名中间有空格，无证件号", {"house": [HOUSE]},
         [row("house", "王 建 国", identity=None, **but(HOUSE, owner="王　建国"))], [SAME]),
    Case("繁体姓名，证件号相符", {"stock": [STOCK]}, [row("stock", WIFE, **but(STOCK, owner="李梅"))], [SAME]),
    Case("繁体姓名，无证件号：不自行认定", {"house": [HOUSE]},
         [row("house", "王建國", identity=None, **but(HOUSE, owner="王建國"))], [ABSENT], 1),
    Case("证件号相符、姓名繁体", {"house": [HOUSE]},
         [row("house", "王建國", identity="000000197001010012", **but(HOUSE, owner="王建國"))], [SAME]),
    Case("同名而证件号不同：不是本人", {}, [row("house", identity="000000198801010019", **HOUSE)], [], 0, 1),
    Case("无关人员", {}, [row("house", "赵某", identity="000000198801010019", **but(HOUSE, owner="赵某"))], [], 0, 1),
    Case("亲属档案无证件号、反馈有：不自行认定", {}, [row("stock", "周某", identity="000000199001010015",
         **but(STOCK, owner="周某"))], [], 1, 0, {"family": (("女儿", "周某", None, None),)}),
    Case("亲属同名两人，无证件号", {}, [row("house", "王晓", identity=None, **but(HOUSE, owner="王晓"))], [], 1, 0,
         {"family": (("儿子", "王晓", "000000199503030035", None), ("父亲", "王晓", "000000194506060014", None))}),
    Case("名字里的·", {"child_foreign_marriage": [but(CHILD, spouse="约翰·史密斯")]},
         [row("child_foreign_marriage", SON, **but(CHILD, spouse="约翰 ．史密斯"))], [SAME]),
    Case("证件号末位小写x", {}, [row("house", "赵某", identity="00000019800101001x", **but(HOUSE, owner="赵某"))],
         [f"{HIDDEN} 第四条第七项"], 0, 0, {"name": "赵某", "identity": "00000019800101001X"}),
]  # fmt: skip

WHOSE = [
    missing("house", "未成年子女的住宅", but(HOUSE, owner=GIRL), f"{HIDDEN} 第四条第七项", GIRL),
    missing("house", "成年子女是否共同生活须核实", but(HOUSE, owner=SON), f"{REVIEW} 第四条第七项", SON),
    missing("house", "父亲的房产不在报告范围", but(HOUSE, owner=FATHER), EXPLAINED, FATHER),
    missing("enterprise", "儿媳的企业", but(FIRM, person=BRIDE), f"{HIDDEN} 第四条第九项", BRIDE),
    missing("enterprise", "本人名下企业：不是此项，但须人工看", but(FIRM, person=CADRE), f"{REVIEW} 第四条第九项"),
    missing("passport", "配偶的护照不在报告范围", PASSPORT, EXPLAINED, WIFE),
    Case("共有房产，两名共有人各反馈一行", {"house": [but(HOUSE, owner=f"{CADRE}、{WIFE}")]},
         [row("house", **HOUSE), row("house", WIFE, **but(HOUSE, owner=WIFE))], [SAME]),
]  # fmt: skip

NOT_AN_OMISSION = [
    Case("反馈中没有：不对干部定性", {"house": [HOUSE], "stock": [STOCK]}, [], [ABSENT, ABSENT]),
    Case("填报日之后取得", {}, [row("house", **but(HOUSE, traded="2025-02-01"))], [EXPLAINED]),
    Case("填报当月取得、不知日", {}, [row("house", **but(HOUSE, traded="2025-01"))], [f"{REVIEW} 第四条第七项"]),
    Case("填报日取得", {}, [row("house", **but(HOUSE, traded="2025-01-20"))], [f"{HIDDEN} 第四条第七项"]),
    Case("已填处置，反馈仍在名下", {}, [row("house", **HOUSE)], [REVIEW], 0, 0, {"disposed": {"house": [HOUSE]}}),
    Case("处置了一套，另一套未报", {}, [row("house", **but(HOUSE, address="西区九号", area="88"))],
         [f"{HIDDEN} 第四条第七项"], 0, 0, {"disposed": {"house": [HOUSE]}}),
    Case("只填了股票处置，另一只未报：未定", {}, [row("stock", WIFE, **but(STOCK, code="600001", quantity="7"))],
         [f"{REVIEW} 第三条第三项、第四条第八项"], 0, 0, {"disposed": {"stock": [STOCK]}}),
    Case("报告期间以前的出国", {}, [row("trip_abroad", **but(TRIP, start="2023-12-01", end="2023-12-31"))],
         [EXPLAINED]),
    Case("报告期间以前失效的护照", {}, [row("passport", **but(PASSPORT, issued="2010-01-01", expires="2020-01-01"))],
         [EXPLAINED]),
    Case("首次填报照样比对", {"house": [HOUSE]}, [row("house", **but(HOUSE, area="160"))],
         [f"{LEFT_OUT} 第三条第二项"], 0, 0, {"first": True}),
    Case("没有报告可比", {}, [row("house", **HOUSE)], [f"{REVIEW} 第四条第七项"], 0, 0, {"filed": None}),
    Case("出入境反馈里的香港算往来港澳台", {}, [row("trip_abroad", **but(TRIP, countries="中国香港"))],
         [f"{LEFT_OUT} 第三条第一项"]),
    Case("把香港填在出国里也对得上", {"trip_abroad": [but(TRIP, countries="香港")]},
         [row("hmt_trip", start="2024-05-01", end="2024-05-06", region="香港", permit="E00000001")], [SAME]),
]  # fmt: skip

SEVERAL_SOURCES = [
    Case("两个来源反馈同一套房", {"house": [HOUSE]},
         [row("house", source="不动产登记", **HOUSE), row("house", source="住建", **HOUSE)], [SAME]),
    Case("两个来源、都未报：算一套", {},
         [row("house", source="不动产登记", **HOUSE), row("house", source="住建", **HOUSE)],
         [f"{HIDDEN} 第四条第七项"]),
    Case("两个来源面积不一、一个与报告相同", {"house": [HOUSE]},
         [row("house", source="不动产登记", **HOUSE), row("house", source="住建", **but(HOUSE, area="160"))],
         [f"{REVIEW} 第三条第五项"]),
    Case("两个来源都比报告大", {"house": [HOUSE]},
         [row("house", source="不动产登记", **but(HOUSE, area="150")),
          row("house", source="住建", **but(HOUSE, area="160"))], [f"{LEFT_OUT} 第三条第二项"]),
    Case("同一来源两行完全相同：可能重复，须人工看", {"house": [SPACE]},
         [row("house", ref="1", **SPACE), row("house", ref="2", **SPACE)], [SAME, f"{REVIEW} 第三条第二项"]),
]  # fmt: skip

AMBIGUOUS = [
    Case("同址两套，面积都对不上：需人工对应",
         {"house": [but(HOUSE, certificate="A"), but(HOUSE, owner=WIFE, area="90", certificate="B")]},
         [row("house", **but(HOUSE, area="70")), row("house", WIFE, **but(HOUSE, owner=WIFE, area="60"))], [], 1),
    Case("同址两套，一套完全相同：余下的对得上",
         {"house": [HOUSE, but(HOUSE, owner=WIFE, area="90")]},
         [row("house", **HOUSE), row("house", WIFE, **but(HOUSE, owner=WIFE, area="120"))],
         [SAME, f"{LEFT_OUT} 第三条第二项"]),
    Case("报一只股票，反馈两个账户各一行", {"stock": [STOCK]},
         [row("stock", WIFE, **but(STOCK, quantity="400", value="0.5")),
          row("stock", WIFE, **but(STOCK, quantity="600", value="0.7"))], [], 1),
    Case("地址都不同、面积都相近的两套", {"house": [HOUSE, but(HOUSE, address="南区七号")]},
         [row("house", **but(HOUSE, address="甲小区", area="110.2")),
          row("house", **but(HOUSE, address="乙小区", area="110.4"))], [], 1),
]  # fmt: skip

CASES = [
    *NOTHING_REPORTED, *SAME_ON_BOTH_SIDES, *REPORTED_TOO_SMALL, *ONE_OF_SEVERAL, *DETAIL_DIFFERS, *NAMES, *WHOSE,
    *NOT_AN_OMISSION, *SEVERAL_SOURCES, *AMBIGUOUS,
]  # fmt: skip


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    assert len({one.name for one in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    found = checked(subject(case.declared, **case.other), case.feedback)
    assert sorted(map(told, found.results)) == sorted(case.expect)
    assert (len(found.unsettled), len(found.strangers)) == (case.unsettled, case.strangers)
    for one in found.results:
        assert any(word in one.sentence for word in ("疑似", "待核实")), one.sentence
        assert all(isinstance(side, Entry) for side in one.declared)
