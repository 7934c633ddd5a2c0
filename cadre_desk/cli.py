"""The command line: a contract that scripts of units rely on.

Exit: 0 done, 2 usage, 3 wrong password or locked, 4 input refused, 5 vault damaged, 1 our own fault.
Every command imports what it needs when it runs: the window and the help must not wait for the others' libraries.
"""

import argparse
import getpass
import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cadre_desk import app, cli_vault
from cadre_desk.domain.faults import Fault, FileRefused
from cadre_desk.services.access import harden

if TYPE_CHECKING:
    from cadre_desk.services.desk import Ask, Desk
    from cadre_desk.services.history import Record
    from cadre_desk.services.importing import Imported
    from cadre_desk.services.outgoing import Terms

DONE, OWN_FAULT, USAGE, REFUSED = 0, 1, 2, 4
KINDS = ("units", "cadres", "declarations", "measures", "cases")
RECORDS = {  # kinds of record as they are typed, in either way; services are loaded later
    **{"单位": "unit", "职数": "quota", "干部": "cadre", "家庭成员": "relative", "任职": "post", "报告": "declaration"},
    **{"处理处分": "measure", "专项案件": "case", "函件": "letter", "设置": "setting", "预警": "flag"},
}
_SHOWN_FAULTS = 50


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **options})  # --password is not short for --password-file

    def error(self, message: str) -> NoReturn:
        """Usage in Chinese, exit 2."""
        for pattern, words in _USAGE_WORDS:
            message = re.sub(pattern, words, message)
        self.exit(USAGE, f"用法有误：{message}\n查看用法：{self.prog} --help\n")


_USAGE_WORDS = (  # what argparse says, in Chinese
    (r"the following arguments are required: ", "缺少参数："),
    (r"unrecognized arguments: ", "不认识的参数："),
    (r"argument (.+?): invalid choice: '(.*)' \(choose from (.*)\)", r"“\1”不能是“\2”，可以是：\3"),
    (r"argument (.+?): invalid int value: '(.*)'", r"“\1”应为整数，现为“\2”"),
    (r"argument (.+?): expected .*argument", r"“\1”后面缺少内容"),
)


class _Usage(Exception):
    """The command line cannot be carried out as given."""


