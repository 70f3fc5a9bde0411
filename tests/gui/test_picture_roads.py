"""A picture of the diagram of roads: what is on screen, and all that it takes to read it alone."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unicodedata import normalize
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from db.errors import DISK_FULL
from db.model import Clock, PlaceId
from db.query import Selection, Span
from desktop import show
from desktop.files.picture import Picture, png
from desktop.files.picture_of import roads
from desktop.files.picture_pdf import pdf
from desktop.files.picture_svg import svg
from desktop.frame import Frame
from desktop.panels.routes import style
from desktop.panels.routes.inked import newest
from desktop.panels.routes.reading import Look
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks
from tests import pdf as other_reader
from tests.squeezed import limited

DAY = date(2023, 3, 4)
SVG = "{http://www.w3.org/2000/svg}"
REPORTED = "Reported, not verified; the newest report is 1 day old; no basis for movement."


@pytest.fixture(scope="session")
def large_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fictional desk for `valley`: of fewer claims, and nearly as many roads and claimants."""
    return desks.valley(tmp_path_factory.mktemp("many"), 2_000)


def parsed(window: MainWindow) -> ET.Element:
    return ET.fromstring(svg(roads(window, DAY)))  # noqa: S314  # it is our own


def written(root: ET.Element) -> str:
    return " ".join(t.text or "" for t in root.iter(f"{SVG}text"))


def by_pdf(window: MainWindow) -> str:
    return other_reader.text(pdf(roads(window, DAY)))


def diagram_in(picture: Picture) -> QRect:
    (seen,) = picture.parts[0].within
    return seen.room.translated(seen.at + QPoint(0, picture.head))


def claimants(window: MainWindow) -> set[str]:
    """Return who reports what of any road or group that is drawn."""
    reading = window.routes.diagram.scene.reading
    drawn = (*reading.roads(), *reading.groups())
    return {told.claimant.name for road in drawn for told, _ in reading.heard(road)}


def test_a_png_shows_the_diagram_point_for_point_as_the_panel_does(
    window: MainWindow, workspace: Workspace
) -> None:
    workspace.refine(lambda q: q.during("about", Span(date(2023, 2, 20), date(2023, 3, 2))))
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(10)}), current=("place", 10)))
    workspace.settle()
    picture, diagram = roads(window, DAY), window.routes.diagram
    image = QImage.fromData(png(picture, 1)).copy(diagram_in(picture))
    assert image == diagram.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_mouse_and_keys_leave_no_trace_in_it(window: MainWindow, qtbot: QtBot) -> None:
    before = png(roads(window, DAY), 1)
    diagram = window.routes.diagram
    window.go_to("routes")
    spot = diagram.position(("place", 10))
    assert spot
    qtbot.mouseMove(diagram, spot)
    assert diagram.hasFocus()
    assert png(roads(window, DAY), 1) == before


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_a_png_has_as_many_points_as_was_asked_for(window: MainWindow, times: int) -> None:
    picture = roads(window, DAY)
    image = QImage.fromData(png(picture, times))
    assert image.size() == picture.size * times
    assert REPORTED in image.text("Description")


def test_what_is_too_large_for_a_png_is_not_drawn_in_part(valley: MainWindow) -> None:
    picture = roads(valley, DAY)
    most = 32_767 // picture.size.height()  # Qt paints nothing beyond
    assert png(picture, most)
    assert png(picture, most + 1) == b""


def test_every_claimant_stands_under_it_with_status_age_and_source(window: MainWindow) -> None:
    said = written(parsed(window))
    for claimant in claimants(window):
        assert claimant.partition(" of ")[0] in said
    for words in (
        "CNN: condition not stated, 1 d [1]",
        "Donetsk: contested, 29 d [2]",
        "Ukrainian troops: restricted, 1 d [1]",
        "[1] CNN · Explainer: the fighting for Bakhmut and what it means",
        "IBTimes Singapore · Report: encirclement claim at Bakhmut",
        "membership possible",
        "Chasiv Yar – Bakhmut highway",
    ):
        assert words in said


def test_heading_and_foot_say_which_desk_which_day_and_which_query(
    window: MainWindow, workspace: Workspace
) -> None:
    workspace.refine(lambda q: q.during("about", Span(date(2023, 1, 1), date(2023, 3, 2))))
    workspace.settle()
    for said in (written(parsed(window)), by_pdf(window)):
        for words in (
            "Bakhmut, early 2023: two news",
            "ages counted to 2 Mar 2023",
            "about 2023-01-01 to 2023-03-02; sorted by about, oldest first",
            "of 66 claims shown",
            REPORTED,
            "Drawn by Crosscheck",
        ):
            assert words in said


