"""The roads of the valley: what they join, who they belong to, and which bearings are stated."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from db.model import Octant
from db.synthesise.valley import Place, Row, Valley

STEPS: Final = ("open", "restricted", "contested", "cut")
"""The scale of a question about a road."""
_CERTAINTIES: Final = ("stated", "inferred", "possible")
_TOLD: Final = ("near", "within", "in_north_of", "in_east_of", "in_south_of", "in_west_of")
_TURNED: Final[dict[Octant, Octant]] = {
    "N": "NE", "NE": "E", "E": "SE", "SE": "S", "S": "SW", "SW": "W", "W": "NW", "NW": "N",
}  # fmt: skip
_CALLED: Final = {"highway": " highway", "road": ""}
_MOST_ROADS: Final = 7  # that meet at a place, as long as there is another near it


@dataclass(frozen=True, slots=True)
class Road:
    """A road, an approach or a group; `members` are indices of roads, only of a group.

    `tendency` is the number of the step that most of its claims say. `stated` are the places
    whose position the claim that tells of it states: which, from where, and how.
    """

    id: int
    uid: str
    name: str
    kind: str
    start: Place
    end: Place | None
    bearing: Octant | None = None
    bearing_of: Place | None = None
    members: tuple[int, ...] = ()
    tendency: int = 0
    stated: tuple[tuple[Place, Place, str], ...] = field(default=())

    @property
    def named(self) -> tuple[Place, ...]:
        """The places at its ends."""
        return (self.start, self.end) if self.end else (self.start,)


class Network:
    """So many roads over the settlements that are spoken of most.

    One in twelve is a group, one in twelve an approach; the others join two places, so that
    every settlement of the network can be reached from every other.
    """

    def __init__(self, size: int, valley: Valley) -> None:
        self._valley = valley
        groups, approaches = max(3, size // 12), max(3, size // 12)
        joining = size - groups - approaches
        self._towns = valley.settlements[: joining * 4 // 5 + 1]
        pairs = self._pairs(joining)
        roads = [self._joining(n, *pair, again=pair in pairs[:n]) for n, pair in enumerate(pairs)]
        roads += [self._approach(joining + n, n) for n in range(approaches)]
        roads += [self._group(size - groups + n, n, roads) for n in range(groups)]
        self.roads = tuple(roads)

    def rows(self, exists_by: Iterable[int]) -> Iterator[Row]:
        """Yield the rows of `route`, each told of by the claim with this id."""
        for road, claim in zip(self.roads, exists_by, strict=True):
            yield {
                "id": road.id,
                "uid": road.uid,
                "name": road.name,
                "kind": road.kind,
                "from_place": road.start.id,
                "to_place": road.end.id if road.end else None,
                "bearing": road.bearing,
                "bearing_of": road.bearing_of.id if road.bearing_of else None,
                "exists_by": claim,
                "notes": "Which roads belong to it is not said." if road.kind == "group" else "",
            }

    def member_rows(self) -> Iterator[Row]:
        """Yield the rows of `route_member`."""
        for road in self.roads:
            for n, member in enumerate(road.members):
                certainty = _CERTAINTIES[(n + road.id) % 3]
                yield {"group_id": road.id, "route_id": member + 1, "certainty": certainty}

    def _pairs(self, n: int) -> list[tuple[Place, Place]]:
        """Return what the roads join: each town the nearest before it, and some more."""
        towns, degree = self._towns, defaultdict[Place, int](int)
        pairs: list[tuple[Place, Place]] = []

        def join(town: Place, among: Iterable[Place]) -> None:
            other = min(
                among, key=lambda place: (degree[place] >= _MOST_ROADS, town.distance(place))
            )
            pairs.append((other, town))
            degree[other] += 1
            degree[town] += 1

        for k in range(1, len(towns)):
            join(towns[k], towns[:k])
        pairs.append(pairs[0])  # two roads side by side
        for k in range(n - len(pairs)):
            town = towns[(3 * k + 1) % len(towns)]
            met = {place for pair in pairs if town in pair for place in pair} | {town}
            others = [place for place in towns if place is not town]
            join(town, [place for place in others if place not in met] or others)
        return pairs[:n]

    def _joining(self, n: int, start: Place, end: Place, *, again: bool) -> Road:
        kind = "highway" if n % 4 == 0 else "road"
        stated: list[tuple[Place, Place, str]] = [self._told(n, start, end)]
        bearing: Octant | None = None
        if n % 3 == 0 or not (start.located and end.located):
            bearing = end.octant_from(start)
            if n == 6 and end.located:
                bearing = _TURNED[bearing]  # told otherwise than it lies
            stated.append((end, start, bearing))
        return Road(
            id=n + 1,
            uid=f"r{n + 1:03}",
            name=f"{start.name} – {end.name}{_CALLED[kind]}{', the old one' if again else ''}",
            kind=kind,
            start=start,
            end=end,
            bearing=bearing,
            bearing_of=start if bearing else None,
            tendency=n * 3 % 4,
            stated=tuple(stated),
        )

    def _approach(self, n: int, k: int) -> Road:
        """Return a road that begins in no place by name; of three, the last has no bearing."""
        town, areas = self._towns[k % len(self._towns)], self._valley.areas
        area = areas[k % len(areas)]
        octant = _OCTANTS[(3 * k + 4) % 8]
        bearing = octant if k % 3 != 2 else None
        loose = k % 3 == 0
        return Road(
            id=n + 1,
            uid=f"r{n + 1:03}",
            name=f"Way into {town.name}",
            kind="approach",
            start=town if loose else area,
            end=None if loose else town,
            bearing=bearing,
            bearing_of=town if bearing else None,
            tendency=k % 4,
            stated=((area, town, octant),) if bearing else (),
        )

    def _group(self, n: int, k: int, roads: list[Road]) -> Road:
        """Return all roads that meet at a town, or those that lead into it from somewhere."""
        town = self._towns[k % len(self._towns)]
        met = tuple(road.id - 1 for road in roads if road.kind != "group" and town in road.named)
        area = self._valley.areas[k % len(self._valley.areas)]
        octant = _OCTANTS[(3 * k + 2) % 8]
        some = k % 2 == 1
        return Road(
            id=n + 1,
            uid=f"r{n + 1:03}",
            name=f"Ways into {town.name} from the {octant}" if some else f"All ways of {town.name}",
            kind="group",
            start=area if some else town,
            end=town if some else None,
            bearing=octant if some else None,
            bearing_of=town,
            members=met[:4] if some else met,
            tendency=(k + 1) % 4,
            stated=((area, town, octant),) if some else (),
        )

    def _told(self, n: int, start: Place, end: Place) -> tuple[Place, Place, str]:
        """Return what else is told of where a place lies: in a region, near, larger than."""
        kind = (*_TOLD, "larger_than")[n % 7]
        region = self._valley.regions[n % len(self._valley.regions)]
        return end, start if kind in ("near", "larger_than") else region, kind


_OCTANTS: Final[tuple[Octant, ...]] = ("E", "NE", "N", "NW", "W", "SW", "S", "SE")
