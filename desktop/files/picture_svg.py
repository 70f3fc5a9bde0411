"""A picture of the panels as SVG.

Qt's own generator cuts nothing off (Qt 6.11), so each widget is drawn by itself and cut off at
its edges here.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from itertools import count

from PySide6.QtCore import QBuffer, QPoint, QRect, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from desktop import show
from desktop.files.picture import Picture, paint_alone, seen_in

_TEXT = re.compile(
    r'<text ([^>]*)font-family="(?P<family>[^"]*)" font-size="(?P<size>[\d.]+)" '
    r'font-weight="(?P<weight>\d+)"[^>]*>(?P<said>[^<]{2,})</text>'
)
_NAMED = re.compile(r'( id="| xlink:href="#|url\(#)')
_EMPTY = re.compile(r"<g[^>]*>\s*</g>\s*|<defs>\s*</defs>\s*")


def svg(picture: Picture) -> bytes:
    """Return the picture as SVG 1.1. Text is text, as wide as in the window in any font."""
    size, room, window = picture.size, picture.panels, picture.window
    drawn = _Drawn()
    ground = drawn.by(size, picture.paint_words)
    within = drawn.by(window.size(), lambda painter: paint_alone(painter, window, room))
    inside = "".join(map(drawn.widget, picture.inside))
    panels = drawn.within(room, QPoint(0, picture.head - room.y()), within + inside)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"
 width="{size.width()}" height="{size.height()}" viewBox="0 0 {size.width()} {size.height()}">
<title>{escape(show.visible(picture.title.text))}</title>
<desc>{escape(picture.said)}</desc>
{ground}
{panels}</svg>
""".encode()


class _Drawn:
    """What Qt makes of widgets, each with names of its own."""

    def __init__(self) -> None:
        self._n = count()

    def widget(self, widget: QWidget) -> str:
        """Return a widget and all within it, where it stands in its parent."""
        at, seen = widget.geometry(), widget.visibleRegion().boundingRect()
        own = self.by(at.size(), lambda painter: paint_alone(painter, widget, seen))
        all_of_it = own + "".join(map(self.widget, seen_in(widget)))
        if not all_of_it:
            return ""
        return self.within(QRect(QPoint(), at.size()), at.topLeft(), all_of_it)

    def within(self, room: QRect, at: QPoint, drawn: str) -> str:
        """Return what is drawn, moved to where it stands and cut off at the edges of its room."""
        name = f"r{next(self._n)}"
        x, y, width, height = room.getRect()  # type: ignore[misc]
        where = f'transform="translate({at.x()},{at.y()})" clip-path="url(#{name})"'
        return (
            f'<defs><clipPath id="{name}"><rect x="{x}" y="{y}" width="{width}" height="{height}"/>'
            f"</clipPath></defs>\n<g {where}>\n"
            f"{drawn}</g>\n"
        )

    def by(self, size: QSize, paint: Callable[[QPainter], object]) -> str:
        """Return what is painted, without the frame of a file around it."""
        buffer, drawing = QBuffer(), QSvgGenerator()
        drawing.setOutputDevice(buffer)
        drawing.setSize(size)
        drawing.setViewBox(QRect(QPoint(), size))
        painter = QPainter(drawing)
        paint(painter)
        painter.end()
        told = bytes(buffer.data().data()).decode()
        body = _EMPTY.sub("", told[told.index("<defs>") : told.rindex("</svg>")])
        return _TEXT.sub(_as_wide, _NAMED.sub(rf"\g<1>n{next(self._n)}-", body))


def _as_wide(found: re.Match[str]) -> str:
    """Return a text with its width, so that it takes no more where the font is not at hand."""
    font = QFont(found["family"].split(","))
    font.setPixelSize(round(float(found["size"])))
    font.setWeight(QFont.Weight(int(found["weight"])))
    font.setFeature(QFont.Tag("tnum"), 1)
    wide = QFontMetricsF(font).horizontalAdvance(unescape(found["said"]))
    return f'<text textLength="{wide:.2f}" lengthAdjust="spacingAndGlyphs"{found[0][5:]}'
