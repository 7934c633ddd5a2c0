"""The one gate by which anything leaves: spreadsheets, PDF files, print-outs.

Always in this order: label checked, approval given where the policy wants one, audit row and line of the register
committed, and only then the first byte; afterwards a second transaction enters what was written, or why nothing was.
A crash between leaves a line 待写出. No other module may write a file with data, see tests/test_gate.py.
"""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

from cadre_desk.documents import letters as paper
from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.letters import LetterText
from cadre_desk.documents.paper import Layout, draw
from cadre_desk.documents.report import Report, compose
from cadre_desk.domain import secrecy
from cadre_desk.domain.faults import Fault
from cadre_desk.domain.secrecy import Stamp
from cadre_desk.exchange import writer
from cadre_desk.exchange.outbox import whole_file
from cadre_desk.exchange.writer import ColumnSpec, SheetSpec, Written
from cadre_desk.services.avoiding import left_out
from cadre_desk.services.desk import Deed, Desk
from cadre_desk.services.errors import KNOWN, Refused
from cadre_desk.storage import journal, keyring, lists
from cadre_desk.storage import outgoing as store
from cadre_desk.storage.lists import Query
from cadre_desk.storage.work import Ask, Work

__all__ = ["ACTIONS", "KINDS", "STATES", "Approver", "Entry", "Query", "Released", "Table", "Terms"]

Sheets = Iterable[tuple[SheetSpec, Iterable[Sequence[Any]]]]

NUMBER: Final = "出〔{year}〕{serial:04}号"


class Kind(NamedTuple):
    """One way of leaving: its name, the action of the desk, who may approve it, what is counted."""

    name: str
    action: str
    approval: str
    unit: str


KINDS: Final[Mapping[str, Kind]] = {
    "table": Kind("电子表格", "导出", "批准导出", "行"),
    "marked": Kind("标红副本", "导出", "批准导出", "处"),
    "pdf": Kind("PDF文件", "打印函件", "批准导出", "页"),
    "print": Kind("打印件", "打印函件", "批准打印", "页"),
    "paper": Kind("PDF文件", "打印材料", "批准导出", "页"),
    "sheet": Kind("打印件", "打印材料", "批准打印", "页"),
    "proof": Kind("凭证文件", "打印材料", "批准导出", "份"),
}
_PRINTED = ("print", "sheet")
STATES: Final[Mapping[str, str]] = {store.WAITING: "待写出", store.WRITTEN: "已写出", store.FAILED: "未写出"}
APPROVED, CLOSED = "登记批准", "登记出件结果"
#: every name under which this module changes the vault, for the matrix of roles
ACTIONS: Final = (*dict.fromkeys(kind.action for kind in KINDS.values()), APPROVED, CLOSED)


class Rules(Protocol):
    """What the policy of the unit says of things that leave; domain.policy.Policy is one."""

    @property
    def approval_for_export(self) -> bool:
        """Whether a file needs a second person."""

    @property
    def approval_for_print(self) -> bool:
        """Whether paper does."""

    @property
    def watermark(self) -> bool:
        """Whether pages say who made them."""

    @property
    def purpose_for_declarations(self) -> bool:
        """Whether a declaration is opened only for a stated purpose."""

    @property
    def approval_for_declarations(self) -> bool:
        """Whether opening one needs a second person."""

    @property
    def approval_hours(self) -> int:
        """How long an approval may wait for its use."""


@dataclass(frozen=True, slots=True)
class Approver:
    """A second person with his own password."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the officer states before something leaves. A label that is empty is the statement 不标密."""

    label: str = ""
    purpose: str = ""
    approver: Approver | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is about to leave, as the register tells it. An approval is for all of it and for nothing else."""

    kind: str  # a key of KINDS
    subject: str  # as the audit names it: cadres; letter 3
    what: str  # as people name it: 干部台账; 函件 云组提醒〔2026〕1号
    target: str  # the file with its folder; the printer
    label: str
    purpose: str
    planned: int  # rows, pages
    avoided: int = 0  # persons left out of it because the officer keeps away from them

    @property
    def name(self) -> str:
        """The target without its folder, which is nobody's business."""
        return self.target if self.kind in _PRINTED else Path(self.target).name


