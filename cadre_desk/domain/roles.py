"""Who may do what: a matrix of roles and actions from data (resources/roles.toml), checked strictly.

Every change a desk makes is looked up here by its Chinese name. What the separation of the three administrators
rests on is checked when the file is read: they get nothing that needs the business data, and no two of them share an
administrative action.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from cadre_desk.domain.shapes import Entry, Key, PackError, by_key, flag, key_text, read_toml, rows, text, texts

FILE: Final = "roles.toml"
#: the roles that the program itself names; a file must have exactly these
ROLES: Final = ("handler", "chief", "leader", "in_charge", "sysadmin", "secadmin", "auditor")


@dataclass(frozen=True, slots=True)
class Role:
    """One role; business: holds the key of the business data."""

    key: str
    title: str
    duty: str
    business: bool
    exclusive: tuple[str, ...]
    after_split: str  # the role whose rights it has once the three administrators are in office


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that is done; apart_from: whoever did these to the same object may not do this."""

    name: str
    group: str
    roles: frozenset[str]
    stem: bool
    apart_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Roles, the titles of groups, and actions, in the order of the file."""

    roles: Mapping[str, Role]
    groups: Mapping[str, str]
    actions: Mapping[str, Action]

    def allows(self, role: str, action: str, *, split: bool = False) -> bool:
        """Whether that role may do it; split: the three administrators are in office.

        A role or action that is not in the matrix is a mistake of the program: KeyError.
        """
        found = self.role(role)
        return (found.after_split if split else found.key) in self.action(action).roles

    def role(self, key: str) -> Role:
        """The role with that key; KeyError where there is none."""
        if key not in self.roles:
            raise KeyError(f"no role {key!r} in {FILE}, only {', '.join(self.roles)}")
        return self.roles[key]

    def action(self, name: str) -> Action:
        """The action with that name, or the stem it begins with; KeyError where there is none."""
        found = self.actions.get(name) or next(self._stems(name), None)
        if found is None:
            raise KeyError(f"no action {name!r} in {FILE}: enter it there before a desk may do it")
        return found

    def _stems(self, name: str) -> Iterator[Action]:
        return (one for one in self.actions.values() if one.stem and name.startswith(one.name))

    def excludes(self, one: str, other: str) -> bool:
        """Whether one person may not hold both roles."""
        return other in self.role(one).exclusive


_SHAPE = {
    "role": Key(
        rows(
            "role",
            {
                "key": Key(key_text),
                "title": Key(text),
                "duty": Key(text),
                "business": Key(flag),
                "exclusive": Key(texts, ()),
                "after_split": Key(key_text, ""),
            },
        )
    ),
    "group": Key(
        rows(
            "group",
            {"key": Key(key_text), "title": Key(text), "business": Key(flag, False), "shared": Key(flag, False)},
        )
    ),
    "action": Key(
        rows(
            "action",
            {
                "name": Key(text),
                "group": Key(text),
                "roles": Key(texts),
                "stem": Key(flag, False),
                "apart_from": Key(texts, ()),
            },
        )
    ),
}


def read_matrix(content: str) -> Matrix:
    """The matrix that the text of roles.toml makes; PackError names the entry, the key and what is allowed."""
    file = read_toml(FILE, content, _SHAPE)
    entries = by_key(file["role"])
    if set(entries) != set(ROLES):
        raise PackError(f"{FILE}：[[role]] 应为 {'、'.join(ROLES)}，现为 {'、'.join(entries)}")
    roles = {key: _role(entry, entries) for key, entry in entries.items()}
    groups = by_key(file["group"])
    named = {name: Entry(f"{one.place}（{name}）", one.values) for name, one in by_key(file["action"], "name").items()}
    actions = {name: _action(entry, roles, groups, named) for name, entry in named.items()}
    _require_apart(roles, groups, named)
    return Matrix(roles, {key: one["title"] for key, one in groups.items()}, actions)


def _known(entry: Entry, key: str, values: Collection[str], allowed: Collection[str]) -> None:
    if unknown := [value for value in values if value not in allowed]:
        entry.fail(key, f"没有 {'、'.join(unknown)}；允许 {'、'.join(allowed)}")


def _role(entry: Entry, entries: Mapping[str, Entry]) -> Role:
    """A role whose exclusions hold both ways; administrators exclude every other role."""
    key, exclusive = entry["key"], entry["exclusive"]
    _known(entry, "exclusive", exclusive, [other for other in entries if other != key])
    if one_way := [other for other in exclusive if key not in entries[other]["exclusive"]]:
        entry.fail("exclusive", f"{'、'.join(one_way)} 的 exclusive 中也应有 {key}")
    if not entry["business"] and (missing := [other for other in entries if other not in (key, *exclusive)]):
        entry.fail("exclusive", f"缺少 {'、'.join(missing)}：管理岗位不得由其他岗位的人兼任")
    after = entry["after_split"] or key
    _known(entry, "after_split", [after], entries)
    if entry["business"] != entries[after]["business"]:
        entry.fail("after_split", f"{after} 与 {key} 的 business 应相同")
    return Role(**{name: entry[name] for name in ("key", "title", "duty", "business", "exclusive")}, after_split=after)


def _action(entry: Entry, roles: Mapping[str, Role], groups: Mapping[str, Entry], named: Collection[str]) -> Action:
    """An action that only those may do who can: business data need their key."""
    allowed = entry["roles"]
    _known(entry, "group", [entry["group"]], groups)
    _known(entry, "roles", allowed, roles)
    _known(entry, "apart_from", entry["apart_from"], [name for name in named if name != entry["name"]])
    if not allowed:
        entry.fail("roles", "不得为空：至少写一个岗位")
    if groups[entry["group"]]["business"] and (blind := [key for key in allowed if not roles[key].business]):
        entry.fail("roles", f"不得有 {'、'.join(blind)}：这类事项要用业务数据，该岗位没有数据密钥")
    return Action(entry["name"], entry["group"], frozenset(allowed), entry["stem"], entry["apart_from"])


def _require_apart(roles: Mapping[str, Role], groups: Mapping[str, Entry], named: Mapping[str, Entry]) -> None:
    """No two administrators share an action, except what everybody does for himself."""
    administrators = [key for key, one in roles.items() if not one.business]
    for entry in named.values():
        for one, other in combinations(administrators, 2):
            if one in entry["roles"] and other in entry["roles"] and not groups[entry["group"]]["shared"]:
                entry.fail("roles", f"不得同时有 {one} 和 {other}：三员的权限应当分开")
