"""The timeline: when what is claimed may have been, and a brush over days that filters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.model import ClaimId, EventId, Ref
from db.query import Span
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.empty import Empty
from desktop.panels.timeline import brush
from desktop.panels.timeline.as_of import AsOf
from desktop.panels.timeline.bars import Bar, Lane, lanes_of, robust
from desktop.panels.timeline.margins import Gutter, Undated
from desktop.panels.timeline.order import between, in_lane, next_bar, next_lane, toggling
from desktop.panels.timeline.paint import paint
from desktop.panels.timeline.picture import Picture, pictured
from desktop.panels.timeline.plot import TimePlot
from desktop.panels.timeline.words import (
    described,
    keys_told,
    noted,
    place_tip,
    sentence,
    spoken_mark,
    tip_of,
)
from desktop.panels.twin.marks import mark_rows
from desktop.panels.twin.twin import Twin
from desktop.panels.voice import Voice
from desktop.theme import Theme
from desktop.words.nothing import no_days

_RING = 2
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_KEYS = Qt.Key


class TimelinePanel(Panel):
    """Claims and events from their earliest to their latest day, on the clock of the query.

    Dragging brushes days, which filters by overlap; a mark selects. It keeps what it looks at.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(show.tr("Timeline"), theme, parent)
        self._frame = Frame()
        self._lanes: tuple[Lane, ...] = ()
        self._fitted: tuple[str, str] | None = None
        self._held = Span()
        self._picture = Picture()
        self.gutter = Gutter(self.theme, show.tr("Lanes"), self)
        self.plot = TimePlot(self.theme, self._paint, self._tip, self)
        self.plot.setAccessibleName(show.tr("Marks and brush"))
        self.undated = Undated(self.theme, show.tr("Undated"), self._tip_of, self)
        self.fit_button = self.header.add_button(
            show.tr("fit"), show.tr("Fit the view to the dates (F)"), self.fit
        )
        self.voice = Voice(self)
        self.twin = Twin(
            self, mark_rows, (self.gutter, self.plot, self.undated, self.fit_button), self
        )
        show.explain(self.header.title, keys_told())
        self.empty = Empty(self.theme, self.request_query, self.plot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.as_of = AsOf(self, self.plot)
        self._take_height()
        self._lay_out()
        self._wire()
        self._keys = self._table_of_keys()

    def _take_height(self) -> None:
        """Be high enough for the words over the counts, one lane, and the axis."""
        self.setMinimumHeight(max(122, 42 + self.theme.px(47)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_RING, _RING, _RING, _RING)
        column.setSpacing(0)
        row = QHBoxLayout()
        column.addLayout(row, 1)
        column.addWidget(self.as_of)
        row.addWidget(self.gutter)
        row.addWidget(self.plot, 1)
        row.addWidget(self.undated)
        row.addWidget(self.twin.table, 1)

    def _wire(self) -> None:
        self.plot.looked.connect(self._arrange)
        self.plot.dragged.connect(self._on_dragged)
        self.plot.clicked.connect(self._on_clicked)
        self.plot.double_clicked.connect(self._on_double_clicked)
        self.plot.hovered.connect(self._on_hovered)
        self.undated.clicked.connect(self._on_bars)
        self.undated.double_clicked.connect(self._narrow_to)
        self.twin.toggled.connect(self._on_toggled)
        self.theme.changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        """Return the size of the first start, without the header."""
        return QSize(1600, 218)

    # what is shown

    def draw(self, frame: Frame) -> None:
        """Show the marks of the frame's clock and the brush over its span; never fits again."""
        before = self._frame.selection.current
        if frame.snapshot.marks is not self._frame.snapshot.marks or not self._lanes:
            self._lanes = lanes_of(frame.snapshot.marks, frame.snapshot.desk.sides.values())
        self._frame = frame
        looked_at = frame.snapshot.desk.uid, frame.query.clock
        if looked_at != self._fitted and (days := robust(frame.snapshot.marks)):
            self._fitted = looked_at
            self.plot.look_at(*days)
        self.plot.show_span(self._span)
        said, ways = no_days(frame)
        self.empty.tell(said, ways)
        self.plot.name_days(named=not (said or sentence(frame.snapshot)))
        self.header.note.setText(noted(frame, table=self.twin.shown))
        self._arrange()
        self._describe(aloud=frame.selection.current != before)
        self.twin.show_frame(frame)
        self.as_of.show_frame(frame)

    def toggle_twin(self) -> bool:
        """Show the marks as a table, or as the picture again."""
        self.twin.toggle()
        return True

    def state(self) -> dict[str, object]:
        """Return whether the table is shown."""
        return {**super().state(), "table": self.twin.shown}

    def restore(self, state: Mapping[str, object]) -> None:
        """Show the table or the picture, as it was."""
        super().restore(state)
        self.twin.restore(state)

    def _on_toggled(self) -> None:
        self.header.note.setText(noted(self._frame, table=self.twin.shown))

    @property
    def _span(self) -> Span:
        return self._frame.query.spans.get(self._frame.query.clock, Span())

    def _arrange(self) -> None:
        """Lay the lanes out for the room there is, and paint them."""
        snapshot = self._frame.snapshot
        lanes = self._lanes if snapshot.total else ()
        picture = pictured(self._frame, lanes, self.plot.view(), self.plot.box(), self.theme.scale)
        hovered = self._picture.hovered
        self._picture = replace(picture, hovered=hovered, sentence=sentence(snapshot))
        self._repaint()

    def _repaint(self) -> None:
        self.gutter.show_picture(self._picture)
        self.undated.show_picture(self._picture)
        self.plot.paint_again()

    def _paint(self, painter: QPainter) -> None:
        paint(painter, self.theme, self._picture)

    def _on_theme(self) -> None:
        self._take_height()
        self.plot.wear()
        self.update()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the margins the widths of the design: the left one that of the panel above it."""
        slope = (self.width() - 1280) / 320
        self.gutter.setFixedWidth(int(min(max(222 + 44 * slope, 196), 266)) - _RING)
        self.undated.setFixedWidth(int(min(max(97 + 53 * slope, 80), 150)) - _RING)
        self.as_of.stand(self.gutter.width(), self.undated.width())
        if layout := self.layout():
            layout.activate()  # it has answered the new size with the old widths already
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring of the focus."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("panel"))
        if self._has_keys:
            painter.setPen(QPen(self.theme.colour("focus"), _RING))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and be the mark that the keys are on."""
        self._describe()
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away, and be the whole again."""
        self._describe()
        super().focusOutEvent(event)
        self.update()

    @property
    def _has_keys(self) -> bool:
        """Whether the keys are in the picture; of a table in its place the panel has the focus."""
        return self.hasFocus() and not self.twin.shown

    def _describe(self, *, aloud: bool = False) -> None:
        """Say what mark the keys are on, or what all of it holds."""
        here = in_lane(self._picture.bands, self._frame.selection.current)
        if here and self._has_keys:
            said = spoken_mark(self._frame, *here)
            if aloud:
                self.voice.say(said)
        else:
            said = f"{described(self._frame)} {keys_told()}"
        self.setAccessibleDescription(said)

    # where things are

    def rows(self) -> list[ClaimId]:
        """Return the claims whose marks are drawn undimmed, by their first day, then id."""
        marks = self._frame.snapshot.marks
        order = np.lexsort((marks.claims, marks.days.begun))
        return [ClaimId(id_) for id_ in marks.claims[order][marks.inside[order]].tolist()]

    def events(self) -> list[EventId]:
        """Return the events whose marks are drawn undimmed, by their first day, then uid.

        An open start is before everything; the undated are last.
        """
        return list(mark_rows(self._frame).events)

    def mark_position(self, ref: Ref) -> QPoint:
        """Return where the mark of a claim or an event is, in the panel."""
        for band in self._picture.bands:
            for placed in band.placed:
                if placed.bar.holds(ref):
                    left, right = self._picture.shown(placed)
                    x = (max(left, 0.0) + min(right, self._picture.width)) / 2
                    return self._from_plot(x, band.centre(placed))
            for bar, at in self.undated.pills(band)[0]:
                if bar.holds(ref):
                    return self.undated.mapTo(self, at.toPoint())
        raise LookupError(ref)

    def day_position(self, day: date) -> QPoint:
        """Return where the middle of a day is on the strip of counts, in the panel."""
        return self._from_plot(self._picture.x(day.toordinal() + 0.5), self._picture.top - 20)

    def _from_plot(self, x: float, y: float) -> QPoint:
        origin = self.plot.box().topLeft()
        at = QPointF(x + origin.x(), y + origin.y()).toPoint()
        return self.plot.viewport().mapTo(self, at)

    def _bar_at(self, point: QPointF) -> Bar | None:
        """Return the mark at a point of the plot."""
        band = self._picture.band_at(point.y())
        x = point.x() + self._picture.since * self._picture.scale
        return band.at(x, point.y()) if band else None

    # what the mouse asks for

    def fit(self) -> None:
        """Look at all days but the farthest."""
        if days := robust(self._frame.snapshot.marks):
            self.plot.look_at(*days)

    def _on_dragged(self, grip: brush.Grip, start: float, now: float, begins: bool) -> None:  # noqa: FBT001
        if begins:
            self._held = self._span
        self._brush(lambda _: brush.dragged(grip, self._held, start, now))

    def _brush(self, step: Callable[[Span], Span]) -> None:
        """Ask for the days that `step` makes of those brushed."""
        self.request_query(lambda q: q.during(q.clock, step(q.spans.get(q.clock, Span()))))

    def _on_clicked(self, point: QPointF) -> None:
        if bar := self._bar_at(point):
            self._on_bars((bar,))

    def _on_double_clicked(self, point: QPointF) -> None:
        if bar := self._bar_at(point):
            self._narrow_to((bar,))
        else:
            self._lift()

    def _on_bars(self, bars: Sequence[Bar]) -> None:
        here = self._bar_of_current()
        if here and QGuiApplication.keyboardModifiers() & _SHIFT:
            bars = between(self._picture.bands, here, bars[0])
        self._pick(bars)

    def _narrow_to(self, bars: Sequence[Bar]) -> None:
        if not QGuiApplication.keyboardModifiers() & _CTRL:  # it would leave again
            self._pick(bars)
        self.request_narrow()

    def _on_hovered(self, point: QPointF | None) -> None:
        bar = self._bar_at(point) if point else None
        if point:
            hand = Qt.CursorShape.PointingHandCursor
            self.plot.setCursor(hand if bar else self.plot.cursor_at(point.x()))
        if bar != self._picture.hovered:
            self._picture = replace(self._picture, hovered=bar)
            self._repaint()

    def _tip(self, point: QPointF) -> str:
        bar = self._bar_at(point)
        return self._tip_of((bar,)) if bar else place_tip(self._picture, point.x(), point.y())

    def _tip_of(self, bars: Sequence[Bar]) -> str:
        return tip_of(bars, self._frame.snapshot, self._frame.query.clock)

    # what is picked

    def _pick(self, bars: Sequence[Bar]) -> None:
        """Ask for the marks of `bars`; with Ctrl they join, or leave if all were picked."""
        self.request_selection(toggling(bars))

    def _bar_of_current(self) -> Bar | None:
        here = in_lane(self._picture.bands, self._frame.selection.current)
        return here[1] if here and here[1].inside else None

    def _step_bar(self, step: int) -> None:
        self._go_to(next_bar(self._picture.bands, self._bar_of_current(), step))

    def _step_lane(self, step: int) -> None:
        self._go_to(next_lane(self._picture.bands, self._bar_of_current(), step))

    def _go_to(self, bar: Bar | None) -> None:
        if bar and bar.dated:
            self.plot.reveal(bar.begun, bar.ended + 1)
        if bar:
            self._on_bars((bar,))

    # what the keys ask for

    def _table_of_keys(self) -> dict[tuple[Qt.Key, bool], Callable[[], None]]:
        """Return what each key does, without and with Shift."""
        plain: dict[Qt.Key, Callable[[], None]] = {
            _KEYS.Key_J: partial(self._step_bar, 1),
            _KEYS.Key_K: partial(self._step_bar, -1),
            _KEYS.Key_Down: partial(self._step_lane, 1),
            _KEYS.Key_Up: partial(self._step_lane, -1),
            _KEYS.Key_Left: partial(self.plot.pan, -0.1),
            _KEYS.Key_Right: partial(self.plot.pan, 0.1),
            _KEYS.Key_F: self.fit,
            _KEYS.Key_0: self.fit,
            _KEYS.Key_Minus: partial(self.plot.zoom, 1.25),
            _KEYS.Key_BracketLeft: lambda: self._step_brush(lambda s, n: brush.moved(s, -n)),
            _KEYS.Key_BracketRight: lambda: self._step_brush(brush.moved),
            _KEYS.Key_Delete: self._lift,
        }
        either: dict[Qt.Key, Callable[[], None]] = {
            _KEYS.Key_Plus: partial(self.plot.zoom, 0.8),
            _KEYS.Key_Equal: partial(self.plot.zoom, 0.8),
            _KEYS.Key_BraceLeft: lambda: self._step_brush(lambda s, n: brush.widened(s, -n)),
            _KEYS.Key_BraceRight: lambda: self._step_brush(brush.widened),
            _KEYS.Key_J: plain[_KEYS.Key_J],
            _KEYS.Key_K: plain[_KEYS.Key_K],
        }
        shifted: dict[Qt.Key, Callable[[], None]] = {
            _KEYS.Key_Left: lambda: self._step_brush(partial(brush.stretched, "until", -1)),
            _KEYS.Key_Right: lambda: self._step_brush(partial(brush.stretched, "until", 1)),
            _KEYS.Key_Home: lambda: self._step_brush(partial(brush.stretched, "since", -1)),
            _KEYS.Key_End: lambda: self._step_brush(partial(brush.stretched, "since", 1)),
        }
        table = {(key, False): asked for key, asked in (plain | either).items()}
        return table | {(key, True): asked for key, asked in (either | shifted).items()}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key of the table asks for; Enter makes the selection the filter."""
        key = Qt.Key(event.key()), bool(event.modifiers() & _SHIFT)
        if asked := self._keys.get(key):
            asked()
        else:
            super().keyPressEvent(event)

    def _lift(self) -> None:
        self._brush(lambda _: Span())

    def _step_brush(self, step: Callable[[Span, int], Span]) -> None:
        """Ask for a step of the brush; without one, for the days in view."""
        days, in_view = brush.stride(*self.plot.view())
        self._brush(lambda span: step(span, days) if span else in_view)