def _common(**defaults: Any) -> _Parser:
    common = _Parser(add_help=False, **defaults)
    common.add_argument("--vault", type=Path, metavar="DIR", help="保险库文件夹（或环境变量 CADRE_DESK_VAULT）")
    common.add_argument("--officer", metavar="NAME", help="经办人；库中只有一人时可省略")
    common.add_argument("--password-file", type=Path, metavar="FILE", help="从文件第一行读口令；省略时在终端询问")
    common.add_argument("--json", action="store_true", help="输出一个JSON对象")
    return common


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    common = _common(argument_default=argparse.SUPPRESS)  # after the command; what stood before it is kept
    top = _Parser(prog="cadre-desk", description="干部监督工作台：不带命令时打开窗口", parents=[_common()])
    commands = top.add_subparsers(dest="command", metavar="命令", parser_class=_Parser)

    def add(name: str, help_: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=help_, description=help_, parents=[common])

    demo = add("demo", "用虚构数据走一遍：生成台账、建库、导入、扫描、出函")
    demo.add_argument("dir", nargs="?", type=Path, default=Path("cadre-desk-demo"), metavar="DIR")
    demo.add_argument("--headless", action="store_true", help="不开窗口，写出函件、各屏图片和预警表")
    demo.add_argument("--cadres", type=int, default=800, metavar="N", help="干部人数（默认800）")
    demo.add_argument("--seed", type=int, default=2026, metavar="S", help="随机种子")
    cli_vault.add_commands(commands, common, _Parser)
    template = add("template", "写出空白台账（带校验和示例行）")
    template.add_argument("kind", choices=KINDS)
    template.add_argument("file", type=Path)
    template.add_argument("--force", action="store_true", help="覆盖已有的文件")
    template.add_argument(
        "--cadre", metavar="身份证号", help="declarations：这名干部的收集表，填好后用 import declarations 收回"
    )
    _add_terms(template, purpose="查看报告的用途，并记入出件登记")
    import_ = add("import", "导入台账：每个文件要么全部导入，要么一行不动")
    import_.add_argument("kind", choices=KINDS)
    import_.add_argument("files", nargs="+", type=Path, metavar="FILE")
    import_.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    import_.add_argument(
        "--accept-check-digit", default="", metavar="理由", help="校验码不符的号码经核实后接受，须写明理由"
    )
    import_.add_argument("--mark", type=Path, metavar="FILE", help="有错误时写出标红并批注的副本（只处理一个文件时）")
    _add_terms(import_)
    export = add("export", "导出台账、预警或出件登记")
    export.add_argument("kind", choices=(*KINDS, "flags", "outgoing"))
    export.add_argument("file", type=Path)
    export.add_argument("--force", action="store_true", help="覆盖已有的文件")
    _add_terms(export)
    add("scan", "按全部规则扫描，列出预警")
    letter = add("letter", "把一份函件写成PDF")
    letter.add_argument("id", metavar="ID或文号", help="函件列表中的序号，或文号，如 云组函询〔2026〕1号")
    letter.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    _add_terms(letter, label=False)
    outgoing = add("outgoing", "出件登记：导出、打印过什么")
    outgoing.add_argument("action", choices=["list"])
    outgoing.add_argument("--text", default="", metavar="文字", help="只列登记号、内容、去向、经办人或用途含有这些字的")
    history = add("history", "一条记录的各个版本：谁、何时、为何、改了什么")
    history.add_argument(
        "kind",
        type=lambda text: RECORDS.get(text, text),
        choices=RECORDS.values(),
        metavar="KIND",
        help="、".join(RECORDS),
    )
    named = "身份证号、单位名称、文号、“专项 编号”；干部名下的行先写身份证号，如 measure 身份证号 诫勉 2024-03-15"
    history.add_argument("key", nargs="+", metavar="KEY", help=named)
    history.add_argument("--day", metavar="YYYY-MM-DD", help="只看这一天结束时是什么样")
    _add_terms(history, label=False, purpose="查看报告的用途；安全策略要求时填写")
    draw = add("draw", "随机抽查：按凭证文件重算，任何人都可以做，不需要保险库")
    draw.add_argument("action", choices=["verify"])
    draw.add_argument("file", type=Path, metavar="FILE", help="抽取凭证文件（.json）")
    undo = add("undo", "撤销一次导入：它新增的行移除，改动的行恢复原样；不带批次号时列出各批导入")
    undo.add_argument("batch", nargs="?", type=int, metavar="BATCH", help="批次号")
    undo.add_argument("--reason", default="", metavar="理由", help="撤销理由，记入审计")
    bin_ = add("bin", "回收站：列出、恢复或永久清除删除的记录")
    bin_.add_argument("action", nargs="?", default="list", choices=["list", "restore", "purge"])
    bin_.add_argument("id", nargs="?", type=int, metavar="ID", help="restore、purge：删除记录的编号")
    bin_.add_argument("--reason", default="", metavar="理由", help="清除理由，永久记入审计，不要写姓名和身份证号")
    return top


def _add_terms(command: argparse.ArgumentParser, *, label: bool = True, purpose: str = "记入出件登记") -> None:
    """What has to be stated of a file that leaves; a letter carries its own 密级."""
    if label:
        command.add_argument("--label", default="", metavar="密级", help="如 秘密★5年；省略即不标密")
    command.add_argument("--purpose", default="", metavar="用途", help=purpose)
    command.add_argument("--approver", metavar="NAME", help="批准人；安全策略要求批准时填写")
    command.add_argument(
        "--approver-password-file", type=Path, metavar="FILE", help="批准人口令所在的文件；省略时在终端询问"
    )


# -- opening the vault -----------------------------------------------------------------------------------------------


def _folder(options: argparse.Namespace) -> Path:
    return options.vault or app.default_vault()


def _password(file: Path | None, prompt: str, *, twice: bool = False) -> str:
    if file is None:
        if not sys.stdin.isatty():
            raise _Usage("没有终端可询问口令，请用 --password-file 指定口令文件")
        password = getpass.getpass(prompt)
        if twice and getpass.getpass("再输一次：") != password:
            raise _Usage("两次输入的口令不一致，请重新运行")
        return password
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()[0]
    except (OSError, UnicodeError, IndexError) as error:
        raise _Usage(f"读不到口令文件“{file}”，请检查路径，口令写在第一行") from error


def _officer(options: argparse.Namespace, folder: Path) -> str:
    from cadre_desk.services import access

    if options.officer:
        return str(options.officer)
    names = access.officers(folder)
    if len(names) != 1:
        raise _Usage(f"请用 --officer 指明经办人：{'、'.join(names)}")
    return names[0]


@contextmanager
def _signed_in(options: argparse.Namespace) -> "Iterator[Desk]":
    """The desk of the officer, and the vault locked again at the end."""
    from cadre_desk.services import desk

    folder = _folder(options)
    officer = _officer(options, folder)
    password = _password(options.password_file, f"{officer}的口令：")
    with closing(desk.sign_in(folder, officer, password, app.pack())) as found:
        yield found


