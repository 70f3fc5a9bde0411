"""Places and actors are renamed and found by other names; sources graded, sides ordered."""

import json
from pathlib import Path

import pytest

from db.edits.names import NAME_KINDS, AddName, RemoveName, Rename
from db.edits.rows import Named
from db.edits.sides import COLOURS, ColourSide, OrderSides
from db.edits.sources import GradeSource
from db.errors import Clash, EditConflict
from db.model import Name
from db.writer import Edit
from tests import desks
from tests.edit_checks import asked, changes_nothing, clashes, done, refused
from tests.edits import did, undo

SOLEDAR = Named("soledar", "Soledar")
CNN = Named("cnn", "CNN")
NOT_JUDGED = ("F", "Not judged in this dataset.")
SIDES = ("russia", "russia-backed", "ukraine", "third-party", "none")
TOKENS = Path(__file__).parents[2] / "resources" / "style" / "tokens.json"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def names(desk: Path, kind: str, uid: str) -> list[tuple[str, ...]]:
    sql = f"""SELECT n.name, n.kind, n.lang, n.folded FROM {kind}_name n
        JOIN {kind} t ON t.id = n.{kind}_id WHERE t.uid = '{uid}' ORDER BY n.id"""  # noqa: S608
    return asked(desk, sql)


# -- renamed -------------------------------------------------------------------------------------


def test_a_renamed_place_is_found_by_its_old_name_too(desk: Path) -> None:
    held = names(desk, "place", "soledar")
    edit = Rename("place", SOLEDAR, " Солéдар ")
    assert edit.label == "rename place Soledar to Солéдар"
    done(desk, edit)
    assert asked(desk, "SELECT name FROM place WHERE uid = 'soledar'") == [("Солéдар",)]
    assert names(desk, "place", "soledar") == [*held, ("Soledar", "variant", None, "soledar")]


def test_a_name_taken_back_by_hand_is_no_variant_of_itself(desk: Path) -> None:
    did(desk, Rename("place", SOLEDAR, "Salt"))
    done(desk, Rename("place", Named("soledar", "Salt"), "Soledar"))
    assert [name for name, *_ in names(desk, "place", "soledar")][-1] == "Salt"
    assert "Soledar" not in [name for name, *_ in names(desk, "place", "soledar")]


def test_an_actor_is_renamed_and_its_short_name_left_alone(desk: Path) -> None:
    sql = "SELECT uid, name, abbrev FROM actor WHERE abbrev IS NOT NULL ORDER BY id LIMIT 1"
    uid, name, short = asked(desk, sql)[0]
    done(desk, Rename("actor", Named(uid, name), "Somebody else"))
    assert asked(desk, sql) == [(uid, "Somebody else", short)]
    assert names(desk, "actor", uid)[-1][:2] == (name, "variant")


def test_a_name_that_another_actor_has_is_refused(desk: Path) -> None:
    (uid, name), (_, other) = asked(desk, "SELECT uid, name FROM actor ORDER BY id LIMIT 2")
    refused(desk, Rename("actor", Named(uid, name), other), f"the actor “{other}” has this name")
    sql = f"SELECT abbrev FROM actor WHERE abbrev IS NOT NULL AND uid <> '{uid}' LIMIT 1"  # noqa: S608
    ((short,),) = asked(desk, sql)
    refused(desk, Rename("actor", Named(uid, name), short), f"is shortened to “{short}” already")


def test_two_places_may_have_one_name(desk: Path) -> None:
    done(desk, Rename("place", SOLEDAR, "Bakhmut"))


def test_renaming_needs_a_name_and_what_was_seen(desk: Path) -> None:
    refused(desk, Rename("place", SOLEDAR, "\u2028 "), "new name of Soledar is empty. Type one")
    refused(desk, Rename("place", SOLEDAR, "x" * 201), "no more than 200")
    changes_nothing(desk, Rename("place", SOLEDAR, "Soledar"))
    did(desk, Rename("place", SOLEDAR, "Theirs"))
    assert clashes(desk, Rename("place", SOLEDAR, "Mine")) == [
        Clash("place “Soledar”", "name", "Theirs", "Mine")
    ]
    changes_nothing(desk, Rename("place", SOLEDAR, "Theirs"))
    (clash,) = clashes(desk, Rename("place", Named("gone", "Gone"), "Mine"))
    assert clash.theirs is None


def test_undo_does_not_give_a_name_to_two_actors(desk: Path) -> None:
    (uid, name), (other, its) = asked(desk, "SELECT uid, name FROM actor ORDER BY id LIMIT 2")
    (renamed,) = did(desk, Rename("actor", Named(uid, name), "Somebody"))
    did(desk, Rename("actor", Named(other, its), name))
    with pytest.raises(EditConflict, match="name is now “that of another, which came later”"):
        did(desk, undo(renamed))


# -- other names ---------------------------------------------------------------------------------


def test_another_name_is_added_and_removed(desk: Path) -> None:
    held = names(desk, "place", "soledar")
    name = Name("Соледа\u0301р", "translit", "uk")
    add = AddName("place", SOLEDAR, name)
    done(desk, add)
    assert add.label == "add “Соледа\u0301р” as a name of Soledar"
    assert names(desk, "place", "soledar")[-1] == ("Соледа\u0301р", "translit", "uk", "соледар")
    changes_nothing(desk, add)
    remove = RemoveName("place", SOLEDAR, name)
    assert remove.label == "remove “Соледа\u0301р” from the names of Soledar"
    done(desk, remove)
    assert names(desk, "place", "soledar") == held
    changes_nothing(desk, remove)


