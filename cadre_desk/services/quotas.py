"""职数: what is approved for a unit and level, and who fills it."""

from typing import Any

from cadre_desk.storage import records
from cadre_desk.storage.work import Ask


def holders(ask: Ask, quota_id: int) -> list[dict[str, Any]]:
    """Who holds the posts of that quota now: cadre_id, name, title, start."""
    return records.holders(ask.connection, quota_id)
