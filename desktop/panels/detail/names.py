"""The names of a place or an actor: written anew, added and taken away in place."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QMenu, QWidget

from db.edits import words
from db.edits.names import NAME_KINDS, AddName, Kind, RemoveName, Rename
from db.edits.rows import Named
from db.model import Actor, Name, Place
from desktop import show
from desktop.panels.buttons import MenuButton
from desktop.panels.detail.form import Doing, Form, Part
from desktop.panels.detail.parts import Reading, Wrapped, beside, listed
from desktop.show import tr

Thing = Place | Actor


def kind_of(thing: Thing) -> Kind:
    """Return which of the two that have names a thing is."""
    return "place" if isinstance(thing, Place) else "actor"


def seen(thing: Thing) -> Named:
    """Return a thing as an edit names what was seen."""
    return Named(thing.uid, thing.name)


class Head(Part):
    """The name at the head of a page, what can be done with it, and a field to write it anew.

    `tags` say what it is.
    """

    def __init__(self, reading: Reading, thing: Thing, *tags: QWidget) -> None:
        super().__init__(reading)
        self._thing, called = thing, show.apart(thing.name)
        self.name = Wrapped(thing.name, reading.theme, "title")
        self.rename = Doing(
            tr("Rename…"),
            tr("Rename {name} (F2)").format(name=called),
            reading,
            self.begin,
        )
        self.merge = Doing(
            tr("Merge with…"),
            tr("Merge {name} with another that is the same").format(name=called),
            reading,
            partial(reading.merge, (kind_of(thing), thing.id)),
        )
        row = beside(*tags), beside(self.rename, self.merge)
        self.hold(listed(self.name, *row), self.rename)

    def made(self) -> Form:
        """Return a field for the name."""
        return RenameForm(self.reading, self._thing)


class RenameForm(Form):
    """A field for another name."""

    def __init__(self, reading: Reading, thing: Thing) -> None:
        stays = tr("Enter saves, Esc lets go. “{name}” stays as another name.")
        super().__init__(reading.theme, stays.format(name=show.apart(thing.name)))
        self._reading, self._thing = reading, thing
        self._was = show.visible(thing.name)  # nobody can change a sign that hides
        self.field = QLineEdit(self._was)
        reading.theme.write(self.field, "read")
        self.field.setMaxLength(words.NAME)
        self.field.setAccessibleName(tr("New name of {name}").format(name=show.apart(thing.name)))
        self.column.addWidget(self.field)
        self.finish(self.field, tr("Rename"))

    def save(self) -> None:
        """Ask for the name; none is refused, the same changes nothing."""
        name = words.cleaned(self.field.text())
        if not name:
            self.refuse(self.field, tr("A name is not empty: type one, or press Esc."))
            return
        if name != words.cleaned(self._was):
            self._reading.edit(Rename(kind_of(self._thing), seen(self._thing), name))
        self.end()


class OtherNames(Part):
    """The other names of a thing, each with a button that takes it away, and one to add another."""

    def __init__(self, reading: Reading, thing: Thing) -> None:
        super().__init__(reading)
        self._thing = thing
        self.add = Doing(
            tr("Add a name…"),
            tr("Add a name under which {name} is found, too").format(name=show.apart(thing.name)),
            reading,
            self.begin,
        )
        self.removes = [self._remove(name) for name in thing.names]
        names = QWidget()
        grid = QGridLayout(names)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for n, (name, remove) in enumerate(zip(thing.names, self.removes, strict=True)):
            told = Wrapped(_called(name), reading.theme)
            grid.addWidget(told, n, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(remove, n, 1, Qt.AlignmentFlag.AlignTop)
        self.hold(beside(self.add), self.add, before=names if thing.names else None)

    def made(self) -> Form:
        """Return the fields for another name."""
        return NameForm(self.reading, self._thing)

    def _remove(self, name: Name) -> Doing:
        does = tr("Remove “{name}” from the names of {thing}").format(
            name=show.apart(name.text), thing=show.apart(self._thing.name)
        )
        edit = RemoveName(kind_of(self._thing), seen(self._thing), name)
        return Doing("×", does, self.reading, partial(self.reading.edit, edit))


class NameForm(Form):
    """Fields for another name: the name, its language, its kind."""

    def __init__(self, reading: Reading, thing: Thing) -> None:
        super().__init__(reading.theme, tr("Enter adds it, Esc lets go. The search finds it too."))
        self._reading, self._thing = reading, thing
        self._kind = "variant"
        theme = reading.theme
        self.field, self.lang = QLineEdit(), QLineEdit()
        for field, said in (
            (self.field, tr("Another name of {name}").format(name=show.apart(thing.name))),
            (self.lang, tr("Language of the name, for example uk; may stay empty")),
        ):
            theme.write(field, "base")
            field.setAccessibleName(said)
            show.explain(field, said)
        self.field.setMaxLength(words.NAME)
        self.field.setPlaceholderText(tr("Another name"))
        self.lang.setPlaceholderText(tr("Language"))
        self.lang.setMaxLength(20)
        self.lang.setFixedWidth(theme.px(90))
        self.kinds = MenuButton("", theme)
        self.menu = QMenu(self.kinds)
        for kind in NAME_KINDS[kind_of(thing)]:
            if kind != "merged":  # only a merge makes one
                self.menu.addAction(self._choice(kind))
        self.kinds.clicked.connect(self._ask_kind)
        self._choose(self._kind)
        row = QHBoxLayout()
        row.addWidget(self.lang)
        row.addWidget(self.kinds)
        row.addStretch(1)
        self.column.addWidget(self.field)
        self.column.addLayout(row)
        self.finish(self.field, tr("Add"))

    def save(self) -> None:
        """Ask for the name; none is refused."""
        text = words.cleaned(self.field.text())
        if not text:
            self.refuse(self.field, tr("A name is not empty: type one, or press Esc."))
            return
        name = Name(text, self._kind, words.cleaned(self.lang.text()) or None)
        self._reading.edit(AddName(kind_of(self._thing), seen(self._thing), name))
        self.end()

    def _choice(self, kind: str) -> QAction:
        choice = QAction(show.doubled(show.worded(kind)), self)
        choice.triggered.connect(partial(self._choose, kind))
        return choice

    def _choose(self, kind: str, *_: object) -> None:
        self._kind = kind
        self.kinds.say(tr("Kind"), show.worded(kind))

    def _ask_kind(self) -> None:
        self.menu.popup(self.kinds.mapToGlobal(self.kinds.rect().bottomLeft()))


def _called(name: Name) -> str:
    return f"{show.apart(name.text)} ({show.listed([show.worded(name.kind), name.lang or ''])})"
