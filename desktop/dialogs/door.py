"""What stands before an edit: whose it is, and where it does not fit what is there, both sides."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.errors import DeskBusy, DeskError, DeskFull, EditConflict
from desktop import errors
from desktop.settings import Settings
from desktop.show import tr
from desktop.theme import Theme
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from db.writer import Edit


class Door(QObject):
    """Takes the edits that panels and actions ask for to the workspace, in the author's name."""

    def __init__(
        self, workspace: Workspace, settings: Settings, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace, self._settings = workspace, settings
        self._theme, self._window = theme, window
        workspace.editing.author = settings.author
        workspace.failed.connect(self._on_failed)

    def edit(self, *edits: "Edit") -> None:
        """Make edits; where nobody knows yet who makes them, ask for the name first, once."""
        self.in_the_name(partial(self._workspace.edit, *edits))

    def undo(self) -> None:
        """Take back the newest edit."""
        self.in_the_name(self._workspace.editing.undo)

    def undo_one(self, uid: str, what: str, redo: bool) -> None:  # noqa: FBT001  # of a signal
        """Take back one transaction; of an undo, do again `what` it undid."""
        self.in_the_name(partial(self._workspace.editing.undo_one, uid, what, redo=redo))

    def undo_down_to(self, uid: str) -> None:
        """Take back all that was done after a transaction, or nothing of it."""
        self.in_the_name(partial(self._workspace.editing.undo_down_to, uid))

    def in_the_name(self, then: Callable[[], None], over: QWidget | None = None) -> None:
        """Do what changes the desk once there is a name to do it in; it is asked `over` a window.

        That is the main one, where none is given.
        """
        if self._settings.author:
            then()
            return
        from desktop.dialogs.overlay import Ask  # not needed to start

        said = tr(
            "It stands in the history of every desk you change, so that others know whom to ask. "
            "It is asked once and kept on this machine; File, Your name… changes it."
        )
        ask = Ask(
            tr("Your name"), said, partial(self._on_named, then), self._theme, over or self._window
        )
        ask.field.setText(login())
        ask.field.selectAll()
        ask.open()

    def rename(self) -> None:
        """Ask under which name the next edits are made."""
        from desktop.dialogs.overlay import Ask

        said = tr("It stands in the history from the next edit on; what is there stays as it is.")
        named = partial(self._on_named, lambda: None)
        ask = Ask(tr("Your name"), said, named, self._theme, self._window)
        ask.field.setText(self._settings.author or login())
        ask.field.selectAll()
        ask.open()

    def _on_named(self, then: Callable[[], None], name: str) -> None:
        self._settings.author = self._workspace.editing.author = name
        then()

    def _on_failed(self, error: DeskError, edits: "tuple[Edit, ...]") -> None:
        if isinstance(error, EditConflict):
            from desktop.dialogs.clashes import ClashSheet

            ClashSheet(error, self._theme, self._window).open()
            return
        again = partial(self._workspace.edit, *edits)
        lasting = not edits or not isinstance(error, DeskBusy | DeskFull)
        errors.tell(error, self._window, None if lasting else again)


def login() -> str:
    """Return the name the system knows the user by; empty where it knows none."""
    import getpass  # not needed to start

    try:
        return getpass.getuser()
    except OSError:
        return ""
