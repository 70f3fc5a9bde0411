"""Two pages of help: which keys do what, and what this program is."""

from importlib.metadata import version

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.model import Desk
from desktop import show
from desktop.actions import table as actions
from desktop.actions.action import MENUS
from desktop.actions.gestures import Gestures, gestures, listed
from desktop.show import tr
from desktop.theme import Theme


def keys(theme: Theme, parent: QWidget) -> None:
    """Show the keys by where they work: those of the menus, then those of the panels."""
    grid = QWidget()
    rows = QGridLayout(grid)
    rows.setContentsMargins(0, 0, 12, 0)
    rows.setHorizontalSpacing(24)
    rows.setColumnStretch(0, 1)
    for heading, told in (*_menu_keys(), *gestures()):
        title = show.label(heading)
        title.setFont(theme.font("strong"))
        title.setContentsMargins(0, 8, 0, 0)
        rows.addWidget(title, rows.rowCount(), 0, 1, 2)
        for text, pressed in told:
            line = rows.rowCount()
            rows.addWidget(show.label(text, wrap=True), line, 0)
            rows.addWidget(show.label(pressed), line, 1)
    rows.setRowStretch(rows.rowCount(), 1)
    _page(tr("Keys"), grid, theme, parent)


def about(desk: Desk, theme: Theme, parent: QWidget) -> None:
    """Show what Crosscheck is and is not, its version, and whose work the desk is."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 12, 0)
    column.setSpacing(10)
    number = version("crosscheck-desk")
    told = (
        tr("Crosscheck {version}").format(version=number),
        tr(
            "A situation desk for contested claims: who said what, through whom, where, when, and "
            "what contradicts it. It takes no side, says nothing is true, and is no targeting tool."
        ),
        tr("Reported, not verified; no basis for movement."),
        tr("This desk: {title}").format(title=show.apart(desk.title)),
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
    column.addStretch(1)
    _page(tr("About Crosscheck"), page, theme, parent)


def _menu_keys() -> list[Gestures]:
    every = actions.actions()
    return [
        (
            tr(menu),
            tuple(
                (a.text, listed(*map(_written, a.keys), *filter(None, (a.gesture,))))
                for a in every
                if a.menu == menu and (a.keys or a.gesture)
            ),
        )
        for menu in MENUS
    ]


def _written(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _page(title: str, inside: QWidget, theme: Theme, parent: QWidget) -> None:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    heading = show.label(title)
    heading.setFont(theme.font("title"))
    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    close = QPushButton(tr("Close"))
    close.clicked.connect(dialog.accept)
    foot = QHBoxLayout()
    foot.addStretch(1)
    foot.addWidget(close)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(12)
    column.addWidget(heading)
    column.addWidget(scroll, 1)
    column.addLayout(foot)
    dialog.resize(620, 640)
    close.setFocus()
    dialog.open()
