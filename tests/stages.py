"""What is set up before a picture is drawn: each part of the program at work, by its own doors."""

import io
import json
import re
import sys
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QApplication

from db.dimensions import DimensionId
from db.edits.claims import GradeClaims, NoteOnClaim
from db.edits.propose import Propose
from db.edits.tags import TagClaims
from db.model import ClaimId, PlaceId, Ref
from db.new import make, nothing_yet
from db.progress import Tick
from db.query import Query, Selection, Span
from desktop import errors, faults
from desktop.dialogs.export import ExportDialog
from desktop.dialogs.palette import Palette
from desktop.dialogs.relate import RelateSheet
from desktop.recent import recents
from desktop.window import MainWindow
from tests import desks
from tests.edits import Sql, did, undo

WINTER = Query().during("about", Span(date(2023, 1, 1), date(2023, 3, 2)))
_RELATED = """(SELECT count(*) FROM claim c WHERE c.id IN (a_id, b_id)
    AND (c.uid = '{0}' OR c.uid IN ('{1}', '{2}'))) = 2"""
Stage = Callable[[MainWindow], None]
_HIDDEN = "Soledar\u200b\u202egnp.exe\u202c"
_MIXED, _RIGHT_TO_LEFT = "Сhasiv Yar", "باخموت \u2067(Bakhmut)\u2069"
"""A place with a Cyrillic first letter; one that runs from the right, turned once more."""


# -- desks -----------------------------------------------------------------------------------------


def bundled(folder: Path) -> Path:
    """Return the bundled desk."""
    return desks.desk(folder, "bakhmut-2023.desk")


def edited(folder: Path) -> Path:
    """Return the bundled desk with some edits, the last of them undone."""
    path = bundled(folder)
    said = "The date is that of the report, not of the fighting."
    *_, last = did(
        path,
        NoteOnClaim("B01", "", said),
        GradeClaims({"B01": (6, "")}, 2, "Two independent sources say the same"),
        TagClaims(("A15", "B01"), "to check"),
        NoteOnClaim("A15", "", "Who counted?"),
    )
    did(path, undo(last))
    return path


def valley(folder: Path) -> Path:
    """Return a fictional desk of 2,000 claims."""
    return desks.valley(folder, 2_000)


def hostile(folder: Path) -> Path:
    """Return the bundled desk with names that hide signs, mix scripts, turn round and mark up."""
    said: dict[str, Any] = desks.form()
    names = {"soledar": _HIDDEN, "chasiv-yar": _MIXED, "bakhmut": _RIGHT_TO_LEFT}
    for place in said["places"]:
        place["name"] = names.get(place["uid"], place["name"])
    for claim in said["claims"]:
        if claim["uid"] == "B01":
            claim["paraphrase"] = "<b>Bold</b> & \u202edelrewer\u202c \u2066=HYPERLINK(1)\u2069"
            actor = next(one for one in said["actors"] if one["uid"] == claim["claimant"])
            actor.update(name="Моsсоw-backed administration", abbrev=None)
    path = folder / "names-that-deceive.desk"
    desks.bring(path, json.dumps(said).encode())
    return path


def judged(folder: Path) -> Path:
    """Return the bundled desk with a claim that was worked on, and relations to decide about."""
    path = bundled(folder)
    rejected = "UPDATE relation SET state = 'rejected' WHERE "
    rule = "UPDATE relation SET state = 'proposed', origin = 'rule', rule = 'same question' WHERE "
    did(
        path,
        NoteOnClaim("B01", "", "Compare the wording with the statement of the evening before."),
        TagClaims(("B01",), "to check"),
        TagClaims(("B01", "A15", "A07"), "encirclement"),
        TagClaims(("A07",), "translation missing"),
        GradeClaims({"B01": (6, "")}, 4, "Nobody else reports it, and the speaker was not there"),
        Sql(rule + _RELATED.format("B01", "A15", "A06")),
        Sql(rejected + _RELATED.format("B01", "A07", "B02")),
    )
    return path


def proposed(folder: Path) -> Path:
    """Return the bundled desk without what its coder found, and with what the rules propose."""
    path, form = folder / "proposed.desk", desks.form()
    form["relations"] = []
    desks.bring(path, form)
    did(path, Propose())
    return path


