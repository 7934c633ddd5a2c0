"""Every refusal that is told to the user as it is; anything else is a bug."""

from cadre_desk.exchange.writer import WriteRefused
from cadre_desk.services.flags import Refused
from cadre_desk.storage.errors import VaultError

KNOWN = (VaultError, Refused, WriteRefused)
