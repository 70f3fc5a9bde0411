-- The desk file, schema version 1. Plain SQLite >= 3.40, STRICT tables, INTEGER keys, text `uid` for exchange.
-- DDL alone: encoding, application_id, user_version and journal mode are set when the file is made (db/migrations.py), the settings of
-- a connection each time it opens (db/connection.py). Shipped once, this file is never edited: what changes later is a migration of its own.

-- 0. the desk -------------------------------------------------------------------------------------------------
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;              -- about the file: desk_uid, title, licence, credits, language, reference_day, schema_hash
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value))) STRICT;  -- choices: approx_days, rules on/off, clocks shown
CREATE TABLE coder (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, initials TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0,1))) STRICT;
CREATE TABLE side (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL DEFAULT 0,
  colour TEXT NOT NULL DEFAULT 'side.none',                                         -- a theme token, never an RGB value
  is_camp INTEGER NOT NULL DEFAULT 1 CHECK (is_camp IN (0,1)),                      -- 0: its members are separate voices (third party, none)
  counts_with INTEGER REFERENCES side(id), CHECK (counts_with IS NULL OR counts_with <> id)) STRICT;

-- 1. actors -----------------------------------------------------------------------------------------------------
CREATE TABLE actor (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  abbrev TEXT UNIQUE CHECK (length(abbrev) BETWEEN 1 AND 22),                        -- shown where the name does not fit
  kind TEXT NOT NULL CHECK (kind IN ('person','organisation','armed_force','government','administration','group','unnamed')),
  side_id INTEGER NOT NULL REFERENCES side(id), parent_id INTEGER REFERENCES actor(id), role TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '', CHECK (parent_id IS NULL OR parent_id <> id)) STRICT;
CREATE INDEX actor_parent ON actor(parent_id); CREATE INDEX actor_side ON actor(side_id);
CREATE TABLE actor_name (id INTEGER PRIMARY KEY, actor_id INTEGER NOT NULL REFERENCES actor(id) ON DELETE CASCADE, name TEXT NOT NULL, folded TEXT NOT NULL,
  lang TEXT, kind TEXT NOT NULL DEFAULT 'variant' CHECK (kind IN ('preferred','variant','metonym','translit','abbrev','merged')), UNIQUE (actor_id, name)) STRICT;
CREATE INDEX actor_name_folded ON actor_name(folded);

-- 2. sources and documents ------------------------------------------------------------------------------------
CREATE TABLE source (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('outlet','wire','official','think_tank','academic','social','republisher','unknown')),
  actor_id INTEGER REFERENCES actor(id),                                             -- the same body when it speaks in its own voice
  country TEXT, url TEXT, reliability TEXT NOT NULL DEFAULT 'F' CHECK (reliability IN ('A','B','C','D','E','F')),
  reliability_basis TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE document (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, source_id INTEGER NOT NULL REFERENCES source(id),
  title TEXT NOT NULL, title_basis TEXT NOT NULL DEFAULT 'stated' CHECK (title_basis IN ('stated','described')), url TEXT, lang TEXT NOT NULL DEFAULT 'en',
  published_edtf TEXT, published_from TEXT, published_to TEXT,
  published_basis TEXT NOT NULL DEFAULT 'unknown' CHECK (published_basis IN ('stated','metadata','url','inferred','unknown')),
  retrieved_at TEXT, sha256 TEXT UNIQUE CHECK (length(sha256) = 64), chars INTEGER, contributor_count INTEGER CHECK (contributor_count >= 0),  -- a number: their names are not kept
  text TEXT,                                                                        -- NULL when the text is not held; immutable once set
  version_of INTEGER REFERENCES document(id), copy_of INTEGER REFERENCES document(id), notes TEXT NOT NULL DEFAULT '',
  CHECK (text IS NULL OR sha256 IS NOT NULL), CHECK (version_of IS NULL OR version_of <> id), CHECK (copy_of IS NULL OR copy_of <> id),
  CHECK (published_from IS NULL OR published_to IS NULL OR published_from <= published_to)) STRICT;
CREATE INDEX document_source ON document(source_id); CREATE INDEX document_published ON document(published_from);
CREATE TRIGGER document_text_fixed BEFORE UPDATE OF text ON document WHEN old.text IS NOT NULL AND new.text IS NOT old.text
  BEGIN SELECT RAISE(ABORT, 'a document text is never edited: add a version'); END;
