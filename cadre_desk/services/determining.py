"""认定: the explanation of the cadre, what is proposed, what people decide, objection, review, revocation.

The program only suggests; who decided, when, on what basis and what the cadre said are required.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cadre_desk.documents import verification as papers
from cadre_desk.domain.verification import Outcome
from cadre_desk.services.avoiding import left_out, require_apart, shut
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone, Refused
from cadre_desk.services.outgoing import Document, digest
from cadre_desk.services.verifying import CHECKING, LOOKING, fresh
from cadre_desk.storage import letters as letters_store
from cadre_desk.storage import records
from cadre_desk.storage import verification as store
from cadre_desk.storage.dossiers import dossier
from cadre_desk.storage.work import Ask, Work

DECIDING = "认定"
NOT_ASKED = "未要求说明"
STATES: Mapping[str, str] = {"proposed": "拟认定", "decided": "已认定", "revoked": "已撤销"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Checked:
    """One person in one batch: what differs, what he said, what was proposed and decided, now and earlier."""

    verification: Mapping[str, Any]
    person: Mapping[str, Any]
    name: str
    unit: str
    title: str
    discrepancies: tuple[Mapping[str, Any], ...]
    determinations: tuple[Mapping[str, Any], ...]
    earlier: tuple[Mapping[str, Any], ...]

    @property
    def differing(self) -> tuple[Mapping[str, Any], ...]:
        """What really differs: that the feedback lacks something is not held against anybody."""
        return tuple(one for one in self.discrepancies if one["current"] and one["outcome"] != Outcome.ABSENT)

    @property
    def pending(self) -> Mapping[str, Any] | None:
        """The proposal that waits for its decision."""
        return next((one for one in self.determinations if one["state"] == "proposed"), None)

    @property
    def decided(self) -> Mapping[str, Any] | None:
        """The determination that holds."""
        return next((one for one in self.determinations if one["state"] == "decided"), None)


def checked(ask: Ask, id_: int, cadre_id: int) -> Checked:
    """One person in one batch; Gone where he is not in it."""
    require_apart(ask, cadre_id)
    row, person = store.read(ask.connection, id_), store.person(ask.connection, id_, cadre_id)
    found = dossier(ask.connection, cadre_id)
    if row is None or person is None or found is None:
        raise Gone("这名干部不在这个查核批次中，可能已被删除；请刷新列表")
    unit = found.units.get(found.cadre.unit_id or 0)
    return Checked(
        {key: row[key] for key in ("id", "kind", "title", "as_of", "state")} | {"compared": fresh(ask, row)},
        person,
        found.cadre.name,
        unit.name if unit else "",
        found.cadre.title or "",
        tuple(store.discrepancies(ask.connection, id_, cadre_id)),
        tuple(store.determinations(ask.connection, id_, cadre_id)),
        tuple(store.earlier(ask.connection, cadre_id, id_)),
    )


def _day(text: str, what: str, today: date) -> str:
    day = _date(text)
    if day is None:
        raise Refused(f"请写明{what}，如{today.isoformat()}")
    if day > today:
        raise Refused(f"{what}{text}还没有到，请核对")
    return day.isoformat()


def open_person(desk: Desk, id_: int, cadre_id: int) -> Checked:
    """One person in one batch; that what he declared was looked at, and for what, is kept in the audit."""

    def task(work: Work) -> Checked:
        found = checked(work, id_, cadre_id)
        work.subject = f"verification {id_}"
        work.detail = {"cadre": cadre_id, "purpose": f"{found.verification['kind']}：{found.verification['title']}"}
        return found

    return desk.change(LOOKING, task)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _need(text: str, what: str) -> str:
    if not text.strip():
        raise Refused(f"请写明{what}：须记录在案，写好后再保存")
    return text.strip()


def _opened(work: Work, id_: int, cadre_id: int, step: str) -> Checked:
    """The person, in a batch that is open and compared with everything that came in."""
    found = checked(work, id_, cadre_id)
    if found.verification["state"] not in ("open", "closed"):
        raise Refused("这个批次不在查核中，不能办理")
    work.subject, work.detail = f"verification {id_}", {"step": step, "cadre": cadre_id}
    return found


def _compared(found: Checked) -> Checked:
    if not found.verification["compared"]:
        raise Refused("反馈、报告或对应有变化，还没有重新比对。请先比对，再办理。")
    return found


# -- the explanation ---------------------------------------------------------------------------------------------------


def ask_explanation(desk: Desk, id_: int, cadre_id: int, asked: str, due: str) -> None:
    """请本人说明: enter when the cadre was asked, and by when he should answer."""

    def task(work: Work) -> None:
        found = _compared(_opened(work, id_, cadre_id, "请本人说明"))
        if not found.differing:
            raise Refused("没有不一致，不需要本人说明")
        day = _day(asked, "发出日期", work.today)
        until = _date(due)
        if until is None or until.isoformat() < day:
            raise Refused(f"请写明答复期限，不早于发出日期{day}。期限没有统一规定，由本单位确定。")
        store.change_person(work, id_, cadre_id, asked=day, due=until.isoformat())

    desk.change(CHECKING, task)


def record_explanation(
    desk: Desk, id_: int, cadre_id: int, replied: str, explanations: Mapping[int, str], general: str | None = None
) -> None:
    """What the cadre said, of each thing by its number and in general; only what is given is changed."""

    def task(work: Work) -> None:
        found = _opened(work, id_, cadre_id, "登记说明")
        if found.decided:
            raise Refused("已经认定，说明不能再改。本人有新的说明的，请登记申诉；认定有误的，请撤销认定。")
        day = _day(replied, "收到日期", work.today)
        if found.person["asked"] and day < found.person["asked"]:
            raise Refused(f"收到日期不能早于发出日期{found.person['asked']}")
        known = {one["n"]: one for one in found.discrepancies}
        if not any(text.strip() for text in (general or "", *explanations.values())):
            raise Refused("请写明本人说明的内容；本人不作说明的，也请照实写明")
        if explanations.keys() - known.keys():
            raise Refused("比对结果已有变化，有的不一致不在了。请刷新后重新登记，已写的说明还在页面上。")
        changes = {
            (cadre_id, n): {"data": known[n]["data"] | {"explanation": said.strip()}}
            for n, said in explanations.items()
        }
        if changes:
            store.change_discrepancies(work, changes)
        data = found.person["data"] | ({} if general is None else {"explanation": general.strip()})
        store.change_person(work, id_, cadre_id, replied=day, data=data)

    desk.change(CHECKING, task)


# -- proposal and decision ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the officers propose: a grade for each thing that differs, one for the person, how it is to be handled."""

    grade: str
    grades: Mapping[int, str]  # number of the discrepancy -> grade
    handling: str
    reason: str
    unexplained: str = ""  # why there is no explanation of the cadre, where there is none


