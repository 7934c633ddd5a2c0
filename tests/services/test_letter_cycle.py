"""Letters from draft to conclusion: steps in their turn, numbers without gaps, what they leave on the record."""

import json
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from cadre_desk.domain.pack import Pack
from cadre_desk.exchange.outbox import WriteRefused
from cadre_desk.services import letters, printing
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.storage import records
from tests.conftest import Clock
from tests.services.office import all_rows, content

SETTINGS = {
    "organ": "中共云川市委组织部",
    "signer": "中共云川市委组织部",
    "number_prefix": "云组",
    "reply_address": "示例路1号",
    "contact": "示例 000",
}
DATA: dict[str, dict[str, str]] = {
    "reminder": {"situation": "reminder_6", "subject": "报告个人有关事项", "problem": "未按时报告。"},
    "inquiry": {
        "situation": "inquiry_6",
        "subject": "组织纪律",
        "problem": "未按时报告。",
        "questions": "一、何时。\n二、何故。",
    },
    "admonishment": {
        "situation": "admonishment_8",
        "subject": "报告个人有关事项",
        "problem": "未按时报告。",
        "approved_by": "市委主要负责同志",
    },
}
MAY = date(2026, 5, 6)


@pytest.fixture
def office(staffed: Desk) -> Desk:
    """A desk whose letters have a head."""
    staffed.change("设置", lambda work: records.keep_settings(work, SETTINGS))
    return staffed


def draft(desk: Desk, kind: str = "reminder", cadre: int = 1, **data: str) -> int:
    return letters.draft(desk, kind, cadre, DATA[kind] | data)


def take(desk: Desk, letter_id: int, *steps: str, day: date | None = MAY) -> letters.Letter:
    for step in steps:
        one = letters.take_step(desk, letter_id, step, day, note="同意，部长张" if step == "approve" else "")
    return one


def read(desk: Desk, letter_id: int) -> letters.Letter:
    return desk.ask(partial(letters.letter, letter_id=letter_id))


def refused(desk: Desk, action: Callable[[], Any]) -> str:
    """The words of a refusal; the vault is as it was."""
    before = content(desk)
    with pytest.raises(Refused) as error:
        action()
    assert content(desk) == before
    return str(error.value)


# -- the life cycle --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "steps", "states"),
    [
        ("reminder", "submit approve issue serve conclude", "submitted approved issued served concluded"),
        ("inquiry", "submit approve issue serve reply conclude", "submitted approved issued served replied concluded"),
        ("inquiry", "submit approve issue serve conclude", "submitted approved issued served concluded"),
        (
            "admonishment",
            "submit return submit approve issue serve",
            "submitted draft submitted approved issued served",
        ),
        ("admonishment", "submit approve withdraw", "submitted approved withdrawn"),
    ],
)
def test_step_by_step(kind: str, steps: str, states: str, office: Desk) -> None:
    id_ = draft(office, kind)
    assert [take(office, id_, step).state for step in steps.split()] == states.split()
    assert [step["step"] for step in read(office, id_).steps] == steps.split()
    assert {step["officer"] for step in read(office, id_).steps} == {office.officer}


ORDER = {"draft": "", "submitted": "submit", "approved": "submit approve", "issued": "submit approve issue"}
ORDER |= {"served": ORDER["issued"] + " serve", "concluded": ORDER["issued"] + " serve conclude"}


@pytest.mark.parametrize("state", ORDER)
def test_a_step_out_of_turn_is_refused_with_those_whose_turn_it_is(state: str, office: Desk, pack: Pack) -> None:
    id_ = draft(office)
    take(office, id_, *ORDER[state].split()) if ORDER[state] else None
    one = read(office, id_)
    assert one.state == state
    allowed = {step.key for step in one.possible}
    for step in {step.key for step in pack.letters["reminder"].steps} - allowed:
        words = refused(office, lambda step=step: take(office, id_, step))
        assert one.kind.states[state] in words
        assert all(possible.label in words for possible in one.possible)


def test_an_unknown_letter_is_refused(office: Desk) -> None:
    assert "99" in refused(office, lambda: take(office, 99, "submit"))


