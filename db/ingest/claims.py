"""What must hold of claims and of what is found between them."""

from collections.abc import Iterator
from typing import Final

from db.errors import Fault
from db.exchange import Row
from db.ingest.whole import Said, Whole

OWN_VOICE: Final = frozenset({"outlet", "presupposed"})
"""Voices in which a source speaks for itself."""
DIRECTED: Final = frozenset({"qualifies", "supersedes", "explains"})
"""Kinds of relation in which a acts on b, and b may act on a too."""


def claim_chain(row: Row, whole: Whole) -> Iterator[Said]:
    """Hops are 1 to n: from the document's source to who claims it."""
    hops = row["attribution"]
    if [hop["hop"] for hop in hops] != list(range(1, len(hops) + 1)):
        yield ".attribution", "has hops with a gap or out of order", "Number them 1, 2, 3, …"
    last = hops[-1]
    speaker = last.get("actor") or whole.by_uid["sources"][last["source"]]["actor"]
    if speaker != row["claimant"]:
        what = f"ends with {speaker or 'a source that is no actor'!r}, not with the claimant"
        yield f".attribution[{len(hops) - 1}]", what, f"End it with {row['claimant']!r}"
    alone = len(hops) == 1 and "source" in last
    if (row["voice"] in OWN_VOICE) != alone:
        remedy = "Write outlet or presupposed exactly when the only hop is the source"
        yield ".voice", f"is {row['voice']}, with {len(hops)} hops", remedy


def claim_evidence(row: Row, whole: Whole) -> Iterator[Said]:
    """Evidence is a paragraph of a document whose source is the first hop."""
    for n, one in enumerate(row["evidence"]):
        document = whole.by_uid["documents"][one["document"]]
        headings = {p["n"]: p["heading"] for p in document["paragraphs"]}
        if headings.get(one["paragraph"], True):
            kind = "a heading" if one["paragraph"] in headings else "not there"
            remedy = "Write the number of a paragraph that is no heading"
            yield f".evidence[{n}].paragraph", f"paragraph {one['paragraph']} is {kind}", remedy
        if row["attribution"][0].get("source") != document["source"]:
            remedy = f"Begin it with {document['source']!r}"
            yield ".attribution[0]", f"is not the source of {one['document']!r}", remedy


def claim_answer(row: Row, whole: Whole) -> Iterator[Said]:
    """An answer has the form its question asks for."""
    question = whole.get("questions", row["question"])
    asked = question["value_type"] if question else "nothing"
    if row["position"]:
        yield from steps_fit(".position", row["position"], question)
    if row["polarity"] is not None and asked != "boolean":
        yield ".polarity", f"answers yes or no, but {asked} is asked for", "Write null"
    yield from _value_fits(row["value"] or {}, question if asked == "quantity" else None)


def _value_fits(value: Row, quantity: Row | None) -> Iterator[Said]:
    low, high = value.get("low"), value.get("high")
    if low is not None and high is not None and low > high:
        yield ".value.high", f"{high} is less than {low}", "Write the greater number"
    if value.get("num") is not None and value["unit"] is None:
        yield ".value.unit", "is missing beside a number", "Write what is counted"
    if quantity and (value.get("num") is None or value["unit"] != quantity["unit"]):
        remedy = f"Write value.num, and value.unit {quantity['unit']!r}"
        yield ".value", "answers a quantity without a number in its unit", remedy


def claim_retired(row: Row, whole: Whole) -> Iterator[Said]:
    """When and why belong to a retired claim, and a retired claim says when."""
    retired, at = row["status"] == "retired", row.get("retired_at")
    if retired and at is None:
        yield ".retired_at", "is missing for a retired claim", "Write when it was retired"
    for field in ("retired_at", "retired_why"):
        if not retired and row.get(field):
            remedy = "Leave it out, or write the status retired"
            yield f".{field}", f"belongs to a retired claim, and this is {row['status']}", remedy


def steps_fit(at: str, position: Row, question: Row | None) -> Iterator[Said]:
    """A position is two steps of its question's scale, the lower first."""
    ranks = {step["key"]: step["rank"] for step in (question or {"scale": []})["scale"]}
    listed = ", ".join(ranks) or "null: the question has no scale"
    unknown = [end for end in ("from", "to") if position[end] not in ranks]
    for end in unknown:
        yield f"{at}.{end}", f"{position[end]!r} is no step of the scale", f"Write one of: {listed}"
    if not unknown and ranks[position["from"]] > ranks[position["to"]]:
        yield at, "runs from the higher to the lower step", "Write the lower step in from"


def relation_pair(row: Row, whole: Whole) -> Iterator[Said]:
    """A relation lies between two claims; what a rule proposed has its name, and no more weight."""
    if row["a"] == row["b"]:
        yield ".b", "is the same claim as a", "Name another claim"
    if (row["origin"] == "rule") != bool(row.get("rule")):
        yield ".rule", "belongs to origin rule", "Write both or neither"
    if (row["origin"], row["state"]) == ("rule", "accepted") and not row.get("coder"):
        what = "was proposed by a rule and accepted by nobody: a rule never accepts"
        yield ".state", what, "Write who accepted it as coder, or proposed"


def pair_faults(whole: Whole) -> Iterator[Fault]:
    """A kind stands once between two claims, once each way if it has one; no conflict is no clash.

    One that is rejected stands in the way of its own kind alone: it is not proposed anew.
    """
    seen: set[tuple[object, str]] = set()
    clash: dict[frozenset[str], set[bool]] = {}
    for at, row in whole.rows("relations"):
        a, b, kind = row["a"], row["b"], row["relation"]
        ends = (a, b) if kind in DIRECTED else frozenset((a, b))
        if (ends, kind) in seen:
            yield Fault(
                at, f"{kind} stands already between {a} and {b}", "Leave one of the two out"
            )
        seen.add((ends, kind))
        if row["state"] != "rejected" and kind in ("no_conflict", "contradicts", "tension"):
            found = clash.setdefault(frozenset((a, b)), set())
            found.add(kind == "no_conflict")
            if len(found) > 1:
                yield Fault(at, f"{a} and {b} both clash and have no conflict", "Decide for one")
