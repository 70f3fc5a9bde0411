"""Two places or two actors are taken for one: all that stood on the one stands on the other."""

import json
import re
from pathlib import Path

import pytest

from db.edits.merge import Merge
from db.edits.merging import Difference, preview
from db.edits.moving import references
from db.edits.names import AddName, Rename
from db.edits.rows import Named
from db.edits.views import SaveView
from db.errors import Clash, EditRefused
from db.model import Name
from db.search import found
from tests import desks
from tests.edit_checks import asked, clashes, done, refused
from tests.edits import did

FORCES = Named("ukrainian-forces", "Ukrainian forces")
TROOPS = Named("ukrainian-troops", "Ukrainian troops")
KLISHCHIIVKA = Named("klishchiivka", "Klishchiivka")
KURDYUMIVKA = Named("kurdyumivka", "Kurdyumivka")
MOSCOWS = Named("administration-moscow-backed", "Moscow-backed administration of Donetsk")
KYIVS = Named("administration-regional-military", "Donetsk regional military administration")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desks.desk(tmp_path)


def the(desk: Path, kind: str, uid: str) -> Named:
    """Return a place or an actor as it is seen now."""
    ((name,),) = asked(desk, f"SELECT name FROM {kind} WHERE uid = '{uid}'")  # noqa: S608
    return Named(uid, name)


def ids(desk: Path, kind: str, *uids: str) -> list[int]:
    rows = dict(asked(desk, f"SELECT uid, id FROM {kind}"))  # noqa: S608
    return [rows[uid] for uid in uids]


def referring(desk: Path, kind: str, id_: int) -> dict[tuple[str, str], int]:
    """Return how many rows refer to a thing, by table and column."""
    with desks.reading(desk) as connection:
        return {
            (table, column): connection.execute(
                f"SELECT count(*) FROM {table} WHERE {column} = ?",  # noqa: S608
                (id_,),
            ).fetchone()[0]
            for table, columns in references(connection, kind).items()
            for column in columns
        }


def names(desk: Path, kind: str, uid: str) -> list[tuple[str, str]]:
    sql = f"""SELECT n.name, n.kind FROM {kind}_name n JOIN {kind} t ON t.id = n.{kind}_id
        WHERE t.uid = '{uid}' ORDER BY n.name"""  # noqa: S608
    return asked(desk, sql)


def crowded(desk: Path) -> None:
    """Let every table that can refer to a place refer to Klishchiivka, and to its likes."""
    gone, into, bakhmut = ids(desk, "place", "klishchiivka", "kurdyumivka", "bakhmut")
    rows = [
        ("schematic_pin (layout, place_id, x, y)", "'main', {gone}, 1, 2"),
        ("schematic_pin (layout, place_id, x, y)", "'main', {into}, 3, 4"),
        ("schematic_pin (layout, place_id, x, y)", "'other', {gone}, 5, 6"),
        ("place_name (place_id, name, folded)", "{gone}, 'Both', 'both'"),
        ("place_name (place_id, name, folded)", "{into}, 'Both', 'both'"),
        ("claim_place (claim_id, place_id, role)", "1, {gone}, 'target'"),
        ("claim_place (claim_id, place_id, role)", "1, {into}, 'target'"),
        ("place (uid, name, kind, parent_id)", "'farm', 'Farm', 'area', {gone}"),
        (
            "route (uid, name, kind, from_place, to_place)",
            "'r1', 'One', 'road', {gone}, {bakhmut}",
        ),
        (
            "route (uid, name, kind, from_place, to_place, bearing, bearing_of)",
            "'r2', 'Two', 'road', {bakhmut}, {gone}, NULL, {gone}",
        ),
        ("place_relation (from_id, to_id, relation, claim_id)", "{bakhmut}, {gone}, 'N', 1"),
        (
            "question (uid, text, value_type, subject_kind, subject_uid)",
            "'q1', 'Who?', 'boolean', 'place', 'klishchiivka'",
        ),
    ]
    with desks.script(desk) as connection:
        for table, values in rows:
            at = values.format(gone=gone, into=into, bakhmut=bakhmut)
            connection.execute(f"INSERT INTO {table} VALUES ({at})")  # noqa: S608
        assert connection.execute("SELECT count(*) FROM claim_fts").fetchone()[0]


