"""Keys and records in the memory of the process: while the vault is open, and after it was closed."""

import os
import re
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cadre_desk.storage import keyring
from tests.faults import deeds
from tests.faults.conftest import Note
from tests.faults.nursery import Nursery
from tests.storage.helpers import OFFICER, PASSWORD

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read by way of /proc")
RECORD = "宇文拓跋呼延尉迟澹台"  # in no source that the child loads


def memory(pid: int) -> bytes:
    """Everything the process can write to."""
    parts = []
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as file:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            bounds, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(one, 16) for one in bounds.split("-"))
            try:
                file.seek(start)
                parts.append(file.read(end - start))
            except (OSError, OverflowError):
                continue
    return b"\0".join(parts)


def copies(pid: int, secrets: dict[str, bytes]) -> dict[str, int]:
    """How often each secret occurs."""
    content = memory(pid)
    return {name: len(re.findall(re.escape(secret), content)) for name, secret in secrets.items()}


def _secrets(folder: Path) -> dict[str, bytes]:
    keys = keyring.unlock(folder, OFFICER, PASSWORD)
    found = {}
    for name, key in keys.held().items():
        found |= {f"{name} raw": bytes(key), f"{name} hex": bytes(key).hex().encode()}
        found |= {f"{name} HEX": bytes(key).hex().upper().encode()}
    found["private raw"] = bytes(keys.private)
    for encoding in ("utf-8", "utf-16-le"):
        found[f"record {encoding}"] = RECORD.encode(encoding)
    return found


@pytest.mark.parametrize("control", ["", "keep it"])
def test_keys_and_records(nursery: Nursery, folder: Path, tmp_path: Path, control: str, note: Note) -> None:
    if os.geteuid():
        pytest.skip("reading the memory of another process needs root")
    with closing(deeds.open_ledger(folder)) as opened:
        deeds.enter(opened, [1], RECORD)
    secrets = _secrets(folder)
    go = tmp_path / "go"
    with nursery.start("remember", folder, go, control) as child:
        child.wait_for(1)
        while_open = copies(child.pid, secrets)
        go.touch()
        child.wait_for(2)
        after = copies(child.pid, secrets)
    words = {"open": while_open, "closed": after}
    keys = {name: count for name, count in after.items() if not name.startswith("record")}
    told = "; ".join(
        f"{when}: " + (", ".join(f"{name} {count}" for name, count in found.items() if count) or "0")
        for when, found in words.items()
    )
    if control:
        assert after["data hex"], "the search would find it"
        note(12, "control: key kept as text", control=f"{sum(keys.values())} copies: {told}")
    else:
        note(12, "keys and records", rounds=len(secrets), bad=sum(keys.values()), more=told)
        assert not any(keys.values()), words
        assert while_open["record utf-16-le"], "the search would find a record that is shown"
        assert not while_open["data hex"]
        assert not while_open["data HEX"]
        assert while_open["data raw"] <= 8, while_open
