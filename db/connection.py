"""Opens SQLite the one way this program does: for readers, for the writer, for the gate."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Final, Literal

from db.errors import DISK_FULL, DeskBusy, DeskError, DeskFull, DeskReadOnly, DeskUnusable

APPLICATION_ID: Final = 0x43524F53
"""'CROS', at byte 68 of every desk file."""
SCHEMA_VERSION: Final = 2
"""The newest `user_version` this program knows."""

SETTINGS: Final = {
    "foreign_keys": 1,
    "recursive_triggers": 0,
    "trusted_schema": 1,  # checks and views call JSON; the gate has compared the whole schema first
    "secure_delete": 1,
    "cell_size_check": 1,
    "busy_timeout": 5000,
    "temp_store": 2,
}
"""What every connection to a desk of ours is set to, and asked whether it is."""
_FULL, _EXTRA = 2, 3
_TURN: Final = 5  # milliseconds


def read(path: Path, *, immutable: bool = False, handed_over: bool = False) -> sqlite3.Connection:
    """Return a connection that reads. Whoever opens it closes it. See `connect`.

    `immutable` is for a desk in a folder that may not be written and without a -wal: SQLite
    then makes no files beside it. Otherwise it opens the file as a writer would, so that the
    last to close leaves no -wal behind, and refuses to write by `query_only`.
    """
    options = "mode=ro&immutable=1" if immutable else "mode=rw"
    connection = connect(path, options, handed_over=handed_over)
    try:
        _set(connection, {**SETTINGS, "synchronous": _FULL, "query_only": 1})
    except BaseException:
        connection.close()
        raise
    return connection


def write(path: Path, mounts: str | None = None) -> sqlite3.Connection:
    """Return the connection that writes. It has no transaction of its own accord.

    WAL with a full sync; where WAL cannot be had or, by the table of `mounts`, not be trusted,
    DELETE with an extra one.
    """
    connection = connect(path, "mode=rw")
    try:
        _set(connection, SETTINGS)
        _journal(connection, remote=on_network(path, mounts))
    except BaseException:
        connection.close()
        raise
    return connection


def build(path: Path) -> sqlite3.Connection:
    """Return a connection that writes to a file which nobody else has seen yet.

    It keeps what it needs to go back in memory and waits for no disk: where anything fails, the
    file is thrown away, and who goes on with it opens it by `write` and syncs it first.
    """
    connection = connect(path, "mode=rw")
    try:
        connection.execute("PRAGMA journal_mode = MEMORY").fetchall()
        _set(connection, {**SETTINGS, "synchronous": 0})
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path, options: str, *, handed_over: bool = False) -> sqlite3.Connection:
    """Return a bare connection: quoted address, nothing set, nothing begun.

    One that is `handed_over` may be used by another thread than the one that opened it, which
    then leaves it alone.
    """
    address = f"{path.absolute().as_uri()}?{options}"
    thread = not handed_over
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=thread)


def journal(connection: sqlite3.Connection) -> str:
    """Return how the desk is written to: "wal", where readers keep no writer waiting, or other."""
    return connection.execute("PRAGMA journal_mode").fetchone()[0]


def begin(connection: sqlite3.Connection) -> None:
    """Begin to write; whoever writes now is waited for, as long as `busy_timeout` says.

    Left to itself SQLite looks ever more seldom whether it is its turn: of several who write
    without a pause, who has waited long would wait longer still. So each wait is a short one.
    """
    patience = SETTINGS["busy_timeout"]
    ends = monotonic() + patience / 1000
    connection.execute(f"PRAGMA busy_timeout = {min(_TURN, patience)}").fetchall()
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > ends:
                    raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}").fetchall()


def refuse_open(path: Path) -> None:
    """Raise DeskBusy when somebody has the desk at `path` open: it must not be replaced then."""
    file = path.resolve()
    if file.with_name(f"{file.name}-wal").exists():
        raise DeskBusy(f"{path}: a -wal file stands beside it. Close the window that has it open")


def on_network(path: Path, mounts: str | None = None) -> bool:
    """Return whether `path` lies on a file system whose locks WAL must not be left to.

    `mounts` is the system's table of mounts; where it has none, the answer is no.
    """
    if mounts is None:
        table = Path("/proc/self/mounts")
        mounts = table.read_text("utf-8", "replace") if table.exists() else ""
    place = path.resolve()
    over = ("", "")
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if place.is_relative_to(point) and len(point) >= len(over[0]):
            over = (point, kind)
    return over[1].startswith(("nfs", "cifs", "smb", "fuse", "9p"))


@contextmanager
def one_state(connection: sqlite3.Connection) -> Generator[None]:
    """Let all that is read in here be of one state of the desk, whoever writes to it meanwhile.

    Where the connection is in a transaction already, it is of the state which that one sees.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:  # SQLite ends it itself where the disk fails
            connection.execute("ROLLBACK")


@contextmanager
def as_desk_errors(path: Path) -> Generator[None]:
    """Turn what SQLite says about the file into what a person can act on; all else rises."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        told = _told(error, path)
        if told is None:
            raise
        raise told from error


_Kind = Literal["busy", "full", "read_only", "damaged"]
_WORDS: Final[dict[_Kind, str]] = {
    "busy": "another window or program is saving. Nothing is lost: try again in a moment",
    "full": DISK_FULL,
    "read_only": "the file or its folder may only be read. Copy it to a folder of yours",
    "damaged": "the file is damaged. It was left as it is: open an older copy",
}
_BY_CODE: Final[dict[int, _Kind]] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_FORMAT: "damaged",
}


_ERRORS: Final[dict[_Kind, type[DeskError]]] = {
    "busy": DeskBusy,
    "full": DeskFull,
    "read_only": DeskReadOnly,
}


def _told(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> DeskError | None:
    code = getattr(error, "sqlite_errorcode", None)
    kind = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
    if kind == "damaged" or isinstance(error, UnicodeDecodeError):
        return DeskUnusable("damaged", path, _WORDS["damaged"])
    return kind and _ERRORS[kind](f"{path}: {_WORDS[kind]}")


def _journal(connection: sqlite3.Connection, *, remote: bool) -> None:
    wanted = "DELETE" if remote else "WAL"
    (mode,) = connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    if mode == "wal":
        _set(connection, {"synchronous": _FULL})
        return
    connection.execute("PRAGMA journal_mode = DELETE").fetchall()  # WAL would persist in the file
    _set(connection, {"synchronous": _EXTRA})


def _set(connection: sqlite3.Connection, settings: dict[str, int]) -> None:
    for name, value in settings.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        (held,) = connection.execute(f"PRAGMA {name}").fetchone()
        if held != value:
            raise RuntimeError(f"SQLite keeps {name} at {held}, not {value}")
