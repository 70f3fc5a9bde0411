"""Road graphs to measure drawings by: one like the bundled desk's, and random ones.

Coordinates are approximate and public; the roads of `bakhmut23` are plausible, not findings.
"""

import math

import numpy as np

from db.model import Octant, PlaceId, RouteId
from desktop.schematic.report import Graph, Link, Node, Stated

Spot = tuple[float, float]

AROUND_BAKHMUT: dict[str, Spot] = {
    "Bakhmut": (48.5953, 38.0003), "Chasiv Yar": (48.5886, 37.8372),
    "Kostiantynivka": (48.5277, 37.7066), "Sloviansk": (48.8531, 37.6056),
    "Kramatorsk": (48.7389, 37.5844), "Soledar": (48.6942, 38.0903),
    "Klishchiivka": (48.5283, 37.9525), "Kurdyumivka": (48.4622, 37.9517),
    "Luhansk border": (48.6000, 38.2800), "Siversk": (48.8667, 38.1000),
    "Toretsk": (48.3979, 37.8478), "Druzhkivka": (48.6214, 37.5278),
    "Lysychansk": (48.9042, 38.4278), "Sievierodonetsk": (48.9481, 38.4933),
    "Popasna": (48.6333, 38.3778), "Lyman": (48.9853, 37.8111), "Izium": (49.2088, 37.2485),
    "Horlivka": (48.3336, 38.0925), "Donetsk": (48.0159, 37.8028), "Avdiivka": (48.1394, 37.7497),
    "Pokrovsk": (48.2822, 37.1758), "Debaltseve": (48.3406, 38.4008),
    "Svitlodarsk": (48.4333, 38.2167),
}  # fmt: skip
_ROADS = [
    ("Bakhmut", "Chasiv Yar"), ("Chasiv Yar", "Kostiantynivka"), ("Bakhmut", "Kostiantynivka"),
    ("Bakhmut", "Sloviansk"), ("Bakhmut", "Soledar"), ("Soledar", "Siversk"),
    ("Bakhmut", "Luhansk border"), ("Luhansk border", "Popasna"), ("Bakhmut", "Klishchiivka"),
    ("Klishchiivka", "Kurdyumivka"), ("Kurdyumivka", "Toretsk"), ("Kostiantynivka", "Druzhkivka"),
    ("Druzhkivka", "Kramatorsk"), ("Kramatorsk", "Sloviansk"), ("Kostiantynivka", "Toretsk"),
    ("Toretsk", "Horlivka"), ("Kostiantynivka", "Avdiivka"), ("Avdiivka", "Donetsk"),
    ("Kostiantynivka", "Pokrovsk"), ("Pokrovsk", "Donetsk"), ("Horlivka", "Donetsk"),
    ("Sloviansk", "Lyman"), ("Sloviansk", "Izium"), ("Lyman", "Siversk"),
    ("Siversk", "Lysychansk"), ("Lysychansk", "Sievierodonetsk"), ("Lysychansk", "Popasna"),
    ("Bakhmut", "Svitlodarsk"), ("Svitlodarsk", "Debaltseve"), ("Debaltseve", "Horlivka"),
    ("Bakhmut", "Lysychansk"),
]  # fmt: skip
_REPORTED: dict[str, Spot | None] = {
    "Bakhmut": (48.59419, 37.99886), "Sloviansk": (48.84974, 37.59739),
    "Kostiantynivka": (48.52728, 37.70594), "Kramatorsk": (48.73106, 37.56779),
    "Severodonetsk": (48.94414, 38.48754), "Soledar": (48.6921, 38.07098),
    "Chasiv Yar": (48.58768, 37.83409), "Kurdyumivka": (48.46997, 37.95717),
    "Washington": (38.895, -77.036),
}  # fmt: skip
_STATED: dict[str, Octant] = {
    "Border with Luhansk region": "E", "Klishchiivka": "S", "Urban areas west of Bakhmut": "W",
    "High ground west of Bakhmut": "W", "Western approaches to Bakhmut": "W",
    "North of Bakhmut": "N", "South of Bakhmut": "S",
}  # fmt: skip
_AREAS = [
    "Donetsk region", "Luhansk region", "Donbas", "Kherson", "Zaporizhzhia", "Eastern Ukraine",
    "Russia", "Ukraine",
]  # fmt: skip
REPORTED_NAMES = (*_REPORTED, *_STATED, *_AREAS)


