"""The rules at work beside the window: what they propose is written once it is found."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.edits.propose import Propose
from db.errors import DeskError
from db.store import Store
from desktop.jobs import Jobs, Work
from desktop.show import tr

if TYPE_CHECKING:
    from db.edits.propose import Found
    from db.writer import Edit


class Proposing(QObject):
    """Has the rules look at every claim in a reader, and hands what they find to `edit`.

    `told` says that nothing new was found; of what is new, the edit does.
    """

    told = Signal(str)
    failed = Signal(DeskError, tuple)

    def __init__(
        self, store: Store, jobs: Jobs, edit: Callable[["Edit"], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store, self._jobs, self._edit = store, jobs, edit
        self._work: Work | None = None

    @property
    def under_way(self) -> bool:
        """Whether the rules are still looking."""
        return self._work is not None and self._work in self._jobs.under_way

    def begin(self) -> None:
        """Look, unless that is under way."""
        if not self.under_way:
            label = tr("Looking for relations to propose")
            self._work = self._jobs.read(label, self._store.propose, self._on_found, self._on_fault)

    def _on_found(self, found: "Found") -> None:
        if found.due:
            self._edit(Propose(found))
        else:
            self.told.emit(tr("The rules propose nothing new"))

    def _on_fault(self, error: DeskError) -> None:
        self.failed.emit(error, ())
