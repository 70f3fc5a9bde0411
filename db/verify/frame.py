"""What must hold of what claims are told by: trees without circles, roads, short names."""

from typing import Final

TREES: Final = (
    ("side", "counts_with"),
    ("actor", "parent_id"),
    ("place", "parent_id"),
    ("document", "copy_of"),
    ("document", "version_of"),
    ("question", "part_of"),
)
"""Tables whose rows lie below others of the same table, and by which column."""

_CIRCLE: Final = """SELECT '{table}', uid, 'goes round in a circle by {column}',
        'Break it: empty ends it'
    FROM {table} WHERE id IN (
        WITH RECURSIVE up(start, at) AS (
            SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL
            UNION SELECT up.start, t.{column} FROM up JOIN {table} t ON t.id = up.at
                WHERE t.{column} IS NOT NULL)
        SELECT start FROM up WHERE start = at)"""

CIRCLES: Final = " UNION ALL ".join(
    [_CIRCLE.format(table=table, column=column) for table, column in TREES]
    + [
        """SELECT 'side', s.uid, 'counts with ' || w.name || ', which itself counts with another',
            'Name the side that counts for itself'
        FROM side s JOIN side w ON w.id = s.counts_with
        WHERE w.counts_with IS NOT NULL AND w.counts_with <> s.id"""
    ]
)

STATUSES: Final = """
SELECT 'route_status', s.uid, 'is ' || s.status || ', which is not what claim ' || c.uid
        || ' answers', 'Write what the claim says of the road'
    FROM route_status s JOIN route r ON r.id = s.route_id JOIN claim c ON c.id = s.claim_id
    JOIN question q ON q.id = c.question_id AND q.subject_kind = 'route' AND q.subject_uid = r.uid
    WHERE c.position_low IS NOT NULL AND NOT EXISTS (SELECT 1 FROM question_step t
        WHERE t.question_id = q.id AND t.key = s.status
        AND t.rank BETWEEN c.position_low AND c.position_high)
"""

ROUTES: Final = """
SELECT 'route', g.uid, 'is a ' || g.kind || ' and has members',
        'Only a group has members: take them out'
    FROM route g WHERE g.kind <> 'group' AND g.id IN (SELECT group_id FROM route_member)
UNION ALL SELECT 'route', g.uid, 'is a group with the group ' || r.uid || ' as a member',
        'Name its roads: groups hold no groups'
    FROM route_member m JOIN route g ON g.id = m.group_id JOIN route r ON r.id = m.route_id
    WHERE r.kind = 'group'
UNION ALL SELECT 'route', r.uid, 'has the bearing ' || r.bearing || ', which no claim states',
        'Add the place relation that states it, or leave the bearing empty'
    FROM route r WHERE r.bearing IS NOT NULL AND NOT EXISTS (SELECT 1 FROM place_relation p
        WHERE p.to_id = r.bearing_of AND p.relation = r.bearing
        AND (r.to_place IS NULL
            OR p.from_id = iif(r.to_place = r.bearing_of, r.from_place, r.to_place)))
"""

SHORT_NAMES: Final = """
SELECT 'actor', a.uid, 'is shortened to the name of ' || o.uid, 'Write one that is its alone'
    FROM actor a JOIN actor o ON o.name = a.abbrev AND o.id <> a.id
"""