@pytest.mark.parametrize("clock", ["published", "recorded"])
def test_as_of_a_day_it_shows_what_was_known_and_says_so(
    window: MainWindow, workspace: Workspace, clock: Clock, qtbot: QtBot
) -> None:
    day = date(2023, 2, 10) if clock == "published" else date(2023, 3, 4)
    workspace.refine(lambda q: q.as_of(clock, day))
    workspace.settle()
    qtbot.waitUntil(lambda: not workspace.unsettled, timeout=60_000)
    said = written(parsed(window))
    assert f"as of {show.day(day)} ({clock})" in said
    assert f"as of {day} ({clock})" in said
    assert ("Ukrainian troops: restricted" in said) == (clock == "recorded")
    assert "Donetsk: contested" in said


def test_the_legend_explains_all_that_is_drawn(window: MainWindow, workspace: Workspace) -> None:
    every = (
        "restricted", "contested", "cut, implied", "condition not stated", "claimants differ",
        "thin: implied", "a group of roads", "placed by bearing", "somewhere on that side",
        "farther than drawn", "pale: older than 14 d", "Russia-backed", "Third party", "Ukraine",
        "three roads or more", "a border",
    )  # fmt: skip
    picked = ("selected", "belongs to what is selected", "shown in detail", "no claim left")

    def told() -> list[str]:
        return [t.text or "" for t in parsed(window).iter(f"{SVG}text")]

    assert set(every) <= set(told())
    assert not set(picked) & set(told())
    workspace.refine(lambda q: q.during("about", Span(date(2023, 2, 20), date(2023, 3, 2))))
    workspace.select(lambda _: Selection(places=frozenset({PlaceId(10)}), current=("place", 10)))
    workspace.settle()
    assert set(picked) <= set(told())


def test_what_is_not_on_the_diagram_is_named_with_the_reason(window: MainWindow) -> None:
    said = written(parsed(window))
    reading, layout = window.routes.diagram.scene.reading, window.routes.diagram.scene.layout
    assert layout.shelf
    for id_, _ in layout.shelf:
        assert all(word in said for word in reading.desk.places[id_].name.split())
    assert "no coordinates, and no bearing is" in said
    assert "drawn nearer than it lies" in said


def strokes(root: ET.Element) -> Counter[tuple[str, float]]:
    """Return how many lines there are of each colour and width in the first clipped part."""
    (diagram,) = root.findall(f"{SVG}g[@clip-path]")[0].findall(f"{SVG}g[@clip-path]")
    return Counter(
        (group.get("stroke", ""), float(group.get("stroke-width", "0")))
        for group in diagram.iter(f"{SVG}g")
        for line in group
        if line.tag in {f"{SVG}polyline", f"{SVG}path", f"{SVG}line"}
    )


def strands(window: MainWindow) -> Iterator[Look]:
    """Yield the look of every strand that the panel draws from place to place."""
    scene = window.routes.diagram.scene
    for road in scene.reading.roads():
        line = scene.view.figure.lines.get(road.id)
        if line and not line.loose:
            yield from (told.look for told in newest(scene.reading.drawn(road)))


def test_an_svg_has_every_strand_as_a_line_and_no_picture_of_points(valley: MainWindow) -> None:
    root = parsed(valley)
    found, drawn = strokes(root), Counter(strands(valley))
    assert len(drawn) > 6
    for look, n in drawn.items():
        line = style.layers(look)[0]
        colour = valley.theme.colour(line.token).name()
        assert found[colour, line.width] >= n, look
    figure = valley.routes.diagram.scene.view.figure
    beds = (valley.theme.colour("status.unknown").name(), 1.5)
    assert found[beds] >= sum(not line.strands and not line.loose for line in figure.lines.values())
    assert not list(root.iter(f"{SVG}image"))
    names = {words for t in root.iter(f"{SVG}text") for words in (t.text or "").split()}
    for placed in valley.routes.diagram.scene.names.placed:
        for row in placed.variant.lines:
            assert set(row.text.split()) <= names


def test_lines_that_are_lost_in_the_ground_are_drawn_so_by_other_programs(
    window: MainWindow,
) -> None:
    figure = window.routes.diagram.scene.view.figure
    root = parsed(window)
    filled = [one for one in root.iter() if (one.get("fill") or "").startswith("url(#")]
    assert len(filled) == len(figure.areas) > 0
    assert not [one for one in root.iter() if (one.get("stroke") or "").startswith("url(#")]
    assert {one.get("stop-opacity") for one in root.iter(f"{SVG}stop")} == {"1"}
    assert other_reader.images(pdf(roads(window, DAY))) == 0


def test_a_pdf_has_its_fonts_and_its_text_is_text(window: MainWindow) -> None:
    page = pdf(roads(window, DAY))
    used, inside = other_reader.fonts_inside(page)
    assert used == inside > 0
    said = other_reader.text(page)
    for words in (
        "Chasiv Yar – Bakhmut highway",
        "Kostiantynivka",
        "Moscow-backed administration of",
        "Ukrainian troops: restricted, 1 d [1]",
        "stated W of Bakhmut",
    ):
        assert words in said
    assert tuple(map(round, other_reader.size(page))) == (595, 842)
    assert len(other_reader.texts(page)) == 1


