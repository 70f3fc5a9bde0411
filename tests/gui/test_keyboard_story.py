"""A day's work without a mouse, and what a screen reader says of it, in order."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.export import ExportDialog
from desktop.dialogs.palette import Palette
from desktop.program import Program
from desktop.settings import Settings
from desktop.window import MainWindow
from tests.files import by_csv
from tests.gui.voice import Listener

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

UNGRADED = (
    "Source F, reliability cannot be judged: Not judged in this dataset.. Claim 6, cannot be judged"
)
SOLEDAR = (
    "Soledar: 10 claims, 1 Russia, 3 Third party, 6 Ukraine; Who holds Soledar? 2 say Ukraine "
    "holds – Fighting inside, 1 says Ukraine holds, pressed – Fighting inside, 1 says Fighting "
    "inside, 3 say Russia holds; 4 contested; 1 Jan – 1 Mar 2023."
)


@pytest.fixture
def program(qapp: QApplication, desk_path: Path, tmp_path: Path) -> Iterator[Program]:
    settings = Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))
    settings.author = "Ada"
    settings.folder = tmp_path
    program = Program(qapp, settings, lambda: desk_path)
    program.begin([desk_path], ask=True)
    program.show()
    yield program
    for window in program.windows:
        window.close()
    program.close()


class Walk:
    """One walk through the program, by keys, each awaited by what it changes."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self._program, self._qtbot = program, qtbot
        self.ear = Listener(qtbot)
        self.heard: list[str] = []
        self.wait(self.window.isActiveWindow)

    @property
    def window(self) -> MainWindow:
        return self._program.window

    def wait(self, until: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(until)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.wake()
        self.heard.append(self.ear.press(key, held))

    def wake(self) -> None:
        """Do what a window manager does when a list that was in front is gone."""
        front = QApplication.activeWindow()
        if front is None or not front.isVisible():
            self.window.activateWindow()
            self.wait(self.window.isActiveWindow)

    def change(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press what changes what is seen or picked."""
        self.wake()
        with self._qtbot.waitSignal(self.window.workspace.changed):
            self.ear.press(key, held)
        self.wait(lambda: not self.window.workspace.unsettled)
        self.heard.append(self.ear.heard())

    def write(self, text: str) -> None:
        self.heard.append(self.ear.write(text))

    def opened(self, kind: type[QWidget]) -> None:
        """Wait until something of this kind is in front and has the keys."""
        self.wait(lambda: isinstance(_top(), kind))
        self.heard.append(self.ear.heard())

    def until(self, said: str, key: Qt.Key, most: int = 40) -> None:
        """Press a key until such words are heard."""
        for _ in range(most):
            self.ear.press(key)
            if said in self.ear.heard():
                self.heard.append(self.ear.heard())
                return
        raise AssertionError(f"{said!r} was never heard")


def _top() -> QWidget | None:
    focus = QApplication.focusWidget()
    while focus is not None and not isinstance(focus, (ExportDialog, QFileDialog, Palette)):
        focus = focus.parentWidget()
    return focus


@pytest.fixture
def walk(program: Program, qtbot: QtBot) -> Walk:
    return Walk(program, qtbot)


def find_soledar(walk: Walk) -> None:
    walk.press(KEY.Key_1, ALT)
    walk.press(KEY.Key_Tab)
    walk.write("Соледар")
    walk.change(KEY.Key_Return)
    walk.press(KEY.Key_1, ALT)
    walk.change(KEY.Key_Return)


def follow_a_contradiction(walk: Walk) -> None:
    walk.press(KEY.Key_3, ALT)
    for _ in range(12):
        walk.change(KEY.Key_J)
        if "contested" in walk.heard[-1]:
            break
    walk.press(KEY.Key_4, ALT)
    walk.until("contradicts", KEY.Key_Tab)
    walk.change(KEY.Key_Return)


def save_the_view(walk: Walk, name: str) -> None:
    walk.press(KEY.Key_D, CTRL)
    walk.write(name)
    walk.change(KEY.Key_Return)


def export(walk: Walk) -> None:
    walk.press(KEY.Key_E, CTRL)
    walk.opened(ExportDialog)
    walk.ear.press(KEY.Key_Return)
    walk.wait(lambda: "written to" in walk.window.status.said.text())


def test_the_story_is_told_by_keys_alone(walk: Walk, desk_path: Path, tmp_path: Path) -> None:
    workspace = walk.window.workspace
    find_soledar(walk)
    assert len(workspace.frame.snapshot.ids) == 10
    follow_a_contradiction(walk)
    kind, claim = workspace.frame.selection.current or ("", 0)
    assert kind == "claim"
    assert workspace.frame.snapshot.records.relations(claim)[0].kind == "contradicts"  # type: ignore[arg-type]
    seen = workspace.frame
    save_the_view(walk, "Soledar, contested")
    with closing(sqlite3.connect(desk_path)) as other:
        ((name, spec),) = other.execute("SELECT name, spec FROM saved_view").fetchall()
    assert name == "Soledar, contested"
    assert json.loads(spec)["query"]["facets"] == {"place": ["soledar"]}

    export(walk)
    (written,) = tmp_path.glob("*.csv")
    lit = seen.snapshot.ids[seen.highlight.rows]
    uids = [claim.uid for claim in seen.snapshot.records.claims(lit)]
    assert [row["claim"] for row in by_csv(written)] == uids

    walk.press(KEY.Key_P, CTRL | SHIFT)
    walk.opened(Palette)
    walk.write("lift all")
    walk.change(KEY.Key_Return)
    assert len(workspace.frame.snapshot.ids) == 66
    walk.press(KEY.Key_3, ALT)
    walk.change(KEY.Key_Escape)
    assert not workspace.frame.selection

    walk.press(KEY.Key_O, CTRL)
    walk.opened(QFileDialog)
    walk.write(str(next(tmp_path.glob("*.datapackage.json"))))
    walk.press(KEY.Key_Return)
    walk.wait(lambda: workspace.frame.query == seen.query)
    again = workspace.frame
    assert again.snapshot.ids.tolist() == seen.snapshot.ids.tolist()
    assert {*again.selection.claims} == {*lit.tolist()}


def test_a_screen_reader_tells_the_same_story_in_order(walk: Walk) -> None:
    find_soledar(walk)
    follow_a_contradiction(walk)
    save_the_view(walk, "Soledar, contested")
    export(walk)
    walk.press(KEY.Key_P, CTRL | SHIFT)
    walk.opened(Palette)
    walk.write("lift all")
    walk.change(KEY.Key_Return)
    walk.press(KEY.Key_O, CTRL)
    walk.opened(QFileDialog)
    assert walk.heard == [
        "Tree | Places | Russia, country, 0 claims, 0 events, no claim left | Russia: no "
        "claim on file.",
        "EditableText | Find a place, any spelling",
        "List | Places found | Soledar — also Соледар",
        f"Tree | Places | Soledar, town, 10 claims, 2 events, contested | {SOLEDAR}",
        f"Tree | Places | Soledar, town, 10 claims, 2 events, contested | {SOLEDAR}",
        f"Tree | Places | Soledar, town, 10 claims, 2 events, contested, in the filter | {SOLEDAR}",
        "Table | Claims | CNN: Soledar is treated as already taken by Wagner, with Bakhmut "
        "as the follow-on; Position Russia holds; About Jan 2023 – 1 Mar 2023; Via CNN; "
        "Grade F6",
        "Table | Claims | contested; Russia (state): Around the middle of January Moscow "
        "announced that Soledar was in its hands; Position Russia holds; About ~15 Jan "
        "2023; Via IBTimes Singapore; Grade F6",
        f"Button | Grade F6 · not judged | {UNGRADED}",
        "Button | contradicts · Kyiv maintained that its troops were still fighting to keep"
        " Soledar. · Ukraine (state), via IBTimes Singapore, ~15 Jan 2023 — Same town, same"
        " days: one side says it took Soledar, the other says it was still fighting for it.",
        f"Button | Grade F6 · not judged | {UNGRADED}",
        "EditableText | Name of this view | Place Soledar | Name this view",
        "EditableText | Name of this view | Soledar, contested | Name this view",
        "List | Saved views | Soledar, contested, Place Soledar, shown now",
        "List | Saved views | Soledar, contested, Place Soledar, shown now",
        "Button | Export 1 row",
        "EditableText | Type to find a command | New desk…, File, Ctrl+N",
        "EditableText | Type to find a command | New desk…, File, Ctrl+N",
        "EditableText | Type to find a command | lift all | Lift all filters, Edit, X",
        "List | Saved views | Soledar, contested, Place Soledar",
        "List | Saved views | Soledar, contested, Place Soledar",
        "EditableText | File name:",
    ]
