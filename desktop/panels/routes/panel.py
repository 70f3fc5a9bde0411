"""The roads: which are reported open, restricted, contested or cut, by whom, and who differs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.model import Desk, PlaceId, Ref, RouteId
from db.query import Selection
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.routes import callout as routes_callout
from desktop.panels.routes import words
from desktop.panels.routes.diagram import Diagram, Manner
from desktop.panels.routes.legend import Legend
from desktop.panels.routes.reading import Reading, graph_of, read
from desktop.panels.routes.shelf import Shelf
from desktop.panels.twin.roads import road_rows
from desktop.panels.twin.twin import Twin
from desktop.schematic.layout import layout
from desktop.schematic.report import Layout
from desktop.show import tr
from desktop.theme import Theme

# Both at the usual text:
_ROW = 18  # the row of the legend that gives way to a callout where the panel is narrow
_LOW = 400  # a panel lower than this shows the legend or a callout, not both
_Id = TypeVar("_Id", PlaceId, RouteId)


class RoutesPanel(Panel):
    """The sentence, the diagram, what is not on it, the callout of a road, the legend."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Roads"), theme, parent)
        self._desk, self._layout, self._reading = Desk(), Layout(), Reading()
        self.sentence = show.label(wrap=True)
        self.theme.write(self.sentence, "small")
        self.sentence.setContentsMargins(12, 4, 12, 4)
        self.diagram = Diagram(self.theme)
        self.shelf = Shelf(self.theme)
        self.callout = routes_callout.Callout(self.theme)
        self.legend = Legend(self.theme)
        picture = QWidget(self)
        fit = self.header.add_button(tr("fit"), tr("Show all of the diagram"), self.diagram.fit)
        self.twin = Twin(self, road_rows, (picture, fit), self.diagram)
        drawn = (self.diagram, self.shelf, self.callout, self.legend)
        for box, parts in ((picture, drawn), (self, (self.sentence, picture, self.twin.table))):
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            for part in parts:
                column.addWidget(part, 1 if part in {self.diagram, picture, self.twin.table} else 0)
        self.setFocusProxy(self.diagram)
        self.diagram.picked.connect(self._on_picked)
        self.diagram.opened.connect(self._on_opened)
        self.shelf.picked.connect(self._on_picked)
        self.sentence.setAutoFillBackground(True)
        self.theme.changed.connect(self._on_theme)
        self._on_theme()

    def draw(self, frame: Frame) -> None:
        """Show the roads of `frame`; nothing moves but for another desk."""
        self._reading = read(frame)
        desk = frame.snapshot.desk
        if desk is not self._desk:
            self._desk, self._layout = desk, layout(graph_of(desk))
            self.diagram.show_layout(self._layout)
            self.shelf.show_layout(self._reading, self._layout)
        self.sentence.setText(words.sentence(frame))
        day = show.day(frame.snapshot.day) if frame.snapshot.version else ""
        self.header.note.setText(tr("ages counted to {day}").format(day=day) if day else "")
        self.callout.show_reading(self._reading)
        self.legend.show_reading(self._reading, self._layout, self.callout.looks)
        self._give_way()
        self.diagram.show_reading(self._reading)
        self.shelf.show_reading(self._reading)
        self.twin.show_frame(frame)

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

    def rows(self) -> list[tuple[str, str]]:
        """Return road and claimant of every report that is drawn in full, by the road's uid.

        A road of which nobody reports has one row without a claimant, while nothing is filtered.
        """
        return self._reading.rows()

    def position(self, ref: Ref) -> QPoint | None:
        """Return where on this panel a place or the middle of a road is, or None."""
        kind, id_ = ref
        link = self.shelf.link(PlaceId(id_)) if kind == "place" else None
        if link is not None:
            return link.mapTo(self, link.rect().center())
        at = self.diagram.position(ref)
        return None if at is None else self.diagram.mapTo(self, at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the opening picture follow the panel until somebody takes hold of it."""
        self.diagram.follow()
        self._give_way()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fit anew in another font."""
        if event.type() == QEvent.Type.FontChange:
            self.diagram.follow()
        super().changeEvent(event)

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
        free = self.height() - others - self.shelf.height()
        self.callout.keep_within(free)
        high = self.height() >= self.theme.px(_LOW) or self.callout.isHidden()
        taken = 0 if self.callout.isHidden() else self.callout.sizeHint().height()
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

    def _on_theme(self) -> None:
        palette = self.sentence.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self.theme.colour("ink.2"))
        palette.setColor(QPalette.ColorRole.Window, self.theme.colour("panel"))
        self.sentence.setPalette(palette)
        self._give_way()


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
