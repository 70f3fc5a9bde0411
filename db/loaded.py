"""One state of a desk in memory: what queries are answered from."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from db.columns import Columns, Ints, Joined, joined
from db.dimensions import DimensionId
from db.index import Index
from db.load import read_columns, read_values
from db.lookups import read_desk, read_reports
from db.model import Desk, Strand, Value
from db.newest import Reports
from db.progress import Tick, unheard
from db.routes import strands

STEPS: Final = 4
"""In how many steps a desk is loaded, as whoever waits is told."""


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """One state of a desk in memory: whole, and never changed.

    `head` is the newest transaction that is in it.
    """

    head: int
    desk: Desk
    values: Mapping[DimensionId, tuple[Value, ...]]
    columns: Columns
    reports: Reports
    strands: tuple[Strand, ...]
    index: Index
    events_at: Joined
    by_name: Ints
    row_of: Ints


def load(
    connection: sqlite3.Connection, today: date, *, writable: bool, tick: Tick = unheard
) -> Loaded:
    """Return the state that the desk behind `connection` is in; in one transaction of the caller.

    Raises: Cancelled by `tick`.
    """
    head = head_of(connection)
    desk = read_desk(connection, today, writable=writable)
    tick(1, STEPS)
    values = read_values(connection)
    tick(2, STEPS)
    columns = read_columns(connection, desk.places, values)
    tick(3, STEPS)
    names = sorted(desk.places, key=lambda id_: desk.places[id_].name.casefold())
    row_of = np.zeros(1 + int(columns.ids.max(initial=0)), np.int32)
    row_of[columns.ids] = np.arange(len(columns.ids))
    reports = read_reports(connection)
    return Loaded(
        head,
        desk,
        values,
        columns,
        Reports.of(reports),
        strands(reports, desk.day),
        Index(columns),
        joined(columns.facets["place"], columns.facets["event"]),
        np.array(names, np.int32),
        row_of,
    )


def head_of(connection: sqlite3.Connection) -> int:
    """Return the newest transaction of a desk, 0 for none."""
    return connection.execute("SELECT coalesce(max(id), 0) FROM txn").fetchone()[0]
