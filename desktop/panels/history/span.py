"""Days typed: the first and the last of which the history is shown."""

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
    """Two fields under a button; Enter or leaving one asks for the span typed."""

    asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(tr("Days"))
        self._days = Span()
        self.since = self._field(tr("First day"))
        self.until = self._field(tr("Last day"))
        self.fault = show.label(parent=self, wrap=True)
        self.fault.setObjectName("Fault")
        theme.write(self.fault, "small")
        days = QGridLayout()
        days.setHorizontalSpacing(8)
        days.setVerticalSpacing(2)
        for column, field in enumerate((self.since, self.until)):
            days.addWidget(show.label(field.accessibleName(), self), 0, column)
            days.addWidget(field, 1, column)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 11, 13, 11)
        column.setSpacing(8)
        column.addLayout(days)
        column.addWidget(self.fault)

    def open_below(self, days: Span, button: QWidget) -> None:
        """Show a span under a button."""
        self._days = days
        for field, day in ((self.since, days.since), (self.until, days.until)):
            field.setText(day.isoformat() if day else "")
            field.setFixedWidth(self.theme.px(150))
        self._say("")
        self.open_under(button)
        self.since.setFocus(Qt.FocusReason.PopupFocusReason)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        field.setPlaceholderText(tr("open"))
        field.setClearButtonEnabled(True)
        field.editingFinished.connect(self._on_typed)
        return field

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
        if self._days != Span(since, until):
            self._days = Span(since, until)
            self.asked.emit(self._days)

    def _say(self, fault: str) -> None:
        self.fault.setText(show.visible(fault))
        self.fault.setVisible(bool(fault))
        self.adjustSize()
