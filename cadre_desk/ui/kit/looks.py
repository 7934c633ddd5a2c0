"""How the window looks on this PC: dark, large. A small file outside the vault, without any data of people."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

NAMES = ("dark", "large")


def place() -> Path:
    """The file."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "cadre-desk" / "window.ini"


def read() -> dict[str, bool]:
    """What was chosen on this PC; nothing where nothing was."""
    kept = QSettings(str(place()), QSettings.Format.IniFormat)
    return {name: str(kept.value(name, "false")).lower() == "true" for name in NAMES}


def keep(*, dark: bool, large: bool) -> bool:
    """Keep the choice for the next start; False where the file cannot be written."""
    kept = QSettings(str(place()), QSettings.Format.IniFormat)
    kept.setValue("dark", dark)
    kept.setValue("large", large)
    kept.sync()
    return kept.status() == QSettings.Status.NoError
