"""Mouse and keys on the whole window, by the names of what is clicked."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.dimensions import DimensionId
from db.export import FormatId
from db.export.columns import TableId
from db.export.pick import Kind
from db.model import PlaceId, Ref
from db.query import Order
from desktop.dialogs.export import ExportDialog
from desktop.frame import Frame
from desktop.panels.claims.panel import ClaimsPanel
from desktop.panels.places.panel import PlacesPanel
from desktop.panels.routes.panel import RoutesPanel
from desktop.panels.timeline.panel import TimelinePanel
from desktop.window import MainWindow
from tests.gui.rows import heading

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PanelName = Literal["places", "timeline", "claims", "routes"]
PANELS: tuple[PanelName, ...] = ("places", "timeline", "claims", "routes")


class Hands:
    """What a person does at the window; everything that asks for a change waits for it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.places = cast("PlacesPanel", window.panels["places"])
        self.timeline = cast("TimelinePanel", window.panels["timeline"])
        self.claims = window.claims
        self.routes = cast("RoutesPanel", window.panels["routes"])

    @property
    def frame(self) -> Frame:
        return self.window.workspace.frame

    def do(self, gesture: Callable[[], object]) -> Frame:
        """Make a gesture and wait for what it shows; an edit, until it is safe on the disk."""
        with self.qtbot.waitSignal(self.window.workspace.changed):
            gesture()
        self.settled()
        return self.frame

    def settled(self) -> None:
        """Wait until every edit is on the disk and on screen."""
        self.qtbot.waitUntil(lambda: not self.window.workspace.unsettled)

    def ref(self, kind: DimensionId, uid: str) -> Ref:
        known = self.window.workspace.store.uids()[kind]
        return cast("Ref", (kind, next(id_ for id_, own in known.items() if own == uid)))

    def at(self, panel: PanelName, ref: Ref) -> tuple[QWidget, QPoint]:
        """Return the widget that shows a thing in a panel, and where it stands there."""
        match panel:
            case "claims":
                return _claim_at(self.claims, ref)
            case "places":
                self.places.tree.scrollTo(self.places.index_of(ref[1]))
                spot: QPoint | None = self.places.position(PlaceId(ref[1]))
            case "timeline":
                spot = self.timeline.mark_position(ref)
            case "routes":
                spot = self.routes.position(ref)
        assert spot is not None, f"{panel} shows no {ref}"
        widget = self.window.panels[panel].childAt(spot)
        assert widget is not None
        return widget, widget.mapFrom(self.window.panels[panel], spot)

    def click(self, panel: PanelName, ref: Ref, held: Qt.KeyboardModifier = NONE) -> Frame:
        widget, at = self.at(panel, ref)
        return self.do(lambda: self.qtbot.mouseClick(widget, LEFT, held, at))

    def double_click(self, panel: PanelName, ref: Ref) -> Frame:
        """Press twice, as a hand does: the first click picks."""
        widget, at = self.at(panel, ref)

        def twice() -> None:
            self.qtbot.mouseClick(widget, LEFT, NONE, at)
            self.qtbot.mouseDClick(widget, LEFT, NONE, at)

        return self.do(twice)

    def focus(self, panel: PanelName | Literal["detail"]) -> QWidget:
        """Put the keys on a panel by its own keys, and return what has them."""
        n = ("places", "routes", "claims", "detail", "timeline").index(panel) + 1
        self._activate()
        key = Qt.Key(Qt.Key.Key_0 + n)
        self.qtbot.keyClick(self.window, key, Qt.KeyboardModifier.AltModifier)
        focus = self.window.focusWidget()
        there = self.window.panels[panel]
        assert focus is there or there.isAncestorOf(focus)
        return focus

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> Frame:
        self._activate()
        return self.do(lambda: self.qtbot.keyClick(self._focused(), key, held))

    def search(self, text: str) -> Frame:
        self._activate()
        self.qtbot.keyClick(self.window, Qt.Key.Key_F, CTRL)
        return self.do(lambda: self.qtbot.keyClicks(self.window.filters.search, text))

    def tick(self, facet: DimensionId, value: str) -> Frame:
        """Tick one value in the list that a facet's button opens, and close it."""
        filters = self.window.filters
        self.qtbot.mouseClick(filters.facets.buttons[facet], LEFT)
        view = filters.values.list
        rows = [view.model().index(row, 0) for row in range(view.model().rowCount())]
        there = next(index for index in rows if index.data() == value)
        at = view.visualRect(there).center()
        frame = self.do(lambda: self.qtbot.mouseClick(view.viewport(), LEFT, pos=at))
        self.qtbot.keyClick(filters.values, Qt.Key.Key_Escape)
        return frame

    def sort_claims(self, by: Order) -> Frame:
        at = heading(self.claims, by)
        return self.do(lambda: self.qtbot.mouseClick(self.claims.columns.viewport(), LEFT, pos=at))

    def order_places(self, by: str) -> Frame:
        return self.do(lambda: self._choose(self.places.order, by))

    def group_claims(self, by: str) -> Frame:
        return self.do(lambda: self._choose(self.claims.group_button, by))

    def fold_all(self) -> None:
        self._choose(self.claims.group_button, "Fold all groups")

    def _choose(self, button: QWidget, what: str) -> None:
        """Choose from the menu that a button opens."""
        self.qtbot.mouseClick(button, LEFT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (choice,) = [action for action in menu.actions() if action.text() == what]
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(choice).center())

    def export(
        self,
        path: Path,
        tables: tuple[TableId, ...],
        kind: Kind | None = None,
        form: FormatId = "exact",
    ) -> Mapping[TableId, Path]:
        """Export tables by the dialog; without a kind, the rows that it offers."""
        self._activate()
        self.qtbot.keyClick(self._focused(), Qt.Key.Key_E, CTRL)
        (dialog,) = [d for d in self.window.findChildren(ExportDialog) if d.isVisible()]
        for table, box in dialog.tables.items():
            if box.isChecked() != (table in tables):
                self.qtbot.mouseClick(box, LEFT)
        if kind:
            self.qtbot.mouseClick(dialog.rows[kind], LEFT)
        self.qtbot.mouseClick(dialog.formats[form], LEFT)
        dialog.name.selectAll()
        self.qtbot.keyClicks(dialog.name, str(path))
        with self.qtbot.waitSignal(dialog.accepted):
            self.qtbot.mouseClick(dialog.go, LEFT)
        return dict(zip((t for t in dialog.tables if t in tables), dialog.written, strict=True))

    def _activate(self) -> None:
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)

    def _focused(self) -> QWidget:
        return self.window.focusWidget() or self.window


def _claim_at(panel: ClaimsPanel, ref: Ref) -> tuple[QWidget, QPoint]:
    index = panel.model.index(panel.row_of(ref), 1)
    panel.table.scrollTo(index)
    return panel.table.viewport(), panel.table.visualRect(index).center()
