"""What can be edited is in the exchange form: it comes out, goes in, and comes out the same."""

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import IngestError
from db.export.json import left_out
from db.history import chain, log
from db.history.undo import Undo
from db.ingest.exchange import parse, read
from db.ingest.form import LARGEST
from tests import desks
from tests.edits import did
from tests.exchanged import EDITS, Form, edited, exported, one, told

THEN = "2023-03-02T12:00:00.000Z"
LATER = "2024-01-01T00:00:00.000Z"


def part(said: Form, **rows: list[Form]) -> Form:
    """Return a file of the same desk that names these rows alone."""
    lists = {kind: rows.get(kind, []) for kind, x in said.items() if isinstance(x, list)}
    return said | lists | {"credits": said["credits"]}


def same_again(desk: Path) -> bytes:
    """Bring what a desk says into a new one, and return what that says."""
    again = desk.with_name("again.desk")
    again.unlink(missing_ok=True)
    desks.bring(again, exported(desk))
    return exported(again)


def test_every_edit_comes_out_and_goes_into_a_new_desk_byte_for_byte(tmp_path: Path) -> None:
    path = edited(tmp_path)
    assert same_again(path) == exported(path)
    with desks.reading(path) as connection:
        assert left_out(connection) == {}


def test_each_edit_changes_what_the_desk_says(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    before = exported(path)
    for sql in EDITS:
        with desks.script(path) as connection:
            connection.execute(sql)
        after = exported(path)
        assert after != before, sql
        before = after


def test_a_fictional_desk_comes_out_and_goes_in_byte_for_byte(tmp_path: Path) -> None:
    path = desks.valley(tmp_path, 400)
    with desks.script(path) as connection:
        connection.execute("INSERT INTO schematic_pin (place_id, x, y) SELECT id, id, 1 FROM place")
        sql = "UPDATE relation SET state = 'accepted', coder_id = 2 WHERE origin = 'rule'"
        assert connection.execute(sql).rowcount > 0
        sql = "SELECT count(*) FROM claim WHERE status = 'retired'"
        assert connection.execute(sql).fetchone() > (0,)
    assert same_again(path) == exported(path)


def test_when_most_rows_were_recorded_is_said_once(tmp_path: Path) -> None:
    said = told(edited(tmp_path))
    assert said["recorded_at"] == THEN
    late = [row["uid"] for kind in ("claims", "relations") for row in said[kind]
            if "recorded_at" in row]  # fmt: skip
    assert late == ["A01", said["relations"][0]["uid"], "back"]


def test_a_field_that_says_no_more_than_its_default_is_left_out(tmp_path: Path) -> None:
    said = told(edited(tmp_path))
    assert said["coders"] == [
        {"uid": "k-ada", "name": "Ада Lovelace", "initials": "AL"},
        {"uid": "k-bo", "name": "Bo", "active": False},
    ]
    assert said["places"][0]["pins"] == [
        {"x": 1e-9, "y": 12.5},
        {"layout": "other", "x": 0, "y": 0},
    ]
    assert said["claims"][0]["tags"] == ["t2", "t1"]
    plain = {
        "coder",
        "rev",
        "tags",
        "recorded_at",
        "retired_at",
        "retired_why",
        "credibility_basis",
    }
    assert not plain & said["claims"][9].keys()
    assert "pins" not in said["places"][5]


def test_a_file_that_spells_defaults_out_is_the_same(tmp_path: Path) -> None:
    path = edited(tmp_path)
    said = told(path)
    said["claims"][9] |= {"tags": [], "coder": None, "rev": 1, "recorded_at": THEN}
    said["claims"][9] |= {"retired_at": None, "retired_why": "", "credibility_basis": ""}
    said["places"][5]["pins"] = []
    said["actors"][3]["names"] = [n | {"lang": None} for n in said["actors"][3]["names"]]
    assert desks.bring(path, said) is None


# into a desk that is there --------------------------------------------------------------------


def test_an_update_takes_author_revision_and_instant_from_the_file(tmp_path: Path) -> None:
    path = edited(tmp_path)
    said = told(path)
    changed = said["claims"][1] | {"notes": "New.", "rev": 7, "recorded_at": LATER}
    changed |= {"coder": "k-ada", "tags": ["t1"]}
    desks.bring(path, part(said, claims=[changed]))
    assert one(told(path), "claims", changed["uid"]) == changed


def test_a_claim_comes_back_by_a_file_that_says_so(tmp_path: Path) -> None:
    path = edited(tmp_path)
    said = told(path)
    back = one(said, "claims", "B01")
    del back["retired_at"], back["retired_why"]
    desks.bring(path, part(said, claims=[back | {"status": "coded"}]))
    assert one(told(path), "claims", "B01")["status"] == "coded"


def test_what_version_1_cannot_say_stays_as_the_desk_has_it(tmp_path: Path) -> None:
    path, said = edited(tmp_path), desks.form()
    gone = {"A20", "B01", "A03"}
    before = told(path)
    said["claims"] = [row for row in said["claims"] if row["uid"] not in gone]
    said["relations"], said["places"] = said["relations"][3:], said["places"][1:]
    said["actors"][0]["names"] = [
        {"name": name["name"], "kind": name["kind"]} for name in before["actors"][0]["names"]
    ]
    said["claims"][6]["notes"] = "New."
    desks.bring(path, said)
    after = told(path)
    assert after["actors"][0] == before["actors"][0]
    assert after["coders"] == before["coders"]
    assert after["places"][1]["pins"] == before["places"][1]["pins"]
    first = one(after, "claims", "A01")
    assert {k: first[k] for k in ("tags", "coder", "rev", "recorded_at")} == {
        "tags": ["t2", "t1"], "coder": "k-ada", "rev": 4, "recorded_at": "2023-04-01T08:00:00.500Z",
    }  # fmt: skip
    changed = one(after, "claims", said["claims"][6]["uid"])
    assert (changed["notes"], changed["rev"]) == ("New.", 2)


def test_a_file_of_version_1_does_not_bring_a_retired_claim_back(tmp_path: Path) -> None:
    words = r"claims\[.*\]\.status: 'A03' is retired: format_version 1 cannot say when and why"
    with pytest.raises(IngestError, match=words):
        desks.bring(edited(tmp_path), desks.form())


def test_new_rows_of_a_file_that_says_no_instant_are_of_the_import(tmp_path: Path) -> None:
    said = desks.form() | {"format_version": 2}
    desks.bring(tmp_path / "a.desk", said)
    assert told(tmp_path / "a.desk")["recorded_at"] == THEN


def test_an_undone_import_leaves_the_desk_as_it_was(tmp_path: Path) -> None:
    path, other = desks.desk(tmp_path), edited(tmp_path)
    before, wanted = exported(path), exported(other)
    written = desks.bring(path, wanted)
    assert written is not None
    assert exported(path) == wanted
    (undone,) = did(path, Undo(written.txn, written.label))
    assert exported(path) == before
    did(path, Undo(undone.txn, written.label, redo=True))
    assert exported(path) == wanted
    with desks.reading(path) as connection:
        assert chain.first_break(connection) is None
        assert len(log.entries(connection)) == 4


def test_two_coders_may_swap_their_names(tmp_path: Path) -> None:
    path = edited(tmp_path)
    said = told(path)
    first, second = said["coders"]
    first["name"], second["name"] = second["name"], first["name"]
    desks.bring(path, said)
    assert told(path) == said


# whatever a person may have written, it comes out again ----------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
INSTANTS = st.datetimes().map(lambda at: at.isoformat(timespec="milliseconds") + "Z")
NUMBERS = st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.lists(WORDS.filter(bool), min_size=1, max_size=3, unique=True),
    why=WORDS,
    basis=WORDS,
    instants=st.tuples(INSTANTS, INSTANTS, INSTANTS),
    rev=st.integers(1, 2**63 - 1),
    tags=st.lists(st.sampled_from(["t1", "t2"]), unique=True),
    pin=st.tuples(NUMBERS, NUMBERS),
    lang=st.none() | WORDS,
    retired=st.booleans(),
)
def test_an_edited_desk_brought_in_again_gives_the_same_bytes(
    tmp_path: Path,
    names: list[str],
    why: str,
    basis: str,
    instants: tuple[str, str, str],
    rev: int,
    tags: list[str],
    pin: tuple[float, float],
    lang: str | None,
    retired: bool,  # noqa: FBT001
) -> None:
    said = desks.form()
    said["format_version"] = 2
    said["coders"] = [{"uid": f"k{n}", "name": name} for n, name in enumerate(names)]
    said["tags"] = [{"uid": uid, "name": uid, "colour": why} for uid in ("t1", "t2")]
    claim = said["claims"][0]
    claim |= {"coder": "k0", "rev": rev, "recorded_at": instants[0], "tags": tags}
    claim |= {"credibility_basis": basis}
    if retired:
        claim |= {"status": "retired", "retired_at": instants[1], "retired_why": why}
    said["relations"][0] |= {"coder": f"k{len(names) - 1}", "recorded_at": instants[2]}
    said["places"][0]["pins"] = [{"x": pin[0], "y": pin[1]}]
    said["actors"][0]["names"].append({"name": "Name", "kind": "merged", "lang": lang})
    first = tmp_path / "first.desk"
    first.unlink(missing_ok=True)
    desks.bring(first, said)
    out = exported(first)
    assert same_again(first) == out
    held = json.loads(out)["places"][0]["pins"][0]
    assert (held["x"], held["y"]) == pin
    assert desks.bring(first, said) is None


