"""Files: recent desks, two windows, what is dropped, sidecars, copies, a new desk."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.export.json import export
from db.new import bring_in, nothing_yet
from db.query import Selection
from desktop.opening import DeskElsewhere
from desktop.program import Program
from desktop.settings import Settings
from desktop.window import MainWindow
from tests import desks
from tests.gui.hands import Hands

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def program(qapp: QApplication, settings: Settings, desk_path: Path) -> Iterator[Program]:
    program = Program(qapp, settings, lambda: desk_path)
    program.open(desk_path)
    program.show()
    yield program
    for window in program.windows:
        window.close()
    program.close()


def other(folder: Path, name: str = "other.desk", uid: str = "other") -> Path:
    """An empty desk."""
    path = folder / name
    bring_in(path, nothing_yet(path, uid), "tests", lambda: desks.NOW)
    return path


def recent(window: MainWindow) -> list[QAction]:
    """The desks that the menu offers, as it is opened."""
    window.menus.by_name["File"].aboutToShow.emit()
    within = {a.text(): a.menu() for a in window.menus.by_name["File"].actions()}
    menu = within["Open recent"]
    assert isinstance(menu, QMenu)
    return [a for a in menu.actions() if a.objectName().startswith("recent-")]


def dialog(window: MainWindow) -> QFileDialog:
    (found,) = [d for d in window.findChildren(QFileDialog) if d.isVisible()]
    return found


def answer(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    """Put a path into the dialog that asks for one, and press its button."""
    asked = dialog(window)
    asked.findChildren(QLineEdit)[0].setText(str(path))  # typed keys go to a list of proposals
    buttons = asked.findChildren(QDialogButtonBox)[0]
    with qtbot.waitSignal(asked.finished):
        qtbot.mouseClick(buttons.buttons()[0], Qt.MouseButton.LeftButton)


def boxes(window: MainWindow) -> list[str]:
    return [box.text() for box in window.findChildren(QMessageBox)]


def held(paths: Sequence[Path]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setText("\n".join(map(str, paths)))
    return mime


def drag(widget: QWidget, mime: QMimeData) -> bool:
    copy, at = Qt.DropAction.CopyAction, QPoint(20, 10)
    no = Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(at, copy, mime, Qt.MouseButton.LeftButton, no)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(window: MainWindow, *paths: Path) -> None:
    mime = held(paths)
    assert drag(window, mime)
    assert window.drop.isVisible()
    copy, at = Qt.DropAction.CopyAction, QPoint(20, 10).toPointF()
    no = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(at, copy, mime, Qt.MouseButton.LeftButton, no)
    QApplication.sendEvent(window.drop, event)


# -- two windows -------------------------------------------------------------------------------


def test_a_second_desk_opens_in_a_window_of_its_own_and_follows_its_own_query(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    first = program.window
    qtbot.keyClick(first, Qt.Key.Key_O, CTRL | SHIFT)
    answer(first, desks.desk(tmp_path, "second.desk"), qtbot)
    old, new = program.windows
    assert old is first
    assert first.isVisible()
    assert new.isVisible()
    assert new.pos() != first.pos()
    with qtbot.waitSignal(new.workspace.changed):
        new.workspace.refine(lambda q: q.choosing("side", {1}))
    assert not first.workspace.frame.query.filters


def test_a_desk_that_is_open_comes_to_the_front_and_no_second_window_opens(
    program: Program, desk_path: Path, tmp_path: Path
) -> None:
    first = program.window
    program.open(other(tmp_path))
    link = tmp_path / "link.desk"
    link.symlink_to(desk_path)
    for path in (desk_path, link):
        assert program.open(path, program.windows[1]) is first
    assert len(program.windows) == 2


def test_a_window_that_closes_leaves_the_other_open(program: Program, tmp_path: Path) -> None:
    second = program.open(desks.desk(tmp_path, "second.desk"))
    program.windows[0].close()
    assert program.windows == (second,)
    second.workspace.refine(lambda q: q.choosing("side", {1}))
    second.workspace.settle()
    assert second.workspace.frame.query.filters


def test_the_theme_is_that_of_every_window(program: Program, tmp_path: Path) -> None:
    second = program.open(other(tmp_path))
    program.windows[0].theme_requested.emit("dark")
    assert second.theme.mode == "dark"
    second.theme_requested.emit("light")


def test_a_window_is_called_by_its_desk_and_by_its_folder_where_two_have_one_name(
    program: Program, desk_path: Path, tmp_path: Path
) -> None:
    first = program.window
    assert first.windowTitle() == "bakhmut-2023.desk – Crosscheck"
    assert first.windowFilePath() == str(desk_path)
    (tmp_path / "b").mkdir()
    second = program.open(other(tmp_path / "b", desk_path.name))
    assert first.windowTitle() == f"bakhmut-2023.desk in {tmp_path} – Crosscheck"
    assert second.desk_name.name.text() == f"bakhmut-2023.desk in {tmp_path / 'b'}"
    assert str(desk_path) in first.desk_name.name.toolTip()
    second.close()
    assert first.windowTitle() == "bakhmut-2023.desk – Crosscheck"


# -- recent desks ------------------------------------------------------------------------------


def test_recent_desks_are_offered_the_last_first_and_one_that_is_gone_says_so(
    program: Program, desk_path: Path, tmp_path: Path
) -> None:
    gone = other(tmp_path)
    program.open(gone, program.window)
    program.open(desk_path, program.window)
    gone.unlink()
    first, second = recent(program.window)
    assert first.text() == f"{desk_path.name} in {tmp_path}"
    assert first.isEnabled()
    assert second.text() == f"other.desk in {tmp_path}"
    assert not second.isEnabled()
    assert "There is no such file any more" in second.toolTip()


def test_a_recent_desk_opens_from_the_menu(program: Program, tmp_path: Path) -> None:
    program.open(other(tmp_path), program.window)
    recent(program.window)[1].trigger()
    assert "bakhmut-2023" in program.window.windowTitle()
    assert len(program.windows) == 1


def test_at_most_ten_are_kept_and_all_are_forgotten(
    program: Program, settings: Settings, tmp_path: Path
) -> None:
    settings.recent = [tmp_path / f"{n}.desk" for n in range(12)]
    assert len(recent(program.window)) == 10
    program.window.forget_requested.emit()
    assert not recent(program.window)
    assert settings.last_desk is None


def test_the_page_of_an_empty_desk_lists_the_recent_ones(
    program: Program, desk_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    gone = other(tmp_path, "gone.desk", "gone")
    program.open(gone, program.window)
    program.open(other(tmp_path), program.window)
    gone.unlink()
    program.open(other(tmp_path, "third.desk", "third"), program.window)
    lines = program.window.welcome.recent
    assert [line.accessibleName() for line in lines] == ["other.desk", "gone.desk", desk_path.name]
    assert [line.isEnabled() for line in lines] == [True, False, True]
    assert lines[1].accessibleDescription() == "there is no such file any more"
    qtbot.mouseClick(lines[2], Qt.MouseButton.LeftButton)
    assert "bakhmut-2023" in program.window.windowTitle()


# -- dropping ----------------------------------------------------------------------------------


def test_a_dropped_desk_takes_the_place_of_the_one_that_is_open(
    program: Program, tmp_path: Path
) -> None:
    drop(program.window, other(tmp_path))
    assert "other.desk" in program.window.windowTitle()
    assert len(program.windows) == 1


def test_several_dropped_desks_each_open_a_window(program: Program, tmp_path: Path) -> None:
    drop(program.window, other(tmp_path), other(tmp_path, "third.desk", "third"))
    titles = [window.windowTitle() for window in program.windows]
    assert [title.split(".")[0] for title in titles] == ["bakhmut-2023", "other", "third"]


def test_a_wrong_file_that_is_dropped_is_refused_in_a_sentence(
    program: Program, tmp_path: Path
) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("notes", "utf-8")
    drop(program.window, wrong)
    assert boxes(program.window) == [
        f"{wrong}: this is not a desk: not an SQLite file, or an encrypted one"
    ]
    assert not program.window.drop.isVisible()


def test_the_window_is_framed_while_files_are_over_it_even_over_a_field(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    window = program.window
    assert drag(window.filters.search, held([tmp_path / "a.desk"]))
    assert window.drop.isVisible()
    assert window.drop.geometry() == window.rect()
    accent = window.theme.colour("accent").name()
    seen = window.grab().toImage()
    assert {seen.pixelColor(at, 300).name() for at in (0, 1, seen.width() - 2)} == {accent}
    QApplication.sendEvent(window.drop, QDragLeaveEvent())
    assert not window.drop.isVisible()
    text = QMimeData()
    text.setText("Soledar")
    drag(window, text)
    assert not window.drop.isVisible()


# -- sidecars ----------------------------------------------------------------------------------


@pytest.fixture
def sidecar(program: Program, tmp_path: Path, qtbot: QtBot) -> Path:
    """That of an export of one side's claims, made by hand; the query is lifted after."""
    hands = Hands(program.window, qtbot)
    hands.tick("side", "Ukraine")
    hands.export(tmp_path / "seen.csv", ("claims",))
    hands.press(Qt.Key.Key_Escape)
    assert not hands.frame.query.filters
    return tmp_path / "seen.datapackage.json"


