"""The page of a source: what it is, how reliable somebody judged it to be, and why."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from db.edits import words
from db.edits.rows import Named
from db.edits.sources import NOT_JUDGED, GradeSource
from db.model import Source
from desktop import show
from desktop.panels.buttons import MenuButton
from desktop.panels.detail.doubts import doubted
from desktop.panels.detail.form import Doing, Form, Part
from desktop.panels.detail.parts import Facts, Reading, Tag, Wrapped, beside, heading, listed
from desktop.show import tr
from desktop.words import grades


def told(source: Source, reading: Reading) -> list[QWidget]:
    """Return what is told of a source itself."""
    facts = Facts(reading.theme)
    facts.add(tr("Letter"), Letter(reading, source))
    note = tr("The letter is a judgement of the source, not of what it relays.")
    return [
        Wrapped(source.name, reading.theme, "title"),
        beside(Tag(show.worded(source.kind), reading.theme)),
        *doubted(reading.theme, source.name),
        heading(tr("How reliable it is judged to be"), reading.theme),
        facts,
        Wrapped(note, reading.theme, "small", "ink.3"),
    ]


class Letter(Part):
    """The letter of a source in words, its basis, and a form to judge anew."""

    def __init__(self, reading: Reading, source: Source) -> None:
        super().__init__(reading)
        self._source, theme = source, reading.theme
        basis = source.reliability_basis
        none = "" if source.reliability == NOT_JUDGED else tr("no basis on file")
        lines: list[QWidget] = [Wrapped(grades.letter(source.reliability), theme)]
        if basis or none:
            lines.append(Wrapped(basis or none, theme, ink="ink.2" if basis else "ink.3"))
        self.judge = Doing(
            tr("Judge…"),
            tr("Judge how reliable {name} is").format(name=show.apart(source.name)),
            reading,
            self.begin,
        )
        self.hold(beside(self.judge), self.judge, before=listed(*lines))

    def made(self) -> Form:
        """Return the letters and a field for the basis."""
        return LetterForm(self.reading, self._source)


class LetterForm(Form):
    """A letter, chosen from the six in words, and what the judgement rests on."""

    def __init__(self, reading: Reading, source: Source) -> None:
        said = tr("Enter saves, Esc lets go. A to E need a basis. The grade changes everywhere.")
        super().__init__(reading.theme, said)
        self._reading, self._source = reading, source
        self.letter = source.reliability
        self.button = MenuButton("", reading.theme)
        self.menu = QMenu(self.button)
        for letter in grades.LETTERS:
            choice = self.menu.addAction(grades.letter(letter))
            choice.triggered.connect(partial(self.choose, letter))
        self.button.clicked.connect(self._ask)
        self.basis = QLineEdit(show.visible(source.reliability_basis))
        reading.theme.write(self.basis, "base")
        self.basis.setMaxLength(words.REASON)
        self.basis.setAccessibleName(tr("What the judgement rests on"))
        self.column.addWidget(beside(self.button))
        self.column.addWidget(self.basis)
        self.choose(self.letter)
        self.finish(self.button, tr("Save"))

    def choose(self, letter: str, *_: object) -> None:
        """Have another letter."""
        self.letter = letter
        self.button.say(tr("Letter"), grades.letter(letter))
        needed = tr("What it rests on") if letter != NOT_JUDGED else tr("Why it is not judged")
        self.basis.setPlaceholderText(needed)

    def save(self) -> None:
        """Ask for the judgement; one without a basis is refused, the same changes nothing."""
        letter, basis = self.letter, words.cleaned(self.basis.text())
        was = (self._source.reliability, self._source.reliability_basis)
        if letter != NOT_JUDGED and not basis:
            needed = tr("{letter} needs a basis: say what it rests on.").format(letter=letter)
            self.refuse(self.basis, needed)
            return
        if (letter, basis) != (was[0], words.cleaned(show.visible(was[1]))):
            seen = Named(self._source.uid, self._source.name)
            self._reading.edit(GradeSource(seen, was, letter, basis))
        self.end()

    def _ask(self) -> None:
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
