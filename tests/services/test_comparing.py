"""Two moments of a cadre's declarations and 收支对照: opened for a purpose, audited, and on paper by the gate."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from cadre_desk import app
from cadre_desk.domain.comparison import Concern
from cadre_desk.domain.declaration import Change
from cadre_desk.domain.networth import Flow
from cadre_desk.services import comparing, importing, policies, printing
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.outgoing import Approver, Document, Terms
from cadre_desk.storage import dossiers
from cadre_desk.storage.errors import WrongPassword
from cadre_desk.storage.work import Ask
from tests.conftest import Ledger, policy
from tests.services.office import OFFICER, PASSWORD, ZHANG, all_rows, colleague

CHIEF, HIS_PASSWORD = "赵科长", "雨天-tiger-31"
ANNUAL = "年度集中报告"
PURPOSE = "随机抽查核实"
HOUSE = {"owner": "张三", "holder": "本人", "source": "购买", "kind": "住宅", "area": 90, "sharing": "单独所有"}
FUND = {"owner": "张三", "holder": "本人", "code": "000001", "units": 5000, "value": 0.7}


def head(year: int, filing: str = ANNUAL) -> dict[str, Any]:
    return ZHANG | {"year": year, "filing": filing}


@pytest.fixture
def declared(staffed: Desk, ledger: Ledger) -> Desk:
    """Three yearly filings: a fund goes without a word, a flat is told too late, one is sold that was never told."""
    heads = [
        head(year) | {"received": f"{year + 1}-01-20", "signed": f"{year + 1}-01-10"} for year in (2022, 2023, 2024)
    ]
    old = {"action": "现状", "address": "云川市示例路1号", "traded": "2015-03", "price": 60}
    late = {"action": "新增", "address": "云川市示例路2号", "traded": "2022-06", "price": 120}
    unknown = {"action": "处置", "source": "出售", "address": "云川市示例路9号", "traded": "2024-05", "price": 80}
    houses = [head(2022) | HOUSE | old, head(2023) | HOUSE | late, head(2024) | HOUSE | unknown]
    incomes = [head(year) | {"wage": 16, "total": 16} for year in (2022, 2023, 2024)]
    path = ledger("declarations", declaration=heads, house=houses, salary=incomes, fund=[head(2022) | FUND])
    importing.import_file(staffed, "declarations", path)
    return staffed


def audited(desk: Desk) -> list[dict[str, Any]]:
    return [
        {"subject": row["subject"], **json.loads(row["detail"])}
        for row in all_rows(desk, "audit")
        if row["action"] == "查看报告"
    ]


def found(desk: Desk, *moments: Any) -> dict[str, tuple[Change, Concern | None]]:
    both = comparing.open_beside(desk, 1, *moments, purpose=PURPOSE)
    assert both is not None
    return {one.difference.section: (one.difference.change, one.concern) for one in both.comparison.items}


def test_the_last_two_whole_filings_are_compared_where_nothing_else_is_asked(declared: Desk) -> None:
    both = comparing.open_beside(declared, 1, purpose=PURPOSE)
    assert both is not None
    assert both.comparison.before is not None
    assert both.comparison.after is not None
    assert (both.comparison.before.year, both.comparison.after.year) == (2023, 2024)
    assert [(one.filing.year, one.entry.item.split("|")[0], one.gone) for one in both.unmet] == [
        (2024, "云川市示例路9号", False)
    ]


def test_filings_and_days_name_the_same_moments_in_either_order(declared: Desk) -> None:
    expected = found(declared, 1, 2)
    assert expected["fund"] == (Change.REMOVED, Concern.SILENT)
    for moments in ((2, 1), (date(2023, 1, 20), date(2024, 1, 20)), (1, date(2024, 12, 31)), (date(2024, 6, 1), 1)):
        assert found(declared, *moments) == expected
    both = comparing.open_beside(declared, 1, 1, 2, purpose=PURPOSE)
    assert both is not None
    assert both.comparison.items[0].concern is Concern.BACKDATED


def test_before_the_first_filing_there_is_nothing(declared: Desk) -> None:
    both = comparing.open_beside(declared, 1, date(2020, 1, 1), 1, purpose=PURPOSE)
    assert both is not None
    assert both.comparison.before is None
    assert {one.difference.change for one in both.comparison.items} == {Change.ADDED}


def test_funds_are_told_with_their_rows(declared: Desk) -> None:
    funds = comparing.open_funds(declared, 1, purpose=PURPOSE)
    assert funds is not None
    flows = [(year.year, term.flow) for year in funds.statement.years for term in year.terms]
    assert (2022, Flow.HOUSE) in flows
    assert (2024, Flow.SOLD) in flows
    told = comparing.lines(declared.pack, funds)
    flat = next(one for one in told if one.flow == Flow.HOUSE)
    assert flat.basis == "2023年度集中报告 房产第1行"
    assert flat.amount == "120.00"


def test_who_is_not_on_record_has_nothing(declared: Desk) -> None:
    assert comparing.open_beside(declared, 99, purpose=PURPOSE) is None
    assert comparing.open_funds(declared, 99, purpose=PURPOSE) is None


def test_who_declared_nothing_is_compared_with_nothing(declared: Desk) -> None:
    both, funds = comparing.open_beside(declared, 2), comparing.open_funds(declared, 2)
    assert both is not None
    assert funds is not None
    assert (both.comparison.before, both.comparison.after, both.comparison.items) == (None, None, [])
    assert not funds.statement.years


OPENINGS: dict[str, Callable[..., Any]] = {"比较": comparing.open_beside, "收支对照": comparing.open_funds}


@pytest.mark.parametrize("view", OPENINGS)
def test_it_is_opened_only_for_a_purpose_and_that_is_kept(view: str, declared: Desk) -> None:
    policies.save(declared, policy(purpose_for_declarations=True).to_mapping())
    for purpose in ("", "好奇"):
        with pytest.raises(Refused, match="用途"):
            OPENINGS[view](declared, 1, purpose=purpose)
    assert audited(declared) == []
    assert OPENINGS[view](declared, 1, purpose=PURPOSE) is not None
    assert audited(declared) == [{"subject": "declaration 1", "purpose": PURPOSE, "view": view}]


@pytest.mark.parametrize("view", OPENINGS)
def test_and_with_a_second_person_where_the_policy_wants_one(view: str, declared: Desk) -> None:
    policies.save(declared, policy(profile="secret", purpose_for_declarations=True).to_mapping())
    colleague(declared.vault, CHIEF, HIS_PASSWORD)
    open_ = partial(OPENINGS[view], declared, 1, purpose=PURPOSE)
    with pytest.raises(Refused, match="须由另一人批准"):
        open_()
    with pytest.raises(Refused, match="须是另一个人"):
        open_(approver=Approver(OFFICER, PASSWORD))
    with pytest.raises(WrongPassword):
        open_(approver=Approver(CHIEF, PASSWORD))
    assert audited(declared) == []
    assert open_(approver=Approver(CHIEF, HIS_PASSWORD)) is not None
    assert [one["approver"] for one in audited(declared)] == [CHIEF]


def test_everybodys_filings_are_those_of_the_dossiers(declared: Desk) -> None:
    def read(ask: Ask) -> tuple[dict[int, Any], dict[int, Any]]:
        whole = {one.cadre.id: list(one.filings) for one in dossiers.dossiers(ask.connection) if one.filings}
        return dict(dossiers.declarations(ask.connection)), whole

    alone, whole = declared.ask(read)
    assert alone == whole
    assert [len(filings) for filings in whole.values()] == [3]


# -- paper -----------------------------------------------------------------------------------------------------------


def _papers(desk: Desk) -> dict[str, Document]:
    both, funds = desk.ask(lambda ask: (comparing.beside(ask, 1, 1, 2), comparing.funds(ask, 1)))
    assert both is not None
    assert funds is not None
    return {
        "changes": comparing.comparison_paper(desk.pack, both, all_items=False),
        "all": comparing.comparison_paper(desk.pack, both, all_items=True),
        "funds": comparing.funds_paper(desk.pack, funds),
    }


EXPECTED = {
    "changes": ("前后比较", "待核实：日期早于前一份", "云川市示例路2号", "待核实：不再填报且未说明去向", "不是结论"),
    "all": ("前后比较", "待核实：日期早于前一份", "云川市示例路1号", "＝未变"),
    "funds": ("线索提示", "报告表不填配偶、子女的收入", "取得房产", "120.00", "2023年度集中报告房产"),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_paper_leaves_by_the_gate_and_says_what_is_shown(name: str, declared: Desk, tmp_path: Path) -> None:
    target = tmp_path / "出.pdf"
    done = printing.write_document(declared, _papers(declared)[name], target, app.fonts(), Terms("秘密★5年"))
    with pypdfium2.PdfDocument(target) as document:
        assert len(document) == done.count
        pages = [page.get_textpage().get_text_range() for page in document]
        assert {page.get_size() for page in document} == {document[0].get_size()}
    text = "".join("".join(pages).split())
    for words in EXPECTED[name]:
        assert words in text
    assert "秘密★5年" in text
    assert ("云川市示例路1号" in text) is (name == "all")
    (line,) = all_rows(declared, "outgoing")
    assert line["what"].endswith("张三")
    assert line["state"] == "written"
