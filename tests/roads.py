"""The roads panel as tests hold it: on screen, wired, its places and roads found by their uids."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db.model import Ref
from db.query import Query, Selection
from desktop.panels.routes.panel import RoutesPanel
from desktop.schematic.names import Placed
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.wiring import wired

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def shown(workspace: Workspace, theme: Theme, qtbot: QtBot) -> RoutesPanel:
    """Return the panel over the bundled desk, wired to a workspace and on screen."""
    return wired(RoutesPanel(theme), workspace, (452, 604), qtbot)


def place(workspace: Workspace, uid: str) -> Ref:
    places = workspace.frame.snapshot.desk.places.values()
    return "place", next(place.id for place in places if place.uid == uid)


def road(workspace: Workspace, uid: str) -> Ref:
    routes = workspace.frame.snapshot.desk.routes.values()
    return "route", next(route.id for route in routes if route.uid == uid)


def every_place(workspace: Workspace) -> list[Ref]:
    return [("place", id_) for id_ in workspace.frame.snapshot.desk.places]


def at(panel: RoutesPanel, ref: Ref) -> QPoint:
    """Return where a place or road is on the diagram."""
    spot = panel.position(ref)
    assert spot is not None
    return panel.diagram.mapFrom(panel, spot)


def box(name: Placed) -> QRectF:
    return QRectF(QPointF(*name.box[:2]), QPointF(*name.box[2:]))


def colour(image: QImage, spot: QPoint) -> str:
    return image.pixelColor(spot * image.devicePixelRatio()).name()


def refine(workspace: Workspace, query: Query) -> None:
    workspace.refine(lambda _: query)
    workspace.settle()


class Hand:
    """Clicks and presses keys on the diagram, and returns what is selected then."""

    def __init__(self, panel: RoutesPanel, workspace: Workspace, qtbot: QtBot) -> None:
        self._panel, self._workspace, self._qtbot = panel, workspace, qtbot

    def click(self, ref: Ref, modifiers: Qt.KeyboardModifier = NONE) -> Selection:
        with self._qtbot.waitSignal(self._workspace.changed):
            spot = at(self._panel, ref)
            self._qtbot.mouseClick(self._panel.diagram, LEFT, modifiers, spot)
        return self._workspace.frame.selection

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> Selection:
        with self._qtbot.waitSignal(self._workspace.changed):
            self._qtbot.keyClick(self._panel.diagram, key, modifiers)
        return self._workspace.frame.selection