@dataclass(frozen=True, slots=True)
class Released:
    """What left."""

    number: str
    count: int  # rows, pages
    sha256: str
    size: int  # bytes
    avoided: int = 0  # persons whose rows are not in it

    @property
    def note(self) -> str:
        """What has to be told beside number and count; mostly empty."""
        return left_out(self.avoided)


# -- what the policy asks for -----------------------------------------------------------------------------------------


def rules(desk: Desk) -> Rules:
    """The policy of the unit."""
    return desk.policy


def _role(desk: Desk, approver: Approver) -> str:
    """The role of whose password this is; VaultError where it is not his, or he has to wait."""
    found = desk.vault.confirm(approver.name, approver.password)
    if found.must_change or not found.authorised:
        raise Refused(f"“{found.name}”还没有授权或还在用初始口令，不能批准；请由其他有权批准的人批准")
    return found.role


def needs_approval(desk: Desk, kind: str) -> bool:
    """Whether a second person must agree before something of that kind leaves."""
    found = rules(desk)
    return found.approval_for_print if kind in _PRINTED else found.approval_for_export


def label_of(text: str) -> str:
    """The label in its one form; Refused where it may not be used."""
    try:
        return secrecy.normal(text)
    except secrecy.BadLabel as error:
        raise Refused(str(error)) from None


def file_name(title: str, label: str, suffix: str, day: date | None = None) -> str:
    """What a file may be called: 干部台账20260302（秘密★5年）.xlsx."""
    mark = f"（{label}）" if label else ""
    return f"{title}{day:%Y%m%d}{mark}{suffix}" if day else f"{title}{mark}{suffix}"


# -- approval ---------------------------------------------------------------------------------------------------------


def digest(*parts: object) -> str:
    """SHA-256 over values, each told from its neighbours."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def approve(desk: Desk, approver: Approver | None, right: str, what: str, bound: str) -> int:
    """An approval for the officer at this desk, for exactly what bound is the digest of; its id.

    VaultError where the password is wrong; Refused where there is nobody, or he himself, or one without that right.
    """
    name = keyring.stored_name(approver.name) if approver else ""
    if approver is None or not name:
        raise Refused(f"{what}：按本单位的安全策略须由另一人批准；请批准人输入姓名和本人口令")
    if name == desk.officer:
        raise Refused("批准人须是另一个人，不能由经办人自己批准；请另一名有权批准的人输入姓名和口令")
    if not desk.allows(_role(desk, approver), right):
        raise Refused(f"“{name}”没有“{right}”的权限；请由科长或部领导批准")

    def task(work: Work) -> int:
        work.subject, work.detail = what, {"approver": name, "right": right}
        return store.grant(work, name, what, bound)

    return desk.change(APPROVED, task)


def use(desk: Desk, work: Work, approval: int, bound: str) -> str:
    """Use an approval in this transaction; the approver.

    Refused where it is for something else, used already, or older than the policy allows.
    """
    found = store.granted(work.connection, approval)
    if found is None or found["digest"] != bound or found["requester"] != work.officer:
        raise Refused("这次批准针对的是别的内容、别的去向或别的经办人，不能用在这里；请重新提请批准")
    hours, given = rules(desk).approval_hours, datetime.fromisoformat(str(found["at"]))
    if work.now - given > timedelta(hours=hours):
        raise Refused(f"这次批准是{given:%Y-%m-%d %H:%M}给的，超过{hours}小时没有使用，已失效；请重新提请批准")
    if not store.use(work, approval):
        raise Refused("这次批准已经用过，一次批准只能用一次；请重新提请批准")
    return str(found["approver"])


# -- the gate ---------------------------------------------------------------------------------------------------------


def _release(
    desk: Desk, parcel: Parcel, terms: Terms, content: Callable[[], str], act: Callable[[Stamp], Written]
) -> Released:
    """Let it go. content is the digest of what leaves, asked for only where an approval is bound to it."""
    kind = KINDS[parcel.kind]
    approval, bound = None, ""
    if needs_approval(desk, parcel.kind) or terms.approver:
        bound = digest(parcel, content())
        approval = approve(desk, terms.approver, kind.approval, f"{kind.name} {parcel.what}", bound)
    line, stamp = desk.change(kind.action, lambda work: _enter(desk, work, parcel, approval, bound))
    try:
        written = act(stamp)
    except Exception as error:  # what interrupts the program itself is a crash: nobody knows how far it came
        with suppress(*KNOWN):  # the first error is the one to be told; the line stays 待写出
            _close(desk, line, stamp, store.FAILED, fault=_why(parcel, error))
        raise
    what = {"count": written.count, "size": written.size, "sha256": written.sha256}
    _close(desk, line, stamp, store.WRITTEN, **what)
    return Released(stamp.number, written.count, written.sha256, written.size, parcel.avoided)


def _enter(desk: Desk, work: Work, parcel: Parcel, approval: int | None, bound: str) -> tuple[int, Stamp]:
    """The line of the register in the transaction of its audit row, and what the copy will carry."""
    approver = "" if approval is None else use(desk, work, approval, bound)
    values = {"kind": parcel.kind, "what": parcel.what, "target": parcel.name, "label": parcel.label}
    values |= {"purpose": parcel.purpose}
    line = store.enter(work, values | {"planned": parcel.planned, "approval_id": approval}, NUMBER)
    entered = store.read(work.connection, line)
    assert entered is not None  # it was entered just now
    number = str(entered["number"])
    work.subject = parcel.subject
    work.detail = {"number": number, **values, "planned": parcel.planned, "approver": approver}
    if parcel.avoided:
        work.detail["avoided"] = parcel.avoided
    return line, Stamp(parcel.label, number, work.officer, f"{work.now:%Y-%m-%d %H:%M}")


def _close(desk: Desk, line: int, stamp: Stamp, state: str, **values: object) -> None:
    def task(work: Work) -> None:
        store.close(work, line, state, **values)
        work.subject, work.detail = stamp.number, {"state": state, **values}

    desk.change(CLOSED, task)


def _why(parcel: Parcel, error: Exception) -> str:
    """Why nothing was written, for the register."""
    words = str(error) if isinstance(error, KNOWN) else f"中途停止（{type(error).__name__}）"
    return f"{words}；可能已有纸张印出，请核对并收回" if parcel.kind in _PRINTED else words


# -- what can leave ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for a spreadsheet: how many there will be, and the sheets, which can be gone through again.

    avoided is the number of persons whose rows, if there are any, are not among them.
    """

    planned: int
    sheets: Callable[[], Sheets]
    avoided: int = 0

    def digest(self) -> str:
        """Of every heading and cell."""
        found = hashlib.sha256()
        for spec, rows in self.sheets():
            found.update(digest(spec.name, [column.heading for column in spec.columns]).encode())
            for row in rows:
                found.update(repr(row).encode("utf-8", "surrogatepass") + b"\n")
        return found.hexdigest()


