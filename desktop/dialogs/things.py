"""What the actions on things open: forms of the detail pane, and the sheets over the window."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.edits.merge import Merge
from db.edits.names import Kind
from db.edits.rows import Named
from db.errors import DeskError
from db.model import Actor, Place, PlaceId, Ref
from db.query import Query, Selection
from desktop import errors
from desktop.panels.detail.lit import shown
from desktop.panels.detail.names import Head, OtherNames
from desktop.panels.detail.panel import DetailPanel
from desktop.panels.detail.source import Letter

if TYPE_CHECKING:
    from db.writer import Edit
    from desktop.window import MainWindow


class Things(QObject):
    """Opens what changes places, actors, sources and sides, and takes their edits to the door."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._workspace, self._door = window, window.workspace, window.door
        self._detail = cast("DetailPanel", window.panels["detail"])
        self._merging: list[tuple[Kind, int, int]] = []
        """What goes and what stays of merges that are on their way."""
        self._detail.merge_requested.connect(self.merge_with)
        self._workspace.editing.followed.connect(self._on_followed)
        self._workspace.failed.connect(self._on_failed)

    def rename(self) -> None:
        """Go to the name of the thing shown, to write it anew."""
        self._write(Head)

    def add_name(self) -> None:
        """Go to the other names of the thing shown, to add one."""
        self._write(OtherNames)

    def judge(self) -> None:
        """Go to the letter of the source shown, to judge it anew."""
        self._write(Letter)

    def merge(self) -> None:
        """Ask what the thing shown is to be merged with."""
        self._workspace.settle()  # the keys may be quicker than the turn of the last wish
        if (ref := shown(self._workspace.frame)) is not None and ref[0] in {"place", "actor"}:
            self.merge_with(ref)

    def merge_with(self, ref: Ref) -> None:
        """Ask what a place or an actor is to be merged with."""
        from desktop.dialogs.other import Other  # not needed to start

        among = self._all(ref)
        thing = among[ref[1]]
        chosen = partial(self.look_at, ref)
        Other(thing, among.values(), chosen, self._window.theme, self._window).open()

    def sides(self) -> None:
        """Show the sides, to be moved and coloured."""
        from desktop.dialogs.sides import SidesSheet

        sides = self._workspace.frame.snapshot.desk.sides.values()
        sheet = SidesSheet(sides, self._window.theme, self._window)
        sheet.decided.connect(self._make)
        sheet.open()

    def _write(self, part: type[Head] | type[OtherNames] | type[Letter]) -> None:
        self._workspace.settle()
        self._window.go_to("detail")
        self._detail.begin(part)

    def _all(self, ref: Ref) -> dict[int, Place | Actor]:
        """Return every place, or every actor, by id."""
        desk = self._workspace.frame.snapshot.desk
        things = desk.places if ref[0] == "place" else desk.actors
        return {one.id: one for one in things.values()}

    def look_at(self, ref: Ref, other: int) -> None:
        """Show what merging `other` into a thing would do."""
        from desktop.dialogs.merge import MergeSheet

        kind = cast("Kind", ref[0])
        things, theme = self._all(ref), self._window.theme
        gone, into = (Named(things[id_].uid, things[id_].name) for id_ in (other, ref[1]))
        previewed = partial(self._workspace.store.merging, kind)
        try:
            sheet = MergeSheet(kind, (gone, into), previewed, theme, self._window)
        except DeskError as error:  # one of them went while it was looked for
            errors.tell(error, cast("QWidget", self._window), None)
            return
        sheet.merged.connect(self._on_merged)
        sheet.open()

    def _on_merged(self, edit: Merge) -> None:
        self._door.in_the_name(partial(self._merge, edit))

    def _merge(self, edit: Merge) -> None:
        desk = self._workspace.store.desk
        things = desk.places if edit.kind == "place" else desk.actors
        ids = {one.uid: one.id for one in things.values()}
        if edit.gone.uid in ids and edit.into.uid in ids:
            self._merging.append((edit.kind, ids[edit.gone.uid], ids[edit.into.uid]))
        self._workspace.edit(edit)

    def _on_followed(self) -> None:
        """Look on at the one that stayed wherever the other was looked at, once that is gone."""
        desk, waiting = self._workspace.store.desk, self._merging
        self._merging = []
        for kind, gone, into in waiting:
            if gone in (desk.places if kind == "place" else desk.actors):
                self._merging.append((kind, gone, into))
            else:
                self._workspace.refine(partial(_chosen_instead, kind, gone, into))
                self._workspace.select(partial(_shown_instead, kind, gone, into))

    def _on_failed(self, *_: object) -> None:
        self._merging.clear()

    def _make(self, edits: "Sequence[Edit]") -> None:
        self._door.edit(*edits)


def _chosen_instead(kind: Kind, gone: int, into: int, query: Query) -> Query:
    """Return the query with `into` chosen where `gone` is."""
    dimension = "place" if kind == "place" else "claimant"
    chosen = query.chosen(dimension)
    return query.choosing(dimension, {*chosen, into} - {gone}) if gone in chosen else query


def _shown_instead(kind: Kind, gone: int, into: int, selection: Selection) -> Selection:
    """Return the selection with `into` in the place of `gone`; it is what is shown whole."""
    places = selection.places
    if kind == "place" and gone in places:
        places = places - {PlaceId(gone)} | {PlaceId(into)}
    return replace(selection, places=places, current=(kind, into))
