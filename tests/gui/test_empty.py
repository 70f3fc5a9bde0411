"""Empty states: why nothing is shown, and each way on as a button with what it gives."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.query import Query, Span
from desktop.panels.empty import Empty
from desktop.window import MainWindow
from desktop.workspace import Workspace


def empty(window: MainWindow, panel: str) -> Empty:
    (found,) = (e for e in window.panels[panel].findChildren(Empty) if e.isVisible())
    return found


def ways(window: MainWindow, panel: str) -> dict[str, QPushButton]:
    return {b.accessibleName(): b for b in empty(window, panel).buttons}


@pytest.fixture
def nothing(workspace: Workspace, window: MainWindow) -> Query:
    """A query of four filters that leaves nothing, shown."""
    day = date(2020, 1, 1)
    ids = {v.uid: v.id for v in workspace.frame.snapshot.values["place"]}
    query = Query(contested_only=True).choosing("side", {1}).choosing("place", {ids["soledar"]})
    workspace.refine(lambda _: query.during("said", Span(day, day)))
    workspace.settle()
    return workspace.frame.query


def test_every_filter_says_how_many_claims_lifting_it_alone_gives(
    window: MainWindow, workspace: Workspace, nothing: Query
) -> None:
    assert empty(window, "claims").said.text() == "0 of 66 claims"
    offered = [button.accessibleName() for button in empty(window, "claims").buttons]
    names = dict(
        zip(nothing.filters, ("side", "place", "said dates", "contested only"), strict=True)
    )
    for one, name in names.items():
        left = len(workspace.store.snapshot(nothing.without(one)).ids)
        assert f"Lift {name}: {left}" in offered
    assert offered[-1] == "Lift all filters: 66"


def test_every_way_on_is_seen_whole_in_a_small_window(
    window: MainWindow, nothing: Query, qtbot: QtBot
) -> None:
    window.resize(1280, 800)
    window.share_out()
    shown = empty(window, "claims")
    qtbot.waitUntil(lambda: shown.height() >= shown.sizeHint().height())
    assert all(shown.rect().contains(button.geometry()) for button in shown.buttons)


def test_a_way_on_is_taken_by_mouse(
    window: MainWindow, workspace: Workspace, nothing: Query, qtbot: QtBot
) -> None:
    button = next(b for name, b in ways(window, "claims").items() if "said dates" in name)
    promised = int(button.text().rpartition(" ")[2])
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(workspace.frame.snapshot.ids) == promised > 0
    assert workspace.frame.query == nothing.without(("span", "said"))
    assert not any(e.isVisible() for e in window.claims.findChildren(Empty))


def test_a_way_on_is_taken_by_key_and_the_focus_stays_in_the_panel(
    window: MainWindow, workspace: Workspace, nothing: Query, qtbot: QtBot
) -> None:
    button = empty(window, "claims").buttons[-1]
    button.setFocus()
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(workspace.frame.snapshot.ids) == 66
    focus = window.focusWidget()
    assert focus is not None
    assert window.claims.isAncestorOf(focus)


def test_a_single_filter_is_offered_once(window: MainWindow, workspace: Workspace) -> None:
    day = date(2020, 1, 1)
    workspace.refine(lambda q: q.during("recorded", Span(day, day)))
    workspace.settle()
    assert list(ways(window, "claims")) == ["Lift recorded dates: 66"]


def test_words_that_find_nothing_offer_the_names_spelled_most_like_them(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.refine(lambda q: replace(q, text="Solidar"))
    workspace.settle()
    offered = ways(window, "claims")
    assert list(offered) == ["Search “Soledar”", "Lift words: 66"]
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(offered["Search “Soledar”"], Qt.MouseButton.LeftButton)
    assert workspace.frame.query.text == "Soledar"
    assert len(workspace.frame.snapshot.ids) == 10


def test_a_timeline_of_undated_claims_offers_another_clock(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    snapshot = workspace.frame.snapshot
    undated = frozenset(snapshot.marks.claims[~snapshot.marks.days.dated].tolist())
    workspace.refine(lambda q: q.choosing("claim", undated))
    workspace.settle()
    if workspace.frame.snapshot.marks.event_days.dated.any():
        events = workspace.frame.snapshot.marks.events[
            workspace.frame.snapshot.marks.event_days.dated
        ]
        of_events = {int(c) for e in events for c in snapshot.records.claims_of(("event", int(e)))}
        workspace.refine(lambda q: q.choosing("claim", undated - of_events))
        workspace.settle()
    n = len(workspace.frame.snapshot.ids)
    assert empty(window, "timeline").said.text() == f"All {n} claims are undated: see the lane"
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(
            ways(window, "timeline")["Show when it was published"], Qt.MouseButton.LeftButton
        )
    assert workspace.frame.query.clock == "published"
    assert workspace.frame.snapshot.marks.days.dated.any()


def test_a_timeline_that_nothing_reaches_offers_to_lift_the_filters(
    window: MainWindow, workspace: Workspace, nothing: Query, qtbot: QtBot
) -> None:
    assert empty(window, "timeline").said.text() == "No claim passes the other filters"
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(empty(window, "timeline").buttons[0], Qt.MouseButton.LeftButton)
    assert not workspace.frame.query.filters


def test_the_empty_detail_leads_to_the_first_claim_while_there_is_one(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    (first,) = (b for b in window.panels["detail"].findChildren(QPushButton) if b.isVisible())
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert workspace.frame.selection.current == ("claim", int(workspace.frame.snapshot.ids[0]))


def test_the_empty_detail_leads_nowhere_where_no_claim_is_shown(
    window: MainWindow, nothing: Query
) -> None:
    assert not [b for b in window.panels["detail"].findChildren(QPushButton) if b.isVisible()]
