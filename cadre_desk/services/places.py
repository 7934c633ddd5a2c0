"""Where what ships with the program lies, and the house rules read from there.

The sign-in window asks for the folder: policies and passwords are loaded only when they are needed.
"""

import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cadre_desk.domain.policy import Policy, Profiles
    from cadre_desk.domain.roles import Matrix


def resources() -> Path:
    """The folder of packs, fonts and house rules, beside the package or inside a frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).resolve().parents[2]) / "resources"


@lru_cache(maxsize=1)
def matrix() -> "Matrix":
    """Which role may do what."""
    from cadre_desk.domain import roles

    return roles.read_matrix((resources() / roles.FILE).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def profiles() -> "Profiles":
    """The security policies a unit can start from."""
    from cadre_desk.domain import policy

    return policy.read_profiles((resources() / policy.FILE).read_text(encoding="utf-8"))


def password_rule(kept: "Policy") -> Callable[[str, str], str | None]:
    """Why a password may not be used by the officer of a name under that policy, in Chinese; None where it may."""
    from cadre_desk.domain import passwords

    return lambda password, name: passwords.fault(password, kept, [name])
