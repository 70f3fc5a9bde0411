"""Which clock is shown, and the span on it: chosen and typed without the timeline."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from db.model import CLOCKS, Clock
from db.query import Query, Span
from desktop import show
from desktop.frame import Frame
from desktop.panels.buttons import Link
from desktop.panels.span import SpanPopup
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.queries import clock_name

Step = Callable[[Query], Query]


def _meanings() -> dict[Clock, str]:
    return {
        "about": tr("when what is claimed is said to have been"),
        "said": tr("when the claimant said it"),
        "published": tr("when the source printed it"),
        "recorded": tr("when it came into this desk"),
    }


class ClockPopup(SpanPopup):
    """Four clocks to choose from, and the first and last day of the span on the one shown.

    `ask` is called with what to make of the query.
    """

    def __init__(self, theme: Theme, ask: Callable[[Step], None], parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._ask = ask
        self.setAccessibleName(tr("Clock and span"))
        self._clock: Clock = "about"
        self.clocks: dict[Clock, QRadioButton] = {clock: self._choice(clock) for clock in CLOCKS}
        self.lift = Link(tr("Lift the span"), theme, self)
        self.lift.clicked.connect(lambda: self._during(Span()))
        self.asked.connect(self._during)
        self._lay_out()

    def open_for(self, frame: Frame, button: QWidget) -> None:
        """Show the clock and the span of a frame under a button."""
        self.show_frame(frame)
        self.open_below(frame.query.spans.get(self._clock, Span()), button)

    def show_frame(self, frame: Frame) -> None:
        """Tick the clock and write the span that the frame has."""
        self._clock = frame.query.clock
        self.clocks[self._clock].setChecked(True)
        span = frame.query.spans.get(self._clock, Span())
        self.lift.setEnabled(bool(span))
        self.show_span(span)

    def _choice(self, clock: Clock) -> QRadioButton:
        button = QRadioButton(clock_name(clock), self)
        button.clicked.connect(lambda: self._on_clock(clock))
        return button

    def _lay_out(self) -> None:
        """Put the clocks above the days, and what lifts the span below them."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for row, (clock, button) in enumerate(self.clocks.items()):
            meaning = show.label(_meanings()[clock], self)
            meaning.setObjectName("Note")
            grid.addWidget(button, row, 0)
            grid.addWidget(meaning, row, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.lift)
        self.column.insertLayout(0, grid)
        self.column.addLayout(foot)
        for before, stop in pairwise([*self.clocks.values(), self.since, self.until, self.lift]):
            self.setTabOrder(before, stop)

    def _on_clock(self, clock: Clock) -> None:
        self._ask(lambda query: replace(query, clock=clock))

    def _during(self, span: Span) -> None:
        clock = self._clock
        self._ask(lambda query: query.during(clock, span))
