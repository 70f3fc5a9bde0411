"""What is shown when an edit meets something that was changed meanwhile: both versions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.errors import Clash, EditConflict
from desktop import show
from desktop.show import tr
from desktop.theme import Theme

_MOST = 50
"""So many clashes are shown one by one."""


class ClashSheet(QDialog):
    """Shows what is there now beside what was to be written. Nothing was overwritten."""

    def __init__(self, error: EditConflict, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Changed meanwhile"))
        heading = show.label(
            tr("Not done: {edit}").format(edit=show.visible(error.label)), wrap=True
        )
        heading.setFont(theme.font("title"))
        said = tr(
            "Somebody changed this after you saw it. Nothing was overwritten. What is there now "
            "is on screen behind this sheet: look at both, then decide again."
        )
        self.leave = QPushButton(tr("Close"))
        self.leave.clicked.connect(self.accept)
        self.leave.setDefault(True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(_rows(error, theme))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(show.label(said, wrap=True))
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        self.resize(620, 360)
        self.leave.setFocus()


def _rows(error: EditConflict, theme: Theme) -> QWidget:
    """Return the clashes as a table of words: the thing, the field, theirs, yours."""
    grid = QWidget()
    rows = QGridLayout(grid)
    rows.setContentsMargins(0, 0, 12, 0)
    rows.setHorizontalSpacing(16)
    rows.setVerticalSpacing(6)
    rows.setColumnStretch(1, 1)
    rows.setColumnStretch(2, 1)
    for column, title in enumerate(("", tr("There now"), tr("Yours"))):
        head = show.label(title)
        theme.write(head, "strong")
        rows.addWidget(head, 0, column)
    for n, clash in enumerate(error.clashes[:_MOST], 1):
        for column, text in enumerate(_told(clash)):
            rows.addWidget(show.label(text, wrap=True), n, column, Qt.AlignmentFlag.AlignTop)
    if (more := len(error.clashes) - _MOST) > 0:
        rows.addWidget(show.label(tr("and %n more", more)), _MOST + 1, 0, 1, 3)
    rows.setRowStretch(rows.rowCount(), 1)
    return grid


def _told(clash: Clash) -> tuple[str, str, str]:
    return (
        f"{clash.thing}\n{clash.field.replace('_', ' ')}",
        _value(clash.theirs),
        _value(clash.yours),
    )


def _value(value: object) -> str:
    if value is None:
        return tr("not there")
    return str(value) if str(value) else tr("empty")
