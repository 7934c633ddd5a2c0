"""One fictitious family and short ways to write a declaration and a feedback, for the tests of 查核."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cadre_desk import app
from cadre_desk.domain.declaration import PRESENT
from cadre_desk.domain.people import Entry
from cadre_desk.domain.sheet import item_key
from cadre_desk.domain.verification import Comparison, FeedbackRow, Member, Result, Subject, compare, read_row

PACK = app.pack()
FILED = "2025-01-20"
CADRE, WIFE, SON, GIRL, BRIDE, FATHER = "王建国", "李梅", "王小明", "王小雨", "陈静", "王老伯"
IDS = {
    CADRE: "000000197001010012",
    WIFE: "000000197202020021",
    SON: "000000199503030035",
    GIRL: "000000201504040043",
    BRIDE: "000000199605050022",
    FATHER: "000000194506060014",
}
RELATIONS = {WIFE: "妻子", SON: "儿子", GIRL: "女儿", BRIDE: "儿媳", FATHER: "父亲"}
FAMILY = tuple(Member(relation, name, IDS[name], None) for name, relation in RELATIONS.items())

Rows = Sequence[Mapping[str, Any]]


def entry(section: str, position: int = 1, cadre_id: int = 1, **values: Any) -> Entry:
    """A declared row with its natural key, as the import stores it."""
    key = PACK.sections[section].natural_key
    item = item_key([values.get(one) for one in key]) if key else ""
    data = json.dumps({"action": PRESENT, **values}, default=str)
    return Entry(cadre_id, 1, section, position, PRESENT, None, None, item, None, None, None, None, data, 1, position)


def subject(
    declared: Mapping[str, Rows] | None = None, *, disposed: Mapping[str, Rows] | None = None, **other: Any
) -> Subject:
    """王建国 and what he declared."""
    cadre_id = other.get("cadre_id", 1)
    entries = [
        entry(section, n, cadre_id, **values)
        for section, rows in (declared or {}).items()
        for n, values in enumerate(rows)
    ]
    state: dict[str, dict[str, Entry]] = {}
    for one in entries:
        state.setdefault(one.section, {})[one.item] = one
    gone = [entry(section, n, **values) for section, rows in (disposed or {}).items() for n, values in enumerate(rows)]
    family = tuple(Member(*one) for one in other.pop("family")) if "family" in other else FAMILY
    made = Subject(1, CADRE, IDS[CADRE], family, state, tuple(gone), FILED, False)
    return made._replace(**other)


def row(section: str, person: str = CADRE, /, *, ref: str = "", source: str = "", **values: Any) -> FeedbackRow:
    """A row of a registry; identity=None where it gives no number, cadre= where it names whose check it is."""
    identity = values.pop("identity", IDS.get(person))
    cadre = values.pop("cadre", None)
    ref = ref or f"{section}:{person}:{source}:{json.dumps(values, ensure_ascii=False, default=str)}"
    return read_row(
        PACK.sections[section], values, ref=ref, source=source, person=person, identity=identity, cadre=cadre
    )


def checked(one: Subject | Sequence[Subject], rows: Sequence[FeedbackRow], **other: Any) -> Comparison:
    """The comparison with the shipped pack."""
    subjects = [one] if isinstance(one, Subject) else one
    return compare(subjects, rows, PACK, **other)


def told(result: Result) -> str:
    """结果 and article, as the decision table has them: 疑似隐瞒不报 第四条第七项."""
    return f"{result.outcome} {result.article}".strip()