CREATE TABLE paragraph (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE, n INTEGER NOT NULL CHECK (n >= 1),
  start INTEGER, stop INTEGER, is_heading INTEGER NOT NULL DEFAULT 0 CHECK (is_heading IN (0,1)), UNIQUE (document_id, n),
  CHECK ((start IS NULL) = (stop IS NULL)), CHECK (start IS NULL OR start < stop)) STRICT;   -- Unicode code points, not UTF-16

-- 3. gazetteer --------------------------------------------------------------------------------------------------
CREATE TABLE place (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL CHECK (length(name) > 0),
  kind TEXT NOT NULL CHECK (kind IN ('city','town','village','region','area','border','feature','country')), parent_id INTEGER REFERENCES place(id),
  lat REAL CHECK (lat BETWEEN -90 AND 90), lon REAL CHECK (lon BETWEEN -180 AND 180), coord_source TEXT,
  unlocatable INTEGER NOT NULL DEFAULT 0 CHECK (unlocatable IN (0,1)), geonames_id INTEGER UNIQUE, pcode TEXT, wikidata TEXT, notes TEXT NOT NULL DEFAULT '',
  CHECK ((lat IS NULL) = (lon IS NULL)), CHECK (lat IS NULL OR coord_source IS NOT NULL), CHECK (lat IS NULL OR unlocatable = 0),
  CHECK (parent_id IS NULL OR parent_id <> id),
  CHECK (lat IS NULL OR kind IN ('city','town','village') OR coord_source LIKE 'representative point%')) STRICT;  -- nothing finer than a named place
CREATE INDEX place_parent ON place(parent_id); CREATE INDEX place_name_plain ON place(name);
CREATE TABLE place_name (id INTEGER PRIMARY KEY, place_id INTEGER NOT NULL REFERENCES place(id) ON DELETE CASCADE, name TEXT NOT NULL, folded TEXT NOT NULL, lang TEXT,
  kind TEXT NOT NULL DEFAULT 'variant' CHECK (kind IN ('preferred','variant','former','translit','as_printed','metonym','merged')), valid_edtf TEXT, UNIQUE (place_id, name)) STRICT;
CREATE INDEX place_name_folded ON place_name(folded);                                 -- not unique: homonyms exist
CREATE TABLE schematic_pin (id INTEGER PRIMARY KEY, layout TEXT NOT NULL DEFAULT 'main', place_id INTEGER NOT NULL REFERENCES place(id) ON DELETE CASCADE, x REAL NOT NULL, y REAL NOT NULL, UNIQUE (layout, place_id)) STRICT;

-- 4. questions ---------------------------------------------------------------------------------------------------
CREATE TABLE question (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, text TEXT NOT NULL UNIQUE,
  value_type TEXT NOT NULL CHECK (value_type IN ('boolean','scale','quantity','category')),
  subject_kind TEXT CHECK (subject_kind IN ('place','route','actor','event')), subject_uid TEXT,
  time TEXT NOT NULL DEFAULT 'instant' CHECK (time IN ('instant','progress','timeless')),
  place_scope TEXT NOT NULL DEFAULT 'subject' CHECK (place_scope IN ('subject','claim')),
  gap_tension INTEGER CHECK (gap_tension >= 1), gap_contradicts INTEGER CHECK (gap_contradicts >= 1),
  exclusive INTEGER CHECK (exclusive IN (0,1)), unit TEXT, part_of INTEGER REFERENCES question(id), notes TEXT NOT NULL DEFAULT '',
  CHECK ((subject_kind IS NULL) = (subject_uid IS NULL)),
  CHECK ((value_type = 'scale') = (gap_contradicts IS NOT NULL)), CHECK ((value_type = 'category') = (exclusive IS NOT NULL)),
  CHECK (gap_tension IS NULL OR gap_tension <= gap_contradicts), CHECK (value_type <> 'quantity' OR unit IS NOT NULL)) STRICT;
CREATE TABLE question_step (id INTEGER PRIMARY KEY, question_id INTEGER NOT NULL REFERENCES question(id) ON DELETE CASCADE, rank INTEGER NOT NULL CHECK (rank >= 0), key TEXT NOT NULL, label TEXT NOT NULL,
  UNIQUE (question_id, rank), UNIQUE (question_id, key)) STRICT;
