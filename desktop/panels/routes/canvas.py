"""The diagram as it is seen: at a scale, somewhere, with its names, on its way to another one."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.model import XY, PlaceId, Ref, RouteId
from desktop import show
from desktop.panels.routes import paint, tips, words
from desktop.panels.routes.inked import Inker
from desktop.panels.routes.motion import Motion, carried
from desktop.panels.routes.names import Pen, kept
from desktop.panels.routes.reading import Reading
from desktop.panels.routes.view import View, fits, named_anew, zoomed
from desktop.panels.voice import Voice
from desktop.schematic.names import NamePlan
from desktop.schematic.report import Layout
from desktop.show import tr
from desktop.theme import Theme

_WHILE = 0.005  # seconds of fitting, after which all else has its turn
_EDGE = (12, 12, -12, -12)  # of the view, in which a place is not wholly seen


class Canvas(QWidget):
    """Places and roads, painted. What is under the mouse and the keys, others tell it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pen = theme, Pen(theme)
        self._layout, self._reading, self._view = Layout(), Reading(), View()
        self._motion = Motion(theme, self)
        self._motion.moved.connect(self._on_moved)
        self._inker = Inker()
        self._fit_due, self._touched = True, False
        self._fits: Iterator[View] | None = None
        self._best = View()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._go_on)
        self._fitted: tuple[Layout, QSizeF] | None = None
        self._kept_free = self._wide = 0
        self._hover: Ref | None = None
        self._cursor: Ref | None = None
        self._current: Ref | None = None
        self._told: Ref | None = None
        self.voice = Voice(self)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._on_theme)

    def show_layout(self, layout: Layout, reading: Reading) -> None:
        """Draw another layout: the first is fitted, to a later one all goes over for the eye."""
        first = not self._layout.positions
        self._reading, self._hover = reading, None
        if self._cursor not in _refs(layout):
            self._cursor = None
        self._motion.show(layout, reading.desk, at_once=first or not self.isVisible())
        if first:
            self._touched = False
            self._refit()

    def settle(self, pins: Mapping[PlaceId, XY]) -> None:
        """Have what was put and is not among the `pins` go back: no edit is on its way."""
        self._motion.settle(pins)

    @property
    def resting(self) -> bool:
        """Whether nothing is in the hand, on its way, or put and not yet laid out."""
        return self._motion.resting

    def _on_moved(self) -> None:
        """Draw what is there at this moment; names find their places when it has come to rest."""
        if self._view.figure.spots:
            self.finish()
        before, self._layout = self._layout, self._motion.drawn
        if not self._fit_due:
            self._view = carried(self._view, before, self._layout, self._reading)
            if self._motion.resting:
                self.name_anew()
        self.update()

    def name_anew(self) -> None:
        """Find places for the names, and nothing else; what is out of sight is fitted in."""
        inside = QRectF(self.rect()).translated(-self._view.origin).adjusted(*_EDGE)
        seen = all(map(inside.contains, self._view.figure.spots.values()))
        if self._fit_due or not (seen or self._touched or self._is_fitted):
            self._refit()
        elif self._motion.resting:
            size, foot = self.size().toSizeF(), self._room().height()
            self._view = named_anew(self._view, self._layout, self._reading, self._pen, size, foot)
            self.update()

    def show_reading(self, reading: Reading) -> None:
        """Draw what is reported now; only to bring what is newly current into sight it moves."""
        before, current = self._current, reading.frame.selection.current
        self._reading, self._current = reading, current
        if current and self._drawn(current):
            self._cursor = current
            if current != before and not self._fit_due:
                self._reveal(current)
        if self._view.figure.spots:
            self._view = replace(self._view)
        self._describe()
        self.update()

    def keep_free(self, height: int) -> None:
        """Leave so much room below when fitting: what comes and goes there moves nothing."""
        if height != self._kept_free and self._fits is not None:
            self._refit()
        self._kept_free = height

    def fit(self) -> None:
        """Show all of it, as large as its names allow."""
        self._refit()
        self.finish()

    def finish(self) -> None:
        """Have the picture fitted by now, if it is to be."""
        while self._fit_due and self.width() and self.height():
            self._try_fit()

    def _refit(self) -> None:
        """Fit before long, beginning with the next painting."""
        self._fit_due, self._fits = True, None
        self.update()

    def _try_fit(self) -> None:
        """Do one more turn of fitting; the picture before stays until the best is found."""
        if self._fits is None:
            self._fits = fits(self._layout, self._reading, self._pen, self._room())
        found = next(self._fits, None)
        self._best = found or self._best
        if found is None or (found.figure.spots and not self._view.figure.spots):
            self._view = self._best
            self.update()
        if found is None:
            self._fit_due, self._touched, self._fits = False, False, None
            self._fitted = self._layout, self._room()

    def _go_on(self) -> None:
        """Fit for some milliseconds in turn with all else that is to be done."""
        if self._fits is not None:
            self._fit_a_while()
            self._turn.start()

    def _fit_a_while(self) -> None:
        until = perf_counter() + _WHILE
        while self._fit_due and perf_counter() < until:
            self._try_fit()

    @property
    def _is_fitted(self) -> bool:
        """Whether fitting again would bring nothing more into sight: not all of it has room."""
        drawn, room = self._fitted or (None, None)
        return drawn is self._layout and room == self._room()

    def place_names(self) -> None:
        """Find places for names of another size: in a new picture, or in the user's own."""
        if self._touched and not self._fit_due:
            self._zoom(1.0, QPointF())
        else:
            self._refit()

    def follow(self) -> None:
        """Fit again before the next painting, unless the user has taken hold of the picture."""
        if not self._touched:
            self._refit()

    @property
    def view(self) -> View:
        """What is seen, fitted by now."""
        self.finish()
        return self._view

    def position(self, ref: Ref) -> QPoint | None:
        """Return where a place or the middle of a road is on this widget, or None."""
        middle = self.view.figure.middle(ref)
        return None if middle is None else (middle + self.view.origin).toPoint()

    def sizeHint(self) -> QSize:
        """Return the size at which the names of a dozen places fit."""
        return QSize(452, 386)

    def minimumSizeHint(self) -> QSize:
        """Any size will do."""
        return QSize(100, 80)

    # -- painting -------------------------------------------------------------------------------

    @property
    def scene(self) -> paint.Scene:
        """What is painted, whatever mouse and keys are on."""
        self.finish()
        return self._scene()

    def _scene(self) -> paint.Scene:
        return paint.Scene(self._view, self._names(), self._reading, self._layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight, and what mouse and keys are on."""
        if self._fit_due and self._fits is None:
            self._fit_a_while()
            self._turn.start()
        painter = QPainter(self)
        pointed = replace(
            self._scene(), hover=self._hover, cursor=self._cursor, focused=self.hasFocus()
        )
        self.paint(painter, pointed)
        painter.end()

    def paint(self, painter: QPainter, scene: paint.Scene) -> None:
        """Paint what is in sight, and say how many names are not."""
        paint.paint(painter, self._pen, scene, self._inker)
        if self._layout.positions:
            foot = self.height() - 16 - self._pen.height("small")
            paint.north(painter, self._pen, QPointF(self.width() - 16, foot))
        hidden, foot = self._hidden(), QPointF(12, self.height() - 8)
        if said := tr("%n name(s) hidden", hidden) if hidden else self._awaited():
            paint.say(painter, self._pen, said, foot)

    def _awaited(self) -> str:
        """Return what is on its way while there is nothing to be seen."""
        pending = self._reading.frame.pending
        return "" if self._layout.positions else show.listed(f"{one} …" for one in pending)

    def _hidden(self) -> int:
        """Return how many names in sight have no room."""
        seen = QRectF(self.rect()).translated(-self._view.origin)
        return sum(seen.contains(QPointF(*n.label.anchor)) for n in self._names().hidden)

    def _names(self) -> NamePlan:
        """Return the names of the view, those of what is picked never hidden."""
        return self._view.names.showing(kept(self._reading))

    def _room(self) -> QSizeF:
        return QSizeF(self.width(), max(self.height() - self._kept_free, 80))

    def _on_theme(self) -> None:
        resized = self._pen.size != self._theme.percent
        self._pen = Pen(self._theme)
        if resized:
            self.place_names()
        self.update()

    # -- where it is seen -----------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scale and what was in the middle across; fit anew what would be out of sight."""
        before, self._wide = self._wide, self.width()  # after hiding, Qt does not know the old size
        if self._fit_due:
            self._refit()
        else:
            self._view = self._view.moved(QPointF((self._wide - before) / 2, 0))
            inside = QRectF(self.rect()).translated(-self._view.origin)
            if not any(map(inside.contains, self._view.figure.spots.values())):
                self._refit()
        super().resizeEvent(event)

    def _zoom(self, by: float, at: QPointF) -> None:
        scale = self.view.figure.scale * by
        self._touched = True
        self._view = zoomed(self._view, self._layout, self._reading, self._pen, scale, at)
        self.update()

    def _reveal(self, ref: Ref) -> None:
        """Move the picture until something is in sight."""
        at = self.position(ref)
        inner = self.rect().adjusted(24, 24, -24, -24)
        if at is not None and not inner.contains(at):
            x = min(max(at.x(), inner.left()), inner.right())
            y = min(max(at.y(), inner.top()), inner.bottom())
            self._touched = True
            self._view = self._view.moved(QPointF(x - at.x(), y - at.y()))

    def _describe(self) -> None:
        """Say what the keys are on, or what all of it holds."""
        if self.hasFocus() and self._cursor:
            said = tips.spoken(self._reading, self._layout, self._cursor)
        else:
            said = words.summary(self._reading, self._layout)
        self.setAccessibleDescription(said)
        if self.hasFocus() and self._cursor != self._told:
            self._told = self._cursor
            self.voice.say(said)

    def _drawn(self, ref: Ref) -> bool:
        kind, id_ = ref
        figure = self._view.figure
        if kind == "place":
            return PlaceId(id_) in figure.goals()
        road = RouteId(id_)
        return kind == "route" and (road in figure.lines or road in figure.hoops)


def _refs(layout: Layout) -> Set[Ref]:
    """Return all that the keys can be on."""
    refs: set[Ref] = {("place", id_) for id_ in (*layout.positions, *layout.areas)}
    refs |= {("route", id_) for id_ in (*layout.lines, *layout.loops)}
    return refs
