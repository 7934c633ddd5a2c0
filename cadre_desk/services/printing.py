"""Letters on paper: the one way by which a letter leaves as PDF."""

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.letters import LetterText, render, write
from cadre_desk.exchange.outbox import whole_file
from cadre_desk.services.desk import Desk
from cadre_desk.services.letters import letter, words
from cadre_desk.storage.work import Ask, Work

_fonts = lru_cache(maxsize=1)(Fonts.load)  # what was read of them is remembered from letter to letter


def preview(ask: Ask, letter_id: int, fonts: Path, data: Mapping[str, Any] | None = None) -> bytes:
    """The letter as PDF for the screen, with the fields as they stand in the editor; nothing leaves the program."""
    return render(words(ask, letter(ask, letter_id), data), _fonts(fonts))


def write_letters(desk: Desk, letter_ids: Sequence[int], target: Path, fonts: Path) -> int:
    """Letters into one PDF file; the audit row is committed before a byte leaves. Gives the number of pages."""
    texts = desk.change("打印函件", lambda work: _announced(work, letter_ids, target.name))
    with whole_file(target) as place, place.open("wb") as file:
        return write(texts, file, _fonts(fonts))


def print_bytes(desk: Desk, letter_id: int, fonts: Path) -> bytes:
    """The letter as PDF for the printer, audited as printed."""
    texts = desk.change("打印函件", lambda work: _announced(work, [letter_id], "打印机"))
    target = io.BytesIO()
    write(texts, target, _fonts(fonts))
    return target.getvalue()


def _announced(work: Work, letter_ids: Sequence[int], target: str) -> list[LetterText]:
    work.subject, work.detail = f"letter {', '.join(map(str, letter_ids))}", {"target": target}
    return [words(work, letter(work, id_)) for id_ in letter_ids]
