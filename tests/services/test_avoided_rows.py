"""回避 where many records are shown or leave at once: lists, figures, exports, what a scan tells."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
import pytest

from cadre_desk.services import avoiding, exporting, flags, lists, overview, recycling
from cadre_desk.services.avoiding import Avoid
from cadre_desk.services.desk import Desk
from cadre_desk.services.importing import import_file
from cadre_desk.services.lists import Query
from cadre_desk.storage import avoidance
from tests.services.accounts import CASE, Office, prepare
from tests.services.office import LI, STRANGER, WANG, ZHANG, all_rows, read_book, write_ledger
from tests.services.test_avoiding import relatives

ME, OTHER = "handler", "chief"
SELF = {**ZHANG, "relation": "本人"}
LEFT_OUT = ("declarations", "flags", "letters", "measures", "cases")
LEDGERS = ("cadres", "declarations", "measures", "cases", "flags")


@pytest.fixture
def office(full: Office, tmp_path: Path) -> Office:
    """Zhang (cadre 1) is the handler himself; of a person who is not on record there is a case, too."""
    full.do("in_charge", lambda desk: prepare(desk, tmp_path))
    campaign = next(iter(full.pack.campaigns.values()))
    row = CASE | {"name": STRANGER["name"], "case_number": "无名", "category": campaign.categories[0]}
    path = write_ledger(full.pack, "cases", tmp_path / "另案.xlsx", {campaign.title: [row]})
    full.do("in_charge", lambda desk: import_file(desk, "cases", path))
    return full


def keep_away(office: Office, *persons: dict[str, str]) -> None:
    me = office.id(ME)
    office.do("in_charge", lambda desk: avoiding.record(desk, me, persons or [SELF]))


def listed(desk: Desk, name: str, query: Query | None = None) -> list[dict[str, Any]]:
    """What a list shows, however it is asked for it."""

    def ask(ask: Any) -> list[dict[str, Any]]:
        wanted = query or Query()
        keys = lists.keys(ask, name, wanted)
        assert lists.count(ask, name, wanted) == len(keys)
        found = lists.rows(ask, name, keys)
        assert [row["key"] for row in found] == keys
        return found

    return desk.ask(ask)


def owners(rows: list[dict[str, Any]]) -> set[Any]:
    return {row["subject_id"] if row.get("subject") == "cadre" else row.get("cadre_id") for row in rows}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_list_leaves_out_what_concerns_him_for_that_officer_only(name: str, office: Office) -> None:
    before = office.do(ME, lambda desk: listed(desk, name))
    assert {1, 2} <= owners(before)
    keep_away(office)
    mine = office.do(ME, lambda desk: listed(desk, name))
    assert mine == [row for row in before if row.get("cadre_id") != 1 and row.get("subject_id") != 1]
    assert office.do(OTHER, lambda desk: listed(desk, name)) == before
    # not by a key that he remembers either, nor by a search for the name
    keys = [row["key"] for row in before]
    assert office.do(ME, lambda desk: desk.ask(lambda ask: lists.rows(ask, name, keys))) == mine
    assert not office.do(ME, lambda desk: listed(desk, name, Query(ZHANG["name"])))
    assert office.do(OTHER, lambda desk: listed(desk, name, Query(ZHANG["name"])))


def test_units_and_persons_who_are_not_on_record_stay_in_the_lists(office: Office, tmp_path: Path) -> None:
    keep_away(office)
    assert "陌生人" in {row["name"] for row in office.do(ME, lambda desk: listed(desk, "cases"))}


def test_he_stays_among_the_cadres_but_his_flags_are_not_counted(office: Office) -> None:
    def counted(role: str, query: Query | None = None) -> dict[str, Any]:
        found = office.do(role, lambda desk: listed(desk, "cadres", query))
        return {row["name"]: row["flags"] for row in found}

    before = counted(ME)
    assert before["张三"] > 0
    keep_away(office)
    assert counted(ME) == {**before, "张三": None}
    assert counted(OTHER) == before
    # neither does the order or a filter tell
    assert "张三" not in counted(ME, Query(where={"flags": before["张三"]}))
    assert "张三" in counted(OTHER, Query(where={"flags": before["张三"]}))
    assert next(iter(counted(ME, Query(sort="flags")))) == "张三"  # as one without
    assert next(iter(counted(OTHER, Query(sort="flags")))) == "王百_川"


@pytest.mark.parametrize(
    "persons",
    [
        [],
        [SELF],
        [{**LI, "relation": "配偶"}],
        [SELF, {**WANG, "relation": "兄弟"}],
        [{**STRANGER, "relation": "本人"}],
        [{**STRANGER, "relation": "同学"}],
    ],
)
def test_the_set_and_the_single_question_agree(persons: list[dict[str, str]], full: Office, tmp_path: Path) -> None:
    rows = [(ZHANG, LI, "配偶"), (WANG, ZHANG, "弟弟"), (LI, STRANGER, "子女")]
    for n, (of, who, relation) in enumerate(rows):
        (tmp_path / str(n)).mkdir()
        path = relatives(full.pack, tmp_path / str(n), of, who, relation)
        full.do("in_charge", lambda desk, path=path: import_file(desk, "cadres", path))
    me = full.id(ME)
    full.do("in_charge", lambda desk: avoiding.record(desk, me, persons))

    def look(desk: Desk) -> tuple[dict[int, str], dict[int, str]]:
        known = {row["id"]: row["identity"] for row in all_rows(desk, "cadre")}

        def ask(ask: Any) -> tuple[dict[int, str], dict[int, str]]:
            single = {id_ for id_ in known if avoidance.relation(ask.connection, me, id_)}
            return dict(avoiding.shut(ask)), {id_: known[id_] for id_ in single}

        return desk.ask(ask)

    together, one_by_one = full.do(ME, look)
    assert together == one_by_one
    assert bool(together) == bool(persons and persons != [{**STRANGER, "relation": "同学"}])


# -- figures ---------------------------------------------------------------------------------------------------------


def test_every_figure_counts_what_the_list_behind_it_shows(office: Office) -> None:
    def figures(desk: Desk) -> dict[str, int]:
        page = desk.ask(overview.overview)
        found = {}
        for figure in (*page.lights, *page.rules, *page.counts):
            if "/" not in figure.value:
                assert int(figure.value) == len(listed(desk, figure.list, figure.query)), figure.label
                found[figure.label] = int(figure.value)
        return found

    before = office.do(ME, figures)
    keep_away(office)
    after = office.do(ME, figures)
    assert before != after
    assert office.do(OTHER, figures) == before
    gone = {label: before[label] - after.get(label, 0) for label in before}
    assert gone["处理处分"] == gone["专项整治案件"] == gone["在办函件"] == 1
    assert gone["在册干部"] == 0


def test_terms_of_his_are_not_on_the_first_page(office: Office) -> None:
    def due(role: str) -> set[int]:
        return {one.cadre_id for one in office.do(role, lambda desk: desk.ask(overview.deadlines))}

    assert due(ME) == {1, 2}
    keep_away(office)
    assert due(ME) == {2}
    assert due(OTHER) == {1, 2}
    assert office.do(ME, lambda desk: desk.ask(overview.overview)).avoided == 1
    assert office.do(OTHER, lambda desk: desk.ask(overview.overview)).avoided == 0


def test_a_flag_about_him_is_not_opened_by_its_number(office: Office) -> None:
    keep_away(office)
    all_of_them = office.do(OTHER, lambda desk: listed(desk, "flags"))
    his = next(row["key"] for row in all_of_them if owners([row]) == {1})
    with closing(office.sit(ME)) as desk, pytest.raises(Avoid, match="需要回避"):
        desk.ask(lambda ask: flags.flag(ask, his))
    assert office.do(OTHER, lambda desk: desk.ask(lambda ask: flags.flag(ask, his))).subject_id == 1


# -- exports ---------------------------------------------------------------------------------------------------------


def cells(path: Path) -> list[str]:
    return [str(cell) for grid in read_book(path).values() for row in grid for cell in row if cell is not None]


@pytest.mark.parametrize("kind", LEDGERS)
def test_an_export_leaves_him_out_and_says_of_how_many(kind: str, office: Office, tmp_path: Path) -> None:
    """And nowhere whom."""
    keep_away(office)
    mine, whole = tmp_path / "我.xlsx", tmp_path / "全.xlsx"
    done = office.do(ME, lambda desk: exporting.export(desk, kind, mine))
    other = office.do(OTHER, lambda desk: exporting.export(desk, kind, whole))
    for text in (ZHANG["name"], ZHANG["identity"]):
        assert not any(text in cell for cell in cells(mine))
    assert any(ZHANG["name"] in cell for cell in cells(whole))
    assert any(LI["name"] in cell for cell in cells(mine))
    assert (done.avoided, done.note) == (1, "按回避规定未含1人")
    assert (other.avoided, other.note) == (0, "")
    assert done.count < other.count

    def look(desk: Desk) -> None:
        first, second = all_rows(desk, "outgoing")[-2:]
        assert first["planned"] == first["count"] == done.count
        assert second["planned"] == second["count"] == other.count
        told = [orjson.loads(row["detail"]) for row in all_rows(desk, "audit") if row["action"] == "导出"]
        assert [one.get("avoided") for one in told] == [1, None]
        assert not any(text in str(told) for text in (ZHANG["name"], ZHANG["identity"]))

    office.do(OTHER, look)


def test_an_export_in_which_nobody_stands_needs_no_note(office: Office, tmp_path: Path) -> None:
    keep_away(office)
    done = office.do(ME, lambda desk: exporting.export(desk, "units", tmp_path / "单位.xlsx"))
    assert done.avoided == 0


# -- the scan --------------------------------------------------------------------------------------------------------


def inquire(day: str, **more: str) -> Callable[[Desk], object]:
    """An inquiry to Zhang and one to Li, to be flagged for or not any more."""

    def act(desk: Desk) -> object:
        rows = [one | {"measure": "函询", "decided": day, "served": day, **more} for one in (ZHANG, LI)]
        path = desk.vault.folder.parent / f"处理{day}{len(more)}.xlsx"
        return import_file(desk, "measures", write_ledger(desk.pack, "measures", path, {"measure": rows}))

    return act


def test_a_scan_covers_everybody_and_tells_what_he_may_know(office: Office) -> None:
    """As if the others were all: the same figures as of an office where Zhang has no flags."""
    keep_away(office)

    def scan(role: str) -> tuple[flags.Scanned, dict[str, int]]:
        done = office.do(role, flags.scan)
        audited = [row for row in office.do(OTHER, lambda desk: all_rows(desk, "audit")) if row["action"] == "扫描预警"]
        return done, orjson.loads(audited[-1]["detail"])

    def shown(role: str) -> int:
        return len([row for row in office.do(role, lambda desk: listed(desk, "flags")) if row["state"] == "open"])

    def hidden() -> int:
        return shown(OTHER) - shown(ME)

    assert hidden() > 0
    done, audited = scan(ME)  # again what was there
    assert (done.found, done.same, done.new) == (shown(ME), shown(ME), 0)
    assert audited["found"] == shown(OTHER)
    assert done.avoided == 1
    assert str(done).endswith("按回避规定未含1人")
    before = hidden()
    office.do("in_charge", inquire("2025-02-03"))
    done, audited = scan(ME)
    assert (done.found, done.new) == (shown(ME), audited["new"] - (hidden() - before))
    assert 0 < done.new < audited["new"]  # also Zhang's came: only the figures are not told
    office.do("in_charge", inquire("2025-01-05", replied="2025-01-10"))
    office.do("in_charge", inquire("2025-02-03", served="2025-02-04"))
    before = {row["id"]: row["fingerprint"] for row in office.do(OTHER, lambda desk: all_rows(desk, "flag"))}
    done, audited = scan(ME)
    after = office.do(OTHER, lambda desk: all_rows(desk, "flag"))
    others = [row for row in after if (row["subject"], row["subject_id"]) != ("cadre", 1)]
    moved = [row for row in others if row["id"] in before and before[row["id"]] != row["fingerprint"]]
    assert (done.changed, done.gone) == (len(moved), sum(row["state"] == "gone" for row in others))
    assert 0 < done.changed < audited["changed"]
    assert 0 < done.gone < audited["gone"]
    assert done.new + done.same + done.changed == done.found == shown(ME)
    whole, _ = scan(OTHER)
    assert whole.found == shown(OTHER)
    assert "回避" not in str(whole)


def test_the_bin_shows_him_nothing_of_his_and_gives_him_nothing_back(office: Office) -> None:
    with closing(office.sit(OTHER)) as desk:
        measures = [row for row in all_rows(desk, "measure") if row["cadre_id"] in (1, 2)]
        gone = {
            row["cadre_id"]: recycling.delete(desk, "measure", f"{row['cadre_id']}/{row['n']}", "更正")
            for row in measures
        }
    with closing(office.sit(ME)) as desk:
        assert {one.id for one in desk.ask(recycling.bin)} == {one.id for one in gone.values()}, "control"
    keep_away(office)
    with closing(office.sit(ME)) as desk:
        assert [one.id for one in desk.ask(recycling.bin)] == [gone[2].id]
        with pytest.raises(Avoid):
            recycling.restore(desk, gone[1].id)
        recycling.restore(desk, gone[2].id)
    with closing(office.sit(OTHER)) as desk:
        recycling.restore(desk, gone[1].id)
