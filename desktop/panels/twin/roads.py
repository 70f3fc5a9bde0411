"""The rows of the roads' table twin: one for each road and claimant, as routes.csv has them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from db.columns import Ints, Mask
from db.model import Claim, Days, Ref, Route
from db.query import Selection
from desktop import show
from desktop.frame import Frame
from desktop.panels.routes import words
from desktop.panels.routes.reading import Look, Reading, Told, read
from desktop.panels.twin.rows import NONE, Cell, Column, Row, said_by
from desktop.show import tr

_COLUMNS = (
    Column("≠", 30),
    Column("Road", 138, stretches=True),
    Column("Claimant", 140),
    Column("Status", 132),
    Column("Stated", 66),
    Column("Age", 62, number=True),
    Column("Of the days", 132),
    Column("Source", 110),
    Column("Reports", 64, number=True),
    Column("Kind", 74),
    Column("From", 104),
    Column("To", 110),
    Column("Bearing", 64),
)


@dataclass(frozen=True, slots=True, eq=False)
class RoadRows:
    """Every road with each claimant's newest report on it; one without a report stands alone."""

    reading: Reading
    told: tuple[tuple[Route, Told | None], ...]

    @property
    def frame(self) -> Frame:
        """What is listed."""
        return self.reading.frame

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns: who reports which status is seen in a narrow panel too."""
        return _COLUMNS

    @property
    def lit(self) -> Mask:
        """Which rows are of roads that the selection is linked to."""
        lit = np.flatnonzero(self.frame.highlight.routes).tolist()
        return _mask(route.id in lit for route, _ in self.told)

    @property
    def empty(self) -> str:
        """What is said where the desk has no road."""
        return tr("No claim names a road")

    def __len__(self) -> int:
        return len(self.told)

    def rows(self, start: int, stop: int) -> tuple[Row, ...]:
        """Return roads, who reports what of them, and where they run."""
        return tuple(self._row(route, told) for route, told in self.told[start:stop])

    def ref(self, n: int) -> Ref:
        """Return the road of a row."""
        return "route", self.told[n][0].id

    def rows_of(self, ref: Ref) -> Ints:
        """Return the rows of a road."""
        rows = [n for n in range(len(self)) if self.ref(n) == ref]
        return np.array(rows, np.int32)

    def picked(self, selection: Selection) -> Mask:
        """Return which rows are of roads that are selected."""
        return _mask(route.id in selection.routes for route, _ in self.told)

    def picking(self, rows: Ints, selection: Selection) -> Selection:
        """Return `selection` with the roads of these rows."""
        numbers: list[int] = rows.tolist()
        return replace(selection, routes=frozenset(self.told[n][0].id for n in numbers))

    def _row(self, route: Route, told: Told | None) -> Row:
        places, differ = self.reading.desk.places, tr("claimants differ")
        contested = Cell("≠", (differ,), "contested", spoken=differ)
        cells = (
            contested if route.id in self.reading.differing else Cell(),
            Cell(show.visible(route.name)),
            *(self._report(told) if told else _silent()),
            Cell(show.worded(route.kind)),
            Cell(show.visible(places[route.start].name)),
            NONE if route.end is None else Cell(show.visible(places[route.end].name)),
            Cell(route.bearing) if route.bearing else NONE,
        )
        left = told.left if told else not self.frame.query.filters
        return Row(cells, dim=not left)

    def _report(self, told: Told) -> tuple[Cell, ...]:
        """Return who reports what, how old that is, of when, and where it is printed."""
        strand, claim = told.strand, self._claim(told)
        source = claim.evidence[0].source if claim and claim.evidence else ""
        return (
            said_by(told.claimant),
            Cell(
                words.status(told.look),
                (claim.paraphrase,) if claim else (),
                spoken=words.status(Look(strand.status)),
            ),
            Cell(tr("implied") if strand.implied else tr("explicit")),
            Cell(words.age(told), quiet=strand.days_old is None),
            Cell(
                show.dates(Days(None, strand.about.since, strand.about.until)),
                quiet=strand.about.undated,
            ),
            Cell(show.visible(source)) if source else NONE,
            Cell(show.count(strand.reports), spoken=tr("%n report(s)", strand.reports)),
        )

    def _claim(self, told: Told) -> Claim | None:
        asked = np.array([told.strand.claim], np.int32)
        return next(iter(self.frame.snapshot.records.claims(asked)), None)


def road_rows(frame: Frame) -> RoadRows:
    """Return the rows of a frame: roads by uid, each with its claimants by name."""
    reading = read(frame)
    told: list[tuple[Route, Told | None]] = []
    for route in reading.desk.routes.values():
        own = sorted(reading.told.get(route.id, ()), key=_by_claimant)
        told += [(route, one) for one in own] or [(route, None)]
    return RoadRows(reading, tuple(told))


def _by_claimant(told: Told) -> tuple[str, int]:
    return told.claimant.name, told.claimant.id


def _mask(rows: Iterable[bool]) -> Mask:
    return np.fromiter(rows, np.bool_)


def _silent() -> tuple[Cell, ...]:
    """Return the cells of a road that nobody reports on."""
    return Cell(tr("nobody on file"), quiet=True), NONE, NONE, NONE, NONE, NONE, NONE
