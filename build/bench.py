#!/usr/bin/env python3
"""How fast the program is, as ratios: each figure is measured beside a yardstick in the same run.

    python build/bench.py            100 000 cadres, a few minutes
    python build/bench.py --quick    5 000 cadres, the same code: shows that the bench still runs

Each part runs in a process of its own, so that no part pays for the memory of another. The table goes to standard
output, the figures also to out/bench.json.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cadre_desk import app  # noqa: E402  the path must be set first
from cadre_desk.domain.pack import Pack, Section  # noqa: E402
from cadre_desk.domain.sheet import ReadSheet  # noqa: E402
from cadre_desk.domain.values import column_parser  # noqa: E402
from cadre_desk.services.invent import Invented, Row, invent  # noqa: E402

if TYPE_CHECKING:
    from cadre_desk.documents.fonts import Fonts
    from cadre_desk.documents.letters import LetterText
    from cadre_desk.services.desk import Desk

T = TypeVar("T")

CADRES, QUICK = 100_000, 5_000
SEED = 2026
STALL = 50.0  # ms without an answer that people begin to notice
BEAT = 5  # ms between two beats of the window's thread
GROWTH = 20.0  # MB that 800 more letters may take: page by page a few kilobytes of table entries


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; value is None where nothing could be measured."""

    name: str
    value: float | None
    goal: float
    unit: str = "×"
    note: str = ""

    @property
    def mark(self) -> str:
        """Whether the goal is met."""
        return "–" if self.value is None else "通过" if self.value <= self.goal else "未达"


# -- tools -------------------------------------------------------------------------------------------------------------


def seconds(task: Callable[[], object]) -> float:
    """How long one call takes, begun without garbage of the call before."""
    gc.collect()
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def timed(task: Callable[[], T]) -> tuple[float, T]:
    """The same with what the call gives."""
    found: list[T] = []
    return seconds(lambda: found.append(task())), found[0]


def interleaved(times: int, *tasks: Callable[[], object]) -> list[float]:
    """The median time of each task; in turns, so that a busy moment of the machine meets all of them."""
    measured = [[seconds(task) for task in tasks] for _ in range(times)]
    return [median(column) for column in zip(*measured, strict=True)]


def resident() -> float | None:
    """Memory of this process in MB, where the system tells."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, AttributeError):
        return None


def longest_gap(task: Callable[[], object]) -> float:
    """The longest time in ms for which the thread of the window did not answer while the task ran beside it."""
    from PySide6.QtCore import QCoreApplication, Qt, QTimer

    window = QCoreApplication.instance() or QCoreApplication([])
    beats: list[float] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            task()
        except BaseException as error:
            failed.append(error)

    worker = threading.Thread(target=work)

    def beat() -> None:
        beats.append(time.perf_counter())
        if not worker.is_alive():
            window.quit()

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    gc.collect()
    timer.start(BEAT)
    worker.start()
    window.exec()
    worker.join()
    if failed:
        raise failed[0]
    return max(after - before for before, after in pairwise(beats)) * 1000


def stall(what: str, task: Callable[[], object]) -> Figure:
    """The calmer of two runs: what else the machine does can only make a gap longer."""
    gaps = [longest_gap(task), longest_gap(task)]
    idle = longest_gap(lambda: time.sleep(2))
    note = f"两次：{gaps[0]:.0f}、{gaps[1]:.0f} ms；空闲时 {idle:.0f} ms"
    return Figure(f"{what}时窗口最长停顿", min(gaps), STALL, "ms", note)


def on_one_core() -> None:
    """Keep this process on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


# -- invented data -----------------------------------------------------------------------------------------------------


def new_desk(folder: Path, name: str) -> Desk:
    """A fresh vault, open."""
    from cadre_desk.services import desk

    return desk.create(folder / name, "经办人", "bench-Password-1", app.pack())


def sheet(section: Section, rows: Sequence[Row]) -> ReadSheet:
    """Invented rows as the import has them after reading and checking."""
    keys = [field.key for field in section.fields if any(field.key in row for row in rows)]
    columns = {}
    for key in keys:
        parse = column_parser(section.field(key))
        columns[key] = [parse(row.get(key)) for row in rows]
    return ReadSheet(section, range(2, len(rows) + 2), columns)


