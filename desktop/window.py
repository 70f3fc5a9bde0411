"""Where everything is made and wired, and nothing else happens."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from db.views import View
from desktop.actions import proposals, roads
from desktop.actions import table as actions
from desktop.actions.action import Action
from desktop.actions.edits import OF_CLAIMS
from desktop.actions.menus import Menus
from desktop.dialogs.claim_sheets import ClaimSheets
from desktop.dialogs.door import Door
from desktop.dialogs.questions.opener import Questions
from desktop.dialogs.things import Things
from desktop.frame import Frame
from desktop.panels.base import Panel
from desktop.panels.claims.panel import ClaimsPanel
from desktop.panels.detail.panel import DetailPanel
from desktop.panels.filters.panel import FilterBar
from desktop.panels.history.panel import HistoryPanel
from desktop.panels.places.panel import PlacesPanel
from desktop.panels.proposals.panel import ProposalsPanel
from desktop.panels.routes.panel import RoutesPanel
from desktop.panels.timeline.panel import TimelinePanel
from desktop.panels.views.panel import ViewsPanel
from desktop.settings import Settings
from desktop.shell import layout
from desktop.shell.docks import Docks
from desktop.shell.drop import DropTarget
from desktop.shell.status import Foot, StatusLine
from desktop.shell.top import Top
from desktop.shell.welcome import Card, Welcome
from desktop.shell.work_bar import WorkBar
from desktop.show import tr
from desktop.theme import Theme
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from db.export.files import Wanted

PANELS: dict[str, type[Panel]] = {
    "places": PlacesPanel,
    "routes": RoutesPanel,
    "claims": ClaimsPanel,
    "detail": DetailPanel,
    "timeline": TimelinePanel,
    "views": ViewsPanel,
    "history": HistoryPanel,
    "proposals": ProposalsPanel,
}
"""The panels that are docks, in the order they are read; `layout` says where they stand."""
ORDER = tuple(PANELS)


class MainWindow(QMainWindow):
    """The panels, each wired to the workspace and to nothing else."""

    open_requested = Signal()
    open_beside_requested = Signal()
    new_requested = Signal()
    files_requested = Signal(tuple)
    """Files to be opened, by their paths."""
    forget_requested = Signal()
    sample_requested = Signal()
    theme_requested = Signal(str)
    quit_requested = Signal()
    log_requested = Signal()
    closed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        settings: Settings,
        title: str,
        cards: tuple[Card, ...] = (),
    ) -> None:
        super().__init__()
        workspace.setParent(self)
        self.workspace, self.theme, self.settings = workspace, theme, settings
        self.exported: Wanted | None = None
        """What was written last, to be written again."""
        self.setMinimumSize(900, 600)
        self.resize(self.sizeHint())
        self.filters = FilterBar(theme, self)
        self.arrangement = Docks(self, self._first_layout(), self._room)
        self.docks = self.arrangement.by_name
        self.panels: dict[str, Panel] = {}
        for name, kind in PANELS.items():
            panel = self.panels[name] = kind(theme)  # type: ignore[call-arg]
            self.arrangement.add(name, panel, panel.header)
        self.welcome = Welcome(theme, cards, self)
        self.arrangement.add("start", self.welcome, QWidget(self))
        self.status = StatusLine(theme, self)
        self.work_bar = WorkBar(theme, self)
        self.setStatusBar(Foot(self.status))
        self.table = actions.actions()
        self.menus = Menus(self.table, self._varying, self.grant, self._is_ticked)
        self._top = Top(theme, self.menus, self.filters, self)
        self.desk_name = self._top.desk_name
        self.desk_name.titled.connect(self.setWindowTitle)
        self.setMenuWidget(self._top)
        self.call(title, workspace.store.path)
        self.drop = DropTarget(theme, self)
        self.door = Door(workspace, settings, theme, self)
        self.sheets = ClaimSheets(workspace, self.door.edit, theme, self)
        self.things = Things(self)
        self.questions = Questions(self.door, workspace, theme, self)
        self._wire()
        self.arrangement.arrange(self._first_layout())

    @property
    def _empty(self) -> bool:
        return not self.workspace.frame.snapshot.total

    @property
    def _every(self) -> dict[str, Panel]:
        """All that keeps something of its own between starts."""
        return {"filters": self.filters, **self.panels}

    @property
    def claims(self) -> ClaimsPanel:
        """The claims table."""
        return cast("ClaimsPanel", self.panels["claims"])

    @property
    def detail(self) -> DetailPanel:
        """The pane that shows one thing whole."""
        return cast("DetailPanel", self.panels["detail"])

    @property
    def routes(self) -> RoutesPanel:
        """The diagram of roads."""
        return cast("RoutesPanel", self.panels["routes"])

    @property
    def views(self) -> ViewsPanel:
        """The saved views and the trail."""
        return cast("ViewsPanel", self.panels["views"])

    @property
    def timeline(self) -> TimelinePanel:
        """The timeline, and the as-of day under it."""
        return cast("TimelinePanel", self.panels["timeline"])

    @property
    def history(self) -> HistoryPanel:
        """What was done to the desk."""
        return cast("HistoryPanel", self.panels["history"])

    def call(self, name: str, path: Path) -> None:
        """Show the name of the desk whose file lies at `path`, and whether it is made up."""
        self.setWindowFilePath(str(path))
        self.desk_name.call(name, path)
        self.desk_name.show_frame(self.workspace.frame)

    def show_view(self, view: View) -> None:
        """Show a view as it was kept, as far as this desk and these panels have it."""
        self.workspace.show_view(view)
        self.workspace.settle()  # what a panel keeps is of what it shows: groups, columns
        for name, state in view.panels.items():
            if name in self.panels:
                self.panels[name].restore(state)

    # -- what the table of actions asks for -----------------------------------------------------

    def grant(self, action: Action) -> None:
        """Do what an action is for."""
        action.wish(self)

    def export(self) -> None:
        """Ask what is to be written of what is seen, and write it."""
        from desktop.dialogs.export import ExportDialog  # not needed to start

        self.workspace.settle()  # the keys may be quicker than the turn of the last wish
        dialog = ExportDialog(self.workspace, self.theme, self.settings, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.status.say)
        dialog.exported.connect(self._on_exported)
        dialog.open()

    def export_again(self) -> None:
        """Write what is seen by now as it was written last."""
        from desktop.files import exporting

        exporting.again(self)

    def step_panel(self, step: int) -> None:
        """Move the focus to the next panel, or with -1 to the one before."""
        shown = [name for name in ORDER if self.docks[name].isVisible()]
        stops: list[Panel] = [self.filters, *(self.panels[name] for name in shown)]
        around: list[QWidget] = [self.filters, *(self.docks[name] for name in shown)]
        focus = QApplication.focusWidget()
        here = next((n for n, area in enumerate(around) if focus and area.isAncestorOf(focus)), -1)
        stops[(here + step) % len(stops)].enter()

    def show_palette(self) -> None:
        """Offer every action by some letters of its name."""
        from desktop.dialogs.palette import Palette  # not needed to start

        table = (*self.table, *self._varying())
        Palette(table, self.workspace.frame, self.grant, self.theme, self).open()

    def show_keys(self) -> None:
        """Show which keys do what."""
        from desktop.dialogs import help_pages

        help_pages.keys(self.theme, self)

    def show_about(self) -> None:
        """Show what this is, whose work it stands on, and where the desk's data come from."""
        from desktop.dialogs import help_pages

        help_pages.about(self.workspace.frame.snapshot.desk, self.theme, self)

    def go_to(self, name: str) -> None:
        """Show a panel, or the filter bar, and give it the focus."""
        if name == "filters":
            self.filters.enter()
            return
        self.arrangement.bring(name)
        self.panels[name].enter()

    def begin_view(self) -> None:
        """Ask in the views panel for a name to keep what is seen under."""
        self.workspace.settle()  # the keys may be quicker than the turn of the last wish
        self.arrangement.bring("views")
        self.views.begin_saving()

    def switch_panel(self, name: str) -> None:
        """Show a panel and go there; from there, put it away."""
        if self.panels[name].isAncestorOf(QApplication.focusWidget() or self):
            self.docks[name].hide()
        else:
            self.go_to(name)

    def reset_layout(self) -> None:
        """Put the panels where they stand at first, in the sizes of the design."""
        self.arrangement.arrange(self._first_layout())

    def name_layout(self) -> None:
        """Ask for a name to keep the layout under."""
        from desktop.dialogs.overlay import Ask

        said = tr("It comes back with this name in View, Layout. A name that is there is replaced.")
        Ask(tr("Name of this layout"), said, self._keep_layout, self.theme, self).open()

    def panel_at_hand(self) -> Panel:
        """Return the panel with the focus, be it the filter bar; else the claims."""
        focus = QApplication.focusWidget()
        if focus is not None and self.filters.isAncestorOf(focus):
            return self.filters
        return self.panels[self._here()]

    def float_panel(self) -> None:
        """Take the panel with the focus out into a window of its own, or put it back."""
        here = self._here()
        self.arrangement.float_or_dock(here)
        self.panels[here].enter()

    def toggle_twin(self) -> None:
        """Show the panel with the focus as a table or as a picture, where it can be both."""
        focus = QApplication.focusWidget()
        panels = (
            p for p in self.panels.values() if focus and (p is focus or p.isAncestorOf(focus))
        )
        if not any(panel.toggle_twin() for panel in panels):
            self.status.say(tr("Roads and Timeline show as tables: go to one of them first"))

    def share_out(self) -> None:
        """Give the panels the sizes of the layout, at the size the window has."""
        if (
            self.arrangement.layout.id != self._first_layout().id
            and self.arrangement.layout.id != "wide"
        ):
            self.reset_layout()
        self.arrangement.share_out()

    def restore(self) -> None:
        """Take the place and layout the window had; one of another version changes nothing."""
        self.restoreGeometry(self.settings.bytes("geometry"))
        if self._empty:
            return  # what an empty desk shows is not the user's choice
        self.arrangement.restore(self.settings.bytes("docks"))
        self.docks["start"].hide()
        for name, state in self.settings.panels.items():
            if name in self._every:
                self._every[name].restore(state)

    def sizeHint(self) -> QSize:
        """Fit the design's first picture."""
        return QSize(1600, 1000)

    def keep(self) -> None:
        """Keep how the window stands, for the next start."""
        self.settings.keep("geometry", self.saveGeometry())
        if self._empty:
            return
        self.settings.keep("docks", self.arrangement.state())
        self.settings.panels = {name: panel.state() for name, panel in self._every.items()}

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep how the window stands, end what is under way, and close."""
        self.keep()
        self.workspace.close()
        super().closeEvent(event)
        self.closed.emit()

    # -- making and wiring ----------------------------------------------------------------------

    def _here(self) -> str:
        """Return the name of the panel with the focus, its header counted in; else the claims."""
        focus = QApplication.focusWidget()
        return next((n for n in ORDER if focus and self.docks[n].isAncestorOf(focus)), "claims")

    def _first_layout(self) -> layout.Layout:
        return layout.layouts()["empty"] if self._empty else layout.first(self.size())

    def _room(self) -> int:
        return self.height() - self._top.height() - self.status.height()

    def _varying(self) -> tuple[Action, ...]:
        return actions.varying(self.settings)

    def _keep_layout(self, name: str) -> None:
        kept = bytes(self.arrangement.state().data())
        self.settings.layouts = {**self.settings.layouts, name: kept}
        self.status.say(tr("This layout is kept as {name}").format(name=name))

    def _is_ticked(self, action: Action) -> bool:
        return action.ticked is not None and action.ticked(self)

    def _wire(self) -> None:
        for panel in (self.filters, *self.panels.values()):
            panel.query_requested.connect(self.workspace.refine)
            panel.selection_requested.connect(self.workspace.select)
            panel.narrow_requested.connect(self.workspace.narrow)
            panel.edit_requested.connect(self.door.edit)
            self.workspace.changed.connect(panel.show_frame)
            panel.show_frame(self.workspace.frame)
        self.detail.link_requested.connect(self._ask_link)
        self.detail.sheet_requested.connect(self.sheets.open_for)
        self.detail.question_requested.connect(self.questions.open)
        self.detail.told.connect(self.status.say)
        self.filters.back_requested.connect(self.workspace.back)
        self.filters.forward_requested.connect(self.workspace.forward)
        self.claims.told.connect(self.status.say)
        self.claims.menu_requested.connect(partial(self.menus.offer, OF_CLAIMS))
        self.routes.told.connect(self.status.say)
        self.routes.menu_requested.connect(partial(roads.offer, self))
        self.routes.undo_requested.connect(self.door.undo)
        self.workspace.edits_moved.connect(self.routes.follow)
        self.drop.dropped.connect(self.files_requested)
        self.views.visit_requested.connect(self.workspace.visit)
        self.views.view_requested.connect(self.show_view)
        self.views.save_requested.connect(self._save_view)
        self.history.undo_requested.connect(self.door.undo_one)
        self.history.undo_down_to_requested.connect(self.door.undo_down_to)
        self.history.told.connect(self.status.say)
        proposals.wire(self)
        self.workspace.changed.connect(self._on_changed)
        self.workspace.edits_moved.connect(self.status.show_frame)
        self.workspace.edits_moved.connect(self.menus.show_frame)
        self._on_changed(self.workspace.frame)
        self.workspace.jobs.moved.connect(self._on_work)
        self.status.stop_requested.connect(self.workspace.jobs.stop)
        self.status.log_requested.connect(self.log_requested)

    def _on_work(self) -> None:
        works = self.workspace.jobs.under_way
        self.work_bar.show_work(works, self._top.height())
        self.status.show_work(works)

    def _on_exported(self, wanted: "Wanted") -> None:
        self.exported = wanted

    def _save_view(self, name: str, replaces: str) -> None:
        states = {name: panel.state() for name, panel in self.panels.items()}
        for state in states.values():
            del state["size"]  # how large the text is, is the reader's choice and not the view's
        save = partial(self.workspace.save_view, name, states, replaces)
        self.door.in_the_name(save)

    def _on_changed(self, frame: Frame) -> None:
        if lines := self.layout():
            lines.activate()  # the row of chips comes and goes in this turn, not in the next
        self.status.show_frame(frame)
        self.menus.show_frame(frame)
        self.desk_name.show_frame(frame)

    def _ask_link(self, address: str) -> None:
        from desktop.dialogs import links  # not needed to start

        links.ask(address, self.theme, self)
