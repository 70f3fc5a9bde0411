"""A span typed: its first and its last day, under a button."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from db.query import Span
from desktop import show
from desktop.panels.popup import Popup
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.days import no_day, read_day


class SpanPopup(Popup):
    """Two fields under a button; Enter or leaving one asks for the span typed.

    `asked` carries the span. `column` takes what else stands above and below the fields.
    """

    asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(tr("Days"))
        self._span = Span()
        self.since = self._field(tr("First day"))
        self.until = self._field(tr("Last day"))
        self.fault = show.label(parent=self, wrap=True)
        self.fault.setObjectName("Fault")
        theme.write(self.fault, "small")
        days = QGridLayout()
        days.setHorizontalSpacing(8)
        days.setVerticalSpacing(2)
        days.setColumnStretch(2, 1)
        for column, field in enumerate((self.since, self.until)):
            days.addWidget(show.label(field.accessibleName(), self), 0, column)
            days.addWidget(field, 1, column)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(13, 11, 13, 9)
        self.column.setSpacing(10)
        self.column.addLayout(days)
        self.column.addWidget(self.fault)
        self._fit()
        theme.changed.connect(self._fit)

    def open_below(self, span: Span, button: QWidget) -> None:
        """Show a span under a button."""
        self.show_span(span)
        self.adjustSize()
        self.open_under(button)
        self.since.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_span(self, span: Span) -> None:
        """Write a span into the fields."""
        self._span = span
        for field, day in ((self.since, span.since), (self.until, span.until)):
            field.setText(day.isoformat() if day else "")
        self._say("")

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
            return
        self._say("")
        if self._span != Span(since, until):
            self._span = Span(since, until)
            self.asked.emit(self._span)

    def _say(self, fault: str) -> None:
        self.fault.setText(show.visible(fault))
        self.fault.setVisible(bool(fault))
        self.adjustSize()