def fill(desk: Desk, invented: Invented, kinds: Iterable[str]) -> None:
    """Invented ledgers into the vault, past the spreadsheets."""
    from cadre_desk.storage import records
    from cadre_desk.storage.ledgers import Intake

    for kind in kinds:
        sections = [one for one in desk.pack.ledgers[kind].sheets if one.key in invented.rows]

        def task(work: Any, kind: str = kind, sections: list[Section] = sections) -> None:
            intake = Intake(work, records.open_batch(work, kind, f"{kind}.xlsx", "", ""))
            heads = sections[:1] if kind == "declarations" else sections
            for section in heads:
                intake.take(sheet(section, invented.rows[section.key]))
            if kind == "declarations":
                intake.take_entries([sheet(one, invented.rows[one.key]) for one in sections[1:]], None)
            assert not intake.faults, intake.faults[:3]

        desk.change("导入", task)


# -- a: start ----------------------------------------------------------------------------------------------------------

SHOWN = "print('shown', flush=True), os._exit(0)"
BARE = f"""
import os
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.show()
application.processEvents()
{SHOWN}
"""
LOGIN = f"""
import os, sys
from PySide6.QtWidgets import QApplication
QApplication.exec = lambda *_: (QApplication.processEvents(), {SHOWN})
os.environ["CADRE_DESK_VAULT"] = sys.argv.pop()
from cadre_desk.__main__ import main
main()
"""


def start(folder: Path, _cadres: int) -> list[Figure]:
    """From the start of the interpreter to a shown login window, beside a bare window."""
    new_desk(folder, "vault").close()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_LOGGING_RULES": "*.warning=false"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # on a user's PC byte code is there from the second start on

    def run(program: str) -> Callable[[], object]:
        command = [sys.executable, "-c", program, str(folder / "vault")]

        def shown() -> None:
            with subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.PIPE) as child:
                assert child.stdout is not None
                assert child.stdout.readline() == b"shown\n", "no window"

        return shown

    tasks = run(BARE), run(LOGIN)
    for task in tasks:
        task()  # writes the byte code
    bare, login = interleaved(7, *tasks)
    note = f"{login:.2f} s / {bare:.2f} s"
    return [Figure("启动到登录窗口 / PySide6空白窗口", login / bare, 1.3, note=note)]


# -- b, e: import ------------------------------------------------------------------------------------------------------


