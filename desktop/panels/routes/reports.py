"""What is reported of roads, written out: by whom, how long ago, and where it stands."""

import math
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QTextLayout

from db.model import Claim, ClaimId, Route
from db.routes import Heard
from desktop import glyphs, show
from desktop.panels.routes import style, words
from desktop.panels.routes.paint import Scene
from desktop.panels.routes.reading import Reading, Told
from desktop.paragraph import high, laid
from desktop.show import tr
from desktop.theme import Theme

_SAMPLE, _SHAPE, _SIGN = 34, 16, 18
"""The room that a strand, the shape of a side and the sign that claimants differ take."""
_LEAD = 3  # pixels between two reports
_TOGETHER = 8
"""How many reports on a road stand together; a page may turn between more."""


class Sources:
    """Where the reports on some roads stand, numbered: documents, else through whom they came."""

    def __init__(self, reading: Reading, roads: Iterable[Route]) -> None:
        told = {told.strand.claim: None for road in roads for told, _ in reading.heard(road)}
        claims = reading.frame.snapshot.records.claims(np.array(list(told), np.int32))
        self._of = dict(zip(told, map(_sources, claims), strict=True))
        self._numbers: dict[str, int] = {}
        for source in chain.from_iterable(self._of.values()):
            self._numbers.setdefault(source, len(self._numbers) + 1)

    def numbers(self, claim: ClaimId) -> str:
        """Return the numbers of the sources of a claim: [1][3]."""
        return "".join(f"[{self._numbers[source]}]" for source in self._of[claim])

    def listed(self) -> list[str]:
        """Return each number with what it stands for."""
        return [f"[{n}] {source}" for source, n in self._numbers.items()]


Sign = Callable[[QPainter], object]
"""Paints what stands beside a paragraph, whose upper left corner is the origin."""


class Column:
    """Paragraphs under one another in a width."""

    def __init__(self, theme: Theme, width: float) -> None:
        self._theme, self._width, self._down = theme, width, 0.0
        self._lines: list[tuple[QTextLayout, QPointF, str, Sign | None]] = []

    @property
    def height(self) -> int:
        """How high all of it is."""
        return math.ceil(self._down)

    def skip(self, pixels: int) -> None:
        """Leave room before the next paragraph."""
        self._down += pixels

    def write(
        self, text: str, font: str, ink: str, left: float = 0.0, sign: Sign | None = None
    ) -> None:
        """Add a paragraph, its left edge so far in."""
        lines = laid(text, self._theme.font(font), self._width - left)
        self._lines.append((lines, QPointF(left, self._down), ink, sign))
        self._down += high(lines)

    def paint(self, painter: QPainter) -> None:
        """Paint it at the origin."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for lines, at, ink, sign in self._lines:
            if sign:
                painter.save()
                painter.translate(0, at.y())
                sign(painter)
                painter.restore()
            painter.setPen(self._theme.colour(ink))
            lines.draw(painter, at)


def columns(
    scene: Scene, road: Route, sources: Sources, theme: Theme, width: float
) -> Iterator[Column]:
    """Yield what is reported of a road under its name; of much, so much at a time."""
    heard = scene.reading.heard(road)
    differ = road.id in scene.reading.differing
    at = QPointF(theme.px(7), theme.px(8))
    sign = partial(glyphs.contested, theme=theme, at=at) if differ else None
    for n in range(0, len(heard), _TOGETHER):
        made = Column(theme, width)
        more = tr("{road}, continued").format(road=show.apart(road.name))
        made.write(more if n else road.name, "strong", "ink", theme.px(_SIGN) * differ, sign)
        if off := words.off(road, scene.reading, scene.layout):
            made.write(off, "small", "ink.3")
        for told, through in heard[n : n + _TOGETHER]:
            _write(made, told, through, sources.numbers(told.strand.claim), theme)
        yield made


def _write(column: Column, told: Told, through: Heard, numbers: str, theme: Theme) -> None:
    """Write one report: who says what, how long ago, where, and through which group."""
    left = _SAMPLE + 8 + theme.px(_SHAPE)
    column.skip(_LEAD)
    column.write(_said(told, numbers), "base", "ink", left, partial(_signs, theme=theme, told=told))
    if through.group:
        group = words.group(through.group.name, through.membership)
        column.write(group, "small", "ink.3", left)


def _signs(painter: QPainter, *, theme: Theme, told: Told) -> None:
    """Paint the strand of a report as on the diagram, and the shape of its side."""
    middle = theme.px(15) / 2
    style.sample(painter, theme, told.look, QPointF(0, middle), _SAMPLE)
    at = QPointF(_SAMPLE + 8 + 4 * theme.scale, middle)
    glyphs.side(painter, theme, told.claimant.side.token, at, 8)


def _sources(claim: Claim) -> list[str]:
    """Return publisher, title and day of each document a claim stands in, else its stations."""
    printed = (
        f"{show.listed([one.source, one.document])}, {show.dates(one.published)}"
        for one in claim.evidence
    )
    return list(dict.fromkeys(printed)) or [show.via(claim.chain)]


def _said(told: Told, numbers: str) -> str:
    """Return who reports what, how long ago, where, and whether a filter leaves it out."""
    speaker = show.apart(told.claimant.name)
    said = tr("{claimant}: {report}").format(claimant=speaker, report=words.reported(told))
    said = f"{said} {numbers}"
    return said if told.left else show.listed([said, tr("filtered out")])
