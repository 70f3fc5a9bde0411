"""The running program: the application, its theme and settings, a window on each open desk."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QApplication

from db.bundled import data_folder
from db.errors import DeskError, ExportError
from db.renew import open_renewed
from db.store import Store
from desktop import assets, errors, faults
from desktop.jobs import Jobs
from desktop.opening import Opening
from desktop.recent import recents, told_apart
from desktop.settings import Settings
from desktop.shell.loading import Loading
from desktop.shell.placing import keep_on_screen
from desktop.shell.welcome import Card
from desktop.show import tr
from desktop.theme import Mode, Theme
from desktop.timing import Stopwatch
from desktop.window import MainWindow
from desktop.workspace import Workspace

LARGE = 8_000_000
"""From how many bytes on a desk is read beside the window: some 5,000 claims, about a second."""
_STEP = QPoint(28, 28)
"""How far a window stands from the one it was opened from."""


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """A desk that is open: where its file lies, who reads it, the window that shows it."""

    path: Path
    store: Store
    window: MainWindow


class Program:
    """Holds the desks that are open, each in a window of its own, and opens others."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        sample: Callable[[], Path],
        mode: Mode | None = None,
    ) -> None:
        """Dress the application. `sample` gives the sample desk; `mode` overrules the settings."""
        self._application = application
        if QLocale().language() == QLocale.Language.C:  # which groups no digits
            QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        assets.add_fonts()
        self._settings = settings
        self._theme = Theme("light")
        self._opening = Opening(settings, sample, self.fetch, lambda: self.windows)
        self._jobs = Jobs()
        self._open: tuple[Open, ...] = ()
        self._shown = self._waited_for = False
        self._wear(mode or self._settings.mode)
        self._watch = errors.Watch(faults.Log(data_folder()), self._front)

    @property
    def windows(self) -> tuple[MainWindow, ...]:
        """The windows that are open, the oldest first."""
        return tuple(one.window for one in self._open)

    @property
    def window(self) -> MainWindow:
        """The window in front. Raises RuntimeError when none is open."""
        front = self._front()
        if front is None:
            raise RuntimeError("no desk was opened")
        return front

    def begin(self, paths: Sequence[Path], *, ask: bool = False) -> None:
        """Open the first windows: these desks and sidecars, else the last desk, else the sample.

        `ask` says whether there is somebody to be asked, and to be shown that a large desk takes
        its time. Raises: DeskError.
        """
        self._waited_for = ask
        self._opening.begin(paths, ask=ask)

    def open(self, path: Path, instead: MainWindow | None = None) -> MainWindow:
        """Return a window on the desk at `path`; one that is open already comes to the front.

        The window it is opened `instead` of is closed. Raises DeskError; then that one stays.
        """
        there = next((one for one in self._open if _same(one.path, path)), None)
        if there is not None:
            _raise(there.window)
            return there.window
        return self._place(open_renewed(path), path, instead)

    def fetch(
        self, path: Path, instead: MainWindow | None, then: Callable[[MainWindow], None]
    ) -> None:
        """Open a desk as `open` does, and call `then` with its window.

        A large one is read beside the windows that are open, while a small one says so. Raises
        DeskError; what goes wrong with a large desk is said over the window in front.
        """
        there = any(_same(one.path, path) for one in self._open)
        if there or not self._waited_for or _size(path) < LARGE:
            then(self.open(path, instead))
            return
        loading = Loading(path.name, self._theme)

        def done(store: Store) -> None:
            if reading.stopped:
                store.close()
                return
            then(self._place(store, path, instead))
            loading.close()  # after the other is there: the last to close ends the program

        def failed(error: DeskError) -> None:
            errors.tell(error, self._front())
            loading.close()

        work = partial(open_renewed, path, None)
        reading = self._jobs.read(loading.accessibleName(), work, done, failed)
        loading.follow(reading, self._jobs.moved)
        loading.called_off.connect(partial(self._jobs.stop, reading))
        loading.show()

    def _place(self, store: Store, path: Path, instead: MainWindow | None) -> MainWindow:
        """Return a window on an open desk, shown if the program shows windows."""
        window = MainWindow(Workspace(store), self._theme, self._settings, path.name, self._cards())
        self._connect(window)
        self._open = (*self._open, Open(path, store, window))
        self._name_windows()
        if self._shown:
            self._present(window, instead)
        return window

    def show(self) -> None:
        """Show every window as it was left; those opened from now on show at once."""
        self._shown = self._waited_for = True
        for window in self.windows:
            self._present(window, None)

    def run(self) -> int:
        """Show the windows until the last is closed."""
        self._watch.begin()
        self.show()
        return self._ended(self._application.exec())

    def draw(self, picture: Path, width: int, height: int) -> int:
        """Draw the window to a PNG file. Raises ExportError when it cannot be written."""
        window = self._sized(width, height)
        self._application.processEvents()  # what is laid out late, at its new size, is drawn too
        for panel in window.panels.values():
            panel.finish()
        drawn = window.grab()
        if not drawn.save(str(picture)):
            raise ExportError(f"{picture}: the picture could not be written. Is the folder there?")
        window.hide()
        return self._ended(0)

    def time(self, width: int, height: int) -> int:
        """Print how long the start and some gestures took, in milliseconds."""
        stopwatch = Stopwatch(self.window)
        self._sized(width, height)
        stopwatch.report()
        self.window.hide()
        return self._ended(0)

    def close(self) -> None:
        """Let go of the desks."""
        self._watch.end()
        self._jobs.close()
        for one in self._open:
            one.window.workspace.close()
            one.store.close()

    # -- windows ---------------------------------------------------------------------------------

    def _front(self) -> MainWindow | None:
        """Return the window with the focus; without one, that which was opened last."""
        active = (w for w in self.windows if w.isActiveWindow())
        return next(active, self.windows[-1] if self.windows else None)

    def _connect(self, window: MainWindow) -> None:
        self._opening.connect(window)
        window.forget_requested.connect(self._forget)
        window.theme_requested.connect(self._on_theme)
        window.log_requested.connect(partial(self._show_log, window))
        self._watch.logged.connect(window.status.show_faults)
        window.quit_requested.connect(self._application.closeAllWindows)
        window.closed.connect(partial(self._on_closed, window))

    def _present(self, window: MainWindow, instead: MainWindow | None) -> None:
        """Show a window; its desk is the one to open next time."""
        window.workspace.editing.watch()
        beside = next((w for w in reversed(self.windows) if w.isVisible()), None)
        if beside is not None:
            beside.keep()
        first = self._settings.bytes("geometry").isEmpty()
        window.restore()
        if first:
            keep_on_screen(window)
            window.share_out()
        elif beside is not None and instead is None:
            window.move(window.pos() + _STEP)
            keep_on_screen(window)
        window.show()
        path = next(one.path for one in self._open if one.window is window)
        self._settings.recent = (path, *self._settings.recent)
        self._list_recent()
        if instead is not None:  # after the other is there: the last to close ends the program
            instead.close()

    def _on_closed(self, window: MainWindow) -> None:
        closed = [one for one in self._open if one.window is window]
        self._open = tuple(one for one in self._open if one.window is not window)
        for one in closed:
            one.store.close()
            one.window.deleteLater()
        self._name_windows()

    def _name_windows(self) -> None:
        """Give each window the name of its desk, with its folder where two have one name."""
        names = told_apart(one.path for one in self._open)
        for one in self._open:
            one.window.call(names[one.path], one.path)

    def _list_recent(self) -> None:
        """List the desks that were open before on the page of each empty one."""
        found = recents(self._settings.recent)
        for one in self._open:
            others = [recent for recent in found if not _same(recent.path, one.path)]
            one.window.welcome.show_recent(others, one.window.files_requested.emit)

    def _forget(self) -> None:
        self._settings.recent = ()
        self._list_recent()

    def _cards(self) -> tuple[Card, ...]:
        return (
            Card(
                "waypoints",
                tr("Open the sample desk"),
                tr("Claims from public reports, to look around"),
                "",
                lambda: self.window.sample_requested.emit(),
            ),
            Card(
                "folder-open",
                tr("Open a desk"),
                tr("A desk file on this machine"),
                "Ctrl+O",
                lambda: self.window.open_requested.emit(),
            ),
        )

    def _sized(self, width: int, height: int) -> MainWindow:
        """Show the window at a size, in the layout of a first start."""
        window = self.window
        window.resize(width, height)
        window.show()
        window.share_out()
        return window

    def _ended(self, code: int) -> int:
        self.close()
        return code

    # -- the program -----------------------------------------------------------------------------

    def _show_log(self, window: MainWindow) -> None:
        log = self._watch.log
        said = tr("What went wrong, the newest at the end; nothing of any desk is in it. {file}")
        told = log.text() or tr("Nothing has gone wrong.")
        errors.Report(tr("Log of faults"), said.format(file=log.path), told, window).show()

    def _on_theme(self, mode: str) -> None:
        chosen: Mode | None = "light" if mode == "light" else "dark" if mode == "dark" else None
        self._settings.mode = chosen
        self._wear(chosen)

    def _wear(self, mode: Mode | None) -> None:
        """Dress in a theme; None follows the system, where it says anything."""
        dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._theme.wear(self._application, mode or ("dark" if dark else "light"))


def _same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    try:
        return os.path.samefile(one, other)  # noqa: PTH121  # either may be gone
    except OSError:
        return False


def _size(path: Path) -> int:
    """Return how many bytes a file has; none where there is no file."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _raise(window: MainWindow) -> None:
    """Bring a window to the front, also when it was made small."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
