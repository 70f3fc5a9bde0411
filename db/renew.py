"""Brings a desk that an earlier Crosscheck made to the newest schema, and keeps it as it was."""

from contextlib import closing
from datetime import date
from pathlib import Path

from db import connection as sqlite
from db.connection import SCHEMA_VERSION
from db.gate import examined
from db.progress import Tick, unheard
from db.store import Store


def renew(path: Path, tick: Tick = unheard) -> Path | None:
    """Bring the desk at `path` up to date; None where it is already.

    Returns where it is kept as it was: beside it. Raises: DeskError; then it is as it was.
    """
    verdict = examined(path, older=True)
    if verdict.version == SCHEMA_VERSION or not verdict.writable:
        return None
    from db.copy import copy  # a desk that is up to date needs neither
    from db.migrations import migrate

    kept = path.with_name(f"{path.stem} (version {verdict.version}){path.suffix}")
    copy(path, kept, tick)
    with sqlite.as_desk_errors(path), closing(sqlite.write(path)) as connection:
        migrate(connection)
    return kept


def open_renewed(path: Path, today: date | None = None, tick: Tick = unheard) -> Store:
    """Return the desk at `path`, brought up to date if need be. See `Store.open`."""
    renew(path, tick)
    return Store.open(path, today, tick)
