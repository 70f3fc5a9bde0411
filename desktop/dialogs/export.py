"""Asks which rows of what is seen go into which files, and writes them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import DeskError
from db.export import in_format
from db.export.columns import TABLES, TableId
from db.export.extract import uncounted
from db.export.files import Wanted
from db.export.pick import KINDS, Kind, kind_of, passed_over, picked
from db.export.sidecar import Written
from desktop import show
from desktop.dialogs.choices import Note
from desktop.dialogs.export_choices import FileChoice, FormatChoice, RowChoice, TableChoice
from desktop.files import ask as ask_file
from desktop.files import exporting
from desktop.jobs import Work
from desktop.settings import Settings
from desktop.shell.work_bar import SHOWN_AFTER
from desktop.show import tr
from desktop.theme import Theme
from desktop.words import exports as export_words
from desktop.workspace import Workspace

_WIDTH = 560
_TOP = Qt.AlignmentFlag.AlignTop


class ExportDialog(QDialog):
    """Exports what the workspace shows when it opens. It keeps the folder and the format.

    `told` carries what to say of the files when they are written, `exported` what they were.
    """

    told = Signal(str)
    exported = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._frame, self._settings = workspace, workspace.frame, settings
        self._theme, self._shown = theme, exporting.shown(workspace)
        self._uncounted = uncounted(workspace.store.connection)
        self._work: Work | None = None
        self._wanted: Wanted | None = None
        self._named = False
        """Whether the file's name is the user's own: then only its ending follows the choices."""
        self.written: tuple[Path, ...] = ()
        """The files that were written, sidecars not among them."""
        self._row_choice = self._rows_to_choose()
        self._table_choice = TableChoice(theme)
        self._format_choice = FormatChoice(settings.file_format, theme)
        self._file_choice = FileChoice()
        self.rows, self.formats = self._row_choice.buttons, self._format_choice.buttons
        self.tables, self.counts = self._table_choice.boxes, self._table_choice.counts
        self.promise = self._format_choice.promise
        self.name, self.choose = self._file_choice.name, self._file_choice.choose
        self.left_out = Note("Warning", theme)
        self.also = show.label(wrap=True)
        self.replaced = Note("Warning", theme)
        self.failed = Note("Failed", theme)
        self.cancel = QPushButton(tr("Cancel"))
        self.go = QPushButton()
        self._lay_out()
        self._connect()
        self._draw()

    @property
    def kind(self) -> Kind:
        """The kind of rows that is chosen."""
        return self._row_choice.chosen

    @property
    def paths(self) -> dict[TableId, Path]:
        """Where each ticked table will be written; several have their names behind the file's."""
        typed, form = Path(self.name.text().strip()).expanduser(), self._format_choice.chosen
        if not typed.name:
            return {}
        path = in_format(self._settings.folder / typed, form)
        ticked = self._table_choice.chosen
        if len(ticked) == 1:
            return dict.fromkeys(ticked, path)
        end = form.suffix if path.name.endswith(form.suffix) else path.suffix
        stem = path.name.removesuffix(end)
        for table in TABLES:
            stem = stem.removesuffix(f"-{table}")
        return {table: path.with_name(f"{stem}-{table}{end}") for table in ticked}

    @property
    def wanted(self) -> Wanted:
        """All that is to be written, in plain values."""
        form, now = self._format_choice.chosen, datetime.now(UTC)
        return Wanted(self.paths, self._shown, self.kind, form, now)

    # -- what is asked for -------------------------------------------------------------------------

    def _on_named(self) -> None:
        self._named = True
        self._draw()

    def _on_format(self) -> None:
        """Let the ending of the name say which format it is, the user's own name or not."""
        if self.name.text().strip():
            named = in_format(Path(self.name.text().strip()), self._format_choice.chosen)
            self.name.setText(str(named))
        self._draw()

    def _on_choose(self) -> None:
        """Let the user look for a folder and a name; the system asks before one is replaced."""
        now = self._settings.folder / self.name.text()
        ending = self._format_choice.chosen.suffix.rpartition(".")[2]
        kinds = tr("{kind} files (*.{ending})").format(kind=ending.upper(), ending=ending)
        ask_file.place(tr("Export to"), (kinds,), now, self, self._on_chosen)

    def _on_chosen(self, path: Path, _kind: str) -> None:
        self.name.setText(str(path))
        self._on_named()

    def _on_export(self) -> None:
        """Write the files beside; the dialog goes when that takes long, and comes back if it fails.

        So the desk can be worked on meanwhile, and the window says how far it is.
        """
        self.go.setEnabled(False)
        self._wanted = self.wanted
        jobs = self._workspace.jobs
        self._work = exporting.begin(
            self._workspace, self._wanted, self._on_written, self._on_failed
        )
        jobs.moved.connect(self._on_moved)

    def _on_moved(self) -> None:
        """Make room after a while; go for good when the work was called off."""
        work = self._work
        if work is None:
            return
        if work not in self._workspace.jobs.under_way and work.stopped:
            super().reject()
        elif work.age >= SHOWN_AFTER:
            self.hide()

    def reject(self) -> None:
        """Close; what is being written is called off, and nothing of it is left."""
        if self._work is not None:
            self._workspace.jobs.stop(self._work)
        super().reject()

    def _on_failed(self, error: DeskError) -> None:
        """Say why the files cannot be written, and let something else be chosen."""
        self._work = None
        self.failed.say(tr("Nothing was written"), str(error))
        self.go.setEnabled(True)
        self._fit()
        self.open()

    def _on_written(self, files: tuple[Written, ...]) -> None:
        """Say what was written, keep what was chosen, and close."""
        self.written = tuple(file.path for file in files)
        self._settings.folder = self.written[0].parent
        self._settings.file_format = self._format_choice.chosen.id
        self.exported.emit(self._wanted)
        self.told.emit(exporting.told(files))
        self.accept()

    # -- what it looks like ------------------------------------------------------------------------

    def _draw(self) -> None:
        """Say what the present choices come to."""
        if not self._named:
            self.name.setText(self._proposed())
        for table, label in self.counts.items():
            label.setText(export_words.table_rows(table, self.kind, self._shown))
        paths = self.paths
        n = sum(len(self._rows(table)) for table in paths)
        self.go.setText(tr("Export %n row(s)", n))
        self.go.setEnabled(n > 0)
        self._say_left_out()
        there = [path.name for path in paths.values() if path.exists()]
        kept = tr("{files} gives way only when the new one is whole.").format(
            files=", ".join(there)
        )
        self.replaced.say(tr("There already, and will be replaced"), kept if there else "")
        self.also.setText(
            export_words.which_files(paths, self.name.text().strip()) or self._missing()
        )
        self.failed.hide()
        self._fit()

    def _missing(self) -> str:
        return tr("Name a file.") if self._table_choice.chosen else tr("Tick a table.")

    def _rows(self, table: TableId) -> list[tuple[int, int]]:
        return picked(table, self._shown, kind_of(table, self._shown, self.kind))

    def _proposed(self) -> str:
        stem = export_words.file_stem(self.kind, self._frame)
        ticked, form = self._table_choice.chosen, self._format_choice.chosen
        return "-".join([stem, *(ticked if len(ticked) == 1 else ())]) + form.suffix

    def _say_left_out(self) -> None:
        """Say what the ticked tables leave out, and why; nothing where they hold everything."""
        missed: dict[TableId, Mapping[str, int]] = {
            table: why
            for table in self._table_choice.chosen
            if any((why := self._missed(table)).values())
        }
        counts = [export_words.counted(table, sum(why.values())) for table, why in missed.items()]
        title = tr("Left out: {what}").format(what=", ".join(counts))
        self.left_out.say(
            title, export_words.left_out(missed, named=len(self._table_choice.chosen) > 1)
        )

    def _missed(self, table: TableId) -> Mapping[str, int]:
        kind = kind_of(table, self._shown, self.kind)
        more = self._uncounted if table == "claims" else {}
        return passed_over(table, self._shown, kind) | more

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("Export"))
        title = show.label(tr("Export"))
        title.setFont(self._theme.font("title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(0)
        column.addWidget(title)
        column.addSpacing(2)
        column.addWidget(_quiet(tr("What is on screen, same rows, same order.")))
        column.addSpacing(18)
        column.addLayout(self._choices())
        notes = QVBoxLayout()
        notes.setContentsMargins(0, 14, 0, 12)
        notes.setSpacing(12)
        notes.addWidget(self.left_out)
        notes.addWidget(self.replaced)
        notes.addWidget(self.failed)
        column.addLayout(notes)
        self.also.setObjectName("Note")
        self.also.setFont(self._theme.font("small"))
        column.addWidget(self.also)
        column.addSpacing(16)
        column.addLayout(self._buttons())
        self.go.setFocus()

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnMinimumWidth(0, 76)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(16)
        parts = (
            (tr("Rows"), self._row_choice),
            (tr("Tables"), self._table_choice),
            (tr("Format"), self._format_choice),
            (tr("File"), self._file_choice),
        )
        for n, (name, part) in enumerate(parts):
            label = show.label(name)
            label.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(label, n, 0, _TOP)
            grid.addWidget(part, n, 1)
        return grid

    def _rows_to_choose(self) -> RowChoice:
        notes: dict[Kind, str] = {
            kind: export_words.rows(kind, self._frame, self._shown) for kind in KINDS
        }
        return RowChoice(notes, exporting.there(self._shown), self._theme)

    def _buttons(self) -> QHBoxLayout:
        self.cancel.setAutoDefault(False)
        self.go.setProperty("primary", True)  # noqa: FBT003  # as Qt has it
        self.go.setDefault(True)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.go)
        return line

    def _connect(self) -> None:
        self._row_choice.changed.connect(self._draw)
        self._table_choice.changed.connect(self._draw)
        self._format_choice.changed.connect(self._on_format)
        self.name.textEdited.connect(self._on_named)
        self.choose.clicked.connect(self._on_choose)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._on_export)

    def _fit(self) -> None:
        """Be as high as what is said needs."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedSize(_WIDTH, layout.totalHeightForWidth(_WIDTH))


def _quiet(text: str) -> QLabel:
    label = show.label(text, wrap=True)
    label.setObjectName("Quiet")
    return label
