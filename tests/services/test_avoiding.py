"""回避: nobody opens or handles what concerns himself or a recorded relative; the officer beside him can."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cadre_desk import app
from cadre_desk.domain.pack import Pack
from cadre_desk.services import avoiding, cases, comparing, flags, history, letters, people, printing, recycling
from cadre_desk.services.avoiding import Avoid
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.importing import import_file
from tests.services.accounts import NAMES, WORDS, Office, prepare
from tests.services.office import LI, STRANGER, WANG, ZHANG, all_rows, write_ledger

ME, OTHER = "handler", "chief"
SELF = {**ZHANG, "relation": "本人"}


@pytest.fixture
def office(full: Office, tmp_path: Path) -> Office:
    full.do("in_charge", lambda desk: prepare(desk, tmp_path))
    return full


def flag_of(desk: Desk, cadre: int) -> int:
    return next(row["id"] for row in all_rows(desk, "flag") if (row["subject"], row["subject_id"]) == ("cadre", cadre))


def case_of(desk: Desk, cadre: int) -> int:
    return next(row["id"] for row in all_rows(desk, "campaign_case") if row["cadre_id"] == cadre)


def letter_of(desk: Desk, cadre: int) -> int:
    return next(row["id"] for row in all_rows(desk, "letter") if row["cadre_id"] == cadre)


def measure_of(desk: Desk, cadre: int) -> str:
    return next(f"{cadre}/{row['n']}" for row in all_rows(desk, "measure") if row["cadre_id"] == cadre)


DEEDS: dict[str, Callable[[Desk, int, Path], Any]] = {
    "open his page": lambda desk, cadre, _: people.open_page(desk, cadre),
    "open his declaration": lambda desk, cadre, _: people.open_declaration(desk, cadre, 1, "随机抽查核实"),
    "open what he declared": lambda desk, cadre, _: people.open_holdings(desk, cadre, "随机抽查核实"),
    "compare what he declared": lambda desk, cadre, _: comparing.open_beside(desk, cadre, purpose="随机抽查核实"),
    "open his funds": lambda desk, cadre, _: comparing.open_funds(desk, cadre, purpose="随机抽查核实"),
    "ask for his funds": lambda desk, cadre, _: desk.ask(lambda ask: comparing.funds(ask, cadre)),
    "ask for a comparison": lambda desk, cadre, _: desk.ask(lambda ask: comparing.beside(ask, cadre)),
    "look at his history": lambda desk, cadre, _: history.look_back(desk, "cadre", str(cadre)),
    "look at the history of his declaration": lambda desk, cadre, _: history.look_back(
        desk, "declaration", f"{cadre}/1", purpose="随机抽查核实"
    ),
    "look at the history of his case": lambda desk, cadre, _: history.look_back(
        desk, "case", str(case_of(desk, cadre))
    ),
    "delete his measure": lambda desk, cadre, _: recycling.delete(desk, "measure", measure_of(desk, cadre), "更正"),
    "draft": lambda desk, cadre, _: letters.draft(desk, "reminder", cadre, WORDS),
    "read a letter": lambda desk, cadre, _: desk.ask(lambda ask: letters.letter(ask, letter_of(desk, cadre))),
    "edit a letter": lambda desk, cadre, _: letters.save(desk, letter_of(desk, cadre), WORDS),
    "take a step": lambda desk, cadre, _: letters.take_step(desk, letter_of(desk, cadre), "submit"),
    "preview": lambda desk, cadre, _: desk.ask(lambda ask: printing.preview(ask, letter_of(desk, cadre), app.fonts())),
    "print": lambda desk, cadre, place: printing.write_letters(
        desk, [letter_of(desk, cadre)], place / "函.pdf", app.fonts()
    ),
    "dispose of a flag": lambda desk, cadre, _: flags.dispose(desk, flag_of(desk, cadre), "handled", "已核"),
    "read a case": lambda desk, cadre, _: desk.ask(lambda ask: cases.case(ask, case_of(desk, cadre))),
    "change a case": lambda desk, cadre, _: cases.save(desk, case_of(desk, cadre), {}, "更正"),
}


@pytest.mark.parametrize("name", DEEDS)
def test_who_is_close_cannot_and_another_can(name: str, office: Office, tmp_path: Path) -> None:
    deed = DEEDS[name]
    me = office.id(ME)
    office.do("in_charge", lambda desk: avoiding.record(desk, me, [SELF]))
    before = office.state()
    with closing(office.sit(ME)) as desk:
        with pytest.raises(Avoid, match=f"需要回避.*“{NAMES[ME]}”.*本人.*其他经办人"):
            deed(desk, 1, tmp_path)
        assert not list(tmp_path.glob("*.pdf"))
    assert office.state() == before
    with closing(office.sit(ME)) as desk:
        deed(desk, 2, tmp_path)  # somebody else's
    with closing(office.sit(OTHER)) as desk:
        deed(desk, 1, tmp_path)  # another officer
    office.do("in_charge", lambda desk: avoiding.record(desk, me, []))
    with closing(office.sit(ME)) as desk:
        if name not in ("take a step", "dispose of a flag", "delete his measure"):  # those were done meanwhile
            deed(desk, 1, tmp_path)


# -- who is close ----------------------------------------------------------------------------------------------------


def relatives(pack: Pack, folder: Path, of: dict[str, str], who: dict[str, str], relation: str) -> Path:
    row = {"identity": of["identity"], "cadre_name": of["name"], "relation": relation, "name": who["name"]}
    keys = {one.key for one in next(s for s in pack.ledgers["cadres"].sheets if s.key == "relative").fields}
    assert "relative_identity" in keys
    return write_ledger(
        pack, "cadres", folder / "家庭.xlsx", {"relative": [row | {"relative_identity": who["identity"]}]}
    )


def shut_out(office: Office, cadre: int) -> str:
    """Why the handler may not open that page; empty where he may."""
    with closing(office.sit(ME)) as desk:
        try:
            people.open_page(desk, cadre)
        except Avoid as error:
            return str(error)
    return ""


def test_a_listed_relative(full: Office) -> None:
    me = full.id(ME)
    assert not shut_out(full, 2)
    full.do(ME, lambda desk: avoiding.record(desk, me, [{**LI, "relation": "配偶"}]))
    assert "“配偶”" in shut_out(full, 2)
    assert not shut_out(full, 1)


@pytest.mark.parametrize("direction", ["he is in the relative's file", "the relative is in his file"])
def test_a_relative_that_the_files_tell_of(direction: str, full: Office, tmp_path: Path) -> None:
    """Zhang, a cadre, is the handler himself; Li is his wife, as one of both files says."""
    of, who = (LI, ZHANG) if direction.startswith("he is") else (ZHANG, LI)
    path = relatives(full.pack, tmp_path, of, who, "配偶")
    full.do("in_charge", lambda desk: import_file(desk, "cadres", path))
    assert not shut_out(full, 2)  # before it is known who the handler is
    full.do("in_charge", lambda desk: avoiding.record(desk, full.id(ME), [SELF]))
    assert "家庭成员（配偶）" in shut_out(full, 2)
    assert not shut_out(full, 3)


def test_of_a_relative_who_is_no_cadre_the_files_tell_as_well(full: Office, tmp_path: Path) -> None:
    """The handler is no cadre, but stands in Li's file."""
    path = relatives(full.pack, tmp_path, LI, STRANGER, "子女")
    full.do("in_charge", lambda desk: import_file(desk, "cadres", path))
    full.do("in_charge", lambda desk: avoiding.record(desk, full.id(ME), [{**STRANGER, "relation": "本人"}]))
    assert "对方家庭成员（子女）" in shut_out(full, 2)


