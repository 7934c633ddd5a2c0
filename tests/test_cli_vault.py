"""The commands for the vault itself: what they do and print, how they end; and what a role may not by command."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cadre_desk import cli
from cadre_desk.domain.pack import Pack
from cadre_desk.services import officers, people, places
from cadre_desk.storage import backup, keyring
from tests.conftest import Clock
from tests.services.accounts import FIRST, NAMES, OTHER, Office, prepare, staff_all
from tests.services.office import PASSWORD, read_book, write_ledger
from tests.storage.helpers import digests

DONE, BUG, USAGE, LOCKED, REFUSED, DAMAGED = range(6)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def office_once(tmp_path_factory: pytest.TempPathFactory, staffed_vault: Path, pack: Pack) -> Path:
    """Seven accounts, ledgers, flags, drafts."""
    folder = tmp_path_factory.mktemp("cli") / "vault"
    shutil.copytree(staffed_vault, folder)
    office = staff_all(folder, pack, Clock())
    office.do("in_charge", lambda desk: prepare(desk, folder.parent))
    shutil.rmtree(folder / "backup")  # made before each import
    return folder


@pytest.fixture
def office(tmp_path: Path, office_once: Path, pack: Pack, clock: Clock) -> Office:
    return Office(office_once, pack, clock).copy(tmp_path / "库")


@pytest.fixture
def key(tmp_path: Path) -> Callable[[str], Path]:
    """A file with that password."""

    def write(password: str) -> Path:
        path = tmp_path / f"口令{len(list(tmp_path.glob('口令*')))}.txt"
        path.write_text(password, encoding="utf-8")
        return path

    return write


@pytest.fixture
def run(
    office: Office, key: Callable[[str], Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Carry out a command as the one who has this role, or this name: exit code, standard output, error output."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.delenv("CADRE_DESK_VAULT", raising=False)

    def carry_out(
        *arguments: object, by: str = "in_charge", password: str | None = PASSWORD, place: Path = office.folder
    ) -> tuple[int, str, str]:
        command = [*map(str, arguments), "--vault", str(place)]
        command += ["--officer", NAMES.get(by, by)] if by else []
        command += ["--password-file", str(key(password))] if password else []
        try:
            code = cli.main(command)
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return carry_out


def told(out: str) -> dict[str, Any]:
    """The one JSON object on standard output."""
    (line,) = out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


# -- usage -----------------------------------------------------------------------------------------------------------

LEAVES = {
    "vault": "create check password backup restore rekey accept",
    "officers": "list add authorise give-key take-key close",
    "recovery": "make drill use",
    "audit": "verify list export",
    "policy": "show set profile",
}


@pytest.mark.parametrize("command", [(group, leaf) for group, leaves in LEAVES.items() for leaf in leaves.split()])
def test_every_command_has_a_help_in_chinese_and_no_password_among_its_arguments(
    command: tuple[str, str], run: Run
) -> None:
    code, out, _ = run(*command, "--help", by="", password=None)
    assert code == DONE
    assert "保险库文件夹" in out
    assert "--password-file" in out
    assert "--password " not in out
    assert run(*command, f"--password={PASSWORD}", by="", password=None)[0] == USAGE


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["vault"], "缺少参数：动作"),
        (["vault", "open"], "不能是“open”"),
        (["officers", "add", "某人"], "--role"),
        (["officers", "close"], "NAME"),
        (["recovery", "make"], "-o/--output"),
        (["policy", "set", "idle_minutes"], "VALUE"),
        (["audit", "list", "--count", "many"], "应为整数"),
    ],
)
def test_wrong_usage(arguments: list[str], words: str, run: Run) -> None:
    code, out, err = run(*arguments, by="", password=None)
    assert (code, out) == (USAGE, "")
    assert err.startswith("用法有误")
    assert words in err


def test_with_several_accounts_one_must_be_named(run: Run) -> None:
    code, _, err = run("officers", "list", by="")
    assert (code, "--officer" in err, NAMES["chief"] in err) == (USAGE, True, True)


# -- vault -----------------------------------------------------------------------------------------------------------


def test_a_password_is_changed_by_the_policy_of_the_vault(run: Run, key: Callable[[str], Path], office: Office) -> None:
    run("policy", "set", "shortest_password", "16")
    code, _, err = run("vault", "password", "--new-password-file", key("短一些-Word-1"), by="chief")
    assert (code, "16" in err) == (USAGE, True)
    assert run("vault", "password", "--new-password-file", key("长得多的-Password-24"), by="chief")[0] == DONE
    assert run("officers", "list", by="chief")[0] == LOCKED
    assert run("officers", "list", by="chief", password="长得多的-Password-24")[0] == DONE
    assert "修改口令" in run("audit", "list")[1]


def test_backup_copy_list_and_restore(run: Run, office: Office, tmp_path: Path) -> None:
    stick = tmp_path / "盘"
    stick.mkdir()
    code, out, _ = run("vault", "backup", "--json")
    made = told(out)
    name = made["generation"]
    assert (code, made["ok"], made["copy"], made["counts"]["干部"]) == (DONE, True, None, 3)
    code, out, _ = run("vault", "backup", "--generation", name, "--to", stick, by="sysadmin")
    assert (code, out) == (DONE, f"已复制到“{stick / name}”，并读回核对。\n")
    assert run("vault", "backup", "--generation", name)[0] == USAGE
    assert run("vault", "backup", "--generation", "20200101-000000", "--to", stick)[0] == USAGE
    office.do("in_charge", lambda desk: people.open_page(desk, 1))

    code, out, _ = run("vault", "restore", by="", password=None)
    assert code == DONE
    line, hint = out.splitlines()
    assert line.startswith(f"{name}　")
    assert "干部3" in line
    assert "比现在少1项操作" in line
    assert line.endswith("完好")
    assert "--generation" in hint
    (listed,) = told(run("vault", "restore", "--json", by="", password=None)[1])["generations"]
    assert (listed["name"], listed["missing"], listed["fault"]) == (name, 1, "")

    assert "--reason" in run("vault", "restore", "--generation", name)[2]
    assert "没有备份" in run("vault", "restore", "--generation", "20200101-000000", "--reason", "试验")[2]
    code, out, _ = run("vault", "restore", "--generation", name, "--reason", "试验", "--json")
    done = told(out)
    assert (code, done["generation"], done["missing"], done["keys_of_backup"]) == (DONE, name, 1, False)
    assert Path(done["kept_aside"]).is_dir()
    assert run("audit", "verify")[0] == DONE

    (office.folder / "backup" / name / "data.db").write_bytes(b"?")
    code, out, _ = run("vault", "restore", by="", password=None)
    assert "“data.db”与清单不符" in out
    assert run("vault", "restore", "--generation", name, "--reason", "试验")[0] == DAMAGED
    new = tmp_path / "新电脑"
    command = ("vault", "restore", "--from", stick, "--generation", name, "--reason", "换电脑")
    assert run(*command, by="handler", place=new)[0] == REFUSED
    code, out, _ = run(*command, by="chief", place=new)
    assert (code, "账号和口令是备份当时的" in out, "审计日志也是备份当时的" in out) == (DONE, True, True)
    assert run("audit", "verify", place=new)[0] == DONE


def test_restoring_a_vault_without_keystore_names_who_could(run: Run, office: Office) -> None:
    name = told(run("vault", "backup", "--json")[1])["generation"]
    for one in keyring.COPIES:
        (office.folder / one).unlink()
    code, _, err = run("vault", "restore", "--generation", name, "--reason", "试验", by="")
    assert (code, "请用 --officer 指明经办人" in err, NAMES["leader"] in err) == (USAGE, True, True)
    assert NAMES["auditor"] not in err
    assert run("vault", "restore", "--generation", name, "--reason", "试验")[0] == DONE


def test_no_backups(run: Run) -> None:
    code, out, _ = run("vault", "restore", by="", password=None)
    assert (code, "没有备份" in out, "--from" in out) == (DONE, True, True)


def test_fresh_keys(run: Run, office: Office) -> None:
    before = (office.folder / "data.db").read_bytes()
    code, out, _ = run("vault", "rekey", by="chief")
    assert (code, "各人口令不变" in out) == (DONE, True)
    assert (office.folder / "data.db").read_bytes() != before
    for role in NAMES:
        assert run("officers", "list", by=role)[0] == DONE
    assert run("audit", "verify", by="auditor")[0] == DONE


def _roll_back(office: Office) -> None:
    """The business data of before the newest change."""
    old = (office.folder / "data.db").read_bytes()
    office.do("in_charge", lambda desk: people.open_page(desk, 1))
    (office.folder / "data.db").write_bytes(old)


def test_an_old_file_put_back_names_the_backup_and_the_way_to_accept(run: Run, office: Office) -> None:
    first = told(run("vault", "backup", "--json")[1])["generation"]
    second = told(run("vault", "backup", "--json")[1])["generation"]
    assert first != second
    (office.folder / "backup" / second / "keys").write_bytes(b"?")
    _roll_back(office)
    before = digests(office.folder)
    for command in (("scan",), ("vault", "check"), ("officers", "list")):
        code, out, err = run(*command)
        assert (code, out) == (DAMAGED, "")
        assert "保险库比上次使用时旧" in err
        assert f"vault restore --generation {first} --reason" in err
        assert second not in err
        assert "vault accept --reason" in err
    code, out, _ = run("scan", "--json")
    assert (code, first in told(out)["message"]) == (DAMAGED, True)
    assert run("vault", "accept")[0] == USAGE
    code, _, err = run("vault", "accept", "--reason", "旧盘复制", by="handler")
    assert (code, "不能办理“接受现状”" in err) == (REFUSED, True)
    assert {**digests(office.folder), "attempts": ""} == {**before, "attempts": ""}
    code, out, _ = run("vault", "accept", "--reason", "旧盘复制", by="chief")
    assert (code, out) == (DONE, "已接受现状，理由已记入审计日志。\n")
    assert "旧盘复制" in run("audit", "list", "--what", "接受现状")[1]
    assert run("scan")[0] == DONE
    assert "没有需要接受的" in run("vault", "accept", "--reason", "旧盘复制")[1]


def test_a_damaged_anchor_says_the_same(run: Run, office: Office) -> None:
    (office.folder / "anchor").write_bytes(b"?")
    code, _, err = run("scan")
    assert (code, "锚文件“anchor”" in err) == (DAMAGED, True)
    assert "保险库里没有完好的备份" in err
    assert "vault accept --reason" in err
    assert run("vault", "accept", "--reason", "断电后损坏")[0] == DONE
    assert run("scan")[0] == DONE


def test_damage_names_the_backup_but_is_not_accepted(run: Run, office: Office) -> None:
    name = told(run("vault", "backup", "--json")[1])["generation"]
    (office.folder / "data.db").write_bytes(b"")
    for command in (("scan",), ("vault", "accept", "--reason", "试验")):
        code, _, err = run(*command)
        assert (code, f"--generation {name}" in err, "接受现状：" in err) == (DAMAGED, True, False)
    (office.folder / "data.db").unlink()
    code, _, err = run("scan")
    assert (code, f"--generation {name}" in err) == (USAGE, True)


# -- officers --------------------------------------------------------------------------------------------------------


def test_a_newcomer_from_account_to_key(run: Run, key: Callable[[str], Path], office: Office) -> None:
    code, out, _ = run("officers", "add", "蒋新人", "--role", "经办人", "--first-password-file", key(FIRST), "--json")
    made = told(out)["officer"]
    assert (code, made["role"], made["state"], made["holds_data"]) == (DONE, "handler", "待本人改口令", False)
    assert run("officers", "give-key", "蒋新人")[0] == USAGE  # not before he has changed his password
    assert run("scan", by="蒋新人", password=FIRST)[0] == REFUSED
    run("vault", "password", "--new-password-file", key(OTHER), by="蒋新人", password=FIRST)
    assert run("scan", by="蒋新人", password=OTHER)[0] == LOCKED  # no key yet
    code, out, _ = run("officers", "give-key", "蒋新人")
    assert (code, "指纹" in out) == (DONE, True)
    assert run("scan", by="蒋新人", password=OTHER)[0] == DONE
    assert run("officers", "take-key", "蒋新人", by="secadmin")[0] == REFUSED  # a reason is missing
    assert run("scan", by="蒋新人", password=OTHER)[0] == DONE
    code, out, _ = run("officers", "take-key", "蒋新人", "--reason", "轮岗", by="secadmin")
    assert (code, "vault rekey" in out) == (DONE, True)
    assert run("scan", by="蒋新人", password=OTHER)[0] == LOCKED
    assert run("officers", "close", "蒋新人")[0] == REFUSED  # a reason is missing
    assert run("officers", "close", "蒋新人", "--reason", "调离")[0] == DONE
    assert run("scan", by="蒋新人", password=OTHER)[0] == LOCKED
    assert "没有名为“蒋新人”的账号" in run("officers", "authorise", "蒋新人")[2]


def test_the_list_of_officers(run: Run, office: Office) -> None:
    code, out, _ = run("officers", "list", by="auditor")
    assert code == DONE
    assert f"{NAMES['chief']}　科长（审批人）　正常　指纹 " in out
    assert "未启用三员；没有恢复密钥" in out
    office.do("in_charge", officers.split)
    data = told(run("officers", "list", "--json")[1])
    assert (len(data["officers"]), data["split"], data["recovery"]) == (7, True, False)
    assert run("officers", "add", "某人", "--role", "老板", "--first-password-file", "x")[0] == USAGE


def test_authorising_after_the_split(run: Run, key: Callable[[str], Path], office: Office) -> None:
    office.do("in_charge", officers.split)
    add = ("officers", "add", "蒋新人", "--role", "安全审计员", "--first-password-file", key(FIRST))
    assert run(*add)[0] == REFUSED
    assert "待授权" in run(*add, by="sysadmin")[1]
    assert run("officers", "authorise", "蒋新人", by="sysadmin")[0] == REFUSED
    assert "担任安全审计员" in run("officers", "authorise", "蒋新人", by="secadmin")[1]


# -- recovery --------------------------------------------------------------------------------------------------------


def test_a_recovery_key_is_made_drilled_and_used(
    run: Run, key: Callable[[str], Path], office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    halves: list[str] = []
    made = officers.make_recovery
    monkeypatch.setattr(officers, "make_recovery", lambda desk: halves.extend(found := made(desk)) or found)
    place = tmp_path / "打印"
    assert run("recovery", "make", "-o", place)[0] == USAGE  # no such folder: nothing was changed
    assert not told(run("officers", "list", "--json")[1])["recovery"]
    place.mkdir()
    code, out, _ = run("recovery", "make", "-o", place, by="chief")
    assert code == DONE
    files = sorted(place.iterdir())
    assert [path.name for path in files] == ["恢复密钥-1.pdf", "恢复密钥-2.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in files)
    if sys.platform != "win32":
        assert all(path.stat().st_mode & 0o077 == 0 for path in files)
    assert not any(half.split("-")[0] in out for half in halves)
    assert run("recovery", "make", "-o", place)[0] == USAGE  # a sheet that lies there is not overwritten
    first, second = key(halves[0]), key(halves[1])
    drill = ("recovery", "drill", "--first-half-file", first, "--second-half-file")
    assert run(*drill, second)[0] == DONE
    assert run(*drill, first)[0] == LOCKED
    assert run("recovery", "drill")[0] == USAGE
    use = (
        "recovery",
        "use",
        "--first-half-file",
        first,
        "--second-half-file",
        second,
        "--new-password-file",
        key(OTHER),
    )
    assert run(*use, by="新负责人", password=None)[0] == DONE
    assert run("scan", by="新负责人", password=OTHER)[0] == DONE
    assert run(*use, by="又一人", password=None)[0] == LOCKED


# -- audit -----------------------------------------------------------------------------------------------------------


def test_verify_prints_the_heads_in_eight_groups(run: Run, office: Office) -> None:
    code, out, _ = run("audit", "verify")
    first, *heads, note = out.splitlines()
    assert (code, "链条完整" in first, "抄在纸上" in note) == (DONE, True, True)
    assert len(heads) == 2
    for line in heads:
        words, groups = line.split("：")
        assert words.startswith(("审计日志第", "业务操作记录第"))
        assert [len(group) for group in groups.split()] == [8] * 8
    data = told(run("audit", "verify", "--json", by="auditor")[1])
    assert (data["rows"], data["broken"], len(data["heads"])) == (None, None, 1)
    assert run("audit", "verify", by="sysadmin")[0] == REFUSED


def test_list_and_export(run: Run, office: Office, tmp_path: Path) -> None:
    run("scan", by="handler")
    code, out, _ = run("audit", "list", "--who", NAMES["handler"], "--what", "扫描预警", by="auditor")
    assert (code, out.splitlines()[0]) == (DONE, "共1条，列出1条")
    data = told(run("audit", "list", "--count", "3", "--json", by="auditor")[1])
    assert len(data["entries"]) == 3
    assert data["total"] > 3
    target = tmp_path / "审计.xlsx"
    code, out, _ = run("audit", "export", target, "--what", "建立账号", "--json", by="auditor")
    assert (code, told(out)["rows"]) == (DONE, 6)
    assert len(read_book(target)["审计记录"]) == 7
    assert run("audit", "export", target, by="auditor")[0] == USAGE
    assert run("audit", "export", target, "--force", by="auditor")[0] == DONE
    assert run("audit", "export", target.with_suffix(".csv"), by="auditor")[0] == USAGE


# -- policy ----------------------------------------------------------------------------------------------------------


def test_policy(run: Run) -> None:
    code, out, _ = run("policy", "show", by="auditor")
    assert code == DONE
    assert "密级档次：内部" in out
    assert "idle_minutes　" in out
    code, out, _ = run("policy", "set", "idle_minutes", "5", by="secadmin")
    assert (code, out.endswith("：10→5\n")) == (DONE, True)
    assert told(run("policy", "show", "--json")[1])["policy"]["idle_minutes"] == 5
    assert told(run("policy", "set", "approver_apart", "是", "--json")[1])["changed"]
    assert told(run("policy", "show", "--json")[1])["policy"]["approver_apart"] is True
    assert run("policy", "set", "approver_apart", "true")[1] == "没有变化。\n"
    for key, value in (("idle_minutes", "31"), ("idle_minutes", "abc"), ("nonsense", "1"), ("approver_apart", "2")):
        code, _, err = run("policy", "set", key, value)
        assert (code, "请改正后再保存" in err) == (REFUSED, True)
    assert run("policy", "profile", "机密")[0] == DONE
    assert told(run("policy", "show", "--json")[1])["policy"]["profile"] == "confidential"
    code, _, err = run("policy", "profile", "绝密")
    assert (code, "本程序不用于绝密" in err) == (REFUSED, True)
    assert run("policy", "set", "idle_minutes", "5", by="sysadmin")[0] == REFUSED


# -- roles by command ------------------------------------------------------------------------------------------------

MATRIX = places.matrix()
COMMANDS: dict[str, Callable[[Path, str], tuple[object, ...]]] = {
    "导入": lambda place, name: ("import", "units", place / "单位.xlsx"),
    "扫描预警": lambda place, name: ("scan",),
    "导出": lambda place, name: ("export", "cadres", place / "出.xlsx"),
    "打印函件": lambda place, name: ("letter", 1, "-o", place / "函.pdf"),
    "修改口令": lambda place, name: ("vault", "password", "--new-password-file", place / "新口令.txt"),
    "备份": lambda place, name: ("vault", "backup", "--generation", name, "--to", place),
    "恢复备份": lambda place, name: ("vault", "restore", "--generation", name, "--reason", "试验"),
    "更换密钥": lambda place, name: ("vault", "rekey"),
    "建立账号": lambda place, name: (
        *("officers", "add", "蒋新人", "--role", "handler", "--first-password-file", place / "新口令.txt"),
    ),
    "授权账号": lambda place, name: ("officers", "authorise", "何新人"),
    "发放密钥": lambda place, name: ("officers", "give-key", "何新人"),
    "收回密钥": lambda place, name: ("officers", "take-key", NAMES["handler"], "--reason", "轮岗"),
    "停用账号": lambda place, name: ("officers", "close", "何新人", "--reason", "调离"),
    "生成恢复密钥": lambda place, name: ("recovery", "make", "-o", place),
    "修改安全策略": lambda place, name: ("policy", "set", "idle_minutes", "7"),
    "查看审计": lambda place, name: ("audit", "list"),
    "导出审计": lambda place, name: ("audit", "export", place / "审计.xlsx"),
    "核验审计": lambda place, name: ("audit", "verify"),
}


@pytest.mark.parametrize("role", NAMES)
def test_what_a_role_may_and_may_not_by_command(
    role: str, run: Run, office: Office, tmp_path: Path, pack: Pack
) -> None:
    office.newcomer("何新人", "handler")
    name = office.do("in_charge", lambda desk: desk.vault.back_up("试验")).name
    model = office.folder
    write_ledger(pack, "units", tmp_path / "单位.xlsx", {"unit": [{"name": "云川市审计局"}]})
    refusals = Office(Path(shutil.copytree(model, tmp_path / "refusals")), pack, office.clock)
    before = _state(refusals, tmp_path / "before")
    refused = [action for action in COMMANDS if not MATRIX.allows(role, action)]
    out = tmp_path / "out"
    for number, (action, command) in enumerate(COMMANDS.items()):
        out = tmp_path / f"out{number}"
        out.mkdir()
        shutil.copy(tmp_path / "单位.xlsx", out)
        (out / "新口令.txt").write_text(FIRST, encoding="utf-8")
        files = sorted(out.iterdir())
        if action in refused:
            code, said, err = run(*command(out, name), by=role, place=refusals.folder)
            assert (code in (REFUSED, LOCKED), said, bool(err)) == (True, "", True), (action, code, err)
            assert sorted(out.iterdir()) == files, action
            continue
        place = Path(shutil.copytree(model, tmp_path / f"copy{number}"))
        code, _, err = run(*command(out, name), by=role, place=place)
        assert code == DONE, (action, err)
        shutil.rmtree(place)
    assert _state(refusals, tmp_path / "after") == before


def _state(office: Office, place: Path) -> dict[str, Any]:
    return Office(Path(shutil.copytree(office.folder, place)), office.pack, office.clock).state()


def test_a_backup_is_whole_whoever_asked_by_command(run: Run, office: Office) -> None:
    for role in ("handler", "chief", "leader"):
        assert run("vault", "backup", by=role)[0] == DONE
    code, _, err = run("vault", "backup", by="sysadmin")  # he holds nothing that a new one could be checked with
    assert (code, "没有业务数据的密钥" in err) == (LOCKED, True)
    found, _ = backup.generations(office.folder / "backup")
    assert len(found) == 3
    for one in found:
        backup.verify(one)
