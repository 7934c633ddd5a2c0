"""Failed log-ins: how long the next try has to wait, and what the officer is told when he is in again.

One plain file in the folder of the vault, because it is read before any key is there. Names are kept as salted
digests, unknown ones exactly as known ones.

What this can do: slow down somebody at the keyboard. Whoever can write the folder can delete or spoil the file, and
then begins again with the first tries, as with a new vault; he could as well copy the key file and try passwords
elsewhere, where only their length and Argon2id stand against him. Nothing that stands in the file gives more than
that fresh start, and fault() tells that it was missing or spoilt, so that it gets into the journal.

A clock turned back does not shorten a wait: what was left when the file was last written has to pass again. A clock
put forward does; an isolated PC has nothing to compare it with.

The caller holds the folder's lock, asks waits() before it looks at a password, and calls failed() before it answers.
"""

import hmac
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any, Final

from cadre_desk.domain.policy import LIMITS, Policy
from cadre_desk.storage.process import replace_files

FILE: Final = "attempts"
FORMAT: Final = "cadre-desk-attempts"
VERSION: Final = 1
_SALT_BYTES: Final = 16
_DIGEST_BYTES: Final = 16
_MOST_NAMES: Final = 200
_MOST_TIMES: Final = 100  # kept of one name; the count goes on
_LARGEST_FILE: Final = 1024 * 1024
_LONGEST_WAIT: Final = timedelta(minutes=LIMITS["longest_lock_minutes"].high)


class _Malformed(Exception):
    """The file is not what this module writes."""


@dataclass(frozen=True, slots=True)
class _Failures:
    """Of one name since it last got in."""

    count: int = 0
    until: datetime | None = None
    times: tuple[datetime, ...] = ()  # the newest, oldest first


@dataclass(frozen=True, slots=True)
class _Record:
    """The file: all names, the wait of the whole PC, and when it was last written."""

    salt: bytes
    seen: datetime
    until: datetime | None = None
    names: Mapping[str, _Failures] = field(default_factory=dict)

    def at(self, now: datetime) -> "_Record":
        """The record with the clock at now; where it was turned back, every end moves back with it."""
        if now >= self.seen:
            return self
        names = {key: replace(one, until=self._moved(one.until, now)) for key, one in self.names.items()}
        return replace(self, seen=now, until=self._moved(self.until, now), names=names)

    def _moved(self, end: datetime | None, now: datetime) -> datetime | None:
        """The end of a wait that has as much left at now as it had when the file was written."""
        return now + (end - self.seen) if end and end > self.seen else None

    def key(self, name: str) -> str:
        """Under what a name is kept."""
        plain = unicodedata.normalize("NFKC", name).strip()
        return hmac.digest(self.salt, plain.encode("utf-8", "surrogatepass"), "sha256")[:_DIGEST_BYTES].hex()

    def seconds(self, key: str) -> int:
        """What is left to wait at the time of the record."""
        ends = (self.until, self.names.get(key, _Failures()).until)
        return max((ceil((end - self.seen).total_seconds()) for end in ends if end and end > self.seen), default=0)

    def recent(self, window: timedelta) -> int:
        """Failures of all names within the window; those that seem to lie in the future count."""
        return sum(self.seen - time < window for one in self.names.values() for time in one.times)


def _later(end: datetime | None, now: datetime, seconds: int) -> datetime | None:
    """The end of a wait that may become longer only."""
    fresh = now + timedelta(seconds=seconds)
    return max(end or fresh, fresh) if seconds else end


