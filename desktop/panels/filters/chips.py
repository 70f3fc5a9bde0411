"""The row of chips: each filter in words, and what its span leaves outside."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from db.model import Clock
from db.query import Filter, Query, Span
from desktop import show
from desktop.frame import Frame
from desktop.panels.buttons import Chip, Link
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.queries import Words, words

_GAP = 8
_HEIGHT, _INSIDE = 30, 24
"""The height of the row, and what stands in it has at most, at the usual text."""
_LEAST_NOTE = 120
"""How much of the note stays to be read before chips give way."""
Step = Callable[[Query], Query]


class Chips(QWidget):
    """One chip a filter, then "+n" for those that do not fit, and a link that lifts all.

    `ask` is called with what to make of the query.
    """

    def __init__(self, theme: Theme, ask: Callable[[Step], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._ask = ask
        self._theme = theme
        self._shown: tuple[tuple[Filter, Words], ...] = ()
        self._clock: Clock = "about"
        self._undated = False
        self.chips: list[Chip] = []
        self.more = Link("", theme, self)
        self.note = show.Elided(parent=self)
        self.note.setObjectName("Note")
        self.lift = Link(tr("lift the span to see them"), theme, self)
        self.clear = Link(tr("Clear all"), theme, self)
        self._take_height()
        theme.changed.connect(self._take_height)
        self.more.clicked.connect(self._on_more)
        self.lift.clicked.connect(self._on_lift)
        self.clear.clicked.connect(lambda: self._ask(Query.unfiltered))

    def show_frame(self, frame: Frame) -> None:
        """Have a chip for each filter of the frame, and none for others."""
        shown = tuple(
            (one, words(one, frame.query, frame.snapshot.values)) for one in frame.query.filters
        )
        if shown != self._shown:
            self._shown = shown
            self._make_chips()
        self._draw_note(frame)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many chips as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _take_height(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))

    def _make_chips(self) -> None:
        """Make the chips anew; the focus stays where it was in the row."""
        focused = next((n for n, chip in enumerate(self.chips) if chip.hasFocus()), None)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(restriction, said) for restriction, said in self._shown]
        before: QWidget = self.previousInFocusChain() or self
        for chip in self.chips:
            QWidget.setTabOrder(before, chip)
            before = chip
        if focused is not None and self.chips:
            self.chips[min(focused, len(self.chips) - 1)].setFocus()

    def _chip(self, restriction: Filter, said: Words) -> Chip:
        chip = Chip(said.what, said.to, self._theme, self)
        if said.all:
            show.explain(chip, said.told, *said.all)
        chip.clicked.connect(
            lambda: self._ask(lambda query: query.without(restriction))  # type: ignore[misc]
        )
        return chip

    def _draw_note(self, frame: Frame) -> None:
        undated = frame.snapshot.undated
        self._undated = undated > 0
        self.note.setText(tr("%n undated claim(s) are outside any span", undated))
        self._clock = frame.query.clock

    def _fit(self) -> None:
        """Stand side by side; the note gives way first, then the chips at the end."""
        told = self.lift.sizeHint().width() + _LEAST_NOTE if self._undated else 0
        clear = self.clear.sizeHint().width()
        right = self.width() - _GAP - clear
        fitting = _fitting([chip.sizeHint().width() for chip in self.chips], right - 20 - told)
        hidden = len(self.chips) - fitting
        self.more.setText(f"+{show.count(hidden)}")
        self.more.setAccessibleName(tr("%n more filter(s)", hidden))
        left = 12
        for n, chip in enumerate((*self.chips, self.more)):
            chip.setVisible(n < fitting or (chip is self.more and hidden > 0))
            if not chip.isHidden():
                left = self._stand(chip, left, chip.sizeHint().width()) + _GAP
        self._stand(self.clear, right, clear)
        for widget in (self.note, self.lift):
            widget.setVisible(self._undated)
        wide = min(self.note.sizeHint().width(), right - left - self.lift.sizeHint().width() - 12)
        left = self._stand(self.note, left, max(0, wide))
        self._stand(self.lift, left + 2, self.lift.sizeHint().width())

    def _stand(self, widget: QWidget, left: int, width: int) -> int:
        """Place a widget in the middle of the row, and return where it ends."""
        height = min(max(24, self._theme.px(_INSIDE)), self.height())
        if isinstance(widget, Chip):
            height = widget.sizeHint().height()
        widget.setGeometry(left, (self.height() - height) // 2, width, height)
        return left + width

    def _on_lift(self) -> None:
        clock = self._clock
        self._ask(lambda query: query.during(clock, Span()))

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in (chip for chip in self.chips if chip.isHidden()):
            action = menu.addAction(show.doubled(chip.accessibleName()))
            action.setToolTip(show.tip(chip.accessibleName()))
            action.triggered.connect(chip.click)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def _fitting(widths: list[int], room: int) -> int:
    """Return how many chips have room, at least one; "+n" needs some where not all have."""
    if sum(widths) + _GAP * len(widths) <= room:
        return len(widths)
    fitting = len(widths)
    while fitting > 1 and sum(widths[:fitting]) + _GAP * fitting > room - 40:
        fitting -= 1
    return fitting
