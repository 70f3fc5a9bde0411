"""What must hold of a claim: it is whole, has its chain, and answers what is asked."""

from typing import Final

from db.ingest.claims import OWN_VOICE

_OWN: Final = ", ".join(f"'{voice}'" for voice in sorted(OWN_VOICE))

WHOLE: Final = """
SELECT 'claim', uid, 'has no evidence', 'Name the document and paragraph where it stands'
    FROM claim c WHERE NOT EXISTS (SELECT 1 FROM evidence WHERE claim_id = c.id)
UNION ALL SELECT 'claim', uid, 'has no attribution', 'Say through whom it came'
    FROM claim c WHERE NOT EXISTS (SELECT 1 FROM attribution WHERE claim_id = c.id)
UNION ALL SELECT 'claim', uid, 'names no place', 'Name the place it is about'
    FROM claim c WHERE NOT EXISTS (SELECT 1 FROM claim_place WHERE claim_id = c.id)
UNION ALL SELECT 'claim', c.uid, 'has ' || count(*) || ' hops, numbered up to ' || max(h.hop),
        'Number them 1, 2, 3, …'
    FROM claim c JOIN attribution h ON h.claim_id = c.id GROUP BY c.id HAVING max(h.hop) <> count(*)
"""

CHAIN: Final = """
SELECT 'evidence', e.uid, 'stands in a document of ' || s.name || ', and the chain of claim '
        || c.uid || ' begins elsewhere', 'Begin the chain with the source of the document'
    FROM evidence e JOIN claim c ON c.id = e.claim_id JOIN document d ON d.id = e.document_id
    JOIN source s ON s.id = d.source_id JOIN attribution h ON h.claim_id = c.id AND h.hop = 1
    WHERE h.source_id IS NOT d.source_id
UNION ALL SELECT 'claim', c.uid, 'has a chain that does not end with its claimant',
        'End the chain with ' || a.name
    FROM claim c JOIN actor a ON a.id = c.claimant_id JOIN attribution h ON h.claim_id = c.id
        AND h.hop = (SELECT max(hop) FROM attribution WHERE claim_id = c.id)
    LEFT JOIN source s ON s.id = h.source_id
    WHERE coalesce(h.actor_id, s.actor_id) IS NOT c.claimant_id
"""

VOICE: Final = f"""
SELECT 'claim', c.uid, 'has the voice ' || c.voice || ' and ' || count(*) || ' hops, the first '
        || CASE WHEN max(h.source_id) IS NULL THEN 'no source' ELSE 'a source' END,
        'Write outlet or presupposed exactly where the only hop is the source'
    FROM claim c JOIN attribution h ON h.claim_id = c.id GROUP BY c.id
    HAVING (c.voice IN ({_OWN})) <> (count(*) = 1 AND max(h.source_id) IS NOT NULL)
"""  # noqa: S608

ANSWERS: Final = """
WITH asked AS (SELECT c.*, q.value_type, q.unit FROM claim c LEFT JOIN question q
    ON q.id = c.question_id)
SELECT 'claim', uid, 'answers with a step that its question does not have',
        'Choose a step of the scale, or none'
    FROM asked WHERE position_low IS NOT NULL AND (
        NOT EXISTS (SELECT 1 FROM question_step s
            WHERE s.question_id = asked.question_id AND s.rank = position_low)
        OR NOT EXISTS (SELECT 1 FROM question_step s
            WHERE s.question_id = asked.question_id AND s.rank = position_high))
UNION ALL SELECT 'claim', uid, 'answers yes or no to a ' || value_type || ' question',
        'Answer in the form that is asked for, or not at all'
    FROM asked WHERE polarity IS NOT NULL AND value_type <> 'boolean'
UNION ALL SELECT 'claim', uid, 'answers a number of ' || unit || ' with '
        || coalesce(printf('%!.15g', value_num) || ' ' || value_unit, 'no number'),
        'Write the number in the unit that is asked for, or no answer'
    FROM asked WHERE value_type = 'quantity' AND (
        (value_num IS NOT NULL AND value_unit IS NOT unit)
        OR (value_num IS NULL AND coalesce(value_text, value_low, value_high) IS NOT NULL))
UNION ALL SELECT 'claim', uid, 'answers with a number, and a ' || value_type || ' is asked for',
        'Answer in the form that is asked for, or not at all'
    FROM asked WHERE value_type <> 'quantity' AND value_num IS NOT NULL
UNION ALL SELECT 'claim', uid, 'has a range that runs from the greater to the lesser number',
        'Write the lesser number first'
    FROM claim WHERE value_low > value_high
"""

