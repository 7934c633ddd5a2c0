"""An office with an account of every role, made once and copied."""

import shutil
from pathlib import Path

import pytest

from cadre_desk.domain.pack import Pack
from tests.conftest import Clock
from tests.services.accounts import Office, staff_all


@pytest.fixture(scope="session")
def full_office(tmp_path_factory: pytest.TempPathFactory, staffed_vault: Path, pack: Pack) -> Path:
    """A closed vault with seven accounts; copy it, do not open it."""
    folder = tmp_path_factory.mktemp("full") / "vault"
    shutil.copytree(staffed_vault, folder)
    staff_all(folder, pack, Clock())
    return folder


@pytest.fixture
def full(tmp_path: Path, full_office: Path, pack: Pack, clock: Clock) -> Office:
    """Seven accounts in a vault of one's own."""
    return Office(full_office, pack, clock).copy(tmp_path / "seven")


@pytest.fixture
def small(tmp_path: Path, staffed_vault: Path, pack: Pack, clock: Clock) -> Office:
    """A vault of one officer, in charge of everything."""
    return Office(staffed_vault, pack, clock).copy(tmp_path / "one")
