"""查核: a batch of persons, the draw, the feedback of registries, the comparison, and what only a person can assign."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cadre_desk.documents import certificate
from cadre_desk.domain.bulk import no_collection
from cadre_desk.domain.declaration import entry_words, item_words
from cadre_desk.domain.draw import Drawn, DrawRefused, Person, Population, Witness, to_file
from cadre_desk.domain.draw import draw as hold
from cadre_desk.domain.faults import FileRefused
from cadre_desk.domain.pack import Pack, Section
from cadre_desk.domain.people import Entry
from cadre_desk.domain.sheet import ReadSheet, Tick, no_tick
from cadre_desk.domain.text import compact
from cadre_desk.domain.values import show
from cadre_desk.domain.verification import Comparison, FeedbackRow, Outcome, Result, Unsettled, compare, subject_of
from cadre_desk.domain.verification.things import plain_name
from cadre_desk.domain.verification.workbook import CADRE, HEADS, IDENTITY, KIND, PERSON, SOURCE, feedback_ledger
from cadre_desk.exchange.feedback import read_feedback
from cadre_desk.exchange.sandbox import read_workbook
from cadre_desk.services import outgoing, upkeep
from cadre_desk.services.avoiding import Avoid, left_out, require_apart, shut
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone, Refused
from cadre_desk.services.outgoing import Document, Released, Terms
from cadre_desk.storage import avoidance, records
from cadre_desk.storage import verification as store
from cadre_desk.storage.dossiers import dossiers
from cadre_desk.storage.ledgers import Counts, json_rows
from cadre_desk.storage.verification import Who
from cadre_desk.storage.work import Ask, Work

__all__ = ["Who"]

CHECKING, LOOKING = "查核", "查看查核"
RANDOM = "随机抽查"
STATES: Mapping[str, str] = {
    "listing": "待固定名单",
    "fixed": "名单已固定",
    "open": "查核中",
    "closed": "已办结",
    "void": "已作废",
}
_HEADS = frozenset(one.key for one in HEADS)
#: actions by which declarations, families or feedback can become others
_MOVING = ("导入", "撤销导入", "填报", "更正报告", "删除记录", "恢复记录", "清除记录")
_LONGEST = 60  # characters of a title: it stands above papers
_EVERY = 500  # persons between two looks at the clock
_TOLD = (Outcome.OMISSION, Outcome.CONCEALMENT, Outcome.REVIEW, Outcome.EXPLAINED)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch as its page shows it."""

    id: int
    kind: str
    title: str
    as_of: str
    state: str
    compared: str | None
    data: Mapping[str, Any]
    persons: int
    open: int  # persons who are not closed
    outcomes: Mapping[str, int]
    draw: Mapping[str, Any] | None  # without the people of the list
    listed: int  # how many stand in the list that is drawn from
    feedback: int  # rows of registries


def batch(ask: Ask, id_: int) -> Batch:
    """One batch; Gone where there is none."""
    row = _read(ask, id_)
    close, fixed = shut(ask), store.fixed(ask.connection, id_)
    people = [one for one in store.people(ask.connection, id_) if one["cadre_id"] not in close]
    shown = {key: value for key, value in fixed.items() if key != "people"} if fixed else None
    keys = ("id", "kind", "title", "as_of", "state", "data")
    return Batch(
        **{key: row[key] for key in keys},
        compared=fresh(ask, row),
        persons=len(people),
        open=sum(one["state"] == "open" for one in people),
        outcomes=store.outcomes(ask.connection, id_, close),
        draw=shown,
        listed=len(fixed["people"]) if fixed else 0,
        feedback=store.count_feedback(ask.connection, id_),
    )


def _read(ask: Ask, id_: int) -> Row:
    row = store.read(ask.connection, id_)
    if row is None:
        raise Gone("没有这个查核批次，可能已被撤销；请刷新列表")
    return row


def fresh(ask: Ask, row: Mapping[str, Any]) -> str | None:
    """When the batch was compared; None where something may have changed since that a comparison rests on."""
    since = row["data"].get("compared_by")
    stale = row["compared"] is None or since is None or store.acted_since(ask.connection, since, _MOVING)
    return None if stale else str(row["compared"])


def _in_state(ask: Ask, id_: int, *states: str) -> Row:
    row = _read(ask, id_)
    if row["state"] not in states:
        wanted = "、".join(STATES[one] for one in states)
        raise Refused(f"“{row['title']}”现为“{STATES[row['state']]}”，这一步在“{wanted}”时办理。没有改动。")
    return row


