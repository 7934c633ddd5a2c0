"""Of each rule about declarations, family and checks: a dossier, and the same with another content of the evidence."""

import json

from cadre_desk.domain.people import Dossier, Openings
from cadre_desk.domain.verification import Outcome
from tests.domain.dossiers import (
    ANNUAL,
    batch,
    cadre,
    checked,
    decision,
    differing,
    dossier,
    entry,
    filing,
    post,
    relative,
    verified,
)

CANDIDATE = "考察对象报告"
SPOUSE_MOVED = entry("emigration", action="现状", person="王芳", relation="妻子", country="新西兰")
CHECKS = {batch().id: batch()}


def firm(**values: object) -> Dossier:
    """A high-ranking cadre who is in charge of catering, and whose wife has a firm."""
    whole = {
        "action": "现状", "person": "王芳", "relation": "妻子", "credit_code": "91350100M000100Y43",
        "enterprise": "示例商贸有限公司", "scope": "餐饮服务、日用品销售", "senior": False, "state": "存续",
    }  # fmt: skip
    charge = post(level="厅局级副职", role="领导班子副职", data=json.dumps({"charge": "餐饮、食品生产"}))
    return dossier(filing(2024, ANNUAL, "2025-01-20", entry("enterprise", **whole | values)), posts=[charge])


def left_for(person: str) -> Dossier:
    """A firm that the wife gave up, and that a brother declares to hold."""
    code = {"credit_code": "91350100M000100Y43", "enterprise": "示例商贸有限公司"}
    gone = entry("enterprise", action="处置", person="王芳", relation="妻子", **code)
    new = entry("enterprise", action="新增", person=person, relation="弟弟", **code)
    return dossier(filing(2023, ANNUAL, "2024-01-20", gone), filing(2024, ANNUAL, "2025-01-20", new))


def trip(approver: str | None = "某市委组织部", **values: object) -> Dossier:
    """A trip with a passport that had lapsed."""
    went = {"start": "2025-02-10", "end": "2025-02-16", "countries": "泰国", "purpose": "旅游", "passport": "E1"}
    passport = entry("passport", action="现状", document="E1", issued="2014-03-01", expires="2024-02-29")
    first = filing(2023, ANNUAL, "2024-01-20", passport)
    return dossier(first, filing(2025, ANNUAL, "2026-01-20", entry("trip_abroad", approver=approver, **went | values)))


def rich(price: float) -> Dossier:
    house = entry("house", action="现状", address="路1号", owner="张三", price=price)
    return dossier(filing(2024, ANNUAL, "2025-01-20", house, entry("salary", total=10)))


def _differs(section: str, outcome: Outcome, reason: str = "none") -> tuple[Dossier, Dossier]:
    one = differing(section, outcome, reason)
    data = json.loads(one.data)
    data["feedback"][0]["text"] = "170㎡"
    return checked(one), checked(one._replace(data=json.dumps(data)))


def _candidate(kind: str, *, received: str = "2026-02-20") -> Dossier:
    return dossier(filing(2026, kind, received, SPOUSE_MOVED), family=[relative("妻子")])


def _decided(*pairs: tuple[str, str | None]) -> Dossier:
    told = [decision(grade, day, n=n, verification_id=n) for n, (grade, day) in enumerate(pairs, 1)]
    return dossier(determinations=told, verifications=CHECKS)


MORE: dict[str, tuple[Dossier, Dossier]] = {
    "PM-02": (dossier(who=cadre(reporting_since="2015-03")), dossier(who=cadre(reporting_since="2015-04"))),
    "PM-04": (dossier(who=cadre(reporting_since="2025-11")), dossier(who=cadre(reporting_since="2025-10"))),
    "PM-05": (
        dossier(who=cadre(in_service="辞去公职"), posts=[post(end="2025-11")]),
        dossier(who=cadre(in_service="辞去公职"), posts=[post(end="2025-12")]),
    ),
    "PM-06": _differs("passport", Outcome.CONCEALMENT),
    "PM-07": _differs("house", Outcome.CONCEALMENT),
    "PM-08": _differs("house", Outcome.OMISSION, "short"),
    "PM-09": _differs("hmt_trip", Outcome.OMISSION, "some"),
    "PM-10": _differs("fund", Outcome.REVIEW, "some"),
    "PM-11": _differs("enterprise", Outcome.OMISSION, "short"),
    "PM-12": _differs("overseas_deposit", Outcome.REVIEW),
    "PM-13": (
        _decided(("漏报", "2025-03-01"), ("漏报", "2026-02-01")),
        _decided(("漏报", "2025-03-01"), ("隐瞒不报", "2026-02-01")),
    ),
    "PM-14": (
        _candidate(CANDIDATE),
        _candidate(CANDIDATE)._replace(verified=[verified()], verifications=CHECKS),
    ),
    "PM-15": (_decided(("漏报", "2026-01-05")), _decided(("漏报", "2026-01-06"))),
    "PM-17": (rich(31), rich(32)),
    "PM-20": (trip(), trip(end="2025-02-17")),
    "PM-21": (
        dossier(openings=[Openings(1, "李审核", 1, "2026-02-01T09:30:00", "2026-02-01T09:30:00")]),
        dossier(openings=[Openings(1, "李审核", 2, "2026-02-01T09:30:00", "2026-02-02T09:30:00")]),
    ),
    "FB-01": (firm(), firm(enterprise="示例餐饮有限公司")),
    "FB-02": (firm(), firm(scope="餐饮管理")),
    "FB-03": (left_for("王大"), left_for("王二")),
    "NK-02": (
        _candidate(CANDIDATE),
        dossier(filing(2026, CANDIDATE, "2026-02-20", SPOUSE_MOVED, entry("emigration", action="现状", person="张小",
                relation="儿子", country="新西兰"))),
    ),
}  # fmt: skip
