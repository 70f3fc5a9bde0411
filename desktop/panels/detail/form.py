"""What is written on a page: small buttons that begin it, and a form that Enter saves."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import show
from desktop.panels.detail.field import Field
from desktop.panels.detail.parts import Reading, Wrapped, beside
from desktop.show import tr
from desktop.theme import Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_OWN = {*_ENTER, Qt.Key.Key_Escape}
_HIGH = 24


class Doing(QToolButton):
    """A small button that changes what the page shows; where the desk may not be, it says so."""

    def __init__(
        self, words: str, does: str, reading: Reading, asked: Callable[[], object]
    ) -> None:
        """`does` says in a sentence what it is for."""
        super().__init__()
        self.setObjectName("Doing")
        reading.theme.write(self, "small")
        self.setText(show.doubled(words))
        self.setAccessibleName(show.visible(does))
        self.setMinimumSize(_HIGH, max(_HIGH, reading.theme.px(_HIGH)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setEnabled(not reading.hindrance)
        show.explain(self, does, reading.hindrance)
        self.clicked.connect(lambda: asked())


class Form(QWidget):
    """A part of a page that is written in: Enter saves, Esc lets go. The page waits for it."""

    ended = Signal()

    def __init__(self, theme: Theme, note: str) -> None:
        """`note` stands under the fields and says what becomes of them."""
        super().__init__()
        self.theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 4)
        self.column.setSpacing(4)
        self.fault = Wrapped("", theme, "small", "error")
        self.fault.hide()
        self.note = Wrapped(note, theme, "small", "ink.3")
        self.first: QWidget = self

    def save(self) -> None:
        """Ask for the edit that the fields say, and end; or `refuse`."""
        raise NotImplementedError

    def finish(self, first: QWidget, save: str) -> None:
        """Put under the fields what is wrong, what becomes of them, and the two buttons.

        Writing begins in the field `first`.
        """
        self.first = first
        self.column.addWidget(self.fault)
        self.column.addWidget(self.note)
        self.go, self.leave = QPushButton(save), QPushButton(tr("Cancel"))
        self.go.setProperty("primary", True)  # noqa: FBT003 -- a value for the style sheet
        for button, does in ((self.go, self.save), (self.leave, self.end)):
            self.theme.write(button, "small")
            button.clicked.connect(does)
        self.column.addWidget(beside(self.go, self.leave))

    def begin(self) -> None:
        """Put the keys on its first field."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.first, QLineEdit):
            self.first.selectAll()

    def bring(self) -> None:
        """Scroll to it, all of it where there is room."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self, 0, 8)

    def end(self) -> None:
        """Be no longer written in, whatever was written."""
        self.ended.emit()

    def refuse(self, field: QWidget, sentence: str) -> None:
        """Say beside the fields what is wrong with one of them, and go there."""
        self.fault.say(sentence)
        self.fault.show()
        field.setAccessibleDescription(sentence)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Take its own keys before the window's shortcuts do."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Enter, let go on Esc; Enter on a button presses that."""
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in _ENTER and isinstance(focus, QAbstractButton):
            focus.click()
        elif event.key() in _ENTER:
            self.save()
        else:
            super().keyPressEvent(event)


class Part(Field):
    """A part of a page that a form takes the place of, made when somebody begins to write."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading
        self.form: Form | None = None
        self._held = QVBoxLayout(self)
        self._held.setContentsMargins(0, 0, 0, 0)
        self._held.setSpacing(0)

    @property
    def writing(self) -> bool:
        """Whether somebody writes here."""
        return self.form is not None

    def hold(
        self,
        quiet: QWidget,
        back: QWidget,
        *,
        before: QWidget | None = None,
        after: QWidget | None = None,
    ) -> None:
        """Show `quiet`, which a form takes the place of, between what stays.

        When the form has ended, the keys go `back`.
        """
        for widget in (before, quiet, after):
            if widget is not None:
                self._held.addWidget(widget)
        self._quiet, self._back = quiet, back

    def made(self) -> Form:
        """Return the form."""
        raise NotImplementedError

    def begin(self) -> None:
        """Open the form."""
        if self.form is not None:
            return
        form = self.form = self.made()
        form.ended.connect(self._on_ended)
        self._quiet.hide()
        self._held.insertWidget(self._held.indexOf(self._quiet), form)
        form.show()
        form.begin()
        QTimer.singleShot(0, form, form.bring)  # it has its place in the next turn

    def _on_ended(self) -> None:
        form, self.form = self.form, None
        self._quiet.show()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        if form is not None:
            form.hide()
            form.deleteLater()
        self.closed.emit()
