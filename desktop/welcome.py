"""The page that stands where the panels would, while a desk has nothing to show."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop import show
from desktop.show import tr
from desktop.theme import Theme

_PAGE = 524
"""How wide the page is at most."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do next: an icon, a title, a sentence, its keys if any, what it does."""

    icon: str
    title: str
    text: str
    keys: str
    act: Callable[[], None]


class CardButton(QAbstractButton):
    """A card that is pressed as a whole."""

    _HEIGHT = 60

    def __init__(self, card: Card, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._card, self._theme = card, theme
        self.setText(card.title)
        self.setAccessibleName(card.title)
        self.setAccessibleDescription(card.text)
        self.setToolTip(show.tip(card.title, card.text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(card.act)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of the title and the sentence, whichever is wider."""
        strong = QFontMetrics(self._theme.font("strong")).horizontalAdvance(self._card.title)
        base = QFontMetrics(self._theme.font("base")).horizontalAdvance(self._card.text)
        return QSize(46 + max(strong, base) + 90, self._HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the title can be read."""
        return QSize(240, self._HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a frame, the icon, both lines and the keys."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, lit = self._theme.colour, self.underMouse() or self.isDown()
        frame = self.rect().toRectF().adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(QPen(colour("divider"), 1))
        painter.setBrush(colour("hover" if lit else "panel"))
        painter.drawRoundedRect(frame, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(-1.5, -1.5, 1.5, 1.5), 8, 8)
        self._theme.icon(self._card.icon).paint(painter, QRect(17, self.height() // 2 - 8, 16, 16))
        right = self.width() - 17 - self._paint_keys(painter)
        room = QRect(QPoint(46, 11), QPoint(right, 29))
        self._write(painter, room, self._card.title, "ink", "strong")
        self._write(painter, room.translated(0, 19), self._card.text, "ink.3", "base")

    def _write(self, painter: QPainter, room: QRect, text: str, ink: str, role: str) -> None:
        font: QFont = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(self._theme.colour(ink))
        elide = Qt.TextElideMode.ElideRight
        text = QFontMetrics(font).elidedText(show.visible(text), elide, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_keys(self, painter: QPainter) -> int:
        """Paint the keys as a cap at the right, and return how much room they take."""
        if not self._card.keys:
            return 0
        native = QKeySequence.SequenceFormat.NativeText
        keys = QKeySequence(self._card.keys).toString(native).replace("+", " ")
        painter.setFont(self._theme.font("micro"))
        wide = painter.fontMetrics().horizontalAdvance(keys) + 10
        cap = QRect(self.width() - 17 - wide, self.height() // 2 - 8, wide, 16)
        painter.setPen(self._theme.colour("divider"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap.toRectF().translated(0.5, 0.5), 3, 3)
        painter.setPen(self._theme.colour("ink.3"))
        painter.drawText(cap.translated(1, 1), Qt.AlignmentFlag.AlignCenter, keys)
        return wide + 10


class Welcome(QWidget):
    """Says what a desk is, why there is nothing here, and what can be done next."""

    def __init__(
        self, theme: Theme, cards: tuple[Card, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("This desk is empty"))
        self._theme = theme
        heading = show.label(tr("This desk is empty"), self)
        heading.setFont(theme.font("title"))
        said = tr("A desk holds claims: who said what, through which source, where and when.")
        sentence = show.label(said, self, wrap=True)
        self.cards = tuple(CardButton(card, theme, self) for card in cards)
        page = QVBoxLayout()
        page.setSpacing(4)
        page.addStretch(2)
        page.addWidget(heading)
        page.addWidget(sentence)
        page.addSpacing(12)
        for widget in (heading, sentence, *self.cards):
            widget.setMaximumWidth(_PAGE)
        for card in self.cards:
            page.addWidget(card)
        page.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addLayout(page, 1000)
        row.addStretch(1)
        theme.changed.connect(self.update)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keys on the first card, so that Enter does what comes next."""
        super().showEvent(event)
        if self.cards and not event.spontaneous():
            self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of a panel."""
        QPainter(self).fillRect(self.rect(), self._theme.colour("panel"))
