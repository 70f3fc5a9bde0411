"""Where the answers stand in the chart: time to the right, the steps of the scale upwards. No Qt.

Pixels, from the left and from the top.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from db.columns import OPEN_FROM, OPEN_TO
from db.model import ClaimId
from desktop.panels.drift.placing import Placed, Wanted, placed
from desktop.panels.drift.voices import Mark

_PITCH, _ROW, _PADDING = 13.0, 17.0, 4.0
"""How near answers of one step stand to each other, how high a step is at least, what it leaves."""
_LEAST, _MOST = 80.0, 144.0
"""How high all steps are together."""
_SIGN, _NUMBER = 10.0, 8.0
"""The room of the shape of a side, and of a number after it."""
_EDGE, _UNDATED = 12.0, 46.0
"""What is left free at the ends of time; the column of what has no day."""
_ASIDE = (6.0, -6.0, 12.0, -12.0)
"""How far from its days the stroke of an answer may stand, so that it runs into no other."""
_HIT = 12.0
_FEWEST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Row:
    """A step of the scale, or with `rank` None what is said not to be known.

    So many `lines` of answers stand in it, one above the other.
    """

    rank: int | None
    top: float
    height: float
    lines: int

    @property
    def middle(self) -> float:
        """The height its words stand at."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Spot:
    """An answer in the chart: the shape of its side round `x` and `y`, its number after it.

    Both take from `begin` to `end`. Its days are a bar at that height from `left` to `right`, equal
    where it is one day; the steps it may mean are a stroke from `top` to `bottom`, equal where it
    is one step.
    """

    mark: Mark
    x: float
    y: float
    begin: float
    end: float
    left: float
    right: float
    top: float
    bottom: float

    def apart(self, x: float, y: float) -> float:
        """Return how far a point is from its shape, or from its bar where that is nearer."""
        left, right = (
            min(self.left, self.begin),
            max(self.right, self.end),
        )
        aside, over = max(left - x, x - right, 0.0), abs(self.y - y)
        return max(aside, over) + 0.01 * abs(self.x - x)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line from one answer of a voice to its next, the claims at its `ends`."""

    voice: int
    ends: tuple[ClaimId, ClaimId]
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Faint:
    """An answer of the crowd: from which day to which, and over which steps."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The answers to one question, laid out. `spots` are in the order of time, the undated last.

    Time runs from `since` to `until`, ordinals, between `left` and `right`; None has a day where
    both are 0. What has no day stands from `undated` on, None where all have one.
    """

    rows: tuple[Row, ...]
    spots: tuple[Spot, ...]
    stretches: tuple[Stretch, ...]
    left: float
    right: float
    since: float
    until: float
    height: float
    undated: float | None
    crowd: tuple[Faint, ...] = ()

    def x(self, day: float) -> float:
        """Return where a day begins."""
        return self.left + (day - self.since) * (self.right - self.left) / (self.until - self.since)

    def at(self, x: float, y: float) -> Spot | None:
        """Return the answer nearest to a point, if one is near."""
        near = [(spot.apart(x, y), n) for n, spot in enumerate(self.spots)]
        distance, n = min(near, default=(inf, 0))
        return self.spots[n] if distance <= _HIT else None

    def of(self, claim: ClaimId) -> Spot | None:
        """Return the answer that a claim gives, if it is here."""
        return next((spot for spot in self.spots if spot.mark.position.claim == claim), None)

    def beside(self, spot: Spot | None, by: int) -> Spot | None:
        """Return the next answer in time, with -1 the one before; None beyond the last.

        Of no answer the next is the first, the one before the last.
        """
        n = (self.spots.index(spot) if spot else -1 if by > 0 else len(self.spots)) + by
        return self.spots[n] if 0 <= n < len(self.spots) else None

    def across(self, spot: Spot | None, by: int) -> Spot | None:
        """Return the answer nearest in time of the next voice, with -1 of the one before."""
        if spot is None:
            return self.beside(None, by)
        others = [other for other in self.spots if (other.mark.voice - spot.mark.voice) * by > 0]
        if not others:
            return None
        voice = min((other.mark.voice for other in others), key=lambda n: n * by)
        own = (other for other in others if other.mark.voice == voice)
        return min(own, key=lambda other: abs(other.x - spot.x))


def charted(
    marks: Sequence[Mark],
    steps: Sequence[float],
    width: float,
    gutter: float,
    numbered: Sequence[bool],
    text: float = 1.0,
    crowd: Sequence[Mark] = (),
) -> Chart:
    """Return the chart of answers on a scale, `width` pixels wide.

    The words of the steps take `gutter`, each as high as `steps` says, the lowest step first.
    `numbered` says of each voice whether a number stands after its shape. Lengths grow with `text`.
    The answers of the `crowd` lie behind, and on each other.
    """
    empty = _emptied([*marks, *crowd], width, gutter, text)
    wanted = [_wanted(empty, mark, numbered[mark.voice], width, text) for mark in marks]
    found = placed(wanted, text)
    unknown = not all(mark.known for mark in (*marks, *crowd))
    rows = _rows(found, steps, text, unknown=unknown)
    row_of = {row.rank: row for row in rows}
    spots = tuple(
        _spot(mark, wants, one, row_of, text)
        for mark, wants, one in zip(marks, wanted, found, strict=True)
    )
    height = rows[-1].top + rows[-1].height
    return replace(
        empty,
        rows=rows,
        spots=spots,
        stretches=tuple(_joined(spots)),
        height=height,
        crowd=tuple(_faint(empty, mark, row_of, width, text) for mark in crowd),
    )


def _emptied(marks: Sequence[Mark], width: float, gutter: float, text: float) -> Chart:
    """Return the days of the chart and where they lie, without anything in it."""
    since, until = _days(marks)
    left, right = gutter + _EDGE * text, width - _EDGE * text
    undated = None
    if not all(mark.dated for mark in marks):
        undated = width - _UNDATED * text if until else gutter
        right = undated - _EDGE * text
    return Chart((), (), (), left, max(right, left + 1), since, until, 0.0, undated)


def _days(marks: Sequence[Mark]) -> tuple[float, float]:
    """Return from when to when time runs: all known days, at least a week; 0 where none is."""
    dated = [mark for mark in marks if mark.dated]
    known = [mark.begun for mark in dated if mark.begun > OPEN_FROM]
    known += [mark.ended + 1 for mark in dated if mark.ended < OPEN_TO]
    if not known:
        return 0.0, 0.0
    first, last = min(known), max(known)
    more = max(_FEWEST_DAYS - (last - first), 0) / 2
    return first - more, last + more


def _wanted(chart: Chart, mark: Mark, numbered: bool, width: float, text: float) -> Wanted:  # noqa: FBT001
    """Return where an answer wants to stand, and the room it needs."""
    before, after = _SIGN / 2 * text, (_SIGN / 2 + _NUMBER * numbered) * text
    ranks = _ranks(mark)
    home = ranks[(len(ranks) - 1) // 2]
    if not mark.dated:
        first = chart.undated or 0.0
        step = before + after + 4 * text
        columns = max(int((width - first) / step), 1)
        xs = tuple(first + step * n + before + 2 * text for n in range(columns))
        return Wanted(xs, before, after, None, home, ranks)
    left, right = _ends(chart, mark, text)
    x = (left + right) / 2
    least, most = chart.left - _EDGE * text + before, chart.right + _EDGE * text - after
    xs = [min(max(x, least), most)]
    if len(ranks) > 1:
        xs += [x for by in _ASIDE if least <= (x := xs[0] + by * text) <= most]
    return Wanted(tuple(xs), before, after, (left, right), home, ranks)


def _ends(chart: Chart, mark: Mark, text: float) -> tuple[float, float]:
    """Return where the days of an answer begin and end; what is open leaves all known days."""
    left, right = chart.left - _EDGE * text, chart.right + _EDGE * text
    if chart.until and mark.begun > OPEN_FROM:
        left = chart.x(mark.begun)
    if chart.until and mark.ended < OPEN_TO:
        right = chart.x(mark.ended + 1)
    return left, right


def _ranks(mark: Mark) -> tuple[int | None, ...]:
    """Return the steps that an answer may mean."""
    low, high = mark.position.low, mark.position.high
    return (None,) if low is None or high is None else tuple(range(low, high + 1))


def _rows(
    found: Sequence[Placed], steps: Sequence[float], text: float, *, unknown: bool
) -> tuple[Row, ...]:
    """Return the rows, the highest step first, with room for the answers in them."""
    ranks: list[int | None] = [*reversed(range(len(steps)))]
    if unknown:
        ranks.append(None)
    many = dict.fromkeys(ranks, 1)
    for one in found:
        many[one.home] = max(many[one.home], one.line + 1)
    heights = [
        max(max(_ROW, many[rank] * _PITCH + _PADDING) * text, 0.0 if rank is None else steps[rank])
        for rank in ranks
    ]
    share = min(max(sum(heights), _LEAST * text), _MOST * text) / sum(heights)
    rows: list[Row] = []
    top = 0.0
    for rank, height in zip(ranks, heights, strict=True):
        rows.append(Row(rank, top, height * share, many[rank]))
        top += height * share
    return tuple(rows)


def _spot(
    mark: Mark,
    wants: Wanted,
    one: Placed,
    rows: Mapping[int | None, Row],
    text: float,
) -> Spot:
    """Return an answer where it was given a place."""
    home = rows[one.home]
    pitch = min(_PITCH * text, (home.height - _PADDING * text) / home.lines)
    y = home.middle + (one.line - (home.lines - 1) / 2) * pitch
    left, right = wants.days if wants.days and mark.begun < mark.ended else (one.x, one.x)
    top, bottom = y, y
    if len(wants.ranks) > 1:
        top, bottom = rows[wants.ranks[-1]].middle, rows[wants.ranks[0]].middle
    begin, end = one.x - wants.before, one.x + wants.after
    return Spot(mark, one.x, y, begin, end, left, right, min(top, y), max(bottom, y))


def _faint(
    chart: Chart, mark: Mark, rows: Mapping[int | None, Row], width: float, text: float
) -> Faint:
    """Return where an answer of the crowd lies."""
    ranks = _ranks(mark)
    top, bottom = rows[ranks[-1]].middle, rows[ranks[0]].middle
    if not mark.dated:
        x = ((chart.undated or 0.0) + width) / 2
        return Faint(x, x, top, bottom)
    return Faint(*_ends(chart, mark, text), top, bottom)


def _joined(spots: Sequence[Spot]) -> Iterator[Stretch]:
    """Yield what joins each voice's answers in the order of time; "not known" leaves a gap."""
    voices: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot.mark.dated:
            voices.setdefault(spot.mark.voice, []).append(spot)
    for voice, own in sorted(voices.items()):
        for one, after in pairwise(own):
            if one.mark.known and after.mark.known:
                ends = one.mark.position.claim, after.mark.position.claim
                x1, x2 = one.right, after.left
                if x1 > x2:  # both may be on these days: it moved at some time, from sign to sign
                    x1, x2 = one.x, after.x
                yield Stretch(voice, ends, x1, one.y, x2, after.y)