# -- the list --------------------------------------------------------------------------------------------------------


def refused(office: Office, role: str, officer: int, persons: list[dict[str, str]]) -> str:
    before = office.state()
    with closing(office.sit(role)) as desk, pytest.raises(Refused) as error:
        avoiding.record(desk, officer, persons)
    assert office.state() == before
    return str(error.value)


def test_what_cannot_be_listed_is_refused(full: Office) -> None:
    me = full.id(ME)
    row = {**WANG, "relation": "兄弟"}
    assert "每一行" in refused(full, ME, me, [{**row, "relation": " "}])
    assert "每一行" in refused(full, ME, me, [{**row, "identity": ""}])
    assert "写了两次" in refused(full, ME, me, [row, {**row, "identity": f" {row['identity'].lower()} "}])
    assert "应为18位" in refused(full, ME, me, [{**row, "identity": "123"}])
    assert "没有这个账号" in refused(full, ME, 99, [row])


def test_a_number_is_found_however_it_was_typed(full: Office) -> None:
    typed = "　".join((ZHANG["identity"][:6], ZHANG["identity"][6:])).lower()
    full.do(ME, lambda desk: avoiding.record(desk, full.id(ME), [{"identity": typed, "relation": " 同学 "}]))
    assert "“同学”" in shut_out(full, 1)


def test_nobody_takes_a_name_off_his_own_list(full: Office) -> None:
    me, both = full.id(ME), [SELF, {**LI, "relation": "配偶"}]
    full.do(ME, lambda desk: avoiding.record(desk, me, both[:1]))
    full.do(ME, lambda desk: avoiding.record(desk, me, both))
    assert "自己的回避名单只能增加" in refused(full, ME, me, both[:1])
    full.do(OTHER, lambda desk: avoiding.record(desk, me, both[:1]))
    assert [one["relation"] for one in full.do(ME, lambda desk: avoiding.persons(desk, me))] == ["本人"]


def test_the_only_officer_mends_his_list_himself_and_what_it_was_is_kept(small: Office) -> None:
    me = small.id("in_charge")
    small.do("in_charge", lambda desk: avoiding.record(desk, me, [SELF]))
    small.do("in_charge", lambda desk: avoiding.record(desk, me, []))

    def look(desk: Desk) -> None:
        (kept,) = [row for row in all_rows(desk, "history") if row["table_name"] == "avoidance"]
        assert ZHANG["identity"] in kept["before"]
        told = [row["detail"] for row in all_rows(desk, "audit") if row["action"] == "登记回避"]
        assert told == ['{"persons":1,"removed":0}', '{"persons":0,"removed":1}']

    small.do("in_charge", look)
