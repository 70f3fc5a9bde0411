"""Which desk a file holds."""

from contextlib import closing
from pathlib import Path

from db import connection as sqlite
from db.gate import examined


def uid_of(path: Path) -> str:
    """Return the uid of the desk at `path`; a copy of a desk has the same. Raises: DeskError."""
    verdict = examined(path, older=True)
    with (
        sqlite.as_desk_errors(path),
        closing(sqlite.read(path, immutable=verdict.immutable)) as connection,
    ):
        found = connection.execute("SELECT value FROM meta WHERE key = 'desk_uid'").fetchone()
    return found[0] if found else ""
