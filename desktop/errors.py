"""What is said when something goes wrong: a sentence people can act on, a report for bugs."""

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import DeskError
from desktop import assets, faults, show
from desktop.show import tr, visible


def tell(
    error: DeskError, parent: QWidget | None = None, again: Callable[[], None] | None = None
) -> None:
    """Show what went wrong and what to do next; `again` tries what failed once more."""
    box = QMessageBox(parent)
    box.setWindowTitle("Crosscheck")
    ink = box.palette().windowText().color()
    box.setIconPixmap(assets.icon("triangle-alert", ink, ink).pixmap(32))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(visible(str(error)))
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    if again is not None:
        retry = box.addButton(QMessageBox.StandardButton.Retry)
        retry.clicked.connect(again)
    for button in box.buttons():
        button.setIcon(QIcon())  # the style's own icons are not of this house
    if (lines := box.layout()) is not None:
        lines.setContentsMargins(24, 20, 24, 20)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


class Watch(QObject):
    """Takes what nobody caught, from any thread: logs it, and shows each fault once.

    The desk stays open. A slot's exception would else only be printed, and the user would wonder.
    """

    logged = Signal(int)
    """How many faults there were so far."""
    _came = Signal(object)

    def __init__(self, log: faults.Log, window: Callable[[], QWidget | None]) -> None:
        """`window` gives the one to show a report over."""
        super().__init__()
        self.log = log
        self._window = window
        self._shown: set[str] = set()
        self._before = sys.excepthook, threading.excepthook
        self._came.connect(self._on_came)  # queued, where it comes from another thread

    def begin(self) -> None:
        """Take what nobody catches from now on."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_uncaught_in_thread

    def end(self) -> None:
        """Leave it to those who had it before."""
        sys.excepthook, threading.excepthook = self._before
        self.log.close()

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            self._came.emit(error.with_traceback(trace))

    def _on_uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_came(self, error: BaseException) -> None:
        told = faults.report(error)
        self.log.add(told)
        self.logged.emit(self.log.count)
        if (place := faults.place(error)) not in self._shown:
            self._shown.add(place)
            said = tr(
                "Something went wrong that should not have. The desk is as it was saved, and you "
                "can go on. The report says where in the program, and holds nothing of the desk."
            )
            Report(tr("A fault of the program"), said, told, self._window()).show()


class Report(QDialog):
    """A text to be copied, in a window that blocks nothing."""

    def __init__(self, title: str, said: str, told: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.text = QPlainTextEdit(told)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Report"))
        self.copy = QPushButton(tr("Copy the report"))
        self.copy.clicked.connect(self._on_copy)
        self.leave = QPushButton(tr("Close"))
        self.leave.clicked.connect(self.accept)
        self.leave.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.copy)
        foot.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(show.label(said, wrap=True))
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.resize(620, 420)
        self.leave.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