CREATE TABLE implication (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
  if_question INTEGER NOT NULL REFERENCES question(id), if_low INTEGER NOT NULL, if_high INTEGER NOT NULL,
  then_question INTEGER NOT NULL REFERENCES question(id), then_low INTEGER NOT NULL, then_high INTEGER NOT NULL,
  yields TEXT NOT NULL CHECK (yields IN ('contradicts','tension')), why TEXT NOT NULL CHECK (length(why) > 0),
  CHECK (if_low <= if_high), CHECK (then_low <= then_high), CHECK (if_question <> then_question)) STRICT;   -- ranks of a scale, or -1/1

-- 5. events ------------------------------------------------------------------------------------------------------
CREATE TABLE event (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, title TEXT NOT NULL, kind TEXT NOT NULL DEFAULT '',
  realis TEXT NOT NULL CHECK (realis IN ('reported','claimed','hypothetical','statement')),
  about_edtf TEXT, about_from TEXT, about_to TEXT, notes TEXT NOT NULL DEFAULT '',
  CHECK (about_from IS NULL OR about_to IS NULL OR about_from <= about_to)) STRICT;
CREATE INDEX event_about ON event(about_from, about_to);

-- 6. claims -------------------------------------------------------------------------------------------------------
CREATE TABLE claim (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, paraphrase TEXT NOT NULL CHECK (length(paraphrase) BETWEEN 1 AND 1000),
  claimant_id INTEGER NOT NULL REFERENCES actor(id), voice TEXT NOT NULL CHECK (voice IN ('direct_quote','indirect','outlet','presupposed')),
  modality TEXT NOT NULL CHECK (modality IN ('asserted','confirmed','acknowledged','insisted','denied','assessed','predicted','conditional','directive','intended','unknown_stated','retracted')),
  certainty TEXT NOT NULL DEFAULT 'unstated' CHECK (certainty IN ('certain','very_likely','likely','possible','unlikely','very_unlikely','unstated')),
  category TEXT NOT NULL, question_id INTEGER REFERENCES question(id),
  position_low INTEGER, position_high INTEGER, polarity INTEGER CHECK (polarity IN (-1,0,1)),
  value_text TEXT, value_num REAL, value_low REAL, value_high REAL, value_approx INTEGER NOT NULL DEFAULT 0 CHECK (value_approx IN (0,1)), value_unit TEXT,
  about_edtf TEXT, about_from TEXT, about_to TEXT, time_precision INTEGER NOT NULL DEFAULT 5 CHECK (time_precision BETWEEN 1 AND 5),
  about_basis TEXT NOT NULL DEFAULT 'inferred' CHECK (about_basis IN ('stated','inferred','unknown')),
  said_edtf TEXT, said_from TEXT, said_to TEXT, said_basis TEXT NOT NULL DEFAULT 'inferred' CHECK (said_basis IN ('stated','publication','inferred','unknown')),
  geo_precision INTEGER CHECK (geo_precision BETWEEN 1 AND 3), self_tension INTEGER NOT NULL DEFAULT 0 CHECK (self_tension IN (0,1)),
  credibility INTEGER NOT NULL DEFAULT 6 CHECK (credibility BETWEEN 1 AND 6), credibility_basis TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'coded' CHECK (status IN ('suggested','coded','reviewed','retired')), coder_id INTEGER REFERENCES coder(id),
  recorded_at TEXT NOT NULL, retired_at TEXT, rev INTEGER NOT NULL DEFAULT 1, notes TEXT NOT NULL DEFAULT '',
  CHECK ((position_low IS NULL) = (position_high IS NULL)), CHECK (position_low IS NULL OR position_low <= position_high),
  CHECK (about_from IS NULL OR about_to IS NULL OR about_from <= about_to), CHECK (said_from IS NULL OR said_to IS NULL OR said_from <= said_to),
  CHECK (value_num IS NULL OR value_unit IS NOT NULL), CHECK ((retired_at IS NULL) = (status <> 'retired')),
  CHECK (question_id IS NOT NULL OR (position_low IS NULL AND polarity IS NULL))) STRICT;
