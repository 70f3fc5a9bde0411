"""How the diagram does by each measure asked of it: python tests/bench/schematic.py [--help].

Every graph is drawn afresh, again from its drawing, after five places were added to it, and after a
place was dropped elsewhere: a line each, never a mean over graphs. What is asked and missed is
named. `make bench` runs it too, and leaves the figures in out/schematic.json.
"""

import argparse
import json
import math
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QApplication

from db.model import PlaceId
from db.store import Store
from desktop import assets
from desktop.panels.routes import reading
from desktop.panels.routes.names import Pen
from desktop.panels.routes.view import fitted
from desktop.schematic.graph import graph_of
from desktop.schematic.names import FULL, NamePlan, place_names
from desktop.schematic.report import Graph, Layout
from desktop.theme import Theme
from desktop.workspace import Workspace
from tests import desks, graphs
from tests.schematics import STEPS, Step, measures, random_roads, steps

_PANEL = QSizeF(384, 430)
_INF = math.inf
_BEST_HIGH = {"octi", "in22", "in45", "min", "clear", "apart"}
_SHOWN = {
    "undrawn": "undrawn roads given and not drawn",
    "octi": "% of length in multiples of 45 degrees",
    "mean": "degrees off the true bearing, mean of the roads",
    "max": "the same, the worst road",
    "in22": "% of roads within 22.5 degrees",
    "in45": "% of roads within 45",
    "new_x": "pairs that cross and do not on the map",
    "order": "places whose roads leave in another order",
    "min": "shortest road / median road",
    "clear": "place to foreign road / median road",
    "apart": "place to place / median road",
    "iso": "degrees off the direction of the nearest, places without a road",
    "stated": "degrees off a stated bearing",
    "elbows": "per road",
    "moved": "% of places that moved by more than .1 unit",
    "furthest": "units that a place moved",
    "other": "1: not the same bytes",
    "p50": "ms, layout",
    "p95": "ms, layout",
    "overlaps": "of names with names, roads, places",
    "dropped": "names that are not drawn",
    "named50": "ms, names",
    "named95": "ms, layout and names",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A graph after one step, with its measures."""

    graph: str
    step: str
    places: int
    roads: int
    measures: Mapping[str, float]


def _random(row: Row) -> bool:
    return row.graph.startswith("seed")


def _median(row: Row) -> bool:
    return row.graph == "median"


def _one(row: Row) -> bool:
    return row.graph not in {"worst", "median"}


def _named(row: Row) -> bool:
    return _one(row) and not _random(row)


@dataclass(frozen=True, slots=True)
class Target:
    """A limit of a measure, both ends included, for the graphs and steps where it is asked."""

    measure: str
    least: float = -_INF
    most: float = _INF
    of: Callable[[Row], bool] = _one

    def missed(self, row: Row) -> bool:
        """Whether a row is asked for this and does not have it; 5e-3 is nobody's fault."""
        value = row.measures.get(self.measure, math.nan)
        return self.of(row) and (value < self.least - 5e-3 or value > self.most + 5e-3)

    def __str__(self) -> str:
        limit = f">= {self.least:g}" if self.least > -_INF else f"<= {self.most:g}"
        return f"{self.measure} {limit}"


def _sized(least: int, most: int) -> Callable[[Row], bool]:
    return lambda row: _one(row) and least <= row.places <= most


TARGETS = (
    *(Target(name, most=0) for name in ("undrawn", "new_x", "order", "other")),
    *(Target(name, most=0, of=_named) for name in ("overlaps", "dropped")),
    Target("octi", least=100, of=_named),
    Target("octi", least=97, of=_random),
    Target("octi", least=100, of=_median),
    Target("mean", most=10, of=lambda row: row.graph == "bakhmut23"),
    Target("mean", most=13, of=lambda row: _named(row) and row.graph != "bakhmut23"),
    Target("max", most=35, of=lambda row: row.graph == "bakhmut23"),
    Target("max", most=45, of=lambda row: _named(row) and row.graph != "bakhmut23"),
    Target("max", most=60, of=_random),
    Target("in22", least=90, of=_named),
    Target("in45", least=100, of=_named),
    Target("in45", least=98, of=_random),
    Target("min", least=0.5),
    Target("clear", least=0.25),
    Target("apart", least=0.25),
    Target("iso", most=45),
    Target("stated", most=22.5),
    Target("elbows", most=0.1, of=_named),
    Target("furthest", most=0, of=lambda row: _one(row) and row.step == "itself"),
    Target("moved", most=5, of=lambda row: _one(row) and row.step == "+5" and row.places >= 140),
    *(
        Target(name, most=most, of=_sized(*sizes))
        for sizes, limits in (
            ((1, 25), (20, 50)), ((140, 160), (500, 1000)), ((290, 310), (2000, 4000)),
        )
        for name, most in zip(("p95", "named95"), limits, strict=True)
    ),
)  # fmt: skip


def main() -> None:
    """Print a line for each graph and step, the worst and the median, and what is missed."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    seeds = ("FROM", "TO")
    asked.add_argument("--seeds", nargs=2, type=int, default=(0, 200), metavar=seeds)
    asked.add_argument("--times", type=int, default=20, help="each named graph is timed so often")
    asked.add_argument("--json", type=Path, help="where to write the figures")
    told = asked.parse_args()
    for name, meaning in _SHOWN.items():
        print(f"{name:>9}  {meaning}")
    print()
    print(f"{'':10} {'':6}" + "".join(f"{name:>9}" for name in ("places", "roads", *_SHOWN)))
    rows = [_printed(row) for row in _rows(range(*told.seeds), told.times)]
    rows += [_printed(row) for row in _summed([row for row in rows if _random(row)])]
    missed = [(row, target) for row in rows for target in TARGETS if target.missed(row)]
    for row, target in missed:
        value = row.measures[target.measure]
        print(f"missed: {row.graph}, {row.step}: {target}, is {value:.2f}")
    print(f"{len(missed)} missed of {sum(t.of(row) for row in rows for t in TARGETS)}")
    if told.json:
        told.json.parent.mkdir(parents=True, exist_ok=True)
        found = {"rows": [_plain(row) for row in rows], "missed": [_told(*one) for one in missed]}
        told.json.write_text(json.dumps(found, indent=1), "utf-8")


def _rows(seeds: range, times: int) -> Iterator[Row]:
    """Draw the bundled desk, the named graphs and the random ones, and measure them."""
    QApplication([])
    assets.add_fonts()
    pen = Pen(Theme("light"))
    list(steps(graphs.synthetic(20, 1), 1))  # what is slow once only
    yield from _of_the_desk(pen, times)
    named = {
        "bakhmut23": (graphs.bakhmut23(), dict(enumerate(graphs.AROUND_BAKHMUT, 1))),
        "reported24": (graphs.reported24(), dict(enumerate(graphs.REPORTED_NAMES, 1))),
    } | {
        f"road{size}": (graph := graphs.synthetic(size, seed), graphs.names(graph))
        for size, seed in ((50, 7), (150, 11), (300, 5))
    }
    for name, (graph, places) in named.items():
        called = {PlaceId(id_): text for id_, text in places.items()}

        def names(drawn: Layout, called: dict[PlaceId, str] = called) -> NamePlan:
            return place_names(drawn, called, pen.measure, FULL)

        for step in steps(graph, 0, times):
            yield _row(name, graph, step, _names(step, names, times))
    for seed in seeds:
        for step in steps(random_roads(seed), seed):
            yield _row(f"seed {seed}", step.graph, step, {})


def _of_the_desk(pen: Pen, times: int) -> Iterator[Row]:
    """Draw the bundled desk in its panel, with all that stands on it."""
    with tempfile.TemporaryDirectory() as folder:
        path = desks.desk(Path(folder))
        with closing(Store.open(path)) as store, closing(Workspace(store)) as workspace:
            frame = workspace.frame
    said, graph = reading.read(frame), graph_of(frame.snapshot.desk)
    for step in steps(graph, 0, times):
        plan = _names(step, lambda drawn: fitted(drawn, said, pen, _PANEL).names, times)
        yield _row("bundled", graph, step, plan)


def _row(name: str, graph: Graph, step: Step, of_names: Mapping[str, float]) -> Row:
    times = {"p50": _share(step.times, 0.5), "p95": _share(step.times, 0.95)}
    found = measures(step) | times | dict(of_names)
    return Row(name, step.name, len(graph.nodes), len(graph.links), found)


def _names(step: Step, place: Callable[[Layout], NamePlan], times: int) -> dict[str, float]:
    took, plan = list[float](), NamePlan()
    for _ in range(times):
        began = perf_counter()
        plan = place(step.drawn)
        took.append(1000 * (perf_counter() - began))
    both = [one + two for one, two in zip(step.times, took, strict=True)]
    return {
        "overlaps": plan.clashes + plan.on_roads + plan.on_places,
        "dropped": len(plan.hidden),
        "named50": _share(took, 0.5),
        "named95": _share(both, 0.95),
    }


def _share(times: list[float] | tuple[float, ...], share: float) -> float:
    return sorted(times)[round(share * (len(times) - 1))]


def _summed(rows: list[Row]) -> Iterator[Row]:
    """Yield the worst and the median of each measure after each step."""
    for step in STEPS if rows else ():
        of = [row for row in rows if row.step == step]
        places, roads = max(row.places for row in of), max(row.roads for row in of)
        worst, median = dict[str, float](), dict[str, float]()
        for name in of[0].measures:
            values = [row.measures[name] for row in of]
            worst[name] = min(values) if name in _BEST_HIGH else max(values)
            median[name] = _share(values, 0.5)
        yield Row("worst", step, places, roads, worst)
        yield Row("median", step, places, roads, median)


def _printed(row: Row) -> Row:
    cells = [row.measures.get(name, math.nan) for name in _SHOWN]
    shown = ["-" if math.isnan(v) else f"{v:.0f}" if v == int(v) else f"{v:.2f}" for v in cells]
    head = f"{row.graph:10} {row.step:6}{row.places:9}{row.roads:9}"
    print(head + "".join(f"{cell:>9}" for cell in shown), flush=True)
    return row


def _plain(row: Row) -> dict[str, object]:
    finite = {name: value for name, value in row.measures.items() if math.isfinite(value)}
    return asdict(replace(row, measures=finite))


def _told(row: Row, target: Target) -> dict[str, object]:
    value = row.measures[target.measure]
    return {"graph": row.graph, "step": row.step, "asked": str(target), "is": value}


if __name__ == "__main__":
    main()
