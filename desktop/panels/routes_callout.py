"""The callout: who says what of one road, side by side, and how it gets there."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.model import Actor, Route
from db.routes import Heard
from desktop import glyphs, show
from desktop.panels import routes_words as words
from desktop.panels.routes_reading import Look, Reading, Told
from desktop.panels.routes_style import sample
from desktop.show import tr
from desktop.theme import Theme

USUAL = 106
"""The height that a road with three claims, two of them through groups, takes."""
_HEAD, _ROW, _THROUGH, _PAD = 20, 16, 14, 6
_MOST = 6
_LEFT, _SAMPLE = 24, 30


class Callout(QWidget):
    """One road and every report that bears on it; hidden when there is none to speak of."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reading, self._route = Reading(), None
        self._heard: list[tuple[Told, Heard]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(tr("Selected road"))
        theme.changed.connect(self.update)
        self.hide()

    def show_reading(self, reading: Reading) -> None:
        """Speak of the road that is selected."""
        self._reading, self._route = reading, reading.spoken_of()
        self._heard = reading.heard(self._route) if self._route else []
        self.setVisible(self._route is not None)
        self.setToolTip(show.tip(*self.lines()))
        self.setAccessibleDescription(" ".join(self.lines()))
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

    def sizeHint(self) -> QSize:
        """Return the height of all that it says, up to six reports."""
        rows = self._heard[:_MOST]
        height = 2 * _PAD + _HEAD + sum(_ROW + _THROUGH * bool(h.group) for _, h in rows)
        return QSize(300, height + _ROW * (len(self._heard) > _MOST))

    def minimumSizeHint(self) -> QSize:
        """Return the same height at any width."""
        return QSize(0, self.sizeHint().height())

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
        y = float(_PAD + _HEAD)
        metrics = QFontMetricsF(self._theme.font("base"))
        said = [words.status(told.look) for told, _ in self._heard[:_MOST]]
        status = max((metrics.horizontalAdvance(text) + 8 for text in said), default=0.0)
        for told, through in self._heard[:_MOST]:
            self._row(painter, told, y, max(84.0, status))
            y += _ROW
            if through.group:
                left = _LEFT + _SAMPLE + 8
                room = QRectF(left, y - 2, self.width() - left - 10, _THROUGH)
                text = self._through(through.group, through.membership, room.width())
                self._text(painter, room, text, "small", "ink.3")
                y += _THROUGH
        if (more := len(self._heard) - _MOST) > 0:
            room = QRectF(_LEFT + _SAMPLE + 8, y, 200, _ROW)
            self._text(painter, room, tr("and %n more", more), "small", "ink.3")

    def _head(self, painter: QPainter, route: Route) -> None:
        x = float(_LEFT)
        if route.id in self._reading.differing:
            glyphs.contested(painter, self._theme, QPointF(x + 6.5, _PAD + _HEAD / 2 - 1))
            x += 18
        count = words.claims(self._reading, route)
        beside = QFontMetricsF(self._theme.font("base")).horizontalAdvance(count)
        space = self.width() - x - 10
        room = QRectF(x, _PAD, max(space - beside - 10, space / 2), _HEAD - 2)
        width = self._text(painter, room, route.name, "strong", "ink")
        left = x + width + 10
        room = QRectF(left, _PAD, self.width() - left - 10, _HEAD - 2)
        self._text(painter, room, count, "base", "ink.2")

    def _row(self, painter: QPainter, told: Told, y: float, status: float) -> None:
        """Paint one report: its line, who says it, what, `status` wide, and how long ago."""
        middle = y + _ROW / 2
        sample(painter, self._theme, told.look, QPointF(_LEFT, middle), _SAMPLE)
        x = _LEFT + _SAMPLE + 8.0
        glyphs.side(painter, self._theme, told.claimant.side.token, QPointF(x + 4, middle), 8)
        x += 13
        metrics = QFontMetricsF(self._theme.font("base"))
        said = words.status(told.look)
        age = 48.0
        right = self.width() - 10.0
        short = told.claimant.abbrev or told.claimant.name  # who says it gives way last
        least = metrics.horizontalAdvance(show.visible(short)) + 8
        status = max(0.0, min(status, right - age - x - 6 - least))
        room = QRectF(x, y, right - age - status - x - 6, _ROW)
        self._text(painter, room, _named(told.claimant, metrics, room.width()), "base", "ink")
        self._text(painter, QRectF(right - age - status, y, status, _ROW), said, "base", "ink")
        room = QRectF(right - age, y, age, _ROW)
        self._text(painter, room, words.age(told), "base", "ink", Qt.AlignmentFlag.AlignRight)

    def _through(self, group: Route, membership: str | None, width: float) -> str:
        """Return how a report bears on the road; the group's name gives way, nothing else."""
        metrics = QFontMetricsF(self._theme.font("small"))
        taken = metrics.horizontalAdvance(words.group("", membership))
        elide = Qt.TextElideMode.ElideRight
        name = metrics.elidedText(show.visible(group.name), elide, max(0.0, width - taken - 2))
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


def _named(actor: Actor, metrics: QFontMetricsF, width: float) -> str:
    """Return an actor's name, or its short one where the name does not fit."""
    fits = metrics.horizontalAdvance(actor.name) <= width
    return actor.name if fits else actor.abbrev or actor.name
