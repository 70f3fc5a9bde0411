"""Keys on the proposals panel of a window."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.frame import Frame
from desktop.panels.proposals.panel import ProposalsPanel
from desktop.panels.proposals.rows import WaitingRow
from desktop.window import MainWindow
from tests.edit_checks import asked
from tests.gui.hands import CTRL, NONE, Hands

Key = Qt.Key


class DecidingHands(Hands):
    """What a person does to decide, key by key."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        self.panel = cast("ProposalsPanel", window.panels["proposals"])
        self.list = self.panel.list

    def open(self) -> None:
        """Show the panel by its key."""
        self.window.activateWindow()
        self.qtbot.keyClick(self.window, Key.Key_R, CTRL)
        assert self.panel.isVisible()

    def hit(self, key: Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keys are."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, held)

    def decide(self, key: Key, why: str = "") -> Frame:
        """Press what decides, say why where that is asked for, and wait until it is on the disk."""
        if not why:
            return self.do(lambda: self.hit(key))
        self.hit(key)
        self.write(why)
        return self.do(lambda: self.hit(Key.Key_Return))

    def write(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClicks(focus, text)

    def undo(self) -> Frame:
        return self.do(lambda: self.hit(Key.Key_Z, CTRL))

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        rows = cast("list[WaitingRow]", self.list.lines.rows)
        return [(row.one.kind, row.one.a, row.one.b) for row in rows]

    @property
    def pair(self) -> tuple[str, ...]:
        """Return the claims of the pair that is shown."""
        return tuple(card.claim.uid for card in self.panel.pair.cards)

    @property
    def note(self) -> str:
        return self.panel.header.note.text()

    def between(self, a: str, b: str) -> list[tuple[str, str, str]]:
        """Return what the file says of two claims: kind, state and why."""
        sql = f"""SELECT r.kind, r.state, r.why FROM relation r JOIN claim x ON x.id = r.a_id
            JOIN claim y ON y.id = r.b_id WHERE x.uid = '{a}' AND y.uid = '{b}' ORDER BY 1"""  # noqa: S608
        return asked(self.window.workspace.store.path, sql)
