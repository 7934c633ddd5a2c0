"""The fonts of printed letters: which file draws a character of 仿宋, 楷体, 黑体, 宋体 or 小标宋.

Fonts of the computer come first when they are fit for it, then those of resources/fonts; inside a style every
character falls back on its own, because the fonts that look right often lack the rarer characters of names.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, BinaryIO

from cadre_desk.documents import outlines

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

ROLES = ("仿宋", "楷体", "黑体", "宋体", "小标宋")
# Names in any language or PostScript names, without spaces, hyphens and underscores, the best first.
WISHES = {
    "仿宋": "仿宋gb2312 fangsonggb2312 方正仿宋gbk fzfskgbk* 方正仿宋* fzfs* cesi仿宋* cesifs* 仿宋 fangsong simfang "
    "华文仿宋 stfangsong",
    "楷体": "楷体gb2312 kaitigb2312 方正楷体* fzktk* fzktjw* cesi楷体* cesikt* 楷体 kaiti simkai 华文楷体 stkaiti",
    "黑体": "黑体 simhei 方正黑体* fzhtk* fzhtjw* cesi黑体* cesiht*",
    "宋体": "宋体 simsun 方正书宋* fzssk* fzssjw* cesi宋体* cesiss*",
    "小标宋": "方正小标宋简体 fzxbsjw* 方正小标宋* fzxbsk* 方正公文小标宋* fzdxbs* cesi小标宋* cesixbs* gbxbs* "
    "华文中宋 stzhongsong",
}
RARE = "simsunextb simsunextg hanamina hanaminb"  # what nothing else has; not judged by the common characters
FORBIDDEN = 0x0002 | 0x0100 | 0x0200  # OS/2 fsType: no embedding, no subsetting, bitmaps only
SIGNS = "￥〔〕★—…“”‘’·《》（）"  # every font of a style must draw them
BLANK = " \u00a0\u3000"


class MissingGlyph(Exception):
    """No font here has a character; nothing is printed rather than a gap in a name."""

    def __init__(self, char: str, place: str = "") -> None:
        """Keep the character and where it stands."""
        where = f"{place}的" if place else ""
        super().__init__(
            f"{where}“{char if char.isprintable() else '□'}”（U+{ord(char):04X}）没有字体可以印出；"
            "请核对该字，或在本机安装含有该字的字体后重试"
        )
        self.char = char
        self.place = place


class NoFonts(Exception):
    """Neither the computer nor the program's folder has a font for letters."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font of one file."""

    path: Path
    index: int = 0
    names: frozenset[str] = frozenset()
    common: bool = False  # to be used only when it draws everything of GB 2312
    stroke: float = 0.0  # around its outlines, as a part of the size, where it stands in for a bolder font


# ---- which fonts there are ----


def _plain(name: str) -> str:
    """A font name as it is compared."""
    return name.casefold().replace(" ", "").replace("-", "").replace("_", "")


def system_folders() -> list[Path]:
    """Where this computer keeps fonts."""
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA", "")
        return [Path(windows, "Fonts"), *([Path(local, "Microsoft", "Windows", "Fonts")] if local else [])]
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return [data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]


def _registered_files() -> Iterator[Path]:
    """Fonts that Windows knows by entry only, wherever they lie."""
    if sys.platform != "win32":
        return
    import winreg

    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        with suppress(OSError), winreg.OpenKey(root, r"Software\Microsoft\Windows NT\CurrentVersion\Fonts") as key:
            for number in range(winreg.QueryInfoKey(key)[1]):
                value = Path(str(winreg.EnumValue(key, number)[1]))
                if value.is_absolute():
                    yield value


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    """Font files below the folders, in a fixed order."""
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner.sort()
            yield from (Path(place, name) for name in sorted(names) if name[-4:].lower() in (".ttf", ".ttc", ".otf"))
    yield from _registered_files()


def _tables(file: BinaryIO, start: int) -> dict[bytes, tuple[int, int]]:
    """Offset and length of each table of the font that begins there."""
    file.seek(start)
    _, count = struct.unpack(">4sH6x", file.read(12))
    rows = (struct.unpack(">4s4xLL", file.read(16)) for _ in range(count))
    return {tag: (offset, length) for tag, offset, length in rows}


def _starts(file: BinaryIO) -> tuple[int, ...]:
    """Where the fonts of a file begin: several in a collection."""
    tag, count = struct.unpack(">4s4xL", file.read(12))
    if tag != b"ttcf":
        return (0,)
    return struct.unpack(f">{min(count, 64)}L", file.read(4 * min(count, 64)))


def _number(file: BinaryIO, offset: int) -> int:
    """The 16-bit number there."""
    file.seek(offset)
    return int.from_bytes(file.read(2), "big")