def test_an_actor_has_other_names_as_well(desk: Path) -> None:
    actor = Named("administration-moscow-backed", "Moscow-backed administration of Donetsk")
    done(desk, AddName("actor", actor, Name("DNR administration", "abbrev")))
    done(desk, RemoveName("actor", actor, Name("Russia-backed administration", "variant")))
    assert [row[:2] for row in names(desk, "actor", actor.uid)] == [
        ("DNR administration", "abbrev")
    ]


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (AddName("place", SOLEDAR, Name(" ", "variant")), "other name of Soledar is empty"),
        (AddName("place", SOLEDAR, Name("x", "abbrev")), "“abbrev” is no kind of name. Choose"),
    ],
)
def test_a_name_that_is_none_is_refused(desk: Path, edit: Edit, says: str) -> None:
    refused(desk, edit, says)


def test_a_name_of_another_kind_since_is_left_as_it_is(desk: Path) -> None:
    did(desk, AddName("place", SOLEDAR, Name("Salt", "translit", "en")))
    told = [
        Clash("name “Salt”", "kind", "translit", "variant"),
        Clash("name “Salt”", "language", "en", None),
    ]
    refused(desk, AddName("place", SOLEDAR, Name("Salt", "variant")), "“Salt” already, of another")
    assert clashes(desk, RemoveName("place", SOLEDAR, Name("Salt", "variant"))) == told
    gone = Named("gone", "Gone")
    for edit in (
        AddName("place", gone, Name("Salt", "variant")),
        RemoveName("place", gone, Name("Salt", "variant")),
    ):
        assert [clash.theirs for clash in clashes(desk, edit)] == [None]


def test_the_kinds_of_names_are_those_of_the_schema(desk: Path) -> None:
    for kind, allowed in NAME_KINDS.items():
        sql = f"SELECT sql FROM sqlite_master WHERE name = '{kind}_name'"  # noqa: S608
        ((schema,),) = asked(desk, sql)
        listed = ",".join(f"'{one}'" for one in allowed)
        assert f"kind IN ({listed})" in schema


# -- sources -------------------------------------------------------------------------------------


def test_a_source_is_graded_with_the_basis(desk: Path) -> None:
    edit = GradeSource(CNN, NOT_JUDGED, "B", " Usually\nborne out. ")
    assert edit.label == "grade source CNN B"
    done(desk, edit)
    sql = "SELECT reliability, reliability_basis FROM source WHERE uid = 'cnn'"
    assert asked(desk, sql) == [("B", "Usually borne out.")]
    done(desk, GradeSource(CNN, ("B", "Usually borne out."), "F"))
    assert asked(desk, sql) == [("F", "")]


@pytest.mark.parametrize("letter", ["G", "", "AB", "b"])
def test_a_letter_that_is_none_is_refused(desk: Path, letter: str) -> None:
    refused(desk, GradeSource(CNN, NOT_JUDGED, letter, "x"), f"graded “{letter}”. Choose a letter")


def test_a_letter_needs_its_basis_and_what_was_seen(desk: Path) -> None:
    refused(desk, GradeSource(CNN, NOT_JUDGED, "B", " "), "basis of the letter B is empty")
    changes_nothing(desk, GradeSource(CNN, NOT_JUDGED, *NOT_JUDGED))
    did(desk, GradeSource(CNN, NOT_JUDGED, "C", "Theirs."))
    assert clashes(desk, GradeSource(CNN, NOT_JUDGED, "B", "Mine.")) == [
        Clash("source “CNN”", "reliability", "C", "B"),
        Clash("source “CNN”", "reliability basis", "Theirs.", "Mine."),
    ]
    (clash,) = clashes(desk, GradeSource(Named("x", "X"), NOT_JUDGED, "B", "Mine."))
    assert (clash.thing, clash.theirs, clash.yours) == ("source “X”", None, "B, Mine.")


# -- sides ---------------------------------------------------------------------------------------


def listed(desk: Path) -> tuple[str, ...]:
    return tuple(uid for (uid,) in asked(desk, "SELECT uid FROM side ORDER BY rank, name"))


def test_the_sides_are_put_in_another_order(desk: Path) -> None:
    was = listed(desk)
    edit = OrderSides(was, was[::-1])
    assert edit.label == "reorder the sides"
    done(desk, edit)
    assert listed(desk) == was[::-1]
    changes_nothing(desk, edit)


def test_an_order_of_other_sides_than_there_are_is_refused(desk: Path) -> None:
    was = listed(desk)
    refused(desk, OrderSides(was, was[1:]), "leaves a side out, or has one twice")
    refused(desk, OrderSides(was, (*was[1:], was[1])), "Order all of them")
    did(desk, OrderSides(was, was[::-1]))
    ((last,),) = asked(desk, f"SELECT name FROM side WHERE uid = '{was[-1]}'")  # noqa: S608
    (clash,) = clashes(desk, OrderSides(was, (*was[1:], was[0])))
    assert (clash.thing, clash.field) == ("the sides", "order")
    assert str(clash.theirs).startswith(f"{last}, ")


def test_a_side_has_another_colour(desk: Path) -> None:
    ((uid, name, was),) = asked(desk, "SELECT uid, name, colour FROM side ORDER BY id LIMIT 1")
    edit = ColourSide(Named(uid, name), was, "side.6")
    assert edit.label == f"colour side {name} as side.6"
    done(desk, edit)
    assert clashes(desk, ColourSide(Named(uid, name), was, "side.5")) == [
        Clash(f"side “{name}”", "colour", "side.6", "side.5")
    ]
    changes_nothing(desk, edit)
    refused(desk, ColourSide(Named(uid, name), "side.6", "#ff0000"), "“#ff0000” is no colour of a")


def test_the_colours_of_sides_are_those_of_the_theme() -> None:
    assert tuple(json.loads(TOKENS.read_bytes())["side_shape"]) == COLOURS
