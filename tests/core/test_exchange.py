"""The exchange form: every fault is named and nothing is written; what goes in comes out."""

import json
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import connection as sqlite
from db.errors import IngestError
from db.export.json import desk_hash, export, left_out
from db.ingest.exchange import parse, read
from db.new import bring_in
from db.search import found
from tests import desks

Form = dict[str, Any]
BUNDLED_HASH = "17ef24d679ec3b2fcbfedab2bbbcdb9b3e5c1f3852b241edc6cacc7414da89e5"


def exported(path: Path) -> bytes:
    with desks.reading(path) as connection:
        return export(connection)


def refused(folder: Path, said: Form | bytes) -> str:
    """Return the words of a refusal; the desk it was for must be as it was."""
    path = desks.desk(folder)
    before = path.read_bytes()
    with pytest.raises(IngestError) as error:
        desks.bring(path, said)
    assert path.read_bytes() == before
    assert str(error.value).endswith("Nothing was imported.")
    with pytest.raises(IngestError) as again:
        desks.bring(folder / "new.desk", said)
    assert str(again.value).startswith("file.json, ")
    assert [one.name for one in folder.iterdir()] == [path.name]
    return str(error.value)


def test_the_bundled_file_comes_out_as_it_went_in(tmp_path: Path) -> None:
    assert exported(desks.desk(tmp_path)) == desks.BUNDLED.read_bytes()


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
    wanted = {**desks.form(), "relations": []}
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
    assert exported(tmp_path / "a.desk") == desks.BUNDLED.read_bytes()


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


# what is wrong -> the words that say so ---------------------------------------------------


def one(said: Form, kind: str, uid: str) -> Form:
    return next(row for row in said[kind] if row["uid"] == uid)


def claim(said: Form, **fields: Any) -> None:
    said["claims"][0] |= fields


