"""The rows of grouped claims, against a list of them written out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from db.columns import Ints
from db.snapshot import Groups
from desktop.panels.claims.rows import Rows

shapes = st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=5)


def ints(values: list[int]) -> Ints:
    return np.array(values, np.int32)


def laid(shape: list[tuple[int, bool]]) -> Rows:
    counts = [n for n, _ in shape]
    starts = ints([sum(counts[:n]) for n in range(len(counts))])
    groups = Groups("place", starts, starts, np.zeros(len(starts), np.bool_))
    return Rows.laid(groups, sum(counts), np.array([fold for _, fold in shape], np.bool_))


def written(shape: list[tuple[int, bool]]) -> list[tuple[int, int | None]]:
    """Each row as its group and, where it is a claim's, its slot."""
    listed: list[tuple[int, int | None]] = []
    slot = 0
    for group, (count, folded) in enumerate(shape):
        listed.append((group, None))
        listed += [] if folded else [(group, slot + n) for n in range(count)]
        slot += count
    return listed


@given(shapes)
def test_every_row_is_a_group_or_a_claim_and_every_claim_has_a_row(
    shape: list[tuple[int, bool]],
) -> None:
    rows, listed = laid(shape), written(shape)
    assert rows.count == len(listed)
    for row, (group, slot) in enumerate(listed):
        assert rows.group(row) == (group if slot is None else None)
        assert rows.slot(row) == slot
    for slot in range(rows.total):
        group = rows.group_of(slot)
        assert group is not None
        assert slot in range(rows.total)[rows.within(group)]
        own = [row for row, told in enumerate(listed) if told == (group, slot)]
        assert [rows.row(slot)] == (own or [listed.index((group, None))])


@given(shapes, st.data())
def test_masks_and_rows_say_the_same(shape: list[tuple[int, bool]], draw: st.DataObject) -> None:
    rows, listed = laid(shape), written(shape)
    total = rows.total
    picked = set(draw.draw(st.lists(st.sampled_from(range(total))))) if total else set[int]()
    mask = np.isin(np.arange(total), list(picked))
    slots = [set(range(total)[rows.within(group)]) for group in range(len(shape))]

    def of(group: int, slot: int | None) -> set[int]:
        """What a row stands for."""
        if slot is not None:
            return {slot}
        return slots[group] if shape[group][1] else set()

    standing = [row for row, told in enumerate(listed) if of(*told) & picked]
    assert rows.standing(mask).tolist() == standing
    whole = [
        row for row, (group, slot) in enumerate(listed)
        if ({slot} if slot is not None else slots[group]) <= picked
    ]  # fmt: skip
    assert rows.whole(mask).tolist() == whole
    chosen = draw.draw(st.lists(st.sampled_from(range(len(listed))))) if listed else []
    taken = {slot for row in chosen for slot in of(*listed[row])}
    assert set(np.flatnonzero(rows.taken(ints(sorted(set(chosen))))).tolist()) == taken


@given(st.integers(0, 9), st.data())
def test_without_groups_a_row_is_a_place(total: int, draw: st.DataObject) -> None:
    rows = Rows.laid(Groups(), total, np.zeros(0, np.bool_))
    assert rows.count == total
    assert not rows.hidden.any()
    assert [(rows.slot(n), rows.row(n), rows.group(n)) for n in range(total)] == [
        (n, n, None) for n in range(total)
    ]
    mask = np.array(draw.draw(st.lists(st.booleans(), min_size=total, max_size=total)), np.bool_)
    for told in (rows.standing(mask), rows.whole(mask)):
        assert told.tolist() == np.flatnonzero(mask).tolist()
        assert rows.taken(told).tolist() == mask.tolist()
