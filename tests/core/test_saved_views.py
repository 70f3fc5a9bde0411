"""Saved views: kept under a name, read in their order, told apart from what is missing."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import selection_json
from db.edits.views import DeleteView, OrderViews, RenameView, RestoreView, SaveView
from db.errors import DeskError
from db.model import ClaimId, EventId, PlaceId, RouteId
from db.query import Query, Selection, SortKey, Span
from db.snapshot import Snapshot
from db.store import Store
from db.views import Panels, View, as_told, read_views, told
from db.writer import Edit, Writer
from tests import desks

SEEN = (
    Query(clock="said", sort=SortKey("claimant", descending=True), places_by="count")
    .choosing("place", {9})
    .choosing("modality", {1})
    .during("about", Span(date(2023, 1, 1)))
)
PICKED = Selection(
    claims=frozenset({ClaimId(3)}), places=frozenset({PlaceId(9)}), current=("actor", 2)
)
PANELS: Panels = {"claims": {"columns": ["about", "grade"], "folded": True}}


class Shelf:
    """A desk that views are kept in, written to and read again each time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with closing(Store.open(path)) as store:
            self.snapshot: Snapshot = store.snapshot(Query())

    def write(self, *edits: Edit) -> None:
        with closing(Writer(self.path, "Ada", lambda: desks.NOW)) as writer:
            for edit in edits:
                writer.apply(edit)

    def save(self, name: str, query: Query = SEEN, replaces: str = "") -> None:
        self.write(SaveView(name, told(query, PICKED, PANELS, self.snapshot), replaces))

    def said(self, spec: str) -> View:
        """Return the one view there is when its spec is this text, whoever wrote it."""
        with desks.script(self.path) as connection:
            connection.execute("DELETE FROM saved_view")
            connection.execute("INSERT INTO saved_view VALUES (1, 'u', 'X', ?, '')", (spec,))
        (view,) = self.views
        return view

    @property
    def views(self) -> tuple[View, ...]:
        with desks.reading(self.path) as connection:
            return read_views(connection, self.snapshot)

    @property
    def names(self) -> list[str]:
        return [view.name for view in self.views]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(desks.desk(tmp_path))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with closing(Store.open(desks.desk(tmp_path_factory.mktemp("views")))) as store:
        yield store.snapshot(Query())


def test_a_saved_view_reads_as_what_was_seen(shelf: Shelf) -> None:
    shelf.save("Said of it")
    (view,) = shelf.views
    assert (view.name, view.rank, view.recorded) == ("Said of it", 0, "2023-03-02T12:00:00.000Z")
    assert (view.query, view.selection, view.panels) == (SEEN, PICKED, PANELS)
    assert (view.missing, view.fault) == ((), "")


def test_views_stand_in_the_order_they_were_saved_and_then_as_they_were_put(shelf: Shelf) -> None:
    for name in ("B", "A", "C"):
        shelf.save(name)
    assert shelf.names == ["B", "A", "C"]
    b, a, c = (view.uid for view in shelf.views)
    shelf.write(OrderViews((c, b, a)))
    assert shelf.names == ["C", "B", "A"]


def test_a_view_is_renamed_and_stays_where_it_was(shelf: Shelf) -> None:
    for name in ("B", "A"):
        shelf.save(name)
    shelf.write(RenameView(shelf.views[0].uid, "  Z \t z "))
    assert shelf.names == ["Z z", "A"]


def test_a_deleted_view_comes_back_as_it_was(shelf: Shelf) -> None:
    for name in ("B", "A"):
        shelf.save(name)
    before = shelf.views
    shelf.write(DeleteView(before[0]))
    assert shelf.names == ["A"]
    shelf.write(RestoreView(before[0]), RestoreView(before[0]))
    assert shelf.views == before


def test_a_view_whose_name_was_given_away_comes_back_with_a_number(shelf: Shelf) -> None:
    shelf.save("A")
    (old,) = shelf.views
    shelf.write(DeleteView(old))
    shelf.save("A")
    shelf.write(RestoreView(old))
    assert sorted(shelf.names) == ["A", "A (2)"]


def test_a_view_that_replaces_another_takes_its_place_and_the_other_can_come_back(
    shelf: Shelf,
) -> None:
    for name in ("B", "A"):
        shelf.save(name)
    old = shelf.views[0]
    shelf.save("B", Query(), replaces=old.uid)
    new = shelf.views[0]
    assert (shelf.names, new.query) == (["B", "A"], Query())
    assert new.uid != old.uid
    shelf.write(RestoreView(old))
    assert {view.query for view in shelf.views if view.name == "B (2)"} == {SEEN}


@pytest.mark.parametrize(
    ("name", "why"),
    [("A", "there is a view “A” already"), (" ", "a view needs a name")],
)
def test_two_views_never_share_a_name_and_none_is_without(
    shelf: Shelf, name: str, why: str
) -> None:
    for known in ("A", "B"):
        shelf.save(known)
    with pytest.raises(DeskError, match=why):
        shelf.save(name)
    with pytest.raises(DeskError, match=why):
        shelf.write(RenameView(shelf.views[1].uid, name))
    assert shelf.names == ["A", "B"]


