"""THE table of actions: menus, shortcuts, the palette and the sheet of keys are made from it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

from db.query import Query, Selection
from desktop.actions import edits as edit_actions
from desktop.actions import files as file_actions
from desktop.actions import roads as road_actions
from desktop.actions.action import Action, no_claims
from desktop.frame import Frame
from desktop.settings import Settings
from desktop.shell.layout import layouts
from desktop.show import tr

if TYPE_CHECKING:
    from desktop.window import MainWindow

PANELS = ("places", "routes", "claims", "detail", "timeline", "filters")
"""The panels as they are read, and as Alt+1 and the following number them."""


def actions() -> tuple[Action, ...]:
    """Return the table, in the language of the interface."""
    editing = *edit_actions.table(), *road_actions.table(), *_edit()
    return (*file_actions.table(), *editing, *_go(), *_view(), *_help())


def varying(settings: Settings) -> tuple[Action, ...]:
    """Return the actions that come and go with what the user keeps."""
    bring, forget = tr("Layout"), tr("Forget a layout")
    layouts_kept = tuple(
        Action(f"{what}-{name}", "View", name, partial(wish, name), under=under)
        for what, under, wish in (
            ("layout-kept", bring, _bring_layout),
            ("layout-forget", forget, _forget_layout),
        )
        for name in settings.layouts
    )
    return (*file_actions.recent(settings), *layouts_kept)


# A table is read by its rows.
# fmt: off
def _edit() -> tuple[Action, ...]:
    return (
        Action("copy", "Edit", tr("Copy rows"), lambda w: w.claims.copy(), ("Ctrl+C",), no_claims,
               rule=True),
        Action("cite", "Edit", tr("Copy as citations"), lambda w: w.claims.copy_citation(),
               ("Ctrl+Shift+C",), no_claims),
        Action("copy-markdown", "Edit", tr("Copy as a Markdown table"),
               lambda w: w.claims.copy_markdown(), hindered=no_claims),
        Action("whole", "Edit", tr("Select all claims shown"),
               lambda w: w.claims.table.selectAll(), ("Ctrl+A",), no_claims),
        Action("search", "Edit", tr("Search"), lambda w: w.filters.focus_search(), ("Ctrl+F", "/"),
               rule=True),
        Action("lift", "Edit", tr("Lift all filters"),
               lambda w: w.workspace.refine(Query.unfiltered), ("X",), _unfiltered),
    )


def _view() -> tuple[Action, ...]:
    titles = dict(zip(PANELS, panel_titles(), strict=True))
    titles |= {"views": tr("Views"), "history": tr("History"), "proposals": tr("Proposals")}
    showing = (
        Action(f"show-{name}", "View", titles[name], partial(_toggle, name),
               under=tr("Panels shown"), ticked=partial(_is_shown, name))
        for name in (*PANELS[:-1], "views", "history", "proposals")
    )
    arranging = (
        Action(f"layout-{layout.id}", "View", layout.name, partial(_arrange, layout.id),
               under=tr("Layout"), hindered=no_claims)
        for layout in layouts().values()
        if layout.id != "empty"
    )
    sizing = (
        Action(f"text-{name}", "View", text, partial(_resize_text, step), keys,
               under=tr("Text of this panel"))
        for name, text, step, keys in (
            ("larger", tr("Larger text"), 1, ("Ctrl++", "Ctrl+=")),
            ("smaller", tr("Smaller text"), -1, ("Ctrl+-",)),
            ("usual", tr("Text at 100 %"), 0, ("Ctrl+0",)),
        )
    )
    looks = (("light", tr("Light")), ("dark", tr("Dark")), ("", tr("As the system")))
    looking = (
        Action(f"look-{mode or 'system'}", "View", text, partial(_look, mode), under=tr("Colours"),
               ticked=partial(_looks, mode))
        for mode, text in looks
    )
    return (
        Action("save-view", "View", tr("Save this view…"), lambda w: w.begin_view(), ("Ctrl+D",),
               edit_actions.read_only),
        Action("views", "View", tr("Views and trail"), lambda w: w.switch_panel("views"),
               ("Ctrl+B",)),
        Action("history", "View", tr("History"), lambda w: w.switch_panel("history"),
               ("Ctrl+H",)),
        Action("proposals", "View", tr("Proposals"), lambda w: w.switch_panel("proposals"),
               ("Ctrl+R",)),
        Action("twin", "View", tr("Show roads or timeline as table or picture"),
               lambda w: w.toggle_twin(), ("F8",), no_claims, rule=True),
        *showing,
        *arranging,
        Action("layout-keep", "View", tr("Keep this layout…"), lambda w: w.name_layout(),
               under=tr("Layout"), rule=True, hindered=no_claims),
        Action("float", "View", tr("Float this panel, or dock it again"),
               lambda w: w.float_panel(), ("Ctrl+Shift+F",), under=tr("Layout")),
        Action("reset-layout", "View", tr("Reset layout"), lambda w: w.reset_layout(),
               under=tr("Layout")),
        *sizing,
        *looking,
    )


def _go() -> tuple[Action, ...]:
    going = (
        Action(f"go-{name}", "Go", tr("Go to {panel}").format(panel=title), partial(_go_to, name),
               (f"Alt+{n}",), rule=n == 1)
        for n, (name, title) in enumerate(zip(PANELS, panel_titles(), strict=True), 1)
    )
    return (
        Action("back", "Go", tr("Back"), lambda w: w.workspace.back(), ("Alt+Left",),
               lambda f: "" if f.back else tr("this is where you began")),
        Action("forward", "Go", tr("Forward"), lambda w: w.workspace.forward(), ("Alt+Right",),
               lambda f: "" if f.forward else tr("you have not gone back")),
        Action("narrow", "Go", tr("Make the selection the filter"), lambda w: w.workspace.narrow(),
               (), _unselected, gesture=tr("Enter"), rule=True),
        Action("exclude", "Go", tr("Exclude the selection"), lambda w: w.workspace.exclude(),
               ("Shift+Return",), _unselected),
        Action("release", "Go", tr("Clear the selection, then the newest filter"),
               lambda w: w.timeline.as_of.pause() or w.workspace.release(), ("Esc",),
               _unrestricted),
        Action("as-of", "Go", tr("As of a day, or now again"), lambda w: w.timeline.as_of.switch(),
               ("Ctrl+Shift+D",), no_claims, rule=True),
        Action("as-of-back", "Go", tr("As of one change earlier"),
               lambda w: w.timeline.as_of.step(-1), (",",), no_claims),
        Action("as-of-on", "Go", tr("As of one change later"),
               lambda w: w.timeline.as_of.step(1), (".",), no_claims),
        *going,
        Action("next", "Go", tr("Next panel"), lambda w: w.step_panel(1), ("F6",)),
        Action("previous", "Go", tr("Previous panel"), lambda w: w.step_panel(-1), ("Shift+F6",)),
    )


def _help() -> tuple[Action, ...]:
    return (
        Action("palette", "Help", tr("All commands"), lambda w: w.show_palette(),
               ("Ctrl+Shift+P",)),
        Action("keys", "Help", tr("Keys"), lambda w: w.show_keys(), ("F1", "?")),
        Action("log", "Help", tr("Log of faults"), lambda w: w.log_requested.emit()),
        Action("about", "Help", tr("About Crosscheck"), lambda w: w.show_about(), rule=True),
    )
# fmt: on


def panel_titles() -> tuple[str, ...]:
    """Return the names of the panels, in the order of `PANELS`."""
    return (
        tr("Places"),
        tr("Roads"),
        tr("Claims"),
        tr("Detail"),
        tr("Timeline"),
        tr("Filters"),
    )


def _unselected(frame: Frame) -> str:
    if frame.selection.whole:
        return tr("all claims are selected")
    return "" if frame.selection else tr("nothing is selected")


def _unfiltered(frame: Frame) -> str:
    return "" if frame.query.filters else tr("nothing is filtered")


def _unrestricted(frame: Frame) -> str:
    restricted = frame.selection != Selection() or frame.query.filters
    return "" if restricted else tr("nothing is selected or filtered")


def _go_to(name: str, window: "MainWindow") -> None:
    window.go_to(name)


def _toggle(name: str, window: "MainWindow") -> None:
    window.docks[name].toggleViewAction().trigger()


def _is_shown(name: str, window: "MainWindow") -> bool:
    return not window.docks[name].isHidden()


def _arrange(layout: str, window: "MainWindow") -> None:
    window.arrangement.arrange(layouts()[layout])


def _bring_layout(name: str, window: "MainWindow") -> None:
    window.arrangement.restore(QByteArray(window.settings.layouts[name]))


def _forget_layout(name: str, window: "MainWindow") -> None:
    window.settings.layouts = {n: s for n, s in window.settings.layouts.items() if n != name}


def _resize_text(step: int, window: "MainWindow") -> None:
    window.panel_at_hand().resize_text(step)


def _look(mode: str, window: "MainWindow") -> None:
    window.theme_requested.emit(mode)


def _looks(mode: str, window: "MainWindow") -> bool:
    return (window.settings.mode or "") == mode
