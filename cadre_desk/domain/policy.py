"""The security policy of the unit: every figure is a setting within a range; three profiles say where to start.

The figures with their titles and sources are data (resources/policy.toml). The ranges stand here: no file and no
officer can set what lies outside them, for example keep the audit for less than 180 days.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Self

from cadre_desk.domain.shapes import Entry, Key, PackError, by_key, key_text, one_of, read_toml, rows, table, text

FILE: Final = "policy.toml"
PROFILES: Final = ("internal", "secret", "confidential")
TOP_SECRET: Final = "本程序不用于绝密"
_TOP_SECRET_WORDS: Final = frozenset({"top_secret", "绝密"})
_MOST_DOUBLINGS: Final = 32  # more than enough to reach any longest wait, and the product stays small


@dataclass(frozen=True, slots=True)
class Limits:
    """What a whole number may be; off says that 0 is allowed below it and means never or for ever."""

    low: int
    high: int
    off: bool = False

    def allow(self, value: object) -> bool:
        """Whether it is such a number; True and 1.0 are not."""
        return type(value) is int and (self.low <= value <= self.high or (self.off and value == 0))

    def words(self, unit: str = "") -> str:
        """The range for messages and for the settings screen."""
        return f"应为 {self.low} 至 {self.high} 的整数{unit and f'（{unit}）'}{'，或 0' if self.off else ''}"


LIMITS: Final[Mapping[str, Limits]] = {
    "shortest_password": Limits(10, 64),
    "character_classes": Limits(1, 4),
    "password_days": Limits(1, 3650, off=True),
    "lock_after": Limits(3, 10),
    "lock_after_pc": Limits(3, 100),
    "lock_minutes": Limits(1, 1440),
    "longest_lock_minutes": Limits(1, 10080),
    "idle_minutes": Limits(1, 30),
    "clipboard_seconds": Limits(5, 300),
    "backup_minutes": Limits(5, 240),
    "second_copy_days": Limits(1, 90),
    "keep_audit_days": Limits(180, 36500, off=True),
    "approval_hours": Limits(1, 168),
}
_AT_LEAST: Final = (("lock_after_pc", "lock_after"), ("longest_lock_minutes", "lock_minutes"))


class PolicyError(ValueError):
    """A value that the policy may not have; the message names the setting, the value and what is allowed."""

    def __init__(self, key: str, value: object, allowed: str, title: str = "") -> None:
        """Keep the parts as well, so that a form can show the fault beside its field."""
        named = f"“{title}”（{key}）" if title else f" {key} "
        super().__init__(f"安全策略{named}不能是 {_brief(value)}：{allowed}。请改正后再保存。")
        self.key, self.value, self.allowed = key, value, allowed


def _brief(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else f"{shown[:40]}…"


@dataclass(frozen=True, slots=True)
class Policy:
    """What the unit has decided; one that exists is within the limits."""

    profile: str
    shortest_password: int
    character_classes: int
    password_days: int  # 0: never
    lock_after: int  # failures of one name
    lock_after_pc: int  # failures of all names together
    lock_minutes: int  # the first wait, which doubles
    longest_lock_minutes: int
    last_login_notice: bool
    idle_minutes: int
    clipboard_seconds: int
    backup_minutes: int
    second_copy_days: int
    keep_audit_days: int  # 0: for ever
    audit_search_text: bool
    purpose_for_declarations: bool
    approval_for_declarations: bool
    approval_for_export: bool
    approval_for_print: bool
    approver_apart: bool
    watermark: bool
    approval_hours: int = 24  # the only one that policies kept by early versions lack

    def __post_init__(self) -> None:
        """Refuse what is not allowed, wherever the values come from."""
        check(asdict(self))

    @classmethod
    def from_mapping(cls, values: Mapping[str, object], profiles: "Profiles") -> Self:
        """The policy that was kept or typed: its profile, and what differs from it; PolicyError where it is wrong."""
        titles = {key: one.title for key, one in profiles.settings.items()}
        if unknown := sorted(str(key) for key in values if key != "profile" and key not in titles):
            raise PolicyError(unknown[0], values.get(unknown[0]), "没有这一项设置")
        profile = check_profile(values.get("profile"))
        whole: dict[str, Any] = {**profiles.defaults(profile), **values}
        check(whole, titles)
        return cls(**whole)

    def to_mapping(self) -> dict[str, object]:
        """Every value, so that new defaults of a later release do not change what the unit decided."""
        return asdict(self)

    def wait_seconds(self, failures: int, allowed: int) -> int:
        """How long to wait after that many failures where the first `allowed` - 1 cost nothing; then it doubles."""
        if failures < allowed:
            return 0
        doubled = self.lock_minutes << min(failures - allowed, _MOST_DOUBLINGS)
        return 60 * min(doubled, self.longest_lock_minutes)


SETTINGS: Final = tuple(one.name for one in fields(Policy) if one.name != "profile")


def check_profile(value: object) -> str:
    """The key of a profile; 绝密 is refused in its own words."""
    if isinstance(value, str) and value in PROFILES:
        return value
    top_secret = isinstance(value, str) and value in _TOP_SECRET_WORDS
    raise PolicyError("profile", value, TOP_SECRET if top_secret else f"应为 {'、'.join(PROFILES)}", "密级档次")


def check(values: Mapping[str, object], titles: Mapping[str, str] | None = None) -> None:
    """Raise PolicyError for the first value that is not allowed; titles, where known, name it in Chinese."""
    names = titles or {}
    check_profile(values["profile"])
    for key in SETTINGS:
        value, limits = values[key], LIMITS.get(key)
        if limits and not limits.allow(value):
            raise PolicyError(key, value, limits.words(), names.get(key, ""))
        if not limits and type(value) is not bool:
            raise PolicyError(key, value, "应为 true 或 false", names.get(key, ""))
    for key, other in _AT_LEAST:
        if values[key] < values[other]:  # type: ignore[operator]  # both are whole numbers by now
            allowed = f"不能小于“{names.get(other, other)}”的 {values[other]}"
            raise PolicyError(key, values[key], allowed, names.get(key, ""))


# -- profiles from data ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of one setting in one profile, where it comes from, and how sure that is (H, M or L)."""

    value: int | bool
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Setting:
    """How a setting is asked for; unit is empty for yes or no."""

    key: str
    group: str
    title: str
    unit: str
    help: str
    figures: Mapping[str, Figure]

    @property
    def limits(self) -> Limits | None:
        """The range of a whole number; None for yes or no."""
        return LIMITS.get(self.key)


