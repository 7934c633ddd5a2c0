"""Days as officers type them."""

from datetime import date

_DIGITS = 8


def day_of(text: str) -> date | None:
    """2026-01-31, 20260131, 2026.1.31 or 2026/1/31; None where it is no day."""
    plain = text.strip().replace(".", "-").replace("/", "-")
    try:
        if plain.isdigit() and len(plain) == _DIGITS:
            return date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
        year, month, number = map(int, plain.split("-"))
        return date(year, month, number)
    except ValueError:
        return None
