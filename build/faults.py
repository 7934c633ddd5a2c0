"""Faults in full number: kills, power cuts, flipped bits, full disks, and every other goal that has a figure.

python build/faults.py                       all of it: an hour or more on two cores
python build/faults.py FILE… [-k WORDS]      only these files of tests
python build/faults.py --table               only the table, of what was run before

What was counted is kept in out/faults/, a file for each file of tests; the table is made of all that lies there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from goals import FAULTS, GOALS, Goal

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "out" / "faults"
#: what takes longest comes first
LONGEST = ("test_kills", "test_power_cuts", "test_flips", "test_sandbox", "test_record_kills")


def files() -> list[Path]:
    """All files of tests that count something."""
    elsewhere = {ROOT / test.partition("::")[0] for goal in GOALS for test in goal.tests}
    found = {*(ROOT / FAULTS).glob("test_*.py"), *elsewhere}
    rank = {name: number for number, name in enumerate(LONGEST)}
    return sorted(found, key=lambda path: (rank.get(path.stem, len(rank)), str(path)))


def run(path: Path, words: str) -> str:
    """One file of tests in full mode; what it said at last."""
    name, begun = "-".join(path.relative_to(ROOT / "tests").with_suffix("").parts), time.monotonic()
    counts, report, said = (KEPT / f"{name}.{kind}" for kind in ("counts", "xml", "said"))
    counts.unlink(missing_ok=True)
    env = {**os.environ, "CADRE_DESK_FULL": "1", "CADRE_DESK_COUNTS": str(counts), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", f"--junitxml={report}"]
    command += [str(path), *(["-k", words] if words else [])]
    with said.open("w", encoding="utf-8") as file:
        subprocess.run(command, cwd=ROOT, env=env, stdout=file, stderr=subprocess.STDOUT)
    last = said.read_text(encoding="utf-8").strip().splitlines()[-1:]
    return f"{name}: {' '.join(last)} ({time.monotonic() - begun:.0f} s)"


# --- what was counted ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One test that ran."""

    place: str  # file::name
    outcome: str  # passed, failed or skipped


def counted() -> list[dict[str, Any]]:
    """All lines that tests wrote."""
    return [
        json.loads(line)
        for path in sorted(KEPT.glob("*.counts"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def cases() -> list[Case]:
    """All tests that ran."""
    found = []
    for path in sorted(KEPT.glob("*.xml")):
        for one in ElementTree.parse(path).iter("testcase"):
            kinds = {child.tag for child in one}
            outcome = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
            place = one.get("classname", "").replace(".", "/") + ".py"
            found.append(Case(f"{place}::{one.get('name')}", outcome))
    return found


def _belongs(case: Case, goal: Goal) -> bool:
    """Whether a case is one of the goal; of a file, or of names that begin so."""
    return any(case.place.startswith(test if "::" in test else f"{test}::") for test in goal.tests)


def _is_control(case: Case, goal: Goal) -> bool:
    return any(case.place.partition("::")[2].startswith(name) for name in goal.controls)


# --- the table -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """What was found for a goal, or (number 0) which tests of faults did not pass."""

    goal: Goal
    rows: list[dict[str, Any]]
    mine: list[Case]

    @property
    def rounds(self) -> int:
        """How often something was tried and counted."""
        return sum(row["rounds"] for row in self.rows)

    @property
    def bad(self) -> int:
        """How much of it went wrong."""
        return sum(row["bad"] for row in self.rows if not row["control"])

    @property
    def failed(self) -> list[str]:
        """Tests that failed, or were left out."""
        return [f"{case.place} {case.outcome}" for case in self.mine if case.outcome != "passed"]

    @property
    def controls(self) -> int:
        """How many controls failed as they must."""
        named = [case for case in self.mine if _is_control(case, self.goal) and case.outcome == "passed"]
        return len(named) + sum(1 for row in self.rows if row["control"])

    @property
    def lacking(self) -> list[str]:
        """Of what too little was counted."""
        told = []
        for what, least in self.goal.least.items():
            count = sum(row["rounds"] for row in self.rows if row["what"].startswith(what))
            if count < least:
                told.append(f"{what or 'all'} {count}/{least}")
        return told

    @property
    def verdict(self) -> str:
        """In a word."""
        if not self.rows and not self.mine:
            return "not run"
        if self.bad or self.failed or self.lacking:
            return "NOT HELD"
        held = "held in part" if self.goal.lacks else "held"
        return held if self.controls else f"{held}, without a control"


def find() -> list[Found]:
    """What was found for every goal."""
    rows, ran = counted(), cases()
    faults = [case for case in ran if case.place.startswith(FAULTS) and case.outcome != "passed"]
    by_goal = [
        Found(
            goal,
            [row for row in rows if row["goal"] == goal.number],
            [case for case in ran if _belongs(case, goal)],
        )
        for goal in GOALS
    ]
    return [*by_goal, Found(Goal(0, "tests/faults", "every test passes"), [], faults)] if faults else by_goal


def table(found: list[Found]) -> list[str]:
    """One line for each goal, then what each is made of."""
    lines = ["| # | goal | wanted | found | controls | |", "|---|---|---|---|---|---|"]
    for one in found:
        passed = sum(case.outcome == "passed" for case in one.mine)
        made = [f"{one.rounds} rounds, {one.bad} bad"] * bool(one.rows)
        made += [f"{passed} of {len(one.mine)} tests"] * bool(one.mine)
        made += [f"too few: {' '.join(lacking)}" for lacking in [one.lacking] if lacking]
        told = "; ".join(filter(None, [one.verdict, *one.failed[:3], one.goal.lacks]))
        cells = (one.goal.number, one.goal.what, one.goal.wanted, ", ".join(made), one.controls, told)
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines.append("")
    for one in found:
        for row in sorted(one.rows, key=lambda row: str(row["what"])):
            told = row["control"] or row["more"]
            lines.append(
                f"{one.goal.number:>2}  {row['what']:<52}{row['rounds'] or '':>7}{row['bad'] or '':>5}  {told}"
            )
    return lines


def main() -> int:
    """0 when every goal that was run is held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("-k", dest="words", default="")
    parser.add_argument("--table", action="store_true")
    given = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    if not given.table:
        chosen = [path.resolve() for path in given.files] or files()
        with ThreadPoolExecutor(max_workers=2) as workers:
            for told in workers.map(lambda path: run(path, given.words), chosen):
                print(told, file=sys.stderr, flush=True)
    found = find()
    print("\n".join(table(found)))
    return int(any(one.verdict == "NOT HELD" for one in found))


if __name__ == "__main__":
    sys.exit(main())
