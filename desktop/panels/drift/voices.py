"""Who answered a question, and the days of each answer on one clock. No Qt here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.columns import NEVER_FROM, NEVER_TO, OPEN_FROM, OPEN_TO
from db.dates import soft_ends
from db.model import Actor, ActorId, ClaimId, Clock, Position, Side

DASHES = 4
"""So many lines of one side are told apart by their strokes; the numbers tell the rest."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A claimant in the chart. `number` tells those of one side apart, 0 where it is the only one.

    `dash` is the stroke of its line.
    """

    actor: Actor
    number: int
    dash: int


@dataclass(frozen=True, slots=True)
class Mark:
    """An answer and its days, ordinals, both ends inclusive; `voice` is where its voice stands.

    An open end is OPEN_FROM or OPEN_TO. An undated mark ends before it begins.
    """

    position: Position
    voice: int
    begun: int
    ended: int
    soft_begun: bool
    soft_ended: bool

    @property
    def dated(self) -> bool:
        """Whether it has a day at either end."""
        return self.begun <= self.ended

    @property
    def known(self) -> bool:
        """Whether it has a place on the scale: who says "not known" has none."""
        return self.position.low is not None


def voices_of(positions: Iterable[Position], sides: Iterable[Side]) -> tuple[Voice, ...]:
    """Return who answers: by side in the order of the desk, in each by name."""
    rank = {side.id: n for n, side in enumerate(sides)}
    actors = {one.claimant.id: one.claimant for one in positions}.values()
    listed = sorted(actors, key=lambda a: (rank[a.side.id], a.name.casefold(), a.uid))
    many, met = Counter(actor.side.id for actor in listed), Counter[int]()
    voices: list[Voice] = []
    for actor in listed:
        side, n = actor.side.id, met[actor.side.id]
        met[side] += 1
        voices.append(Voice(actor, n + 1 if many[side] > 1 else 0, n % DASHES))
    return tuple(voices)


def nearest(
    positions: Sequence[Position], claim: ClaimId, voice: ActorId, most: int
) -> tuple[Position, ...]:
    """Return the answers that are drawn one by one: all if there are no more than `most`.

    Of more those of a voice alone, and of these the ones that stand nearest to the claim.
    """
    if len(positions) <= most:
        return tuple(positions)
    own = [one for one in positions if one.claimant.id == voice]
    here = next((n for n, one in enumerate(own) if one.claim == claim), len(own))
    first = max(min(here - most // 2, len(own) - most), 0)
    return tuple(own[first : first + most])


def marks_of(
    positions: Sequence[Position], voices: Sequence[Voice], clock: Clock
) -> tuple[Mark, ...]:
    """Return the answers by their first day on a clock, the undated last.

    Of those that are none of the `voices`, `voice` is -1.
    """
    place = {voice.actor.id: n for n, voice in enumerate(voices)}
    marks = [_mark(one, place.get(one.claimant.id, -1), clock) for one in positions]
    return tuple(sorted(marks, key=lambda m: (m.begun, m.ended, m.position.claim)))


def _mark(position: Position, voice: int, clock: Clock) -> Mark:
    days, out = position.days[clock], position.days["published"].until
    if days.undated:
        return Mark(position, voice, NEVER_FROM, NEVER_TO, False, False)  # noqa: FBT003
    begun, ended = soft_ends(days.edtf)
    clipped = clock != "published" and out is not None and days.until == out
    return Mark(
        position,
        voice,
        days.since.toordinal() if days.since else OPEN_FROM,
        days.until.toordinal() if days.until else OPEN_TO,
        begun or days.since is None,
        (ended and not clipped) or days.until is None,
    )
