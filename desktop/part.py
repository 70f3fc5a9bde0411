"""A part of a picture, painted on whatever is asked for and cut off at the edges of its room."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What `own` paints in a `room` of its own pixels, and the parts `within`, back to front.

    `at` is where the corner of the room stands in what the part is in.
    """

    at: QPoint
    room: QRect
    own: Callable[[QPainter], object]
    within: tuple["Part", ...] = ()

    @property
    def shift(self) -> QPoint:
        """How far its own pixels are from those of what it is in."""
        return self.at - self.room.topLeft()

    def paint(self, painter: QPainter) -> None:
        """Paint it and all within it.

        In one go Qt 6.11 cuts nothing off at the edges of a widget but on an image.
        """
        painter.save()
        painter.translate(self.shift)
        painter.setClipRect(self.room, Qt.ClipOperation.IntersectClip)
        self.own(painter)
        for part in self.within:
            part.paint(painter)
        painter.restore()


def of_widget(widget: QWidget) -> Part:
    """Return a widget and all that can be seen within it."""
    seen = widget.visibleRegion().boundingRect()
    own = partial(paint_alone, widget=widget, seen=seen)
    within = tuple(map(of_widget, seen_in(widget)))
    return Part(widget.pos(), widget.rect(), own, within)


def seen_in(widget: QWidget) -> Iterator[QWidget]:
    """Yield what can be seen within a widget, from the back to the front."""
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield child


def paint_alone(painter: QPainter, widget: QWidget, seen: QRect) -> None:
    """Paint a part of a widget where it stands in it, and nothing that stands within."""
    if not seen.isEmpty():
        painter.save()
        widget.render(painter, seen.topLeft(), QRegion(seen), QWidget.RenderFlag(0))
        painter.restore()
