"""What must hold of all that claims are told by: actors, sources, places, questions, roads."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from db.errors import Fault
from db.exchange import Row
from db.ingest.claims import steps_fit
from db.ingest.whole import Said, Whole

ROAD_STEPS: Final = ["open", "restricted", "contested", "cut"]
"""The scale of a question about a road, in order; one step apart strains, two clash."""

_UNIQUE: Final = (
    ("coders", "name"),
    ("sides", "name"),
    ("actors", "name"),
    ("sources", "name"),
    ("documents", "sha256"),
    ("places", "geonames_id"),
    ("questions", "text"),
    ("tags", "name"),
)
_TREES: Final = (
    ("sides", "counts_with"),
    ("actors", "parent"),
    ("places", "parent"),
    ("documents", "copy_of"),
    ("documents", "version_of"),
    ("questions", "part_of"),
)


def unique_faults(whole: Whole) -> Iterator[Fault]:
    """What tells rows apart is no two rows' own."""
    for kind, field in _UNIQUE:
        owners: dict[object, str] = {}
        for at, row in whole.rows(kind):
            owner = owners.setdefault(row[field], row["uid"])
            if row[field] is not None and owner != row["uid"]:
                what = f"{row[field]!r} is also that of {owner!r}"
                yield Fault(f"{at}.{field}", what, "Write another, or make the two rows one")
    shown = Counter(
        name
        for _, row in whole.rows("actors")
        for name in {row["name"], row.get("abbrev") or row["name"]}
    )
    for at, row in whole.rows("actors"):
        if "abbrev" in row and shown[row["abbrev"]] > 1:
            what = f"{row['abbrev']!r} is another actor's name or abbreviation too"
            yield Fault(f"{at}.abbrev", what, "Write one that is this actor's alone")


def circle_faults(whole: Whole) -> Iterator[Fault]:
    """No row lies above itself, and a camp counts with one that counts for itself."""
    for kind, field in _TREES:
        for at, row in whole.rows(kind):
            if _goes_round(whole, kind, field, row):
                yield Fault(f"{at}.{field}", "goes round in a circle", "Break it: null ends it")
    for at, row in whole.rows("sides"):
        other = whole.get("sides", row["counts_with"])
        if other and other["counts_with"] and other["counts_with"] != row["uid"]:
            what = f"{other['uid']!r} itself counts with {other['counts_with']!r}"
            yield Fault(f"{at}.counts_with", what, f"Write {other['counts_with']!r}")


def _goes_round(whole: Whole, kind: str, field: str, row: Row) -> bool:
    seen = {row["uid"]}
    above = whole.get(kind, row[field])
    while above and above["uid"] not in seen:
        seen.add(above["uid"])
        above = whole.get(kind, above[field])
    return above is not None and above["uid"] == row["uid"]


def place_point(row: Row, whole: Whole) -> Iterator[Said]:
    """Coordinates are whole, say where they are from, and place nothing finer than a town."""
    if (row["lat"] is None) != (row["lon"] is None):
        yield ".lat", "stands alone", "Write lat and lon, or neither"
    if row["lat"] is None:
        return
    source = row["coord_source"]
    if source is None:
        yield ".coord_source", "is missing beside coordinates", "Write where they are from"
    if row["unlocatable"]:
        yield ".unlocatable", "is true beside coordinates", "Write false, or no coordinates"
    towns = ("city", "town", "village")
    if row["kind"] not in towns and not (source or "").startswith("representative point"):
        remedy = "Begin coord_source with 'representative point', or write no coordinates"
        yield ".lat", f"is the point of a {row['kind']}, which is no point", remedy


def place_relation_ends(row: Row, whole: Whole) -> Iterator[Said]:
    """A place lies nowhere from itself."""
    if row["from"] == row["to"]:
        yield ".to", "is the place itself", "Name another place"


def question_scale(row: Row, whole: Whole) -> Iterator[Said]:
    """A scale has steps 0 to n - 1 and a gap; a category says whether it is exclusive."""
    kind = row["value_type"]
    wanted = (
        (".scale", bool(row["scale"]), kind == "scale", "a scale"),
        (".gap_contradicts", row["gap_contradicts"] is not None, kind == "scale", "a scale"),
        (".exclusive", row["exclusive"] is not None, kind == "category", "a category"),
    )
    for at, there, needed, of in wanted:
        if there != needed:
            state = "is there" if there else "is missing"
            yield at, f"{state} in a {kind} question", f"Write it exactly for {of}"
    if kind == "quantity" and row["unit"] is None:
        yield ".unit", "is missing in a quantity question", "Write what is counted"
    if [step["rank"] for step in row["scale"]] != list(range(len(row["scale"]))):
        yield ".scale", "has ranks with a gap or out of order", "Number its steps 0, 1, 2, …"
    if (row["gap_tension"] or 0) > (row["gap_contradicts"] or row["gap_tension"] or 0):
        remedy = "Write at most gap_contradicts"
        yield ".gap_tension", "is more than gap_contradicts", remedy
    yield from _road_question(row)


