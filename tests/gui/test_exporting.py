"""An export that takes long goes on beside the window; called off it leaves nothing; and again."""

import threading
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from db.export.sidecar import beside
from desktop import show
from desktop.dialogs.export import ExportDialog
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests.files import by_csv as rows

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def dialog_of(window: MainWindow, qtbot: QtBot) -> ExportDialog:
    qtbot.keyClick(window, Qt.Key.Key_E, CTRL)
    (dialog,) = (d for d in window.findChildren(ExportDialog) if d.isVisible())
    return dialog


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "kept.ini")


def test_a_long_export_makes_room_says_how_far_it_is_and_leaves_nothing_when_called_off(
    valley: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = dialog_of(valley, qtbot)
    qtbot.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert valley.work_bar.isVisible()
    with qtbot.waitSignal(valley.workspace.changed):
        valley.workspace.refine(lambda q: q.choosing("side", {1}))
    qtbot.waitUntil(valley.status.stop.isVisible, timeout=60_000)
    assert valley.status.working.text().startswith("Writing fictional-20000-1-claims.csv: ")
    with qtbot.waitSignal(dialog.rejected, timeout=60_000):
        qtbot.mouseClick(valley.status.stop, LEFT)
    qtbot.waitUntil(lambda: not valley.workspace.jobs.under_way, timeout=60_000)
    assert left_in(tmp_path) == []
    assert threading.active_count() <= 4


def test_a_long_export_ends_with_every_row_and_says_so(valley: MainWindow, qtbot: QtBot) -> None:
    dialog = dialog_of(valley, qtbot)
    with qtbot.waitSignal(dialog.accepted, timeout=60_000):
        qtbot.mouseClick(dialog.go, LEFT)
    shown = valley.workspace.frame.snapshot.ids
    assert len(rows(dialog.written[0])) == len(shown) > 19_000
    assert valley.status.said.text().startswith(f"{show.count(len(shown))} rows written")
    assert not valley.work_bar.isVisible()


def test_a_failure_brings_the_dialog_back_with_the_reason(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = dialog_of(window, qtbot)
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, str(tmp_path / "nowhere" / "x.csv"))
    qtbot.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(dialog.failed.isVisible)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_again_writes_what_is_seen_by_then_to_the_same_file(
    window: MainWindow, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    window.settings.folder = tmp_path
    both = CTRL | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_E, both)
    (dialog,) = (d for d in window.findChildren(ExportDialog) if d.isVisible())
    qtbot.mouseClick(dialog.formats["safe"], LEFT)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.go, LEFT)
    (path,) = dialog.written
    assert len(rows(path)) == 66
    workspace.refine(lambda q: q.choosing("side", {1}))
    workspace.settle()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_E, both)
    left = [c.uid for c in workspace.frame.snapshot.records.claims(workspace.frame.snapshot.ids)]
    qtbot.waitUntil(lambda: window.status.said.text().startswith(f"{len(left)} rows"))
    assert [row["claim"] for row in rows(path)] == left
    assert '"safe"' in beside(path).read_text("utf-8")


def test_again_says_why_it_cannot_write(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    window.settings.folder = folder
    dialog = dialog_of(window, qtbot)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.go, LEFT)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    window.export_again()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    (box,) = window.findChildren(QMessageBox)
    assert "there is no folder" in box.text()
    with qtbot.waitSignal(box.finished):
        box.close()
