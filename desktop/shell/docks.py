"""The docks of a window: where they stand, kept and put back."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QTabWidget, QWidget

from desktop.shell.layout import Berth, Layout
from desktop.shell.placing import fitted
from desktop.show import tr

_VERSION = 4
"""Raised when docks come or go: a state of another version is not taken."""
_STEP = QPoint(28, 28)
"""How far a panel comes out of its place when it is made a window."""
_LEAST = QSize(480, 360)
"""How large a panel is made that becomes a window."""
_LEFT = Qt.DockWidgetArea.LeftDockWidgetArea


class Docks:
    """The panels of a window as docks, arranged by a layout or by the user.

    `room` tells the height that the docks share.
    """

    def __init__(self, window: QMainWindow, layout: Layout, room: Callable[[], int]) -> None:
        self._window, self._room = window, room
        self.layout = layout
        """The layout that the docks were arranged by last."""
        self.by_name: dict[str, QDockWidget] = {}
        window.setDockNestingEnabled(True)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setDocumentMode(True)
        window.setAnimated(False)  # docks are where they are said to be at once

    def add(self, name: str, inside: QWidget, title_bar: QWidget) -> None:
        """Make a dock of a panel; `arrange` places it."""
        dock = self.by_name[name] = QDockWidget(inside.accessibleName(), self._window)
        dock.setObjectName(name)
        dock.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # the edge of one that floats
        dock.setTitleBarWidget(title_bar)
        dock.setWidget(inside)
        dock.visibilityChanged.connect(self._on_changed)
        inside.windowTitleChanged.connect(dock.setWindowTitle)

    def arrange(self, layout: Layout) -> None:
        """Put every dock where `layout` has it, in its sizes; docks it does not name are hidden."""
        self.layout = layout
        for dock in self.by_name.values():
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
        berths = [berth for berth in layout.berths if berth.panel in self.by_name]
        for berth in berths:
            self._put(berth)
        for berth in berths:
            self.by_name[berth.panel].setVisible(berth.shown)
        for berth in berths:
            if berth.way == "behind":
                self.by_name[berth.beside].raise_()
        self.share_out()
        QTimer.singleShot(0, self._window, self.share_out)  # Qt 6.11 places docks in the next turn

    def share_out(self) -> None:
        """Give the docks the sizes of the layout, at the size the window has."""
        for _ in range(2):  # Qt 6.11 forgets the first time after docks were added
            for way, sizes in self.layout.sizes(self._window.size(), self._room()):
                shown = {n: size for n, size in sizes.items() if not self.by_name[n].isHidden()}
                docks = [self.by_name[name] for name in shown]
                self._window.resizeDocks(docks, list(shown.values()), way)
        self._tend_tabs()

    def float_or_dock(self, name: str) -> None:
        """Take a panel out into a window of its own, or put it back."""
        dock = self.by_name[name]
        dock.show()
        dock.setFloating(not dock.isFloating())
        if dock.isFloating():
            stands = QRect(dock.pos() + _STEP, dock.size().expandedTo(_LEAST))
            dock.setGeometry(fitted(stands, dock.screen().availableGeometry(), _LEAST))
            dock.activateWindow()

    def bring(self, name: str) -> None:
        """Show a dock, before those that share its place."""
        self.by_name[name].show()
        self.by_name[name].raise_()

    def state(self) -> QByteArray:
        """Return how the docks stand, for `restore`."""
        return self._window.saveState(_VERSION)

    def restore(self, state: QByteArray) -> bool:
        """Put the docks back; return whether `state` was one of this version."""
        return self._window.restoreState(state, _VERSION)

    def _on_changed(self, _: object) -> None:
        QTimer.singleShot(0, self._window, self._tend_tabs)

    def _tend_tabs(self) -> None:
        """Let Tab pass by rows of tabs that Qt keeps off the screen until they are needed."""
        for tabs in self._window.findChildren(QTabBar):
            seen = self._window.rect().intersects(tabs.geometry())
            tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus if seen else Qt.FocusPolicy.NoFocus)
            tabs.setAccessibleName(tr("Panels that share a place"))
            tabs.setDrawBase(False)  # a header stands right under it

    def _put(self, berth: Berth) -> None:
        dock = self.by_name[berth.panel]
        if not berth.beside:
            self._window.addDockWidget(_LEFT, dock)
        elif berth.way == "behind":
            self._window.addDockWidget(_LEFT, dock)
            self._window.tabifyDockWidget(self.by_name[berth.beside], dock)
        else:
            ways = {"right": Qt.Orientation.Horizontal, "under": Qt.Orientation.Vertical}
            self._window.splitDockWidget(self.by_name[berth.beside], dock, ways[berth.way])
        dock.show()
