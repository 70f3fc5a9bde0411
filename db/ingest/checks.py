"""What must hold of a desk after an import: the table of all rules, and the faults they find."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from db.errors import Fault
from db.exchange import Form, Row
from db.ingest import claims, clocks, frame
from db.ingest.references import double_faults, reference_faults
from db.ingest.whole import Said, Whole

ROW_RULES: Final[Mapping[str, tuple[Callable[[Row, Whole], Iterator[Said]], ...]]] = {
    "documents": (clocks.document_clocks, frame.document_paragraphs),
    "places": (frame.place_point,),
    "place_relations": (frame.place_relation_ends,),
    "questions": (frame.question_scale,),
    "implications": (frame.implication_answers,),
    "events": (clocks.event_clocks,),
    "claims": (
        claims.claim_chain,
        claims.claim_evidence,
        claims.claim_answer,
        claims.claim_retired,
        clocks.claim_clocks,
    ),
    "relations": (claims.relation_pair,),
    "routes": (frame.route_ends,),
    "route_statuses": (clocks.status_clocks, frame.status_claim),
}
"""Rules about one row."""

DESK_RULES: Final[tuple[Callable[[Whole], Iterator[Fault]], ...]] = (
    frame.unique_faults,
    frame.circle_faults,
    frame.list_faults,
    frame.status_faults,
    claims.pair_faults,
)
"""Rules about many rows together."""


def faults(whole: Form, file: Form, held: Form) -> list[Fault]:
    """Return what is wrong with `whole`, the desk `held` after taking in `file`.

    First what the form cannot carry and what leads nowhere: the other rules lean on that.
    """
    desk = Whole.of(whole, file)
    found = [*_not_carried(file, held), *double_faults(file), *reference_faults(desk)]
    return found or [*_row_faults(desk), *(fault for rule in DESK_RULES for fault in rule(desk))]


def _row_faults(desk: Whole) -> Iterator[Fault]:
    for kind, rules in ROW_RULES.items():
        for at, row in desk.rows(kind):
            for rule in rules:
                for below, what, remedy in rule(row, desk):
                    yield Fault(f"{at}{below}", what, remedy)


def _not_carried(file: Form, held: Form) -> Iterator[Fault]:
    """Return what a desk may hold and this file cannot say: refused by name, never dropped."""
    retired = {claim["uid"] for claim in held["claims"] if claim["status"] == "retired"}
    for n, claim in enumerate(file["claims"] if file["format_version"] == 1 else ()):
        if claim["status"] == "retired" or claim["uid"] in retired:
            what = f"{claim['uid']!r} is retired: format_version 1 cannot say when and why"
            yield Fault(f"claims[{n}].status", what, "Leave it out, or write format_version 2")
    if held["approx_days"] not in (None, file["approx_days"]):
        what = "differs from the desk's, whose dates were counted with another"
        yield Fault("approx_days", what, f"Write {held['approx_days']}, or make a new desk")