def test_a_view_that_is_gone_is_not_renamed_in_silence(shelf: Shelf) -> None:
    with pytest.raises(DeskError, match="“A” is no longer in this desk"):
        shelf.write(RenameView("gone", "A"))


def test_what_a_view_speaks_of_and_the_desk_has_not_is_said_by_name_and_uid(shelf: Shelf) -> None:
    spec = {
        "query": {"facets": {"place": ["atlantis", "soledar"], "category": ["rumour"]}},
        "selection": {"claims": ["A01", "Z99"], "current": ["actor", "nobody"]},
        "names": {"place": {"atlantis": "Atlantis"}, "actor": {"nobody": "Nobody"}},
    }
    view = shelf.said(json.dumps(spec))
    assert [str(missing) for missing in view.missing] == [
        "this desk has no place “Atlantis” (uid atlantis)",
        "this desk has no category “rumour”",
        "this desk has no claim “Z99”",
        "this desk has no actor “Nobody” (uid nobody)",
    ]
    assert view.query == Query().choosing("place", {9})
    assert view.selection == Selection(claims=frozenset({ClaimId(1)}))


@pytest.mark.parametrize(
    ("spec", "fault"),
    [
        ("[]", "a view: an object is expected"),
        ('{"colour": 1}', "colour: not a field known here"),
        ('{"query": {"shaded": {}}}', "shaded: not a field known here"),
        ('{"query": []}', "query: an object is expected"),
        ('{"query": {"facets": {"place": "soledar"}}}', "facets.place: a list of uids is expected"),
        ('{"query": {"facets": {"shoe": []}}}', "facets: 'shoe' is not one of claim, event"),
        ('{"selection": {"claims": [1]}}', "claims: a list of uids is expected"),
        ('{"selection": {"current": "A01"}}', "current: a kind and a uid are expected"),
        ('{"selection": {"actors": []}}', "actors: not a field known here"),
        ('{"panels": {"claims": 3}}', "panels.claims: an object is expected"),
        ('{"rank": "first"}', "rank: a whole number is expected"),
        ('{"panels": {"claims": {"columns": ' + "[" * 900 + "]" * 900 + "}}}", ""),
        ('{"names": {"place": 3}}', "place: an object is expected"),
        ('"' + "x" * 16_000_001 + '"', "it is larger than 16 MB"),
    ],
)
def test_a_view_of_another_form_is_listed_with_what_is_wrong(
    shelf: Shelf, spec: str, fault: str
) -> None:
    view = shelf.said(spec)
    assert view.name == "X"
    assert view.fault.startswith(fault)
    assert bool(view.fault) == bool(fault)


def test_a_view_nested_deeper_than_can_be_read_is_refused(snapshot: Snapshot) -> None:
    deep: Any = {}
    for _ in range(100_000):
        deep = {"query": deep}
    with pytest.raises(ValueError, match="query: not a field known here"):
        as_told(View("", ""), deep, snapshot)
    while deep:  # taken apart by hand: Python would take it apart by recursion
        deep = deep.pop("query")


def test_what_cannot_be_read_stands_last_and_can_be_deleted(shelf: Shelf) -> None:
    broken = shelf.said("[]")
    shelf.save("A")
    assert shelf.names == ["A", "X"]
    shelf.write(OrderViews((broken.uid, shelf.views[0].uid)), DeleteView(broken))
    assert shelf.names == ["A"]


ids = st.frozensets(st.integers(1, 5))
selections = st.builds(
    Selection,
    claims=ids.map(lambda found: frozenset(map(ClaimId, found))),
    places=ids.map(lambda found: frozenset(map(PlaceId, found))),
    events=ids.map(lambda found: frozenset(map(EventId, found))),
    routes=ids.map(lambda found: frozenset(map(RouteId, found))),
    whole=st.booleans(),
    current=st.none()
    | st.tuples(st.sampled_from(["claim", "place", "event", "route", "actor"]), st.integers(1, 5)),
)
states = st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=5,
    ),
)


@given(selections)
def test_a_selection_written_down_reads_as_itself_where_ids_are_others(
    selection: Selection,
) -> None:
    said = selection_json.to_json(selection, lambda kind, id_: f"{kind}-{id_}")
    again = json.loads(json.dumps(said))
    read = selection_json.from_json(again, lambda _, uid: int(uid.rpartition("-")[2]))
    assert read == selection


@given(selections, st.dictionaries(st.text(max_size=5), states), ids)
def test_a_view_written_down_reads_as_itself(
    snapshot: Snapshot, selection: Selection, panels: Panels, places: frozenset[int]
) -> None:
    query = SEEN.choosing("place", places)
    spec = json.loads(json.dumps(told(query, selection, panels, snapshot)))
    view = as_told(View("", ""), spec, snapshot)
    assert (view.query, view.selection, view.panels) == (query, selection, panels)
    assert not view.missing
