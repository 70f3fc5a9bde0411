"""The exchange form: every fault is named and nothing is written; what goes in comes out."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import IngestError
from db.export.json import desk_hash, export, left_out
from db.ingest.exchange import read
from db.new import bring_in
from db.search import found
from tests import desks

Form = dict[str, Any]
BUNDLED_HASH = "616546c0ebb476742954b5af90f530578aefd7ac929bdebcef0a5bece2343469"
THEN = "2023-03-02T12:00:00.000Z"


def exported(path: Path) -> bytes:
    with desks.reading(path) as connection:
        return export(connection)


def as_written(said: Form) -> Form:
    """Return a file of version 1 as the desk writes it that was made of it, then."""
    return said | {"format_version": 2, "recorded_at": THEN}


def one(said: Form, kind: str, uid: str) -> Form:
    return next(row for row in said[kind] if row["uid"] == uid)


def test_the_bundled_file_comes_out_as_it_went_in_and_says_when_that_was(tmp_path: Path) -> None:
    was = desks.BUNDLED.read_text("utf-8")
    now = was.replace('"format_version": 1', '"format_version": 2')
    now = now.replace('\n "sides"', f'\n "recorded_at": "{THEN}",\n "sides"')
    assert exported(desks.desk(tmp_path)).decode() == now


def test_the_hash_of_a_desk_is_that_of_its_export(tmp_path: Path) -> None:
    with desks.reading(desks.desk(tmp_path)) as connection:
        assert desk_hash(connection) == BUNDLED_HASH


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    before = path.read_bytes()
    assert desks.bring(path, desks.form()) is None
    assert path.read_bytes() == before
    with desks.reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM txn").fetchone() == (1,)


def test_a_file_keeps_its_date_of_import(tmp_path: Path) -> None:
    with desks.reading(desks.desk(tmp_path)) as connection:
        days = connection.execute("SELECT DISTINCT recorded_at FROM claim").fetchall()
        uids = connection.execute("SELECT uid FROM evidence WHERE claim_id = 1").fetchall()
    assert days == [("2023-03-02T12:00:00.000Z",)]
    assert uids == [("A01.1",)]


def test_without_relations_the_rest_is_there(tmp_path: Path) -> None:
    path = tmp_path / "bare.desk"
    bring_in(path, read(desks.BUNDLED).without_relations(), "test", lambda: desks.NOW)
    wanted = as_written(desks.form()) | {"relations": list[Form]()}
    assert json.loads(exported(path)) == wanted


def test_fields_of_older_files_are_read_and_dropped(tmp_path: Path) -> None:
    said = desks.form()
    said["documents"][0] |= {"file": None, "text_included": False, "contributors": []}
    said["documents"][0]["contributors_paragraph"] = 15
    said["actors"][0] |= {"named": True, "mentions": []}
    said["places"][0]["mentions"] = [{"document": "cnn-2023-03-01", "paragraphs": [1]}]
    said["routes"][0]["evidence"] = []
    said["route_statuses"][0]["basis"] = "existence"
    desks.bring(tmp_path / "a.desk", said)
    assert exported(tmp_path / "a.desk") == exported(desks.desk(tmp_path))


def test_what_may_be_missing_may_be_missing(tmp_path: Path) -> None:
    said = desks.form()
    del (
        said["reference_day"],
        said["documents"][0]["url"],
        one(said, "actors", "general-staff-ua")["abbrev"],
    )
    said["documents"][0]["published"]["basis"] = "stated"
    desks.bring(tmp_path / "a.desk", said)
    out = json.loads(exported(tmp_path / "a.desk"))
    assert (out["reference_day"], out["documents"][0]["url"]) == (None, None)
    assert "abbrev" not in one(out, "actors", "general-staff-ua")


def test_names_are_stored_composed(tmp_path: Path) -> None:
    said = desks.form()
    said["places"][0]["names"][0]["name"] = unicodedata.normalize("NFD", "Їжак")
    desks.bring(tmp_path / "a.desk", said)
    with desks.reading(tmp_path / "a.desk") as connection:
        name = connection.execute("SELECT name, folded FROM place_name WHERE id = 1").fetchone()
    assert name == ("Їжак", "іжак")
    assert desks.bring(tmp_path / "a.desk", said) is None


# bringing a file into a desk that is there ---------------------------------------------------


def part(**rows: list[Form]) -> Form:
    """Return a file of the bundled desk's that names these rows alone."""
    said = desks.form()
    return {kind: rows.get(kind, []) if isinstance(x, list) else x for kind, x in said.items()} | {
        "credits": said["credits"]
    }


