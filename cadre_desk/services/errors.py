"""Every refusal that is told to the user as it is; anything else is a bug."""

from cadre_desk.documents.fonts import MissingGlyph, NoFonts
from cadre_desk.domain.faults import FileRefused
from cadre_desk.domain.sheet import Tick
from cadre_desk.exchange.outbox import WriteRefused
from cadre_desk.services.flags import Refused
from cadre_desk.storage.errors import VaultError
from cadre_desk.storage.work import Ask

__all__ = ["KNOWN", "Ask", "FileRefused", "Tick"]

KNOWN = (VaultError, Refused, WriteRefused, MissingGlyph, NoFonts, FileRefused)
