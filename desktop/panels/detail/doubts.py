"""What a name may deceive with, said under it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import glyphs, show
from desktop.panels.detail.parts import Wrapped
from desktop.theme import Theme


def doubted(theme: Theme, *texts: str) -> list[QWidget]:
    """Return a line with a mark for each word that mixes scripts; most texts have none."""
    return [_Doubt(line, theme) for line in show.doubts(*texts)]


class _Doubt(QWidget):
    """A warning in as many lines as it takes, its mark before the first."""

    def __init__(self, line: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(glyphs.DOUBT) + 6, 0, 0, 0)
        row.addWidget(Wrapped(line, theme, "small", "warn"), 1, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        middle = self._theme.px(glyphs.DOUBT) / 2
        at = QPointF(middle, self._theme.line("small") / 2)
        glyphs.doubt(QPainter(self), self._theme, at)
