"""The way of a statement as a drawing: the speaker left, the reader right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from db.model import Actor, Claim, Hop, Ref
from desktop import glyphs, show
from desktop.panels.detail.parts import Link, Reading
from desktop.show import tr
from desktop.theme import Theme

_HEIGHT, _NOTE = 40, 20
"""The height of a box, and where in it the note begins, in pixels, at the usual text."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_DRAWN = 3
"""How many stations are drawn one by one; of more, those in the middle are folded."""


@dataclass(frozen=True, slots=True)
class Station:
    """One box: a name, what is said of it, and the verb on the arrow that leaves it."""

    name: str
    note: str
    verb: str
    actor: Actor | None = None
    tip: tuple[str, ...] = ()
    speaks: bool = False


def stations(claim: Claim) -> list[Station]:
    """Return the way from the speaker to the document, in reading order."""
    *nearer, deepest = claim.hops or (Hop(claim.claimant.name, ""),)
    speaker = claim.claimant
    first = Station(
        speaker.name,
        show.listed([speaker.side.name, show.worded(speaker.kind)]),
        deepest.verb,
        speaker,
        (speaker.name, show.listed([speaker.side.name, show.worded(speaker.kind), speaker.role])),
        speaks=True,
    )
    relays = [_relay(hop) for hop in reversed(nearer[1:])]
    return [first, *_folded(relays), _document(claim, nearer[0] if nearer else deepest)]


def _relay(hop: Hop) -> Station:
    known = hop.actor or hop.source
    kind = show.worded(known.kind) if known else ""
    return Station(hop.name, kind, hop.verb, hop.actor, (hop.name, kind))


def _folded(relays: list[Station]) -> list[Station]:
    if len(relays) + 2 <= _DRAWN:
        return relays
    names = tuple(f"{show.apart(relay.name)} {show.apart(relay.verb)}" for relay in relays)
    return [Station(tr("%n relays", len(relays)), "", relays[-1].verb, None, names)]


def _document(claim: Claim, nearest: Hop) -> Station:
    if not claim.evidence:
        return Station(nearest.name, tr("no document on file"), nearest.verb, nearest.actor)
    found = claim.evidence[0]
    date = show.dates(found.published, tr("not stated"))
    note = tr("{date} · ¶{paragraph}").format(date=date, paragraph=found.paragraph)
    words = tr("{source} {verb}").format(
        source=show.apart(nearest.name), verb=show.apart(nearest.verb)
    )
    return Station(found.source, note, nearest.verb, None, (found.source, words, note))


class Hops(QWidget):
    """The stations in a row with the verbs on the arrows between them."""

    def __init__(self, reading: Reading, claim: Claim) -> None:
        super().__init__()
        way = stations(claim)
        steps = (f"{show.apart(station.name)} ({show.apart(station.verb)})" for station in way[:-1])
        self.setAccessibleName(" → ".join([*steps, show.apart(way[-1].name)]))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for n, station in enumerate(way):
            row.addWidget(_box(reading, station))
            if n < len(way) - 1:
                row.addWidget(_Arrow(station.verb, reading.theme), 1)


def _box(reading: Reading, station: Station) -> QWidget:
    leads = _leads_to(reading, station)
    if leads is None:
        return Box(reading.theme, station)
    return LinkBox(reading.theme, station, partial(reading.go, leads))


def _leads_to(reading: Reading, station: Station) -> Ref | None:
    """Return who speaks at a station, an actor or a source; names of sources are unique."""
    if station.actor is not None:
        return "actor", station.actor.id
    return reading.source(station.name)


class Box(QWidget):
    """A station that leads nowhere."""

    def __init__(self, theme: Theme, station: Station) -> None:
        super().__init__()
        self._theme, self._station = theme, station
        self.setAccessibleName(f"{show.apart(station.name)}, {show.visible(station.note)}")
        show.explain(self, *station.tip)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for both lines."""
        return _size(self._theme, self._station)

    def minimumSizeHint(self) -> QSize:
        """Keep some of the name."""
        return QSize(64, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box."""
        _paint(QPainter(self), self._theme, self._station, self.rect())


