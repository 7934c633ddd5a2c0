"""Logging in: the same answer in the same time whether name or password is wrong; five tries; what is told later."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import orjson
import pytest

from cadre_desk.services import arrival, places
from cadre_desk.services.desk import Desk
from cadre_desk.storage import journal, keyring, sealing, vault
from cadre_desk.storage.errors import LockedOut, WrongPassword
from tests.conftest import Clock
from tests.services.accounts import Office
from tests.services.office import OFFICER, PASSWORD

ROOT = Path(__file__).parents[2]
WRONG = "不是这个-Word-1"
DEAR = sealing.Cost(64 * 1024, 2, 4)  # a quarter of what is shipped: dear enough to be measured beside the rest


@pytest.fixture
def dear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Path:
    """A vault whose passwords cost something; its clock is set."""
    monkeypatch.setattr(sealing, "COST", DEAR)
    policy = places.profiles().policy("internal")
    vault.create(tmp_path / "dear", OFFICER, PASSWORD, policy=policy, clock=clock).close()
    return tmp_path / "dear"


def refused(folder: Path, officer: str, password: str, clock: Clock) -> tuple[str, float]:
    """What is answered, and after how many seconds; earlier failures are forgotten, so that nobody is locked out."""
    (folder / "attempts").unlink(missing_ok=True)
    start = time.perf_counter()
    with pytest.raises(WrongPassword) as error:
        vault.open_vault(folder, officer, password, clock=clock)
    return str(error.value), time.perf_counter() - start


def measured(*tasks: Callable[[], float], times: int = 9) -> list[tuple[float, ...]]:
    """In turns, so that a busy moment of the machine meets all of them."""
    return list(zip(*([task() for task in tasks] for _ in range(times)), strict=True))


def evaluation() -> float:
    """One Argon2id evaluation of that cost."""
    start = time.perf_counter()
    sealing._stretch(PASSWORD, b"s" * sealing.SALT_BYTES, DEAR)
    return time.perf_counter() - start


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer_in_the_same_time(dear: Path, clock: Clock) -> None:
    answers = {refused(dear, OFFICER, WRONG, clock)[0], refused(dear, "没有的人", WRONG, clock)[0]}
    answers.add(refused(dear, "没有的人", PASSWORD, clock)[0])
    assert len(answers) == 1
    known, unknown, once = measured(
        lambda: refused(dear, OFFICER, WRONG, clock)[1],
        lambda: refused(dear, "没有的人", WRONG, clock)[1],
        evaluation,
    )
    assert 0.6 <= min(unknown) / min(known) <= 1.6  # the quickest of each: what a busy machine cannot spoil
    for quickest in (min(known), min(unknown)):
        assert quickest >= 0.8 * min(once)  # the machine may be busy with any of them, but never faster than that


def test_without_the_decoy_an_unknown_name_would_answer_sooner(
    dear: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above."""

    def none(like: keyring.Slot) -> keyring.Slot:
        raise WrongPassword("姓名或口令不正确")

    monkeypatch.setattr(keyring, "_decoy", none)
    known, unknown = measured(
        lambda: refused(dear, OFFICER, WRONG, clock)[1], lambda: refused(dear, "没有的人", WRONG, clock)[1], times=5
    )
    assert min(unknown) / min(known) < 0.6
    assert min(unknown) < 0.7 * evaluation()


# -- five tries ------------------------------------------------------------------------------------------------------


def by_command(folder: Path, tmp_path: Path, password: str) -> tuple[int, str]:
    """A process of its own tries that password."""
    file = tmp_path / "password.txt"
    file.write_text(password, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "cadre_desk", "vault", "check", "--vault", folder, "--password-file", file],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stderr


def test_after_five_failures_the_right_password_waits_too_and_a_restart_does_not_help(
    empty_vault: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(empty_vault, tmp_path / "vault"))
    for number in range(1, 6):
        code, words = by_command(folder, tmp_path, WRONG)
        assert code == 3
        assert ("姓名或口令不正确" in words) is (number < 5)
    code, words = by_command(folder, tmp_path, PASSWORD)
    assert code == 3
    assert "请在15分钟后再试" in words
    later = Clock()
    later.now = datetime.now().replace(microsecond=0) + timedelta(minutes=14)
    with pytest.raises(LockedOut, match=r"请在\d分钟后再试"):
        vault.open_vault(folder, OFFICER, PASSWORD, clock=later)
    later.now += timedelta(minutes=2)
    opened = vault.open_vault(folder, OFFICER, PASSWORD, clock=later)
    with opened.overseeing() as connection:
        rows = journal.page(connection, {"action": "登录", "officer": OFFICER}, 0, 6)
    opened.close()
    assert [row.result for row in rows] == [journal.DONE, *[journal.FAILED] * 5]
    told = [datetime.fromisoformat(orjson.loads(row.detail)["at"]) for row in rows[1:]]
    assert told == sorted(told, reverse=True)
    assert all(later.now - timedelta(minutes=25) < moment < later.now for moment in told)


def test_four_failures_lock_nobody_out(small: Office) -> None:
    for _ in range(4):
        with pytest.raises(WrongPassword):
            small.sit("in_charge", WRONG)
    small.do("in_charge", lambda desk: None)
    for _ in range(4):  # and from the success on they are counted anew
        with pytest.raises(WrongPassword):
            small.sit("in_charge", WRONG)
    small.do("in_charge", lambda desk: None)


def test_an_unknown_name_is_locked_like_a_known_one(small: Office) -> None:
    words = []
    for name in (OFFICER, "没有的人"):
        for _ in range(4):
            with pytest.raises(WrongPassword):
                small.sit(name, WRONG)
        with pytest.raises(LockedOut) as error:
            small.sit(name, WRONG)
        words.append(str(error.value))
    assert words[0] == words[1]


def test_what_happened_meanwhile_is_told_on_arrival(small: Office, clock: Clock) -> None:
    def words(desk: Desk) -> str:
        return arrival.last_login(desk)

    small.do("in_charge", words)
    before = clock.now
    clock.now += timedelta(hours=1)
    for _ in range(2):
        with pytest.raises(WrongPassword):
            small.sit("in_charge", WRONG)
    clock.now += timedelta(hours=1)
    assert small.do("in_charge", words) == f"上次登录 {before:%Y-%m-%d %H:%M}，其间失败2次"
    assert small.do("in_charge", words).endswith("其间失败0次")