def test_a_row_that_is_there_is_updated_and_the_rest_stays(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    changed = desks.form()["claims"][0] | {"paraphrase": "Something else.", "notes": "New."}
    written = desks.bring(path, part(claims=[changed]))
    assert written is not None
    wanted = as_written(desks.form())
    wanted["claims"][0] = changed | {"rev": 2}
    assert json.loads(exported(path)) == wanted
    with desks.reading(path) as connection:
        row = connection.execute("SELECT rev, recorded_at FROM claim WHERE uid = 'A01'").fetchone()
        assert row == (2, "2023-03-02T12:00:00.000Z")
        assert connection.execute("SELECT count(*) FROM claim WHERE rev > 1").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM txn").fetchone() == (2,)


def test_a_new_row_may_name_rows_of_the_desk(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    new = desks.form()["claims"][0] | {"uid": "C01", "paraphrase": "A fresh claim."}
    desks.bring(path, part(claims=[new]))
    assert json.loads(exported(path))["claims"][-1] == new
    with desks.reading(path) as connection:
        assert len(found(connection, "fresh") or ()) == 1


def test_a_list_of_a_row_is_as_the_file_has_it(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    event = desks.form()["events"][0] | {"claims": ["A02", "A01"]}
    desks.bring(path, part(events=[event]))
    assert json.loads(exported(path))["events"][0]["claims"] == ["A02", "A01"]


def test_two_rows_may_swap_what_is_unique(tmp_path: Path) -> None:
    path, said = desks.desk(tmp_path), desks.form()
    one, two = said["actors"][9], said["actors"][10]
    one["name"], two["name"] = two["name"], one["name"]
    left, right = said["relations"][0], said["relations"][1]
    for end in "ab":
        left[end], right[end] = right[end], left[end]
    first, second = said["questions"][:2]
    first["text"], second["text"] = second["text"], first["text"]
    desks.bring(path, said)
    assert json.loads(exported(path)) == as_written(said)


def test_a_scale_in_another_order_moves_the_answers_with_it(tmp_path: Path) -> None:
    path, said = desks.desk(tmp_path), desks.form()
    question = one(said, "questions", "Q05")
    for step in question["scale"]:
        step["rank"] = len(question["scale"]) - 1 - step["rank"]
    question["scale"].reverse()
    for row in said["claims"]:
        if row["question"] == "Q05" and row["position"]:
            row["position"] = {"from": row["position"]["to"], "to": row["position"]["from"]}
    expected = as_written(json.loads(json.dumps(said)))
    for row, was in zip(expected["claims"], desks.form()["claims"], strict=True):
        row |= {"rev": 2} if row["position"] != was["position"] else {}
    desks.bring(path, said)
    assert json.loads(exported(path)) == expected


def test_a_scale_that_grows_below_moves_claims_the_file_does_not_name(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    question = one(desks.form(), "questions", "Q05")
    for step in question["scale"]:
        step["rank"] += 1
    question["scale"].insert(0, {"key": "less_than_none", "label": "Less than none", "rank": 0})
    with desks.reading(path) as connection:
        sql = """SELECT c.uid, answer FROM claim c JOIN v_answer ON claim_id = c.id
            JOIN question q ON q.id = question_id WHERE q.uid = 'Q05'"""
        before = connection.execute(sql).fetchall()
    desks.bring(path, part(questions=[question]))
    with desks.reading(path) as connection:
        assert connection.execute(sql).fetchall() == before


def test_a_file_may_not_break_what_the_desk_holds(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    document = desks.form()["documents"][0]
    document["published"] = dict.fromkeys(("edtf", "from", "to"), "2023-01-01") | {
        "basis": "stated"
    }
    words = r"the desk's claims\[A01\]\.about\.edtf: '2023-03-01' begins"
    with pytest.raises(IngestError, match=words):
        desks.bring(path, part(documents=[document]))


def test_another_desks_file_adds_its_credits_but_not_its_name(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    other = part() | {"uid": "other", "title": "Other", "credits": ["Maps: someone"]}
    desks.bring(path, other)
    out = json.loads(exported(path))
    assert (out["uid"], out["title"]) == ("bakhmut-2023", desks.form()["title"])
    assert out["credits"] == [*desks.form()["credits"], "Maps: someone"]


def test_a_file_that_counts_about_otherwise_needs_a_desk_of_its_own(tmp_path: Path) -> None:
    other = part() | {"approx_days": {"day": 3, "month": 10, "year": 90}}
    with pytest.raises(IngestError, match="approx_days: differs from the desk's"):
        desks.bring(desks.desk(tmp_path), other)


def test_evidence_that_stays_keeps_what_the_form_cannot_say(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    with desks.script(path) as connection:
        connection.execute("UPDATE evidence SET exact = 'a quote' WHERE uid = 'A01.1'")
    desks.bring(path, part(claims=[desks.form()["claims"][0] | {"notes": "New."}]))
    with desks.reading(path) as connection:
        assert connection.execute("SELECT exact FROM evidence WHERE uid = 'A01.1'").fetchone() == (
            "a quote",
        )
        assert left_out(connection) == {"quotes": 1}


# whatever a person may have written, it comes out again --------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    paraphrase=WORDS.filter(bool),
    notes=WORDS,
    name=WORDS.filter(bool),
    number=st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15),
    lat=st.floats(-90, 90),
)
def test_an_export_brought_in_again_gives_the_same_bytes(
    tmp_path: Path, paraphrase: str, notes: str, name: str, number: float, lat: float
) -> None:
    said = desks.form()
    said["claims"][0] |= {"paraphrase": paraphrase, "notes": notes}
    one(said, "claims", "A11")["value"]["num"] = number
    said["places"][0] |= {"name": name, "lat": lat}
    first, second = tmp_path / "first.desk", tmp_path / "second.desk"
    for path in (first, second):
        path.unlink(missing_ok=True)
    desks.bring(first, said)
    out = exported(first)
    desks.bring(second, out)
    assert exported(second) == out
    assert json.loads(out)["places"][0]["lat"] == lat
    assert desks.bring(first, said) is None
