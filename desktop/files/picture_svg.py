"""A picture as SVG.

Qt's own generator cuts nothing off (Qt 6.11), so each part is drawn by itself and cut off at its
edges here.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from itertools import count

from PySide6.QtCore import QBuffer, QPoint, QRect, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator

from desktop import show
from desktop.files.picture import Picture
from desktop.part import Part

_TEXT = re.compile(
    r'<text ([^>]*)font-family="(?P<family>[^"]*)" font-size="(?P<size>[\d.]+)" '
    r'font-weight="(?P<weight>\d+)"[^>]*>(?P<said>[^<]{2,})</text>'
)
_NAMED = re.compile(r'( id="| xlink:href="#|url\(#)')
_EMPTY = re.compile(r"<g[^>]*>\s*</g>\s*|<defs>\s*</defs>\s*")


def svg(picture: Picture) -> bytes:
    """Return the picture as SVG 1.1. Text is text, as wide as in the window in any font."""
    size, drawn = picture.size, _Drawn()
    ground = drawn.by(size, picture.paint_words)
    parts = "".join(drawn.part(part, down) for down, part in picture.placed())
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"
 width="{size.width()}" height="{size.height()}" viewBox="0 0 {size.width()} {size.height()}">
<title>{escape(show.visible(picture.title.text))}</title>
<desc>{escape(picture.said)}</desc>
{ground}
{parts}</svg>
""".encode()


class _Drawn:
    """What Qt makes of parts, each with names of its own."""

    def __init__(self) -> None:
        self._n = count()

    def part(self, part: Part, down: int = 0) -> str:
        """Return a part, so far down in what it is in, cut off at the edges of its room."""
        room, at = part.room, part.shift
        reach = QSize(room.right() + 1, room.bottom() + 1)
        drawn = self.by(reach, part.own) + "".join(map(self.part, part.within))
        if not drawn:
            return ""
        name = f"r{next(self._n)}"
        x, y, width, height = room.getRect()  # type: ignore[misc]
        where = f'transform="translate({at.x()},{at.y() + down})" clip-path="url(#{name})"'
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
