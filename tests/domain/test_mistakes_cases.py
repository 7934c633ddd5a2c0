"""The 40 common mistakes of filings (users.md section 8): what must be found, and what comes close and is none.

Where the form of this pack lacks what a check would need, NEEDS says so in the words of the pack; rows that an
early-warning rule finds already are named in BY_RULE and shown to be found by it.
"""

from datetime import date
from typing import NamedTuple

import pytest

from cadre_desk.domain.declaration import DISPOSED
from cadre_desk.domain.people import Dossier, Filing
from cadre_desk.domain.rules import CADRE_RULES, Law
from tests.domain.filings import (
    CADRE,
    FIRST,
    PACK,
    REPORT,
    SON,
    WIFE,
    Filed,
    criminal,
    deposit,
    emigration,
    employment,
    enterprise,
    filed,
    fund,
    hmt_trip,
    house,
    insurance,
    labour,
    loan,
    marriage,
    passport,
    permit,
    relative,
    salary,
    stay,
    stock,
    trip,
    wedding,
)


class Case(NamedTuple):
    """One way of making the mistake, and its close neighbour that is right."""

    mistake: str  # FM-03:mode, the row of the table and the sentence of the pack
    wrong: Filed
    right: Filed


FLAT = house(action="现状", traded="2018-05")
WORK = employment(action="现状", changed=None)
STUDY = employment(
    action="现状", person="张小明", relation="儿子", employer="云川大学", title="学生", employer_kind="学生"
)
BRIDE = relative("儿媳", "李丽")
WIFE_OF_SON = employment(action="现状", person="李丽", relation="儿媳")
TWO = "张三、王芳"
ZHEJIANG_STREET = "青岛市市南区香港中路10号1幢101室"

