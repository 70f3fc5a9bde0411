"""What can be decided about a pair, and the line in which the reason for it is asked for."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.edits.words import REASON
from desktop import show
from desktop.show import tr
from desktop.theme import Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_EDGE, _GAP = 6, 4
_BUTTONS: Final[Mapping[str, tuple[str, str, str]]] = {
    "accept": ("Accept", "A", "It holds"),
    "reject": ("Reject…", "R", "It does not hold; the reason is asked for"),
    "no conflict": ("No conflict…", "N", "The two do not conflict; the reason is asked for"),
    "later": ("Later", "L", "Put it at the end of the queue; nothing is written"),
}
"""What can be asked: the button, its key, and what it is for."""


class Foot(QWidget):
    """A button for each decision, in one row or in two; `asked` carries which."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Decide")
        self.buttons: dict[str, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_EDGE, 6, _EDGE, 6)
        self._grid.setSpacing(_GAP)
        for what, (text, key, _) in _BUTTONS.items():
            button = self.buttons[what] = QPushButton(f"{tr(text)}  {key}", self)
            button.setAccessibleName(tr(text).rstrip("…"))
            theme.write(button, "base")
            button.clicked.connect(lambda _=False, what=what: self.asked.emit(what))
        self._place(len(_BUTTONS))

    def offer(self, why_not: str) -> None:
        """Offer the decisions; none where there is a reason against it, but to look on."""
        for what, button in self.buttons.items():
            hindrance = "" if what == "later" else why_not
            button.setEnabled(not hindrance)
            show.explain(button, hindrance or tr(_BUTTONS[what][2]))

    def minimumSizeHint(self) -> QSize:
        """Ask for two in a row."""
        wide = max(button.sizeHint().width() for button in self.buttons.values())
        return QSize(2 * wide + _GAP + 2 * _EDGE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put them in two rows where one does not fit."""
        super().resizeEvent(event)
        buttons = self.buttons.values()
        wide = sum(button.sizeHint().width() + _GAP for button in buttons) - _GAP + 2 * _EDGE
        self._place(len(_BUTTONS) if wide <= self.width() else 2)

    def _place(self, columns: int) -> None:
        for n, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, n // columns, n % columns)


class ReasonLine(QWidget):
    """Asks why, in place. Enter takes it, Esc lets go; what was said last comes again, to be kept.

    `given` carries what is to be done and why; `left` says that nothing is, and whether the keys
    were here.
    """

    given = Signal(str, str)
    left = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._what = ""
        self._last: dict[str, str] = {}
        self.title = show.label(parent=self, wrap=True)
        theme.write(self.title, "small")
        self.field = QLineEdit(self)
        self.field.setMaxLength(REASON)
        self.go, self.leave = QPushButton(self), QPushButton(tr("Cancel"), self)
        self.go.setProperty("primary", True)  # noqa: FBT003 - as Qt has it
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (self.field, self.go, self.leave):
            theme.write(widget, "base")
            row.addWidget(widget, 1 if widget is self.field else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(3)
        column.addWidget(self.title)
        column.addLayout(row)
        self.field.textChanged.connect(self._check)
        self.go.clicked.connect(self._on_go)
        self.leave.clicked.connect(lambda: self.let_go())
        self.hide()

    def ask(self, what: str, asked: str, do: str) -> None:
        """Ask why `what` is to be done; `do` stands on the button."""
        self._what = what
        self.title.setText(show.visible(asked))
        self.go.setText(do)
        self.field.setAccessibleName(asked)
        self.field.setText(self._last.get(what, ""))
        self.field.selectAll()
        self._check()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def let_go(self) -> None:
        """Ask no longer."""
        if not self.isHidden():
            within = self.isAncestorOf(QApplication.focusWidget() or self)
            self.hide()
            self.left.emit(within)

    def event(self, event: QEvent) -> bool:
        """Take Enter and Esc before the window's shortcuts do."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()  # letters too: the focus may be on a button here
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the reason on Enter, let go on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.let_go()
        elif event.key() in _ENTER:
            (self.leave if self.leave.hasFocus() else self.go).click()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.field.text().strip()))
        show.explain(self.go, "" if self.go.isEnabled() else tr("Say why first"))

    def _on_go(self) -> None:
        why = self._last[self._what] = self.field.text().strip()
        self.hide()
        self.given.emit(self._what, why)
