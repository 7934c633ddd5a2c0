"""A registry's answer about persons of the invented office: what they declared, and what they did not."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl

from cadre_desk.domain.declaration import holdings
from cadre_desk.domain.verification.workbook import feedback_section
from cadre_desk.services.desk import Ask, Desk
from cadre_desk.storage.dossiers import dossiers

UNKNOWN_HOUSE = "云川市南区没有报告的路9号3栋1201室"
SECTIONS = ("house", "passport", "insurance")


def feedback(desk: Desk, cadres: Iterable[int], path: Path) -> dict[str, int]:
    """Write the workbook; who has a house of another size, who one that he did not declare, who only a name.

    Everybody's houses, passports and policies are in it as declared; short: 10 ㎡ less declared than registered.
    """

    def read(ask: Ask) -> list[tuple[Any, Any]]:
        return [(one.cadre, holdings(one.filings, ask.pack.sections)) for one in dossiers(ask.connection, list(cadres))]

    found = desk.ask(read)
    rows: dict[str, list[dict[str, Any]]] = {key: [] for key in SECTIONS}
    roles: dict[str, int] = {}
    for cadre, state in found:
        mine = {"fb_person": cadre.name, "fb_identity": cadre.identity}
        for key in SECTIONS:
            for entry in state.get(key, {}).values():
                values = dict(entry.values)
                if key == "house" and "short" not in roles and values.get("area"):
                    values["area"] = float(values["area"]) + 10
                    roles["short"] = cadre.id
                rows[key].append(mine | values)
        if "hidden" not in roles and cadre.id != roles.get("short"):
            roles["hidden"] = cadre.id
            rows["house"].append(mine | {"address": UNKNOWN_HOUSE, "area": 85, "kind": "住宅", "traded": "2016-05"})
        elif "named" not in roles and cadre.id != roles.get("short"):
            roles["named"] = cadre.id
            spelled = f"{cadre.name[0]} {cadre.name[1:]}"
            rows["house"].append(
                {"fb_person": spelled, "address": "云川市北区只有姓名的路5号", "area": 60, "kind": "住宅"}
            )
    rows["house"].append({"fb_person": "外省无关人", "fb_identity": "000000199001010018", "address": "他市一路1号"})
    _write(desk, rows, path)
    return roles


def _write(desk: Desk, rows: dict[str, list[dict[str, Any]]], path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for key, found in rows.items():
        section = feedback_section(desk.pack.sections[key])
        sheet = book.create_sheet(section.title)
        sheet.append([one.heading for one in section.fields])
        for row in found:
            sheet.append([row.get(one.key) for one in section.fields])
    book.save(path)
