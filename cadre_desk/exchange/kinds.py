"""What a file is by its content; its name proves nothing."""

from collections.abc import Iterable
from typing import Final

from cadre_desk.exchange.findings import Unfit

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS_XLSX: Final = "请用 Excel/WPS 打开后另存为新的 .xlsx，再导入"
ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"

OTHERS: Final = (
    (b"%PDF", "这是 PDF 文件"),
    (b"\x89PNG", "这是图片"),
    (b"\xff\xd8\xff", "这是图片"),
    (b"GIF8", "这是图片"),
    (b"BM", "这是图片"),
    (b"{\\rtf", "这是 RTF 文档"),
    (b"Rar!", "这是压缩包"),
    (b"7z\xbc\xaf", "这是压缩包"),
    (b"\x1f\x8b", "这是压缩包"),
)


def not_a_spreadsheet(what: str) -> Unfit:
    """The refusal of something that is no spreadsheet at all."""
    return Unfit(f"不是电子表格：{what}", SAVE_AS_XLSX, "not_spreadsheet")


def locked() -> Unfit:
    """The refusal of a file that asks for a password."""
    return Unfit("文件设有打开密码，无法读取", "用 Excel/WPS 打开，去掉打开密码后另存为 .xlsx，再导入", "password")


def with_macros() -> Unfit:
    """The refusal of a file that carries a program."""
    return Unfit("文件带有宏（程序代码），不予读取", "另存为 .xlsx（不带宏的工作簿），再导入", "macro")


def damaged() -> Unfit:
    """The refusal of a file that is torn or malformed."""
    return Unfit("文件已损坏或不完整", f"重新取得该文件，或{SAVE_AS_XLSX[1:]}", "damaged")


def container(head: bytes) -> str:
    """Zip or ole by the first bytes; anything else is refused by its own name."""
    if not head:
        raise Unfit("文件是空的（0 字节）", "重新取得该文件，再导入", "empty")
    if head.startswith((ZIP, b"PK\x05\x06")):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    raise not_a_spreadsheet(_other(head))


def _other(head: bytes) -> str:
    """What the file seems to be instead."""
    for magic, name in OTHERS:
        if head.startswith(magic):
            return name
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<div")):
        return "这是网页（HTML），只是文件名像表格"
    if start.startswith(b"<"):
        return "这是 XML 文件"
    return "这是文本文件（如 CSV）" if _is_text(head) else "无法识别的内容"


def _is_text(head: bytes) -> bool:
    """Whether an editor would show it."""
    return b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))


def in_zip(names: Iterable[str], mimetype: bytes) -> str:
    """Xlsx, xlsb or ods by the parts of the archive."""
    parts = {name.lower() for name in names}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in parts):
        raise with_macros()
    if mimetype.strip().startswith(ODS_TYPE):
        return "ods"
    for part, kind in (("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb")):
        if part in parts:
            return kind
    raise not_a_spreadsheet(_other_zip(parts))


def _other_zip(parts: set[str]) -> str:
    """What the archive seems to be instead."""
    if "word/document.xml" in parts:
        return "这是 Word 文档"
    if "ppt/presentation.xml" in parts:
        return "这是演示文稿"
    return "这是压缩包"
