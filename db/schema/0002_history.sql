-- Schema version 2: the history of everything. The triggers are made from the tables (db/history/triggers.py).

-- A retired claim keeps the reason with it.
ALTER TABLE claim ADD COLUMN retired_why TEXT NOT NULL DEFAULT '' CHECK (retired_why = '' OR status = 'retired');

-- What the file says of itself is part of its history, and a row of the history has a number.
-- A script names the columns: INSERT OR REPLACE INTO setting(key, value) VALUES ('as_of', '"2023-02-15"').
CREATE TEMP TABLE meta_before AS SELECT key, value FROM meta;
DROP TABLE meta;
CREATE TABLE meta (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
INSERT INTO meta (key, value) SELECT key, value FROM temp.meta_before ORDER BY key;
DROP TABLE temp.meta_before;
CREATE TEMP TABLE setting_before AS SELECT key, value FROM setting;
DROP TABLE setting;
CREATE TABLE setting (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL CHECK (json_valid(value))) STRICT;
INSERT INTO setting (key, value) SELECT key, value FROM temp.setting_before ORDER BY key;
DROP TABLE temp.setting_before;

-- What is open and what is undone are asked at every edit, however long the history is.
CREATE INDEX txn_open ON txn(id) WHERE seal IS NULL;
CREATE INDEX txn_undoes ON txn(undoes) WHERE undoes IS NOT NULL;
