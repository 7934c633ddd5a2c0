"""The outline of a glyph as a PDF path: words that are seen on paper but are no text when the page is copied out."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from itertools import pairwise

Point = tuple[float, float, bool]  # x and y in units of the font, and whether the outline passes through it
Contour = list[Point]
Glyf = Callable[[int], bytes]  # the entry of a glyph in the table glyf

_ON, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 1, 2, 4, 8, 16, 32
_WORDS, _OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 1, 2, 8, 32, 64, 128
_DEEPEST = 8  # parts within parts; a damaged font could go on for ever


def path(glyf: Glyf, glyph: int) -> str:
    """Operators m, l, c and h that draw the glyph, in units of the font; empty where it has no ink."""
    return " ".join(word for contour in contours(glyf, glyph) for word in _drawn(contour))


def contours(glyf: Glyf, glyph: int, depth: int = 0) -> list[Contour]:
    """The closed lines of a glyph, those of its parts put in their places."""
    entry = glyf(glyph)
    if not entry or depth > _DEEPEST:
        return []
    (count,) = struct.unpack_from(">h", entry)
    return _simple(entry, count) if count >= 0 else list(_composed(entry, glyf, depth))


def _simple(entry: bytes, count: int) -> list[Contour]:
    """A glyph of its own: ends of the contours, instructions, flags, then both coordinates as differences."""
    ends = struct.unpack_from(f">{count}H", entry, 10)
    if not ends:
        return []
    (instructions,) = struct.unpack_from(">H", entry, 10 + 2 * count)
    flags, place = _flags(entry, 12 + 2 * count + instructions, ends[-1] + 1)
    xs, place = _coordinates(entry, place, flags, _SHORT_X, _SAME_X)
    ys, _ = _coordinates(entry, place, flags, _SHORT_Y, _SAME_Y)
    points: Contour = [(x, y, bool(flag & _ON)) for x, y, flag in zip(xs, ys, flags, strict=True)]
    return [points[start + 1 : end + 1] for start, end in pairwise((-1, *ends))]


def _flags(entry: bytes, place: int, count: int) -> tuple[list[int], int]:
    flags: list[int] = []
    while len(flags) < count:
        flag, place = entry[place], place + 1
        times = 1
        if flag & _REPEAT:
            times, place = entry[place] + 1, place + 1
        flags += [flag] * times
    return flags[:count], place


def _coordinates(entry: bytes, place: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    """One coordinate of every point: a byte with its sign in the flag, a word, or that of the point before."""
    found: list[int] = []
    value = 0
    for flag in flags:
        if flag & short:
            value += entry[place] if flag & same else -entry[place]
            place += 1
        elif not flag & same:
            value += struct.unpack_from(">h", entry, place)[0]
            place += 2
        found.append(value)
    return found, place


def _composed(entry: bytes, glyf: Glyf, depth: int) -> Iterator[Contour]:
    """A glyph made of others, each moved and scaled; parts that hang on points of one another are left unmoved."""
    place, more = 10, True
    while more:
        flags, part = struct.unpack_from(">HH", entry, place)
        place += 4
        kind = ("hh" if flags & _OFFSETS else "HH") if flags & _WORDS else ("bb" if flags & _OFFSETS else "BB")
        dx, dy = struct.unpack_from(f">{kind}", entry, place)
        place += struct.calcsize(f">{kind}")
        (a, b, c, d), place = _scaling(entry, place, flags)
        if not flags & _OFFSETS:
            dx = dy = 0
        for contour in contours(glyf, part, depth + 1):
            yield [(a * x + c * y + dx, b * x + d * y + dy, on) for x, y, on in contour]
        more = bool(flags & _MORE)


def _scaling(entry: bytes, place: int, flags: int) -> tuple[tuple[float, float, float, float], int]:
    """The matrix of a part: fractions of 2 to the 14th."""
    count = 1 if flags & _SCALE else 2 if flags & _TWO_SCALES else 4 if flags & _MATRIX else 0
    values = [value / 16384 for value in struct.unpack_from(f">{count}h", entry, place)]
    after = place + 2 * count
    if count == 4:
        return (values[0], values[1], values[2], values[3]), after
    if count:
        return (values[0], 0.0, 0.0, values[-1]), after
    return (1.0, 0.0, 0.0, 1.0), after


def _drawn(contour: Contour) -> Iterator[str]:
    """A contour as operators: between two points beside the line lies one on it, half-way."""
    points = _with_middles(contour)
    if len(points) < 2:
        return
    x, y, _ = points[0]
    yield f"{x:.0f} {y:.0f} m"
    control: Point | None = None
    for point in (*points[1:], points[0]):
        if not point[2]:
            control = point
        elif control is None:
            yield f"{point[0]:.0f} {point[1]:.0f} l"
        else:
            yield _curve((x, y), control, point)
            control = None
        if point[2]:
            x, y, _ = point
    yield "h"


def _with_middles(contour: Contour) -> Contour:
    """The points beginning with one on the line, no two beside it in a row."""
    full: Contour = []
    for here, after in zip(contour, contour[1:] + contour[:1], strict=True):
        full.append(here)
        if not here[2] and not after[2]:
            full.append(((here[0] + after[0]) / 2, (here[1] + after[1]) / 2, True))
    first = next((place for place, point in enumerate(full) if point[2]), None)
    return [] if first is None else full[first:] + full[:first]


def _curve(start: tuple[float, float], control: Point, end: Point) -> str:
    """A curve with one control point as PDF knows it, with two."""
    pairs = [((2 * control[axis] + start[axis]) / 3, (2 * control[axis] + end[axis]) / 3) for axis in (0, 1)]
    (x1, x2), (y1, y2) = pairs
    return f"{x1:.0f} {y1:.0f} {x2:.0f} {y2:.0f} {end[0]:.0f} {end[1]:.0f} c"