def send_table(
    desk: Desk, subject: str, what: str, target: Path, terms: Terms, content: Callable[[Ask], Table]
) -> Released:
    """A spreadsheet. What is counted, approved and written comes from one view of the vault."""
    label = label_of(terms.label)
    desk.require(KINDS["table"].action)

    def send(ask: Ask) -> Released:
        table = content(ask)
        place, purpose = _place(target), terms.purpose.strip()
        parcel = Parcel("table", subject, what, place, label, purpose, table.planned, table.avoided)
        return _release(
            desk, parcel, terms, table.digest, lambda stamp: writer.write_table(target, table.sheets(), stamp)
        )

    return desk.ask(send)


def send_form(desk: Desk, subject: str, what: str, target: Path, terms: Terms, sheets: Sequence[SheetSpec]) -> Released:
    """A spreadsheet about one person, to be filled in elsewhere."""
    planned = sum(len(one.rows) for one in sheets)
    parcel = Parcel("table", subject, what, _place(target), label_of(terms.label), terms.purpose.strip(), planned)
    return _release(
        desk, parcel, terms, lambda: digest(*sheets), lambda stamp: writer.write_form(target, what, sheets, stamp)
    )


def send_marked(desk: Desk, source: Path, faults: Sequence[Fault], target: Path, terms: Terms) -> Released:
    """The copy of a refused spreadsheet with its faults marked."""
    label, subject = label_of(terms.label), source.name
    what = f"{source.name}（标红副本）"
    parcel = Parcel("marked", subject, what, _place(target), label, terms.purpose.strip(), len(faults))
    return _release(
        desk,
        parcel,
        terms,
        lambda: digest(source.read_bytes(), tuple(faults)),
        lambda stamp: writer.mark_faults(source, faults, target, stamp),
    )