def empty(folder: Path) -> Path:
    """Return a desk that says nothing, beside two others."""
    path = folder / "untitled.desk"
    make(path, nothing_yet(path, "untitled"), "pictures", lambda: desks.NOW)
    bundled(folder)
    valley(folder)
    return path


# -- stages ----------------------------------------------------------------------------------------


def winter(window: MainWindow) -> None:
    """The winter's claims, a place selected, one claim in detail."""
    claim, place = ref(window, "claim", "B01"), PlaceId(ref(window, "place", "chasiv-yar")[1])
    _show(window, WINTER, Selection(places=frozenset({place}), current=claim))
    window.go_to("claims")


def fictional(window: MainWindow) -> None:
    """A place of the valley selected, and its first claim in detail."""
    claim = cast("Ref", ("claim", int(window.workspace.frame.snapshot.ids[0])))
    _show(window, Query(), Selection(claims=frozenset({ClaimId(claim[1])}), current=claim))
    window.go_to("claims")


def views(window: MainWindow) -> None:
    """Three views saved, and a trail that was left once for another way."""
    workspace, side = window.workspace, ref(window, "side", "ukraine")[1]
    _show(window, Query(contested_only=True))
    _save(window, "Where claimants differ")
    _show(window, WINTER)
    _save(window, "The winter")
    _show(window, WINTER.choosing("side", {side}))
    workspace.back()
    workspace.settle()
    _show(window, replace(WINTER, text="bakhmut"))
    _save(window, "Bakhmut in the winter")
    _show(window, replace(WINTER, text="bakhmut").choosing("side", {side}))
    window.go_to("views")


def history(window: MainWindow) -> None:
    """Some edits, one of them undone; what a grade changed."""
    claim = ref(window, "claim", "B01")
    _show(window, WINTER, Selection(claims=frozenset({ClaimId(claim[1])}), current=claim))
    window.go_to("history")
    graded = next(n for n, row in enumerate(window.history.list.lines.rows) if "rade" in row.name)
    window.history.list.setCurrentIndex(window.history.list.lines.index(graded))


def palette(window: MainWindow) -> None:
    """Some letters typed into the palette."""
    winter(window)
    window.show_palette()
    (opened,) = window.findChildren(Palette)
    opened.field.setText("la")


def tables(window: MainWindow) -> None:
    """Roads and timeline as tables."""
    winter(window)
    for name in ("routes", "timeline"):
        window.panels[name].toggle_twin()


def grouped(window: MainWindow) -> None:
    """Claims by question, two groups of them folded."""
    winter(window)
    window.workspace.refine(lambda query: replace(query, grouped_by="question"))
    window.workspace.settle()
    folded = [window.claims.model.group_uid(group) for group in (1, 2)]
    window.claims.restore({**window.claims.state(), "folded": {"question": folded}})


def arranged(layout: str) -> Stage:
    """Return the stage that puts the panels where a layout has them."""

    def stage(window: MainWindow) -> None:
        winter(window)
        _do(window, f"layout-{layout}")
        window.go_to("claims")

    return stage


def nothing(window: MainWindow) -> None:
    """Filters that nothing passes."""
    side = ref(window, "side", "russia-backed")[1]
    _show(window, replace(WINTER, text="harvest").choosing("side", {side}))


def welcome(window: MainWindow) -> None:
    """An empty desk, and what was open before."""
    here = window.workspace.store.path.parent
    paths = (here / name for name in ("bakhmut-2023.desk", "valley.desk", "gone.desk"))
    window.welcome.show_recent(recents(paths), window.files_requested.emit)


def working(window: MainWindow) -> None:
    """A long export at 42 %, held until the window is closed."""
    winter(window)
    begun = threading.Event()

    def held(tick: Tick) -> None:
        while True:  # until it is called off
            tick(42_000, 100_000)
            begun.set()
            time.sleep(0.01)

    jobs = window.workspace.jobs
    work = jobs.read("Writing winter-claims.csv", held, lambda _: None, lambda _: None)
    begun.wait()
    work.since -= 60
    jobs.moved.emit()


