"""The import directions of pyproject.toml hold, and the check can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def _contracts(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program that a test may spoil."""
    shutil.copytree(ROOT / "cadre_desk", tmp_path / "cadre_desk")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_directions_hold(copy: Path) -> None:
    done = _contracts(copy)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_opened_in_the_domain_is_reported(copy: Path) -> None:
    with (copy / "cadre_desk/domain/dates.py").open("a", encoding="utf-8") as module:
        module.write("\nimport pathlib\n")
    done = _contracts(copy)
    assert done.returncode != 0
    assert "pathlib" in done.stdout
