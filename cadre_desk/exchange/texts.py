"""Text on its way into a spreadsheet: what XML cannot hold is replaced visibly, what is too long is cut visibly."""

import re
from collections.abc import Collection
from typing import Final

LONGEST: Final = 32_767
LONGEST_NAME: Final = 31
CUT: Final = "…（过长，以下略）"
EXACT: Final = 10**15  # spreadsheets keep 15 digits
UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
UNFIT_IN_NAME: Final = re.compile(r"[\[\]:*?/\\]")


def clean(text: str) -> str:
    """The text as a cell can hold it."""
    text = UNFIT.sub("\ufffd", text)
    return text if len(text.encode("utf-16-le")) <= 2 * LONGEST else _cut(text)


def _cut(text: str) -> str:
    """As much as fits; a character beyond the basic plane counts twice."""
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT


def sheet_name(name: str, taken: Collection[str] = ()) -> str:
    """A name that a sheet may have, different from those taken."""
    name = UNFIT_IN_NAME.sub("_", clean(name)).strip("'").strip()[:LONGEST_NAME] or "表"
    number, base = 1, name
    lowered = {one.lower() for one in taken}
    while name.lower() in lowered:
        number += 1
        name = f"{base[: LONGEST_NAME - len(str(number)) - 1]}_{number}"
    return name


def reference(sheet: str, cells: str) -> str:
    """'房产'!C2."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cells}"
