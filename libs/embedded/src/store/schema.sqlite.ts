/** "SKLD": marks a file as one of ours. */
export const applicationId = 0x534b4c44;
export const schemaVersion = 1;

// Payloads are JSON text as JSON.stringify writes it: pure of lone surrogates and NUL, which SQLite's text would change.
export const schema = `
CREATE TABLE journal (
  instance TEXT NOT NULL, seq INTEGER NOT NULL, run INTEGER NOT NULL, at INTEGER NOT NULL,
  saga TEXT NOT NULL, version INTEGER NOT NULL, causes TEXT NOT NULL, applied TEXT NOT NULL, events TEXT NOT NULL,
  UNIQUE (instance, seq)
) STRICT;

CREATE TABLE instances (
  instance TEXT NOT NULL UNIQUE, namespace TEXT NOT NULL, saga TEXT NOT NULL, status TEXT NOT NULL,
  seq INTEGER NOT NULL, publishedSeq INTEGER NOT NULL, startedAt INTEGER NOT NULL, expireAt INTEGER,
  bucket INTEGER NOT NULL, wakeAt INTEGER, attributes TEXT NOT NULL, projection TEXT NOT NULL
) STRICT;
CREATE INDEX instances_due ON instances (wakeAt, instance, bucket) WHERE wakeAt IS NOT NULL;
CREATE INDEX instances_newest ON instances (namespace, startedAt, instance);
CREATE INDEX instances_of_saga ON instances (namespace, saga, status, startedAt, instance);
CREATE INDEX instances_expired ON instances (expireAt) WHERE expireAt IS NOT NULL;

CREATE TABLE attributes (
  k TEXT NOT NULL, v TEXT NOT NULL, instance TEXT NOT NULL, PRIMARY KEY (k, v, instance)
) STRICT, WITHOUT ROWID;
CREATE INDEX attributes_of_instance ON attributes (instance);
CREATE TRIGGER attributes_added AFTER INSERT ON instances WHEN new.attributes <> '[]' BEGIN
  INSERT OR IGNORE INTO attributes SELECT value ->> '$[0]', value ->> '$[1]', new.instance FROM json_each(new.attributes);
END;
CREATE TRIGGER attributes_changed AFTER UPDATE ON instances WHEN new.attributes <> old.attributes BEGIN
  DELETE FROM attributes WHERE instance = new.instance;
  INSERT OR IGNORE INTO attributes SELECT value ->> '$[0]', value ->> '$[1]', new.instance FROM json_each(new.attributes);
END;
CREATE TRIGGER attributes_removed AFTER DELETE ON instances WHEN old.attributes <> '[]' BEGIN
  DELETE FROM attributes WHERE instance = old.instance;
END;

CREATE TABLE ledger (
  key TEXT NOT NULL, mark TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (key, mark)
) STRICT;
CREATE INDEX ledger_age ON ledger (at);
`;

/** Made where they are missing, also in a file that an earlier release began. */
export const additions = `
CREATE TABLE IF NOT EXISTS custody (partition TEXT NOT NULL UNIQUE, holder TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS versions (saga TEXT NOT NULL UNIQUE, version INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS suspects (instance TEXT NOT NULL UNIQUE, tries INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS instances_parked
  ON instances (projection ->> '$.parkedFor', saga, projection ->> '$.version', instance) WHERE status = 'parked';
`;
