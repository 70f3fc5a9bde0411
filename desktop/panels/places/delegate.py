"""How a row of the place list is painted, and where its parts stand."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop import glyphs, show
from desktop.panels.places.model import ROW, PlacesModel, Row
from desktop.theme import Theme
from desktop.words.plain import mixtures

_HEIGHT = 23
_MARGIN = 8
"""Left of the first fold arrow; the same right of the last number, and a little more."""
_FOLD = 12
"""The width of a fold arrow and the gap after it."""
_BAR = 34
_BARS_FROM, _EVENTS_FROM, _KINDS_FROM = 240, 210, 130
"""The widths of the panel from which bars, counts of events and kinds have room, at usual text."""
_State = QStyle.StateFlag
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _MIDDLE, Qt.AlignmentFlag.AlignRight | _MIDDLE


@dataclass(frozen=True, slots=True)
class Parts:
    """The right edges of the parts of a row, from the right; None where there is no room."""

    events: int | None
    claims: int
    bar: int | None
    sign: int
    name: int


def parts(width: int, panel: int, digits: tuple[int, int], theme: Theme) -> Parts:
    """Return where the parts stand in a row of `width` in a panel of `panel` pixels.

    `digits` are the widths of the widest count of claims and of events.
    """
    bars, counted = panel >= theme.px(_BARS_FROM), panel >= theme.px(_EVENTS_FROM)
    right = width - _MARGIN - 2
    claims = right - max(theme.px(22), digits[1] + 8) if counted else right
    numbers = claims - max(theme.px(20), digits[0] + 4)
    sign = numbers - _BAR - 8 if bars else numbers - 2
    return Parts(
        events=right if counted else None,
        claims=claims,
        bar=numbers - 4 if bars else None,
        sign=sign,
        name=sign - theme.px(18),
    )


class PlacesDelegate(QStyledItemDelegate):
    """Paints rows: fold arrow, kind, name, filter mark, ≠, bar, claims, events."""

    def __init__(self, theme: Theme, tree: QTreeView, model: PlacesModel) -> None:
        super().__init__(tree)
        self._theme, self._tree, self._model = theme, tree, model
        theme.changed.connect(self._take_fonts)
        self._take_fonts()

    def _take_fonts(self) -> None:
        theme = self._theme
        self._base, self._heavy, self._small = (theme.font(n) for n in ("base", "base", "small"))
        self._heavy.setWeight(QFont.Weight.Medium)
        self._most, self._digits = (0, 0), (0, 0)

    def parts(self) -> Parts:
        """Return where the parts of every row stand at present."""
        most = self._model.most_claims, self._model.most_events
        if most != self._most:
            metrics = QFontMetrics(self._base)
            claims, events = (metrics.horizontalAdvance(show.count(n)) for n in most)
            self._most, self._digits = most, (claims, events)
        return parts(self._tree.viewport().width(), self._tree.width(), self._digits, self._theme)

    def folds_at(self, x: int) -> bool:
        """Whether a point so far right in a row with others under it is on its fold arrow."""
        return 0 <= x <= _MARGIN + self._theme.px(_FOLD)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of every row; the width is that of the list."""
        return QSize(0, self._theme.px(_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row over the whole width of the list."""
        row: Row = index.data(ROW)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        whole = QRect(0, rect.top(), self._tree.viewport().width(), rect.height())
        painter.save()
        self._paint_ground(painter, whole, state, row)
        x, middle, px = rect.left() + _MARGIN, rect.center().y() + 0.5, self._theme.px
        if not self._model.flat:
            if self._model.hasChildren(index):
                unfolded = self._tree.isExpanded(index)  # type: ignore[arg-type]
                self._paint_fold(painter, QPointF(x + px(7) / 2, middle), unfolded=unfolded)
            x += px(_FOLD)
        if self._tree.width() >= px(_KINDS_FROM):
            at_kind = QPointF(x + px(6), middle)
            glyphs.place(painter, self._theme, row.place.kind, at_kind, dim=row.dim)
            x += px(18)
        at = self.parts()
        name = QRect(x, rect.top(), 0, rect.height())
        name.setRight(at.name if row.contested or row.proposed else at.sign - 4)
        selected = bool(state & _State.State_Selected)
        self._paint_name(painter, name, row, selected=selected)
        if row.contested or row.proposed:
            sign = QPointF(at.sign - px(8), middle)
            glyphs.contested(painter, self._theme, sign, filled=row.contested)
        self._paint_counts(painter, whole, row, at, selected=selected)
        if state & _State.State_HasFocus:
            self._paint_ring(painter, whole)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, whole: QRect, state: QStyle.StateFlag, row: Row
    ) -> None:
        selected = bool(state & _State.State_Selected)
        hovered = bool(state & _State.State_MouseOver)
        token = (
            "selected" if selected else "linked" if row.linked else "hover" if hovered else "panel"
        )
        painter.fillRect(whole, self._theme.colour(token))
        if selected:
            painter.fillRect(QRect(0, whole.top(), 3, whole.height()), self._theme.colour("accent"))

    def _paint_fold(self, painter: QPainter, at: QPointF, *, unfolded: bool) -> None:
        corners = (
            ((-3.5, -2), (3.5, -2), (0, 2.5)) if unfolded else ((-2, -3.5), (-2, 3.5), (2.5, 0))
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("ink.3"))
        scale = self._theme.scale
        painter.drawPolygon(QPolygonF([at + QPointF(*corner) * scale for corner in corners]))

    def _paint_name(self, painter: QPainter, room: QRect, row: Row, *, selected: bool) -> None:
        font = self._heavy if selected else self._base
        side = self._theme.px(12)
        if row.chosen:
            room = room.adjusted(0, 0, -side - 4, 0)
        doubt = self._theme.px(glyphs.DOUBT)
        if mixed := bool(mixtures(row.place.name)):
            room = room.adjusted(0, 0, -doubt - 5, 0)
        name = show.visible(row.place.name)
        self._write(painter, room, name, self._ink(row, selected=selected), font)
        used = min(QFontMetrics(font).horizontalAdvance(name), room.width())
        if mixed:
            at = QPointF(room.left() + used + 4 + doubt / 2, room.center().y() + 0.5)
            glyphs.doubt(painter, self._theme, at)
            used += doubt + 5
        if row.within:
            after = room.adjusted(used + 6, 0, 0, 0)
            faint = "ink.2" if selected else "ink.3"
            self._write(painter, after, show.visible(row.within), faint, self._small)
        if row.chosen:
            icon = self._theme.icon("filter")
            top = room.center().y() - side // 2 + 1
            icon.paint(painter, QRect(room.left() + used + 4, top, side, side))

    def _paint_counts(
        self, painter: QPainter, whole: QRect, row: Row, at: Parts, *, selected: bool
    ) -> None:
        painter.setFont(self._base)
        painter.setPen(self._theme.colour(self._ink(row, selected=selected)))
        number = QRect(0, whole.top(), at.claims + 1, whole.height())
        painter.drawText(number, _RIGHT, show.count(row.claims))
        if at.events is not None:
            painter.setPen(self._theme.colour("ink.2" if selected else "ink.3"))
            number.setRight(at.events)
            painter.drawText(number, _RIGHT, show.count(row.events) if row.events else "·")
        if at.bar is not None and row.claims and not row.dim:
            share = (row.claims / self._model.most_claims) ** 0.5
            lit = selected or row.linked
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent" if lit else "bar"))
            bar = QRectF(at.bar - _BAR, whole.center().y() - 3, max(2.0, round(_BAR * share)), 7)
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _paint_ring(self, painter: QPainter, whole: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        pen = QPen(self._theme.colour("focus"), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(1, 1, -1, -1))

    def _ink(self, row: Row, *, selected: bool) -> str:
        if row.dim:
            return "ink.2" if selected else "ink.3"
        return "ink"

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        ink: str,
        font: QFont,
    ) -> None:
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(font)
        painter.setPen(self._theme.colour(ink))
        painter.drawText(
            room,
            _LEFT,
            QFontMetrics(font).elidedText(text, elide, max(0, room.width())),
        )
