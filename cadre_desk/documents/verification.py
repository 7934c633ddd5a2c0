"""Papers of the 查核: what the cadre is asked to explain, and the form on which people decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cadre_desk.documents.report import Block, Box, Column, Facts, Form, Report, Table, Text

_GAP = "　" * 4


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose check it is, and how it came about."""

    name: str
    unit: str
    title: str
    check: str
    same: int
    asked: str
    replied: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that differs, in words."""

    section: str
    item: str
    declared: str
    feedback: str
    outcome: str
    explanation: str
    grade: str


def notice(subject: Subject, found: Sequence[Differing], due: str, settings: Mapping[str, str]) -> Report:
    """请本人说明: only facts, no grade: what they mean is judged after the explanation."""
    organ = settings.get("organ") or "（请在设置中填写发文机关）"
    rows = [(str(n), one.section, one.declared, one.feedback) for n, one in enumerate(found, 1)]
    columns = (Column("序号", 1), Column("报告项", 2.2), Column("本人报告", 5), Column("查询反馈", 5))
    where = "，".join(filter(None, (settings.get("reply_address"), settings.get("contact"))))
    blocks: tuple[Block, ...] = (
        Text(
            (
                f"{subject.name}同志：",
                f"　　在“{subject.check}”中，你报告的个人有关事项与有关部门查询反馈的下列内容不一致，"
                f"请逐项作出书面说明，于{due or _GAP}前送{organ}{f'（{where}）' if where else ''}。",
            )
        ),
        Table(columns, rows),
        Text(("　　请如实说明情况和原因，能够证明的，附有关材料的复印件。反馈有误的，也请写明。",)),
        Form(((Box("说明", "", lines=16),), (Box("本人签名", ""), Box("日期", "")))),
    )
    return Report("个人有关事项查核情况说明", blocks)


def form(
    subject: Subject,
    found: Sequence[Differing],
    decided: Mapping[str, Any] | None,
    earlier: Sequence[Mapping[str, Any]],
) -> Report:
    """认定表: facts, explanation, proposal and decision, each with who and when."""
    data = decided["data"] if decided else {}
    head = Form(
        (
            (Box("姓名", subject.name), Box("单位", subject.unit, 2)),
            (Box("职务", subject.title),),
            (Box("查核批次", subject.check),),
            (Box("比对结果", f"一致{subject.same}件，不一致{len(found)}件"),),
        )
    )
    columns = (
        *(Column("序号", 1), Column("报告项", 2), Column("本人报告", 4), Column("查询反馈", 4)),
        *(Column("提示（供参考）", 3), Column("认定", 2)),
    )
    rows = [(str(n), one.section, one.declared, one.feedback, one.outcome, one.grade) for n, one in enumerate(found, 1)]
    blocks: list[Block] = [head, Table(columns, rows, "一、不一致情况", "没有不一致")]
    said = [f"{n}．{one.explanation}" for n, one in enumerate(found, 1) if one.explanation]
    said = [subject.explanation, *said] if subject.explanation else said
    when = f"{subject.asked or '未'}发出，{subject.replied or '未'}收到" if subject.asked or subject.replied else ""
    words = "\n".join(said) or data.get("unexplained") or ""
    blocks.append(Text((), "二、本人说明和认定"))
    blocks.append(Form(_decision(words, when, decided, data)))
    if earlier:
        past = [(one["title"], one["grade"], one["decided"] or "", one["data"].get("handling", "")) for one in earlier]
        names = (Column("查核批次", 4), Column("认定", 2), Column("日期", 2), Column("处理", 3))
        blocks.append(Table(names, past, "三、以往认定"))
    blocks.append(Text(("“提示”由程序按比对规则列出，只供参考；认定结论由人作出。",), small=True))
    return Report("领导干部个人有关事项查核结果认定表", tuple(blocks))


def _decision(
    said: str, when: str, decided: Mapping[str, Any] | None, data: Mapping[str, Any]
) -> tuple[tuple[Box, ...], ...]:
    grade = str(decided["grade"]) if decided else ""
    final = bool(decided) and decided is not None and decided["state"] == "decided"
    opinion = f"拟认定：{grade}\n理由：{data.get('reason', '')}\n拟处理：{data.get('handling', '')}" if decided else ""
    result = f"{grade}\n依据：{data.get('basis', '')}\n处理：{data.get('handling', '')}" if final else ""
    day = decided["decided"] or "" if decided else ""
    return (
        (Box("本人说明", said, lines=5),),
        (Box("说明时间", when),),
        (Box("经办意见", opinion, lines=4),),
        (Box("经办人", data.get("proposer", "")), Box("日期", str(data.get("proposed", ""))[:10])),
        (Box("认定结论", result, lines=5),),
        (Box("认定人（会议）", data.get("decider", "") if final else ""), Box("日期", day if final else "")),
        (Box("签名", "", lines=2), Box("日期", "", lines=2)),
    )


def summary(title: str, facts: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]]) -> Report:
    """查核情况汇总表: everybody of a batch with what was found and decided."""
    columns = (
        *(Column("序号", 1), Column("姓名", 2), Column("单位", 4), Column("一致", 1.2, right=True)),
        *(Column("不一致", 1.4, right=True), Column("说明", 2.4), Column("认定", 2.4), Column("处理", 2.6)),
    )
    return Report(f"{title}情况汇总表", (Facts(tuple(facts)), Table(columns, rows, empty="没有被查核人")))
