"""The line under the filter bar that says that something is under way, and how far it is."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop import show
from desktop.jobs import Work
from desktop.show import tr
from desktop.theme import Theme

SHOWN_AFTER, SAID_AFTER = 0.3, 1.0
"""From how many seconds on the line is shown, and words with a way to call it off."""
_HEIGHT = 2


def oldest(works: tuple[Work, ...], after: float) -> Work | None:
    """Return the work that has been under way longest, if for more than `after` seconds."""
    old = [work for work in works if work.age >= after and not work.stopped]
    return max(old, key=lambda work: work.age, default=None)


def in_words(work: Work) -> str:
    """Return what is under way, and how much of how much is done."""
    if not work.of:
        return work.label
    return tr("{what}: {done} of {all}").format(
        what=work.label, done=show.count(work.done), all=show.count(work.of)
    )


class WorkBar(QWidget):
    """Two pixels over the upper edge of the panels; they move nothing and take no click."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part = 0.0
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(tr("Progress"))
        self.hide()

    def show_work(self, works: tuple[Work, ...], top: int) -> None:
        """Show how far the oldest work is, at the height `top` of the window."""
        work = oldest(works, SHOWN_AFTER)
        self.setVisible(work is not None)
        if work is not None:
            self._part = work.done / work.of if work.of else 0.0
            self.setAccessibleDescription(in_words(work))
            self.setGeometry(0, top, self.parentWidget().width(), _HEIGHT)  # type: ignore[union-attr]
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part that is done; where nobody knows, the whole line in its ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("linked"))
        done = QRectF(0, 0, self.width() * self._part, _HEIGHT)
        painter.fillRect(done, self._theme.colour("accent"))
