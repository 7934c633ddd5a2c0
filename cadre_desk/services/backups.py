"""Backups: when they are due, where they are, what each would bring back and what would be missing then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from cadre_desk.domain.sheet import Tick, no_tick
from cadre_desk.services import places
from cadre_desk.services.desk import Deed, Desk
from cadre_desk.services.errors import NotAllowed, Refused
from cadre_desk.storage import anchor, backup, journal, keyfile, keyring, renewal, vault
from cadre_desk.storage.backup import Generation
from cadre_desk.storage.errors import BackupDamaged, VaultError
from cadre_desk.storage.renewal import Restored

__all__ = [
    "Choice",
    "Generation",
    "Restored",
    "checked",
    "choices",
    "copy_out",
    "due",
    "inspect",
    "last_known",
    "make",
    "officers_of",
    "reminder",
    "restore",
    "vault_of",
]

COPIED = "备份到其他介质"


@dataclass(frozen=True, slots=True)
class Choice:
    """One backup as the wizard shows it."""

    generation: Generation
    fault: str  # empty where every byte is as it was written
    missing: int | None  # audit rows that came later; None where that cannot be told

    @property
    def counts(self) -> str:
        """How much of what is in it, the cadres first."""
        told = self.generation.counts  # a manifest has its names in no order
        names = [*(name for name in vault.COUNTS if name in told), *(name for name in told if name not in vault.COUNTS)]
        return "，".join(f"{name}{told[name]:,}" for name in names)

    @property
    def words(self) -> str:
        """What an officer reads before he decides."""
        return f"{self.generation.at:%Y-%m-%d %H:%M}（{self.generation.reason}）　{self.counts}"


def place(folder: Path) -> Path:
    """Where the vault in that folder keeps its backups."""
    return folder / backup.FOLDER


def make(desk: Desk, reason: str) -> Generation:
    """A checked backup now; older ones are thinned by the schedule afterwards."""
    desk.require("备份")
    made = desk.vault.back_up(reason)
    backup.thin(place(desk.vault.folder), desk.clock())
    return made


def due(desk: Desk) -> bool:
    """Whether the time between backups is over and something was changed since the last one."""
    found, _ = backup.generations(place(desk.vault.folder))
    if not found:
        return desk.vault.state().data[0] > 0
    newest = found[0]
    waited = desk.clock() - newest.at >= timedelta(minutes=desk.policy.backup_minutes)
    return waited and desk.vault.state().data != newest.data


def changed_since_last(desk: Desk) -> bool:
    """Whether the newest backup lacks something; asked on leaving."""
    found, _ = backup.generations(place(desk.vault.folder))
    head = desk.vault.state().data
    return head[0] > 0 and (not found or found[0].data != head)


def choices(places: list[Path], head: tuple[int, str] | None = None, *, thorough: bool = True) -> list[Choice]:
    """Every backup in those folders, newest first; thorough reads every byte. head: where the data stands now."""
    found: list[Choice] = []
    for folder in places:
        for one in backup.generations(folder)[0]:
            choice = Choice(one, "", max(0, head[0] - one.data[0]) if head else None)
            found.append(checked(choice) if thorough else choice)
    return sorted(found, key=lambda choice: choice.generation.at, reverse=True)


def checked(choice: Choice) -> Choice:
    """The same, after every byte was read."""
    try:
        backup.verify(choice.generation)
    except BackupDamaged as error:
        return replace(choice, fault=error.message)
    return replace(choice, fault="")


def inspect(desk: Desk, chosen: Sequence[Choice], tick: Tick = no_tick) -> list[Choice]:
    """Read every byte of those backups; what was found is entered in the journal."""
    desk.require("检验备份")
    found = []
    for number, one in enumerate(chosen):
        tick("检验备份", number, len(chosen))
        found.append(checked(one))
    tick("检验备份", len(chosen), len(chosen))
    bad = [one.generation.name for one in found if one.fault]
    subject = found[0].generation.name if len(found) == 1 else f"{len(found)}份备份"
    desk.vault.note("检验备份", subject, journal.FAILED if bad else journal.DONE, faults=bad)
    return found


def last_known(folder: Path, vault_id: str) -> tuple[int, str] | None:
    """Where the data of a vault that cannot be opened stood last, as its anchors tell; None where none can be read."""
    seen = [anchor.glimpse(path) for path in (folder / anchor.NAME, anchor.own_place(folder, vault_id))]
    return max((head for head in seen if head), default=None)


def vault_of(folder: Path) -> str:
    """Number of the vault in that folder; empty where its keystore cannot be read."""
    try:
        return keyring.load(folder).vault_id
    except VaultError:
        return ""


def officers_of(generation: Generation) -> tuple[str, ...]:
    """Who can restore a backup: names of those who held the key of the data then; none where that cannot be read."""
    store = keyfile.copy(generation.path / backup.KEYS)
    return tuple(one.name for one in store.officers if "data" in one.grants) if store else ()


def unreadable(folder: Path) -> list[str]:
    """What is wrong with backups whose manifest cannot be read."""
    return backup.generations(folder)[1]


def restore(folder: Path, generation: Generation, officer: str, password: str, reason: str) -> Restored:
    """Put that backup in place of what lies in the folder; the vault must be closed. Afterwards one signs in."""
    if not reason.strip():
        raise Refused("请写明恢复的理由，如“数据库损坏”。没有改动任何文件。")
    return renewal.restore(folder, generation, officer, password, reason=reason.strip(), permit=_permit)


def _permit(store: keyring.Keystore, officer: keyring.Officer) -> None:
    """Raise NotAllowed where his role may not, as the keystore tells it that let him in."""
    matrix, action = places.matrix(), "恢复备份"
    if matrix.allows(officer.role, action, split=store.split) and officer.authorised and not officer.must_change:
        return
    others = "、".join(one.title for one in matrix.roles.values() if matrix.allows(one.key, action, split=store.split))
    raise NotAllowed(
        f"“{officer.name}”的岗位是{matrix.role(officer.role).title}，不能恢复备份；可以恢复的岗位：{others}。没有改动任何文件。"
    )


def copy_out(desk: Desk, generation: Generation, target: Path) -> Path:
    """A copy on a second medium, read back from there and entered in the journal."""
    if target.resolve().is_relative_to(desk.vault.folder.resolve()):
        raise Refused("这个文件夹在保险库里面，硬盘坏了会一起丢失。请选另一块硬盘或移动存储介质上的文件夹。")

    def task(deed: Deed) -> Path:
        deed.subject, deed.detail = generation.name, {"medium": COPIED}
        return backup.copy_to(generation, target)

    return desk.govern("备份", task)


def reminder(desk: Desk) -> str:
    """That a copy on a second medium is overdue, in Chinese; empty where it is not."""
    days = desk.policy.second_copy_days
    with desk.vault.overseeing() as connection:
        last = journal.last(connection, "备份", COPIED)
    if last is None:
        return "还没有把备份复制到其他介质：硬盘坏了，同一硬盘上的备份也会丢失。"
    past = (desk.clock() - datetime.fromisoformat(last)).days
    return f"上次把备份复制到其他介质是{past}天前（{last[:10]}），请再复制一次。" if past >= days else ""
