"""THE table of filter dimensions: what a claim can be chosen by.

A dimension is two statements. `values` gives (id, uid, name) of every value, in the order it is
listed; `pairs` gives (claim id, value id), one row for each value that a claim carries. Words
that have no table of their own are numbered by their alphabetical order. How a claim stands is in
no table: a query finds it.
"""

from dataclasses import dataclass
from typing import Literal

from db.model import UNGRADED

DimensionId = Literal[
    "claim", "event", "place", "route",
    "side", "claimant", "source", "question", "category", "modality", "grade", "standing",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to choose claims. `facet`: the filter bar offers it as a list of values.

    `pairs` is empty where which claim has which value depends on what is known.
    """

    name: str
    values: str
    pairs: str
    facet: bool = False


def _words(name: str, expression: str) -> Dimension:
    """Return the dimension of a text that stands in the claim."""
    found = f"SELECT DISTINCT {expression} AS word FROM claim c"  # noqa: S608
    numbered = f"SELECT row_number() OVER (ORDER BY word) AS id, word FROM ({found})"  # noqa: S608
    return Dimension(
        name,
        values=f"SELECT id, word, word FROM ({numbered}) ORDER BY id",  # noqa: S608
        pairs=f"SELECT c.id, v.id FROM claim c JOIN ({numbered}) v ON v.word = {expression}",  # noqa: S608
        facet=True,
    )


_GRADED = """claim c JOIN document d ON d.id =
    (SELECT document_id FROM evidence WHERE claim_id = c.id ORDER BY id LIMIT 1)
    JOIN source s ON s.id = d.source_id"""
_GRADE = "s.reliability || c.credibility"
_GRADE_ID = "(unicode(grade) - 65) * 6 + substr(grade, 2)"

DIMENSIONS: dict[DimensionId, Dimension] = {
    "claim": Dimension(
        "Claim",
        values="SELECT id, uid, paraphrase FROM claim ORDER BY id",
        pairs="SELECT id, id FROM claim",
    ),
    "event": Dimension(
        "Event",
        values="SELECT id, uid, title FROM event ORDER BY id",
        pairs="SELECT claim_id, event_id FROM claim_event",
    ),
    "place": Dimension(
        "Place",
        values="SELECT id, uid, name FROM place ORDER BY name",
        pairs="SELECT DISTINCT claim_id, place_id FROM claim_place",
    ),
    # a road's claims are its own and those of the groups it may belong to
    "route": Dimension(
        "Road",
        values="SELECT id, uid, name FROM route ORDER BY uid",
        pairs="""SELECT claim_id, route_id FROM route_status UNION
            SELECT s.claim_id, m.route_id FROM route_status s
            JOIN route_member m ON m.group_id = s.route_id""",
    ),
    "side": Dimension(
        "Side",
        values="SELECT id, uid, name FROM side ORDER BY rank, name",
        pairs="SELECT c.id, a.side_id FROM claim c JOIN actor a ON a.id = c.claimant_id",
        facet=True,
    ),
    "claimant": Dimension(
        "Claimant",
        values="""SELECT id, uid, name FROM actor
            WHERE id IN (SELECT claimant_id FROM claim) ORDER BY name""",
        pairs="SELECT id, claimant_id FROM claim",
        facet=True,
    ),
    "source": Dimension(
        "Source",
        values="SELECT id, uid, name || ' (' || reliability || ')' FROM source ORDER BY name",
        pairs="""SELECT DISTINCT claim_id, source_id FROM attribution
            WHERE source_id IS NOT NULL""",
        facet=True,
    ),
    "question": Dimension(
        "Question",
        values="SELECT id, uid, text FROM question ORDER BY text",
        pairs="SELECT id, question_id FROM claim WHERE question_id IS NOT NULL",
        facet=True,
    ),
    "category": _words("Category", "c.category"),
    "modality": _words("Modality", "c.modality"),
    # grades change while they are chosen, so each has a number of its own: A1 is 1, F6 is 36
    "grade": Dimension(
        "Grade",
        values=f"""SELECT {_GRADE_ID}, grade, grade FROM (SELECT {_GRADE} AS grade
            FROM {_GRADED} UNION SELECT '{UNGRADED}') ORDER BY grade""",  # noqa: S608
        pairs=f"SELECT id, {_GRADE_ID} FROM (SELECT c.id, {_GRADE} AS grade FROM {_GRADED})",  # noqa: S608
        facet=True,
    ),
    "standing": Dimension(
        "Standing",
        values="""SELECT key + 1, value, value FROM json_each('["retracted", "superseded",
            "contested", "corroborated", "unassessed", "uncontested"]') ORDER BY key""",
        pairs="",
        facet=True,
    ),
}
