"""Pinyin initials of names, by which officers search."""

import os
from functools import lru_cache


@lru_cache(maxsize=16_384)
def _initial(character: str) -> str:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # its table of words: large, and of no use for one character
    from pypinyin import Style, pinyin  # heavy: loaded when first needed

    return (
        pinyin(character, style=Style.FIRST_LETTER, errors="ignore", heteronym=False)[0][0][:1].upper()
        if ("㐀" <= character <= "\U0003ffff")
        else character.upper()
    )


def initials(name: str) -> str:
    """ZS for 张三."""
    return "".join(_initial(character) for character in name if character.isalnum())
