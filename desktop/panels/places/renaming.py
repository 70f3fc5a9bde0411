"""A name written anew in the list of places: a field over its row, and a note under it."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.edits import words
from db.edits.names import Rename
from db.edits.rows import Named
from db.model import Place
from desktop import show
from desktop.show import tr
from desktop.theme import Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_KEPT = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
"""Why the keys may leave the field without ending it: they come back."""
_EDGE = 3


class _Field(QLineEdit):
    """A line that says when it is done with."""

    entered = Signal()
    let_go = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window's shortcut does."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be done with on Enter, let go on Esc."""
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.let_go.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go when the keys go elsewhere: no click changes a name."""
        super().focusOutEvent(event)
        if event.reason() not in _KEPT:
            self.left.emit()


class Renaming(QWidget):
    """Stands over the row of a place while its name is written anew: Enter saves, Esc lets go.

    `renamed` carries the edit. `done` comes after Enter or Esc: the keys want to go back.
    """

    renamed = Signal(object)
    done = Signal()

    def __init__(self, theme: Theme, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._theme, self._viewport = theme, viewport
        self.place: Place | None = None
        """The place as it was seen when writing began; None while nobody writes."""
        self.field = _Field()
        self.note = show.label(wrap=True)
        self.note.setObjectName("Note")
        theme.write(self.field, "base")
        theme.write(self.note, "small")
        self.field.setMaxLength(words.NAME)
        self.field.entered.connect(self._save)
        self.field.let_go.connect(self._let_go)
        self.field.left.connect(self.end)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE + 3)
        column.setSpacing(2)
        column.addWidget(self.field)
        column.addWidget(self.note)
        self.hide()

    def begin(self, place: Place, row: QRect) -> None:
        """Write the name of a place anew, in its row."""
        self.place, name = place, show.apart(place.name)
        self.field.setText(show.visible(place.name))  # nobody can change a sign that hides
        self.field.setAccessibleName(tr("New name of {name}").format(name=name))
        self._say(tr("Enter saves, Esc lets go. “{name}” stays as another name.").format(name=name))
        self.stand(row)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def stand(self, row: QRect) -> None:
        """Stand over the row of the place, whole within the list."""
        room = self._viewport.rect()
        height = self.heightForWidth(room.width())
        top = max(0, min(row.top() - _EDGE, room.height() - height))
        self.setGeometry(QRect(QPoint(0, top), room.size()))
        self.setFixedHeight(height)

    def end(self) -> None:
        """Be gone, whatever was written."""
        self.place = None
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and a line around it."""
        painter = QPainter(self)
        painter.setPen(self._theme.colour("divider"))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _save(self) -> None:
        name = words.cleaned(self.field.text())
        if self.place is None:
            return
        if not name:
            self._say(tr("A name is not empty: type one, or press Esc."))
            return
        seen = Named(self.place.uid, self.place.name)
        if name != words.cleaned(show.visible(seen.name)):
            self.renamed.emit(Rename("place", seen, name))
        self._let_go()

    def _let_go(self) -> None:
        self.end()
        self.done.emit()

    def _say(self, said: str) -> None:
        self.note.setText(show.visible(said))
        self.field.setAccessibleDescription(said)
