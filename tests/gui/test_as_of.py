"""The as-of row, and every panel as of a day."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.edits.claims import NoteOnClaim, RetireClaims
from db.edits.pins import Move, PinPlaces
from db.edits.rows import Named
from db.model import Clock
from db.store import Store
from desktop.actions import edits
from desktop.panels.routes.panel import RoutesPanel
from desktop.panels.timeline.as_of import AsOf, stepped
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests.gui.hands import Hands

JANUARY, FEBRUARY, MARCH = date(2023, 1, 20), date(2023, 2, 2), date(2023, 3, 2)


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)


@pytest.fixture
def row(window: MainWindow) -> Iterator[AsOf]:
    yield window.timeline.as_of
    window.timeline.as_of.stop()


def go(hands: Hands, clock: Clock, day: date) -> None:
    hands.do(lambda: hands.window.workspace.refine(lambda query: query.as_of(clock, day)))


@pytest.mark.parametrize(
    ("clock", "day", "claims", "contested", "roads"),
    [
        ("about", JANUARY, 23, 4, 0),
        ("about", FEBRUARY, 38, 6, 2),
        ("about", MARCH, 53, 10, 6),
        ("said", JANUARY, 9, 4, 0),
        ("said", FEBRUARY, 34, 6, 2),
        ("said", MARCH, 65, 12, 6),
        ("published", FEBRUARY, 35, 6, 2),
        ("published", MARCH, 66, 12, 6),
    ],
)
def test_every_panel_shows_what_could_be_known_by_the_day(
    hands: Hands, clock: Clock, day: date, claims: int, contested: int, roads: int
) -> None:
    go(hands, clock, day)
    window, snapshot = hands.window, hands.frame.snapshot
    assert len(window.claims.shown_uids()) == claims
    assert set(window.timeline.rows()) == set(snapshot.ids.tolist())
    known = snapshot.records.claims(snapshot.ids)
    assert sum(bool(claim.contradicts) for claim in known) == contested
    assert f"{claims}" in window.filters.left.text()
    roads_panel = cast("RoutesPanel", window.panels["routes"])
    assert sum(bool(claimant) for _, claimant in roads_panel.rows()) == roads


def places_at(window: MainWindow) -> dict[int, tuple[int, int]]:
    """Return where every place of the diagram is on the screen."""
    drawn = window.workspace.frame.layout.positions
    spots = ((id_, window.routes.position(("place", id_))) for id_ in drawn)
    return {id_: (spot.x(), spot.y()) for id_, spot in spots if spot is not None}


def test_a_step_moves_no_place_of_the_diagram(hands: Hands) -> None:
    window = hands.window
    go(hands, "said", MARCH)
    drawn, stand = hands.frame.layout, places_at(window)
    assert stand
    for day in (FEBRUARY, JANUARY, MARCH):
        go(hands, "said", day)
        assert hands.frame.layout is drawn
        assert places_at(window) == stand


def test_a_caption_of_the_diagram_says_what_was_known(hands: Hands) -> None:
    def captions() -> str:
        names = hands.window.routes.diagram.view.names
        return "|".join(line.text for one in names.placed for line in one.variant.lines)

    go(hands, "published", FEBRUARY)
    assert "cut, implied, 1 d" in captions()
    go(hands, "published", MARCH)
    assert "cut, implied, 29 d" in captions()
    go(hands, "published", JANUARY)
    assert "implied" not in captions()


def test_as_it_was_recorded_the_diagram_is_the_one_of_then(hands: Hands) -> None:
    before = hands.frame.layout
    place = hands.frame.snapshot.desk.places[next(iter(before.positions))]
    move = Move(Named(place.uid, place.name), None, (4.0, 4.0))
    hands.do(lambda: hands.window.door.edit(PinPlaces((move,))))
    pinned = hands.frame.layout
    assert pinned.pins == {place.id: (4.0, 4.0)}
    go(hands, "recorded", date(2023, 3, 4))
    assert hands.frame.layout is before
    hands.do(hands.window.timeline.as_of.lift)
    assert hands.frame.layout is pinned


def test_the_title_the_menu_row_the_chip_and_the_roads_name_the_day(hands: Hands) -> None:
    go(hands, "published", FEBRUARY)
    window, words = hands.window, "as of 2 Feb 2023 (published)"
    assert words in window.windowTitle()
    assert words in window.desk_name.as_of.text()
    assert [chip.text() for chip in window.filters.chips.chips] == [words]
    assert window.panels["routes"].header.note.text() == "ages counted to 2 Feb 2023"


def test_the_row_is_there_while_it_is_as_of_a_day_and_keys_step_it(hands: Hands, row: AsOf) -> None:
    assert not row.isVisible()
    hands.do(row.switch)
    assert row.isVisible()
    assert dict(hands.frame.query.known_by) == {"published": date(2023, 3, 1)}
    hands.focus("timeline")
    hands.press(Qt.Key.Key_Comma)
    assert (row.day.text(), len(hands.frame.snapshot.ids)) == ("1 Feb 2023", 35)
    hands.press(Qt.Key.Key_Period)
    assert len(hands.frame.snapshot.ids) == 66
    hands.do(row.end.click)
    assert (dict(hands.frame.query.known_by), row.isVisible()) == ({}, False)


def test_playing_goes_from_the_first_day_to_the_last_and_stops(
    hands: Hands, row: AsOf, qtbot: QtBot
) -> None:
    hands.do(row.switch)
    row.timer.setInterval(0)
    row.play.click()
    qtbot.waitUntil(lambda: len(hands.frame.snapshot.ids) == 35)
    qtbot.waitUntil(lambda: not row.playing)
    assert dict(hands.frame.query.known_by) == {"published": date(2023, 3, 1)}
    assert row.play.text() == "Play"


def test_esc_stops_what_plays_before_it_lifts_anything(hands: Hands, row: AsOf) -> None:
    hands.do(row.switch)
    hands.do(row.play.click)  # from the last day it begins at the first
    hands.window.grant(next(a for a in hands.window.table if a.id == "release"))
    assert (row.playing, dict(hands.frame.query.known_by)) == (
        False,
        {"published": date(2023, 2, 1)},
    )


def test_many_steps_are_one_step_back(hands: Hands, row: AsOf) -> None:
    hands.do(row.switch)
    hands.do(row.back.click)
    hands.do(hands.window.workspace.back)
    assert dict(hands.frame.query.known_by) == {}
    hands.do(hands.window.workspace.forward)
    assert dict(hands.frame.query.known_by) == {"published": date(2023, 2, 1)}


def test_a_current_claim_that_was_not_known_yet_is_let_go(hands: Hands) -> None:
    hands.click("claims", hands.ref("claim", "A15"))
    go(hands, "published", FEBRUARY)
    assert hands.frame.selection.current is None


def test_the_past_of_the_desk_is_not_edited_and_says_why(hands: Hands, qtbot: QtBot) -> None:
    go(hands, "recorded", date(2023, 3, 4))
    told = edits.read_only(hands.frame)
    assert told == "this is the desk as it was: lift the as-of day to change it"
    workspace = Workspace(hands.window.workspace.store)  # without a window, so without its dialog
    workspace.refine(lambda query: query.as_of("recorded", date(2023, 3, 4)))
    workspace.settle()
    with qtbot.waitSignal(workspace.failed) as failed:
        workspace.edit(NoteOnClaim("A01", "", note="later"))
    (error, _) = cast("list[object]", failed.args)
    assert str(error).startswith("The desk is shown as it was")
    workspace.close()


def test_the_past_of_a_large_desk_is_read_in_a_reader_and_may_be_called_off(
    large: Workspace, qtbot: QtBot
) -> None:
    claim = large.frame.snapshot.records.claims(large.frame.snapshot.ids[:1])[0]
    large.edit(RetireClaims({claim.uid: claim.status}, "counted twice"))
    qtbot.waitUntil(lambda: not large.unsettled, timeout=60_000)
    began, left = large.store.days()[0], large.frame.snapshot.total
    large.refine(lambda query: query.as_of("recorded", began))
    qtbot.waitUntil(lambda: "Reading the desk as it was" in labels(large))
    assert large.frame.snapshot.total == left
    large.jobs.stop(large.jobs.under_way[-1])
    qtbot.waitUntil(lambda: not large.unsettled, timeout=60_000)
    assert dict(large.frame.query.known_by) == {}
    large.refine(lambda query: query.as_of("recorded", began))
    qtbot.waitUntil(lambda: large.frame.snapshot.total == left + 1, timeout=60_000)
    qtbot.waitUntil(lambda: not large.unsettled, timeout=60_000)


@pytest.fixture
def large(large_path: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    """A workspace over a copy of the fictional desk of 20,000 claims."""
    store = Store.open(Path(shutil.copy(large_path, tmp_path)))
    workspace = Workspace(store)
    qtbot.waitUntil(lambda: not workspace.unsettled, timeout=60_000)
    yield workspace
    workspace.close()
    store.close()


def labels(workspace: Workspace) -> list[str]:
    return [work.label for work in workspace.jobs.under_way]


def test_before_its_first_day_the_desk_says_when_it_began(hands: Hands) -> None:
    go(hands, "recorded", date(2023, 3, 1))
    empty = hands.window.claims.empty
    assert empty.said.text() == "This desk began on 4 Mar 2023"
    hands.do(empty.buttons[0].click)
    assert len(hands.frame.snapshot.ids) == 66


def test_a_step_goes_to_the_next_change_or_so_many_days_on() -> None:
    import numpy as np

    turns = np.array([10, 20, 40], np.int32)
    assert [stepped(turns, 20, "change", way) for way in (-1, 1)] == [10, 40]
    assert [stepped(turns, 15, "change", way) for way in (-1, 1)] == [10, 20]
    assert [stepped(turns, 38, "week", way) for way in (-1, 1)] == [31, 40]
    assert stepped(turns, 40, "day", 1) is None
