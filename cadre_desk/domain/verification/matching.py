"""Which declared thing and which thing of the feedback are the same: one to one, or left to a person."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from cadre_desk.domain.pack import SectionCheck, Tolerance
from cadre_desk.domain.verification.things import CLASS, Thing, first_day, has_code, keys_of, tolerance_of

NEAR = -1  # the level of a match by name, type and tolerance
_MONTH = 31  # days


@dataclass(frozen=True, slots=True)
class Pair:
    """A declared thing and its counterpart; level says by which keys, 0 the strongest, NEAR by tolerance."""

    declared: Thing
    checked: Thing
    level: int


@dataclass(slots=True)
class Match:
    """What belongs together, what could, and what is alone on either side."""

    pairs: list[Pair] = field(default_factory=list)
    unsettled: list[tuple[list[Thing], list[Thing]]] = field(default_factory=list)
    declared: list[Thing] = field(default_factory=list)
    checked: list[Thing] = field(default_factory=list)


def match(declared: list[Thing], checked: list[Thing], check: SectionCheck, tolerance: Tolerance | None) -> Match:
    """Match by key from the strongest to the weakest, then by name, type and tolerance (users.md R5)."""
    if len(declared) == len(checked) == 1 and declared[0].normal == checked[0].normal:
        return Match([Pair(declared[0], checked[0], 0)])  # by far the most frequent case
    matcher = _Matcher(check, Match(declared=declared, checked=checked))
    for level in range(len(check.keys)):
        if matcher.is_done():
            return matcher.found
        matcher.by_key(level)
    if check.near is not None and tolerance is not None and not matcher.is_done():
        matcher.by_tolerance(tolerance)
    return matcher.found


@dataclass(slots=True)
class _Matcher:
    check: SectionCheck
    found: Match
    taken: set[int] = field(default_factory=set)  # id() of things

    def is_done(self) -> bool:
        """Whether one side has nothing left to match."""
        return not self.found.declared or not self.found.checked

    def by_key(self, level: int) -> None:
        """Match those that have the key of that level in common."""
        groups = _groups(self.found.declared, self.found.checked, self.check.keys[level])
        for one, other in groups:
            self._pair(self._free(one), self._free(other), level)
        self._keep_free()

    def by_tolerance(self, tolerance: Tolerance) -> None:
        """Things with a code are told apart by it: near is only for those where one side has none."""
        declared, checked = self.found.declared, self.found.checked
        if self.check.digits:
            self._near([one for one in declared if not has_code(one, self.check)], checked, tolerance)
            without = [one for one in checked if not has_code(one, self.check)]
            self._near(self._free(declared), self._free(without), tolerance)
        else:
            self._near(declared, checked, tolerance)
        self._keep_free()

    def _near(self, declared: list[Thing], checked: list[Thing], tolerance: Tolerance) -> None:
        for one, other in _groups(declared, checked, self.check.near or ()):
            for some, others in _neighbours(self._free(one), self._free(other), self.check, tolerance):
                self._pair(some, others, NEAR)

    def _free(self, things: Iterable[Thing]) -> list[Thing]:
        return [one for one in things if id(one) not in self.taken]

    def _keep_free(self) -> None:
        self.found.declared = self._free(self.found.declared)
        self.found.checked = self._free(self.found.checked)

    def _pair(self, declared: list[Thing], checked: list[Thing], level: int) -> None:
        """Those that say the same, then those of the same figures, then the last one of either side."""
        if len(declared) > 1 or len(checked) > 1:
            for keys in (None, self.check.short):
                if keys != ():
                    self._pair_alike(declared, checked, keys, level)
                    declared, checked = self._free(declared), self._free(checked)
        if not declared or not checked:
            return
        if len(declared) == len(checked) == 1:
            if level == 0 or _same_class(declared[0], checked[0]):
                self._take(declared[0], checked[0], level)
            return
        by_class = {one: [thing for thing in checked if _class(thing) == one] for one in map(_class, checked)}
        if level and len(by_class) > 1 and "" not in by_class:
            for one, others in by_class.items():
                self._pair([thing for thing in declared if _class(thing) == one], others, level)
            return
        self.found.unsettled.append((declared, checked))
        self.taken.update(map(id, (*declared, *checked)))

    def _pair_alike(
        self, declared: list[Thing], checked: list[Thing], keys: tuple[str, ...] | None, level: int
    ) -> None:
        alike: dict[Hashable, list[Thing]] = {}
        for thing in declared:
            alike.setdefault(_likeness(thing, keys), []).append(thing)
        counts: dict[Hashable, int] = {}
        for thing in checked:
            counts[_likeness(thing, keys)] = counts.get(_likeness(thing, keys), 0) + 1
        for thing in checked:
            like = _likeness(thing, keys)
            others = alike.get(like)
            if others and (keys is None or len(others) == counts[like] == 1) and _same_class(others[0], thing):
                self._take(others.pop(0), thing, level)

    def _take(self, declared: Thing, checked: Thing, level: int) -> None:
        self.found.pairs.append(Pair(declared, checked, level))
        self.taken.update((id(declared), id(checked)))


def _likeness(thing: Thing, keys: tuple[str, ...] | None) -> Hashable:
    if keys is None:
        return thing.signature()
    found = tuple(thing.normal.get(key, ()) for key in keys)
    return found if all(found) else (thing.ref,)  # a blank figure is like no other


def _class(thing: Thing) -> str:
    return str(next(iter(thing.normal.get(CLASS, ())), ""))


def _same_class(one: Thing, other: Thing) -> bool:
    """Whether they can be of the same class: a house is no car space; blank can be either."""
    return not (_class(one) and _class(other)) or _class(one) == _class(other)


def _groups(
    declared: Iterable[Thing], checked: Iterable[Thing], keys: tuple[str, ...]
) -> Iterator[tuple[list[Thing], list[Thing]]]:
    """Things of both sides with the same key, in the order of the key."""
    groups: dict[Hashable, tuple[list[Thing], list[Thing]]] = {}
    for side, things in enumerate((declared, checked)):
        for thing in things:
            for key in keys_of(thing, keys):
                groups.setdefault(key, ([], []))[side].append(thing)
    both = [(key, group) for key, group in groups.items() if group[0] and group[1]]
    if len(both) > 1:
        both.sort(key=lambda one: (one[1][0][0].ref, one[1][1][0].ref))
    return (group for _, group in both)


def reach(tolerance: Tolerance, amount: Decimal) -> Decimal:
    """How far from the amount of the feedback a difference is only shown: 1 ㎡ or 1 %, whichever is more."""
    return max(Decimal(tolerance.explained), abs(amount) * tolerance.explained_percent / 100)


def _neighbours(
    declared: list[Thing], checked: list[Thing], check: SectionCheck, tolerance: Tolerance
) -> Iterator[tuple[list[Thing], list[Thing]]]:
    """Chains of things of which each is within the tolerance of the next; sorted once, not each with each."""
    dates = tolerance_of(check.section.field(check.near_by).kind) == "date"
    marked = [(value, side, thing) for side, things in enumerate((declared, checked)) for thing in things
              for value in _positions(thing, check.near_by, dates)]  # fmt: skip
    marked.sort(key=lambda one: (one[0], one[1], one[2].ref))
    chain: tuple[list[Thing], list[Thing]] = ([], [])
    last: Decimal | None = None
    for value, side, thing in marked:
        far = Decimal(tolerance.explained * _MONTH) if dates else reach(tolerance, value)
        if last is not None and value - last > far:
            yield chain
            chain = ([], [])
        chain[side].append(thing)
        last = value
    yield chain


def _positions(thing: Thing, key: str, dates: bool) -> Iterator[Decimal]:
    """Where the thing stands, where that is certain."""
    values = thing.normal.get(key, ())
    if len(values) == 1 and dates and (day := first_day(values[0])):
        yield Decimal(day.toordinal())
    elif len(values) == 1 and isinstance(values[0], Decimal):
        yield values[0]
