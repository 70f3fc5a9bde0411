"""Places are put on the diagram by hand, let go, and all let go at once."""

import math
from pathlib import Path

import pytest

from db.edits.pins import FARTHEST, LayOutAfresh, Move, Pin, PinPlaces, UnpinPlaces
from db.edits.rows import Named
from db.errors import EditConflict
from db.lookups import read_desk
from db.model import XY, Desk
from tests import desks
from tests.edit_checks import changes_nothing, clashes, done, refused
from tests.edits import did, said

SOLEDAR = Named("soledar", "Soledar")
BAKHMUT = Named("bakhmut", "Bakhmut")
GONE = Named("nowhere", "Nowhere")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def pinned(desk: Path) -> dict[str, XY]:
    """Return the spots that a reader finds, by the uids of the places."""
    with desks.reading(desk) as connection:
        read: Desk = read_desk(connection, desks.NOW.date(), writable=True)
    return {read.places[id_].uid: spot for id_, spot in read.pins.items()}


def put(place: Named, to: XY, was: XY | None = None) -> PinPlaces:
    return PinPlaces((Move(place, was, to),))


def test_a_place_is_put_somewhere(desk: Path) -> None:
    edit = put(SOLEDAR, (2.5, -1))
    done(desk, edit)
    assert edit.label == "move Soledar on the diagram"
    assert pinned(desk) == {"soledar": (2.5, -1)}


def test_several_are_put_at_once(desk: Path) -> None:
    edit = PinPlaces((Move(SOLEDAR, None, (1, 1)), Move(BAKHMUT, None, (0, 0))))
    done(desk, edit)
    assert edit.label == "move 2 places on the diagram"
    assert pinned(desk) == {"soledar": (1, 1), "bakhmut": (0, 0)}


def test_one_put_by_hand_is_put_elsewhere(desk: Path) -> None:
    did(desk, put(SOLEDAR, (1, 1)))
    done(desk, put(SOLEDAR, (2, 1), was=(1, 1)))
    assert pinned(desk) == {"soledar": (2, 1)}
    changes_nothing(desk, put(SOLEDAR, (2, 1), was=(1, 1)))


def test_one_is_let_go(desk: Path) -> None:
    did(desk, put(SOLEDAR, (1, 1)), put(BAKHMUT, (0, 0)))
    edit = UnpinPlaces((Pin(SOLEDAR, (1, 1)),))
    done(desk, edit)
    assert edit.label == "let Soledar go on the diagram"
    assert pinned(desk) == {"bakhmut": (0, 0)}
    changes_nothing(desk, edit)


def test_all_are_let_go_at_once(desk: Path) -> None:
    did(desk, put(SOLEDAR, (1, 1)), put(BAKHMUT, (0, 0)))
    edit = LayOutAfresh((Pin(SOLEDAR, (1, 1)), Pin(BAKHMUT, (0, 0))))
    done(desk, edit)
    assert edit.label == "lay out afresh"
    assert pinned(desk) == {}
    changes_nothing(desk, edit)


def test_other_diagrams_keep_their_pins(desk: Path) -> None:
    with desks.script(desk) as connection:
        connection.execute(
            "INSERT INTO schematic_pin (layout, place_id, x, y) SELECT 'other', id, 5, 6 FROM place"
        )
    before = said(desk)
    did(desk, put(SOLEDAR, (1, 1)), LayOutAfresh((Pin(SOLEDAR, (1, 1)),)))
    assert said(desk) == before
    assert pinned(desk) == {}


@pytest.mark.parametrize(
    "spot", [(math.nan, 0), (0, math.inf), (FARTHEST + 1, 0), (0, -FARTHEST - 1)]
)
def test_a_spot_that_is_none_is_refused(desk: Path, spot: XY) -> None:
    refused(desk, put(SOLEDAR, spot), "Soledar cannot stand there")


def test_what_somebody_else_put_meanwhile_is_not_moved(desk: Path) -> None:
    did(desk, put(SOLEDAR, (1, 1)))
    (clash,) = clashes(desk, put(SOLEDAR, (4, 4)))
    assert str(clash) == ("place “Soledar”: spot on the diagram is now “1 east, 1 north”")
    (clash,) = clashes(desk, put(SOLEDAR, (4, 4), was=(2, 2)))
    assert (clash.theirs, clash.yours) == ("1 east, 1 north", "4 east, 4 north")


def test_what_somebody_else_let_go_meanwhile_stays_so(desk: Path) -> None:
    (clash,) = clashes(desk, put(SOLEDAR, (4, 4), was=(2, 2)))
    assert clash.theirs == "not put by hand"


def test_all_or_none_are_moved(desk: Path) -> None:
    did(desk, put(SOLEDAR, (1, 1)))
    clashes(desk, PinPlaces((Move(BAKHMUT, None, (0, 0)), Move(SOLEDAR, None, (4, 4)))))


def test_a_pin_that_was_not_seen_is_not_let_go(desk: Path) -> None:
    did(desk, put(SOLEDAR, (1, 1)), put(BAKHMUT, (0, 0)))
    (clash,) = clashes(desk, LayOutAfresh((Pin(SOLEDAR, (1, 1)),)))
    assert clash.thing == "place “Bakhmut”"
    clashes(desk, LayOutAfresh((Pin(SOLEDAR, (1, 2)), Pin(BAKHMUT, (0, 0)))))


def test_a_place_that_is_gone_is_not_moved(desk: Path) -> None:
    with pytest.raises(EditConflict, match="nowhere"):
        did(desk, put(GONE, (0, 0)))
