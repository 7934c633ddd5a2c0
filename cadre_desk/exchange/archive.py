"""A zip from outside: its limits, and its parts as streamed blocks that end between two tags."""

import re
import zipfile
from collections.abc import Iterator
from typing import Final

from cadre_desk.exchange.findings import Unfit
from cadre_desk.exchange.kinds import damaged, locked

MOST_ENTRIES: Final = 2_000
MOST_UNPACKED: Final = 300 << 20
# Measured: sheets of 100 000 rows by three writers pack 8 to 12 times. Small parts may pack better without harm.
MOST_RATIO: Final = 200
RATIO_FROM: Final = 20 << 20
BLOCK: Final = 1 << 20
LONGEST_TAG: Final = 4 << 20
WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
DOCTYPE: Final = re.compile(rb"<!doctype|<!entity", re.IGNORECASE)


def check_directory(archive: zipfile.ZipFile) -> None:
    """Refuse by what the directory of the archive says, before anything is unpacked."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _bomb(f"压缩包内有 {len(entries)} 个部件，超过 {MOST_ENTRIES}")
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise damaged()
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _bomb(f"解开后超过 {MOST_UNPACKED >> 20} MB")
    if any(_swollen(entry) for entry in entries):
        raise _bomb(f"压缩比超过 {MOST_RATIO} 倍，像是压缩炸弹")


def _swollen(entry: zipfile.ZipInfo) -> bool:
    """Whether a large part unpacks beyond any honest ratio."""
    return entry.file_size > max(RATIO_FROM, MOST_RATIO * entry.compress_size)


def _bomb(wrong: str) -> Unfit:
    """The refusal of an archive that would flood the memory."""
    return Unfit(wrong, "删除表格中的图片、空行和多余工作表，或拆成几个文件，再导入", "zip_bomb")


def blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked part in blocks cut before a tag, so that no tag is seen in two halves."""
    rest = b""
    with archive.open(entry) as stream:
        while data := stream.read(BLOCK):
            block = rest + data
            cut = block.rfind(b"<")
            if cut <= 0 or len(block) - cut > LONGEST_TAG:
                cut = len(block)
            rest = block[cut:]
            yield block[:cut]
    if rest:
        yield rest


def check_markup(entry: zipfile.ZipInfo, block: bytes, first: bool) -> None:
    """Refuse declarations that only an attack needs, and encodings that would hide them."""
    if first and block.startswith(WIDE_MARKS) and entry.filename.lower().endswith((".xml", ".rels")):
        raise damaged()
    if b"<!" in block and DOCTYPE.search(block):
        wrong = f"部件 {entry.filename} 含有 DOCTYPE 或实体声明，正常表格没有这种内容"
        raise Unfit(wrong, "不要使用该文件，并核实来源；确需导入的，由来源单位重新导出", "doctype")


def mimetype(archive: zipfile.ZipFile) -> bytes:
    """What an ods says of itself in its first part."""
    if "mimetype" not in archive.namelist():
        return b""
    with archive.open("mimetype") as stream:
        return stream.read(200)
