"""The command line: a contract that scripts of units rely on.

Exit: 0 done, 2 usage, 3 wrong password or locked, 4 input refused, 5 vault damaged, 1 our own fault.
Every command imports what it needs when it runs: the window and the help must not wait for the others' libraries.
"""

import argparse
import getpass
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cadre_desk import app
from cadre_desk.domain.faults import Fault, FileRefused
from cadre_desk.services.access import harden

if TYPE_CHECKING:
    from cadre_desk.services.desk import Desk
    from cadre_desk.services.importing import Imported

DONE, OWN_FAULT, USAGE, REFUSED = 0, 1, 2, 4
KINDS = ("units", "cadres", "declarations", "measures", "cases")
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
    vault = add("vault", "保险库")
    vault.add_argument("action", choices=["create", "check", "password"], metavar="create|check|password")
    vault.add_argument("--new-password-file", type=Path, metavar="FILE", help="password：新口令所在的文件")
    template = add("template", "写出空白台账（带校验和示例行）")
    template.add_argument("kind", choices=KINDS)
    template.add_argument("file", type=Path)
    template.add_argument("--force", action="store_true", help="覆盖已有的文件")
    import_ = add("import", "导入台账：每个文件要么全部导入，要么一行不动")
    import_.add_argument("kind", choices=KINDS)
    import_.add_argument("files", nargs="+", type=Path, metavar="FILE")
    import_.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    import_.add_argument(
        "--accept-check-digit", default="", metavar="理由", help="校验码不符的号码经核实后接受，须写明理由"
    )
    import_.add_argument("--mark", type=Path, metavar="FILE", help="有错误时写出标红并批注的副本（只处理一个文件时）")
    export = add("export", "导出台账或预警")
    export.add_argument("kind", choices=(*KINDS, "flags"))
    export.add_argument("file", type=Path)
    export.add_argument("--force", action="store_true", help="覆盖已有的文件")
    add("scan", "按全部规则扫描，列出预警")
    letter = add("letter", "把一份函件写成PDF")
    letter.add_argument("id", metavar="ID或文号", help="函件列表中的序号，或文号，如 云组函询〔2026〕1号")
    letter.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    audit = add("audit", "审计记录")
    audit.add_argument("action", choices=["verify"])
    return top


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


# -- commands: each gives what it has to say, as data and as words -----------------------------------------------------

Answer = tuple[dict[str, Any], list[str]]


def _vault(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import desk
    from cadre_desk.storage import vault
    from cadre_desk.storage.errors import DatabaseDamaged

    folder = _folder(options)
    if options.action == "create":
        officer = options.officer or "经办人"
        desk.create(
            folder, officer, _password(options.password_file, f"为{officer}设置口令：", twice=True), app.pack()
        ).close()
        return {"vault": str(folder), "officer": officer}, [
            f"已建立保险库“{folder}”，经办人“{officer}”。口令遗失无法找回，请妥善保管。"
        ]
    officer = _officer(options, folder)
    password = _password(options.password_file, f"{officer}的口令：")
    if options.action == "password":
        vault.change_password(folder, officer, password, _password(options.new_password_file, "新口令：", twice=True))
        return {"vault": str(folder), "officer": officer}, [f"“{officer}”的口令已更换。"]
    faults = vault.check(folder, officer, password)
    if faults:
        raise DatabaseDamaged("；".join(faults))
    return {"vault": str(folder), "faults": []}, [f"保险库“{folder}”完好。"]


def _template(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import exporting

    _check_target(options)
    exporting.template(app.pack(), options.kind, options.file)
    return {"file": str(options.file)}, [f"已写出空白台账“{options.file}”"]


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
    how = {"dry_run": options.dry_run, "accept_reason": options.accept_check_digit}
    with _signed_in(options) as desk:
        for path in options.files:
            try:
                results.append(importing.import_file(desk, options.kind, path, **how))
            except FileRefused as error:
                refused.append(error)
                if options.mark and any(fault.cell for fault in error.faults):
                    importing.mark_faults(path, error.faults, options.mark)
    return _import_answer(results, refused, options)


def _import_answer(
    results: "Sequence[Imported]", refused: Sequence[FileRefused], options: argparse.Namespace
) -> Answer:
    words = [f"{'（试导入）' if options.dry_run else ''}{one}" for one in results]
    words += [f"{one.file}：以下列没有对应的项，未导入：{'、'.join(one.left_out)}" for one in results if one.left_out]
    for error in refused:
        words.append(f"{error.file}：有{len(error.faults)}处错误，整个文件未导入，保险库没有改动：")
        words += [f"  {fault}" for fault in error.faults[:_SHOWN_FAULTS]]
        if len(error.faults) > _SHOWN_FAULTS:
            words.append(f"  其余{len(error.faults) - _SHOWN_FAULTS}处略；用 --mark 写出标红的副本可看全部")
    data = {
        "imported": [
            {"file": r.file, "added": r.added, "changed": r.changed, "same": r.same, "left_out": list(r.left_out)}
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
        rows = exporting.export(desk, options.kind, options.file)
    return {"file": str(options.file), "rows": rows}, [f"已导出{rows}行到“{options.file}”"]


def _scan(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import flags, lists

    with _signed_in(options) as desk:
        result = flags.scan(desk)
        query = lists.Query(where={"state": "open"}, sort="order")
        found = desk.ask(lambda ask: [flags.flag(ask, key) for key in lists.keys(ask, "flags", query)])
    words = [str(result)] + [f"  [{flags.SEVERITIES[f.rule.severity]}] {f.rule.id} {f.sentence}" for f in found]
    data = [{"id": f.id, "rule": f.rule.id, "severity": f.rule.severity, "sentence": f.sentence} for f in found]
    return {"cadres": result.cadres, "found": result.found, "new": result.new, "open": data}, words


def _letter(options: argparse.Namespace) -> Answer:
    from cadre_desk.services import letters, printing

    with _signed_in(options) as desk:
        id_ = desk.ask(lambda ask: letters.find(ask, options.id))
        pages = printing.write_letters(desk, [id_], options.output, app.fonts())
    return {"file": str(options.output), "pages": pages}, [f"已写出“{options.output}”（{pages}页）"]


def _audit(options: argparse.Namespace) -> Answer:
    from cadre_desk.storage import audit
    from cadre_desk.storage.errors import DatabaseDamaged

    with _signed_in(options) as desk:
        rows, broken = desk.ask(lambda ask: audit.verify(ask.connection))
    if broken is not None:
        raise DatabaseDamaged(f"审计记录从第{broken}条起与链不符，可能被改动。请保留原件，并用备份核对。")
    return {"rows": rows, "broken": None}, [f"审计记录{rows}条，链条完整。"]


def _demo(options: argparse.Namespace) -> Answer:
    from cadre_desk import demo

    return demo.run(options.dir, cadres=options.cadres, seed=options.seed, headless=options.headless)


_COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "demo": _demo,
    "vault": _vault,
    "template": _template,
    "import": _import,
    "export": _export,
    "scan": _scan,
    "letter": _letter,
    "audit": _audit,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; its exit code."""
    harden()
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
        return _fail(options, getattr(error, "exit_code", REFUSED), str(error))
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
