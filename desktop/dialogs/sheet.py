"""What is filled in before an edit of claims: what for, of which claims, and why."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.model import Claim
from desktop import show
from desktop.dialogs.overlay import ENTER, Overlay
from desktop.show import tr
from desktop.theme import Theme

_NAMED = 3
"""So many claims are named one by one."""


class Sheet(Overlay):
    """An overlay that names claims, asks for a line of words, and has a button that does it.

    Whoever makes one sets `ready`, and hears of `go`. The choices stand between claims and words.
    """

    def __init__(
        self,
        title: str,
        claims: Sequence[Claim],
        asked: str,
        do: str,
        theme: Theme,
        window: QWidget,
    ) -> None:
        """`asked` is what the words are for, `do` stands on the button."""
        super().__init__(asked, theme, window)
        heading = show.label(title, self)
        heading.setFont(theme.font("title"))
        self.setAccessibleName(title)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.choices = QVBoxLayout()
        self.choices.setSpacing(2)
        self.go = QPushButton(do, self)
        self.go.setProperty("primary", True)  # noqa: FBT003 - as Qt has it
        self.note = show.label("", self, wrap=True)
        self.note.setObjectName("Note")
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self.go, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.insertWidget(0, heading)
        self.named = [ClaimLine(claim, theme) for claim in claims[:_NAMED]]
        for n, line in enumerate(self.named, 1):
            self.column.insertWidget(n, line)
        if (more := len(claims) - _NAMED) > 0:
            self.column.insertWidget(_NAMED + 1, show.label(tr("and %n more", more), self))
        self.column.insertLayout(self.column.count() - 1, self.choices)
        label = show.label(asked, self)
        label.setObjectName("Note")
        theme.write(label, "small")
        self.column.insertWidget(self.column.count() - 1, label)
        self.field.setPlaceholderText("")
        self.column.addLayout(foot)
        self.field.textChanged.connect(self.check)
        self.go.clicked.connect(self._on_go)

    def open(self) -> None:
        """Show it, and whether it can be done as it comes."""
        self.check()
        super().open()

    @property
    def words(self) -> str:
        """What was typed, without blanks around it."""
        return self.field.text().strip()

    def hindrance(self) -> str:
        """Say why it cannot be done yet; empty when it can. Words are asked for at least."""
        return "" if self.words else tr("Say why, then Enter. Esc lets go")

    def answer(self) -> None:
        """Do what was filled in. Only the button calls this, when nothing hinders it."""
        raise NotImplementedError

    def check(self) -> None:
        """Offer to do it once nothing hinders that."""
        hindrance = self.hindrance()
        self.go.setEnabled(not hindrance)
        self.note.setText(show.visible(hindrance))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do it on Enter, wherever the keys are but on another button."""
        if event.key() in ENTER:
            focus = QApplication.focusWidget()
            (focus if isinstance(focus, QPushButton) else self.go).click()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_go(self) -> None:
        self.close()
        self.answer()


class ClaimLine(QWidget):
    """A claim in two lines: its uid and text, and under it who says it, through whom, when."""

    def __init__(self, claim: Claim, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.words = tr("{uid}  {words}").format(
            uid=show.apart(claim.uid), words=show.apart(claim.paraphrase)
        )
        self.by = show.told_by(claim)
        self.setAccessibleName(show.listed([self.words, self.by]))
        show.explain(self, claim.paraphrase, self.by)

    def sizeHint(self) -> QSize:
        """Ask for two lines."""
        return QSize(200, self._theme.line("base") + self._theme.line("small") + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both lines, and an edge before them."""
        painter, theme = QPainter(self), self._theme
        painter.fillRect(0, 2, 3, self.height() - 4, theme.colour("divider"))
        y = 1
        for text, role, ink in ((self.words, "base", "ink"), (self.by, "small", "ink.3")):
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(ink))
            room = self.rect().adjusted(12, y, 0, 0)
            room.setHeight(theme.line(role))
            elided = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, room.width()
            )
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(room, flags | Qt.AlignmentFlag.AlignLeft, elided)
            y += theme.line(role)
