"""What stands in the middle of a panel that has nothing to show: why, and the ways on."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.query import Query
from desktop import show
from desktop.theme import Theme
from desktop.words.nothing import Way

_WIDTH = 360
"""How wide the sentence may be, at the usual text."""
_AROUND = 40
"""How much wider than its words it stands."""


class Empty(QWidget):
    """A sentence and a button for each way on, over the room of another widget.

    `ask` is called with what to make of the query.
    """

    def __init__(
        self, theme: Theme, ask: Callable[[Callable[[Query], Query]], None], over: QWidget
    ) -> None:
        super().__init__(over)
        self._theme, self._ask, self._over = theme, ask, over
        self._ways: tuple[Way, ...] = ()
        self.said = show.label(parent=self, wrap=True)
        self.said.setObjectName("Note")
        self.said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 6, 16, 6)
        self._column.setSpacing(8)
        self._column.addWidget(self.said)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(8)
        self._column.addLayout(self._row)
        over.installEventFilter(self)
        theme.changed.connect(self._place)
        self.hide()

    def tell(self, said: str, ways: tuple[Way, ...]) -> None:
        """Say why there is nothing, and offer the ways on; without words it goes."""
        focused = any(button.hasFocus() for button in self.buttons)
        if [way.text for way in ways] != [way.text for way in self._ways]:
            self._make_buttons(ways)
        self._ways = ways
        self.said.setText(show.visible(said))
        self.setAccessibleName(said)
        self.setVisible(bool(said))
        self._place()
        if focused:
            left = self.buttons[0] if self.buttons else self.parentWidget()
            if left is not None:
                left.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of a panel: no line of a picture runs through the words."""
        QPainter(self).fillRect(self.rect(), self._theme.colour("panel"))

    def _make_buttons(self, ways: tuple[Way, ...]) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for n, way in enumerate(ways):
            button = QPushButton(show.doubled(way.text), self)
            self._theme.write(button, "base")
            button.setAccessibleName(way.text)
            button.clicked.connect(lambda _=False, n=n: self._ask(self._ways[n].step))
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.buttons.append(button)

    def _place(self) -> None:
        """Stand in the middle; in a low room the ways on stand side by side."""
        room = self._over.rect()
        self._row.setDirection(QBoxLayout.Direction.TopToBottom)
        words = [self.said.fontMetrics().horizontalAdvance(self.said.text())]
        wide = max(words + [button.sizeHint().width() for button in self.buttons])
        width = min(wide + _AROUND, self._theme.px(_WIDTH), room.width())
        if self._column.totalHeightForWidth(width) > room.height():
            self._row.setDirection(QBoxLayout.Direction.LeftToRight)
            width = min(max(width, self._column.totalSizeHint().width()), room.width())
        height = min(self._column.totalHeightForWidth(width), room.height())
        corner = QRect(0, 0, width, height)
        corner.moveCenter(room.center())
        self.setGeometry(corner)
