"""Files missing, of another vault, old, cut short, with one bit changed: one clear message, and nothing touched."""

import os
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cadre_desk import cli
from cadre_desk.storage import anchor, backup, keyring, renewal, vault
from cadre_desk.storage.errors import (
    AnchorDamaged,
    BackupDamaged,
    DatabaseDamaged,
    KeystoreDamaged,
    RolledBack,
    VaultError,
    VaultExists,
    VaultLocked,
    VaultMissing,
)
from tests.faults import deeds
from tests.faults.conftest import Note
from tests.storage.helpers import OFFICER, PASSWORD, POLICY, digests

SAFE = re.compile("没有改动|没有被改动|不要删除|不会另建|未被改动")
WAY_OUT = re.compile("从备份.*恢复|另一份备份|另选|关闭那个窗口|空文件夹")
KEYS = keyring.COPIES


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, model: Path) -> tuple[Path, Path, Path]:
    """A vault, as it was before its last day, and another vault of the same officer with the same password."""
    root = tmp_path_factory.mktemp("bad")
    old, other = Path(shutil.copytree(model, root / "old")), root / "other"
    now = Path(shutil.copytree(model, root / "now"))
    with closing(deeds.open_ledger(now)) as opened:
        deeds.enter(opened, [11], "最后一天")
        with opened.keys() as keys:
            keyring.add(now, keys, "新来的", "handler", deeds.NEWCOMER, date(2026, 3, 2))
    vault.create(other, OFFICER, PASSWORD, policy=POLICY).close()
    deeds.prepare(other)
    return now, old, other


@pytest.fixture
def folder(tmp_path: Path, places: tuple[Path, Path, Path]) -> Path:
    """A copy that was opened once where it lies now."""
    place = Path(shutil.copytree(places[0], tmp_path / "库"))
    deeds.look(place)
    return place


def flip(path: Path, share: float = 0.5) -> None:
    """One bit of a file."""
    content = bytearray(path.read_bytes())
    content[int(len(content) * share)] ^= 4
    path.write_bytes(content)


def _each(names: tuple[str, ...], do: Callable[[Path], object]) -> Callable[[Path, Path, Path], object]:
    return lambda folder, old, other: [do(folder / name) for name in names]


def _from(which: int, *names: str) -> Callable[[Path, Path, Path], object]:
    """Files of the old state (1) or of the other vault (2) put in place."""
    return lambda *places: [shutil.copyfile(places[which] / name, places[0] / name) for name in names]


def _half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


ALL = ("data.db", "system.db", "anchor", *KEYS)
Spoil = Callable[[Path, Path, Path], object]
CASES: dict[str, tuple[Spoil, type[VaultError] | None, int, str]] = {
    "keys missing": (_each(KEYS, Path.unlink), KeystoreDamaged, 5, "密钥文件缺失"),
    "keys of another vault": (_from(2, *KEYS), DatabaseDamaged, 5, "密钥文件.*另一个保险库"),
    "keys old": (_from(1, *KEYS), RolledBack, 5, "比上次使用时旧"),
    "keys cut short": (_each(KEYS, _half), KeystoreDamaged, 5, "密钥文件已损坏"),
    "keys flipped": (_each(KEYS, flip), KeystoreDamaged, 5, "密钥文件已损坏"),
    "data.db missing": (_each(("data.db",), Path.unlink), VaultMissing, 2, "缺少数据库“data.db”"),
    "data.db of another vault": (_from(2, "data.db"), DatabaseDamaged, 5, "data.db.*已损坏.*另一个保险库"),
    "data.db old": (_from(1, "data.db"), RolledBack, 5, r"业务库缺少或改动了第\d+条"),
    "data.db cut short": (_each(("data.db",), _half), DatabaseDamaged, 5, "“data.db”已损坏"),
    "data.db flipped": (_each(("data.db",), flip), DatabaseDamaged, 5, "“data.db”已损坏"),
    "system.db missing": (_each(("system.db",), Path.unlink), VaultMissing, 2, "缺少数据库“system.db”"),
    "system.db of another vault": (_from(2, "system.db"), DatabaseDamaged, 5, "system.db.*已损坏.*另一个保险库"),
    "system.db old": (_from(1, "system.db"), RolledBack, 5, r"系统库缺少或改动了第\d+条"),
    "system.db cut short": (_each(("system.db",), _half), DatabaseDamaged, 5, "“system.db”已损坏"),
    "system.db flipped": (_each(("system.db",), flip), DatabaseDamaged, 5, "“system.db”已损坏"),
    "anchor missing": (_each(("anchor",), Path.unlink), AnchorDamaged, 5, "锚文件“anchor”缺失"),
    "anchor of another vault": (_from(2, "anchor"), AnchorDamaged, 5, "属于另一个保险库"),
    "anchor cut short": (_each(("anchor",), _half), AnchorDamaged, 5, "锚文件.*损坏"),
    "anchor flipped": (_each(("anchor",), flip), AnchorDamaged, 5, "锚文件.*损坏"),
    "both databases old": (_from(1, "data.db", "system.db"), RolledBack, 5, "比上次使用时旧"),
    "everything old": (_from(1, *ALL), RolledBack, 5, "比上次使用时旧"),
    "marker of an exchange broken": (
        lambda folder, *_: (folder / "swap.json").write_bytes(b'{"names": ["dat'),
        DatabaseDamaged,
        5,
        "swap.json.*已损坏",
    ),
    # no harm: what is left tells all
    "anchor old": (_from(1, "anchor"), None, 0, ""),
    "keys.a missing": (_each(("keys.a",), Path.unlink), None, 0, ""),
    "keys.b cut short": (_each(("keys.b",), _half), None, 0, ""),
    "keys.a flipped": (_each(("keys.a",), flip), None, 0, ""),
    "keys.a old": (_from(1, "keys.a"), None, 0, ""),
}