# -- what moves ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["place", "actor"])
def test_every_column_of_the_schema_that_refers_is_known(desk: Path, kind: str) -> None:
    with desks.reading(desk) as connection:
        schema = " ".join(
            sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql NOTNULL")
        )
        known = sum(map(len, references(connection, kind).values()))
    assert known == len(re.findall(rf"REFERENCES {kind}\(id\)", schema)) > 4


def test_all_that_refers_to_a_place_refers_to_the_other(desk: Path) -> None:
    crowded(desk)
    gone, into = ids(desk, "place", "klishchiivka", "kurdyumivka")
    before, held = referring(desk, "place", gone), referring(desk, "place", into)
    assert [where for where, n in before.items() if not n] == []
    twice = f"""SELECT count(*) FROM claim_place a JOIN claim_place b USING (claim_id, role)
        WHERE a.place_id = {gone} AND b.place_id = {into}"""  # noqa: S608
    ((n,),) = asked(desk, twice)
    assert n > 1
    both = {("claim_place", "place_id"): n}  # a name is lost, and the lost name is kept
    edit = Merge("place", KLISHCHIIVKA, KURDYUMIVKA)
    assert edit.label == "merge place Klishchiivka into Kurdyumivka"
    done(desk, edit)
    after = referring(desk, "place", into)
    alike = {("schematic_pin", "place_id"): 1, ("place_relation", "from_id"): 1, **both}
    assert after == {at: n + held[at] - alike.get(at, 0) for at, n in before.items()}
    assert not any(referring(desk, "place", gone).values())
    assert asked(desk, "SELECT subject_uid FROM question WHERE uid = 'q1'") == [("kurdyumivka",)]
    pins = f"SELECT layout, x, y FROM schematic_pin WHERE place_id = {into} ORDER BY layout"  # noqa: S608
    assert asked(desk, pins) == [("main", 3.0, 4.0), ("other", 5.0, 6.0)]


def test_all_that_refers_to_an_actor_refers_to_the_other(desk: Path) -> None:
    gone, into = ids(desk, "actor", FORCES.uid, TROOPS.uid)
    with desks.script(desk) as connection:
        insert = "INSERT INTO claim_actor (claim_id, actor_id, role) VALUES (1, ?, 'object')"
        connection.executemany(insert, [(gone,), (into,)])
        connection.execute("UPDATE actor SET parent_id = ? WHERE uid = 'wagner'", (gone,))
        connection.execute("UPDATE source SET actor_id = ? WHERE uid = 'dw'", (gone,))
        connection.execute(
            "UPDATE question SET subject_kind = 'actor', subject_uid = ? WHERE uid = 'Q14'",
            (FORCES.uid,),
        )
        for uid in ("B01", "B02"):
            claim = {"gone": gone, "uid": uid}
            connection.execute("UPDATE claim SET claimant_id = :gone WHERE uid = :uid", claim)
            connection.execute(
                """UPDATE attribution SET actor_id = :gone, source_id = NULL WHERE hop > 1
                AND claim_id = (SELECT id FROM claim WHERE uid = :uid)""",
                claim,
            )
    before = referring(desk, "actor", gone)
    edit = Merge("actor", FORCES, TROOPS)
    done(desk, edit)
    assert not any(referring(desk, "actor", gone).values())
    after = referring(desk, "actor", into)
    assert all(after[at] >= n for at, n in before.items() if at[0] != "claim_actor")
    assert asked(desk, "SELECT subject_uid FROM question WHERE uid = 'Q14'") == [(TROOPS.uid,)]
    assert asked(desk, "SELECT rev FROM claim WHERE uid IN ('B01', 'B02')") == [(2,), (2,)]
    sql = f"SELECT count(*) FROM claim_actor WHERE actor_id = {into} AND role = 'object'"  # noqa: S608
    assert (1,) in asked(desk, f"{sql} AND claim_id = 1")


def test_a_direction_stated_of_both_is_kept_once(desk: Path) -> None:
    sql = "SELECT count(*) FROM place_relation WHERE relation = 'S'"
    assert asked(desk, sql) == [(2,)]
    did(desk, Merge("place", KLISHCHIIVKA, KURDYUMIVKA))
    assert asked(desk, sql) == [(1,)]


