"""Changes of the desk in tests: what the menu would undo, the sheet of two versions, one's page."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.history import log
from db.model import Actor, Place, Ref, Source
from db.query import Selection
from desktop.dialogs.clashes import ClashSheet
from desktop.panels.detail.panel import DetailPanel
from desktop.window import MainWindow
from tests import desks
from tests.gui.hands import CTRL, LEFT, Hands

_W = TypeVar("_W", bound=QWidget)


class Changes(Hands):
    """Hands that change things of the desk, on the page that shows them."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        self.detail = cast("DetailPanel", window.panels["detail"])
        self.path = window.workspace.store.path

    def the(self, kind: Literal["place", "actor", "source"], uid: str) -> Place | Actor | Source:
        desk = self.frame.snapshot.desk
        things = {"place": desk.places, "actor": desk.actors, "source": desk.sources}[kind]
        return next(one for one in things.values() if one.uid == uid)

    def go(self, kind: Literal["place", "actor", "source"], uid: str) -> None:
        """Show the page of a thing, as a link to it does."""
        ref = cast("Ref", (kind, self.the(kind, uid).id))
        workspace = self.window.workspace
        workspace.select(lambda _: Selection(current=ref))
        workspace.settle()
        self.activate()

    def activate(self) -> None:
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)

    def part(self, kind: type[_W]) -> _W:
        """Return a part of the page shown."""
        (found,) = self.detail.page.findChildren(kind)
        return found

    def action(self, name: str) -> QAction:
        return next(a for a in self.window.menus.findChildren(QAction) if a.objectName() == name)

    def sheet(self, kind: type[_W]) -> _W:
        """Return the one that is open over the window."""
        (found,) = [one for one in self.window.findChildren(kind) if one.isVisible()]
        return found

    def undo(self, label: str) -> None:
        """See that the menu would undo an edit, and do it by the keys."""
        assert self.action("undo").text() == f"Undo: {label}"
        self.press(Qt.Key.Key_Z, CTRL)
        assert self.action("redo").text() == f"Redo: {label}"

    def click_on(self, widget: QWidget) -> None:
        """Click on a widget of the page, and wait for what it shows."""
        self.detail.pane.ensureWidgetVisible(widget)
        self.do(lambda: self.qtbot.mouseClick(widget, LEFT))

    def type(self, field: QWidget, text: str) -> None:
        """Write over what stands in a field."""
        assert self.window.focusWidget() is field
        self.qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
        self.qtbot.keyClicks(field, text)

    def tried(self, gesture: Callable[[], object]) -> None:
        """Make a gesture that may come to nothing, and wait until that is known."""
        gesture()
        self.settled()

    def clash(self) -> str:
        """Return what the sheet of two versions says, and close it."""
        sheet = self.sheet(ClashSheet)
        said = "\n".join(said_in(sheet))
        sheet.accept()
        self.activate()
        return said


def said_in(sheet: QDialog) -> list[str]:
    """Return every line that a sheet says."""
    return [label.text() for label in sheet.findChildren(QLabel) if not label.isHidden()]


def history(path: Path) -> list[str]:
    """Return the labels of a desk's transactions, the newest first."""
    with desks.reading(path) as connection:
        return [entry.why for entry in log.entries(connection, most=100)]
