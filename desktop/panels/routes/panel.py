"""The roads: which are reported open, restricted, contested or cut, by whom, and who differs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QPoint, QSize, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.edits.pins import Move, Pin, PinPlaces, UnpinPlaces
from db.edits.rows import Named
from db.model import XY, Desk, PlaceId, Ref, RouteId
from db.query import Selection
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.notice import Notice
from desktop.panels.routes import callout as routes_callout
from desktop.panels.routes import words
from desktop.panels.routes.diagram import Diagram, Manner
from desktop.panels.routes.legend import Legend
from desktop.panels.routes.reading import Reading, read
from desktop.panels.routes.sentence import Sentence
from desktop.panels.routes.shelf import Shelf
from desktop.panels.twin.roads import road_rows
from desktop.panels.twin.twin import Twin
from desktop.schematic.report import Layout
from desktop.show import tr
from desktop.theme import Theme

if TYPE_CHECKING:
    from desktop.part import Part

# Both at the usual text:
_ROW = 18  # the row of the legend that gives way to a callout where the panel is narrow
_CHIPS = 40  # no more than a row of chips takes from the panel
_SHARE = 3  # the legend takes no more than one part in so many of the panel
_LOW = 520  # a panel lower than this shows the legend or a callout, not both
_Id = TypeVar("_Id", PlaceId, RouteId)


class RoutesPanel(Panel):
    """The sentence, the diagram, what is not on it, the callout of a road, the legend.

    `told` carries what is to be said once, `menu_requested` whether a place is meant and where on
    the screen its menu is to open, `undo_requested` asks for the newest edit to be taken back.
    """

    told = Signal(str)
    menu_requested = Signal(bool, QPoint)
    undo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Roads"), theme, parent)
        self._desk, self._layout, self._reading = Desk(), Layout(), Reading()
        self._followed = QSize()
        self._asked: dict[PlaceId, XY] = {}
        """Where places are on their way to, by edits that are not safe yet."""
        self.sentence = Sentence()
        self.theme.write(self.sentence, "small")
        self.sentence.setContentsMargins(12, 4, 12, 4)
        self.diagram = Diagram(self.theme)
        self.shelf = Shelf(self.theme)
        self.callout = routes_callout.Callout(self.theme)
        self.legend = Legend(self.theme)
        picture = QWidget(self)
        self.kind = self.header.add_note()
        fit = self.header.add_button(tr("fit"), tr("Show all of the diagram"), self.diagram.fit)
        self.twin = Twin(self, road_rows, (picture, fit), self.diagram)
        self.notice = Notice(self.theme, picture)
        drawn = (self.diagram, self.notice, self.shelf, self.callout, self.legend)
        for box, parts in ((picture, drawn), (self, (self.sentence, picture, self.twin.table))):
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            for part in parts:
                column.addWidget(part, 1 if part in {self.diagram, picture, self.twin.table} else 0)
        self.setFocusProxy(self.diagram)
        self.diagram.picked.connect(self._on_picked)
        self.diagram.opened.connect(self._on_opened)
        self.diagram.put.connect(self._on_put)
        self.diagram.told.connect(self.told)
        self.diagram.menu_requested.connect(self._on_menu)
        self.shelf.picked.connect(self._on_picked)
        self.sentence.setAutoFillBackground(True)
        self.theme.changed.connect(self._on_theme)
        self._on_theme()

    def draw(self, frame: Frame) -> None:
        """Show the roads of `frame`; nothing moves but for another desk."""
        retold = frame.snapshot.strands != self._reading.frame.snapshot.strands
        self._reading = read(frame)
        desk = frame.snapshot.desk
        before, another = self._layout, desk is not self._desk
        moved = frame.layout is not before
        self._desk, self._layout = desk, frame.layout
        if moved:
            self.diagram.show_layout(self._layout, self._reading)
            self._say_forced(before)
        if moved or another:
            self.shelf.show_layout(self._reading, self._layout)
        self._say_kind(frame)
        self.diagram.fixed = _fixed(frame)
        self.follow(frame)
        self.sentence.setText(words.sentence(frame))
        day = show.day(frame.snapshot.day) if frame.snapshot.version else ""
        self.header.note.setText(tr("ages counted to {day}").format(day=day) if day else "")
        self.callout.show_reading(self._reading)
        self.legend.show_reading(self._reading, self._layout, self.callout.looks)
        self._give_way()
        self.diagram.show_reading(self._reading)
        if another or retold:
            self.diagram.name_anew()  # captions of groups say what is told of them
        self.shelf.show_reading(self._reading)
        self.twin.show_frame(frame)

    def let_go(self) -> None:
        """Ask for the current place to be let go that was put somewhere by hand."""
        kind, id_ = self._reading.frame.selection.current or ("", 0)
        spot = self._desk.pins.get(PlaceId(id_)) if kind == "place" else None
        if spot is not None:
            place = self._desk.places[PlaceId(id_)]
            pin = Pin(Named(place.uid, place.name), spot)
            self.edit_requested.emit(UnpinPlaces((pin,)))

    def follow(self, frame: Frame) -> None:
        """Have a place go back that was moved by an edit which was not made."""
        if not frame.edits.pending and not frame.edits.behind:
            self._asked.clear()
            self.diagram.settle(frame.snapshot.desk.pins)

    def toggle_twin(self) -> bool:
        """Show the roads as a table, or as the diagram again."""
        self.twin.toggle()
        return True

    def state(self) -> dict[str, object]:
        """Return whether the table is shown."""
        return {**super().state(), "table": self.twin.shown}

    def restore(self, state: Mapping[str, object]) -> None:
        """Show the table or the diagram, as it was."""
        super().restore(state)
        self.twin.restore(state)

    def printed(self) -> "list[Part]":
        """Return the diagram as it is seen, with all that it takes to read it, for a picture."""
        from desktop.panels.routes import sheet

        if self.diagram.height() < self.diagram.minimumSizeHint().height():  # never shown yet
            self.diagram.resize(self.diagram.sizeHint())
        return sheet.parts(self.diagram, self.theme)

    def rows(self) -> list[tuple[str, str]]:
        """Return road and claimant of every report that is drawn in full, by the road's uid.

        A road of which nobody reports has one row without a claimant, while nothing is filtered.
        """
        return self._reading.rows()

    def position(self, ref: Ref) -> QPoint | None:
        """Return where on this panel a place or the middle of a road is, or None."""
        link = self.shelf.link(ref)
        if link is not None:
            return link.mapTo(self, link.rect().center())
        at = self.diagram.position(ref)
        return None if at is None else self.diagram.mapTo(self, at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the opening picture follow the panel until somebody takes hold of it.

        It stays as it is when a row of chips comes or goes above: a filter moves nothing.
        """
        by = event.size() - self._followed
        if by.width() or abs(by.height()) > self.theme.px(_CHIPS):
            self._followed = event.size()
            self.diagram.follow()
        self._give_way()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fit anew in another font."""
        if event.type() == QEvent.Type.FontChange:
            self.diagram.follow()
        super().changeEvent(event)

    def _say_kind(self, frame: Frame) -> None:
        """Say that the diagram is on its way, or that it is the plain map."""
        kind = words.kind(self._layout) if self._layout.geographic else ""
        self.kind.setText(
            show.listed([*(tr("{work} …").format(work=one) for one in frame.pending), kind])
        )
        show.explain(self.kind, words.kind_explained(self._layout))

    def _say_forced(self, before: Layout) -> None:
        """Say by name what a place that was put by hand makes of its roads; it stays there."""
        ours = before.positions and self._desk.writable
        said = words.forced(self._reading, before, self._layout) if ours else ""
        self.notice.hide()
        if said:
            self.notice.tell(
                said, (tr("Undo"), self.undo_requested.emit), (tr("Keep it"), self.notice.hide)
            )
            self.diagram.voice.say(said)

    def _on_put(self, place: PlaceId, spot: XY) -> None:
        """Ask for a place to be put where it was moved to."""
        named = self._desk.places[place]
        was = self._asked.get(place) or self._desk.pins.get(place)
        self._asked[place] = spot
        self.edit_requested.emit(PinPlaces((Move(Named(named.uid, named.name), was, spot),)))

    def _on_menu(self, ref: Ref | None, at: QPoint) -> None:
        """Ask for the menu of a place, which becomes current, or of the diagram."""
        if ref is not None:
            self.request_current(ref)
        self.menu_requested.emit(ref is not None and ref[0] == "place", at)

    def _keep_free(self) -> None:
        """Leave room in the diagram for a callout that may come, and takes some of the legend's."""
        given = self.theme.px(_ROW)
        if self.height() < self.theme.px(_LOW):
            given = self.legend.sizeHint().height()
        usual = max(0, self.theme.px(routes_callout.USUAL) - given)
        self.diagram.keep_free(0 if not self.callout.isHidden() else usual)

    def _give_way(self) -> None:
        """Keep some of the diagram; a low panel has no room for a legend under a callout."""
        others = (
            self.sentence.heightForWidth(self.width()) + self.diagram.minimumSizeHint().height()
        )
        others += 0 if self.notice.isHidden() else self.notice.sizeHint().height()
        free = self.height() - others - self.shelf.height()
        self.callout.keep_within(free)
        high = self.height() >= self.theme.px(_LOW) or self.callout.isHidden()
        taken = 0 if self.callout.isHidden() else self.callout.sizeHint().height()
        self.legend.keep_within(min(free - taken, self.height() // _SHARE))
        high = high and not self.legend.empty
        self.legend.setVisible(high and taken + self.legend.sizeHint().height() <= free)
        self._keep_free()

    def _on_picked(self, ref: Ref, manner: Manner) -> None:
        """Ask for something to be picked: alone, with the rest, or no longer."""
        step = _picking(ref, manner)
        if manner == "only":
            self.request_selection(step)
        elif not self._drawing:  # Shift and Ctrl both join what is picked
            self.selection_requested.emit(step)

    def _on_opened(self, ref: Ref | None) -> None:
        """Make what is picked the filter, picking `ref` first, if any."""
        if ref is not None:
            self._on_picked(ref, "only")
        self.request_narrow()

    def finish(self) -> None:
        """Have everything in its place by now, and the diagram fitted to its room."""
        for box in (self.diagram.parentWidget(), self):
            if box is not None and (layout := box.layout()) is not None:
                layout.activate()
        self.diagram.finish()

    def _on_theme(self) -> None:
        palette = self.sentence.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self.theme.colour("ink.2"))
        palette.setColor(QPalette.ColorRole.Window, self.theme.colour("panel"))
        self.sentence.setPalette(palette)
        self._give_way()


def _fixed(frame: Frame) -> str:
    """Say why no place can be moved; nothing where each can."""
    if frame.snapshot.desk.writable:
        return ""
    if "recorded" in frame.query.known_by:
        return tr("This is the desk as it was")
    return tr("This desk may only be read")


def _picking(ref: Ref, manner: Manner) -> Callable[[Selection], Selection]:
    """Return the step that picks a place or road, or lets it go when it is toggled."""
    kind, id_ = ref

    def step(selection: Selection) -> Selection:
        if kind == "place":
            places = _joined(selection.places, PlaceId(id_), manner)
            return replace(selection, places=places, current=ref)
        routes = _joined(selection.routes, RouteId(id_), manner)
        return replace(selection, routes=routes, current=ref)

    return step


def _joined(picked: frozenset[_Id], one: _Id, manner: Manner) -> frozenset[_Id]:
    return picked ^ {one} if manner == "toggle" else picked | {one}
