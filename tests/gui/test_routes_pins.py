"""Places are moved on the diagram by hand, and nothing else moves it; the layout comes beside."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from db.edits.claims import NoteOnClaim
from db.edits.names import AddName, Rename
from db.edits.pins import Move, PinPlaces
from db.edits.rows import Named
from db.model import XY, Name, PlaceId, Ref
from db.query import Query
from db.store import Store
from desktop.frame import Frame
from desktop.panels.notice import Notice
from desktop.panels.routes.panel import RoutesPanel
from desktop.schematic.moving import snapped
from desktop.theme import Theme
from desktop.window import MainWindow
from desktop.workspace import Workspace
from tests import desks
from tests.edits import did
from tests.gui.hands import CTRL, LEFT, NONE, SHIFT, Hands

Key = Qt.Key
_FAR = QPoint(-40, -70)


class Pins(Hands):
    """Hands that move places on the diagram."""

    @property
    def diagram(self):
        return self.routes.diagram

    def place(self, uid: str) -> Ref:
        return self.ref("place", uid)

    @property
    def pins(self) -> dict[str, XY]:
        """Return the spots of the desk, by the uids of the places."""
        desk = self.frame.snapshot.desk
        return {desk.places[id_].uid: spot for id_, spot in desk.pins.items()}

    def spot(self, uid: str) -> XY:
        """Return where a place stands on the layout."""
        return self.frame.layout.positions[PlaceId(self.place(uid)[1])]

    def seen(self, uid: str) -> QPoint:
        at = self.diagram.position(self.place(uid))
        assert at is not None
        return at

    def grab(self, uid: str, by: QPoint) -> None:
        """Press on a place and drag it so far, without letting it go."""
        at = self.seen(uid)
        self.qtbot.mousePress(self.diagram, LEFT, NONE, at)
        self.qtbot.mouseMove(self.diagram, at + by / 2)
        self.qtbot.mouseMove(self.diagram, at + by)

    def drag(self, uid: str, by: QPoint = _FAR) -> None:
        """Drag a place so far, and wait until it is saved, laid out, and at rest."""
        at = self.seen(uid) + by
        self.grab(uid, by)
        self.saved(lambda: self.qtbot.mouseRelease(self.diagram, LEFT, NONE, at))

    def saved(self, gesture: Callable[[], object]) -> None:
        self.do(gesture)
        self.qtbot.waitUntil(lambda: self.diagram.resting)

    def nudge(self, key: Key) -> None:
        """Move the place that the keys are on, without waiting for what comes of it."""
        self.qtbot.keyClick(self.diagram, key, CTRL | SHIFT)

    def action(self, name: str) -> QAction:
        return next(a for a in self.window.menus.findChildren(QAction) if a.objectName() == name)

    def menu(self, at: QPoint) -> list[str]:
        """Return what the menu over the diagram offers that can be done, and leave it open."""
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, self.diagram.mapToGlobal(at))
        QApplication.sendEvent(self.diagram, asked)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return [a.text().split("\t")[0] for a in menu.actions() if a.isEnabled() and a.text()]

    def choose(self, what: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        choice = next(a for a in menu.actions() if a.text().split("\t")[0] == what)
        self.saved(
            lambda: self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(choice).center())
        )

    def undo(self) -> None:
        self.press(Key.Key_Z, CTRL)
        self.qtbot.waitUntil(lambda: self.diagram.resting)


@pytest.fixture
def pins(window: MainWindow, qtbot: QtBot) -> Pins:
    hands = Pins(window, qtbot)
    hands.focus("routes")
    return hands


# -- moving by hand ---------------------------------------------------------------------------


def test_a_place_that_is_dragged_takes_its_roads_along_at_once(pins: Pins) -> None:
    at, before = pins.seen("chasiv-yar"), pins.diagram.view.figure
    others = {uid: pins.seen(uid) for uid in ("bakhmut", "soledar", "sloviansk")}
    pins.grab("chasiv-yar", _FAR)
    here, drawn = pins.place("chasiv-yar"), pins.diagram.view.figure
    moved = pins.seen("chasiv-yar") - at - _FAR
    assert moved.manhattanLength() <= 1
    assert {uid: pins.seen(uid) for uid in others} == others
    changed = [id_ for id_, line in drawn.lines.items() if line.points != before.lines[id_].points]
    desk = pins.frame.snapshot.desk
    assert changed == [r.id for r in desk.routes.values() if here[1] in (r.start, r.end)]
    assert pins.pins == {}
    pins.saved(lambda: pins.qtbot.mouseRelease(pins.diagram, LEFT, NONE, at + _FAR))
    assert pins.pins == {"chasiv-yar": pins.spot("chasiv-yar")}
    assert pins.frame.edits.undo == "move Chasiv Yar on the diagram"


def test_a_place_is_put_at_half_units_where_it_was_dropped(pins: Pins) -> None:
    scale, (x, y) = pins.diagram.view.figure.scale, pins.spot("soledar")
    pins.drag("soledar", QPoint(35, 21))
    wanted = snapped((x + 35 / scale, y - 21 / scale))
    assert pins.pins == {"soledar": wanted}
    assert pins.spot("soledar") == wanted
    pins.qtbot.mouseMove(pins.diagram, pins.seen("soledar"))
    assert "moved by hand" in pins.diagram.toolTip()


def test_esc_leaves_a_place_where_it_was(pins: Pins) -> None:
    pins.click("claims", pins.ref("claim", "B01"))
    pins.focus("routes")
    was, selection = pins.seen("soledar"), pins.frame.selection
    pins.grab("soledar", _FAR)
    pins.qtbot.keyClick(pins.window.focusWidget(), Key.Key_Escape)
    pins.qtbot.mouseRelease(pins.diagram, LEFT, NONE, was + _FAR)
    pins.qtbot.waitUntil(lambda: pins.diagram.resting)
    pins.window.workspace.settle()
    assert pins.seen("soledar") == was
    assert pins.frame.selection == selection
    assert not pins.window.workspace.unsettled
    assert pins.pins == {}


def test_a_click_moves_nothing(pins: Pins) -> None:
    pins.click("routes", pins.place("soledar"))
    assert pins.frame.selection.current == pins.place("soledar")
    assert pins.pins == {}


def test_the_keys_do_the_same_by_half_a_unit(pins: Pins) -> None:
    pins.click("routes", pins.place("soledar"))
    x, y = pins.spot("soledar")
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Up):
        pins.nudge(key)
    pins.settled()
    pins.qtbot.waitUntil(lambda: pins.diagram.resting)
    step = snapped((snapped((x + 0.5, y))[0] + 0.5, y))
    assert pins.pins == {"soledar": snapped((step[0], step[1] + 0.5))}
    for _ in range(3):
        pins.undo()
    assert pins.pins == {}
    assert pins.spot("soledar") == (x, y)


def test_undo_leads_back_to_the_very_drawing(pins: Pins) -> None:
    before = pins.frame.layout
    pins.drag("chasiv-yar")
    assert pins.frame.layout is not before
    pins.undo()
    assert pins.frame.layout is before
    pins.saved(lambda: pins.qtbot.keyClick(pins.window, Key.Key_Y, CTRL))
    assert "chasiv-yar" in pins.pins


def test_a_place_that_is_let_go_is_where_the_map_has_it(pins: Pins) -> None:
    before = pins.frame.layout
    pins.drag("chasiv-yar")
    assert pins.menu(pins.seen("chasiv-yar")) == [
        "Move Chasiv Yar on the diagram", "Let Chasiv Yar go on the diagram", "Lay out afresh",
    ]  # fmt: skip
    pins.choose("Let Chasiv Yar go on the diagram")
    assert pins.pins == {}
    assert pins.frame.layout is before
    assert pins.frame.edits.undo == "let Chasiv Yar go on the diagram"


def test_lay_out_afresh_lets_all_go_and_can_be_undone(pins: Pins) -> None:
    before = pins.frame.layout
    pins.drag("chasiv-yar")
    pins.drag("soledar")
    held, layout = pins.pins, pins.frame.layout
    assert pins.menu(QPoint(3, 3)) == ["Lay out afresh", "Save a picture of the roads…"]
    pins.choose("Lay out afresh")
    assert pins.pins == {}
    assert pins.frame.layout.positions == before.positions
    pins.undo()
    assert pins.pins == held
    assert pins.frame.layout is layout


def test_the_menu_says_what_cannot_be_done(pins: Pins) -> None:
    assert not pins.action("unpin").isEnabled()
    assert not pins.action("move-on-diagram").isEnabled()
    assert "no place" in pins.action("unpin").toolTip().lower()
    assert pins.menu(pins.seen("soledar")) == ["Move Soledar on the diagram", "Lay out afresh"]
    pins.qtbot.keyClick(QApplication.activePopupWidget(), Key.Key_Escape)
    pins.action("move-on-diagram").trigger()
    assert pins.window.status.said.text().startswith("Ctrl+Shift and the arrows move Soledar")
    assert pins.window.focusWidget() is pins.diagram


def test_the_opening_has_what_was_put_by_hand(desk_path: Path, theme: Theme, qtbot: QtBot) -> None:
    did(desk_path, PinPlaces((Move(Named("soledar", "Soledar"), None, (3.0, 2.0)),)))
    store = Store.open(desk_path)
    workspace = Workspace(store)
    qtbot.waitUntil(lambda: not workspace.unsettled)
    (id_,) = store.desk.pins
    assert workspace.frame.layout.positions[id_] == (3.0, 2.0)
    assert workspace.frame.layout.pins == {id_: (3.0, 2.0)}
    workspace.close()
    store.close()


def test_the_page_of_a_place_says_that_it_was_moved(pins: Pins) -> None:
    pins.drag("soledar")
    pins.click("routes", pins.place("soledar"))
    texts = [w.text() for w in pins.window.detail.page.findChildren(QLabel)]
    assert "moved by hand" in texts


# -- what is said -----------------------------------------------------------------------------


def test_a_drop_that_turns_the_order_of_roads_is_kept_and_said_by_name(pins: Pins) -> None:
    (notice,) = pins.routes.findChildren(Notice)
    (x, y), scale = pins.spot("sloviansk"), pins.diagram.view.figure.scale
    pins.drag("sloviansk", QPoint(round((-2 - x) * scale), round((y + 1) * scale)))
    assert pins.pins == {"sloviansk": (-2.0, -1.0)}
    assert notice.isVisible()
    assert notice.words.text() == (
        "Sloviansk is where you put it; the roads of Bakhmut now leave it in another order than on"
        " the map. Undo: Ctrl+Z"
    )
    assert pins.window.focusWidget() is pins.diagram
    pins.saved(lambda: pins.qtbot.mouseClick(notice.answers[0], LEFT))
    assert pins.pins == {}
    assert notice.isHidden()


def test_a_drop_that_makes_a_crossing_says_which_roads(
    desk_path: Path, theme: Theme, qtbot: QtBot, window: MainWindow, pins: Pins
) -> None:
    with desks.script(desk_path) as connection:
        sql = """INSERT INTO route (uid, name, kind, from_place, to_place)
            SELECT 'new', 'The northern road', 'road', a.id, b.id FROM place a, place b
            WHERE a.uid = 'soledar' AND b.uid = 'severodonetsk'"""
        connection.execute(sql)
    pins.do(window.workspace.editing.look)
    pins.qtbot.waitUntil(lambda: pins.diagram.resting)
    (notice,) = pins.routes.findChildren(Notice)
    assert notice.isHidden()
    desk = pins.frame.snapshot.desk
    named = {p.uid: Named(p.uid, p.name) for p in desk.places.values()}
    spots = {
        "bakhmut": (0.0, 0.0), "sloviansk": (-2.0, 2.0), "soledar": (0.5, 1.5),
        "chasiv-yar": (-1.5, 0.0), "kostiantynivka": (-1.5, -1.5),
    }  # fmt: skip
    moves = tuple(Move(named[uid], None, spot) for uid, spot in spots.items())
    pins.do(lambda: window.workspace.edit(PinPlaces(moves)))
    pins.do(lambda: window.workspace.edit(
        PinPlaces((Move(named["severodonetsk"], None, (-2.5, 0.5)),))
    ))  # fmt: skip
    assert notice.isVisible()
    assert notice.words.text().startswith(
        "Severodonetsk is where you put it; its road to Soledar now crosses "
    )


def test_a_desk_that_may_only_be_read_says_why_nothing_can_be_moved(
    workspace: Workspace, theme: Theme, qtbot: QtBot
) -> None:
    frame = workspace.frame
    desk = replace(frame.snapshot.desk, writable=False)
    panel = RoutesPanel(theme)
    qtbot.addWidget(panel)
    panel.show_frame(replace(frame, snapshot=replace(frame.snapshot, desk=desk)))
    panel.resize(452, 604)
    with qtbot.waitExposed(panel):
        panel.show()
    diagram, (id_, *_) = panel.diagram, frame.layout.positions
    at = diagram.position(("place", id_))
    assert at is not None
    said: list[str] = []
    panel.told.connect(said.append)
    with qtbot.assertNotEmitted(panel.edit_requested):
        qtbot.mousePress(diagram, LEFT, NONE, at)
        qtbot.mouseMove(diagram, at + _FAR)
        qtbot.mouseRelease(diagram, LEFT, NONE, at + _FAR)
        qtbot.keyClick(diagram, Key.Key_Right, CTRL | SHIFT)
    assert said == 2 * ["This desk may only be read"]
    assert diagram.position(("place", id_)) == at


# -- what moves nothing -----------------------------------------------------------------------


def seen_all(pins: Pins) -> list[QPointF]:
    spots = pins.diagram.view.figure.spots
    return [spot + pins.diagram.view.origin for spot in spots.values()]


def test_a_filter_moves_no_place_and_lays_nothing_out(pins: Pins) -> None:
    layout, before = pins.frame.layout, seen_all(pins)
    for query in (Query(text="Ukrainian troops"), Query(text="Chasiv"), Query()):
        pins.window.workspace.refine(lambda _, query=query: query)
        pins.window.workspace.settle()
        assert pins.frame.layout is layout
        assert not pins.window.workspace.unsettled
        assert seen_all(pins) == before


@pytest.mark.parametrize(
    "edit",
    [
        Rename("place", Named("soledar", "Soledar"), "Aaa"),
        Rename("place", Named("bakhmut", "Bakhmut"), "Zzz"),
    ],
)
def test_another_name_moves_no_place(pins: Pins, edit: Rename) -> None:
    layout, before = pins.frame.layout, seen_all(pins)
    pins.do(lambda: pins.window.workspace.edit(edit))
    assert pins.frame.layout is layout
    assert sorted(map(str, seen_all(pins))) == sorted(map(str, before))


def test_what_is_no_part_of_the_diagram_lays_nothing_out(pins: Pins) -> None:
    layout = pins.frame.layout
    soledar = Named("soledar", "Soledar")
    for edit in (NoteOnClaim("B01", "", "look"), AddName("place", soledar, Name("S", "variant"))):
        pins.do(lambda edit=edit: pins.window.workspace.edit(edit))
        assert pins.frame.layout is layout


def test_a_new_place_leaves_the_others_where_they_are(pins: Pins, desk_path: Path) -> None:
    before = dict(pins.frame.layout.positions)
    with desks.script(desk_path) as connection:
        connection.execute(
            """INSERT INTO place (uid, name, kind, lat, lon, coord_source)
            VALUES ('new', 'New', 'town', 48.75, 38.2, 'somebody')"""
        )
    pins.do(pins.window.workspace.editing.look)
    now = pins.frame.layout.positions
    assert len(now) == len(before) + 1
    assert {id_: now[id_] for id_ in before} == before


def test_of_two_edits_in_a_row_only_the_drawing_of_the_last_is_shown(pins: Pins) -> None:
    workspace, drawn = pins.window.workspace, list[Frame]()
    workspace.changed.connect(drawn.append)
    before, soledar = pins.frame.layout, Named("soledar", "Soledar")
    workspace.edit(
        PinPlaces((Move(soledar, None, (3.0, 2.0)),)),
        PinPlaces((Move(soledar, (3.0, 2.0), (5.0, 2.0)),)),
    )
    pins.settled()
    assert pins.spot("soledar") == (5.0, 2.0)
    assert {id(frame.layout) for frame in drawn} == {id(before), id(pins.frame.layout)}
