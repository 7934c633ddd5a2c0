"""交接: what leaves of one cadre is taken in elsewhere as it was, and nothing of anybody else is in it."""

from pathlib import Path
from typing import Any

import pytest

from cadre_desk.services import avoiding, handing_over, importing
from cadre_desk.services.avoiding import Avoid
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Gone, Refused
from cadre_desk.services.handing_over import LEDGERS
from cadre_desk.services.outgoing import Terms
from tests.conftest import Ledger, OpenDesk
from tests.services.accounts import prepare
from tests.services.office import BUREAU, LI, WANG, ZHANG, all_rows, read_book

HOUSE = {"action": "现状", "owner": "张三", "holder": "本人", "source": "购买", "address": "云川市示例路1号"}
MORE = {"area": 110.5, "kind": "住宅", "traded": "2019-06", "price": 96.5, "sharing": "单独所有"}
TABLES = ("cadre", "relative", "post", "declaration", "entry", "measure", "campaign_case")
ORIGIN = ("id", "cadre_id", "unit_id", "batch_id", "line", "n")


@pytest.fixture
def filled(staffed: Desk, ledger: Ledger, tmp_path: Path) -> Desk:
    """Of Zhang and Li a declaration, a measure and a case; of Zhang a house and relatives."""
    prepare(staffed, tmp_path)
    kin = [{"identity": ZHANG["identity"], "cadre_name": "张三", "relation": "妻子", "name": "钱某"}]
    importing.import_file(staffed, "cadres", ledger("cadres", relative=kin))
    head = ZHANG | {"year": 2024, "filing": "年度集中报告"}
    path = ledger("declarations", declaration=[head | {"received": "2025-01-20"}], house=[head | HOUSE | MORE])
    importing.import_file(staffed, "declarations", path)
    return staffed


def his(desk: Desk, name: str, cadre_id: int) -> list[dict[str, Any]]:
    """His rows of a table without what each vault numbers for itself."""
    owner = "id" if name == "cadre" else "cadre_id"
    rows = (row for row in all_rows(desk, name) if row[owner] == cadre_id)
    return [{key: value for key, value in row.items() if key not in ORIGIN} for row in rows]


def test_another_vault_takes_it_in_as_it_was(
    filled: Desk, open_desk: OpenDesk, empty_vault: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    done = handing_over.hand_over(filled, 1, tmp_path / "out", Terms("秘密★5年", "调动"))
    other = open_desk(empty_vault)
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name[:3] for file in files] == ["交接1", "交接2", "交接3", "交接4", "交接5"]
    assert all("张三" not in file.name for file in files)
    for kind, file in zip(LEDGERS, files, strict=True):
        importing.import_file(other, kind, file)
    (taken,) = all_rows(other, "cadre")
    for name in TABLES:
        assert his(other, name, taken["id"]) == his(filled, name, 1) != [], name
    titles = [f"交接 {filled.pack.ledgers[one].title}" for one in LEDGERS]
    assert [row["what"] for row in all_rows(filled, "outgoing")] == titles
    assert sum(one.count for one in done) == 1 + sum(len(his(filled, name, 1)) for name in TABLES)


def test_nothing_of_anybody_else_is_in_it(filled: Desk, tmp_path: Path) -> None:
    handing_over.hand_over(filled, 1, tmp_path, Terms())
    text = "".join(repr(read_book(file)) for file in tmp_path.glob("交接*"))
    assert "张三" in text
    assert BUREAU in text
    for one in (LI, WANG):
        assert one["name"] not in text
        assert one["identity"] not in text


def test_a_ledger_that_says_nothing_of_him_makes_no_workbook(filled: Desk, tmp_path: Path) -> None:
    handing_over.hand_over(filled, 3, tmp_path, Terms())
    assert sorted(file.name[:3] for file in tmp_path.glob("交接*")) == ["交接1", "交接2"]


def test_nothing_is_written_over(filled: Desk, tmp_path: Path) -> None:
    handing_over.hand_over(filled, 1, tmp_path, Terms())
    with pytest.raises(Refused, match="已经有“交接1"):
        handing_over.hand_over(filled, 3, tmp_path, Terms())
    assert len(all_rows(filled, "outgoing")) == 5


def test_nobody_hands_over_himself_or_who_is_not_there(filled: Desk, tmp_path: Path) -> None:
    avoiding.record(filled, filled.vault.account.id, [ZHANG | {"relation": "本人"}])
    for cadre, refusal in ((1, Avoid), (99, Gone)):
        with pytest.raises(refusal):
            handing_over.hand_over(filled, cadre, tmp_path, Terms())
    assert list(tmp_path.glob("交接*")) == []
    assert all_rows(filled, "outgoing") == []
