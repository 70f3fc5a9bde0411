"""What the chart of answers says: of one answer, and of itself to a screen reader."""

from collections.abc import Sequence

from db.model import Clock
from desktop import show
from desktop.panels.drift.chart import Chart, Spot
from desktop.panels.drift.voices import Mark, Voice
from desktop.show import tr

_MOST = 12
"""So many answers are told one by one."""


def answer(mark: Mark) -> str:
    """Return the step or steps of an answer, as the scale words them."""
    return mark.position.answer if mark.known else tr("says it is not known")


def when(mark: Mark, clock: Clock) -> str:
    """Return the date of an answer on a clock, as coded."""
    return show.dates(mark.position.days[clock])


def lines(mark: Mark, clock: Clock, *, outside: bool) -> tuple[str, ...]:
    """Return the lines of the tooltip of an answer: who, what, when, printed where."""
    position = mark.position
    speaker = position.claimant
    return (
        show.listed([speaker.name, speaker.side.name]),
        answer(mark),
        when(mark, clock),
        tr("printed by {sources}").format(sources=show.apart(position.source)),
        tr("claim {uid}").format(uid=show.apart(position.uid)),
        tr("outside the filter") if outside else "",
    )


def spoken(chart: Chart, spot: Spot | None, clock: Clock, shown: frozenset[int]) -> str:
    """Return the chart as it is named: which answer is marked, and where it stands among them."""
    total = len(chart.spots) + len(chart.crowd)
    if spot is None:
        return tr("Answers over time, %n in all", total)
    outside = spot.mark.position.claim not in shown
    told = ", ".join(
        show.visible(part) for part in lines(spot.mark, clock, outside=outside) if part
    )
    return tr("Answers over time, {n} of {total}: {told}").format(
        n=show.count(chart.spots.index(spot) + 1), total=show.count(len(chart.spots)), told=told
    )


def described(question: str, marks: Sequence[Mark], voices: Sequence[Voice], clock: Clock) -> str:
    """Return the question and how each voice answers it in the order of time."""
    told = [show.apart(question)]
    for n, voice in enumerate(voices):
        own = [mark for mark in marks if mark.voice == n]
        steps = (f"{show.apart(answer(mark))}, {when(mark, clock)}" for mark in own[:_MOST])
        more = [tr("and %n more", len(own) - _MOST)] if len(own) > _MOST else []
        said = "; ".join([*steps, *more])
        told.append(tr("{claimant}: {answers}").format(
            claimant=show.apart(voice.actor.name), answers=said))  # fmt: skip
    keys = tr("Left and right go through the answers in time, up and down from voice to voice")
    return ". ".join([*(part.rstrip(".") for part in told), keys])
