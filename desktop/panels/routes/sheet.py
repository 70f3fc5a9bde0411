"""The diagram for who has it alone: its legend, who reports what, and what is not on it."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPathStroker

from db.model import Route
from desktop import show
from desktop.panels.routes import style, words
from desktop.panels.routes.batch import path_of
from desktop.panels.routes.canvas import Canvas
from desktop.panels.routes.legend import Grid
from desktop.panels.routes.paint import Scene
from desktop.panels.routes.reports import Sources, columns
from desktop.panels.routes.signs import all_entries
from desktop.paragraph import high, laid
from desktop.part import Part
from desktop.schematic.strokes import Points
from desktop.show import tr
from desktop.theme import Theme

_LEAST, _MARGIN, _GAP = 640, 16, 20
_COLUMN = 288
"""The least that a column of reports is wide, at the usual text."""
_TOGETHER = 8
"""How many things a paragraph lists; a page may turn between more."""
_COLUMNS = 8  # of the legend, where there is room


def parts(canvas: Canvas, theme: Theme) -> list[Part]:
    """Return the diagram as it is seen and what belongs to it, under one another."""
    scene, width = canvas.scene, max(canvas.width(), theme.px(_LEAST))
    seen = QRectF(canvas.rect()).translated(-scene.view.origin)
    middle = QPoint((width - canvas.width()) // 2, 0)
    diagram = Part(middle, canvas.rect(), partial(canvas.paint, scene=scene))
    told = tuple((entry, entry.text) for entry in all_entries(scene))
    legend = Grid(told, theme, width, _COLUMNS)
    key = Part(QPoint(), QRect(0, 0, width, legend.height), legend.paint)
    return [
        _part(theme, QSize(width, canvas.height()), (diagram,)),
        _part(theme, key.room.size(), (key,), rule=True),
        *_reports(scene, seen, theme, width),
        *_said(scene, seen, theme, width),
    ]


def _part(theme: Theme, size: QSize, within: tuple[Part, ...], *, rule: bool = False) -> Part:
    """Return parts on the ground of a panel, with a line over them as a `rule`."""

    def ground(painter: QPainter) -> None:
        painter.fillRect(QRect(QPoint(), size), theme.colour("panel"))
        if rule:
            painter.fillRect(QRectF(0, 0, size.width(), 1), theme.colour("hairline"))

    return Part(QPoint(), QRect(QPoint(), size), ground, within)


def _paragraph(text: str, theme: Theme, width: int, *, rule: bool = False) -> Part:
    """Return a text in small letters."""
    lines = laid(text, theme.font("small"), width - 2 * _MARGIN)
    size = QSize(width, int(high(lines)) + 10)

    def write(painter: QPainter) -> None:
        painter.setPen(theme.colour("ink.2"))
        lines.draw(painter, QPointF(_MARGIN, 5))

    return _part(theme, size, (Part(QPoint(), QRect(QPoint(), size), write),), rule=rule)


def _listed(said: str, what: Sequence[str], theme: Theme, width: int) -> Iterator[Part]:
    """Yield paragraphs that list something, so much in each; the first says what it is."""
    for n in range(0, len(what), _TOGETHER):
        some = show.listed(what[n : n + _TOGETHER])
        yield _paragraph(said.format(what=some) if not n else some, theme, width, rule=not n)


# -- who reports what -----------------------------------------------------------------------------


def _reports(scene: Scene, seen: QRectF, theme: Theme, width: int) -> Iterator[Part]:
    """Yield what is reported of the roads in sight, so many side by side as have room."""
    reading = scene.reading
    roads = [road for road in _in_sight(scene, seen) if reading.heard(road)]
    if not roads:
        return
    order = tr(
        "Each line of a road is one claimant's. Of several side by side, the first that is named "
        "lies to the north or west. A number says where it stands."
    )
    yield _paragraph(order, theme, width)
    room = width - 2 * _MARGIN + _GAP
    many = room // (theme.px(_COLUMN) + _GAP)
    wide = room // many - _GAP
    sources = Sources(reading, roads)
    told = [one for road in roads for one in columns(scene, road, sources, theme, wide)]
    for n in range(0, len(told), many):
        row = told[n : n + many]
        tall = max(one.height for one in row)
        cells = (
            Part(QPoint(_MARGIN + k * (wide + _GAP), 6), QRect(0, 0, wide, tall), one.paint)
            for k, one in enumerate(row)
        )
        yield _part(theme, QSize(width, tall + 12), tuple(cells), rule=True)
    yield from _listed(tr("Where it stands: {what}"), sources.listed(), theme, width)


def _in_sight(scene: Scene, seen: QRectF) -> list[Route]:
    """Return the roads of which something is seen, then such groups, by name."""
    figure, routes = scene.view.figure, scene.reading.desk.routes
    ways = {id_: [line.points] for id_, line in figure.lines.items()}
    ways |= {id_: hoop.pieces() for id_, hoop in figure.hoops.items()}
    found = [routes[id_] for id_, lines in ways.items() if any(_meets(seen, one) for one in lines)]
    return sorted(found, key=lambda road: (road.kind == "group", road.name.casefold(), road.uid))


def _meets(seen: QRectF, points: Points) -> bool:
    """Return whether a line, as wide as a strand is, comes into what is seen."""
    outline = QPainterPathStroker()
    outline.setWidth(style.PITCH)
    return outline.createStroke(path_of(points)).intersects(seen)


# -- what else is to be said ----------------------------------------------------------------------


def _said(scene: Scene, seen: QRectF, theme: Theme, width: int) -> Iterator[Part]:
    """Yield what kind of picture it is, what is out of sight or not on it, and what was changed."""
    reading, layout, figure = scene.reading, scene.layout, scene.view.figure
    hidden = len(figure.lines) + len(figure.hoops) - len(_in_sight(scene, seen))
    away = tr("%n road(s) out of sight", hidden) if hidden else ""
    kind = show.listed([words.kind(layout), words.kind_explained(layout), away])
    yield _paragraph(kind, theme, width, rule=True)
    shelf = words.shelf(reading, layout)
    yield from _listed(tr("Not on the diagram: {what}"), shelf, theme, width)
    notes = [words.noted(reading, id_, what) for id_, what in layout.notes]
    yield from _listed(tr("Where it departs from the map: {what}"), notes, theme, width)
