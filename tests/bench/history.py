"""What the history of a large import costs: `make bench`, or tests/bench/history.py [CLAIMS].

A fictional desk is written in the exchange form and brought into a new desk: once as always, once
with nothing of it written down.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

from db import search
from db.export.json import export
from db.export.write import write
from db.gate import reading
from db.history.triggers import unlogged
from db.ingest.exchange import Import, read
from db.new import make, make_from
from db.synthesise.desk import Synthesis
from db.writer import Edit

if TYPE_CHECKING:
    from sqlite_utils import Database

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Untold:
    """An import of which the history says no more than that it was."""

    edit: Import
    label: str = "import, untold"

    def apply(self, db: "Database", now: str) -> None:
        """Write it down nowhere but in the desk."""
        with unlogged(db.conn):
            self.edit.apply(db, now)
        search.fill(db.conn)
        db.execute("UPDATE meta SET value = value || '.' WHERE key = 'title'")


def main() -> None:
    """Print seconds and bytes of both, and how many times more the history takes."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        desk, file = here / "valley.desk", here / "valley.json"
        _made(desk, Synthesis(claims, 1))
        with reading(desk) as connection:
            write(file, export(connection))
        print(f"import of {claims:,} claims, {file.stat().st_size / 1e6:.0f} MB of JSON")
        edit, parsing = _timed(lambda: read(file))
        print(f"{'reading':14} {parsing:6.1f} s")
        bare, told = here / "bare.desk", here / "told.desk"
        _, without = _timed(lambda: _made(bare, Untold(edit)))
        _, with_it = _timed(lambda: _from_file(told, edit))
        sizes = [path.stat().st_size / 1e6 for path in (bare, told)]
        print(f"{'without':14} {without:6.1f} s {sizes[0]:7.0f} MB")
        print(f"{'with history':14} {with_it:6.1f} s {sizes[1]:7.0f} MB")
        times = (parsing + with_it) / (parsing + without)
        print(f"{'times':14} {times:6.2f}   {sizes[1] / sizes[0]:7.2f}")
        print(f"{'in all':14} {parsing + with_it:6.1f} s")


def _made(path: Path, edit: Edit) -> None:
    make(path, edit, "bench", lambda: datetime.now(UTC))


def _from_file(path: Path, edit: Import) -> None:
    make_from(path, edit, "bench", lambda: datetime.now(UTC))


def _timed(do: Callable[[], Done]) -> tuple[Done, float]:
    began = perf_counter()
    done = do()
    return done, perf_counter() - began


if __name__ == "__main__":
    main()
