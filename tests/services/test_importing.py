"""Ledgers into a real vault: all or nothing, changes told apart, former rows kept, every kind out and in again."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cadre_desk.domain.faults import FileRefused
from cadre_desk.domain.pack import Pack
from cadre_desk.services import exporting, importing
from cadre_desk.services.desk import Desk
from cadre_desk.services.importing import import_file
from cadre_desk.services.invent import identity
from cadre_desk.services.outgoing import Terms
from tests.services.office import BUREAU, LI, SCHOOL, STRANGER, ZHANG, all_rows, content, read_book, write_book

Write = Callable[..., Path]
Row = dict[str, Any]

UNIT = {"name": BUREAU, "grade": "县处级正职", "kind": "党政机关", "region": "云川市", "remark": "甲"}
QUOTA = {"unit": BUREAU, "level": "县处级副职", "approved": 4}
CADRE = ZHANG | {
    "unit": BUREAU,
    "sex": "男",
    "reporting": "是",
    "phone": "000-1",
    "remark": "甲",
    "level": "县处级正职",
}
ANNUAL = ZHANG | {"year": 2024, "filing": "年度集中报告"}
MEASURE = ZHANG | {"measure": "诫勉", "decided": "2024-03-15", "reason": "甲"}
HOUSE = ANNUAL | {
    "action": "现状",
    "owner": "张三",
    "address": "路1号",
    "area": 90.5,
    "kind": "住宅",
    "traded": "2018.05",
}
FUND = ANNUAL | {"owner": "张三", "code": "000001", "units": 100, "value": 1.25}
CASE = {"case_number": "1号", "category": "", "received": "2024-03-01", "summary": "甲", "state": "核查中"}


def case(pack: Pack, **changes: Any) -> Row:
    campaign = next(iter(pack.campaigns.values()))
    return CASE | ZHANG | {"category": campaign.categories[0]} | changes


def case_title(pack: Pack) -> str:
    return next(iter(pack.campaigns.values())).title


def refused(desk: Desk, kind: str, path: Path, **options: Any) -> list[str]:
    """The faults of a file that is refused; the vault is as it was, to the row."""
    before = content(desk)
    with pytest.raises(FileRefused) as error:
        import_file(desk, kind, path, **options)
    assert content(desk) == before
    return [str(fault) for fault in error.value.faults]


def counts(done: importing.Imported) -> tuple[int, int, int]:
    return done.added, done.changed, done.same


def history(desk: Desk) -> list[tuple[str, Row]]:
    return [(row["table_name"], json.loads(row["before"])) for row in all_rows(desk, "history")]


# -- all kinds -------------------------------------------------------------------------------------------------------


def _ledgers(pack: Pack) -> list[tuple[str, dict[str, list[Row]], dict[str, list[Row]], str]]:
    """Kind, rows, the same with one cell changed, and the table in which that is."""
    title = case_title(pack)
    changed_case = case(pack, summary="乙")
    return [
        ("units", {"unit": [UNIT], "quota": [QUOTA]}, {"unit": [UNIT | {"remark": "乙"}], "quota": [QUOTA]}, "unit"),
        ("cadres", {"cadre": [CADRE]}, {"cadre": [CADRE | {"phone": "000-2"}]}, "cadre"),
        ("measures", {"measure": [MEASURE]}, {"measure": [MEASURE | {"served": "2024-03-16"}]}, "measure"),
        ("cases", {title: [case(pack)]}, {title: [changed_case]}, "campaign_case"),
        (
            "declarations",
            {"declaration": [ANNUAL | {"received": "2025-01-20"}], "house": [HOUSE], "fund": [FUND]},
            {"declaration": [ANNUAL | {"received": "2025-01-20"}], "house": [HOUSE | {"area": 91}], "fund": [FUND]},
            "entry",
        ),
    ]


@pytest.mark.parametrize("number", range(5), ids=["units", "cadres", "measures", "cases", "declarations"])
def test_in_again_and_changed(number: int, staffed: Desk, desk: Desk, pack: Pack, ledger: Write) -> None:
    kind, rows, changed, table = _ledgers(pack)[number]
    place = desk if kind == "units" else staffed
    if kind == "cadres":
        import_file(desk, "units", ledger("units", unit=[UNIT]))
        place = desk
    size = sum(map(len, rows.values()))

    path = ledger(kind, **rows)
    assert counts(import_file(place, kind, path)) == (size, 0, 0)
    tables = {name: digest for name, digest in content(place).items() if name not in ("audit", "batch")}
    again = import_file(place, kind, path)
    assert counts(again) == (0, 0, size)
    assert "没有改动" in str(again)
    assert {name: digest for name, digest in content(place).items() if name not in ("audit", "batch")} == tables

    before = all_rows(place, table)
    assert counts(import_file(place, kind, ledger(kind, **changed))) == (0, 1, size - 1)
    after = content(place)
    assert {name for name in tables if after[name] != tables[name]} == {table, "history"}
    (kept,) = history(place)
    assert kept[0] == table
    old = kept[1]["rows"][0] if table == "entry" else kept[1]
    former = next(row for row in before if row["data"] == old["data"])
    assert {key: old[key] for key in old} == {key: former[key] for key in old}


def test_every_import_is_a_batch_and_one_audit_row(desk: Desk, ledger: Write) -> None:
    path = ledger("units", unit=[UNIT])
    import_file(desk, "units", path)
    (batch,), (row,) = all_rows(desk, "batch"), all_rows(desk, "audit")
    assert (batch["file"], batch["added"], batch["officer"]) == (path.name, 1, desk.officer)
    assert (row["action"], row["subject"]) == ("导入", path.name)
    assert json.loads(row["detail"])["sha256"] == batch["sha256"]
    (unit,) = all_rows(desk, "unit")
    assert (unit["batch_id"], unit["line"]) == (batch["id"], 2)


def test_a_trial_run_says_what_would_come_and_changes_nothing(desk: Desk, ledger: Write) -> None:
    before = content(desk)
    assert counts(import_file(desk, "units", ledger("units", unit=[UNIT]), dry_run=True)) == (1, 0, 0)
    assert content(desk) == before


# -- columns that are not there --------------------------------------------------------------------------------------


def test_a_column_that_is_not_in_the_file_leaves_its_values_alone(staffed: Desk, ledger: Write) -> None:
    import_file(staffed, "cadres", ledger("cadres", cadre=[CADRE]))
    (before,) = [row for row in all_rows(staffed, "cadre") if row["identity"] == ZHANG["identity"]]
    assert counts(import_file(staffed, "cadres", ledger("cadres", cadre=[ZHANG | {"phone": "000-2"}]))) == (0, 1, 0)
    (after,) = [row for row in all_rows(staffed, "cadre") if row["identity"] == ZHANG["identity"]]
    assert json.loads(after["data"]) == json.loads(before["data"]) | {"phone": "000-2"}
    same = set(before) - {"data", "batch_id", "line"}
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    assert after["unit_id"] is not None


def test_a_column_that_is_empty_empties_its_values(staffed: Desk, ledger: Write) -> None:
    import_file(staffed, "cadres", ledger("cadres", cadre=[CADRE | {"unit": None, "phone": None}]))
    (after,) = [row for row in all_rows(staffed, "cadre") if row["identity"] == ZHANG["identity"]]
    assert (after["unit_id"], json.loads(after["data"]).get("phone")) == (None, None)


def test_a_case_keeps_its_cadre_when_the_file_has_no_identity_numbers(staffed: Desk, pack: Pack, ledger: Write) -> None:
    title = case_title(pack)
    import_file(staffed, "cases", ledger("cases", **{title: [case(pack)]}))
    short = {key: value for key, value in case(pack, summary="乙").items() if key not in ("identity", "name")}
    assert counts(import_file(staffed, "cases", ledger("cases", **{title: [short]}))) == (0, 1, 0)
    (row,) = all_rows(staffed, "campaign_case")
    assert (row["cadre_id"], row["name"], json.loads(row["data"])["summary"]) == (1, "张三", "乙")


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("units", {"unit": [{"name": "某局"}]}),
        ("units", {"quota": [QUOTA]}),
        ("cadres", {"cadre": [STRANGER]}),
        ("cadres", {"relative": [{"identity": ZHANG["identity"], "relation": "妻子", "name": "王芳"}]}),
        ("cadres", {"post": [{"identity": ZHANG["identity"], "unit": BUREAU, "title": "书记", "start": "2020.01"}]}),
        ("measures", {"measure": [{"identity": ZHANG["identity"], "measure": "诫勉", "decided": "2024-03-15"}]}),
        ("declarations", {"declaration": [ANNUAL]}),
    ],
)
def test_the_required_columns_alone_are_enough(
    kind: str, rows: dict[str, list[Row]], staffed: Desk, ledger: Write
) -> None:
    path = ledger(kind, **rows)
    done = import_file(staffed, kind, path)
    assert done.added + done.same == 1
    assert counts(import_file(staffed, kind, path)) == (0, 0, 1)


def test_unknown_columns_are_told(desk: Desk, tmp_path: Path) -> None:
    path = write_book(tmp_path / "单位.xlsx", {"单位": [["单位名称", "邮编"], [BUREAU, "650000"]]})
    assert import_file(desk, "units", path).left_out == ("单位!邮编",)


# -- refusals --------------------------------------------------------------------------------------------------------


def test_one_bad_cell_in_a_thousand_rows_keeps_all_of_them_out(staffed: Desk, ledger: Write) -> None:
    rows = [{"identity": identity(date(1970, 1, 1), n, n >= 500), "name": f"新{n}"} for n in range(1_000)]
    rows[617]["sex"] = "不详"
    (fault,) = refused(staffed, "cadres", ledger("cadres", cadre=rows))
    assert fault.startswith("干部!C619 “不详”")
    rows[617]["sex"] = "男"
    assert counts(import_file(staffed, "cadres", ledger("cadres", cadre=rows))) == (1_000, 0, 0)


REFERENCES = [
    ("cadres", {"cadre": [STRANGER | {"unit": "云川市财政"}]}, "干部!C2 “云川市财政”", "是否为“云川市财政局”？"),
    ("cadres", {"cadre": [STRANGER | {"unit": "完全不同"}]}, "干部!C2", "请先导入单位台账"),
    ("cadres", {"relative": [STRANGER | {"relation": "妻子", "name": "王芳"}]}, "家庭成员!A2", "先导入干部台账"),
    ("measures", {"measure": [MEASURE | STRANGER]}, "处理处分!A2", "没有这个身份证号"),
    ("measures", {"measure": [MEASURE | {"name": "李四明"}]}, "处理处分!B2 “李四明”", "登记的是“张三”"),
    ("measures", {"measure": [MEASURE, MEASURE]}, "处理处分!D3", "与第2行重复"),
    ("units", {"quota": [QUOTA, QUOTA | {"approved": 5}]}, "职数!B3", "与第2行重复"),
    ("cadres", {"cadre": [STRANGER, STRANGER | {"name": "别名"}]}, "干部!A3", "与第2行重复"),
    ("declarations", {"declaration": [ANNUAL, ANNUAL]}, "报告!", "与第2行重复"),
    ("declarations", {"declaration": [ANNUAL | STRANGER]}, "报告!A2", "没有这个身份证号"),
    ("declarations", {"house": [HOUSE]}, "房产!A2", "请先在“报告”表登记这份报告"),
    ("declarations", {"declaration": [ANNUAL], "house": [HOUSE | {"year": 2023}]}, "房产!A2", "没有2023年度"),
]


@pytest.mark.parametrize(("kind", "rows", "place", "words"), REFERENCES)
def test_what_does_not_fit_the_vault_is_told_by_cell(
    kind: str, rows: dict[str, list[Row]], place: str, words: str, staffed: Desk, ledger: Write
) -> None:
    (fault,) = refused(staffed, kind, ledger(kind, **rows))
    assert fault.startswith(place)
    assert words in fault


def test_a_check_digit_is_accepted_only_with_a_reason_that_is_kept(staffed: Desk, ledger: Write) -> None:
    wrong = STRANGER["identity"][:-1] + ("1" if STRANGER["identity"][-1] == "0" else "0")
    path = ledger("cadres", cadre=[STRANGER | {"identity": wrong}])
    (fault,) = refused(staffed, "cadres", path)
    assert "校验码" in fault
    assert refused(staffed, "cadres", path, accept_reason="  ") == [fault]
    done = import_file(staffed, "cadres", path, accept_reason=" 证件原件如此 ")
    assert [str(one) for one in done.accepted] == [fault]
    assert all_rows(staffed, "batch")[-1]["note"] == "证件原件如此"
    detail = json.loads(all_rows(staffed, "audit")[-1]["detail"])
    assert (detail["reason"], detail["accepted"]) == ("证件原件如此", ["干部!A2"])
    assert all_rows(staffed, "cadre")[-1]["identity"] == wrong


def test_a_reason_accepts_nothing_but_check_digits(staffed: Desk, ledger: Write) -> None:
    wrong = STRANGER["identity"][:-1] + ("1" if STRANGER["identity"][-1] == "0" else "0")
    path = ledger("cadres", cadre=[STRANGER | {"identity": wrong, "sex": "不详"}])
    (fault,) = refused(staffed, "cadres", path, accept_reason="核对过")
    assert fault.startswith("干部!C2")


def test_a_reason_does_not_cover_the_faults_that_are_not_listed(staffed: Desk, ledger: Write) -> None:
    rows = []
    for n in range(510):
        number = identity(date(1970, 1, 1), n % 500, n >= 500)
        rows.append({"identity": number[:-1] + ("1" if number[-1] == "0" else "0"), "name": f"新{n}", "sex": None})
    rows[-1]["sex"] = "不详"
    (fault,) = refused(staffed, "cadres", ledger("cadres", cadre=rows), accept_reason="核对过")
    assert "其余没有列出" in fault


def test_an_identity_number_stored_as_a_number_is_refused(staffed: Desk, tmp_path: Path) -> None:
    path = write_book(tmp_path / "干部.xlsx", {"干部": [["身份证号", "姓名"], [int("11010519491231002"), "张三"]]})
    (fault,) = refused(staffed, "cadres", path)
    assert "按数字存储" in fault


# -- declarations ----------------------------------------------------------------------------------------------------

OTHER_HOUSE = HOUSE | {"address": "路2号"}
OF_LI = LI | {"year": 2024, "filing": "年度集中报告"}


@pytest.fixture
def declared(staffed: Desk, ledger: Write) -> Desk:
    """张三 declared two houses and a fund, 李四明 one house."""
    rows = {"declaration": [ANNUAL, OF_LI], "house": [HOUSE, OTHER_HOUSE, HOUSE | OF_LI], "fund": [FUND]}
    import_file(staffed, "declarations", ledger("declarations", **rows))
    return staffed


def entries(desk: Desk) -> list[tuple[int, str, str]]:
    return [(row["cadre_id"], row["section"], row["item"]) for row in all_rows(desk, "entry")]


BEFORE = [
    (1, "fund", "张三|000001"),
    (1, "house", "路1号|张三"),
    (1, "house", "路2号|张三"),
    (2, "house", "路1号|张三"),
]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param({"declaration": [ANNUAL], "house": [OTHER_HOUSE]}, [0, 2, 3], id="one row less"),
        pytest.param({"house": [OTHER_HOUSE]}, [0, 2, 3], id="without the list of declarations"),
        pytest.param({"declaration": [ANNUAL], "house": []}, [0, 1, 2, 3], id="a sheet without a row says nothing"),
        pytest.param({"declaration": [ANNUAL]}, [0, 1, 2, 3], id="the section is not in the file: left alone"),
        pytest.param({"declaration": [OF_LI], "house": [HOUSE | OF_LI]}, [0, 1, 2, 3], id="others are not listed"),
        pytest.param({"declaration": [ANNUAL, OF_LI], "house": [HOUSE | OF_LI]}, [0, 3], id="listed, none of his rows"),
    ],
)
def test_a_section_of_a_listed_declaration_is_what_the_file_says(
    rows: dict[str, list[Row]], expected: list[int], declared: Desk, ledger: Write
) -> None:
    assert entries(declared) == BEFORE
    import_file(declared, "declarations", ledger("declarations", **rows))
    assert entries(declared) == [BEFORE[n] for n in expected]
    kept = [row["item"] for table, before in history(declared) if table == "entry" for row in before["rows"]]
    assert {BEFORE[n][2] for n in range(4) if n not in expected} <= set(kept)
    assert bool(kept) is (len(expected) < 4)


def test_two_filings_of_a_kind_in_a_year_are_told_apart_by_their_number(staffed: Desk, ledger: Write) -> None:
    first, second = (ANNUAL | {"filing": "随时报告", "number": n} for n in (None, 2))
    rows = {"declaration": [first, second], "house": [HOUSE | first, OTHER_HOUSE | second]}
    import_file(staffed, "declarations", ledger("declarations", **rows))
    assert [(row["number"], row["n"]) for row in all_rows(staffed, "declaration")] == [(1, 1), (2, 2)]
    assert [(row["n"], row["item"]) for row in all_rows(staffed, "entry")] == [(1, "路1号|张三"), (2, "路2号|张三")]


# -- out and in again ------------------------------------------------------------------------------------------------

EVERYTHING: dict[str, dict[str, list[Row]]] = {
    "units": {"unit": [UNIT, {"name": SCHOOL, "kind": "事业单位"}], "quota": [QUOTA]},
    "cadres": {
        "cadre": [
            CADRE | {"reporting": "否", "reporting_since": "2015.03", "birth": "1975-03-08", "rank": "四级调研员"},
            LI | {"unit": SCHOOL, "remark": "=1+1\n第二行"},
        ],
        "relative": [
            {"identity": ZHANG["identity"], "relation": "妻子", "name": "王芳", "birth": "1976.01"},
            {"identity": ZHANG["identity"], "relation": "儿子", "name": "张小", "employer": "云川大学"},
        ],
        "post": [
            {"identity": ZHANG["identity"], "unit": BUREAU, "title": "局长", "start": "2021-05-10", "counts": "是"},
            {"identity": LI["identity"], "unit": SCHOOL, "title": "校长", "start": "2020.01", "end": "2023.02"},
        ],
    },
    "declarations": {
        "declaration": [ANNUAL | {"received": "2025-01-20", "signed": "2025-01-15"}, OF_LI],
        "marriage": [
            OF_LI | {"action": "变更", "status": "已婚", "change": "结婚", "changed": "2024.05", "reason": "登记"}
        ],
        "house": [
            HOUSE | {"sharing": "按份共有", "share": "0.5%"},
            OTHER_HOUSE | {"sharing": "按份共有", "share": "1%"},
        ],
        "fund": [FUND],
        "salary": [ANNUAL | {"wage": 12.5, "bonus": 3, "other": 0.01, "total": "15.51"}],
        "trip_abroad": [
            ANNUAL | {"start": "2024-02-10", "countries": "泰国", "purpose": "旅游", "passport": "E00000001"}
        ],
        "enterprise": [
            ANNUAL
            | {
                "action": "变更",
                "person": "王芳",
                "relation": "妻子",
                "enterprise": "某店",
                "senior": "否",
                "share": 100,
            }
            | {"credit_code": "91350100M000100Y43"}
        ],
    },
    "measures": {"measure": [MEASURE | {"served": "2024-03-16"}, LI | {"measure": "函询", "decided": "2024-05-01"}]},
}


def _take_in_everything(desk: Desk, pack: Pack, ledger: Write) -> None:
    for kind, rows in EVERYTHING.items():
        import_file(desk, kind, ledger(kind, **rows))
    campaigns = list(pack.campaigns.values())
    cases = {
        one.title: [
            CASE | {"category": one.categories[-1], "name": "张三"},
            case(pack, category=one.categories[0], case_number="2号"),
        ]
        for one in campaigns
    }
    import_file(desk, "cases", ledger("cases", **cases))


def test_an_export_taken_in_elsewhere_exports_the_same_cells(
    desk: Desk, open_desk: Callable[[Path], Desk], empty_vault: Path, pack: Pack, ledger: Write, tmp_path: Path
) -> None:
    _take_in_everything(desk, pack, ledger)
    second = open_desk(empty_vault)
    for kind in pack.ledgers:
        first, again = tmp_path / f"{kind}-1.xlsx", tmp_path / f"{kind}-2.xlsx"
        rows = exporting.export(desk, kind, first, Terms("机密★20年", "核对")).count  # the stamp is no part of the data
        done = import_file(second, kind, first)
        assert (done.added, done.changed, done.same, done.left_out) == (rows, 0, 0, ())
        assert exporting.export(second, kind, again).count == rows
        assert read_book(again) == read_book(first)
        assert counts(import_file(desk, kind, first)) == (0, 0, rows), kind
    assert rows


@pytest.mark.parametrize("kind", ["units", "cadres", "declarations", "measures", "cases"])
def test_a_template_filled_in_by_hand_is_taken_in(
    kind: str, staffed: Desk, pack: Pack, ledger: Write, tmp_path: Path
) -> None:
    path = tmp_path / "空白.xlsx"
    exporting.template(pack, kind, path)
    with pytest.raises(FileRefused, match="文件里没有数据"):
        import_file(staffed, kind, path)

    rows = dict(EVERYTHING.get(kind, {case_title(pack): [case(pack)]}))
    rows = {"units": {"unit": [{"name": "新局"}]}, "cadres": {"cadre": [STRANGER | {"sex": "女"}]}}.get(kind, rows)
    filled = read_book(ledger(kind, **rows))
    book = openpyxl.load_workbook(path)
    for name, grid in filled.items():
        sheet = book[name]
        places = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
        for number, row in enumerate(grid[1:], 3):
            for heading, value in zip(grid[0], row, strict=True):
                sheet.cell(number, places[heading]).value = value
    book.save(path)
    size = sum(len(grid) - 1 for grid in filled.values())
    assert counts(import_file(staffed, kind, path)) == (size, 0, 0)


def test_a_wrong_unit_is_told_once_and_not_again_for_family_and_posts(desk: Desk, ledger: Write) -> None:
    import_file(desk, "units", ledger("units", unit=[UNIT]))
    rows: dict[str, list[Row]] = {
        "cadre": [CADRE | {"unit": f"{UNIT['name']}们"}],
        "relative": [{"identity": CADRE["identity"], "relation": "妻子", "name": "王芳"}],
        "post": [{"identity": CADRE["identity"], "unit": UNIT["name"], "title": "局长", "start": "2021-05-10"}],
    }
    with pytest.raises(FileRefused) as caught:
        import_file(desk, "cadres", ledger("cadres", **rows))
    assert [(fault.sheet, fault.wrong) for fault in caught.value.faults] == [("干部", "单位台账中没有这个单位")]
    stranger = [{"identity": LI["identity"], "relation": "妻子", "name": "赵芳"}]  # the control: nobody brings him
    with pytest.raises(FileRefused) as caught:
        import_file(desk, "cadres", ledger("cadres", **(rows | {"relative": stranger})))
    assert [fault.sheet for fault in caught.value.faults] == ["干部", "家庭成员"]
