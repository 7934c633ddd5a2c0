"""A disk that loses its power: what a process did to files, and what may be left of it when the power goes.

Two models. `ext4`: names change in their order, every sync brings all names so far to the disk, a new length is kept
like a name. `posix`: a name is only safe once its folder was synced, whatever order; content only once its file was.
Content not yet synced is kept, dropped or torn by sectors of 512 bytes, each write by itself.
"""

import random
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

SECTOR: Final = 512


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the process did."""

    kind: str
    inode: int
    place: int
    first: str
    second: str
    content: bytes


def read_log(path: Path) -> list[Step]:
    """The steps as recorder.c wrote them."""
    data, at, steps = path.read_bytes(), 0, []
    head = struct.Struct("<c5Q")
    while at < len(data):
        kind, inode, place, *lengths = head.unpack_from(data, at)
        at += head.size
        parts = []
        for length in lengths:
            parts.append(data[at : at + length])
            at += length
        steps.append(Step(kind.decode(), inode, place, parts[0].decode(), parts[1].decode(), parts[2]))
    return steps


@dataclass(eq=False, slots=True)
class Content:
    """A file: what is surely on the disk, and what was asked for since."""

    safe: bytearray = field(default_factory=bytearray)
    later: list[tuple[int, bytes | None]] = field(default_factory=list)  # place and content; None: cut to that length

    def sync(self) -> None:
        """Everything so far is on the disk."""
        for change in self.later:
            _apply(self.safe, change)
        self.later.clear()

    def after(self, dice: random.Random, *, lengths_kept: bool) -> bytes:
        """What may be left of it."""
        left = bytearray(self.safe)
        keep = dice.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        for place, content in self.later:
            if content is None:
                if lengths_kept or dice.random() < keep:
                    _apply(left, (place, None))
            elif dice.random() < keep:
                _apply(left, (place, content))
            elif dice.random() < 0.5:  # torn
                for start in range(0, len(content), SECTOR):
                    if dice.random() < 0.5:
                        _apply(left, (place + start, content[start : start + SECTOR]))
            elif lengths_kept and dice.random() < 0.5 and len(left) < place + len(content):
                left += bytes(place + len(content) - len(left))
        return bytes(left)


def _apply(content: bytearray, change: tuple[int, bytes | None]) -> None:
    place, words = change
    if len(content) < place:
        content += bytes(place - len(content))
    if words is None:
        del content[place:]
    else:
        content[place : place + len(words)] = words


Names = dict[str, "Content | None"]  # a folder is None


@dataclass(slots=True)
class Disk:
    """Names and contents, safe and asked for."""

    model: str
    safe: Names
    inodes: dict[int, "Content"]
    later: list[tuple[tuple[str, ...], Step, "Content | None"]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @classmethod
    def holding(cls, model: str, root: Path) -> "Disk":
        """A disk on which all that lies under root is safe."""
        names: Names = {str(root): None}
        inodes = {}
        for path in sorted(root.rglob("*")):
            if path.is_dir():
                names[str(path)] = None
            else:
                inodes[path.stat().st_ino] = names[str(path)] = Content(bytearray(path.read_bytes()))
        return cls(model, names, inodes)

    def do(self, step: Step) -> None:
        """One step more."""
        match step.kind:
            case "A":
                self.said += step.content.decode().split("\n")[:-1]
            case "W":
                if step.inode in self.inodes:
                    self.inodes[step.inode].later.append((step.place, step.content))
            case "T":
                if step.inode in self.inodes:
                    self.inodes[step.inode].later.append((step.place, None))
            case "S":
                self._sync(step)
            case _:
                made = None
                if step.kind == "M":
                    self.inodes.pop(step.inode, None)  # the number of a file that is gone
                if step.kind == "O":
                    made = self.inodes[step.inode] = Content()
                elif step.kind == "R":
                    made = self.inodes.get(step.inode)
                folders = tuple(_parent(name) for name in (step.second or step.first,))
                self.later.append((folders, step, made))

    def _sync(self, step: Step) -> None:
        if not step.place and step.inode in self.inodes:
            self.inodes[step.inode].sync()
        if self.model == "ext4":
            kept, self.later = self.later, []
        elif step.place:
            kept = [one for one in self.later if step.first in one[0]]
            self.later = [one for one in self.later if step.first not in one[0]]
        else:
            return
        for _, name, made in kept:
            _rename(self.safe, name, made)

    def after(self, dice: random.Random) -> dict[str, bytes | None]:
        """What may be left when the power goes now: names with their content, None for a folder."""
        names = dict(self.safe)
        if self.model == "ext4":
            kept = self.later[: dice.randint(0, len(self.later))]
        else:
            share = dice.choice((0.0, 0.3, 0.7, 1.0))
            kept = [one for one in self.later if dice.random() < share]
        for _, step, made in kept:
            _rename(names, step, made)
        found: dict[str, bytes | None] = {}
        for name, content in names.items():
            if not name.endswith("-shm"):  # shared memory is made anew
                found[name] = content and content.after(dice, lengths_kept=self.model == "ext4")
        return found


def _parent(name: str) -> str:
    return name.rpartition("/")[0]


def _rename(names: Names, step: Step, made: "Content | None") -> None:
    """One change of names; one that others dropped made impossible does nothing."""
    match step.kind:
        case "O":
            names[step.first] = made
        case "M":
            names.setdefault(step.first, None)
        case "U" | "D":
            names.pop(step.first, None)
        case "R":
            inside = [name for name in names if name.startswith(step.first + "/")]
            if made is None:  # a folder with what is in it
                names.pop(step.first, None)
                names[step.second] = None
            else:
                names.pop(step.first, None)
                names[step.second] = made
            for name in inside:
                names[step.second + name[len(step.first) :]] = names.pop(name)


def build(left: dict[str, bytes | None], root: str, place: Path) -> None:
    """Lay out what was left of root at another place."""
    shutil.rmtree(place, ignore_errors=True)
    for name, content in sorted(left.items()):
        target = place / name[len(root) :].lstrip("/")
        if content is None:
            target.mkdir(parents=True, exist_ok=True)
        elif target.parent.is_dir():  # a file whose folder was lost is lost, too
            target.write_bytes(content)


def cuts(
    steps: list[Step], disk: Disk, count: int, dice: random.Random
) -> Iterator[tuple[int, list[str], dict[str, bytes | None]]]:
    """So many moments, each with what had been said and what may be left; several may be of one moment."""
    moments = sorted(dice.randint(1, len(steps)) for _ in range(count))
    done = 0
    for moment in moments:
        for step in steps[done:moment]:
            disk.do(step)
        done = moment
        yield moment, list(disk.said), disk.after(dice)
