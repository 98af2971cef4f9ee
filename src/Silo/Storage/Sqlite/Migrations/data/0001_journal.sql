-- WITHOUT ROWID throughout: a row id would be a serial, and a serial would say what was written in which order.
CREATE TABLE installation (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE entry (
    tenant   BLOB    NOT NULL,
    stream   BLOB    NOT NULL,
    seq      INTEGER NOT NULL CHECK (seq > 0),
    "commit" BLOB    NOT NULL,
    sealed   BLOB    NOT NULL,
    PRIMARY KEY (tenant, stream, seq)
) WITHOUT ROWID;

-- "commit" settles a repeat of a group that has no entry.
CREATE TABLE stream (
    tenant   BLOB    NOT NULL,
    stream   BLOB    NOT NULL,
    type     INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    due_day  INTEGER,
    "commit" BLOB    NOT NULL,
    head     BLOB,
    PRIMARY KEY (tenant, stream)
) WITHOUT ROWID;
CREATE INDEX stream_type ON stream (tenant, type, stream);
CREATE INDEX stream_due ON stream (tenant, due_day) WHERE due_day IS NOT NULL;

CREATE TABLE outbox (
    tenant BLOB    NOT NULL,
    id     BLOB    NOT NULL,
    try    INTEGER NOT NULL,
    sealed BLOB    NOT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

INSERT INTO installation (name, value) VALUES ('schema', '1'), ('level', '1'), ('generation', '1');