def send_letters(desk: Desk, letters: "Mail", target: Path, terms: Terms, fonts: Fonts) -> Released:
    """Letters as one PDF file; MissingGlyph, before a number is taken, where a character cannot be printed."""
    parcel = letters.parcel("pdf", _place(target), terms, fonts)

    def act(stamp: Stamp) -> Written:
        with whole_file(target) as aside, aside.path.open("wb") as file:
            pages = paper.write(letters.texts, file, fonts, _watermark(desk, stamp))
        return Written(pages, aside.sha256, aside.size)

    return _release(desk, parcel, terms, letters.digest, act)


def print_letters(
    desk: Desk, letters: "Mail", printer: str, terms: Terms, fonts: Fonts, send: Callable[[bytes], int]
) -> Released:
    """Letters as PDF to a printer; send gives the number of sides printed."""
    parcel = letters.parcel("print", printer, terms, fonts)

    def act(stamp: Stamp) -> Written:
        made = io.BytesIO()
        paper.write(letters.texts, made, fonts, _watermark(desk, stamp))
        content = made.getvalue()
        return Written(send(content), hashlib.sha256(content).hexdigest(), len(content))

    return _release(desk, parcel, terms, letters.digest, act)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that is no letter: as the audit and as people name it, and what it says."""

    subject: str
    what: str
    report: Report

    def laid_out(self, kind: str, target: str, terms: Terms, fonts: Fonts) -> tuple[Parcel, Layout]:
        """The paper as a parcel and as pages, with the label that was chosen for it."""
        label = label_of(terms.label)
        layout = compose(replace(self.report, secrecy=label), fonts)
        pages = len(layout.pages)
        return Parcel(kind, self.subject, self.what, target, label, terms.purpose.strip(), pages), layout


def send_document(desk: Desk, document: Document, target: Path, terms: Terms, fonts: Fonts) -> Released:
    """A paper as PDF file; MissingGlyph, before a number is taken, where a character cannot be printed."""
    parcel, layout = document.laid_out("paper", _place(target), terms, fonts)

    def act(stamp: Stamp) -> Written:
        with whole_file(target) as aside, aside.path.open("wb") as file:
            pages = draw([layout], file, fonts, _watermark(desk, stamp))
        return Written(pages, aside.sha256, aside.size)

    return _release(desk, parcel, terms, lambda: digest(layout), act)


def print_document(
    desk: Desk, document: Document, printer: str, terms: Terms, fonts: Fonts, send: Callable[[bytes], int]
) -> Released:
    """A paper as PDF to a printer; send gives the number of sides printed."""
    parcel, layout = document.laid_out("sheet", printer, terms, fonts)

    def act(stamp: Stamp) -> Written:
        made = io.BytesIO()
        draw([layout], made, fonts, _watermark(desk, stamp))
        content = made.getvalue()
        return Written(send(content), hashlib.sha256(content).hexdigest(), len(content))

    return _release(desk, parcel, terms, lambda: digest(layout), act)


def send_proof(desk: Desk, subject: str, what: str, content: bytes, target: Path, terms: Terms) -> Released:
    """A file that a third party recomputes: its bytes are what counts, so it carries no stamp."""
    parcel = Parcel("proof", subject, what, _place(target), label_of(terms.label), terms.purpose.strip(), 1)

    def act(stamp: Stamp) -> Written:
        with whole_file(target) as aside:
            aside.path.write_bytes(content)
        return Written(1, aside.sha256, aside.size)

    return _release(desk, parcel, terms, lambda: digest(content), act)


@dataclass(frozen=True, slots=True)
class Mail:
    """Letters that go together: their ids, how people name them, their words."""

    ids: tuple[int, ...]
    what: str
    texts: tuple[LetterText, ...]

    def parcel(self, kind: str, target: str, terms: Terms, fonts: Fonts) -> Parcel:
        """The letters as a parcel; their own 密级 counts, of several the gravest."""
        try:
            label = secrecy.gravest(text.secrecy for text in self.texts)
        except secrecy.BadLabel as error:
            raise Refused(f"{self.what}：{error}") from None
        subject = f"letter {', '.join(map(str, self.ids))}"
        pages = paper.count_pages(self.texts, fonts)
        return Parcel(kind, subject, self.what, target, label, terms.purpose.strip(), pages)

    def digest(self) -> str:
        """Of every word."""
        return digest(self.ids, self.texts)


def _watermark(desk: Desk, stamp: Stamp) -> str:
    return str(stamp) if rules(desk).watermark else ""


def _place(target: Path) -> str:
    return str(target.absolute())


# -- the register -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register, in words where it is shown; count, size and digest are None until it was written."""

    id: int
    number: str
    at: str
    officer: str
    kind: str
    what: str
    target: str
    label: str
    purpose: str
    approver: str
    planned: int
    state: str  # a key of STATES
    finished: str | None
    count: int | None
    size: int | None
    sha256: str | None
    fault: str

    @property
    def words(self) -> tuple[Any, ...]:
        """As a row of the exported register."""
        label, kind = self.label or secrecy.UNMARKED, KINDS[self.kind]
        planned, count = (f"{n}{kind.unit}" if n is not None else "" for n in (self.planned, self.count))
        head = (self.number, self.at, self.officer, kind.name, self.what, self.target, label, self.purpose)
        return (*head, self.approver, planned, STATES[self.state], count, self.size, self.sha256, self.fault)

    @property
    def line(self) -> str:
        """In one line: 出〔2026〕0001号　2026-03-02 09:30　李审核　打印件　提醒函　→ 打印机　秘密★5年　已写出 3页."""
        kind = KINDS[self.kind]
        count = self.planned if self.count is None else self.count
        done = f"{STATES[self.state]} {count}{kind.unit}" + (f"（{self.fault}）" if self.fault else "")
        where = (kind.name, self.what, f"→ {self.target}", self.label or secrecy.UNMARKED, done)
        return "　".join((self.number, self.at.replace("T", " ")[:16], self.officer, *where))


