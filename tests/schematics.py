"""Drawings measured as it is asked of them: afresh, from themselves, after growth and a drop."""

import math
import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from db.model import XY, PlaceId
from desktop.schematic.layout import layout
from desktop.schematic.moving import snapped
from desktop.schematic.projection import projected
from desktop.schematic.report import OCTANTS, Graph, Layout
from tests.graphs import synthetic

STEPS = ("fresh", "itself", "+5", "drop")
_ADDED = 5
_ASIDE = 0.6, -0.4  # units by which a place is dropped elsewhere
_MOVED = 0.1  # units from which on a place has moved
_HAIR = 1e-3


@dataclass(frozen=True, slots=True)
class Step:
    """A drawing of a graph, the one it was made from, and the milliseconds that it took.

    `put` is the place that was dropped; `same` says whether the input gave the same twice or, from
    itself, whether what came is what was there.
    """

    name: str
    graph: Graph
    drawn: Layout
    before: Layout
    times: tuple[float, ...]
    same: bool | None = None
    put: PlaceId | None = None


def size_of(seed: int) -> int:
    """How many places the random graph of a seed has: 20 to 150, the same again from 200 on."""
    return 20 + 131 * (seed % 200) // 200


def random_roads(seed: int) -> Graph:
    """The random graph of a seed."""
    return synthetic(size_of(seed), seed)


def without(graph: Graph, gone: Collection[PlaceId]) -> Graph:
    """Return a graph as it was before some places and their roads were added."""
    return Graph(
        tuple(node for node in graph.nodes if node.id not in gone),
        tuple(link for link in graph.links if not {link.start, link.end} & {*gone}),
        tuple(one for one in graph.stated if not {one.of, one.to} & {*gone}),
    )


def steps(graph: Graph, seed: int, times: int = 1) -> Iterator[Step]:
    """Draw a graph, again from that, after five places were added, and after one was dropped."""
    drawn, took = _timed(graph, times)
    yield Step("fresh", graph, drawn, drawn, took, same=layout(graph) == drawn)
    again, took = _timed(graph, times, previous=drawn)
    yield Step("itself", graph, again, drawn, took, same=again == drawn)
    new = random.Random(3).sample(range(len(graph.nodes)), _ADDED)  # noqa: S311
    smaller = layout(without(graph, {graph.nodes[n].id for n in new}))
    grown, took = _timed(graph, times, previous=smaller)
    yield Step("+5", graph, grown, smaller, took)
    put = random.Random(seed).choice(list(drawn.positions))  # noqa: S311
    x, y = drawn.positions[put]
    pins = {put: snapped((x + _ASIDE[0], y + _ASIDE[1]))}
    dropped, took = _timed(graph, times, pins=pins, previous=drawn)
    yield Step("drop", graph, dropped, drawn, took, put=put)


def _timed(
    graph: Graph,
    times: int,
    *,
    pins: Mapping[PlaceId, XY] | None = None,
    previous: Layout | None = None,
) -> tuple[Layout, tuple[float, ...]]:
    drawn, took = Layout(), list[float]()
    for _ in range(times):
        began = perf_counter()
        drawn = layout(graph, pins=pins, previous=previous)
        took.append(1000 * (perf_counter() - began))
    return drawn, tuple(took)


def measures(step: Step) -> dict[str, float]:
    """Return what a step is measured by; shares in percent, NaN where there is nothing to measure.

    The bearings of the roads of a place that was dropped are those of whoever dropped it.
    """
    drawn, report = step.drawn, step.drawn.report
    own = {link.id for link in step.graph.links if step.put in (link.start, link.end)}
    off = [bearing for road, bearing in report.bearings.items() if road not in own] or [0.0]
    moved = list(_moved(step)) or [0.0]
    return {
        "undrawn": len(step.graph.links) - len(drawn.lines) - len(drawn.loops),
        "octi": 100 * report.octilinear,
        "mean": sum(off) / len(off),
        "max": max(off),
        "in22": 100 * sum(one <= 22.5 + _HAIR for one in off) / len(off),
        "in45": 100 * sum(one <= 45 + _HAIR for one in off) / len(off),
        "new_x": len(report.crossings),
        "order": sum(note == "turned" for _, note in drawn.notes),
        "min": report.shortest,
        "clear": report.clear,
        "apart": report.apart,
        "iso": max(_alone(step), default=math.nan),
        "stated": max(_astray(step), default=math.nan),
        "elbows": report.elbows / max(len(drawn.lines), 1),
        "moved": math.nan
        if step.name == "fresh"
        else 100 * float(np.mean(np.array(moved) > _MOVED)),
        "furthest": math.nan if step.name == "fresh" else max(moved),
        "other": math.nan if step.same is None else float(not step.same),
    }


def _moved(step: Step) -> Iterator[float]:
    """Yield how far each place has moved, but for a shift that most have in common."""
    before, after = step.before.positions, step.drawn.positions
    both = [place for place in after if place in before and place != step.put]
    ways = np.array([np.subtract(after[v], before[v]) for v in both]).reshape(-1, 2)
    if both:
        yield from np.hypot(*(ways - np.median(ways, axis=0)).T).tolist()


def _alone(step: Step) -> Iterator[float]:
    """Yield how far places without a road lie off the direction of their three nearest, degrees."""
    spots = step.drawn.positions
    at = {node.id: node.at for node in step.graph.nodes if node.at and node.id in spots}
    true = dict(zip(at, projected(list(at.values())), strict=True))
    joined = {end for link in step.graph.links for end in (link.start, link.end)}
    for place in true.keys() - joined - {step.put}:
        others = sorted(true.keys() - {place}, key=lambda v: math.dist(true[v], true[place]))
        for other in others[:3]:
            was, now = true[other] - true[place], np.subtract(spots[other], spots[place])
            yield _between(_degrees(was), _degrees(now))


def _astray(step: Step) -> Iterator[float]:
    """Yield how far places lie off the bearing that is stated of them, in degrees."""
    spots = step.drawn.positions
    for one in step.graph.stated:
        if {one.of, one.to} <= spots.keys() and step.put not in (one.of, one.to):
            way = np.subtract(spots[one.of], spots[one.to])
            yield _between(_degrees(way), 45 * OCTANTS.index(one.octant))


def _degrees(way: np.ndarray) -> float:
    return math.degrees(math.atan2(way[1], way[0]))


def _between(one: float, two: float) -> float:
    return abs((one - two + 180) % 360 - 180)
