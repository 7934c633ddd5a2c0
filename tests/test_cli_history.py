"""The command line for the history, for imports taken back and for the 回收站: words, JSON, exit codes."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cadre_desk import cli
from cadre_desk.domain.pack import Pack
from cadre_desk.services import history, recycling
from cadre_desk.services.desk import Desk
from cadre_desk.services.importing import import_file
from cadre_desk.storage import vault
from tests.conftest import TODAY, Clock, Ledger
from tests.services.office import OFFICER, PASSWORD, ZHANG, content
from tests.services.past import ANNUAL, HOUSE, NEXT_DAY, WIFE

DONE, USAGE, REFUSED = 0, 2, 4
Run = Callable[..., tuple[int, str, str]]
AtDesk = Callable[[], Any]


@pytest.fixture
def folder(tmp_path: Path, staffed_vault: Path) -> Path:
    return Path(shutil.copytree(staffed_vault, tmp_path / "库"))


@pytest.fixture
def at_desk(folder: Path, pack: Pack) -> Callable[[], Any]:
    """Sit down at the vault for a moment, the day after it was filled."""

    @contextmanager
    def sit_down() -> Iterator[Desk]:
        clock = Clock()
        clock.set(NEXT_DAY)
        desk = Desk(vault.open_vault(folder, OFFICER, PASSWORD, read_check=False), pack, clock)
        try:
            yield desk
        finally:
            desk.close()

    return sit_down


@pytest.fixture
def run(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    password = tmp_path / "口令.txt"
    password.write_text(PASSWORD, encoding="utf-8")

    def command(*arguments: object) -> tuple[int, str, str]:
        options = ["--vault", str(folder), "--password-file", str(password)]
        try:
            code = cli.main([*map(str, arguments), *options])
        except SystemExit as error:
            code = int(str(error.code))
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def changed(at_desk: AtDesk, ledger: Ledger) -> Path:
    """张三 was changed by a third import; it also brought his wife and his declaration."""
    path = ledger("cadres", cadre=[ZHANG | {"title": "书记"}], relative=[WIFE])
    with at_desk() as desk:
        import_file(desk, "cadres", path)
        import_file(desk, "declarations", ledger("declarations", declaration=[ANNUAL], house=[HOUSE]))
    return path


def test_the_versions_of_a_cadre(run: Run, changed: Path) -> None:
    code, out, _ = run("history", "cadre", ZHANG["identity"])
    assert code == DONE
    lines = out.splitlines()
    assert lines[0] == f"张三 {ZHANG['identity']}"
    assert lines[1] == "  2026-03-02 09:30:00 李审核 导入 干部.xlsx 第2行 新增"
    assert lines[-2:] == [
        f"  2026-03-03 09:30:00 李审核 导入 {changed.name} 第2行 修改",
        "    现任职务：局长 → 书记",
    ]
    code, out, _ = run("history", "cadre", ZHANG["identity"], "--json")
    answer = json.loads(out)
    assert (code, answer["ok"], answer["key"], len(answer["versions"])) == (DONE, True, "1", 2)
    assert answer["versions"][1]["changes"] == [{"label": "现任职务", "before": "局长", "after": "书记"}]


def test_a_record_on_a_day(run: Run, changed: Path) -> None:
    code, out, _ = run("history", "cadre", ZHANG["identity"], "--day", TODAY)
    assert (code, "  现任职务：局长\n" in out) == (DONE, True)
    code, out, _ = run("history", "relative", ZHANG["identity"], "妻子", "--day", TODAY)
    assert (code, out) == (DONE, f"张三 妻子 王芳：{TODAY}时库中没有这条记录\n")
    code, out, _ = run("history", "declaration", ZHANG["identity"], "2024", "--day", NEXT_DAY, "--json")
    record = json.loads(out)["record"]
    assert record["fields"]["报告类型"] == "年度集中报告"
    assert [len(rows) for rows in record["entries"].values()] == [1]
    assert "  房产\n    产权人（共有人）张三" in run("history", "declaration", ZHANG["identity"], "--day", NEXT_DAY)[1]
    answer = json.loads(run("history", "relative", ZHANG["identity"], "--day", TODAY, "--json")[1])
    assert answer["record"] is None


def test_what_is_not_found_or_not_clear(run: Run, changed: Path, at_desk: AtDesk, ledger: Ledger) -> None:
    code, _, err = run("history", "unit", "没有的局")
    assert (code, err) == (REFUSED, "没有找到单位“没有的局”，请核对写法\n")
    code, _, err = run("history", "cadre", ZHANG["identity"], "--day", "昨天")
    assert (code, "应为日期" in err) == (USAGE, True)
    code, _, err = run("history", "people", "1")
    assert (code, "不能是“people”" in err) == (USAGE, True)
    assert run("history", "cadre")[0] == USAGE
    with at_desk() as desk:
        import_file(desk, "cadres", ledger("cadres", relative=[WIFE | {"name": "王二"}]))
    code, _, err = run("history", "relative", ZHANG["identity"])
    assert (code, err.splitlines()[1:]) == (USAGE, ["  张三 妻子 王二", "  张三 妻子 王芳"])
    assert "不止一条，请写全" in err


def test_an_import_is_listed_and_taken_back(run: Run, changed: Path, at_desk: AtDesk) -> None:
    code, out, _ = run("undo")
    assert code == DONE
    assert f"\n3 2026-03-03 09:30:00 李审核 {changed.name}：新增1行，变更1行，未变0行\n" in out
    code, out, _ = run("undo", 3, "--reason", "选错文件")
    assert (code, out) == (DONE, f"已撤销“{changed.name}”的导入（第3批）：移除1行，恢复原内容1行\n")
    code, out, _ = run("undo", "--json")
    assert [one["undone_reason"] for one in json.loads(out)["batches"]] == [None, "选错文件", None, None]
    assert "，已撤销（李审核 " in run("undo")[1]
    with at_desk() as desk:
        assert desk.ask(lambda ask: history.find(ask, "relative", [ZHANG["identity"]])) == ["1/1"]


def test_an_import_that_is_built_on_is_refused_with_the_places(run: Run, changed: Path, at_desk: AtDesk) -> None:
    with at_desk() as desk:
        before = content(desk)
    code, out, err = run("undo", 2, "--reason", "错")
    place = f"干部 张三 {ZHANG['identity']}：导入后已被改动（2026-03-03 09:30:00 李审核 导入 {changed.name}）"
    assert (code, out, err.splitlines()[1]) == (REFUSED, "", f"  {place}")
    code, out, _ = run("undo", 2, "--reason", "错", "--json")
    answer = json.loads(out)
    assert (code, answer["ok"], answer["places"][0]) == (REFUSED, False, place)
    assert answer["message"].startswith("不能撤销“干部.xlsx”的导入")
    assert (run("undo", 3)[0], run("undo", 99, "--reason", "错")[0], run("undo", "三")[0]) == (REFUSED, REFUSED, USAGE)
    with at_desk() as desk:
        assert content(desk) == before


def test_the_bin(run: Run, changed: Path, at_desk: AtDesk) -> None:
    assert run("bin")[1] == "回收站是空的\n"
    with at_desk() as desk:
        recycling.delete(desk, "relative", "1/1", "重复")
        recycling.delete(desk, "declaration", "1/1", "错录")
    code, out, _ = run("bin", "list")
    assert (code, out.splitlines()[1]) == (DONE, "1 2026-03-03 09:30:00 李审核 家庭成员 张三 妻子 王芳（共1行）：重复")
    code, out, _ = run("bin", "restore", 1, "--json")
    assert (code, json.loads(out)["state"], json.loads(out)["rows"]) == (DONE, "restored", 1)
    code, _, err = run("bin", "restore", 1)
    assert (code, err) == (REFUSED, "编号1的删除记录已恢复，不在回收站中\n")
    code, _, err = run("bin", "purge", 2)
    assert (code, err) == (REFUSED, "请写明清除理由：须记录依据，写好后再办\n")
    code, out, _ = run("bin", "purge", 2, "--reason", "保存期满")
    assert (code, "已清除（李审核 " in out) == (DONE, True)
    assert json.loads(run("bin", "--json")[1]) == {"ok": True, "deletions": []}
    code, _, err = run("bin", "purge")
    assert (code, "后面应写删除记录的编号" in err) == (USAGE, True)
    assert run("bin", "empty")[0] == USAGE


def test_records_that_can_be_asked_for_are_those_that_keep_versions() -> None:
    assert {key: title for title, key in cli.RECORDS.items()} == history.KINDS