CREATE INDEX claim_claimant ON claim(claimant_id); CREATE INDEX claim_question ON claim(question_id, position_low);
CREATE INDEX claim_about ON claim(about_from, about_to); CREATE INDEX claim_said ON claim(said_to); CREATE INDEX claim_recorded ON claim(recorded_at);
CREATE TABLE claim_place (id INTEGER PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE, place_id INTEGER NOT NULL REFERENCES place(id),
  role TEXT NOT NULL DEFAULT 'about' CHECK (role IN ('about','target','origin','direction','mentioned')), ord INTEGER NOT NULL DEFAULT 0, UNIQUE (claim_id, place_id, role)) STRICT;
CREATE INDEX claim_place_place ON claim_place(place_id, claim_id);
CREATE TABLE claim_actor (id INTEGER PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE, actor_id INTEGER NOT NULL REFERENCES actor(id),
  role TEXT NOT NULL CHECK (role IN ('subject','object','affected')), UNIQUE (claim_id, actor_id, role)) STRICT;
CREATE INDEX claim_actor_actor ON claim_actor(actor_id, claim_id);
CREATE TABLE claim_event (id INTEGER PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE, event_id INTEGER NOT NULL REFERENCES event(id), UNIQUE (claim_id, event_id)) STRICT;
CREATE INDEX claim_event_event ON claim_event(event_id, claim_id);
CREATE TABLE attribution (id INTEGER PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE, hop INTEGER NOT NULL CHECK (hop >= 1),   -- 1 = nearest the reader
  source_id INTEGER REFERENCES source(id), actor_id INTEGER REFERENCES actor(id), verb TEXT NOT NULL DEFAULT '', UNIQUE (claim_id, hop),
  CHECK ((source_id IS NULL) <> (actor_id IS NULL))) STRICT;
CREATE INDEX attribution_source ON attribution(source_id); CREATE INDEX attribution_actor ON attribution(actor_id);
CREATE TABLE evidence (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, claim_id INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE,
  document_id INTEGER NOT NULL REFERENCES document(id), paragraph INTEGER NOT NULL, start INTEGER, stop INTEGER,                 -- TextPositionSelector
  exact TEXT, prefix TEXT, suffix TEXT, exact_sha256 TEXT,                                                                        -- TextQuoteSelector; hash alone when the text may not be shipped
  anchor TEXT NOT NULL DEFAULT 'paragraph' CHECK (anchor IN ('paragraph','exact','moved','fuzzy','orphan')),
  FOREIGN KEY (document_id, paragraph) REFERENCES paragraph(document_id, n),
  CHECK ((start IS NULL) = (stop IS NULL)), CHECK (start IS NULL OR start < stop), CHECK (anchor <> 'exact' OR start IS NOT NULL)) STRICT;
CREATE INDEX evidence_claim ON evidence(claim_id); CREATE INDEX evidence_document ON evidence(document_id, paragraph);
CREATE TABLE place_relation (id INTEGER PRIMARY KEY, from_id INTEGER NOT NULL REFERENCES place(id), to_id INTEGER NOT NULL REFERENCES place(id),
  relation TEXT NOT NULL CHECK (relation IN ('N','NE','E','SE','S','SW','W','NW','near','within','in_north_of','in_east_of','in_south_of','in_west_of','larger_than')),
  claim_id INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE, CHECK (from_id <> to_id), UNIQUE (from_id, to_id, relation, claim_id)) STRICT;   -- stated, never computed

-- 7. relations -------------------------------------------------------------------------------------------------------
CREATE TABLE relation (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
  a_id INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE, b_id INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE,     -- directed kinds: a acts on b (a supersedes b)
  kind TEXT NOT NULL CHECK (kind IN ('contradicts','qualifies','corroborates','restates','supersedes','tension','explains','no_conflict')),
  independent INTEGER CHECK (independent IN (0,1)), origin TEXT NOT NULL CHECK (origin IN ('coder','rule')), rule TEXT,
  state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed','accepted','rejected')), coder_id INTEGER REFERENCES coder(id),
  why TEXT NOT NULL CHECK (length(why) > 0), recorded_at TEXT NOT NULL,
  CHECK (a_id <> b_id), CHECK ((origin = 'rule') = (rule IS NOT NULL)), CHECK (origin <> 'rule' OR state <> 'accepted' OR coder_id IS NOT NULL)) STRICT;  -- a rule never accepts
