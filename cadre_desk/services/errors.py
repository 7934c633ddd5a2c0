"""Every refusal that is told to the user as it is; anything else is a bug."""

import traceback
from pathlib import Path

from cadre_desk.documents.fonts import MissingGlyph, NoFonts
from cadre_desk.domain.faults import FileRefused
from cadre_desk.exchange.outbox import WriteRefused
from cadre_desk.storage.errors import VaultError

__all__ = ["KNOWN", "FileRefused", "Gone", "NotAllowed", "Refused", "bug_words"]


class Refused(Exception):
    """Not permitted, or not possible now; the message says why and what to do."""


class NotAllowed(Refused):
    """The officer's role does not allow it."""


class Gone(Refused):
    """The record is not there: deleted, or taken back with its import."""


KNOWN = (VaultError, Refused, WriteRefused, MissingGlyph, NoFonts, FileRefused)


def bug_words(error: BaseException) -> str:
    """Anything else is told with its place, without what the data were."""
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f"，{Path(one.filename).name}第{one.lineno}行" for one in place)
    return f"程序内部错误（{type(error).__name__}{where}）"
