"""What is said when something goes wrong: a sentence people can act on, a report for bugs."""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from db.errors import DeskError
from desktop.show import tr, visible


def tell(error: DeskError, parent: QWidget | None = None) -> None:
    """Show what went wrong and what to do next."""
    _message(QMessageBox.Icon.Warning, str(error), "", parent)


def watch(window: Callable[[], QWidget]) -> None:
    """From now on show unexpected errors too, over the window that is open; the desk stays open.

    A slot's exception would else only be printed, and the user would wonder.
    """

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt):
            return
        told = "".join(traceback.format_exception(kind, error, trace))
        said = tr("Something went wrong that should not have. The desk is as it was saved.")
        _message(QMessageBox.Icon.Critical, said, told, window())

    sys.excepthook = report


def _message(icon: QMessageBox.Icon, text: str, report: str, parent: QWidget | None) -> None:
    box = QMessageBox(parent)
    box.setWindowTitle("Crosscheck")
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(visible(text))
    box.setDetailedText(report)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    for button in box.buttons():
        button.setIcon(QIcon())  # the style's own icons are not of this house
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
