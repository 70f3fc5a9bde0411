"""Asks for files by the system's own dialogs, and goes on when one was chosen."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.show import tr


def desks() -> tuple[str, str]:
    """Return the kinds of files that are offered where a desk is asked for."""
    return tr("Desks (*.desk)"), tr("All files (*)")


def existing(
    title: str,
    kinds: Iterable[str],
    folder: Path,
    parent: QWidget | None,
    chosen: Callable[[tuple[Path, ...]], None],
) -> None:
    """Ask for files that are there; `chosen` gets their paths."""

    def answered(names: list[str]) -> None:
        chosen(tuple(map(Path, names)))

    dialog = _made(title, kinds, folder, parent)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Open"))
    dialog.filesSelected.connect(answered)
    dialog.open()


def place(
    title: str,
    kinds: Iterable[str],
    proposed: Path,
    parent: QWidget | None,
    chosen: Callable[[Path, str], None],
) -> None:
    """Ask where a file is to be written; the system asks before one there is replaced.

    `chosen` gets the path, with the suffix of the kind where none was typed, and the kind.
    """

    def answered(name: str) -> None:
        chosen(Path(name), dialog.selectedNameFilter())

    def another(kind: str) -> None:
        dialog.setDefaultSuffix(kind.rpartition("*.")[2].rstrip(")"))

    dialog = _made(title, kinds, proposed.parent, parent)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))
    dialog.selectFile(proposed.name)
    dialog.filterSelected.connect(another)
    dialog.fileSelected.connect(answered)
    dialog.open()


def _made(title: str, kinds: Iterable[str], folder: Path, parent: QWidget | None) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilters(list(kinds))
    return dialog
