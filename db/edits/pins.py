"""Where places stand on the diagram by hand: put, let go, or all of them let go at once."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.edits.rows import Named, ids
from db.errors import Clash, EditConflict, EditRefused
from db.model import MAIN, XY

if TYPE_CHECKING:
    from sqlite_utils import Database

FARTHEST: Final = 1_000.0
"""How many units from the middle of the diagram a place can stand at most, each way."""


@dataclass(frozen=True, slots=True)
class Move:
    """A place as it was seen, where it was put by hand until now, if anywhere, and where it is."""

    place: Named
    was: XY | None
    to: XY


@dataclass(frozen=True, slots=True)
class Pin:
    """A place that was put somewhere by hand, as it was seen."""

    place: Named
    spot: XY


@dataclass(frozen=True, slots=True)
class PinPlaces:
    """Put places where they are to stand, in units: x to the east, y to the north."""

    moves: tuple[Move, ...]

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"move {_counted([move.place for move in self.moves])} on the diagram"

    def apply(self, db: "Database", now: str) -> None:
        """Write the pins. Raises: EditRefused for a spot that is none, EditConflict."""
        for move in self.moves:
            if not all(map(_near, move.to)):
                raise EditRefused(
                    f"{move.place.name} cannot stand there: it is no spot within"
                    f" {FARTHEST:,.0f} units of the middle. Put it nearer"
                )
        _write(db, self.label, [(move.place, move.was, move.to) for move in self.moves])


@dataclass(frozen=True, slots=True)
class UnpinPlaces:
    """Let places go that were put somewhere by hand: they stand where the map has them."""

    pins: tuple[Pin, ...]

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return f"let {_counted([pin.place for pin in self.pins])} go on the diagram"

    def apply(self, db: "Database", now: str) -> None:
        """Take the pins out. Raises: EditConflict."""
        _write(db, self.label, [(pin.place, pin.spot, None) for pin in self.pins])


@dataclass(frozen=True, slots=True)
class LayOutAfresh:
    """Let go of every place that was put somewhere by hand; `pins` are all that were seen."""

    pins: tuple[Pin, ...]

    @property
    def label(self) -> str:
        """What was done, in words for the history."""
        return "lay out afresh"

    def apply(self, db: "Database", now: str) -> None:
        """Take all pins out. Raises: EditConflict, also for one that was not seen."""
        sql = """SELECT p.uid, p.name, n.x, n.y FROM schematic_pin n
            JOIN place p ON p.id = n.place_id WHERE n.layout = :layout ORDER BY p.name, p.uid"""
        held = db.execute(sql, {"layout": MAIN}).fetchall()
        seen = {pin.place.uid for pin in self.pins}
        unseen = [_clash(name, (x, y), None) for uid, name, x, y in held if uid not in seen]
        if unseen:
            raise EditConflict(self.label, unseen)
        _write(db, self.label, [(pin.place, pin.spot, None) for pin in self.pins])


def _write(db: "Database", label: str, moves: Iterable[tuple[Named, XY | None, XY | None]]) -> None:
    """Write each pin that is not so yet: where it was, where it is to be.

    Raises: EditConflict, naming each place that is gone, or stands by hand where nobody saw it.
    """
    moves = list(moves)
    found = ids(db, label, "place", [place.uid for place, _, _ in moves], "a spot on the diagram")
    sql = "SELECT place_id, x, y FROM schematic_pin WHERE layout = :layout"
    held = {id_: (x, y) for id_, x, y in db.execute(sql, {"layout": MAIN}).fetchall()}
    clashes: list[Clash] = []
    due: dict[int, XY | None] = {}
    for (place, was, to), id_ in zip(moves, found, strict=True):
        there = held.get(id_)
        if there != to:
            due[id_] = to
            if there != was:
                clashes.append(_clash(place.name, there, to))
    if clashes:
        raise EditConflict(label, clashes)
    _put(db, due)


def _put(db: "Database", spots: Mapping[int, XY | None]) -> None:
    for place, spot in spots.items():
        row = {"layout": MAIN, "place": place}
        if spot is None:
            sql = "DELETE FROM schematic_pin WHERE layout = :layout AND place_id = :place"
            db.execute(sql, row)
            continue
        sql = """INSERT INTO schematic_pin (layout, place_id, x, y) VALUES (:layout, :place, :x, :y)
            ON CONFLICT (layout, place_id) DO UPDATE SET x = excluded.x, y = excluded.y"""
        db.execute(sql, {**row, "x": spot[0], "y": spot[1]})


def _near(number: float) -> bool:
    return math.isfinite(number) and abs(number) <= FARTHEST


def _counted(places: list[Named]) -> str:
    return places[0].name if len(places) == 1 else f"{len(places)} places"


def _clash(name: str, theirs: XY | None, yours: XY | None) -> Clash:
    return Clash(f"place “{name}”", "spot on the diagram", _told(theirs), _told(yours))


def _told(spot: XY | None) -> str:
    return "not put by hand" if spot is None else f"{spot[0]:g} east, {spot[1]:g} north"
