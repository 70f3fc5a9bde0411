"""A picture of the panels as they stand in a window, with what they show in words under it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QImage,
    QPainter,
    QRegion,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from db.export.words import in_words, reported
from db.routes import newest_age
from desktop import show
from desktop.frame import Frame
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.picked import selected
from desktop.words.queries import all_as_of

if TYPE_CHECKING:
    from desktop.window import MainWindow

_MARGIN, _GAP = 16, 10


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the heading or the footer: what it says, in which font and ink."""

    text: str
    font: str = "base"
    ink: str = "ink.2"


def heading(frame: Frame) -> tuple[Line, Line]:
    """Return the title of the desk, as of which day it is, and the one that ages count to."""
    snapshot, desk = frame.snapshot, frame.snapshot.desk
    day = tr("ages counted to {day}").format(day=show.day(snapshot.day))
    told = Line(show.listed([all_as_of(frame.query), day]))
    return Line(desk.title or tr("A desk without a title"), "title", "ink"), told


def footer(frame: Frame, day: date) -> tuple[Line, ...]:
    """Return what a person needs to know who has the picture alone."""
    snapshot, desk = frame.snapshot, frame.snapshot.desk
    shown = tr("{left} of %n claim(s) shown", snapshot.total).format(
        left=show.count(len(snapshot.ids))
    )
    lit = selected(frame) if frame.selection else ""
    number = version("crosscheck-desk")
    drawn = tr("Drawn by Crosscheck {version} on {day}").format(version=number, day=show.day(day))
    credited = [desk.licence, *desk.credits.splitlines(), drawn]
    lines = (
        Line(in_words(frame.query, snapshot.values), "strong", "ink"),
        Line(show.listed([shown, lit])),
        Line(reported(newest_age(snapshot.strands))),
        Line(show.listed(credited), "small"),
    )
    return tuple(line for line in lines if line.text)


class Picture:
    """The panels of a window between a heading and a footer, painted on whatever is asked for.

    Sizes are in pixels of the window. The window is looked at, never changed.
    """

    def __init__(self, window: "MainWindow", day: date) -> None:
        self.window, self._theme = window, window.theme
        above = window.menuWidget()
        top = above.geometry().bottom() + 1 if above is not None else 0
        self.panels = QRect(0, top, window.width(), window.statusBar().y() - top)
        frame = window.workspace.frame
        self.lines = footer(frame, day)
        self.title, ages = heading(frame)
        wide = window.width() - 2 * _MARGIN
        self._ages = _laid(ages, self._theme, wide / 3)
        self._title = _laid(self.title, self._theme, wide - _wide(self._ages) - _MARGIN)
        self._foot = [_laid(line, self._theme, wide) for line in self.lines]
        self.head = int(_high(self._title)) + 2 * _GAP

    @property
    def size(self) -> QSize:
        """How wide and how high it is."""
        foot = sum(map(_high, self._foot)) + 4 * (len(self._foot) - 1) + 2 * _GAP
        return QSize(self.panels.width(), self.head + self.panels.height() + int(foot) + 1)

    @property
    def font(self) -> QFont:
        """What most of it is written in."""
        return self._theme.font("base")

    @property
    def inside(self) -> list[QWidget]:
        """What stands among the panels, from the back to the front."""
        others = (self.window.menuWidget(), self.window.statusBar())
        return [widget for widget in seen_in(self.window) if widget not in others]

    @property
    def said(self) -> str:
        """What the footer says."""
        return "\n".join(show.visible(line.text) for line in self.lines)

    def paint(self, painter: QPainter) -> None:
        """Paint it at the origin, one pixel a unit."""
        self.paint_words(painter)
        painter.save()
        painter.translate(0, self.head - self.panels.y())
        paint_alone(painter, self.window, self.panels)
        painter.setClipRect(self.panels)
        for widget in self.inside:
            _paint(painter, widget)
        painter.restore()

    def paint_words(self, painter: QPainter) -> None:
        """Paint the heading and the footer."""
        colour = self._theme.colour
        painter.fillRect(QRect(QPoint(), self.size), colour("window"))
        self._write(painter, self._title, QPointF(_MARGIN, _GAP), self.title.ink)
        right = self.panels.width() - _MARGIN - _wide(self._ages)
        self._write(painter, self._ages, QPointF(right, self.head - _GAP - _high(self._ages)))
        below = self.head + self.panels.height()
        for line in (self.head - 1, below):
            painter.fillRect(0, line, self.panels.width(), 1, colour("divider"))
        at = QPointF(_MARGIN, below + _GAP)
        for line, laid in zip(self.lines, self._foot, strict=True):
            self._write(painter, laid, at, line.ink)
            at += QPointF(0, _high(laid) + 4)

    def _write(self, painter: QPainter, laid: QTextLayout, at: QPointF, ink: str = "ink.2") -> None:
        painter.setPen(self._theme.colour(ink))
        laid.draw(painter, at)


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


def _paint(painter: QPainter, widget: QWidget) -> None:
    """Paint a widget and all within it, each cut off at its edges.

    In one go Qt 6.11 cuts nothing off at the edges of a widget but on an image.
    """
    painter.save()
    painter.translate(widget.pos())
    painter.setClipRect(widget.rect(), Qt.ClipOperation.IntersectClip)
    paint_alone(painter, widget, widget.visibleRegion().boundingRect())
    for child in seen_in(widget):
        _paint(painter, child)
    painter.restore()


def _laid(line: Line, theme: Theme, wide: float) -> QTextLayout:
    """Return a paragraph in lines of that width; a word that is wider is broken."""
    font = theme.font(line.font)
    font.setFeature(QFont.Tag("calt"), 0)  # a PDF would not say what its other hyphens stand for
    laid = QTextLayout(show.visible(line.text), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid.setTextOption(option)
    laid.beginLayout()
    down = 0.0
    while (row := laid.createLine()).isValid():
        row.setLineWidth(wide)
        row.setPosition(QPointF(0, down))
        down += row.height()
    laid.endLayout()
    return laid


def _high(laid: QTextLayout) -> float:
    return laid.boundingRect().height()


def _wide(laid: QTextLayout) -> float:
    return max(laid.lineAt(n).naturalTextWidth() for n in range(laid.lineCount()))


def png(picture: Picture, times: int) -> bytes:
    """Return the picture as PNG, `times` as many pixels each way. Empty when it is too large."""
    image = QImage(picture.size * times, QImage.Format.Format_RGB32)
    if image.isNull():
        return b""
    image.setDevicePixelRatio(times)
    image.setText("Title", picture.title.text)
    image.setText("Description", picture.said)
    painter = QPainter(image)
    picture.paint(painter)
    painter.end()
    buffer = QBuffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
