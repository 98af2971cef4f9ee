-- What Orleans' own providers ask for: the queries in OrleansQuery are their contract (names of keys, parameters and columns), the tables are ours.
-- One writing statement a query: it needs no transaction of its own. No service id: a database belongs to one installation. No times.
CREATE TABLE OrleansQuery (
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
) WITHOUT ROWID;

-- "type" is grain type and state name, so that no two states share a row. A key with a "/" is never read as a number: n0 and n1 are 0.
CREATE TABLE grain_state (
    type    TEXT    NOT NULL,
    grain   TEXT    NOT NULL,
    n0      INTEGER NOT NULL,
    n1      INTEGER NOT NULL,
    version INTEGER NOT NULL,
    payload BLOB    NOT NULL,
    PRIMARY KEY (type, grain, n0, n1)
) WITHOUT ROWID;

CREATE TABLE reminder (
    grain   TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    hash    INTEGER NOT NULL,
    start   TEXT    NOT NULL,
    period  INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (grain, name)
) WITHOUT ROWID;
CREATE INDEX reminder_hash ON reminder (hash);

-- A first write (version NULL) that finds a row, and a later one that finds none or another version, return no row: the provider calls that inconsistent.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', '
    INSERT INTO grain_state (type, grain, n0, n1, version, payload)
    SELECT @GrainTypeString, coalesce(@GrainIdExtensionString, ''''), @GrainIdN0, @GrainIdN1, 1, @PayloadBinary
    WHERE @GrainStateVersion IS NULL OR EXISTS (SELECT 1 FROM grain_state
        WHERE type = @GrainTypeString AND grain = coalesce(@GrainIdExtensionString, '''') AND n0 = @GrainIdN0 AND n1 = @GrainIdN1)
    ON CONFLICT (type, grain, n0, n1) DO UPDATE SET version = version + 1, payload = excluded.payload WHERE version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion'),
('ReadFromStorageKey', '
    SELECT payload AS PayloadBinary, version AS Version FROM grain_state
    WHERE type = @GrainTypeString AND grain = coalesce(@GrainIdExtensionString, '''') AND n0 = @GrainIdN0 AND n1 = @GrainIdN1'),
('ClearStorageKey', '
    DELETE FROM grain_state
    WHERE type = @GrainTypeString AND grain = coalesce(@GrainIdExtensionString, '''') AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND version = @GrainStateVersion
    RETURNING version + 1 AS NewGrainStateVersion'),
('DeleteStorageKey', '
    DELETE FROM grain_state
    WHERE type = @GrainTypeString AND grain = coalesce(@GrainIdExtensionString, '''') AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND version = @GrainStateVersion
    RETURNING version + 1 AS NewGrainStateVersion'),
('UpsertReminderRowKey', '
    INSERT INTO reminder (grain, name, hash, start, period, version) VALUES (@GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 1)
    ON CONFLICT (grain, name) DO UPDATE SET hash = excluded.hash, start = excluded.start, period = excluded.period, version = version + 1
    RETURNING version AS Version'),
('ReadReminderRowsKey', '
    SELECT grain AS GrainId, name AS ReminderName, start AS StartTime, period AS Period, version AS Version FROM reminder WHERE grain = @GrainId'),
('ReadReminderRowKey', '
    SELECT grain AS GrainId, name AS ReminderName, start AS StartTime, period AS Period, version AS Version FROM reminder
    WHERE grain = @GrainId AND name = @ReminderName'),
('ReadRangeRows1Key', '
    SELECT grain AS GrainId, name AS ReminderName, start AS StartTime, period AS Period, version AS Version FROM reminder
    WHERE hash > @BeginHash AND hash <= @EndHash'),
('ReadRangeRows2Key', '
    SELECT grain AS GrainId, name AS ReminderName, start AS StartTime, period AS Period, version AS Version FROM reminder
    WHERE hash > @BeginHash OR hash <= @EndHash'),
('DeleteReminderRowKey', '
    DELETE FROM reminder WHERE grain = @GrainId AND name = @ReminderName AND version = @Version; SELECT changes()'),
('DeleteReminderRowsKey', '
    DELETE FROM reminder');

UPDATE installation SET value = '2' WHERE name = 'schema';
