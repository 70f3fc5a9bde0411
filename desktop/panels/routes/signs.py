"""The signs of the diagram, and what they mean: of those that are drawn, and no others."""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import get_args

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from db.model import PlaceId, Ref, Status
from db.routes import STALE_AFTER
from desktop import glyphs, show
from desktop.panels.routes import style, words
from desktop.panels.routes.figure import Figure
from desktop.panels.routes.hoops import SHOWN
from desktop.panels.routes.names import boldly
from desktop.panels.routes.paint import Scene
from desktop.panels.routes.reading import Look, Reading, State
from desktop.schematic.names import FULL
from desktop.schematic.report import Layout
from desktop.show import tr
from desktop.theme import Theme

_SAMPLE = 34
_LIT: tuple[State, ...] = ("selected", "linked")

Sign = Callable[[QPainter, Theme, QPointF], None]
"""Paints a sign to the right of a point."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign, how wide it is, and what it means, at length and in short; `look` of a strand."""

    text: str
    short: str
    width: float = 0
    sign: Sign | None = None
    look: Look | None = None


def entries(reading: Reading, layout: Layout) -> list[Entry]:
    """Return what is to be explained of this drawing: strands, beds, signs, then words."""
    drawn = [one for road in reading.roads() for one in reading.drawn(road)]
    drawn += [one for group in reading.groups() for one in reading.told.get(group.id, ())]
    found = [_of_look(look) for look in _looks({one.look for one in drawn})]
    silent = any(not reading.drawn(road) for road in reading.roads())
    if silent or any(one.look.status == "unknown" for one in drawn):
        found.append(Entry(tr("condition not stated"), tr("not stated"), _SAMPLE, _bed))
    if reading.differing:
        found.append(Entry(tr("claimants differ"), tr("differ"), 14, _differ))
    if any(one.look.implied for one in drawn):
        found.append(Entry(tr("thin: implied"), tr("thin: implied")))
    if any(True for _ in reading.groups()):
        found.append(Entry(tr("a group of roads"), tr("groups"), 32, _group))
    found += _of_places(layout)
    if any(one.old for one in drawn):
        found.append(
            Entry(tr("pale: older than %n d", STALE_AFTER), tr("pale: over %n d", STALE_AFTER))
        )
    if any(not one.left for one in drawn):
        found.append(Entry(tr("pale: filtered out"), tr("pale: filtered")))
    return found


def _of_places(layout: Layout) -> Iterator[Entry]:
    """Yield the signs that say how a place comes to stand where it does."""
    if layout.by_bearing:
        yield Entry(tr("placed by bearing"), tr("by bearing"), 12, _by_bearing)
    if layout.areas:
        yield Entry(tr("somewhere on that side"), tr("on that side"), 16, _area)
    if layout.pins:
        yield Entry(tr("pinned by hand"), tr("pinned"), 12, _pinned)
    if layout.breaks:
        yield Entry(tr("farther than drawn"), tr("farther"), 12, _farther)
    if layout.stubs:
        yield Entry(tr("goes on, end not stated"), tr("goes on"), 16, _goes_on)


def all_entries(scene: Scene) -> Iterator[Entry]:
    """Yield all that is to be explained to who has the diagram alone, without what is beside it."""
    reading, layout, figure = scene.reading, scene.layout, scene.view.figure
    yield from entries(reading, layout)
    heard = {told.claimant.side.id for reports in reading.told.values() for told in reports}
    for side in reading.desk.sides.values():
        if side.id in heard:
            name = show.visible(side.name)
            yield Entry(name, name, 10, partial(_side, token=side.token))
    if any(len(reading.drawn(road)) > SHOWN for road in reading.roads()):
        yield Entry(tr("+n: so many more claimants"), tr("+n: more"))
    yield from _of_drawing(reading, layout, figure)
    if any(not one.free for one in scene.names.placed) and figure.scale >= FULL:
        yield Entry(tr("a name that has no free room"), tr("no free room"), 14, _stuck)
    yield from _of_lit(reading, figure)


def _of_drawing(reading: Reading, layout: Layout, figure: Figure) -> Iterator[Entry]:
    """Yield the signs of places and roads as such, whatever is reported of them."""
    places = reading.desk.places
    if any(boldly(reading, figure).values()):
        yield Entry(tr("three roads or more"), tr("three roads"), 16, _hub)
    if any(places[id_].kind == "border" for id_ in figure.spots):
        yield Entry(tr("a border"), tr("border"), 6, _border)
    if layout.discs:
        yield Entry(tr("more than eight roads"), tr("many roads"), 20, _disc)
    if figure.bridges:
        yield Entry(tr("crosses above, does not meet"), tr("crosses"), 20, _bridge)


def _of_lit(reading: Reading, figure: Figure) -> Iterator[Entry]:
    """Yield what tells places and roads that are lit, current or filtered out."""
    places: set[Ref] = {("place", id_) for id_ in figure.goals()}
    roads: set[Ref] = {("route", id_) for id_ in (*figure.lines, *figure.hoops)}
    said: dict[State, str] = {
        "selected": tr("selected"),
        "linked": tr("belongs to what is selected"),
    }
    for state in _LIT:
        if any(reading.state(ref) == state for ref in places | roads):
            yield Entry(said[state], tr(state), 26, partial(_halo, state=state))
    if reading.frame.selection.current in places:
        yield Entry(tr("shown in detail"), tr("in detail"), 26, _current)
    if any(reading.dimmed(PlaceId(id_)) for _, id_ in places):
        none = tr("no claim left") if reading.frame.query.filters else tr("no claim names it")
        yield Entry(none, none, 12, _pale)


