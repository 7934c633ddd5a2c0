"""cadre-desk demo: the main job in one command, on invented data."""

import json
import os
import secrets
import shutil
import sys
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from cadre_desk import app
from cadre_desk.domain.pack import Pack
from cadre_desk.services import demo, demo_checks, desk, exporting, flags, letters, printing
from cadre_desk.services.errors import Refused
from cadre_desk.services.invent import Invented, invent

OFFICER = "演示经办人"
_MARK = "demo.json"
_PARTS = ("ledgers", "vault", "letters", "verification", "screens")


def run(folder: Path, *, cadres: int, seed: int, headless: bool) -> tuple[dict[str, Any], list[str]]:
    """Everything from ledgers to letters; what to say as data and as words."""
    if cadres < 400:
        raise Refused("演示至少需要400名干部（--cadres 400），否则放不下预设的问题")
    _clear(folder)
    password = secrets.token_urlsafe(9) + "Aa1"
    (folder / _MARK).write_text(
        json.dumps({"officer": OFFICER, "password": password}, ensure_ascii=False), encoding="utf-8"
    )
    pack = app.pack()
    _say(f"生成{cadres}名虚构干部的台账……")
    invented = invent(pack, cadres, seed, date.today())
    place = desk.create(folder / "vault", OFFICER, password, pack)
    try:
        answer = _work(place, invented, folder)
        if headless or not _has_display():
            _screens(place, folder / "screens")
    finally:
        place.close()
    answer[1].append(f"保险库：{folder / 'vault'}，经办人“{OFFICER}”，口令 {password}")
    if not headless and _has_display():
        from cadre_desk.ui.start import run as open_window

        _say("\n".join(answer[1]))
        open_window(folder / "vault", app.fonts(), app.pack)
    return answer


def _work(place: desk.Desk, invented: Invented, folder: Path) -> tuple[dict[str, Any], list[str]]:
    files = demo.write_ledgers(place, invented, folder / "ledgers")
    demo.take_in(place, files, _say)
    scanned = flags.scan(place)
    _say(f"  {scanned}")
    missed, extra = demo.compare(place, invented)
    exporting.export(place, "flags", folder / "flags.xlsx")
    ids = demo.write_some_letters(place)
    (folder / "letters").mkdir(exist_ok=True)
    for id_ in ids:
        one = place.ask(partial(letters.letter, letter_id=id_))
        printing.write_letters(place, [id_], folder / "letters" / f"{one.number}.pdf", app.fonts())
    checked = demo_checks.verify_some(place, folder / "verification", app.fonts())
    _say(f"  {checked}")
    return _summary(place.pack, invented, missed, extra, len(ids), folder)


def _summary(
    pack: Pack,
    invented: Invented,
    missed: set[tuple[str, str]],
    extra: set[tuple[str, str]],
    written: int,
    folder: Path,
) -> tuple[dict[str, Any], list[str]]:
    planted = Counter(rule for rule, _ in invented.planted)
    lost, more = Counter(rule for rule, _ in missed), Counter(rule for rule, _ in extra)
    lines = ["规则　　预设　找到　多出"]
    for rule in pack.rules:
        lines.append(
            f"{rule}　{planted[rule]:>4}　{planted[rule] - lost[rule]:>4}　{more[rule]:>4}　{pack.rules[rule].title}"
        )
    lines.append(f"预设{len(invented.planted)}处，找到{len(invented.planted) - len(missed)}处，多出{len(extra)}处")
    lines.append(f"随机抽查的名单、凭证和反馈：{folder / 'verification'}")
    lines.append(f"函件{written}份：{folder / 'letters'}；预警表：{folder / 'flags.xlsx'}；台账：{folder / 'ledgers'}")
    data = {
        "planted": dict(planted),
        "missed": sorted(map(list, missed)),
        "extra": sorted(map(list, extra)),
        "letters": written,
        "exit": 0 if not missed and not extra else 1,
    }
    return data, lines


def _clear(folder: Path) -> None:
    """An empty folder, or one that an earlier demo made; anything else is not touched."""
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise Refused(f"文件夹“{folder}”不是空的，也不是演示文件夹；请换一个文件夹")
    folder.mkdir(parents=True, exist_ok=True)
    for part in _PARTS:
        shutil.rmtree(folder / part, ignore_errors=True)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _screens(place: desk.Desk, folder: Path) -> None:
    if not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from cadre_desk.ui.gallery import take

    _say("绘制各屏图片……")
    take(place, folder, app.fonts())


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
