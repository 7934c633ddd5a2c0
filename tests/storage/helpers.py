"""What the tests of the encrypted file share."""

import hashlib
import os
from pathlib import Path

from cadre_desk.services import places

OFFICER, PASSWORD = "李审核", "晴天-horse-27"
POLICY = places.profiles().policy("internal")
FULL = bool(os.environ.get("CADRE_DESK_FULL"))


def digests(folder: Path) -> dict[str, str]:
    """What lies in the folder; the shared memory of the log is derived from it and does not count."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith("-shm"))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
