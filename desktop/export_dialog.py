"""Asks which rows of what is seen go into which files, and writes them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import ExportError
from db.export import FORMATS
from db.export.columns import TABLES, TableId
from db.export.extract import extract, uncounted
from db.export.files import save
from db.export.pick import KINDS, Kind, Shown, kind_of, lit, passed_over, picked
from db.export.sidecar import beside
from desktop import export_words, show
from desktop.choices import Check, Note, Radio
from desktop.settings import Settings
from desktop.show import tr
from desktop.theme import Theme
from desktop.workspace import Workspace

_WIDTH = 560
_TOP = Qt.AlignmentFlag.AlignTop


class ExportDialog(QDialog):
    """Exports what the workspace shows when it opens. Of its choices it keeps only the folder.

    `told` carries what to say of the files when they are written.
    """

    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._frame, self._store, self._settings = workspace.frame, workspace.store, settings
        self._theme, self._shown = theme, _shown(workspace)
        self._form = FORMATS["exact"]
        self._uncounted = uncounted(self._store.connection)
        self._named = False
        """Whether the file's name is the user's own: then ticking a table leaves it alone."""
        self.written: tuple[Path, ...] = ()
        """The files that were written, sidecars not among them."""
        self.rows: dict[Kind, Radio] = {}
        self.tables: dict[TableId, Check] = {}
        self.counts: dict[TableId, QLabel] = {}
        self.name = QLineEdit()
        self.choose = QPushButton(tr("Choose…"))
        self.left_out = Note("Warning", theme)
        self.also = show.label(wrap=True)
        self.replaced = Note("Warning", theme)
        self.failed = Note("Failed", theme)
        self.cancel = QPushButton(tr("Cancel"))
        self.go = QPushButton()
        self._lay_out()
        self._draw()

    @property
    def kind(self) -> Kind:
        """The kind of rows that is chosen."""
        return next(kind for kind, button in self.rows.items() if button.isChecked())

    @property
    def paths(self) -> dict[TableId, Path]:
        """Where each ticked table will be written; several have their names behind the file's."""
        typed = Path(self.name.text().strip()).expanduser()
        if not typed.name:
            return {}
        path = self._settings.folder / typed
        path = path.with_suffix(path.suffix or self._form.suffix)
        ticked = self._ticked()
        if len(ticked) == 1:
            return dict.fromkeys(ticked, path)
        stem = path.stem
        for table in TABLES:
            stem = stem.removesuffix(f"-{table}")
        return {table: path.with_name(f"{stem}-{table}{path.suffix}") for table in ticked}

    # -- what is asked for -------------------------------------------------------------------------

    def _on_named(self) -> None:
        self._named = True
        self._draw()

    def _on_choose(self) -> None:
        """Let the user look for a folder and a name; the system asks before one is replaced."""
        now = self._settings.folder / self.name.text()
        kinds = tr("CSV files (*.csv)")
        name, _ = QFileDialog.getSaveFileName(self, tr("Export to"), str(now), kinds)
        if name:
            self.name.setText(name)
            self._on_named()

    def _on_export(self) -> None:
        """Write the files and close, or say why they cannot be written."""
        connection = self._store.connection
        what = {
            path: extract(connection, table, self._shown, self.kind)
            for table, path in self.paths.items()
        }
        try:
            save(what, self._form, connection, datetime.now(UTC))
        except ExportError as error:
            self.failed.say(tr("Nothing was written"), str(error))
            self._fit()
            return
        self.written = tuple(what)
        rows = sum(len(one.rows) for one in what.values())
        files = ", ".join(map(str, what))
        self.told.emit(tr("%n row(s) written to {files}", rows).format(files=files))
        self._settings.folder = self.written[0].parent
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
        self.also.setText(_beside(paths) or self._missing())
        self.failed.hide()
        self._fit()

    def _missing(self) -> str:
        return tr("Name a file.") if self._ticked() else tr("Tick a table.")

    def _ticked(self) -> list[TableId]:
        return [table for table, box in self.tables.items() if box.isChecked()]

    def _rows(self, table: TableId) -> list[tuple[int, int]]:
        return picked(table, self._shown, kind_of(table, self._shown, self.kind))

    def _proposed(self) -> str:
        stem, ticked = export_words.file_stem(self.kind, self._frame), self._ticked()
        return "-".join([stem, *(ticked if len(ticked) == 1 else ())]) + self._form.suffix

    def _say_left_out(self) -> None:
        """Say what the ticked tables leave out, and why; nothing where they hold everything."""
        missed: dict[TableId, Mapping[str, int]] = {
            table: why for table in self._ticked() if any((why := self._missed(table)).values())
        }
        counts = [export_words.counted(table, sum(why.values())) for table, why in missed.items()]
        title = tr("Left out: {what}").format(what=", ".join(counts))
        self.left_out.say(title, export_words.left_out(missed, named=len(self._ticked()) > 1))

    def _missed(self, table: TableId) -> Mapping[str, int]:
        kind = kind_of(table, self._shown, self.kind)
        more = self._uncounted if table == "claims" else {}
        return passed_over(table, self._shown, kind) | more

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("Export"))
        self.setObjectName("Export")
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
        dialect = QVBoxLayout()
        dialect.setContentsMargins(0, 4, 0, 0)
        dialect.setSpacing(2)
        strong = show.label(self._form.name)
        strong.setFont(self._theme.font("strong"))
        dialect.addWidget(strong)
        dialect.addWidget(_quiet(self._form.promise))
        parts = (
            (tr("Rows"), self._row_choice()),
            (tr("Tables"), self._table_choice()),
            (tr("Dialect"), dialect),
            (tr("File"), self._file_choice()),
        )
        for n, (name, part) in enumerate(parts):
            label = show.label(name)
            label.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(label, n, 0, _TOP)
            grid.addLayout(part, n, 1)
        return grid

    def _row_choice(self) -> QVBoxLayout:
        """Offer the kinds of rows; the first that there is any of is chosen."""
        told = export_words.kinds()
        there: dict[Kind, bool] = {
            "selected": any(self._shown.lit.values()),
            "filtered": bool(self._frame.query.filters),
            "all": True,
        }
        group = QButtonGroup(self)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for kind in KINDS:
            button = self.rows[kind] = Radio(told[kind], self._theme)
            button.setEnabled(there[kind])
            note = show.Elided(export_words.rows(kind, self._frame, self._shown))
            button.setAccessibleDescription(note.text())
            group.addButton(button)
            lines.addLayout(_line(button, note))
        next(self.rows[kind] for kind in KINDS if there[kind]).setChecked(True)
        group.buttonClicked.connect(self._draw)
        return lines

    def _table_choice(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for table, name in export_words.tables().items():
            box = self.tables[table] = Check(name, self._theme)
            box.setChecked(table == "claims")
            box.toggled.connect(self._draw)
            self.counts[table] = show.Elided()
            lines.addLayout(_line(box, self.counts[table]))
        return lines

    def _file_choice(self) -> QHBoxLayout:
        self.name.setAccessibleName(tr("File"))
        self.name.textEdited.connect(self._on_named)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._on_choose)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.choose)
        return line

    def _buttons(self) -> QHBoxLayout:
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.go.setProperty("primary", True)  # noqa: FBT003  # as Qt has it
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_export)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.go)
        return line

    def _fit(self) -> None:
        """Be as high as what is said needs."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedSize(_WIDTH, layout.totalHeightForWidth(_WIDTH))


def _shown(workspace: Workspace) -> Shown:
    """Return what there is to be exported of what the workspace shows."""
    frame, store = workspace.frame, workspace.store
    filtered = bool(frame.query.filters)
    return Shown(
        query=frame.query,
        snapshot=frame.snapshot,
        whole=store.snapshot(frame.query.unfiltered()) if filtered else frame.snapshot,
        lit=lit(frame.selection, frame.snapshot, frame.highlight),
    )


def _beside(paths: Mapping[TableId, Path]) -> str:
    """Return which files are written and what beside them; empty where there are none."""
    if not paths:
        return ""
    files = ", ".join(path.name for path in paths.values())
    names = tr("Writes {files}").format(files=files) if len(paths) > 1 else ""
    said = tr("Also written: {file} with filter, counts, desk hash and how old the reports are.")
    if len(paths) > 1:
        said = tr("Also written: {file} and the like, with filter, counts, desk hash and ages.")
    said = said.format(file=beside(next(iter(paths.values()))).name)
    folder = tr("Folder: {folder}").format(folder=next(iter(paths.values())).parent)
    return "\n".join(line for line in (names, said, folder) if line)


def _line(button: QWidget, note: QLabel) -> QHBoxLayout:
    note.setObjectName("Quiet")
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(button)
    line.addWidget(note, 1)
    return line


def _quiet(text: str) -> QLabel:
    label = show.label(text, wrap=True)
    label.setObjectName("Quiet")
    return label
