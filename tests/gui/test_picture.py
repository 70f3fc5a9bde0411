"""A picture of the panels: what is in the window, with the query in words, for other readers."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from db.model import PlaceId
from db.query import Selection, Span
from desktop.files.picture import Picture, png
from desktop.files.picture_of import panels
from desktop.files.picture_pdf import pdf
from desktop.files.picture_svg import svg
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import pdf as other_reader

DAY = date(2023, 3, 4)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def winter(window: MainWindow, workspace: Workspace) -> MainWindow:
    """The window with the winter's claims, and a place picked."""
    workspace.refine(lambda q: q.during("about", Span(date(2023, 1, 1), date(2023, 3, 2))))
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(10)})))
    workspace.settle()
    return window


@pytest.fixture
def picture(winter: MainWindow) -> Picture:
    return panels(winter, DAY)


FOOT = (
    "about 2023-01-01 to 2023-03-02; sorted by about, oldest first",
    "49 of 66 claims shown · Selected: Chasiv Yar",
    "Reported, not verified; the newest report is 1 day old; no basis for movement.",
    "CC BY 4.0",
    "on 4 Mar 2023",
)
HEAD = ("Bakhmut, early 2023: two news reports, coded", "ages counted to 2 Mar 2023")


def drawn(picture: Picture, times: int = 1) -> QImage:
    return QImage.fromData(png(picture, times))


def alike(one: QImage, two: QImage) -> float:
    """Return the share of points, on a grid, at which two pictures have about the same colour."""
    assert one.size() == two.size()
    same = points = 0
    for x in range(0, one.width(), 5):
        for y in range(0, one.height(), 5):
            a, b = one.pixelColor(x, y), two.pixelColor(x, y)
            points += 1
            same += max(abs(a.red() - b.red()), abs(a.green() - b.green())) < 24
    return same / points


def test_a_png_shows_the_panels_point_for_point_as_the_window_does(winter: MainWindow) -> None:
    picture = panels(winter, DAY)
    room = picture.parts[0].room
    seen = winter.grab(room).toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert drawn(picture).copy(room.translated(0, picture.head - room.y())) == seen


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_a_png_has_as_many_points_as_was_asked_for(picture: Picture, times: int) -> None:
    image = drawn(picture, times)
    assert image.size() == picture.size * times
    assert image.text("Description").startswith(FOOT[0])


def test_a_picture_changes_nothing_of_the_window(picture: Picture, window: MainWindow) -> None:
    before = window.grab().toImage()
    places = [dock.geometry() for dock in window.docks.values()]
    assert png(picture, 2)
    assert svg(picture)
    assert pdf(picture)
    assert window.grab().toImage() == before
    assert [dock.geometry() for dock in window.docks.values()] == places


def test_an_svg_is_read_by_others_and_says_all_of_it_as_text(picture: Picture) -> None:
    root = ET.fromstring(svg(picture))  # noqa: S314  # it is our own
    said = " ".join(t.text or "" for t in root.iter(f"{SVG}text"))
    for words in (*HEAD, *FOOT, "Chasiv Yar", "Kramatorsk", "Moscow-backed adm."):
        assert words in said
    assert root.findtext(f"{SVG}title") == HEAD[0]
    assert all(float(t.get("textLength", "1")) > 0 for t in root.iter(f"{SVG}text"))
    names = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(names) == len(set(names))
    told = ET.tostring(root, "unicode")
    assert set(re.findall(r"url\(#([^)]+)\)", told)) <= set(names)


