"""Faults in full number: kills, power cuts, flipped bits, full disks, plaintext, memory. Prints what was counted.

python build/faults.py [ARGUMENTS OF PYTEST]      about three quarters of an hour on two cores
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests" / "faults"


def run(path: Path, counts: Path, arguments: list[str]) -> tuple[Path, int, str]:
    """One file of tests in full mode; its exit code and what it said."""
    env = {**os.environ, "CADRE_DESK_FULL": "1", "CADRE_DESK_COUNTS": str(counts), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", str(path), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8")
    return path, done.returncode, done.stdout + done.stderr


def table(counts: Path) -> list[str]:
    """One line for each thing counted."""
    rows = [json.loads(line) for line in counts.read_text(encoding="utf-8").splitlines()] if counts.exists() else []
    lines = [f"{'family':<14}{'what':<42}{'rounds':>7}{'bad':>5}  more"]
    for row in sorted(rows, key=lambda row: row["family"]):
        more = row.get("control", "") or row.get("more", "")
        lines.append(f"{row['family']:<14}{row['what']:<42}{row.get('rounds', ''):>7}{row.get('bad', ''):>5}  {more}")
    return lines


def main() -> int:
    """0 when every test passed."""
    failed = 0
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(max_workers=2) as workers:
        counts = Path(place) / "counts"
        paths = sorted(TESTS.glob("test_*.py"), key=lambda path: path.stem not in ("test_kills", "test_power_cuts"))
        for path, code, said in workers.map(lambda path: run(path, counts, sys.argv[1:]), paths):
            if code not in (0, 5):  # 5: none chosen
                failed = 1
                print(said)
            print(
                f"{path.stem}: {said.strip().splitlines()[-1] if said.strip() else code}", file=sys.stderr, flush=True
            )
        print("\n".join(table(counts)))
    return failed


if __name__ == "__main__":
    sys.exit(main())
