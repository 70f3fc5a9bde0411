"""Names that choose among their slots until none can do better: on no other name, at least price.

Nor does the line that leads to one run over another.

Fewest free slots first; then every name takes its best slot, or pushes others off a good one.
"""

import numpy as np

from db.columns import Mask
from desktop.schematic.slots import BAD, Floats, Ints, crossing, overlapping
from desktop.schematic.turns import Turns, shares

GAP = 2.0
"""Pixels that names are apart at least."""
_CLASH = 25.0
_PUSHES = 4  # good slots of a stuck name that are tried, each in place of who stands there
_DEEP = 3  # how far one push leads to another
_EPSILON = 1e-9


class Board:
    """Names by number, each with its slots, cheapest first, and the one it stands `at`.

    All names have the same number of slots; those of no use have an infinite price. `meetings` are
    the neighbours of each name, and which of its slots meet which of each one's.
    """

    def __init__(
        self, boxes: Floats, prices: Floats, meetings: tuple[list[Ints], list[Mask]]
    ) -> None:
        self.prices = prices
        self.at: Ints = np.full(len(prices), -1, np.intp)
        self._near, self._meets = meetings
        self._met: Ints = np.zeros(prices.shape, np.intp)
        self._wide: Floats = (boxes[:, :, 2] - boxes[:, :, 0])[:, 0]

    def settle(self, passes: int) -> Turns[None]:
        """Give every name a slot, then better ones as long as there are any."""
        free = (self.prices < BAD).sum(axis=1)
        order: list[int] = np.lexsort((-self._wide, free)).tolist()
        for name in order:
            self._stand(name, self._best(name))
        for _ in range(passes):
            better = False
            for name in order:
                better |= self._improve(name)
                yield
            if not better:
                return

    def clear_of(self, name: int, among: Mask) -> Mask:
        """Return which slots of a name meet none of the names that are `among` the others."""
        others = self._near[name]
        met = self._meets[name][np.arange(len(others)), :, self.at[others]]
        clear: Mask = np.logical_not(met[among[others]].any(axis=0))
        return clear

    def give_way(self, name: int, among: Mask) -> bool:
        """Find a good slot for a name that has none clear: another leaves it, if it can."""
        near, was = self._near[name], int(self.at[name])
        met = self._meets[name][np.arange(len(near)), :, self.at[near]] & among[near][:, None]
        for slot in np.flatnonzero((self.prices[name] < BAD) & (met.sum(axis=0) <= 1)).tolist():
            self.at[name] = slot
            others = near[met[:, slot]].tolist()
            if all(self._leaves(other, name, among) for other in others):
                return True
        self.at[name] = was
        return False

    def _leaves(self, name: int, other: int, among: Mask) -> bool:
        """Move a name to a good slot that is clear, of one that is to be among the others too."""
        among = among.copy()
        among[other] = True
        clear = self.clear_of(name, among) & (self.prices[name] < BAD)
        if clear.any():
            self.at[name] = int(clear.argmax())
        return bool(clear.any())

    def clashes(self, among: Mask) -> int:
        """Return how many pairs of these names meet where they stand."""
        met = 0
        for name in np.flatnonzero(among).tolist():
            met += int((self._standing(name) & among[self._near[name]]).sum())
        return met // 2

    def _standing(self, name: int) -> Mask:
        """Return which neighbours a name meets where they stand."""
        near = self._near[name]
        met: Mask = self._meets[name][np.arange(len(near)), self.at[name], self.at[near]]
        return met

    def _stand(self, name: int, slot: int) -> None:
        near, meets = self._near[name], self._meets[name]
        if self.at[name] >= 0:
            self._met[near] -= meets[:, self.at[name]]
        self._met[near] += meets[:, slot]
        self.at[name] = slot

    def _costs(self, name: int) -> Floats:
        return self.prices[name] + _CLASH * self._met[name]

    def _best(self, name: int) -> int:
        return int(self._costs(name).argmin())

    def _improve(self, name: int) -> bool:
        """Move a name to its best slot; a stuck one pushes others if that is better for all."""
        costs = self._costs(name)
        best, now = int(costs.argmin()), costs[self.at[name]]
        if costs[best] < now - _EPSILON:
            self._stand(name, best)
            return True
        if now < BAD:
            return False
        good = np.flatnonzero(self.prices[name] < min(BAD, now))[:_PUSHES]
        return any(self._pushed(name, slot) for slot in good.tolist())

    def _pushed(self, name: int, slot: int) -> bool:
        """Try a slot with all the moves that follow; take them back unless the sum is less."""
        moved: list[tuple[int, int]] = []
        if self._push(name, slot, moved, _DEEP) < -_EPSILON:
            return True
        for one, was in reversed(moved):
            self._stand(one, was)
        return False

    def _push(self, name: int, slot: int, moved: list[tuple[int, int]], deep: int) -> float:
        """Move a name, and who it meets then; return by how much all cost more."""
        costs, was = self._costs(name), int(self.at[name])
        change = float(costs[slot] - costs[was])
        moved.append((name, was))
        self._stand(name, slot)
        gone = {one for one, _ in moved}
        for other in self._near[name][self._standing(name)].tolist():
            if other not in gone and deep:
                change += self._push(other, self._best(other), moved, deep - 1)
        return change