def entries(ask: Ask, query: Query) -> list[Entry]:
    """The lines of the register that fit, in order."""
    keys = lists.keys(ask, "outgoing", query)
    return list(_entries(ask, keys))


def line(ask: Ask, id_: int) -> Entry | None:
    """One line of the register; None where there is none."""
    return next(_entries(ask, [id_]), None)


def _entries(ask: Ask, keys: Sequence[int]) -> Iterator[Entry]:
    for start in range(0, len(keys), 500):
        for row in lists.rows(ask, "outgoing", keys[start : start + 500]):
            yield Entry(id=row.pop("key"), **row)


_REGISTER = SheetSpec(
    "出件登记",
    tuple(
        ColumnSpec(heading, width)
        for heading, width in (
            *(("登记号", 18), ("登记时间", 20), ("经办人", 10), ("种类", 10), ("内容", 34), ("去向", 34)),
            *(("密级", 12), ("用途", 24), ("批准人", 10), ("拟出", 8), ("结果", 8), ("实出", 8)),
            *(("字节", 10), ("SHA-256", 66), ("未写出的原因", 40)),
        )
    ),
)


def export_register(desk: Desk, target: Path, terms: Terms) -> Released:
    """The register itself, by the same gate; the line of this export is not in it yet."""

    def content(ask: Ask) -> Table:
        keys = lists.keys(ask, "outgoing", Query())
        return Table(len(keys), lambda: [(_REGISTER, (one.words for one in _entries(ask, keys)))])

    return send_table(desk, "outgoing", "出件登记", target, terms, content)


def send_audit(desk: Desk, target: Path, sheet: SheetSpec, rows: Iterable[Sequence[Any]], planned: int) -> int:
    """Rows of the journal, by who may have no business data: the journal is register and audit in one. Their number."""

    def act(stamp: Stamp) -> Written:
        return writer.write_table(target, [(sheet, rows)], stamp)

    number = desk.govern("导出审计", lambda deed: _told(deed, target, planned))
    try:
        return act(Stamp("", f"审计{number}", desk.officer, f"{desk.clock():%Y-%m-%d %H:%M}")).count
    except Exception as error:
        desk.vault.note("导出审计", target.name, journal.FAILED, fault=type(error).__name__)
        raise


def _told(deed: Deed, target: Path, planned: int) -> int:
    deed.subject, deed.detail = target.name, {"rows": planned}
    return journal.head(deed.connection)[0] + 1
