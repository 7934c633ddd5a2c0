"""Sheets of paper that are not letters: the halves of the recovery key. They go to the printer and into no file."""

from datetime import date
from pathlib import Path

from cadre_desk.documents import recovery
from cadre_desk.documents.fonts import Fonts
from cadre_desk.services import settings
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import NotAllowed

_LARGEST_PART = 2


def recovery_sheet(desk: Desk, half: str, part: int, fonts: Path) -> bytes:
    """One half as a page of PDF; part 1 or 2. The unit's name is the only thing on it that is not a key."""
    if not 1 <= part <= _LARGEST_PART:
        raise ValueError(f"a recovery key has {_LARGEST_PART} parts")
    if not desk.vault.holds_data:
        raise NotAllowed("没有业务数据的密钥，不能打印恢复密钥。请由持有密钥的人办理。")
    unit = desk.ask(settings.read)["organ"]
    made: date = desk.clock().date()
    return recovery.render(recovery.Sheet(part, half, desk.vault.vault_id, unit, made), Fonts.load(fonts))