CASES = [
    # 1  a flat, and no car space or storage room
    Case("FM-01:ask", filed(house()), filed(house(), house(kind="车位", address="同小区地下12号", area=12))),
    Case("FM-01:ask", filed(FLAT, kind=FIRST), filed(house(action="处置", source="出售"), before=[FLAT])),
    # 2  the area; without feedback only against the report before
    Case(
        "FM-02:area",
        filed(house(action="变更", area=110), before=[house(area=160)]),
        filed(house(action="变更", area=110.4), before=[house(area="110")]),
    ),
    # 3  co-owned
    Case("FM-03:mode", filed(house(owner=TWO, sharing=None)), filed(house(owner=TWO, sharing="共同共有"))),
    Case("FM-03:single", filed(house(owner=TWO)), filed(house())),
    Case(
        "FM-03:owners",
        filed(house(holder="共有", sharing="共同共有")),
        filed(house(holder="共有", owner=TWO, sharing="共同共有")),
    ),
    Case(
        "FM-03:blank",
        filed(house(sharing="按份共有", owner=TWO)),
        filed(house(sharing="按份共有", owner=TWO, share=50)),
    ),
    Case(
        "FM-03:shares",
        filed(house(sharing="按份共有", share=60), house(owner="王芳", holder="配偶", sharing="按份共有", share=50)),
        filed(house(sharing="按份共有", share=50), house(owner="王芳", holder="配偶", sharing="按份共有", share=50)),
    ),
    Case(
        "FM-03:areas",
        filed(house(area=55), house(owner="王芳", holder="配偶", area=110)),
        filed(house(area=110), house(owner="王芳", holder="配偶", area=110)),
    ),
    Case(  # an owner was added: the row before is not a second share
        "FM-03:shares",
        filed(house(sharing="按份共有", share=70), house(owner="王芳", sharing="按份共有", share=70)),
        filed(house(action="变更", owner=TWO, sharing="按份共有", share=50), before=[house(share=100)]),
    ),
    # 4  held in another's name
    Case("FM-04:stranger", filed(house(owner="赵六")), filed(house(owner="王芳", holder="配偶"))),
    Case("FM-04:stranger", filed(house(owner="张三、赵六", sharing="共同共有")), filed(house(owner="张　三"))),
    Case(
        "FM-04:stranger", filed(house(owner="张三（60%）、赵六（40%）")), filed(house(owner="张三（60%） 王芳（40%）"))
    ),
    # 5  abroad
    Case("FM-05:abroad", filed(house(address="香港九龙某道1号")), filed(house(address=ZHEJIANG_STREET))),
    Case("FM-05:abroad", filed(house(address="中国香港九龙某道1号")), filed(house(address="香港路1号"))),
    Case("FM-05:abroad", filed(stock(code="00700.HK")), filed(stock(code="00700", remark="港股通"))),
    Case("FM-05:abroad", filed(stock(code="某某", remark="美股账户")), filed(stock(code="601398"))),
    Case("FM-05:abroad", filed(fund(remark="境外账户")), filed(fund(code="纳斯达克100ETF联接"))),
    Case(
        "FM-05:abroad",
        filed(insurance(company="示例保险（香港）有限公司")),
        filed(insurance(company="中美示例人寿上海分公司")),
    ),
    # 6  the total of an owner's rows
    Case(
        "FM-06:total",
        filed(stock(total=3), stock(code="600002", value=2.4, total=3)),
        filed(stock(total=3.6), stock(code="600002", value=2.4, total=3.6)),
    ),
    Case("FM-06:missing", filed(stock(), stock(code="600002", value=2.4)), filed(stock())),
    Case("FM-06:missing", filed(fund(), fund(code="000002")), filed(fund(), fund(code="000002", disposal="出售"))),
    # 7  what is easily forgotten of shares
    Case("FM-07:ask", filed(stock()), filed(stock(), before=[stock(value=1)])),
    Case("FM-07:connect", filed(stock(code="00700")), filed(stock(code="00700", remark="港股通"))),
    Case(
        "FM-07:unlisted",
        filed(stock(code="示例农商股份有限公司")),
        filed(stock(code="示例农商股份有限公司", remark="未上市股份")),
    ),
    # 8  a small fund
    Case("FM-08:none", filed(stock()), filed(stock(), fund(value=0.02))),
    # 9  who pays, what lapsed, what adds up
    Case("FM-09:owner", filed(insurance(owner="张小明")), filed(insurance())),
    Case("FM-09:owner", filed(insurance(owner="张三", holder="配偶")), filed(insurance(owner="王芳", holder="配偶"))),
    Case(
        "FM-09:lapsed",
        filed(insurance(remark="2024年已退保")),
        filed(insurance(disposal="注销", remark="2024年已退保")),
    ),
    Case(
        "FM-09:falls",
        filed(insurance(premium=2), before=[insurance(premium="6.00")]),
        filed(insurance(premium=8), before=[insurance(premium="6.00")]),
    ),
    # 10  which products
    Case("FM-10:cover", filed(insurance(product="示例百万医疗保险")), filed(insurance(product="示例医疗年金保险"))),
    Case(
        "FM-10:cover", filed(insurance(product="示例重大疾病保险")), filed(insurance(product="示例终身寿险（万能型）"))
    ),
    # 11  paid in or subscribed
    Case("FM-11:contribution", filed(enterprise(contribution=10)), filed(enterprise(contribution=30.1))),
    Case(
        "FM-11:above", filed(enterprise(contribution=300, share=None)), filed(enterprise(contribution=100, share=100))
    ),
    # 12  the state and the old name
    Case("FM-12:closed", filed(enterprise(state="注销")), filed(enterprise(state="停业"))),
    Case(
        "FM-12:revoked",
        filed(enterprise(action="处置", state="吊销未注销"), before=[enterprise()]),
        filed(enterprise(action="处置", state="注销"), before=[enterprise()]),
    ),
    Case(
        "FM-12:renamed",
        filed(enterprise(action="变更", enterprise="新名商贸有限公司"), before=[enterprise()]),
        filed(
            enterprise(action="变更", enterprise="新名商贸有限公司", remark="原名示例商贸有限公司"),
            before=[enterprise()],
        ),
    ),
    # 13  to the level of the city
    Case("FM-13:finer", filed(enterprise(registered_at="某省云川市望江区示例路1号")), filed(enterprise())),
    Case("FM-13:coarser", filed(enterprise(registered_at="某省")), filed(enterprise(registered_at="某自治州"))),
    Case("FM-13:blank", filed(enterprise(operated_at=None)), filed(enterprise(action="处置", operated_at=None))),
    # 14  where the account is
    Case("FM-14:domestic", filed(deposit(place="上海市", bank="某外资银行上海分行")), filed(deposit())),
    Case("FM-14:domestic", filed(deposit(place="中国北京")), filed(deposit(place="中国香港"))),
    # 15  what the salary is
    Case("FM-15:ask", filed(salary()), filed(salary(), before=[salary(total="15.20")])),
    # 16  parts and sum
    Case("FM-16:sum", filed(labour(total=0.5)), filed(labour(writing="0.30", total="0.50"))),
    Case("FM-16:sum", filed(salary(total=18)), filed(salary(total=16.01))),
    # 17  无 beside rows
    Case(
        "FM-17:none",
        filed(house(), house(owner="无", address="无")),
        filed(house(), house(address="云川市无名路1号3幢101室")),
    ),
    # 18  the whole state, or only what changed
    Case("FM-18:whole", filed(house(), kind=FIRST), filed(FLAT, kind=FIRST)),
    Case("FM-18:changes", filed(FLAT, before=[FLAT, salary()]), filed(house(), before=[FLAT, salary()])),
    Case("FM-18:marriage", filed(salary(), kind=FIRST), filed(marriage(), salary(), kind=FIRST)),
    Case("FM-18:salary", filed(house(), before=[FLAT]), filed(house(), kind=REPORT, before=[FLAT])),
    # 19  a change that is none
    Case(
        "FM-19:same",
        filed(employment(action="变更", changed=None), before=[WORK]),
        filed(employment(action="变更", title="副院长", changed="2025-07"), before=[WORK]),
    ),
    Case(  # what was reported in the year is reported again with the year's report
        "FM-19:same",
        filed(passport(action="新增"), before=[passport(action="新增")]),
        filed(passport(action="新增", issued="2025-03-01"), before=[passport(action="新增", issued="2025-03-01")]),
    ),
    Case(
        "FM-19:known",
        filed(house(traded="2018-05", price=99), before=[FLAT]),
        filed(house(address="云川市别处路9号", traded="2025-05"), before=[FLAT]),
    ),
    Case(
        "FM-19:unknown",
        filed(house(action="处置", source="出售"), kind=REPORT, before=[salary()]),
        filed(house(action="处置", source="出售"), kind=REPORT, before=[FLAT]),
    ),
    Case(  # without a date it may be the repetition
        "FM-19:same",
        filed(permit(action="变更"), before=[permit()]),
        filed(permit(action="新增"), before=[permit(action="新增")]),
    ),
    # 20  marriage
    Case("FM-20:blank", filed(wedding(changed=None)), filed(wedding())),
    Case("FM-20:blank", filed(wedding(reason=None)), filed(marriage(reason=None))),
    Case(
        "FM-20:spouse",
        filed(wedding(status="离异", change="离婚")),
        filed(wedding(status="离异", change="离婚"), family=[SON]),
    ),
    Case("FM-20:status", filed(wedding(change="离婚")), filed(wedding(change="再婚"))),
    # 21  the spouse of a child
    Case(
        "FM-21:left_out",
        filed(WORK, STUDY, kind=FIRST, family=[WIFE, SON, BRIDE]),
        filed(WORK, STUDY, WIFE_OF_SON, kind=FIRST, family=[WIFE, SON, BRIDE]),
    ),
    # 22  who does not work
    Case("FM-22:words", filed(employment(employer="无")), filed(employment(employer="待业"))),
    Case("FM-22:words", filed(employment(employer="无业")), filed(employment(employer="学龄前", employer_kind="其他"))),
    Case("FM-22:retired", filed(employment(employer="已退休")), filed(employment(employer="云川市第一医院（已退休）"))),
    Case(
        "FM-22:post", filed(employment(employer="某局（退休）", title=None)), filed(employment(employer="某局（退休）"))
    ),
    Case("FM-22:left_out", filed(WORK, kind=FIRST), filed(WORK, STUDY, kind=FIRST)),
    # 23  senior posts
    Case("FM-23:remark", filed(enterprise(remark="任监事")), filed(enterprise(remark="任监事", senior=True))),
    Case("FM-23:remark", filed(enterprise(remark="任法定代表人")), filed(enterprise(remark="任项目经理"))),
    Case(
        "FM-23:employment",
        filed(enterprise(), employment(employer="示例商贸有限公司", title="财务总监", employer_kind="私营企业")),
        filed(enterprise(), employment(employer="示例商贸有限公司", title="客户经理", employer_kind="私营企业")),
    ),
    # 24  which right to stay
    Case("FM-24:ask", filed(emigration()), filed(emigration(action="变更"), before=[emigration(city="墨尔本")])),
    Case("FM-24:category", filed(emigration(remark="已入籍")), filed(emigration(category="外国国籍", remark="已入籍"))),
    Case(
        "FM-24:given_up",
        filed(emigration(action="处置"), before=[emigration()]),
        filed(emigration(action="处置", remark="2025年6月放弃"), before=[emigration()]),
    ),
    # 25  a year abroad
    Case("FM-25:ask", filed(stay()), filed(stay(action="变更", city="利兹"), before=[stay()])),
    Case("FM-25:short", filed(stay(since="2025-09")), filed(stay(since="2025-01"))),
    # 26  passports
    Case("FM-26:official", filed(passport(remark="公务普通护照")), filed(passport(remark="因私普通护照"))),
    Case("FM-26:official", filed(passport(keeper="因公护照管理处")), filed(passport(keeper="某市委组织部"))),
    Case(
        "FM-26:lapsed",
        filed(salary(), before=[passport(expires="2025-08-01")]),
        filed(passport(action="处置", expires="2025-08-01"), before=[passport(expires="2025-08-01")]),
    ),
    Case(
        "FM-26:old",
        filed(passport(issued="2010-01-01", expires="2019-12-31"), kind=FIRST),
        filed(passport(issued="2015-02-02", expires="2025-02-01"), kind=FIRST),
    ),
    # 27  permits
    Case("FM-27:none", filed(hmt_trip()), filed(hmt_trip(), permit())),
    Case("FM-27:other", filed(hmt_trip(permit="C00000009"), permit()), filed(hmt_trip(permit="c0000 0001"), permit())),
    # 28  trips
    Case("FM-28:window", filed(trip(start="2024-12-30", end="2025-01-02")), filed(trip(start="2025-01-01"))),
    Case("FM-28:window", filed(hmt_trip(start="2023-05-01", end="2023-05-03")), filed(hmt_trip())),
    Case("FM-28:passport", filed(trip(passport="E99999999"), passport()), filed(trip(), before=[passport()])),
    Case("FM-28:validity", filed(trip(), passport(expires="2024-12-31")), filed(trip(), passport())),
    # 29  criminal matters
    Case("FM-29:blank", filed(criminal(stage=None)), filed(criminal())),
    Case("FM-29:result", filed(criminal(stage="执行完毕")), filed(criminal(stage="执行完毕", result="拘役两个月"))),
    # 30  loans
    Case(
        "FM-30:bank", filed(loan(counterparty="某某银行云川支行")), filed(loan(counterparty="赵某某（某某银行职工）"))
    ),
    Case("FM-30:bank", filed(loan(counterparty="住房公积金中心")), filed(loan())),
    Case("FM-30:blank", filed(loan(interest=None)), filed(loan(interest=None, disposal="归还"))),
    # 32  what the spouse holds
    Case("FM-32:ask", filed(salary(), house()), filed(salary(), fund(owner="王芳", holder="配偶"))),
    Case("FM-32:ask", filed(salary(), family=[WIFE]), filed(salary(), family=[SON])),
    # 33  numbers of the family
    Case(
        "FM-33:number",
        filed(employment(person_identity="000000197706150029")),
        filed(employment(person_identity=WIFE.identity)),
    ),
    Case(
        "FM-33:number",
        filed(employment(person_identity="00000019770615002")),
        filed(employment(person_identity="E1234")),
    ),
    Case(
        "FM-33:sex",
        filed(employment(person_identity=SON.identity)),
        filed(employment(person_identity=SON.identity, person="张小明", relation="儿子")),
    ),
    # 34  the family of the ledger
    Case("FM-34:unknown", filed(employment(person="王芬")), filed(employment(person="王 芳"))),
    Case("FM-34:relation", filed(employment(relation="女儿")), filed(employment(relation="配偶"))),
    Case(
        "FM-34:identity",
        filed(employment(person_identity="000000198001010021")),
        filed(employment(person_identity=WIFE.identity)),
    ),
    Case("FM-34:unknown", filed(emigration(person="张大明")), filed(emigration(person="张大明"), family=[])),
    # 35  impossible dates
    Case("FM-35:future", filed(house(traded="2026-06")), filed(house(traded="2026-01"))),
    Case("FM-35:future", filed(trip(start="2026-01-16")), filed(passport(expires="2036-01-16"))),
    Case("FM-35:unborn", filed(house(traded="1974-05")), filed(enterprise(founded="1974-05"))),
    Case(
        "FM-35:unborn",
        filed(emigration(moved="2003-04")),
        filed(emigration(moved="2003-05")),
    ),
    Case("FM-35:minor", filed(house(owner="张小明", traded="2020-05")), filed(house(owner="张小明", traded="2021-05"))),
    Case(
        "FM-35:minor",
        filed(house(owner="张小明", traded="2020-05")),
        filed(house(owner="张小明", traded="2020-05", source="继承", remark="祖父遗留")),
    ),
    Case(
        "FM-35:minor",
        filed(house(owner="张小明", traded="2020-05")),
        filed(house(owner="张三、张小明", traded="2020-05", sharing="共同共有")),
    ),
    Case(
        "FM-35:order",
        filed(trip(start="2025-02-16", end="2025-02-10")),
        filed(trip(start="2025-02-16", end="2025-02-16")),
    ),
    Case("FM-35:order", filed(passport(issued="2030-03-01")), filed(passport())),
    # 36  sizes
    Case("FM-36:small", filed(house(area=7.9)), filed(house(area=8))),
    Case("FM-36:small", filed(house(area=0, kind="车位")), filed(house(area=4, kind="储藏间"))),
    Case("FM-36:large", filed(house(area=1105)), filed(house(area=600))),
    Case("FM-36:large", filed(house(area=1105)), filed(house(area=3000, kind="厂房"))),
    Case("FM-36:yuan", filed(house(price="965000")), filed(house(price=5000))),
    Case("FM-36:yuan", filed(salary(total=160000)), filed(enterprise(capital=10000, contribution=3000))),
    Case("FM-36:yuan", filed(insurance(premium=60000)), filed(deposit(amount=60000, currency="日元"))),
    Case("FM-36:percent", filed(enterprise(share=300)), filed(enterprise(share=100, contribution=100))),
    # 37  twice
    Case(
        "FM-37:twice",
        filed(house(), house(address="云川市望江区示例路１号2幢301室 ")),
        filed(house(), house(owner="王芳")),
    ),
    Case("FM-37:twice", filed(insurance(), insurance(owner="王芳")), filed(insurance(), insurance(policy="P00000002"))),
    Case(
        "FM-37:twice",
        filed(salary(), salary()),
        filed(wedding(), wedding(change="离婚", status="离异", changed="2025-09")),
    ),
    Case("FM-37:twice", filed(fund(), fund(value=1)), filed(fund(), fund(owner="王芳", holder="配偶"))),
    # 38  where it went, who gave it
    Case(
        "FM-38:blank",
        filed(house(action="处置", source="出售", price=None)),
        filed(house(action="处置", source="出售")),
    ),
    Case("FM-38:blank", filed(house(action="处置", source=None)), filed(house(action="现状", source=None))),
    Case(
        "FM-38:date",
        filed(house(action="处置", source="出售", traded=None)),
        filed(house(action="处置", source="出售")),
    ),
    Case("FM-38:going", filed(house(action="处置")), filed(house(action="处置", source="出售"))),
    Case("FM-38:coming", filed(house(source="出售")), filed(house(source="自建"))),
    Case("FM-38:giver", filed(house(source="接受赠与")), filed(house(source="接受赠与", remark="岳父王某某赠与"))),
    # 39  copied
    Case("FM-39:same", filed(stock(), before=[stock(value="1.20")]), filed(stock(), before=[stock(value="1.10")])),
    Case("FM-39:same", filed(salary(), before=[salary(total="16.00")]), filed(salary(), before=[salary(total="15")])),
    Case("FM-39:same", filed(deposit(), before=[deposit()]), filed(loan(), before=[loan()])),
    # 40  signed, and when
    Case("FM-40:unsigned", filed(salary(), signed=None), filed(salary())),
    Case(
        "FM-40:order",
        filed(salary(), signed="2026-01-21", received="2026-01-20"),
        filed(salary(), signed="2026-01-20", received="2026-01-20"),
    ),
]