def _goal(case: str) -> int:
    """6 where an older state was put back, 5 where files are spoilt."""
    return 6 if "old" in case else 5


def untouched(folder: Path) -> dict[str, str]:
    """What lies there; that somebody tried is kept, of course."""
    return {name: digest for name, digest in digests(folder).items() if name not in ("attempts", "lock")}


@pytest.mark.parametrize("case", CASES)
def test_one_clear_message_and_nothing_touched(
    folder: Path,
    tmp_path: Path,
    places: tuple[Path, Path, Path],
    capsys: pytest.CaptureFixture[str],
    case: str,
    note: Note,
) -> None:
    spoil, kind, code, words = CASES[case]
    spoil(folder, *places[1:])
    if kind is None:
        assert deeds.look(folder).changes == 3
        note(_goal(case), f"spoilt: {case}", rounds=1, more="opens, content equal")
        return
    before = untouched(folder)
    with pytest.raises(kind, match=words) as refusal:
        deeds.open_ledger(folder)
    message = refusal.value.message
    assert (type(refusal.value), refusal.value.exit_code) == (kind, code)
    assert SAFE.search(message), message
    assert WAY_OUT.search(message), message
    key = tmp_path / "key"
    key.write_text(PASSWORD, encoding="utf-8")
    capsys.readouterr()
    assert (
        cli.main(["audit", "verify", "--vault", str(folder), "--officer", OFFICER, "--password-file", str(key)]) == code
    )
    assert capsys.readouterr().err.startswith(message)
    assert untouched(folder) == before
    found = backup.generations(folder / backup.FOLDER)[0]
    place = tmp_path / "another" if "marker" in case else folder
    renewal.restore(place, found[0], OFFICER, PASSWORD, reason="试验")  # the way out leads out
    assert deeds.look(place).changes == 1
    note(_goal(case), f"spoilt: {case}", rounds=1, more=f"{kind.__name__}, exit {code}")


def test_nothing_spoilt_is_not_refused(folder: Path) -> None:
    """The control."""
    assert deeds.look(folder).changes == 3


BAD_BACKUPS: dict[str, tuple[Callable[[Path, Path], object], type[VaultError], str]] = {
    **{
        f"{name} {how}": (lambda path, _, name=name, do=do: do(path / name), BackupDamaged, "另一份备份")
        for name in ("data.db", "system.db", "keys", "manifest.json")
        for how, do in (("missing", Path.unlink), ("cut short", _half), ("flipped", flip))
    },
    **{
        f"{name} of another vault": (
            lambda path, other, name=name: shutil.copyfile(other / name, path / name), BackupDamaged, "另一份备份"
        )
        for name in ("data.db", "system.db", "keys", "manifest.json")
    },
    "all of another vault": (
        lambda path, other: [shutil.copyfile(one, path / one.name) for one in other.iterdir()],
        VaultExists, "另一个保险库",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_BACKUPS)
def test_a_bad_backup_is_refused_and_nothing_touched(
    folder: Path, places: tuple[Path, Path, Path], case: str, note: Note
) -> None:
    spoil, kind, words = BAD_BACKUPS[case]
    path, strange = (next((place / backup.FOLDER).iterdir()) for place in (folder, places[2]))
    spoil(path, strange)
    before = untouched(folder)
    with pytest.raises(kind, match=words) as refusal:
        renewal.restore(folder, backup.read(path), OFFICER, PASSWORD, reason="试验")
    assert SAFE.search(refusal.value.message), refusal.value.message
    assert WAY_OUT.search(refusal.value.message), refusal.value.message
    assert untouched(folder) == before
    assert deeds.look(folder).changes == 3
    note(5, f"spoilt backup: {case}", rounds=1, more=kind.__name__)


def test_opened_twice(folder: Path, note: Note) -> None:
    with closing(deeds.open_ledger(folder)) as opened:
        before = untouched(folder)
        with pytest.raises(VaultLocked, match="另一个窗口") as refusal:
            deeds.open_ledger(folder)
        with pytest.raises(VaultLocked):
            renewal.restore(folder, backup.generations(folder / "backup")[0][0], OFFICER, PASSWORD, reason="试验")
        assert WAY_OUT.search(refusal.value.message)
        assert untouched(folder) == before
        deeds.enter(opened, [1], "接着做")
    assert anchor.NAME in before
    note(21, "opened twice", rounds=2, more="VaultLocked, exit 3")
