-- The schema of a SQLite store, version 1.  A run's number is the order of its insertion; its journal, waits and
-- answers are keyed by it, so that they lie together and one entry costs one page in the write-ahead log.

CREATE TABLE runs (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    flow    TEXT NOT NULL,
    input   TEXT NOT NULL,
    status  TEXT NOT NULL,
    source  TEXT,
    seed    TEXT NOT NULL,
    owner   TEXT,
    fence   INTEGER NOT NULL,
    outcome TEXT,
    hosts   TEXT NOT NULL, -- a JSON array of names
    created REAL NOT NULL,
    updated REAL NOT NULL
) STRICT;

CREATE INDEX runs_by_status ON runs (status);

CREATE TABLE journal (
    run    INTEGER NOT NULL,
    number INTEGER NOT NULL,
    path   TEXT NOT NULL,
    kind   TEXT NOT NULL,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    raised INTEGER NOT NULL,
    ticks  INTEGER NOT NULL,
    at     REAL NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE waits (
    run    INTEGER NOT NULL,
    number INTEGER NOT NULL,
    path   TEXT NOT NULL,
    kind   TEXT NOT NULL,
    tag    TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
    run    INTEGER NOT NULL,
    number INTEGER NOT NULL,
    path   TEXT NOT NULL,
    value  TEXT NOT NULL,
    at     REAL NOT NULL,
    PRIMARY KEY (run, number),
    UNIQUE (run, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    hash TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
