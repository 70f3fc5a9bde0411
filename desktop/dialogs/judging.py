"""The sheets in which claims are judged: why they are to be out of sight, how credible they are."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from db.edits.claims import NOT_JUDGED, GradeClaims, RetireClaims
from db.model import Claim
from desktop.dialogs.choices import Radio
from desktop.dialogs.sheet import Sheet
from desktop.show import tr
from desktop.theme import Theme
from desktop.words.grades import DIGITS

if TYPE_CHECKING:
    from db.writer import Edit

Door = Callable[["Edit"], None]
"""What takes an edit."""


class RetireSheet(Sheet):
    """Asks why claims are to be out of sight."""

    def __init__(self, claims: Sequence[Claim], door: Door, theme: Theme, window: QWidget) -> None:
        self._was, self._door = {claim.uid: claim.status for claim in claims}, door
        title = tr("Retire %n claim(s)", len(claims))
        super().__init__(title, claims, tr("Why? It stands in the history"), tr("Retire"),
                         theme, window)  # fmt: skip

    def answer(self) -> None:
        """Retire them."""
        self._door(RetireClaims(self._was, self.words))


class GradeSheet(Sheet):
    """Asks how credible claims are, and what that rests on; the keys 1 to 6 choose the digit."""

    def __init__(self, claims: Sequence[Claim], door: Door, theme: Theme, window: QWidget) -> None:
        self._was = {c.uid: (c.credibility, c.credibility_basis) for c in claims}
        self._door = door
        self._digits = QButtonGroup()
        title = tr("Credibility of %n claim(s)", len(claims))
        super().__init__(title, claims, tr("What the digit rests on"), tr("Grade"), theme, window)
        self.digits = {n: Radio(f"{n}  {tr(words)}", theme, self) for n, words in DIGITS.items()}
        held = set(self._was.values())
        digit, basis = next(iter(held)) if len(held) == 1 else (NOT_JUDGED, "")
        for n, radio in self.digits.items():
            self._digits.addButton(radio, n)
            self.choices.addWidget(radio)
        self.digits[digit].setChecked(True)
        self._digits.idToggled.connect(self.check)
        self.field.setText(basis)

    def open(self) -> None:
        """Show it, with the keys on the digits."""
        super().open()
        self.digits[self._digits.checkedId()].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a digit by its key, and go on to the words."""
        if (digit := event.key() - ord("0")) in self.digits:
            self.digits[digit].setChecked(True)
            self.field.setFocus()
        else:
            super().keyPressEvent(event)

    def hindrance(self) -> str:
        """Say why they cannot be graded yet: whoever judges says on what grounds."""
        if self._digits.checkedId() == NOT_JUDGED or self.words:
            return ""
        return tr("Say what it rests on")

    def answer(self) -> None:
        """Grade them."""
        self._door(GradeClaims(self._was, self._digits.checkedId(), self.words))
