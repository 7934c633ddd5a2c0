"""Several files take the place of others as one step, whatever breaks it off."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadre_desk.storage import swap
from cadre_desk.storage.errors import DatabaseDamaged, VaultUnwritable
from tests.storage.helpers import digests

NAMES = ("a", "b", "c")


class _Killed(BaseException):
    pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three old files, one with a log beside it, and three new ones staged."""
    place = tmp_path / "库"
    place.mkdir()
    for name in NAMES:
        (place / name).write_text(f"old {name}")
    (place / "a-wal").write_text("old log")
    staged = swap.stage(place)
    for name in NAMES:
        (staged / name).write_text(f"new {name}")
    return place


def held(folder: Path) -> dict[str, str]:
    """Text of the three files."""
    return {name: (folder / name).read_text() for name in NAMES if (folder / name).exists()}


OLD, NEW = ({name: f"{age} {name}" for name in NAMES} for age in ("old", "new"))


def test_the_new_take_the_place_and_the_old_are_kept(folder: Path) -> None:
    swap.exchange(folder, NAMES, keep_as="before")
    assert held(folder) == NEW
    aside = folder / swap.ASIDE / "before"
    assert {path.name: path.read_text() for path in aside.iterdir()} == {**OLD, "a-wal": "old log"}
    assert sorted(os.listdir(folder)) == ["a", "aside", "b", "c"]  # the log went with its file


def test_the_old_go_away_where_they_are_not_to_be_kept(folder: Path) -> None:
    swap.exchange(folder, NAMES, keep_as="")
    assert held(folder) == NEW
    assert not any((folder / swap.ASIDE).iterdir())
    assert not any("old" in path.read_text() for path in folder.rglob("*") if path.is_file())


def test_a_file_that_was_not_there_comes_in(folder: Path) -> None:
    (folder / "c").unlink()
    swap.exchange(folder, NAMES, keep_as="before")
    assert held(folder) == NEW


def test_others_stay_as_they_are(folder: Path) -> None:
    (folder / "other").write_text("mine")
    swap.exchange(folder, NAMES[:1], keep_as="before")
    assert held(folder) == {**OLD, "a": "new a"}
    assert (folder / "other").read_text() == "mine"


def test_what_was_staged_and_never_decided_upon_is_removed(folder: Path) -> None:
    assert not swap.finish(folder)
    assert held(folder) == OLD
    assert (folder / "a-wal").exists()
    assert not (folder / swap.STAGE).exists()
    assert not swap.finish(folder)


def test_dropping_leaves_an_exchange_that_has_begun(folder: Path) -> None:
    (folder / swap.MARKER).write_text(json.dumps({"names": list(NAMES), "keep_as": "x"}))
    swap.drop(folder)
    assert (folder / swap.STAGE).exists()
    assert swap.finish(folder)
    assert held(folder) == NEW
    swap.drop(swap.stage(folder).parent)
    assert not (folder / swap.STAGE).exists()


def test_staging_again_begins_with_an_empty_place(folder: Path) -> None:
    assert list(swap.stage(folder).iterdir()) == []


@pytest.mark.parametrize("keep_as", ["before", ""])
def test_broken_off_at_any_call_of_the_system_it_is_all_old_or_after_opening_all_new(
    folder: Path, tmp_path: Path, keep_as: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every rename, removal and sync in turn is the last thing that happened; then it is broken off once more."""
    import shutil

    real = {name: getattr(os, name) for name in ("replace", "unlink", "fsync", "rename")}
    ends: list[str] = []
    for last in range(200):
        place = Path(shutil.copytree(folder, tmp_path / f"{last}"))
        broken = _break_off(lambda place=place: swap.exchange(place, NAMES, keep_as=keep_as), last, real, monkeypatch)
        decided = (place / swap.MARKER).exists()
        if broken and decided:
            for again in range(3):  # also while it is carried to its end
                _break_off(lambda place=place: swap.finish(place), again, real, monkeypatch)
        swap.finish(place)
        assert held(place) in (OLD, NEW), last
        if decided:
            assert held(place) == NEW, last
        assert not (place / swap.MARKER).exists()
        assert not (place / swap.STAGE).exists()
        ends.append("new" if held(place) == NEW else "old")
        if not broken:
            break
    else:
        pytest.fail("it never came to its end")
    assert last > 8
    assert set(ends) == {"old", "new"}
    assert ends == sorted(ends, reverse=True)  # once decided, always


def _break_off(task: object, last: int, real: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the task ended by being killed before its call number `last` of the system."""
    left = iter(range(last))

    def counted(name: str) -> object:
        def call(*given: object, **options: object) -> object:
            if next(left, None) is None:
                raise _Killed
            return real[name](*given, **options)  # type: ignore[operator]

        return call

    with monkeypatch.context() as patch:
        for name in real:
            patch.setattr(os, name, counted(name))
        try:
            task()  # type: ignore[operator]
        except _Killed:
            return True
    return False


SPOILT = [b"", b"?", b"[]", b'{"names": 1}', b"[" * 9000, b'{"names": ["../a"], "keep_as": ""}']


@pytest.mark.parametrize("content", [*SPOILT, b'{"names": ["a"], "keep_as": "../x"}'])
def test_a_spoilt_marker_is_told_and_nothing_is_touched(folder: Path, content: bytes) -> None:
    (folder / swap.MARKER).write_bytes(content)
    (folder.parent / "a").write_text("mine")
    before = digests(folder.parent)
    with pytest.raises(DatabaseDamaged, match=r"标记“swap\.json”已损坏.*恢复到一个空文件夹"):
        swap.finish(folder)
    assert digests(folder.parent) == before


@pytest.fixture
def _no_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        yield


@pytest.mark.usefixtures("_no_room")
def test_a_full_disk_is_told_and_the_old_stay(folder: Path) -> None:
    (folder / swap.MARKER).write_text(json.dumps({"names": list(NAMES), "keep_as": "x"}))
    with pytest.raises(VaultUnwritable, match="磁盘已满"):
        swap.finish(folder)
    assert held(folder) == OLD
    assert (folder / swap.MARKER).exists()  # it goes on when there is room
