"""安全策略: the figures that the unit decides on, read and kept as a whole; what was changed stands in the journal."""

from collections.abc import Mapping

from cadre_desk.domain.policy import LIMITS, Policy, PolicyError
from cadre_desk.services import places
from cadre_desk.services.desk import Deed, Desk
from cadre_desk.services.errors import Refused
from cadre_desk.storage import keyring

ACTION = "修改安全策略"


class PolicyRefused(Refused):
    """A value that the policy may not have; key names the setting, allowed says what it may be."""

    def __init__(self, error: PolicyError) -> None:
        """Keep what the form shows beside its field."""
        super().__init__(str(error))
        self.key, self.allowed = error.key, error.allowed


def read(desk: Desk) -> dict[str, object]:
    """Every value of the policy of this vault."""
    return desk.policy.to_mapping()


def faults(values: Mapping[str, object]) -> dict[str, str]:
    """What is wrong with which setting: every figure that is out of its range, else the first that does not fit."""
    settings = places.profiles().settings
    found = {
        key: limits.words(settings[key].unit) for key, limits in LIMITS.items() if not limits.allow(values.get(key))
    }
    if not found:
        try:
            _whole(values)
        except PolicyError as error:
            found[error.key] = error.allowed
    return found


def _whole(values: Mapping[str, object]) -> Policy:
    return Policy.from_mapping(values, places.profiles())


def save(desk: Desk, values: Mapping[str, object]) -> dict[str, str]:
    """Keep the policy; what was changed, by title. PolicyRefused names the setting that cannot be so."""
    desk.require(ACTION)
    try:
        after = _whole(values).to_mapping()
    except PolicyError as error:
        raise PolicyRefused(error) from error
    before = read(desk)
    changed = {_title(key): f"{_shown(before[key])}→{_shown(after[key])}" for key in after if after[key] != before[key]}
    if not changed:
        return {}

    def task(deed: Deed) -> None:
        deed.subject, deed.detail = "安全策略", dict(changed)
        with desk.vault.keys() as keys:
            keyring.set_policy(desk.vault.folder, keys, after)

    desk.govern(ACTION, task)
    return changed


def _title(key: str) -> str:
    return "密级档次" if key == "profile" else places.profiles().settings[key].title


def _shown(value: object) -> str:
    """A value as the journal tells it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    profiles = places.profiles().profiles
    return profiles[value].title if isinstance(value, str) and value in profiles else str(value)
