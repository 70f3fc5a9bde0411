"""Columns: which values meet in which rows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from db.columns import Ints, Pairs

ROWS, MINE, THEIRS = 6, 4, 3
few = st.frozensets(st.tuples(st.integers(0, ROWS - 1), st.integers(0, MINE - 1)))
others = st.frozensets(st.tuples(st.integers(0, ROWS - 1), st.integers(0, THEIRS - 1)))
masks = st.lists(st.booleans(), min_size=ROWS, max_size=ROWS)


def ints(values: list[int]) -> Ints:
    return np.array(values, np.int32)


def pairs(of: frozenset[tuple[int, int]], size: int) -> Pairs:
    """Pairs in no order of rows, as the statements of a dimension give them."""
    listed = sorted(of, key=lambda pair: (pair[1], -pair[0]))
    return Pairs(ints([row for row, _ in listed]), ints([value for _, value in listed]), size)


@given(few, others, masks)
def test_values_that_meet_are_counted_once(
    mine: frozenset[tuple[int, int]], theirs: frozenset[tuple[int, int]], rows: list[bool]
) -> None:
    met: list[set[int]] = [set() for _ in range(MINE)]
    for row, value in mine:
        if rows[row]:
            met[value] |= {other for there, other in theirs if there == row}
    counted = pairs(mine, MINE).meeting(pairs(theirs, THEIRS), np.array(rows))
    assert counted.tolist() == [len(values) for values in met]
