"""The window: PySide6 only here. Screens do not know each other; kit is what they share."""
