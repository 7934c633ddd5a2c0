"""Filings for the tests of what is commonly filled in wrongly."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadre_desk import app
from cadre_desk.domain.declaration import DISPOSED, State
from cadre_desk.domain.mistakes import Mistake, review
from cadre_desk.domain.people import Cadre, Entry, Filing, Relative
from cadre_desk.domain.sheet import item_key

PACK = app.pack()
ANNUAL, REPORT, FIRST = "年度集中报告", "随时报告", "首次报告"
TODAY = date(2026, 3, 2)
ID = "000000197503080033"  # 1975-03-08, male
WIFE_ID, SON_ID = "00000019770615002X", "000000200305200019"  # 1977-06-15 female; 2003-05-20 male
CADRE = Cadre(1, ID, "张三", "男", "1975-03", 7, "局长", "县处级正职", None, "现职", 1, "2015-03", "{}", 1, 2)


def relative(relation: str, name: str, identity: str | None = None, **data: str) -> Relative:
    return Relative(1, 1, relation, name, identity, json.dumps(data), 1, 2)


WIFE, SON = relative("妻子", "王芳", WIFE_ID), relative("儿子", "张小明", SON_ID)


def row(section_key: str, position: int = 0, **values: Any) -> Entry:
    """A row of a section as the store keeps it."""
    section = PACK.sections[section_key]
    assert set(values) <= {one.key for one in section.fields}
    names = ("holder", "relation", "event_date", "amount", "area", "share")
    facets = {name: values.get(section.facet(name)) for name in names}
    action = DISPOSED if values.get("disposal") else values.get("action")
    item = item_key([values.get(key) for key in section.natural_key])
    return Entry(1, 0, section_key, position, action, item=item, data=json.dumps(values), batch=3, line=4, **facets)


def state(*entries: Entry) -> State:
    found: State = {}
    for one in entries:
        found.setdefault(one.section, {})[one.item] = one
    return found


@dataclass(frozen=True)
class Filed:
    """One filing and everything that it is read beside."""

    entries: tuple[Entry, ...]
    before: tuple[Entry, ...] = ()
    family: tuple[Relative, ...] = (WIFE, SON)
    kind: str = ANNUAL
    year: int = 2025
    received: str | None = "2026-01-20"
    signed: str | None = "2026-01-15"
    cadre: Cadre = CADRE

    def mistakes(self) -> list[Mistake]:
        head = Filing(1, 2, self.year, self.kind, 1, self.received, self.signed, "{}", 1, 2)
        return review(head, self.entries, state(*self.before), self.cadre, self.family, TODAY, PACK)

    def found(self) -> set[str]:
        """FM-03:mode for every mistake; each is told as a question of fact, with its place and its source."""
        mistakes = self.mistakes()
        for one in mistakes:
            assert "…" not in one.sentence, one
            assert "None" not in one.sentence, one
            assert "请核对" in one.expected, one
            assert one.source == PACK.checks[one.id].source
            if one.section:
                assert one.section in PACK.sections
                keys = {field.key for field in PACK.sections[one.section].fields}
                assert one.field in {"", *keys}, one
        return {f"{one.id}:{one.variant}" for one in mistakes}


def filed(*entries: Entry, before: Iterable[Entry] = (), **more: Any) -> Filed:
    """The rows of each section counted from 0, as they stand in the form."""
    count: dict[str, int] = {}
    placed = []
    for one in entries:
        place = count[one.section] = count.get(one.section, -1) + 1
        placed.append(one._replace(position=place))
    return Filed(tuple(placed), tuple(before), **more)


# -- rows without a mistake, of which a case changes what it is about -----------------------------------------------


def house(**values: Any) -> Entry:
    sound = {
        "action": "新增", "owner": "张三", "holder": "本人", "source": "购买",
        "address": "云川市望江区示例路1号2幢301室", "area": 110.5, "kind": "住宅",
        "traded": "2025-06", "price": 96.5, "sharing": "单独所有",
    }  # fmt: skip
    return row("house", **sound | values)


def stock(**values: Any) -> Entry:
    return row(
        "stock", **{"owner": "张三", "holder": "本人", "code": "600001", "quantity": 1000, "value": 1.2} | values
    )


def fund(**values: Any) -> Entry:
    return row("fund", **{"owner": "张三", "holder": "本人", "code": "000001", "units": 5000, "value": 0.7} | values)


def insurance(**values: Any) -> Entry:
    sound = {
        "owner": "张三", "holder": "本人", "product": "示例年金保险（分红型）", "policy": "P00000001",
        "company": "示例人寿", "premium": 6,
    }  # fmt: skip
    return row("insurance", **sound | values)


def enterprise(**values: Any) -> Entry:
    sound = {
        "action": "新增", "person": "王芳", "relation": "妻子", "credit_code": "91350100M000100Y43",
        "enterprise": "示例商贸有限公司", "founded": "2025-04", "scope": "日用品销售", "registered_at": "某省云川市",
        "operated_at": "某省云川市", "type": "有限责任公司", "capital": 100, "contribution": 30, "share": 30,
        "senior": False, "state": "存续",
    }  # fmt: skip
    return row("enterprise", **sound | values)


def employment(**values: Any) -> Entry:
    sound = {
        "action": "新增", "person": "王芳", "relation": "妻子", "employer": "云川市第一人民医院", "title": "职员",
        "employer_kind": "事业单位", "changed": "2025-07",
    }  # fmt: skip
    return row("employment", **sound | values)


def marriage(**values: Any) -> Entry:
    return row("marriage", **{"action": "现状", "status": "已婚"} | values)


def wedding(**values: Any) -> Entry:
    sound = {"action": "变更", "status": "已婚", "change": "结婚", "changed": "2025-05", "reason": "登记结婚"}
    return marriage(**sound | values)


def passport(**values: Any) -> Entry:
    sound = {"action": "现状", "document": "E00000001", "issued": "2020-03-01", "expires": "2030-02-28"}
    return row("passport", **sound | values)


def permit(**values: Any) -> Entry:
    sound = {"action": "现状", "type": "往来港澳通行证", "document": "C00000001", "expires": "2030-02-28"}
    return row("hmt_permit", **sound | values)


def trip(**values: Any) -> Entry:
    sound = {
        "start": "2025-02-10",
        "end": "2025-02-16",
        "countries": "泰国",
        "purpose": "旅游",
        "passport": "E00000001",
    }
    return row("trip_abroad", **sound | values)


def hmt_trip(**values: Any) -> Entry:
    sound = {"start": "2025-02-10", "end": "2025-02-16", "region": "香港", "purpose": "旅游", "permit": "C00000001"}
    return row("hmt_trip", **sound | values)


def salary(**values: Any) -> Entry:
    return row("salary", **{"wage": 12.5, "bonus": 3, "other": 0.5, "total": 16} | values)


def labour(**values: Any) -> Entry:
    return row("labour_income", **{"lecture": 0.2, "total": 0.2} | values)


def deposit(**values: Any) -> Entry:
    sound = {
        "owner": "张三", "holder": "本人", "place": "新加坡", "bank": "中国银行新加坡分行", "currency": "美元",
        "amount": 2,
    }  # fmt: skip
    return row("overseas_deposit", **sound | values)


def loan(**values: Any) -> Entry:
    sound = {
        "owner": "张三", "holder": "本人", "direction": "借出", "counterparty": "赵某某", "amount": 10,
        "lent": "2023-03", "term": "2年", "interest": "无息",
    }  # fmt: skip
    return row("private_loan", **sound | values)


def emigration(**values: Any) -> Entry:
    sound = {
        "action": "新增", "person": "张小明", "relation": "儿子", "country": "澳大利亚", "city": "悉尼",
        "category": "永久居留资格", "moved": "2025-06",
    }  # fmt: skip
    return row("emigration", **sound | values)


def stay(**values: Any) -> Entry:
    sound = {
        "action": "新增", "person": "张小明", "relation": "儿子", "country": "英国", "city": "伦敦", "since": "2024-09",
    }  # fmt: skip
    return row("overseas_stay", **sound | values)


def criminal(**values: Any) -> Entry:
    sound = {
        "person": "张小明", "relation": "儿子", "prosecuted": "2023-11", "reason": "危险驾驶", "stage": "立案侦查",
    }  # fmt: skip
    return row("criminal", **sound | values)
