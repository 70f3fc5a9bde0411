"""Small buttons that several panels use: one with an arrow, a link, a chip."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop import show
from desktop.show import tr
from desktop.theme import Theme


def paint_box(painter: QPainter, theme: Theme, at: QPointF, *, ticked: bool) -> None:
    """Paint a box, 14 pixels wide in the design, round a centre; a mark in it when ticked."""
    box = QRectF(-6.5, -6.5, 13, 13)
    painter.save()
    painter.translate(at)
    painter.scale(theme.scale, theme.scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent" if ticked else "control"), 1))
    painter.setBrush(theme.colour("accent" if ticked else "input"))
    painter.drawRoundedRect(box, 3, 3)
    if ticked:
        painter.setPen(QPen(theme.colour("on.accent"), 1.8))
        corners = ((-3.5, 0.2), (-1, 2.7), (3.5, -2.5))
        painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))
    painter.restore()


class _Painted(QAbstractButton):
    """A button that paints itself and can be reached by Tab and pressed by Enter."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        theme.write(self, "base")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return its whole size: it elides by itself where it has a limit."""
        return self.sizeHint()

    def ring(self, painter: QPainter, radius: float) -> None:
        """Paint the focus ring, when it has the focus."""
        if self.hasFocus():
            painter.setPen(QPen(self.theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)


class MenuButton(_Painted):
    """A flat button that opens something: what it is of, what is set of it, and an arrow."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._set = ""
        self.setText(text)

    def say(self, text: str, set_to: str = "") -> None:
        """Show another text, and in strong type what is set."""
        self._set = set_to
        self.setText(text)
        self.setAccessibleName(" ".join(part for part in (text, set_to) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the words and the arrow."""
        strong = self.theme.font("strong")
        words = self._width(self.text(), self.font()) + self._width(self._set, strong)
        return QSize(8 + words + self.theme.px(7) + 8, max(24, self.theme.px(26)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Down as well."""
        if event.key() == Qt.Key.Key_Down:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, what is set in strong type, and the arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.isEnabled() and (self.underMouse() or self.isDown())
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("hover"))
            painter.drawRoundedRect(self.rect(), 4, 4)
        quiet, strong = "ink" if lit else "ink.2", self.theme.font("strong")
        room = self.rect().adjusted(8, 0, 0, 0)
        for words, font, ink in (
            (self.text(), self.font(), quiet), (self._set, strong, "ink"),
        ):  # fmt: skip
            painter.setFont(font)
            painter.setPen(self.theme.colour(ink if self.isEnabled() else "ink.disabled"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            room.setLeft(room.left() + self._width(words, font))
        half = 3.5 * self.theme.scale
        self._paint_arrow(painter, QPointF(room.left() + half, self.height() / 2 + 0.5))
        self.ring(painter, 4)

    def _width(self, words: str, font: QFont) -> int:
        return QFontMetrics(font).horizontalAdvance(words) + 5 if words else 0

    def _paint_arrow(self, painter: QPainter, at: QPointF) -> None:
        painter.setBrush(self.theme.colour("ink.3" if self.isEnabled() else "ink.disabled"))
        painter.setPen(Qt.PenStyle.NoPen)
        corners = ((-3.5, -2), (3.5, -2), (0, 2.2))
        scale = self.theme.scale
        painter.drawPolygon(QPolygonF([at + QPointF(*corner) * scale for corner in corners]))


class Link(_Painted):
    """Words that lead somewhere, in the colour of links, underlined under the mouse."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the size of the text, a little air, and a height that can be hit."""
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 10
        return QSize(wide, max(24, self.theme.px(24)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painter.setPen(self.theme.colour("link" if self.isEnabled() else "ink.disabled"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        self.ring(painter, 4)


class Chip(_Painted):
    """One filter in words: what it restricts, to what, and the × that lifts it."""

    _HEIGHT, _MOST = 22, 300

    def __init__(self, what: str, to: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._what, self._to = show.visible(what), show.visible(to)
        told = " ".join(show.apart(part) for part in (what, to) if part)
        self.setText(show.doubled(told))
        self.setAccessibleName(tr("Lift filter: {filter}").format(filter=told))
        show.explain(self, told)

    def sizeHint(self) -> QSize:
        """Return the size of the words and the ×, up to a limit."""
        wide = 10 + self._words() + 10 + self.theme.px(14)
        return QSize(
            min(self.theme.px(self._MOST), wide), max(self._HEIGHT, self.theme.px(self._HEIGHT))
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words on the ground of what is selected."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("selected"))
        painter.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(self.theme.colour("ink"))
        room = self.rect().adjusted(10, 0, -6 - self.theme.px(14), 0)
        if self._what:
            painter.drawText(room, left, self._what)
            room.setLeft(room.left() + self.fontMetrics().horizontalAdvance(self._what) + 6)
        painter.setFont(self.theme.font("strong"))
        elide = Qt.TextElideMode.ElideRight
        to = painter.fontMetrics().elidedText(self._to, elide, room.width())
        painter.drawText(room, left, to)
        self._paint_cross(painter)
        self.ring(painter, self.height() / 2 - 1)

    def _words(self) -> int:
        what = self.fontMetrics().horizontalAdvance(self._what) + 6 if self._what else 0
        return what + QFontMetrics(self.theme.font("strong")).horizontalAdvance(self._to)

    def _paint_cross(self, painter: QPainter) -> None:
        wide = self.theme.px(14)
        cross = QRect(self.width() - 5 - wide, 0, wide, self.height())
        painter.setFont(self.font())
        painter.setPen(self.theme.colour("ink" if self.underMouse() else "ink.2"))
        painter.drawText(cross, Qt.AlignmentFlag.AlignCenter, "×")


class CheckBox(_Painted):
    """A box to tick and its words, after them a count in strong type."""

    def __init__(self, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._count = ""
        self.setCheckable(True)
        self.setText(text)

    def say(self, count: str) -> None:
        """Show another count."""
        self._count = count
        self.setAccessibleName(" ".join(part for part in (self.text(), count) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the box, the words and the count."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        strong = QFontMetrics(self.theme.font("strong"))
        count = strong.horizontalAdvance(self._count) + 5 if self._count else 0
        return QSize(self.theme.px(26) + words + count + 6, max(24, self.theme.px(26)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, the words and the count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        at = QPointF(self.theme.px(12), self.height() / 2)
        paint_box(painter, self.theme, at, ticked=self.isChecked())
        on = self.isEnabled()
        painter.setPen(self.theme.colour("ink.2" if on else "ink.disabled"))
        room = self.rect().adjusted(self.theme.px(26), 0, 0, 0)
        painter.drawText(room, middle, self.text())
        room.setLeft(room.left() + self.fontMetrics().horizontalAdvance(self.text()) + 5)
        painter.setFont(self.theme.font("strong"))
        painter.setPen(self.theme.colour("ink" if on else "ink.disabled"))
        painter.drawText(room, middle, self._count)
        self.ring(painter, 4)