def _names(file: BinaryIO, offset: int, length: int) -> frozenset[str]:
    """Family, full and PostScript names, in every language, as they are compared."""
    file.seek(offset)
    table = file.read(length)
    count, strings = struct.unpack_from(">2xHH", table)
    found = set()
    for row in range(count):
        platform, _, _, kind, size, at = struct.unpack_from(">6H", table, 6 + 12 * row)
        if kind in (1, 4, 6, 16):
            raw = table[strings + at : strings + at + size]
            found.add(_plain(raw.decode("latin-1" if platform == 1 else "utf-16-be", "ignore")))
    return frozenset(found)


def _face(file: BinaryIO, path: Path, index: int, start: int) -> Face | None:
    """The font, unless its outlines, its weight or its licence bits rule it out."""
    tables = _tables(file, start)
    if not {b"glyf", b"loca", b"OS/2", b"head", b"name"} <= tables.keys() or b"fvar" in tables:
        return None  # PostScript outlines cannot be embedded; a variable font would come out in its thinnest weight
    if _number(file, tables[b"OS/2"][0] + 8) & FORBIDDEN or _number(file, tables[b"head"][0] + 44) & 3:
        return None
    return Face(path, index, _names(file, *tables[b"name"]), common=True)


def _faces(path: Path) -> Iterator[Face]:
    """The usable fonts of a file; none where it cannot be read, as with a link that leads nowhere."""
    with suppress(OSError, struct.error, IndexError), path.open("rb") as file:
        for index, start in enumerate(_starts(file)):
            if face := _face(file, path, index, start):
                yield face


def _wished(faces: Iterable[Face], wishes: str, common: bool) -> Iterator[Face]:
    """Those of the faces that go by one of the names, the best first."""
    every = list(faces)
    seen = set()
    for wish in wishes.split():
        for face in every:
            if face not in seen and any(fnmatchcase(name, wish) for name in face.names):
                seen.add(face)
                yield Face(face.path, face.index, face.names, common)


def _listed(folder: Path) -> list[dict[str, str]]:
    """Entries of fonts.json, none when the folder was never prepared."""
    try:
        return list(json.loads((folder / "fonts.json").read_text("utf-8"))["fonts"])
    except FileNotFoundError:
        return []


# ---- loading one ----


@dataclass(slots=True)
class _Loaded:
    """A font that reportlab knows under this name."""

    name: str
    font: TTFont

    def has(self, char: str) -> bool:
        """Whether it draws the character: an entry with an empty outline would print as a gap."""
        face = self.font.face
        glyph = face.charToGlyph.get(ord(char))
        if not glyph:
            return False
        return char in BLANK or bool(face.glyphPos[glyph + 1] > face.glyphPos[glyph])


@cache
def common_hanzi() -> str:
    """The 6763 hanzi of GB 2312 and the signs a letter needs."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(row.decode("gb2312", "ignore") for row in rows) + SIGNS


def to_unicode(name: str, subset: list[int]) -> str:
    """The table by which text is copied out of the PDF.

    The one reportlab writes holds five hexadecimal digits for a character beyond U+FFFF, which is read as another.
    """
    rows = [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset) if char]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join([*head, *body, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


_LOCK = RLock()
_LOADED: dict[tuple[Path, int], _Loaded | None] = {}
_TAKEN: set[bytes] = set()


def _open(face: Face) -> _Loaded | None:
    """Read a font and make it known to reportlab; None when it is damaged."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    ttfonts.makeToUnicodeCMap = to_unicode
    try:
        font = ttfonts.TTFont("", str(face.path), subfontIndex=face.index, asciiReadable=False, shapable=False)
    except (ttfonts.TTFError, OSError, struct.error, ValueError, IndexError, KeyError):
        return None
    if font.face.name in _TAKEN:  # reportlab would silently print with the earlier font of that name
        key = sha256(f"{face.path}|{face.index}".encode("utf-8", "surrogateescape")).hexdigest()[:10]
        font.face.name = ttfonts.TTFNameBytes(font.face.name + b"-" + key.encode())
    _TAKEN.add(font.face.name)
    font.fontName = f"desk-{font.face.name.decode('latin-1')}"
    pdfmetrics.registerFont(font)
    return _Loaded(font.fontName, font)


def _load(face: Face) -> _Loaded | None:
    """The font, read once per run of the program; None when it cannot serve."""
    with _LOCK:
        key = face.path, face.index
        if key not in _LOADED:
            _LOADED[key] = _open(face)
        loaded = _LOADED[key]
        return loaded if loaded is not None and (not face.common or _fit(loaded)) else None


