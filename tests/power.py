"""A machine whose power goes: SQLite writes its files through it, and it knows what was synced.

What a file was written since its last sync may be there when the power is back, or not, or be torn
between sectors; a file that was deleted may be there again until the next sync. A disk that does
not keep what it was told to sync is another matter.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import apsw

_SECTOR: Final = 512


@dataclass(slots=True)
class _File:
    """What is safe of a file; what was written since, and where: None cuts it off there."""

    synced: bytearray
    since: list[tuple[int, bytes | None]] = field(default_factory=list[tuple[int, bytes | None]])

    def sync(self) -> None:
        for at, data in self.since:
            _put(self.synced, at, data)
        self.since.clear()

    def left(self, rnd: random.Random, *, nothing: bool) -> bytes:
        """Return what a reader finds after a cut; `nothing` of what was not synced, or some."""
        image = bytearray(self.synced)
        for at, data in () if nothing else self.since:
            fate = rnd.random()
            if fate < 0.5:
                ends = rnd.randrange(0, len(data) + 1, _SECTOR) if data and fate < 0.2 else None
                _put(image, at, data and data[:ends])
        return bytes(image)


def _put(image: bytearray, at: int, data: bytes | None) -> None:
    image.extend(bytes(max(0, at - len(image))))
    if data is None:
        del image[at:]
    else:
        image[at : at + len(data)] = data


class Machine(apsw.VFS):
    """Where the power goes at a chosen one of the operations that change a file.

    `on` says whether it still is. Who writes goes on, and nothing of it reaches the disk.
    """

    NAME: Final = "power"

    def __init__(self) -> None:
        super().__init__(self.NAME, "")
        self.start(0)

    def start(self, cut_at: int) -> None:
        """Begin anew with no files, to go off at the operation of that number."""
        self.files: dict[str, _File] = {}
        self._deleted: dict[str, _File] = {}
        self._left = cut_at
        self.on = True

    def leave(self, folder: Path, rnd: random.Random) -> None:
        """Write into a folder what is found when the power is back."""
        nothing = rnd.random() < 0.5
        found = {name: file for name, file in self._deleted.items() if rnd.random() < 0.5}
        for name, file in (self.files | found).items():
            (folder / Path(name).name).write_bytes(file.left(rnd, nothing=nothing))

    def written(self, name: str, at: int, data: bytes | None) -> None:
        """Note what was written to a file."""
        if self.on:
            self.files[name].since.append((at, data))
            self._tick()

    def synced(self, name: str) -> None:
        """Note that a file is safe, and with it that others were deleted."""
        if self.on:
            self.files[name].sync()
            self._deleted.clear()
            self._tick()

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> "_Open":
        path = name.filename() if isinstance(name, apsw.URIFilename) else name or ""
        if self.on and path not in self.files:
            there = Path(path).read_bytes() if Path(path).is_file() else b""
            self.files[path] = _File(bytearray(there))
        return _Open(self, path, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001
        super().xDelete(filename, syncdir)
        if self.on:
            self._deleted[filename] = self.files.pop(filename, _File(bytearray()))
            if syncdir:
                self._deleted.clear()
            self._tick()

    def _tick(self) -> None:
        self._left -= 1
        self.on = self._left > 0


class _Open(apsw.VFSFile):
    """An open file of a machine."""

    def __init__(
        self, machine: Machine, path: str, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        super().__init__("", name, flags)
        self._machine, self._path = machine, path

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._machine.written(self._path, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self._machine.written(self._path, newsize, None)

    def xSync(self, flags: int) -> None:
        self._machine.synced(self._path)


class Rows:
    """What a statement gave, as the cursor of `sqlite3` says it."""

    def __init__(self, connection: apsw.Connection, found: Iterator[Any]) -> None:
        self._found = found
        self.lastrowid = connection.last_insert_rowid()
        self.rowcount = connection.changes()

    def __iter__(self) -> Iterator[Any]:
        return self._found

    def fetchone(self) -> Any:
        return next(self._found, None)

    def fetchall(self) -> list[Any]:
        return list(self._found)


class Connection:
    """A connection of another SQLite that the program's own Writer can be handed.

    `sqlite3` cannot be told to write its files through a machine of ours.
    """

    def __init__(self, address: str, vfs: str | None = None) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
        self._connection = apsw.Connection(address, flags=flags, vfs=vfs)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, sql: str, values: Mapping[str, object] | tuple[object, ...] = ()) -> Rows:
        return Rows(self._connection, self._connection.execute(sql, values))  # pyright: ignore[reportArgumentType]

    def executemany(self, sql: str, rows: Iterable[Any]) -> Rows:
        return Rows(self._connection, self._connection.executemany(sql, rows))

    def close(self) -> None:
        self._connection.close(force=True)
