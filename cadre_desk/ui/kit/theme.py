"""Colours, fonts and the style sheet: a calm office look, light and dark, one accent colour."""

from pathlib import Path
from string import Template
from typing import NamedTuple, cast

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

SIGNS = {"R": "■", "O": "▲", "Y": "◆", "I": "●", "G": "○"}  # colour is never the only sign


#: families whose shapes and punctuation are those of the mainland; others that have Chinese come last
_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimSun",
)


class Theme(NamedTuple):
    """One set of colours."""

    back: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    chosen: str
    severity: dict[str, str]


LIGHT = Theme(
    back="#f3f5f7",
    surface="#ffffff",
    raised="#eef1f4",
    text="#1d2733",
    muted="#5b6875",
    line="#d3dae1",
    accent="#1f5f99",
    on_accent="#ffffff",
    chosen="#dbe8f4",
    severity={"R": "#b3261e", "O": "#a85200", "Y": "#7d6300", "I": "#4a5a6a", "G": "#2a6b3a"},
)
DARK = Theme(
    back="#1c2025",
    surface="#24292f",
    raised="#2d333a",
    text="#e4e8ec",
    muted="#9aa6b2",
    line="#3c444d",
    accent="#6aa9e0",
    on_accent="#10171f",
    chosen="#2d4156",
    severity={"R": "#ff8a80", "O": "#ffb066", "Y": "#e6c84a", "I": "#a9b7c4", "G": "#86cf96"},
)


#: $names are the colours of a Theme
_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QDialog { background: $back; }
#navigation { background: $raised; border: none; border-right: 1px solid $line; outline: none; }
#navigation::item { padding: 8px 16px; border-left: 3px solid transparent; color: $text; }
#navigation::item:selected { background: $surface; border-left: 3px solid $accent; font-weight: bold;
    color: $text; }
#navigation::item:hover:!selected { background: $chosen; }
QLabel[role="title"] { font-size: 15pt; font-weight: bold; }
QLabel[role="heading"] { font-weight: bold; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="fault"] { color: $fault; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 4px; }
QFrame[role="card"] QLabel { border: none; background: transparent; }
QFrame[role="notice"] { background: $chosen; border: 1px solid $line; border-radius: 4px; }
QFrame[role="notice"] QLabel { border: none; background: transparent; }
QPushButton { padding: 5px 14px; border: 1px solid $line; border-radius: 3px; background: $surface; }
QPushButton:hover { border-color: $accent; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $muted; background: $raised; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="primary"]:disabled { background: $line; border-color: $line; color: $muted; }
QPushButton[role="menu"] { padding-right: 28px; }
QPushButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: right center; right: 9px; }
QPushButton[role="figure"] { text-align: left; padding: 8px 14px; background: $surface; }
QPushButton[role="link"] { border: none; background: transparent; color: $accent; padding: 2px 4px;
    text-align: left; }
QPushButton[role="link"]:disabled { color: $muted; background: transparent; }
QPushButton[role="link"]:hover, QPushButton[role="link"]:focus { text-decoration: underline; }
QLineEdit, QPlainTextEdit { background: $surface; border-radius: 3px;
    border: 1px solid $line; padding: 4px 6px; selection-background-color: $chosen;
    selection-color: $text; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: $accent; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid $muted; border-radius: 7px;
    background: $surface; }
QRadioButton::indicator:checked { border: 4px solid $accent; width: 6px; height: 6px; }
QRadioButton:focus { color: $accent; }
QComboBox QAbstractItemView { background: $surface; selection-background-color: $chosen;
    selection-color: $text; border: 1px solid $line; }
QTableView, QTreeView, QListView { background: $surface; border: 1px solid $line;
    gridline-color: $raised; alternate-background-color: $back;
    selection-background-color: $chosen; selection-color: $text; }
QTableView::item { padding: 0 3px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QHeaderView::section { background: $raised; color: $text; border: none;
    border-right: 1px solid $line; border-bottom: 1px solid $line; padding: 5px 3px; }
QTabWidget::pane { border: 1px solid $line; background: $surface; top: -1px; }
QTabBar::tab { padding: 6px 9px; border: 1px solid transparent; color: $muted; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: bold; }
QTabBar::tab:focus { color: $accent; }
QStatusBar { background: $raised; border-top: 1px solid $line; }
QStatusBar QLabel { color: $muted; padding: 0 8px; }
QStatusBar QLabel[role="warning"] { color: $warning; font-weight: bold; }
QProgressBar { border: 1px solid $line; border-radius: 3px; background: $surface; text-align: center;
    height: 14px; }
QProgressBar::chunk { background: $chosen; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent;
    width: 0; height: 0; }
QSplitter::handle { background: $back; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; }
QMenu { background: $surface; border: 1px solid $line; }
QMenu::item:selected { background: $chosen; }
""")


def current() -> Theme:
    """The colours in use."""
    application = QApplication.instance()
    return DARK if application is not None and application.property("dark") else LIGHT


def severity(key: str) -> QColor:
    """The colour of a severity on the current background."""
    return QColor(current().severity[key])


def apply(application: QApplication, fonts: Path, *, dark: bool = False, large: bool = False) -> None:
    """Dress the application: our colours, a font that has Chinese."""
    application.setProperty("dark", dark)
    application.setProperty("large", large)
    application.setProperty("fonts", str(fonts))
    application.setFont(_font(fonts, 12.0 if large else 10.0))
    theme = current()
    application.setPalette(_palette(theme))
    application.setStyleSheet(
        _SHEET.substitute(theme._asdict(), fault=theme.severity["R"], warning=theme.severity["O"])
    )


def apply_again(*, dark: bool, large: bool) -> None:
    """Dress the running application anew."""
    running = application()
    apply(running, Path(str(running.property("fonts") or "")), dark=dark, large=large)


def _font(fonts: Path, size: float) -> QFont:
    """The system's font where it has Chinese, else the one that is shipped."""
    font = QFont(QApplication.font())
    installed = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    families = [name for name in _FAMILIES if name in installed] or _shipped(fonts) or sorted(installed)
    if families and font.family() not in families:
        font.setFamilies(families[:1])
    font.setPointSizeF(size)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


def _shipped(fonts: Path) -> list[str]:
    """The family of the font that comes with the program; none where the fonts are not prepared."""
    path = fonts / "DeskSans.ttf"
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path))) if path.exists() else []


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: theme.back,
        role.Base: theme.surface,
        role.AlternateBase: theme.raised,
        role.Button: theme.raised,
        role.Text: theme.text,
        role.WindowText: theme.text,
        role.ButtonText: theme.text,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.chosen,
        role.HighlightedText: theme.text,
        role.Link: theme.accent,
        role.Light: theme.surface,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Shadow: theme.line,
    }
    for one, colour in pairs.items():
        palette.setColor(one, QColor(colour))
    for one in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(theme.muted))
    return palette


def application() -> QApplication:
    """The running application."""
    return cast(QApplication, QApplication.instance())