def read_by_openpyxl(path: Path) -> int:
    """Every cell of the file by the usual library; the number of rows."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    rows = sum(1 for one in book.worksheets for _ in one.iter_rows(values_only=True))
    book.close()
    return rows


def cadre_file(pack: Pack, invented: Invented, path: Path) -> None:
    """The ledger of cadres with its first sheet."""
    from cadre_desk.exchange.writer import write_table
    from cadre_desk.services import exporting

    section = pack.ledgers["cadres"].sheets[0]
    write_table(path, [(exporting.sheet(section), exporting.cells(section, invented.rows["cadre"]))])


def importing(folder: Path, cadres: int) -> list[Figure]:
    """Import with all checks and the encrypted commit, beside a mere reading by openpyxl."""
    from cadre_desk.services.importing import import_file

    pack, path = app.pack(), folder / "cadres.xlsx"
    invented = invent(pack, cadres, SEED, date.today())
    cadre_file(pack, invented, path)
    invented.rows = {"unit": invented.rows["unit"]}
    desks = [new_desk(folder, f"vault{n}") for n in range(5)]
    for desk in desks:
        fill(desk, invented, ["units"])
    ready = iter(desks)

    def take_in() -> None:
        result = import_file(next(ready), "cadres", path)
        assert result.added == cadres, result

    answer = stall("导入", take_in)  # first: with all that loads only once
    usual, ours = interleaved(3, lambda: read_by_openpyxl(path), take_in)
    ratio = Figure(f"导入{cadres}行 / openpyxl 只读", ours / usual, 0.5, note=f"{ours:.2f} s / {usual:.2f} s")
    for desk in desks:
        desk.close()
    return [ratio, answer]


# -- c, e: scan --------------------------------------------------------------------------------------------------------

TABLES = ("cadre", "relative", "post", "declaration", "entry", "measure", "unit", "quota")


def read_tables(desk: Desk) -> int:
    """Every row of what a scan reads, by the driver alone; their number."""
    return read_rows(desk, TABLES)


def read_rows(desk: Desk, names: Iterable[str]) -> int:
    """Every row of these tables."""
    rows = 0
    with desk.vault.fresh() as connection:
        for table in names:
            cursor = connection.execute(f"SELECT * FROM {table}")
            while part := cursor.fetchmany(2_000):
                rows += len(part)
    return rows


def scanning(folder: Path, cadres: int) -> list[Figure]:
    """The rules over everybody, beside one reading of the tables."""
    from cadre_desk.services import flags

    on_one_core()
    desk = new_desk(folder, "vault")
    invented = invent(desk.pack, cadres, SEED, date.today())
    fill(desk, invented, ["units", "cadres", "declarations", "measures"])
    planted = len(invented.planted)
    del invented
    figures = [*_scan_ratios(desk, cadres), _scan_stall(desk)]
    found = desk.ask(flags.find)[1]
    assert len(found) >= planted, (len(found), planted)
    desk.close()
    return figures


def _scan_ratios(desk: Desk, cadres: int) -> list[Figure]:
    from cadre_desk.services import flags

    read_tables(desk)  # the first one also fills the cache of the system
    rows = read_tables(desk)
    reading, finding = interleaved(3, lambda: read_tables(desk), lambda: desk.ask(flags.find))
    whole = seconds(lambda: flags.scan(desk))
    again = seconds(lambda: flags.scan(desk))
    name = f"扫描{cadres}名干部（共{rows}行）"
    return [
        Figure(f"{name} / 顺序读表", finding / reading, 6.0, note=f"{finding:.2f} s / {reading:.2f} s"),
        Figure("　　含首次保存预警", whole / reading, 6.0, note=f"{whole:.2f} s"),
        Figure("　　含再次比对预警", again / reading, 6.0, note=f"{again:.2f} s"),
    ]


def _scan_stall(desk: Desk) -> Figure:
    """On all cores again: the window's thread has one of its own."""
    from cadre_desk.services import flags

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
    return stall("扫描", lambda: flags.scan(desk))


# -- replay, open: declarations of everybody, and one of them ----------------------------------------------------------

POINTS = 300  # openings of a declaration


def replaying(folder: Path, cadres: int) -> list[Figure]:
    """The state of everybody after every filing and what it changed, beside one reading of the rows."""
    from cadre_desk.domain.declaration import difference, replay
    from cadre_desk.storage import dossiers

    on_one_core()
    desk = _declared(folder, cadres)
    sections = desk.pack.sections

    def compare() -> int:
        return desk.ask(lambda ask: sum(map(differences, dossiers.declarations(ask.connection))))

    def differences(one: Any) -> int:
        states = [{}, *(state for _, state in replay(one[1], sections))]
        return sum(len(difference(before, after, sections)) for before, after in pairwise(states))

    rows = read_rows(desk, ["entry"])
    assert compare() >= rows
    reading, ours = interleaved(5, lambda: read_rows(desk, ["entry"]), compare)
    desk.close()
    note = f"{ours:.2f} s / {reading:.2f} s"
    return [Figure(f"全部报告逐份推算并比较（{rows}行）/ 顺序读行", ours / reading, 6.0, note=note)]


def opening(folder: Path, cadres: int) -> list[Figure]:
    """Opening any declaration, with its audit row, beside reading one row by its key."""
    from cadre_desk.services import people

    on_one_core()
    desk = _declared(folder, cadres)
    with desk.vault.fresh() as connection:
        keys = connection.execute("SELECT cadre_id, n FROM declaration").fetchall()
        some = random.Random(SEED).sample(keys, min(POINTS, len(keys)))

        def read(key: Any) -> None:
            assert connection.execute("SELECT * FROM declaration WHERE cadre_id = ? AND n = ?", key).fetchone()

        def opened(key: Any) -> None:
            assert people.open_declaration(desk, *key, "随机抽查核实")

        for task in (read, opened):
            task(some[0])
        times = [(seconds_of(read, key), seconds_of(opened, key)) for key in some]
    desk.close()
    point, ours = (median(column) for column in zip(*times, strict=True))
    note = f"{ours * 1e3:.2f} ms / {point * 1e3:.3f} ms，最慢{max(one for _, one in times) * 1e3:.1f} ms"
    return [Figure("打开一份报告 / 按键读一行", ours / point, 100.0, note=note)]