SCALES: Final = """
SELECT 'question', q.uid, 'has steps ' || min(s.rank) || ' to ' || max(s.rank) || ', and '
        || count(*) || ' of them', 'Number its steps 0, 1, 2, …'
    FROM question q JOIN question_step s ON s.question_id = q.id GROUP BY q.id
    HAVING min(s.rank) <> 0 OR max(s.rank) <> count(*) - 1
UNION ALL SELECT 'question', q.uid, 'has steps, and is a ' || q.value_type || ' question',
        'Take the steps out'
    FROM question q WHERE q.value_type <> 'scale'
    AND EXISTS (SELECT 1 FROM question_step WHERE question_id = q.id)
UNION ALL SELECT 'question', q.uid, 'is a scale without steps', 'Give it steps'
    FROM question q WHERE q.value_type = 'scale'
    AND NOT EXISTS (SELECT 1 FROM question_step WHERE question_id = q.id)
"""

IMPLICATIONS: Final = """
WITH half AS (
    SELECT uid, 'if' AS side, if_question AS question, if_low AS low, if_high AS high
        FROM implication
    UNION ALL SELECT uid, 'then', then_question, then_low, then_high FROM implication)
SELECT 'implication', h.uid, 'has an answer that the question of its ' || h.side
        || ' does not have', 'Choose steps of the scale, or yes or no'
    FROM half h JOIN question q ON q.id = h.question
    WHERE CASE q.value_type WHEN 'boolean' THEN h.low <> h.high OR h.low NOT IN (-1, 1)
        ELSE NOT EXISTS (SELECT 1 FROM question_step WHERE question_id = q.id AND rank = h.low)
          OR NOT EXISTS (SELECT 1 FROM question_step WHERE question_id = q.id AND rank = h.high) END
"""

EVIDENCE: Final = """
WITH place AS (SELECT e.uid, e.start, e.stop, e.exact, p.is_heading, d.text,
        p.start AS begun, p.stop AS ended
    FROM evidence e JOIN document d ON d.id = e.document_id
    JOIN paragraph p ON p.document_id = e.document_id AND p.n = e.paragraph)
SELECT 'evidence', uid, 'points to a heading', 'Name a paragraph that is no heading'
    FROM place WHERE is_heading
UNION ALL SELECT 'evidence', uid, 'runs from ' || start || ' to ' || stop
        || ', its paragraph from ' || begun || ' to ' || ended,
        'Write offsets within the paragraph'
    FROM place WHERE start < begun OR stop > ended
UNION ALL SELECT 'evidence', uid, 'quotes words that do not stand at its offsets',
        'Find the quote in the text and write where it stands'
    FROM place WHERE start >= begun AND stop <= ended AND substr(text, start + 1, stop - start)
        <> exact
"""

PAIRS: Final = """
SELECT 'relation', n.uid, 'says that two claims have no conflict, and ' || r.uid || ' that they '
        || CASE r.kind WHEN 'tension' THEN 'strain' ELSE 'contradict' END, 'Decide for one'
    FROM relation n JOIN relation r ON r.kind IN ('contradicts', 'tension')
        AND min(r.a_id, r.b_id) = min(n.a_id, n.b_id) AND max(r.a_id, r.b_id) = max(n.a_id, n.b_id)
    WHERE n.kind = 'no_conflict' AND 'rejected' NOT IN (n.state, r.state)
"""
