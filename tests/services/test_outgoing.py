"""The gate: what has to come first comes first, an approval is for one thing and once, the register misses nothing."""

import hashlib
import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from sqlalchemy import exc, text

from cadre_desk import app, cli
from cadre_desk.documents.fonts import MissingGlyph
from cadre_desk.domain.faults import Fault
from cadre_desk.domain.policy import Policy, read_profiles
from cadre_desk.exchange.outbox import WriteRefused
from cadre_desk.services import exporting, importing, letters, outgoing, people, policies, printing
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.outgoing import Approver, Entry, Query, Terms
from cadre_desk.storage import letters as letter_store
from cadre_desk.storage import outgoing as store
from cadre_desk.storage.errors import WrongPassword
from cadre_desk.storage.work import Work
from tests.conftest import TODAY, Clock, Ledger
from tests.services.office import OFFICER, PASSWORD, ZHANG, all_rows, colleague, content, read_book

CHIEF, HIS_PASSWORD = "王科长", "雨天-zebra-38"
RARE = "\U0002a6d6"  # no shipped font has it
FAULTS = (Fault("干部", 2, 1, "x", "不对", "改正"),)
Send = Callable[[Desk, Path, Terms], outgoing.Released]


def export(desk: Desk, target: Path, terms: Terms) -> outgoing.Released:
    return exporting.export(desk, "cadres", target.with_suffix(".xlsx"), terms)


def flags(desk: Desk, target: Path, terms: Terms) -> outgoing.Released:
    return exporting.export(desk, "flags", target.with_suffix(".xlsx"), terms)


def register(desk: Desk, target: Path, terms: Terms) -> outgoing.Released:
    return exporting.export(desk, "outgoing", target.with_suffix(".xlsx"), terms)


def marked(desk: Desk, target: Path, terms: Terms) -> outgoing.Released:
    source = target.with_name("来件.xlsx")
    if not source.exists():
        openpyxl.Workbook().save(source)
    return importing.mark_faults(desk, source, FAULTS, target.with_suffix(".xlsx"), terms)


def pdf(desk: Desk, target: Path, terms: Terms) -> outgoing.Released:
    return printing.write_letters(desk, [draft(desk, terms.label)], target.with_suffix(".pdf"), app.fonts(), terms)


def printed(desk: Desk, target: Path, terms: Terms) -> outgoing.Released:
    """The printer of the test is a file."""

    def send(content: bytes) -> int:
        target.with_suffix(".prn").write_bytes(content)
        return 1

    return printing.print_letters(desk, [draft(desk, terms.label)], "一号打印机", app.fonts(), send, terms)


WAYS: dict[str, Send] = {
    "ledger": export, "flags": flags, "register": register, "marked": marked, "pdf": pdf, "print": printed
}  # fmt: skip


def draft(desk: Desk, label: str = "", problem: str = "未按时报告。") -> int:
    data = {"subject": "报告个人有关事项", "problem": problem, "secrecy": label}
    return letters.draft(desk, "reminder", 1, data)


def lines(desk: Desk) -> list[Entry]:
    return desk.ask(lambda ask: outgoing.entries(ask, Query(sort="number")))


