"""What an officer is asked at the steps of a 查核."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from cadre_desk.domain.pack import Pack
from cadre_desk.services.verifying import Who
from cadre_desk.ui.kit import dialogs
from cadre_desk.ui.kit.days import day_of
from cadre_desk.ui.kit.dialogs import Question

translate = QCoreApplication.translate
Batch = tuple[str, str, str, Who, str]


def _day(label: str, value: str = "") -> Question:
    wrong = translate("verification", "请写日期，如 2026-01-31")
    return Question(label, value=value, fault=lambda text: "" if day_of(text) else wrong)


def _needed(label: str, hint: str = "") -> Question:
    wrong = translate("verification", "请填写“{0}”").format(label)
    return Question(label, hint=hint, fault=lambda text: "" if text.strip() else wrong)


def _iso(text: str) -> str:
    found = day_of(text)
    assert found is not None  # the question took only a day
    return found.isoformat()


def new_batch(parent: QWidget, pack: Pack, today: date) -> Batch | None:
    """Kind, title, day, who is meant and why; None where the officer gave up."""
    reporting = translate("verification", "全部现职报告对象")
    flagged = translate("verification", "有未处置预警的现职报告对象")
    named = translate("verification", "只查下面写明身份证号的人")
    kinds = pack.codes["verification"].values
    questions = [
        Question(translate("verification", "种类"), kinds, free=False, value=kinds[0]),
        _needed(translate("verification", "名称"), f"{today.year}年度随机抽查"),
        _day(translate("verification", "比对截至哪天的报告"), today.isoformat()),
        Question(translate("verification", "范围"), (reporting, flagged, named), free=False, value=reporting),
        Question(
            translate("verification", "姓名、单位或职务含"), hint=translate("verification", "可不填；几个词用空格分开")
        ),
        Question(translate("verification", "职务层次"), ("", *pack.codes["level"].values), free=False),
        Question(translate("verification", "身份证号"), hint=translate("verification", "几个号码用空格或逗号分开")),
        Question(translate("verification", "事由"), hint=translate("verification", "如：拟提拔人选考察；记入批次")),
    ]
    text = translate(
        "verification",
        "随机抽查从范围内的人中抽取；重点抽查和凡提必核对范围内的人全部查核。已报告的内容只比对，不改动。",
    )
    title = translate("verification", "新建查核批次")
    found = dialogs.ask(parent, title, text, questions, translate("verification", "建立"))
    if found is None:
        return None
    kind, name, day, scope, words, level, numbers, why = found
    identities = tuple(numbers.replace("，", " ").replace(",", " ").replace("、", " ").upper().split())
    who = Who(words, (level,) if level else (), scope != named and not identities, scope == flagged, identities)
    return kind, name, _iso(day), who, why


def count(parent: QWidget, population: int) -> int | None:
    """How many are to be drawn."""
    wrong = translate("verification", "请写1到{0}之间的整数").format(population)
    question = Question(
        translate("verification", "抽取人数"),
        fault=lambda text: "" if text.strip().isdecimal() and 1 <= int(text) <= population else wrong,
    )
    text = translate("verification", "名单共{0}人。固定后，名单、人数和摘要都不能再改。").format(population)
    title = translate("verification", "固定名单")
    found = dialogs.ask(parent, title, text, [question], translate("verification", "固定"))
    return None if found is None else int(found[0])


def witnesses(parent: QWidget) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Who named which number."""
    name, number = translate("verification", "见证人{0}姓名"), translate("verification", "见证人{0}所说的数")
    questions = [_needed(text.format(place)) for place in "一二" for text in (name, number)]
    text = translate("verification", "请两名见证人看过名单和摘要后，各说一个数（1到30位数字）。说出后立即照原样输入。")
    title = translate("verification", "抽取")
    found = dialogs.ask(parent, title, text, questions, translate("verification", "抽取"))
    if found is None:
        return None
    return (found[0].strip(), found[1].strip()), (found[2].strip(), found[3].strip())


def explanation(parent: QWidget, today: date) -> tuple[str, str] | None:
    """When the cadre was asked, and by when he should answer."""
    questions = [
        _day(translate("verification", "发出日期"), today.isoformat()),
        _day(translate("verification", "答复期限")),
    ]
    text = translate("verification", "答复期限没有统一规定，由本单位确定。通知只写事实，不写提示的等次。")
    title = translate("verification", "请本人说明")
    found = dialogs.ask(parent, title, text, questions, translate("verification", "登记"))
    return None if found is None else (_iso(found[0]), _iso(found[1]))


def day(parent: QWidget, title: str, label: str, today: date) -> str | None:
    """One day."""
    found = dialogs.ask(parent, title, "", [_day(label, today.isoformat())], translate("verification", "登记"))
    return None if found is None else _iso(found[0])


def words(parent: QWidget, title: str, what: str, today: date, *more: Question) -> list[str] | None:
    """A day, what else is asked, and the words."""
    questions = [
        _day(translate("verification", "{0}日期").format(what), today.isoformat()),
        *more,
        _needed(translate("verification", "{0}内容").format(what)),
    ]
    found = dialogs.ask(parent, title, "", questions, translate("verification", "登记"))
    return None if found is None else [_iso(found[0]), *found[1:]]


def decision(parent: QWidget, name: str, pending: Mapping[str, Any], today: date) -> dict[str, Any] | None:
    """Who decided, when, on what basis, and how the handling is recorded."""
    record = translate("verification", "处理记入处理处分台账")
    letter = translate("verification", "另行发函，印发时记入")
    questions = [
        _needed(translate("verification", "认定人（会议）"), translate("verification", "如：部务会")),
        _day(translate("verification", "认定日期"), today.isoformat()),
        _needed(translate("verification", "认定依据"), translate("verification", "会议纪要、批示等")),
        Question(translate("verification", "处理的登记"), (record, letter), free=False, value=record),
    ]
    handling = pending["data"].get("handling") or translate("verification", "无")
    text = translate("verification", "{0}：拟认定{1}，拟处理{2}。认定由人作出，这里如实登记。")
    found = dialogs.ask(
        parent,
        translate("verification", "认定"),
        text.format(name, pending["grade"], handling),
        questions,
        translate("verification", "登记认定"),
    )
    if found is None:
        return None
    return {"decider": found[0], "decided": _iso(found[1]), "basis": found[2], "record": found[3] == record}
