"""A small reader of TOML by description: which keys a table may have, what they hold, and how a fault is told.

A shape names the keys of a table as data. Reading gives entries that remember their place in the file, so that later
checks across entries can name it as well.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

_REQUIRED = object()
_TOML_FAULTS = {  # how tomllib begins its message -> what an officer can do with
    "Cannot overwrite": "同一个键写了两次",
    "Cannot declare": "同一个表写了两次",
    "Cannot redefine": "同一个表写了两次",
    "Cannot mutate": "同一个表写了两次",
    "Expected ']": "括号没有配对",
    "Unclosed": "括号没有配对",
    "Unterminated": "引号没有配对",
    "Illegal character": "引号没有配对，或有不可见字符",
    "Expected '=": "键后缺少等号，键若含汉字须加引号",
    "Invalid statement": "此行不成写法",
    "Invalid value": "值的写法不对，文字须加引号",
    "Expected newline": "值后多了内容",
}
_TYPES = {bool: "是非值", int: "整数", float: "小数", str: "文字", list: "列表", dict: "表", date: "日期"}


class PackError(ValueError):
    """A fault in a rule pack; the message names the file, the entry, the key and what is allowed."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: how its value is read, and what stands for it where it is left out."""

    read: Callable[[Any, str], Any]
    default: Any = _REQUIRED


Shape = Mapping[str, Key]


@dataclass(frozen=True, slots=True)
class Entry:
    """A table that was read, and its place for messages."""

    place: str
    values: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        """The value of a key."""
        return self.values[key]

    def fail(self, key: str, words: str) -> NoReturn:
        """Report a fault of one key of this entry."""
        raise PackError(f"{self.place}：键 {key} {words}")


def read_toml(name: str, text: str, shape: Shape) -> Entry:
    """One file by its shape; a fault of the syntax is told with its line."""
    try:
        content = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{name}{_line(str(error))}：{_reason(str(error))}，不是有效的TOML（{error}）") from error
    return read_entry(content, shape, name)


def _line(message: str) -> str:
    found = re.search(r"line (\d+), column (\d+)", message)
    return f" 第{found[1]}行第{found[2]}列" if found else " 末尾"


def _reason(message: str) -> str:
    return next((reason for start, reason in _TOML_FAULTS.items() if message.startswith(start)), "写法有误")


def read_entry(value: object, shape: Shape, place: str) -> Entry:
    """One table by its shape."""
    table = _expect(value, dict, place)
    if unknown := [key for key in table if key not in shape]:
        raise PackError(f"{place}：不认识的键 {'、'.join(unknown)}；允许 {'、'.join(shape)}")
    return Entry(place, {key: _read_key(table, key, spec, place) for key, spec in shape.items()})


def _read_key(table: dict[str, Any], key: str, spec: Key, place: str) -> Any:
    if key in table:
        return spec.read(table[key], f"{place}：键 {key}")
    if spec.default is _REQUIRED:
        raise PackError(f"{place}：缺少键 {key}")
    return spec.default


def _expect(value: object, kind: type, place: str) -> Any:
    if type(value) is not kind:
        raise PackError(f"{place} 应为{_TYPES[kind]}，现为{_TYPES.get(type(value), '其他')} {value!r}")
    return value


def text(value: object, place: str) -> str:
    """A text that says something."""
    if not _expect(value, str, place).strip():
        raise PackError(f"{place} 不得为空")
    return str(value)


def words(value: object, place: str) -> str:
    """A text that may be empty."""
    return str(_expect(value, str, place))


def flag(value: object, place: str) -> bool:
    """True or false."""
    return bool(_expect(value, bool, place))


def count(value: object, place: str) -> int:
    """A whole number from 1."""
    if _expect(value, int, place) < 1:
        raise PackError(f"{place} 应为正整数，现为 {value}")
    return int(str(value))


def number(value: object, place: str) -> int:
    """A whole number from 0."""
    if _expect(value, int, place) < 0:
        raise PackError(f"{place} 不应为负数，现为 {value}")
    return int(str(value))


def day(value: object, place: str) -> date:
    """A date, as TOML writes it without quotation marks."""
    found: date = _expect(value, date, place)
    return found


def texts(value: object, place: str) -> tuple[str, ...]:
    """A list of different texts."""
    found = tuple(text(one, f"{place} 第{index}项") for index, one in enumerate(_expect(value, list, place), 1))
    if repeated := {one for one in found if found.count(one) > 1}:
        raise PackError(f"{place} 重复：{'、'.join(sorted(repeated))}")
    return found


def one_of(*allowed: str) -> Callable[[object, str], str]:
    """A reader of one of the given words."""

    def read(value: object, place: str) -> str:
        if value not in allowed:
            raise PackError(f"{place} 不允许 {value!r}；允许 {'、'.join(allowed)}")
        return str(value)

    return read


def key_text(value: object, place: str) -> str:
    """A key that code and other entries use: small letters, digits and underscores."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text(value, place)):
        raise PackError(f"{place} 只允许小写字母、数字和下划线，以字母开头，现为 {value!r}")
    return str(value)


def table_of(read: Callable[[Any, str], Any]) -> Callable[[object, str], dict[str, Any]]:
    """A reader of a table with free keys whose values are all of one sort."""

    def read_all(value: object, place: str) -> dict[str, Any]:
        return {key: read(one, f"{place}.{key}") for key, one in _expect(value, dict, place).items()}

    return read_all


def table(shape: Shape) -> Callable[[object, str], Entry]:
    """A reader of a table with described keys."""
    return lambda value, place: read_entry(value, shape, place)


def rows(name: str, shape: Shape, joint: str = " ") -> Callable[[object, str], tuple[Entry, ...]]:
    """A reader of [[name]] entries; joint is 的 for entries inside an entry."""
    label = f"[[{name}]]" if joint == " " else name

    def read(value: object, place: str) -> tuple[Entry, ...]:
        outer = place.rpartition("：键 ")[0]  # the entries name their own place
        return tuple(
            read_entry(one, shape, f"{outer}{joint}第{index}个 {label}{_named(one)}")
            for index, one in enumerate(_expect(value, list, place), 1)
        )

    return read


def _named(value: object) -> str:
    """（house）, as far as an entry has a name to be found by."""
    name = next((value[key] for key in ("key", "id", "kind") if key in value), "") if isinstance(value, dict) else ""
    return f"（{name}）" if isinstance(name, str) and name else ""


def by_key(entries: tuple[Entry, ...], key: str = "key") -> dict[str, Entry]:
    """The entries by their key, each of which may be used once."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry[key] in found:
            entry.fail(key, f"“{entry[key]}” 重复")
        found[entry[key]] = entry
    return found
