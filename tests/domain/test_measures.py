"""Influence periods of domain.md §3.1, §10.1, §10.2; faults of a pack are named."""

from datetime import date
from pathlib import Path

import pytest

from cadre_desk.domain.measures import PackError, read_measures

PACK = Path(__file__).parents[2] / "resources/packs/measures.toml"
GOOD = '[[measure]]\nkey="a"\nname="甲"\ninstrument="乙"\narticle=""\nconfidence="H"\ninfluence_months=6\n'


@pytest.mark.parametrize(
    ("key", "end"),
    [
        ("admonishment", date(2024, 9, 15)),
        ("party_warning", date(2025, 3, 15)),
        ("party_serious_warning", date(2025, 9, 15)),
        ("party_removal", date(2026, 3, 15)),
        ("admin_warning", date(2024, 9, 15)),
        ("admin_demerit", date(2025, 3, 15)),
        ("admin_serious_demerit", date(2025, 9, 15)),
        ("admin_demotion", date(2026, 3, 15)),
        ("admin_removal", date(2026, 3, 15)),
    ],
)
def test_shipped_periods(key: str, end: date) -> None:
    measures = read_measures(PACK.read_text(encoding="utf-8"), PACK.name)
    assert measures[key].influence_end(date(2024, 3, 15)) == end


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (GOOD.replace("influence_months=6", "months=6"), "不认识的键"),
        (GOOD.replace('name="甲"', "name=1"), "键 name"),
        (GOOD.replace('"H"', '"X"'), "只允许 H"),
        (GOOD.replace('"H"', '"L"'), "为 L"),
        (GOOD.replace("=6", "=0"), "正整数"),
        (GOOD.replace("=6", "=true"), "正整数"),
        (GOOD + GOOD, "重复"),
        ("[[measure", "TOML"),
        ("[other]\nx=1", "只允许"),
    ],
)
def test_a_fault_names_place_and_reason(text: str, word: str) -> None:
    with pytest.raises(PackError, match=word) as caught:
        read_measures(text, "甲.toml")
    assert str(caught.value).startswith("甲.toml")


def test_an_unconfirmed_period_is_not_computed() -> None:
    measure = read_measures(GOOD.replace("influence_months=6\n", ""), "甲.toml")["a"]
    assert measure.influence_end(date(2024, 3, 15)) is None
