"""Where everything is made and wired, and nothing else happens."""

from dataclasses import dataclass
from functools import partial
from typing import cast

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMenuBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import actions, layout, show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.claims import ClaimsPanel
from desktop.panels.detail import DetailPanel
from desktop.panels.filters import FilterBar
from desktop.panels.places import PlacesPanel
from desktop.panels.routes import RoutesPanel
from desktop.panels.timeline import TimelinePanel
from desktop.settings import Settings
from desktop.show import tr
from desktop.status import StatusLine
from desktop.theme import Mode, Theme
from desktop.welcome import Card, Welcome
from desktop.workspace import Workspace

_H, _V = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel stands at first: split off `beside` another, taking its share of it."""

    name: str
    kind: type[Panel]
    beside: str = ""
    split: Qt.Orientation = _H


PANELS: tuple[Place, ...] = (
    Place("places", PlacesPanel),
    Place("timeline", TimelinePanel, "places", _V),
    Place("routes", RoutesPanel, "places", _H),
    Place("claims", ClaimsPanel, "routes", _H),
    Place("detail", DetailPanel, "claims", _V),
)
"""The panels that are docks, each after the one it is split off."""
ORDER = ("places", "routes", "claims", "detail", "timeline")
"""The panels as they are read, and as Alt+1 and the following number them."""


class MainWindow(QMainWindow):
    """The panels, each wired to the workspace and to nothing else."""

    open_requested = Signal()
    sample_requested = Signal()
    theme_requested = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        settings: Settings,
        title: str,
        cards: tuple[Card, ...] = (),
    ) -> None:
        super().__init__()
        workspace.setParent(self)
        self.workspace, self.theme, self._settings = workspace, theme, settings
        self.setWindowTitle(tr("{desk} – Crosscheck").format(desk=show.visible(title)))
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setDocumentMode(True)
        self.setAnimated(False)  # docks are where they are said to be at once
        self.setMinimumSize(900, 600)
        self.filters = FilterBar(theme, self)
        self.docks: dict[str, QDockWidget] = {}
        self.panels: dict[str, Panel] = {}
        for place in PANELS:
            self._add(place)
        self.welcome = Welcome(theme, cards, self)
        self._start = self._dock("start", self.welcome, QWidget(self))
        self.status = StatusLine(theme, self)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().setFixedHeight(self.status.height())
        self._doable: list[tuple[actions.Action, QAction]] = []
        self._lay_out_top(title)
        self._wire()
        self._first = self._place_docks()
        self.resize(self.sizeHint())
        self.share_out()

    @property
    def _empty(self) -> bool:
        return not self.workspace.frame.snapshot.total

    @property
    def claims(self) -> ClaimsPanel:
        """The claims table."""
        return cast("ClaimsPanel", self.panels["claims"])

    # -- what the table of actions asks for -----------------------------------------------------

    def export(self) -> None:
        """Ask what is to be written of what is seen, and write it."""
        from desktop.export_dialog import ExportDialog  # not needed to start

        self.workspace.settle()  # the keys may be quicker than the turn of the last wish
        dialog = ExportDialog(self.workspace, self.theme, self._settings, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.status.say)
        dialog.open()

    def step_panel(self, step: int) -> None:
        """Move the focus to the next panel, or with -1 to the one before."""
        stops: list[QWidget] = [
            self.filters,
            *(self.panels[n] for n in ORDER if self.docks[n].isVisible()),
        ]
        focus = QApplication.focusWidget()
        here = next((n for n, stop in enumerate(stops) if focus and stop.isAncestorOf(focus)), -1)
        self._focus(stops[(here + step) % len(stops)])

    def show_keys(self) -> None:
        """Show which keys do what."""
        from desktop import help_pages

        help_pages.keys(self.theme, self)

    def show_about(self) -> None:
        """Show what this is, whose work it stands on, and where the desk's data come from."""
        from desktop import help_pages

        help_pages.about(self.workspace.frame.snapshot.desk, self.theme, self)

    def go_to(self, name: str) -> None:
        """Show a panel and give it the focus."""
        self.docks[name].show()
        self.docks[name].raise_()
        self._focus(self.panels[name])

    def reset_layout(self) -> None:
        """Put the panels where they stand at first, in the sizes of the design."""
        self.restoreState(self._first)
        QTimer.singleShot(0, self, self.share_out)  # Qt 6.11 applies the state in the next turn

    def share_out(self) -> None:
        """Give the docks the sizes of the design, at the size the window has.

        In a window too small for all of them Places and Roads share one place by tabs, and so do
        Claims and Detail.
        """
        if layout.tight(self.size()):
            self._share_place("places", "routes")
            self._share_place("claims", "detail")
        height = self.height() - self._top.height() - self.status.height()
        for _ in range(2):  # Qt 6.11 forgets the first time after docks were added
            for way, sizes in layout.shares(self.size(), height):
                shown = {n: size for n, size in sizes.items() if not self.docks[n].isHidden()}
                self.resizeDocks([self.docks[n] for n in shown], list(shown.values()), way)
            if self._empty:
                left = next(iter(layout.shares(self.size(), height)))[1]["places"]
                self.resizeDocks(
                    [self.docks["places"], self._start], [left, self.width() - left], _H
                )

    def restore(self) -> None:
        """Take the place and layout the window had; one of another version changes nothing."""
        self.restoreGeometry(self._settings.bytes("geometry"))
        if self._empty:
            return  # what an empty desk shows is not the user's choice
        self.restoreState(self._settings.bytes("docks"))
        self._start.hide()
        for name, state in self._settings.panels.items():
            if name in self.panels:
                self.panels[name].restore(state)

    def sizeHint(self) -> QSize:
        """Fit the design's first picture."""
        return QSize(1600, 1000)

    def keep(self) -> None:
        """Keep how the window stands, for the next start."""
        self._settings.keep("geometry", self.saveGeometry())
        if self._empty:
            return
        self._settings.keep("docks", self.saveState())
        self._settings.panels = {name: panel.state() for name, panel in self.panels.items()}

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep how the window stands, and close."""
        self.keep()
        super().closeEvent(event)

    # -- making and wiring ----------------------------------------------------------------------

    def _add(self, place: Place) -> None:
        panel = place.kind(self.theme)  # type: ignore[call-arg]
        self.panels[place.name] = panel
        self.docks[place.name] = self._dock(place.name, panel, panel.header)

    def _dock(self, name: str, inside: QWidget, title_bar: QWidget) -> QDockWidget:
        dock = QDockWidget(inside.accessibleName(), self)
        dock.setObjectName(name)
        dock.setTitleBarWidget(title_bar)
        dock.setWidget(inside)
        return dock

    def _wire(self) -> None:
        for panel in (self.filters, *self.panels.values()):
            panel.query_requested.connect(self.workspace.refine)
            panel.selection_requested.connect(self.workspace.select)
            panel.narrow_requested.connect(self.workspace.narrow)
            self.workspace.changed.connect(panel.show_frame)
            panel.show_frame(self.workspace.frame)
        self.filters.back_requested.connect(self.workspace.back)
        self.filters.forward_requested.connect(self.workspace.forward)
        self.workspace.changed.connect(self._on_changed)
        self._on_changed(self.workspace.frame)

    def _on_changed(self, frame: Frame) -> None:
        if lines := self.layout():
            lines.activate()  # the row of chips comes and goes in this turn, not in the next
        self.status.show_frame(frame)
        for action, doable in self._doable:
            doable.setEnabled(action.enabled(frame))

    def _focus(self, panel: QWidget) -> None:
        if panel.focusPolicy() & Qt.FocusPolicy.TabFocus:
            panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        stops = [
            w for w in panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        shown = next((stop for stop in stops if stop.isVisible() and stop.isEnabled()), panel)
        (panel.focusProxy() or shown).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out_top(self, title: str) -> None:
        """Put the menu row and the filter bar above the docks."""
        menus = QMenuBar()
        for name in actions.MENUS:
            self._fill(menus.addMenu(tr(name)), name)
        name = show.label(tr("Crosscheck"))
        name.setFont(self.theme.font("strong"))
        desk = show.label(title)
        desk.setObjectName("Note")
        row = QWidget()
        row.setObjectName("MenuRow")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(6)
        for widget, stretch in ((name, 0), (menus, 1), (desk, 0)):
            line.addWidget(widget, stretch)
        self._top = top = QWidget(self)
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(self.filters)
        self.setMenuWidget(top)

    def _fill(self, menu: QMenu, name: str) -> None:
        if name == "View":
            self._fill_view(menu)
        for action in (one for one in actions.actions() if one.menu == name):
            if action.rule:
                menu.addSeparator()
            doable = menu.addAction(action.text)
            doable.setShortcuts([QKeySequence(keys) for keys in action.keys])
            doable.triggered.connect(partial(self._grant, action))
            self._doable.append((action, doable))

    def _grant(self, action: actions.Action, *_: object) -> None:
        action.wish(self)

    def _go(self, name: str, *_: object) -> None:
        self.go_to(name)

    def _look(self, mode: Mode | None, *_: object) -> None:
        self.theme_requested.emit(mode or "")

    def _fill_view(self, menu: QMenu) -> None:
        """List the panels with the keys that lead there, the layout and the themes."""
        for n, name in enumerate(ORDER, 1):
            go = menu.addAction(self.docks[name].windowTitle())
            go.setShortcut(QKeySequence(f"Alt+{n}"))
            go.triggered.connect(partial(self._go, name))
        filters = menu.addAction(self.filters.accessibleName())
        filters.setShortcut(QKeySequence(f"Alt+{len(ORDER) + 1}"))
        filters.triggered.connect(lambda: self._focus(self.filters))
        shown = menu.addMenu(tr("Panels shown"))
        for name in ORDER:
            shown.addAction(self.docks[name].toggleViewAction())
        menu.addAction(tr("Reset layout")).triggered.connect(self.reset_layout)
        menu.addSeparator()
        looks = QActionGroup(menu)
        modes: tuple[tuple[str, Mode | None], ...] = (
            (tr("Light"), "light"), (tr("Dark"), "dark"), (tr("As the system"), None),
        )  # fmt: skip
        for text, mode in modes:
            look = looks.addAction(menu.addAction(text))
            look.setCheckable(True)
            look.setChecked(mode == self._settings.mode)
            look.triggered.connect(partial(self._look, mode))

    def _share_place(self, front: str, behind: str) -> None:
        if not self.docks[behind].isHidden():
            self.tabifyDockWidget(self.docks[front], self.docks[behind])
            self.docks[front].raise_()

    def _place_docks(self) -> QByteArray:
        """Put each panel beside the one it is split off; return the layout of a first start."""
        for place in PANELS:
            dock = self.docks[place.name]
            if place.beside:
                self.splitDockWidget(self.docks[place.beside], dock, place.split)
            else:
                self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        if self._empty:
            self.splitDockWidget(self.docks["places"], self._start, _H)
            for name in ("routes", "claims", "detail"):
                self.docks[name].hide()
        self._start.setVisible(self._empty)
        return self.saveState()
