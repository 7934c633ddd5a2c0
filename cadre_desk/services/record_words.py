"""Records in the words of the pack: labels and values of fields, what a record is called, where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from cadre_desk.domain.pack import Field, Section
from cadre_desk.domain.values import show
from cadre_desk.services.flags import SEVERITIES, STATES, sentence
from cadre_desk.services.letters import SETTINGS
from cadre_desk.storage import history as store
from cadre_desk.storage import tables
from cadre_desk.storage.history import State
from cadre_desk.storage.ledgers import SHAPES
from cadre_desk.storage.work import Ask

#: kinds of record that keep their versions, and what they are called
KINDS: Mapping[str, str] = {
    "unit": "单位",
    "quota": "职数",
    "cadre": "干部",
    "relative": "家庭成员",
    "post": "任职",
    "declaration": "报告",
    "measure": "处理处分",
    "case": "专项案件",
    "letter": "函件",
    "setting": "设置",
    "flag": "预警",
}
TABLES = {kind: SHAPES[kind].table if kind in SHAPES else tables.metadata.tables[kind] for kind in KINDS}
#: table -> what a row of it is called
ROWS: Mapping[str, str] = {table.name: KINDS[kind] for kind, table in TABLES.items()} | {
    "entry": "填报行",
    "letter_step": "函件办理记录",
    "disposition": "预警处置",
    "feedback": "查询反馈",
    "verified": "被查核人",
    "discrepancy": "不一致",
    "determination": "认定",
}
# what names a record, beside the cadre to whom it belongs
_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "unit": ("name",),
    "quota": ("unit", "level"),
    "cadre": ("identity",),
    "relative": ("relation", "name"),
    "post": ("unit", "title", "start"),
    "declaration": ("year", "filing", "number"),
    "measure": ("measure", "decided"),
    "case": ("campaign", "case_number"),
    "letter": ("number",),
    "setting": ("key",),
    "flag": ("id",),
}
_OWNED = ("relative", "post", "declaration", "measure")
Spellings = tuple[str, ...]  # of one name; the first is the one to show


def field_text(one: Field, value: Any) -> str:
    """A value of a field with its unit; empty where there is none."""
    text = show(one, value)
    return f"{text}{one.unit}" if text else ""


@dataclass(slots=True)
class Words:
    """States in words; names that rows refer to are looked up once."""

    ask: Ask
    _known: dict[tuple[str, Any], State] = field(default_factory=dict)
    _files: dict[int, tuple[int, str]] = field(default_factory=dict)

    # -- fields ------------------------------------------------------------------------------------------------------

    def texts(self, kind: str, state: State) -> dict[str, str]:
        """Every field by its label; empty where it has no value."""
        if kind == "setting":
            return {SETTINGS.get(state["key"], state["key"]): state["value"]}
        if kind == "flag":
            words = sentence(self.ask.pack, state["rule"], orjson.loads(state["facts"]))
            return {"状态": STATES[state["state"]], "程度": SEVERITIES[state["severity"]], "内容": words}
        if kind == "letter":
            return self._letter_texts(state)
        values = self._values(state)
        return {one.label: field_text(one, values.get(one.key)) for one in self._section(kind, state).fields}

    def _section(self, kind: str, state: State) -> Section:
        if kind == "case":
            return self.ask.pack.campaigns[state["campaign"]].section
        return next(one for ledger in self.ask.pack.ledgers.values() for one in ledger.sheets if one.key == kind)

    def _values(self, state: State) -> dict[str, Any]:
        """The fields of a row of a ledger, with the names of its unit and its cadre."""
        values: dict[str, Any] = orjson.loads(state["data"]) | {key: state[key] for key in state if key != "data"}
        if "unit_id" in state:
            values["unit"] = self._row("unit", state["unit_id"]).get("name")
        if "cadre_id" in state:
            owner = self._row("cadre", state["cadre_id"])
            values |= {"identity": owner.get("identity"), "cadre_name": owner.get("name")}
            values.setdefault("name", owner.get("name"))
        return values

    def _letter_texts(self, state: State) -> dict[str, str]:
        kind, data = self.ask.pack.letters[state["kind"]], orjson.loads(state["data"])
        situations = {one.key: one.text for one in kind.situations}
        head = {"收件人": self._row("cadre", state["cadre_id"]).get("name", ""), "状态": kind.states[state["state"]]}
        head |= {"文号": state["number"], "成文日期": state["dated"] or ""}
        fields = ((one, data.get(one.key)) for one in kind.fields)
        return head | {one.label: field_text(one, situations.get(value, value)) for one, value in fields}

    def _row(self, table: str, id_: Any) -> State:
        """The row that another refers to, as it is or was at last; an empty one where nothing is known of it."""
        if (table, id_) not in self._known:
            found = store.last_known(self.ask.connection, tables.metadata.tables[table], str(id_)) if id_ else None
            self._known[table, id_] = found or {}
        return self._known[table, id_]

    # -- names -------------------------------------------------------------------------------------------------------

    def names(self, kind: str, state: State) -> list[Spellings]:
        """What an officer calls a record by, name by name: a row of a cadre first by his 身份证号."""
        owner = self._row("cadre", state["cadre_id"]).get("identity", "") if kind in _OWNED else None
        mine = [self._spellings(name, state) for name in _NAMED_BY[kind]]
        return mine if owner is None else [(owner,), *mine]

    def _spellings(self, name: str, state: State) -> Spellings:
        if name == "unit":
            return (self._row("unit", state["unit_id"]).get("name", ""),)
        value = "" if state[name] is None else str(state[name])
        if name == "campaign":
            return (self.ask.pack.campaigns[value].title, value)
        if name == "key":
            return (SETTINGS.get(value, value), value)
        if name == "number" and "serial" in state:  # a letter
            return (value, str(state["id"]))
        return (value,)

    def title(self, kind: str, state: State) -> str:
        """A record in a few words."""
        mine = [spellings[0] for spellings in self.names(kind, state)]
        if kind in _OWNED:
            mine[0] = self._row("cadre", state["cadre_id"]).get("name", "")
        elif kind == "cadre":
            mine = [state["name"], *mine]
        elif kind == "letter":
            addressee = self._row("cadre", state["cadre_id"]).get("name", "")
            mine = [self.ask.pack.letters[state["kind"]].title, addressee, *mine]
        elif kind == "flag":
            subject = self._row(state["subject"], state["subject_id"])
            mine = [self.ask.pack.rules[state["rule"]].title, subject.get("name", "")]
        return " ".join(filter(None, mine))

    def source(self, action: int, state: State | None) -> str:
        """File and line of the state that an action brought, where it was an import."""
        state = state or {}
        sections = [rows[0] for rows in state.get("entries", {}).values()]
        for row in (state, *sections):
            came, file = self._file(row.get("batch_id"))
            if came == action:
                return file if sections else f"{file} 第{row['line']}行"
        return ""

    def _file(self, batch: int | None) -> tuple[int | None, str]:
        """The action of a batch and its file."""
        if batch is None:
            return None, ""
        if batch not in self._files:
            self._files.update(store.files(self.ask.connection, [batch]))
        return self._files[batch]
