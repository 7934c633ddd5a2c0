"""Long lists for the screens: keys in order first, then the rows of one page."""

from collections.abc import Sequence
from typing import Any

from cadre_desk.storage import lists as store
from cadre_desk.storage.lists import Query, owned_key, split_key
from cadre_desk.storage.work import Ask

__all__ = ["Query", "count", "keys", "owned_key", "rows", "split_key"]


def keys(ask: Ask, name: str, query: Query) -> list[int]:
    """The keys of all rows that fit, in order."""
    return store.keys(ask.connection, name, query)


def rows(ask: Ask, name: str, wanted: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of these keys."""
    return store.rows(ask.connection, name, wanted)


def count(ask: Ask, name: str, query: Query) -> int:
    """How many rows fit."""
    return store.count(ask.connection, name, query)
