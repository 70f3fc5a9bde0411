"""What a draft would do to what the rules propose: asked beside the window as one types."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from db.edits.drafts import Draft
from db.edits.outcome import Turn
from db.errors import DeskError
from db.progress import Tick
from desktop.jobs import Jobs, Work
from desktop.show import tr

PAUSE: Final = 150
"""After how many milliseconds without another change a draft is weighed."""
Foretold = Callable[[str | None, Draft, Tick], tuple[Turn, ...]]


class Weighing(QObject):
    """Weighs the newest draft; what comes of an older one is dropped.

    `told` carries the pairs that would turn, `refused` why the draft cannot be written.
    """

    told = Signal(tuple)
    refused = Signal(str)

    def __init__(self, jobs: Jobs, foretold: Foretold) -> None:
        super().__init__()
        self._jobs, self._foretold = jobs, foretold
        self._wanted: tuple[str | None, Draft] = (None, Draft())
        self._ticket = 0
        self._work: Work | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._begin)

    def weigh(self, uid: str | None, draft: Draft) -> None:
        """Ask what a draft would do, once no other is asked for soon after."""
        self.drop()
        self._wanted = uid, draft
        self._pause.start()

    def drop(self) -> None:
        """Ask for nothing any more, and take nothing that is still to come."""
        self._ticket += 1
        self._pause.stop()
        if self._work is not None:
            self._jobs.stop(self._work)

    def _begin(self) -> None:
        ticket, (uid, draft) = self._ticket, self._wanted
        self._work = self._jobs.read(
            tr("Weighing the question"),
            partial(self._foretold, uid, draft),
            partial(self._on_told, ticket),
            partial(self._on_refused, ticket),
        )

    def _on_told(self, ticket: int, turns: tuple[Turn, ...]) -> None:
        if ticket == self._ticket:
            self.told.emit(turns)

    def _on_refused(self, ticket: int, error: DeskError) -> None:
        if ticket == self._ticket:
            self.refused.emit(str(error))
