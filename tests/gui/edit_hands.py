"""What a person does to edit claims: by the keys, by the mouse, in the table and in the detail."""

from collections.abc import Sequence
from typing import TypeVar, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.chooser import Choice, Chooser
from desktop.dialogs.clashes import ClashSheet
from desktop.dialogs.overlay import Overlay
from desktop.dialogs.sheet import Sheet
from desktop.panels.detail.field import NoteField
from desktop.window import MainWindow
from tests.gui.hands import CTRL, LEFT, NONE, Hands

Key = Qt.Key
_Widget = TypeVar("_Widget", bound=QWidget)


class EditHands(Hands):
    """Hands at the bundled desk, with the claims it edits by their uids."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        self.detail = window.detail

    def pick(self, *uids: str) -> None:
        """Pick claims in the table, the first alone, the others with Ctrl."""
        for n, uid in enumerate(uids):
            self.click("claims", self.ref("claim", uid), CTRL if n else NONE)
        self.focus("claims")

    def write(self, text: str) -> None:
        """Type where the keys are."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClicks(focus, text)

    def hit(self, key: Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keys are, which changes no desk yet."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, held)

    def save(self, key: Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key that edits, and wait until it is on the disk and on screen."""
        self.do(lambda: self.hit(key, held))

    def push(self, widget: QWidget) -> None:
        """Click on a widget."""
        self.qtbot.mouseClick(widget, LEFT)

    def save_by(self, widget: QWidget) -> None:
        """Click on a widget that edits, and wait until it is on the disk and on screen."""
        self.do(lambda: self.push(widget))

    def open(self, kind: type[_Widget]) -> _Widget:
        """Return what is open of a kind."""
        (found,) = [one for one in self.window.findChildren(kind) if one.isVisible()]
        return found

    @property
    def sheet(self) -> Sheet:
        return self.open(Sheet)

    @property
    def note(self) -> NoteField:
        return self.open(NoteField)

    def named(self, name: str) -> QWidget:
        """Return the widget of the detail page that is called so, brought into view."""
        every = self.detail.page.findChildren(QWidget)
        found = [w for w in every if name in (w.accessibleName(), getattr(w, "text", str)())]
        visible = [widget for widget in found if widget.isVisible()]
        assert visible, name
        self.detail.pane.ensureWidgetVisible(visible[0])
        return visible[0]

    def row(self, text: str) -> None:
        """Click on the row of an open list that begins so."""
        chooser = cast("Chooser[Choice]", self.open(Chooser))
        rows = [index for n in range(chooser.model.rowCount()) if (index := chooser.model.index(n))]
        there = next(index for index in rows if str(index.data()).startswith(text))
        self.qtbot.mouseClick(
            chooser.list.viewport(), LEFT, pos=chooser.list.visualRect(there).center()
        )

    def from_menu(self, uid: str, what: str) -> None:
        """Choose from the menu of a claim's row, as a right click opens it."""
        viewport, at = self.at("claims", self.ref("claim", uid))
        self.ask_menu(viewport, at)
        self.choose(what)

    def ask_menu(self, viewport: QWidget, at: QPoint) -> None:
        """Ask for a menu at a point, as the system does after a right click."""
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
        QApplication.sendEvent(viewport, asked)

    def choose(self, what: str) -> None:
        """Choose from the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (choice,) = [action for action in menu.actions() if action.text().split("\t")[0] == what]
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(choice).center())

    def choose_edit(self, what: str) -> None:
        """Choose from the menu Edit."""
        menu = self.window.menus.by_name["Edit"]
        menu.popup(self.window.mapToGlobal(QPoint(60, 30)))
        self.choose(what)

    def undo_label(self) -> str:
        """Return what the menu Edit says it would undo."""
        actions = self.window.menus.by_name["Edit"].actions()
        return next(one.text() for one in actions if one.objectName() == "undo")

    def clash(self) -> Sequence[str]:
        """Return what the sheet of both versions says, and close it."""
        self.qtbot.waitUntil(lambda: bool(self._clashes()))
        (sheet,) = self._clashes()
        said = [label.text() for label in sheet.findChildren(QLabel)]
        sheet.leave.click()
        return said

    def _clashes(self) -> list[ClashSheet]:
        return [one for one in self.window.findChildren(ClashSheet) if one.isVisible()]

    def close_overlays(self) -> None:
        for one in self.window.findChildren(Overlay):
            one.close()

    def button(self, text: str) -> QPushButton:
        """Return the button of the detail page with this text."""
        found = [b for b in self.detail.page.findChildren(QPushButton) if b.text() == text]
        self.detail.pane.ensureWidgetVisible(found[0])
        return found[0]
