"""回收站: what goes with a record, what refuses to go, what keeps it from coming back, what is left after purging."""

import json

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from cadre_desk.domain.pack import Pack
from cadre_desk.services import drafts, flags, letters, recycling
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.importing import import_file
from cadre_desk.services.undoing import undo_import
from cadre_desk.storage.database import raw
from tests.conftest import Clock
from tests.services.office import LI, STRANGER, ZHANG, all_rows
from tests.services.past import ANNUAL, HOUSE, NEXT_DAY, WIFE, Write, business, case, find, issued, refused, versions


@pytest.fixture
def full(staffed: Desk, pack: Pack, ledger: Write) -> Desk:
    """张三 with everything that can hang on a cadre, 李四明 with a measure."""
    rows = [ZHANG | {"reporting": "是"}]
    import_file(staffed, "cadres", ledger("cadres", cadre=rows, relative=[WIFE]))
    import_file(staffed, "declarations", ledger("declarations", declaration=[ANNUAL], house=[HOUSE]))
    import_file(staffed, "cases", ledger("cases", **case(pack)))
    measures = [one | {"measure": "诫勉", "decided": "2024-03-15"} for one in (ZHANG, LI)]
    import_file(staffed, "measures", ledger("measures", measure=measures))
    letters.draft(staffed, "reminder", 1, {"subject": "团结"})
    letter = letters.draft(staffed, "reminder", 1, {"subject": "团结"})
    letters.take_step(staffed, letter, "withdraw")
    flags.scan(staffed)
    flags.dispose(staffed, 1, "unfounded", "已核")
    return staffed


EVERYTHING = {
    "干部": 1,
    "家庭成员": 1,
    "任职": 1,
    "报告": 1,
    "填报行": 1,
    "处理处分": 1,
    "专项案件": 1,
    "函件": 2,
    "函件办理记录": 1,
    "预警": 2,
    "预警处置": 1,
}


def test_a_cadre_goes_and_comes_back_with_everything(full: Desk, clock: Clock) -> None:
    before = business(full)
    weight = full.ask(lambda ask: recycling.weigh(ask, "cadre", "1"))
    assert (weight.what, weight.rows, weight.refusal) == (f"张三 {ZHANG['identity']}", EVERYTHING, "")
    done = recycling.delete(full, "cadre", "1", " 重复登记 ")
    assert (done.rows, done.reason, done.officer) == (sum(EVERYTHING.values()), "重复登记", full.officer)
    assert [str(one) for one in full.ask(recycling.bin)] == [
        f"1 2026-03-02 09:30:00 李审核 干部 张三 {ZHANG['identity']}（共13行）：重复登记"
    ]
    assert [row["id"] for row in all_rows(full, "cadre")] == [2, 3]
    assert [row["cadre_id"] for row in all_rows(full, "measure")] == [2]
    clock.set(NEXT_DAY)
    back = recycling.restore(full, done.id, "核实不重复")
    assert (back.state, back.ended_by, back.ended_at) == ("restored", full.officer, "2026-03-03T09:30:00")
    assert business(full) == before
    assert full.ask(recycling.bin) == []
    assert [one.id for one in full.ask(lambda ask: recycling.bin(ask, ("restored",)))] == [done.id]
    assert full.vault.check() == []
    audit = [(row["action"], row["subject"]) for row in all_rows(full, "audit")][-2:]
    assert audit == [("删除记录", "cadre 1"), ("恢复记录", "cadre 1")]


@pytest.mark.parametrize(
    ("kind", "key", "rows"),
    [
        ("quota", "1", 1),
        ("relative", "1/1", 1),
        ("post", "1/1", 1),
        ("declaration", "1/1", 2),
        ("measure", "1/1", 1),
        ("case", "1", 1),
        ("letter", "1", 1),
        ("letter", "2", 2),
    ],
)
def test_each_kind_goes_and_comes_back(kind: str, key: str, rows: int, full: Desk) -> None:
    before = business(full)
    done = recycling.delete(full, kind, key, "错录")
    assert (done.rows, done.key) == (rows, key)
    assert business(full) != before
    with pytest.raises(Refused, match="库中没有这条"):
        recycling.delete(full, kind, key, "错录")
    recycling.restore(full, done.id)
    assert business(full) == before
    with pytest.raises(Refused, match="已恢复，不在回收站中"):
        recycling.restore(full, done.id)


def test_a_unit_without_people_goes_with_its_quotas(staffed: Desk, ledger: Write) -> None:
    quota = {"unit": "新局", "level": "县处级副职", "approved": 1}
    import_file(staffed, "units", ledger("units", unit=[{"name": "新局"}], quota=[quota]))
    before = business(staffed)
    assert recycling.delete(staffed, "unit", "3", "错录").rows == 2
    recycling.restore(staffed, 1)
    assert business(staffed) == before
    with pytest.raises(Refused, match=r"还有2条干部、2条任职记录在“云川市财政局”名下，请先"):
        recycling.delete(staffed, "unit", "1", "错录")