ALSO = [  # further ways of making the mistake
    ("FM-05:abroad", filed(stock(code="00700.hk"))),
    ("FM-16:sum", filed(salary(total=16.03))),
    ("FM-25:short", filed(stay(since="2025-01-16"))),
    ("FM-28:passport", filed(trip(), kind=REPORT, before=[salary()])),
    ("FM-35:unborn", filed(passport(issued="1974-03-01"))),
]

NEITHER = [  # limits that are reached and not passed, things that are gone, what is not known
    ("FM-01:ask", filed(house(kind=None))),
    ("FM-01:ask", filed(house(action="变更", price=99), before=[house()])),
    ("FM-02:area", filed(house(action="变更", area=111.1), before=[house(area=110)])),
    ("FM-02:area", filed(house(action="处置", area=50), before=[house(area=110)])),
    ("FM-02:area", filed(house(action="变更", area=None), before=[house(area=110)])),
    ("FM-03:shares", filed(house(share=51), house(owner="王芳", share=50))),
    ("FM-07:connect", filed(stock(code="600001"))),
    ("FM-07:connect", filed(stock(code="ABCDE"))),
    ("FM-07:connect", filed(stock(code="00700", disposal="出售"))),
    ("FM-07:connect", filed(stock(code="00700"), before=[stock(code="00700")])),
    ("FM-09:owner", filed(insurance(owner=None))),
    ("FM-09:owner", filed(insurance(owner="张小明", holder="共同生活的子女"))),
    ("FM-09:falls", filed(insurance(premium=6), before=[insurance(premium="6.00")])),
    ("FM-10:cover", filed(insurance(product="示例终身寿险"))),
    ("FM-10:cover", filed(insurance(product="示例百万医疗保险", disposal="注销"))),
    ("FM-11:contribution", filed(enterprise(action="处置", contribution=10))),
    ("FM-11:contribution", filed(enterprise(capital=None, contribution=10))),
    ("FM-11:above", filed(enterprise(capital=100, contribution=None))),
    ("FM-12:renamed", filed(enterprise(action="变更", state="停业"), before=[enterprise()])),
    ("FM-13:finer", filed(enterprise(action="处置", registered_at="云川市示例路1号"))),
    ("FM-14:domestic", filed(deposit(place="俄罗斯莫斯科"))),
    ("FM-14:domestic", filed(deposit(place="上海", disposal="注销"))),
    ("FM-16:sum", filed(salary(total=16.02))),
    ("FM-18:whole", filed(house(action=None), kind=FIRST)),
    ("FM-18:changes", filed(FLAT, kind=FIRST, before=[FLAT])),
    ("FM-18:changes", filed(FLAT, kind=REPORT)),
    ("FM-19:same", filed(house(action="处置"), before=[house()])),
    ("FM-19:unknown", filed(house(action="处置", source="出售"), before=[salary()])),
    ("FM-19:unknown", filed(house(action="处置", source="出售"), kind=REPORT)),
    ("FM-19:unknown", filed(house(action="处置", owner=None, address=None), kind=REPORT, before=[salary()])),
    ("FM-23:remark", filed(enterprise(action="处置", remark="任监事"))),
    ("FM-23:employment", filed(enterprise(senior=True), employment(employer="示例商贸有限公司", title="监事"))),
    ("FM-24:category", filed(emigration(action="处置", remark="已入籍"))),
    ("FM-24:category", filed(emigration(category=None, remark="已入籍"))),
    ("FM-25:short", filed(stay(since="2025-01-15"))),
    ("FM-25:short", filed(stay(since="2025-09", action="处置"))),
    ("FM-26:lapsed", filed(salary(), before=[passport(expires="2026-01-15")])),
    ("FM-26:lapsed", filed(salary(), before=[passport(expires=None)])),
    ("FM-26:old", filed(passport(expires="2025-01-01"), kind=FIRST)),
    ("FM-26:old", filed(passport(expires="2019-12-31"), before=[salary()])),
    ("FM-28:passport", filed(trip(), kind=REPORT)),
    ("FM-28:validity", filed(trip(), passport(issued="2025-02-10"))),
    ("FM-28:validity", filed(trip(), passport(expires="2025-02-16"))),
    ("FM-28:validity", filed(trip(), passport(issued=None, expires=None))),
    ("FM-34:identity", filed(employment(person_identity=WIFE.identity), family=[relative("妻子", "王芳")])),
    ("FM-35:future", filed(house(traded="2026-01-15"))),
    ("FM-35:unborn", filed(house(traded="1975-03-01"))),
    ("FM-35:minor", filed(house(owner="张小明", traded="2021-05-20"))),
    ("FM-35:minor", filed(house(action="处置", owner="张小明", traded="2020-05"))),
    ("FM-36:small", filed(house(action="处置", area=0))),
    ("FM-39:same", filed(stock(), kind=REPORT, before=[stock()])),
    ("FM-39:same", filed(stock(disposal="出售"), before=[stock()])),
    ("FM-39:same", filed(stock(value=0), before=[stock(value=0)])),
]

