"""The detail pane: one thing whole, of whatever kind it is."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.edits.relations import DecideRelations, State
from db.model import Claim, ClaimId, Ref
from db.query import Selection
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel, left_to_panel
from desktop.panels.detail import claim as detail_claim
from desktop.panels.detail import thing as detail_thing
from desktop.panels.detail.field import Field, NoteField
from desktop.panels.detail.form import Part
from desktop.panels.detail.lit import lit_by, shown, steps, steps_through_lit
from desktop.panels.detail.names import Head
from desktop.panels.detail.page import Page
from desktop.panels.detail.parts import Reading, Wrapped, beside
from desktop.panels.detail.relations import Decision
from desktop.panels.drift.drift import Drift
from desktop.show import tr
from desktop.theme import Theme

_TAB = Qt.FocusPolicy.TabFocus
_TITLES = {
    "place": "Place",
    "event": "Event",
    "route": "Road",
    "actor": "Actor",
    "source": "Source",
}


class _Pane(QScrollArea):
    """What scrolls a page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl it is the panel's."""
        if not left_to_panel(event):
            super().wheelEvent(event)


class _First(QPushButton):
    """Leads to the first claim while one is shown."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Show the first claim"))
        theme.write(self, "base")

    def follow(self, shown: frozenset[int]) -> None:
        """Be there when there is a claim to lead to."""
        self.setVisible(bool(shown))


class DetailPanel(Panel):
    """Shows the current thing; its links lead to others, its arrows through the claims lit.

    `link_requested` carries the address of a document that is to be opened, as the desk has it,
    `sheet_requested` the name of what is to be filled in before an edit, and the id of the claim,
    `merge_requested` the kind and id of a place or an actor.
    """

    link_requested = Signal(str)
    sheet_requested = Signal(str, int)
    question_requested = Signal(str)
    merge_requested = Signal(tuple)
    told = Signal(str)
    """Why nothing was done, in a sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Detail"), theme, parent)
        self._frame = Frame()
        self._ref: Ref | None = None
        self._claim: Claim | None = None
        self._outdated = False
        self.pane = _Pane(self)
        self.pane.setWidgetResizable(True)
        self.pane.setFrameShape(QFrame.Shape.NoFrame)
        self.pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.place = self.header.add_note()
        self.previous = self.header.add_button("‹", tr("Previous claim"), lambda: self._step(-1))
        self.next = self.header.add_button("›", tr("Next claim"), lambda: self._step(1))
        self.page = self._made()
        self.pane.setWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.theme.changed.connect(self._write_anew)

    def draw(self, frame: Frame) -> None:
        """Show what is current; another page is made for another thing, or another desk."""
        ref, before = shown(frame), self._frame
        self._frame = frame
        if ref != self._ref:
            self._leave_field()
            self._ref = ref
            self._claim = self._read()
            self._turn_to(self._made())
            self._follow()
        elif _other_state(before, frame) or _let_go(before, frame):
            self._outdated = True
            self._refresh()
        if frame.snapshot is not before.snapshot:
            self._follow()
        self._say_which()
        self._say_where()

    def begin_note(self) -> None:
        """Open the note on the claim shown."""
        for note in self.page.findChildren(NoteField):
            note.open()
            self.pane.ensureWidgetVisible(note)

    def begin(self, part: type[Part]) -> None:
        """Open a form of the page shown, if it has it and the desk may be changed."""
        found = self.page.findChild(part)
        if found is not None and self._frame.snapshot.desk.writable:
            found.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename on F2 what has a name to change."""
        if event.key() == Qt.Key.Key_F2:
            self.begin(Head)
        else:
            super().keyPressEvent(event)

    def decide(self, state: State) -> None:
        """Decide on the proposed relation that the keys are on, else on the first."""
        focus = QApplication.focusWidget()
        proposed = [
            one for one in self.page.findChildren(Decision) if one.relation.state == "proposed"
        ]
        here = [one for one in proposed if focus and one.parentWidget() in _around(focus)]
        if not proposed:
            self.told.emit(tr("No relation is proposed for the claim in the detail pane"))
            return
        self.edit_requested.emit(DecideRelations(((here or proposed)[0].relation,), state))

    def _refresh(self) -> None:
        """Show the same thing as it is by now, unless somebody writes on its page."""
        writes = any(field.writing for field in self.page.findChildren(Field))
        if self._outdated and not writes:
            self._outdated = False
            self._claim = self._read()
            self._show_again()
            self._follow()

    def _leave_field(self) -> None:
        """Take the focus off a field, which then saves what was written: another page comes."""
        focus = QApplication.focusWidget()
        if focus is not None and any(f.isAncestorOf(focus) for f in self.page.findChildren(Field)):
            focus.clearFocus()

    def _read(self) -> Claim | None:
        if self._ref is None or self._ref[0] != "claim":
            return None
        found = self._frame.snapshot.records.claims(np.array([self._ref[1]], np.int32))
        return found[0] if found else None

    def _made(self) -> Page:
        self._outdated = False
        reading = Reading(
            self.theme,
            self._frame.snapshot,
            self._go,
            self.link_requested.emit,
            self.edit_requested.emit,
            self._ask_sheet,
            self.merge_requested.emit,
        )
        if self._claim is not None:
            return Page(self.theme, *detail_claim.page(reading, self._claim))
        if self._ref is not None and self._ref[0] != "claim":
            return Page(self.theme, *detail_thing.page(reading, self._ref))
        hint = tr("Select a claim, place, event or road to see it whole")
        first = _First(self.theme)
        first.clicked.connect(self.next.click)
        return Page(self.theme, [Wrapped(hint, self.theme, ink="ink.3"), beside(first)], [])

    def _turn_to(self, page: Page) -> None:
        """Put a page in the place of the one shown; the focus stays within."""
        old, self.page = self.page, page
        focus, bar = self.window().focusWidget(), self.pane.verticalScrollBar()
        within = old.isAncestorOf(focus or self)
        walked = isinstance(focus, Drift) and within
        above = focus.mapTo(old, QPoint()).y() - bar.value() if focus and walked else 0
        page.fit(self.pane.viewport().width())
        for field in page.findChildren(Field):
            field.closed.connect(self._refresh, Qt.ConnectionType.QueuedConnection)
        self.pane.setWidget(page)  # the old one goes at once: taken out, it would be styled anew
        bar.setValue(0)
        drift = page.findChild(Drift) if walked else None
        if drift is not None:  # who goes through the answers stays at them
            drift.setFocus(Qt.FocusReason.OtherFocusReason)
            bar.setValue(drift.mapTo(page, QPoint()).y() - above)
        elif within:
            stops = (*_stops(page), self.next)
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        shown = frozenset(self._frame.snapshot.ids.tolist())
        self.page.follow(shown, self._frame.query.clock)

    def _write_anew(self) -> None:
        """Show the same page in another text size.

        Its parts take and measure their fonts once, when they are made.
        """
        if self.page.percent == self.text_size == 100:
            return  # only the colours are others
        self._show_again()
        self._follow()

    def _show_again(self) -> None:
        """Make the page anew; the focus and what is read stay where they are."""
        bar, focus = self.pane.verticalScrollBar(), self.window().focusWidget()
        read = bar.value() / max(bar.maximum(), 1)
        before = [stop.accessibleName() for stop in _stops(self.page)]
        here = next((n for n, stop in enumerate(_stops(self.page)) if stop is focus), None)
        self._turn_to(self._made())
        bar.setValue(round(read * bar.maximum()))
        if here is not None:
            _like(_stops(self.page), before[here], here).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_which(self) -> None:
        title, note = tr("Detail"), ""
        if self._claim is not None:
            title = tr("Claim {uid}").format(uid=show.visible(self._claim.uid))
            note = lit_by(self._frame, self._claim)
        elif self._ref is not None:
            title = tr(_TITLES.get(self._ref[0], "Detail"))
        self.header.title.setText(title)
        self.header.note.setText(note)

    def _say_where(self) -> None:
        """Say which of the claims to step through this is, and which way there are others."""
        ids, here = steps(self._frame), self._here()
        count = tr("%n claim(s)", len(ids))
        if here is not None:
            count = tr("{n} of {total}").format(n=show.count(here + 1), total=show.count(len(ids)))
        self.place.setText(count if len(ids) else "")
        self.previous.setEnabled(len(ids) > 0 and here != 0)
        self.next.setEnabled(len(ids) > 0 and here != len(ids) - 1)

    def _here(self) -> int | None:
        """Return where the claim shown stands among those to step through."""
        if self._claim is None:
            return None
        rows = np.flatnonzero(steps(self._frame) == self._claim.id)
        return int(rows[0]) if len(rows) else None

    def _step(self, by: int) -> None:
        """Go to the next claim lit, what is selected staying so; else select the next shown."""
        ids, here = steps(self._frame), self._here()
        start = -1 if by > 0 else len(ids)
        claim = ClaimId(int(ids[(start if here is None else here) + by]))
        if steps_through_lit(self._frame):
            self.request_current(("claim", claim))
        else:
            self._select(claim)

    def _go(self, ref: Ref) -> None:
        """Follow a link: a claim that is shown is selected, all else becomes current."""
        if ref[0] == "claim" and ref[1] in self._frame.snapshot.ids:
            self._select(ClaimId(ref[1]))
        else:
            self.request_current(ref)

    def _ask_sheet(self, name: str) -> None:
        if self._claim is None:
            return
        if name == "question" and self._claim.question is not None:
            self.question_requested.emit(self._claim.question.uid)
        else:
            self.sheet_requested.emit(name, self._claim.id)

    def _select(self, claim: ClaimId) -> None:
        def picked(selection: Selection) -> Selection:
            return replace(selection, claims=frozenset({claim}), current=("claim", claim))

        self.request_selection(picked)


def _other_state(before: Frame, frame: Frame) -> bool:
    """Whether it is another desk, or the same as of another day."""
    desks = frame.snapshot.desk is not before.snapshot.desk
    return desks or frame.query.known_by != before.query.known_by


def _let_go(before: Frame, frame: Frame) -> bool:
    """Whether what was pending is no longer, and was not saved: it must not be shown."""
    ended = before.edits.pending and not frame.edits.pending
    return bool(ended) and before.edits.news == frame.edits.news


def _around(widget: QWidget) -> list[QWidget]:
    """Return a widget and what it stands in."""
    around: list[QWidget] = [widget]
    while (parent := around[-1].parentWidget()) is not None:
        around.append(parent)
    return around


def _like(stops: list[QWidget], name: str, place: int) -> QWidget:
    """Return the one of this name; where there is none by now, what stands in its place."""
    named = [stop for stop in stops if name and stop.accessibleName() == name]
    return named[0] if named else stops[min(place, len(stops) - 1)]


def _stops(page: Page) -> list[QWidget]:
    """Return what the focus can stand on in a page, in order."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & _TAB and widget.isVisibleTo(page) and widget.isEnabled()
    ]