# -- making a batch ----------------------------------------------------------------------------------------------------


def population(ask: Ask, who: Who) -> list[Row]:
    """The cadres who are meant; Refused where a number that was given is of nobody on record."""
    if missing := [one for one in who.identities if one not in store.known(ask.connection, who.identities)]:
        more = f"等{len(missing)}个" if len(missing) > 3 else ""
        raise Refused(f"干部台账中没有这些身份证号：{'、'.join(missing[:3])}{more}。请核对号码，或先导入干部台账。")
    return store.population(ask.connection, who)


def create(desk: Desk, kind: str, title: str, as_of: str, who: Who, reason: str = "") -> int:
    """A new batch. Who is drawn by lot is entered only by the draw; of other kinds all who are meant are in at once."""
    if kind not in desk.pack.codes["verification"].values:
        raise Refused(f"没有“{kind}”这种查核")
    name = " ".join(title.split())
    if not name:
        raise Refused("请写明查核批次的名称，如“2026年度随机抽查”")
    if len(name) > _LONGEST:
        raise Refused(f"名称太长，请写在{_LONGEST}字以内")
    by_lot = kind == RANDOM

    def task(work: Work) -> int:
        if store.titled(work.connection, name):
            raise Refused(f"已有名为“{name}”的查核批次，请换一个名称")
        people = population(work, who)
        if not people:
            raise Refused("没有符合条件的干部，请放宽条件，或先导入干部台账")
        data = {"who": _who_words(who), "reason": reason.strip(), "population": len(people)}
        if by_lot:
            data["chosen"] = [one["id"] for one in people]
        state = "listing" if by_lot else "open"
        id_ = store.add(work, {"kind": kind, "title": name, "as_of": as_of, "state": state, "data": data})
        if not by_lot:
            store.add_people(work, id_, [one["id"] for one in people])
        work.subject, work.detail = f"verification {id_}", {"step": "建立批次", "kind": kind, "persons": len(people)}
        return id_

    return desk.change(CHECKING, task)


def _who_words(who: Who) -> str:
    words = ["现职报告对象"] if who.reporting else []
    words += [f"“{who.text}”"] if who.text.strip() else []
    words += ["、".join(who.levels)] if who.levels else []
    words += ["有未处置预警"] if who.flagged else []
    words += [f"指定的{len(who.identities)}人"] if who.identities else []
    return "，".join(words) or "全部干部"


def void(desk: Desk, id_: int, reason: str) -> None:
    """Give a batch up; what was done in it stays on record."""
    if not reason.strip():
        raise Refused("请写明作废理由：须记录依据，写好后再办")

    def task(work: Work) -> None:
        row = _in_state(work, id_, "listing", "fixed", "open")
        if any(
            store.determinations(work.connection, id_, one["cadre_id"]) for one in store.people(work.connection, id_)
        ):
            raise Refused("已有认定的批次不能作废；认定有误的，请逐一撤销认定")
        store.change(work, id_, state="void", data=row["data"] | {"voided": reason.strip()})
        work.subject, work.detail = f"verification {id_}", {"step": "作废", "reason": reason.strip()}

    desk.change(CHECKING, task)


def close(desk: Desk, id_: int) -> None:
    """Everybody is dealt with: the batch is closed."""

    def task(work: Work) -> None:
        row = _in_state(work, id_, "open")
        if fresh(work, row) is None:
            raise Refused("反馈、报告或对应有变化，还没有重新比对。请先比对，再办结。没有改动。")
        if left := store.undecided(work.connection, id_):
            raise Refused(f"还有{left}人没有办结。请逐人认定，或对没有不一致的人办结。没有改动。")
        store.change(work, id_, state="closed")
        work.subject, work.detail = f"verification {id_}", {"step": "办结批次"}

    desk.change(CHECKING, task)


# -- the draw ----------------------------------------------------------------------------------------------------------


