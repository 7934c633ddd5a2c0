"""提醒函, 函询通知书, 诫勉书: draft, approve, number, print, follow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadre_desk.documents.letters import LetterText
from cadre_desk.domain import secrecy
from cadre_desk.domain.dates import add_working_days
from cadre_desk.domain.pack import LetterKind, Step
from cadre_desk.domain.people import earliest
from cadre_desk.services import places
from cadre_desk.services.avoiding import require_apart
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone, Refused
from cadre_desk.services.flags import law
from cadre_desk.storage import letters as store
from cadre_desk.storage import records
from cadre_desk.storage.work import Ask, Work

DRAFT = "draft"
DRAFTING, WRITING, HANDLING = "拟稿", "修改函件", "办理函件"
#: settings that letters are printed with, and how the settings screen asks for them
SETTINGS: Mapping[str, str] = {
    "organ": "发文机关标志",
    "signer": "署名",
    "number_prefix": "发文字号的机关代字",
    "reply_address": "回复地址",
    "contact": "联系人及电话",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as screens and the printer see it."""

    id: int
    kind: LetterKind
    cadre_id: int
    cadre: str
    unit: str
    state: str
    number: str
    dated: date | None
    data: Mapping[str, Any]
    steps: tuple[Mapping[str, Any], ...]

    @property
    def editable(self) -> bool:
        """Words may be changed only before approval."""
        return self.state == DRAFT

    @property
    def possible(self) -> tuple[Step, ...]:
        """Steps that can be taken now."""
        return tuple(step for step in self.kind.steps if self.state in step.before)


def letter(ask: Ask, letter_id: int) -> Letter:
    """One letter; Gone where there is none with that number."""
    row = store.read(ask.connection, letter_id)
    if row is None:
        raise Gone(f"没有编号为{letter_id}的函件，可能已被删除；请刷新列表")
    require_apart(ask, row["cadre_id"])
    return Letter(
        row["id"],
        ask.pack.letters[row["kind"]],
        row["cadre_id"],
        row["cadre"],
        row["unit"],
        row["state"],
        row["number"],
        earliest(row["dated"]),
        row["data"],
        tuple(row["steps"]),
    )


def words(ask: Ask, one: Letter, data: Mapping[str, Any] | None = None) -> LetterText:
    """What the letter says; data, where given, are the fields as they stand in the editor."""
    fields = one.data if data is None else data
    settings = records.settings(ask.connection)
    values = _Blank(_placeholders(one, fields, settings))
    return LetterText(
        organ=settings.get("organ") or "（请在设置中填写发文机关）",
        number=one.number,
        title=one.kind.title,
        addressee=one.kind.salutation.format_map(values),
        paragraphs=paragraphs(one.kind, values),
        signer=settings.get("signer") or settings.get("organ") or "",
        date=one.dated,
        secrecy=str(fields.get("secrecy") or ""),
        contact=_contact(one.kind, settings),
        copies=tuple(str(fields["copies"]).split("；")) if fields.get("copies") else (),
        draft=not one.number,
    )


def _contact(kind: LetterKind, settings: Mapping[str, str]) -> tuple[str, ...]:
    if kind.reply_working_days is None:
        return ()
    lines = (("回复地址", settings.get("reply_address")), ("联系人", settings.get("contact")))
    return tuple(f"{label}：{text}" for label, text in lines if text)


def _placeholders(one: Letter, data: Mapping[str, Any], settings: Mapping[str, str]) -> dict[str, str]:
    situations = {situation.key: situation.text for situation in one.kind.situations}
    known = {key: str(value) for key, value in data.items() if value is not None}
    return {
        **settings,
        **known,
        "name": one.cadre,
        "unit": one.unit,
        "organ": settings.get("organ", ""),
        "situation": situations.get(known.get("situation", ""), known.get("situation", "")),
        "reply_days": str(one.kind.reply_working_days or ""),
        "follow_up_months": str(one.kind.follow_up_months or ""),
    }


class _Blank(dict[str, str]):
    """A field that is still empty shows as a gap in the draft."""

    def __missing__(self, key: str) -> str:
        return "〔　　〕"


def paragraphs(kind: LetterKind, values: Mapping[str, str]) -> tuple[str, ...]:
    """The body: a field of several lines becomes several paragraphs, a paragraph of an optional empty field none."""
    found: list[str] = []
    optional = {f"{{{one.key}}}" for one in kind.fields if not one.required}
    for pattern in kind.paragraphs:
        if pattern in optional and not values.get(pattern[1:-1]):
            continue
        lines = [line.strip() for line in pattern.format_map(_Blank(values)).splitlines() if line.strip()]
        found.extend(_numbered(lines) if pattern == "{questions}" else lines)
    return tuple(found)


