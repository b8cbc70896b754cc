/** Every statement that changes something, by name: what a writer is asked for is plain data. */
export const statements = {
  appendTurn: `INSERT INTO journal (instance, seq, run, at, saga, version, causes, applied, events)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, // V3
  removeTurns: 'DELETE FROM journal WHERE instance = ?',
  saveProjection: `INSERT INTO instances
      (instance, namespace, saga, status, seq, publishedSeq, startedAt, expireAt, bucket, wakeAt, attributes, projection)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (instance) DO UPDATE SET saga = excluded.saga, status = excluded.status,
      seq = excluded.seq, publishedSeq = excluded.publishedSeq, startedAt = excluded.startedAt, expireAt = excluded.expireAt,
      bucket = excluded.bucket, wakeAt = excluded.wakeAt, attributes = excluded.attributes, projection = excluded.projection
    WHERE (excluded.seq, excluded.publishedSeq) > (instances.seq, instances.publishedSeq)`,
  parkProjection: `UPDATE instances SET status = 'parked', wakeAt = NULL, projection =
    json_remove(json_set(projection, '$.status', 'parked', '$.waitingFor', json(?)), '$.wakeAt', '$.parkedFor')
    WHERE instance = ?`,
  removeProjection: 'DELETE FROM instances WHERE instance = ?',
  record: 'INSERT INTO ledger (key, mark, at, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  sweepLedger: 'DELETE FROM ledger WHERE rowid IN (SELECT rowid FROM ledger WHERE at < ? ORDER BY at LIMIT ?)',
  takePartition: `INSERT INTO custody (partition, holder) VALUES (?, ?)
    ON CONFLICT (partition) DO UPDATE SET holder = excluded.holder`,
  giveBackPartition: 'DELETE FROM custody WHERE partition = ? AND holder = ?',
  markSuspect: `INSERT INTO suspects (instance, tries) VALUES (?, ?)
    ON CONFLICT (instance) DO UPDATE SET tries = excluded.tries`,
  clearSuspect: 'DELETE FROM suspects WHERE instance = ?',
  moveVersion: `INSERT INTO versions (saga, version) VALUES (?, ?)
    ON CONFLICT (saga) DO UPDATE SET version = excluded.version`,
} as const;

export type StatementName = keyof typeof statements;
