"""What the user asks to be opened: asked for, opened, or refused in a sentence."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from db.errors import DeskError
from desktop import ask_file, errors
from desktop.settings import Settings
from desktop.show import tr
from desktop.window import MainWindow


class Opening:
    """Opens what a window asks for. `open_` opens a desk, in place of a window or beside it.

    Whatever cannot be opened is said over that window, which stays.
    """

    def __init__(
        self,
        settings: Settings,
        sample: Callable[[], Path],
        open_: Callable[[Path, MainWindow | None], MainWindow],
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

    def take(self, window: MainWindow, paths: Sequence[Path], *, beside: bool = False) -> None:
        """Open a file in place of a window, or beside it; several each in a window of its own."""
        instead = None if beside or len(paths) > 1 else window
        for path in paths:
            self._try(window, partial(self._open, path, instead))

    def _take_sample(self, window: MainWindow) -> None:
        self._try(window, lambda: self._open(self._sample(), window))

    def _choose(self, window: MainWindow, *, beside: bool = False) -> None:
        """Ask for files and open them."""
        title = tr("Open in a new window") if beside else tr("Open a desk")
        chosen = partial(self.take, window, beside=beside)
        ask_file.existing(title, desks(), self._settings.folder, window, chosen)

    def _name_new(self, window: MainWindow) -> None:
        """Ask where a new desk is to lie, make it there, empty, and open it."""
        proposed = self._settings.folder / tr("new.desk")
        ask_file.place(tr("New desk"), desks(), proposed, window, partial(self._make, window))

    def _make(self, window: MainWindow, path: Path, _kind: str) -> None:
        from db.new import make, nothing_yet  # not needed to start
        from db.writer import new_uid

        def made() -> None:
            now = datetime.now(UTC)
            make(path, nothing_yet(path, new_uid(now)), "Crosscheck", lambda: now)
            self._settings.folder = path.parent
            self._open(path, window)

        self._try(window, made)

    def _try(self, window: MainWindow, opened: Callable[[], object]) -> None:
        try:
            opened()
        except DeskError as error:
            errors.tell(error, self._over(window))

    def _over(self, window: MainWindow) -> MainWindow | None:
        """Return the window to say something over: it may have given its place to another."""
        there = self._windows()
        return window if window in there else next(reversed(there), None)


def desks() -> tuple[str, str]:
    """Return the kinds of files that are offered where a desk is asked for."""
    return tr("Desks (*.desk)"), tr("All files (*)")
