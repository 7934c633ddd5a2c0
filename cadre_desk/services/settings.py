"""What letters are printed with: the organ, its signature, where replies go."""

from collections.abc import Mapping

from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import Refused
from cadre_desk.services.letters import SETTINGS
from cadre_desk.storage import records
from cadre_desk.storage.work import Ask, Work

__all__ = ["LIMITS", "SETTINGS", "faults", "read", "save"]

#: the most characters that fit where each is printed
LIMITS: Mapping[str, int] = {"organ": 40, "signer": 40, "number_prefix": 12, "reply_address": 80, "contact": 60}


def read(ask: Ask) -> dict[str, str]:
    """Every setting of letters, empty where it was not given."""
    known = records.settings(ask.connection)
    return {key: known.get(key, "") for key in SETTINGS}


def faults(values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with which setting."""
    found: dict[str, str] = {}
    for key, text in values.items():
        label = SETTINGS[key]
        if len(text) > LIMITS[key]:
            found[key] = f"{label}最多{LIMITS[key]}个字，现为{len(text)}个"
        elif not text.isprintable():
            found[key] = f"{label}应为一行，不能有换行或不可见字符"
    if "organ" not in found and values.get("organ", "").endswith("文件"):
        found["organ"] = "信函的发文机关标志只写机关名称，不加“文件”二字"
    if "number_prefix" not in found and set(values.get("number_prefix", "")) & set("〔〕[]（）()号"):
        found["number_prefix"] = "机关代字只写代字，如“云组”；年份和序号由程序编"
    return found


def save(desk: Desk, values: Mapping[str, str]) -> None:
    """Keep these settings; the former ones stay in the history."""
    plain = {key: str(value or "").strip() for key, value in values.items()}
    if foreign := set(plain) - set(SETTINGS):
        raise Refused(f"没有这些设置项：{'、'.join(sorted(foreign))}")
    if wrong := faults(plain):
        raise Refused("；".join(wrong.values()))

    def task(work: Work) -> None:
        records.keep_settings(work, plain)
        work.subject, work.detail = "setting", {"keys": sorted(plain)}

    desk.change("修改设置", task)
