"""Opens the editor of questions, and brings what it needs from the desk beside the window."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from db.errors import DeskError
from desktop import errors
from desktop.dialogs.door import Door
from desktop.show import tr
from desktop.theme import Theme
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from db.edits.drafts import Question
    from db.writer import Edit
    from desktop.dialogs.questions.dialog import QuestionsDialog


class Questions(QObject):
    """Opens the one editor of a window; it follows the desk while it is open."""

    def __init__(self, door: Door, workspace: Workspace, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._door, self._workspace = door, workspace
        self._theme, self._window = theme, window
        self._dialog: QuestionsDialog | None = None
        workspace.editing.followed.connect(self._read)

    def open(self, uid: str = "") -> None:
        """Open it, or bring it forward, at a question, else at the one it stands at."""
        from desktop.dialogs.questions.dialog import QuestionsDialog  # not needed to start
        from desktop.dialogs.questions.weighing import Weighing

        if not self._open:
            weighing = Weighing(self._workspace.jobs, self._workspace.store.outcome)
            self._dialog = QuestionsDialog(weighing, self._theme, self._window)
            self._dialog.decided.connect(self._on_decided)
            self._dialog.show()
        if self._dialog is not None:
            self._dialog.go_to(uid)
            self._dialog.raise_()
            self._dialog.activateWindow()
        self._read()

    @property
    def _open(self) -> bool:
        dialog = self._dialog
        return dialog is not None and isValid(dialog) and dialog.isVisible()

    def _read(self) -> None:
        if self._open:
            label, read = tr("Reading the questions"), self._workspace.store.questions
            self._workspace.jobs.read(label, read, self._on_read, self._on_unread)

    def _on_read(self, questions: "dict[str, Question]") -> None:
        if self._open and self._dialog is not None:
            self._dialog.show_questions(questions)

    def _on_unread(self, error: DeskError) -> None:
        errors.tell(error, self._window, None)

    def _on_decided(self, edit: "Edit") -> None:
        self._door.in_the_name(partial(self._workspace.edit, edit), self._dialog)
