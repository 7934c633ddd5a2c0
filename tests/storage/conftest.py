"""Passwords cost little in the tests of the encrypted file."""

import pytest

from cadre_desk.storage import keystore


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keystore, "COST", keystore.Cost(64, 1, 4))