def test_the_lost_name_and_its_variants_find_the_other(desk: Path) -> None:
    did(desk, AddName("place", KLISHCHIIVKA, Name("Klishchiyivka", "translit", "uk")))
    done(desk, Merge("place", KLISHCHIIVKA, KURDYUMIVKA))
    assert set(names(desk, "place", "kurdyumivka")) >= {
        ("Klishchiivka", "merged"),
        ("Klishchiyivka", "translit"),
    }
    folded = "SELECT folded FROM place_name WHERE kind = 'merged'"
    assert asked(desk, folded) == [("klishchiivka",)]
    with desks.reading(desk) as connection:
        assert found(connection, "Klishchiivka") == found(connection, "Kurdyumivka")


def test_a_name_that_the_other_has_already_is_not_kept_twice(desk: Path) -> None:
    did(desk, AddName("place", KURDYUMIVKA, Name("Klishchiivka", "former")))
    done(desk, Merge("place", KLISHCHIIVKA, KURDYUMIVKA))
    assert ("Klishchiivka", "former") in names(desk, "place", "kurdyumivka")
    assert ("Klishchiivka", "merged") not in names(desk, "place", "kurdyumivka")


def test_a_short_name_is_kept_as_another_name(desk: Path) -> None:
    done(desk, Merge("actor", KYIVS, MOSCOWS, sure=True))
    assert names(desk, "actor", MOSCOWS.uid) == [
        ("Donetsk military adm.", "abbrev"),
        ("Donetsk regional military administration", "merged"),
        ("Russia-backed administration", "variant"),
    ]


def test_what_only_the_lost_one_had_is_not_lost(desk: Path) -> None:
    with desks.script(desk) as connection:
        sql = "UPDATE place SET notes = ?, wikidata = ? WHERE uid = ?"
        connection.execute(sql, ("Of the one.", "Q1", "kurdyumivka"))
        connection.execute(sql, ("Of the other.", None, "klishchiivka"))
    sql = "SELECT lat, lon, coord_source, geonames_id, wikidata, notes FROM place WHERE uid = '{}'"
    ((*place, _),) = asked(desk, sql.format("kurdyumivka"))
    done(desk, Merge("place", KURDYUMIVKA, KLISHCHIIVKA))
    notes = "Of the other.\nOf the one."
    assert asked(desk, sql.format("klishchiivka")) == [(*place, notes)]


def test_views_that_spoke_of_the_lost_one_speak_of_the_other(desk: Path) -> None:
    spec = {
        "query": {"facets": {"place": ["klishchiivka", "soledar"], "claimant": ["klishchiivka"]}},
        "selection": {"places": ["klishchiivka"], "current": ["place", "klishchiivka"]},
        "names": {"place": {"klishchiivka": "Klishchiivka"}},
        "panels": {"claims": {"klishchiivka": 1}},
    }
    did(desk, SaveView("Mine", spec), SaveView("Other", {"query": {"text": "klishchiivka"}}))
    done(desk, Merge("place", KLISHCHIIVKA, KURDYUMIVKA))
    mine, other = (
        json.loads(spec) for (spec,) in asked(desk, "SELECT spec FROM saved_view ORDER BY name")
    )
    assert mine["query"]["facets"] == {
        "place": ["kurdyumivka", "soledar"],
        "claimant": ["klishchiivka"],
    }
    assert mine["selection"] == {"places": ["kurdyumivka"], "current": ["place", "kurdyumivka"]}
    assert mine["names"] == {"place": {"kurdyumivka": "Klishchiivka"}}
    assert mine["panels"] == spec["panels"]
    assert other["query"] == {"text": "klishchiivka"}


# -- what is refused -----------------------------------------------------------------------------


def test_the_two_administrations_are_not_merged_by_a_careless_click(desk: Path) -> None:
    says = "side: Ukraine and Russia-backed; part of: Ukraine (state) and not said. Look at both"
    refused(desk, Merge("actor", KYIVS, MOSCOWS), says)
    refused(desk, Merge("actor", MOSCOWS, KYIVS), "are two actors as far as this desk knows")
    done(desk, Merge("actor", MOSCOWS, KYIVS, sure=True))


@pytest.mark.parametrize(
    ("gone", "into", "says"),
    [
        ("sloviansk", "kramatorsk", "GeoNames: 693468 and 704508; position: 48.8497, 37"),
        ("soledar", "chasiv-yar", "km apart)"),
        ("klishchiivka", "soledar", "kind: village and town"),
        ("sloviansk", "severodonetsk", "part of: Donetsk region and Luhansk region"),
    ],
)
def test_places_that_differ_are_merged_only_by_somebody_who_is_sure(
    desk: Path, gone: str, into: str, says: str
) -> None:
    pair = the(desk, "place", gone), the(desk, "place", into)
    refused(desk, Merge("place", *pair), says)
    done(desk, Merge("place", *pair, sure=True))


