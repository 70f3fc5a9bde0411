"""The diagram is laid out beside the window: the newest state alone, and no state twice."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from db.errors import DeskError
from db.model import XY, Desk, PlaceId
from desktop.jobs import Jobs
from desktop.laying_out import LayingOut
from desktop.schematic.report import Layout
from desktop.workspace import Workspace


class Laid:
    """A diagram laid out by itself, and every drawing of it that was told."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        self.desk, self.jobs = desk, jobs
        self.laying_out = LayingOut(jobs)
        self.told: list[Layout] = []
        self.laying_out.moved.connect(self._on_moved)

    @property
    def layout(self) -> Layout:
        return self.laying_out.of(self.desk)

    def put(self, place: PlaceId, *spots: XY) -> None:
        """Follow the desk with a place at one spot after the other."""
        for spot in spots:
            self.follow(replace(self.desk, pins={place: spot}))

    def follow(self, desk: Desk) -> None:
        self.desk = desk
        self.laying_out.follow(desk)

    def _on_moved(self) -> None:
        self.told.append(self.layout)


@pytest.fixture
def laid(workspace: Workspace, qtbot: QtBot) -> Iterator[Laid]:
    laid = Laid(workspace.store.desk, Jobs())
    laid.follow(laid.desk)
    assert not laid.layout.positions
    qtbot.waitUntil(lambda: not laid.laying_out.under_way)
    yield laid
    laid.laying_out.close()
    laid.jobs.close()


def settled(laid: Laid, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not laid.laying_out.under_way)


def first(laid: Laid) -> PlaceId:
    return next(iter(laid.layout.positions))


def test_what_comes_of_an_older_state_is_dropped(laid: Laid, qtbot: QtBot) -> None:
    place, before = first(laid), laid.layout
    laid.told.clear()
    laid.put(place, (3.0, 3.0), (4.0, 4.0), (5.0, 5.0))
    assert laid.layout is before  # the last one stays until then
    settled(laid, qtbot)
    assert laid.layout.pins == {place: (5.0, 5.0)}
    assert laid.told == [laid.layout]


def test_a_state_met_before_has_the_drawing_it_had(laid: Laid, qtbot: QtBot) -> None:
    place, desk, before = first(laid), laid.desk, laid.layout
    laid.put(place, (3.0, 3.0))
    settled(laid, qtbot)
    there = laid.layout
    laid.follow(desk)
    assert laid.layout is before
    assert not laid.laying_out.under_way
    laid.put(place, (3.0, 3.0))
    assert laid.layout is there


def test_a_state_met_before_is_shown_though_another_is_on_its_way(laid: Laid, qtbot: QtBot) -> None:
    desk, before = laid.desk, laid.layout
    laid.put(first(laid), (3.0, 3.0))
    assert laid.laying_out.under_way
    laid.follow(desk)
    assert laid.layout is before
    laid.told.clear()
    qtbot.waitUntil(lambda: not laid.jobs.under_way)
    assert laid.layout is before
    assert laid.told == []


def test_only_what_is_drawn_is_laid_out(laid: Laid) -> None:
    before = laid.layout
    desk = laid.desk
    laid.follow(replace(desk, title="Another", tags=("a",), questions={}))
    assert not laid.laying_out.under_way
    assert laid.layout is before


def test_what_is_gone_is_not_drawn_while_the_rest_is_laid_out(laid: Laid, qtbot: QtBot) -> None:
    place, before = first(laid), laid.layout
    desk = laid.desk
    places = {id_: one for id_, one in desk.places.items() if id_ != place}
    routes = {id_: one for id_, one in desk.routes.items() if place not in (one.start, one.end)}
    bearings = tuple(one for one in desk.bearings if place not in (one.of, one.to))
    laid.follow(replace(desk, places=places, routes=routes, bearings=bearings))
    assert laid.laying_out.under_way
    assert set(laid.layout.positions) == before.positions.keys() - {place}
    assert laid.layout.lines.keys() <= routes.keys()
    settled(laid, qtbot)
    assert place not in laid.layout.positions


def test_what_takes_long_is_said(laid: Laid, qtbot: QtBot) -> None:
    go_on, place = threading.Event(), first(laid)
    for _ in range(2):  # both readers have something else to do
        laid.jobs.read("Reading", lambda _: go_on.wait(), lambda _: None, _raise)
    assert laid.laying_out.pending == ()
    laid.put(place, (3.0, 2.0))
    assert laid.laying_out.pending == ()
    qtbot.waitSignal(laid.laying_out.moved).wait()
    assert laid.laying_out.pending == ("Laying out the roads",)
    go_on.set()
    settled(laid, qtbot)
    assert laid.laying_out.pending == ()
    assert laid.layout.pins == {place: (3.0, 2.0)}


def _raise(error: DeskError) -> None:
    raise error


def test_afresh_is_as_if_nothing_had_been_drawn_before(laid: Laid, qtbot: QtBot) -> None:
    desk, before = laid.desk, laid.layout
    laid.put(first(laid), (3.0, 3.0))
    settled(laid, qtbot)
    laid.laying_out.afresh()
    assert laid.layout.pins  # until a state without them comes
    laid.follow(desk)
    settled(laid, qtbot)
    assert laid.layout is not before
    assert laid.layout == before


def test_nothing_is_taken_once_it_is_closed(laid: Laid, qtbot: QtBot) -> None:
    before = laid.layout
    laid.put(first(laid), (3.0, 3.0))
    laid.laying_out.close()
    qtbot.waitUntil(lambda: not laid.jobs.under_way)
    assert laid.layout is before
