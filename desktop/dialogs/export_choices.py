"""What the export dialog lets one choose: rows, tables, a format, a file."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.export import FORMATS, Format, FormatId
from db.export.columns import TableId
from db.export.pick import KINDS, Kind
from desktop import show
from desktop.dialogs.choices import Check, Radio, Segment
from desktop.show import tr
from desktop.theme import Theme
from desktop.words import exports as export_words


class RowChoice(QWidget):
    """The kinds of rows, each with what they are; the first that there is any of is chosen."""

    changed = Signal()

    def __init__(self, notes: Mapping[Kind, str], there: Mapping[Kind, bool], theme: Theme) -> None:
        super().__init__()
        self.buttons: dict[Kind, Radio] = {}
        group, lines = QButtonGroup(self), _column(self)
        for kind, name in export_words.kinds().items():
            button = self.buttons[kind] = Radio(name, theme)
            button.setEnabled(there[kind])
            note = show.Elided(notes[kind])
            button.setAccessibleDescription(note.text())
            group.addButton(button)
            lines.addLayout(_line(button, note))
        next(self.buttons[kind] for kind in KINDS if there[kind]).setChecked(True)
        group.buttonToggled.connect(self._on_toggled)

    @property
    def chosen(self) -> Kind:
        """The kind that is chosen."""
        return next(kind for kind, button in self.buttons.items() if button.isChecked())

    def _on_toggled(self, _: QWidget, on: bool) -> None:  # noqa: FBT001  # as Qt calls it
        if on:
            self.changed.emit()


class TableChoice(QWidget):
    """The tables, any of them, each with how many rows it gives."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.boxes: dict[TableId, Check] = {}
        self.counts: dict[TableId, QLabel] = {}
        lines = _column(self)
        for table, name in export_words.tables().items():
            box = self.boxes[table] = Check(name, theme)
            box.setChecked(table == "claims")
            box.toggled.connect(self.changed)
            self.counts[table] = show.Elided()
            lines.addLayout(_line(box, self.counts[table]))

    @property
    def chosen(self) -> list[TableId]:
        """The tables that are ticked."""
        return [table for table, box in self.boxes.items() if box.isChecked()]


class FormatChoice(QWidget):
    """The formats side by side, and below what the chosen one is good for."""

    changed = Signal()

    def __init__(self, last: str, theme: Theme) -> None:
        """Begin with the format `last`, where there is one of that name."""
        super().__init__()
        self.buttons: dict[FormatId, Segment] = {}
        self.promise = show.label(wrap=True)
        self.promise.setObjectName("Note")
        self.promise.setFont(theme.font("small"))
        group, lines, frame = QButtonGroup(self), _column(self), QHBoxLayout()
        frame.setSpacing(0)
        told = export_words.formats()
        for n, (id_, (name, promise)) in enumerate(told.items(), 1):
            button = self.buttons[id_] = Segment(name, theme, first=n == 1, last=n == len(told))
            button.setAccessibleDescription(promise)
            group.addButton(button)
            frame.addWidget(button)
        frame.addStretch(1)
        lines.setSpacing(4)
        lines.addLayout(frame)
        lines.addWidget(self.promise)
        for id_, button in self.buttons.items():
            button.setChecked(id_ == (last if last in FORMATS else "exact"))
        self._say()
        group.buttonToggled.connect(self._on_toggled)

    @property
    def chosen(self) -> Format:
        """The format that is chosen."""
        return next(form for form in FORMATS.values() if self.buttons[form.id].isChecked())

    def _on_toggled(self, _: QWidget, on: bool) -> None:  # noqa: FBT001  # as Qt calls it
        if on:
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        self.promise.setText(export_words.formats()[self.chosen.id][1])
        self.updateGeometry()


class FileChoice(QWidget):
    """The name of the file, and a way to look for one."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.choose = QLineEdit(), QPushButton(tr("Choose…"))
        self.name.setAccessibleName(tr("File"))
        self.choose.setAutoDefault(False)
        self.name.setFixedHeight(self.choose.sizeHint().height())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.choose)


def _column(widget: QWidget) -> QVBoxLayout:
    lines = QVBoxLayout(widget)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    return lines


def _line(button: QWidget, note: QLabel) -> QHBoxLayout:
    note.setObjectName("Quiet")
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(button)
    line.addWidget(note, 1)
    return line