def _numbered(lines: list[str]) -> list[str]:
    """Several questions are numbered, unless the officer numbered them."""
    if len(lines) < 2 or any(re.match(r"[\d（(一二三四五六七八九十]", line) for line in lines):
        return lines
    return [f"{number}.{line}" for number, line in enumerate(lines, 1)]


def missing(one: Letter) -> list[str]:
    """Labels of required fields that are empty."""
    return [field.label for field in one.kind.fields if field.required and not one.data.get(field.key)]


def check_secrecy(text: str) -> None:
    """密级 needs a period within the limit of the law; an empty mark is the rule (保守国家秘密法 arts 20, 22)."""
    if fault := secrecy.fault(text):
        raise Refused(fault)


def _checked(kind: LetterKind, data: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the letter has a place for: what is not printed, such as who complained, is not kept with it either.

    The 密级 is kept in its one form.
    """
    if foreign := set(data) - {field.key for field in kind.fields}:
        raise Refused(f"{kind.title}没有这些项：{'、'.join(sorted(foreign))}")
    mark = str(data.get("secrecy") or "")
    check_secrecy(mark)
    return {**data, "secrecy": secrecy.normal(mark)} if mark else dict(data)


def find(ask: Ask, text: str) -> int:
    """The number in the list of a letter named by it or by its 文号; Refused where there is none."""
    found = [int(text)] if text.isdecimal() else store.ids_by_number(ask.connection, text)
    if not found:
        raise Refused(f"没有文号为“{text}”的函件，请在“函件”中查看文号")
    return found[0]


# -- changes ---------------------------------------------------------------------------------------------------------


def draft(desk: Desk, kind: str, cadre_id: int, data: Mapping[str, Any] | None = None) -> int:
    """A new draft; its number in the list of letters."""
    chosen = desk.pack.letters[kind]
    checked = _checked(chosen, data or {})

    def task(work: Work) -> int:
        require_apart(work, cadre_id)
        letter_id = store.add(work, kind, cadre_id, DRAFT, checked)
        work.subject, work.detail = f"letter {letter_id}", {"kind": kind}
        return letter_id

    return desk.change(f"拟稿{chosen.title}", task)


def save(desk: Desk, letter_id: int, data: Mapping[str, Any]) -> None:
    """Keep the fields of a draft; the former words stay in the history."""

    def task(work: Work) -> None:
        one = letter(work, letter_id)
        checked = _checked(one.kind, data)
        if not one.editable:
            raise Refused(f"此件已{one.kind.states[one.state]}，不能再改；如需修改请先撤回")
        store.change(work, letter_id, data=checked)
        work.subject = f"letter {letter_id}"

    desk.change(WRITING, task)


def take_step(desk: Desk, letter_id: int, key: str, day: date | None = None, note: str = "") -> Letter:
    """Take a step of the life cycle on that day (today where not given); Refused where it is not its turn."""

    def task(work: Work) -> Letter:
        one = letter(work, letter_id)
        step = next((step for step in one.possible if step.key == key), None)
        if step is None:
            allowed = "、".join(step.label for step in one.possible) or "无"
            raise Refused(f"此件现为“{one.kind.states[one.state]}”，可办理：{allowed}")
        _require_right(desk, work, one, step)
        if one.state == DRAFT and (empty := missing(one)) and step.after != "withdrawn":
            raise Refused(f"请先填写：{'、'.join(empty)}")
        if step.after == "approved" and not note.strip():
            raise Refused(f"请写明审批人（{one.kind.approver}）和审批意见")
        if one.dated and (day or work.today) < one.dated:
            raise Refused(f"“{step.label}”的日期不能早于成文日期{one.dated:%Y-%m-%d}")
        if one.state == DRAFT and step.after != "withdrawn":
            _check_settings(work, one.kind)
        _effect(work, one, step, day or work.today)
        store.change(work, letter_id, state=step.after)
        store.add_step(work, letter_id, key, note.strip())
        work.subject, work.detail = f"letter {letter_id}", {"step": key}
        return letter(work, letter_id)

    return desk.change(HANDLING, task)


RIGHTS: Mapping[str, str] = {"officer": HANDLING, "chief": "审核函件", "approver": "审批函件"}


def _require_right(desk: Desk, work: Work, one: Letter, step: Step) -> None:
    """The role that the step asks for; and who prepared a letter does not approve it, where the policy says so."""
    desk.require(RIGHTS[step.role])
    if fault := _not_apart(desk, work, one, step):
        raise Refused(fault)


def _not_apart(desk: Desk, ask: Ask, one: Letter, step: Step) -> str:
    """Why the policy keeps the officer from that step of a letter he dealt with before; empty where it does not."""
    right = RIGHTS[step.role]
    if not desk.policy.approver_apart or not (apart := places.matrix().action(right).apart_from):
        return ""
    handled = {RIGHTS[other.role] for other in one.kind.steps if other.key in _taken_by(one, ask.officer)}
    named = store.deeds_of(ask.connection, one.id, ask.officer)
    done = [name for name in apart if name in handled or any(places.matrix().action(a).name == name for a in named)]
    if not done:
        return ""
    return (
        f"“{ask.officer}”对此件办过“{'、'.join(done)}”，按安全策略不能再由本人“{right}”。请由另一名有审批权限的人审批。"
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter as it lies before an officer: why he may not take a step now, or may not change its words."""

    letter: Letter
    refusals: Mapping[str, str]  # step -> why not; a step that he may take is not here
    fixed: str  # why his role may not change the words; empty where it may


def opened(desk: Desk, ask: Ask, letter_id: int) -> Opened:
    """One letter, with what this officer may do; Avoid where it concerns somebody he is close to."""
    one = letter(ask, letter_id)
    refusals = {step.key: _refusal(desk, ask, one, step) for step in one.possible}
    told = {key: refusal for key, refusal in refusals.items() if refusal}
    return Opened(one, told, not_mine(desk, WRITING))


def _refusal(desk: Desk, ask: Ask, one: Letter, step: Step) -> str:
    for right in (HANDLING, RIGHTS[step.role]):
        if fault := not_mine(desk, right, step.label):
            return fault
    return _not_apart(desk, ask, one, step)


def not_mine(desk: Desk, right: str, what: str = "") -> str:
    """Who may do that, where the officer at this desk may not; empty where he may."""
    return "" if desk.may(right) else f"“{what or right}”由{desk.who_may(right)}办理。"


def _taken_by(one: Letter, officer: str) -> set[str]:
    return {str(step["step"]) for step in one.steps if step["officer"] == officer}


def _effect(work: Work, one: Letter, step: Step, day: date) -> None:
    """What a step brings about besides the new state."""
    if step.after == "issued":
        _issue(work, one, day)
    row = store.read(work.connection, one.id)
    n = row["measure_n"] if row else None
    if n is None:
        return
    if step.after == "served":
        store.change_measure(work, one.cadre_id, n, served=day.isoformat(), due=_due(work, one.kind, day))
    elif step.after == "replied":
        store.change_measure(work, one.cadre_id, n, replied=day.isoformat())
    elif step.after == "concluded" and one.kind.follow_up_months:
        store.change_measure(work, one.cadre_id, n, followed_up=day.isoformat())
    elif step.after == "withdrawn":
        store.remove_measure(work, one.cadre_id, n)  # it must not count against him; the number stays used
        store.change(work, one.id, measure_n=None)


def _due(work: Work, kind: LetterKind, served: date) -> str | None:
    if kind.reply_working_days is None:
        return None
    return add_working_days(served, kind.reply_working_days, law(work).holidays).last_day.isoformat()


def _check_settings(work: Work, kind: LetterKind) -> dict[str, str]:
    """The settings of letters; Refused where one is empty that this letter prints."""
    settings = records.settings(work.connection)
    needed = ["organ", "number_prefix"] + (["reply_address", "contact"] if kind.reply_working_days else [])
    if absent := [label for key, label in SETTINGS.items() if key in needed and not settings.get(key)]:
        raise Refused(f"请先在设置中填写：{'、'.join(absent)}")
    return settings


def _issue(work: Work, one: Letter, day: date) -> None:
    """Number and date in the same transaction as the measure that the letter records."""
    settings = _check_settings(work, one.kind)
    measure = work.pack.measures[one.kind.measure].name
    if store.has_measure(work.connection, one.cadre_id, measure, day.isoformat()):
        raise Refused(f"台账中已有{one.cadre}{day:%Y-%m-%d}的“{measure}”，请核对是否重复；不重复的另选日期")
    serial = store.next_serial(work.connection, one.kind.key, day.year)
    number = f"{settings['number_prefix']}{one.kind.number_word}〔{day.year}〕{serial}号"
    facts = {"measure": measure, "decided": day.isoformat()}
    n = store.add_measure(work, one.cadre_id, facts, {"number": number, "organ": settings["organ"]})
    store.change(work, one.id, number=number, year=day.year, serial=serial, dated=day.isoformat(), measure_n=n)
