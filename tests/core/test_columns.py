"""The columns of a desk by themselves."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from db.columns import Pairs, joined

Carried = Sequence[tuple[int, int]]
"""Rows with a value that each carries."""
some = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), unique=True, max_size=20)


def pairs(carried: Carried) -> Pairs:
    rows, values = (np.array([pair[n] for pair in carried], np.int32) for n in (0, 1))
    return Pairs(rows, values, 5)


@given(some, some, st.frozensets(st.integers(0, 6)))
def test_of_two_kinds_each_value_counts_the_others_it_meets_in_some_row(
    ours: Carried, theirs: Carried, shown: frozenset[int]
) -> None:
    met = joined(pairs(ours), pairs(theirs))
    rows = np.isin(np.arange(7), list(shown))
    wanted = {(a, b) for row, a in ours for there, b in theirs if row == there and row in shown}
    by_value = [sum(a == one for a, _ in wanted) for one in range(5)]
    assert met.counts(rows, 5).tolist() == by_value
