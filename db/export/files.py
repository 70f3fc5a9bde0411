"""Writes extracts, each with its sidecar: all of them, or none."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

from db.export import Format
from db.export.extract import Extract
from db.export.json import desk_hash
from db.export.sidecar import beside, sidecar
from db.export.write import write_together


def save(
    extracts: Mapping[Path, Extract],
    form: Format,
    connection: sqlite3.Connection,
    now: datetime,
) -> None:
    """Write each extract to its path and its sidecar beside it. `connection` reads their desk.

    Raises: ExportError; whatever stood there before still does.
    """
    made_from = desk_hash(connection)
    files: dict[Path, bytes] = {}
    for path, extract in extracts.items():
        data = BytesIO()
        form.write(extract, data)
        files[path] = data.getvalue()
        files[beside(path)] = sidecar(extract, path.name, files[path], made_from, now)
    write_together(files)
