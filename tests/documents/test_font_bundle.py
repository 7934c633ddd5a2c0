"""The prepared folder of fonts."""

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from cadre_desk.documents.fonts import ROLES

SCRIPT = Path(__file__).parent.parent.parent / "build" / "fonts.py"


def _entries(folder: Path) -> list[dict[str, str]]:
    return list(json.loads((folder / "fonts.json").read_text("utf-8"))["fonts"])


def _prepare(*options: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, SCRIPT, *options]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("folder", ["bundle", "plain_bundle"])
def test_the_list_says_what_is_there(request: pytest.FixtureRequest, folder: str) -> None:
    path: Path = request.getfixturevalue(folder)
    entries = _entries(path)
    assert {entry["role"] for entry in entries} == {*ROLES, "窗口"}
    assert {entry["file"] for entry in entries} == {file.name for file in path.glob("*.ttf")}
    for entry in {entry["file"]: entry for entry in entries}.values():
        assert hashlib.sha256((path / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert (path / entry["licence"]).stat().st_size > 1000


def test_names_are_unique_and_not_reserved(bundle: Path) -> None:
    files = {entry["file"]: entry["postscript"] for entry in _entries(bundle)}
    assert len(set(files.values())) == len(files)
    for file, postscript in files.items():
        with TTFont(bundle / file, lazy=True) as font:
            names = {str(record) for record in font["name"].names if record.nameID in (1, 3, 4, 6, 16)}
            assert font["name"].getDebugName(6) == postscript
            assert {"glyf", "loca"} <= set(font.keys())
        if file != "LXGWWenKai-Light.ttf":  # not modified, so it keeps its name
            assert not any(word in name for name in names for word in ("Fandol", "Noto", "Source", "LXGW"))


def test_a_second_run_is_quick_and_changes_nothing(plain_bundle: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in plain_bundle.glob("*.ttf")}
    started = time.monotonic()
    done = _prepare("--no-apt", "--out", plain_bundle)
    assert time.monotonic() - started < 2  # under a second on an idle computer
    assert {path.name: path.stat().st_mtime_ns for path in plain_bundle.glob("*.ttf")} == before
    assert "字体已备好：2 个" in done.stdout


def test_what_no_longer_belongs_there_goes(plain_bundle: Path) -> None:
    (plain_bundle / "Old.ttf").write_bytes(b"")
    _prepare("--no-apt", "--out", plain_bundle)
    assert not (plain_bundle / "Old.ttf").exists()


def test_without_apt_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain_bundle: Path) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("build_fonts", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "build_fonts", script)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script.shutil, "which", lambda name: None)
    assert list(script.debian(tmp_path, offline=False)) == []
    assert list(script.debian(tmp_path, offline=True)) == []
    assert len(script.gb2312()) > 6763 + 682
