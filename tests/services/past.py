"""What tests of the history share: records of every kind, and asking for their past."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cadre_desk.domain.pack import Pack
from cadre_desk.services import history, letters, settings
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from tests.services.office import ZHANG, content

Write = Callable[..., Path]
Row = dict[str, Any]
WIFE = {"identity": ZHANG["identity"], "relation": "妻子", "name": "王芳"}
ANNUAL = ZHANG | {"year": 2024, "filing": "年度集中报告"}
HOUSE = ANNUAL | {"action": "现状", "owner": "张三", "address": "路1号", "area": 90.5, "kind": "住宅"}
HOUSE |= {"traded": "2018.05"}
NEXT_DAY, THIRD_DAY = date(2026, 3, 3), date(2026, 3, 4)
ORGAN = dict.fromkeys(("organ", "signer", "number_prefix", "reply_address", "contact"), "甲")
#: tables that tell what was done, or keep what was
TOLD = ("audit", "history", "birth", "deletion", "batch")


def versions(desk: Desk, kind: str, key: str) -> list[history.Version]:
    return desk.ask(lambda ask: history.versions(ask, kind, key))


def find(desk: Desk, kind: str, *names: str) -> list[str]:
    return desk.ask(lambda ask: history.find(ask, kind, names))


def case(pack: Pack, **changes: Any) -> dict[str, list[Row]]:
    """A ledger of cases with one row."""
    campaign = next(iter(pack.campaigns.values()))
    row = {"case_number": "1号", "category": campaign.categories[0], "received": "2024-03-01", "summary": "甲"}
    row["state"] = "核查中"
    return {campaign.title: [ZHANG | row | changes]}


def issued(desk: Desk, cadre_id: int = 1) -> int:
    """A letter with a number."""
    settings.save(desk, ORGAN)
    kind = desk.pack.letters["reminder"]
    data = {one.key: "甲" for one in kind.fields if one.required} | {"situation": kind.situations[0].key}
    letter = letters.draft(desk, "reminder", cadre_id, data)
    for step in ("submit", "approve", "issue"):
        letters.take_step(desk, letter, step, note="部长同意")
    return letter


def business(desk: Desk) -> dict[str, str]:
    """A digest of every table but those that tell what was done."""
    return {name: digest for name, digest in content(desk).items() if name not in TOLD}


def refused(desk: Desk, words: str, task: Callable[[], object]) -> None:
    """Refused with these words, and nothing is changed."""
    before = content(desk)
    with pytest.raises(Refused, match=words):
        task()
    assert content(desk) == before