@pytest.mark.parametrize(
    ("gone", "into", "says"),
    [
        ("soledar", "soledar", "Soledar cannot be merged with itself. Choose another place"),
        ("sloviansk", "bakhmut", "the road Bakhmut – Sloviansk leads from the one to the other"),
        ("kramatorsk", "bakhmut", "claim A25 says where the one lies from the other"),
        ("donetsk-region", "soledar", "Soledar is a part of Donetsk region. Merge the other way"),
        ("ukraine", "soledar", "Soledar is a part of Ukraine"),
    ],
)
def test_what_cannot_be_one_is_refused_however_sure_one_is(
    desk: Path, gone: str, into: str, says: str
) -> None:
    pair = the(desk, "place", gone), the(desk, "place", into)
    refused(desk, Merge("place", *pair, sure=True), says)


def test_a_part_can_be_merged_into_the_whole(desk: Path) -> None:
    whole, part = the(desk, "place", "donetsk-region"), the(desk, "place", "soledar")
    done(desk, Merge("place", part, whole, sure=True))


def test_a_merge_of_what_changed_since_is_refused(desk: Path) -> None:
    did(desk, Rename("place", KURDYUMIVKA, "Theirs"))
    nobody = Named("nobody", "Nobody")
    assert clashes(desk, Merge("place", nobody, KURDYUMIVKA)) == [
        Clash("place “Nobody”", "the row", None, "merge place Nobody into Kurdyumivka"),
        Clash("place “Kurdyumivka”", "name", "Theirs", "Kurdyumivka"),
    ]


# -- the preview ---------------------------------------------------------------------------------


def test_the_preview_says_what_moves_and_what_differs(desk: Path) -> None:
    with desks.reading(desk) as connection:
        seen = preview(connection, "actor", KYIVS.uid, MOSCOWS.uid)
        assert seen.moves == {"actors that belong to it": 1}
        assert seen.alike == ("Donetsk", "administration")
        assert seen.refused == ""
        assert [d.field for d in seen.apart] == ["side", "part of"]
        assert Difference("side", "Ukraine", "Russia-backed", apart=True) in seen.differs
        assert {"note", "role", "short name"} <= {d.field for d in seen.differs}
        soledar = preview(connection, "place", "soledar", "bakhmut")
        assert soledar.moves == {"claims": 10, "other names": 1, "questions": 2}
        assert soledar.warnings == ("claims that name both: 1",)
        assert preview(connection, "place", "sloviansk", "bakhmut").refused.startswith("the road")
        with pytest.raises(EditRefused, match="this desk has no place “nowhere”"):
            preview(connection, "place", "nowhere", "bakhmut")


def test_the_preview_warns_of_two_who_contradict_each_other(desk: Path) -> None:
    sql = """SELECT a.uid, b.uid FROM relation r JOIN claim x ON x.id = r.a_id
        JOIN claim y ON y.id = r.b_id JOIN actor a ON a.id = x.claimant_id
        JOIN actor b ON b.id = y.claimant_id WHERE r.kind = 'contradicts'
        AND a.id <> b.id LIMIT 1"""
    ((one, other),) = asked(desk, sql)
    with desks.reading(desk) as connection:
        assert any("contradictions" in w for w in preview(connection, "actor", one, other).warnings)


# -- a desk that is made up ----------------------------------------------------------------------


def test_two_places_of_a_made_up_desk_become_one(tmp_path: Path) -> None:
    desk = desks.valley(tmp_path, 200)
    sql = """SELECT a.uid, a.name, b.uid, b.name FROM place a JOIN place b ON a.id < b.id
        WHERE a.kind = b.kind AND a.parent_id IS b.parent_id
        AND (SELECT count(*) FROM claim_place WHERE place_id = a.id) > 3
        AND NOT EXISTS (SELECT 1 FROM route WHERE a.id IN (from_place, to_place)
            AND b.id IN (from_place, to_place))
        AND NOT EXISTS (SELECT 1 FROM place_relation WHERE a.id IN (from_id, to_id)
            AND b.id IN (from_id, to_id)) ORDER BY a.id, b.id LIMIT 1"""
    ((uid, name, other, its),) = asked(desk, sql)
    done(desk, Merge("place", Named(uid, name), Named(other, its), sure=True))
