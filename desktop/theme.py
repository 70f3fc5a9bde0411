"""Tokens become colours, fonts, a palette and a style sheet."""

from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from desktop import assets

Mode = Literal["light", "dark"]
_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}
_ROLES = {
    "Window": "window", "WindowText": "ink", "Base": "panel", "AlternateBase": "header",
    "Text": "ink", "Button": "input", "ButtonText": "ink", "BrightText": "on.accent",
    "Highlight": "selected", "HighlightedText": "ink", "ToolTipBase": "panel",
    "ToolTipText": "ink", "PlaceholderText": "ink.3", "Link": "link", "LinkVisited": "link",
    "Light": "panel", "Midlight": "hairline", "Mid": "divider", "Dark": "control",
    "Shadow": "ink", "Accent": "accent",
}  # fmt: skip


class Theme(QObject):
    """The look in use, light or dark. What paints keeps a reference and repaints on `changed`."""

    changed = Signal()

    def __init__(self, mode: Mode, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mode: Mode = mode
        self._colours = _colours(mode)
        self._fonts: dict[str, QFont] = {}
        self._icons: dict[str, QIcon] = {}

    def colour(self, token: str) -> QColor:
        """Return the colour of a token. Raises KeyError for one that tokens.json does not have."""
        return QColor(self._colours[token])

    def font(self, role: str) -> QFont:
        """Return the font of a role of tokens.json: micro, small, base, strong, read, title."""
        if role not in self._fonts:  # delegates ask for one with every cell they paint
            self._fonts[role] = self._made(role)
        return QFont(self._fonts[role])

    def _made(self, role: str) -> QFont:
        told = assets.tokens()["type"][role]
        font = QFont([assets.tokens()["font"]["family"], *assets.tokens()["font"]["fallback"]])
        font.setPixelSize(told["px"])
        font.setWeight(_WEIGHTS[told["weight"]])
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str) -> QIcon:
        """Return a vendored icon in secondary ink."""
        if name not in self._icons:  # some are asked for with every row they stand in
            ink, disabled = self.colour("ink.2"), self.colour("ink.disabled")
            self._icons[name] = assets.icon(name, ink, disabled)
        return self._icons[name]

    def wear(self, application: QApplication, mode: Mode | None = None) -> None:
        """Dress the application in this theme, or in `mode` from now on."""
        self.mode = mode or self.mode
        self._colours, self._icons = _colours(self.mode), {}
        application.setStyle("Fusion")
        application.setFont(self.font("base"))
        application.setPalette(self._palette())
        application.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(QPalette.ColorRole[role], self.colour(token))
        for role in ("WindowText", "Text", "ButtonText"):
            palette.setColor(
                QPalette.ColorGroup.Disabled,
                QPalette.ColorRole[role],
                self.colour("ink.disabled"),
            )
        return palette

    def _style_sheet(self) -> str:
        sheet = assets.style_sheet()
        for token in sorted(self._colours, key=len, reverse=True):
            sheet = sheet.replace(f"@{token}", self._colours[token])
        return sheet


def _colours(mode: Mode) -> dict[str, str]:
    return assets.tokens()["colour"][mode]