def propose(desk: Desk, id_: int, cadre_id: int, proposal: Proposal) -> int:
    """拟认定: keep a proposal; one that is waiting already is replaced, its former state stays in the history."""
    values = desk.pack.codes["determination"].values

    def task(work: Work) -> int:
        found = _compared(_opened(work, id_, cadre_id, "提出认定意见"))
        if found.decided:
            raise Refused("已经认定。认定有误的，请先撤销，再提出新的意见。")
        _check(found, proposal, values)
        data = {
            "handling": proposal.handling.strip(),
            "reason": _need(proposal.reason, "认定理由"),
            "grades": {str(n): grade for n, grade in proposal.grades.items()},
            "unexplained": proposal.unexplained.strip(),
            "seen": _mark(found),
            "proposer": work.officer,
            "proposed": work.stamp,
        }
        if found.pending:
            n = found.pending["n"]
            store.change_determination(work, cadre_id, n, grade=proposal.grade, data=data)
            return int(n)
        made = {"verification_id": id_, "state": "proposed", "grade": proposal.grade, "data": data}
        return store.add_determination(work, cadre_id, made)

    return desk.change(CHECKING, task)


def _mark(found: Checked) -> str:
    """Of everything that differs: an opinion is about exactly that."""
    facts = [(one["n"], one["outcome"], one["article"], one["data"]["differences"]) for one in found.differing]
    return digest(facts)