# what is wrong is named -------------------------------------------------------------------------

FAULTS: dict[str, Callable[[Form], Any]] = {
    "coders[1].name: 'Ада Lovelace' is also that of 'k-ada'": lambda d: d["coders"][1].update(
        name="Ада Lovelace"
    ),
    "coders[0].name: has 0 characters. Write 1": lambda d: d["coders"][0].update(name=""),
    "coders[0].active: is a number. Write true": lambda d: d["coders"][0].update(active=1),
    "coders[0].email: is not a field of the form": lambda d: d["coders"][0].update(email="a@b"),
    "coders[2]: stands already in coders[0]": lambda d: d["coders"].append(d["coders"][0]),
    "recorded_at: '2023-03-02' is not a moment in UTC. Write it like 2023-02-01T12:00:00.000Z": (
        lambda d: d.update(recorded_at="2023-03-02")
    ),
    "claims[0].recorded_at: '2023-13-02T12:00:00Z' is not a moment": lambda d: d["claims"][
        0
    ].update(recorded_at="2023-13-02T12:00:00Z"),
    "claims[0].recorded_at: null is not a moment": lambda d: d["claims"][0].update(
        recorded_at=None
    ),
    "relations[1].recorded_at: '2023-03-02T12:00:00+01:00' is not a moment in UTC": lambda d: d[
        "relations"
    ][1].update(recorded_at="2023-03-02T12:00:00+01:00"),
    "claims[0].coder: there is no 'k-adA' among the coders. Did you mean 'k-ada'?": lambda d: d[
        "claims"
    ][0].update(coder="k-adA"),
    "relations[0].coder: there is no 'nobody' among the coders": lambda d: d["relations"][0].update(
        coder="nobody"
    ),
    "relations[0].state: was proposed by a rule and accepted by nobody: a rule never accepts": (
        lambda d: d["relations"][0].pop("coder")
    ),
    "claims[0].rev: 0 is out of range. Write 1 to": lambda d: d["claims"][0].update(rev=0),
    "claims[0].rev: is a number. Write a whole number": lambda d: d["claims"][0].update(rev=1.5),
    "claims[2].retired_at: is missing for a retired claim": lambda d: d["claims"][2].pop(
        "retired_at"
    ),
    "claims[0].retired_at: belongs to a retired claim, and this is coded": lambda d: d["claims"][
        0
    ].update(retired_at=THEN),
    "claims[0].retired_why: belongs to a retired claim": lambda d: d["claims"][0].update(
        retired_why="so"
    ),
    "claims[0].tags[2]: there is no 't9' among the tags": lambda d: d["claims"][0]["tags"].append(
        "t9"
    ),
    "claims[0].tags[2]: stands twice. Leave one": lambda d: d["claims"][0]["tags"].append("t2"),
    "claims[0].tags: is text. Write a list": lambda d: d["claims"][0].update(tags="t1"),
    "places[0].pins[2]: stands twice. Leave one": lambda d: d["places"][0]["pins"].append(
        {"x": 1, "y": 1}
    ),
    "places[0].pins[0].x: is text. Write a number": lambda d: d["places"][0]["pins"][0].update(
        x="1"
    ),
    "places[0].pins[0].y: is missing": lambda d: d["places"][0]["pins"][0].pop("y"),
    "places[0].pins[0].lat: is refused: no position": lambda d: d["places"][0]["pins"][0].update(
        lat=1
    ),
    "places[0].pins[1].layout: has 0 characters": lambda d: d["places"][0]["pins"][1].update(
        layout=""
    ),
    "actors[0].names[0].lang: is a number": lambda d: d["actors"][0]["names"][0].update(lang=1),
    "claims[0].history: is not a field of the form": lambda d: d["claims"][0].update(history=[]),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """Return what the edited desk says, to be copied."""
    return told(edited(tmp_path_factory.mktemp("edited")))


@pytest.mark.parametrize("words", FAULTS)
def test_a_fault_of_what_can_be_edited_is_named_and_nothing_is_written(
    tmp_path: Path, whole: Form, words: str
) -> None:
    said = copy.deepcopy(whole)
    FAULTS[words](said)
    with pytest.raises(IngestError) as error:
        desks.bring(tmp_path / "new.desk", said)
    assert f"file.json, {words}" in str(error.value)
    assert not (tmp_path / "new.desk").exists()


def test_a_pin_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    data = exported(edited(tmp_path)).replace(b'"x": 0.1', b'"x": 1e999')
    with pytest.raises(IngestError, match=r"pins\[0\]\.x: inf is out of range. Write a finite"):
        parse(data, Path("file.json"))


def test_version_1_does_not_know_what_came_later(tmp_path: Path) -> None:
    said = told(edited(tmp_path)) | {"format_version": 1}
    with pytest.raises(IngestError) as error:
        desks.bring(tmp_path / "new.desk", said)
    for at in ("coders", "recorded_at", "claims[0].tags", "claims[0].coder", "places[0].pins"):
        words = f"{at}: is not a field of format_version 1. Leave it out, or write format_version 2"
        assert words in str(error.value)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.touch()
    os.truncate(path, LARGEST + 1)
    with pytest.raises(IngestError, match="the file: has more than 500,000,000 bytes"):
        read(path)
