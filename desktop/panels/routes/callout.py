"""The callout: who says what of one road, side by side, and how it gets there."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.model import Actor, Route
from db.routes import Heard
from desktop import glyphs, show
from desktop.panels.routes import words
from desktop.panels.routes.reading import Look, Reading, Told
from desktop.panels.routes.style import sample
from desktop.show import tr
from desktop.theme import Theme

USUAL = 106
"""The height that a road with three claims, two of them through groups, takes at usual text."""
_HEAD, _ROW, _THROUGH, _PAD = 20, 16, 14, 6
"""The heights of its lines, which grow with the text, and of the room around them."""
_MOST = 6
_LEFT, _SAMPLE = 24, 30
_SOME = 24
"""The least of a group's name that tells anything, at the usual text."""


class Callout(QWidget):
    """One road and every report that bears on it; hidden when there is none to speak of."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reading, self._route = Reading(), None
        self._heard: list[tuple[Told, Heard]] = []
        self._most_high = 10_000
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(tr("Selected road"))
        theme.changed.connect(self._settle)
        self.hide()

    def show_reading(self, reading: Reading) -> None:
        """Speak of the road that is selected."""
        self._reading, self._route = reading, reading.spoken_of()
        self._heard = reading.heard(self._route) if self._route else []
        self.setVisible(self._route is not None)
        show.explain(self, *self.lines())
        self.setAccessibleDescription(" ".join(self.lines()))
        self._settle()

    def _settle(self) -> None:
        self.updateGeometry()
        self.update()

    @property
    def looks(self) -> frozenset[Look]:
        """The styles it names."""
        return frozenset(told.look for told, _ in self._heard)

    def lines(self) -> list[str]:
        """Return what it says, line by line."""
        if self._route is None:
            return []
        said = [f"{show.apart(self._route.name)}: {words.claims(self._reading, self._route)}"]
        for told, through in self._heard:
            said.append(show.listed((told.claimant.name, words.status(told.look), words.age(told))))
            if through.group:
                said.append(words.group(through.group.name, through.membership))
        return said

    def keep_within(self, height: int) -> None:
        """Be no higher than this, as far as one report has room; those without are counted."""
        if height != self._most_high:
            self._most_high = height
            self._settle()

    def sizeHint(self) -> QSize:
        """Return the height of all that it says at this width, up to six reports."""
        return QSize(300, self._high(self._shown()))

    def minimumSizeHint(self) -> QSize:
        """Return the same height at any width."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take a line or two for each report, as there is room."""
        super().resizeEvent(event)
        self._settle()

    def _shown(self) -> int:
        """Return how many reports have room."""
        return next(
            (
                n
                for n in range(min(len(self._heard), _MOST), 1, -1)
                if self._high(n) <= self._most_high
            ),
            1,
        )

    def _high(self, shown: int) -> int:
        """Return how high it is with so many reports."""
        head, row, through = map(self._theme.px, (_HEAD, _ROW, _THROUGH))
        lines = row * (1 + self._folded)
        told = sum(lines + through * bool(way.group) for _, way in self._heard[:shown])
        return 2 * _PAD + head + told + row * (shown < len(self._heard))

    @property
    def _folded(self) -> bool:
        """Whether who says it and what are on two lines, having no room on one."""
        left, age = self._edges()
        least = max((self._wide(_short(told.claimant)) for told, _ in self._heard), default=0.0)
        return left + least + self._status() + 14 > age

    def _edges(self) -> tuple[float, float]:
        """Return where names begin, and where ages do."""
        return _LEFT + _SAMPLE + 8 + self._theme.px(13), self.width() - 10 - self._theme.px(48)

    def _status(self) -> float:
        """Return how wide the widest status is."""
        said = (self._wide(words.status(told.look)) + 8 for told, _ in self._heard)
        return max(float(self._theme.px(84)), *said)

    def _wide(self, text: str) -> float:
        return QFontMetricsF(self._theme.font("base")).horizontalAdvance(show.visible(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the accent line, the head, and a row for each report."""
        if self._route is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(
            QRectF(12, _PAD, 2, self.height() - 2 * _PAD), self._theme.colour("accent")
        )
        self._head(painter, self._route)
        head, row, line = (self._theme.px(high) for high in (_HEAD, _ROW, _THROUGH))
        y, shown = float(_PAD + head), self._shown()
        for told, through in self._heard[:shown]:
            y = self._row(painter, told, y)
            if through.group:
                left = _LEFT + _SAMPLE + 8
                room = QRectF(left, y - 2, self.width() - left - 10, line)
                text = self._through(through.group, through.membership, room.width())
                self._text(painter, room, text, "small", "ink.3")
                y += line
        if more := len(self._heard) - shown:
            room = QRectF(_LEFT + _SAMPLE + 8, y, self.width() - _LEFT - _SAMPLE - 18, row)
            self._text(painter, room, tr("and %n more", more), "small", "ink.3")

    def _head(self, painter: QPainter, route: Route) -> None:
        x, high = float(_LEFT), self._theme.px(_HEAD) - 2
        if route.id in self._reading.differing:
            at = QPointF(x + 6.5 * self._theme.scale, _PAD + high / 2)
            glyphs.contested(painter, self._theme, at)
            x += self._theme.px(18)
        count = words.claims(self._reading, route)
        beside = QFontMetricsF(self._theme.font("base")).horizontalAdvance(count)
        space = self.width() - x - 10
        room = QRectF(x, _PAD, max(space - beside - 10, space / 2), high)
        width = self._text(painter, room, route.name, "strong", "ink")
        left = x + width + 10
        room = QRectF(left, _PAD, self.width() - left - 10, high)
        self._text(painter, room, count, "base", "ink.2")

    def _row(self, painter: QPainter, told: Told, y: float) -> float:
        """Paint one report: its line, who says it, what, and how long ago; return where it ends."""
        high, (x, age), right = self._theme.px(_ROW), self._edges(), self.width() - 10
        middle = y + high / 2
        sample(painter, self._theme, told.look, QPointF(_LEFT, middle), _SAMPLE)
        at = QPointF(_LEFT + _SAMPLE + 8 + 4 * self._theme.scale, middle)
        glyphs.side(painter, self._theme, told.claimant.side.token, at, 8)
        status = x if self._folded else age - self._status()
        room = QRectF(x, y, (right if self._folded else status - 6) - x, high)
        whole = self._wide(told.claimant.name) <= room.width()
        name = told.claimant.name if whole else _short(told.claimant)
        self._text(painter, room, name, "base", "ink")
        y += high * self._folded
        room = QRectF(status, y, age - status, high)
        self._text(painter, room, words.status(told.look), "base", "ink")
        room = QRectF(age, y, right - age, high)
        self._text(painter, room, words.age(told), "base", "ink", Qt.AlignmentFlag.AlignRight)
        return y + high

    def _through(self, group: Route, membership: str | None, width: float) -> str:
        """Return how a report bears on the road; the group's name gives way, down to some of it."""
        metrics = QFontMetricsF(self._theme.font("small"))
        free = width - metrics.horizontalAdvance(words.group("", membership)) - 2
        name = show.visible(group.name)
        if free > self._theme.px(_SOME):
            name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, free)
        return words.group(name, membership)

    def _text(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        font: str,
        colour: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> float:
        """Paint as much of a text as there is room for, and return how wide that is."""
        painter.setFont(self._theme.font(font))
        painter.setPen(self._theme.colour(colour))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(show.visible(text), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)


def _short(actor: Actor) -> str:
    return actor.abbrev or actor.name
