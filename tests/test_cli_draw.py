"""cadre-desk draw verify: recomputes a certificate without a vault."""

import json
from pathlib import Path

import pytest

from cadre_desk import cli
from cadre_desk.domain.draw import Person, Population, Witness, draw, to_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    people = tuple(Person(str(n), f"干部{n}", "云川市财政局") for n in range(1, 11))
    drawn = draw(Population("随机抽查", "2026-03-02", 2, people), Witness("王见证", "12"), Witness("赵见证", "007"))
    path = tmp_path / "凭证.json"
    path.write_text(to_file(drawn), encoding="utf-8")
    return path


def test_a_certificate_is_recomputed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", "verify", str(file)]) == 0
    said = capsys.readouterr().out
    assert "“随机抽查”2026-03-02：名单10人，抽取2人" in said
    assert "王见证 12；赵见证 007" in said
    assert "重算结果与文件一致" in said
    lines = json.loads(file.read_text(encoding="utf-8"))["lines"]
    assert all(f"第{line}行 干部{line} 云川市财政局" in said for line in lines)
    assert cli.main(["draw", "verify", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lines"] == lines


def test_a_changed_one_is_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = json.loads(file.read_text(encoding="utf-8"))
    content["lines"] = [n for n in range(1, 11) if n not in content["lines"]][:2]
    file.write_text(json.dumps(content), encoding="utf-8")
    assert cli.main(["draw", "verify", str(file)]) == 4
    assert "抽取结果不符" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", "不是".encode("gb18030"), b"{}"])
def test_anything_else_is_refused_in_words(content: bytes, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(content)
    assert cli.main(["draw", "verify", str(file)]) == 4
    assert "凭证" in capsys.readouterr().err
    assert cli.main(["draw", "verify", str(file.with_name("没有.json"))]) == 4
    assert "没有.json" in capsys.readouterr().err
