"""What claims stand together by, and how the row of a group is said and painted."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPolygonF

from db.model import ActorId, Desk, PlaceId, QuestionId
from db.query import Grouping
from desktop import glyphs, show
from desktop.show import tr
from desktop.theme import Theme

FOLD = 28
"""How far from the left a press folds a group, at the usual text."""
_ARROW, _GAP, _SIGN = 15, 6, 11
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class Heading:
    """What the row of a group says. `within` tells places of one name apart; `side` is a token.

    `proposed`: one of its claims is contested by proposals, and none by what is accepted.
    """

    by: Grouping
    name: str
    within: str
    side: str
    count: int
    contested: bool
    folded: bool
    proposed: bool = False

    @property
    def sign(self) -> str:
        """What the sign of the group says, if it has one."""
        if self.contested:
            return tr("contested")
        return tr("contested, proposed") if self.proposed else ""


def grouping(by: Grouping) -> str:
    """Return what claims stand together by, as a menu has it."""
    return {
        "": tr("None"),
        "question": tr("Question"),
        "place": tr("Place"),
        "claimant": tr("Claimant"),
    }[by]


def uid(desk: Desk, by: Grouping, value: int) -> str:
    """Return the uid of what a group shares; empty where its claims have none."""
    if value < 0:
        return ""
    match by:
        case "question":
            return desk.questions[QuestionId(value)].uid
        case "place":
            return desk.places[PlaceId(value)].uid
        case _:
            return desk.actors[ActorId(value)].uid


def named(desk: Desk, by: Grouping, value: int) -> tuple[str, str, str]:
    """Return the name of what a group shares, what it lies in, and the token of its side."""
    if value < 0:
        return (tr("No question") if by == "question" else tr("No place")), "", ""
    match by:
        case "question":
            return desk.questions[QuestionId(value)].text, "", ""
        case "place":
            place = desk.places[PlaceId(value)]
            alike = sum(other.name == place.name for other in desk.places.values()) > 1
            within = desk.places[place.parent].name if alike and place.parent else ""
            return place.name, within, ""
        case _:
            actor = desk.actors[ActorId(value)]
            return actor.name, "", actor.side.token


def spoken(heading: Heading) -> str:
    """Return the row as it is spoken: Question Who holds it?, 5 claims, contested, folded."""
    told = (
        tr("{kind} {name}").format(kind=grouping(heading.by), name=show.visible(heading.name)),
        show.visible(heading.within),
        tr("%n claim(s)", heading.count),
        heading.sign,
        tr("folded") if heading.folded else tr("unfolded"),
    )
    return ", ".join(words for words in told if words)


def tip(heading: Heading) -> str:
    """Return the tooltip of the row: its name in full, and what its signs mean."""
    signs = [tr("%n claim(s)", heading.count), heading.sign]
    return show.tip(heading.name, heading.within, show.listed(signs))


def paint(painter: QPainter, theme: Theme, band: QRect, heading: Heading, ground: str) -> None:
    """Paint the row of a group over the whole width of the table."""
    selected = ground == "selected"
    painter.fillRect(band, theme.colour(ground or "header"))
    for y in (band.top(), band.bottom()):
        painter.fillRect(band.left(), y, band.width(), 1, theme.colour("hairline"))
    if selected:
        painter.fillRect(band.left(), band.top(), 3, band.height(), theme.colour("accent"))
    middle, px = band.center().y() + 0.5, theme.px
    _paint_arrow(painter, theme, QPointF(px(_ARROW), middle), folded=heading.folded)
    x = px(FOLD)
    if heading.side:
        at = QPointF(x + glyphs.SIDE / 2 * theme.scale, middle)
        glyphs.side(painter, theme, heading.side, at)
        x += px(glyphs.SIDE) + _GAP
    count, faint = show.count(heading.count), "ink.2" if selected else "ink.3"
    painter.setFont(theme.font("base"))
    after = painter.fontMetrics().horizontalAdvance(count) + 2 * _GAP
    sign = px(_SIGN)
    after += sign + _GAP if heading.sign else 0
    room = band.adjusted(x, 0, -after, 0)
    x += _write(painter, theme, room, heading.name, ("strong", "ink")) + _GAP
    if heading.within:
        room.setLeft(x)
        x += _write(painter, theme, room, heading.within, ("small", faint)) + _GAP
    if heading.sign:
        at = QPointF(x + sign / 2 + 1, middle)
        glyphs.contested(painter, theme, at, _SIGN, filled=heading.contested)
        x += sign + _GAP + 2
    _write(painter, theme, band.adjusted(x, 0, 0, 0), count, ("base", faint))


def _write(painter: QPainter, theme: Theme, room: QRect, text: str, how: tuple[str, str]) -> int:
    """Write one line in a font and an ink, elided at its end; return how wide it is."""
    font, ink = how
    painter.setFont(theme.font(font))
    painter.setPen(theme.colour(ink))
    metrics, text = painter.fontMetrics(), show.visible(text).replace("\n", " ")
    line = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.drawText(room, _MIDDLE, line)
    return metrics.horizontalAdvance(line)


def _paint_arrow(painter: QPainter, theme: Theme, at: QPointF, *, folded: bool) -> None:
    corners = ((-2, -3.5), (-2, 3.5), (2.5, 0)) if folded else ((-3.5, -2), (3.5, -2), (0, 2.5))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ink.2"))
    painter.drawPolygon(QPolygonF([at + QPointF(*corner) * theme.scale for corner in corners]))
    painter.restore()
