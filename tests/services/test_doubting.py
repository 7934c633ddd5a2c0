"""Common mistakes told on import: by cell, hard ones only, and nothing is kept out by them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cadre_desk.services.desk import Desk
from cadre_desk.services.importing import Imported, import_file
from tests.services.checking import ANNUAL, HOUSE
from tests.services.office import ZHANG, all_rows

Ledger = Callable[..., Path]
HEAD = ZHANG | ANNUAL | {"received": "2026-01-20", "signed": "2026-01-15"}
GOOD = ZHANG | ANNUAL | HOUSE | {"source": "购买", "price": 98, "sharing": "单独所有"}


def taken(desk: Desk, ledger: Ledger, *, dry_run: bool = False, **changed: Any) -> Imported:
    file = ledger("declarations", declaration=[HEAD], house=[GOOD | changed])
    return import_file(desk, "declarations", file, dry_run=dry_run)


def told(found: Imported) -> list[tuple[str, str, str]]:
    return [(one.sheet, one.cell, one.expected.rpartition("（")[2].rstrip("）")) for one in found.doubts]


@pytest.mark.parametrize(
    ("changed", "check"),
    [
        ({"area": 4}, "FM-36"),
        ({"price": 980_000}, "FM-36"),
        ({"traded": "2027-05"}, "FM-35"),
    ],
)
def test_a_hard_mistake_is_told_with_its_cell_and_kept_all_the_same(
    changed: dict[str, Any], check: str, staffed: Desk, ledger: Ledger
) -> None:
    found = taken(staffed, ledger, **changed)
    places = [cell for sheet, cell, id_ in told(found) if (sheet, id_) == ("房产", check)]
    assert len(places) == 1
    assert places[0].endswith("2")  # the row below the heads
    assert {one.code for one in found.doubts} == {"mistake"}
    assert f"疑似填报错误{len(found.doubts)}处" in str(found)
    assert len(all_rows(staffed, "entry")) == 1


def test_a_good_declaration_raises_no_doubt_and_no_question(staffed: Desk, ledger: Ledger) -> None:
    found = taken(staffed, ledger)
    assert [one for one in told(found) if one[0] == "房产"] == []


def test_a_rehearsal_tells_the_same_and_keeps_nothing(staffed: Desk, ledger: Ledger) -> None:
    rehearsed = taken(staffed, ledger, dry_run=True, area=4)
    assert all_rows(staffed, "entry") == []
    assert [one.cell for one in rehearsed.doubts] == [one.cell for one in taken(staffed, ledger, area=4).doubts]
