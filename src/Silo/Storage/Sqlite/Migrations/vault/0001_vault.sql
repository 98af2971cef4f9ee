-- Keys only, each wrapped under the one above it; apart from the data, and never in its backups. WITHOUT ROWID: no order of making.
CREATE TABLE installation (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE tenant_key (
    tenant  BLOB    NOT NULL,
    version INTEGER NOT NULL,
    wrapped BLOB    NOT NULL,
    PRIMARY KEY (tenant, version)
) WITHOUT ROWID;

-- "version" is the tenant key's, under which the object's key is wrapped.
CREATE TABLE object_key (
    tenant  BLOB    NOT NULL,
    kind    TEXT    NOT NULL,
    id      BLOB    NOT NULL,
    version INTEGER NOT NULL,
    held    INTEGER NOT NULL DEFAULT 0,
    wrapped BLOB    NOT NULL,
    PRIMARY KEY (tenant, kind, id)
) WITHOUT ROWID;

INSERT INTO installation (name, value) VALUES ('schema', '1');
