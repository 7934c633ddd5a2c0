"""随机抽查: a draw that anybody can recompute.

First the list is fixed and its digest announced; only then two witnesses each name a number. List digest and numbers
make the seed, the seed gives every line of the list a value, and the lines with the smallest values are drawn. Who
makes the list cannot know the numbers, and who names a number cannot know the list's digest of tomorrow: nobody steers
the draw alone, and any of the two witnesses can prove it.

The arithmetic is told in ALGORITHM, word for word as it is printed on the certificate, and held by a test with an
independent script. 规定(2017)第11条 asks for a yearly random check; the share is the unit's own figure.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

FORMAT: Final = "cadre-desk-draw-1"
ALGORITHM: Final = (
    "名单摘要：把“标题”“日期”“抽取人数”各成一行，再把名单每行的“编号、姓名、单位”以制表符（U+0009）连接各成一行，"
    "每行末尾加换行（U+000A），按UTF-8编码，取SHA-256，写成64位小写十六进制。",
    "种子：把名单摘要、第一见证人的数、第二见证人的数各成一行（末尾加换行），按UTF-8编码，取SHA-256，写成64位小写十六进制。",
    "抽取：名单第n行（从1起）的值，是“种子:n”按ASCII编码的SHA-256。值最小的若干行抽中，值小的在前。",
)
_NUMBER = re.compile(r"[0-9]{1,30}")
_SPACE = re.compile(r"\s+")


class DrawRefused(ValueError):
    """A draw that cannot be held, or a certificate that is none; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the list: a number that names him without question, name, unit."""

    key: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Population:
    """The list that is drawn from, fixed before the numbers are named; count are to be drawn."""

    title: str
    day: str  # ISO
    count: int
    people: tuple[Person, ...]

    def __post_init__(self) -> None:
        """Refuse what would not give one clear list."""
        if not 0 < self.count <= len(self.people):
            raise DrawRefused(f"抽取人数应在1到{len(self.people)}之间，现为{self.count}。请改正后再固定名单。")
        if len({one.key for one in self.people}) < len(self.people):
            raise DrawRefused("名单中有的编号出现两次，每人只能占一行。请去掉重复后再固定名单。")
        for text in (self.title, self.day, *(part for one in self.people for part in (one.key, one.name, one.unit))):
            if _SPACE.sub(" ", text).strip() != text:
                raise DrawRefused(
                    f"名单中“{text[:20]}”含有换行、制表符或多余的空格，别人无法照样重算。请改正后再固定名单。"
                )

    def digest(self) -> str:
        """名单摘要."""
        lines = [self.title, self.day, str(self.count)]
        lines += ["\t".join((one.key, one.name, one.unit)) for one in self.people]
        return _sha256("".join(f"{line}\n" for line in lines))


@dataclass(frozen=True, slots=True)
class Witness:
    """Who named which number; a number is digits as they were said, 007 is not 7."""

    name: str
    number: str

    def __post_init__(self) -> None:
        """Refuse a number that two people could write in two ways."""
        if not self.name.strip():
            raise DrawRefused("请写明见证人的姓名。")
        if not _NUMBER.fullmatch(self.number):
            raise DrawRefused(f"见证人{self.name}的数应是1到30位阿拉伯数字，现为“{self.number[:40]}”。")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw that was held; lines are those of the list, from 1, in the order in which they were drawn."""

    population: Population
    witnesses: tuple[Witness, Witness]
    seed: str
    lines: tuple[int, ...]

    @property
    def people(self) -> list[Person]:
        """Those who were drawn."""
        return [self.population.people[line - 1] for line in self.lines]


def draw(population: Population, first: Witness, second: Witness) -> Drawn:
    """Hold the draw; the witnesses are two persons."""
    if first.name.strip() == second.name.strip():
        raise DrawRefused("两名见证人应是两个人，各说一个数。")
    seed = _sha256(f"{population.digest()}\n{first.number}\n{second.number}\n")
    order = sorted(range(1, len(population.people) + 1), key=lambda line: _sha256(f"{seed}:{line}"))
    return Drawn(population, (first, second), seed, tuple(order[: population.count]))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# -- the certificate as a file ----------------------------------------------------------------------------------------


def to_file(drawn: Drawn) -> str:
    """The certificate for a third party: everything that is needed to recompute it, and what came out."""
    population = drawn.population
    content = {
        "format": FORMAT,
        "algorithm": list(ALGORITHM),
        **{key: value for key, value in asdict(population).items() if key != "people"},
        "people": [[one.key, one.name, one.unit] for one in population.people],
        "list_sha256": population.digest(),
        "witnesses": [[one.name, one.number] for one in drawn.witnesses],
        "seed": drawn.seed,
        "lines": list(drawn.lines),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Checked:
    """What recomputing a certificate gave; faults say what does not fit."""

    drawn: Drawn
    faults: tuple[str, ...]


def check(text: str) -> Checked:
    """Recompute a certificate from its list and numbers alone; DrawRefused where it is none."""
    content = _content(text)
    try:
        people = tuple(Person(*map(_text, row)) for row in content["people"])
        population = Population(_text(content["title"]), _text(content["day"]), _whole(content["count"]), people)
        first, second = (Witness(*map(_text, row)) for row in content["witnesses"])
        told = (_text(content["list_sha256"]), _text(content["seed"]), tuple(map(_whole, content["lines"])))
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, DrawRefused):
            raise
        raise DrawRefused("这个文件不完整，或被改动过：缺少名单、见证人或结果。请向出具单位另要一份。") from error
    drawn = draw(population, first, second)
    faults = []
    if told[0] != population.digest():
        faults.append(f"名单摘要不符：文件写的是{told[0][:16]}…，按名单重算是{population.digest()[:16]}…")
    if told[1] != drawn.seed:
        faults.append(f"种子不符：文件写的是{told[1][:16]}…，重算是{drawn.seed[:16]}…")
    if told[2] != drawn.lines:
        faults.append(f"抽取结果不符：文件写的是第{_lines(told[2])}行，重算是第{_lines(drawn.lines)}行")
    return Checked(drawn, tuple(faults))


def _content(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise DrawRefused("这不是抽取凭证文件（读不出JSON）。请选“随机抽查”写出的凭证文件。") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise DrawRefused(f"这不是本程序的抽取凭证文件（格式应为{FORMAT}）。请选“随机抽查”写出的凭证文件。")
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _lines(lines: Sequence[int]) -> str:
    shown = "、".join(map(str, lines[:10]))
    return shown if len(lines) <= 10 else f"{shown}等{len(lines)}"
