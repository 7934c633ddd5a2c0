"""What was counted for a goal with a figure: one JSON line each, of which build/faults.py makes the table."""

import json
import os


def count(goal: int, what: str, *, rounds: int = 0, bad: int = 0, control: object = "", more: str = "") -> None:
    """So many rounds of which so many were bad; or what a control, which must fail, was caught by."""
    if path := os.environ.get("CADRE_DESK_COUNTS"):
        told = {"goal": goal, "what": what, "rounds": rounds, "bad": bad, "control": str(control), "more": more}
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