def fix_list(desk: Desk, id_: int, count: int) -> str:
    """Fix the list that will be drawn from, before anybody names a number; its digest."""

    def task(work: Work) -> str:
        row = _in_state(work, id_, "listing")
        wanted = set(row["data"]["chosen"])
        found = [one for one in store.population(work.connection, Who(reporting=False)) if one["id"] in wanted]
        people = [[one["id"], f"{one['id']:06}", _plain(one["name"]), _plain(one["unit"])] for one in found]
        digest = str(_checked(lambda: _population(row["title"], work.today.isoformat(), count, people)).digest())
        store.fix(work, id_, people, count, work.today.isoformat(), digest)
        data = {key: value for key, value in row["data"].items() if key != "chosen"} | {"population": len(people)}
        store.change(work, id_, state="fixed", data=data)
        work.subject = f"verification {id_}"
        work.detail = {"step": "固定名单", "digest": digest, "persons": len(people), "count": count}
        return digest

    return desk.change(CHECKING, task)


def _plain(text: str) -> str:
    """A name as it can be written in one line, the same way by everybody."""
    return " ".join(text.split())


def _population(title: str, day: str, count: int, people: Iterable[Sequence[Any]]) -> Population:
    return Population(title, day, count, tuple(Person(*one[1:]) for one in people))


def _checked(make: Any) -> Any:
    """What a draw refuses is told like everything else."""
    try:
        return make()
    except DrawRefused as error:
        raise Refused(str(error)) from None


def listed(ask: Ask, id_: int) -> Population:
    """The list as it was fixed."""
    row, fixed = _read(ask, id_), store.fixed(ask.connection, id_)
    if fixed is None:
        raise Refused("名单还没有固定。请先固定名单。")
    return _population(row["title"], fixed["day"], fixed["count"], fixed["people"])


def list_paper(ask: Ask, id_: int) -> Document:
    """The fixed list with its digest, to be shown to the witnesses."""
    title = _list_name(_read(ask, id_)["title"])
    return Document(f"verification {id_}", title, certificate.of_list(listed(ask, id_)))


def _list_name(title: str) -> str:
    """What the list is called in the register."""
    return f"{title}抽取名单"


def note_listed(desk: Desk, id_: int, number: str) -> None:
    """Enter under which number of the register the list left: only then may be drawn."""

    def task(work: Work) -> None:
        row, fixed = _in_state(work, id_, "fixed"), store.fixed(work.connection, id_)
        if not store.left(work.connection, number, _list_name(row["title"])):
            raise Refused("出件登记中没有这份名单。请先把固定的名单打印或存为PDF。")
        if fixed and fixed["listed"]:
            return  # it was out before: the first time counts
        store.note_draw(work, id_, listed=number)
        work.subject, work.detail = f"verification {id_}", {"step": "公布名单", "number": number}

    desk.change(CHECKING, task)


def draw(desk: Desk, id_: int, first: Witness, second: Witness) -> Drawn:
    """Hold the draw; those who are drawn are the persons of the batch. It is held once."""

    def task(work: Work) -> Drawn:
        _in_state(work, id_, "fixed")
        fixed = store.fixed(work.connection, id_)
        assert fixed is not None  # a batch in that state has its list
        if not fixed["listed"]:
            raise Refused("名单还没有打印或存为文件。请先把固定的名单连同摘要交给见证人，再由两人各说一个数。")
        drawn: Drawn = _checked(lambda: hold(listed(work, id_), first, second))
        cadres = [fixed["people"][line - 1][0] for line in drawn.lines]
        if gone := [one for one in cadres if one not in store.present(work.connection, cadres)]:
            names = "、".join(line[2] for line in fixed["people"] if line[0] in gone)
            raise Refused(f"抽中的{names}已从干部台账删除。请先从回收站恢复，再抽取（结果不会变）。没有改动。")
        store.add_people(work, id_, cadres)
        values = {"first": first.name, "first_number": first.number, "second": second.name}
        values |= {"second_number": second.number, "seed": drawn.seed, "drawn": work.stamp}
        store.note_draw(work, id_, **values)
        store.change(work, id_, state="open")
        work.subject = f"verification {id_}"
        work.detail = {"step": "抽取", "digest": fixed["digest"], "seed": drawn.seed, "drawn": list(drawn.lines)}
        return drawn

    return desk.change(CHECKING, task)


def held(ask: Ask, id_: int) -> Drawn:
    """The draw as it was held, computed again."""
    fixed = store.fixed(ask.connection, id_)
    if fixed is None or not fixed["drawn"]:
        raise Refused("还没有抽取。")
    first = Witness(fixed["first"], fixed["first_number"])
    return hold(listed(ask, id_), first, Witness(fixed["second"], fixed["second_number"]))


