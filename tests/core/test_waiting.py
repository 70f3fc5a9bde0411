"""What waits to be decided: in which order, what echoes what, and what is left of it."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from db.columns import Ints
from db.edits.propose import Propose
from db.edits.relations import DecideRelations, Joined, Relate
from db.model import ClaimId
from db.query import Query
from db.store import Store
from db.waiting import KINDS, Joins, Line, Queue
from db.writer import Writer
from tests import desks
from tests.edit_checks import asked, done
from tests.edits import Sql, did, undo

Told = tuple[str, int, int]
"""A kind, and the ids of two claims."""
ALL = np.arange(100, dtype=np.int32)


def line(*waiting: Told, accepted: Sequence[Told] = ()) -> Line:
    """Return the line of relations, whose ids count up from 0."""
    rows = [(KINDS.index(kind), a, b) for kind, a, b in (*waiting, *accepted)]
    kinds, a, b = np.array(rows, np.int32).reshape(-1, 3).T
    return Line(
        Joins(
            np.arange(len(rows), dtype=np.int32),
            kinds,
            a,
            b,
            np.arange(len(rows)) >= len(waiting),
        )
    )


def ids(*those: int) -> Ints:
    return np.array(those, np.int32)


def told(queue: Queue) -> list[int]:
    return queue.ids.tolist()


def firsts(queue: Queue) -> list[int]:
    """Return for each the id of the one it is folded under."""
    return queue.ids[queue.firsts].tolist()


# -- order -----------------------------------------------------------------------------------------


def test_contradictions_come_first_then_the_kinds_in_their_order() -> None:
    kinds = ["corroborates", "qualifies", "restates", "tension", "supersedes", "contradicts"]
    waiting = line(*((kind, 2 * n, 2 * n + 1) for n, kind in enumerate(kinds)))
    assert told(waiting.queue(ALL, ALL)) == [5, 4, 3, 2, 1, 0]


def test_within_a_kind_the_most_contested_claim_comes_first() -> None:
    waiting = line(
        ("contradicts", 1, 2),
        ("contradicts", 3, 4),
        ("contradicts", 3, 5),
        ("tension", 3, 6),
        ("supersedes", 1, 9),
        ("supersedes", 4, 8),
        ("supersedes", 3, 8),
    )
    assert told(waiting.queue(ALL, ALL)) == [1, 2, 0, 6, 4, 5, 3]


def test_an_accepted_clash_counts_among_the_clashes_of_a_claim() -> None:
    waiting = line(("contradicts", 1, 2), ("contradicts", 3, 4), accepted=[("tension", 4, 7)])
    assert told(waiting.queue(ALL, ALL)) == [1, 0]


_Relations = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(1, 8), st.integers(9, 16)), unique=True
)


@given(_Relations, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_changes_nothing(rows: list[Told], dice: object) -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = line(*rows).queue(ALL, ALL), line(*shuffled).queue(ALL, ALL)
    assert [rows[n] for n in told(one)] == [shuffled[n] for n in told(other)]
    assert one.firsts.tolist() == other.firsts.tolist()


# -- echoes ----------------------------------------------------------------------------------------


def test_a_clash_of_what_restates_is_folded_under_its_first_and_counted_once() -> None:
    queue = line(("contradicts", 1, 2), ("contradicts", 1, 3), ("restates", 3, 2)).queue(ALL, ALL)
    assert told(queue) == [0, 1, 2]
    assert firsts(queue) == [0, 0, 2]
    assert queue.count == 2
    assert [queue.echoes(n) for n in range(3)] == [1, 0, 0]
    assert queue.unfolded(()).tolist() == [0, 2]
    assert queue.unfolded((0,)).tolist() == [0, 1, 2]
    assert queue.group(1).tolist() == [0, 1]


def test_both_ends_may_restate_and_an_accepted_restates_counts_too() -> None:
    waiting = (("contradicts", 1, 2), ("contradicts", 4, 3))
    restates = (("restates", 1, 3), ("restates", 2, 4))
    assert firsts(line(*waiting, accepted=restates).queue(ALL, ALL)) == [0, 0]
    assert firsts(line(*waiting, accepted=restates[:1]).queue(ALL, ALL)) == [0, 1]


def test_a_clash_of_another_kind_is_no_echo_and_what_is_no_clash_never_is() -> None:
    waiting = (("contradicts", 1, 2), ("tension", 1, 3), ("qualifies", 4, 2), ("qualifies", 4, 3))
    queue = line(*waiting, accepted=[("restates", 2, 3)]).queue(ALL, ALL)
    assert firsts(queue) == told(queue)


def test_two_clashes_within_one_round_of_restating_are_not_folded() -> None:
    restates = (("restates", 1, 2), ("restates", 2, 3), ("restates", 3, 4))
    queue = line(("tension", 1, 3), ("tension", 1, 4), accepted=restates).queue(ALL, ALL)
    assert firsts(queue) == told(queue)


def test_where_the_first_is_not_left_its_echo_stands_for_itself() -> None:
    waiting = line(("contradicts", 1, 2), ("contradicts", 1, 3), accepted=[("restates", 2, 3)])
    queue = waiting.queue(ALL, ALL, without={0})
    assert (told(queue), firsts(queue), queue.count) == ([1], [1], 1)


def test_an_echo_of_what_was_accepted_comes_last_and_is_not_counted() -> None:
    waiting = line(
        ("contradicts", 1, 3),
        ("corroborates", 5, 6),
        accepted=[("contradicts", 1, 2), ("restates", 2, 3)],
    )
    queue = waiting.queue(ALL, ALL)
    assert told(queue) == [1, 0]
    assert queue.count == 1
    assert queue.heard.tolist() == [False, True]


# -- what is left ----------------------------------------------------------------------------------


def test_one_claim_shown_is_enough_but_both_must_be_known() -> None:
    waiting = line(("tension", 1, 2), ("tension", 3, 4))
    assert told(waiting.queue(ids(2), ALL)) == [0]
    assert told(waiting.queue(ALL, ids(1, 2, 3))) == [0]
    assert told(waiting.queue(ids(), ALL)) == []


def test_those_of_a_claim_come_first_and_those_put_off_last_with_their_echoes() -> None:
    waiting = line(
        ("contradicts", 1, 2),
        ("contradicts", 1, 3),
        ("contradicts", 5, 6),
        ("qualifies", 7, 8),
        accepted=[("restates", 2, 3)],
    )
    assert told(waiting.queue(ALL, ALL, ClaimId(8))) == [3, 0, 1, 2]
    assert told(waiting.queue(ALL, ALL, None, (0,))) == [2, 3, 0, 1]
    assert told(waiting.queue(ALL, ALL, None, (2, 0))) == [3, 2, 0, 1]


def test_nothing_waits_in_nothing() -> None:
    queue = line().queue(ALL, ALL)
    assert (queue.count, told(queue), queue.unfolded(()).tolist()) == (0, [], [])


# -- a desk ----------------------------------------------------------------------------------------


def waiting_of(store: Store) -> list[Told | tuple[str, str, str]]:
    snapshot = store.snapshot(Query())
    queue = snapshot.undecided.queue(snapshot.ids, snapshot.known)
    return [(one.kind, one.a, one.b) for one in snapshot.undecided.waiting(queue.ids)]


def test_a_desk_tells_what_waits_and_follows_what_is_decided(tmp_path: Path) -> None:
    desk = desks.bare(tmp_path)
    did(desk, Propose())
    with closing(Store.open(desk)) as store:
        found = waiting_of(store)
        assert found[1:3] == [("contradicts", "B26", "B28"), ("contradicts", "B26", "B31")]
        assert {kind for kind, *_ in found[:10]} == {"contradicts"}
        ((uid,),) = asked(desk, "SELECT uid FROM relation WHERE kind = 'restates' LIMIT 1")
        reject = f"UPDATE relation SET state = 'rejected' WHERE uid = '{uid}'"  # noqa: S608
        did(desk, Sql(reject))
        store.take()
        assert len(waiting_of(store)) == len(found) - 1


def test_a_claim_out_of_sight_waits_for_nothing(tmp_path: Path) -> None:
    desk = desks.bare(tmp_path)
    did(desk, Propose(), Sql("UPDATE claim SET status = 'suggested' WHERE uid = 'B26'"))
    with closing(Store.open(desk)) as store:
        assert not [one for one in waiting_of(store) if "B26" in one]


# -- the rules asked -------------------------------------------------------------------------------


def test_what_the_rules_find_is_counted_once_and_written_as_found(tmp_path: Path) -> None:
    desk = desks.bare(tmp_path)
    with closing(Store.open(desk)) as store:
        found = store.propose()
        assert found.new == len(found.proposals) == 67
        assert Propose(found).label == "propose 67 new relations"
        did(desk, Propose(found))
        assert asked(desk, "SELECT count(*) FROM relation WHERE state = 'proposed'") == [(67,)]
        again = store.propose()
    assert again.new == 0
    assert Propose(again).label == "propose relations"
    assert did(desk, Propose(again)) == []


def test_what_was_decided_is_not_new(tmp_path: Path) -> None:
    desk = desks.bare(tmp_path)
    did(desk, Propose())
    pair = asked(
        desk,
        """SELECT r.uid, x.uid, y.uid, r.kind, r.state FROM relation r JOIN claim x
        ON x.id = r.a_id JOIN claim y ON y.id = r.b_id WHERE x.uid = 'B26' AND y.uid = 'B28'""",
    )
    did(desk, DecideRelations((Joined(*pair[0]),), "rejected", "another day"))
    with closing(Store.open(desk)) as store:
        assert store.propose().new == 0


def test_what_was_found_before_another_edit_is_not_taken(tmp_path: Path) -> None:
    desk = desks.bare(tmp_path)
    with closing(Store.open(desk)) as store:
        found = store.propose()
    did(desk, Sql("UPDATE claim SET status = 'suggested' WHERE uid = 'B26'"))
    with closing(Writer(desk, "Ada", lambda: desks.NOW)) as writer:
        writer.apply(Propose(found))
    ((count,),) = asked(
        desk,
        """SELECT count(*) FROM relation r JOIN claim c ON c.id IN (r.a_id, r.b_id)
            WHERE c.uid = 'B26'""",
    )
    assert count == 0


# -- reasons against -------------------------------------------------------------------------------


def proposed(desk: Path, a: str, b: str) -> Joined:
    sql = f"""SELECT r.uid, x.uid, y.uid, r.kind, r.state FROM relation r
        JOIN claim x ON x.id = r.a_id JOIN claim y ON y.id = r.b_id
        WHERE x.uid = '{a}' AND y.uid = '{b}'"""  # noqa: S608
    ((uid, one, other, kind, state),) = asked(desk, sql)
    return Joined(uid, one, other, kind, state)


def why(desk: Path, uid: str) -> str:
    return asked(desk, f"SELECT why FROM relation WHERE uid = '{uid}'")[0][0]  # noqa: S608


def test_why_it_was_rejected_stands_after_why_it_was_proposed_as_long_as_it_is(
    tmp_path: Path,
) -> None:
    desk = desks.bare(tmp_path)
    did(desk, Propose())
    one = proposed(desk, "B26", "B28")
    rule = why(desk, one.uid)
    (written,) = did(desk, DecideRelations((one,), "rejected", "  other\ndays "))
    assert why(desk, one.uid) == f"{rule} — rejected: other days"
    did(desk, undo(written))
    assert why(desk, one.uid) == rule
    did(desk, DecideRelations((one,), "rejected", "other days"))
    done(desk, DecideRelations((proposed(desk, "B26", "B28"),), "proposed"))
    assert why(desk, one.uid) == rule


def test_no_conflict_rejects_whatever_was_seen_between_the_two(tmp_path: Path) -> None:
    desk = desks.bare(tmp_path)
    did(desk, Propose())
    one = proposed(desk, "A27", "B28")
    assert one.kind == "supersedes"
    done(desk, Relate("A27", "B28", "no_conflict", "different villages", (one,)))
    states = asked(
        desk,
        """SELECT r.kind, r.state FROM relation r JOIN claim x ON x.id = r.a_id
            JOIN claim y ON y.id = r.b_id WHERE x.uid = 'A27' AND y.uid = 'B28' ORDER BY 1""",
    )
    assert states == [("no_conflict", "accepted"), ("supersedes", "rejected")]
