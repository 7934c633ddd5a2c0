"""What all tests share: passwords that cost little, a clock that is set, vaults that are made once and copied."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from cadre_desk import app
from cadre_desk.domain.pack import Pack
from cadre_desk.domain.policy import Policy
from cadre_desk.services import places
from cadre_desk.services.desk import Desk
from cadre_desk.storage import sealing, vault
from tests.services.office import OFFICER, PASSWORD, staff, write_ledger

TODAY = date(2026, 3, 2)  # a Monday


class Clock:
    """The time of the test; it stands still until it is set."""

    def __init__(self) -> None:
        self.now = datetime.combine(TODAY, time(9, 30))

    def __call__(self) -> datetime:
        return self.now

    def set(self, day: date) -> None:
        self.now = datetime.combine(day, self.now.time())


@pytest.fixture(autouse=True, scope="session")
def _passwords_cost_little() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", sealing.Cost(64, 1, 4))
        yield


@pytest.fixture(autouse=True, scope="session")
def _state_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Anchors outside the vault go where no other run sees them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("state")))
        yield


def policy(**changed: object) -> Policy:
    """That of a small office, where a declaration is opened without stating for what unless a test is about that."""
    values = {"profile": "internal", "purpose_for_declarations": False, **changed}
    return Policy.from_mapping(values, places.profiles())


@pytest.fixture(scope="session")
def pack() -> Pack:
    return app.pack()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory, _passwords_cost_little: None) -> Path:
    """A closed vault without anything in it; copy it, do not open it."""
    folder = tmp_path_factory.mktemp("once") / "empty"
    vault.create(folder, OFFICER, PASSWORD, policy=policy()).close()
    return folder


@pytest.fixture(scope="session")
def staffed_vault(tmp_path_factory: pytest.TempPathFactory, empty_vault: Path, pack: Pack) -> Path:
    """A closed vault with a few units and cadres; copy it, do not open it."""
    root = tmp_path_factory.mktemp("staffed")
    shutil.copytree(empty_vault, root / "vault")
    desk = Desk(vault.open_vault(root / "vault", OFFICER, PASSWORD), pack, Clock())
    staff(desk, root)
    desk.close()
    shutil.rmtree(root / "vault" / "backup")  # made before each import
    return root / "vault"


OpenDesk = Callable[[Path], Desk]


@pytest.fixture
def open_desk(tmp_path: Path, pack: Pack, clock: Clock) -> Iterator[OpenDesk]:
    """Sit down at a copy of a vault; every desk is left after the test."""
    desks: list[Desk] = []

    def sit_down(model: Path) -> Desk:
        folder = tmp_path / f"vault{len(desks)}"
        shutil.copytree(model, folder)
        desks.append(Desk(vault.open_vault(folder, OFFICER, PASSWORD, read_check=False), pack, clock))
        return desks[-1]

    yield sit_down
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(open_desk: OpenDesk, empty_vault: Path) -> Desk:
    """A desk at an empty vault."""
    return open_desk(empty_vault)


@pytest.fixture
def staffed(open_desk: OpenDesk, staffed_vault: Path) -> Desk:
    """A desk at a vault with a few units and cadres."""
    return open_desk(staffed_vault)


Ledger = Callable[..., Path]


@pytest.fixture
def ledger(tmp_path: Path, pack: Pack) -> Ledger:
    """Write a ledger as an office would: ledger("cadres", cadre=[{...}], relative=[{...}]) gives its path."""
    count = iter(range(1, 1000))

    def write(kind: str, name: str = "", **rows: list[dict[str, object]]) -> Path:
        return write_ledger(pack, kind, tmp_path / (name or f"{kind}{next(count)}.xlsx"), rows)

    return write
