#!/usr/bin/env python3
"""Every command a developer needs, on a machine that has only Python 3.11 or newer.

    python3 build/dev.py demo [DIR] [--headless] [--cadres N]   the main job on invented data
    python3 build/dev.py test [ARGUMENTS OF PYTEST]             style, types, import directions, tests
    python3 build/dev.py lint                                   the first three only
    python3 build/dev.py run                                    the window
    python3 build/dev.py fonts                                  prepare the fonts of the letters
    python3 build/dev.py bench [--quick]                        the ratios that are promised, measured
    python3 build/dev.py faults                                 kills, power cuts, flipped bits: counted in full number
    python3 build/dev.py texts                                  collect the window's texts for translation

The first run makes .venv, installs the pinned packages (from --wheelhouse DIR when offline) and prepares the fonts
and translations; later runs start at once.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PINS = ROOT / "build" / "requirements.txt"
TRANSLATIONS = ROOT / "translations" / "cadre_desk_en.ts"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# what Qt needs of a Linux system, and the Debian package that has it
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def say(text: str) -> None:
    """One line of progress."""
    print(text, flush=True)


def prepare_packages(wheelhouse: Path | None) -> None:
    """Make .venv and install the pins, unless that was already done for exactly these pins."""
    done = VENV / "pins.sha256"
    digest = hashlib.sha256(PINS.read_bytes()).hexdigest()
    if PYTHON.exists() and done.exists() and done.read_text() == digest:
        return
    say("准备 .venv（首次需要几分钟）……")
    venv.create(VENV, with_pip=True)
    source = ["--no-index", "--find-links", str(wheelhouse)] if wheelhouse else []
    command = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", *source, "-r", PINS]
    subprocess.run(command, check=True)
    done.write_text(digest)


def _is_missing(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def prepare_system() -> None:
    """Libraries that Qt needs: installed as root on Debian, named elsewhere."""
    if not sys.platform.startswith("linux"):
        return
    missing = sorted({package for library, package in LIBRARIES.items() if _is_missing(library)})
    if not missing:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"安装系统库：{' '.join(missing)}")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, stdout=subprocess.DEVNULL)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL).returncode == 0:
            return
    say(f"缺少窗口所需的系统库，请安装后再运行：{' '.join(missing)}")


def prepare_fonts() -> int:
    """The fonts of letters, cached by what they are made from."""
    return run(PYTHON, ROOT / "build" / "fonts.py")


def run(*command: Path | str) -> int:
    """The exit code of a command in the project's folder."""
    return subprocess.run(list(command), cwd=ROOT).returncode


def lint() -> int:
    """Style, types and import directions; every check runs, even after a failure."""
    return max(
        run(PYTHON, "-m", "ruff", "check", "."),
        run(PYTHON, "-m", "ruff", "format", "--check", "."),
        run(PYTHON, "-m", "mypy"),
        run(BIN / "lint-imports"),
    )


def collect(target: Path) -> int:
    """Every text of the window into that file, for a translator; what was translated stays."""
    sources = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "cadre_desk" / "ui").rglob("*.py"))]
    alias = ["-tr-function-alias", "QT_TRANSLATE_NOOP+=noop"]
    flags = ["-source-language", "zh_CN", "-target-language", "en", "-no-obsolete", "-locations", "none"]
    return run(BIN / "pyside6-lupdate", *alias, *flags, *sources, "-ts", target)


def release(source: Path, target: Path) -> int:
    """The translations of a file as the window reads them."""
    return run(BIN / "pyside6-lrelease", "-silent", source, "-qm", target)


def prepare_translations() -> int:
    """The translations for the window, unless they are newer than what they are made from."""
    made = TRANSLATIONS.with_suffix(".qm")
    if made.exists() and made.stat().st_mtime >= TRANSLATIONS.stat().st_mtime:
        return 0
    return release(TRANSLATIONS, made)


def main() -> int:
    """Exit code of the chosen command: 0 when everything went well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["demo", "test", "lint", "run", "fonts", "bench", "faults", "texts"])
    parser.add_argument("--wheelhouse", type=Path, help="folder of wheels, for a machine without network")
    options, rest = parser.parse_known_args()
    prepare_packages(options.wheelhouse)
    if options.command == "lint":
        return lint()
    if options.command == "texts":
        return collect(TRANSLATIONS) or prepare_translations()
    if options.command != "fonts":
        prepare_system()
    failed = prepare_fonts()
    if failed or options.command == "fonts":
        return failed
    if failed := prepare_translations():
        return failed
    commands: dict[str, list[Path | str]] = {
        "demo": [PYTHON, "-m", "cadre_desk", "demo", *rest],
        "run": [PYTHON, "-m", "cadre_desk", *rest],
        "test": [PYTHON, "-m", "pytest", *rest],
        "bench": [PYTHON, ROOT / "build" / "bench.py", *rest],
        "faults": [PYTHON, ROOT / "build" / "faults.py", *rest],
    }
    failed = lint() if options.command == "test" else 0
    return run(*commands[options.command]) or failed


if __name__ == "__main__":
    sys.exit(main())
