"""How other claims bear on this one, and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from db.model import Relation
from desktop import show
from desktop.panels.detail.links import ClaimLink, ClaimList, Lead
from desktop.panels.detail.parts import Reading, Wrapped, heading
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


def related(reading: Reading, relations: Sequence[Relation]) -> list[QWidget]:
    """Return the related claims, each with how it is related and why."""
    title = heading(
        tr("Related claims and why"), reading.theme, show.count(len(relations)) if relations else ""
    )
    if not relations:
        none = tr("No other claim on file bears on this one.")
        return [title, Wrapped(none, reading.theme, "small", "ink.3")]
    return [title, ClaimList(_link(reading, one) for one in relations)]


def _link(reading: Reading, relation: Relation) -> ClaimLink:
    proposed = relation.state == "proposed"
    lead = Lead(words(relation), relation.kind, _why(relation), proposed)
    return ClaimLink(reading, relation.other, lead)


def words(relation: Relation) -> str:
    """Return how the claim shown is related to the other one."""
    acts, suffers = _VERBS[relation.kind]
    verb = tr(acts if relation.outgoing else suffers)
    if relation.state == "proposed":
        return tr("proposed: {verb}").format(verb=verb)
    return verb


def _why(relation: Relation) -> str:
    if relation.kind == "corroborates" and relation.independent is False:
        return tr("not independent: {why}").format(why=show.apart(relation.why))
    return relation.why
