"""Where both journals stood last: the witness outside the databases that an old file was put back, or an end cut off.

Two copies: one in the vault's folder, one in the user's own folder of this PC, which notices when the whole vault is
exchanged for an older one. It holds numbers and digests only, sealed under the system key.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cadre_desk.storage.errors import AnchorDamaged
from cadre_desk.storage.process import replace_files, unwritable

NAME: Final = "anchor"
_LARGEST: Final = 4096
_ADVICE: Final = (
    "无法核对数据是否被退回旧状态。数据没有改动。请先查明原因；可从备份恢复，或由负责人写明理由后接受现状。"
)

Head = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Number and digest of the newest rows at a moment."""

    vault_id: str
    line: int  # how often a backup was restored: then the business data went on from an earlier row
    data: Head
    system: Head
    keys: int  # generation of the keystore
    at: str
    note: str = ""  # how this line began


def own_place(folder: Path, vault_id: str) -> Path:
    """The copy outside the vault's folder; a copy of the vault in another folder is another vault to it."""
    from platformdirs import user_state_path

    name = hashlib.sha256(f"{vault_id}\n{folder.resolve()}".encode()).hexdigest()[:32]
    return user_state_path("cadre-desk", appauthor=False) / "anchors" / name


def glimpse(path: Path) -> Head | None:
    """The newest audit row an anchor tells of, read without a key: to inform, not to rely on."""
    try:
        return _head(json.loads(path.read_bytes()[: _LARGEST + 1])["data"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def write(path: Path, anchor: Anchor, key: bytearray) -> None:
    """Replace the copy at that path."""
    if path.name != NAME:  # the folder of the vault is there, or gone with its medium
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(path, error) from error
    body = _body(anchor)
    replace_files([path], json.dumps({**body, "mac": _mac(body, key)}, sort_keys=True).encode())


def read(path: Path, vault_id: str, key: bytearray) -> Anchor | None:
    """The copy at that path; None where there is none, AnchorDamaged where it is not what a key holder wrote."""
    try:
        content = path.read_bytes()[: _LARGEST + 1]
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _damaged(path) from error
    try:
        told = json.loads(content)
        mac = told.pop("mac")
        line, data, system = told["line"], _head(told["data"]), _head(told["system"])
        found = Anchor(told["vault_id"], line, data, system, told["keys"], told["at"], told["note"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path) from error
    genuine = isinstance(mac, str) and hmac.compare_digest(mac.encode(), _mac(told, key).encode())
    if not genuine or found.vault_id != vault_id or _body(found) != told:
        raise _damaged(path)
    return found


def missing(anchor: Anchor, data: Callable[[int], str | None] | None, system: Callable[[int], str | None]) -> str:
    """What the journals lack of what the anchor saw, in Chinese; empty where they go on from there.

    data, system: the digest of the row with a number, None where there is none; data is None for who cannot read it.
    """
    for words, (number, digest), find in (("业务库", anchor.data, data), ("系统库", anchor.system, system)):
        if find is not None and number and find(number) != digest:
            return f"{words}缺少或改动了第{number}条记录（{anchor.at}时已有）"
    return ""


def _body(anchor: Anchor) -> dict[str, Any]:
    heads = {"data": list(anchor.data), "system": list(anchor.system)}
    return {
        "vault_id": anchor.vault_id,
        "line": anchor.line,
        **heads,
        "keys": anchor.keys,
        "at": anchor.at,
        "note": anchor.note,
    }


def _head(told: Any) -> Head:
    number, digest = told
    if type(number) is not int or not isinstance(digest, str):
        raise ValueError
    return number, digest


def _mac(body: dict[str, Any], key: bytearray) -> str:
    text = json.dumps(body, sort_keys=True).encode()
    return hmac.digest(key, b"cadre-desk anchor 1\n" + text, "sha256").hex()


def absent(path: Path) -> AnchorDamaged:
    """The message for a copy that should be there."""
    return AnchorDamaged(f"锚文件“{path.name}”缺失（文件夹“{path.parent}”），{_ADVICE}")


def _damaged(path: Path) -> AnchorDamaged:
    return AnchorDamaged(f"锚文件“{path.name}”（文件夹“{path.parent}”）损坏、被改动，或属于另一个保险库，{_ADVICE}")
