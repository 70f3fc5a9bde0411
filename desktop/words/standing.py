"""How a claim stands, in words."""

from collections.abc import Iterator, Sequence

from db.model import Claim, Desk, Hearing, Standing, Voice
from desktop import show
from desktop.show import tr


def told(standing: Standing) -> str:
    """Return how a claim stands, with the voices that is by; empty where it does not count.

    Of what is only proposed no voices are counted: nobody has looked at it.
    """
    if not standing.word:
        return ""
    if standing.proposed:
        return tr("{standing}, proposed").format(standing=tr(standing.word))
    match standing.word:
        case "contested":
            return tr("contested by {n}").format(n=show.count(standing.against))
        case "corroborated":
            return tr("corroborated {n}×").format(n=show.count(standing.backing))
        case _:
            return tr(standing.word)


def perhaps_contested(claim: Claim) -> bool:
    """Return whether a claim is contested by what is proposed, and by nothing accepted."""
    return claim.standing.word == "contested" and claim.standing.proposed and not claim.contradicts


def explained(standing: Standing) -> str:
    """Return in a sentence what a standing says, and what it does not."""
    if standing.proposed:
        return tr("By what is proposed; nobody has accepted it yet.")
    match standing.word:
        case "retracted":
            return tr("It was taken back.")
        case "superseded":
            return tr("Its own claimant said something else later.")
        case "contested":
            return show.listed(
                [
                    tr("%n voice(s) against it", standing.against),
                    tr("%n independent voice(s) for it", standing.backing),
                ]
            )
        case "corroborated":
            return tr("%n independent voice(s) besides its own", standing.backing)
        case "unassessed":
            return tr("It answers no question, or gives no answer.")
        case "uncontested":
            return tr("No other voice is on file; that does not confirm it.")
        case _:
            return ""


def line(standing: Standing) -> str:
    """Return in one line how a claim stands, by how many voices for it and against it."""
    parts = [told(standing)]
    if standing.word == "contested" and not standing.proposed:
        parts = [
            tr("contested by %n voice(s)", standing.against),
            tr("%n independent for it", standing.backing) if standing.backing else "",
        ]
    if standing.word == "corroborated" and not standing.proposed:
        parts = [tr("corroborated by %n independent voice(s)", standing.backing)]
    if standing.word == "uncontested":
        parts.append(tr("no other voice"))
    return show.listed(parts)


def voices(hearing: Hearing, desk: Desk) -> tuple[str, ...]:
    """Return whose voices speak for a claim and against it, a line each; documents add none."""
    return tuple(_lines(hearing, desk))


def _lines(hearing: Hearing, desk: Desk) -> Iterator[str]:
    for name, heard in ((tr("For it"), hearing.backing), (tr("Against it"), hearing.against)):
        if heard:
            yield tr("{which}: {count}: {voices}").format(
                which=name, count=_counted(heard), voices=_named(heard, desk)
            )


def _counted(heard: Sequence[Voice]) -> str:
    """Return how many documents, voices and camps there are: 3 documents, 1 voice."""
    documents = frozenset[str]().union(*(one.documents for one in heard))
    camps = {one.camp for one in heard if one.camp is not None}
    parts = [tr("%n document(s)", len(documents)), tr("%n voice(s)", len(heard))]
    if camps:
        parts.append(tr("%n camp(s)", len(camps)))
    return ", ".join(parts)


def _named(heard: Sequence[Voice], desk: Desk) -> str:
    """Return whom the voices go back to: one by a sentence, several by their names."""
    if len(heard) == 1 and len(heard[0].documents) > 1:
        name = _name(heard[0], desk)
        if len(heard[0].documents) == 2:
            return tr("both go back to {name}").format(name=name)
        return tr("all go back to {name}").format(name=name)
    return "; ".join(_name(one, desk) for one in heard)


def _name(voice: Voice, desk: Desk) -> str:
    first, *others = (show.apart(actor.name) for actor in voice.actors)
    if voice.camp is not None and voice.camp in desk.sides:
        camp = show.apart(desk.sides[voice.camp].name)
        first = tr("{name}, camp of {camp}").format(name=first, camp=camp)
    if not others:
        return first
    return tr("{name} (also {others})").format(name=first, others=", ".join(others))