def seconds_of(task: Callable[[Any], object], key: Any) -> float:
    """One short call."""
    start = time.perf_counter()
    task(key)
    return time.perf_counter() - start


def _declared(folder: Path, cadres: int) -> Desk:
    """A vault with everybody's declarations."""
    desk = new_desk(folder, "vault")
    fill(desk, invent(desk.pack, cadres, SEED, date.today()), ["units", "cadres", "declarations"])
    return desk


# -- verify: feedback of registries ------------------------------------------------------------------------------------

SHOWN = 10_000  # discrepancies in the list that is scrolled


def verifying(folder: Path, cadres: int) -> list[Figure]:
    """As many rows of registries as there would be cadres: compared with the reports, beside importing them."""
    from cadre_desk.services import verifying as services

    on_one_core()
    desk = _declared(folder, cadres // 5)
    everybody = services.Who(reporting=False)
    batch = services.create(desk, "重点抽查", "全部", "2099-12-31", everybody)
    count = _feedback(desk, folder / "反馈.xlsx", cadres)
    taking = seconds(lambda: services.take_feedback(desk, batch, folder / "反馈.xlsx"))
    found: list[Any] = []
    comparing = seconds(lambda: found.append(services.compare_batch(desk, batch)))
    again = seconds(lambda: found.append(services.compare_batch(desk, batch)))
    assert found[0] == found[1]
    assert found[0].rows == count
    note = f"{comparing:.1f} s / {taking:.1f} s；再次比对 {again:.1f} s；{sum(found[0].outcomes.values())}件"
    gap = _scrolling(desk, batch)
    desk.close()
    return [
        Figure(f"{count}行反馈比对 / 导入同样的行", comparing / taking, 2.0, note=note),
        Figure("滚动不一致列表最长停顿", gap[0], STALL, "ms", f"{gap[1]}件"),
    ]


def _feedback(desk: Desk, path: Path, wanted: int) -> int:
    """What everybody declared as registries would tell it, every tenth figure another; houses that nobody declared."""
    from cadre_desk.domain.declaration import holdings
    from cadre_desk.domain.verification.workbook import feedback_section
    from cadre_desk.exchange.writer import write_table
    from cadre_desk.services.exporting import sheet as spec
    from cadre_desk.storage import dossiers

    rows: dict[str, list[Row]] = {}

    def read(ask: Any) -> int:
        total = 0
        for one in dossiers.dossiers(ask.connection):
            mine = {"fb_person": one.cadre.name, "fb_identity": one.cadre.identity, "fb_source": "登记机构"}
            state = holdings(one.filings, desk.pack.sections)
            entries = [entry for items in state.values() for entry in items.values()]
            hidden = {"address": f"没有报告的路{one.cadre.id}号", "area": 80, "kind": "住宅"}
            rows.setdefault("house", []).append(mine | hidden)
            for number, entry in enumerate(entries):
                values = entry.values
                if number % 10 == 0 and values.get("area"):
                    values["area"] = float(values["area"]) + 10
                rows.setdefault(entry.section, []).append(mine | values)
            total += len(entries) + 1
            if total >= wanted:
                break
        return total

    count = desk.ask(read)
    sheets = []
    for key, found in rows.items():
        section = feedback_section(desk.pack.sections[key])
        sheets.append((spec(section), _cells(section, found)))
    write_table(path, sheets)
    return count


def _cells(section: Section, rows: Iterable[Row]) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, 1):
        yield [number, *(None if row.get(one.key) is None else str(row[one.key]) for one in section.fields)]


def _scrolling(desk: Desk, batch: int) -> tuple[float, int]:
    """The longest time that one page of the list of discrepancies keeps the window, in ms, and how long the list is."""
    from PySide6.QtCore import QCoreApplication

    from cadre_desk import app
    from cadre_desk.ui.kit.tasks import Tasks
    from cadre_desk.ui.start import application
    from cadre_desk.ui.verification.controller import VerificationController

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application(app.fonts())
    tasks = Tasks(desk)
    controller = VerificationController(tasks, app.fonts())
    view = controller.page
    view.resize(1280, 800)
    view.show()
    controller.activate()

    def settle() -> None:
        end = time.monotonic() + 0.2
        while not tasks.idle or time.monotonic() < end:
            QCoreApplication.processEvents()

    settle()
    controller._on_batch(batch)
    view.tabs.setCurrentWidget(view.differing)
    settle()
    table, longest = view.differing.table, 0.0
    bar = table.verticalScrollBar()

    def turn(place: int) -> None:
        bar.setValue(place)
        QCoreApplication.processEvents()

    for place in range(0, min(bar.maximum(), SHOWN), 25):
        longest = max(longest, seconds_of(turn, place))
    count = controller._models["discrepancies"].rowCount()
    settle()
    tasks.finish()
    return longest * 1e3, count


