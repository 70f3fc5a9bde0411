"""How other claims bear on this one, why, and what was decided about it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from db.edits.relations import DecideRelations, Joined, State
from db.model import Claim, Relation
from desktop import show
from desktop.panels.buttons import Link
from desktop.panels.detail.links import ClaimLink, ClaimList, Lead
from desktop.panels.detail.parts import Reading, Wrapped, beside, heading, stacked
from desktop.show import tr

_VERBS: dict[str, tuple[str, str]] = {
    "contradicts": ("contradicts", "contradicts"),
    "tension": ("in tension with", "in tension with"),
    "qualifies": ("qualifies", "qualified by"),
    "supersedes": ("supersedes", "superseded by"),
    "restates": ("restates", "restated by"),
    "corroborates": ("corroborates", "corroborated by"),
    "explains": ("explains", "explained by"),
    "no_conflict": ("no conflict with", "no conflict with"),
}
"""What this claim does to the other, and what it suffers from it."""


def related(reading: Reading, claim: Claim, relations: Sequence[Relation]) -> list[QWidget]:
    """Return the related claims, each with how it is related and why, and what decides on it."""
    kept = [one for one in relations if one.state != "rejected"]
    rejected = [one for one in relations if one.state == "rejected"]
    title = heading(
        tr("Related claims and why"), reading.theme, show.count(len(kept)) if kept else ""
    )
    parts = [title]
    proposed = [joined(claim, one) for one in kept if one.state == "proposed"]
    if len(proposed) > 1:
        parts.append(_all_of(reading, tuple(proposed)))
    if kept:
        parts.append(ClaimList(_link(reading, claim, one) for one in kept))
    else:
        none = tr("No other claim on file bears on this one.")
        parts.append(Wrapped(none, reading.theme, "small", "ink.3"))
    if rejected:
        parts.append(_Rejected(reading, claim, rejected))
    return parts


def joined(claim: Claim, relation: Relation) -> Joined:
    """Return a relation of a claim as an edit takes it."""
    a, b = (claim, relation.other) if relation.outgoing else (relation.other, claim)
    return Joined(relation.uid, a.uid, b.uid, relation.kind, relation.state)


def words(relation: Relation) -> str:
    """Return how the claim shown is related to the other one."""
    acts, suffers = _VERBS[relation.kind]
    verb = tr(acts if relation.outgoing else suffers)
    if relation.state == "proposed":
        return tr("proposed: {verb}").format(verb=verb)
    if relation.state == "rejected":
        return tr("rejected: {verb}").format(verb=verb)
    return verb


class Decision(QWidget):
    """Who proposed a relation, and a button for each thing that can be decided about it."""

    def __init__(
        self, reading: Reading, claim: Claim, relation: Relation, *choices: tuple[str, State]
    ) -> None:
        super().__init__()
        self.relation = joined(claim, relation)
        proposed = show.Elided(_proposed_by(relation))
        proposed.setFont(reading.theme.font("small"))
        proposed.setObjectName("Note")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(proposed, 1)
        what = tr("{verb} {claim}").format(
            verb=words(relation), claim=show.apart(relation.other.uid)
        )
        for text, state in choices:
            row.addWidget(_button(reading, text, what, (self.relation,), state))


class _Rejected(QWidget):
    """Counts what was rejected; pressed, it shows it."""

    def __init__(self, reading: Reading, claim: Claim, rejected: Sequence[Relation]) -> None:
        super().__init__()
        self.unfold = Link("", reading.theme)
        self.unfold.setCheckable(True)
        self._count = len(rejected)
        self._list = ClaimList(_link(reading, claim, one) for one in rejected)
        self.setLayout(stacked(beside(self.unfold), self._list))
        self.unfold.toggled.connect(self._show)
        self._show(False)  # noqa: FBT003 - a slot takes no names

    def _show(self, unfolded: bool) -> None:  # noqa: FBT001 - a signal's
        text = tr("%n rejected, hide", self._count) if unfolded else tr("%n rejected", self._count)
        self.unfold.setText(text)
        self._list.setVisible(unfolded)


def _link(reading: Reading, claim: Claim, relation: Relation) -> ClaimLink:
    proposed = relation.state == "proposed"
    lead = Lead(words(relation), relation.kind, _why(relation), proposed)
    choices: dict[str, tuple[tuple[str, State], ...]] = {
        "proposed": ((tr("Accept"), "accepted"), (tr("Reject"), "rejected")),
        "rejected": ((tr("Reopen"), "proposed"),),
    }
    if relation.state in choices:
        foot = Decision(reading, claim, relation, *choices[relation.state])
        return ClaimLink(reading, relation.other, lead, foot)
    return ClaimLink(reading, relation.other, lead, corner=_corner(reading, claim, relation))


def _all_of(reading: Reading, proposed: tuple[Joined, ...]) -> QWidget:
    what = tr("%n proposed relation(s)", len(proposed))
    choices: tuple[tuple[str, State], ...] = (
        (tr("Accept all"), "accepted"),
        (tr("Reject all"), "rejected"),
    )
    note = show.Elided(what)
    note.setObjectName("Note")
    reading.theme.write(note, "small")
    buttons = (_button(reading, text, what, proposed, state) for text, state in choices)
    return beside(note, *buttons)


def _button(
    reading: Reading, text: str, what: str, relations: tuple[Joined, ...], state: State
) -> Link:
    button = Link(text, reading.theme)
    button.setAccessibleName(tr("{do}: {relation}").format(do=text, relation=what))
    button.clicked.connect(lambda: reading.edit(DecideRelations(relations, state)))
    return reading.hinder(button)


def _corner(reading: Reading, claim: Claim, relation: Relation) -> QWidget:
    """Return what opens the menu of an accepted relation."""
    button = Link("⋯", reading.theme)
    what = tr("{verb} {claim}").format(verb=words(relation), claim=show.apart(relation.other.uid))
    button.setAccessibleName(tr("Decide again: {relation}").format(relation=what))
    button.clicked.connect(lambda: _open_menu(button, reading, joined(claim, relation)))
    return reading.hinder(button)


def _open_menu(button: QWidget, reading: Reading, relation: Joined) -> None:
    menu = QMenu(button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    choices: tuple[tuple[str, State], ...] = (
        (tr("Reject"), "rejected"),
        (tr("Reopen as proposed"), "proposed"),
    )
    for text, state in choices:
        edit = DecideRelations((relation,), state)
        menu.addAction(text).triggered.connect(partial(_on_chosen, reading, edit))
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))


def _on_chosen(reading: Reading, edit: DecideRelations, *_: object) -> None:
    reading.edit(edit)


def _proposed_by(relation: Relation) -> str:
    if relation.rule:
        return tr("by rule: {rule}").format(rule=show.apart(relation.rule))
    return tr("by a person")


def _why(relation: Relation) -> str:
    if relation.kind == "corroborates" and relation.independent is False:
        return tr("not independent: {why}").format(why=show.apart(relation.why))
    return relation.why
