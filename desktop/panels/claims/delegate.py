"""How a cell of the claims table is painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.model import UNGRADED, Claim
from db.query import Order
from desktop import glyphs, show
from desktop.panels.claims.columns import COLUMNS, Column
from desktop.panels.claims.model import ClaimsModel
from desktop.panels.claims.table import ClaimsTable
from desktop.theme import Theme
from desktop.words import standing
from desktop.words.plain import mixtures

PAD = 8
_EDGE = 3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_INKS: dict[Order, str] = {"about": "ink.2", "via": "ink.3"}
"""The ink of the columns that are not read first."""


class ClaimDelegate(QStyledItemDelegate):
    """Paints the row's state, then the cell: a sign where the column has one, then its text.

    The rows of groups are painted by the table, across all columns.
    """

    def __init__(self, model: ClaimsModel, table: ClaimsTable, theme: Theme) -> None:
        super().__init__(table)
        self._model, self._table, self._theme = model, table, theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        row, column, rect = index.row(), COLUMNS[index.column()], QRect(option.rect)  # type: ignore[attr-defined]
        if self._model.rows.group(row) is not None:
            return
        claim = self._model.claim(row)
        picked = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        current = self._model.is_current(row)
        painter.save()
        followed = current and self._model.is_lit(row)  # what a place or road has led to
        if ground := self._ground(row, picked=picked or followed):
            painter.fillRect(rect, self._theme.colour(ground))
        if ground == "selected" and not self._table.horizontalHeader().sectionPosition(
            index.column()
        ):
            edge = QRect(rect.left(), rect.top(), _EDGE, rect.height())
            painter.fillRect(edge, self._theme.colour("accent"))
        painter.setFont(self._font(current=current))
        painter.setPen(self._theme.colour(self._ink(column.id, claim, ground)))
        self._paint_cell(painter, rect, column, claim)
        painter.restore()

    def _ground(self, row: int, *, picked: bool) -> str:
        if picked:
            return "selected"
        if self._model.is_lit(row):
            return "linked"
        return "hover" if row == self._table.hovered_row else ""

    def _font(self, *, current: bool) -> QFont:
        font = self._theme.font("base")
        if current:
            font.setWeight(QFont.Weight.Medium)
        return font

    def _ink(self, column: Order, claim: Claim, ground: str) -> str:
        ink = _INKS.get(column, "ink")
        if _unknown(column, claim):
            ink = "ink.3"
        return "ink.2" if ink == "ink.3" and ground == "selected" else ink

    def _paint_cell(self, painter: QPainter, rect: QRect, column: Column, claim: Claim) -> None:
        match column.id:
            case "contested":
                if claim.contradicts or standing.perhaps_contested(claim):
                    centre = QPointF(rect.left() + self._theme.px(15), rect.center().y() + 0.5)
                    filled = bool(claim.contradicts)
                    glyphs.contested(painter, self._theme, centre, filled=filled)
            case "claimant":
                self._paint_claimant(painter, rect, claim)
            case "position":
                self._paint_position(painter, rect, claim)
            case _:
                _write(painter, rect, column.text(claim))

    def _paint_claimant(self, painter: QPainter, rect: QRect, claim: Claim) -> None:
        """Paint the side's shape and the name, short where the whole does not fit."""
        speaker = claim.claimant
        half = glyphs.SIDE / 2 * self._theme.scale
        at = QPointF(rect.left() + PAD + half, rect.center().y() + 0.5)
        glyphs.side(painter, self._theme, speaker.side.token, at)
        room = rect.adjusted(self._theme.px(glyphs.SIDE + 6), 0, 0, 0)
        name = show.visible(speaker.name)
        if speaker.abbrev and _width(painter, name) > room.width() - 2 * PAD:
            name = show.visible(speaker.abbrev)
        if mixtures(speaker.name):
            doubt = self._theme.px(glyphs.DOUBT)
            room.setRight(room.right() - doubt - 3)
            used = min(_width(painter, name), room.width() - 2 * PAD)
            mark = QPointF(room.left() + PAD + used + 4 + doubt / 2, at.y())
            glyphs.doubt(painter, self._theme, mark)
        _write(painter, room, name)

    def _paint_position(self, painter: QPainter, rect: QRect, claim: Claim) -> None:
        """Paint the answer: on its scale, with the word if it is one step; else in words."""
        steps = claim.question.steps if claim.question else ()
        answer = show.visible(claim.answer or "")
        if claim.position is None or not steps:
            _write(painter, rect, answer)
            return
        at = QPointF(rect.left() + PAD, rect.center().y() + 0.5)
        glyphs.scale(painter, self._theme, len(steps), claim.position, at)
        low, high = claim.position
        px = self._theme.px
        room = rect.adjusted(px(round(glyphs.scale_width(len(steps))) + 6), 0, 0, 0)
        if low == high and room.width() > px(48):
            _write(painter, room, answer)


def _unknown(column: Order, claim: Claim) -> bool:
    """Return whether a cell says that something is not known."""
    if column == "about":
        return claim.about.undated
    return column == "grade" and claim.grade == UNGRADED


def _write(painter: QPainter, rect: QRect, text: str) -> None:
    """Write one line, elided at its end."""
    room = rect.adjusted(PAD, 0, -PAD, 0)
    line = painter.fontMetrics().elidedText(
        text.replace("\n", " "), Qt.TextElideMode.ElideRight, room.width()
    )
    painter.drawText(room, _LEFT, line)


def _width(painter: QPainter, text: str) -> int:
    return QFontMetrics(painter.font()).horizontalAdvance(text)
