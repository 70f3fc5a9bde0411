"""The desk that comes with the program: made for its user at the first start, and kept up."""

import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from db import connection as sqlite
from db.connection import SCHEMA_VERSION
from db.exchange import MADE_FROM
from db.gate import Verdict, examined

State = Literal["made", "current", "rebuilt", "kept"]

SAID: Mapping[State, str] = {
    "made": "The bundled desk was made at {path}.",
    "current": "",
    "rebuilt": "The bundled desk was out of date and was made anew at {path}.",
    "kept": "The bundled desk at {path} comes from an older file; it holds edits and was kept.",
}
"""What a person is told of each state; nothing where nothing happened."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """Where the desk lies, and what was done about it."""

    path: Path
    state: State

    @property
    def said(self) -> str:
        """What to tell, empty for nothing."""
        return SAID[self.state].format(path=self.path)


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder where the user's desks lie; it may not be there yet."""
    given = Path(environment.get("XDG_DATA_HOME", ""))
    base = given if given.is_absolute() else Path.home() / ".local" / "share"
    return base / "crosscheck"


def bundled(folder: Path, name: str, data: bytes, now: Callable[[], datetime]) -> Bundled:
    """Return the desk `name` in `folder`, made from `data`, its exchange file, where need be.

    One made from another file is made anew if nobody has edited it, and kept if somebody has.
    Raises: DeskError.
    """
    path = folder / f"{name}.desk"
    state = _state(path, hashlib.sha256(data).hexdigest())
    if state in ("made", "rebuilt"):
        from db.ingest.exchange import parse  # a start on a desk that is there needs neither
        from db.new import make_from

        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_from(path, parse(data, Path(f"{name}.json")), "Crosscheck", now)
    return Bundled(path, state)


def _state(path: Path, digest: str) -> State:
    if not path.exists():
        return "made"
    verdict = examined(path, older=True)
    made_from, edits = _origin(verdict)
    newest = verdict.version == SCHEMA_VERSION
    if made_from == digest and (newest or edits > 1):
        return "current"
    open_elsewhere = path.with_name(f"{path.name}-wal").exists()
    return "kept" if edits > 1 or open_elsewhere or not verdict.writable else "rebuilt"


def _origin(verdict: Verdict) -> tuple[str, int]:
    """Return the hash of the file the desk was made from, and how often it was written to."""
    path = verdict.path
    with (
        sqlite.as_desk_errors(path),
        closing(sqlite.read(path, immutable=verdict.immutable)) as connection,
    ):
        return connection.execute(
            """SELECT coalesce((SELECT value FROM meta WHERE key = :made_from), ''),
            (SELECT count(*) FROM txn)""",
            {"made_from": MADE_FROM},
        ).fetchone()