def files(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.suffix in (".pdf", ".prn", ".xlsx") and one.stem == "出")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where to write."""
    folder = tmp_path / "出件"
    folder.mkdir()
    return folder / "出"


def policy(profile: str, **changed: bool) -> Policy:
    profiles = read_profiles((app.resources() / "policy.toml").read_text(encoding="utf-8"))
    return Policy.from_mapping({"profile": profile, **changed}, profiles)


@pytest.fixture
def strict(staffed: Desk) -> Desk:
    """A desk of a unit where everything needs a second person, who has a key."""
    policies.save(staffed, policy("secret").to_mapping())
    colleague(staffed.vault, CHIEF, HIS_PASSWORD)
    return staffed


AGREED = Terms("秘密★5年", "年度核对", Approver(CHIEF, HIS_PASSWORD))


# -- the order ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_label_is_refused_before_anything_else(way: str, staffed: Desk, out: Path) -> None:
    before = content(staffed)
    for label in ("绝密★30年", "内部", "秘密", "秘密★11年"):
        with pytest.raises(Refused, match="密"):
            WAYS[way](staffed, out, Terms(label))
    assert content(staffed) == before
    assert files(out.parent) == []


@pytest.mark.parametrize("way", WAYS)
def test_what_left_stands_in_the_register_with_its_digest(way: str, staffed: Desk, out: Path) -> None:
    done = WAYS[way](staffed, out, Terms("秘密*5年", "年度核对"))
    (line,) = lines(staffed)
    (written,) = (one for one in out.parent.iterdir() if one.stem == "出")
    left = written.read_bytes()
    assert (line.state, line.count, line.size, line.sha256) == (
        *("written", done.count, len(left)), hashlib.sha256(left).hexdigest()
    )  # fmt: skip
    assert (done.number, done.sha256, done.size) == (line.number, line.sha256, line.size)
    assert (line.number, line.officer, line.label, line.purpose) == (
        *("出〔2026〕0001号", OFFICER, "秘密★5年", "年度核对"),
    )  # fmt: skip
    assert line.planned == line.count
    assert line.target == ("一号打印机" if way == "print" else written.name)
    assert str(out.parent) not in str(line)


def test_audit_row_and_line_are_committed_before_the_first_byte(staffed: Desk, out: Path) -> None:
    seen: list[tuple[str, str, bool]] = []

    def look(what: str, done: int, total: int) -> None:
        (line,) = lines(staffed)
        row = all_rows(staffed, "audit")[-1]
        assert json.loads(row["detail"])["number"] == line.number
        seen.append((line.state, row["action"], any(out.parent.glob("出*"))))

    exporting.export(staffed, "cadres", out.with_suffix(".xlsx"), Terms(), look)
    assert seen
    assert set(seen) == {("waiting", "导出", False)}
    assert [row["action"] for row in all_rows(staffed, "audit")[-2:]] == ["导出", "登记出件结果"]


def test_a_printer_gets_nothing_that_is_not_in_the_register(staffed: Desk) -> None:
    def send(content: bytes) -> int:
        (line,) = lines(staffed)
        assert (line.state, line.kind, line.planned) == ("waiting", "print", 1)
        assert content.startswith(b"%PDF")
        return 2  # both copies

    printing.print_letters(staffed, [draft(staffed)], "打印机", app.fonts(), send)
    (line,) = lines(staffed)
    assert (line.state, line.count) == ("written", 2)


# -- what fails --------------------------------------------------------------------------------------------------------


def test_what_cannot_be_written_keeps_its_number_and_says_why(staffed: Desk, out: Path) -> None:
    with pytest.raises(WriteRefused):
        export(staffed, out.parent / "无" / "出", Terms())
    export(staffed, out, Terms())
    first, second = lines(staffed)
    assert (first.number, first.state, first.sha256) == ("出〔2026〕0001号", "failed", None)
    assert "不存在" in first.fault
    assert (second.number, second.state, second.fault) == ("出〔2026〕0002号", "written", "")


def test_what_was_given_up_or_broke_is_entered_without_what_the_data_were(staffed: Desk, out: Path) -> None:
    class GivenUp(Exception):
        """As when the officer presses 取消."""

    def stop(what: str, done: int, total: int) -> None:
        raise GivenUp(ZHANG["name"])

    with pytest.raises(GivenUp):
        exporting.export(staffed, "cadres", out.with_suffix(".xlsx"), Terms(), stop)

    def jam(content: bytes) -> int:
        raise GivenUp

    with pytest.raises(GivenUp):
        printing.print_letters(staffed, [draft(staffed)], "打印机", app.fonts(), jam)
    first, second = lines(staffed)
    assert first.fault == "中途停止（GivenUp）"
    assert second.fault == "中途停止（GivenUp）；可能已有纸张印出，请核对并收回"
    assert {one.state for one in (first, second)} == {"failed"}
    assert list(out.parent.iterdir()) == []


def test_what_interrupts_the_program_leaves_the_line_open(staffed: Desk, out: Path) -> None:
    def interrupt(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exporting.export(staffed, "cadres", out.with_suffix(".xlsx"), Terms(), interrupt)
    (line,) = lines(staffed)
    assert (line.state, line.words[10]) == ("waiting", "待写出")


def test_a_medium_that_complains_after_the_file_has_its_name_does_not_deny_it(
    staffed: Desk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def complain(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "no such thing here")
        real(handle)

    monkeypatch.setattr(os, "fsync", complain)
    export(staffed, out, Terms())
    (line,) = lines(staffed)
    assert (line.state, line.sha256) == (
        *("written",), hashlib.sha256(out.with_suffix(".xlsx").read_bytes()).hexdigest()
    )  # fmt: skip


def test_a_letter_that_cannot_be_printed_takes_no_number(staffed: Desk, out: Path) -> None:
    id_ = draft(staffed, problem=f"王{RARE}")
    with pytest.raises(MissingGlyph):
        printing.write_letters(staffed, [id_], out.with_suffix(".pdf"), app.fonts())
    assert lines(staffed) == []
    assert list(out.parent.iterdir()) == []


def test_the_numbers_of_a_year_are_without_gaps_and_begin_anew(staffed: Desk, out: Path, clock: Clock) -> None:
    for n in range(3):
        export(staffed, out.with_name(f"甲{n}"), Terms())
    clock.set(TODAY.replace(year=2027))
    export(staffed, out.with_name("乙"), Terms())
    clock.set(TODAY)
    export(staffed, out.with_name("丙"), Terms())
    assert sorted(one.number for one in lines(staffed)) == [
        *(f"出〔2026〕{n:04}号" for n in range(1, 5)), "出〔2027〕0001号"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM outgoing",
        "DELETE FROM outgoing WHERE id = 2",
        "UPDATE outgoing SET number = 'x' WHERE id = 2",
        "UPDATE outgoing SET label = '' WHERE id = 2",
        "UPDATE outgoing SET officer = '别人' WHERE id = 2",
        "UPDATE outgoing SET target = 'x' WHERE id = 2",
        "UPDATE outgoing SET state = 'waiting' WHERE id = 1",
        "UPDATE outgoing SET sha256 = 'x' WHERE id = 1",
        "DELETE FROM approval",
        "UPDATE approval SET used_audit_id = NULL",
        "UPDATE approval SET digest = 'x'",
        "UPDATE approval SET approver = '别人'",
    ],
)
def test_lines_and_approvals_cannot_be_changed_or_removed(statement: str, strict: Desk, out: Path) -> None:
    export(strict, out, AGREED)

    def wait(work: Work) -> None:
        values = dict.fromkeys(("kind", "what", "target", "label", "purpose"), "table")
        store.enter(work, {**values, "planned": 0}, outgoing.NUMBER)

    strict.change("导出", wait)
    before = all_rows(strict, "outgoing"), all_rows(strict, "approval")
    with pytest.raises(exc.IntegrityError):
        strict.change("修改设置", lambda work: work.connection.execute(text(statement)))
    assert (all_rows(strict, "outgoing"), all_rows(strict, "approval")) == before
    strict.change(
        "修改设置", lambda work: store.close(work, 2, "failed", fault="停电")
    )  # only its end may be filled in
    assert lines(strict)[1].state == "failed"


# -- labels ------------------------------------------------------------------------------------------------------------


def test_label_number_officer_and_time_go_with_a_spreadsheet_and_not_into_its_cells(staffed: Desk, out: Path) -> None:
    plain = read_book_of(export, staffed, out.with_name("无标"), Terms())
    stamped = read_book_of(export, staffed, out, Terms("机密★20年"))
    assert stamped == plain
    for sheet in openpyxl.load_workbook(out.with_suffix(".xlsx")).worksheets:
        assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == ("机密★20年", "出〔2026〕0002号")
        assert sheet.oddFooter.left.text == f"{OFFICER} 2026-03-02 09:30"
    done = importing.import_file(staffed, "cadres", out.with_suffix(".xlsx"))
    assert (done.added, done.changed, done.left_out) == (0, 0, ())


def read_book_of(way: Send, desk: Desk, target: Path, terms: Terms) -> dict[str, list[tuple[Any, ...]]]:
    way(desk, target, terms)
    return read_book(target.with_suffix(".xlsx"))


@pytest.mark.parametrize(
    ("title", "label", "name"),
    [("干部台账", "秘密★5年", "干部台账20260302（秘密★5年）.xlsx"), ("预警", "", "预警20260302.xlsx")],
)
def test_a_file_is_named_with_its_label(title: str, label: str, name: str) -> None:
    assert outgoing.file_name(title, label, ".xlsx", TODAY) == name
    assert outgoing.file_name(title, "", ".pdf") == f"{title}.pdf"


def test_of_several_letters_the_gravest_label_counts(staffed: Desk, out: Path) -> None:
    ids = [draft(staffed), draft(staffed, "机密★1年"), draft(staffed, "秘密★10年")]
    done = printing.write_letters(staffed, ids, out.with_suffix(".pdf"), app.fonts())
    (line,) = lines(staffed)
    assert (line.label, line.count) == ("机密★1年", 3)
    assert done.count == 3
    assert line.what.startswith("提醒函（草稿） 张三、")


def test_an_old_letter_with_a_label_that_is_refused_today_does_not_leave(staffed: Desk, out: Path) -> None:
    id_ = draft(staffed)
    data = {"subject": "x", "problem": "y", "secrecy": "绝密★30年"}
    staffed.change("修改设置", lambda work: letter_store.change(work, id_, data=data))
    with pytest.raises(Refused, match="绝密"):
        printing.write_letters(staffed, [id_], out.with_suffix(".pdf"), app.fonts())
    assert lines(staffed) == []


# -- approval ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_nothing_leaves_without_a_second_person_where_the_policy_wants_one(way: str, strict: Desk, out: Path) -> None:
    refusals: list[tuple[Approver | None, type[Exception], str]] = [
        (None, Refused, "须由另一人批准"),
        (Approver("", ""), Refused, "须由另一人批准"),
        (Approver(OFFICER, PASSWORD), Refused, "须是另一个人"),
        (Approver(f" {OFFICER}　", PASSWORD), Refused, "须是另一个人"),
        (Approver(CHIEF, PASSWORD), WrongPassword, "口令不正确"),
        (Approver("查无此人", HIS_PASSWORD), WrongPassword, "口令不正确"),
    ]
    for approver, error, words in refusals:
        with pytest.raises(error, match=words):
            WAYS[way](strict, out, Terms("秘密★5年", "", approver))
    assert lines(strict) == []
    assert all_rows(strict, "approval") == []
    assert files(out.parent) == []
    WAYS[way](strict, out, AGREED)
    (line,), (approval,) = lines(strict), all_rows(strict, "approval")
    assert (line.approver, line.state) == (CHIEF, "written")
    assert (approval["requester"], approval["approver"], approval["used_audit_id"] is None) == (OFFICER, CHIEF, False)
    told = {row["id"]: row for row in all_rows(strict, "audit")}
    assert told[approval["audit_id"]]["action"] == "登记批准"
    assert json.loads(told[approval["used_audit_id"]]["detail"])["approver"] == CHIEF
    assert HIS_PASSWORD not in str(told)


def test_who_has_not_the_right_cannot_approve(strict: Desk, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "_role", lambda desk, approver: "handler")
    with pytest.raises(Refused, match="没有“批准导出”的权限"):
        export(strict, out, AGREED)
    assert lines(strict) == []


@pytest.mark.parametrize(("export_too", "print_too"), [(True, False), (False, True)])
def test_files_and_paper_are_approved_apart(export_too: bool, print_too: bool, strict: Desk, out: Path) -> None:
    policies.save(strict, policy("secret", approval_for_export=export_too, approval_for_print=print_too).to_mapping())
    for way, needed in (("ledger", export_too), ("pdf", export_too), ("print", print_too)):
        if needed:
            with pytest.raises(Refused, match="批准"):
                WAYS[way](strict, out, Terms())
        else:
            assert WAYS[way](strict, out, Terms()).count


def test_an_office_of_one_needs_nobody(staffed: Desk, out: Path) -> None:
    policies.save(staffed, policy("internal").to_mapping())
    for way, send in WAYS.items():
        send(staffed, out.with_name(way), Terms())
    assert {one.state for one in lines(staffed)} == {"written"}
    assert {one.approver for one in lines(staffed)} == {""}


def _other_purpose(desk: Desk, out: Path) -> outgoing.Released:
    return export(desk, out, Terms(AGREED.label, "别的用途"))


def _other_content(desk: Desk, out: Path) -> outgoing.Released:
    def name(title: str) -> None:
        words = text("UPDATE cadre SET title = :title WHERE id = 1")
        desk.change("修改设置", lambda work: work.connection.execute(words, {"title": title}))

    name("处长")
    try:
        return export(desk, out, AGREED)
    finally:
        name("局长")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda desk, out: export(desk, out.with_name("别处"), AGREED), id="another target"),
        pytest.param(lambda desk, out: export(desk, out, Terms("", AGREED.purpose)), id="another label"),
        pytest.param(_other_purpose, id="another purpose"),
        pytest.param(_other_content, id="another content"),
        pytest.param(lambda desk, out: exporting.export(desk, "units", out.with_suffix(".xlsx"), AGREED), id="ledger"),
        pytest.param(lambda desk, out: flags(desk, out, AGREED), id="flags"),
        pytest.param(lambda desk, out: pdf(desk, out, AGREED), id="letter"),
        pytest.param(lambda desk, out: printed(desk, out, AGREED), id="print-out"),
    ],
)
def test_an_approval_cannot_be_moved_to_something_else(
    other: Callable[[Desk, Path], outgoing.Released], strict: Desk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted = _granted_but_unused(strict, out, monkeypatch)
    with pytest.raises(Refused, match="针对的是别的内容"):
        other(strict, out)
    assert lines(strict) == []
    assert files(out.parent) == []
    assert export(strict, out, AGREED).count == 6  # the control: it is good for what it was given for
    assert all_rows(strict, "approval")[granted - 1]["used_audit_id"]


def _granted_but_unused(desk: Desk, out: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """An approval for the export of the cadres, which from then on is offered for everything."""
    real, granted = outgoing.approve, []

    class Stopped(Exception):
        """Between the approval and its use."""

    def stop(*arguments: Any) -> int:
        granted.append(real(*arguments))
        raise Stopped

    monkeypatch.setattr(outgoing, "approve", stop)
    with pytest.raises(Stopped):
        export(desk, out, AGREED)
    monkeypatch.setattr(outgoing, "approve", lambda *_: granted[0])
    return int(granted[0])


def test_an_approval_counts_once(strict: Desk, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _granted_but_unused(strict, out, monkeypatch)
    assert export(strict, out, AGREED).count == 6
    with pytest.raises(Refused, match="只能用一次"):
        export(strict, out, AGREED)
    assert len(lines(strict)) == 1


def test_an_approval_that_was_not_used_in_time_is_void(
    strict: Desk, out: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _granted_but_unused(strict, out, monkeypatch)
    clock.now += timedelta(hours=24, seconds=1)
    with pytest.raises(Refused, match="2026-03-02 09:30给的，超过24小时没有使用，已失效"):
        export(strict, out, AGREED)
    assert lines(strict) == []
    assert files(out.parent) == []
    clock.now -= timedelta(seconds=1)
    assert export(strict, out, AGREED).count == 6  # the control: the same a second earlier


def test_how_long_an_approval_may_wait_is_a_matter_of_the_policy(
    strict: Desk, out: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies.save(strict, {**policies.read(strict), "approval_hours": 2})
    _granted_but_unused(strict, out, monkeypatch)
    clock.now += timedelta(hours=3)
    with pytest.raises(Refused, match="超过2小时"):
        export(strict, out, AGREED)
    policies.save(strict, {**policies.read(strict), "approval_hours": 4})
    assert export(strict, out, AGREED).count == 6


def test_an_approval_is_for_the_officer_who_asked(strict: Desk, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _granted_but_unused(strict, out, monkeypatch)
    strict.vault._keys.officer = replace(strict.vault.account, name=CHIEF)
    with pytest.raises(Refused, match="别的经办人"):
        export(strict, out, AGREED)


def test_what_failed_needs_a_new_approval(strict: Desk, out: Path) -> None:
    with pytest.raises(WriteRefused):
        export(strict, out.parent / "无" / "出", AGREED)
    export(strict, out, AGREED)
    assert [one.state for one in lines(strict)] == ["failed", "written"]
    assert len(all_rows(strict, "approval")) == 2


# -- watermark ---------------------------------------------------------------------------------------------------------


def _grey(path: Path) -> float:
    with pypdfium2.PdfDocument(path) as document:
        dots = document[0].render(scale=2).to_pil().convert("L").histogram()
    return sum(dots[212:217]) / sum(dots)  # the grey of 草稿 is lighter


def test_pages_carry_the_watermark_where_the_policy_wants_it(staffed: Desk, out: Path) -> None:
    for way, suffix in (("pdf", ".pdf"), ("print", ".prn")):
        shares = []
        for wanted in (False, True):
            policies.save(staffed, policy("internal", watermark=wanted).to_mapping())
            WAYS[way](staffed, out, Terms())
            shares.append(_grey(out.with_suffix(suffix)))
        assert shares[1] > 5 * shares[0] > 0


# -- declarations ------------------------------------------------------------------------------------------------------


@pytest.fixture
def declared(staffed: Desk, ledger: Ledger) -> Desk:
    """A desk with one declaration."""
    path = ledger("declarations", declaration=[ZHANG | {"year": 2024, "filing": "年度集中报告"}])
    importing.import_file(staffed, "declarations", path)
    return staffed


def opened(desk: Desk) -> list[dict[str, Any]]:
    return [json.loads(row["detail"]) for row in all_rows(desk, "audit") if row["action"] == "查看报告"]


def test_without_a_policy_a_declaration_opens_as_before(declared: Desk) -> None:
    policies.save(declared, policy("internal", purpose_for_declarations=False).to_mapping())
    assert people.open_declaration(declared, 1, 1) is not None
    assert opened(declared) == [{}]


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        ("", "请写明查看的用途"),
        ("  ", "请写明"),
        ("其他", "请接着写明"),
        ("其他：", "请接着写明"),
        ("好奇", "没有“好奇”这种用途"),
    ],
)
def test_a_declaration_is_opened_only_for_a_purpose(purpose: str, words: str, declared: Desk) -> None:
    policies.save(declared, policy("internal").to_mapping())
    before = content(declared)
    with pytest.raises(Refused, match=words):
        people.open_declaration(declared, 1, 1, purpose)
    assert content(declared) == before
    for stated in (declared.pack.codes["purpose"].values[0], "其他：核对数据"):
        assert people.open_declaration(declared, 1, 1, stated) is not None
        assert opened(declared)[-1] == {"purpose": stated}


def test_and_with_a_second_person_where_the_policy_wants_one(declared: Desk) -> None:
    policies.save(declared, policy("secret").to_mapping())
    colleague(declared.vault, CHIEF, HIS_PASSWORD)
    open_ = partial(people.open_declaration, declared, 1, 1, "随机抽查核实")
    with pytest.raises(Refused, match="须由另一人批准"):
        open_()
    with pytest.raises(Refused, match="须是另一个人"):
        open_(Approver(OFFICER, PASSWORD))
    with pytest.raises(WrongPassword):
        open_(Approver(CHIEF, PASSWORD))
    assert opened(declared) == []
    assert open_(Approver(CHIEF, HIS_PASSWORD)) is not None
    assert opened(declared) == [{"purpose": "随机抽查核实", "approver": CHIEF}]


def test_an_approval_to_open_one_declaration_opens_no_other(declared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    policies.save(declared, policy("secret").to_mapping())
    bound = outgoing.digest("declaration 1/1", "随机抽查核实")
    granted = declared.change("登记批准", lambda work: store.grant(work, CHIEF, "查看报告 1/1", bound))
    monkeypatch.setattr(outgoing, "approve", lambda *_: granted)
    for number, purpose in ((2, "随机抽查核实"), (1, "汇总综合")):
        with pytest.raises(Refused, match="别的"):
            people.open_declaration(declared, 1, number, purpose)
    assert people.open_declaration(declared, 1, 1, "随机抽查核实") is not None
    with pytest.raises(Refused, match="只能用一次"):
        people.open_declaration(declared, 1, 1, "随机抽查核实")


# -- the register ------------------------------------------------------------------------------------------------------


def test_the_register_is_searched_sorted_and_filtered(staffed: Desk, out: Path) -> None:
    export(staffed, out, Terms("秘密★5年", "年度核对"))
    pdf(staffed, out, Terms())
    with pytest.raises(WriteRefused):
        flags(staffed, out.parent / "无" / "出", Terms())

    def found(**query: Any) -> list[str]:
        return [one.kind for one in staffed.ask(lambda ask: outgoing.entries(ask, Query(**query)))]

    assert found(sort="number", descending=True) == ["table", "pdf", "table"]
    assert found(text="年度") == ["table"]
    assert found(text="0002号") == ["pdf"]
    assert found(where={"state": "failed"}) == ["table"]
    assert found(text="没有这样的") == []
    assert lines(staffed)[1].line == (
        "出〔2026〕0002号　2026-03-02 09:30　李审核　PDF文件　提醒函（草稿） 张三　→ 出.pdf　不标密　已写出 1页"
    )


def test_the_register_leaves_by_the_gate_too(staffed: Desk, out: Path) -> None:
    export(staffed, out, Terms("秘密★5年"))
    done = exporting.export(staffed, "outgoing", out.with_name("登记.xlsx"), Terms("", "检查"))
    assert done.count == 1
    head, row = read_book(out.with_name("登记.xlsx"))["出件登记"]
    told = dict(zip(head, row, strict=True))
    assert (told["登记号"], told["密级"], told["结果"], told["实出"]) == (
        "出〔2026〕0001号",
        "秘密★5年",
        "已写出",
        "6行",
    )
    assert told["SHA-256"] == lines(staffed)[0].sha256
    assert lines(staffed)[1].what == "出件登记"


def test_the_command_line_tells_the_register(
    staffed: Desk, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = staffed.vault.folder
    staffed.close()
    (tmp_path / "口令").write_text(PASSWORD, encoding="utf-8")
    common = ["--vault", str(folder), "--password-file", str(tmp_path / "口令")]

    def run(*arguments: str) -> str:
        assert cli.main([*arguments, *common]) == 0
        return capsys.readouterr().out

    said = run("export", "cadres", str(out.with_suffix(".xlsx")), "--label", "秘密＊5年", "--purpose", "核对")
    assert said.endswith("0001号\n")
    told = json.loads(run("outgoing", "list", "--json"))
    (line,) = told["outgoing"]
    assert (line["state"], line["label"], line["purpose"], line["target"]) == ("written", "秘密★5年", "核对", "出.xlsx")
    assert line["sha256"] == hashlib.sha256(out.with_suffix(".xlsx").read_bytes()).hexdigest()
    assert "→ 出.xlsx　秘密★5年　已写出 6行" in run("outgoing", "list", "--text", "核对")
    assert run("outgoing", "list", "--text", "别的") == "出件登记0条\n"
    assert "已导出1行" in run("export", "outgoing", str(out.with_name("登记.xlsx")))
    assert cli.main(["export", "cadres", str(out.with_name("坏.xlsx")), "--label", "绝密★1年", *common]) == cli.REFUSED
    assert "绝密" in capsys.readouterr().err