class LinkBox(Link):
    """A station that leads to who speaks there."""

    def __init__(self, theme: Theme, station: Station, go: Callable[[], None]) -> None:
        super().__init__(station.name, theme, go)
        self._station = station
        self.setAccessibleName(f"{show.apart(station.name)}, {show.visible(station.note)}")
        show.explain(self, *station.tip)
        self.setFixedHeight(theme.px(_HEIGHT))

    def sizeHint(self) -> QSize:
        """Ask for both lines."""
        return _size(self.theme, self._station)

    def minimumSizeHint(self) -> QSize:
        """Keep some of the name."""
        return QSize(96, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, its name underlined under the mouse."""
        painter = QPainter(self)
        _paint(painter, self.theme, self._station, self.rect(), under=self.underMouse())
        self.ring(painter)


class _Arrow(QWidget):
    """An arrow with a verb on it."""

    def __init__(self, verb: str, theme: Theme) -> None:
        super().__init__()
        self._verb, self._theme = show.visible(verb), theme
        self.setFont(theme.font("small"))
        show.explain(self, verb)
        self.setFixedHeight(theme.px(_HEIGHT))

    def sizeHint(self) -> QSize:
        """Ask for the verb."""
        return QSize(self.fontMetrics().horizontalAdvance(self._verb) + 20, self.height())

    def minimumSizeHint(self) -> QSize:
        """Keep the arrow."""
        return QSize(min(self.sizeHint().width(), 44), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, its head and the verb above."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, end, y = self._theme.colour("ink.3"), self.width() - 1, self.height() / 2
        painter.setPen(QPen(ink, 1.3))
        painter.drawLine(QLineF(1, y, end - 5, y))
        painter.drawText(
            QRect(4, 0, self.width() - 10, self.height() // 2 - 2),
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom,
            self.fontMetrics().elidedText(
                self._verb, Qt.TextElideMode.ElideRight, self.width() - 10
            ),
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        head = (QPointF(end - 6, y - 3.5), QPointF(end, y), QPointF(end - 6, y + 3.5))
        painter.drawPolygon(QPolygonF(head))


def _fonts(theme: Theme, station: Station) -> tuple[QFont, QFont]:
    name = theme.font("strong")
    if not station.speaks:
        name.setWeight(QFont.Weight.Medium)
    return name, theme.font("small")


def _size(theme: Theme, station: Station) -> QSize:
    name, note = map(QFontMetrics, _fonts(theme, station))
    shape = theme.px(glyphs.SIDE) + 5 if station.actor else 0
    width = max(
        name.horizontalAdvance(_name(station)) + shape, note.horizontalAdvance(station.note)
    )
    return QSize(min(max(width + 22, 72), theme.px(220)), theme.px(_HEIGHT))


def _name(station: Station) -> str:
    """Return the name, short where there is a short one: the whole is in the tooltip."""
    short = station.actor.abbrev if station.actor else None
    return show.visible(short or station.name)


def _paint(
    painter: QPainter, theme: Theme, station: Station, rect: QRect, *, under: bool = False
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent" if station.speaks else "control"), 1))
    painter.setBrush(theme.colour("linked" if station.speaks else "panel"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    (name, note), below = _fonts(theme, station), theme.px(_NOTE)
    room = rect.adjusted(9, 4, -8, below - rect.height())
    if station.actor:
        side = theme.px(glyphs.SIDE)
        at = QPointF(room.left() + side / 2, room.center().y() + 0.5)
        glyphs.side(painter, theme, station.actor.side.token, at)
        room.adjust(side + 5, 0, 0, 0)
    name.setUnderline(under)
    whole = show.visible(station.name)
    fits = QFontMetrics(name).horizontalAdvance(whole) <= room.width()
    for font, ink, place, words in (
        (name, "ink", room, whole if fits else _name(station)),
        (note, "ink.3", rect.adjusted(9, below, -8, -4), station.note),
    ):
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _LEFT, elided)
