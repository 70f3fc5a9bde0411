"""A picture of what a window shows, with what it shows in words over and under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from itertools import accumulate, pairwise

from PySide6.QtCore import QBuffer, QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QFont, QImage, QPainter, QTextLayout

from db.export.words import in_words, reported
from db.routes import newest_age
from desktop import show
from desktop.frame import Frame
from desktop.paragraph import high, laid, wide
from desktop.part import Part
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.picked import selected
from desktop.words.queries import all_as_of

_MARGIN, _GAP = 16, 10
_MOST = 32_767
"""The pixels each way from which on Qt paints nothing on an image."""


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
    """Parts of one width under one another, between a heading and a footer.

    Sizes are in pixels of the window. `page` says which of several pages it is.
    """

    def __init__(
        self, frame: Frame, theme: Theme, day: date, parts: Sequence[Part], page: str = ""
    ) -> None:
        self.parts = tuple(parts)
        self._frame, self._theme, self._day = frame, theme, day
        self._width = parts[0].room.width()
        self.title, ages = heading(frame)
        self.lines = footer(frame, day)
        room = self._width - 2 * _MARGIN
        self._ages = self._laid(Line(show.listed([ages.text, page])), room / 2)
        self._title = self._laid(self.title, room - wide(self._ages) - _MARGIN)
        self._foot = [self._laid(line, room) for line in self.lines]
        self.head = int(max(high(self._title), high(self._ages))) + 2 * _GAP

    @property
    def size(self) -> QSize:
        """How wide and how high it is."""
        foot = sum(map(high, self._foot)) + 4 * (len(self._foot) - 1) + 2 * _GAP
        return QSize(self._width, self.head + self._height + int(foot) + 1)

    @property
    def font(self) -> QFont:
        """What most of it is written in."""
        return self._theme.font("base")

    @property
    def said(self) -> str:
        """What the footer says."""
        return "\n".join(show.visible(line.text) for line in self.lines)

    def placed(self) -> Iterator[tuple[int, Part]]:
        """Yield every part with how far down it stands."""
        downs = accumulate((part.room.height() for part in self.parts), initial=self.head)
        yield from zip(downs, self.parts, strict=False)

    def pages(self, height: int) -> list["Picture"]:
        """Return pictures that are no higher, each with heading and footer; no part is divided."""
        free = height - (self.size.height() - self._height)
        cuts, used = [0], 0
        for n, part in enumerate(self.parts):
            if used and used + part.room.height() > free:
                cuts.append(n)
                used = 0
            used += part.room.height()
        runs = [self.parts[a:b] for a, b in pairwise([*cuts, len(self.parts)])]
        if len(runs) == 1:
            return [self]
        said = tr("page {n} of {count}")
        return [
            Picture(self._frame, self._theme, self._day, run, said.format(n=n, count=len(runs)))
            for n, run in enumerate(runs, 1)
        ]

    def paint(self, painter: QPainter) -> None:
        """Paint it at the origin, one pixel a unit."""
        self.paint_words(painter)
        for down, part in self.placed():
            painter.save()
            painter.translate(0, down)
            part.paint(painter)
            painter.restore()

    def paint_words(self, painter: QPainter) -> None:
        """Paint the heading and the footer."""
        colour = self._theme.colour
        painter.fillRect(QRect(QPoint(), self.size), colour("window"))
        self._write(painter, self._title, QPointF(_MARGIN, _GAP), self.title.ink)
        right = self._width - _MARGIN - wide(self._ages)
        self._write(painter, self._ages, QPointF(right, self.head - _GAP - high(self._ages)))
        below = self.head + self._height
        for line in (self.head - 1, below):
            painter.fillRect(0, line, self._width, 1, colour("divider"))
        at = QPointF(_MARGIN, below + _GAP)
        for line, lines in zip(self.lines, self._foot, strict=True):
            self._write(painter, lines, at, line.ink)
            at += QPointF(0, high(lines) + 4)

    @property
    def _height(self) -> int:
        return sum(part.room.height() for part in self.parts)

    def _laid(self, line: Line, room: float) -> QTextLayout:
        return laid(line.text, self._theme.font(line.font), room)

    def _write(
        self, painter: QPainter, lines: QTextLayout, at: QPointF, ink: str = "ink.2"
    ) -> None:
        painter.setPen(self._theme.colour(ink))
        lines.draw(painter, at)


def png(picture: Picture, times: int) -> bytes:
    """Return the picture as PNG, `times` as many pixels each way. Empty when it is too large."""
    size = picture.size * times
    if max(size.width(), size.height()) > _MOST:
        return b""
    image = QImage(size, QImage.Format.Format_RGB32)
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
