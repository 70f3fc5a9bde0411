"""Finding a place, or an actor, by any of its names, in any script and spelling."""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from db.folding import folded
from db.model import Actor, Place
from desktop import show
from desktop.show import tr

_WIDEST, _THUMB = 420, 12
"""The width of the list at most, and the room of its scroll bar, in pixels."""
_MOST = 12


@dataclass(frozen=True, slots=True)
class Match:
    """What was found, by its id, and what tells the reader why: the name it was found by."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """One name of a thing, as it is compared; `kind` is empty for the name it is listed by."""

    form: str
    thing: Place | Actor
    name: str
    kind: str


class Names:
    """Every name of every place, or of every actor, of one desk, ready to be searched."""

    def __init__(self, things: Iterable[Place] | Iterable[Actor]) -> None:
        self._things: dict[int, Place | Actor] = {thing.id: thing for thing in things}
        self._entries = [entry for thing in self._things.values() for entry in _entries(thing)]
        self._homonyms = Counter(folded(thing.name) for thing in self._things.values())

    def matches(self, typed: str) -> list[Match]:
        """Return the things with a name like `typed`: names that begin so first.

        Where no name holds it, those nearest by spelling. Nothing for a text without letters.
        """
        form = folded(typed)
        if not form:
            return []
        found = [entry for entry in self._entries if form in entry.form]
        found.sort(key=lambda entry: (not entry.form.startswith(form), bool(entry.kind)))
        return [self._match(entry) for entry in _one_each(found or self._nearest(form))]

    def _nearest(self, form: str) -> list[_Entry]:
        near = difflib.get_close_matches(form, {entry.form for entry in self._entries}, n=5)
        return [entry for spelling in near for entry in self._entries if entry.form == spelling]

    def _match(self, entry: _Entry) -> Match:
        return Match(entry.thing.id, show.visible(self._told(entry)))

    def _told(self, entry: _Entry) -> str:
        thing, name = entry.thing, show.apart(entry.thing.name)
        if thing.parent is not None and self._homonyms[folded(name)] > 1:
            parent = show.apart(self._things[thing.parent].name)
            name = tr("{place}, {parent}").format(place=name, parent=parent)
        if not entry.kind:
            return name
        return (
            name_kinds()
            .get(entry.kind, tr("{place} — also {name}"))
            .format(place=name, name=show.apart(entry.name))
        )


def name_kinds() -> dict[str, str]:
    """Return how a thing is told by a name of each kind that is not just another spelling."""
    return {
        "former": tr("{place} — former name {name}"),
        "metonym": tr("{place} — meant by {name}"),
        "as_printed": tr("{place} — printed as {name}"),
        "abbrev": tr("{place} — short {name}"),
    }


def _entries(thing: Place | Actor) -> Iterator[_Entry]:
    yield _Entry(folded(thing.name), thing, thing.name, "")
    if isinstance(thing, Actor) and thing.abbrev:
        yield _Entry(folded(thing.abbrev), thing, thing.abbrev, "abbrev")
    for name in thing.names:
        yield _Entry(folded(name.text), thing, name.text, name.kind)


def _one_each(entries: list[_Entry]) -> list[_Entry]:
    """Return the best entry of each thing, in order, and no more than can be looked over."""
    best: dict[int, _Entry] = {}
    for entry in entries:
        best.setdefault(entry.thing.id, entry)
    return list(best.values())[:_MOST]


class FindField(QLineEdit):
    """A field that offers the places with a name like the one typed."""

    found = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("Find a place, any spelling"))
        self.setAccessibleName(tr("Find a place, any spelling"))
        self.setProperty("quiet", True)  # noqa: FBT003 -- a value for the style sheet
        self._names = Names(())
        self._found: list[Match] = []
        self._offered = QStringListModel(self)
        # not setCompleter: that would write the match into the field while it is looked at
        self._offer = QCompleter(self._offered, self)
        self._offer.setWidget(self)
        self._offer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._offer.setMaxVisibleItems(_MOST)
        self.matches = QListView()
        self.matches.setAccessibleName(tr("Places found"))
        self.matches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._offer.setPopup(self.matches)
        self._offer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        self.textEdited.connect(self._on_typed)

    def know(self, names: Names) -> None:
        """Find among these names from now on."""
        self._names = names

    def changeEvent(self, event: QEvent) -> None:
        """Offer places in the same text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.matches.setFont(self.font())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the panel, and open the list with Down."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.matches.isVisible():
                event.ignore()  # the list takes what the field does not
            elif self._found:
                self._choose(0)
        elif event.key() == Qt.Key.Key_Down and not self.matches.isVisible():
            self._on_typed(self.text())
        else:
            super().keyPressEvent(event)

    def _on_typed(self, text: str) -> None:
        self._found = self._names.matches(text)
        self._offered.setStringList([match.text for match in self._found])
        if self._found:
            self._offer.complete(self._room())
            self.matches.setCurrentIndex(self._offered.index(0))
        else:
            self.matches.hide()

    def _room(self) -> QRect:
        """Return where the list stands: under the field, as wide as what it says needs."""
        wanted = self.matches.sizeHintForColumn(0) + 2 * self.matches.frameWidth() + _THUMB
        return QRect(0, 0, max(self.width(), min(wanted, _WIDEST)), self.height())

    def _on_chosen(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _choose(self, row: int) -> None:
        place = self._found[row].id
        self.clear()
        self._found = []
        self.found.emit(place)
