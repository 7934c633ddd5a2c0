"""A small world for the 查核: declarations of the cadres of the office, and workbooks as registries send them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from cadre_desk.domain.draw import Witness
from cadre_desk.services import verifying
from cadre_desk.services.desk import Desk
from cadre_desk.services.importing import import_file
from cadre_desk.services.verifying import Who
from tests.services.office import LI, ZHANG

ANNUAL = {"year": 2025, "filing": "年度集中报告"}
HOUSE = {
    **{"action": "现状", "owner": "张三", "address": "云川市东区一路1号"},
    **{"area": 110, "kind": "住宅", "traded": "2015-06"},
}
HEADS = ["姓名", "身份证号", "地址", "建筑面积(平方米)", "房产性质", "交易时间_年", "交易时间_月"]
AS_OF = "2026-02-28"
FIRST, SECOND = Witness("王见证", "20260302"), Witness("赵见证", "007")
Ledger = Callable[..., Path]


def declare(desk: Desk, ledger: Ledger) -> None:
    """张三 declares a house of 110 ㎡, 李四明 nothing."""
    heads = [one | ANNUAL | {"received": "2026-01-20"} for one in (ZHANG, LI)]
    import_file(desk, "declarations", ledger("declarations", declaration=heads, house=[ZHANG | ANNUAL | HOUSE]))


def workbook(path: Path, *rows: list[Any], sheet: str = "房产", heads: list[str] = HEADS) -> Path:
    """A feedback with these rows below its heads."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in (heads, *rows):
        page.append(row)
    book.save(path)
    return path


def house(person: dict[str, Any], area: float = 160, address: str = "云川市东区一路1号", **other: Any) -> list[Any]:
    """A row of the land registry about somebody."""
    identity = other.get("identity", person["identity"])
    return [other.get("name", person["name"]), identity, address, area, "住宅", 2015, 6]


def open_batch(desk: Desk, title: str = "2026年度重点抽查") -> int:
    """A batch of everybody who has to report or not."""
    return verifying.create(desk, "重点抽查", title, AS_OF, Who(reporting=False))


def compared(desk: Desk, folder: Path, *rows: list[Any]) -> int:
    """A batch that is compared with these rows."""
    id_ = open_batch(desk)
    verifying.take_feedback(desk, id_, workbook(folder / "反馈.xlsx", *rows))
    verifying.compare_batch(desk, id_)
    return id_
