"""Long lists for the screens: keys in order first, then the rows of one page."""

from cadre_desk.storage.lists import Query, count, keys, owned_key, rows, split_key

__all__ = ["Query", "count", "keys", "owned_key", "rows", "split_key"]