def _looks(drawn: Set[Look]) -> list[Look]:
    """Return each style of a stated condition once, faint only where all of it is."""
    order: tuple[Status, ...] = get_args(Status)
    styles = {replace(look, faint=False) for look in drawn if look.status != "unknown"}
    ranked = sorted(styles, key=lambda look: (order.index(look.status), look.implied))
    return [replace(look, faint=look not in drawn) for look in ranked]


def _of_look(look: Look) -> Entry:
    text = words.status(look)
    return Entry(text, text, _SAMPLE, partial(_sample, look=look), look)


def _sample(painter: QPainter, theme: Theme, at: QPointF, *, look: Look) -> None:
    style.sample(painter, theme, look, at, _SAMPLE)


def _bed(painter: QPainter, theme: Theme, at: QPointF) -> None:
    painter.setPen(style.bed().pen(theme))
    painter.drawLine(at, at + QPointF(_SAMPLE, 0))


def _differ(painter: QPainter, theme: Theme, at: QPointF) -> None:
    glyphs.contested(painter, theme, at + QPointF(7, 0), 14, filled=False, mark=True)


def _group(painter: QPainter, theme: Theme, at: QPointF) -> None:
    """Paint a bracket and a ring."""
    _outline(painter, theme.colour("ink.2"), 2)
    bracket = [at + QPointF(*d) for d in ((10, -6.5), (3, -2.5), (3, 2.5), (10, 6.5))]
    painter.drawPolyline(bracket)
    painter.drawEllipse(at + QPointF(24, 0), 6, 6)


def _by_bearing(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("ink"), 1.6, (1.7, 1.2))
    painter.drawEllipse(at + QPointF(6, 0), 4.5, 4.5)


def _area(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("mark"), 5)
    painter.drawArc(QRectF(at.x() + 1, at.y() - 4, 14, 14), 30 * 16, 120 * 16)


def _pinned(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("ink"), 1.8)
    painter.drawEllipse(at + QPointF(6, 0), 4.5, 4.5)
    painter.setBrush(theme.colour("ink"))
    painter.drawEllipse(at + QPointF(6, 0), 0.8, 0.8)


def _farther(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("ink.3"), 1.5)
    for x in (3, 8):
        painter.drawLine(at + QPointF(x - 1.5, -5), at + QPointF(x + 1.5, 5))


def _goes_on(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("status.unknown"), 1.5)
    painter.drawLine(at + QPointF(1, 0), at + QPointF(14, 0))
    painter.drawPolyline([at + QPointF(*d) for d in ((9, -4), (15, 0), (9, 4))])


def _outline(painter: QPainter, colour: QColor, width: float, dash: tuple[float, ...] = ()) -> None:
    painter.setPen(style.flat(colour, width, dash))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _side(painter: QPainter, theme: Theme, at: QPointF, *, token: str) -> None:
    glyphs.side(painter, theme, token, at + QPointF(5, 0), 8)


def _hub(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("ink"), 2.2)
    painter.drawEllipse(at + QPointF(8, 0), 6.5, 6.5)


def _disc(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("ink"), 2.2)
    painter.drawEllipse(at + QPointF(10, 0), 8.5, 8.5)


def _bridge(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("ink.2"), 2)
    painter.drawLine(at + QPointF(10, -8), at + QPointF(10, -4))
    painter.drawLine(at + QPointF(10, 4), at + QPointF(10, 8))
    painter.drawLine(at, at + QPointF(20, 0))


def _border(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("ink"), 2, (2, 1.5))
    painter.drawLine(at + QPointF(3, -8), at + QPointF(3, 8))


def _stuck(painter: QPainter, theme: Theme, at: QPointF) -> None:
    painter.setFont(theme.font("base"))
    painter.setPen(theme.colour("warn"))
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    painter.drawText(QRectF(at - QPointF(0, 8), QSizeF(16, 16)), middle, tr("Aa"))


def _halo(painter: QPainter, theme: Theme, at: QPointF, *, state: State) -> None:
    """Paint a piece of a road, and a place on it, that are lit."""
    painter.setPen(style.flat(theme.colour(state), 14))
    painter.drawLine(at, at + QPointF(26, 0))
    painter.setPen(style.flat(theme.colour("accent"), 2 if state == "selected" else 1))
    painter.setBrush(theme.colour(state))
    painter.drawEllipse(at + QPointF(13, 0), 6, 6)


def _current(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("accent"), 1.5)
    for radius in (5.0, 8.0):
        painter.drawEllipse(at + QPointF(13, 0), radius, radius)


def _pale(painter: QPainter, theme: Theme, at: QPointF) -> None:
    _outline(painter, theme.colour("mark.dim"), 1.8)
    painter.drawEllipse(at + QPointF(6, 0), 5, 5)