CREATE UNIQUE INDEX relation_symmetric ON relation(min(a_id, b_id), max(a_id, b_id), kind) WHERE kind IN ('contradicts','corroborates','restates','tension','no_conflict');
CREATE UNIQUE INDEX relation_directed ON relation(a_id, b_id, kind); CREATE INDEX relation_b ON relation(b_id, kind);

-- 8. routes -----------------------------------------------------------------------------------------------------------
CREATE TABLE route (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('highway','road','approach','group')),
  from_place INTEGER NOT NULL REFERENCES place(id), to_place INTEGER REFERENCES place(id), bearing TEXT CHECK (bearing IN ('N','NE','E','SE','S','SW','W','NW')),
  bearing_of INTEGER REFERENCES place(id), exists_by INTEGER REFERENCES claim(id), notes TEXT NOT NULL DEFAULT '',
  CHECK (to_place IS NULL OR to_place <> from_place), CHECK (kind IN ('group','approach') OR to_place IS NOT NULL), CHECK ((bearing IS NULL) OR bearing_of IS NOT NULL)) STRICT;
CREATE TABLE route_member (id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL REFERENCES route(id) ON DELETE CASCADE, route_id INTEGER NOT NULL REFERENCES route(id),
  certainty TEXT NOT NULL CHECK (certainty IN ('stated','inferred','possible')), UNIQUE (group_id, route_id), CHECK (group_id <> route_id)) STRICT;   -- of group: a group; its member: never a group
CREATE TABLE route_status (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, route_id INTEGER NOT NULL REFERENCES route(id),
  claim_id INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE, status TEXT NOT NULL CHECK (status IN ('open','restricted','contested','cut','unknown')),
  stated TEXT NOT NULL CHECK (stated IN ('explicit','implied')), about_from TEXT, about_to TEXT, notes TEXT NOT NULL DEFAULT '',
  CHECK (about_from IS NULL OR about_to IS NULL OR about_from <= about_to), UNIQUE (route_id, claim_id)) STRICT;
CREATE INDEX route_status_claim ON route_status(claim_id);

-- 9. work state --------------------------------------------------------------------------------------------------------
CREATE TABLE tag (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, colour TEXT NOT NULL DEFAULT 'side.none') STRICT;
CREATE TABLE claim_tag (id INTEGER PRIMARY KEY, claim_id INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE, tag_id INTEGER NOT NULL REFERENCES tag(id) ON DELETE CASCADE, UNIQUE (claim_id, tag_id)) STRICT;
CREATE TABLE saved_view (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, spec TEXT NOT NULL CHECK (json_valid(spec)), recorded_at TEXT NOT NULL) STRICT;

-- 10. history: append-only, one row per changed row; the change rows are written by triggers made from the tables ---
CREATE TABLE txn (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, undoes INTEGER REFERENCES txn(id), seal BLOB) STRICT;
CREATE TABLE change (seq INTEGER PRIMARY KEY, txn INTEGER NOT NULL REFERENCES txn(id), tbl TEXT NOT NULL, pk INTEGER NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('I','U','D')), old TEXT CHECK (old IS NULL OR json_valid(old)), new TEXT CHECK (new IS NULL OR json_valid(new)),
  CHECK ((old IS NULL) = (op = 'I')), CHECK ((new IS NULL) = (op = 'D'))) STRICT;
CREATE INDEX change_row ON change(tbl, pk, seq); CREATE INDEX change_txn ON change(txn);
CREATE TRIGGER change_fixed BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER txn_fixed BEFORE UPDATE ON txn WHEN old.seal IS NOT NULL BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;
CREATE TRIGGER txn_kept BEFORE DELETE ON txn BEGIN SELECT RAISE(ABORT, 'history is only added to'); END;

