"""Work on very many rows beside a window that has to answer: nothing here holds the interpreter for long.

Any thread may take over between two steps of a loop, none within a single call; what would be one call over everything
is therefore done in pieces.
"""

import gc
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

PIECE = 5_000
_lock = threading.Lock()
_busy = 0


@contextmanager
def no_collection() -> Iterator[None]:
    """No search for garbage while it lasts.

    Rows make no cycles, so nothing is left lying; but a search among millions of them takes a tenth of a second, again
    and again.
    """
    global _busy
    with _lock:
        _busy += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _busy -= 1
            if not _busy:
                gc.enable()


def rows_of(columns: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Columns of equal length as rows."""
    rows: list[tuple[Any, ...]] = []
    source = zip(*columns, strict=True)
    while piece := list(islice(source, PIECE)):
        rows += piece
    return rows


def let_go(*lists: list[Any]) -> None:
    """Empty lists that are no longer needed."""
    for one in lists:
        while one:
            del one[-PIECE:]