def _terms(options: argparse.Namespace) -> "Terms":
    """What was stated of a file that leaves."""
    from cadre_desk.services.outgoing import Approver, Terms

    approver = None
    if options.approver:
        password = _password(options.approver_password_file, f"批准人{options.approver}的口令：")
        approver = Approver(options.approver, password)
    return Terms(getattr(options, "label", ""), options.purpose, approver)


# -- commands: each gives what it has to say, as data and as words -----------------------------------------------------

Answer = tuple[dict[str, Any], list[str]]


def _template(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import exporting

    _check_target(options)
    if options.cadre:
        return _collecting_form(options)
    exporting.template(app.pack(), options.kind, options.file)
    return {"file": str(options.file)}, [f"已写出空白台账“{options.file}”"]


def _collecting_form(options: argparse.Namespace) -> Answer:
    """收集表 of one cadre, with what is known of him."""
    from cadre_desk.services import collecting, filing

    if options.kind != "declarations":
        raise _Usage("--cadre 只用于 declarations")
    terms = _terms(options)
    with _signed_in(options) as desk:
        cadre_id = collecting.cadre_of(desk, options.cadre)
        start = filing.begin(desk, cadre_id, 0, terms.purpose, terms.approver)
        done = collecting.write(desk, start, start.paper, options.file, terms)
    data = {"file": str(options.file), "number": done.number}
    return data, [f"已写出{start.cadre.name}的收集表“{options.file}”，登记号 {done.number}"]


def _check_target(options: argparse.Namespace) -> None:
    """A spreadsheet under its right name, and not over one that somebody filled in."""
    if options.file.suffix.lower() != ".xlsx":
        raise _Usage(f"“{options.file.name}”应以 .xlsx 结尾")
    if options.file.exists() and not options.force:
        raise _Usage(f"“{options.file}”已存在，没有改动；请换一个文件名，或加 --force 覆盖")


def _import(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import importing

    results: list[importing.Imported] = []
    refused: list[FileRefused] = []
    said: list[str] = []
    how = {"dry_run": options.dry_run, "accept_reason": options.accept_check_digit}
    with _signed_in(options) as desk:
        for path in options.files:
            try:
                results.append(importing.import_file(desk, options.kind, path, **how))
            except FileRefused as error:
                refused.append(error)
                if options.mark and any(fault.cell for fault in error.faults):
                    said += _mark(desk, path, error.faults, options)
    data, words = _import_answer(results, refused, options)
    return data, [*words, *said]


def _mark(desk: "Desk", path: Path, faults: Sequence[Fault], options: argparse.Namespace) -> list[str]:
    """Write the marked copy; that it may not leave must not hide what is wrong with the file."""
    from cadre_desk.services import importing
    from cadre_desk.services.errors import Refused

    try:
        done = importing.mark_faults(desk, path, faults, options.mark, _terms(options))
    except Refused as error:
        return [f"标红副本没有写出：{error}"]
    return [f"标红副本已写出“{options.mark}”，登记号 {done.number}"]


def _import_answer(
    results: "Sequence[Imported]", refused: Sequence[FileRefused], options: argparse.Namespace
) -> Answer:
    words = [f"{'（试导入）' if options.dry_run else ''}{one}" for one in results]
    words += [f"  {doubt}" for one in results for doubt in one.doubts]
    words += [f"{one.file}：以下列没有对应的项，未导入：{'、'.join(one.left_out)}" for one in results if one.left_out]
    for error in refused:
        words.append(f"{error.file}：有{len(error.faults)}处错误，整个文件未导入，保险库没有改动：")
        words += [f"  {fault}" for fault in error.faults[:_SHOWN_FAULTS]]
        if len(error.faults) > _SHOWN_FAULTS:
            words.append(f"  其余{len(error.faults) - _SHOWN_FAULTS}处略；用 --mark 写出标红的副本可看全部")
    data = {
        "imported": [
            {"file": r.file, "added": r.added, "changed": r.changed, "same": r.same, "left_out": list(r.left_out)}
            | ({"doubts": [str(doubt) for doubt in r.doubts]} if r.doubts else {})
            for r in results
        ],
        "refused": [{"file": e.file, "faults": [_fault(f) for f in e.faults]} for e in refused],
    }
    return data | ({"exit": REFUSED} if refused else {}), words


def _fault(fault: Fault) -> dict[str, Any]:
    names = ("sheet", "cell", "value", "wrong", "expected", "code")
    return {name: getattr(fault, name) for name in names}


def _export(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import exporting

    _check_target(options)
    with _signed_in(options) as desk:
        done = exporting.export(desk, options.kind, options.file, _terms(options))
    words = f"已导出{done.count}行到“{options.file}”，登记号 {done.number}" + (f"；{done.note}" if done.note else "")
    told = {"number": done.number, "sha256": done.sha256, "avoided": done.avoided}
    return {"file": str(options.file), "rows": done.count, **told}, [words]


def _scan(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import flags, lists

    with _signed_in(options) as desk:
        result = flags.scan(desk)
        query = lists.Query(where={"state": "open"}, sort="order")
        found = desk.ask(lambda ask: [flags.flag(ask, key) for key in lists.keys(ask, "flags", query)])
    words = [str(result)] + [f"  [{flags.SEVERITIES[f.severity]}] {f.rule.id} {f.sentence}" for f in found]
    data = [{"id": f.id, "rule": f.rule.id, "severity": f.severity, "sentence": f.sentence} for f in found]
    return {"cadres": result.cadres, "found": result.found, "new": result.new, "open": data}, words


def _letter(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import letters, printing

    with _signed_in(options) as desk:
        id_ = desk.ask(lambda ask: letters.find(ask, options.id))
        done = printing.write_letters(desk, [id_], options.output, app.fonts(), _terms(options))
    words = f"已写出“{options.output}”（{done.count}页），登记号 {done.number}"
    return {"file": str(options.output), "pages": done.count, "number": done.number, "sha256": done.sha256}, [words]


def _outgoing(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import outgoing

    with _signed_in(options) as desk:
        found = desk.ask(lambda ask: outgoing.entries(ask, outgoing.Query(text=options.text)))
    data = [{name: getattr(one, name) for name in outgoing.Entry.__dataclass_fields__} for one in found]
    return {"outgoing": data}, [f"出件登记{len(found)}条", *(one.line for one in found)]


def _history(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import history

    day = _day(options.day) if options.day else None
    with _signed_in(options) as desk:
        key, title = desk.ask(lambda ask: _one_record(ask, options.kind, options.key))
        head = {"kind": options.kind, "key": key, "title": title}
        terms = _terms(options)
        past = history.look_back(desk, options.kind, key, day=day, purpose=terms.purpose, approver=terms.approver)
    if day:
        return head | {"day": options.day, "record": _record(past.then)}, _record_words(title, options.day, past.then)
    words = [title]
    for one in past.versions:
        words.append(f"  {one}")
        # what was deleted or came back stands in the versions before
        words += [f"    {change}" for change in one.changes if one.what not in ("删除", "恢复")]
    return head | {"versions": [asdict(one) for one in past.versions]}, words


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _Usage(f"“--day”应为日期，如 2026-03-02，现为“{text}”") from error


def _one_record(ask: "Ask", kind: str, names: Sequence[str]) -> tuple[str, str]:
    """The key and the title of the one record that is meant."""
    from cadre_desk.services import history
    from cadre_desk.services.errors import Refused

    keys = history.find(ask, kind, names)
    if not keys:
        raise Refused(f"没有找到{history.KINDS[kind]}“{' '.join(names)}”，请核对写法")
    titles = [history.title(ask, kind, key) for key in keys]
    if len(keys) > 1 and len(set(titles)) > 1:
        shown = "".join(f"\n  {title}" for title in dict.fromkeys(titles[:_SHOWN_FAULTS]))
        raise _Usage(f"“{' '.join(names)}”指的{history.KINDS[kind]}不止一条，请写全：{shown}")
    return keys[0], titles[0]  # of several with the same name the one that is there, else the latest


def _record(record: "Record | None") -> dict[str, Any] | None:
    if record is None:
        return None
    return {"fields": dict(record.fields), "entries": {title: list(rows) for title, rows in record.entries.items()}}


def _record_words(title: str, day: str, record: "Record | None") -> list[str]:
    if record is None:
        return [f"{title}：{day}时库中没有这条记录"]
    lines = [f"{title}：{day}结束时"] + [f"  {label}：{text}" for label, text in record.fields.items()]
    for section, entries in record.entries.items():
        lines += [f"  {section}", *(f"    {entry}" for entry in entries)]
    return lines


def _draw(options: argparse.Namespace) -> Answer:
    from cadre_desk.domain.draw import DrawRefused, check
    from cadre_desk.services.errors import Refused

    try:
        checked = check(options.file.read_text(encoding="utf-8"))
    except (DrawRefused, UnicodeDecodeError) as error:
        fault = "这不是抽取凭证文件（不是UTF-8文字）" if isinstance(error, UnicodeDecodeError) else str(error)
        raise Refused(f"{options.file.name}：{fault}") from error
    except OSError as error:
        raise Refused(f"读不出“{options.file.name}”，请检查文件是否存在、有没有权限") from error
    drawn, population = checked.drawn, checked.drawn.population
    data = {"faults": list(checked.faults), "list_sha256": population.digest(), "seed": drawn.seed}
    head = f"“{population.title}”{population.day}：名单{len(population.people)}人，抽取{population.count}人"
    if checked.faults:
        return data | {"exit": REFUSED}, [head, "重算结果与文件不符：", *(f"  {fault}" for fault in checked.faults)]
    shown = [f"  第{line}行 {one.name} {one.unit}" for line, one in zip(drawn.lines, drawn.people, strict=True)]
    named = "；".join(f"{one.name} {one.number}" for one in drawn.witnesses)
    words = [head, f"见证人和所说的数：{named}", f"名单摘要 {data['list_sha256']}", f"种子 {drawn.seed}"]
    return data | {"lines": list(drawn.lines)}, [*words, "重算结果与文件一致，抽中：", *shown]


def _undo(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import importing, undoing

    with _signed_in(options) as desk:
        if options.batch is None:
            batches = desk.ask(importing.batches)
            return {"batches": batches}, [_batch_words(one) for one in batches] or ["还没有导入过"]
        try:
            done = undoing.undo_import(desk, options.batch, options.reason)
        except undoing.InTheWay as error:
            data = {"exit": REFUSED, "message": str(error).splitlines()[0], "places": list(error.places)}
            return data, str(error).splitlines()
    return asdict(done), [str(done)]


def _batch_words(one: dict[str, Any]) -> str:
    undone = f"，已撤销（{one['undone_by']} {one['undone_at'].replace('T', ' ')}）" if one["undone_at"] else ""
    rows = f"新增{one['added']}行，变更{one['changed']}行，未变{one['same']}行"
    return f"{one['id']} {one['at'].replace('T', ' ')} {one['officer']} {one['file']}：{rows}{undone}"


def _bin(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import recycling

    with _signed_in(options) as desk:
        if options.action == "list":
            found = desk.ask(recycling.bin)
            return {"deletions": [asdict(one) for one in found]}, [str(one) for one in found] or ["回收站是空的"]
        if options.id is None:
            raise _Usage(f"“bin {options.action}”后面应写删除记录的编号，用 bin list 查看")
        act = recycling.restore if options.action == "restore" else recycling.purge
        done = act(desk, options.id, options.reason)
    return asdict(done), [str(done)]


def _demo(options: argparse.Namespace) -> Answer:
    from cadre_desk import demo

    return demo.run(options.dir, cadres=options.cadres, seed=options.seed, headless=options.headless)


_COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "demo": _demo,
    "template": _template,
    "import": _import,
    "export": _export,
    "scan": _scan,
    "letter": _letter,
    "outgoing": _outgoing,
    "history": _history,
    "draw": _draw,
    "undo": _undo,
    "bin": _bin,
    **cli_vault.handlers(cli_vault.Tools(_folder, _officer, _password, _signed_in, _check_target, _Usage)),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; its exit code."""
    harden()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what is told after the work is done must not fail for a character
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    if options.command is None:
        return app.window(options.vault)
    return _carry_out(options)


def _carry_out(options: argparse.Namespace) -> int:
    from cadre_desk.services.errors import KNOWN, bug_words

    try:
        data, words = _COMMANDS[options.command](options)
    except (KeyboardInterrupt, EOFError):
        return _fail(options, USAGE, "已取消，没有改动")
    except _Usage as error:
        return _fail(options, USAGE, str(error))
    except FileRefused as error:
        return _fail(options, REFUSED, "；".join(map(str, error.faults)), [_fault(f) for f in error.faults])
    except KNOWN as error:
        message = f"{error}{cli_vault.advice(_folder(options), error)}"
        return _fail(options, getattr(error, "exit_code", REFUSED), message)
    except Exception as error:
        return _fail(options, OWN_FAULT, bug_words(error))
    code = int(data.pop("exit", DONE))
    if options.json:
        print(json.dumps({"ok": code == DONE, **data}, ensure_ascii=False))
    else:
        print("\n".join(words), file=sys.stdout if code == DONE else sys.stderr)
    return code


def _fail(options: argparse.Namespace, code: int, message: str, faults: Sequence[Any] = ()) -> int:
    if options.json:
        print(json.dumps({"ok": False, "exit": code, "message": message, "faults": list(faults)}, ensure_ascii=False))
    else:
        print(message, file=sys.stderr)
    return code