-- 11. search and cache (derived; may be dropped and rebuilt at any time) -------------------------------------------------
-- rowid = claim.id, the row is the search form of v_search_text's (db/search.py). No trigger: the Writer replaces the rows of the claims an edit touches; import and migration rebuild it all.
CREATE VIRTUAL TABLE claim_fts USING fts5(paraphrase, answer, quote, names, notes, tokenize="unicode61 remove_diacritics 2 separators 'ʼ'", prefix='2 3');
CREATE TABLE column_cache (name TEXT PRIMARY KEY, dtype TEXT NOT NULL, crc INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE column_stamp (id INTEGER PRIMARY KEY CHECK (id = 1), format INTEGER NOT NULL, seq INTEGER NOT NULL, seal BLOB NOT NULL) STRICT;  -- the state of the desk that the cache is true of

-- 12. public views: stable names and columns, readable in Datasette, sqlite-utils and spreadsheets; join them on uids ---------
-- v_claims, v_places, v_routes, v_events, v_relations, v_documents, v_accounts and v_history have exactly the columns of their CSV, in its order.
-- Lists are in uid order, '; ' between. Retired claims are in none of them; counts leave suggested ones out.
CREATE VIEW v_answer AS SELECT c.id AS claim_id, coalesce(CASE WHEN lo.label = hi.label THEN lo.label ELSE lo.label || ' – ' || hi.label END,
    CASE c.polarity WHEN 1 THEN 'yes' WHEN -1 THEN 'no' WHEN 0 THEN 'partly' END, c.value_text,
    CASE WHEN c.value_approx THEN '~' ELSE '' END || printf('%!.15g', c.value_num) || ' ' || c.value_unit) AS answer
 FROM claim c LEFT JOIN question_step lo ON lo.question_id = c.question_id AND lo.rank = c.position_low
 LEFT JOIN question_step hi ON hi.question_id = c.question_id AND hi.rank = c.position_high;
CREATE VIEW v_claims AS SELECT c.uid AS claim, c.paraphrase, a.uid AS claimant_uid, a.name AS claimant, s.name AS side, c.voice, c.modality, c.certainty, c.category,
  q.uid AS question_uid, q.text AS question, w.answer, c.polarity, c.position_low, c.position_high, c.value_text, c.value_num, c.value_low, c.value_high, c.value_approx, c.value_unit,
  (SELECT group_concat(uid, '; ') FROM (SELECT DISTINCT p.uid FROM claim_place x JOIN place p ON p.id = x.place_id WHERE x.claim_id = c.id ORDER BY p.uid)) AS place_uids,
  (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT p.uid, p.name FROM claim_place x JOIN place p ON p.id = x.place_id WHERE x.claim_id = c.id ORDER BY p.uid)) AS places,
  c.about_edtf AS about, c.about_from, c.about_to, c.about_basis, c.time_precision, c.said_edtf AS said, c.said_from, c.said_to, d.published_edtf AS published,
  substr(c.recorded_at, 1, 10) AS recorded,                                          -- the UTC day
  so.uid AS source_uid, so.name AS source, d.uid AS document_uid, d.title AS document, d.url, e.paragraph, e.start, e.stop, e.exact AS quote,
  (SELECT group_concat(nm, ' < ') FROM (SELECT coalesce(sx.name, ax.name) AS nm FROM attribution h LEFT JOIN source sx ON sx.id = h.source_id LEFT JOIN actor ax ON ax.id = h.actor_id WHERE h.claim_id = c.id ORDER BY h.hop)) AS chain,
  so.reliability || c.credibility AS grade, so.reliability, c.credibility, c.status,
  (SELECT group_concat(uid, '; ') FROM (SELECT o.uid FROM relation r JOIN claim o ON o.id = CASE c.id WHEN r.a_id THEN r.b_id ELSE r.a_id END
    WHERE r.kind = 'contradicts' AND r.state = 'accepted' AND c.id IN (r.a_id, r.b_id) AND o.status <> 'retired' ORDER BY o.uid)) AS contradicts,
  (SELECT group_concat(name, '; ') FROM (SELECT g.name FROM claim_tag x JOIN tag g ON g.id = x.tag_id WHERE x.claim_id = c.id ORDER BY g.uid)) AS tags,
  k.name AS coder, c.geo_precision, c.notes
 FROM claim c JOIN v_answer w ON w.claim_id = c.id JOIN actor a ON a.id = c.claimant_id JOIN side s ON s.id = a.side_id
 LEFT JOIN question q ON q.id = c.question_id LEFT JOIN coder k ON k.id = c.coder_id
 LEFT JOIN evidence e ON e.id = (SELECT min(id) FROM evidence WHERE claim_id = c.id) LEFT JOIN document d ON d.id = e.document_id LEFT JOIN source so ON so.id = d.source_id
 WHERE c.status <> 'retired';