def _fit(loaded: _Loaded) -> bool:
    """Whether every common character has an outline."""
    return all(map(loaded.has, common_hanzi()))


# ---- the choice ----


@dataclass(slots=True)
class _Chain:
    """The fonts of one style; each is read when a character first gets so far."""

    waiting: Iterator[Face]
    loaded: list[tuple[_Loaded, float]] = field(default_factory=list)
    chosen: dict[str, tuple[_Loaded, float] | None] = field(default_factory=dict)

    def find(self, char: str) -> tuple[_Loaded, float] | None:
        """The first font that draws the character."""
        if char not in self.chosen:
            with _LOCK:
                self.chosen[char] = self._search(char)
        return self.chosen[char]

    def _search(self, char: str) -> tuple[_Loaded, float] | None:
        for font in self.loaded:
            if font[0].has(char):
                return font
        for face in self.waiting:
            if added := _load(face):
                self.loaded.append((added, face.stroke))
                if added.has(char):
                    return added, face.stroke
        return None

    def any(self) -> bool:
        """Whether there is any font at all."""
        self.find("一")
        return bool(self.loaded)


class Fonts:
    """What draws a character in a style, and how wide it is."""

    def __init__(self, folder: Path, folders: list[Path]) -> None:
        """Know where to look; nothing is read yet."""
        self._folder = folder
        self._folders = folders
        self._chains: dict[str, _Chain] = {}
        self._by_name: dict[str, _Loaded] = {}
        self._system: list[Face] | None = None

    @classmethod
    def load(cls, folder: Path, system: bool = True) -> Fonts:
        """Fonts of this computer, unless not wanted, and those of the folder."""
        return cls(folder, system_folders() if system else [])

    def font_for(self, role: str, char: str, place: str = "") -> str:
        """Name under which reportlab knows the font; MissingGlyph when none draws the character."""
        found = None if _unprintable(char) else self._chain(role).find(char)
        if found is None:
            if not self._chain(role).any():
                raise NoFonts("没有找到可以印制公文的字体：请运行 build/fonts.py，或在本机安装仿宋、黑体、小标宋等字体")
            raise MissingGlyph(char, place)
        self._by_name[found[0].name] = found[0]
        return found[0].name

    def stroke_for(self, role: str, char: str) -> float:
        """How much the outlines are to be thickened, as a part of the size."""
        found = self._chain(role).find(char)
        return found[1] if found else 0.0

    def missing(self, text: str, role: str = "仿宋") -> str:
        """Characters of the text that no font draws, each once."""
        return "".join(
            char for char in dict.fromkeys(text) if _unprintable(char) or self._chain(role).find(char) is None
        )

    def advance(self, name: str, char: str) -> float:
        """Width the font gives the character, as a part of its size."""
        return float(self._by_name[name].font.face.getCharWidth(ord(char))) / 1000

    def ink(self, name: str, char: str) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the outline, as parts of the size."""
        face = self._by_name[name].font.face
        offset = face.get_table_pos("glyf")[0] + face.glyphPos[face.charToGlyph[ord(char)]]
        box = struct.unpack_from(">4h", face._ttf_data, offset + 2)
        left, bottom, right, top = (value / face.unitsPerEm for value in box)
        return left, bottom, right, top

    def outline(self, name: str, char: str) -> tuple[str, float]:
        """The character as operators of a PDF path, and the size of its em in the same units."""
        face = self._by_name[name].font.face
        start = face.get_table_pos("glyf")[0]

        def entry(glyph: int) -> bytes:
            return bytes(face._ttf_data[start + face.glyphPos[glyph] : start + face.glyphPos[glyph + 1]])

        return outlines.path(entry, face.charToGlyph[ord(char)]), float(face.unitsPerEm)

    def _chain(self, role: str) -> _Chain:
        if role not in self._chains:
            with _LOCK:
                self._chains.setdefault(role, _Chain(self._order(role)))
        return self._chains[role]

    def _order(self, role: str) -> Iterator[Face]:
        """Where to look, in turn."""
        yield from _wished(self._installed(), WISHES[role], common=True)
        for entry in _listed(self._folder):
            if entry["role"] == role:
                yield Face(self._folder / entry["file"], stroke=float(entry.get("stroke", 0)))
        yield from _wished(self._installed(), RARE, common=False)

    def _installed(self) -> list[Face]:
        if self._system is None:
            real = dict.fromkeys(path.resolve() for path in _files(self._folders))
            self._system = [face for path in real for face in _faces(path)]
        return self._system


def _unprintable(char: str) -> bool:
    """A private or incomplete code, which another computer would draw differently or not at all."""
    code = ord(char)
    return 0xD800 <= code <= 0xF8FF or code >= 0xF0000