def certificate_paper(ask: Ask, id_: int) -> Document:
    """The certificate of the draw."""
    return Document(f"verification {id_}", f"{_read(ask, id_)['title']}抽取凭证", certificate.of_draw(held(ask, id_)))


def write_proof(desk: Desk, id_: int, target: Path, terms: Terms) -> Released:
    """The certificate as a file that a third party recomputes, by the gate."""
    desk.require("打印材料")
    drawn = desk.ask(lambda ask: held(ask, id_))
    what = f"{drawn.population.title}抽取凭证文件"
    return outgoing.send_proof(desk, f"verification {id_}", what, to_file(drawn).encode(), target, terms)


# -- the feedback ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Received:
    """What a feedback workbook brought."""

    file: str
    added: int
    same: int
    left_out: tuple[str, ...]

    def __str__(self) -> str:
        """One sentence for the officer."""
        there = f"，{self.same}行已有" if self.same else ""
        more = f"；以下列没有对应的项，未导入：{'、'.join(self.left_out)}" if self.left_out else ""
        return f"{self.file}：新增反馈{self.added}行{there}{more}"


@no_collection()
def take_feedback(desk: Desk, id_: int, path: Path, tick: Tick = no_tick) -> Received:
    """Read, check and keep a feedback workbook, all of it or nothing; FileRefused with every fault by its cell."""
    desk.require(CHECKING)

    def given_up() -> bool:
        tick("读取", 0, 0)
        return False

    reading = read_feedback(read_workbook(path, cancelled=given_up), feedback_ledger(desk.pack), tick)
    if reading.faults:
        raise FileRefused(path.name, tuple(reading.faults))
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    upkeep.back_up_before(desk, "导入反馈")

    def task(work: Work) -> Received:
        row = _in_state(work, id_, "open")
        work.subject = path.name
        work.detail = {"step": "导入反馈", "verification": id_, "sha256": content, "added": 0}
        if known := store.same_file(work.connection, id_, content):
            return Received(path.name, 0, known, tuple(reading.left_out))
        batch_id = records.open_batch(work, KIND, path.name, content, row["title"])
        rows = [one for sheet in reading.sheets for one in _rows(sheet)]
        added, same = store.add_feedback(work, id_, batch_id, rows)
        records.close_batch(work, batch_id, Counts(added, 0, same))
        store.note(work, id_, compared=None)
        work.detail["added"] = added
        return Received(path.name, added, same, tuple(reading.left_out))

    return desk.change(CHECKING, task)