CREATE VIEW v_places AS SELECT p.uid AS place, p.name, p.kind, pp.name AS part_of, p.lat, p.lon, p.coord_source, p.geonames_id,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM place_name n WHERE n.place_id = p.id ORDER BY name)) AS other_names,
  count(DISTINCT c.id) AS claims, count(DISTINCT c.claimant_id) AS claimants, min(c.about_from) AS first_about, max(c.about_to) AS last_about   -- own claims, every role
 FROM place p LEFT JOIN place pp ON pp.id = p.parent_id LEFT JOIN claim_place cp ON cp.place_id = p.id LEFT JOIN claim c ON c.id = cp.claim_id AND c.status IN ('coded','reviewed') GROUP BY p.id;
CREATE VIEW v_events AS SELECT ev.uid AS event, ev.title, ev.kind, ev.realis, ev.about_edtf AS about, ev.about_from, ev.about_to,
  (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT p.uid, p.name FROM claim_event x JOIN claim c ON c.id = x.claim_id AND c.status <> 'retired' JOIN claim_place cp ON cp.claim_id = c.id JOIN place p ON p.id = cp.place_id
    WHERE x.event_id = ev.id ORDER BY p.uid)) AS places,                              -- those of its claims: an event has none of its own
  (SELECT group_concat(uid, '; ') FROM (SELECT c.uid FROM claim_event x JOIN claim c ON c.id = x.claim_id AND c.status <> 'retired' WHERE x.event_id = ev.id ORDER BY c.uid)) AS claims
 FROM event ev;
CREATE VIEW v_actors AS SELECT a.uid AS actor, a.name, a.kind, s.name AS side, coalesce(cw.name, CASE WHEN s.is_camp THEN s.name END) AS camp, pa.name AS part_of, a.role, count(c.id) AS claims
 FROM actor a JOIN side s ON s.id = a.side_id LEFT JOIN side cw ON cw.id = s.counts_with LEFT JOIN actor pa ON pa.id = a.parent_id LEFT JOIN claim c ON c.claimant_id = a.id AND c.status IN ('coded','reviewed') GROUP BY a.id;
CREATE VIEW v_documents AS SELECT d.uid AS document, s.name AS source, s.reliability, d.title, d.title_basis, d.lang, d.published_edtf AS published, d.published_basis, d.url, d.sha256, d.text IS NOT NULL AS text_held,
  cp.uid AS copy_of, vo.uid AS version_of, (SELECT count(DISTINCT e.claim_id) FROM evidence e JOIN claim c ON c.id = e.claim_id AND c.status IN ('coded','reviewed') WHERE e.document_id = d.id) AS claims
 FROM document d JOIN source s ON s.id = d.source_id LEFT JOIN document cp ON cp.id = d.copy_of LEFT JOIN document vo ON vo.id = d.version_of;
CREATE VIEW v_relations AS SELECT r.uid AS relation, r.kind, x.uid AS a, xa.name AS a_claimant, x.paraphrase AS a_paraphrase, y.uid AS b, ya.name AS b_claimant, y.paraphrase AS b_paraphrase,
  r.independent, r.state, r.origin, r.rule, r.why FROM relation r JOIN claim x ON x.id = r.a_id JOIN claim y ON y.id = r.b_id JOIN actor xa ON xa.id = x.claimant_id JOIN actor ya ON ya.id = y.claimant_id
 WHERE x.status <> 'retired' AND y.status <> 'retired';
CREATE VIEW v_contradictions AS SELECT * FROM v_relations WHERE kind = 'contradicts' AND state <> 'rejected';
CREATE VIEW v_accounts AS SELECT question_uid AS question, question AS text, claimant, side, about, about_from, about_to, said, published, answer, modality, certainty, claim FROM v_claims WHERE question_uid IS NOT NULL;
CREATE VIEW v_route_statuses AS SELECT r.uid AS route, r.name, rs.status, rs.stated, rs.about_from, rs.about_to, v.claimant, v.side, v.said, v.published, v.recorded, v.claim, v.paraphrase
 FROM route_status rs JOIN route r ON r.id = rs.route_id JOIN claim c ON c.id = rs.claim_id JOIN v_claims v ON v.claim = c.uid;
