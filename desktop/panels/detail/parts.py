"""What the pages of the detail pane are put together from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.model import Ref
from db.snapshot import Snapshot
from desktop import show
from desktop.panels.wrapped import Wrapped
from desktop.show import tr
from desktop.theme import Theme

if TYPE_CHECKING:
    from db.writer import Edit

Button = TypeVar("Button", bound=QWidget)
Sign = Callable[[QPainter, QPointF], None]
"""Paints a sign round a centre."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_Policy = QSizePolicy.Policy


@dataclass(frozen=True, slots=True)
class Reading:
    """What the parts of a page need: the look, what there is to read, where a link leads.

    `go` leads to a thing of the desk, `ask` asks for an address of the world to be opened. `edit`
    asks for an edit of the desk, `open_sheet` for what there is to fill in before one, by its name,
    `merge` for what a thing is to be merged with.
    """

    theme: Theme
    snapshot: Snapshot
    go: Callable[[Ref], None]
    ask: Callable[[str], None]
    edit: Callable[["Edit"], None]
    open_sheet: Callable[[str], None]
    merge: Callable[[Ref], None]

    @property
    def hindrance(self) -> str:
        """Why nothing of the desk can be edited; empty when it can."""
        return "" if self.snapshot.desk.writable else tr("This desk may only be read")

    def hinder(self, button: Button) -> Button:
        """Return a button that edits; where none can, it says why and does nothing."""
        if self.hindrance:
            button.setEnabled(False)
            show.explain(button, self.hindrance)
        return button

    def link(self, words: str, ref: Ref, note: str = "") -> QWidget:
        """Return words that lead to a thing, with a note in tertiary ink after them."""
        link = Link(words, self.theme, lambda: self.go(ref))
        return beside(link, *_noted(note, self.theme, "base"))

    def source(self, name: str) -> Ref | None:
        """Return the source of a name, of which there is one at most."""
        sources = self.snapshot.desk.sources.values()
        return next((("source", one.id) for one in sources if one.name == name), None)


class Link(QAbstractButton):
    """A line that leads somewhere, by mouse, Space or Enter; elided where it must be.

    Its words are not Qt's button text, in which an & would make a shortcut.
    """

    def __init__(
        self, words: str, theme: Theme, go: Callable[[], None], *, explained: bool = True
    ) -> None:
        """Say what the words are, to the mouse and aloud, unless that is told otherwise."""
        super().__init__()
        self.words, self.theme = show.visible(words), theme
        if explained:
            self.setAccessibleName(self.words)
            show.explain(self, words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFont(theme.font("base"))
        self.setSizePolicy(_Policy.Maximum, _Policy.Fixed)
        self.clicked.connect(lambda: go())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter too, which is not to narrow what is seen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for the whole line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.words) + 6, self.theme.line("base"))

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(24, self.theme.line("base"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words as a link."""
        painter = QPainter(self)
        self.write(painter, self.rect().adjusted(0, 0, -2, 0), self.words)
        self.ring(painter)

    def write(self, painter: QPainter, room: QRect, words: str, ink: str = "link") -> None:
        """Paint one line in the ink of links, underlined under the mouse."""
        font = QFont(self.font())
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(self.theme.colour(ink))
        elided = Qt.TextElideMode.ElideRight
        painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(words, elided, room.width()))

    def ring(self, painter: QPainter) -> None:
        """Paint the ring of the focus, if it is here."""
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


class Tag(QWidget):
    """A short word in a rounded frame, with a sign before it."""

    def __init__(self, words: str, theme: Theme, sign: Sign | None = None, width: int = 0) -> None:
        """Have `width` of the design for the sign."""
        super().__init__()
        self.words, self._theme, self._sign = show.visible(words), theme, sign
        self._width = theme.px(width)
        self.setAccessibleName(self.words)
        self.setFont(theme.font("small"))
        self.setFixedHeight(theme.px(20))
        self.setSizePolicy(_Policy.Maximum, _Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the whole word."""
        wide = self._before() + self.fontMetrics().horizontalAdvance(self.words) + 10
        return QSize(wide, self.height())

    def minimumSizeHint(self) -> QSize:
        """Keep the sign and some of the word."""
        return QSize(min(self._before() + 32, self.sizeHint().width()), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the sign and the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("divider"), 1))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, self.height() / 2, self.height() / 2)
        if self._sign:
            self._sign(painter, QPointF(8 + self._width / 2, self.height() / 2))
        painter.setPen(self._theme.colour("ink.2"))
        room = self.rect().adjusted(self._before(), 0, -8, 0)
        elided = Qt.TextElideMode.ElideRight
        painter.drawText(
            room, _LEFT, self.fontMetrics().elidedText(self.words, elided, room.width())
        )

    def _before(self) -> int:
        return 8 + (self._width + 6 if self._sign else 0)


class Facts(QWidget):
    """Words in tertiary ink, each with what is known under it, in one or two columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, theme.px(54))

    def add(self, word: str, *told: QWidget, column: int = 0, row: int = -1) -> None:
        """Add what is known under a word, one below the other."""
        at = self._grid.rowCount() if row < 0 else row
        name = Wrapped(word, self._theme, ink="ink.3")
        name.setWordWrap(False)
        self._grid.addWidget(name, at, 2 * column, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(stacked(*told), at, 2 * column + 1)
        self._grid.setColumnStretch(2 * column + 1, 1)


def stacked(*widgets: QWidget, spacing: int = 0) -> QVBoxLayout:
    """Return widgets one below the other."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    return column


def listed(*widgets: QWidget) -> QWidget:
    """Return widgets one right below the other."""
    held = QWidget()
    held.setLayout(stacked(*widgets))
    return held


def beside(*widgets: QWidget, spacing: int = 6) -> QWidget:
    """Return widgets in a row, the room that is left after them."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return row


def heading(words: str, theme: Theme, note: str = "") -> QWidget:
    """Return the heading of a part, and a note after it in tertiary ink."""
    title = QLabel(show.visible(words))
    title.setTextFormat(Qt.TextFormat.PlainText)
    font = theme.font("small")
    font.setWeight(QFont.Weight.DemiBold)
    title.setFont(font)
    return beside(title, *_noted(note, theme, "small"))


def _noted(note: str, theme: Theme, role: str) -> list[QWidget]:
    """Return a note in tertiary ink, if there is one: most links and headings have none."""
    if not note:
        return []
    after = show.Elided(note)
    after.setFont(theme.font(role))
    after.setObjectName("Note")
    return [after]
