"""A query in one line, and the step from one to another."""

from dataclasses import fields, replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from db.dimensions import DIMENSIONS
from db.model import Value
from db.query import Query, SortKey, Span
from desktop.words.queries import Values, in_line, step

VALUES: Values = {
    name: tuple(Value(n, f"{name}-{n}", f"{name.capitalize()} {n}") for n in range(1, 6))
    for name in DIMENSIONS
}
ALL = Query()
TWO = ALL.choosing("side", {1, 2})


@pytest.fixture(autouse=True)
def _locale(qapp: QApplication) -> None:  # pyright: ignore[reportUnusedFunction]
    """Dates are written by the application's locale."""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (ALL, "All claims"),
        (replace(ALL, text=" bridge "), "Text “bridge”"),
        (TWO, "Side Side 1 or Side 2"),
        (ALL.choosing("side", {1, 2, 3, 4}), "Side 4 chosen"),
        (ALL.choosing("claim", {3}), "Claims 1 chosen"),
        (
            replace(ALL.choosing("place", {1}), contested_only=True, places_by="count"),
            "Place Place 1 · Contested only · Places by count",
        ),
        (
            replace(ALL, clock="said", sort=SortKey("claimant", descending=True)),
            "All claims · Sorted by claimant, turned around · Clock Said",
        ),
        (replace(ALL, grouped_by="question"), "All claims · Grouped by question"),
        (ALL.as_of("published", date(2023, 2, 2)), "as of 2 Feb 2023 (published)"),
    ],
)
def test_a_query_is_said_in_one_line(query: Query, said: str) -> None:
    assert in_line(query, VALUES) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (ALL, TWO, "Side Side 1 or Side 2"),
        (TWO, ALL.choosing("side", {1}), "Side Side 1"),
        (TWO, ALL, "All filters lifted"),
        (
            TWO.during("about", Span(date(2023, 1, 1), date(2023, 1, 1))),
            TWO,
            "About 1 Jan 2023 lifted",
        ),
        (TWO, replace(ALL, text="dam"), "Text “dam” · Side Side 1 or Side 2 lifted"),
        (replace(TWO, contested_only=True), TWO, "Contested only lifted"),
        (TWO, replace(TWO, sort=SortKey("grade")), "Sorted by grade"),
        (replace(ALL, places_by="count"), ALL, "Places by region"),
        (replace(ALL, grouped_by="place"), ALL, "Not grouped"),
    ],
)
def test_a_step_says_what_it_changed(old: Query, new: Query, said: str) -> None:
    assert step(old, new, VALUES) == said


OTHER = {
    "text": "Soledar",
    "facets": {"side": frozenset({1})},
    "spans": {"about": Span(date(2023, 1, 1), None)},
    "clock": "said",
    "contested_only": True,
    "sort": SortKey("claimant", descending=True),
    "places_by": "count",
    "grouped_by": "question",
    "known_by": {"published": date(2023, 2, 2)},
}


def test_every_part_of_a_query_is_tried() -> None:
    assert {field.name for field in fields(Query)} == OTHER.keys()


@pytest.mark.parametrize("part", OTHER)
def test_no_step_is_without_words_in_either_direction(part: str) -> None:
    other = replace(Query(), **{part: OTHER[part]})  # type: ignore[arg-type]
    assert step(Query(), other, VALUES)
    assert step(other, Query(), VALUES)
    assert in_line(other, VALUES) != in_line(Query(), VALUES)
