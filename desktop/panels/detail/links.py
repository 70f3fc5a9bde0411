"""A claim as a link: its text, who says it through whom and when, and what it has to do with."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.model import Claim
from desktop import glyphs, show
from desktop.panels.detail.parts import Link, Reading
from desktop.panels.wrapped import wrapping
from desktop.show import tr

_SIGN = 20
"""The room of a relation's sign, in pixels, at the usual text."""
_LINES = 4


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before the text of a claim and behind its claimant.

    `kind` is that of a relation whose sign is painted; `proposed`: nobody has accepted it yet.
    """

    words: str = ""
    kind: str = ""
    why: str = ""
    proposed: bool = False


class ClaimLink(Link):
    """Two lines or more that lead to a claim; nobody's claim stands alone, here neither."""

    def __init__(
        self,
        reading: Reading,
        claim: Claim,
        lead: Lead,
        foot: QWidget | None = None,
        corner: QWidget | None = None,
    ) -> None:
        """Have `foot` under the lines, and `corner` at the end of the first."""
        go = partial(reading.go, ("claim", claim.id))
        super().__init__(claim.paraphrase, reading.theme, go, explained=False)
        self._claim, self._lead, self._outside = claim, lead, False
        self._small = reading.theme.font("small")
        self._foot, self._corner = foot, corner
        for part in (foot, corner):
            if part is not None:
                part.setParent(self)
        self._tell()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def follow(self, shown: frozenset[int]) -> None:
        """Say whether the claim is among those `shown`; one that the filter hides is dimmed."""
        outside = self._claim.id not in shown
        if outside != self._outside:
            self._outside = outside
            self._tell()
            self.updateGeometry()
            self.update()

    def _tell(self) -> None:
        claim, lead = self._claim, self._lead
        told = _told(claim, lead.why, outside=self._outside)
        self._wrap = wrapping(told, self._small, _LINES)
        self.setAccessibleName(show.listed([lead.words, self.words, told]))
        show.explain(self, show.listed([lead.words, claim.paraphrase]), told)

    def hasHeightForWidth(self) -> bool:
        """Be as high as the reason asks for."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines, and the rule under them."""
        base, small = self.theme.line("base"), self.theme.line("small") - 1
        return base + len(self._lines(width)) * small + self._under() + 8

    def sizeHint(self) -> QSize:
        """Ask for the lines at a middling width."""
        return QSize(240, self.heightForWidth(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what stands in it in its place."""
        if self._foot is not None:
            left, high = self._indent(), self._under()
            self._foot.setGeometry(left, self.height() - high - 5, self._room(self.width()), high)
        if self._corner is not None:
            wide = self._corner.sizeHint().width()
            self._corner.setGeometry(self.width() - wide, 1, wide, max(24, self.theme.px(24)))

    def _under(self) -> int:
        return 0 if self._foot is None else max(24, self.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint sign, lead and text in one line, who and why under it, and a rule."""
        painter = QPainter(self)
        rule = self.theme.colour("hairline")
        if self.underMouse():
            painter.fillRect(self.rect(), self.theme.colour("hover"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), rule)
        line = self.theme.line("base")
        taken = 0 if self._corner is None else self._corner.width()
        room = QRect(self._indent(), 3, self._room(self.width()) - taken, line)
        self._paint_first(painter, room)
        self._paint_rest(painter)
        if self._lead.proposed:
            self._paint_proposed(painter)
        self.ring(painter)

    def _paint_first(self, painter: QPainter, room: QRect) -> None:
        lead = self._lead
        at = QPointF(self.theme.px(9), room.center().y() + 0.5)
        if lead.kind == "contradicts":
            glyphs.contested(painter, self.theme, at, filled=not lead.proposed)
        elif lead.kind:
            glyphs.relation(painter, self.theme, lead.kind, at)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Normal if lead.proposed else QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.theme.colour("ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, lead.words)
        taken = QFontMetrics(font).horizontalAdvance(lead.words) + 5 if lead.words else 0
        ink = "ink.3" if self._outside else "link"
        self.write(painter, room.adjusted(taken, 0, 0, 0), self.words, ink)

    def _paint_rest(self, painter: QPainter) -> None:
        height, x, after = self.theme.line("small") - 1, self._indent(), self._after_side()
        y = 3 + self.theme.line("base")
        centre = QPointF(x + glyphs.SIDE / 2 * self.theme.scale, y + height / 2)
        glyphs.side(painter, self.theme, self._claim.claimant.side.token, centre, 8)
        painter.setFont(self._small)
        painter.setPen(self.theme.colour("ink.3"))
        for n, line in enumerate(self._lines(self.width())):
            room = QRect(x + after, y + n * height, self.width() - x - after, height)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, line)

    def _paint_proposed(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.theme.colour("control"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -3.5), 4, 4)

    def _indent(self) -> int:
        return self.theme.px(_SIGN) if self._lead.kind else 2

    def _after_side(self) -> int:
        return self.theme.px(14)

    def _room(self, width: int) -> int:
        return width - self._indent() - 4

    def _lines(self, width: int) -> list[str]:
        return self._wrap(self._room(width) - self._after_side())


class ClaimList(QWidget):
    """Claims, one right below the other.

    It places them itself: a layout asks each again and again how high it will be.
    """

    def __init__(self, links: Iterable[ClaimLink]) -> None:
        super().__init__()
        self._links = tuple(links)
        self._heights: dict[int, int] = {}
        for link in self._links:
            link.setParent(self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Be as high as the claims ask for."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all claims."""
        if width not in self._heights:
            self._heights[width] = sum(link.heightForWidth(width) for link in self._links)
        return self._heights[width]

    def follow(self, shown: frozenset[int]) -> None:
        """Let each claim say whether it is among those `shown`; some then need more lines."""
        for link in self._links:
            link.follow(shown)
        self._heights.clear()
        self.updateGeometry()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each claim the whole width."""
        self._place()

    def _place(self) -> None:
        y = 0
        for link in self._links:
            height = link.heightForWidth(self.width())
            link.setGeometry(0, y, self.width(), height)
            y += height


def _told(claim: Claim, why: str, *, outside: bool) -> str:
    """Return who says a claim, through whom, when, and why it is shown here."""
    line = show.told_by(claim)
    if outside:
        line = tr("{line}; outside the filter").format(line=line)
    return f"{line} — {show.apart(why)}" if why else line
