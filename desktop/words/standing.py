"""How a claim stands, in words."""

from db.model import Standing
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
