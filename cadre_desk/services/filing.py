"""填报: a declaration is typed, checked as an import would be, and kept in one transaction; 更正报告 on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import orjson

from cadre_desk.documents import declaration
from cadre_desk.domain.declaration import State, holdings
from cadre_desk.domain.faults import Fault, FileRefused
from cadre_desk.domain.filing import Line, Paper, answers_of, entries, filing_of, offers, read, texts
from cadre_desk.domain.mistakes import Mistake, Scene, review
from cadre_desk.domain.mistakes.model import FIRST
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.people import Cadre, Dossier, Entry, Filing
from cadre_desk.domain.rules.declarations import ANNUAL
from cadre_desk.services import people
from cadre_desk.services.avoiding import require_apart
from cadre_desk.services.desk import Ask, Desk, Work
from cadre_desk.services.drafts import mark
from cadre_desk.services.errors import Gone, Refused
from cadre_desk.services.outgoing import Approver, Document
from cadre_desk.storage.dossiers import dossier as dossier_of
from cadre_desk.storage.ledgers import Counts, Intake

FILING, CORRECTING = "填报", "更正报告"
_ONCE = (ANNUAL, FIRST)  # of a year; others are numbered


@dataclass(frozen=True, slots=True)
class Start:
    """What a filing begins with: the cadre, the state before it, the paper as it is filled in so far."""

    cadre: Cadre
    unit: str
    n: int  # of the declaration that is corrected; 0: a new one
    before: State
    last: Filing | None  # the filing before this one
    paper: Paper
    seen: str  # mark of what was on record when typing began

    def scene(self, pack: Pack, today: date, paper: Paper) -> Scene:
        """What a row is read beside while it is typed."""
        return Scene(pack, today, filing_of(paper, pack), self.before, self.cadre, paper.family)


# -- beginning ---------------------------------------------------------------------------------------------------------


def begin(desk: Desk, cadre_id: int, n: int = 0, purpose: str = "", approver: Approver | None = None) -> Start:
    """Begin a new filing, or the correction of one: what was declared before is opened by this, and so is audited."""
    desk.require(CORRECTING if n else FILING)
    enter = people.stating(desk, f"declaration {cadre_id}/{n}" if n else f"declaration {cadre_id}", purpose, approver)

    def task(work: Work) -> Start:
        enter(work, cadre_id)
        return _start(work, _dossier(work, cadre_id), n)

    return desk.change(people.OPENING, task)


def _dossier(ask: Ask, cadre_id: int) -> Dossier:
    require_apart(ask, cadre_id)
    found = dossier_of(ask.connection, cadre_id)
    if found is None:
        raise Gone("没有这名干部，可能已被删除；请刷新列表，或在回收站中查看")
    return found


def _start(ask: Ask, dossier: Dossier, n: int) -> Start:
    filings = dossier.filings
    place = next((place for place, (one, _) in enumerate(filings) if one.n == n), len(filings))
    if n and place == len(filings):
        raise Gone("没有这份报告，可能已被删除；请刷新列表，或在回收站中查看")
    earlier = filings[:place]
    before = holdings(earlier, ask.pack.sections)
    paper = _kept(ask.pack, dossier, *filings[place], bool(earlier)) if n else _fresh(ask, dossier, before)
    unit = dossier.units.get(dossier.cadre.unit_id or 0)
    last = earlier[-1][0] if earlier else None
    return Start(dossier.cadre, unit.name if unit else "", n, before, last, paper, _mark(filings))


def _mark(filings: Sequence[tuple[Filing, Sequence[Entry]]]) -> str:
    return mark([[head, *rows] for head, rows in filings])


def _owner(cadre: Cadre) -> dict[str, str]:
    return {"identity": cadre.identity, "name": cadre.name}


def _fresh(ask: Ask, dossier: Dossier, before: State) -> Paper:
    """A new paper: its head as it is most likely, and the rows of the full sections of last time, to be confirmed."""
    known = bool(dossier.filings)
    head = {"year": str(ask.today.year - 1), "filing": ANNUAL if known else FIRST, "number": "1"}
    head |= {"received": ask.today.isoformat(), **_owner(dossier.cadre)}
    full = (one for one in ask.pack.sections.values() if one.kind == "full")
    lines = {one.key: offers(one, before[one.key].values()) for one in full if before.get(one.key)}
    return Paper(head, lines=lines, before=known, family=dossier.relatives)


def _kept(pack: Pack, dossier: Dossier, filing: Filing, rows: Sequence[Entry], before: bool) -> Paper:
    """A paper on record, as it would be typed."""
    data: dict[str, Any] = orjson.loads(filing.data)
    head = {"year": str(filing.year), "filing": filing.filing, "number": str(filing.number)}
    head |= {"received": filing.received or "", "signed": filing.signed or "", "remark": str(data.get("remark") or "")}
    lines: dict[str, list[Line]] = {}
    for row in rows:
        if row.section in pack.sections:
            lines.setdefault(row.section, []).append(Line(texts(pack.sections[row.section], row.values)))
    ticks: Mapping[str, Any] = data.get("ticks", {})
    paper = Paper(head | _owner(dossier.cadre), answers_of(ticks), lines, before, dossier.relatives, bool(ticks))
    return paper if ticks else replace(paper, answers=_answered(paper))


def _answered(paper: Paper) -> Mapping[str, Any]:
    """Of a filing that came without ticks, what its rows say."""
    return answers_of({key: {"has": True} for key, rows in paper.lines.items() if rows})


# -- paper -------------------------------------------------------------------------------------------------------------


def document(start: Start, paper: Paper, pack: Pack) -> Document:
    """The declaration as it is typed, on paper: to be signed, or to be laid into the file."""
    subject = f"declaration {start.cadre.id}/{start.n}" if start.n else f"declaration {start.cadre.id}"
    what = f"{declaration.TITLE} {start.cadre.name} {paper.head.get('year', '')}年度"
    return Document(subject, what, declaration.form(paper, _boxes(start), pack))


def document_of(ask: Ask, cadre_id: int, n: int) -> Document:
    """A declaration on record on paper, for who has opened it."""
    start = _start(ask, _dossier(ask, cadre_id), n)
    return document(start, start.paper, ask.pack)


def blank_form(pack: Pack) -> Document:
    """A form to be filled in by hand."""
    return Document(
        "declaration form", f"{declaration.TITLE}（空白）", declaration.form(Paper({}), {}, pack, blank=True)
    )


def _boxes(start: Start) -> dict[str, str]:
    """What stands in the head of the form: of the cadre on record."""
    cadre, more = start.cadre, orjson.loads(start.cadre.data)
    found = {"姓名": cadre.name, "性别": cadre.sex, "民族": more.get("nation"), "政治面貌": more.get("politics")}
    found |= {"身份证号": cadre.identity, "在职状态": cadre.in_service, "工作单位": start.unit, "现任职务": cadre.title}
    found |= {"职级": cadre.rank, "户籍地": more.get("residence")}
    return {label: str(value or "") for label, value in found.items()}


# -- checking ----------------------------------------------------------------------------------------------------------


def faults(paper: Paper, pack: Pack) -> list[Fault]:
    """Everything that keeps the paper from being kept."""
    return read(paper, pack)[2]


def doubts(start: Start, paper: Paper, today: date, pack: Pack) -> list[Mistake]:
    """Everything commonly filled in wrongly (填报常见错误)."""
    _, sheets, _ = read(paper, pack)
    rows = entries(sheets)
    return review(filing_of(paper, pack), rows, start.before, start.cadre, paper.family, today, pack)


# -- keeping -----------------------------------------------------------------------------------------------------------


class _Rehearsed(Exception):
    """Raised to roll a rehearsal back."""


def file(desk: Desk, cadre_id: int, paper: Paper, *, dry_run: bool = False) -> int:
    """Keep a new declaration; its number n. FileRefused with everything that is wrong, and then nothing is changed.

    A dry run does everything but keep.
    """

    def task(work: Work) -> int:
        dossier = _dossier(work, cadre_id)
        known = [one for one, _ in dossier.filings]
        paper_ = _bound(paper, dossier, bool(known), _next(paper, known))
        n = _keep(work, cadre_id, paper_)
        if dry_run:
            raise _Rehearsed
        return n

    try:
        return desk.change(FILING, task)
    except _Rehearsed:
        return 0


def correct(desk: Desk, cadre_id: int, n: int, paper: Paper, reason: str, seen: str = "") -> None:
    """Keep a declaration on record as it is now typed; the former version stays in the history, with the reason.

    seen: the mark of what was on record when typing began; Refused where that has changed.
    """
    if not reason.strip():
        raise Refused("请写明更正的理由：理由随历史一并留存。没有改动。")

    def task(work: Work) -> None:
        dossier = _dossier(work, cadre_id)
        start = _start(work, dossier, n)
        if seen and seen != start.seen:
            raise Refused("这名干部的报告在填写期间已被改动，请重新打开后再更正。没有改动。")
        number = start.paper.head["number"]
        head = {key: start.paper.head[key] for key in ("year", "filing")}  # which declaration it is
        paper_ = _bound(replace(paper, head={**paper.head, **head}), dossier, start.last is not None, number)
        _keep(work, cadre_id, replace(paper_, strict=start.paper.strict))
        work.detail["reason"] = reason.strip()

    desk.change(CORRECTING, task)


def _next(paper: Paper, known: Sequence[Filing]) -> str:
    """第几份: a report of the year is filed once, others again and again."""
    year, kind = paper.head.get("year", "").strip(), paper.head.get("filing", "").strip()
    same = [one.number for one in known if (str(one.year), one.filing) == (year, kind)]
    if same and kind in _ONCE:
        raise Refused(f"{year}年度的“{kind}”已经登记。需要改动的，请打开那份报告，用“更正”。没有改动。")
    return str(max(same, default=0) + 1)


def _bound(paper: Paper, dossier: Dossier, before: bool, number: str) -> Paper:
    """The paper as it belongs to the cadre on record, whatever it says of him."""
    head = {**paper.head, **_owner(dossier.cadre), "number": number}
    return replace(paper, head=head, before=before, family=dossier.relatives)


def _keep(work: Work, cadre_id: int, paper: Paper) -> int:
    head, sheets, wrong = read(paper, work.pack)
    intake = Intake(work, None)
    counts = Counts()
    if not wrong:
        counts += intake.take(head)
        counts += intake.take_entries(sheets, head)
    if wrong := [*wrong, *intake.faults]:
        raise FileRefused("报告", tuple(wrong))
    if not counts.added and not counts.changed:
        raise Refused("与库中内容完全一致，没有改动。")
    wanted = filing_of(paper, work.pack)
    n = next(
        one.n
        for one, _ in _dossier(work, cadre_id).filings
        if (one.year, one.filing, one.number) == (wanted.year, wanted.filing, wanted.number)
    )
    work.subject, work.detail = f"declaration {cadre_id}/{n}", {"rows": sum(map(len, sheets))}
    return n
