"""A question asked in its place: words, and the answers as links."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import show
from desktop.panels.buttons import Link
from desktop.theme import Theme

Answer = tuple[str, Callable[[], None]]
"""What an answer says, and what it does."""


class Notice(QWidget):
    """Stands in the panel until it is answered; the first answer has the keys."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("Warning")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = show.label(parent=self, wrap=True)
        self.answers: list[Link] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 4)
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addLayout(self._row)
        self.hide()

    def ask(self, words: str, *answers: Answer) -> None:
        """Show a question with its answers; any of them lets it go."""
        self.tell(words, *answers)
        self.answers[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, words: str, *answers: Answer) -> None:
        """Show words with answers to them; the keys stay where they are."""
        self.words.setText(show.visible(words))
        show.explain(self.words, *words.splitlines())
        self.setAccessibleName(show.visible(words))
        for link in self.answers:
            self._row.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.answers = [self._link(*answer) for answer in answers]
        self.show()

    def _link(self, text: str, does: Callable[[], None]) -> Link:
        link = Link(text, self._theme, self)
        link.setAccessibleDescription(self.words.text())
        link.clicked.connect(self.hide)
        link.clicked.connect(does)
        self._row.insertWidget(self._row.count() - 1, link)
        link.show()
        return link
