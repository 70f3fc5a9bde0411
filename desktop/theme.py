"""Tokens become colours, fonts, a palette and a style sheet."""

from itertools import chain
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QMenu, QStyle, QWidget

from desktop import assets

Mode = Literal["light", "dark"]
_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}
_ROLE = "type"
"""The property of a widget that says in which role it writes."""
_ROLES = {
    "Window": "window", "WindowText": "ink", "Base": "panel", "AlternateBase": "header",
    "Text": "ink", "Button": "input", "ButtonText": "ink", "BrightText": "on.accent",
    "Highlight": "selected", "HighlightedText": "ink", "ToolTipBase": "panel",
    "ToolTipText": "ink", "PlaceholderText": "ink.3", "Link": "link", "LinkVisited": "link",
    "Light": "panel", "Midlight": "hairline", "Mid": "divider", "Dark": "control",
    "Shadow": "ink", "Accent": "accent",
}  # fmt: skip


class _Look:
    """What all text sizes of a theme share: light or dark, its colours and icons."""

    def __init__(self, mode: Mode) -> None:
        self.wear(mode)

    def wear(self, mode: Mode) -> None:
        """Be light or dark from now on."""
        self.mode: Mode = mode
        self.colours: dict[str, str] = assets.tokens()["colour"][mode]
        self.icons: dict[str, QIcon] = {}


class Theme(QObject):
    """The look in use, light or dark, at one text size.

    What paints keeps a reference and repaints on `changed`; what it measures grows by `scale`.
    """

    changed = Signal()

    def __init__(
        self, mode: Mode, parent: QObject | None = None, look: _Look | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look or _Look(mode)
        self._fonts: dict[str, QFont] = {}
        self._inside: tuple[QWidget, ...] = ()
        self.percent = 100

    @property
    def mode(self) -> Mode:
        """Whether it is light or dark."""
        return self._look.mode

    def sized(self, parent: QObject) -> "Theme":
        """Return the same look with a text size of its own; it changes when this one does."""
        own = Theme(self.mode, parent, self._look)
        self.changed.connect(own._on_look)
        return own

    def resize(self, percent: int, *inside: QWidget) -> None:
        """Have text at so many percent of the design's size `inside` these widgets."""
        self.percent, self._fonts, self._inside = percent, {}, inside
        self._on_look()

    def _on_look(self) -> None:
        """Tell each widget its font: with a style sheet put on anew each has its first one again.

        Under a style sheet none takes it from its parent either.
        """
        for widget in chain.from_iterable(top.findChildren(QWidget) for top in self._inside):
            if not isinstance(widget, QMenu):
                widget.setFont(self.font(widget.property(_ROLE) or "base"))
        self.changed.emit()

    def write(self, widget: QWidget, role: str) -> None:
        """Set what a widget says in the font of a role, now and at any other size."""
        widget.setProperty(_ROLE, role)
        widget.setFont(self.font(role))

    @property
    def scale(self) -> float:
        """How much larger text is than in the design."""
        return self.percent / 100

    def px(self, pixels: int) -> int:
        """Return a length of the design that grows with the text, in whole pixels."""
        return round(pixels * self.percent / 100)

    def line(self, role: str) -> int:
        """Return the height of a line in a role of tokens.json, in pixels."""
        return self.px(assets.tokens()["type"][role]["line"])

    def colour(self, token: str) -> QColor:
        """Return the colour of a token. Raises KeyError for one that tokens.json does not have."""
        return QColor(self._look.colours[token])

    def font(self, role: str) -> QFont:
        """Return the font of a role of tokens.json: micro, small, base, strong, read, title."""
        if role not in self._fonts:  # delegates ask for one with every cell they paint
            self._fonts[role] = self._made(role)
        return QFont(self._fonts[role])

    def _made(self, role: str) -> QFont:
        told = assets.tokens()["type"][role]
        font = QFont([assets.tokens()["font"]["family"], *assets.tokens()["font"]["fallback"]])
        font.setPixelSize(self.px(told["px"]))
        font.setWeight(_WEIGHTS[told["weight"]])
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def motion(self, role: str) -> int:
        """Return how long something moves, in milliseconds; 0 where the system asks for no motion.

        `role` is one of tokens.json: fade, relayout.
        """
        asked = QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        return assets.tokens()["motion"][role] if asked else 0

    def icon(self, name: str) -> QIcon:
        """Return a vendored icon in secondary ink."""
        icons = self._look.icons
        if name not in icons:  # some are asked for with every row they stand in
            icons[name] = assets.icon(name, self.colour("ink.2"), self.colour("ink.disabled"))
        return icons[name]

    def wear(self, application: QApplication, mode: Mode | None = None) -> None:
        """Dress the application in this theme, or in `mode` from now on."""
        self._look.wear(mode or self.mode)
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
        for token in sorted(self._look.colours, key=len, reverse=True):
            sheet = sheet.replace(f"@{token}", self._look.colours[token])
        return sheet
