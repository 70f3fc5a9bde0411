"""A desk of 20,000 claims with every kind of name: each gesture answers, and nothing overlaps."""

from itertools import combinations, pairwise
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from db.model import Ref
from desktop.panels.detail.panel import DetailPanel
from desktop.panels.timeline.panel import TimelinePanel
from desktop.panels.twin.table import TwinTable
from desktop.window import MainWindow
from tests import roads
from tests.gui.hands import CTRL, Hands

KEY = Qt.Key


@pytest.fixture
def hands(valley: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(valley, qtbot)


def busiest(hands: Hands) -> Ref:
    """The place that most claims name."""
    return "place", int(np.argmax(hands.frame.snapshot.counts["place"]))


def test_picking_a_place_lights_its_claims_and_enter_makes_it_the_filter(hands: Hands) -> None:
    place = busiest(hands)
    hands.places.tree.scrollTo(hands.places.index_of(place[1]))
    frame = hands.click("places", place)
    lit = int(frame.highlight.rows.sum())
    assert lit >= int(frame.snapshot.counts["place"][place[1]]) > 300
    frame = hands.press(KEY.Key_Return)
    assert 300 < len(frame.snapshot.ids) <= lit
    assert hands.claims.model.rowCount() == len(frame.snapshot.ids)
    detail = cast("DetailPanel", hands.window.panels["detail"])
    assert detail.header.title.text() == "Place"


def test_filters_search_sort_and_groups_answer(hands: Hands) -> None:
    total = hands.frame.snapshot.total
    name = hands.frame.snapshot.values["side"][0].name
    frame = hands.tick("side", name)
    assert 0 < len(frame.snapshot.ids) < total
    hands.press(KEY.Key_X)
    frame = hands.search("road")
    assert 0 < len(frame.snapshot.ids) < total
    hands.window.claims.table.setFocus()
    hands.press(KEY.Key_X)
    for by in ("claimant", "position", "about"):
        assert hands.sort_claims(by).query.sort.by == by
    frame = hands.group_claims("Claimant")
    assert len(frame.snapshot.groups.values) > 20
    hands.fold_all()
    assert hands.claims.model.rowCount() == len(frame.snapshot.groups.values)
    assert hands.press(KEY.Key_A, CTRL).selection.whole


def test_the_pictures_answer_as_pictures_and_as_tables(hands: Hands, qtbot: QtBot) -> None:
    for panel in (hands.routes, hands.timeline):
        hands.window.activateWindow()
        hands.window.go_to("routes" if panel is hands.routes else "timeline")
        qtbot.keyClick(hands.window.focusWidget(), KEY.Key_F8)
        (table,) = (t for t in panel.findChildren(TwinTable) if t.isVisible())
        rows = table.model().rowCount()
        assert rows > 50
        first = table.model().index(0, 1)
        with qtbot.waitSignal(hands.window.workspace.changed):
            at = table.visualRect(first).center()
            qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert hands.frame.selection
        qtbot.keyClick(table, KEY.Key_F8)
        assert not table.isVisible()


def test_the_brush_counts_what_overlaps_it(hands: Hands) -> None:
    hands.window.go_to("timeline")
    frame = hands.press(KEY.Key_BracketRight)
    span = frame.query.spans["about"]
    assert 0 < len(frame.snapshot.ids) <= frame.snapshot.total
    moved = hands.press(KEY.Key_BracketRight).query.spans["about"]
    assert moved != span


def test_names_of_the_diagram_do_not_overlap_and_those_hidden_are_counted(hands: Hands) -> None:
    names = hands.routes.diagram.view.names
    boxes = [roads.box(name) for name in names.placed]
    assert boxes
    assert not [pair for pair in combinations(boxes, 2) if pair[0].intersects(pair[1])]
    assert names.hidden


def test_no_row_lane_or_note_lies_over_another(hands: Hands) -> None:
    tree = hands.places.tree
    shown = [
        tree.visualRect(hands.places.index_of(place)) for place in hands.frame.snapshot.desk.places
    ]
    rows = sorted((r for r in shown if tree.viewport().rect().intersects(r)), key=QRect.top)
    assert len(rows) > 10
    assert all(above.bottom() < below.top() for above, below in pairwise(rows))
    timeline = cast("TimelinePanel", hands.window.panels["timeline"])
    lanes = timeline.gutter.picture.bands
    assert all(above.top + above.height <= below.top + 0.5 for above, below in pairwise(lanes))
    for panel in hands.window.panels.values():
        parts = [
            w.geometry()
            for kind in (QLabel, QToolButton)
            for w in panel.header.findChildren(kind)
            if w.isVisible() and w.width() and w.parent() is panel.header
        ]
        assert not [pair for pair in combinations(parts, 2) if pair[0].intersects(pair[1])]


def test_every_kind_of_name_is_on_the_desk_and_none_is_cut_by_its_row(hands: Hands) -> None:
    desk = hands.frame.snapshot.desk
    names = [place.name for place in desk.places.values()] + [a.name for a in desk.actors.values()]
    assert {1, 200} <= {len(name) for name in names}
    assert any("\u0590" <= letter <= "\u06ff" for name in names for letter in name)
    assert any("\u0300" <= letter <= "\u036f" for name in names for letter in name)
    table = hands.claims.table
    assert table.rowHeight(0) >= table.fontMetrics().height()
