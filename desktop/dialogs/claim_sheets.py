"""Opens the sheets that are filled in before an edit of claims."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.columns import Ints
from desktop.theme import Theme
from desktop.words import picked

if TYPE_CHECKING:
    from db.writer import Edit
    from desktop.workspace import Workspace


class ClaimSheets(QObject):
    """Opens a sheet over a window by its name, for the claims that are picked by then."""

    def __init__(
        self, workspace: "Workspace", door: Callable[["Edit"], None], theme: Theme, window: QWidget
    ) -> None:
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
        from desktop.dialogs.retired import RetiredList  # not needed to start, as all sheets

        snapshot = self._workspace.frame.snapshot
        held = snapshot.records.claims(np.array(snapshot.desk.retired, np.int32))
        RetiredList(held, self._workspace.select, self._theme, self._window).open()

    def _open(self, name: str, ids: Ints) -> None:
        """Open it, unless other claims are picked by now than it is for."""
        snapshot = self._workspace.frame.snapshot
        claims = snapshot.records.claims(ids)
        look = (self._door, self._theme, self._window)
        if name in {"relate", "no_conflict"}:
            from desktop.dialogs.relate import RelateSheet

            if len(claims) == 2:
                kind = "contradicts" if name == "relate" else name
                between = snapshot.records.relations(claims[0].id)
                RelateSheet(claims[0], claims[1], between, kind, *look).open()
        elif not claims:
            return
        elif name == "tag":
            from desktop.dialogs.tag_list import TagList

            TagList(claims, snapshot.desk.tags, *look).open()
        else:
            from desktop.dialogs.judging import GradeSheet, RetireSheet

            {"retire": RetireSheet, "grade": GradeSheet}[name](claims, *look).open()
