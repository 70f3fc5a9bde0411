"""The places as rows: a tree by region, a list by count."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.model import Place, PlaceId
from desktop import show
from desktop.frame import Frame
from desktop.panels import spoken as answering
from desktop.show import tr

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOP = 0
"""The parent of the places that lie in no other; ids of places begin at 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one row shows. `claims` and `events` count under all filters but that on places.

    `within` names the place it lies in where its own name is not enough. `dim`: no claim that is
    left names it. `chosen`: the filter holds it. `proposed`: contested by proposals alone.
    """

    place: Place
    claims: int
    events: int
    within: str = ""
    contested: bool = False
    proposed: bool = False
    linked: bool = False
    dim: bool = False
    chosen: bool = False


class PlacesModel(QAbstractItemModel):
    """The rows of a Frame. The internal id of an index is the id of its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame = Frame()
        self._children: dict[int, list[int]] = {}
        self._position: dict[int, int] = {}
        self._homonyms: Counter[str] = Counter()
        self.most_claims = self.most_events = 0

    def show_frame(self, frame: Frame) -> None:
        """Show the rows of `frame`; of another desk all are new, of the same one they move."""
        old, self._frame = self._frame, frame
        snapshot = frame.snapshot
        self.most_claims = int(snapshot.counts["place"].max()) if snapshot.counts else 0
        self.most_events = int(snapshot.place_events.max(initial=0))
        if snapshot.desk is not old.snapshot.desk:
            self.beginResetModel()
            self._arrange()
            self.endResetModel()
        elif self.flat != (old.query.places_by == "count") or not np.array_equal(
            snapshot.place_order, old.snapshot.place_order
        ):
            self._move()
        else:
            self._tell()

    @property
    def flat(self) -> bool:
        """Whether the places stand as a list, not as a tree."""
        return self._frame.query.places_by == "count"

    def index_of(self, place: int) -> QModelIndex:
        """Return the index of a place; an invalid one when it is not listed."""
        if place not in self._position:
            return QModelIndex()
        return self.createIndex(self._position[place], 0, place)

    def row_of(self, place: int) -> Row:
        """Return what the row of a listed place shows."""
        snapshot, linked = self._frame.snapshot, self._frame.highlight.places
        found = snapshot.desk.places[PlaceId(place)]
        return Row(
            found,
            claims=int(snapshot.counts["place"][place]),
            events=int(snapshot.place_events[place]),
            within=self._within(found),
            contested=bool(snapshot.place_contested[place]),
            proposed=bool(snapshot.place_proposed[place]),
            linked=bool(len(linked) and linked[place]),
            dim=not snapshot.left["place"][place],
            chosen=place in self._frame.query.chosen("place"),
        )

    def listed(self, parent: int = _TOP) -> Iterator[Row]:
        """Yield every row from the top down, those folded away included."""
        for place in self._children.get(parent, ()):
            yield self.row_of(place)
            yield from self.listed(place)

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        """Return the index of the row-th place in `parent`."""
        children = self._children.get(_id(parent), [])
        if column or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]
        """Return the index of the place that this one lies in."""
        if self.flat or not index.isValid():
            return QModelIndex()
        return self.index_of(self._frame.snapshot.desk.places[PlaceId(_id(index))].parent or _TOP)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many places lie in `parent`."""
        return len(self._children.get(_id(parent), ()))

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Return 1: the delegate paints the parts of a row."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, the row, what it is in words, how its claims answer, or the tooltip."""
        if not index.isValid():
            return None
        row = self.row_of(_id(index))
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return show.visible(row.place.name)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return answering.place(self._frame, row.place.id)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row)
            case _:
                return row if role == ROW else None

    def _arrange(self) -> None:
        """Sort the places under what they lie in, as the frame orders them."""
        places = self._frame.snapshot.desk.places
        self._homonyms = Counter(place.name for place in places.values())
        self._children, self._position = {}, {}
        for id_ in self._frame.snapshot.place_order.tolist():
            parent = _TOP if self.flat else places[id_].parent or _TOP
            siblings = self._children.setdefault(parent, [])
            self._position[id_] = len(siblings)
            siblings.append(id_)

    def _move(self) -> None:
        """Arrange anew; what is selected, unfolded and scrolled to stays so."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        self._arrange()
        self.changePersistentIndexList(kept, [self.index_of(_id(index)) for index in kept])
        self.layoutChanged.emit()

    def _tell(self) -> None:
        for parent, children in self._children.items():
            within = self.index_of(parent)
            self.dataChanged.emit(
                self.index(0, 0, within), self.index(len(children) - 1, 0, within)
            )

    def _within(self, place: Place) -> str:
        alone = not self.flat or self._homonyms[place.name] < 2 or place.parent is None
        return "" if alone else self._frame.snapshot.desk.places[place.parent].name  # type: ignore[index]

    def _tip(self, row: Row) -> str:
        place, snapshot = row.place, self._frame.snapshot
        kind = tr(place.kind)
        if place.parent is not None:
            kind = tr("{kind}, part of {region}").format(
                kind=kind, region=show.apart(snapshot.desk.places[place.parent].name)
            )
        names = show.listed(name.text for name in place.names)
        return show.tip(
            place.name,
            kind,
            tr("also {names}").format(names=names) if names else "",
            self._claims_told(row),
            tr("it is in the filter") if row.chosen else "",
        )

    def _claims_told(self, row: Row) -> str:
        own = tr("%n claim(s) of its own", row.claims)
        held = self._frame.snapshot.records.claims_of(("place", row.place.id))
        within = int(np.isin(held, self._frame.snapshot.about_places).sum())
        if within == row.claims:
            return own
        return tr("{own}, {all} with what lies in it").format(own=own, all=show.count(within))


def spoken(row: Row) -> str:
    """Return a row in words, for those who hear it."""
    parts = [
        show.apart(row.place.name),
        tr("in {region}").format(region=show.apart(row.within)) if row.within else "",
        tr(row.place.kind),
        tr("%n claim(s)", row.claims),
        tr("%n event(s)", row.events),
        tr("contested") if row.contested else "",
        tr("contested, proposed") if row.proposed else "",
        tr("in the filter") if row.chosen else "",
        tr("no claim left") if row.dim else "",
        *show.doubts(row.place.name),
    ]
    return ", ".join(part for part in parts if part)


def _id(index: _Index) -> int:
    return index.internalId() if index.isValid() else _TOP