def test_a_draft_with_gaps_is_not_submitted_but_may_be_withdrawn(office: Desk) -> None:
    id_ = letters.draft(office, "reminder", 1, {"subject": "团结"})
    assert refused(office, lambda: take(office, id_, "submit")) == "请先填写：适用情形、反映问题"
    assert take(office, id_, "withdraw").state == "withdrawn"


@pytest.mark.parametrize(("kind", "approver"), [("reminder", "组织（人事）部门"), ("admonishment", "党委（党组）")])
def test_approval_names_who_approved(kind: str, approver: str, office: Desk) -> None:
    id_ = draft(office, kind)
    take(office, id_, "submit")
    for note in ("", "  "):
        assert approver in refused(office, lambda note=note: letters.take_step(office, id_, "approve", MAY, note=note))
    letters.take_step(office, id_, "approve", MAY, note=" 王部长同意 ")
    assert read(office, id_).steps[-1]["note"] == "王部长同意"


@pytest.mark.parametrize("state", [state for state in ORDER if state != "draft"])
def test_only_a_draft_is_edited(state: str, office: Desk) -> None:
    id_ = draft(office)
    letters.save(office, id_, DATA["reminder"] | {"problem": "改过。"})
    take(office, id_, *ORDER[state].split())
    assert "不能再改" in refused(office, lambda: letters.save(office, id_, DATA["reminder"]))
    assert read(office, id_).data["problem"] == "改过。"


def test_former_words_of_a_draft_are_kept(office: Desk) -> None:
    id_ = draft(office)
    letters.save(office, id_, DATA["reminder"] | {"problem": "改过。"})
    kept = [json.loads(row["before"]) for row in all_rows(office, "history") if row["table_name"] == "letter"]
    assert [json.loads(row["data"])["problem"] for row in kept] == ["未按时报告。"]


# -- numbers ---------------------------------------------------------------------------------------------------------


def _issued(desk: Desk, kind: str, cadre: int, day: date) -> str:
    id_ = draft(desk, kind, cadre)
    return take(desk, id_, "submit", "approve", "issue", day=day).number


def test_each_kind_and_year_has_its_own_numbers(office: Desk) -> None:
    made = [
        _issued(office, "reminder", 1, MAY),
        _issued(office, "inquiry", 1, MAY),
        _issued(office, "reminder", 2, MAY),
        _issued(office, "reminder", 3, date(2027, 1, 4)),
        _issued(office, "reminder", 3, MAY),
    ]
    assert made == [
        "云组提醒〔2026〕1号",
        "云组函询〔2026〕1号",
        "云组提醒〔2026〕2号",
        "云组提醒〔2027〕1号",
        "云组提醒〔2026〕3号",
    ]


def test_a_failed_issue_takes_no_number(office: Desk) -> None:
    assert _issued(office, "reminder", 1, MAY).endswith("〕1号")
    waiting = draft(office, "reminder", 1)
    take(office, waiting, "submit", "approve")
    assert "核对是否重复" in refused(office, lambda: take(office, waiting, "issue"))  # the same measure on the same day
    office.change("设置", lambda work: records.keep_settings(work, {"number_prefix": ""}))
    words = refused(office, lambda: take(office, waiting, "issue", day=date(2026, 5, 7)))
    assert words == "请先在设置中填写：发文字号的机关代字"
    office.change("设置", lambda work: records.keep_settings(work, SETTINGS))
    assert take(office, waiting, "issue", day=date(2026, 5, 7)).number.endswith("〕2号")


def test_a_withdrawn_number_is_not_given_again(office: Desk) -> None:
    id_ = draft(office)
    take(office, id_, "submit", "approve", "issue", "withdraw")
    assert _issued(office, "reminder", 1, MAY).endswith("〕2号")
    assert read(office, id_).number.endswith("〕1号")


# -- what they leave on the record -----------------------------------------------------------------------------------


def measures(desk: Desk) -> list[tuple[Any, ...]]:
    keys = ("cadre_id", "measure", "decided", "served", "due", "replied", "followed_up")
    return [tuple(row[key] for key in keys) for row in all_rows(desk, "measure")]


