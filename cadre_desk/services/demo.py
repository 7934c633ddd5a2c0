"""The main job on invented data: ledgers as real spreadsheets, import, scan, letters."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from cadre_desk.domain.dates import written
from cadre_desk.domain.pack import Ledger, Section
from cadre_desk.exchange.writer import write_table
from cadre_desk.services import exporting, importing, letters
from cadre_desk.services.desk import Desk
from cadre_desk.services.invent import Invented, Row, parts
from cadre_desk.storage import lists, records
from cadre_desk.storage.work import Ask

_FILINGS_PER_FILE = 10_000
_CADRES_PER_FILE = 50_000  # with their families and posts about three million cells; a file may have five
_SETTINGS = {
    "organ": "中共云川市委组织部",
    "signer": "中共云川市委组织部",
    "number_prefix": "云组",
    "reply_address": "云川市示例路1号市委组织部干部监督科",
    "contact": "示例，000-00000000",
}
Say = Callable[[str], None]


def write_ledgers(desk: Desk, invented: Invented, folder: Path) -> dict[str, list[Path]]:
    """The invented ledgers as spreadsheets, in the order in which they are imported."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[Path]] = {}
    for kind, ledger in desk.pack.ledgers.items():
        if kind == "declarations":
            files[kind] = _write_declarations(ledger, invented, folder)
        elif kind == "cadres":
            files[kind] = _write_cadres(ledger, invented, folder)
        else:
            path = folder / f"{ledger.title}.xlsx"
            write_table(path, [_sheet(section, _rows_of(desk, section, invented)) for section in ledger.sheets])
            files[kind] = [path]
    return files


def _rows_of(desk: Desk, section: Section, invented: Invented) -> list[Row]:
    if section.key == "case":
        campaign = next(one for one in desk.pack.campaigns.values() if one.title == section.title)
        return invented.rows.get(f"case:{campaign.key}", [])
    return invented.rows.get(section.key, [])


def _sheet(section: Section, rows: Iterable[Row]) -> tuple[Any, Iterable[Sequence[Any]]]:
    return exporting.sheet(section), exporting.cells(section, rows)


def _write_cadres(ledger: Ledger, invented: Invented, folder: Path) -> list[Path]:
    """One file, and more where there are very many cadres; families and posts stand with their cadres."""
    cadres = invented.rows["cadre"]
    paths: list[Path] = []
    for n, part in enumerate(parts(cadres, _CADRES_PER_FILE), 1):
        path = folder / f"{ledger.title}{f'-{n}' if len(cadres) > _CADRES_PER_FILE else ''}.xlsx"
        mine = {row["identity"] for row in part}
        rows = ([row for row in invented.rows.get(s.key, ()) if row["identity"] in mine] for s in ledger.sheets)
        write_table(path, [_sheet(section, found) for section, found in zip(ledger.sheets, rows, strict=True)])
        paths.append(path)
    return paths


def _write_declarations(ledger: Ledger, invented: Invented, folder: Path) -> list[Path]:
    """One file a year, and more where a year is large."""
    by_head: dict[tuple[Any, ...], dict[str, list[Row]]] = {}
    for section in ledger.sheets[1:]:
        for row in invented.rows.get(section.key, ()):
            by_head.setdefault(_head(row), {}).setdefault(section.key, []).append(row)
    paths: list[Path] = []
    heads = sorted(invented.rows["declaration"], key=lambda row: (row["year"], row["identity"], row["filing"]))
    for year in sorted({row["year"] for row in heads}):
        mine = [row for row in heads if row["year"] == year]
        for n, part in enumerate(parts(mine, _FILINGS_PER_FILE), 1):
            path = folder / f"{ledger.title}{year}{f'-{n}' if len(mine) > _FILINGS_PER_FILE else ''}.xlsx"
            sections = [by_head.get(_head(row), {}) for row in part]
            rest = [_sheet(s, [row for found in sections for row in found.get(s.key, ())]) for s in ledger.sheets[1:]]
            write_table(path, [_sheet(ledger.sheets[0], part), *rest])
            paths.append(path)
    return paths


def _head(row: Row) -> tuple[Any, ...]:
    return row["identity"], row["year"], row["filing"]