def _road_question(row: Row) -> Iterator[Said]:
    road = row["value_type"] == "scale" and row["subject"] and row["subject"]["kind"] == "route"
    if road and [step["key"] for step in row["scale"]] != ROAD_STEPS:
        yield ".scale", "is not that of a road", f"Write the steps {', '.join(ROAD_STEPS)}"
    if road and (row["gap_tension"], row["gap_contradicts"]) != (1, 2):
        yield ".gap_contradicts", "is not that of a road", "Write gap_tension 1, gap_contradicts 2"


def implication_answers(row: Row, whole: Whole) -> Iterator[Said]:
    """Each half is an answer its question can have."""
    for half in ("if", "then"):
        question = whole.by_uid["questions"][row[half]["question"]]
        if "position" in row[half]:
            yield from steps_fit(f".{half}.position", row[half]["position"], question)
        elif question["value_type"] != "boolean":
            what = f"answers yes or no to a {question['value_type']} question"
            yield f".{half}.polarity", what, "Write a position"
    if row["if"]["question"] == row["then"]["question"]:
        yield ".then.question", "is the question of if", "Name another question"


def route_ends(row: Row, whole: Whole) -> Iterator[Said]:
    """A road has two ends; a group has roads as members; a bearing is one that someone stated."""
    if row["kind"] in ("highway", "road") and row["to"] is None:
        yield ".to", f"is missing for a {row['kind']}", "Name the place where it ends"
    if row["to"] == row["from"]:
        yield ".to", "is the place it starts from", "Name another place, or null"
    if row["members"] and row["kind"] != "group":
        yield ".members", f"belong to a {row['kind']}", "Only a group has members"
    for n, member in enumerate(row["members"]):
        if whole.by_uid["routes"][member["route"]]["kind"] == "group":
            at = f".members[{n}].route"
            yield at, f"{member['route']!r} is a group", "Name its roads: groups hold no groups"
    if row["bearing"] and not _stated(row, whole):
        remedy = "Add the place_relation that states it, or write null"
        yield ".bearing", f"{row['bearing']} is stated by no place relation", remedy


def _stated(route: Row, whole: Whole) -> bool:
    end = route["from"] if route["to"] == route["bearing_of"] else route["to"]
    wanted = (route["bearing_of"], route["bearing"])
    return any(
        (one["to"], one["relation"]) == wanted and (route["to"] is None or one["from"] == end)
        for one in whole.form["place_relations"]  # an open-ended road leads to no place by name
    )


def status_claim(row: Row, whole: Whole) -> Iterator[Said]:
    """A status is the answer of its claim, where the claim answers the question of that road."""
    claim = whole.by_uid["claims"][row["claim"]]
    question = whole.get("questions", claim["question"])
    subject = {"kind": "route", "uid": row["route"]}
    if not question or question["subject"] != subject or not claim["position"]:
        return
    ranks = {step["key"]: step["rank"] for step in question["scale"]}
    low, high = (ranks.get(claim["position"][end], -1) for end in ("from", "to"))
    allowed = [step for step, rank in ranks.items() if low <= rank <= high]
    if row["status"] not in allowed:
        what = f"{row['status']} is not what claim {row['claim']!r} answers"
        yield ".status", what, f"Write {' or '.join(allowed)}"


def status_faults(whole: Whole) -> Iterator[Fault]:
    """A claim gives a road one status."""
    seen: set[tuple[str, str]] = set()
    for at, row in whole.rows("route_statuses"):
        pair = (row["route"], row["claim"])
        if pair in seen:
            yield Fault(at, f"claim {pair[1]!r} gives {pair[0]!r} a second status", "Leave one")
        seen.add(pair)


def list_faults(whole: Whole) -> Iterator[Fault]:
    """A row's list holds nothing twice."""
    for kind, name, fields in _LISTS:
        for at, row in whole.rows(kind):
            seen: set[tuple[object, ...]] = set()
            for n, one in enumerate(row.get(name, ())):
                same = tuple(one.get(field) for field in fields) if fields else (one,)
                if same in seen:
                    yield Fault(f"{at}.{name}[{n}]", "stands twice", "Leave one")
                seen.add(same)


_LISTS: Final[Iterable[tuple[str, str, tuple[str, ...]]]] = (
    ("actors", "names", ("name",)),
    ("places", "names", ("name",)),
    ("places", "pins", ("layout",)),
    ("documents", "paragraphs", ("n",)),
    ("questions", "scale", ("key",)),
    ("events", "claims", ()),
    ("claims", "places", ("place", "role")),
    ("claims", "actors", ("actor", "role")),
    ("claims", "tags", ()),
    ("routes", "members", ("route",)),
)


def document_paragraphs(row: Row, whole: Whole) -> Iterator[Said]:
    """A paragraph begins before it ends, or its place in the text is not known."""
    for n, one in enumerate(row["paragraphs"]):
        start, stop = one["start"], one["stop"]
        if (start is None) != (stop is None) or (start is not None and start >= stop):
            remedy = "Write start and a greater stop, or null for both"
            yield f".paragraphs[{n}]", f"runs from {start} to {stop}", remedy
