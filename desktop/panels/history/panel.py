"""The history: what was done to the desk, what that changed, and back to any of it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from db.entries import ALL, Difference, Entry, Step
from db.model import Ref
from db.query import Query
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.buttons import Link
from desktop.panels.empty import Empty
from desktop.panels.history import words
from desktop.panels.history.bar import SoughtBar
from desktop.panels.history.foot import Foot
from desktop.panels.history.lists import ChangeList, PastList
from desktop.panels.history.rows import change_rows, shown_by
from desktop.panels.history.sought import Sought
from desktop.panels.notice import Notice
from desktop.show import tr
from desktop.theme import Theme
from desktop.words import picked
from desktop.words.nothing import Way

_MOST = 100
"""So many rows of the desk that an entry changed are told one by one."""
_NEWEST = 3
"""So many of the edits that would be taken back are named; the rest is counted."""


class HistoryPanel(Panel):
    """Reads the history while it is on screen, and no more of it than is scrolled to.

    `undo_requested` carries the uid of a transaction, the label of the edit, and whether that is
    done again by it; `undo_down_to_requested` the uid of what stays. `told` says what was done.
    """

    undo_requested = Signal(str, str, bool)
    undo_down_to_requested = Signal(str)
    told = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("History"), theme, parent)
        self._frame = Frame()
        self._read = -1
        self._changed: tuple[Difference, ...] = ()
        self.bar = SoughtBar(self.theme, self)
        self.notice = Notice(self.theme, self)
        self.list = PastList(self.theme, self)
        self.changes = ChangeList(self.theme, self)
        self.empty = Empty(self.theme, self._on_way, self.list)
        self._head = show.label(self.changes.accessibleName(), self)
        self._head.setObjectName("Note")
        self.go = Link(tr("Show"), self.theme, self)
        self.foot = Foot(self.theme, self)
        self.setMinimumWidth(196)
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.list)

    @property
    def sought(self) -> Sought:
        """Which entries are looked for."""
        return self.bar.sought

    def draw(self, frame: Frame) -> None:
        """Read the history anew where the desk has moved, and it is looked at."""
        self._frame = frame
        if self.isVisible():
            self._follow()

    def show_only(self, thing: Ref) -> None:
        """Show the history of one thing."""
        self.bar.look_for(Sought(thing=thing, name=picked.called(self._frame, thing)))

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was done meanwhile."""
        super().showEvent(event)
        self._follow()

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window does, while there is a question to let go of."""
        over = event.type() == QEvent.Type.ShortcutOverride
        if over and isinstance(event, QKeyEvent) and self._lets_go(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go of the question on Esc."""
        if self._lets_go(event):
            self.notice.hide()
            self._to_list()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and a hairline over each part but the first."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("panel"))
        painter.setPen(self.theme.colour("hairline"))
        for below in (self.list, self.go, self.foot):
            painter.drawLine(0, below.y() - 1, self.width(), below.y() - 1)

    def copy(self) -> None:
        """Put the entry on the clipboard as a line of text, and say so."""
        if entry := self.list.entry:
            QGuiApplication.clipboard().setText(words.line(entry))
            self.told.emit(tr("Copied: {edit}").format(edit=words.what(entry)))

    def undo(self) -> None:
        """Ask for the entry to be taken back, where it can be."""
        entry = self.list.entry
        if entry and not self._why_not_undo(entry):
            what, redo = words.undone_by(entry)
            self.undo_requested.emit(entry.uid, what, redo)

    def undo_down_to(self) -> None:
        """Ask whether all after the entry is to be taken back, where there is any."""
        entry = self.list.entry
        if entry is None or self._why_not_down_to(entry):
            return
        steps = self._frame.snapshot.past.after(entry.uid)
        yes = (tr("Undo %n edit(s)", len(steps)), partial(self._down_to, entry.uid))
        self.notice.ask(_question(entry, steps), yes, (tr("Cancel"), self._to_list))

    def show_changed(self) -> None:
        """Go to the thing that the entry changed first."""
        if (ref := self._first()) is not None:
            self.request_current(ref)

    # -- reading ---------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Read the history if it may be another than the one shown."""
        if self._frame.snapshot.version != self._read:
            self._read = self._frame.snapshot.version
            self._look()

    def _look(self) -> None:
        """Show what is looked for."""
        past, wanted = self._frame.snapshot.past, self.sought.wanted
        self.list.show_past(past, wanted)
        matched = self.list.past.matched
        total = matched if wanted == ALL else past.count(ALL)
        said = tr("{n} of {total}") if wanted != ALL else "{n}"
        self.header.note.setText(said.format(n=show.count(matched), total=show.count(total)))
        if matched:
            self.empty.tell("", ())
        elif total:
            way = Way(tr("Show all: {n}").format(n=show.count(total)), Query.unfiltered)
            said = tr("Nothing on file: {filter}").format(filter=self.sought.words)
            self.empty.tell(said, (way,))
        else:
            self.empty.tell(tr("Nothing was done to this desk yet"), ())

    def _on_moved(self) -> None:
        """Show what the entry changed, and what can be done with it."""
        entry, past = self.list.entry, self._frame.snapshot.past
        self._changed = tuple(past.differences(entry.id, _MOST)) if entry else ()
        more = entry.rows - _MOST if entry else 0
        self.changes.show_rows(change_rows(self._changed, more))
        self._head.setText(
            show.listed([self.changes.accessibleName(), words.rows(entry)])
            if entry
            else self.changes.accessibleName()
        )
        nothing = tr("No entry is picked")
        self.foot.offer(
            words.undo_name(entry) if entry else tr("Undo this"),
            self._why_not_undo(entry) if entry else nothing,
            self._why_not_down_to(entry) if entry else nothing,
        )
        first = self._first()
        self.go.setEnabled(first is not None)
        told = tr("Nothing it changed can be shown by itself, or it is gone")
        if first is not None:
            told = tr("Show {thing}").format(thing=picked.called(self._frame, first))
        show.explain(self.go, told)

    def _why_not_undo(self, entry: Entry) -> str:
        """Return why an entry cannot be taken back."""
        if not self._frame.snapshot.desk.writable:
            return tr("This desk may only be read")
        if entry.ground:
            return tr("The desk began with this; it cannot be undone")
        return tr("It is undone already") if entry.undone else ""

    def _why_not_down_to(self, entry: Entry) -> str:
        """Return why nothing after an entry can be taken back."""
        if not self._frame.snapshot.desk.writable:
            return tr("This desk may only be read")
        left = self._frame.snapshot.past.after(entry.uid, 1)
        return "" if left else tr("Nothing after this is left to undo")

    # -- things ----------------------------------------------------------------------------------

    def _first(self) -> Ref | None:
        """Return the first thing that the entry changed and that there is."""
        things = dict.fromkeys(map(shown_by, self._changed))
        return next(
            (ref for ref in things if ref is not None and picked.called(self._frame, ref)), None
        )

    # -- what is asked ---------------------------------------------------------------------------

    def _lets_go(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.notice.isVisible()

    def _down_to(self, uid: str) -> None:
        self._to_list()
        self.undo_down_to_requested.emit(uid)

    def _on_way(self, _: object) -> None:
        self.bar.clear()
        self._to_list()

    def _on_menu(self) -> None:
        """Offer to look for the thing that is current by now."""
        current = self._frame.selection.current
        name = picked.called(self._frame, current) if current else ""
        authors = self._frame.snapshot.past.authors()
        self.bar.offer(authors, (current, name) if current and name else None)

    def _on_change(self, key: int) -> None:
        row = next(row for row in self.changes.lines.rows if row.key == key)
        of: Ref | None = getattr(row, "of", None)
        if of is not None and picked.called(self._frame, of):
            self.request_current(of)

    def _open_menu(self, _: int, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        entry = self.list.entry
        if entry is None:
            return
        offers = (
            (words.undo_name(entry), "U", self.undo, self._why_not_undo(entry)),
            (tr("Undo to here…"), "Shift+U", self.undo_down_to, self._why_not_down_to(entry)),
            (tr("Show"), tr("Enter"), self.show_changed, "" if self._first() else tr("It is gone")),
            (tr("Copy"), "Ctrl+C", self.copy, ""),
        )
        for text, keys, does, why_not in offers:
            action = menu.addAction(f"{text}\t{keys}", does)
            action.setEnabled(not why_not)
            action.setToolTip(show.tip(why_not or text))
        menu.popup(at)

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- making ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        asked = QVBoxLayout()
        asked.setContentsMargins(8, 0, 8, 6)
        asked.addWidget(self.notice)
        head = QHBoxLayout()
        head.setContentsMargins(12, 1, 6, 0)
        head.addWidget(self._head, 1)
        head.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(asked)
        column.addWidget(self.list, 3)
        column.addLayout(head)
        column.addWidget(self.changes, 2)
        column.addWidget(self.foot)

    def _wire(self) -> None:
        self.bar.changed.connect(self._look)
        self.bar.opened.connect(self._on_menu)
        self.list.moved.connect(self._on_moved)
        self.list.chosen.connect(self.show_changed)
        self.list.undo_asked.connect(self.undo)
        self.list.down_to_asked.connect(self.undo_down_to)
        self.list.copy_asked.connect(self.copy)
        self.list.menu_asked.connect(self._open_menu)
        self.changes.chosen.connect(self._on_change)
        self.go.clicked.connect(self.show_changed)
        self.foot.undo.clicked.connect(self.undo)
        self.foot.down_to.clicked.connect(self.undo_down_to)
        self.theme.changed.connect(self.update)


def _question(entry: Entry, steps: Sequence[Step]) -> str:
    """Return what would be taken back, and that this can be taken back too."""
    head = tr("Undo %n edit(s) after “{edit}”?", len(steps)).format(edit=show.apart(entry.why))
    newest = [words.capital(show.apart(step.what)) for step in steps[:_NEWEST]]
    more = len(steps) - _NEWEST
    lines = [f"– {one}" for one in newest] + ([tr("and %n more", more)] if more > 0 else [])
    return "\n".join([head, *lines, tr("Redo brings them back, one by one.")])