FAULTS: list[tuple[Callable[[Form], Any], str]] = [
    (lambda d: d.pop("claims"), "claims: is missing. Write it"),
    (lambda d: d.update(claims={}), "claims: is an object. Write a list"),
    (lambda d: d.update(format="other"), "format: 'other' is not known here"),
    (lambda d: d.update(format_version=2), "format_version: 2 is not known here. Write one of: 1"),
    (lambda d: d.update(extra=1), "extra: is not a field of the form"),
    (lambda d: d["claims"][3].update(lat=48.1), "claims[3].lat: is refused: no position finer"),
    (lambda d: d["claims"][3].update(Geometry={}), "claims[3].Geometry: is refused: no position"),
    (lambda d: d["events"][2].update(coordinates=[1, 2]), "events[2].coordinates: is refused"),
    (lambda d: claim(d, event="E01"), "claims[0].event: is refused: an event lists its claims"),
    (lambda d: claim(d, uid="A 1"), "claims[0].uid: 'A 1' is not a uid. Write 1 to 64 letters"),
    (lambda d: claim(d, paraphrase=""), "claims[0].paraphrase: has 0 characters. Write 1 to 1000"),
    (lambda d: claim(d, paraphrase="x" * 1001), "claims[0].paraphrase: has 1001 characters"),
    (lambda d: claim(d, paraphrase="a\0b"), "claims[0].paraphrase: holds a character that cannot"),
    (lambda d: claim(d, paraphrase="\ud800"), "claims[0].paraphrase: holds a character that"),
    (lambda d: claim(d, voice="rumour"), "claims[0].voice: 'rumour' is not known here. Write one"),
    (
        lambda d: claim(d, self_tension=0),
        "claims[0].self_tension: is a number. Write true or false",
    ),
    (lambda d: claim(d, notes=None), "claims[0].notes: is null. Write text"),
    (lambda d: claim(d, places=[]), "claims[0].places: is empty. Give at least 1"),
    (lambda d: claim(d, evidence=[]), "claims[0].evidence: is empty. Give at least 1"),
    (lambda d: claim(d, attribution=[]), "claims[0].attribution: is empty. Give at least 1"),
    (
        lambda d: claim(d, claimant="cnm"),
        "claims[0].claimant: there is no 'cnm' among the actors. Did you mean 'cnn'?",
    ),
    (
        lambda d: claim(d, question="Q99"),
        "claims[0].question: there is no 'Q99' among the questions",
    ),
    (
        lambda d: d["claims"][0]["places"][0].update(place="zzzz"),
        "claims[0].places[0].place: there is no 'zzzz' among the places. Add it to places",
    ),
    (lambda d: d["events"][0]["claims"].append("Z99"), "events[0].claims[12]: there is no 'Z99'"),
    (lambda d: d["claims"].append(d["claims"][0]), "claims[66]: stands already in claims[0]"),
    (lambda d: claim(d, status="retired"), "claims[0].status: 'A01' is retired"),
    (
        lambda d: d["relations"][0].update(origin="rule", rule="R1"),
        "relations[0].state: was proposed by a rule and accepted",
    ),
    (lambda d: d["relations"][0].update(rule="R1"), "relations[0].rule: belongs to origin rule"),
    (lambda d: d["relations"][0].update(b="B26"), "relations[0].b: is the same claim as a"),
    (
        lambda d: d["relations"].append(
            {**d["relations"][0], "uid": "L99", "a": "B28", "b": "B26"}
        ),
        "relations[51]: contradicts stands already between B28 and B26",
    ),
    (
        lambda d: d["relations"].append(
            {**d["relations"][0], "uid": "L99", "relation": "no_conflict"}
        ),
        "relations[51]: B26 and B28 both clash and have no conflict",
    ),
    (
        lambda d: d["claims"][3]["about"].update(edtf="mid-February"),
        "claims[3].about.edtf: 'mid-February' is not a date of the accepted forms. Write 2023-02-01",
    ),
    (
        lambda d: d["claims"][0]["about"].update({"from": "2023-03-02"}),
        "claims[0].about.from: is 2023-03-02, but 2023-03-01 gives another day. Write 2023-03-01",
    ),
    (
        lambda d: d["claims"][0]["about"].update(edtf="2023-03-09"),
        "claims[0].about.edtf: '2023-03-09' begins after its document came out on 2023-03-01",
    ),
    (
        lambda d: d["claims"][0]["said"].update(edtf="2023-03-09"),
        "claims[0].said.edtf: '2023-03-09' begins after its document came out",
    ),
    (lambda d: d["claims"][0]["about"].update(precision=5), "claims[0].about.precision: is 5"),
    (
        lambda d: d["events"][0]["about"].update(to="2023-01-01"),
        "events[0].about.to: is 2023-01-01",
    ),
    (
        lambda d: d["documents"][0].update(url=None),
        "documents[0].url: is missing, but the document",
    ),
    (
        lambda d: d["documents"][0]["paragraphs"][0].update(stop=0),
        "documents[0].paragraphs[0]: runs from 0 to 0",
    ),
    (lambda d: d.update(reference_day="2.3.2023"), "reference_day: '2.3.2023' is not a day"),
    (lambda d: claim(d, voice="indirect"), "claims[0].voice: is indirect, with 1 hops"),
    (lambda d: claim(d, claimant="isw"), "claims[0].attribution[0]: ends with 'cnn', not with the"),
    (
        lambda d: d["claims"][0]["attribution"][0].update(hop=2),
        "claims[0].attribution: has hops with",
    ),
    (
        lambda d: d["claims"][0]["evidence"][0].update(paragraph=2),
        "claims[0].evidence[0].paragraph: paragraph 2 is a heading",
    ),
    (
        lambda d: d["claims"][0]["evidence"][0].update(paragraph=99),
        "claims[0].evidence[0].paragraph: paragraph 99 is not there",
    ),
    (
        lambda d: d["claims"][0]["evidence"][0].update(document=d["documents"][1]["uid"]),
        "claims[0].attribution[0]: is not the source of",
    ),
    (
        lambda d: d["claims"][0]["position"].update(to="cut"),
        "claims[0].position.to: 'cut' is no step of the scale. Write one of: out_of_reach, approaching",
    ),
    (
        lambda d: d["claims"][0].update(position={"from": "taken", "to": "encircled"}),
        "claims[0].position: runs from the higher to the lower step",
    ),
    (
        lambda d: claim(d, polarity=1),
        "claims[0].polarity: answers yes or no, but scale is asked for",
    ),
    (lambda d: d["claims"][0]["value"].update(num=3), "claims[0].value.unit: is missing beside"),
    (
        lambda d: one(d, "claims", "A11")["value"].update(unit="pigs"),
        "].value: answers a quantity without a number in its unit",
    ),
    (lambda d: d["questions"][0]["scale"].pop(1), "questions[0].scale: has ranks with a gap"),
    (lambda d: d["questions"][0].update(gap_contradicts=None), "questions[0].gap_contradicts: is"),
    (
        lambda d: d["questions"][0].update(exclusive=True),
        "questions[0].exclusive: is there in a scale",
    ),
    (
        lambda d: d["questions"][2].update(gap_contradicts=1),
        "questions[2].gap_contradicts: is not that",
    ),
    (
        lambda d: d["implications"][0]["then"].update(question="Q01"),
        "implications[0].then.question",
    ),
    (lambda d: d["places"][0].update(lon=None), "places[0].lat: stands alone"),
    (lambda d: d["places"][0].update(lat=99), "places[0].lat: 99 is out of range. Write -90 to 90"),
    (lambda d: d["places"][0].update(coord_source=None), "places[0].coord_source: is missing"),
    (lambda d: d["places"][0].update(kind="area"), "places[0].lat: is the point of a area"),
    (lambda d: d["places"][1].update(parent="bakhmut"), "places[0].parent: goes round in a circle"),
    (lambda d: d["actors"][0].update(name="CNN"), "actors[25].name: 'CNN' is also that of 'vlad"),
    (
        lambda d: d["actors"][0].update(abbrev="CNN"),
        "actors[0].abbrev: 'CNN' is another actor's name",
    ),
    (lambda d: d["sides"][0].update(counts_with="russia-backed"), "goes round in a circle"),
    (
        lambda d: d["sides"][0].update(counts_with="ukraine"),
        "sides[1].counts_with: 'russia' itself counts with 'ukraine'",
    ),
    (
        lambda d: d["sides"][0].update(colour="#f00"),
        "sides[0].colour: '#f00' does not fit. Write side.",
    ),
    (lambda d: d["routes"][0].update(to=None), "routes[0].to: is missing for a road"),
    (lambda d: d["routes"][0].update(bearing="N"), "routes[0].bearing: N is stated by no place"),
    (
        lambda d: d["routes"][0].update(members=[{"route": "RD2", "certainty": "stated"}]),
        "routes[0].members: belong to a road. Only a group has members",
    ),
    (
        lambda d: d["routes"][4]["members"].append({"route": "RD-ALL", "certainty": "stated"}),
        "routes[4].members[3].route: 'RD-ALL' is a group",
    ),
    (
        lambda d: d["route_statuses"][0].update(to="2020-01-01"),
        "route_statuses[0].to: 2020-01-01 lies",
    ),
    (
        lambda d: one(d, "route_statuses", "S-RD4").update(status="open"),
        ".status: open is not what claim 'B05' answers. Write contested",
    ),
    (lambda d: d["credits"].append("one\ntwo"), "credits[2]: has more than one line"),
    (
        lambda d: d["claims"][0]["value"].update(num=2**70),
        "claims[0].value.num: 1180591620717411303424",
    ),
]


