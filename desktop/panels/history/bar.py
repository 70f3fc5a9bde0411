"""What of the history is shown: by whom, on what, when; each chosen from a menu."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from db.model import Ref
from db.query import Span
from desktop import show
from desktop.panels.buttons import Link, MenuButton
from desktop.panels.history.sought import Sought, last_days
from desktop.panels.span import SpanPopup
from desktop.show import tr
from desktop.theme import Theme


class SoughtBar(QWidget):
    """Three buttons with a menu each; under them, what is set in words and a link that lifts it."""

    changed = Signal()
    opened = Signal()
    """A menu is about to be shown: `offer` what there is by now."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.sought = Sought()
        self._authors: Sequence[str] = ()
        self._current: tuple[Ref, str] | None = None
        self.who = MenuButton(tr("Who"), theme, self)
        self.what = MenuButton(tr("What"), theme, self)
        self.when = MenuButton(tr("When"), theme, self)
        self.days = SpanPopup(theme, self)
        self.days.asked.connect(self._on_days)
        self.words = show.Elided(parent=self)
        self.words.setObjectName("Note")
        self.lift = Link(tr("Show all"), theme, self)
        self.lift.clicked.connect(self.clear)
        self._lay_out()
        for button, shown in (
            (self.who, self._open_who),
            (self.what, self._open_what),
            (self.when, self._open_when),
        ):
            button.clicked.connect(shown)
        self._say()

    def offer(self, authors: Sequence[str], current: tuple[Ref, str] | None) -> None:
        """Offer these authors, and the thing that is current by its name."""
        self._authors, self._current = authors, current

    def look_for(self, sought: Sought) -> None:
        """Look for other entries."""
        if sought != self.sought:
            self.sought = sought
            self._say()
            self.changed.emit()

    def clear(self) -> None:
        """Look for every entry."""
        focused = self.lift.hasFocus()
        self.look_for(Sought())
        if focused:
            self.who.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        for button in (self.who, self.what, self.when):
            row.addWidget(button)
        row.addStretch(1)
        self._set = QWidget(self)
        line = QHBoxLayout(self._set)
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.words, 1)
        line.addWidget(self.lift)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 3, 6, 3)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._set)

    def _say(self) -> None:
        sought = self.sought
        self._set.setVisible(sought != Sought())
        self.words.setText(sought.words)
        named = (
            (self.who, tr("Who: {who}"), show.visible(sought.who) or tr("anyone")),
            (self.what, tr("What: {what}"), show.visible(sought.name) or tr("everything")),
            (self.when, tr("When: {days}"), show.span(sought.days)),
        )
        for button, words, to in named:
            button.setAccessibleName(words.format(who=to, what=to, days=to))

    def _open_who(self) -> None:
        self.opened.emit()
        menu = self._menu()
        self._add(menu, tr("Anyone"), replace(self.sought, who=""))
        for who in self._authors:
            self._add(menu, who, replace(self.sought, who=who))
        self._pop(menu, self.who)

    def _open_what(self) -> None:
        self.opened.emit()
        menu, sought = self._menu(), self.sought
        self._add(menu, tr("Everything"), sought.of(None))
        if sought.thing is not None:
            self._add(menu, sought.name, sought)
        if self._current is None:
            menu.addAction(tr("Pick a thing to see its history")).setEnabled(False)
        elif self._current[0] != sought.thing:
            self._add(menu, self._current[1], sought.of(*self._current))
        self._pop(menu, self.what)

    def _open_when(self) -> None:
        menu, sought = self._menu(), self.sought
        spans = (
            (tr("Any day"), Span()),
            (tr("Today"), last_days(0)),
            (tr("The last 7 days"), last_days(6)),
            (tr("The last 30 days"), last_days(29)),
        )
        for text, days in spans:
            self._add(menu, text, replace(sought, days=days))
        menu.addSeparator()
        menu.addAction(tr("Days…"), self._type_days)
        self._pop(menu, self.when)

    def _type_days(self) -> None:
        self.days.open_below(self.sought.days, self.when)

    def _on_days(self, days: Span) -> None:
        self.look_for(replace(self.sought, days=days))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add(self, menu: QMenu, text: str, sought: Sought) -> None:
        action = menu.addAction(show.doubled(text), partial(self.look_for, sought))
        action.setToolTip(show.tip(text))  # else Qt makes one of it, markup and all
        action.setCheckable(True)
        action.setChecked(sought == self.sought)

    def _pop(self, menu: QMenu, button: QWidget) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
