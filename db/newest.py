"""The newest reports on roads as of any day: what `routes.strands` says, of many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from db.columns import OPEN_FROM, OPEN_TO, Ints, Mask
from db.model import Strand
from db.routes import Report, strand


@dataclass(frozen=True, eq=False)
class Reports:
    """Every report on file of a road, in one order: by road, then claimant, then uid."""

    told: tuple[Report, ...]

    @classmethod
    def of(cls, reports: Sequence[Report]) -> "Reports":
        """Return reports given in any order."""
        return cls(tuple(sorted(reports, key=lambda one: (one.route, one.claimant, one.uid))))

    @cached_property
    def claims(self) -> Ints:
        """The claim of each."""
        return _ints([one.claim for one in self.told])

    @cached_property
    def _begun(self) -> Ints:
        since = (one.about.since for one in self.told)
        return _ints([OPEN_FROM if day is None else day.toordinal() for day in since])

    @cached_property
    def _ended(self) -> Ints:
        until = (one.about.until for one in self.told)
        return _ints([OPEN_TO if day is None else day.toordinal() for day in until])

    @cached_property
    def _explicit(self) -> Mask:
        return np.array([not one.implied for one in self.told], np.bool_)

    @cached_property
    def _whose(self) -> Ints:
        """Reports of one claimant on one road have one number, ascending."""
        whose = [(one.route, one.claimant) for one in self.told]
        new = [a != b for a, b in zip(whose, whose[:1] + whose[:-1], strict=True)]
        return np.cumsum(np.array(new, np.bool_)).astype(np.int32)

    def strands(self, day: date, known: Mask) -> tuple[Strand, ...]:
        """Return the newest of each claimant on each road, of those `known` and begun by `day`."""
        at = np.flatnonzero(known & (self._begun <= day.toordinal()))
        last = np.minimum(self._ended[at], day.toordinal())
        at = at[np.lexsort((at, self._explicit[at], last, self._whose[at]))]
        ends = np.flatnonzero(np.diff(self._whose[at], append=-1))
        newest: list[int] = at[ends].tolist()
        many: list[int] = np.diff(ends, prepend=-1).tolist()
        return tuple(strand(self.told[n], day, of) for n, of in zip(newest, many, strict=True))


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int32)
