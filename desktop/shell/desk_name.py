"""The name of the desk in the menu row."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import show
from desktop.frame import Frame
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.queries import all_as_of


class DeskName(QWidget):
    """Says which desk is open, where its file lies, whether it is made up, and as of which day."""

    titled = Signal(str)
    """The same in words, for the title of the window."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._called = ""
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

    def call(self, name: str, path: Path) -> None:
        """Show a name with the next frame; the tooltip says the file's whole path."""
        self._called = name
        self.name.setText(name)
        show.explain(self.name, name, str(path))

    def show_frame(self, frame: Frame) -> None:
        """Say what a frame is of."""
        fictional, as_of = frame.snapshot.desk.fictional, all_as_of(frame.query)
        self.fictional.setVisible(fictional)
        self.as_of.setText(as_of)
        self.as_of.setVisible(bool(as_of))
        title = tr("{desk} (fictional) – Crosscheck") if fictional else tr("{desk} – Crosscheck")
        self.titled.emit(title.format(desk=show.listed([self._called, as_of])))

    def minimumSizeHint(self) -> QSize:
        """The name gives way before the menus do."""
        return QSize(0, super().minimumSizeHint().height())
