"""随机抽查 on paper: the fixed list with its digest, which is printed first, and the certificate of the draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cadre_desk.documents.report import Column, Facts, Report, Table, Text
from cadre_desk.domain.draw import ALGORITHM, Drawn, Person, Population


def of_list(population: Population) -> Report:
    """The list as it was fixed, with its digest: to be shown to the witnesses before they name their numbers."""
    notes = ("名单已经固定，摘要印在上面。请两名见证人看过以后各说一个数，再抽取。",)
    people = _people("行", enumerate(population.people, 1))
    return Report("抽取名单", (Facts(tuple(_of_list(population))), Text(notes), people))


def of_draw(drawn: Drawn) -> Report:
    """The certificate: list digest, numbers, seed, who was drawn, how anybody can recompute it."""
    facts = [*_of_list(drawn.population)]
    facts += [
        (f"见证人{place}", f"{one.name}　所说的数 {one.number}")
        for place, one in zip("一二", drawn.witnesses, strict=True)
    ]
    facts.append(("种　　子", drawn.seed))
    signed = ("见证人一签名：　　　　　　　　　见证人二签名：", "经办人签名：　　　　　　　　　　日期：")
    how = (*ALGORITHM, "也可以用 cadre-desk draw verify 加凭证文件重算。")
    blocks = (
        Facts(tuple(facts)),
        Text((f"抽中{len(drawn.lines)}人，依抽出的先后：",)),
        _people("名单行", zip(drawn.lines, drawn.people, strict=True)),
        Text(signed),
        Text(how, "重算方法"),
    )
    return Report("随机抽查凭证", blocks)


def _of_list(population: Population) -> Iterator[tuple[str, str]]:
    yield "事　　项", population.title
    yield "名单日期", population.day
    yield "人　　数", f"名单{len(population.people)}人，抽取{population.count}人"
    yield "名单摘要", population.digest()


def _people(first: str, people: Iterable[tuple[int, Person]]) -> Table:
    columns = (Column(first, 44), Column("姓名", 88), Column("编号", 130), Column("单位", 180))
    return Table(columns, [(str(line), one.name, one.key, one.unit) for line, one in people])
