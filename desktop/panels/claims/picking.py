"""What rows of the claims table pick, and which rows a selection picks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from db.columns import Ints, Mask
from db.model import ClaimId, Ref
from db.query import Selection
from desktop.panels.claims.rows import Rows

Step = Callable[[Selection], Selection]
_Claims = frozenset[ClaimId]


@dataclass(frozen=True, slots=True, eq=False)
class Picking:
    """The ids of the claims shown, and their rows. All claims picked are the whole."""

    ids: Ints
    rows: Rows

    def mask(self, selection: Selection) -> Mask:
        """Return which of the claims are picked."""
        if selection.whole:
            return np.ones(len(self.ids), np.bool_)
        return np.isin(self.ids, list(selection.claims))

    def of_rows(self, picked: Ints, keys: int) -> Step:
        """Return the step that picks what these rows stand for; the keys are on one of them.

        What was picked of folded groups and has no row stays picked, where the selection does.
        """
        taken = self.rows.taken(picked)
        hidden = self._claims(self.rows.hidden & ~taken)
        claims = self._claims(taken)
        at_keys = self._claim(keys)

        def step(selection: Selection) -> Selection:
            picked = claims | (selection.claims & hidden)
            current = _current(picked, at_keys, selection.current)
            return self._selecting(selection, picked, current)

        return step

    def of_group(self, group: int) -> Step:
        """Return the step that adds the claims of a group, or takes them out if all are picked."""
        mask = np.zeros(len(self.ids), np.bool_)
        mask[self.rows.within(group)] = True
        claims = self._claims(mask)

        def step(selection: Selection) -> Selection:
            held = self._claims(self.mask(selection))
            picked = held - claims if claims <= held else held | claims
            return self._selecting(selection, picked, _kept(picked, selection.current))

        return step

    def _claim(self, row: int) -> Ref | None:
        slot = self.rows.slot(row) if 0 <= row < self.rows.count else None
        return None if slot is None else ("claim", int(self.ids[slot]))

    def _claims(self, mask: Mask) -> _Claims:
        return frozenset(ClaimId(id_) for id_ in self.ids[mask].tolist())

    def _selecting(self, selection: Selection, claims: _Claims, current: Ref | None) -> Selection:
        whole = len(claims) == len(self.ids) > 1
        return replace(
            selection, claims=_Claims() if whole else claims, whole=whole, current=current
        )


def _current(claims: _Claims, at_keys: Ref | None, before: Ref | None) -> Ref | None:
    """Return what is current among `claims`: where the keys are, the only one, as before."""
    if at_keys is not None and at_keys[1] in claims:
        return at_keys
    if len(claims) == 1:
        return "claim", next(iter(claims))
    return _kept(claims, before)


def _kept(claims: _Claims, before: Ref | None) -> Ref | None:
    return before if before in {("claim", id_) for id_ in claims} else None
