"""The streams of an OLE container, as .xls files and password-protected workbooks are."""

import struct
from typing import Final

from cadre_desk.exchange.kinds import damaged

END: Final = 0xFFFFFFFA  # this and above are marks, not sectors
MOST_SECTORS: Final = 1 << 20


class Container:
    """Directory and streams; every chain is bounded, since it may run in circles."""

    def __init__(self, content: bytes) -> None:
        """Read tables and directory."""
        try:
            self._open(content)
        except (struct.error, IndexError):
            raise damaged() from None

    def _open(self, content: bytes) -> None:
        """Header, sector tables, directory."""
        self._content = content
        shift, short = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or short != 6:
            raise damaged()
        self._size = 1 << shift
        directory, _, self._cutoff, minifat = struct.unpack_from("<IIII", content, 48)
        self._fat = self._table(b"".join(map(self._sector, self._fat_sectors())))
        self.entries = self._entries(self._chain(directory))
        self._minifat = self._table(self._chain(minifat))
        self._mini = self._chain(self.entries.get("Root Entry", (END, 0))[0])

    def _sector(self, number: int) -> bytes:
        """One sector; the header takes the place of the one before the first."""
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    @staticmethod
    def _table(data: bytes) -> tuple[int, ...]:
        """Numbers of next sectors."""
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _fat_sectors(self) -> list[int]:
        """Where the sector table lies: 109 places in the header, more in a chain of sectors."""
        places = list(struct.unpack_from("<109I", self._content, 76))
        following, count = struct.unpack_from("<II", self._content, 68)
        for _ in range(min(count, 4096)):
            if following >= END:
                break
            *more, following = self._table(self._sector(following)) or (END,)
            places += more
        return [place for place in places if place < END]

    def _numbers(self, first: int, table: tuple[int, ...]) -> list[int]:
        """The sectors of a chain."""
        numbers: list[int] = []
        while first < END:
            if len(numbers) > MOST_SECTORS or first >= len(table):
                raise damaged()
            numbers.append(first)
            first = table[first]
        return numbers

    def _chain(self, first: int) -> bytes:
        """The content of a chain of sectors."""
        return b"".join(map(self._sector, self._numbers(first, self._fat)))

    @staticmethod
    def _entries(directory: bytes) -> dict[str, tuple[int, int]]:
        """Name to first sector and length."""
        entries: dict[str, tuple[int, int]] = {}
        for start in range(0, len(directory) - 127, 128):
            length = min(struct.unpack_from("<H", directory, start + 64)[0], 64)
            name = directory[start : start + max(0, length - 2)].decode("utf-16-le", "replace")
            if name:
                entries.setdefault(name, struct.unpack_from("<II", directory, start + 116))
        return entries

    def stream(self, name: str) -> bytes:
        """A stream by name, short ones from the short sectors."""
        first, length = self.entries[name]
        if length >= self._cutoff:
            return self._chain(first)[:length]
        pieces = (self._mini[number * 64 : number * 64 + 64] for number in self._numbers(first, self._minifat))
        return b"".join(pieces)[:length]