def test_a_long_list_goes_on_on_more_pages_none_of_which_goes_without_its_words(
    valley: MainWindow,
) -> None:
    picture = roads(valley, DAY)
    pages = other_reader.texts(pdf(picture))
    assert len(pages) > 3
    for n, page in enumerate(pages, 1):
        assert f"page {n} of {len(pages)}" in page
        assert "Reported, not verified" in page
        assert "all claims; sorted by about" in page
    assert "".join(pages).count("Each line of a road is one claimant's.") == 1
    parts = [part for page in picture.pages(900) for part in page.parts]
    assert parts == list(picture.parts)


def test_roads_out_of_sight_are_counted_and_what_is_reported_of_them_is_left_out(
    window: MainWindow, qtbot: QtBot
) -> None:
    diagram = window.routes.diagram
    for _ in range(12):
        qtbot.keyClick(diagram, Qt.Key.Key_Plus)
    said = written(parsed(window))
    assert "5 roads out of sight" in said
    assert "Bakhmut – Kostiantynivka" in said
    assert "Bakhmut – Sloviansk" not in said


def test_the_diagram_is_drawn_though_its_table_was_shown_from_the_start(
    window: MainWindow,
) -> None:
    before = claimants(window)
    window.routes.toggle_twin()
    assert not window.routes.diagram.isVisible()
    said = written(parsed(window))
    assert "Kostiantynivka" in said
    assert claimants(window) == before


# -- names of any letters, files of any name ------------------------------------------------------

ARABIC, CYRILLIC, MARKUP = "تيروتيط", "Ясинуватська-Нова", "<b>Slo</b> & Co"


@pytest.fixture
def renamed(desk_path: Path) -> None:
    """A desk with names in other scripts, before it is opened."""
    with desks.script(desk_path) as db:
        db.execute("UPDATE place SET name = ? WHERE uid = 'soledar'", (ARABIC,))
        db.execute("UPDATE place SET name = ? WHERE uid = 'kramatorsk'", (CYRILLIC,))
        db.execute("UPDATE place SET name = ? WHERE uid = 'sloviansk'", (MARKUP,))
        db.execute("UPDATE actor SET name = ? WHERE name = 'Ukrainian troops'", (ARABIC,))


@pytest.mark.usefixtures("renamed")
def test_names_in_other_scripts_are_text_in_svg_and_pdf(window: MainWindow) -> None:
    texts = [t.text or "" for t in parsed(window).iter(f"{SVG}text")]
    assert {CYRILLIC, ARABIC, MARKUP} <= set(texts)
    assert texts.count(ARABIC) > 2, "a place, and who reports"
    said = normalize("NFKC", by_pdf(window))  # by its letters, whatever their forms
    assert CYRILLIC in said
    assert MARKUP in said
    assert said.count(ARABIC) + said.count(ARABIC[::-1]) > 2


def asked(window: MainWindow) -> QFileDialog:
    next(a for a in window.table if a.id == "picture-of-roads").wish(window)
    return next(d for d in window.findChildren(QFileDialog) if d.isVisible())


def answer(dialog: QFileDialog, path: Path, qtbot: QtBot) -> None:
    dialog.findChildren(QLineEdit)[0].setText(str(path))
    with qtbot.waitSignal(dialog.finished):
        button = dialog.findChildren(QDialogButtonBox)[0].buttons()[0]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.png", b"\x89PNG"),
        ("<b>&amp; {file} %1.svg", b"<?xml"),
        ("Дороги – الطرق.PDF", b"%PDF"),
        ("-\u202eredro.svg", b"<?xml"),
    ],
)
def test_it_lies_in_a_file_of_any_name_which_is_said_as_it_stands(
    window: MainWindow, name: str, begins: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    answer(asked(window), tmp_path / name, qtbot)
    (made,) = (
        p for p in tmp_path.iterdir() if p.stem == Path(name).stem or p.name == f"{name}.png"
    )
    assert made.read_bytes().startswith(begins)
    assert window.status.said.text() == show.visible(f"A picture of the roads is in {made}")


def test_a_disk_that_refuses_is_told_of_and_what_stood_there_is_kept(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    kept = tmp_path / "a.svg"
    kept.write_bytes(b"before")
    dialog = asked(window)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    with limited(1_000):
        answer(dialog, kept, qtbot)
    (box,) = window.findChildren(QMessageBox)
    assert DISK_FULL in box.text()
    assert kept.read_bytes() == b"before"
    assert not list(tmp_path.glob("*.part"))
    box.close()


def test_without_a_diagram_there_is_no_picture_of_it_and_the_menu_says_why(
    window: MainWindow,
) -> None:
    action = next(a for a in window.table if a.id == "picture-of-roads")
    assert action.hindered(Frame()) == "there is no diagram"
    assert action.hindered(window.workspace.frame) == ""
