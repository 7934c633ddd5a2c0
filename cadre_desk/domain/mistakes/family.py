"""The family: who is told of, with which names, numbers and work."""

import json
import re
from collections.abc import Iterable, Iterator

from cadre_desk.domain.codes import CodeError, parse_identity
from cadre_desk.domain.mistakes.model import (
    PlacedSlip,
    Row,
    Scene,
    Slip,
    Whole,
    anywhere,
    at,
    first_in,
    row_check,
    whole_check,
)
from cadre_desk.domain.pack import Check
from cadre_desk.domain.people import Relative
from cadre_desk.domain.text import compact, person_name

_LIKE_IDENTITY = re.compile(r"\d{16,18}[\dXx]")  # a mistyped one too; numbers of foreign papers are shorter


@row_check("FM-20")
def status_after_the_change(row: Row, check: Check) -> Iterator[Slip]:
    """A divorce leaves one divorced, a wedding married."""
    change, status = row.text("change"), row.text("status")
    if status and check.pairs.get(change, status) != status:
        yield row.slip("status", "status", other=change)


@whole_check("FM-20")
def spouse_of_the_unmarried(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """The last marital status told in this filing knows no spouse, the ledger of the family does."""
    row = next(reversed(seen.of("marriage")), None)
    spouses = seen.scene.family(check.words["spouse"])
    if row is not None and row.text("status") in check.words["single"] and spouses:
        yield at(row, row.slip("spouse", "status", person=_who(spouses[0])))


def _who(one: Relative) -> str:
    return f"{one.relation}{one.name}"


# -- work ------------------------------------------------------------------------------------------------------------


@whole_check("FM-21")
def spouse_of_a_child_left_out(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """The recorded spouse of a child is not told of."""
    yield from _left_out(seen, check)


@whole_check("FM-22")
def work_left_out(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """The recorded spouse or a child is not told of, whether at work or not."""
    yield from _left_out(seen, check)


def _left_out(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """Asked where the whole state is written: later a relative may be new and already told in a 30-day report."""
    if not seen.scene.first or "employment" not in seen.scene.pack.sections:
        return
    told = {name for row in seen.held("employment") for name in row.owners}
    for one in seen.scene.family(check.words["groups"]):
        if person_name(one.name) not in told:
            yield anywhere("left_out", "employment", "person", person=_who(one))


@row_check("FM-22")
def not_at_work(row: Row, check: Check) -> Iterator[Slip]:
    """无 says nothing: 就读, 学龄前 or 待业; the retired tell where they worked, and as what."""
    employer = row.text("employer")
    if not row.held or not employer:
        return
    if employer in check.words["vague"]:
        yield row.slip("words", "employer")
    elif employer in check.words["bare"]:
        yield row.slip("retired", "employer")
    elif first_in(check.words["retired"], employer) and not row.text("title"):
        yield row.slip("post", "title")


# -- names and numbers -----------------------------------------------------------------------------------------------


@row_check("FM-33")
def identity_number(row: Row, check: Check) -> Iterator[Slip]:
    """An identity number that contradicts itself or the 称谓; papers of other countries are not looked at."""
    text = compact(row.text("person_identity"))
    if not _LIKE_IDENTITY.fullmatch(text):
        return
    try:
        number = parse_identity(text)
    except CodeError as error:
        yield row.slip("number", "person_identity", value=text, other=str(error))
        return
    if check.pairs.get(row.text("relation"), number.sex) != number.sex:
        yield row.slip("sex", "person_identity", value=text, other=number.sex)


@row_check("FM-34")
def other_than_the_ledger(row: Row, check: Check) -> Iterator[Slip]:
    """A person whom the ledger of the family, if there is one, does not know so."""
    key = "person" if "person" in row.values else "child"
    name = person_name(row.text(key))
    if not name or not row.scene.relatives:
        return
    same = [one for one in row.scene.relatives if person_name(one.name) == name]
    if not same:
        yield row.slip("unknown", key)
    elif row.text("relation") and not any(_same_relation(row, one) for one in same):
        yield row.slip("relation", "relation", other=same[0].relation)
    else:
        yield from _other_number(row, same)


def _same_relation(row: Row, one: Relative) -> bool:
    """妻子 and 配偶 may be the same, 儿子 and 女儿 not."""
    told, group = row.text("relation"), row.scene.group(row.text("relation"))
    return told == one.relation or (row.scene.group(one.relation) == group and group in (told, one.relation))


def _other_number(row: Row, same: list[Relative]) -> Iterator[Slip]:
    told = compact(row.text("person_identity")).upper()
    recorded = [one.identity for one in same if one.identity]
    if recorded and _LIKE_IDENTITY.fullmatch(told) and told not in recorded:
        yield row.slip("identity", "person_identity", value=told)


# -- what the family owns --------------------------------------------------------------------------------------------


def _were_asked(scene: Scene, names: set[str], keys: Iterable[str]) -> bool:
    """Whether the ticks of a typed filing answer for each of them in each of these sections."""
    ticks = json.loads(scene.filing.data).get("ticks", {}) if scene.filing else {}
    said = ({person_name(one) for one in ticks.get(key, {}).get("members", {})} for key in keys)
    return all(names <= one for one in said)


@whole_check("FM-32")
def spouse_without_property(seen: Whole, check: Check) -> Iterator[PlacedSlip]:
    """Nothing is told of what the recorded spouse holds: asked once, unless the ticks say that it was asked by item."""
    if not seen.scene.restates:
        return
    spouses = seen.scene.family(check.words["groups"])
    names = {person_name(one.name) for one in spouses}
    keys = [key for key in check.words["sections"] if key in seen.scene.pack.sections]
    rows = seen.held(*keys)
    told = _were_asked(seen.scene, names, keys) or any(
        row.text("holder") in check.words["holders"] or names & set(row.owners) for row in rows
    )
    if spouses and not told:
        yield anywhere("ask", person="、".join(_who(one) for one in spouses))
