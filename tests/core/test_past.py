"""The history as an open desk gives it to a panel: pages, filters, counts, what belongs to what."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.edits.claims import NoteOnClaim
from db.edits.names import AddName
from db.edits.relations import Relate
from db.edits.rows import Named
from db.edits.tags import TagClaims, UntagClaims
from db.entries import ALL, Wanted
from db.model import Name
from db.query import Query
from db.snapshot import Past
from db.store import Store
from tests import desks
from tests.edits import did, undo


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


@pytest.fixture
def opened(desk: Path) -> Iterator[Store]:
    """A desk with five edits of Ada's on two claims and a place, the third undone."""
    written = did(
        desk,
        NoteOnClaim("B01", "", "seen by two"),
        TagClaims(("B01", "A15"), "to check"),
        UntagClaims(("B01",), "to check"),
        Relate("A15", "A02", "qualifies", "narrows it"),
        AddName("place", Named("soledar", "Soledar"), Name("Salt town", "variant", "en")),
    )
    did(desk, undo(written[2]))
    store = Store.open(desk)
    yield store
    store.close()


@pytest.fixture
def past(opened: Store) -> Past:
    return opened.snapshot(Query()).past


def thing(store: Store, kind: str, uid: str) -> tuple[str, int]:
    return kind, next(i for i, own in store.uids()[kind].items() if own == uid)  # type: ignore[index]


def told(past: Past, wanted: Wanted) -> list[str]:
    return [entry.why for entry in past.entries(wanted, 100)]


def test_pages_follow_each_other_without_gap_or_overlap(past: Past) -> None:
    whole = past.entries(ALL, 100)
    first = past.entries(ALL, 3)
    second = past.entries(ALL, 3, below=first[-1].id)
    third = past.entries(ALL, 3, below=second[-1].id)
    assert [*first, *second, *third] == whole
    assert len(whole) == past.count(ALL) == 7


def test_it_says_who_has_written(past: Past) -> None:
    assert past.authors() == ["Ada", "test"]
    assert past.count(Wanted(who="Ada")) == 6
    assert past.count(Wanted(who="nobody")) == 0


def test_what_belongs_to_a_claim_is_part_of_its_history(opened: Store, past: Past) -> None:
    b01, a02 = (Wanted(thing=thing(opened, "claim", uid)) for uid in ("B01", "A02"))
    assert told(past, b01)[:-1] == [
        "undo: untag claim B01 “to check”",
        "untag claim B01 “to check”",
        "tag 2 claims “to check”",
        "note on claim B01",
    ]
    assert told(past, a02)[:-1] == ["relate A15 as qualifying A02"]
    assert past.count(b01) == 5


def test_what_was_taken_out_again_is_still_part_of_it(desk: Path) -> None:
    did(desk, TagClaims(("B01",), "x"), UntagClaims(("B01",), "x"))
    store = Store.open(desk)
    found = told(store.snapshot(Query()).past, Wanted(thing=thing(store, "claim", "B01")))
    store.close()
    assert found[:2] == ["untag claim B01 “x”", "tag claim B01 “x”"]


def test_a_name_is_part_of_the_history_of_its_place(opened: Store, past: Past) -> None:
    found = told(past, Wanted(thing=thing(opened, "place", "soledar")))
    assert found[:-1] == ["add “Salt town” as a name of Soledar"]


def test_instants_and_days_bound_it_alike(past: Past) -> None:
    noon = "2023-03-02T12:00:00.000Z"
    for since in ("2023-03-02", noon):
        assert past.count(Wanted(since=since)) == 7
    for until in ("2023-03-02", noon):
        assert past.count(Wanted(until=until)) == 7
    assert past.count(Wanted(since="2023-03-02T12:00:00.001Z")) == 0
    assert past.count(Wanted(until="2023-03-02T11:59:59.999Z")) == 0
    assert past.count(Wanted(until="2023-03-01")) == 0


def test_a_difference_leads_to_its_thing_and_names_what_it_joins(opened: Store, past: Past) -> None:
    relate = next(e for e in past.entries(ALL, 100) if e.why.startswith("relate"))
    found = {one.table: one for one in past.differences(relate.id, 100)}
    fields = {name: (old, new) for name, old, new in found["relation"].fields}
    assert found["relation"].of == thing(opened, "claim", "A15")
    assert fields["a_id"] == (None, "A15")
    assert fields["b_id"] == (None, "A02")
    assert fields["coder_id"] == (None, "Ada")


def test_what_is_left_to_undo_after_an_entry(past: Past) -> None:
    entries = past.entries(ALL, 100)
    ground, note = entries[-1], entries[-2]
    assert [step.what for step in past.after(note.uid)] == [
        "add “Salt town” as a name of Soledar",
        "relate A15 as qualifying A02",
        "tag 2 claims “to check”",
    ]
    assert len(past.after(ground.uid)) == 4
    assert past.after(ground.uid, 1) == past.after(ground.uid)[:1]
    assert past.after(entries[0].uid) == []


def test_an_empty_snapshot_has_no_past() -> None:
    from db.snapshot import Snapshot

    past = Snapshot().past
    assert (past.count(ALL), *past.entries(ALL, 1), *past.authors(), *past.after("x")) == (0,)
    assert past.differences(1, 1) == ()
    assert replace(ALL) == ALL
