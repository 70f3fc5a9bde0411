"""What is written in place on a page of the detail pane."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from db.edits.claims import NoteOnClaim
from db.model import Claim
from desktop import show
from desktop.panels.detail.parts import Wrapped, stacked
from desktop.show import tr
from desktop.theme import Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ELSEWHERE = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
"""Why the focus goes for a moment: nobody has left the field."""
_LEAST, _MOST = 3, 12
"""How many lines a note shows at least and at most while it is written."""


class Field(QWidget):
    """Something that can be written in place; the page is not made anew while it is."""

    closed = Signal()
    """Nobody writes here any longer."""

    @property
    def writing(self) -> bool:
        """Whether somebody writes here."""
        return False


class NoteField(Field):
    """The note on a claim: a click, Enter or F2 opens it.

    Ctrl+Enter and leaving it save what was written, Esc lets it go.
    """

    def __init__(
        self, claim: Claim, theme: Theme, edit: Callable[[NoteOnClaim], None], hindrance: str
    ) -> None:
        """`hindrance` says why it cannot be written; empty when it can."""
        super().__init__()
        self._claim, self._theme, self._edit = claim, theme, edit
        self._column = stacked()
        self.setLayout(self._column)
        self.told = _Told(claim.notes, theme, "ink.2" if claim.notes else "ink.3")
        self.field: NoteText | None = None
        self._column.addWidget(self.told)
        if hindrance:
            self.told.setEnabled(False)
            show.explain(self.told, hindrance)
        else:
            show.explain(self.told, tr("A click, Enter or F2 opens the note"))
        self.told.opened.connect(self.open)

    @property
    def writing(self) -> bool:
        """Whether somebody writes here."""
        return self.field is not None

    def open(self) -> None:
        """Put the keys into the note, behind what is written there."""
        if self.field is None and self.told.isEnabled():
            self.field = NoteText(self._claim.notes, self._theme)
            self.field.left.connect(self._on_left)
            self._column.addWidget(self.field)
            self.field.show()  # else it takes the focus in the next turn, and keys go elsewhere
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.told.hide()

    def _on_left(self, keep: bool) -> None:  # noqa: FBT001 - a signal's
        """Save what was written if it is to be kept; it looks pending until it is safe."""
        field, self.field = self.field, None
        if field is None:
            return
        within, written = field.hasFocus(), field.toPlainText().strip()
        self.told.show()
        if within:
            self.told.setFocus(Qt.FocusReason.OtherFocusReason)
        field.hide()
        field.deleteLater()
        if keep and written != self._claim.notes:
            self.told.say_note(written, "ink.3")
            self._edit(NoteOnClaim(self._claim.uid, self._claim.notes, written))
        self.closed.emit()


class _Told(Wrapped):
    """The note as it is read; empty, an invitation to write one."""

    opened = Signal()

    def __init__(self, note: str, theme: Theme, ink: str) -> None:
        super().__init__("", theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.say_note(note, ink)

    def say_note(self, note: str, ink: str) -> None:
        """Show another note, in an ink."""
        self._ink = ink
        self.say(note or tr("Write a note"))
        self.setAccessibleName(tr("Note: {note}").format(note=show.apart(note) or tr("none")))
        self.updateGeometry()
        self.update()

    def mousePressEvent(self, ev: QMouseEvent) -> None:
        """Open it."""
        self.opened.emit()

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        """Open it on Enter and F2."""
        if ev.key() in _ENTER or ev.key() in {Qt.Key.Key_F2, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(ev)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the note on the ground of what can be pressed, and the ring of the focus."""
        painter = QPainter(self)
        if self.isEnabled() and self.underMouse():
            painter.fillRect(self.rect(), self._theme.colour("hover"))
        painter.end()
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


class NoteText(QPlainTextEdit):
    """Lines to write in, as high as they ask for."""

    left = Signal(bool)
    """Nobody writes any longer; whether what was written is to be kept."""

    def __init__(self, note: str, theme: Theme) -> None:
        super().__init__()
        self.setFont(theme.font("base"))
        self.setAccessibleName(tr("Note"))
        self.setPlaceholderText(tr("Ctrl+Enter saves, Esc lets go"))
        self.setTabChangesFocus(True)
        self.setPlainText(note)
        self.moveCursor(self.textCursor().MoveOperation.End)
        self.textChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(_LEAST, round(self.document().size().height())), _MOST)
        around = 2 * round(self.document().documentMargin()) + 6
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + around)

    def sizeHint(self) -> QSize:
        """Ask for its height; any width will do."""
        return QSize(120, self.height())

    def resizeEvent(self, e: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(e)
        self._fit()

    def event(self, e: QEvent) -> bool:
        """Take its keys before the shortcuts of the window do."""
        if e.type() == QEvent.Type.ShortcutOverride and _ends(cast("QKeyEvent", e)):
            e.accept()
            return True
        return super().event(e)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Save on Ctrl+Enter, let go on Esc."""
        if _ends(e):
            self.left.emit(e.key() != Qt.Key.Key_Escape)
        else:
            super().keyPressEvent(e)

    def focusOutEvent(self, e: QFocusEvent) -> None:
        """Save when somebody goes elsewhere."""
        super().focusOutEvent(e)
        if e.reason() not in _ELSEWHERE:
            self.left.emit(True)  # noqa: FBT003 - a signal takes no names


def _ends(pressed: QKeyEvent) -> bool:
    """Whether a key ends writing."""
    ctrl = pressed.modifiers() & Qt.KeyboardModifier.ControlModifier
    return pressed.key() == Qt.Key.Key_Escape or bool(ctrl and pressed.key() in _ENTER)
