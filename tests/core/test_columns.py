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


@given(some, some)
def test_values_of_two_kinds_are_joined_where_one_row_carries_both(
    ours: Carried, theirs: Carried
) -> None:
    met = joined(pairs(ours), pairs(theirs))
    found = zip(met.rows.tolist(), met.ours.tolist(), met.theirs.tolist(), strict=True)
    wanted = [(row, one, other) for row, one in ours for there, other in theirs if there == row]
    assert sorted(found) == sorted(wanted)