def test_an_inquiry_is_recorded_with_its_term_of_15_working_days(office: Desk) -> None:
    id_ = draft(office, "inquiry", 2)
    take(office, id_, "submit", "approve")
    assert measures(office) == []
    take(office, id_, "issue", day=date(2026, 4, 20))
    assert measures(office) == [(2, "函询", "2026-04-20", None, None, None, None)]
    take(office, id_, "serve", day=date(2026, 4, 22))
    # 23, 24, 27-30 April, 6-9 (9 May is a Saturday that is worked), 11-15 May; 1-5 May are free
    assert measures(office) == [(2, "函询", "2026-04-20", "2026-04-22", "2026-05-15", None, None)]
    take(office, id_, "reply", day=date(2026, 5, 14))
    assert measures(office)[0][-2:] == ("2026-05-14", None)
    (row,) = all_rows(office, "measure")
    assert json.loads(row["data"]) == {"number": "云组函询〔2026〕1号", "organ": SETTINGS["organ"]}
    assert len([row for row in all_rows(office, "history") if row["table_name"] == "measure"]) == 2


def test_the_term_counts_by_the_units_own_holidays(office: Desk) -> None:
    office.change("设置", lambda work: records.keep_settings(work, {"holiday.2026-05-15": "rest"}))
    id_ = draft(office, "inquiry", 2)
    take(office, id_, "submit", "approve", "issue", "serve", day=date(2026, 4, 22))
    assert measures(office)[0][4] == "2026-05-18"


def test_an_admonishment_is_followed_up_and_asks_for_no_reply(office: Desk) -> None:
    id_ = draft(office, "admonishment")
    take(office, id_, "submit", "approve", "issue", "serve", "conclude")
    assert measures(office) == [(1, "诫勉", "2026-05-06", "2026-05-06", None, None, "2026-05-06")]


def test_a_withdrawn_letter_leaves_nothing_on_the_record(office: Desk) -> None:
    id_ = draft(office, "admonishment")
    take(office, id_, "submit", "approve", "issue")
    assert len(measures(office)) == 1
    take(office, id_, "withdraw")
    assert measures(office) == []
    kept = [json.loads(row["before"]) for row in all_rows(office, "history") if row["table_name"] == "measure"]
    assert [row["measure"] for row in kept] == ["诫勉"]


@pytest.mark.parametrize("step", ["serve", "withdraw"])
def test_nothing_happens_to_a_letter_before_its_date(step: str, office: Desk) -> None:
    id_ = draft(office)
    take(office, id_, "submit", "approve", "issue")
    assert "不能早于成文日期2026-05-06" in refused(office, lambda: take(office, id_, step, day=date(2026, 5, 5)))


def test_without_a_day_it_is_today(office: Desk, clock: Clock) -> None:
    clock.set(date(2026, 3, 17))
    id_ = draft(office)
    assert take(office, id_, "submit", "approve", "issue", day=None).dated == date(2026, 3, 17)


def test_every_step_is_one_audit_row(office: Desk) -> None:
    id_ = draft(office)
    rows = len(all_rows(office, "audit"))
    take(office, id_, "submit", "approve", "issue")
    assert [row["subject"] for row in all_rows(office, "audit")[rows:]] == [f"letter {id_}"] * 3


# -- secrecy and the reporter ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["", "秘密★1年", "秘密★10年", "机密★20年", "机密★长期", "秘密＊１年", "秘密*1年"])
def test_secrecy_marks_within_the_law_are_kept_in_their_one_form(mark: str, office: Desk) -> None:
    id_ = draft(office, secrecy=mark)
    kept = mark.replace("＊", "★").replace("*", "★").replace("１", "1")
    assert read(office, id_).data["secrecy"] == kept
    letters.save(office, id_, DATA["reminder"] | {"secrecy": mark})
    assert read(office, id_).data["secrecy"] == kept


