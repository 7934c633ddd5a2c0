"""The command line: its exit codes, its JSON, its words; refused input leaves the vault as it was."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cadre_desk import cli
from cadre_desk.domain.pack import Pack
from cadre_desk.services.desk import Desk
from cadre_desk.storage import vault
from tests.conftest import Clock, Ledger, OpenDesk
from tests.exchange import spreadsheets as make
from tests.services.office import (
    BUREAU,
    LI,
    OFFICER,
    PASSWORD,
    STRANGER,
    ZHANG,
    all_rows,
    content,
    read_book,
    write_book,
)

ROOT = Path(__file__).parent.parent
DONE, BUG, USAGE, LOCKED, REFUSED, DAMAGED = range(6)
Run = Callable[..., tuple[int, str, str]]


def chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.fixture
def folder(tmp_path: Path, staffed_vault: Path) -> Path:
    """A closed vault of one's own."""
    return Path(shutil.copytree(staffed_vault, tmp_path / "库"))


@pytest.fixture
def password(tmp_path: Path) -> Path:
    path = tmp_path / "口令.txt"
    path.write_text(f"\ufeff{PASSWORD}\r\n第二行\n", encoding="utf-8")
    return path


@pytest.fixture
def run(folder: Path, password: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Carry out a command in this process: exit code, standard output, error output."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.delenv("CADRE_DESK_VAULT", raising=False)

    def carry_out(*arguments: object, place: Path | None = folder, key: Path | None = password) -> tuple[int, str, str]:
        command = [str(one) for one in arguments]
        command += ["--vault", str(place)] if place else []
        command += ["--password-file", str(key)] if key else []
        try:
            code = cli.main(command)
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return carry_out


@pytest.fixture
def look(open_desk: OpenDesk, folder: Path) -> Callable[[], Desk]:
    """A desk at a copy of the vault as it stands now."""
    return lambda: open_desk(folder)


def answer(out: str) -> dict[str, Any]:
    """The one JSON object on standard output."""
    (line,) = out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def write_past_the_program(folder: Path, statement: str) -> None:
    """Somebody who has the key changes the vault."""
    with closing(vault.open_vault(folder, OFFICER, PASSWORD)) as opened, opened.fresh() as raw:
        raw.executescript(f"DROP TRIGGER audit_no_update; {statement}")
        raw.commit()


# -- every command ---------------------------------------------------------------------------------------------------


def test_a_vault_is_created_checked_and_gets_another_password(run: Run, tmp_path: Path, password: Path) -> None:
    new = tmp_path / "新口令.txt"
    new.write_text("另一句很长的-口令-88", encoding="utf-8")
    place = tmp_path / "新库"
    code, out, err = run("vault", "create", "--officer", "王审核", place=place)
    assert (code, err) == (DONE, "")
    assert "王审核" in out
    assert run("vault", "check", place=place)[:2] == (DONE, f"保险库“{place}”完好。\n")
    assert answer(run("vault", "check", "--json", place=place)[1]) == {"ok": True, "vault": str(place), "faults": []}
    assert run("vault", "password", "--new-password-file", new, place=place)[0] == DONE
    assert run("vault", "check", place=place)[0] == LOCKED
    assert run("vault", "check", place=place, key=new)[0] == DONE
    created = run("vault", "create", "--json", place=tmp_path / "第三库")
    assert answer(created[1])["officer"] == "经办人"


def test_the_collecting_form_of_one_cadre(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "收集表.xlsx"
    code, out, _ = run("template", "declarations", path, "--cadre", ZHANG["identity"], "--json")
    assert (code, answer(out)["file"]) == (DONE, str(path))
    assert read_book(path)["报告"][1][1:3] == (ZHANG["identity"], "张三")
    code, _, err = run("template", "units", tmp_path / "x.xlsx", "--cadre", ZHANG["identity"])
    assert (code, "--cadre" in err) == (USAGE, True)
    code, _, err = run("template", "declarations", tmp_path / "x.xlsx", "--cadre", "000000199001010018")
    assert "干部台账中没有" in err
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize("kind", cli.KINDS)
def test_an_empty_ledger_of_each_kind(kind: str, run: Run, tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "空白.xlsx"
    code, out, _ = run("template", kind, path, "--json", place=None, key=None)
    assert (code, answer(out)) == (DONE, {"ok": True, "file": str(path)})
    assert set(read_book(path)) >= {section.title for section in pack.ledgers[kind].sheets}
    written = path.read_bytes()
    code, _, err = run("template", kind, path, place=None, key=None)
    assert (code, "已存在" in err, path.read_bytes()) == (USAGE, True, written)
    assert run("template", kind, path, "--force", place=None, key=None)[1] == f"已写出空白台账“{path}”\n"
    code, _, err = run("template", kind, path.with_suffix(".txt"), place=None, key=None)
    assert (code, ".xlsx 结尾" in err) == (USAGE, True)


def test_import_scan_export_letter_and_audit(
    run: Run, ledger: Ledger, look: Callable[[], Desk], folder: Path, tmp_path: Path, pack: Pack
) -> None:
    inquiry = LI | {"measure": "函询", "decided": "2025-01-05", "served": "2025-01-06"}
    path = ledger("measures", measure=[inquiry])
    assert run("import", "measures", path, "--dry-run")[1] == f"（试导入）{path.name}：新增1行，变更0行，未变0行\n"
    assert run("import", "measures", path)[1] == f"{path.name}：新增1行，变更0行，未变0行\n"
    code, out, _ = run("import", "measures", path, "--json")
    done = {"file": path.name, "added": 0, "changed": 0, "same": 1, "left_out": []}
    assert (code, answer(out)) == (DONE, {"ok": True, "imported": [done], "refused": []})

    code, out, _ = run("scan", "--json")
    (flag,) = answer(out)["open"]
    assert (code, flag["rule"], "李四明" in flag["sentence"]) == (DONE, "RL-01", True)
    assert "[橙·应办] RL-01 疑似逾期未回复：李四明" in run("scan")[1]

    for kind in (*cli.KINDS, "flags"):
        target = tmp_path / f"出-{kind}.xlsx"
        code, out, _ = run("export", kind, target, "--json")
        assert code == DONE
        assert answer(out)["rows"] == sum(len(grid) - 1 for grid in read_book(target).values())
    assert "已导出1行" in run("export", "measures", tmp_path / "出.xlsx")[1]

    from cadre_desk.services import letters

    desk = Desk(vault.open_vault(folder, OFFICER, PASSWORD), pack, Clock())
    letters.draft(desk, "reminder", 1, {"subject": "团结"})
    desk.close()
    pdf = tmp_path / "函.pdf"
    code, out, _ = run("letter", 1, "-o", pdf, "--json")
    assert (code, answer(out)["pages"]) == (DONE, 1)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "（1页）" in run("letter", 1, "--output", pdf)[1]
    code, _, err = run("letter", "云组提醒〔2026〕1号", "-o", tmp_path / "无.pdf")
    assert (code, "没有文号为" in err) == (REFUSED, True)

    rows = len(all_rows(look(), "audit"))
    assert f"业务操作记录{rows}条，链条完整" in run("audit", "verify")[1]
    told = answer(run("audit", "verify", "--json")[1])
    assert (told["ok"], told["rows"], told["broken"]) == (True, rows, None)


def test_options_may_stand_before_the_command(folder: Path, password: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--vault", str(folder), "--password-file", str(password), "--json", "--officer", OFFICER]
    assert cli.main([*command, "audit", "verify"]) == DONE
    assert answer(capsys.readouterr().out)["broken"] is None


def test_the_environment_names_the_vault(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CADRE_DESK_VAULT", str(folder))
    assert run("vault", "check", place=None)[0] == DONE


# -- usage, passwords, locks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["import"],
        ["import", "cadres"],
        ["import", "people", "a.xlsx"],
        ["template", "units"],
        ["letter", "1"],
        ["letter", "1", "-o"],
        ["vault", "open"],
        ["scan", "--password", PASSWORD],
        ["--password", PASSWORD, "scan"],
        ["demo", "--cadres", "many"],
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(arguments: list[str], run: Run) -> None:
    code, out, err = run(*arguments, place=None, key=None)
    assert (code, out) == (USAGE, "")
    assert err.startswith("用法有误")
    assert "--help" in err


@pytest.mark.parametrize("command", [["scan"], ["vault", "create"], ["import", "cadres", "a.xlsx"]])
def test_a_password_is_no_option_of_any_command(command: list[str], run: Run) -> None:
    assert run(*command, "--help", place=None, key=None)[1].count("--password-file") >= 1
    assert "--password " not in run(*command, "--help", place=None, key=None)[1]
    assert run(*command, f"--password={PASSWORD}", place=None, key=None)[0] == USAGE


def test_without_a_terminal_and_a_password_file(run: Run, tmp_path: Path) -> None:
    code, _, err = run("scan", key=None)
    assert (code, err) == (USAGE, "没有终端可询问口令，请用 --password-file 指定口令文件\n")
    code, out, _ = run("scan", "--json", key=tmp_path / "无")
    assert (code, answer(out)["exit"]) == (USAGE, USAGE)
    assert "读不到口令文件" in answer(out)["message"]


def test_no_vault_and_an_unknown_officer(run: Run, tmp_path: Path) -> None:
    code, _, err = run("scan", place=tmp_path / "无库")
    assert (code, chinese(err)) == (USAGE, True)
    assert not (tmp_path / "无库").exists()
    assert run("scan", "--officer", "没有的人")[0] == LOCKED


def test_a_wrong_password_ends_with_3(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "错.txt"
    wrong.write_text("不是这个-口令-1", encoding="utf-8")
    code, out, err = run("scan", key=wrong)
    assert (code, out, chinese(err)) == (LOCKED, "", True)
    code, out, _ = run("scan", "--json", key=wrong)
    assert (code, answer(out)["ok"], answer(out)["exit"]) == (LOCKED, False, LOCKED)


def test_a_second_instance_ends_with_3(run: Run, folder: Path, pack: Pack) -> None:
    desk = Desk(vault.open_vault(folder, OFFICER, PASSWORD), pack)
    try:
        code, _, err = run("scan")
    finally:
        desk.close()
    assert (code, chinese(err)) == (LOCKED, True)
    assert run("scan")[0] == DONE


# -- damage ----------------------------------------------------------------------------------------------------------


def test_a_damaged_database_ends_with_5(run: Run, folder: Path) -> None:
    data = bytearray((folder / "data.db").read_bytes())
    for place in range(4096 * 3, len(data), 4096):
        data[place + 100] ^= 1
    (folder / "data.db").write_bytes(data)
    code, out, err = run("vault", "check")
    assert (code, out, chinese(err)) == (DAMAGED, "", True)
    code, out, _ = run("vault", "check", "--json")
    assert (code, answer(out)["exit"]) == (DAMAGED, DAMAGED)


def test_a_plain_database_in_its_place_ends_with_5(run: Run, folder: Path) -> None:
    (folder / "data.db").unlink()
    with sqlite3.connect(folder / "data.db") as plain:
        plain.execute("CREATE TABLE a (b)")
    plain.close()
    assert run("scan")[0] == DAMAGED


def test_a_broken_audit_chain_ends_with_5(run: Run, folder: Path) -> None:
    write_past_the_program(folder, "UPDATE audit SET officer = '别人' WHERE id = 2")
    code, _, err = run("audit", "verify")
    assert (code, "第2条" in err) == (DAMAGED, True)


def test_a_bug_ends_with_1_and_tells_no_personal_data(run: Run, folder: Path, ledger: Ledger, pack: Pack) -> None:
    filed = ZHANG | {"year": 2024, "filing": "年度集中报告"}
    firm = filed | {"action": "变更", "person": "王芳", "relation": "妻子", "registration": "1", "enterprise": "某店"}
    path = ledger("declarations", declaration=[filed], enterprise=[firm])
    assert run("import", "declarations", path)[0] == DONE
    # what no command writes: a row that cannot be read
    write_past_the_program(folder, f"""UPDATE entry SET data = '["{ZHANG["identity"]} 张三"'""")
    for options in ([], ["--json"]):
        code, out, err = run("scan", *options)
        assert code == BUG
        assert "程序内部错误（JSONDecodeError" in out + err
        assert "张三" not in out + err
        assert ZHANG["identity"] not in out + err
        assert "Traceback" not in out + err


# -- refused input ---------------------------------------------------------------------------------------------------

A1 = '<row r="1"><c r="A1"><v>1</v></c></row>'
HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "空"),
    "sparse bomb": (make.xlsx(A1 + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "1048576"),
    "password": (make.ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "密码"),
    "truncated": (make.xlsx(A1)[:400], "损坏"),
    "macro": (make.packed({**make.xlsx_parts(make.sheet_xml(A1)), "xl/vbaProject.bin": b"x"}), "宏"),
    "300 columns": (make.xlsx(f"<row>{'<c><v>1</v></c>' * 300}</row>"), "300 列"),
    "formula": (make.xlsx('<row r="2"><c r="B2"><f>1+1</f><v>2</v></c></row>'), "房产!B2"),
    "merged": (make.xlsx(A1, '<mergeCells count="1"><mergeCell ref="A5:A6"/></mergeCells>'), "合并单元格"),
    "error cell": (make.xlsx('<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>'), "房产!B2 “#N/A”"),
    "csv": ("姓名,性别\n".encode(), "文本"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing_behind(
    name: str, run: Run, look: Callable[[], Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(look())
    scratch = tmp_path / "scratch"
    inbox = tmp_path / "来件"
    for one in (scratch, inbox):
        one.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("TMPDIR", str(scratch))
    path = inbox / "台账.xlsx"
    path.write_bytes(HOSTILE[name][0])
    code, out, err = run("import", "declarations", path)
    assert (code, out) == (REFUSED, "")
    first, *faults = err.splitlines()
    assert first == f"台账.xlsx：有{len(faults)}处错误，整个文件未导入，保险库没有改动："
    assert HOSTILE[name][1] in err
    assert all("；" in fault and chinese(fault) for fault in faults)  # what is wrong; what to do
    assert [one.read_bytes() for one in inbox.iterdir()] == [HOSTILE[name][0]]
    assert list(scratch.iterdir()) == []
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert content(look()) == before


def test_the_faults_of_a_file_as_json_and_in_a_marked_copy(run: Run, ledger: Ledger, tmp_path: Path) -> None:
    path, marked = ledger("cadres", cadre=[STRANGER | {"sex": "不详"}]), tmp_path / "标红.xlsx"
    code, out, _ = run("import", "cadres", path, "--json", "--mark", marked)
    (refused,) = answer(out)["refused"]
    (fault,) = refused["faults"]
    assert (code, fault["sheet"], fault["cell"], fault["value"]) == (REFUSED, "干部", "C2", "不详")
    assert read_book(marked)["错误清单"][1][1:4] == ("干部", "C2", "不详")


def test_of_several_files_the_good_ones_stay(run: Run, ledger: Ledger, look: Callable[[], Desk]) -> None:
    good = ledger("measures", measure=[LI | {"measure": "提醒", "decided": "2024-03-15"}])
    bad = ledger("measures", measure=[LI | {"measure": "不认识", "decided": "2024-03-15"}])
    last = ledger("measures", measure=[ZHANG | {"measure": "提醒", "decided": "2024-03-15"}])
    code, out, _ = run("import", "measures", good, bad, last, "--json")
    assert (code, answer(out)["ok"]) == (REFUSED, False)
    assert [one["file"] for one in answer(out)["imported"]] == [good.name, last.name]
    assert [one["file"] for one in answer(out)["refused"]] == [bad.name]
    assert len(all_rows(look(), "measure")) == 2


def test_a_check_digit_with_a_reason(run: Run, ledger: Ledger, look: Callable[[], Desk]) -> None:
    wrong = STRANGER["identity"][:-1] + ("1" if STRANGER["identity"][-1] == "0" else "0")
    path = ledger("cadres", cadre=[STRANGER | {"identity": wrong}])
    assert run("import", "cadres", path)[0] == REFUSED
    assert run("import", "cadres", path, "--accept-check-digit", "证件原件如此")[0] == DONE
    assert all_rows(look(), "batch")[-1]["note"] == "证件原件如此"


def test_columns_left_out_are_told(run: Run, tmp_path: Path) -> None:
    path = write_book(tmp_path / "单位.xlsx", {"单位": [["单位名称", "邮编"], [BUREAU, "650000"]]})
    assert "以下列没有对应的项，未导入：单位!邮编" in run("import", "units", path)[1]


def test_what_cannot_be_done_ends_with_4(run: Run, tmp_path: Path) -> None:
    assert run("letter", 99, "-o", tmp_path / "函.pdf")[0] == REFUSED
    assert not (tmp_path / "函.pdf").exists()
    code, _, err = run("export", "cadres", tmp_path / "无" / "出.xlsx")
    assert (code, "请先建立该文件夹" in err) == (REFUSED, True)
    assert run("import", "cadres", tmp_path / "无.xlsx")[0] == REFUSED


@pytest.mark.parametrize("cadres", ["400", "399"])
def test_the_demonstration_touches_no_foreign_folder_and_needs_enough_cadres(
    cadres: str, run: Run, tmp_path: Path
) -> None:
    foreign = tmp_path / "我的文件"
    foreign.mkdir()
    (foreign / "重要.txt").write_text("x", encoding="utf-8")
    (foreign / "vault").mkdir()
    code, _, err = run("demo", foreign, "--headless", "--cadres", cadres, place=None, key=None)
    assert (code, chinese(err)) == (REFUSED, True)
    assert sorted(one.name for one in foreign.iterdir()) == ["vault", "重要.txt"]


# -- as a program of its own -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "code"), [(["vault", "check"], DONE), (["scan", "--json"], DONE), (["nonsense"], USAGE)]
)
def test_as_a_process(command: list[str], code: int, folder: Path, password: Path) -> None:
    environment = {**os.environ, "CADRE_DESK_VAULT": str(folder), "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "cadre_desk", *command, *(["--password-file", password] if code == DONE else [])],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert done.returncode == code, done.stderr.decode()
    assert chinese((done.stdout + done.stderr).decode()) or "--json" in command
    assert (done.stderr == b"") is (code == DONE)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_window_says_what_to_do_instead(folder: Path) -> None:
    bare = {key: os.environ[key] for key in os.environ.keys() - {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    for command in ([], ["--vault", str(folder)]):
        ended = subprocess.run(
            [sys.executable, "-m", "cadre_desk", *command], cwd=ROOT, env=bare, capture_output=True, text=True
        )
        assert (ended.returncode, ended.stdout) == (USAGE, "")
        assert "没有图形界面" in ended.stderr
