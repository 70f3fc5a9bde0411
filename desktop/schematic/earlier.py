"""How an earlier drawing came about, in the numbers of another net: where the next one starts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from db.model import PlaceId
from desktop.schematic.ground import Ground, headings_of
from desktop.schematic.headings import Heading, Wishes
from desktop.schematic.net import Net
from desktop.schematic.positions import Cut, Thing
from desktop.schematic.program import Floats
from desktop.schematic.solving import Making


@dataclass(frozen=True)
class Earlier:
    """A drawing's net, ground and making."""

    net: Net
    ground: Ground
    making: Making


def start(
    earlier: Earlier, net: Net, ground: Ground, let_go: frozenset[PlaceId] = frozenset()
) -> Making:
    """Return what an earlier drawing gives to one of another net.

    Places keep their spots while their coordinates are the same; new ones start beside what they
    are joined to. Those `let_go` are new, and so are their roads.
    """
    number = {key: n for n, key in enumerate(net.keys)}
    places = {n: number[key] for n, key in enumerate(earlier.net.keys) if key in number}
    free = {number[place, None] for place in let_go if (place, None) in number}
    roads = {
        old: new
        for old, new in _roads(earlier.net, net, places)
        if free.isdisjoint(net.roads[new[0]])
    }
    true = headings_of(net, ground.anchor, [e for e, _ in roads.values() if _drawn(net, ground, e)])
    made = earlier.making
    kept = _kept(earlier, net, ground, {a: b for a, b in places.items() if b not in free})
    return Making(
        planned=dict(_headings(made.planned, roads, true)),
        bent=dict(_headings(made.bent, roads, true)),
        cuts=tuple(
            _cuts(made.cuts, places, {old: new for old, (new, _) in roads.items()}, ground, true)
        ),
        held=tuple(roads[e][0] for e in made.held if e in roads and roads[e][0] in true),
        kept=kept,
        beside=dict(_beside(net, ground, kept)),
        faults=made.faults,
        aims=dict(_aims(made.aims, roads)),
        wishes=Wishes(
            dict(_headings(made.wishes.closing, roads, true)),
            {roads[e][0]: dear for e, dear in made.wishes.dear.items() if e in roads},
        ),
    )


def _drawn(net: Net, ground: Ground, road: int) -> bool:
    return not np.isnan(ground.anchor[list(net.roads[road])]).any()


def _roads(old: Net, new: Net, places: Mapping[int, int]) -> Iterator[tuple[int, tuple[int, bool]]]:
    """Yield the roads that are still there, each with its number now and whether it runs back."""
    number = {pair: e for e, pair in enumerate(new.roads)}
    for e, (a, b) in enumerate(old.roads):
        if a in places and b in places:
            start, end = places[a], places[b]
            now = number.get((min(start, end), max(start, end)))
            if now is not None:
                yield e, (now, start > end)


def _headings(
    of: Mapping[int, Heading], roads: Mapping[int, tuple[int, bool]], true: Mapping[int, float]
) -> Iterator[tuple[int, Heading]]:
    for e, (first, last) in of.items():
        now, back = roads.get(e, (-1, False))
        if now in true:
            if back:
                first, last = last + 4, first + 4
            yield now, (first, last)


def _aims(
    of: Mapping[int, float], roads: Mapping[int, tuple[int, bool]]
) -> Iterator[tuple[int, float]]:
    for e, aim in of.items():
        if e in roads:
            now, back = roads[e]
            yield now, aim % 8 - 4 if back else aim


def _cuts(
    cuts: Iterable[Cut],
    places: Mapping[int, int],
    roads: Mapping[int, int],
    ground: Ground,
    true: Mapping[int, float],
) -> Iterator[Cut]:
    def now(thing: Thing) -> Thing | None:
        found = (roads if thing.road else places).get(thing.number)
        gone = found is None or (
            found not in true if thing.road else bool(np.isnan(ground.anchor[found, 0]))
        )
        return None if gone or found is None else Thing(thing.road, found)

    for cut in cuts:
        one, two = now(cut.one), now(cut.two)
        if one is not None and two is not None:
            yield Cut(one, two, cut.octant)


def _kept(
    earlier: Earlier, net: Net, ground: Ground, places: Mapping[int, int]
) -> dict[int, Floats]:
    kept: dict[int, Floats] = {}
    for old, new in places.items():
        spot = earlier.making.kept.get(old)
        same = np.array_equal(
            _coordinates(earlier.net, old), _coordinates(net, new), equal_nan=True
        )
        if spot is not None and same and not np.isnan(ground.anchor[new, 0]):
            kept[new] = spot
    return kept


def _beside(net: Net, ground: Ground, kept: Mapping[int, Floats]) -> Iterator[tuple[int, Floats]]:
    """Yield where new places begin: as the map has them from those they are joined or linked to."""
    for v in ground.placed:
        if v not in kept and v not in ground.stated:
            joined = [u for u, _ in net.fans[v] if u in kept]
            linked = [u for pair in ground.links if v in pair for u in pair if u in kept]
            seen = [kept[u] + ground.anchor[v] - ground.anchor[u] for u in joined or linked]
            if seen:
                yield v, np.mean(seen, axis=0)


def _coordinates(net: Net, v: int) -> Floats:
    return np.array(net.at[v] or (np.nan, np.nan), float)
