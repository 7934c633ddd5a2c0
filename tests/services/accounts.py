"""An office with an account of every role: real officers in a real vault, each with a password of his own."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from cadre_desk.domain.pack import Pack
from cadre_desk.services import flags, letters, officers, settings
from cadre_desk.services.desk import Desk
from cadre_desk.services.importing import import_file
from cadre_desk.storage import journal, keyring, vault
from tests.conftest import Clock
from tests.services.office import LI, OFFICER, PASSWORD, ZHANG, content, write_ledger

FIRST, OTHER = "moon&River-88", "星河-Window-63"
NAMES = {
    "in_charge": OFFICER,
    "handler": "孙经办",
    "chief": "周科长",
    "leader": "吴部长",
    "sysadmin": "郑系统",
    "secadmin": "冯安全",
    "auditor": "陈审计",
}
ADMINISTRATORS = ("sysadmin", "secadmin", "auditor")
BUSINESS = ("handler", "chief", "leader", "in_charge")
LOGGED = ("登录", "时钟倒退")
SETTINGS = {
    "organ": "中共云川市委组织部",
    "signer": "中共云川市委组织部",
    "number_prefix": "云组",
    "reply_address": "示例路1号",
    "contact": "示例 000",
}
WORDS = {"situation": "reminder_6", "subject": "报告个人有关事项", "problem": "未按时报告。"}
CASE = {"received": "2024-03-01", "summary": "甲", "state": "核查中"}


class Office:
    """A closed vault with all accounts; everybody can sit down in turn."""

    def __init__(self, folder: Path, pack: Pack, clock: Clock) -> None:
        self.folder, self.pack, self.clock = folder, pack, clock

    def sit(self, role: str, password: str = PASSWORD) -> Desk:
        """The desk of the one who has this role, or of somebody by name."""
        opened = vault.open_vault(self.folder, NAMES.get(role, role), password, read_check=False, clock=self.clock)
        return Desk(opened, self.pack, self.clock)

    def do(self, role: str, deed: Callable[[Desk], Any], password: str = PASSWORD) -> Any:
        """Sit down, do it, leave."""
        with closing(self.sit(role, password)) as desk:
            return deed(desk)

    def copy(self, place: Path) -> "Office":
        """The same in another folder."""
        return Office(Path(shutil.copytree(self.folder, place)), self.pack, self.clock)

    def id(self, role: str) -> int:
        """Number of an account, by role or name."""
        name = NAMES.get(role, role)
        return next(one.id for one in keyring.officers(self.folder) if one.name == name)

    def newcomer(self, name: str, role: str, *, changed: bool = True) -> int:
        """One more account, with a password of his own where changed."""
        made = self.do("in_charge", lambda desk: officers.add(desk, name, role, FIRST))
        if changed:
            self.do(name, lambda desk: desk.change_password(FIRST, PASSWORD), FIRST)
        return int(made.id)

    def state(self) -> dict[str, Any]:
        """All that a deed could change: business data, journal without log-ins, accounts, policy, anchors left out."""

        def read(desk: Desk) -> dict[str, Any]:
            store = desk.vault.keystore
            with desk.vault.overseeing() as connection:
                rows = journal.page(connection, {}, 0, 100_000)
            told = [(row.officer, row.action, row.result) for row in rows if row.data_id is None]
            accounts = [(one.officer, sorted(one.grants)) for one in store.officers]
            recovery = store.recovery.public if store.recovery else b""
            return {
                "data": content(desk),
                "journal": [one for one in reversed(told) if one[1] not in LOGGED],
                "keys": (accounts, store.policy, store.split, recovery),
            }

        return dict(self.do("in_charge", read))


def staff_all(folder: Path, pack: Pack, clock: Clock) -> Office:
    """Give an existing vault of one officer an account of every other role."""
    office = Office(folder, pack, clock)
    for role in NAMES:
        if role != "in_charge":
            office.newcomer(NAMES[role], role)

    def give(desk: Desk) -> None:
        for role in ("handler", "chief", "leader"):
            officers.give_data(desk, office.id(role))

    office.do("in_charge", give)
    return office


def prepare(desk: Desk, folder: Path) -> None:
    """About Zhang (cadre 1) and Li (cadre 2) each a declaration, a flag, a case and a draft with the same number."""
    settings.save(desk, SETTINGS)
    campaign = next(iter(desk.pack.campaigns.values()))
    filed = [one | {"year": 2024, "filing": "年度集中报告"} for one in (ZHANG, LI)]
    measures = [one | {"measure": "函询", "decided": "2025-01-05", "served": "2025-01-06"} for one in (ZHANG, LI)]
    found = [CASE | one | {"case_number": one["name"], "category": campaign.categories[0]} for one in (ZHANG, LI)]
    ledgers: dict[str, dict[str, list[dict[str, Any]]]] = {
        "declarations": {"declaration": filed},
        "measures": {"measure": measures},
        "cases": {campaign.title: found},
    }
    for kind, rows in ledgers.items():
        import_file(desk, kind, write_ledger(desk.pack, kind, folder / f"{kind}.xlsx", rows))
    flags.scan(desk)
    for cadre in (1, 2):
        letters.draft(desk, "reminder", cadre, WORDS)
