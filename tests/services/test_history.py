"""Versions in the words of the pack, records as they were on a day, finding them by what an officer knows."""

from datetime import date

import pytest

from cadre_desk.domain.pack import Pack
from cadre_desk.services import cases, flags, history, policies, recycling, settings
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone, Refused
from cadre_desk.services.importing import import_file
from tests.conftest import TODAY, Clock, policy
from tests.services.office import BUREAU, LI, SCHOOL, WANG, ZHANG, all_rows, content
from tests.services.past import ANNUAL, HOUSE, NEXT_DAY, ORGAN, THIRD_DAY, WIFE, Write, case, find, issued, versions

AS_FILED = "产权人（共有人）张三，具体地址路1号，建筑面积90.5㎡，性质和功能类型住宅，交易时间2018-05"


def told(desk: Desk, kind: str, key: str) -> list[list[str]]:
    """What each version changed, in words."""
    return [[str(change) for change in one.changes] for one in versions(desk, kind, key)]


def on(desk: Desk, kind: str, key: str, day: date) -> history.Record | None:
    return desk.ask(lambda ask: history.as_of(ask, kind, key, day))


# -- looking back ------------------------------------------------------------------------------------------------------


def test_looking_back_is_audited_with_what_was_stated(staffed: Desk, ledger: Write) -> None:
    import_file(staffed, "declarations", ledger("declarations", declaration=[ANNUAL], house=[HOUSE]))
    policies.save(staffed, policy(purpose_for_declarations=True).to_mapping())
    before = content(staffed)
    with pytest.raises(Refused, match="用途"):
        history.look_back(staffed, "declaration", "1/1")
    assert content(staffed) == before
    past = history.look_back(staffed, "declaration", "1/1", day=TODAY, purpose="随机抽查核实")
    assert past.title == "张三 2024 年度集中报告 1"
    assert past.then is not None
    assert past.then.entries == {"房产": (AS_FILED,)}
    history.look_back(staffed, "cadre", "1")  # for that nothing is to be stated
    rows = [row for row in all_rows(staffed, "audit") if row["action"] == "查看历史"]
    assert [(row["subject"], row["detail"]) for row in rows] == [
        ("declaration 1/1", '{"purpose":"随机抽查核实"}'),
        ("cadre 1", "{}"),
    ]
    with pytest.raises(Gone, match="没有这条干部的历史"):
        history.look_back(staffed, "cadre", "99")


# -- versions in words -----------------------------------------------------------------------------------------------


def test_who_when_what_and_why(staffed: Desk, pack: Pack, ledger: Write, clock: Clock) -> None:
    path = ledger("cases", **case(pack))
    import_file(staffed, "cases", path)
    clock.set(NEXT_DAY)
    cases.save(staffed, 1, {"state": "已办结"}, "已核实")
    first, second = versions(staffed, "case", "1")
    assert (first.what, first.officer, first.action, first.source) == ("新增", "李审核", "导入", f"{path.name} 第2行")
    assert str(first) == f"2026-03-02 09:30:00 李审核 导入 {path.name} 第2行 新增"
    assert str(second) == "2026-03-03 09:30:00 李审核 修改案件 修改（已核实）"
    assert [str(one) for one in second.changes] == ["办理状态：核查中 → 已办结"]
    assert "被反映人身份证号：空 → " + ZHANG["identity"] in [str(one) for one in first.changes]


def test_fields_and_codes_are_told_in_the_words_of_the_pack(staffed: Desk, ledger: Write) -> None:
    import_file(staffed, "cadres", ledger("cadres", cadre=[ZHANG | {"unit": SCHOOL, "reporting": "是"}]))
    assert told(staffed, "cadre", "1")[1] == [f"工作单位：{BUREAU} → {SCHOOL}", "是否报告对象：空 → 是"]
    import_file(staffed, "units", ledger("units", quota=[{"unit": BUREAU, "level": "县处级副职", "approved": 5}]))
    assert told(staffed, "quota", "1")[1] == ["核定职数：4 → 5"]


def test_entries_of_a_declaration_are_told_row_by_row(staffed: Desk, ledger: Write) -> None:
    first = ledger("declarations", declaration=[ANNUAL], house=[HOUSE, HOUSE | {"address": "路2号"}])
    import_file(staffed, "declarations", first)
    second = ledger("declarations", declaration=[ANNUAL], house=[HOUSE | {"area": 91}, HOUSE | {"address": "路3号"}])
    import_file(staffed, "declarations", second)
    one, other = versions(staffed, "declaration", "1/1")
    assert (one.source, other.source) == (first.name, second.name)
    assert told(staffed, "declaration", "1/1")[1] == [
        "房产“路1号 张三”建筑面积：90.5㎡ → 91㎡",
        f"房产“路2号 张三”：{AS_FILED.replace('路1号', '路2号')} → 空",
        f"房产“路3号 张三”：空 → {AS_FILED.replace('路1号', '路3号')}",
    ]


