"""The places of the valley: where they lie, what they lie in, and what they are called."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from db.folding import folded
from db.model import Octant
from db.synthesise.dice import Dice
from db.synthesise.names import CYRILLIC, Names

Row = dict[str, Any]

_SOUTH, _WEST = -47.0, -124.0  # the corner of the valley: open ocean, far from any land
_ODD, _EVEN = 0.7548776662466927, 0.5698402909980532  # multiples of these never crowd a square
_OCTANTS: Final[tuple[Octant, ...]] = ("E", "NE", "N", "NW", "W", "SW", "S", "SE")
_OTHER_KINDS: Final = {
    10: "region",
    14: "area",
    18: "feature",
    20: "border",
    35: "region",
    39: "area",
}
"""Of fifty places, those that are no settlement; the ninth of all is the country."""
COUNTRY: Final = 8
_NAME_KINDS: Final = (
    "variant", "former", "translit", "as_printed", "metonym", "merged", "preferred",
)  # fmt: skip
SETTLED: Final = frozenset({"city", "town", "village"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place and where it truly lies, in degrees; `located`: the desk knows it too."""

    id: int
    uid: str
    name: str
    kind: str
    lat: float
    lon: float
    located: bool

    def octant_from(self, other: "Place") -> Octant:
        """Return in which octant it lies, seen from `other`."""
        return _OCTANTS[round(self._angle(other) / (math.pi / 4)) % 8]

    def distance(self, other: "Place") -> float:
        """Return how far it is from `other`, in degrees of latitude."""
        return math.hypot(self.lat - other.lat, self._east(other))

    def _angle(self, other: "Place") -> float:
        return math.atan2(self.lat - other.lat, self._east(other))

    def _east(self, other: "Place") -> float:
        return (self.lon - other.lon) * math.cos(math.radians(self.lat))


class Valley:
    """So many places, the most spoken of first. Four in five settlements have coordinates."""

    def __init__(self, size: int, dice: Dice, names: Names) -> None:
        self._dice, self._names = dice, names
        self._reach = math.sqrt(size / 400) if size > 400 else 1.0
        self._twice = names.name()
        self.places = tuple(self._place(n) for n in range(size))

    @cached_property
    def settlements(self) -> tuple[Place, ...]:
        """The cities, towns and villages."""
        return tuple(place for place in self.places if place.kind in SETTLED)

    @cached_property
    def areas(self) -> tuple[Place, ...]:
        """The areas: of no one spot, and without coordinates."""
        return tuple(place for place in self.places if place.kind == "area")

    @cached_property
    def regions(self) -> tuple[Place, ...]:
        """The regions, which lie in the country."""
        return tuple(place for place in self.places if place.kind == "region")

    def rows(self) -> Iterator[Row]:
        """Yield the rows of `place`."""
        for n, place in enumerate(self.places):
            point = place.kind == "region" and n % 50 == 10
            there = place.located or point
            yield {
                "id": place.id,
                "uid": place.uid,
                "name": place.name,
                "kind": place.kind,
                "parent_id": self._parent(n, place),
                "lat": place.lat if there else None,
                "lon": place.lon if there else None,
                "coord_source": _SAID[point] if there else None,
                "unlocatable": int(not there and n % 7 == 4),
                "notes": "Where it lies is only told." if not there and n % 10 == 3 else "",
            }

    def name_rows(self) -> Iterator[Row]:
        """Yield the rows of `place_name`: one place in two has other names."""
        for n, place in enumerate(self.places):
            for other in range(n % 4 if n % 2 else 0):
                kind = _NAME_KINDS[(n + 3 * other) % len(_NAME_KINDS)]
                name = self._names.name(CYRILLIC) if other == 1 else self._names.name()
                yield {
                    "place_id": place.id,
                    "name": name,
                    "folded": folded(name),
                    "lang": None if other == 2 else "art",
                    "kind": kind,
                }

    def _place(self, n: int) -> Place:
        """Return the n-th place. Those next to each other in number lie far apart."""
        along, across = n * _ODD % 1.0, n * _EVEN % 1.0
        bend = 0.25 * math.sin(math.tau * along)
        kind = _kind(n)
        name = self._twice if n % 97 in (25, 30) else self._names.numbered(n)
        return Place(
            id=n + 1,
            uid=f"p{n + 1:05}",
            name=name,
            kind=kind,
            lat=round(_SOUTH + self._reach * (0.7 * across + bend), 5),
            lon=round(_WEST + self._reach * 1.8 * along, 5),
            located=kind in SETTLED and n % 5 != 3,
        )

    def _parent(self, n: int, place: Place) -> int | None:
        if place.kind == "country" or n % 17 == 16:
            return None
        if place.kind == "region":
            return self.places[COUNTRY].id
        return self.regions[n % len(self.regions)].id


_SAID: Final = {False: "made up", True: "representative point, made up"}


def _kind(n: int) -> str:
    if n == COUNTRY:
        return "country"
    if n % 50 in _OTHER_KINDS:
        return _OTHER_KINDS[n % 50]
    return "city" if n < 3 else "town" if n % 3 == 0 else "village"
