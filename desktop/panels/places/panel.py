"""The places: a tree by region or a list by count, and a field that finds any of their names."""

from dataclasses import replace

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QMenu,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from db.model import PlaceId
from db.query import PlaceOrder, Selection
from desktop import show
from desktop.frame import Frame
from desktop.panels.base import Panel, left_to_panel
from desktop.panels.buttons import MenuButton
from desktop.panels.places.delegate import PlacesDelegate
from desktop.panels.places.find import FindField, Names
from desktop.panels.places.model import PlacesModel
from desktop.panels.places.renaming import Renaming
from desktop.show import tr
from desktop.theme import Theme

_NARROW = 240
_Flag = QItemSelectionModel.SelectionFlag


class PlacesTree(QTreeView):
    """A tree whose arrows, painted in the rows, fold and unfold."""

    def __init__(self, model: PlacesModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.delegate = PlacesDelegate(theme, self, model)
        self.setItemDelegate(self.delegate)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setIndentation(10)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Places"))
        model.modelReset.connect(self.expandAll)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:  # type: ignore[override]
        """Paint none: the delegate paints the arrow."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold where the arrow is; select elsewhere."""
        if not self._folds(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold where the arrow is, for those who click fast."""
        if not self._folds(event):
            super().mouseDoubleClickEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl it is the panel's."""
        if not left_to_panel(event):
            super().wheelEvent(event)

    def _folds(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        index = self.indexAt(at)
        reach = at.x() - self.visualRect(index).left()
        if not self.model().hasChildren(index) or not self.delegate.folds_at(reach):
            return False
        self.setExpanded(index, not self.isExpanded(index))
        return True


class _ColumnNames(QWidget):
    """What the numbers are, above them."""

    def __init__(self, theme: Theme, delegate: PlacesDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._delegate = theme, delegate
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px(20))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names over their columns, claims left of events as there is room."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("micro"))
        painter.setPen(self._theme.colour("ink.3"))
        at, right = self._delegate.parts(), Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(12, 0, 0, 0), middle, tr("Name"))
        edge = at.claims + 1
        if at.events is not None:
            events, edge = tr("events"), at.events + 1
            painter.drawText(QRect(0, 0, edge, self.height()), middle | right, events)
            edge -= painter.fontMetrics().horizontalAdvance(events) + 8
        painter.drawText(QRect(0, 0, edge, self.height()), middle | right, tr("claims"))
        painter.setPen(self._theme.colour("hairline"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class PlacesPanel(Panel):
    """The places with what is claimed of them. A click selects; Enter makes it the filter."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Places"), theme, parent)
        self.model = PlacesModel(self)
        self.tree = PlacesTree(self.model, self.theme, self)
        self.field = FindField(self)
        self.order = MenuButton(tr("by region"), self.theme, self)
        self.renaming = Renaming(self.theme, self.tree.viewport())
        self._orders: dict[PlaceOrder, QAction] = {}
        self._names_of: object = None
        self._writable = False
        self._empty = show.label(tr("Places appear as claims name them."), self, wrap=True)
        self._empty.setObjectName("Note")
        self._empty.setContentsMargins(12, 12, 12, 12)
        self._titles = _ColumnNames(self.theme, self.tree.delegate, self)
        self.setMinimumWidth(196)
        self._fill_order()
        self._lay_out()
        self.tree.selectionModel().selectionChanged.connect(self._on_selected)
        self.tree.clicked.connect(self._on_clicked)
        self.tree.doubleClicked.connect(self.request_narrow)
        self.field.found.connect(self._on_found)
        self.theme.changed.connect(self._on_theme)
        self.renaming.renamed.connect(self.edit_requested)
        self.renaming.done.connect(self._on_renamed)

    def draw(self, frame: Frame) -> None:
        """Show the places as the frame orders them; mark, tint and select as it says."""
        places = frame.snapshot.desk.places
        if places is not self._names_of:
            self._names_of = places
            self.field.know(Names(places.values()))
        self.model.show_frame(frame)
        self.header.note.setText(show.count(len(places)) if places else "")
        self._orders[frame.query.places_by].setChecked(True)
        self._draw_order()
        self._select(frame.selection)
        self._draw_renaming(frame)
        for widget in (self.field, self.order, self._titles, self.tree):
            widget.setVisible(bool(places))
        self._empty.setVisible(not places)
        # a hidden proxy would end Tab here (Qt 6.11)
        self.setFocusProxy(self.tree if places else self._empty)
        self._titles.update()

    def begin_renaming(self) -> None:
        """Open a field over the name of the place that the keys are on."""
        index = self.tree.currentIndex()
        if index.isValid() and self._writable:
            self.tree.scrollTo(index)
            place = self.model.row_of(index.internalId()).place
            self.renaming.begin(place, self.tree.visualRect(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename on F2."""
        if event.key() == Qt.Key.Key_F2:
            self.begin_renaming()
        else:
            super().keyPressEvent(event)

    def shown_uids(self) -> list[str]:
        """Return the uids of the rows that are not dimmed, from the top down, folded ones too."""
        return [row.place.uid for row in self.model.listed() if not row.dim]

    def index_of(self, place: int) -> QModelIndex:
        """Return the index of a place in the list."""
        return self.model.index_of(place)

    def position(self, place: int) -> QPoint:
        """Return the middle of the row of a place, in the panel's own coordinates."""
        middle = self.tree.visualRect(self.index_of(place)).center()
        return self.tree.viewport().mapTo(self, middle)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and a hairline over the names of the columns."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("panel"))
        if self._titles.isVisible():
            painter.setPen(self.theme.colour("hairline"))
            y = self._titles.y() - 1
            painter.drawLine(0, y, self.width(), y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the order in words where there is room."""
        super().resizeEvent(event)
        self._draw_order()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(6, 2, 4, 3)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._titles)
        column.addWidget(self.tree, 1)
        column.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)

    def _fill_order(self) -> None:
        menu, group = QMenu(self), QActionGroup(self)
        menu.addAction(self._choice("region", tr("by region"), group))
        menu.addAction(self._choice("count", tr("by count"), group))
        self.order.clicked.connect(
            lambda: menu.popup(self.order.mapToGlobal(self.order.rect().bottomLeft()))
        )
        self._orders["region"].setChecked(True)

    def _choice(self, order: PlaceOrder, text: str, group: QActionGroup) -> QAction:
        choice = self._orders[order] = QAction(text, group, checkable=True)
        choice.triggered.connect(
            lambda: self.request_query(lambda query: replace(query, places_by=order))
        )
        return choice

    def _draw_order(self) -> None:
        said = next(action.text() for action in self._orders.values() if action.isChecked())
        self.order.say(said if self.width() >= self.theme.px(_NARROW) else "")
        self.order.setAccessibleName(tr("Order of places"))
        show.explain(self.order, tr("Order of places"), said)

    def _on_theme(self) -> None:
        self._draw_order()
        self.tree.scheduleDelayedItemsLayout()  # the rows may be of another height
        self.update()

    def _select(self, selection: Selection) -> None:
        model = self.tree.selectionModel()
        if selection.places != self._picked():
            picked = QItemSelection()
            for place in selection.places:
                picked.select(self.index_of(place), self.index_of(place))
            model.select(picked, _Flag.ClearAndSelect)
        kind, id_ = selection.current or ("", 0)
        if kind == "place" and self.index_of(id_) != model.currentIndex():
            model.setCurrentIndex(self.index_of(id_), _Flag.NoUpdate)

    def _draw_renaming(self, frame: Frame) -> None:
        """Leave the field over its row while somebody writes, as long as there is one."""
        self._writable = frame.snapshot.desk.writable
        place = self.renaming.place
        if place is None:
            return
        index = self.index_of(place.id)
        if index.isValid():
            self.renaming.stand(self.tree.visualRect(index))
        else:
            self.renaming.end()

    def _on_renamed(self) -> None:
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _picked(self) -> frozenset[PlaceId]:
        rows = self.tree.selectionModel().selectedIndexes()
        return frozenset(PlaceId(index.internalId()) for index in rows)

    def _on_selected(self, selected: QItemSelection) -> None:
        fresh = selected.indexes()
        self._pick(fresh[0] if len(fresh) == 1 else self.tree.currentIndex())

    def _on_clicked(self, index: QModelIndex) -> None:
        """Pick out what stood selected already, beside other things or with another current."""
        if self.tree.selectionModel().isSelected(index):
            self._pick(index)

    def _on_found(self, place: int) -> None:
        index = self.index_of(place)
        self.tree.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        self.tree.scrollTo(index)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pick(index)

    def _pick(self, newest: QModelIndex) -> None:
        places, id_ = self._picked(), PlaceId(newest.internalId() if newest.isValid() else 0)
        current = ("place", int(id_)) if id_ in places else None
        self.request_selection(lambda s: replace(s, places=places, current=current))
