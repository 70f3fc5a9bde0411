"""What the user asks to be opened: asked for, opened, or refused in a sentence."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from db.errors import DeskError
from db.identity import uid_of
from desktop import errors
from desktop.files import ask as ask_file
from desktop.settings import Settings
from desktop.show import tr
from desktop.window import MainWindow

if TYPE_CHECKING:
    from db.export.sidecar import Told

Then = Callable[[MainWindow], None]
"""What is done with the window of a desk, once it is there."""
Open = Callable[[Path, MainWindow | None, Then], None]
"""Opens a desk, in place of a window where one is given."""


def _nothing(_: MainWindow) -> None:
    """Leave the window as it is."""


class DeskElsewhere(DeskError):
    """The desk that a sidecar was written from is neither open nor among the recent ones."""

    def __init__(self, sidecar: Path, told: "Told") -> None:
        super().__init__(
            f"{sidecar}: this was written from the desk “{told.desk_title}”, which is neither open "
            "nor among the recent ones. Open that desk first, then this file"
        )
        self.sidecar, self.told = sidecar, told


class Opening:
    """Opens desks, and the views that sidecars of exports tell of.

    Whatever cannot be opened is said over the window that asked for it, which stays.
    """

    def __init__(
        self,
        settings: Settings,
        sample: Callable[[], Path],
        open_: Open,
        windows: Callable[[], Sequence[MainWindow]],
    ) -> None:
        self._settings, self._sample, self._open, self._windows = settings, sample, open_, windows

    def connect(self, window: MainWindow) -> None:
        """Open what this window asks for from now on."""
        window.open_requested.connect(partial(self._choose, window))
        window.open_beside_requested.connect(partial(self._choose, window, beside=True))
        window.files_requested.connect(partial(self.take, window))
        window.sample_requested.connect(partial(self._take_sample, window))
        window.new_requested.connect(partial(self._name_new, window))

    def begin(self, paths: Sequence[Path], *, ask: bool) -> None:
        """Open the first windows: these files, else the last desk, else the sample.

        `ask` says whether there is somebody to ask where the desk of a sidecar lies. Raises:
        DeskError; a file that cannot be opened is not passed over.
        """
        unknown: list[DeskElsewhere] = []
        for path in paths:
            try:
                self.open(path, None)
            except DeskElsewhere as elsewhere:
                if not ask:
                    raise
                unknown.append(elsewhere)
        if len(unknown) == len(paths):
            stand_in = partial(self._ask_for_desks, unknown, stands_in=True)
            self._open(self._settings.last_desk or self._sample(), None, stand_in)
        elif unknown:
            self._ask_for_desks(unknown, self._windows()[0], stands_in=False)

    def open(self, path: Path, instead: MainWindow | None) -> None:
        """Open a desk, or the desk and the view that a sidecar tells of. Raises: DeskError."""
        if path.suffix != ".json":
            self._open(path, instead, _nothing)
            return
        from db.export.sidecar import read  # a start on a desk needs no export

        told = read(path)
        self._open(self._desk_of(path, told), instead, partial(self._show_view, path, told))

    def take(self, window: MainWindow, paths: Sequence[Path], *, beside: bool = False) -> None:
        """Open a file in place of a window, or beside it; several each in a window of its own."""
        instead = None if beside or len(paths) > 1 else window
        for path in paths:
            try:
                self.open(path, instead)
            except DeskElsewhere as elsewhere:
                self._ask_for_desk(window, elsewhere, instead)
            except DeskError as error:
                self._tell(window, error)

    def _take_sample(self, window: MainWindow) -> None:
        try:
            self._open(self._sample(), window, _nothing)
        except DeskError as error:
            self._tell(window, error)

    def _choose(self, window: MainWindow, *, beside: bool = False) -> None:
        """Ask for files and open them."""
        title = tr("Open in a new window") if beside else tr("Open a desk")
        from db.export.sidecar import SUFFIX

        sidecars = tr("Sidecars of exports (*{suffix})").format(suffix=SUFFIX)
        chosen = partial(self.take, window, beside=beside)
        ask_file.existing(
            title, (*ask_file.desks(), sidecars), self._settings.folder, window, chosen
        )

    def _name_new(self, window: MainWindow) -> None:
        """Ask where a new desk is to lie, make it there, empty, and open it."""
        proposed = self._settings.folder / tr("new.desk")
        ask_file.place(
            tr("New desk"), ask_file.desks(), proposed, window, partial(self._make, window)
        )

    def _make(self, window: MainWindow, path: Path, _kind: str) -> None:
        from db.new import make, nothing_yet  # not needed to start
        from db.uids import new_uid

        now = datetime.now(UTC)
        try:
            make(path, nothing_yet(path, new_uid(now)), "Crosscheck", lambda: now)
            self._settings.folder = path.parent
            self._open(path, window, _nothing)
        except DeskError as error:
            self._tell(window, error)

    # -- sidecars --------------------------------------------------------------------------------

    def _desk_of(self, sidecar: Path, told: "Told") -> Path:
        """Return where the desk lies that a sidecar was written from. Raises: DeskElsewhere."""
        for window in self._windows():
            if window.workspace.frame.snapshot.desk.uid == told.desk_uid:
                return window.workspace.store.path
        for path in self._settings.recent:
            if path.is_file() and _holds(path, told.desk_uid):
                return path
        raise DeskElsewhere(sidecar, told)

    def _ask_for_desks(
        self, unknown: Sequence[DeskElsewhere], window: MainWindow, *, stands_in: bool
    ) -> None:
        """Ask for the desks of sidecars over the first window, which may stand in for them."""
        for elsewhere in unknown:
            asked = partial(self._ask_for_desk, window, elsewhere, window if stands_in else None)
            QTimer.singleShot(0, window, asked)  # when the window is there to ask over

    def _ask_for_desk(
        self, window: MainWindow, elsewhere: DeskElsewhere, instead: MainWindow | None
    ) -> None:
        """Ask where the desk of a sidecar lies, and open both."""
        title = tr("Where is the desk “{desk}” that {file} was written from?").format(
            desk=elsewhere.told.desk_title, file=elsewhere.sidecar.name
        )
        found = partial(self._open_found, window, elsewhere, instead)
        ask_file.existing(title, ask_file.desks(), self._settings.folder, window, found)

    def _open_found(
        self,
        window: MainWindow,
        elsewhere: DeskElsewhere,
        instead: MainWindow | None,
        paths: tuple[Path, ...],
    ) -> None:
        told = elsewhere.told
        try:
            if uid_of(paths[0]) != told.desk_uid:
                raise DeskError(
                    f"{paths[0]}: this is not the desk “{told.desk_title}” that "
                    f"{elsewhere.sidecar} was written from. Open that one, then the file"
                )
            showing = partial(self._show_view, elsewhere.sidecar, told)
            self._open(paths[0], instead, showing)
        except DeskError as error:
            self._tell(window, error)

    def _show_view(self, sidecar: Path, told: "Told", window: MainWindow) -> None:
        """Show what was seen when a file was written; say what is missing, or has changed since."""
        from db.export.reopen import changed_since, reopened

        view = reopened(told, sidecar, window.workspace.frame.snapshot)
        window.show_view(view)
        if view.missing:
            missing = "\n".join(map(str, view.missing))
            self._tell(window, DeskError(f"{sidecar}: shown but for what is gone.\n{missing}"))

        def compared() -> bool:
            with closing(window.workspace.store.beside()) as connection:
                return changed_since(told, connection)

        def said(changed: bool) -> None:  # noqa: FBT001  # a job hands over what its work returned
            since = tr("the desk has changed since") if changed else tr("the desk is as it was")
            window.status.say(tr("The view of {file}; {since}").format(file=sidecar, since=since))

        window.workspace.jobs.read(
            tr("Comparing the desk with the file"),
            lambda _: compared(),
            said,
            partial(self._tell, window),
        )

    def _tell(self, window: MainWindow, error: DeskError) -> None:
        """Say it over the window that asked, or over the one that has its place by now."""
        there = self._windows()
        errors.tell(error, window if window in there else next(reversed(there), None))


def _holds(path: Path, uid: str) -> bool:
    """Whether the file at `path` holds that desk; one that cannot be opened does not."""
    try:
        return uid_of(path) == uid
    except DeskError:
        return False
