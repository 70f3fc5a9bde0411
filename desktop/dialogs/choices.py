"""Radio buttons and check boxes in the theme's colours, and tinted notes."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop import show
from desktop.theme import Theme

_SIDE, _GAP, _HEIGHT = 14, 8, 24
_INSET, _HIGH, _CORNER = 10, 26, 4
"""What a segment leaves on either side of its text, how high it is, how round its frame."""


class Radio(QRadioButton):
    """One of several."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Fit the sign and the text."""
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere."""
        return self.rect().contains(pos)

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        """Paint a ring, with a dot in it where it is chosen."""
        painter, box = _begun(self, self._theme)
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("on.accent"))
            painter.drawEllipse(box.center(), 3, 3)
        painter.end()


class Segment(QRadioButton):
    """One of several that stand side by side in one frame; the chosen one is lit."""

    def __init__(self, text: str, theme: Theme, *, first: bool, last: bool) -> None:
        super().__init__(text)
        self._theme = theme
        self._beyond = (0 if first else _CORNER, 0 if last else _CORNER)
        """How far the frame goes on to the left and to the right: round are only its ends."""
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Fit the text as it stands when chosen."""
        room = QFontMetrics(self._theme.font("strong")).horizontalAdvance(self.text())
        return QSize(room + 2 * _INSET, _HIGH)

    def minimumSizeHint(self) -> QSize:
        """Fit the text."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere."""
        return self.rect().contains(pos)

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        """Paint its piece of the frame, lit where it is chosen, and the text."""
        painter, chosen, colour = QPainter(self), self.isChecked(), self._theme.colour
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self._beyond
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(colour("control"))
        painter.setBrush(colour("selected" if chosen else "input"))
        painter.drawRoundedRect(room.adjusted(-left, 0, right, 0), _CORNER, _CORNER)
        if left:
            painter.drawLine(room.topLeft(), room.bottomLeft())
        painter.setPen(colour("ink" if chosen else "ink.2"))
        painter.setFont(self._theme.font("strong") if chosen else self.font())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextHideMnemonic
        painter.drawText(self.rect(), flags, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _CORNER, _CORNER)
        painter.end()


class Segments(QWidget):
    """One of several, side by side in one frame. `changed` says that another is chosen."""

    changed = Signal()

    def __init__(self, name: str, choices: Mapping[str, str], theme: Theme) -> None:
        """`choices` are by what is chosen: what stands there. `name` says what they are of."""
        super().__init__()
        self.setAccessibleName(name)
        self.buttons: dict[str, Segment] = {}
        self.group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for n, (choice, words) in enumerate(choices.items(), 1):
            button = Segment(words, theme, first=n == 1, last=n == len(choices))
            button.setAccessibleName(f"{name}: {words}")
            self.buttons[choice] = button
            self.group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.group.buttonToggled.connect(self._on_toggled)

    @property
    def chosen(self) -> str:
        """What is chosen; empty before anything is."""
        return next((one for one, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, choice: str) -> None:
        """Choose it, and say nothing of that."""
        self.group.blockSignals(True)  # noqa: FBT003 - as Qt has it
        self.buttons[choice].setChecked(True)
        self.group.blockSignals(False)  # noqa: FBT003 - as Qt has it

    def _on_toggled(self, _: QWidget, on: bool) -> None:  # noqa: FBT001  # as Qt calls it
        if on:
            self.changed.emit()


class Check(QCheckBox):
    """One thing, on or off."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Fit the sign and the text."""
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere."""
        return self.rect().contains(pos)

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        """Paint a box, with a tick in it where it is on."""
        painter, box = _begun(self, self._theme)
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            pen = QPen(self._theme.colour("on.accent"), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            tick = [box.topLeft() + QPointF(x, y) for x, y in ((3.3, 7), (5.8, 9.6), (10, 3.8))]
            painter.drawPolyline(tick)
        painter.end()


class Note(QFrame):
    """A tinted note of a title and a text; hidden while there is nothing to say."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.title = show.label(wrap=True)
        self.title.setObjectName(f"{name}Title")
        self.title.setFont(theme.font("strong"))
        self.text = show.label(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.text)
        self.hide()

    def say(self, title: str, text: str) -> None:
        """Say this; without a text, nothing."""
        self.title.setText(show.visible(title))
        self.text.setText(show.visible(text))
        self.setVisible(bool(text))
        self.updateGeometry()


def _size(button: QAbstractButton) -> QSize:
    return QSize(_SIDE + _GAP + button.fontMetrics().horizontalAdvance(button.text()) + 6, _HEIGHT)


def _begun(button: QAbstractButton, theme: Theme) -> tuple[QPainter, QRectF]:
    """Return a painter that has painted the text and the focus, set for the sign, and its place."""
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room, on = button.rect(), button.isEnabled()
    painter.setPen(theme.colour("ink" if on else "ink.disabled"))
    text = room.adjusted(_SIDE + _GAP, 0, 0, 0)
    painter.drawText(
        text, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic, button.text()
    )
    if button.hasFocus():
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(QRectF(room).adjusted(_SIDE + 3, 2, -1, -2), 5, 5)
    chosen = button.isChecked()
    edge = "accent" if chosen else "control" if on else "divider"
    painter.setPen(QPen(theme.colour(edge), 1.2))
    painter.setBrush(theme.colour("accent" if chosen else "input"))
    return painter, QRectF(1, (room.height() - _SIDE) / 2, _SIDE, _SIDE).adjusted(
        0.6, 0.6, -0.6, -0.6
    )
