"""A timeline on the screen, and the gestures that tests make on it."""

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.model import Ref
from db.query import Span
from desktop.panels.timeline.panel import TimelinePanel
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.wiring import wired

PICTURED = Span(date(2023, 1, 1), date(2023, 3, 2))
LEFT, CTRL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def shown(workspace: Workspace, theme: Theme, qtbot: QtBot) -> TimelinePanel:
    """Return the panel at the size of the design's first picture, wired to the workspace."""
    return wired(TimelinePanel(theme), workspace, (1600, 218), qtbot)


def brushed(workspace: Workspace, span: Span = PICTURED) -> None:
    workspace.refine(lambda q: q.during("about", span))
    workspace.settle()


def span(workspace: Workspace) -> Span | None:
    return workspace.frame.query.spans.get("about")


def target(panel: TimelinePanel, at: QPoint) -> tuple[QWidget, QPoint]:
    """Return the widget that is at a point of the panel, and the point in it."""
    child = panel.childAt(at)
    assert child is not None
    return child, child.mapFrom(panel, at)


def click(
    panel: TimelinePanel,
    qtbot: QtBot,
    ref: Ref,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    widget, at = target(panel, panel.mark_position(ref))
    qtbot.mouseClick(widget, LEFT, modifier, at)


def drag(
    panel: TimelinePanel,
    start: QPoint,
    *stops: QPoint,
    button: Qt.MouseButton = LEFT,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press, move over the stops and let go, as the window system would tell it."""
    widget, _ = target(panel, start)

    def tell(kind: QEvent.Type, at: QPoint, held: Qt.MouseButton) -> None:
        there, everywhere = QPointF(widget.mapFrom(panel, at)), QPointF(panel.mapToGlobal(at))
        told = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
        QApplication.sendEvent(widget, QMouseEvent(kind, there, everywhere, told, held, modifier))

    tell(QEvent.Type.MouseButtonPress, start, button)
    for stop in stops:
        tell(QEvent.Type.MouseMove, stop, button)
    tell(QEvent.Type.MouseButtonRelease, stops[-1], Qt.MouseButton.NoButton)
