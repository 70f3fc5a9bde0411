"""Two claims side by side: who says them, through whom, when, what they answer, and how graded."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.model import Claim, Clock, Question
from db.waiting import Waiting
from desktop import glyphs, show
from desktop.panels.base import left_to_panel
from desktop.panels.proposals import words
from desktop.panels.proposals.strip import Strip
from desktop.panels.wrapped import Wrapped
from desktop.show import tr
from desktop.theme import Theme
from desktop.words import grades

_APART = 330
"""Narrower than this, the two stand one over the other."""
_CLOCKS: Mapping[Clock, str] = {
    "about": "About",
    "said": "Said",
    "published": "Published",
    "recorded": "Recorded",
}


class PairPage(QScrollArea):
    """What would be so, why, where both stand on their question's scale, and the two claims."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told: tuple[Waiting, tuple[Claim, ...]] | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.px(150))
        self.setWidget(QWidget())
        self.cards: tuple[Card, ...] = ()
        self._row: QBoxLayout | None = None
        theme.changed.connect(self._make)

    def tell(self, one: Waiting | None, claims: Sequence[Claim]) -> None:
        """Show a proposal with its claims, from the top; none, an empty page."""
        told = None if one is None else (one, tuple(claims))
        if told != self._told:
            self._told = told
            self._make()
            self.verticalScrollBar().setValue(0)

    def read(self, way: int) -> None:
        """Scroll on by most of what is seen, with -1 back."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + way * bar.pageStep() * 3 // 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two one over the other where there is no room for them side by side."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl it is the panel's."""
        if not left_to_panel(event):
            super().wheelEvent(event)

    def _make(self) -> None:
        page = QWidget()
        page.setObjectName("Page")
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        self.cards, self._row = (), None
        if self._told is not None:
            one, claims = self._told
            column.addWidget(_Head(one, self._theme))
            scales = QHBoxLayout()
            scales.setSpacing(8)
            for question in dict.fromkeys(claim.question for claim in claims):
                if question is not None:
                    scales.addLayout(self._scale(question, claims), 1)
            column.addLayout(scales)
            self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            self._row.setSpacing(8)
            self.cards = tuple(Card(claim, self._theme) for claim in claims)
            for card in self.cards:
                self._row.addWidget(card, 1)
            column.addLayout(self._row)
        column.addStretch(1)
        self.setWidget(page)
        self._fit()

    def _scale(self, question: Question, claims: Sequence[Claim]) -> QVBoxLayout:
        """Return a question, and its scale where it has one."""
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Wrapped(question.text, self._theme, "small", "ink.2"))
        column.addStretch(1)
        both = [claim if claim.question == question else None for claim in claims]
        if question.steps and any(claim and claim.position for claim in both):
            column.addWidget(Strip(question, both, self._theme))
        return column

    def _fit(self) -> None:
        if self._row is not None:
            ways = QBoxLayout.Direction
            narrow = self.viewport().width() < self._theme.px(_APART)
            self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)


class _Head(QFrame):
    """What would be so, in an outline since nobody has decided it, and why."""

    def __init__(self, one: Waiting, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("Proposed")
        self._kind, self._theme = one.kind, theme
        self.setAccessibleName(tr("proposed: {what}").format(what=words.sentence(one)))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(26), 5, 8, 5)
        column.setSpacing(1)
        rule = show.Elided(show.visible(one.rule) or tr("by a person"))
        rule.setObjectName("Note")
        theme.write(rule, "small")
        show.explain(rule, words.by_rule(one))
        first = QHBoxLayout()
        first.addWidget(Wrapped(words.sentence(one), theme, "strong"), 1)
        first.addWidget(rule, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        column.addWidget(Wrapped(words.reason(one), theme, "small", "ink.2"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark of the kind, open."""
        super().paintEvent(event)
        painter, theme = QPainter(self), self._theme
        at = QPointF(theme.px(13), 5 + theme.line("strong") / 2)
        if self._kind == "contradicts":
            glyphs.contested(painter, theme, at, filled=False)
        else:
            glyphs.relation(painter, theme, self._kind, at)


class Card(QFrame):
    """One claim with all that tells how to take it."""

    def __init__(self, claim: Claim, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("Card")
        self.claim = claim
        self.setAccessibleName(
            show.listed([claim.uid, claim.paraphrase, show.told_by(claim), words.answer(claim)])
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(2)
        column.addLayout(_speaker(claim, theme))
        through = tr("via {sources}").format(sources=show.via(claim.chain))
        voiced = [
            show.worded(claim.voice),
            show.worded(claim.modality),
            show.worded(claim.certainty),
        ]
        column.addWidget(Wrapped(through, theme, "small", "ink.3"))
        column.addWidget(Wrapped(show.listed(voiced), theme, "small", "ink.3"))
        column.addSpacing(3)
        column.addWidget(Wrapped(claim.paraphrase, theme))
        for line in show.doubts(claim.claimant.name, claim.paraphrase):
            column.addWidget(Wrapped(line, theme, "small", "warn"))
        column.addSpacing(3)
        column.addLayout(_facts(claim, theme))
        column.addStretch(1)


class _Shape(QWidget):
    """The shape of a side."""

    def __init__(self, token: str, theme: Theme) -> None:
        super().__init__()
        self._token, self._theme = token, theme

    def sizeHint(self) -> QSize:
        """Be as high as the first line beside it."""
        return QSize(self._theme.px(glyphs.SIDE) + 2, self._theme.line("strong"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        at = QPointF(self.width() / 2, self.height() / 2)
        glyphs.side(QPainter(self), self._theme, self._token, at)


def _speaker(claim: Claim, theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    top = Qt.AlignmentFlag.AlignTop
    shape = _Shape(claim.claimant.side.token, theme)
    show.explain(shape, claim.claimant.side.name)
    uid = show.label(claim.uid)
    uid.setObjectName("Note")
    theme.write(uid, "small")
    row.addWidget(shape, 0, top)
    row.addWidget(Wrapped(claim.claimant.name, theme, "strong"), 1, top)
    row.addWidget(uid, 0, top)
    return row


def _facts(claim: Claim, theme: Theme) -> QGridLayout:
    """Return the answer, the four clocks and the grade, each under its name."""
    unknown = tr("not stated")
    told: list[tuple[str, str, str, tuple[str, ...]]] = [
        (tr("Answer"), words.answer(claim), "strong", ())
    ]
    for clock, name in _CLOCKS.items():
        said = show.dates(claim.on(clock), "" if clock == "about" else unknown)
        told.append((tr(name), said, "small", ()))
    grade = show.listed([grades.grade(claim.grade)])
    told.append((tr("Grade"), grade, "small", grades.reasons(claim)))
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme.px(52))
    for n, (name, value, role, why) in enumerate(told):
        label = Wrapped(name, theme, "small", "ink.3")
        label.setWordWrap(False)
        text = Wrapped(value, theme, role)
        if why:
            show.explain(text, *why)
        grid.addWidget(label, n, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, n, 1, Qt.AlignmentFlag.AlignTop)
    return grid