-- One row per road and claimant: the newest report; a road without one has one row, claimant empty. Set the day with
-- INSERT OR REPLACE INTO setting VALUES ('as_of', '"2023-02-15"'); without it: the desk's reference_day; without both: everything on file, no age.
-- Needs the report begun and published by that day. SQL knows no today: where neither is set, the application passes it.
CREATE VIEW v_routes AS WITH ref(day) AS (SELECT coalesce((SELECT json_extract(value, '$') FROM setting WHERE key = 'as_of'), (SELECT value FROM meta WHERE key = 'reference_day'))),
  k AS (SELECT rs.*, c.uid AS claim, c.claimant_id, count(*) OVER (PARTITION BY rs.route_id, c.claimant_id) AS n_claims,
      row_number() OVER (PARTITION BY rs.route_id, c.claimant_id ORDER BY min(coalesce(rs.about_to, '9999'), coalesce(day, '9999')) DESC, rs.stated, rs.uid DESC) AS n
    FROM route_status rs JOIN claim c ON c.id = rs.claim_id AND c.status IN ('coded','reviewed'), ref
    WHERE day IS NULL OR (coalesce(rs.about_from, '0000') <= day AND (SELECT min(d.published_to) FROM evidence e JOIN document d ON d.id = e.document_id WHERE e.claim_id = c.id) <= day)),
  newest AS (SELECT * FROM k WHERE n = 1),
  heard AS (SELECT route_id, claimant_id, status FROM newest WHERE status <> 'unknown'                                -- of the road, and of groups it may belong to
    UNION SELECT m.route_id, w.claimant_id, w.status FROM newest w JOIN route_member m ON m.group_id = w.route_id WHERE w.status <> 'unknown')
 SELECT r.uid AS route, r.name, r.kind, f.name AS from_place, t.name AS to_place, r.bearing, a.name AS claimant, s.name AS side, w.status, w.stated, w.about_from, w.about_to,
  CASE WHEN w.id IS NOT NULL AND day IS NOT NULL THEN max(0, CAST(julianday(day) - julianday(coalesce(w.about_to, day)) AS INTEGER)) END AS days_old, day AS as_of, v.source, w.claim,
  EXISTS (SELECT 1 FROM heard x JOIN heard y ON y.route_id = x.route_id AND y.claimant_id <> x.claimant_id AND y.status <> x.status WHERE x.route_id = r.id) AS disputed, coalesce(w.n_claims, 0) AS n_claims
 FROM route r JOIN ref JOIN place f ON f.id = r.from_place LEFT JOIN place t ON t.id = r.to_place LEFT JOIN newest w ON w.route_id = r.id
 LEFT JOIN actor a ON a.id = w.claimant_id LEFT JOIN side s ON s.id = a.side_id LEFT JOIN v_claims v ON v.claim = w.claim;
CREATE VIEW v_history AS SELECT ch.seq, t.at, t.who, t.why, ch.tbl, coalesce(json_extract(ch.new, '$.uid'), json_extract(ch.old, '$.uid')) AS uid, ch.op, ch.old, ch.new, t.undoes, lower(hex(t.seal)) AS hash FROM change ch JOIN txn t ON t.id = ch.txn;
-- What the search reads of a claim: every name of its places, claimant, hops and sources, its question, its document's title.
CREATE VIEW v_search_text AS SELECT c.id AS claim_id, c.paraphrase, w.answer, (SELECT group_concat(exact, ' … ') FROM evidence WHERE claim_id = c.id) AS quote,
  (SELECT group_concat(nm, ' · ') FROM (SELECT p.name AS nm FROM claim_place x JOIN place p ON p.id = x.place_id WHERE x.claim_id = c.id
    UNION SELECT n.name FROM claim_place x JOIN place_name n ON n.place_id = x.place_id WHERE x.claim_id = c.id
    UNION SELECT name FROM actor WHERE id = c.claimant_id UNION SELECT name FROM actor_name WHERE actor_id = c.claimant_id
    UNION SELECT a.name FROM attribution h JOIN actor a ON a.id = h.actor_id WHERE h.claim_id = c.id
    UNION SELECT n.name FROM attribution h JOIN actor_name n ON n.actor_id = h.actor_id WHERE h.claim_id = c.id
    UNION SELECT s.name FROM attribution h JOIN source s ON s.id = h.source_id WHERE h.claim_id = c.id
    UNION SELECT text FROM question WHERE id = c.question_id
    UNION SELECT d.title FROM evidence e JOIN document d ON d.id = e.document_id WHERE e.claim_id = c.id)) AS names, c.notes
 FROM claim c JOIN v_answer w ON w.claim_id = c.id;
