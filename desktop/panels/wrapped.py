"""Plain text in as many lines as it takes."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop import show
from desktop.theme import Theme
from desktop.words.plain import rejoined

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_Policy = QSizePolicy.Policy


def wrapping(text: str, font: QFont, limit: int = 0) -> Callable[[int], list[str]]:
    """Return what breaks `text` into lines of a width in pixels, and remembers the last few.

    Of more than `limit` lines, 0 is any, the last elides. A word wider than a line is broken.
    """

    whole = QFontMetrics(font).horizontalAdvance(text)

    @lru_cache(8)
    def lines(width: int) -> list[str]:
        fits = "\n" not in text and not 0 < width < whole  # no layout is shown at no width
        return [text] if fits else rejoined(_wrapped(text, font, width, limit))

    return lines


def _wrapped(text: str, font: QFont, width: int, limit: int) -> list[str]:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.setTextOption(_option())
    layout.beginLayout()
    starts: list[int] = []
    while not (limit and len(starts) > limit) and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    units = layout.text().encode("utf-16-le", "surrogatepass")
    parts = [
        units[2 * a : 2 * b].decode("utf-16-le", "replace").strip("\u2028")
        for a, b in zip(starts, [*starts[1:], len(units) // 2], strict=True)
    ]
    if not limit or len(parts) <= limit:
        return parts
    rest = "".join(parts[limit - 1 :])
    end = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return [*parts[: limit - 1], end]


def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    return option


def from_right(text: str) -> bool:
    """Whether `text` is written from right to left: its first letter says so."""
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return next((way for way in ways if way in {"L", "R", "AL"}), "L") != "L"


class Wrapped(QLabel):
    """Plain text in as many lines as it takes; long words are broken."""

    def __init__(self, text: str, theme: Theme, role: str = "base", ink: str = "ink") -> None:
        super().__init__(show.visible(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(theme.font(role))
        self.setSizePolicy(_Policy.Preferred, _Policy.Minimum)
        self._theme, self._ink, self._height = theme, ink, theme.line(role)
        self._lines = wrapping(self.text(), self.font())

    def say(self, text: str) -> None:
        """Show another text."""
        self.setText(show.visible(text))
        self._lines = wrapping(self.text(), self.font())

    def hasHeightForWidth(self) -> bool:
        """Be as high as the width asks for."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return len(self._lines(width)) * self._height

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, self._height)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines; one written from the right stands at the right."""
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._ink))
        align = Qt.AlignmentFlag.AlignRight if from_right(self.text()) else _LEFT
        for n, line in enumerate(self._lines(self.width())):
            painter.drawText(QRect(0, n * self._height, self.width(), self._height), align, line)
