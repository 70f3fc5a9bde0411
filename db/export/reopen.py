"""A view from the sidecar of an export: what was seen when the file was written."""

import sqlite3
from pathlib import Path

from db.errors import DeskError
from db.export.json import desk_hash
from db.export.pick import DIMENSION
from db.export.sidecar import SUFFIX, Told
from db.snapshot import Snapshot
from db.views import View, as_told


def reopened(told: Told, path: Path, snapshot: Snapshot) -> View:
    """Return the view that the sidecar at `path` tells of, in the desk that `snapshot` shows.

    Its rows, where they were those selected, are its selection. What the desk no longer has is
    `missing` from it. Raises: DeskError for a sidecar of another desk, or one that cannot be shown.
    """
    desk = snapshot.desk
    if told.desk_uid != desk.uid:
        raise DeskError(
            f"{path}: this was written from the desk “{told.desk_title}”, and the one open is "
            f"“{desk.title}”. Open that desk first, then this file"
        )
    view = View(uid="", name=path.name.removesuffix(SUFFIX))
    picked = {f"{DIMENSION[told.table]}s": list(told.uids)} if told.kind == "selected" else {}
    try:
        return as_told(view, {"query": dict(told.query), "selection": picked}, snapshot)
    except ValueError as error:
        raise DeskError(f"{path}: its view cannot be shown here: {error}") from error


def changed_since(told: Told, connection: sqlite3.Connection) -> bool:
    """Return whether the desk behind `connection` is other than it was. Reads all of it."""
    return told.made.desk_hash != desk_hash(connection)