def test_an_svg_looks_like_the_window(picture: Picture) -> None:
    # Qt's reader takes a list of fonts for the name of one
    one_font = re.sub(rb'font-family="Inter,[^"]*"', b'font-family="Inter"', svg(picture))
    renderer = QSvgRenderer(QByteArray(one_font))
    image = QImage(picture.size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert alike(image, drawn(picture)) > 0.97


def test_a_pdf_has_its_fonts_and_its_text_is_text(picture: Picture) -> None:
    page = pdf(picture)
    assert page.startswith(b"%PDF-1.")
    used, inside = other_reader.fonts_inside(page)
    assert used == inside > 0
    said = other_reader.text(page)
    for words in (*HEAD, *FOOT, "Chasiv Yar", "Kramatorsk", "restricted, 1 d"):
        assert words in said


def test_what_scrolls_is_cut_off_at_the_edges_of_its_panel(
    picture: Picture, window: MainWindow
) -> None:
    shown = [w for dock in window.docks.values() for w in dock.findChildren(QWidget)]
    shown = [w for w in shown if w.isVisible() and not w.visibleRegion().isEmpty()]
    assert other_reader.cuts(pdf(picture)) > len(shown) > 50
    assert svg(picture).count(b"<clipPath") > len(shown)


@pytest.mark.parametrize(
    ("width", "height", "points"), [(1600, 1000, (1191, 842)), (1000, 700, (842, 595))]
)
def test_a_page_lies_and_is_a4_where_its_text_can_be_read(
    window: MainWindow, width: int, height: int, points: tuple[int, int]
) -> None:
    window.resize(width, height)
    window.share_out()
    page = pdf(panels(window, DAY))
    assert tuple(map(round, other_reader.size(page))) == points


def test_a_long_query_is_wrapped_and_nothing_of_it_is_cut(
    window: MainWindow, workspace: Workspace
) -> None:
    short = panels(window, DAY).size.height()
    claims = list(workspace.store.uids()["claim"])
    unbroken = "x" * 700
    workspace.refine(lambda q: q.choosing("claim", claims))
    workspace.settle()
    workspace.refine(lambda q: type(q)(text=unbroken, facets=q.facets))
    workspace.settle()
    picture = panels(window, DAY)
    assert picture.size.height() > short + 40
    said = other_reader.text(pdf(picture))
    assert unbroken in said
    for uid in workspace.store.uids()["claim"].values():
        assert uid in said
    foot = QRect(
        0,
        picture.head + picture.parts[0].room.height() + 1,
        picture.size.width(),
        picture.size.height(),
    )
    image = drawn(picture).copy(foot.intersected(QRect(0, 0, 9999, picture.size.height())))
    ground = window.theme.colour("window").rgb()
    rim = [(x, y) for y in range(image.height()) for x in (*range(8), *range(-8, 0))]
    assert {image.pixel(x % image.width(), y) for x, y in rim} == {ground}
    last = [image.pixel(x, image.height() - 2) for x in range(image.width())]
    assert set(last) == {ground}


def test_a_picture_is_as_dark_as_the_window(window: MainWindow, theme: Theme, qapp: object) -> None:
    theme.wear(qapp, "dark")  # type: ignore[arg-type]
    try:
        image = drawn(panels(window, DAY))
        assert image.pixelColor(4, 4) == theme.colour("window")
        assert image.pixelColor(4, 4).lightness() < 60
    finally:
        theme.wear(qapp, "light")  # type: ignore[arg-type]


def asked(window: MainWindow) -> QFileDialog:
    next(a for a in window.table if a.id == "picture").wish(window)
    return next(d for d in window.findChildren(QFileDialog) if d.isVisible())


def answer(dialog: QFileDialog, path: Path, qtbot: QtBot) -> None:
    dialog.findChildren(QLineEdit)[0].setText(str(path))
    with qtbot.waitSignal(dialog.finished):
        button = dialog.findChildren(QDialogButtonBox)[0].buttons()[0]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("name", "begins"), [("a.png", b"\x89PNG"), ("a.SVG", b"<?xml"), ("a.pdf", b"%PDF"),
                         ("a", b"\x89PNG")]
)  # fmt: skip
def test_the_name_of_the_file_says_what_is_drawn(
    window: MainWindow, name: str, begins: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    answer(asked(window), tmp_path / name, qtbot)
    written = tmp_path / (name if "." in name else f"{name}.png")
    assert written.read_bytes().startswith(begins)
    assert window.status.said.text() == f"A picture of the panels is in {written}"
    assert window.settings.folder == tmp_path


def test_another_kind_of_file_is_refused_and_nothing_is_written(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    answer(asked(window), tmp_path / "a.jpg", qtbot)
    (box,) = window.findChildren(QMessageBox)
    assert "a picture is a .png, .svg or .pdf" in box.text()
    assert not (tmp_path / "a.jpg").exists()
    box.close()
