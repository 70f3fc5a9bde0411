"""Which clock is shown, and the span on it: chosen and typed without the timeline."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.model import CLOCKS, Clock
from db.query import Query, Span
from desktop import show
from desktop.frame import Frame
from desktop.panels.buttons import Link
from desktop.panels.popup import Popup
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.days import no_day, read_day
from desktop.words.queries import clock_name

Step = Callable[[Query], Query]


def _meanings() -> dict[Clock, str]:
    return {
        "about": tr("when what is claimed is said to have been"),
        "said": tr("when the claimant said it"),
        "published": tr("when the source printed it"),
        "recorded": tr("when it came into this desk"),
    }


class ClockPopup(Popup):
    """Four clocks to choose from, and the first and last day of the span on the one shown.

    `ask` is called with what to make of the query.
    """

    def __init__(self, theme: Theme, ask: Callable[[Step], None], parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._ask = ask
        self.setAccessibleName(tr("Clock and span"))
        self._clock: Clock = "about"
        self.clocks: dict[Clock, QRadioButton] = {clock: self._choice(clock) for clock in CLOCKS}
        self.since = self._field(tr("First day"))
        self.until = self._field(tr("Last day"))
        self.fault = show.label(parent=self, wrap=True)
        self.fault.setObjectName("Fault")
        theme.write(self.fault, "small")
        self.lift = Link(tr("Lift the span"), theme, self)
        self.lift.clicked.connect(lambda: self._during(Span()))
        self._lay_out()
        self._fit()
        theme.changed.connect(self._fit)

    def open_below(self, frame: Frame, button: QWidget) -> None:
        """Show the clock and the span of a frame under a button."""
        self.show_frame(frame)
        self.adjustSize()
        self.open_under(button)
        self.since.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_frame(self, frame: Frame) -> None:
        """Tick the clock and write the span that the frame has."""
        self._clock = frame.query.clock
        self.clocks[self._clock].setChecked(True)
        span = frame.query.spans.get(self._clock, Span())
        self.lift.setEnabled(bool(span))
        self._say("")
        for field, day in ((self.since, span.since), (self.until, span.until)):
            field.setText(day.isoformat() if day else "")

    def _choice(self, clock: Clock) -> QRadioButton:
        button = QRadioButton(clock_name(clock), self)
        button.clicked.connect(lambda: self._on_clock(clock))
        return button

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        field.setPlaceholderText(tr("open"))
        field.setClearButtonEnabled(True)
        field.editingFinished.connect(self._on_typed)
        return field

    def _fit(self) -> None:
        for field in (self.since, self.until):
            field.setFixedWidth(self.theme.px(150))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for row, (clock, button) in enumerate(self.clocks.items()):
            meaning = show.label(_meanings()[clock], self)
            meaning.setObjectName("Note")
            grid.addWidget(button, row, 0)
            grid.addWidget(meaning, row, 1)
        days = QGridLayout()
        days.setHorizontalSpacing(8)
        days.setVerticalSpacing(2)
        days.setColumnStretch(2, 1)
        for column, field in enumerate((self.since, self.until)):
            days.addWidget(show.label(field.accessibleName(), self), 0, column)
            days.addWidget(field, 1, column)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.lift)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 11, 13, 9)
        column.setSpacing(10)
        column.addLayout(grid)
        column.addLayout(days)
        column.addWidget(self.fault)
        column.addLayout(foot)

    def _on_clock(self, clock: Clock) -> None:
        self._ask(lambda query: replace(query, clock=clock))

    def _on_typed(self) -> None:
        """Ask for the span typed, or say what cannot be read in it."""
        days: list[date | None] = []
        for field, last in ((self.since, False), (self.until, True)):
            try:
                days.append(read_day(field.text(), last=last))
            except ValueError:
                self._say(no_day(field.text()))
                return
        since, until = days
        if since and until and since > until:
            self._say(tr("The first day is after the last."))
        else:
            self._say("")
            self._during(Span(since, until))

    def _during(self, span: Span) -> None:
        clock = self._clock
        self._ask(lambda query: query.during(clock, span))

    def _say(self, fault: str) -> None:
        self.fault.setText(show.visible(fault))
        self.fault.setVisible(bool(fault))
        self.adjustSize()