def test_a_dropped_sidecar_restores_its_view_in_the_desk_that_is_open(
    program: Program, sidecar: Path, qtbot: QtBot
) -> None:
    window = program.window
    with qtbot.waitSignal(window.workspace.changed):
        drop(window, sidecar)
    assert [name for _, name in window.workspace.frame.query.filters] == ["side"]
    qtbot.waitUntil(lambda: "the desk is as it was" in window.status.said.text())
    assert program.windows == (window,)


def test_a_sidecar_opens_the_desk_it_came_from_when_that_is_a_recent_one(
    program: Program, sidecar: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program.open(other(tmp_path), program.window)
    drop(program.window, sidecar)
    window = program.window
    qtbot.waitUntil(lambda: bool(window.workspace.frame.query.filters))
    assert "bakhmut-2023" in window.windowTitle()
    assert len(program.windows) == 1
    qtbot.waitUntil(lambda: not window.workspace.jobs.under_way)


def test_a_sidecar_whose_desk_nobody_knows_asks_for_it(
    program: Program, sidecar: Path, desk_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    wrong = other(tmp_path)
    program.open(wrong, program.window)
    program.window.forget_requested.emit()
    drop(program.window, sidecar)
    window = program.window
    assert "Bakhmut, early 2023" in dialog(window).windowTitle()
    answer(window, wrong, qtbot)
    assert "this is not the desk “Bakhmut" in boxes(window)[0]
    program.window.files_requested.emit((sidecar,))
    answer(window, desk_path, qtbot)
    qtbot.waitUntil(lambda: bool(program.window.workspace.frame.query.filters))
    assert len(program.windows) == 1
    qtbot.waitUntil(lambda: not program.window.workspace.jobs.under_way)


# -- the command line --------------------------------------------------------------------------


def test_each_desk_named_on_the_command_line_opens_a_window(
    qapp: QApplication, settings: Settings, desk_path: Path, tmp_path: Path
) -> None:
    program = Program(qapp, settings, lambda: desk_path)
    program.begin([desk_path, other(tmp_path)])
    assert [w.desk_name.name.text() for w in program.windows] == [desk_path.name, "other.desk"]
    program.close()


def test_without_any_named_the_last_desk_opens(
    qapp: QApplication, settings: Settings, desk_path: Path, tmp_path: Path
) -> None:
    settings.recent = (other(tmp_path),)
    program = Program(qapp, settings, lambda: desk_path)
    program.begin([])
    assert program.window.desk_name.name.text() == "other.desk"
    program.close()


def test_where_nobody_can_be_asked_a_sidecar_of_an_unknown_desk_is_refused(
    program: Program, sidecar: Path, qapp: QApplication, settings: Settings
) -> None:
    settings.recent = ()
    alone = Program(qapp, settings, lambda: sidecar)
    with pytest.raises(DeskElsewhere, match="Open that desk first"):
        alone.begin([sidecar])
    alone.close()


# -- a copy, and a new desk --------------------------------------------------------------------


def test_a_copy_is_saved_beside_the_work_on_the_desk(
    program: Program, desk_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window, target = program.window, tmp_path / "saved.desk"
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL | SHIFT)
    answer(window, target, qtbot)
    qtbot.waitUntil(lambda: str(target) in window.status.said.text())
    with desks.reading(desk_path) as one, desks.reading(target) as two:
        assert export(one) == export(two)


def test_a_desk_is_not_copied_over_itself_and_says_so(
    program: Program, desk_path: Path, qtbot: QtBot
) -> None:
    window = program.window
    before = desk_path.read_bytes()
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL | SHIFT)
    asked = dialog(window)
    asked.setOption(QFileDialog.Option.DontConfirmOverwrite)
    answer(window, desk_path, qtbot)
    qtbot.waitUntil(lambda: bool(boxes(window)))
    assert "this is the desk itself" in boxes(window)[0]
    assert desk_path.read_bytes() == before


def test_a_new_desk_is_made_empty_and_opened(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    qtbot.keyClick(program.window, Qt.Key.Key_N, CTRL)
    answer(program.window, tmp_path / "mine", qtbot)
    assert program.window.desk_name.name.text() == "mine.desk"
    assert program.window.welcome.isVisible()
    assert program.window.workspace.frame.selection == Selection()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
