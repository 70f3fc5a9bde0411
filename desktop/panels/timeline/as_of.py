"""The as-of row under the timeline: what could be known by a day, step by step or played."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final, Literal

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from db.columns import Ints
from db.model import CLOCKS, Clock
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.buttons import Link, MenuButton
from desktop.panels.timeline.plot import TimePlot
from desktop.panels.timeline.track import Track
from desktop.show import tr
from desktop.words.queries import all_as_of, clock_name

Pace = Literal["change", "day", "week", "month"]
"""How far a step goes: to the next day on which something new could be known, or so many days."""
_DAYS: Final[dict[Pace, int]] = {"day": 1, "week": 7, "month": 30}
_BEAT: Final = 400
"""Milliseconds that a day stays while the days are played."""
_HIGH, _RIGHT, _WIDE = 28, 138, 230


class AsOf(QWidget):
    """Step back, play, step on; the clock and the pace; the days; the day; and a way out.

    It is there while the query is as of a day; till then there is a button in the header of its
    panel. Its track lies under the days that the plot looks at.
    """

    def __init__(self, panel: Panel, plot: TimePlot) -> None:
        super().__init__(panel)
        self._theme = theme = panel.theme
        self._ask, self._plot = panel.request_query, plot
        plot.looked.connect(self.arrange)
        panel.header.add_button(tr("as of…"), tr("What could be known by a day"), self.switch)
        self._frame = Frame()
        self._clock: Clock = "published"
        self.pace: Pace = "change"
        self.back = self._button("chevron-left", tr("As of one step back"), partial(self.step, -1))
        self.on = self._button("chevron-right", tr("As of one step on"), partial(self.step, 1))
        self.play = Link(tr("Play"), theme, self)
        self.play.clicked.connect(self.toggle)
        self.how = MenuButton("", theme, self)
        self.how.clicked.connect(self._offer)
        self.track = Track(theme, self)
        self.track.picked.connect(self._go)
        self.track.stepped.connect(self.step)
        self.day = show.Elided(parent=self)
        self.end = Link(tr("Now"), theme, self)
        show.explain(self.end, tr("Show the desk as it is now"))
        self.end.clicked.connect(self.lift)
        self.timer = QTimer(self, interval=_BEAT, singleShot=True)
        self.timer.timeout.connect(self._beat)
        self.playing = False
        self.left, self.right = QWidget(self), QWidget(self)
        self._lay_out()
        self.hide()

    def _button(self, icon: str, name: str, pressed: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(self._theme.icon(icon))
        button.setAutoRaise(True)
        button.setFixedSize(24, 24)
        button.setAccessibleName(name)
        show.explain(button, name)
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        left, right, row = QHBoxLayout(self.left), QHBoxLayout(self.right), QHBoxLayout(self)
        for line, margins in ((left, (8, 0, 4, 0)), (right, (10, 0, 4, 0)), (row, (0, 0, 0, 0))):
            line.setContentsMargins(*margins)
            line.setSpacing(0)
        for widget in (self.back, self.play, self.on, self.how):
            left.addWidget(widget)
        left.addStretch(1)
        right.addWidget(self.day, 1)
        right.addWidget(self.end)
        for widget, stretch in ((self.left, 0), (self.track, 1), (self.right, 0)):
            row.addWidget(widget, stretch)
        self._fit()
        self._theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px(_HIGH))
        self._theme.write(self.day, "strong")

    def stand(self, left: int, right: int) -> None:
        """Leave so much beside the track: what the plot has beside it, or what the day needs."""
        self.left.setFixedWidth(left)
        self.right.setFixedWidth(max(right, self._theme.px(_RIGHT)))
        self._say_how()

    # what is shown

    def show_frame(self, frame: Frame) -> None:
        """Show the day of a frame; without one it goes, and nothing plays."""
        self._frame = frame
        known = frame.query.known_by
        self.setVisible(bool(known))
        if not known:
            self.stop()
            return
        if self._clock not in known:
            self._clock = next(iter(known))
        day = known[self._clock]
        self._say_how()
        self.day.setText(show.day(day))
        self.arrange()
        if self.playing:
            self.timer.start()  # a day is seen before the next one comes
        told = tr("{n} of {all} claims known").format(
            n=show.count(len(frame.snapshot.known)), all=show.count(frame.snapshot.total)
        )
        self.track.setAccessibleDescription(show.listed([all_as_of(frame.query), told]))
        show.explain(self.track, all_as_of(frame.query), told, *_dateless(frame))

    def _say_how(self) -> None:
        """Name the clock, and the pace where there is room for it."""
        wide = self.left.width() >= self._theme.px(_WIDE)
        self.how.say(_paces()[self.pace] if wide else "", clock_name(self._clock))
        show.explain(self.how, tr("The clock, and how far a step goes"), _paces()[self.pace])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep each day under itself."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Reach over the days that the timeline looks at; of `recorded` over the desk's own."""
        day = self._frame.query.known_by.get(self._clock)
        if day is None:
            return
        turns, (since, until) = self._turns, self._plot.view()
        share = self.track.width() / max(1, self._plot.width())
        view = since, since + (until - since) * share
        if self._clock == "recorded" and len(turns):
            view = float(min(turns[0], day.toordinal())) - 1, float(turns[-1]) + 2
        self.track.show_days(view, turns, day.toordinal())

    # what is asked for

    def begin(self) -> None:
        """Ask for the newest day that could be known, on the clock that was used last."""
        if len(self._turns):
            self._go(int(self._turns[-1]))

    def switch(self) -> None:
        """Ask for what could be known by the newest day, or for the desk as it is now again."""
        if self._frame.query.known_by:
            self.lift()
        else:
            self.begin()

    def lift(self) -> None:
        """Ask for the desk as it is now."""
        self.stop()
        self._ask(lambda query: replace(query, known_by={}))

    def step(self, way: int) -> None:
        """Ask for the day a step on, or with -1 back."""
        day = self._frame.query.known_by.get(self._clock)
        if day is None:
            self.begin()
        elif (to := stepped(self._turns, day.toordinal(), self.pace, way)) is not None:
            self._go(to)

    def toggle(self) -> None:
        """Play the days, from the first where the last is shown; or stop."""
        if self.playing:
            self.stop()
            return
        day = self._frame.query.known_by.get(self._clock, date.min).toordinal()
        if len(self._turns) and day >= self._turns[-1]:
            self._go(int(self._turns[0]))
        self.playing = True
        self.play.setText(tr("Pause"))
        self.timer.start()

    def stop(self) -> None:
        """Play no more."""
        self.playing = False
        self.timer.stop()
        self.play.setText(tr("Play"))

    def pause(self) -> bool:
        """Play no more; return whether it played."""
        played = self.playing
        self.stop()
        return played

    def choose(self, clock: Clock) -> None:
        """Ask for the same day on another clock; on `recorded` and back for its newest."""
        day, own = self._frame.query.known_by.get(self._clock), self._clock
        self._clock = clock
        turns = self._turns
        other = "recorded" in (clock, own) or day is None
        if other and len(turns):
            day = date.fromordinal(int(turns[-1]))
        if day is not None:
            self._ask(lambda query: query.as_of(own, None).as_of(clock, day))

    def hideEvent(self, event: QHideEvent) -> None:
        """Play no more where nobody sees it."""
        self.stop()
        super().hideEvent(event)

    @property
    def _turns(self) -> Ints:
        return self._frame.snapshot.turns.get(self._clock, np.empty(0, np.int32))

    def _beat(self) -> None:
        before = self._frame.query.known_by.get(self._clock)
        if before is None or stepped(self._turns, before.toordinal(), self.pace, 1) is None:
            self.stop()
        else:
            self.step(1)

    def _go(self, day: int) -> None:
        clock, to = self._clock, date.fromordinal(day)
        self._ask(lambda query: query.as_of(clock, to))

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for clock in CLOCKS:
            action = menu.addAction(clock_name(clock), partial(self.choose, clock))
            action.setCheckable(True)
            action.setChecked(clock == self._clock)
        menu.addSeparator()
        for pace, name in _paces().items():
            action = menu.addAction(name, partial(self._step_by, pace))
            action.setCheckable(True)
            action.setChecked(pace == self.pace)
        menu.popup(self.how.mapToGlobal(self.how.rect().topLeft()))

    def _step_by(self, pace: Pace) -> None:
        self.pace = pace
        self.show_frame(self._frame)


def stepped(turns: Ints, day: int, pace: Pace, way: int) -> int | None:
    """Return the day a step from another, among those from the first turn to the last; or None."""
    if not len(turns):
        return None
    first, last = int(turns[0]), int(turns[-1])
    if pace == "change":
        at = np.searchsorted(turns, np.int32(day), "right" if way > 0 else "left")
        at = int(at) if way > 0 else int(at) - 1
        return int(turns[at]) if 0 <= at < len(turns) else None
    to = min(max(day + way * _DAYS[pace], first), last)
    return to if (to - day) * way > 0 else None


def _paces() -> dict[Pace, str]:
    return {
        "change": tr("each change"),
        "day": tr("1 day"),
        "week": tr("7 days"),
        "month": tr("30 days"),
    }


def _dateless(frame: Frame) -> list[str]:
    """Return how many claims are left out for want of a date, by clock."""
    return [
        tr("%n without a date on the clock {clock}", n).format(clock=tr(clock))
        for clock, n in frame.snapshot.dateless.items()
        if n
    ]