# -- d, e: letters -----------------------------------------------------------------------------------------------------

FIRST, LETTERS, PRINTED = 200, 1_000, 200
PARAGRAPHS = (
    "近期，我部在个人有关事项报告随机抽查核实中发现，你填报的房产、投资理财情况与查核结果不一致。",
    "依据《领导干部个人有关事项报告查核结果处理办法》有关规定，现就有关情况向你函询。请你对照查核结果，逐项说明未报告或者"
    "少报告的原因、资金来源和取得时间，并附购房合同、转账凭证等证明材料复印件。",
    "请在收到本函后15个工作日内书面回复，回复须由本人签名，并由所在党委（党组）主要负责人签署意见。",
)


def letter_text(number: int) -> LetterText:
    """An invented inquiry on one page."""
    from cadre_desk.documents.letters import LetterText

    return LetterText(
        organ="中共云川市委组织部",
        number=f"云组函询〔2026〕{number}号",
        title="函询通知书",
        addressee="示例同志",
        paragraphs=PARAGRAPHS,
        signer="中共云川市委组织部",
        date=date(2026, 3, 2),
        contact=("回复地址：云川市示例路1号", "联系人：示例，000-00000000"),
    )


def bare_page(strings: Sequence[tuple[str, str, float, float, float]]) -> bytes:
    """The same strings in the same fonts, without a thought about where they stand."""
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target)
    for text, font, size, x, y in strings:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def strings_of(text: LetterText, fonts: Fonts) -> Iterator[tuple[str, str, float, float, float]]:
    """What the letter draws, string by string."""
    from cadre_desk.documents.letters import compose
    from cadre_desk.documents.paper import LEFT, PAGE_HEIGHT, _runs

    pages = compose(text, fonts).pages
    assert len(pages) == 1
    for line in pages[0].lines:
        for run in _runs(line.cells, fonts):
            yield run.text, run.first.font, run.first.size, LEFT + run.first.origin, PAGE_HEIGHT - line.baseline


def many_letters(folder: Path, fonts: Fonts) -> float | None:
    """By how many MB the process grows from letter 200 to letter 1 000 of one file."""
    from cadre_desk.documents.letters import write

    seen: dict[int, float | None] = {}

    def texts() -> Iterator[LetterText]:
        for number in range(1, LETTERS + 1):
            if number == FIRST:
                seen[number] = resident()
            yield letter_text(number)
        seen[LETTERS] = resident()

    with (folder / "letters.pdf").open("wb") as target:
        write(texts(), target, fonts)
    before, after = seen[FIRST], seen[LETTERS]
    return None if before is None or after is None else after - before


def letters(folder: Path, _cadres: int) -> list[Figure]:
    """One warm letter beside a bare page; many in one file; printing beside a window."""
    from cadre_desk.documents.fonts import Fonts
    from cadre_desk.documents.letters import render

    fonts = Fonts.load(app.fonts())
    text = letter_text(1)
    strings = list(strings_of(text, fonts))
    render(text, fonts)
    bare_page(strings)
    bare, ours = interleaved(25, lambda: bare_page(strings), lambda: render(text, fonts))
    note = f"{ours * 1000:.1f} ms / {bare * 1000:.1f} ms"
    return [
        Figure(f"一份函件 / 同样{len(strings)}个字串的空白页", ours / bare, 15.0, note=note),
        Figure(f"第{FIRST}至{LETTERS}份函件的内存增长", many_letters(folder, fonts), GROWTH, "MB"),
        _print_stall(folder),
    ]


