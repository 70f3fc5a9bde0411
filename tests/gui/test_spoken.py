"""What is spoken: one sentence for a place, a road, a mark; aloud when keys move in a picture."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.model import EventId, PlaceId, Ref
from db.query import Query
from db.store import Store
from desktop.frame import Frame
from desktop.panels import spoken
from desktop.panels.places.panel import PlacesPanel
from desktop.panels.routes.panel import RoutesPanel
from desktop.panels.timeline.panel import TimelinePanel
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks
from tests.gui.hands import CTRL, Hands
from tests.wiring import wired

SOLEDAR = (
    "Soledar: 10 claims, 1 Russia, 3 Third party, 6 Ukraine; Who holds Soledar? 2 say Ukraine "
    "holds – Fighting inside, 1 says Ukraine holds, pressed – Fighting inside, 1 says Fighting "
    "inside, 3 say Russia holds; 4 contested; 1 Jan – 1 Mar 2023."
)


def place(frame: Frame, uid: str) -> PlaceId:
    return next(one.id for one in frame.snapshot.desk.places.values() if one.uid == uid)


def heard(widget: QWidget) -> str:
    """Return what a screen reader reads of a widget after its name."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)


@pytest.fixture
def hedging(tmp_path: Path, qapp: QApplication) -> Iterator[Frame]:
    """A desk where a claimant only thinks it possible that one side holds a town."""
    said = desks.form()
    for claim in said["claims"]:
        if claim["uid"] == "B34":
            claim["certainty"] = "possible"
    desks.bring(tmp_path / "hedged.desk", said)
    store = Store.open(tmp_path / "hedged.desk")
    yield Frame(snapshot=store.snapshot(Query()))
    store.close()


def test_a_place_says_how_the_claims_about_it_answer(workspace: Workspace) -> None:
    assert spoken.place(workspace.frame, place(workspace.frame, "soledar")) == SOLEDAR


def test_who_holds_it_only_possible_is_counted_as_hedged(hedging: Frame) -> None:
    said = spoken.place(hedging, place(hedging, "soledar"))
    assert "Fighting inside, 2 say Russia holds, 1 hedged; 4 contested" in said


def test_claims_of_one_date_say_it_as_it_is_coded(workspace: Workspace) -> None:
    frame = workspace.frame
    said = {event: spoken.event(frame, event) for event in frame.snapshot.desk.events}
    assert said[EventId(2)].endswith("~1 Mar 2023.")


def test_what_the_filters_leave_out_is_not_told(workspace: Workspace) -> None:
    workspace.refine(lambda q: replace(q, text="CNN"))
    workspace.settle()
    frame = workspace.frame
    assert spoken.place(frame, place(frame, "chasiv-yar")) == "Chasiv Yar: no claim is left."
    assert spoken.place(frame, place(frame, "soledar")).startswith("Soledar: 1 claim, 1 Third")


def test_no_claim_is_spoken_without_its_claimant_and_source(workspace: Workspace) -> None:
    snapshot = workspace.frame.snapshot
    for claim in snapshot.records.claims(snapshot.ids):
        said = spoken.claim(workspace.frame, claim)
        assert said.startswith(f"{claim.claimant.name}, {claim.claimant.side.name}: ")
        assert claim.evidence[0].source in said


def test_a_row_of_the_places_has_its_sentence_as_description(
    workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    panel = wired(PlacesPanel(theme), workspace, (266, 600), qtbot)
    tree = QAccessible.queryAccessibleInterface(panel.tree)
    rows = [tree.child(n) for n in range(tree.childCount())]
    said = [row.text(QAccessible.Text.Description) for row in rows]
    assert SOLEDAR in said
    assert any(words.startswith("Bakhmut with what lies in it: 43 claims, ") for words in said)


def test_a_place_of_the_diagram_is_spoken_when_an_arrow_comes_to_it(
    workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    panel = wired(RoutesPanel(theme), workspace, (452, 604), qtbot)
    panel.diagram.setFocus()
    assert "Bakhmut with what lies in it" in heard(panel.diagram)  # the hub, with the focus
    with qtbot.waitSignal(panel.diagram.voice.said) as arrow:
        qtbot.keyClick(panel.diagram, Qt.Key.Key_Left)
    assert arrow.args is not None
    assert arrow.args[0] == heard(panel.diagram)
    with qtbot.waitSignal(panel.diagram.voice.said) as onwards:
        qtbot.keyClick(panel.diagram, Qt.Key.Key_Tab)
    assert onwards.args is not None
    assert onwards.args[0].startswith("Road ")
    assert "Moscow-backed administration of Donetsk: contested, 29 d" in onwards.args[0]


def test_j_and_k_speak_each_mark_of_the_timeline_with_its_lane(
    workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    panel = wired(TimelinePanel(theme), workspace, (1600, 218), qtbot)
    panel.setFocus()
    assert "claims on the clock about" in heard(panel)
    said: list[str] = []
    panel.voice.said.connect(said.append)
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_Down):
        with qtbot.waitSignal(workspace.changed):
            qtbot.keyClick(panel, key)
    assert len(said) == 4
    assert said[0].endswith("Lane Events, 22 marks.")
    assert said[2].endswith("Lane Russia, 3 marks.")
    assert said[-1] == heard(panel)


def test_what_is_picked_elsewhere_or_in_a_table_is_spoken_by_no_picture(
    window: MainWindow, qtbot: QtBot
) -> None:
    hands = Hands(window, qtbot)
    said: list[str] = []
    hands.timeline.voice.said.connect(said.append)
    hands.routes.diagram.voice.said.connect(said.append)
    hands.focus("claims")
    hands.press(Qt.Key.Key_J)
    hands.timeline.toggle_twin()
    hands.focus("timeline")
    hands.press(Qt.Key.Key_J)  # a table speaks for itself
    hands.click("places", hands.ref("place", "soledar"), CTRL)
    assert said == []


def test_several_marks_of_one_bar_are_spoken_together(
    workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    panel = wired(TimelinePanel(theme), workspace, (1600, 218), qtbot)
    panel.setFocus()
    bar: Ref = ("claim", 60)
    with qtbot.waitSignal(panel.voice.said) as told:
        workspace.select(lambda s: replace(s, current=bar))
    assert told.args is not None
    assert told.args[0].startswith("13 Jan – 17 Jan 2023: 6 claims, 6 Ukraine; ")
