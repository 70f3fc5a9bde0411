"""The name of the desk in the menu row."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import show
from desktop.frame import Frame
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.queries import all_as_of


def entitled(name: str, frame: Frame) -> str:
    """Return the title of a window: which desk it shows, and as of which day."""
    title = tr("{desk} – Crosscheck")
    if frame.snapshot.desk.fictional:
        title = tr("{desk} (fictional) – Crosscheck")
    return title.format(desk=show.listed([name, all_as_of(frame.query)]))


class DeskName(QWidget):
    """Says which desk is open, where its file lies, and whether what it says is made up."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = show.Elided()
        self.name.setObjectName("Note")
        self.name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.fictional = show.label(tr("fictional"))
        self.fictional.setObjectName("Badge")
        self.fictional.setFont(theme.font("small"))
        self.fictional.hide()
        self.as_of = show.label()
        self.as_of.setObjectName("Badge")
        self.as_of.setFont(theme.font("small"))
        self.as_of.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        for badge in (self.fictional, self.as_of):
            line.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)

    def call(self, name: str, path: Path, *, fictional: bool) -> None:
        """Show a name; the tooltip says the file's whole path."""
        self.fictional.setVisible(fictional)
        self.name.setText(name)
        show.explain(self.name, name, str(path))

    def say_as_of(self, words: str) -> None:
        """Show as of which day it is; without words, nothing."""
        self.as_of.setText(words)
        self.as_of.setVisible(bool(words))

    def minimumSizeHint(self) -> QSize:
        """The name gives way before the menus do."""
        return QSize(0, super().minimumSizeHint().height())