def test_a_numbered_document_is_never_deleted(full: Desk) -> None:
    letter = issued(full)
    for kind, key in (("letter", str(letter)), ("cadre", "1")):
        words = "“甲提醒〔2026〕1号”已经编号，编号的公文不得删除；发错的请撤回"
        refused(full, words, lambda kind=kind, key=key: recycling.delete(full, kind, key, "试"))
    refused(full, "由“甲提醒〔2026〕1号”记录", lambda: recycling.delete(full, "measure", "1/2", "试"))
    letters.take_step(full, letter, "withdraw")  # the number stays used
    refused(full, "编号的公文不得删除", lambda: recycling.delete(full, "cadre", "1", "试"))
    other = letters.draft(full, "reminder", 2, {"situation": "reminder_1", "subject": "甲", "problem": "乙"})
    letters.take_step(full, other, "submit")
    refused(full, "请先退回或撤回", lambda: recycling.delete(full, "cadre", "2", "试"))


def test_a_reason_is_required_and_some_kinds_stay(full: Desk) -> None:
    refused(full, "请写明删除理由", lambda: recycling.delete(full, "cadre", "1", "  "))
    refused(full, "“设置”不能删除", lambda: recycling.delete(full, "setting", "organ", "试"))
    refused(full, "“预警”不能删除", lambda: recycling.delete(full, "flag", "1", "试"))
    refused(full, "没有编号为7", lambda: recycling.restore(full, 7))


def test_no_name_stands_in_the_audit(full: Desk) -> None:
    recycling.delete(full, "cadre", "1", "张三已调出")
    recycling.restore(full, 1)
    rows = all_rows(full, "audit")[-2:]
    assert not any(word in json.dumps(row, ensure_ascii=False) for row in rows for word in ("张三", ZHANG["identity"]))


# -- what keeps a record from coming back ----------------------------------------------------------------------------


def test_another_of_the_same_name_is_there(full: Desk, ledger: Write) -> None:
    recycling.delete(full, "cadre", "1", "重复")
    import_file(full, "cadres", ledger("cadres", cadre=[ZHANG | {"title": "新来"}]))
    refused(full, f"库中现有同一干部“张三 {ZHANG['identity']}”", lambda: recycling.restore(full, 1))
    recycling.delete(full, "cadre", "4", "以前的为准")
    recycling.restore(full, 1)
    refused(full, "库中现有同一干部", lambda: recycling.restore(full, 2))
    recycling.delete(full, "relative", "1/1", "重复")
    import_file(full, "cadres", ledger("cadres", relative=[WIFE]))
    refused(full, "库中现有同一家庭成员“张三 妻子 王芳”", lambda: recycling.restore(full, 3))


def test_its_cadre_or_unit_is_not_there(full: Desk, ledger: Write) -> None:
    recycling.delete(full, "relative", "1/1", "重复")
    recycling.delete(full, "cadre", "1", "重复")
    refused(full, "所属干部也在回收站中，请先恢复编号2的删除记录", lambda: recycling.restore(full, 1))
    recycling.purge(full, 2, "到期")
    assert [one.state for one in full.ask(lambda ask: recycling.bin(ask, recycling.STATES))] == ["purged", "purged"]

    import_file(full, "units", ledger("units", unit=[{"name": "新局"}]))
    import_file(full, "cadres", ledger("cadres", cadre=[STRANGER | {"unit": "新局"}]))
    recycling.delete(full, "cadre", "4", "错录")
    recycling.delete(full, "unit", "3", "错录")
    refused(full, "所属单位也在回收站中，请先恢复编号4的删除记录", lambda: recycling.restore(full, 3))
    recycling.purge(full, 4, "到期")
    refused(full, "所属单位已不在库中", lambda: recycling.restore(full, 3))


def test_a_measure_whose_number_a_letter_took_comes_back_under_a_new_one(staffed: Desk, ledger: Write) -> None:
    import_file(staffed, "measures", ledger("measures", measure=[ZHANG | {"measure": "诫勉", "decided": "2024-03-15"}]))
    recycling.delete(staffed, "measure", "1/1", "错录")
    issued(staffed)
    assert [row["n"] for row in all_rows(staffed, "measure")] == [1]
    recycling.restore(staffed, 1)
    assert [(row["n"], row["measure"]) for row in all_rows(staffed, "measure")] == [(1, "提醒"), (2, "诫勉")]
    assert find(staffed, "measure", ZHANG["identity"], "诫勉") == ["1/2", "1/1"]
    assert [one.what for one in versions(staffed, "measure", "1/2")] == ["恢复"]


# -- purging ---------------------------------------------------------------------------------------------------------

MARK = "XUANWU"  # the same in UTF-8 and in JSON, whether that escapes Chinese or not


