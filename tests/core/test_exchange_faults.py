"""The exchange form: every fault is named with its place, and nothing is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.errors import IngestError
from db.ingest.exchange import read
from tests import desks

Form = dict[str, Any]


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


def one(said: Form, kind: str, uid: str) -> Form:
    return next(row for row in said[kind] if row["uid"] == uid)


def claim(said: Form, **fields: Any) -> None:
    said["claims"][0] |= fields


FAULTS: list[tuple[Callable[[Form], Any], str]] = [
    (lambda d: d.pop("claims"), "claims: is missing. Write it"),
    (lambda d: d.update(claims={}), "claims: is an object. Write a list"),
    (lambda d: d.update(format="other"), "format: 'other' is not known here"),
    (lambda d: d.update(format_version=3), "format_version: 3 is not known here. Write one of: 1,"),
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
        "relations[0].state: was proposed by a rule and accepted by nobody",
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
        "claims[3].about.edtf: 'mid-February' is not a date of the accepted forms. Write",
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
        "claims[0].position.to: 'cut' is no step of the scale. Write one of: out_of_reach",
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
    (lambda d: d["credits"].append(""), "credits[2]: is not one line"),
    (lambda d: d["credits"].append("one\ntwo"), "credits[2]: is not one line"),
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
        (b"[]", "the file: is a list. Write an object"),
        (b"{}", "claims: is missing"),
    ],
    ids=["empty", "comma", "utf-16", "twice", "deep", "nan", "digits", "list", "nothing"],
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
