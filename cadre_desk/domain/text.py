"""Text as people type it, brought into one form."""


def halfwidth(text: str) -> str:
    """Full-width digits, letters and signs as ordinary ones, as typed with a Chinese input method."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
