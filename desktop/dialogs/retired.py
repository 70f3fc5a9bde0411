"""The claims out of sight, to look at one again and bring it back."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from db.model import Claim
from db.query import Selection
from desktop import show
from desktop.dialogs.chooser import Choice, ChoiceRows, Chooser
from desktop.show import tr
from desktop.theme import Theme

Select = Callable[[Callable[[Selection], Selection]], None]
"""What takes a step of the selection."""


class RetiredList(Chooser[Choice]):
    """Lists retired claims, the last first, each with who says it and why it was retired."""

    def __init__(
        self, claims: Sequence[Claim], select: Select, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(tr("Retired claims: Enter shows one"), theme, window, ChoiceRows(theme, 2))
        self._claims, self._select = claims, select
        self.nothing.setText(tr("No retired claim has these words"))
        self.show_choices()

    def choices(self, typed: str) -> Sequence[Choice]:
        """Return the claims that hold what was typed, in any of what is told of them."""
        every = (_choice(claim) for claim in self._claims)
        return [one for one in every if typed.casefold() in one.spoken.casefold()]

    def take(self, choice: Choice) -> None:
        """Show it in the detail pane, and pick nothing else."""
        claim = next(one for one in self._claims if one.uid == choice.key)
        self._select(lambda _: Selection(current=("claim", claim.id)))


def _choice(claim: Claim) -> Choice:
    name = tr("{uid}  {words}").format(
        uid=show.apart(claim.uid), words=show.apart(claim.paraphrase)
    )
    why = tr("retired: {why}").format(why=show.apart(claim.retired_why) or tr("no reason on file"))
    return Choice(claim.uid, name, show.listed([show.told_by(claim), why]))