def _print_stall(folder: Path) -> Figure:
    """The gap while letters of a real vault go into one file."""
    from cadre_desk.services import letters as service
    from cadre_desk.services import printing

    desk = new_desk(folder, "vault")
    fill(desk, invent(desk.pack, 400, SEED, date.today()), ["units", "cadres"])
    kinds = sorted(desk.pack.letters)
    choose = random.Random(SEED)
    ids = []
    for number in range(PRINTED):
        kind = desk.pack.letters[choose.choice(kinds)]
        data = {field.key: field.example or field.label for field in kind.fields if field.required}
        ids.append(service.draft(desk, kind.key, number + 1, data))
    answer = stall(f"打印{PRINTED}份", lambda: printing.write_letters(desk, ids, folder / "printed.pdf", app.fonts()))
    desk.close()
    return answer


# -- f: log-in, and what encryption costs ------------------------------------------------------------------------------

OFFICE = 3_000  # cadres of a large county; what is opened is checked page by page
TRIES, COMMITS, ROWS, PAGE_ROWS = 7, 400, 60_000, 60
WORDS = "这一行的内容和一份报告中的一项一样长，写明了房产的坐落、面积、来源和交易价格等内容。" * 8


def login(folder: Path, cadres: int) -> list[Figure]:
    """Logging in beside one evaluation of the password; the encrypted file beside a plain one of the same library."""
    return [_login_ratio(folder), *_engine_ratios(folder), _reading_beside_import(folder, cadres)]


def _login_ratio(folder: Path) -> Figure:
    """From the password to the desk, everything checked, in a process that has loaded its libraries."""
    from cadre_desk.services import desk as desks
    from cadre_desk.storage import sealing

    cost, password = sealing.COST, "bench-Password-1"
    first = new_desk(folder, "office")
    fill(first, invent(first.pack, OFFICE, SEED, date.today()), ["units", "cadres", "declarations", "measures"])
    place, size = first.vault.folder, first.vault.path.stat().st_size / 2**20
    first.close()
    seen: list[tuple[float, float]] = []
    for _ in range(TRIES):
        once = seconds(lambda: sealing._stretch(password, b"s" * sealing.SALT_BYTES, cost))
        whole, found = timed(lambda: desks.sign_in(place, "经办人", password, app.pack()))
        found.close()
        seen.append((once, whole))
    once, whole = (median(column) for column in zip(*seen, strict=True))
    note = f"{whole * 1000:.0f} ms / {once * 1000:.0f} ms，{cost.memory // 1024} MiB，库{size:.0f} MB"
    return Figure(f"登录（{OFFICE}名干部）/ 一次口令运算", whole / once, 1.2, note=note)


