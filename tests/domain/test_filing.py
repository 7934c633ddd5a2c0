"""A declaration as it is typed: what the ticks ask, computed totals, prefilled rows, places of what is wrong."""

from typing import Any

import pytest

from cadre_desk.domain.filing import (
    Answer,
    Line,
    Paper,
    answers_of,
    blank,
    changing,
    entries,
    filing_of,
    members,
    offers,
    read,
    summed,
    tick_words,
    ticks,
)
from cadre_desk.domain.sheet import ReadSheet, missing
from tests.domain.filings import ID, PACK, SON, WIFE, house, relative, stock, wedding

FIRST, ANNUAL, CHANGE = "首次报告", "年度集中报告", "随时报告"

QUESTIONS = [  # section, filing, whether anything was declared before -> what the ticks ask, how they are called
    ("house", FIRST, False, "has", "有此类情况"),
    ("house", FIRST, True, "has", "有此类情况"),
    ("house", ANNUAL, False, "has", "有此类情况"),  # the first that is known here
    ("house", ANNUAL, True, "changed", "有变化"),
    ("house", CHANGE, False, "changed", "有变化"),
    ("fund", ANNUAL, True, "has", "有此类情况"),
    ("marriage", FIRST, False, "has", "已填写"),
    ("marriage", ANNUAL, True, "changed", "有变化"),
    ("salary", ANNUAL, True, "has", "已填写"),
]


@pytest.mark.parametrize(("key", "filing", "before", "question", "yes"), QUESTIONS)
def test_what_the_ticks_ask(key: str, filing: str, before: bool, question: str, yes: str) -> None:
    paper, section = Paper({"filing": filing}, before=before), PACK.sections[key]
    assert paper.question(section) == question
    assert tick_words(section, paper.question(section))[0] == yes


TOTALS: list[tuple[str, list[dict[str, str]], list[str]]] = [  # section, rows -> their totals
    ("salary", [{"wage": "12.5", "bonus": "3", "other": "0.5"}], ["16.0"]),
    ("salary", [{"wage": "12.5"}], ["12.5"]),
    ("salary", [{"wage": "很多", "bonus": "3"}], [""]),  # nothing is summed up that cannot be read
    ("salary", [{"bonus": "", "total": "9"}], ["9"]),
    ("labour_income", [{"lecture": "0.2", "art": "1.35"}], ["1.55"]),
    ("stock", [{"owner": "张三", "value": "1.2"}, {"owner": "王芳", "value": "3"}], ["1.2", "3"]),
    ("stock", [{"owner": "张三", "value": "1.2"}, {"owner": "张三", "value": "3"}], ["4.2", "4.2"]),
    ("fund", [{"owner": "张三", "value": "1"}, {"owner": "张三", "value": "3", "disposal": "赎回"}], ["1", ""]),
    ("house", [{"price": "3"}], [""]),
]


@pytest.mark.parametrize(("key", "rows", "totals"), TOTALS)
def test_totals(key: str, rows: list[dict[str, str]], totals: list[str]) -> None:
    found = summed(PACK.sections[key], [Line(one) for one in rows])
    assert [line.texts.get("total", "") for line in found] == totals


def test_who_is_asked_about() -> None:
    family = [WIFE, SON, relative("女婿", "李强"), relative("父亲", "张老")]
    asked = {key: [one.name for one in members(section, family, PACK)] for key, section in PACK.sections.items()}
    assert asked["passport"] == []
    assert asked["child_foreign_marriage"] == ["张小明"]
    assert asked["house"] == asked["emigration"] == ["王芳", "张小明"]
    assert asked["employment"] == ["王芳", "张小明", "李强"]


def test_rows_begin_with_what_is_known() -> None:
    paper = Paper({"filing": FIRST, "name": "张三"})
    assert blank(paper, PACK.sections["house"]).texts == {"action": "现状", "owner": "张三", "holder": "本人"}
    mine = blank(paper, PACK.sections["employment"], WIFE).texts
    assert (mine["person"], mine["relation"], mine["person_identity"]) == ("王芳", "妻子", WIFE.identity)
    later = Paper({"filing": ANNUAL, "name": "张三"}, before=True)
    assert "action" not in blank(later, PACK.sections["house"]).texts


def test_what_became_of_something_is_told_without_how_it_came() -> None:
    sold = changing(PACK.sections["house"], house(), "处置").texts
    assert sold["action"] == "处置"
    assert sold["address"] == house().values["address"]
    assert not {"source", "traded", "price"} & set(sold)
    kept = changing(PACK.sections["house"], house(), "变更").texts
    assert {"source", "traded", "price"} <= set(kept)
    assert not {"change", "changed", "reason"} & set(changing(PACK.sections["marriage"], wedding(), "变更").texts)


def test_rows_of_last_time_are_offered_and_kept_only_when_confirmed() -> None:
    (line,) = offers(PACK.sections["stock"], [stock()])
    assert line.offered
    assert line.texts["quantity"] == "1000"
    paper = Paper({"filing": ANNUAL}, {"stock": Answer(True)}, {"stock": [line]}, before=True)
    told = [one.wrong for one in read(paper, PACK)[2] if one.sheet == "股票"]
    assert told == ["上次报告的内容，尚未确认"]
    sure = Paper({"filing": ANNUAL}, {"stock": Answer(True)}, {"stock": [line._replace(offered=False)]}, before=True)
    assert not [one for one in read(sure, PACK)[2] if one.sheet == "股票"]


def test_ticks_are_read_back_as_they_were_kept() -> None:
    answers = {"house": Answer(True, {"王芳": True}), "fund": Answer(False)}
    paper = Paper({"filing": ANNUAL}, answers, before=True)
    kept = ticks(paper, PACK)
    assert kept["house"] == {"changed": True, "members": {"王芳": True}}
    assert kept["salary"] == {"has": True}
    assert {key: answers_of(kept)[key] for key in answers} == answers


def test_typed_rows_are_read_like_stored_ones() -> None:
    head = {"identity": ID, "name": "张三", "year": "2025年", "filing": "年报", "number": "2", "signed": "2026年2月1日"}
    texts: dict[str, Any] = {key: str(value) for key, value in house().values.items()}
    paper = Paper(head, lines={"house": [Line(texts)]})
    found = filing_of(paper, PACK)
    assert (found.year, found.filing, found.number, found.signed) == (2025, ANNUAL, 2, "2026-02-01")
    (entry,) = entries(read(paper, PACK)[1])
    stored = house()
    assert (entry.section, entry.item, entry.action, entry.holder, entry.event_date) == (
        *(stored.section, stored.item, stored.action, stored.holder, stored.event_date),
    )


def test_blank_cells_that_are_told_already_are_not_told_twice() -> None:
    section = PACK.sections["salary"]
    sheet = ReadSheet(section, [2], {"wage": [None], "total": [None]}, {"wage": 1, "total": 5}, section.title)
    assert [one.cell for one in missing(sheet)] == ["A2", "E2"]
    assert [one.cell for one in missing(sheet, {(2, 1)})] == ["E2"]