@pytest.mark.parametrize(
    "mark", ["秘密★11年", "机密★21年", "绝密★30年", "秘密★0年", "秘密", "秘密★", "内部", "秘密★1月", "秘密1年", "★1年"]
)
def test_other_secrecy_marks_are_refused_in_a_draft_and_when_it_is_saved(mark: str, office: Desk) -> None:
    id_ = draft(office)
    assert "密" in refused(office, lambda: draft(office, secrecy=mark))
    assert "密" in refused(office, lambda: letters.save(office, id_, DATA["reminder"] | {"secrecy": mark}))


def test_no_letter_has_a_place_for_who_complained(office: Desk, pack: Pack) -> None:
    reporter = re.compile("举报人|反映人|信访人|来信|reporter|petitioner|source")
    for kind in pack.letters.values():
        placeholders = {name for words in kind.paragraphs for name in re.findall(r"\{(\w+)\}", words)}
        assert not [one for one in kind.fields if reporter.search(one.label + one.key)]
        assert not [name for name in placeholders if reporter.search(name)]
    assert reporter.search("举报人姓名")
    assert "reporter" in refused(office, lambda: draft(office, reporter="赵某"))
    id_ = draft(office)
    assert "reporter" in refused(office, lambda: letters.save(office, id_, DATA["reminder"] | {"reporter": "赵某"}))


# -- on paper --------------------------------------------------------------------------------------------------------


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("kind", DATA)
def test_the_pdf_carries_name_number_and_words(kind: str, office: Desk, pack: Pack, tmp_path: Path) -> None:
    from cadre_desk import app

    id_ = draft(office, kind, 2)
    number = take(office, id_, "submit", "approve", "issue").number
    target = tmp_path / "函.pdf"
    rows = len(all_rows(office, "audit"))
    assert printing.write_letters(office, [id_], target, app.fonts()).count >= 1
    text = _solid(_text(target))
    for words in (number, "李四明同志", "未按时报告。", SETTINGS["organ"], "2026年5月6日"):
        assert _solid(words) in text
    chosen = pack.letters[kind].situations
    if kind == "admonishment":
        assert _solid(next(one.text for one in chosen if one.key == DATA[kind]["situation"])) in text
    assert [row["action"] for row in all_rows(office, "audit")[rows:]] == ["打印函件", "登记出件结果"]
    assert list(tmp_path.glob(".cadre-desk-*")) == []


def test_a_letter_that_cannot_be_written_leaves_no_file(office: Desk, tmp_path: Path) -> None:
    from cadre_desk import app

    with pytest.raises(WriteRefused):
        printing.write_letters(office, [draft(office)], tmp_path / "无" / "函.pdf", app.fonts())
    assert list(tmp_path.glob("**/*.pdf")) == []


def test_a_letter_is_found_by_its_place_in_the_list_or_by_its_number(office: Desk) -> None:
    id_ = office.ask(lambda ask: letters.find(ask, "7"))
    assert id_ == 7
    waiting = draft(office, "reminder", 1)
    number = take(office, waiting, "submit", "approve", "issue", day=MAY).number
    assert office.ask(lambda ask: letters.find(ask, number)) == waiting
    with pytest.raises(Refused, match="没有文号"):
        office.ask(lambda ask: letters.find(ask, "云组提醒〔2026〕999号"))


def test_an_inquiry_without_an_address_for_the_reply_is_not_submitted(office: Desk) -> None:
    office.change("设置", lambda work: records.keep_settings(work, {"reply_address": ""}))
    waiting = draft(office, "inquiry", 1)
    assert refused(office, lambda: take(office, waiting, "submit")) == "请先在设置中填写：回复地址"
    assert take(office, draft(office, "reminder", 1), "submit").state == "submitted"  # asks for no reply


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("时间\n原因", ("1.时间", "2.原因")),
        ("一、时间\n二、原因", ("一、时间", "二、原因")),
        ("只有一个问题", ("只有一个问题",)),
    ],
)
def test_several_questions_are_numbered(typed: str, printed: tuple[str, ...], pack: Pack) -> None:
    said = letters.paragraphs(pack.letters["inquiry"], {"questions": typed})
    place = said.index(printed[0])
    assert said[place : place + len(printed)] == printed
