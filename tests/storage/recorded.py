"""Every action noted with what all tables held after it: what the history says of that time must be the same."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, select

from cadre_desk.services.desk import Desk
from cadre_desk.storage import audit, history, tables
from cadre_desk.storage.recycling import TABLES

RECORDED = (*TABLES, tables.setting)
Dump = dict[tuple[str, str], dict[str, Any]]  # (table, key) -> state


def dump(connection: Connection) -> Dump:
    """Every recorded row by table and key; entries by section."""
    found: Dump = {}
    sections: dict[str, list[Any]] = defaultdict(list)
    for table in RECORDED:
        names = history.key_names(table)
        for row in connection.execute(select(table).order_by(*table.primary_key)).mappings():
            key = "/".join(str(row[name]) for name in names)
            if table is tables.entry:
                sections[key].append(dict(row))
            else:
                found[table.name, key] = dict(row)
    return found | {("entry", key): {"rows": rows} for key, rows in sections.items()}


class Recorder:
    """What the tables held after each action."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.dumps: dict[int, Dump] = {}
        self.note()

    def note(self) -> None:
        """To be called after each action."""
        action, found = self.desk.ask(lambda ask: (audit.head(ask.connection)[0], dump(ask.connection)))
        self.dumps[action] = found

    def differences(self) -> list[tuple[int, str, str]]:
        """Where the history tells another story than what was noted: action, table, key."""
        return self.desk.ask(lambda ask: self._differences(ask.connection))

    def _differences(self, connection: Connection) -> list[tuple[int, str, str]]:
        found = []
        for table in RECORDED:
            noted = {key for one in self.dumps.values() for name, key in one if name == table.name}
            for key in noted.union(history.keys(connection, table)):
                course = history.course(connection, table, key)
                for action, held in self.dumps.items():
                    states = [moment.state for moment in course if moment.action <= action]
                    if (states[-1] if states else None) != held.get((table.name, key)):
                        found.append((action, table.name, key))
        return sorted(found)
