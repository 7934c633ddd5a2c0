#!/usr/bin/env python3
"""Every command a developer needs, on a machine that has only Python 3.11 or newer.

    python3 build/dev.py test     style, types, import directions, tests
    python3 build/dev.py lint     the first three only

The first run makes .venv and installs the pinned packages (from --wheelhouse DIR when offline); later runs start
at once.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PINS = ROOT / "build" / "requirements.txt"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def prepare(wheelhouse: Path | None) -> None:
    """Make .venv and install the pins, unless that was already done for exactly these pins."""
    done = VENV / "pins.sha256"
    digest = hashlib.sha256(PINS.read_bytes()).hexdigest()
    if PYTHON.exists() and done.exists() and done.read_text() == digest:
        return
    venv.create(VENV, with_pip=True)
    source = ["--no-index", "--find-links", str(wheelhouse)] if wheelhouse else []
    subprocess.run(
        [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", *source, "-r", PINS], check=True
    )
    done.write_text(digest)


def lint() -> int:
    """Style, types and import directions; every check runs, even after a failure."""
    checks: list[list[Path | str]] = [
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "mypy"],
        [BIN / "lint-imports"],
    ]
    return max([subprocess.run(check, cwd=ROOT).returncode for check in checks])


def main() -> int:
    """Exit code of the chosen command: 0 when everything passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["test", "lint"])
    parser.add_argument("--wheelhouse", type=Path, help="folder of wheels, for a machine without network")
    options, rest = parser.parse_known_args()
    prepare(options.wheelhouse)
    failed = lint()
    if options.command == "test":
        failed |= subprocess.run([PYTHON, "-m", "pytest", *rest], cwd=ROOT).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
