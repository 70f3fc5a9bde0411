"""A query and a step between two, in words."""

from dataclasses import fields, replace
from datetime import date

import pytest

from db.query import Query, SortKey, Span
from desktop.query_words import in_line, step
from desktop.workspace import Workspace

OTHER = {
    "text": "Soledar",
    "facets": {"side": frozenset({1})},
    "spans": {"about": Span(date(2023, 1, 1), None)},
    "clock": "said",
    "contested_only": True,
    "sort": SortKey("claimant", descending=True),
    "places_by": "count",
    "grouped_by": "question",
}


def test_every_part_of_a_query_is_tried() -> None:
    assert {field.name for field in fields(Query)} == OTHER.keys()


@pytest.mark.parametrize("part", OTHER)
def test_no_step_is_without_words_in_either_direction(part: str, workspace: Workspace) -> None:
    values, other = workspace.frame.snapshot.values, replace(Query(), **{part: OTHER[part]})  # type: ignore[arg-type]
    assert step(Query(), other, values)
    assert step(other, Query(), values)
    assert in_line(other, values) != in_line(Query(), values)
