"""Where claims and the rows of their groups stand in the table: arithmetic over starts."""

from dataclasses import dataclass

import numpy as np

from db.columns import Ints, Mask
from db.snapshot import Groups


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of a table: of each group its own, then, unless it is folded, those of its claims.

    A slot is where a claim stands among all claims shown, in folded groups too. Without groups
    rows and slots are the same. `tops` are the rows of the groups, `counts` how many claims
    each has.
    """

    groups: Groups
    total: int
    folded: Mask
    tops: Ints
    counts: Ints
    count: int

    @classmethod
    def laid(cls, groups: Groups, total: int, folded: Mask) -> "Rows":
        """Return the rows of so many claims in these groups, of which some are folded."""
        starts = groups.starts
        counts = np.diff(starts, append=np.int32(total)) if len(starts) else starts
        open_ = np.where(folded, 0, counts)
        before = np.cumsum(open_) - open_
        tops = (np.arange(len(starts)) + before).astype(np.int32)
        return cls(groups, total, folded, tops, counts, len(starts) + int(open_.sum()) or total)

    def group(self, row: int) -> int | None:
        """Return the group whose own row this is; None for the row of a claim."""
        n = self._group_over(row)
        return n if n >= 0 and self.tops[n] == row else None

    def slot(self, row: int) -> int | None:
        """Return the slot of the claim in a row; None for the row of a group."""
        n = self._group_over(row)
        if n < 0:
            return row
        below = row - int(self.tops[n])
        return int(self.groups.starts[n]) + below - 1 if below else None

    def group_of(self, slot: int) -> int | None:
        """Return the group that a claim stands in; None where nothing is grouped."""
        n = int(np.searchsorted(self.groups.starts, slot, "right")) - 1
        return n if n >= 0 else None

    def row(self, slot: int) -> int:
        """Return the row of the claim at a slot: its own, or that of its folded group."""
        n = self.group_of(slot)
        if n is None:
            return slot
        below = 0 if self.folded[n] else 1 + slot - int(self.groups.starts[n])
        return int(self.tops[n]) + below

    def within(self, group: int) -> slice:
        """Return the slots of the claims of a group."""
        start = int(self.groups.starts[group])
        return slice(start, start + int(self.counts[group]))

    @property
    def hidden(self) -> Mask:
        """Which slots lie in folded groups."""
        return self._spread(self.folded)

    def standing(self, slots: Mask) -> Ints:
        """Return the rows in which the masked claims stand, ascending."""
        folded = self.folded & self._of_groups(np.logical_or, slots)
        return self._with_own(slots, self.tops[folded])

    def whole(self, slots: Mask) -> Ints:
        """Return the rows of the masked claims, and of the groups of which all are masked."""
        return self._with_own(slots, self.tops[self._of_groups(np.logical_and, slots)])

    def taken(self, rows: Ints) -> Mask:
        """Return the slots that rows stand for: a folded group's for all that is in it."""
        slots = np.zeros(self.total, np.bool_)
        if not len(self.tops):
            slots[rows] = True
            return slots
        over = np.searchsorted(self.tops, rows, "right") - 1
        below = rows - self.tops[over]
        slots[(self.groups.starts[over] + below - 1)[below > 0]] = True
        folded = np.zeros(len(self.tops), np.bool_)
        folded[over[below == 0]] = True
        return slots | self._spread(folded & self.folded)

    def _group_over(self, row: int) -> int:
        return int(np.searchsorted(self.tops, row, "right")) - 1

    def _spread(self, groups: Mask) -> Mask:
        """Return the slots of the claims of the masked groups."""
        if not len(groups):
            return np.zeros(self.total, np.bool_)
        return np.repeat(groups, self.counts)

    def _of_groups(self, all_or_any: np.ufunc, slots: Mask) -> Mask:
        if not len(self.tops):
            return np.zeros(0, np.bool_)
        return all_or_any.reduceat(slots, self.groups.starts)

    def _with_own(self, slots: Mask, rows: Ints) -> Ints:
        """Return `rows` and those of the masked claims that have their own, ascending."""
        own = np.flatnonzero(slots & ~self.hidden).astype(np.int32)
        if not len(self.tops):
            return own
        over = np.searchsorted(self.groups.starts, own, "right") - 1
        own = self.tops[over] + 1 + own - self.groups.starts[over]
        return np.sort(np.concatenate([rows, own]))
