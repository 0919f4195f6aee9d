-- Every statement of the SQLite store.  A name, the statement, an empty line (see `named.py`).

-- name: get
SELECT id, flow, input, status, source, seed, owner, fence, outcome, hosts, created, updated
FROM runs WHERE id = :id

-- name: runs
SELECT id, flow, input, status, source, seed, owner, fence, outcome, hosts, created, updated
FROM runs ORDER BY number

-- name: runs_with_status
SELECT id, flow, input, status, source, seed, owner, fence, outcome, hosts, created, updated
FROM runs WHERE status = :status ORDER BY number

-- name: raw_runs
-- Where a text column holds what is no UTF-8: the texts as bytes.
SELECT CAST(id AS BLOB), CAST(flow AS BLOB), CAST(input AS BLOB), CAST(status AS BLOB), CAST(source AS BLOB),
    CAST(seed AS BLOB), CAST(owner AS BLOB), fence, CAST(outcome AS BLOB), CAST(hosts AS BLOB), created, updated
FROM runs ORDER BY number

-- name: number
SELECT number FROM runs WHERE id = :id

-- name: number_if_held
SELECT number FROM runs WHERE id = :id AND fence = :fence AND status = 'running'

-- name: insert
INSERT OR IGNORE INTO runs (id, flow, input, status, source, seed, owner, fence, outcome, hosts, created, updated)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: update
UPDATE runs SET flow = ?2, input = ?3, status = ?4, source = ?5, seed = ?6, owner = ?7, fence = ?8, outcome = ?9,
    hosts = ?10, created = ?11, updated = ?12
WHERE id = ?1

-- name: delete
DELETE FROM runs WHERE number = :run

-- name: journal
SELECT path, kind, name, value, raised, ticks, at
FROM journal WHERE run = (SELECT number FROM runs WHERE id = :id) ORDER BY number

-- name: append_one
-- The hot path: fence, status and the new number are settled in the statement itself.
INSERT INTO journal (run, number, path, kind, name, value, raised, ticks, at)
SELECT runs.number, (SELECT coalesce(max(number), 0) + 1 FROM journal WHERE run = runs.number),
    ?3, ?4, ?5, ?6, ?7, ?8, ?9
FROM runs WHERE id = ?1 AND fence = ?2 AND status = 'running'

-- name: append_to
INSERT INTO journal (run, number, path, kind, name, value, raised, ticks, at)
VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM journal WHERE run = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: forget
DELETE FROM journal WHERE run = ?1 AND substr(path, 1, ?2) = ?3

-- name: clear_journal
DELETE FROM journal WHERE run = :run

-- name: waits
SELECT path, kind, tag
FROM waits WHERE run = (SELECT number FROM runs WHERE id = :id) ORDER BY number

-- name: clear_waits
DELETE FROM waits WHERE run = :run

-- name: add_wait
INSERT INTO waits (run, number, path, kind, tag) VALUES (?, ?, ?, ?, ?)

-- name: answers
SELECT path, value, at
FROM answers WHERE run = (SELECT number FROM runs WHERE id = :id) ORDER BY number

-- name: add_answer
INSERT OR IGNORE INTO answers (run, number, path, value, at)
VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM answers WHERE run = ?1), ?2, ?3, ?4)

-- name: clear_answers
DELETE FROM answers WHERE run = (SELECT number FROM runs WHERE id = :id)

-- name: put_source
INSERT OR IGNORE INTO sources (hash, text) VALUES (?, ?)

-- name: source
SELECT text FROM sources WHERE hash = :hash

-- name: sources
SELECT hash, text FROM sources

-- name: is_empty
SELECT count(*) = 0 FROM sqlite_schema
