"""The contrast of what is painted, sampled from pixels at twice the size."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)

TEXT, MARK = 4.5, 3.0
"""The least contrast of writing, and of marks, outlines and the ring of the focus."""
_SCALE = 2
_LEAST = 4
"""The width in pixels of the narrowest sign that is to be read."""
Pixels = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Written:
    """A text, where in its window it was painted, and the ink it was painted in, if known."""

    text: str
    at: QRect
    ink: QColor | None = None


def ratio(one: int, other: int) -> float:
    """Return the contrast of two colours as WCAG 2 has it, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: int) -> float:
    parts = ((rgb >> shift & 0xFF) / 255 for shift in (16, 8, 0))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def pixels(widget: QWidget, at: QRect | None = None) -> Pixels:
    """Return a part of a widget, or all, as it is painted: rows of colours."""
    at = at or widget.rect()
    image = QImage(at.size() * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(widget.palette().window().color())
    widget.render(image, QPoint(), QRegion(at))
    return colours(image)


def colours(image: QImage) -> Pixels:
    """Return the colours of an image, row by row."""
    seen: Pixels = np.frombuffer(image.constBits(), np.uint32) & np.uint32(0xFFFFFF)
    return seen.reshape(image.height(), image.width()).copy()


def part(seen: Pixels, at: QRect) -> Pixels:
    """Return a part of what was painted, given in the widget's own pixels."""
    top, left = max(0, at.top()) * _SCALE, max(0, at.left()) * _SCALE
    return seen[top : (at.bottom() + 1) * _SCALE, left : (at.right() + 1) * _SCALE]


def ground(seen: Pixels) -> int:
    """Return the commonest colour."""
    found, counts = np.unique(seen, return_counts=True)
    return int(found[counts.argmax()])


def contrast(seen: Pixels, against: int | None = None) -> float:
    """Return the contrast of the strongest ink there is with the ground."""
    under = ground(seen) if against is None else against
    return max((ratio(int(colour), under) for colour in np.unique(seen)), default=1.0)


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch) -> Generator[list[Written]]:
    """Note every text that is painted by the program itself, in pixels of what is rendered."""
    heard: list[Written] = []
    paint = QPainter.drawText

    def painted(painter: QPainter, *told: object) -> object:
        room, text = _room(painter, told)
        if _in_view(painter, room):
            where = painter.deviceTransform().mapRect(room)
            size = QRectF(*(n / _SCALE for n in where.getRect()))  # type: ignore[arg-type]
            heard.append(Written(text, size.toAlignedRect(), painter.pen().color()))
        return paint(painter, *told)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(QPainter, "drawText", painted)
        yield heard


def _in_view(painter: QPainter, room: QRectF) -> bool:
    """Whether all of a place on a widget is in view: not scrolled away, and wide enough to read."""
    widget = painter.device()
    if not isinstance(widget, QWidget):
        return True  # painted aside, into a picture
    shown = widget.visibleRegion().boundingRect()
    return room.width() >= _LEAST and shown.contains(painter.transform().mapRect(room).toRect())


def _room(painter: QPainter, told: tuple[object, ...]) -> tuple[QRectF, str]:
    """Return where a call to paint a text puts it, and the text."""
    text = next(one for one in told if isinstance(one, str))
    first, *rest = told
    if isinstance(first, (QRect, QRectF)):
        room = QRectF(first)
        flags = next((one for one in rest if isinstance(one, (int, Qt.AlignmentFlag))), 0)
        used = painter.boundingRect(room, int(flags), text)
        return used.intersected(room), text
    if isinstance(first, (QPoint, QPointF)):
        at = QPointF(first)
    else:
        at = QPointF(float(first), float(rest[0]))  # type: ignore[arg-type]
    return QFontMetricsF(painter.font()).boundingRect(text).translated(at), text


def widgets_text(window: QWidget) -> Iterator[Written]:
    """Yield the texts of the widgets that Qt paints, each with its place in the window."""
    for widget in (window, *window.findChildren(QWidget)):
        at = QRect(widget.mapTo(window, QPoint()), widget.size()).intersected(window.rect())
        whole = widget.visibleRegion().boundingRect() == widget.rect() and widget.width() > 16
        there = widget.isVisible() and widget.isEnabled() and widget.window() is window
        if there and whole:
            yield from (
                Written(text, spot.translated(at.topLeft())) for text, spot in _texts(widget)
            )


def _texts(widget: QWidget) -> Iterator[tuple[str, QRect]]:
    match widget:
        case QMenuBar() | QMenu():
            offered = (one for one in widget.actions() if one.isEnabled() and one.text())
            yield from ((one.text(), widget.actionGeometry(one)) for one in offered)
        case QTabBar():
            yield from ((widget.tabText(n), widget.tabRect(n)) for n in range(widget.count()))
        case QLabel() | QAbstractButton() | QLineEdit():
            yield widget.text(), widget.rect()
        case QPlainTextEdit():
            yield widget.toPlainText(), widget.rect()
        case _:
            pass


def outlined(window: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    """Yield the fields and buttons that have an outline, each with a strip over its left edge."""
    for widget in window.findChildren(QWidget):
        there = widget.isVisible() and widget.isEnabled() and widget.window() is window
        framed = isinstance(widget, (QLineEdit, QPushButton)) and not widget.property("quiet")
        if there and framed:
            corner = widget.mapTo(window, QPoint())
            yield widget, QRect(corner.x() - 3, corner.y() + widget.height() // 3, 6, 6)
