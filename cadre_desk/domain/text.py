"""Text as people type it, brought into one form."""

import re

# GBK and GB 18030-2000 kept 80 characters (FE50-FEA0) in Unicode's private area, U+E815-E864, and two letters of
# pinyin, until Unicode had them. The codec knows 66 of the 80; GB 18030-2005 and -2022 name the others as well.
_LATE = dict(zip(range(0xE816, 0xE819), "𠂇𠂉𠃌", strict=True)) | {
    0xE81E: "龴", 0xE826: "龵", 0xE82B: "龶", 0xE82C: "龷", 0xE831: "𡗗", 0xE832: "龸",
    0xE83B: "𢦏", 0xE843: "龹", 0xE854: "龺", 0xE855: "𤇾", 0xE864: "龻", 0xE7C7: "ḿ", 0xE7C8: "ǹ",
}  # fmt: skip
_TRAILS = [byte for byte in range(0x50, 0xA1) if byte != 0x7F]
#: private code -> the character that has an ordinary one now, as in 䶮 U+E863
PRIVATE = {0xE815 + place: bytes((0xFE, trail)).decode("gb18030") for place, trail in enumerate(_TRAILS)} | _LATE
_WIDE = [*range(ord("０"), ord("９") + 1), *range(ord("Ａ"), ord("Ｚ") + 1), *range(ord("ａ"), ord("ｚ") + 1)]
_DROPPED = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff"
_ODD = re.compile(f"[{_DROPPED}\r\u00a0\u3000０-９Ａ-Ｚａ-ｚ\ue7c7\ue7c8\ue815-\ue864]")
_DROP = re.compile(f"[{_DROPPED}]")
_TABLE = {**PRIVATE, **{wide: wide - 0xFEE0 for wide in _WIDE}, 0xA0: " ", 0x3000: " "}
_DOTS = re.compile(r"\s*[·•‧∙・･⋅●]\s*|(?<=[\u3400-\u9fff])\s*[.．]\s*(?=[\u3400-\u9fff])")


def halfwidth(text: str) -> str:
    """Full-width digits, letters and signs as ordinary ones, as typed with a Chinese input method."""
    if text.isascii():
        return text
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def compact(text: str) -> str:
    """Half width, without any blanks."""
    return "".join(halfwidth(text).split())


def clean(text: str) -> str:
    """Without invisible characters and outer blanks; wide digits and letters narrow, old private characters real."""
    if _ODD.search(text):
        text = _DROP.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_TABLE)
    return text.strip()


def person_name(text: str) -> str:
    """A name in one form: 张　三 is 张三, the dots of names with parts are ·."""
    name = _DOTS.sub("·", clean(text))
    parts = name.split()
    if len(parts) == 2 and len(parts[0]) == len(parts[1]) == 1 and not name.isascii():
        return "".join(parts)
    return " ".join(parts)