def pages(desk: Desk) -> bytes:
    """Every page of the database as it lies on the disk, decrypted: free pages and gaps within pages as well."""
    assert desk.vault.checkpoint()
    key, stored, size = bytes(desk.vault.data._dek), desk.vault.path.read_bytes(), 4096
    found = b""
    for start in range(0, len(stored), size):
        page = stored[start : start + size]
        content, vector = page[16 if start == 0 else 0 : -80], page[-80:-64]
        found += Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor().update(content)
    return found


@pytest.fixture
def marked(staffed: Desk, pack: Pack, ledger: Write) -> Desk:
    """A cadre whose rows all hold the mark: changed twice, an earlier import undone, rows deleted before he was."""

    def rows(number: int) -> dict[str, list[dict[str, object]]]:
        wife = {"identity": STRANGER["identity"], "relation": "妻子", "name": f"{MARK}妻"}
        return {"cadre": [STRANGER | {"title": f"{MARK}{number}", "reporting": "是"}], "relative": [wife]}

    import_file(staffed, "cadres", ledger("cadres", **rows(1)))
    undo_import(staffed, 3, "重导")
    for number in (2, 3):
        import_file(staffed, "cadres", ledger("cadres", **rows(number)))
    filed = STRANGER | {"year": 2024, "filing": "年度集中报告"}
    for number in (4, 5):
        house = HOUSE | filed | {"owner": f"{MARK}{number}"}
        import_file(staffed, "declarations", ledger("declarations", declaration=[filed], house=[house]))
    import_file(staffed, "cases", ledger("cases", **case(pack, summary=MARK, **STRANGER)))
    letter = letters.draft(staffed, "reminder", 5, {"subject": MARK})
    letters.save(staffed, letter, {"subject": f"{MARK}6"})
    drafts.keep(staffed, [drafts.Draft("letters", letter, {"subject": f"{MARK}7"})])
    flags.scan(staffed)
    flags.dispose(staffed, 1, "unfounded", MARK)
    recycling.delete(staffed, "relative", "5/1", f"{MARK}重复")
    return staffed


def test_after_purging_not_one_copy_is_left(marked: Desk) -> None:
    mark = MARK.encode()
    assert all_rows(marked, "cadre")[-1]["id"] == 5
    assert pages(marked).count(mark) > 10, "the search finds what is there"
    recycling.delete(marked, "cadre", "5", f"{MARK}重复")
    assert pages(marked).count(mark) > 10, "and what lies in the 回收站"
    done = recycling.purge(marked, 2, "保存期满")
    assert (done.state, done.what, done.reason, done.ended_by) == ("purged", "", "", marked.officer)
    assert pages(marked).count(mark) == 0
    assert marked.vault.path.with_name("data.db-wal").stat().st_size == 0
    assert marked.vault.check() == []
    assert [one.state for one in marked.ask(lambda ask: recycling.bin(ask, recycling.STATES))] == ["purged", "purged"]
    assert versions(marked, "cadre", "5") == versions(marked, "relative", "5/1") == []
    audit = all_rows(marked, "audit")[-1]
    assert (audit["action"], json.loads(audit["detail"])["reason"]) == ("清除记录", "保存期满")
    refused(marked, "已清除，不在回收站中", lambda: recycling.restore(marked, 2))


def test_the_control_without_wiping_copies_are_left(marked: Desk) -> None:
    with marked.vault.writing() as connection:
        raw(connection).execute("PRAGMA secure_delete = OFF")
    recycling.delete(marked, "cadre", "5", "重复")
    recycling.purge(marked, 2, "保存期满")
    assert not [row for name in ("history", "deletion", "draft") for row in all_rows(marked, name) if MARK in str(row)]
    assert pages(marked).count(MARK.encode()) > 0


def test_purging_one_row_leaves_the_others(marked: Desk) -> None:
    before = business(marked)
    recycling.purge(marked, 1, "保存期满")
    assert business(marked) == before
    assert [row["row_key"] for row in all_rows(marked, "history") if row["table_name"] == "relative"] == []
    assert find(marked, "cadre", STRANGER["identity"]) == ["5", "4"]


def test_what_another_deletion_holds_under_the_same_name_stays(full: Desk, ledger: Write) -> None:
    recycling.delete(full, "cadre", "1", "重复")
    import_file(full, "cadres", ledger("cadres", cadre=[ZHANG]))
    recycling.delete(full, "cadre", "4", "又重复")
    recycling.purge(full, 2, "保存期满")
    assert [one.id for one in full.ask(recycling.bin)] == [1]
    recycling.restore(full, 1)
    assert all_rows(full, "cadre")[0]["name"] == "张三"
    refused(full, "请写明清除理由", lambda: recycling.purge(full, 1, ""))


def test_a_case_that_was_given_to_another_stays(full: Desk, pack: Pack, ledger: Write) -> None:
    import_file(full, "cases", ledger("cases", **case(pack, **LI)))
    recycling.delete(full, "cadre", "1", "重复")
    recycling.purge(full, 1, "保存期满")
    assert [row["cadre_id"] for row in all_rows(full, "campaign_case")] == [2]
    assert len(versions(full, "case", "1")) == 2
