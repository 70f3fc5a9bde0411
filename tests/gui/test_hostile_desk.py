"""A desk that means harm, opened: what it says is text wherever it is shown, and no more."""

import socket
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.errors import DeskError
from db.model import Kind, Ref
from db.query import Query, Selection, Span
from db.store import Store
from desktop import errors
from desktop.dialogs import links
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import hostile
from tests.gui import surfaces
from tests.gui.hands import Hands
from tests.gui.surfaces import Said

MAGENTA = QColor(255, 0, 255)
SHOWN = """actor.name actor.notes actor.role attribution.verb claim.about_edtf
    claim.category claim.credibility_basis claim.notes claim.paraphrase claim.said_edtf claim.uid
    claim.value_text document.published_edtf document.title document.url event.about_edtf
    event.title evidence.exact place.name place.notes place_name.lang place_name.name
    question.text question_step.label relation.why route.name route.notes side.name source.name
    source.reliability_basis"""
"""The columns that the window shows somewhere."""


class Heard:
    """What is said and painted while a test goes on: what was seen of the desk, and the harm."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.harm: dict[str, str] = {}
        self._known: set[Said] = set()

    def take(self, said: Iterator[Said] | Sequence[Said]) -> None:
        for one in said:
            if one.text and one not in self._known:
                self._known.add(one)
                self.seen |= {".".join(tag) for tag in hostile.TAG.findall(one.text)}
                if wrong := one.harm():
                    self.harm.setdefault(f"{one.where} {wrong}", one.text)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "canary.png"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(MAGENTA)
    assert image.save(str(path))
    return path


@pytest.fixture
def desk(tmp_path: Path, picture: Path) -> hostile.Hostile:
    return hostile.desk(tmp_path, picture)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Listens to every text painted from now on; no network answers."""
    heard, paint = Heard(), QPainter.drawText

    def painted(painter: QPainter, *told: object) -> object:
        heard.take([Said("painted", one) for one in told if isinstance(one, str)])
        return paint(painter, *told)  # type: ignore[arg-type]

    def refused(*_: object, **__: object) -> socket.socket:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(QPainter, "drawText", painted)
    monkeypatch.setattr(socket, "socket", refused)
    return heard


@pytest.fixture
def window(
    desk: hostile.Hostile, heard: Heard, theme: Theme, tmp_path: Path, qtbot: QtBot
) -> Iterator[MainWindow]:
    store = Store.open(desk.path)
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    settings.layouts = {"¤mine¤ &Zeta <b>bold</b>\u202e": b""}
    window = MainWindow(Workspace(store), theme, settings, "<b>&\u202e¤\udc80.desk")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.share_out()
    yield window
    store.close()


def look(window: QWidget, heard: Heard) -> None:
    """Look at all of a window as it stands: what it says, paints, and loads."""
    heard.take(surfaces.walk([window]))
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF
    assert not (pixels == MAGENTA.rgb() & 0xFFFFFF).any(), "the picture was loaded"


def show(window: MainWindow, query: Query, selection: Selection) -> None:
    window.workspace.refine(lambda _: query)
    window.workspace.select(lambda _: selection)
    window.workspace.settle()


def refs(window: MainWindow) -> Iterator[Ref]:
    """Yield some things of every kind, enough for every hostile text to be met in each."""
    desk = window.workspace.frame.snapshot.desk
    ids: dict[Kind, Iterable[int]] = {
        "claim": window.workspace.store.snapshot(Query()).ids.tolist(),
        "place": desk.places,
        "event": desk.events,
        "route": desk.routes,
        "actor": desk.actors,
    }
    for kind, of_kind in ids.items():
        found: list[Ref] = [(kind, int(id_)) for id_ in list(of_kind)[:12]]
        yield from found


def harmless(heard: Heard) -> None:
    assert not heard.harm, "\n".join(f"{what}: {text[:160]!r}" for what, text in heard.harm.items())


def test_every_column_of_text_is_hostile_or_is_known_to_take_no_text(desk: hostile.Hostile) -> None:
    unfilled = {".".join(one) for one in desk.columns - desk.filled if _untyped(one)}
    assert unfilled == {name for names in hostile.UNFILLED.values() for name in names.split()}


def _untyped(column: hostile.Column) -> bool:
    return not hostile.TYPED.fullmatch(column[1])


def test_every_panel_shows_markup_controls_and_turned_writing_as_text(
    window: MainWindow, heard: Heard
) -> None:
    look(window, heard)
    for ref in refs(window):
        show(window, Query(), Selection(current=ref))
        look(window.panels["detail"], heard)
    places = window.workspace.frame.snapshot.desk.places
    show(window, Query(), Selection(places=frozenset(list(places)[:9])))
    look(window, heard)
    harmless(heard)
    missing = set(SHOWN.split()) - heard.seen
    assert not missing


def test_what_the_mouse_brings_up_is_text(window: MainWindow, heard: Heard) -> None:
    roads = window.workspace.frame.snapshot.desk.routes
    show(window, Query(), Selection(routes=frozenset(list(roads)[:1])))
    window.grab()
    heard.take(surfaces.hovered(window))
    harmless(heard)
    assert {"route.name", "event.title", "side.name"} <= heard.seen


def test_filters_on_hostile_values_are_text_in_chips_lists_and_menus(
    window: MainWindow, heard: Heard, qtbot: QtBot
) -> None:
    values = window.workspace.frame.snapshot.values
    query = Query(text="<b>&Z¤").during("about", Span(date(2022, 1, 1), date(2023, 3, 2)))
    for dimension in values:
        chosen = frozenset(value.id for value in values[dimension][:1])
        query = query.choosing(dimension, chosen)
    show(window, replace(query, contested_only=True), Selection())
    window.resize(1280, 800)
    look(window, heard)
    for facet, button in window.filters.facets.buttons.items():
        if button.isVisible():
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            look(window.filters.values, heard)
            window.filters.values.close()
            assert values[facet]
    qtbot.mouseClick(window.filters.chips.more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    look(menu, heard)
    menu.close()
    harmless(heard)


def test_a_place_found_by_a_hostile_name_is_text(
    window: MainWindow, heard: Heard, qtbot: QtBot
) -> None:
    hands = Hands(window, qtbot)
    for typed in ("img", "zeta", "boom", "باخموت"):
        QApplication.clipboard().setText(typed)
        hands.places.field.selectAll()
        qtbot.keyClick(hands.places.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert hands.places.field.matches.isVisible()
        look(hands.places.field.matches, heard)
    hands.places.field.matches.hide()
    harmless(heard)


def test_every_action_opens_nothing_but_text(
    window: MainWindow, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    things = window.workspace.frame.snapshot.desk
    show(window, Query(), Selection(places=frozenset(list(things.places)[:1])))
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
        look(menu, heard)
    for _, sheet in surfaces.opened(window, monkeypatch):
        look(sheet, heard)
    look(window, heard)
    harmless(heard)
    assert "meta.value" in heard.seen


def test_what_is_told_of_an_error_is_text(window: MainWindow, heard: Heard, qtbot: QtBot) -> None:
    errors.tell(DeskError("¤/<img src='file:///x'><b>bold</b>\u202e\x07.desk: no desk"), window)
    (box,) = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
    look(box, heard)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    harmless(heard)


def test_the_sheet_of_a_hostile_address_is_text(
    window: MainWindow, heard: Heard, theme: Theme
) -> None:
    for text in hostile.texts("¤document.url.1¤", 1, "file:///x"):
        sheet = links.Sheet(text, theme, window)
        sheet.open()
        look(sheet, heard)
        sheet.close()
    harmless(heard)
