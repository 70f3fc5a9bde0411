"""Names that choose among their slots until none can do better: on no other name, at least price.

Fewest free slots first; then every name takes its best slot, or pushes others off a good one.
"""

from collections.abc import Sequence

import numpy as np

from db.columns import Ints, Mask
from desktop.schematic.slots import BAD, Floats, overlapping

GAP = 2.0
"""Pixels that names are apart at least."""
_CLASH = 25.0
_PASSES = 12
_PUSHES = 4  # good slots of a stuck name that are tried, each in place of who stands there
_DEEP = 3  # how far one push leads to another
_EPSILON = 1e-9


class Board:
    """Names by number, each with its slots, cheapest first, and the one it stands in.

    A name's slots are padded to one number with slots at an infinite price.
    """

    def __init__(self, boxes: Floats, prices: Floats) -> None:
        self.boxes, self.prices = boxes, prices
        self.at: Ints = np.zeros(len(prices), np.intp)
        self._neighbours, self._meets = _meetings(boxes, prices)
        self._met: Floats = np.zeros(prices.shape)
        self._placed: Mask = np.zeros(len(prices), bool)

    def settle(self) -> None:
        """Give every name a slot."""
        free = (self.prices < BAD).sum(axis=1)
        wide = (self.boxes[:, :, 2] - self.boxes[:, :, 0]).max(axis=1, initial=0)
        order = np.lexsort((-wide, free)).tolist()
        for name in order:
            self._stand(name, self._best(name))
        for _ in range(_PASSES):
            if not [name for name in order if self._improve(name)]:
                return

    def others(self, name: int, among: Mask) -> Mask:
        """Return which slots of a name meet one of these names."""
        met = np.zeros(self.prices.shape[1], bool)
        for other, meets in zip(self._neighbours[name], self._meets[name], strict=True):
            if among[other]:
                met |= meets[self.at[other]]
        return met

    def _stand(self, name: int, slot: int) -> None:
        near, meets = self._neighbours[name], self._meets[name]
        if self._placed[name]:
            self._met[near] -= self._column(name, self.at[name])
        self._placed[name], self.at[name] = True, slot
        if len(near):
            self._met[near] += self._column(name, slot)
