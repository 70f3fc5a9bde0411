"""The sheets that are filled in before an edit of claims, and who opens them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from db.columns import Ints
from db.edits.claims import NOT_JUDGED, GradeClaims, RetireClaims
from db.model import Claim
from desktop.dialogs.choices import Radio
from desktop.dialogs.relate import RelateSheet
from desktop.dialogs.retired import RetiredList
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.tag_list import TagList
from desktop.show import tr
from desktop.theme import Theme
from desktop.words import picked

if TYPE_CHECKING:
    from db.writer import Edit
    from desktop.workspace import Workspace

Door = Callable[["Edit"], None]
"""What takes an edit."""


class ClaimSheets(QObject):
    """Opens a sheet over a window by its name, for the claims that are picked by then."""

    def __init__(self, workspace: "Workspace", door: Door, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._door = workspace, door
        self._theme, self._window = theme, window

    def open(self, name: str) -> None:
        """Open a sheet for the claims picked, else for the current one."""
        self._workspace.settle()  # the keys may be quicker than the turn of the last wish
        self._open(name, picked.claims(self._workspace.frame))

    def open_for(self, name: str, claim: int) -> None:
        """Open a sheet for one claim, whatever is picked."""
        self._open(name, np.array([claim], np.int32))

    def open_retired(self) -> None:
        """List the claims out of sight; the one chosen is shown."""
        snapshot = self._workspace.frame.snapshot
        held = snapshot.records.claims(np.array(snapshot.desk.retired, np.int32))
        RetiredList(held, self._workspace.select, self._theme, self._window).open()

    def _open(self, name: str, ids: Ints) -> None:
        """Open it, unless other claims are picked by now than it is for."""
        snapshot = self._workspace.frame.snapshot
        claims = snapshot.records.claims(ids)
        look = (self._door, self._theme, self._window)
        if name in {"relate", "no_conflict"}:
            if len(claims) == 2:
                kind = "contradicts" if name == "relate" else name
                between = snapshot.records.relations(claims[0].id)
                RelateSheet(claims[0], claims[1], between, kind, *look).open()
        elif not claims:
            return
        elif name == "tag":
            TagList(claims, snapshot.desk.tags, *look).open()
        else:
            {"retire": RetireSheet, "grade": GradeSheet}[name](claims, *look).open()


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
        self.digits = {n: Radio(f"{n}  {words}", theme, self) for n, words in _digits().items()}
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


def _digits() -> dict[int, str]:
    """Return what each digit of credibility says, by the Admiralty's scale."""
    return {
        1: tr("confirmed by others"),
        2: tr("probably true"),
        3: tr("possibly true"),
        4: tr("doubtful"),
        5: tr("improbable"),
        6: tr("cannot be judged"),
    }
