"""Commands for the vault itself: its keys, officers, backups, policy and audit.

The command line lends what all its commands share (Tools); every refusal is one of services' and tells its exit code.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cadre_desk import app

if TYPE_CHECKING:
    from cadre_desk.domain.policy import Policy
    from cadre_desk.services.backups import Choice
    from cadre_desk.services.desk import Desk
    from cadre_desk.services.officers import Account

Answer = tuple[dict[str, Any], list[str]]
Handler = Callable[[argparse.Namespace], Answer]
Action = Callable[["Tools", argparse.Namespace], Answer]
Leaf = Callable[[str, str], argparse.ArgumentParser]

_YES_OR_NO: Final = {"是": True, "true": True, "否": False, "false": False}
_BY_HAND: Final = "命令行"


@dataclass(frozen=True, slots=True)
class Tools:
    """What the command line lends: how it finds the folder and the officer, asks for a password, and tells misuse."""

    folder: Callable[[argparse.Namespace], Path]
    officer: Callable[[argparse.Namespace, Path], str]
    password: Callable[..., str]
    signed_in: Callable[[argparse.Namespace], "AbstractContextManager[Desk]"]
    check_target: Callable[[argparse.Namespace], None]
    usage: type[Exception]


# -- the options -----------------------------------------------------------------------------------------------------


def add_commands(commands: Any, common: argparse.ArgumentParser, kind: type[argparse.ArgumentParser]) -> None:
    """Enter these commands, each with its own actions."""

    def group(name: str, help_: str) -> Leaf:
        top = commands.add_parser(name, help=help_, description=help_, parents=[common])
        actions = top.add_subparsers(dest="action", metavar="动作", required=True, parser_class=kind)
        return lambda action, words: actions.add_parser(action, help=words, description=words, parents=[common])

    _vault_options(group("vault", "保险库：建立、检查、口令、备份、恢复"))
    _officer_options(group("officers", "账号：谁能进来、什么岗位、是否持有业务数据的密钥"))
    _recovery_options(group("recovery", "恢复密钥：口令都忘了时用，分两份保管"))
    _audit_options(group("audit", "审计：核验、查看、导出"))
    _policy_options(group("policy", "安全策略：查看、修改"))


def _vault_options(leaf: Leaf) -> None:
    leaf("create", "新建保险库")
    leaf("check", "检查保险库是否完好")
    new = leaf("password", "修改自己的口令")
    new.add_argument("--new-password-file", type=Path, metavar="FILE", help="新口令所在的文件；省略时在终端询问")
    backup = leaf("backup", "现在备份一次")
    backup.add_argument("--to", type=Path, metavar="DIR", help="再复制到其他介质上的这个文件夹，并读回核对")
    backup.add_argument("--generation", default="", metavar="NAME", help="不另做备份，只把这一份复制到 --to")
    restore = leaf("restore", "列出备份；写明 --generation 和 --reason 时恢复")
    restore.add_argument("--generation", default="", metavar="NAME", help="要恢复的备份，如 20260302-093000")
    restore.add_argument("--from", dest="source", type=Path, metavar="DIR", help="备份在其他介质上的文件夹")
    restore.add_argument("--reason", default="", metavar="理由", help="恢复的理由，记入审计日志")
    leaf("rekey", "更换两个数据库的密钥：有人离开或密钥可能外泄后")
    accept = leaf("accept", "数据比上次旧或锚文件损坏时，写明理由后接受现状")
    accept.add_argument("--reason", default="", metavar="理由", help="为何接受，记入审计日志")


def _officer_options(leaf: Leaf) -> None:
    leaf("list", "列出全部账号")
    add = leaf("add", "建立账号；本人首次登录后须改口令")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", required=True, metavar="岗位", help="如 经办人、科长、系统管理员，或其英文代号")
    add.add_argument("--first-password-file", type=Path, metavar="FILE", help="初始口令所在的文件；省略时在终端询问")
    for action, words in (
        ("authorise", "授权：确认这个人担任这个岗位"),
        ("give-key", "发放业务数据的密钥；发放前请与本人核对指纹"),
    ):
        leaf(action, words).add_argument("name", metavar="NAME")
    for action, words, example in (
        ("take-key", "收回业务数据的密钥，须写明理由；之后请更换密钥", "轮岗"),
        ("close", "停用账号，须写明理由；之后请更换密钥", "调离"),
    ):
        reasoned = leaf(action, words)
        reasoned.add_argument("name", metavar="NAME")
        reasoned.add_argument("--reason", default="", metavar="理由", help=f"如 {example}，记入审计日志")


def _recovery_options(leaf: Leaf) -> None:
    make = leaf("make", "生成恢复密钥，旧的作废；两份各打印一张，分两处保管")
    make.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="两份PDF写到这个文件夹")
    halves = [leaf("drill", "照纸上输入两份，确认能用；不改动任何数据")]
    halves.append(leaf("use", "口令都忘了时：用两份恢复密钥建立一个新账号（--officer），更换密钥"))
    for one in halves:
        one.add_argument("--first-half-file", type=Path, metavar="FILE", help="第一份所在的文件；省略时在终端输入")
        one.add_argument("--second-half-file", type=Path, metavar="FILE", help="第二份所在的文件；省略时在终端输入")
    halves[1].add_argument("--new-password-file", type=Path, metavar="FILE", help="新账号口令所在的文件")


def _audit_options(leaf: Leaf) -> None:
    leaf("verify", "核验审计记录是否被改动")
    export = leaf("export", "导出审计日志")
    export.add_argument("file", type=Path)
    export.add_argument("--force", action="store_true", help="覆盖已有的文件")
    list_ = leaf("list", "列出审计日志，新的在前")
    list_.add_argument("--count", type=int, default=50, metavar="N", help="最多列出几条（默认50）")
    for one in (list_, export):
        one.add_argument("--who", default="", metavar="NAME", help="只看这个人的")
        one.add_argument("--what", default="", metavar="事项", help="只看这一事项，如 登录")
        one.add_argument("--result", default="", choices=["", "成功", "失败"], metavar="成功|失败")
        one.add_argument("--since", default="", metavar="YYYY-MM-DD")
        one.add_argument("--until", default="", metavar="YYYY-MM-DD", help="含这一天")
        one.add_argument("--words", default="", metavar="文字", help="对象或说明中含有这些字的")


def _policy_options(leaf: Leaf) -> None:
    leaf("show", "列出每一项")
    set_ = leaf("set", "修改一项")
    set_.add_argument("key", metavar="KEY")
    set_.add_argument("value", metavar="VALUE", help="整数，或 是、否")
    profile = leaf("profile", "整套改用一档的数值")
    profile.add_argument("key", metavar="KEY", help="internal、secret、confidential，或 内部、秘密、机密")


# -- the commands ----------------------------------------------------------------------------------------------------


def handlers(tools: Tools) -> dict[str, Handler]:
    """How each command is carried out."""
    groups: dict[str, Mapping[str, Action]] = {
        "vault": _VAULT,
        "officers": _OFFICERS,
        "recovery": _RECOVERY,
        "audit": _AUDIT,
        "policy": _POLICY,
    }
    return {name: _chosen_of(actions, tools) for name, actions in groups.items()}


def _chosen_of(actions: Mapping[str, Action], tools: Tools) -> Handler:
    return lambda options: actions[options.action](tools, options)


def _who(tools: Tools, options: argparse.Namespace) -> tuple[Path, str, str]:
    """Folder, officer and his password."""
    folder = tools.folder(options)
    officer = tools.officer(options, folder)
    return folder, officer, tools.password(options.password_file, f"{officer}的口令：")


# -- vault


def _create(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import desk

    folder, officer = tools.folder(options), options.officer or "经办人"
    password = tools.password(options.password_file, f"为{officer}设置口令：", twice=True)
    desk.create(folder, officer, password, app.pack()).close()
    return {"vault": str(folder), "officer": officer}, [
        f"已建立保险库“{folder}”，经办人“{officer}”。口令遗失无法找回：请妥善保管，并用 recovery make 生成恢复密钥。"
    ]


def _check(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.storage import vault
    from cadre_desk.storage.errors import DatabaseDamaged

    folder, officer, password = _who(tools, options)
    if faults := vault.check(folder, officer, password):
        raise DatabaseDamaged("；".join(faults))
    return {"vault": str(folder), "faults": []}, [f"保险库“{folder}”完好。"]


def _password(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import desk

    folder, officer, old = _who(tools, options)
    new = tools.password(options.new_password_file, "新口令：", twice=True)
    with closing(desk.sign_in(folder, officer, old, app.pack())) as mine:
        mine.change_password(old, new)
    return {"vault": str(folder), "officer": officer}, [f"“{officer}”的口令已更换。"]


def _backup(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import backups

    if options.generation and not options.to:
        raise tools.usage("“--generation”要和“--to”一起用：写明把这份备份复制到哪个文件夹")
    with tools.signed_in(options) as desk:
        if options.generation:
            made = _chosen(tools, backups.choices([backups.place(desk.vault.folder)], thorough=False), options)
        else:
            made = backups.make(desk, _BY_HAND)
        copy = backups.copy_out(desk, made, options.to) if options.to else None
        reminder = backups.reminder(desk)
    counts = "，".join(f"{name}{number:,}" for name, number in made.counts.items())
    words = [] if options.generation else [f"已备份“{made.name}”（{counts}），已逐页核对。"]
    words += [f"已复制到“{copy}”，并读回核对。"] if copy else []
    data = {"generation": made.name, "path": str(made.path), "counts": dict(made.counts)}
    return data | {"copy": str(copy) if copy else None}, [*words, *([reminder] if reminder else [])]


def _restore(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import access, backups

    folder = tools.folder(options)
    places = [options.source] if options.source else [backups.place(folder)]
    head = backups.last_known(folder, backups.vault_of(folder))
    if not options.generation:
        return _generations(places, backups.choices(places, head), backups.unreadable(places[0]))
    if not options.reason.strip():
        raise tools.usage("请用 --reason 写明恢复的理由，如 --reason 数据库损坏")
    choice = next(
        (one for one in backups.choices(places, head, thorough=False) if one.generation.name == options.generation),
        None,
    )
    if choice is None:
        raise tools.usage(f"“{places[0]}”中没有备份“{options.generation}”，用 vault restore 查看有哪些备份")
    officer = options.officer
    if not officer:
        try:
            officer = tools.officer(options, folder)
        except access.VaultError:  # the keystore is gone, too: those of the backup
            names = backups.officers_of(choice.generation)
            if len(names) != 1:
                raise tools.usage(f"请用 --officer 指明经办人：{'、'.join(names)}") from None
            (officer,) = names
    password = tools.password(options.password_file, f"{officer}的口令：")
    done = backups.restore(folder, choice.generation, officer, password, options.reason)
    words = [f"已恢复备份“{done.generation}”。恢复前的文件原样保留在“{done.kept_aside}”。"]
    if choice.missing:
        words.append(f"这份备份之后的{choice.missing}项操作不在其中，请核对后补录。")
    if done.keys_of_backup:
        words.append("账号和口令是备份当时的。")
    if done.journal_of_backup:
        words.append("审计日志也是备份当时的：恢复前的审计日志读不出来。")
    data = {**asdict(done), "kept_aside": str(done.kept_aside), "missing": choice.missing}
    return data, words


def _generations(places: list[Path], choices: "list[Choice]", unreadable: list[str]) -> Answer:
    listed, words = [], []
    for one in choices:
        made = one.generation
        told = {"name": made.name, "at": made.at.isoformat(), "reason": made.reason, "counts": dict(made.counts)}
        listed.append(told | {"missing": one.missing, "fault": one.fault, "size": made.size})
        lacks = "缺少多少不详" if one.missing is None else f"比现在少{one.missing}项操作" if one.missing else "不缺操作"
        words.append(f"{made.name}　{one.words}　{lacks}　{one.fault or '完好'}")
    words = words or [f"“{places[0]}”中没有备份。备份在其他介质上的，用 --from 指明文件夹。"]
    if choices:
        words.append("恢复：vault restore --generation 名称 --reason 理由")
    return {"generations": listed, "unreadable": unreadable}, [*words, *unreadable]


def _chosen(tools: Tools, choices: "Iterable[Choice]", options: argparse.Namespace) -> Any:
    """The generation of that name."""
    for one in choices:
        if one.generation.name == options.generation:
            return one.generation
    raise tools.usage(f"没有备份“{options.generation}”，用 vault restore 查看有哪些备份")


def _rekey(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import officers

    with tools.signed_in(options) as desk:
        folder = desk.vault.folder
        officers.change_keys(desk)
    return {"vault": str(folder)}, [
        "已更换两个数据库的密钥，各人口令不变。以前的备份仍用当时的密钥，不再需要的请销毁。"
    ]


def _accept(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import desk
    from cadre_desk.storage import journal

    if not options.reason.strip():
        raise tools.usage("请用 --reason 写明为何接受现状，如 --reason 磁盘更换后从旧盘复制")
    folder, officer, password = _who(tools, options)
    with (
        closing(desk.sign_in(folder, officer, password, app.pack(), accept=options.reason.strip())) as mine,
        mine.vault.overseeing() as connection,
    ):
        accepted = journal.page(connection, {}, 0, 1)[0].action == "接受现状"
    words = "已接受现状，理由已记入审计日志。" if accepted else "保险库没有变旧，锚文件完好，没有需要接受的。"
    return {"vault": str(folder), "accepted": accepted}, [words]


_VAULT: Final = {
    "create": _create,
    "check": _check,
    "password": _password,
    "backup": _backup,
    "restore": _restore,
    "rekey": _rekey,
    "accept": _accept,
}


def advice(folder: Path, error: BaseException) -> str:
    """For a damaged or rolled-back vault: the newest good backup by name, and how to go on; empty for anything else."""
    from cadre_desk.services import access, backups

    if not access.damaged(error):
        return ""
    found = backups.choices([backups.place(folder)], thorough=False)
    good = next((one.generation for one in found if not backups.checked(one).fault), None)
    if good:
        words = [
            f"最近一份完好的备份是“{good.name}”（{good.at:%Y-%m-%d %H:%M}），"
            f"恢复：vault restore --generation {good.name} --reason 理由"
        ]
    elif getattr(error, "exit_code", 0) == _DAMAGED:
        words = ["保险库里没有完好的备份；备份在其他介质上的，用 vault restore --from 文件夹 查看"]
    else:
        return ""
    if access.acceptable(error):
        words.append("查明无误的，接受现状：vault accept --reason 理由")
    return "。".join([*words, ""])


_DAMAGED: Final = 5

# -- officers


def _account(one: "Account") -> dict[str, Any]:
    return {**asdict(one), "state": one.state}


def _list_officers(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import officers

    with tools.signed_in(options) as desk:
        found, split, recovery = officers.roster(desk), desk.vault.split, officers.has_recovery(desk)
    words = [f"{one.name}　{one.title}　{one.state}　指纹 {one.fingerprint}" for one in found]
    words.append(f"{'已' if split else '未'}启用三员；{'有' if recovery else '没有'}恢复密钥")
    return {"officers": [_account(one) for one in found], "split": split, "recovery": recovery}, words


def _add_officer(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import officers, places

    titles = {one.title: key for key, one in places.matrix().roles.items()}
    role = titles.get(options.role) or next((k for t, k in titles.items() if t.startswith(options.role)), options.role)
    password = tools.password(options.first_password_file, f"{options.name}的初始口令：", twice=True)
    with tools.signed_in(options) as desk:
        made = officers.add(desk, options.name, role, password)
    words = f"已建立账号“{made.name}”（{made.title}），{made.state}。请当面告知初始口令，本人首次登录后须先改口令。"
    return {"officer": _account(made)}, [words]


def _named(desk: "Desk", name: str, tools: Tools) -> "Account":
    from cadre_desk.services import officers

    found = officers.roster(desk)
    for one in found:
        if one.name == name:
            return one
    raise tools.usage(f"没有名为“{name}”的账号，现有：{'、'.join(one.name for one in found)}")


def _deal(
    deal: Callable[["Desk", "Account", argparse.Namespace], str],
) -> Action:
    """Something done with one account; deal gives the words for it."""

    def carry_out(tools: Tools, options: argparse.Namespace) -> Answer:
        with tools.signed_in(options) as desk:
            who = _named(desk, options.name, tools)
            words = deal(desk, who, options)
        return {"officer": who.name, "fingerprint": who.fingerprint}, [words]

    return carry_out


def _authorise(desk: "Desk", who: "Account", options: argparse.Namespace) -> str:
    from cadre_desk.services import officers

    officers.authorise(desk, who.id)
    return f"已授权“{who.name}”担任{who.title}。"


def _give_key(desk: "Desk", who: "Account", options: argparse.Namespace) -> str:
    from cadre_desk.services import officers

    officers.give_data(desk, who.id)
    return f"已向“{who.name}”（指纹 {who.fingerprint}）发放业务数据的密钥，本人重新登录后生效。"


def _take_key(desk: "Desk", who: "Account", options: argparse.Namespace) -> str:
    from cadre_desk.services import officers

    officers.take_data(desk, who.id, options.reason)
    return f"已收回“{who.name}”的业务数据密钥。他可能留有副本，请接着更换密钥：vault rekey"


def _close(desk: "Desk", who: "Account", options: argparse.Namespace) -> str:
    from cadre_desk.services import officers

    officers.remove(desk, who.id, options.reason)
    return f"已停用账号“{who.name}”。他可能留有密钥的副本，请接着更换密钥：vault rekey"


_OFFICERS: Final = {
    "list": _list_officers,
    "add": _add_officer,
    "authorise": _deal(_authorise),
    "give-key": _deal(_give_key),
    "take-key": _deal(_take_key),
    "close": _deal(_close),
}

# -- recovery


def _make_recovery(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import officers, sheets

    paths = [options.output / f"恢复密钥-{part}.pdf" for part in (1, 2)]
    if present := [path.name for path in paths if path.exists()]:
        raise tools.usage(f"“{options.output}”中已有{'、'.join(present)}，没有改动；请换一个文件夹")
    if not options.output.is_dir():
        raise tools.usage(f"没有文件夹“{options.output}”，请先建立该文件夹")
    with tools.signed_in(options) as desk:
        desk.require("生成恢复密钥")
        halves = officers.make_recovery(desk)
        for part, (path, half) in enumerate(zip(paths, halves, strict=True), 1):
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(sheets.recovery_sheet(desk, half, part, app.fonts()))
    return {"files": list(map(str, paths))}, [
        f"恢复密钥已写成{'、'.join(f'“{path}”' for path in paths)}，以前的作废。"
        "请各打印一张，分两处封存，随后删除这两个文件，并用 recovery drill 照纸演练一次。"
    ]


def _halves(tools: Tools, options: argparse.Namespace) -> tuple[str, str]:
    """Both halves as they stand on paper."""

    def half(file: Path | None, which: str) -> str:
        if file is None:
            if not sys.stdin.isatty():
                raise tools.usage("没有终端可输入，请用 --first-half-file 和 --second-half-file 指定文件")
            return input(f"{which}（15组字符）：")
        try:
            return file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeError) as error:
            raise tools.usage(f"读不到文件“{file}”，请检查路径") from error

    return half(options.first_half_file, "第一份"), half(options.second_half_file, "第二份")


def _drill(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import officers

    halves = _halves(tools, options)
    with tools.signed_in(options) as desk:
        officers.drill(desk, *halves)
    return {"fits": True}, ["两份恢复密钥都对，能打开这个保险库。没有改动任何数据。"]


def _recover(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import officers

    if not options.officer:
        raise tools.usage("请用 --officer 写明新账号的姓名")
    folder, halves = tools.folder(options), _halves(tools, options)
    password = tools.password(options.new_password_file, f"为{options.officer}设置口令：", twice=True)
    officers.recover(folder, halves, options.officer, password)
    return {"vault": str(folder), "officer": options.officer}, [
        f"已建立账号“{options.officer}”并更换密钥；这套恢复密钥作废，请用 recovery make 重新生成。"
    ]


_RECOVERY: Final = {"make": _make_recovery, "drill": _drill, "use": _recover}

# -- audit


def _verify(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import auditing
    from cadre_desk.storage.errors import DatabaseDamaged

    with tools.signed_in(options) as desk:
        verdict = auditing.verify(desk)
    if verdict.faults:
        raise DatabaseDamaged(f"{verdict.words}。请保留原件，并用备份核对。")
    heads = [{"chain": name, "number": number, "digest": digest} for name, number, digest in verdict.heads]
    data = {"rows": verdict.data_rows, "broken": None, "journal_rows": verdict.journal_rows, "sealed": verdict.sealed}
    note = "请抄在纸上另处保存：以后核对这两行，可发现整个保险库被换成改写过的。"
    return data | {"heads": heads}, [verdict.words, *verdict.head_words, note]


def _which(options: argparse.Namespace) -> Any:
    from cadre_desk.services.auditing import Filter

    return Filter(options.who, options.what, options.result, options.since, options.until, options.words)


def _list_audit(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import auditing

    with tools.signed_in(options) as desk:
        which, total = auditing.held(desk, _which(options))
        found = auditing.entries(desk, which, 0, max(1, options.count))
    words = [
        f"{one.id}　{one.at}　{one.officer}　{one.action}　{one.result}　{one.subject}　{one.detail}" for one in found
    ]
    return {"total": total, "entries": [asdict(one) for one in found]}, [f"共{total}条，列出{len(found)}条", *words]


def _export_audit(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import auditing

    tools.check_target(options)
    with tools.signed_in(options) as desk:
        rows = auditing.export(desk, _which(options), options.file)
    return {"file": str(options.file), "rows": rows}, [f"已导出审计日志{rows}条到“{options.file}”"]


_AUDIT: Final = {"verify": _verify, "list": _list_audit, "export": _export_audit}

# -- policy


def _show_policy(tools: Tools, options: argparse.Namespace) -> Answer:
    with tools.signed_in(options) as desk:
        policy = desk.policy
    return {"policy": policy.to_mapping()}, _policy_words(policy)


def _policy_words(policy: "Policy") -> list[str]:
    from cadre_desk.services import places

    kept, profiles = policy.to_mapping(), places.profiles()
    words = [f"密级档次：{profiles.profiles[policy.profile].title}"]
    for key, one in profiles.settings.items():
        value = kept[key]
        shown = ("是" if value else "否") if isinstance(value, bool) else f"{value}{one.unit}"
        words.append(f"{key}　{one.title}：{shown}")
    return words


def _set_policy(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import policies

    value: object = _YES_OR_NO.get(options.value.lower(), options.value)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    return _save_policy(tools, options, lambda desk: {**policies.read(desk), options.key: value})


def _set_profile(tools: Tools, options: argparse.Namespace) -> Answer:
    from cadre_desk.services import places

    titles = {one.title: key for key, one in places.profiles().profiles.items()}
    return _save_policy(tools, options, lambda desk: {"profile": titles.get(options.key, options.key)})


def _save_policy(tools: Tools, options: argparse.Namespace, values: "Callable[[Desk], dict[str, object]]") -> Answer:
    from cadre_desk.services import policies

    with tools.signed_in(options) as desk:
        changed = policies.save(desk, values(desk))
    return {"changed": changed}, [f"{title}：{words}" for title, words in changed.items()] or ["没有变化。"]


_POLICY: Final = {"show": _show_policy, "set": _set_policy, "profile": _set_profile}
