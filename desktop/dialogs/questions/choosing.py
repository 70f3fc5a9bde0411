"""Small choices of the editor: one of a few answers from a menu, one of all questions by typing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop import show
from desktop.dialogs.chooser import Choice, ChoiceRows, Chooser
from desktop.panels.buttons import MenuButton
from desktop.show import tr
from desktop.theme import Theme


class AnswerButton(MenuButton):
    """One of a few answers, chosen from a menu. `changed` says that another is."""

    changed = Signal()

    def __init__(self, name: str, theme: Theme) -> None:
        """`name` says what the answer is of."""
        super().__init__("", theme)
        self._name = name
        self._answers: Mapping[str, str] = {}
        self.chosen = ""
        """By what it goes that is chosen; empty before anything is."""
        self.menu = QMenu(self)
        self.clicked.connect(self._ask)

    def offer(self, answers: Mapping[str, str], chosen: str) -> None:
        """Offer answers, in words by what they go by; `chosen`, where it is one, else the first."""
        self._answers = answers
        self._choose(chosen if chosen in answers else next(iter(answers), ""))
        self.setEnabled(bool(answers))

    def _choose(self, chosen: str) -> None:
        self.chosen = chosen
        words = show.apart(self._answers.get(chosen, "")) or "–"
        self.say("", words)
        self.setAccessibleName(f"{self._name}: {words}")

    def _ask(self) -> None:
        self.menu.clear()
        for key, words in self._answers.items():
            choice = QAction(show.doubled(words), self.menu)
            choice.setCheckable(True)
            choice.setChecked(key == self.chosen)
            choice.triggered.connect(partial(self._take, key))
            self.menu.addAction(choice)
            if key == self.chosen:
                self.menu.setActiveAction(choice)
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _take(self, key: str, *_: object) -> None:
        self._choose(key)
        self.changed.emit()


class QuestionChooser(Chooser[Choice]):
    """Lists questions by what is typed of them; the one taken is handed on by its uid."""

    WIDTH = 620
    _MOST = 100

    def __init__(
        self,
        title: str,
        offered: Iterable[Choice],
        taken: Callable[[str], None],
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(title, theme, window, ChoiceRows(theme))
        self._offered = tuple(offered)
        self._taken = taken
        self.nothing.setText(tr("No question has these words"))
        self.show_choices()

    def choices(self, typed: str) -> Sequence[Choice]:
        """Return the questions that have every word typed."""
        words = typed.casefold().split()
        found = [one for one in self._offered if all(w in one.name.casefold() for w in words)]
        return found[: self._MOST]

    def take(self, choice: Choice) -> None:
        """Hand it on."""
        self._taken(choice.key)