def test_letters_flags_and_settings_with_the_reasons_that_were_given(staffed: Desk, ledger: Write) -> None:
    letter = issued(staffed)
    steps = versions(staffed, "letter", str(letter))
    assert [(one.action, one.reason) for one in steps] == [
        ("拟稿提醒函", ""),
        *[("办理函件", "部长同意")] * 3,
    ]
    assert [str(one) for one in steps[-1].changes] == [
        "状态：已审批 → 已印发",
        "文号：空 → 甲提醒〔2026〕1号",
        "成文日期：空 → 2026-03-02",
    ]
    assert [(one.what, one.action) for one in versions(staffed, "measure", "1/1")] == [("新增", "办理函件")]
    settings.save(staffed, ORGAN | {"organ": "乙"})
    assert told(staffed, "setting", "organ") == [["发文机关标志：空 → 甲"], ["发文机关标志：甲 → 乙"]]
    import_file(staffed, "cadres", ledger("cadres", cadre=[LI | {"reporting": "是"}]))
    flags.scan(staffed)
    flags.dispose(staffed, 1, "unfounded", "已核")
    flags.dispose(staffed, 1, "unfounded", "再核")
    found = versions(staffed, "flag", "1")
    assert [(one.what, one.reason, len(one.changes)) for one in found] == [
        ("新增", "", 3),
        ("修改", "已核", 1),
        ("修改", "再核", 0),
    ]
    assert str(found[1].changes[0]) == "状态：待核实 → 不成立"


def test_a_record_as_it_was_on_a_day(staffed: Desk, ledger: Write, clock: Clock) -> None:
    clock.set(NEXT_DAY)
    import_file(staffed, "cadres", ledger("cadres", cadre=[ZHANG | {"title": "书记"}]))
    import_file(staffed, "declarations", ledger("declarations", declaration=[ANNUAL], house=[HOUSE]))
    clock.set(THIRD_DAY)
    recycling.delete(staffed, "cadre", "1", "重复")
    found = [on(staffed, "cadre", "1", TODAY.replace(day=day)) for day in range(1, 6)]
    assert [one and one.fields["现任职务"] for one in found] == [None, "局长", "书记", None, None]
    filed = on(staffed, "declaration", "1/1", NEXT_DAY)
    assert filed is not None
    assert filed.title == "张三 2024 年度集中报告 1"  # though he is gone by now
    assert filed.entries == {
        "房产": ("产权人（共有人）张三，具体地址路1号，建筑面积90.5㎡，性质和功能类型住宅，交易时间2018-05",)
    }
    assert on(staffed, "declaration", "1/1", TODAY) is None


def test_records_are_found_by_what_an_officer_knows(staffed: Desk, pack: Pack, ledger: Write) -> None:
    import_file(staffed, "cadres", ledger("cadres", relative=[WIFE]))
    import_file(staffed, "cases", ledger("cases", **case(pack)))
    import_file(staffed, "declarations", ledger("declarations", declaration=[ANNUAL]))
    import_file(staffed, "measures", ledger("measures", measure=[LI | {"measure": "诫勉", "decided": "2024-03-15"}]))
    letter = issued(staffed)
    title = next(iter(pack.campaigns.values())).title
    known = {
        ("unit", BUREAU): "1",
        ("quota", BUREAU, "县处级副职"): "1",
        ("cadre", LI["identity"]): "2",
        ("relative", ZHANG["identity"], "妻子", "王芳"): "1/1",
        ("post", WANG["identity"], SCHOOL, "校长", "2021-05-10"): "3/1",
        ("declaration", ZHANG["identity"], "2024", "年度集中报告"): "1/1",
        ("measure", LI["identity"], "诫勉", "2024-03-15"): "2/1",
        ("case", title, "1号"): "1",
        ("letter", "甲提醒〔2026〕1号"): str(letter),
        ("letter", str(letter)): str(letter),
        ("setting", "发文机关标志"): "organ",
        ("setting", "organ"): "organ",
    }
    for (kind, *names), key in known.items():
        assert find(staffed, kind, *names) == [key], (kind, names)
        assert find(staffed, kind, *names[:-1], "没有的") == []
    assert {kind for kind, *_ in known} == set(history.KINDS) - {"flag"}
    recycling.delete(staffed, "relative", "1/1", "重复")
    assert find(staffed, "relative", ZHANG["identity"], "妻子", "王芳") == ["1/1"]
    import_file(staffed, "cadres", ledger("cadres", relative=[WIFE]))
    assert find(staffed, "relative", ZHANG["identity"]) == ["1/2", "1/1"]  # the one that is there comes first
