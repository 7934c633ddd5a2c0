"""The invented office: what was planted is found, and nothing else, on any day of the year."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cadre_desk.domain.codes import parse_identity
from cadre_desk.domain.pack import Pack
from cadre_desk.services import demo, flags
from cadre_desk.services.desk import Desk
from cadre_desk.services.invent import invent
from cadre_desk.storage import audit
from tests.conftest import Clock
from tests.services.office import all_rows

# what a check against registries leaves, and the audit
IN_NO_LEDGER = {"PM-06", "PM-07", "PM-08", "PM-09", "PM-10", "PM-11", "PM-12", "PM-13", "PM-21"}
OFF = {"PM-15", "PM-17", "FB-03"}  # until the unit decides


@pytest.mark.parametrize(
    ("seed", "today"),
    [
        pytest.param(1, date(2027, 1, 15), id="before the annual reports are due"),
        pytest.param(4, date(2027, 1, 20), id="when they are due soon"),
        pytest.param(2, date(2027, 2, 1), id="the day after they were due"),
        pytest.param(3, date(2028, 2, 29), id="29 February"),
    ],
)
def test_what_was_planted_is_found_and_nothing_else(
    seed: int, today: date, desk: Desk, clock: Clock, pack: Pack, tmp_path: Path
) -> None:
    clock.set(today)
    invented = invent(pack, 400, seed, today)
    said: list[str] = []
    demo.take_in(desk, demo.write_ledgers(desk, invented, tmp_path / "ledgers"), said.append)
    scanned = flags.scan(desk)
    assert demo.compare(desk, invented) == (set(), set())
    assert scanned.found >= len(invented.planted) > 30
    due_soon = {"PM-02"} if today == date(2027, 1, 20) else set()
    assert {rule for rule, _ in invented.planted} == (set(pack.rules) - IN_NO_LEDGER - OFF - {"PM-02"}) | due_soon
    assert len(all_rows(desk, "cadre")) == 400

    if seed == 1:
        ids = demo.write_some_letters(desk, most_of_each=1)
        assert [row["state"] for row in all_rows(desk, "letter")] == ["issued"] * len(ids) == ["issued"] * 5
        rows, broken = desk.ask(lambda ask: audit.verify(ask.connection))
        assert (rows, broken) == (len(all_rows(desk, "audit")), None)
        # control: a problem that was not planted, and a planted one that is mended
        rule, who = sorted(invented.planted)[0]
        invented.planted.remove((rule, who))
        invented.planted.add(("NK-01", "没有"))
        assert demo.compare(desk, invented) == ({("NK-01", "没有")}, {(rule, who)})


def test_the_same_seed_invents_the_same_office(pack: Pack) -> None:
    one, same, other = (invent(pack, 400, seed, date(2026, 3, 2)) for seed in (5, 5, 6))
    assert (one.rows, one.planted) == (same.rows, same.planted)
    assert one.rows != other.rows


@pytest.mark.parametrize("today", [date(2028, 1, 1) + timedelta(days=days) for days in range(0, 366, 10)])
def test_on_any_day_of_the_year_nothing_lies_in_the_future_and_nobody_is_real(today: date, pack: Pack) -> None:
    invented = invent(pack, 400, today.toordinal(), today)
    for row in invented.rows["declaration"]:
        assert row["received"] <= today.isoformat()
    for row in [
        *invented.rows["measure"],
        *(row for rows in invented.rows.values() for row in rows if "decided" in row),
    ]:
        assert row["decided"] <= today.isoformat()
    for row in invented.rows["cadre"]:
        assert row["identity"].startswith("000000")
        parse_identity(row["identity"])
    assert len({row["identity"] for row in invented.rows["cadre"]}) == 400