BY_RULE = {"FM-31": ("PM-01", "PM-03")}  # wholly; found by the early-warning rules

NEEDS = {  # rows of which a part, or all, needs what the form of this pack does not hold
    "FM-02": "查核反馈的面积",
    "FM-04": "他人和企业名下房产的地址",
    "FM-06": "市值日期、收盘价和基金单位净值",
    "FM-08": "持有人全部产品的清单",
    "FM-10": "持有人全部保单的清单",
    "FM-11": "实缴出资额",
    "FM-12": "登记机关反馈的企业状态",
    "FM-14": "境外账户的清单",
    "FM-15": "工资发放数据",
    "FM-19": "登记机关反馈",
    "FM-21": "子女一栏的“配偶姓名”",
    "FM-23": "“从业”中的是否任高级职务",
    "FM-25": "每次出入境的日期",
    "FM-26": "护照种类",
    "FM-28": "上次报告的日期、过境国家",
    "FM-33": "户籍地址",
    "FM-40": "签名页的影像",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.mistake)
def test_the_mistake_is_found_and_its_neighbour_is_not(case: Case) -> None:
    assert case.mistake in case.wrong.found()
    assert case.mistake not in case.right.found()


@pytest.mark.parametrize(("mistake", "one"), ALSO)
def test_it_is_found_in_other_shapes(mistake: str, one: Filed) -> None:
    assert mistake in one.found()