def _rows(sheet: ReadSheet) -> list[Row]:
    """The rows of one sheet as they are kept."""
    values = json_rows({key: column for key, column in sheet.columns.items() if key not in _HEADS}, len(sheet))
    heads = zip(*(sheet.column(key) for key in (PERSON, IDENTITY, CADRE, SOURCE)), strict=True)
    found = []
    for line, (person, identity, cadre, source), data in zip(sheet.lines, heads, values, strict=True):
        row: Row = {"section": sheet.section.key, "source": str(source or sheet.name), "person": str(person)}
        row |= {"identity": _number(identity), "cadre_identity": _number(cadre), "data": data}
        mark = hashlib.sha256(repr(tuple(row.values())).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        found.append(row | {"mark": mark, "sheet": sheet.name, "line": line})
    return found


def _number(text: Any) -> str | None:
    return compact(str(text)).upper() if text else None


# -- the comparison ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison gave."""

    persons: int
    rows: int
    outcomes: Mapping[str, int]
    unsettled: int
    strangers: int
    avoided: int  # persons of whom nothing is counted

    def __str__(self) -> str:
        """One sentence for the officer."""
        told = "，".join(f"{one.value}{self.outcomes.get(one.value, 0)}件" for one in _TOLD)
        rest = f"需人工对应{self.unsettled}处，非被查核人{self.strangers}行"
        note = left_out(self.avoided)
        return f"比对{self.persons}人、反馈{self.rows}行：{told}，{rest}" + (f"；{note}" if note else "")


@no_collection()
def compare_batch(desk: Desk, id_: int, tick: Tick = no_tick) -> Compared:
    """Compare the reports of everybody in the batch with all its feedback, and keep what differs."""

    def task(work: Work) -> Compared:
        row = _in_state(work, id_, "open")
        rows = [one for one in store.feedback_rows(work.connection, id_) if one.section in work.pack.sections]
        if not rows and "rows" not in row["data"]:
            raise Refused("这个批次还没有反馈。请先导入有关部门反馈的工作簿，再比对。")
        found = _compared(work, id_, row["as_of"], rows, tick)
        return _keep(work, id_, row, found, len(rows))

    return desk.change(CHECKING, task)


def _compared(work: Ask, id_: int, as_of: str, rows: Sequence[FeedbackRow], tick: Tick) -> Comparison:
    ids = sorted(one["cadre_id"] for one in store.people(work.connection, id_))
    subjects = []
    for start in range(0, len(ids), _EVERY):
        tick("读取报告", start, len(ids))
        found = dossiers(work.connection, ids[start : start + _EVERY])
        subjects += [subject_of(one, work.pack.sections, as_of) for one in found]
    tick("比对", 0, 0)
    asked = {one.section for one in rows}
    return compare(subjects, rows, work.pack, decided=store.decided(work.connection, id_), asked=asked)


def _keep(work: Work, id_: int, row: Row, found: Comparison, count: int) -> Compared:
    refs = {one.ref for result in found.results for one in result.feedback}
    refs |= {one.ref for unsure in found.unsettled for one in unsure.rows} | {one.ref for one in found.strangers}
    places = store.places(work.connection, refs)
    kept = [one for one in found.results if one.outcome is not Outcome.SAME]
    store.keep_discrepancies(work, id_, _distinct(_discrepancy(one, work.pack, places) for one in kept))
    same, absent = Counter[int](), Counter[int]()
    for one in found.results:
        same[one.cadre_id] += one.outcome is Outcome.SAME
        absent[one.cadre_id] += one.outcome is Outcome.ABSENT
    store.count_results(work, id_, {cadre: (same[cadre], absent[cadre]) for cadre in same})
    unsettled = [_unsettled(one, work.pack, places) for one in found.unsettled]
    strangers = [_side(one, work.pack, places) for one in found.strangers]
    data = row["data"] | {"unsettled": unsettled, "strangers": strangers, "rows": count}
    data["compared_by"] = work.audit_id
    store.reopen(work, id_)
    store.note(work, id_, compared=work.stamp, data=data)
    work.subject = f"verification {id_}"
    work.detail = {"step": "比对", "rows": count, "unsettled": len(unsettled)}
    people = {one["cadre_id"] for one in store.people(work.connection, id_)}
    close = people & shut(work).keys()
    told = dict(Counter(one.outcome.value for one in found.results if one.cadre_id not in close))
    persons = len(people - close)
    mine = [one for one in unsettled if not any(candidate[0] in close for candidate in one["candidates"])]
    return Compared(persons, count, told, len(mine), len(strangers), len(close))


def _distinct(found: Iterable[Row]) -> list[Row]:
    """Each with a name of its own within the section of a person."""
    seen = Counter[tuple[Any, ...]]()
    rows = []
    for row in found:
        key = (row["cadre_id"], row["section"], row["thing"])
        seen[key] += 1
        rows.append(row if seen[key] == 1 else row | {"thing": f"{row['thing']}#{seen[key]}"})
    return rows


def _discrepancy(one: Result, pack: Pack, places: Mapping[str, Row]) -> Row:
    section = pack.sections[one.section]
    marks = "+".join(sorted(places[row.ref]["mark"] for row in one.feedback if row.ref in places))
    data = {
        "item": _item(section, one),
        "sentence": one.sentence,
        "differences": [list(difference) for difference in one.differences],
        "declared": [_written(section, entry) for entry in one.declared],
        "feedback": [_side(row, pack, places) for row in one.feedback],
    }
    return {
        "cadre_id": one.cadre_id,
        "section": one.section,
        "thing": "&".join(entry.item for entry in one.declared) or f"+{marks}",
        "outcome": one.outcome.value,
        "article": one.article,
        "confidence": one.source.confidence if one.source else "",
        "reason": one.reason,
        "current": 1,
        "data": data,
    }


def _item(section: Section, one: Result) -> str:
    if one.declared:
        return item_words(section, one.declared[0])
    values = one.feedback[0].values if one.feedback else {}
    words = [show(section.field(key), values[key]) for key in section.natural_key if values.get(key)]
    return " ".join(words) or section.title


def _written(section: Section, entry: Entry) -> Row:
    return {"text": entry_words(section, entry), "batch": entry.batch, "line": entry.line, "n": entry.n}


def _side(row: FeedbackRow, pack: Pack, places: Mapping[str, Row]) -> Row:
    """A row of a registry in words, and where it stands."""
    section, place = pack.sections[row.section], places.get(row.ref, {})
    shown = (one for one in section.fields if row.values.get(one.key) not in (None, ""))
    text = "，".join(f"{one.label}{show(one, row.values[one.key])}{one.unit}" for one in shown)
    keys = ("file", "sheet", "line", "batch_id", "mark")
    who = {"person": row.person, "identity": row.identity, "cadre": row.cadre}
    return {"ref": row.ref, **who, "source": row.source, "section": row.section, "text": text} | {
        key: place.get(key) for key in keys
    }


def _unsettled(one: Unsettled, pack: Pack, places: Mapping[str, Row]) -> Row:
    return {
        "reason": pack.verification.phrases[one.reason],
        "rows": [_side(row, pack, places) for row in one.rows],
        "section": pack.sections[one.rows[0].section].title if one.rows else "",
        "candidates": [list(candidate) for candidate in one.candidates],
    }


# -- what a person assigns ---------------------------------------------------------------------------------------------


def assign(desk: Desk, id_: int, marks: Sequence[str], cadre_id: int | None, item: str | None, reason: str) -> None:
    """Decide whose and which rows are; remembered for every batch. The comparison has to be made again.

    Without a cadre they are nobody's; without an item they are his and were not declared.
    """
    if not reason.strip():
        raise Refused("请写明依据：凭什么认为是（或不是）这个人、这一件。写好后再保存")

    def task(work: Work) -> None:
        batch_row = _in_state(work, id_, "open")
        require_apart(work, cadre_id)
        _require_far(work, batch_row, marks)
        if cadre_id is not None and store.person(work.connection, id_, cadre_id) is None:
            raise Refused("这名干部不在本批次的被查核人中")
        store.assign(work, marks, cadre_id, item, reason.strip())
        store.note(work, id_, compared=None)
        work.subject = f"verification {id_}"
        work.detail = {"step": "人工对应", "cadre": cadre_id, "rows": len(marks), "reason": reason.strip()}

    desk.change(CHECKING, task)


def _close_to(ask: Ask, row: Mapping[str, Any]) -> bool:
    """Whether a row of the feedback is about somebody whom the officer keeps away from."""
    listed = avoidance.of(ask.connection, ask.officer_id)
    numbers = {one["identity"] for one in listed} | set(shut(ask).values())
    names = {plain_name(one["name"]) for one in listed if one["name"]}
    about = {row.get("identity"), row.get("cadre")} & numbers
    return bool(about) or plain_name(row["person"]) in names


def _require_far(work: Work, batch_row: Row, marks: Sequence[str]) -> None:
    """Raise Avoid where one of the rows is, or could be, about somebody whom the officer keeps away from."""
    close = shut(work)
    data = batch_row["data"]
    for one in (*data.get("unsettled", ()), *({"rows": [row], "candidates": []} for row in data.get("strangers", ()))):
        mine = [row for row in one["rows"] if row["mark"] in marks]
        if mine and (any(_close_to(work, row) for row in mine) or any(c[0] in close for c in one["candidates"])):
            raise Avoid("需要回避：这几行反馈可能涉及与经办人有关系的人。请由其他经办人对应。")


def unsettled(ask: Ask, id_: int) -> list[Row]:
    """Rows that could mean several persons or things, those decided since the last comparison marked so."""
    found: list[Row] = _read(ask, id_)["data"].get("unsettled", [])
    decided, close = store.decided(ask.connection, id_), shut(ask)
    apart = (one for one in found if not any(candidate[0] in close for candidate in one["candidates"]))
    return [one | {"decided": all(row["ref"] in decided for row in one["rows"])} for one in apart]


def strangers(ask: Ask, id_: int) -> list[Row]:
    """Rows of people who are not under check, as the last comparison found them: to be looked at, nothing to decide."""
    row = _read(ask, id_)
    titles = {key: one.title for key, one in ask.pack.sections.items()}
    found = [one for one in row["data"].get("strangers", []) if not _close_to(ask, one)]
    return [{"rows": [one], "section": titles.get(one["section"], ""), "candidates": [], "reason": ""} for one in found]
