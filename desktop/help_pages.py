"""Two pages of help: which keys do what, and what this program is."""

from importlib.metadata import version

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.model import Desk
from desktop import actions, show
from desktop.show import tr


def keys(parent: QWidget) -> None:
    """Show the keys, those of the menus and those of the panels."""
    grid = QWidget()
    rows = QGridLayout(grid)
    rows.setHorizontalSpacing(24)
    told = [(action.text, action.keys) for action in actions.actions() if action.keys]
    told += [(text, pressed) for text, pressed in _panel_keys()]
    for n, (text, pressed) in enumerate(told):
        rows.addWidget(show.label(text), n, 0)
        rows.addWidget(show.label(", ".join(_written(key) for key in pressed)), n, 1)
    _page(tr("Keys"), grid, parent)


def about(desk: Desk, parent: QWidget) -> None:
    """Show what Crosscheck is and is not, its version, and whose work the desk is."""
    page = QWidget()
    column = QVBoxLayout(page)
    number = version("crosscheck-desk")
    told = (
        tr("Crosscheck {version}").format(version=number),
        tr(
            "A situation desk for contested claims: who said what, through whom, where, when, and "
            "what contradicts it. It takes no side, says nothing is true, and is no targeting tool."
        ),
        tr("Reported, not verified; no basis for movement."),
        tr("This desk: {title}").format(title=desk.title),
        desk.summary,
        desk.licence,
        desk.credits,
        tr(
            "MIT licence. Built with Qt (LGPL-3), pyqtgraph, sqlite-utils and numpy; Inter (OFL); "
            "Lucide icons (ISC). See NOTICE."
        ),
    )
    for text in told:
        if text:
            column.addWidget(show.label(text, wrap=True))
    _page(tr("About Crosscheck"), page, parent)


def _panel_keys() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (tr("Make the selection the filter"), ("Return",)),
        (tr("Add to the selection, or take from it"), ("Ctrl+Space",)),
        (tr("Go to Places, Roads, Claims, Detail, Timeline, Filters"), ("Alt+1", "Alt+6")),
        (tr("Claims: next, previous"), ("J", "K")),
        (tr("Timeline: move the brush"), ("[", "]")),
        (tr("Timeline: narrow and widen the brush"), ("{", "}")),
        (tr("Timeline, Roads: zoom in, out, fit"), ("+", "-", "0")),
        (tr("Roads: the nearest place that way"), ("Up", "Down", "Left", "Right")),
        (tr("Roads: the roads of the place"), ("Tab",)),
    )


def _written(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _page(title: str, inside: QWidget, parent: QWidget) -> None:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    close.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(scroll)
    column.addWidget(close)
    dialog.resize(560, 480)
    dialog.exec()