def made(
    places: dict[str, Spot | None],
    roads: list[tuple[str, str]],
    stated: list[tuple[str, Octant, str]],
) -> Graph:
    """Return a graph of named places; names become numbers from 1 on, in their order."""
    number = {name: PlaceId(n) for n, name in enumerate(places, 1)}
    return Graph(
        tuple(Node(number[name], at) for name, at in places.items()),
        tuple(Link(RouteId(n), number[a], number[b]) for n, (a, b) in enumerate(roads, 1)),
        tuple(Stated(number[of], number[to], octant) for of, octant, to in stated),
    )


def bakhmut23() -> Graph:
    """Twenty-three towns and thirty-one roads."""
    return made({**AROUND_BAKHMUT}, _ROADS, [])


def reported24() -> Graph:
    """Twenty-four places, fifteen of them without coordinates, and the four roads reported on."""
    roads = [
        ("Bakhmut", "Border with Luhansk region"), ("Bakhmut", "Sloviansk"),
        ("Bakhmut", "Kostiantynivka"), ("Chasiv Yar", "Bakhmut"),
    ]  # fmt: skip
    places = dict.fromkeys(REPORTED_NAMES) | _REPORTED
    return made(places, roads, [(of, octant, "Bakhmut") for of, octant in _STATED.items()])


def synthetic(size: int, seed: int, keep: float = 0.35) -> Graph:
    """Return a planar graph like roads: a relative neighbourhood graph and some Gabriel edges.

    At most six roads meet at a place. The plane is 10 km a place, laid on the equator.
    """
    rng = np.random.default_rng(seed)
    found: list[np.ndarray] = []
    while len(found) < size:
        spot = rng.uniform(0, math.sqrt(size) * 10, 2)
        if all(np.hypot(*(spot - other)) > 4.5 for other in found):
            found.append(spot)
    points = np.array(found)
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    degree, roads = [0] * size, list[tuple[int, int]]()
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    for i, j in pairs:
        if not np.any(np.maximum(apart[i], apart[j]) < apart[i, j] - 1e-12):
            roads.append((i, j))
            degree[i] += 1
            degree[j] += 1
    have = set(roads)
    for i, j in pairs:
        middle = (points[i] + points[j]) / 2
        inside = np.hypot(*(points - middle).T) < apart[i, j] / 2 - 1e-9
        if (i, j) in have or inside.any():
            continue
        if rng.random() < keep and degree[i] < 6 and degree[j] < 6:
            roads.append((i, j))
            degree[i] += 1
            degree[j] += 1
    return Graph(
        tuple(
            Node(PlaceId(n), (float(y) / 111.195, float(x) / 111.195))
            for n, (x, y) in enumerate(points.tolist(), 1)
        ),
        tuple(
            Link(RouteId(n), PlaceId(a + 1), PlaceId(b + 1)) for n, (a, b) in enumerate(roads, 1)
        ),
    )


def names(graph: Graph, seed: int = 0) -> dict[PlaceId, str]:
    """Return a name for every place, of two to five syllables; the same each time."""
    rng = np.random.default_rng(seed)
    syllables = ["ka", "ro", "mi", "vets", "sk", "ovka", "ne", "dru", "lo", "bi", "yar", "ters"]
    return {
        node.id: "".join(rng.choice(syllables, rng.integers(2, 6))).title() for node in graph.nodes
    }
