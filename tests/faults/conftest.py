"""What the tests of faults share: a vault with a ledger, processes to be killed, a table of what was counted."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cadre_desk.storage import vault
from tests.counting import count
from tests.faults import deeds
from tests.faults.nursery import Nursery
from tests.storage.helpers import OFFICER, PASSWORD, POLICY

Copy = Callable[[], Path]
Note = Callable[..., None]


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory, _state_of_its_own: None) -> Iterator[Nursery]:
    """Where processes come from."""
    made = Nursery(tmp_path_factory.mktemp("said"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory, _state_of_its_own: None, _passwords_cost_little: None) -> Path:
    """A closed vault with a ledger of two changes and a backup of the first; copy it."""
    folder = tmp_path_factory.mktemp("model") / "库"
    vault.create(folder, OFFICER, PASSWORD, policy=POLICY).close()
    deeds.prepare(folder)
    return folder


@pytest.fixture
def copy(tmp_path: Path, model: Path) -> Copy:
    """Vaults of one's own: each call gives a fresh one, and the one before is gone."""
    count, last = 0, tmp_path

    def make() -> Path:
        nonlocal count, last
        if count:
            shutil.rmtree(last)
        count += 1
        last = tmp_path / f"库{count}"
        shutil.copytree(model, last)
        return last

    return make


@pytest.fixture
def folder(copy: Copy) -> Path:
    """One such vault."""
    return copy()


@pytest.fixture(scope="session")
def note() -> Note:
    """One line of the table: note(1, "kill -9: save", rounds=200, bad=0), or note(1, "control: …", control=17)."""
    return count
