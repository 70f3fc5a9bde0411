"""What the application draws with: tokens, fonts, icons, read from `resources`."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_RESOURCES = files("resources")
FONT_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")


@cache
def tokens() -> dict[str, Any]:
    """Return the visual tokens: colours by theme, type, lines, shapes."""
    return json.loads((_RESOURCES / "style/tokens.json").read_text("utf-8"))


def style_sheet() -> str:
    """Return the style sheet, colours standing in it as `@token`."""
    return (_RESOURCES / "style/app.qss").read_text("utf-8")


def add_fonts() -> None:
    """Make the bundled fonts known to Qt. Raises ValueError when one does not load."""
    for name in FONT_FILES:
        font = (_RESOURCES / "fonts" / name).read_bytes()
        if QFontDatabase.addApplicationFontFromData(QByteArray(font)) < 0:
            raise ValueError(f"{name} is no font that Qt can read")


def icon(name: str, colour: QColor, disabled: QColor) -> QIcon:
    """Return the icon in these colours, drawn at 16 and 32 pixels."""
    drawn = QIcon()
    for side in (16, 32):
        drawn.addPixmap(_tinted(name, colour, side), QIcon.Mode.Normal)
        drawn.addPixmap(_tinted(name, disabled, side), QIcon.Mode.Disabled)
    return drawn


def _tinted(name: str, colour: QColor, side: int) -> QPixmap:
    svg = (_RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", colour.name()).encode()))
    picture = QPixmap(QSize(side, side))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    return picture