def _engine_ratios(folder: Path) -> Iterator[Figure]:
    """One row in a transaction of its own, and all rows from a file that no cache holds."""
    from cadre_desk.storage import database

    paths = folder / "plain.db", folder / "sealed.db"
    makers = (
        lambda: _plain(paths[0]),
        lambda: database.settled(database.connect(paths[1], KEY, "rwc"), database.WRITER),
    )
    both = [make() for make in makers]
    for one in both:
        one.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)")
    counts = iter(range(10**9))

    def commits(connection: Any) -> None:
        for _ in range(COMMITS // 10):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO note (words) VALUES (?)", (f"{next(counts)}{WORDS}",))
            connection.execute("COMMIT")

    usual, ours = interleaved(10, *(lambda one=one: commits(one) for one in both))
    each = COMMITS // 10
    note = f"{ours / each * 1000:.2f} ms / {usual / each * 1000:.2f} ms"
    yield Figure("一次小提交 / 不加密", ours / usual, 1.6, note=note)
    for one in both:
        one.execute("BEGIN IMMEDIATE")
        one.executemany("INSERT INTO note (words) VALUES (?)", ((f"{n}{WORDS}",) for n in range(ROWS)))
        one.execute("COMMIT")
        one.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        one.close()
    usual, ours = interleaved(
        5, *(lambda make=make, path=path: _scan_cold(make, path) for make, path in zip(makers, paths, strict=True))
    )
    size = paths[1].stat().st_size / 2**20
    yield Figure(f"冷读全表（{size:.0f} MB）/ 不加密", ours / usual, 3.5, note=f"{ours:.2f} s / {usual:.2f} s")


KEY = bytearray(range(32))


def _plain(path: Path) -> Any:
    """A connection of the same library with the same settings and no key."""
    from sqlcipher3 import dbapi2

    from cadre_desk.storage import database

    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    return database.settled(connection, database.WRITER)


def _scan_cold(make: Callable[[], Any], path: Path) -> None:
    """A fresh connection; where the system can, it is told to forget the file as well."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    connection = make()
    connection.execute("SELECT sum(length(words)) FROM note").fetchone()
    connection.close()


def _reading_beside_import(folder: Path, cadres: int) -> Figure:
    """A page of a list while as many cadres are imported, beside the same page when nothing else goes on."""
    from cadre_desk.services import lists
    from cadre_desk.services.importing import import_file
    from cadre_desk.ui.start import SWITCH  # as in the window

    path, pack = folder / "cadres.xlsx", app.pack()
    invented = invent(pack, cadres, SEED, date.today())
    cadre_file(pack, invented, path)
    desk = new_desk(folder, "reading")
    invented.rows = {"unit": invented.rows["unit"]}
    fill(desk, invented, ["units"])
    few = invent(pack, 400, SEED + 1, date.today())
    fill(desk, few, ["units", "cadres"])
    query = lists.Query(sort="name")

    def read() -> float:
        start = time.perf_counter()
        found = desk.ask(lambda ask: lists.rows(ask, "cadres", lists.keys(ask, "cadres", query)[:PAGE_ROWS]))
        assert len(found) == PAGE_ROWS
        return time.perf_counter() - start

    sys.setswitchinterval(SWITCH)
    idle = sorted(read() for _ in range(200))
    worker = threading.Thread(target=lambda: import_file(desk, "cadres", path))
    beside: list[float] = []
    worker.start()
    while worker.is_alive():
        beside.append(read())
        time.sleep(0.01)
    worker.join()
    desk.close()
    beside.sort()
    late, usual = beside[int(len(beside) * 0.95)], idle[int(len(idle) * 0.95)]
    note = f"p95 {late * 1000:.1f} ms / {usual * 1000:.1f} ms，最长{beside[-1] * 1000:.0f} ms，读{len(beside)}次"
    return Figure(f"导入{cadres}行时读列表 / 空闲时", late / usual, 10.0, note=note)


# -- the whole ---------------------------------------------------------------------------------------------------------

PARTS: dict[str, Callable[[Path, int], list[Figure]]] = {
    "start": start,
    "import": importing,
    "scan": scanning,
    "replay": replaying,
    "open": opening,
    "verify": verifying,
    "letters": letters,
    "login": login,
}


def run_part(name: str, cadres: int) -> list[Figure]:
    """One part in a process of its own."""
    command = [sys.executable, __file__, "--part", name, "--cadres", str(cadres)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return [Figure(**one) for one in json.loads(done.stdout)]


def show(figures: Sequence[Figure]) -> str:
    """The table."""
    lines = [f"{'结果':<3} {'测得':>8} {'目标':>8}  项目"]
    for one in figures:
        value = "未测" if one.value is None else f"{one.value:.2f}"
        note = f"（{one.note}）" if one.note else ""
        lines.append(f"{one.mark:<3} {value:>8} ≤{one.goal:>5g} {one.unit}  {one.name}{note}")
    return "\n".join(lines)


def keep(figures: Sequence[Figure], cadres: int) -> None:
    """The figures for a script."""
    target = ROOT / "out" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    rows = [asdict(one) | {"passed": None if one.value is None else one.value <= one.goal} for one in figures]
    target.write_text(json.dumps({"cadres": cadres, "figures": rows}, ensure_ascii=False, indent=1), encoding="utf-8")


def main() -> int:
    """0 when every goal that was measured is met; a quick run only shows that all parts work."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} cadres instead of {CADRES}")
    parser.add_argument("--cadres", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--part", choices=PARTS, help="measure only this, as JSON")
    options = parser.parse_args()
    cadres = options.cadres or (QUICK if options.quick else CADRES)
    if options.part:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        with tempfile.TemporaryDirectory(prefix="cadre-desk-bench-") as folder:
            print(json.dumps([asdict(one) for one in PARTS[options.part](Path(folder), cadres)]))
        return 0
    figures = [figure for name in PARTS for figure in run_part(name, cadres)]
    print(show(figures))
    keep(figures, cadres)
    missed = any(one.value is not None and one.value > one.goal for one in figures)
    return 1 if missed and not options.quick else 0


if __name__ == "__main__":
    sys.exit(main())