def take_in(desk: Desk, files: dict[str, list[Path]], say: Say) -> None:
    """Import every ledger, with the settings that letters need."""
    desk.change("设置", lambda work: records.keep_settings(work, _SETTINGS))
    for kind, paths in files.items():
        for path in paths:
            say(f"  导入 {importing.import_file(desk, kind, path)}")


def compare(desk: Desk, invented: Invented) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Planted problems that were not found, and findings that were not planted."""
    found = desk.ask(_found)
    return invented.planted - found, found - invented.planted


def _found(ask: Ask) -> set[tuple[str, str]]:
    keys = lists.keys(ask, "flags", lists.Query(where={"state": "open"}))
    found = set()
    for start in range(0, len(keys), 500):
        rows = lists.rows(ask, "flags", keys[start : start + 500])
        people = {
            r["key"]: r for r in lists.rows(ask, "cadres", [r["subject_id"] for r in rows if r["subject"] == "cadre"])
        }
        for row in rows:
            name = people[row["subject_id"]]["identity"] if row["subject"] == "cadre" else row["subject_name"]
            found.add((row["rule"], name))
    return found


_ASKED = "1.上述事项的具体情况和发生时间。\n2.没有在当年报告中如实填写的原因。\n3.其他需要说明的情况。"
_MOVED = "1.移居人、移居的时间、国家（地区）和类别。\n2.是否已经或者准备放弃移居。\n3.本人对任职岗位的意见。"
_LETTERS: tuple[tuple[str, str, dict[str, str]], ...] = (
    # rule, kind of letter, its fields; {…} are the facts of the flag
    (
        "PM-01",
        "reminder",
        {"subject": "报告个人有关事项", "problem": "{year}年度个人有关事项报告没有在{deadline}前报送。"},
    ),
    (
        "PM-03",
        "reminder",
        {
            "subject": "报告个人有关事项",
            "problem": "“{section}”于{event}发生变化，{received}才报告，超过了规定的期限。",
        },
    ),
    (
        "PM-18",
        "inquiry",
        {
            "subject": "如实报告个人有关事项",
            "problem": "对照{earlier}与{later}，“{section}”（{item}）前后不一致。",
            "questions": _ASKED,
        },
    ),
    (
        "NK-01",
        "inquiry",
        {"subject": "家庭成员移居国（境）外", "problem": "你任“{title}”职务，报告显示{abroad}。", "questions": _MOVED},
    ),
    (
        "PM-01",
        "admonishment",
        {"subject": "报告个人有关事项", "problem": "{year}年度个人有关事项报告没有在{deadline}前报送。"},
    ),
)


def write_some_letters(desk: Desk, most_of_each: int = 3) -> list[int]:
    """Draft, approve and number letters for what was found; their ids."""
    ids: list[int] = []
    written_for: set[int] = set()
    for rule, kind, fields in _LETTERS:
        rows = [row for row in desk.ask(partial(_flagged, rule=rule)) if row["key"] not in written_for]
        for row in rows[:most_of_each]:
            written_for.add(row["key"])
            facts = {key: written(value) for key, value in orjson.loads(row["facts"]).items()}
            filled = {key: words.format_map(facts) for key, words in fields.items()}
            ids.append(_issue(desk, kind, row["subject_id"], filled))
    return ids


def _flagged(ask: Ask, rule: str) -> list[dict[str, Any]]:
    keys = lists.keys(ask, "flags", lists.Query(where={"rule": rule, "state": "open"}))
    return lists.rows(ask, "flags", keys[:100])


def _issue(desk: Desk, kind: str, cadre_id: int, fields: dict[str, str]) -> int:
    """From draft to numbered letter, as officers would do."""
    chosen = desk.pack.letters[kind]
    data: dict[str, Any] = {field.key: field.example or field.label for field in chosen.fields if field.required}
    fitting = (one for one in chosen.situations if "个人有关事项" in one.text)
    data |= {**fields, "situation": next(fitting, chosen.situations[-1]).key}
    id_ = letters.draft(desk, kind, cadre_id, data)
    day = desk.clock().date() - timedelta(days=3)
    for step in ("submit", "approve", "issue"):
        letters.take_step(desk, id_, step, day, note="同意（虚构示例）")
    return id_