def fault(window: MainWindow) -> None:
    """A fault of the program, told once, with a report to copy."""
    winter(window)
    watch = errors.Watch(faults.Log(window.workspace.store.path.parent / "log"), lambda: window)
    watch.logged.connect(window.status.show_faults)
    watch.begin()
    try:
        window.show_view(None)  # type: ignore[arg-type]  # which nobody does
    except AttributeError as error:
        with redirect_stderr(io.StringIO()):
            sys.excepthook(type(error), error, error.__traceback__)
    watch.end()
    (report,) = window.findChildren(errors.Report)
    told = re.sub(r"(?m)^(System|Python) .*", r"\1 …", report.text.toPlainText())
    report.text.setPlainText(told)  # the same on every machine


def deceiving(window: MainWindow) -> None:
    """Names that hide signs, mix scripts and turn round; the claim of one who has such a name."""
    claim, place = ref(window, "claim", "B01"), PlaceId(ref(window, "place", "bakhmut")[1])
    _show(window, Query(), Selection(places=frozenset({place}), current=claim))
    window.go_to("claims")


def export(window: MainWindow) -> None:
    """The export dialog with XLSX chosen."""
    winter(window)
    window.settings.folder = window.workspace.store.path.parent
    window.export()
    (dialog,) = window.findChildren(ExportDialog)
    dialog.formats["xlsx"].click()


def large_text(window: MainWindow) -> None:
    """Claims, places and detail at 150 %."""
    winter(window)
    for name in ("places", "claims", "detail"):
        for _ in range(3):
            window.panels[name].resize_text(1)


def judging(window: MainWindow) -> None:
    """A claim with a note, tags and a grade, and relations proposed for it."""
    _do(window, "show-timeline")
    claim = ref(window, "claim", "B01")
    _show(window, WINTER, Selection(claims=frozenset({ClaimId(claim[1])}), current=claim))
    window.go_to("claims")


def relating(window: MainWindow) -> None:
    """Two claims selected, about to be related."""
    uids = ("B01", "A07")
    claims = frozenset(ClaimId(ref(window, "claim", uid)[1]) for uid in uids)
    _show(window, WINTER, Selection(claims=claims, current=ref(window, "claim", "B01")))
    _do(window, "no-conflict")
    (sheet,) = window.findChildren(RelateSheet)
    sheet.field.setText("The one speaks of the town, the other of the roads to it")


def deciding(window: MainWindow) -> None:
    """The pair that is most contested, side by side, with the reason."""
    window.go_to("proposals")


def as_of(window: MainWindow) -> None:
    """What could be read by the second of February."""
    query = Query(clock="published", known_by={"published": date(2023, 2, 2)})
    claim = ref(window, "claim", "B01")
    _show(window, query, Selection(claims=frozenset({ClaimId(claim[1])}), current=claim))


def merging(window: MainWindow) -> None:
    """What is looked at before two actors are made one that are not: the sheet says why."""
    desk = window.workspace.frame.snapshot.desk
    gone, into = (
        next(one for one in desk.actors.values() if one.uid == uid)
        for uid in ("administration-regional-military", "administration-moscow-backed")
    )
    _show(window, WINTER, Selection(current=("actor", into.id)))
    window.things.look_at(("actor", into.id), gone.id)


def sides(window: MainWindow) -> None:
    """The sides, one of them to be moved and coloured."""
    winter(window)
    window.things.sides()


def renaming(window: MainWindow) -> None:
    """A place whose name is written anew on its page."""
    place = PlaceId(ref(window, "place", "soledar")[1])
    _show(window, Query(), Selection(places=frozenset({place}), current=("place", place)))
    window.things.rename()


# -- what the stages do --------------------------------------------------------------------------


def ref(window: MainWindow, kind: DimensionId, uid: str) -> Ref:
    """Return what has a uid in the desk of a window."""
    known = window.workspace.store.uids()[kind]
    return cast("Ref", (kind, next(id_ for id_, own in known.items() if own == uid)))


def _show(window: MainWindow, query: Query, selection: Selection | None = None) -> None:
    window.workspace.refine(lambda _: query)
    window.workspace.select(lambda _: Selection() if selection is None else selection)
    window.workspace.settle()


def _save(window: MainWindow, name: str) -> None:
    window.views.save_requested.emit(name, "")
    while window.workspace.jobs.under_way:
        QApplication.processEvents()
    window.workspace.settle()


def _do(window: MainWindow, action: str) -> None:
    window.grant(next(one for one in window.table if one.id == action))