@pytest.mark.parametrize(("mistake", "one"), NEITHER)
def test_what_comes_close_is_none(mistake: str, one: Filed) -> None:
    assert mistake not in one.found()


def test_every_row_of_the_table_has_a_case_or_a_rule() -> None:
    rows = {f"FM-{number:02}" for number in range(1, 41)}
    assert set(PACK.checks) == rows
    assert {case.mistake.split(":")[0] for case in CASES} | set(BY_RULE) == rows
    assert {id_: one.rules for id_, one in PACK.checks.items() if not one.sentences} == BY_RULE


def test_every_sentence_of_the_pack_has_a_case() -> None:
    sentences = {f"{one.id}:{variant}" for one in PACK.checks.values() for variant in one.sentences}
    assert sentences == {case.mistake for case in CASES}


def test_what_the_form_lacks_is_said_in_the_pack() -> None:
    assert {id_: one.needs for id_, one in PACK.checks.items() if one.needs} == NEEDS


def test_hard_and_hint_as_in_the_table() -> None:
    hints = {1, 4, 7, 8, 11, 12, 13, 14, 15, 24, 25, 27, 32, 39}
    assert {int(id_[3:]) for id_, one in PACK.checks.items() if one.severity == "question"} == hints


# -- row 31 is what PM-01 and PM-03 find ----------------------------------------------------------------------------