@pytest.mark.parametrize(("spoil", "words"), FAULTS, ids=[words[:40] for _, words in FAULTS])
def test_a_fault_is_named_with_its_place_and_nothing_is_written(
    tmp_path: Path, spoil: Callable[[Form], Any], words: str
) -> None:
    said = desks.form()
    spoil(said)
    assert words in refused(tmp_path, said)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "line 1, column 1: is not JSON"),
        (b'{"a": 1,}', "line 1, column 9: is not JSON"),
        (b"\xff\xfe{}", "byte 0: is not UTF-8. Save the file as UTF-8"),
        (b'{"a": 1, "a": 2}', "a field 'a': stands twice in one object"),
        (b"[" * 100_000 + b"]" * 100_000, "the file: is nested too deeply"),
        (b'{"a": NaN}', "the file: holds a number that is none: NaN"),
        (b'{"a": ' + b"9" * 5000 + b"}", "the file: holds a number that is none"),
        (b" " * 16_000_001, "the file: has more than 16,000,000 bytes"),
        (b"[]", "the file: is a list. Write an object"),
        (b"{}", "claims: is missing"),
    ],
    ids=["empty", "comma", "utf-16", "twice", "deep", "nan", "digits", "large", "list", "nothing"],
)
def test_what_is_no_exchange_file_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in refused(tmp_path, data)


