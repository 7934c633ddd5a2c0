"""预警: evaluate the rules, show what they found, keep what people decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadre_desk.domain.bulk import no_collection
from cadre_desk.domain.pack import Pack, Rule
from cadre_desk.domain.rules import CADRE_RULES, UNIT_RULES, Evidence, Finding, Law, examine, examine_unit
from cadre_desk.domain.sheet import Tick, no_tick
from cadre_desk.services.avoiding import left_out, require_apart, shut
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.storage import avoidance, lists, records
from cadre_desk.storage import flags as store
from cadre_desk.storage.dossiers import dossiers, unit_dossiers
from cadre_desk.storage.work import Ask, Work

STATES: Mapping[str, str] = {
    "open": "待核实",
    "established": "成立",
    "unfounded": "不成立",
    "handled": "已处理",
    "gone": "已消除",
}
DECISIONS = store.DECISIONS  # the states that a person may decide on
SEVERITIES: Mapping[str, str] = {"R": "红·急办", "O": "橙·应办", "Y": "黄·查看", "I": "提示"}
_TICK_EVERY = 500
_Kept = Mapping[int, tuple[str, str]]  # flag -> fingerprint of its evidence, state


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan brought, as the officer is told: without what concerns those he keeps away from."""

    cadres: int
    found: int
    new: int
    same: int
    changed: int
    gone: int
    avoided: int = 0  # persons whose flags are not counted here

    def __str__(self) -> str:
        """One sentence for the officer."""
        return (
            f"扫描{self.cadres}名干部：疑似事项{self.found}条"
            f"（新{self.new}，未变{self.same}，依据有变{self.changed}，已消除{self.gone}）"
            f"{left_out(self.avoided)}"
        )


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag as a screen shows it."""

    id: int
    rule: Rule
    severity: str
    state: str
    subject: str
    subject_id: int
    found: str
    sentence: str
    evidence: tuple[Evidence, ...]
    files: Mapping[int, str]  # batch -> name of the file
    dispositions: tuple[Mapping[str, Any], ...]


def law(ask: Ask) -> Law:
    """What rules judge by today."""
    return Law(ask.pack, ask.today, _holidays(records.settings(ask.connection)))


def _holidays(settings: Mapping[str, str]) -> dict[date, bool]:
    """Days that the unit's own table names: holiday.2027-02-06 = work or rest."""
    days = {key.removeprefix("holiday."): value for key, value in settings.items() if key.startswith("holiday.")}
    return {date.fromisoformat(day): value == "work" for day, value in days.items()}


def find(ask: Ask, tick: Tick = no_tick) -> tuple[int, list[Finding]]:
    """Number of cadres, and what the enabled rules find over everybody today."""
    judged, total = law(ask), lists.count(ask, "cadres", lists.Query())
    found: list[Finding] = []
    done = 0
    for done, dossier in enumerate(dossiers(ask.connection), 1):
        found.extend(examine(dossier, judged))
        if done % _TICK_EVERY == 0:
            tick("扫描干部", done, total)
    for unit in unit_dossiers(ask.connection):
        found.extend(examine_unit(unit, judged))
    return done, found


@no_collection()
def scan(desk: Desk, tick: Tick = no_tick) -> Scanned:
    """Evaluate all enabled rules over everybody and keep the flags."""

    def task(work: Work) -> Scanned:
        cadres, found = find(work, tick)
        close = shut(work)
        before = avoidance.flags(work.connection, close)
        enabled = [id_ for id_ in (*CADRE_RULES, *UNIT_RULES) if work.pack.rules[id_].enabled]
        counts = store.keep(work, found, enabled)
        work.subject, work.detail = work.pack.key, {"cadres": cadres, "found": len(found), **counts}
        hidden = [one for one in found if one.subject == "cadre" and one.subject_id in close]
        theirs = _moved(before, avoidance.flags(work.connection, close), hidden)
        told = {name: count - theirs[name] for name, count in counts.items()}
        return Scanned(cadres, len(found) - len(hidden), **told, avoided=len(close))

    return desk.change("扫描预警", task)


def _moved(before: _Kept, after: _Kept, found: Sequence[Finding]) -> dict[str, int]:
    """What store.keep counted of some cadres, from their flags before and after it."""
    gone = {id_ for id_, (_, state) in after.items() if state == store.GONE}
    were = {id_ for id_, (_, state) in before.items() if state == store.GONE}
    new = len(after) - len(before)
    changed = sum(id_ in were - gone or before[id_][0] != after[id_][0] for id_ in before)
    items = len({(one.rule, one.subject_id, one.item) for one in found})
    return {"new": new, "same": items - new - changed, "changed": changed, "gone": len(gone - were)}


def sentence(pack: Pack, rule: str, facts: Mapping[str, str]) -> str:
    """The words of the pack with the facts; a fact that a newer pack asks for shows as …"""
    return pack.rules[rule].sentence.format_map(_Facts(facts))


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def flag(ask: Ask, flag_id: int) -> Flag:
    """One flag with its evidence and what was decided; Avoid where it concerns somebody the officer is close to."""
    row = store.read(ask.connection, flag_id)
    require_apart(ask, row["subject_id"] if row["subject"] == "cadre" else None)
    return _flag(ask, row)


def _flag(ask: Ask, row: Mapping[str, Any]) -> Flag:
    batches = {cell.batch for cell in row["evidence"] if cell.batch}
    return Flag(
        row["id"],
        ask.pack.rules[row["rule"]],
        row["severity"],
        row["state"],
        row["subject"],
        row["subject_id"],
        row["found"],
        sentence(ask.pack, row["rule"], row["facts"]),
        tuple(row["evidence"]),
        store.files(ask.connection, batches),
        tuple(row["dispositions"]),
    )


def evidence_words(ask: Ask, flag_ids: Sequence[int]) -> dict[int, str]:
    """For a list, which gave the ids: each flag's cells in one text, 家庭成员第3行“出生年月”=1990-01."""
    found = (_flag(ask, store.read(ask.connection, id_)) for id_ in flag_ids)
    return {one.id: "；".join(cell_words(cell, one.files) for cell in one.evidence) for one in found}


def cell_words(cell: Evidence, files: Mapping[int, str]) -> str:
    """Where a cell stands and what it holds."""
    place = f"{files.get(cell.batch or 0, cell.file)} {cell.sheet}".strip() + (f"第{cell.line}行" if cell.line else "")
    return f"{place}“{cell.label}”={cell.value or '空'}"


def dispose(desk: Desk, flag_id: int, decision: str, reason: str) -> None:
    """Keep a person's decision on a flag; the reason is required."""
    if decision not in store.DECISIONS:
        raise Refused(f"处置结果只能是：{'、'.join(STATES[one] for one in store.DECISIONS)}")
    if not reason.strip():
        raise Refused("请写明理由：处置须记录依据，写好后再保存")

    def task(work: Work) -> None:
        work.subject, work.detail = f"flag {flag_id}", {"decision": decision}
        subject = store.read(work.connection, flag_id)
        require_apart(work, subject["subject_id"] if subject["subject"] == "cadre" else None)
        store.dispose(work, flag_id, decision, reason.strip())

    desk.change("处置预警", task)


def of_subject(ask: Ask, subject: str, subject_id: int) -> list[dict[str, Any]]:
    """The flags of a cadre or unit with their sentences, the gravest first."""
    rows = store.of_subject(ask.connection, subject, subject_id)
    return [row | {"sentence": sentence(ask.pack, row["rule"], row["facts"])} for row in rows]