def _check(found: Checked, proposal: Proposal, values: tuple[str, ...]) -> None:
    """Everything that differs has its grade, and the person that of the gravest."""
    differing = {one["n"] for one in found.differing}
    if missing := [one["data"]["item"] for one in found.differing if one["n"] not in proposal.grades]:
        raise Refused(f"还有不一致没有写认定意见：{'、'.join(missing[:3])}")
    if foreign := set(proposal.grades) - differing:
        raise Refused(f"有{len(foreign)}件不在这次比对的结果中，请刷新后重试")
    for grade in (proposal.grade, *proposal.grades.values()):
        if grade not in values:
            raise Refused(f"认定结果只能是：{'、'.join(values)}")
    gravest = max(proposal.grades.values(), key=values.index, default=values[0])
    if proposal.grade != gravest:
        raise Refused(f"对个人的认定应与其中最重的一致：{gravest}")
    if proposal.grade != values[0] and not proposal.handling.strip():
        raise Refused("请写明拟处理意见")
    if differing and not found.person["replied"]:
        _need(proposal.unexplained, "没有本人说明的原因")


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided: who, when, on what basis; record: enter the handling as a measure."""

    decider: str
    decided: str
    basis: str
    record: bool = True
    influence: str = field(default="")  # until when it counts, where the decision says so; else as the pack has it


def decide(desk: Desk, id_: int, cadre_id: int, decision: Decision) -> None:
    """认定: the proposal becomes the decision of people, and a measure where its handling is one."""

    def task(work: Work) -> None:
        found = _compared(_opened(work, id_, cadre_id, "认定"))
        pending = found.pending
        if pending is None:
            raise Refused("还没有提出认定意见。请先写明意见，再认定。")
        if pending["data"].get("seen") != _mark(found):
            raise Refused("提出意见以后，比对结果有了变化。请重新核对各件，再保存意见，然后认定。")
        day = _day(decision.decided, "认定日期", work.today)
        said = {"decider": _need(decision.decider, "认定人（会议）"), "basis": _need(decision.basis, "认定依据")}
        dated = replace(decision, decided=day, influence=decision.influence.strip())
        measure = _record(work, cadre_id, pending, dated, found) if decision.record else None
        data = pending["data"] | said | {"recorded_by": work.officer}
        values = {"state": "decided", "decided": day, "measure_n": measure, "data": data}
        store.change_determination(work, cadre_id, pending["n"], **values)
        grades = {
            (cadre_id, int(n)): {"grade": grade, "determination_n": pending["n"]} for n, grade in data["grades"].items()
        }
        if grades:
            store.change_discrepancies(work, grades)
        store.change_person(work, id_, cadre_id, state="closed", closed=day)
        work.detail |= {"grade": pending["grade"], "measure": measure}

    desk.change(DECIDING, task)


def _record(work: Work, cadre_id: int, pending: Mapping[str, Any], decision: Decision, found: Checked) -> int | None:
    """The handling as a measure, where it is one of the ledger; its number."""
    name = pending["data"]["handling"]
    if name not in {one.name for one in work.pack.measures.values()}:
        return None
    if letters_store.has_measure(work.connection, cadre_id, name, decision.decided):
        raise Refused(
            f"台账中已有{found.name}{decision.decided}的“{name}”，请核对是否重复；另行发函的，请选择不记入处理处分台账"
        )
    facts = {"measure": name, "decided": decision.decided}
    if decision.influence:
        if _date(decision.influence) is None or decision.influence < decision.decided:
            raise Refused("影响期截止日期应写作2027-01-31的样式，且不早于认定日期")
        facts["influence_until"] = decision.influence
    organ = records.settings(work.connection).get("organ", "")
    more = {"organ": organ, "reason": f"个人有关事项查核认定：{pending['grade']}（{found.verification['title']}）"}
    return letters_store.add_measure(work, cadre_id, facts, more)


def close_alike(desk: Desk, id_: int, cadre_id: int) -> None:
    """Nothing differs: the person is closed without a determination."""

    def task(work: Work) -> None:
        found = _compared(_opened(work, id_, cadre_id, "办结（没有不一致）"))
        if found.differing:
            raise Refused(f"还有{len(found.differing)}件不一致，须经认定才能办结")
        store.change_person(work, id_, cadre_id, state="closed", closed=work.today.isoformat())

    desk.change(CHECKING, task)


# -- objection, review, revocation -------------------------------------------------------------------------------------


def _decided(work: Work, id_: int, cadre_id: int, step: str) -> Mapping[str, Any]:
    found = _opened(work, id_, cadre_id, step).decided
    if found is None:
        raise Refused("还没有认定，或认定已撤销")
    return found


def object_to(desk: Desk, id_: int, cadre_id: int, day: str, text: str) -> None:
    """申诉: the cadre does not agree; kept with the determination, each one."""

    def task(work: Work) -> None:
        found = _decided(work, id_, cadre_id, "登记申诉")
        said = {"day": _day(day, "申诉日期", work.today), "text": _need(text, "申诉内容"), "officer": work.officer}
        objections = [*found["data"].get("objections", []), said]
        store.change_determination(work, cadre_id, found["n"], data=found["data"] | {"objections": objections})

    desk.change(CHECKING, task)


def review(desk: Desk, id_: int, cadre_id: int, day: str, decider: str, result: str) -> None:
    """复核: what became of an objection. Where the determination is not upheld, it is revoked besides."""

    def task(work: Work) -> None:
        found = _decided(work, id_, cadre_id, "登记复核")
        if not found["data"].get("objections"):
            raise Refused("没有登记申诉，请先登记申诉，再登记复核结果")
        said = {"day": _day(day, "复核日期", work.today), "decider": _need(decider, "复核人（会议）")}
        said |= {"result": _need(result, "复核结果"), "officer": work.officer}
        reviews = [*found["data"].get("reviews", []), said]
        store.change_determination(work, cadre_id, found["n"], data=found["data"] | {"reviews": reviews})

    desk.change(DECIDING, task)


def revoke(desk: Desk, id_: int, cadre_id: int, decider: str, reason: str) -> None:
    """撤销认定: it counts no more, its measure is taken off the record; everything stays in the history."""

    def task(work: Work) -> None:
        found = _decided(work, id_, cadre_id, "撤销认定")
        said = {"day": work.today.isoformat(), "decider": _need(decider, "决定撤销的人（会议）")}
        said |= {"reason": _need(reason, "撤销理由"), "officer": work.officer}
        if found["measure_n"] is not None:
            letters_store.remove_measure(work, cadre_id, found["measure_n"])
        data = found["data"] | {"revoked": said}
        store.change_determination(work, cadre_id, found["n"], state="revoked", measure_n=None, data=data)
        cleared = {
            (cadre_id, one["n"]): {"grade": None, "determination_n": None}
            for one in store.discrepancies(work.connection, id_, cadre_id)
            if one["determination_n"] == found["n"]
        }
        if cleared:
            store.change_discrepancies(work, cleared)
        store.change_person(work, id_, cadre_id, state="open", closed=None)
        work.detail["reason"] = reason.strip()

    desk.change(DECIDING, task)


# -- papers ------------------------------------------------------------------------------------------------------------


def notice(ask: Ask, id_: int, cadre_id: int, due: str = "") -> Document:
    """请本人说明 on paper: what differs, without any grade, and room to answer."""
    found = checked(ask, id_, cadre_id)
    settings = records.settings(ask.connection)
    sections = {key: one.title for key, one in ask.pack.sections.items()}
    sheet = papers.notice(
        _subject(found), _words(found.differing, sections), due or found.person["due"] or "", settings
    )
    return Document(f"verification {id_} cadre {cadre_id}", f"{found.name}情况说明通知", sheet)


def form(ask: Ask, id_: int, cadre_id: int) -> Document:
    """认定表: what differs, what the cadre said, what is proposed and decided, room for signatures."""
    found = checked(ask, id_, cadre_id)
    sections = {key: one.title for key, one in ask.pack.sections.items()}
    decided = found.decided or found.pending
    judged = [one for one in found.discrepancies if decided and one["determination_n"] == decided["n"]]
    listed = [*found.differing, *(one for one in judged if one not in found.differing)]
    sheet = papers.form(_subject(found), _words(listed, sections), decided, found.earlier)
    return Document(f"verification {id_} cadre {cadre_id}", f"{found.name}查核认定表", sheet)


def summary(ask: Ask, id_: int) -> Document:
    """查核情况汇总表 of a batch; who is close to the officer is not in it, which it says."""
    row, close = store.read(ask.connection, id_), shut(ask)
    if row is None:
        raise Gone("没有这个查核批次，可能已被撤销；请刷新列表")
    rows: list[tuple[str, ...]] = []
    graded = Counter[str]()
    for one in store.people(ask.connection, id_):
        if one["cadre_id"] in close:
            continue
        found = checked(ask, id_, one["cadre_id"])
        decided = found.decided
        alike = one["state"] == "closed" and not found.differing
        grade = str(decided["grade"]) if decided else "没有不一致" if alike else ""
        graded[grade or "未办结"] += 1
        said = one["replied"] or (f"{one['asked']}已请说明" if one["asked"] else "")
        handling = str(decided["data"].get("handling", "")) if decided else ""
        words = (one["name"], one["unit"], str(one["same"]), str(len(found.differing)), said, grade, handling)
        rows.append((str(len(rows) + 1), *words))
    told = "，".join(f"{grade}{count}人" for grade, count in graded.items())
    facts = [("种　　类", row["kind"]), ("比对截至", row["as_of"]), ("结　　果", told)]
    if note := left_out(sum(one["cadre_id"] in close for one in store.people(ask.connection, id_))):
        facts.append(("说　　明", note))
    return Document(f"verification {id_}", f"{row['title']}情况汇总表", papers.summary(row["title"], facts, rows))


def _subject(found: Checked) -> papers.Subject:
    facts = found.verification
    return papers.Subject(
        found.name,
        found.unit,
        found.title,
        f"{facts['title']}（{facts['kind']}，比对截至{facts['as_of']}的报告）",
        found.person["same"],
        found.person["asked"] or "",
        found.person["replied"] or "",
        found.person["data"].get("explanation", ""),
    )


def _words(found: Iterable[Mapping[str, Any]], sections: Mapping[str, str]) -> list[papers.Differing]:
    return [
        papers.Differing(
            sections.get(one["section"], one["section"]),
            one["data"]["item"],
            "；".join(side["text"] for side in one["data"]["declared"]) or "未报告",
            "；".join(f"{side['text']}（{side['source']}）" for side in one["data"]["feedback"]),
            one["outcome"] + (f"　{one['article']}" if one["article"] else ""),
            one["data"].get("explanation", ""),
            one["grade"] or "",
        )
        for one in found
    ]
