"""An invented 查核: persons drawn by lot, and what registries say of them, a little other than what they declared."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cadre_desk.domain.declaration import State, holdings
from cadre_desk.domain.draw import Witness
from cadre_desk.domain.people import Cadre
from cadre_desk.domain.verification.workbook import IDENTITY, PERSON, SOURCE, feedback_section
from cadre_desk.exchange.writer import write_table
from cadre_desk.services import exporting, printing, verifying
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.services.verifying import Compared, Who
from cadre_desk.storage import verification
from cadre_desk.storage.dossiers import dossiers

UNDECLARED = "云川市南区没有报告的路9号3栋1201室"
_TOLD = ("house", "passport", "insurance")  # what the registries are asked for
_DRAWN = 40
_WITNESSES = Witness("见证人甲（虚构）", "20260302"), Witness("见证人乙（虚构）", "007")
Row = dict[str, Any]


def verify_some(desk: Desk, folder: Path, fonts: Path) -> Compared:
    """A draw with its papers, a feedback workbook, and the comparison."""
    folder.mkdir(parents=True, exist_ok=True)
    year = desk.clock().year
    id_ = verifying.create(
        desk, verifying.RANDOM, f"{year}年度随机抽查（虚构）", desk.clock().date().isoformat(), Who()
    )
    verifying.fix_list(desk, id_, _DRAWN)
    listed = printing.write_document(
        desk, desk.ask(lambda ask: verifying.list_paper(ask, id_)), folder / "抽取名单.pdf", fonts
    )
    verifying.note_listed(desk, id_, listed.number)
    verifying.draw(desk, id_, *_WITNESSES)
    paper = desk.ask(lambda ask: verifying.certificate_paper(ask, id_))
    printing.write_document(desk, paper, folder / "抽取凭证.pdf", fonts)
    verifying.write_proof(desk, id_, folder / "抽取凭证.json", printing.NO_TERMS)
    drawn = desk.ask(lambda ask: [one["cadre_id"] for one in verification.people(ask.connection, id_)])
    write_feedback(desk, drawn, folder / "查询反馈.xlsx")
    verifying.take_feedback(desk, id_, folder / "查询反馈.xlsx")
    return verifying.compare_batch(desk, id_)


def write_feedback(desk: Desk, cadres: Iterable[int], path: Path) -> dict[str, int]:
    """What registries say as a workbook; who has a larger house, who an undeclared one, whose name is spelled otherly.

    Everything else is as it was declared. One row is of a person who is nobody's concern.
    """

    def read(ask: Ask) -> list[tuple[Cadre, State]]:
        found = dossiers(ask.connection, list(cadres))
        return [(one.cadre, holdings(one.filings, ask.pack.sections)) for one in found]

    rows: dict[str, list[Row]] = {key: [] for key in _TOLD}
    roles: dict[str, int] = {}
    for cadre, state in desk.ask(read):
        mine = {PERSON: cadre.name, IDENTITY: cadre.identity}
        for key in _TOLD:
            rows[key] += [mine | one.values for one in state.get(key, {}).values()]
        house = next((row for row in rows["house"] if row.get(IDENTITY) == cadre.identity and row.get("area")), None)
        if "short" not in roles and house is not None:
            roles["short"] = cadre.id
            house["area"] = float(house["area"]) + 10
        elif "hidden" not in roles:
            roles["hidden"] = cadre.id
            rows["house"].append(mine | {"address": UNDECLARED, "area": 85, "kind": "住宅", "traded": "2016-05"})
        elif "named" not in roles and (other := _spelled(cadre.name, desk.pack.verification.variants)):
            roles["named"] = cadre.id
            told = {PERSON: other, SOURCE: "不动产登记（虚构）"}
            rows["house"].append(told | {"address": "云川市北区只有姓名的路5号", "area": 60, "kind": "住宅"})
    rows["house"].append({PERSON: "外省无关人", IDENTITY: "000000199001010018", "address": "他市一路1号"})
    sections = [(feedback_section(desk.pack.sections[key]), found) for key, found in rows.items()]
    write_table(path, [(exporting.sheet(one), exporting.cells(one, found)) for one, found in sections])
    return roles


def _spelled(name: str, variants: Mapping[str, str]) -> str:
    """The name in another spelling, or an empty text."""
    others = {usual: other for other, usual in variants.items() if len(other) == 1}
    found = "".join(others.get(char, char) for char in name)
    return found if found != name else ""
