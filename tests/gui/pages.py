"""The detail pane in tests: shown over a workspace, what it says, and following its links."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.model import Claim, Ref
from db.query import Query, Selection
from desktop.panels.detail.panel import DetailPanel
from desktop.panels.detail.parts import Link
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests.wiring import wired

_Button, _Key = Qt.MouseButton, Qt.Key


def shown(workspace: Workspace, theme: Theme, qtbot: QtBot) -> DetailPanel:
    panel = wired(DetailPanel(theme), workspace, (880, 316), qtbot)
    qtbot.addWidget(panel.header)
    return panel


def texts(panel: DetailPanel) -> str:
    """Return all that the page says, to the eye or to a screen reader."""
    page = panel.page
    labels = [label.text() for label in page.findChildren(QLabel)]
    return "\n".join([*labels, *(child.accessibleName() for child in page.findChildren(QWidget))])


def links(panel: DetailPanel) -> list[Link]:
    return panel.page.findChildren(Link)


def link(panel: DetailPanel, words: str) -> Link:
    (found,) = [one for one in links(panel) if one.words.startswith(words)]
    panel.pane.ensureWidgetVisible(found)
    return found


def claims(workspace: Workspace) -> dict[str, Claim]:
    snapshot = workspace.store.snapshot(Query())
    return {claim.uid: claim for claim in snapshot.records.claims(snapshot.ids)}


def go(workspace: Workspace, ref: Ref) -> None:
    workspace.select(lambda _: Selection(current=ref))
    workspace.settle()


def go_to_claim(workspace: Workspace, uid: str) -> None:
    go(workspace, ("claim", claims(workspace)[uid].id))


def named(workspace: Workspace, kind: str, name: str) -> Ref:
    desk = workspace.frame.snapshot.desk
    found: list[Ref] = [
        *(("place", p.id) for p in desk.places.values() if p.name == name and kind == "place"),
        *(("route", r.id) for r in desk.routes.values() if r.name == name and kind == "route"),
        *(("event", e.id) for e in desk.events.values() if e.title == name and kind == "event"),
        *(("actor", a.id) for a in desk.actors.values() if a.name == name and kind == "actor"),
    ]
    return found[0]


def follow(
    panel: DetailPanel, workspace: Workspace, qtbot: QtBot, words: str, by: str = "mouse"
) -> None:
    there = link(panel, words)
    with qtbot.waitSignal(workspace.changed):
        if by == "mouse":
            qtbot.mouseClick(there, _Button.LeftButton)
        else:
            qtbot.keyClick(there, _Key.Key_Return if by == "Enter" else _Key.Key_Space)