def test_a_number_too_large_for_a_number_is_refused(tmp_path: Path) -> None:
    data = desks.BUNDLED.read_bytes().replace(b'"num": 4500', b'"num": 1e999')
    assert "value.num: inf is out of range" in refused(tmp_path, data)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    said = desks.form()
    said["claims"][0]["voice"] = "rumour"
    said["claims"][7]["credibility"] = 6
    said["places"][0]["kind"] = "hamlet"
    told = refused(tmp_path, said).splitlines()
    assert len(told) == 4
    assert told[0].startswith("file.json, places[0].kind: 'hamlet' is not known here")
    assert told[2].startswith("file.json, claims[7].credibility: 6 is not known here")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="the file: cannot be read: No such file"):
        read(tmp_path / "no.json")


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
    wanted = desks.form()
    wanted["claims"][0] = changed
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
    assert json.loads(exported(path)) == said


def test_a_scale_in_another_order_moves_the_answers_with_it(tmp_path: Path) -> None:
    path, said = desks.desk(tmp_path), desks.form()
    question = one(said, "questions", "Q05")
    for step in question["scale"]:
        step["rank"] = len(question["scale"]) - 1 - step["rank"]
    question["scale"].sort(key=lambda step: step["rank"])
    for row in said["claims"]:
        if row["question"] == "Q05" and row["position"]:
            row["position"] = {"from": row["position"]["to"], "to": row["position"]["from"]}
    expected = json.loads(json.dumps(said))
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
    with pytest.raises(IngestError, match="claims A01 of the desk.about.edtf: '2023-03-01' begins"):
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
    with closing(sqlite.write(path)) as connection:
        connection.execute("UPDATE evidence SET exact = 'a quote' WHERE uid = 'A01.1'")
    desks.bring(path, part(claims=[desks.form()["claims"][0] | {"notes": "New."}]))
    with desks.reading(path) as connection:
        assert connection.execute("SELECT exact FROM evidence WHERE uid = 'A01.1'").fetchone() == (
            "a quote",
        )
        assert left_out(connection) == {"quotes": 1}


def test_retired_claims_stay_out_of_the_export_with_all_that_hangs_on_them(tmp_path: Path) -> None:
    path = desks.desk(tmp_path)
    with closing(sqlite.write(path)) as connection:
        connection.execute(
            "UPDATE claim SET status = 'retired', retired_at = '2023' WHERE uid IN ('A20', 'B01')"
        )
    out = json.loads(exported(path))
    assert len(out["claims"]) == 64
    assert one(out, "routes", "RD1")["exists_by"] is None
    parse(json.dumps(out).encode(), Path("out.json"))
    desks.bring(tmp_path / "again.desk", {**out, "routes": _unstated(out["routes"])})


def _unstated(routes: list[Form]) -> list[Form]:
    """A bearing is stated by a claim: where that is retired, so is the bearing."""
    return [row | {"bearing": None} if row["uid"] == "RD1" else row for row in routes]


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
    claim(said, paraphrase=paraphrase, notes=notes)
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