@pytest.mark.parametrize(("received", "late"), [("2026-02-01", True), ("2026-01-31", False)])
def test_31_the_annual_report_is_late(received: str, late: bool) -> None:
    head = Filing(1, 1, 2025, "年度集中报告", 1, received, received, "{}", 1, 2)
    dossier = Dossier(CADRE, [], [], [(head, [])], [], {})
    assert bool(list(CADRE_RULES["PM-01"](dossier, Law(PACK, date(2026, 3, 2), {})))) is late


@pytest.mark.parametrize(("received", "late"), [("2025-07-01", True), ("2025-06-20", False)])
def test_31_a_change_is_reported_late(received: str, late: bool) -> None:
    heads = [
        Filing(1, n, 2025, kind, 1, day, day, "{}", 1, 2)
        for n, kind, day in [(1, FIRST, "2025-01-10"), (2, REPORT, received)]
    ]
    new = permit(action="新增", issued="2025-05-28")
    dossier = Dossier(CADRE, [], [], [(heads[0], [salary()]), (heads[1], [new])], [], {})
    assert bool(list(CADRE_RULES["PM-03"](dossier, Law(PACK, date(2026, 3, 2), {})))) is late


# -- what is easily taken for a mistake -----------------------------------------------------------------------------


def test_a_30_day_report_does_not_restate_anything() -> None:
    before = [marriage(), salary(), FLAT, passport(), stock(), WORK, STUDY]
    assert (
        filed(passport(action="新增", document="E00000002", issued="2026-01-02"), kind=REPORT, before=before).found()
        == set()
    )


def test_an_ordinary_first_report_has_only_questions() -> None:
    whole = filed(marriage(), passport(), trip(), WORK, STUDY, salary(), FLAT, stock(), fund(), insurance(), kind=FIRST)
    assert {one.kind for one in whole.mistakes()} == {"提示"}


def test_the_first_report_that_is_known_may_be_an_annual_one() -> None:
    assert "FM-18:whole" not in filed(marriage(), salary(), FLAT).found()
    assert "FM-18:whole" in filed(marriage(), salary(), house()).found()


def test_things_disposed_of_are_not_judged_as_if_they_were_held() -> None:
    gone = stock(quantity=None, value=None, disposal="出售")
    assert gone.action == DISPOSED
    assert {one.kind for one in filed(salary(), gone, before=[salary(total=15), stock()]).mistakes()} <= {"提示"}
