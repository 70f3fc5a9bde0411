"""Where a window stands: all of it on the screen it is on."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSettings, QSize
from PySide6.QtWidgets import QApplication

from desktop.program import Program
from desktop.settings import Settings
from desktop.shell.placing import fitted

LEAST = QSize(900, 600)


@given(
    st.integers(-3000, 3000),
    st.integers(-3000, 3000),
    st.integers(900, 4000),
    st.integers(600, 3000),
)
def test_a_window_lies_on_its_screen_with_room_for_its_frame(
    left: int, top: int, width: int, height: int
) -> None:
    screen = QRect(0, 0, 1280, 800)
    fits = fitted(QRect(left, top, width, height), screen, LEAST)
    assert screen.contains(fits.adjusted(0, 0, 8, 40))
    assert fits.width() <= width
    assert fits.height() <= height


def test_a_window_that_fits_is_left_alone() -> None:
    stands = QRect(200, 100, 1000, 650)
    assert fitted(stands, QRect(0, 0, 1280, 800), LEAST) == stands


def test_on_a_screen_smaller_than_the_least_it_begins_at_the_corner() -> None:
    fits = fitted(QRect(50, 50, 1600, 1000), QRect(0, 0, 640, 480), LEAST)
    assert fits == QRect(QPoint(0, 0), LEAST)


def test_the_first_window_is_no_higher_than_the_screen(
    qapp: QApplication, desk_path: Path, tmp_path: Path
) -> None:
    kept = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    program = Program(qapp, Settings(kept), lambda: desk_path)
    window = program.open(desk_path)
    program.show()
    assert window.height() <= window.screen().availableGeometry().height() - 40
    assert window.width() == window.minimumWidth()  # the screen is narrower than that
    window.close()
    program.close()