def meetings(boxes: Floats, used: Mask, leads: Floats) -> Turns[tuple[list[Ints], list[Mask]]]:
    """Find every name's neighbours and which of its slots meet which of each one's.

    `used` says which slots are of any use. `leads` are the lines to them, in rows of x, y, x, y,
    half width; without length where there is none.
    """
    count, each = len(boxes), len(used.T)
    reach = np.concatenate(
        (
            np.minimum(boxes[:, :, :2], leads[:, :, 2:4]),
            np.maximum(boxes[:, :, 2:], leads[:, :, 2:4]),
        ),
        axis=2,
    )
    low = np.where(used[:, :, None], reach[:, :, :2], np.inf).min(axis=1)
    high = np.where(used[:, :, None], reach[:, :, 2:], -np.inf).max(axis=1)
    hulls = np.hstack((low, high))
    one, other = np.nonzero(np.triu(overlapping(hulls[:, None], hulls, GAP), 1))
    met: list[Mask] = [np.zeros((0, each, each), bool)]
    pairs: list[Ints] = [np.zeros(0, np.intp)]
    for turn in shares(np.full(len(one), each * each)):
        ones, others = one[turn], other[turn]
        meets = overlapping(boxes[ones][:, :, None], boxes[others][:, None], GAP)
        meets |= _led_over(boxes, reach, leads, ones, others)
        meets |= _led_over(boxes, reach, leads, others, ones).transpose(0, 2, 1)
        meets &= used[ones][:, :, None] & used[others][:, None]
        some: Ints = np.flatnonzero(meets.any(axis=(1, 2)))
        met.append(meets[some])
        pairs.append(some + turn.start)
        yield
    kept: Ints = np.concatenate(pairs)
    one, other, meets = one[kept], other[kept], np.concatenate(met)
    both, near = np.concatenate((one, other)), np.concatenate((other, one))
    yield
    every = np.concatenate((meets, meets.transpose(0, 2, 1)))
    order = np.lexsort((near, both))
    yield
    edges = np.searchsorted(both[order], np.arange(1, count))
    return np.split(near[order], edges), np.split(every[order], edges)


def _led_over(boxes: Floats, reach: Floats, leads: Floats, one: Ints, other: Ints) -> Mask:
    """Return over which boxes of the others the lines to each slot of the ones run.

    `reach` are the boxes with the lines to them.
    """
    led = (leads[:, :, :2] != leads[:, :, 2:4]).any(axis=2)
    over = overlapping(reach[one][:, :, None], boxes[other][:, None], GAP) & led[one][:, :, None]
    pair, slot, box = np.nonzero(over)
    over[pair, slot, box] = crossing(boxes[other[pair], box], leads[one[pair], slot])
    return over
