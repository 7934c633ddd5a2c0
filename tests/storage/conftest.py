"""Passwords cost little in the tests of the encrypted file."""

import pytest

from cadre_desk.storage import sealing


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "COST", sealing.Cost(64, 1, 4))
