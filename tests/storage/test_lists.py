"""Long lists: what a search finds, in which order, and keys that lead back to their rows."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk.services.desk import Desk
from cadre_desk.services.importing import import_file
from cadre_desk.storage import lists
from cadre_desk.storage.lists import Query, owned_key, split_key
from cadre_desk.storage.work import Ask
from tests.conftest import Ledger
from tests.services.office import BUREAU, LI, SCHOOL, WANG, ZHANG


def names(desk: Desk, query: Query, name: str = "cadres") -> list[str]:
    def ask(ask: Ask) -> list[str]:
        found = lists.keys(ask, name, query)
        assert lists.count(ask, name, query) == len(found)
        return [row["name"] for row in lists.rows(ask, name, found)]

    return desk.ask(ask)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["张三", "李四明", "王百_川"]),
        ("张三", ["张三"]),
        ("四", ["李四明"]),
        ("ls", ["李四明"]),
        ("LSM", ["李四明"]),
        ("sm", []),
        (ZHANG["identity"], ["张三"]),
        (LI["identity"][:12], ["李四明"]),
        (ZHANG["identity"][6:], []),
        ("财政", ["张三", "李四明"]),
        ("财政 四明", ["李四明"]),
        ("财政 王", []),
        ("副局长", ["李四明"]),
        ("100%", ["王百_川"]),
        ("%", ["王百_川"]),
        ("_", ["王百_川"]),
        ("0%中", ["王百_川"]),
        ("1%中", []),
        ("王_", []),
        ("\\", []),
        ("' OR 1=1 --", []),
    ],
)
def test_search_by_name_initials_identity_number_and_unit(text: str, expected: list[str], staffed: Desk) -> None:
    assert names(staffed, Query(text)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(sort="birth"), ["王百_川", "张三", "李四明"]),
        (Query(sort="birth", descending=True), ["李四明", "张三", "王百_川"]),
        (Query(sort="unit"), ["王百_川", "张三", "李四明"]),
        (Query(where={"unit": SCHOOL}), ["王百_川"]),
        (Query(where={"level": ("县处级副职", "乡科级正职")}), ["李四明", "王百_川"]),
        (Query(where={"rank": None}), ["张三", "李四明", "王百_川"]),
        (Query("局长", where={"sex": "女"}), ["李四明"]),
    ],
)
def test_sort_and_filter(query: Query, expected: list[str], staffed: Desk) -> None:
    assert names(staffed, query) == expected


@pytest.mark.parametrize("name", lists.LISTS)
def test_every_list_is_searched_sorted_and_read_by_each_of_its_columns(name: str, staffed: Desk) -> None:
    def ask(ask: Ask) -> None:
        keys = lists.keys(ask, name, Query())
        assert [row["key"] for row in lists.rows(ask, name, keys)] == keys
        assert lists.rows(ask, name, [999_999_999]) == []
        for column in lists.LISTS[name].columns:
            for backwards in (False, True):
                found = lists.keys(ask, name, Query("%", sort=column, descending=backwards))
                assert set(found) <= set(keys)

    staffed.ask(ask)


def test_rows_come_in_the_order_of_their_keys_and_missing_ones_are_left_out(staffed: Desk) -> None:
    found = staffed.ask(lambda ask: lists.rows(ask, "cadres", [3, 99, 1, 2]))
    assert [row["name"] for row in found] == ["王百_川", "张三", "李四明"]
    assert [row["key"] for row in found] == [3, 1, 2]


@given(st.integers(1, 10**9), st.integers(1, 4095))
def test_a_key_of_an_owned_row_leads_back_to_it(cadre_id: int, n: int) -> None:
    assert split_key(owned_key(cadre_id, n)) == (cadre_id, n)


def test_keys_of_measures_and_declarations_lead_to_their_rows(staffed: Desk, ledger: Ledger) -> None:
    measures = [one | {"measure": kind, "decided": "2024-03-15"} for one in (ZHANG, WANG) for kind in ("提醒", "诫勉")]
    import_file(staffed, "measures", ledger("measures", measure=measures))
    filed = [one | {"year": year, "filing": "年度集中报告"} for one in (LI, WANG) for year in (2023, 2024)]
    import_file(staffed, "declarations", ledger("declarations", declaration=filed))

    def ask(ask: Ask) -> tuple[list[Any], list[Any]]:
        keys = lists.keys(ask, "measures", Query(where={"measure": "诫勉"}))
        rows = lists.rows(ask, "measures", keys)
        assert [split_key(key)[0] for key in keys] == [row["cadre_id"] for row in rows]
        later = lists.keys(ask, "declarations", Query("王", where={"year": 2024}))
        return [(row["name"], row["measure"]) for row in rows], lists.rows(ask, "declarations", later)

    measured, declared = staffed.ask(ask)
    assert measured == [("张三", "诫勉"), ("王百_川", "诫勉")]
    assert [(row["name"], row["year"]) for row in declared] == [("王百_川", 2024)]


def test_posts_filled_and_in_excess(staffed: Desk, ledger: Ledger) -> None:
    posts = [
        one | {"unit": BUREAU, "title": f"副局长{n}", "level": "县处级副职", "start": "2022-01", "counts": "是"}
        for n, one in enumerate([ZHANG, LI, WANG] * 2)
    ]
    for row in posts:
        row["cadre_name"] = row.pop("name")
    posts[5]["end"] = "2023-01"
    import_file(staffed, "cadres", ledger("cadres", post=posts))
    (row,) = staffed.ask(lambda ask: lists.rows(ask, "quotas", lists.keys(ask, "quotas", Query())))
    assert (row["approved"], row["actual"], row["excess"]) == (4, 5, 1)
