"""Choosing the other of two that are one: a field that finds any name, and a list under it."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from db.model import Actor, Place
from desktop import show
from desktop.dialogs.overlay import Overlay
from desktop.panels.places.find import Match, Names
from desktop.show import tr
from desktop.theme import Theme

Thing = Place | Actor
_SHOWN = 12
_WORD = 4
"""How many letters a word has at least that is a hint."""
_WALKING = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Other(Overlay):
    """Lists what a thing may be merged with: by what is typed, else those that sound alike."""

    WIDTH = 620

    def __init__(
        self,
        thing: Thing,
        among: Iterable[Thing],
        chosen: Callable[[int], None],
        theme: Theme,
        window: QWidget,
    ) -> None:
        """`chosen` gets the id of the other."""
        title = tr("Merge {name} with… type any name, in any spelling")
        super().__init__(title.format(name=show.apart(thing.name)), theme, window)
        self._chosen = chosen
        self._things: dict[int, Thing] = {one.id: one for one in among}
        self._names = Names(self._things.values())  # type: ignore[arg-type]  # all are of one kind
        self._hints = [one.id for one in alike(thing, self._things)]
        self._own = thing.id
        self.found: list[Match] = []
        """What is listed, in its order."""
        self._rows = QStringListModel(self)
        self.list = QListView(self)
        self.list.setObjectName("Found")
        self.list.setAccessibleName(tr("Found"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setModel(self._rows)
        self.list.clicked.connect(self._on_clicked)
        self.hint = show.label(parent=self, wrap=True)
        self.hint.setObjectName("Note")
        self.column.addWidget(self.list)
        self.column.addWidget(self.hint)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_return)
        self.field.installEventFilter(self)
        self._on_typed("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the arrows while typing goes on in the field."""
        pressed = watched is self.field and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _WALKING:
            rows = max(1, len(self.found))
            self._mark((self.list.currentIndex().row() + _WALKING[Qt.Key(event.key())]) % rows)
            return True
        return super().eventFilter(watched, event)

    def _on_typed(self, typed: str) -> None:
        if typed.strip():
            matches = self._names.matches(typed)
            said = "" if matches else tr("Nothing has a name like this")
        else:
            matches = [Match(id_, show.apart(self._things[id_].name)) for id_ in self._hints]
            said = tr("These share a word of the name: a hint, and no more.") if matches else ""
        self.found = [match for match in matches if match.id != self._own][:_SHOWN]
        self._rows.setStringList([self._told(match) for match in self.found])
        self.hint.setText(said)
        self.hint.setVisible(bool(said))
        self.list.setVisible(bool(self.found))
        self.list.setFixedHeight(len(self.found) * self.list.sizeHintForRow(0) + 2)
        self._mark(0)
        self.adjustSize()
        self.place()

    def _told(self, match: Match) -> str:
        thing = self._things[match.id]
        side = thing.side.name if isinstance(thing, Actor) else ""
        return show.listed([match.text, side, show.worded(thing.kind)])

    def _mark(self, row: int) -> None:
        index = self._rows.index(row)
        self.list.setCurrentIndex(index)
        self.field.setAccessibleDescription(str(index.data() or ""))

    def _on_return(self) -> None:
        self._on_clicked(self.list.currentIndex())

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            other = self.found[index.row()].id
            self.close()
            self._chosen(other)


def alike(thing: Thing, among: Mapping[int, Thing]) -> list[Thing]:
    """Return those that share a word of the name with a thing, those with most words first."""
    words, shared = _words(thing.name), dict[int, int]()
    for one in among.values():
        if one.id != thing.id and (both := words & _words(one.name)):
            shared[one.id] = len(both)
    return [among[id_] for id_ in sorted(shared, key=lambda id_: -shared[id_])]


def _words(name: str) -> set[str]:
    return {word for word in name.casefold().split() if len(word) >= _WORD}