class Attempts:
    """The failed log-ins of one vault; VaultUnwritable where they cannot be kept, and then nobody may try."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read or written yet."""
        self._path = folder / FILE

    def waits(self, name: str, now: datetime) -> int:
        """Seconds until that name may try again; 0: at once. Writes only where the clock was turned back."""
        kept = _read(self._path)
        if kept is None:
            return 0
        record = kept.at(now)
        if record is not kept:
            self._keep(record)
        return replace(record, seen=now).seconds(record.key(name))

    def failed(self, name: str, now: datetime, policy: Policy) -> int:
        """Count a wrong password; seconds to wait from now."""
        record = replace(self._record(now), seen=now)
        key = record.key(name)
        before = record.names.get(key, _Failures())
        count, times = before.count + 1, (*before.times, now)[-_MOST_TIMES:]
        own = _later(before.until, now, policy.wait_seconds(count, policy.lock_after))
        others = [
            (other, one) for other, one in record.names.items() if other != key
        ]  # who failed longest ago is first
        names = dict([*others[-(_MOST_NAMES - 1) :], (key, _Failures(count, own, times))])
        record = replace(record, names=names)
        total = record.recent(timedelta(minutes=policy.longest_lock_minutes))
        record = replace(record, until=_later(record.until, now, policy.wait_seconds(total, policy.lock_after_pc)))
        self._keep(record)
        return record.seconds(key)

    def succeeded(self, name: str, now: datetime) -> list[datetime]:
        """When that name failed since it last got in, oldest first, the newest 100; they are forgotten now."""
        record = replace(self._record(now), seen=now)
        key = record.key(name)
        names = {other: one for other, one in record.names.items() if other != key}
        self._keep(replace(record, names=names))
        return list(record.names.get(key, _Failures()).times)

    def fault(self) -> str | None:
        """In Chinese for the journal, why earlier failures are not known; None when the file is sound.

        Before the first log-in of a new vault there is no file; later it is never missing by itself.
        """
        if _read(self._path) is not None:
            return None
        return f"登录失败记录文件“{FILE}”{'已损坏' if self._path.exists() else '缺失'}，失败次数从头计算"

    def _record(self, now: datetime) -> _Record:
        kept = _read(self._path)
        return kept.at(now) if kept else _Record(os.urandom(_SALT_BYTES), now)

    def _keep(self, record: _Record) -> None:
        replace_files([self._path], _write(record))


# -- the file --------------------------------------------------------------------------------------------------------


def _write(record: _Record) -> bytes:
    names = {
        key: {"count": one.count, "until": _text(one.until), "times": [time.isoformat() for time in one.times]}
        for key, one in record.names.items()
    }
    head = {"format": FORMAT, "version": VERSION, "salt": record.salt.hex(), "seen": record.seen.isoformat()}
    return json.dumps({**head, "until": _text(record.until), "names": names}, indent=1).encode()


def _text(end: datetime | None) -> str:
    return end.isoformat() if end else ""


def _read(path: Path) -> _Record | None:
    """The record in that file; None when it is absent or spoilt, which is told apart by nobody but fault()."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
        return _parsed(json.loads(content)) if len(content) <= _LARGEST_FILE else None
    except (_Malformed, ValueError, OverflowError, RecursionError, OSError):
        return None


def _parsed(content: object) -> _Record:
    row = _fields(content, "format", "version", "salt", "seen", "until", "names")
    names = row["names"]
    if row["format"] != FORMAT or row["version"] != VERSION or not isinstance(names, dict) or len(names) > _MOST_NAMES:
        raise _Malformed
    seen = _time(row["seen"])
    failures = {_hex(key, _DIGEST_BYTES).hex(): _failures(one, seen) for key, one in names.items()}
    return _Record(_hex(row["salt"], _SALT_BYTES), seen, _end(row["until"], seen), failures)


def _failures(content: object, seen: datetime) -> _Failures:
    row = _fields(content, "count", "until", "times")
    count, times = row["count"], row["times"]
    if type(count) is not int or not 1 <= count < 2**53:
        raise _Malformed
    if not isinstance(times, list) or len(times) != min(count, _MOST_TIMES):
        raise _Malformed
    return _Failures(count, _end(row["until"], seen), tuple(map(_time, times)))


def _fields(content: object, *names: str) -> dict[str, Any]:
    """An object with exactly these keys."""
    if not isinstance(content, dict) or set(content) != set(names):
        raise _Malformed
    return content


def _time(value: object) -> datetime:
    if not isinstance(value, str):
        raise _Malformed
    time = datetime.fromisoformat(value)
    if time.tzinfo:
        raise _Malformed
    return time


def _end(value: object, seen: datetime) -> datetime | None:
    """The end of a wait; one that no policy can give would lock everybody out for good."""
    if value == "":
        return None
    end = _time(value)
    if end - seen > _LONGEST_WAIT:
        raise _Malformed
    return end


def _hex(value: object, length: int) -> bytes:
    found = bytes.fromhex(value) if isinstance(value, str) else b""
    if len(found) != length:
        raise _Malformed
    return found
