"""The running program: the application, its theme and settings, the window on a desk."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from db.bundled import data_folder
from db.errors import DeskError, ExportError
from db.store import Store
from desktop import assets, errors, faults
from desktop.settings import Settings
from desktop.show import tr
from desktop.theme import Mode, Theme
from desktop.timing import Stopwatch
from desktop.welcome import Card
from desktop.window import MainWindow
from desktop.workspace import Workspace


class Program:
    """Holds the window that is open, and opens another on another desk."""

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
        self._sample = sample
        self._window: MainWindow | None = None
        self._store: Store | None = None
        self._path: Path | None = None
        self._wear(mode or self._settings.mode)
        self._watch = errors.Watch(faults.Log(data_folder()), lambda: self._window)

    @property
    def window(self) -> MainWindow:
        """The window that is open. Raises RuntimeError when none is."""
        if self._window is None:
            raise RuntimeError("no desk was opened")
        return self._window

    def open(self, path: Path) -> None:
        """Open a window on the desk at `path`, in place of the one that is open.

        Raises DeskError; then the window that was open stays.
        """
        store = Store.open(path)
        old_window, old_store = self._window, self._store
        window = MainWindow(Workspace(store), self._theme, self._settings, path.name, self._cards())
        window.open_requested.connect(self._choose)
        window.sample_requested.connect(lambda: self._try(self._sample))
        window.theme_requested.connect(self._on_theme)
        window.log_requested.connect(self._show_log)
        self._watch.logged.connect(window.status.show_faults)
        window.quit_requested.connect(self._application.closeAllWindows)
        self._window, self._store, self._path = window, store, path
        if old_window is not None and old_store is not None:
            old_window.keep()
            window.restore()
            self._present()  # before the other closes: the last window to close ends the program
            old_window.close()
            old_window.deleteLater()
            old_store.close()

    def run(self) -> int:
        """Show the window until it is closed."""
        self._watch.begin()
        self.window.restore()
        self._present()
        return self._ended(self._application.exec())

    def draw(self, picture: Path, width: int, height: int) -> int:
        """Draw the window to a PNG file. Raises ExportError when it cannot be written."""
        window = self._sized(width, height)
        self._application.processEvents()  # what is laid out late, at its new size, is drawn too
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
        """Let go of the desk."""
        self._watch.end()
        if self._store is not None:
            self._store.close()

    def _show_log(self) -> None:
        log = self._watch.log
        said = tr("What went wrong, the newest at the end; nothing of any desk is in it. {file}")
        told = log.text() or tr("Nothing has gone wrong.")
        errors.Report(tr("Log of faults"), said.format(file=log.path), told, self._window).show()

    def _ended(self, code: int) -> int:
        self.close()
        return code

    def _present(self) -> None:
        """Show the window; its desk is the one to open next time."""
        self.window.show()
        if self._path is not None:
            self._settings.last_desk = self._path

    def _sized(self, width: int, height: int) -> MainWindow:
        """Show the window at a size, in the layout of a first start."""
        window = self.window
        window.resize(width, height)
        window.show()
        window.share_out()
        return window

    def _cards(self) -> tuple[Card, ...]:
        return (
            Card(
                "waypoints",
                tr("Open the sample desk"),
                tr("Claims from public reports, to look around"),
                "",
                lambda: self._try(self._sample),
            ),
            Card(
                "folder-open",
                tr("Open a desk"),
                tr("A desk file on this machine"),
                "Ctrl+O",
                self._choose,
            ),
        )

    def _choose(self) -> None:
        """Ask for a desk file and open it."""
        title, kinds = tr("Open a desk"), tr("Desks (*.desk);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(
            self._window, title, str(self._settings.folder), kinds
        )
        if name:
            self._try(lambda: Path(name))

    def _try(self, path: Callable[[], Path]) -> None:
        """Open a desk, or say why it cannot be opened and keep the window that is there."""
        try:
            self.open(path())
        except DeskError as error:
            errors.tell(error, self._window)

    def _on_theme(self, mode: str) -> None:
        chosen: Mode | None = "light" if mode == "light" else "dark" if mode == "dark" else None
        self._settings.mode = chosen
        self._wear(chosen)

    def _wear(self, mode: Mode | None) -> None:
        """Dress in a theme; None follows the system, where it says anything."""
        dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._theme.wear(self._application, mode or ("dark" if dark else "light"))
