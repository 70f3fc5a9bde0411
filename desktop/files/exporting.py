"""Writes what is seen beside the work on the desk, and once more when asked again."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from db.connection import as_desk_errors
from db.errors import DeskError
from db.export.files import Wanted, write_wanted
from db.export.pick import KINDS, Kind, Shown, lit
from db.export.sidecar import Written
from db.progress import Tick
from db.store import Store
from desktop import errors
from desktop.jobs import Work
from desktop.show import tr
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.window import MainWindow


def shown(workspace: Workspace) -> Shown:
    """Return what there is to be exported of what the workspace shows."""
    frame, store = workspace.frame, workspace.store
    filtered = bool(frame.query.filters)
    return Shown(
        query=frame.query,
        snapshot=frame.snapshot,
        whole=store.snapshot(frame.query.whole()) if filtered else frame.snapshot,
        lit=lit(frame.selection, frame.snapshot, frame.highlight),
        related=frame.snapshot.records.related(),
    )


def there(what: Shown) -> Mapping[Kind, bool]:
    """Return of which kinds of rows there are any."""
    selected, filtered = any(what.lit.values()), bool(what.query.filters)
    return {"selected": selected, "filtered": filtered, "all": True}


def begin(
    workspace: Workspace,
    wanted: Wanted,
    done: Callable[[tuple[Written, ...]], None],
    failed: Callable[[DeskError], None],
) -> Work:
    """Write what is wanted in a reader with a connection of its own."""
    names = ", ".join(path.name for path in wanted.paths.values())
    work = partial(_written, workspace.store, wanted)
    return workspace.jobs.read(tr("Writing {files}").format(files=names), work, done, failed)


def told(files: tuple[Written, ...]) -> str:
    """Return what to say of files that were written."""
    names = ", ".join(str(file.path) for file in files)
    rows = sum(file.rows for file in files)
    return tr("%n row(s) written to {files}", rows).format(files=names)


def again(window: "MainWindow") -> None:
    """Write what is seen by now to the files written last, with their tables and format.

    The rows are those the dialog would offer first: what is lit, else what is filtered, else all.
    """
    window.workspace.settle()  # the keys may be quicker than the turn of the last wish
    what, last = shown(window.workspace), window.exported
    if last is None:
        window.export()
        return
    kinds = there(what)
    kind = next(kind for kind in KINDS if kinds[kind])
    wanted = replace(last, shown=what, kind=kind, now=datetime.now(UTC))

    def done(files: tuple[Written, ...]) -> None:
        window.status.say(told(files))

    def failed(error: DeskError) -> None:
        errors.tell(error, window)

    begin(window.workspace, wanted, done, failed)


def _written(store: Store, wanted: Wanted, tick: Tick) -> tuple[Written, ...]:
    with as_desk_errors(store.path), closing(store.beside()) as own:
        return write_wanted(wanted, own, tick)