@dataclass(frozen=True, slots=True)
class Profile:
    """A starting point."""

    key: str
    title: str
    help: str


@dataclass(frozen=True, slots=True)
class Profiles:
    """All profiles and settings, in the order of the file."""

    profiles: Mapping[str, Profile]
    settings: Mapping[str, Setting]

    def defaults(self, profile: str) -> dict[str, int | bool]:
        """Every value of a profile; PolicyError where there is no such profile."""
        known = check_profile(profile)
        return {key: one.figures[known].value for key, one in self.settings.items()}

    def policy(self, profile: str) -> Policy:
        """The policy of a unit that changed nothing."""
        return Policy.from_mapping({"profile": profile}, self)


def _value(value: object, place: str) -> int | bool:
    if isinstance(value, int):
        return value
    raise PackError(f"{place} 应为整数或是非值，现为 {value!r}")


_FIGURE = {"value": Key(_value), "source": Key(text), "confidence": Key(one_of("H", "M", "L"))}
_SHAPE = {
    "profile": Key(rows("profile", {"key": Key(one_of(*PROFILES)), "title": Key(text), "help": Key(text)})),
    "setting": Key(
        rows(
            "setting",
            {
                "key": Key(key_text),
                "group": Key(text),
                "title": Key(text),
                "unit": Key(text, ""),
                "help": Key(text),
                **{profile: Key(table(_FIGURE)) for profile in PROFILES},
            },
        )
    ),
}


def read_profiles(content: str) -> Profiles:
    """The profiles that the text of policy.toml makes; PackError names the entry, the key and what is allowed."""
    file = read_toml(FILE, content, _SHAPE)
    profiles = {key: Profile(key, one["title"], one["help"]) for key, one in by_key(file["profile"]).items()}
    settings = {key: _setting(one) for key, one in by_key(file["setting"]).items()}
    for name, found, needed in (("profile", profiles, PROFILES), ("setting", settings, SETTINGS)):
        if missing := [key for key in needed if key not in found]:
            raise PackError(f"{FILE}：缺少 [[{name}]] {'、'.join(missing)}")
    made = Profiles({key: profiles[key] for key in PROFILES}, settings)
    for profile in PROFILES:
        _require_sound(made, profile)
    return made


def _setting(entry: Entry) -> Setting:
    if entry["key"] not in SETTINGS:
        entry.fail("key", f"没有 {entry['key']!r} 这一项；允许 {'、'.join(SETTINGS)}")
    if bool(entry["unit"]) != (entry["key"] in LIMITS):
        entry.fail("unit", "数值须写明单位，是非项不写")
    figures = {profile: Figure(**entry[profile].values) for profile in PROFILES}
    return Setting(**{key: entry[key] for key in ("key", "group", "title", "unit", "help")}, figures=figures)


def _require_sound(profiles: Profiles, profile: str) -> None:
    """A profile is itself a policy."""
    try:
        profiles.policy(profile)
    except PolicyError as error:
        place = f"{FILE} [[setting]]（{error.key}）：键 {profile}"
        raise PackError(f"{place} 不能是 {error.value!r}：{error.allowed}") from error
