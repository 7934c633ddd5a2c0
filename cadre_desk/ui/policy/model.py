"""What a form of the policy shows beside each figure."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from cadre_desk.domain.policy import Limits, Setting
from cadre_desk.ui.kit.table import noop

SURE = {
    "H": noop("policy", "多处公开材料一致"),
    "M": noop("policy", "只见一处公开材料，或各处不同"),
    "L": noop("policy", "没有公开依据"),
}


def words(text: str) -> str:
    """A text of this module in the language of the window."""
    return QCoreApplication.translate("policy", text)


def extent(limits: Limits, unit: str) -> str:
    """位，10—64."""
    off = words(noop("policy", "，0为不限")) if limits.off else ""
    return f"{unit}，{limits.low}—{limits.high}{off}"


def shown(value: int | bool) -> str:
    """A value as it is compared with what the profile says."""
    if isinstance(value, bool):
        return words(noop("policy", "是")) if value else words(noop("policy", "否"))
    return str(value)


def origin(one: Setting, profile: str) -> str:
    """What the profile says, where that comes from and how sure it is."""
    figure = one.figures[profile]
    text = words(noop("policy", "本档：{0}。出处：{1}（{2}）"))
    return text.format(shown(figure.value), figure.source, words(SURE[figure.confidence]))


def groups(settings: Mapping[str, Setting]) -> dict[str, list[Setting]]:
    """Settings under the title of their group, in the order of the file."""
    found: dict[str, list[Setting]] = {}
    for one in settings.values():
        found.setdefault(one.group, []).append(one)
    return found


def number(text: str) -> int | str:
    """A whole number, or what was typed instead of one."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else plain


def differing(values: Mapping[str, object], defaults: Mapping[str, object]) -> int:
    """How many settings are not as the profile says."""
    return sum(1 for key in _keys(defaults) if values.get(key) != defaults[key])


def _keys(defaults: Mapping[str, object]) -> Iterable[str]:
    return (key for key in defaults if key != "profile")
