"""The proposals: a queue of relations that wait to be decided, walked by keyboard."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QVBoxLayout, QWidget

from db.edits.relations import DecideRelations, Joined, Relate
from db.model import Claim, ClaimId
from db.query import Query, Selection
from db.waiting import Queue, Waiting
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.empty import Empty
from desktop.panels.proposals import words
from desktop.panels.proposals.foot import Foot, ReasonLine
from desktop.panels.proposals.pair import PairPage
from desktop.panels.proposals.queue import QueueList
from desktop.panels.proposals.rows import WaitingRow
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.nothing import Way

if TYPE_CHECKING:
    from db.writer import Edit

_MOST = 100
"""So many decisions are known, to come back to when they are undone."""
_BESIDE = 470
"""From this width on, the pair stands beside the queue, else under it."""


class ProposalsPanel(Panel):
    """Shows the queue and the pair its keys are on; what is decided goes, and the next one comes.

    It reads while it is on screen. `propose_requested` asks for the rules to look at every claim;
    `told` says why nothing was done.
    """

    propose_requested = Signal()
    told = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Proposals"), theme, parent)
        self._frame = Frame()
        self._queue = Queue()
        self._first: ClaimId | None = None
        self._asked = frozenset[ClaimId]()
        self._later: tuple[int, ...] = ()
        self._gone: frozenset[int] = frozenset()
        self._decided: tuple[int, ...] = ()
        self._unfolded = frozenset[int]()
        self._reasoned = 0
        self.list = QueueList(self.theme, self)
        self.pair = PairPage(self.theme, self)
        self.reason = ReasonLine(self.theme, self)
        self.foot = Foot(self.theme, self)
        self._body = QWidget(self)
        self.empty = Empty(self.theme, self._on_way, self)
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.list)

    def draw(self, frame: Frame) -> None:
        """Show what waits by now, if it is looked at."""
        before, self._frame = self._frame, frame
        to = self._follow_selection()
        ended = bool(self._gone) and not (frame.edits.pending or frame.edits.behind)
        if ended:
            self._gone = frozenset[int]()
        if self.isVisible() and (frame.snapshot is not before.snapshot or to or ended):
            self._look(to_first=to)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what waits by now."""
        super().showEvent(event)
        self._look(to_first=self._first is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the pair beside the queue, or under it."""
        super().resizeEvent(event)
        ways, wide = QBoxLayout.Direction, self.width() >= self.theme.px(_BESIDE)
        self._row.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self.theme.colour("panel"))

    def event(self, event: QEvent) -> bool:
        """Take the keys that decide before the window does, wherever in the panel the focus is."""
        over = event.type() == QEvent.Type.ShortcutOverride
        if over and isinstance(event, QKeyEvent) and self.list.asks(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand them to the queue; a button has taken its own by then."""
        if not self.list.take(event):
            super().keyPressEvent(event)

    # -- what is shown ---------------------------------------------------------------------------

    def _follow_selection(self) -> bool:
        """Let the proposals of a claim picked elsewhere come first; return whether it is another.

        What this panel has picked itself leaves the order as it is.
        """
        selection, before = self._frame.selection, self._first
        if self._asked and selection.claims == self._asked:
            return False
        kind, id_ = selection.current or ("", 0)
        self._first = ClaimId(id_) if kind == "claim" else None
        return self._first is not None and self._first != before

    def _look(self, *, to_first: bool = False) -> None:
        """Show the queue; what was decided here and is back, by an undo, has the keys."""
        snapshot = self._frame.snapshot
        known, gone = snapshot.known, self._gone
        queue = self._queue = snapshot.undecided.queue(
            snapshot.ids, known, self._first, self._later, gone
        )
        every = snapshot.undecided.queue(known, known, without=gone)
        back = [id_ for id_ in self._decided if id_ in queue.ids]
        self._decided = tuple(id_ for id_ in self._decided if id_ not in back)
        first = int(queue.ids[0]) if to_first and len(queue.ids) else None
        self.list.show_queue(snapshot, queue, self._unfolded, back[-1] if back else first)
        self._say_count(queue.count, every.count)
        self._say_empty(len(queue.ids), len(every.ids))
        self._show_pair()

    def _say_count(self, shown: int, total: int) -> None:
        note = tr("{n} to decide") if shown == total else tr("{n} of {total} to decide")
        self.header.note.setText(note.format(n=show.count(shown), total=show.count(total)))
        self.setWindowTitle(tr("Proposals · {n}").format(n=show.count(total)) if total else "")
        if not total:
            self.setWindowTitle(tr("Proposals"))

    def _say_empty(self, shown: int, total: int) -> None:
        self._body.setVisible(shown > 0)
        if shown:
            self.empty.tell("", ())
        elif total:
            said = tr("0 of {total}: no claim that is shown is in a proposal")
            self.empty.tell(
                said.format(total=show.count(total)),
                (Way(tr("Lift all filters"), Query.unfiltered),),
            )
        else:
            ways = (Way(tr("Propose relations"), _as_it_is),)
            offers = self._frame.snapshot.total and self._frame.snapshot.desk.writable
            self.empty.tell(tr("Nothing waits to be decided"), ways if offers else ())

    def _show_pair(self) -> None:
        row = self.list.row
        if row is None or row.one.id != self._reasoned:
            self.reason.let_go()
        claims = [] if row is None else self._claims(row.one)
        self.pair.tell(row.one if row else None, claims)
        self.foot.offer(self._why_not)

    def _claims(self, one: Waiting) -> list[Claim]:
        return list(self._frame.snapshot.records.claims(np.array(one.claims, np.int32)))

    @property
    def _why_not(self) -> str:
        """Why nothing can be decided; empty when it can."""
        if self._frame.snapshot.desk.writable:
            return ""
        if "recorded" in self._frame.query.known_by:
            return tr("This is the desk as it was: lift the as-of day to decide")
        return tr("This desk may only be read")

    # -- what is asked ---------------------------------------------------------------------------

    def _on_moved(self) -> None:
        self._show_pair()
        self._pick()

    def _pick(self) -> None:
        """Ask for both claims to be picked, as far as they are shown."""
        row = self.list.row
        if row is None:
            return
        pair = row.one.claims
        seen = [id_ for id_ in pair if id_ in self._frame.snapshot.ids]
        claims = self._asked = frozenset(seen)
        current = ("claim", seen[0]) if seen else None

        def picked(selection: Selection) -> Selection:
            return replace(selection, claims=claims, current=current)

        self.request_selection(picked)

    def _on_asked(self, what: str) -> None:
        row = self.list.row
        if row is None:
            return
        if what in {"read on", "read back"}:
            self.pair.read(1 if what == "read on" else -1)
        elif what in {"unfold", "fold"}:
            self._fold(row, opened=what == "unfold")
        elif what == "later":
            self._put_off(row)
        elif self._why_not:
            self.told.emit(self._why_not)
        elif what == "accept" or (what == "no conflict" and row.one.kind == "no_conflict"):
            self._do(DecideRelations((_joined(row.one),), "accepted"), row, with_echoes=True)
        else:
            self._ask(what, row.one)

    def _ask(self, what: str, one: Waiting) -> None:
        a, b, self._reasoned = show.apart(one.a), show.apart(one.b), one.id
        if what == "reject":
            asked = tr("Why does it not hold that {what}?").format(what=words.sentence(one))
            self.reason.ask(what, asked, tr("Reject"))
        else:
            asked = tr("Why do {a} and {b} not conflict?").format(a=a, b=b)
            self.reason.ask(what, asked, tr("No conflict"))
        self.foot.hide()

    def _on_given(self, what: str, why: str) -> None:
        self._on_let_go(True)  # noqa: FBT003 - as of a signal
        row = self.list.row
        if row is None:
            return
        if what == "reject":
            self._do(DecideRelations((_joined(row.one),), "rejected", why), row)
        else:
            was = self._between(row.one)
            self._do(Relate(row.one.a, row.one.b, "no_conflict", why, was), row)

    def _between(self, one: Waiting) -> tuple[Joined, ...]:
        """Return what is not rejected of what stands between two claims."""
        found = self._frame.snapshot.records.relations(one.claims[0])
        return tuple(
            Joined(r.uid, *((one.a, one.b) if r.outgoing else (one.b, one.a)), r.kind, r.state)
            for r in found
            if r.other.id == one.claims[1] and r.state != "rejected"
        )

    def _do(self, edit: "Edit", row: WaitingRow, *, with_echoes: bool = False) -> None:
        """Ask for an edit; the next one comes at once, and this one again if it is not made."""
        place = int(np.flatnonzero(self._queue.ids == row.one.id)[0])
        gone = self._queue.group(place).tolist() if with_echoes else [row.one.id]
        self._gone = self._gone.union(gone)
        self._decided = (*self._decided, row.one.id)[-_MOST:]
        self.edit_requested.emit(edit)
        self._look()
        self._pick()

    def _put_off(self, row: WaitingRow) -> None:
        """Move one to the end, with its echoes; what comes after it comes now."""
        here = self.list.currentIndex().row()
        self._later = (*(id_ for id_ in self._later if id_ != row.one.id), row.one.id)
        self._look()
        self.list.setCurrentIndex(self.list.lines.index(min(here, len(self.list.lines.rows) - 1)))
        self._on_moved()

    def _fold(self, row: WaitingRow, *, opened: bool) -> None:
        place = int(np.flatnonzero(self._queue.ids == row.one.id)[0])
        first = int(self._queue.ids[self._queue.firsts[place]])
        self._unfolded = self._unfolded | {first} if opened else self._unfolded - {first}
        self.list.show_queue(
            self._frame.snapshot, self._queue, self._unfolded, row.one.id if opened else first
        )
        self._show_pair()

    def _on_let_go(self, within: bool) -> None:  # noqa: FBT001 - a signal's
        self.foot.show()
        if within:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_way(self, step: Callable[[Query], Query]) -> None:
        if step is _as_it_is:
            self.propose_requested.emit()
        else:
            self.request_query(step)

    def _open_menu(self, _: int, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for what, button in self.foot.buttons.items():
            text, _gap, key = button.text().rpartition("  ")
            action = menu.addAction(f"{text}\t{key}", lambda what=what: self._on_asked(what))
            action.setEnabled(button.isEnabled())
        menu.popup(at)

    # -- making ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        for widget in (self.pair, self.reason, self.foot):
            column.addWidget(widget, 1 if widget is self.pair else 0)
        self._row.addWidget(self.list, 1)
        self._row.addLayout(column, 3)
        held = QVBoxLayout(self._body)
        held.setContentsMargins(0, 0, 0, 0)
        held.addLayout(self._row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._body)

    def _wire(self) -> None:
        self.list.moved.connect(self._on_moved)
        self.list.asked.connect(self._on_asked)
        self.list.chosen.connect(self._pick)
        self.list.menu_asked.connect(self._open_menu)
        self.foot.asked.connect(self._on_asked)
        self.reason.given.connect(self._on_given)
        self.reason.left.connect(self._on_let_go)
        self.theme.changed.connect(self.update)


def _as_it_is(query: Query) -> Query:
    """Leave the query alone: the way on is another."""
    return query


def _joined(one: Waiting) -> Joined:
    return Joined(one.uid, one.a, one.b, one.kind, "proposed")
