"""What stands on the screen while a large desk is read: which one, how far, a way to leave it."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop import show
from desktop.jobs import Work
from desktop.show import tr
from desktop.theme import Theme


class Loading(QWidget):
    """A small window of its own; closed, it calls the reading off and goes for good."""

    called_off = Signal()

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work: Work | None = None
        self.setWindowTitle(tr("{desk} – Crosscheck").format(desk=show.visible(name)))
        self.setAccessibleName(tr("Opening {desk}").format(desk=show.visible(name)))
        heading = show.label(tr("Opening {desk}").format(desk=name))
        heading.setFont(theme.font("title"))
        self.said = show.label(tr("Reading what is claimed; nothing is counted yet"))
        self.said.setObjectName("Note")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (heading, self.said, self.bar):
            column.addWidget(widget)
        column.addLayout(foot)
        self.setFixedSize(480, self.sizeHint().height())
        self.cancel.setFocus()

    def follow(self, work: Work, moved: SignalInstance) -> None:
        """Show how far a work is, whenever it has `moved`."""
        self._work = work
        moved.connect(self._on_moved)

    def _on_moved(self) -> None:
        if self._work is not None:
            self.bar.setRange(0, self._work.of)
            self.bar.setValue(self._work.done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Call the reading off."""
        super().closeEvent(event)
        self.called_off.emit()
