"""The true map made ready to be drawn: in units, every place at a spot of its own, parts together.

What has coordinates stands by them; what has none stands where somebody says it lies, or beside a
place that a road joins it to.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from desktop.schematic.net import Net
from desktop.schematic.plane import UNITS, eighths, to_segment
from desktop.schematic.program import Floats
from desktop.schematic.report import Note, Reason

FAR = 12.0
"""Units from everything at which a place without a road is left out."""
HOP = 1.2
"""Units that a gap between two parts is drawn wide at most."""
MOST_PLACES = 1500
"""Places beyond which nothing is moved: they stand as on the map, or not at all."""
_SAME = 0.02  # units within which two places have equal coordinates
_ASIDE = 0.5  # units that the later of them moves
_TURNS = (0.0, 12.0, -12.0, 20.0, -20.0)  # degrees off a stated bearing, within half an octant
_REACHES = (1.0, 1.5, 0.75, 2.0, 2.6)  # units from the place that a bearing refers to


@dataclass
class Ground:
    """Where everything lies. Rows are places of the net; NaN is not drawn.

    `true` gives the bearings; in `anchor` parts that no road joins stand nearer to each other.
    `stated` are places without coordinates with what they refer to: (place, octant). `links` are
    pairs whose places should keep their direction though no road joins them.
    """

    true: Floats
    anchor: Floats
    stated: dict[int, list[tuple[int, int]]] = field(
        default_factory=dict[int, list[tuple[int, int]]]
    )
    found: set[int] = field(default_factory=set[int])
    links: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    breaks: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    shelf: dict[int, Reason] = field(default_factory=dict[int, Reason])
    notes: list[tuple[int, Note]] = field(default_factory=list[tuple[int, Note]])

    @property
    def placed(self) -> list[int]:
        """The places that are drawn, in order."""
        return [int(v) for v in np.flatnonzero(~np.isnan(self.true[:, 0]))]


def ground(net: Net) -> Ground:
    """Return where everything of a net lies, in units: a usual road is about 1 long."""
    known = ~np.isnan(net.km[:, 0])
    middle = net.km[known].mean(0) if known.any() else np.zeros(2)
    true = (net.km - middle) / _unit(net)
    made = Ground(true, true, shelf=dict(net.shelf))
    if net.size > MOST_PLACES:
        made.shelf |= {int(v): "nowhere" for v in np.flatnonzero(~known) if v not in made.shelf}
        return made
    _leave_out_far(net, made)
    _move_apart(net, made)
    _place_by_bearing(net, made)
    _draw_together(net, made)
    return made


def _unit(net: Net) -> float:
    """Return the usual length of a road or, of a place without one, the way to the next place."""
    known = np.flatnonzero(~np.isnan(net.km[:, 0]))
    ends = np.array([(a, b) for a, b in net.roads if {a, b} <= set(known.tolist())], int)
    lengths = np.abs(np.diff(net.km[ends], axis=1)).max(-1).ravel() if len(ends) else np.empty(0)
    if len(known) > MOST_PLACES:
        return max(float(np.ptp(net.km[known], axis=0).max()) / math.sqrt(len(known)), 1e-9)
    nearest = _nearest(net.km[known])
    lone = np.array([not net.fans[v] for v in known], bool)
    usual = np.concatenate([lengths, nearest[lone] if len(nearest) else nearest])
    usual, near = usual[usual > 1e-9], nearest[np.isfinite(nearest)]
    if not len(usual) or not len(near):
        return 1.0
    return float(min(np.median(usual), 1.8 * np.median(near)))


def _nearest(spots: Floats) -> Floats:
    """Return how far each spot is from the next one that is elsewhere; infinite if none is."""
    if len(spots) < 2:
        return np.full(len(spots), np.inf)
    apart = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    apart[apart < 1e-9] = np.inf
    return apart.min(1)


def _leave_out_far(net: Net, made: Ground) -> None:
    placed = made.placed
    if len(placed) < 2:
        return
    spots = made.true[placed]
    apart = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    for v, gap in zip(placed, apart.min(1), strict=True):
        if not net.fans[v] and gap > FAR:
            made.shelf[v] = "far"
    if len(made.shelf) < len(placed):
        made.true[list(made.shelf)] = np.nan
        made.true -= np.nanmean(made.true, axis=0)


def _blockers(net: Net, made: Ground) -> tuple[Floats, Floats]:
    """Return the starts and ends of all that stands: places, and roads between them."""
    placed = made.placed
    on = set(placed)
    ends = [(v, v) for v in placed] + [road for road in net.roads if set(road) <= on]
    one, two = np.array(ends, int).reshape(-1, 2).T
    return made.true[one], made.true[two]


def _room(spots: Floats, blockers: tuple[Floats, Floats]) -> Floats:
    """Return how far each spot is from the nearest blocker."""
    if not len(blockers[0]):
        return np.full(len(spots), 9.0)
    return to_segment(spots[:, None], blockers[0][None], blockers[1][None]).min(1)


def _move_apart(net: Net, made: Ground) -> None:
    """Move what has the coordinates of an earlier place to the freest of eight sides."""
    settled: list[int] = []
    for v in made.placed:
        spot = made.true[v].copy()
        if settled and np.hypot(*(made.true[settled] - spot).T).min() < _SAME:
            made.true[v] = np.nan
            blockers, reach = _blockers(net, made), _ASIDE
            while _room(sides := spot + reach * UNITS, blockers).max() < _SAME * 5:
                reach += _ASIDE
            made.true[v] = sides[int(_room(sides, blockers).round(6).argmax())]
            made.notes.append((v, "moved_apart"))
        settled.append(v)


def _place_by_bearing(net: Net, made: Ground) -> None:
    """Place what has no coordinates, as long as one refers to a place that stands already."""
    waiting = [
        v
        for v in range(net.size)
        if np.isnan(net.km[v, 0]) and v not in net.vague and v not in made.shelf
    ]
    for one in net.bearings:
        if one.of in waiting:
            made.stated.setdefault(one.of, []).append((one.to, one.octant))
        if one.to in waiting:
            made.stated.setdefault(one.to, []).append((one.of, (one.octant + 4) % 8))
    if waiting and not made.placed:
        _found(net, made, waiting)
    while (v := next((v for v in waiting if _references(net, made, v)), None)) is not None:
        waiting.remove(v)
        made.true[v] = _settled(net, made, v)
        made.found.add(v)
    made.shelf |= dict.fromkeys(net.vague, "vague")
    made.shelf |= {v: "nowhere" for v in waiting if net.keys[v][0] is not None}


def _found(net: Net, made: Ground, waiting: list[int]) -> None:
    """Put the place that most others refer to in the middle, for want of any coordinates."""
    referred = [one.to for one in net.bearings if one.to in waiting] or [
        v for road in net.roads for v in road if v in waiting
    ]
    if referred:
        first = max(sorted(set(referred)), key=referred.count)
        made.true[first] = 0.0
        made.found.add(first)
        made.stated.pop(first, None)
        waiting.remove(first)


def _references(net: Net, made: Ground, v: int) -> list[int]:
    """Return the placed places that say where this one may be: by a bearing, else by a road."""
    told = [to for to, _ in made.stated.get(v, ()) if not np.isnan(made.true[to, 0])]
    return told or [w for w, _ in net.fans[v] if not np.isnan(made.true[w, 0])]


def _settled(net: Net, made: Ground, v: int) -> Floats:
    """Return the spot of a place by what is stated of it, else beside one it is joined to."""
    told: list[tuple[Floats, int | None]] = [
        (made.true[to], octant)
        for to, octant in made.stated.get(v, ())
        if not np.isnan(made.true[to, 0])
    ]
    if told:
        return clearest(told, _blockers(net, made))
    made.notes.append((v, "bearing_unknown"))
    beside = made.true[_references(net, made, v)[0]]
    return clearest([(beside, None)], _blockers(net, made))


def clearest(told: list[tuple[Floats, int | None]], blockers: tuple[Floats, Floats]) -> Floats:
    """Return the clearest spot in stated octants of other spots, or, without one, in any direction.

    `blockers` are the starts and ends of what stands.
    """
    spots, reaches = list[Floats](), list[float]()
    for origin, octant in told:
        turns = range(0, 360, 15) if octant is None else [octant * 45 + turn for turn in _TURNS]
        for degrees in turns:
            way = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
            spots.append(origin + np.outer(_REACHES, way))
            reaches += _REACHES
    tried = np.concatenate(spots)
    off = np.zeros(len(tried))
    for origin, octant in told:
        if octant is not None:
            way = tried - origin
            drawn = np.degrees(np.arctan2(way[:, 1], way[:, 0]))
            off += np.abs((drawn - octant * 45 + 180) % 360 - 180) / 45
    clear = np.minimum(_room(tried, blockers), 0.7)
    score = -3 * clear + off + 0.5 * np.abs(np.array(reaches) - 1.0)
    return tried[int(score.round(9).argmin())]


def _draw_together(net: Net, made: Ground) -> None:
    """Attach part to part, the nearest first, no gap wider than a hop; link what no road joins."""
    part = _parts(net, made.placed)
    groups: dict[int, list[int]] = {}
    for v in made.placed:
        groups.setdefault(part[v], []).append(v)
    queue = sorted(groups.values(), key=lambda group: (-len(group), group[0]))
    done = queue.pop(0) if queue else []
    main, made.anchor = set(done), made.true.copy()
    while queue:
        gap, n, v, u = min(_gaps(made.true, queue, done))
        group = queue.pop(n)
        reach = made.true[v] - made.true[u]
        made.anchor[group] = (
            made.true[group] + made.anchor[u] + reach * min(1.0, HOP / gap) - made.true[v]
        )
        if gap > HOP:
            made.notes.append((v, "drawn_nearer"))
            made.breaks.append((u, v))
        made.links.append((u, v))
        done = done + group
    if made.breaks:  # what was drawn together is still in the middle
        made.anchor -= made.anchor[done].mean(0)
    for v in done:
        if v not in main and v not in made.stated:
            foreign = [u for u in made.placed if part[u] != part[v]]
            foreign.sort(key=lambda u: (float(np.hypot(*(made.anchor[u] - made.anchor[v]))), u))
            made.links += [(u, v) for u in foreign[:3] if (u, v) not in made.links]
    made.links = [(u, v) for u, v in made.links if v not in made.stated or net.fans[v]]


def _parts(net: Net, placed: list[int]) -> dict[int, int]:
    """Return for every placed place the least one that drawn roads join it to."""
    part: dict[int, int] = {}
    on = set(placed)
    for first in placed:
        reach = [first] if first not in part else []
        while reach:
            v = reach.pop()
            part[v] = first
            reach += [w for w, _ in net.fans[v] if w in on and w not in part]
    return part


def _gaps(
    true: Floats, queue: list[list[int]], done: list[int]
) -> Iterator[tuple[float, int, int, int]]:
    """Yield for every part how far it is from those done, its number, and the two places."""
    for n, group in enumerate(queue):
        apart = np.hypot(*(true[group][:, None] - true[done][None]).transpose(2, 0, 1))
        nearest = int(apart.argmin())
        v, u = group[nearest // len(done)], done[nearest % len(done)]
        yield max(float(apart.min()), 1e-9), n, v, u


def headings_of(net: Net, spots: Floats, roads: list[int]) -> dict[int, float]:
    """Return the direction of every road from its first place, in eighths of a turn."""
    return {e: eighths(spots[net.roads[e][1]] - spots[net.roads[e][0]]) for e in roads}
