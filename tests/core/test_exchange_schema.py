"""The JSON Schema of the exchange form says what an import takes, and no more."""

import copy
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from db.__main__ import main
from db.errors import IngestError
from db.exchange import KINDS
from db.ingest.fields import LISTS
from db.ingest.form import DESK, read_form
from db.ingest.shapes import Optional, Record, Refused
from tests import desks
from tests.exchanged import Form, edited, exported, told

SCHEMA: Form = json.loads(
    (files("resources") / "schema/crosscheck-dataset.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)
PROBES: tuple[Any, ...] = (
    None, True, -1, 0, 1, 1.5, 91, "", "x", "a b", "x" * 1001, "2023-02-01", "2023-02-01T00:00:00Z",
    "side.1", [], ["x"], [1], {},
)  # fmt: skip
"""Values that a field may be given by mistake."""


def fits(said: Form) -> bool:
    """Return whether the schema takes it."""
    return VALIDATOR.is_valid(said)  # pyright: ignore[reportUnknownMemberType]


def is_read(said: Form) -> bool:
    """Return whether an import takes its form."""
    try:
        read_form(json.dumps(said).encode(), Path("file.json"))
    except IngestError:
        return False
    return True


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """Return a file that says all that can be said, in one row or another."""
    said = told(edited(tmp_path_factory.mktemp("edited")))
    half = {"question": "Q05", "polarity": 1}
    said["implications"].append(said["implications"][0] | {"if": half, "then": half})
    said["claims"][0]["value"] = {"text": "t", "num": 1, "approx": False, "unit": "u"}
    said["claims"][0]["value"] |= {"low": 0, "high": 2}
    return said


def definition(kind: str) -> Form:
    return SCHEMA["$defs"][SCHEMA["properties"][kind]["items"]["$ref"].rsplit("/", 1)[1]]


def spots(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to every field of a row, whatever stands above it in lists."""
    if isinstance(value, dict):
        for name, held in cast("Form", value).items():
            yield (*at, name)
            yield from spots(held, (*at, name))
    elif isinstance(value, list):
        for n, held in enumerate(cast("list[Any]", value)):
            yield from spots(held, (*at, n))


def names(spot: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(step for step in spot if isinstance(step, str))


def telling(rows: list[Form]) -> Iterator[tuple[Form, tuple[Any, ...]]]:
    """Give rows with a field that none before them has, each with the way to it."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        for spot in spots(row):
            if names(spot) not in seen:
                seen.add(names(spot))
                yield row, spot


def spoilt(row: Form, spot: tuple[Any, ...]) -> Iterator[Form]:
    """Give the row without the field, with another beside it, and with each of the probes in it."""
    for change in ("gone", "beside", *PROBES):
        other = copy.deepcopy(row)
        held: Any = other
        for step in spot[:-1]:
            held = held[step]
        if change == "gone":
            del held[spot[-1]]
        elif change == "beside":
            held["beside"] = 1
        else:
            held[spot[-1]] = change
        yield other


def bare(whole: Form) -> Form:
    """Return a file without a row."""
    return whole | {kind: list[Form]() for kind in KINDS}


def alone(whole: Form, kind: str, row: Form) -> Form:
    """Return a file of this row alone."""
    return bare(whole) | {kind: [row]}


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_it_takes_the_bundled_file_and_what_desks_say(tmp_path: Path, whole: Form) -> None:
    assert fits(desks.form())
    assert fits(json.loads(exported(desks.desk(tmp_path))))
    assert fits(json.loads(exported(desks.valley(tmp_path, 200))))
    assert fits(whole)
    assert is_read(whole)


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_it_names_the_fields_that_an_import_reads(kind: str) -> None:
    shape, said = (LISTS[kind], definition(kind)) if kind else (DESK, SCHEMA)
    assert isinstance(shape, Record)
    read = {name: x for name, x in shape.fields.items() if not isinstance(x, Refused)}
    dropped = {name for name, x in said["properties"].items() if x.get("deprecated")}
    assert said["properties"].keys() - dropped == read.keys()
    assert dropped == shape.dropped
    assert set(said["required"]) == {n for n, x in read.items() if not isinstance(x, Optional)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_they_are_tried_on_says_all_that_can_be_said(whole: Form, kind: str) -> None:
    said = {spot for _, spot in telling(whole[kind]) if len(spot) == 1}
    known = {(n,) for n, x in definition(kind)["properties"].items() if not x.get("deprecated")}
    assert said == known


@pytest.mark.parametrize("kind", KINDS)
def test_it_takes_of_a_row_what_an_import_takes(whole: Form, kind: str) -> None:
    tried = 0
    for row, spot in telling(whole[kind]):
        for n, other in enumerate(spoilt(row, spot)):
            said = alone(whole, kind, other)
            assert fits(said) == is_read(said), (names(spot), n)
            tried += 1
    assert tried > 30


def test_it_takes_of_the_head_of_a_file_what_an_import_takes(whole: Form) -> None:
    said = bare(whole)
    for spot in spots(said):
        for n, other in enumerate(spoilt(said, spot)):
            assert fits(other) == is_read(other), (names(spot), n)


@pytest.mark.parametrize("kind", KINDS)
def test_it_takes_in_version_1_what_an_import_takes(whole: Form, kind: str) -> None:
    for row, spot in telling(whole[kind]):
        for other in (row, next(spoilt(row, spot))):
            said = alone(whole, kind, other) | {"format_version": 1}
            del said["recorded_at"], said["coders"]
            if kind == "coders":
                said["coders"] = [other]
            assert fits(said) == (is_read(said) and other.get("status") != "retired")


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA
