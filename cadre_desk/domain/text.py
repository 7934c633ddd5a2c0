"""Text as people type it, brought into one form."""

import re

# GBK and GB 18030-2000 kept 80 characters (FE50-FEA0) in Unicode's private area, U+E815-E864, until Unicode had them.
# The codec knows 66 of them; GB 18030-2005 and -2022 name these 14 as well.
_LATE = {
    "\ue816": "\U00020087",
    "\ue817": "\U00020089",
    "\ue818": "\U000200cc",
    "\ue81e": "\u9fb4",
    "\ue826": "\u9fb5",
    "\ue82b": "\u9fb6",
    "\ue82c": "\u9fb7",
    "\ue831": "\U000215d7",
    "\ue832": "\u9fb8",
    "\ue83b": "\U0002298f",
    "\ue843": "\u9fb9",
    "\ue854": "\u9fba",
    "\ue855": "\U000241fe",
    "\ue864": "\u9fbb",
}
_TRAILS = [byte for byte in range(0x50, 0xA1) if byte != 0x7F]
_PRIVATE = {chr(0xE815 + place): bytes((0xFE, trail)).decode("gb18030") for place, trail in enumerate(_TRAILS)}
_WIDE = [*range(ord("０"), ord("９") + 1), *range(ord("Ａ"), ord("Ｚ") + 1), *range(ord("ａ"), ord("ｚ") + 1)]
_DROPPED = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff"
_ODD = re.compile(f"[{_DROPPED}\r\u00a0\u3000０-９Ａ-Ｚａ-ｚ\ue815-\ue864]")
_DROP = re.compile(f"[{_DROPPED}]")
_TABLE = str.maketrans(
    {**_PRIVATE, **_LATE, **{chr(wide): chr(wide - 0xFEE0) for wide in _WIDE}, "\u00a0": " ", "\u3000": " "}
)
_DOTS = re.compile(r"\s*[·•‧∙・･⋅●]\s*|(?<=[\u3400-\u9fff])\s*[.．]\s*(?=[\u3400-\u9fff])")


def halfwidth(text: str) -> str:
    """Full-width digits, letters and signs as ordinary ones, as typed with a Chinese input method."""
    if text.isascii():
        return text
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


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
