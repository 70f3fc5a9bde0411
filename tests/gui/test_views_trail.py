"""The trail as a tree in lines: what was left aside branches off, the rest stays in line."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from db.query import Query
from desktop.panels.views.trail import TrailRows, Twig, order
from desktop.trail import Visit

NOW = datetime(2023, 3, 2, tzinfo=UTC)


def visits(*parents: int | None) -> list[Visit]:
    """Visits numbered from 0, each after the one named."""
    return [Visit(n, parent, Query(text=str(n)), NOW) for n, parent in enumerate(parents)]


def test_one_way_without_a_turn_is_one_line_however_long() -> None:
    lines = order(visits(None, *range(4999)))
    assert [visit.id for visit, _ in lines] == list(range(5000))
    assert {twig.level for _, twig in lines} == {0}


def test_what_was_left_aside_branches_off_before_the_line_goes_on() -> None:
    assert [(visit.id, twig) for visit, twig in order(visits(None, 0, 1, 1, 3, 1, 0))] == [
        (0, Twig(0, goes_on=True)),
        (1, Twig(1, frozenset({0}), aside=True, goes_on=True)),
        (2, Twig(2, frozenset({0, 1}), aside=True)),
        (3, Twig(2, frozenset({0, 1}), aside=True, goes_on=True)),
        (4, Twig(2, frozenset({0, 1}), joined=True)),
        (5, Twig(1, frozenset({0}), joined=True)),
        (6, Twig(0, joined=True)),
    ]


@given(st.lists(st.integers(0, 60), max_size=60))
def test_every_visit_stands_once_and_after_the_one_it_followed(parents: list[int]) -> None:
    trail = visits(None, *(min(parent, n) for n, parent in enumerate(parents)))
    seen: set[int | None] = {None}
    for visit, _ in order(trail):
        assert visit.id not in seen
        assert visit.parent in seen
        seen.add(visit.id)
    assert len(seen) == len(trail) + 1


def test_a_visit_that_became_the_first_says_its_whole_query() -> None:
    trail, (first, second) = TrailRows(), visits(None, 0)
    told = [row.name for row in trail.rows((first, second), 1, {})]
    assert told == ["Text “0”", "Text “1”"]
    alone = Visit(1, None, Query(text="1", contested_only=True), NOW)
    assert [row.name for row in trail.rows((alone,), 1, {})] == ["Text “1” · Contested only"]
