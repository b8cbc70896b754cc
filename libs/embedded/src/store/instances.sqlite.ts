import type { WaitingFor } from '@skald/contracts';
import type {
  DueInstance,
  InstanceFilter,
  InstancePage,
  InstanceProjection,
  Instances,
  OpenOfNamespace,
  OpenOfVersion,
  ParkedInstance,
  ParkedQuestion,
} from '@skald/ports';
import { decodeCursor, listedProjection, pageOf, storedProjection } from '@skald/ports';
import type { Reader, Row } from './reader.js';
import type { SqlValue, Write, Writer } from './writer.js';

const find = 'SELECT projection FROM instances WHERE instance = ?';
const due = `SELECT instance, wakeAt FROM instances
  WHERE wakeAt <= ? AND (wakeAt, instance) > (?, ?) AND bucket IN (SELECT value FROM json_each(?))
  ORDER BY wakeAt, instance LIMIT ?`;
const parked = `SELECT instance, seq FROM json_each(?) AS reason CROSS JOIN json_each(?) AS code CROSS JOIN instances
  WHERE status = 'parked' AND projection ->> '$.parkedFor' = reason.value
    AND saga = code.value ->> '$.saga' AND projection ->> '$.version' = code.value ->> '$.version' AND instance > ?
    AND (? OR bucket IN (SELECT value FROM json_each(?))) ORDER BY instance LIMIT ?`;
const open = `SELECT instance FROM instances
  WHERE expireAt IS NULL AND instance > ? ORDER BY instance LIMIT ?`;
const openByVersion = `SELECT saga, projection ->> '$.version' AS version, count(*) AS open, min(startedAt) AS oldest
  FROM instances WHERE expireAt IS NULL GROUP BY 1, 2 ORDER BY 1, 2`;
const openByNamespace = `SELECT namespace, count(*) AS open FROM instances
  WHERE expireAt IS NULL AND bucket IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY 1`;
const expired = 'SELECT instance FROM instances WHERE expireAt <= ? ORDER BY expireAt LIMIT ?';

export class SqliteInstances implements Instances {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
  ) {}

  async save(projections: readonly InstanceProjection[]): Promise<void> {
    for (const outcome of await this.writer.write(projections.map(toWrite))) {
      if (outcome.kind === 'refused') throw new TypeError(`A projection cannot be stored: ${outcome.reason}`);
    }
  }

  async park(instance: string, waitingFor: WaitingFor): Promise<void> {
    await this.writer.write([{ statement: 'parkProjection', values: [JSON.stringify([waitingFor]), instance] }]);
  }

  async find(instances: readonly string[]): Promise<readonly (InstanceProjection | undefined)[]> {
    return instances.map((instance) => {
      const [row] = this.reader.all(find, [instance]);
      return row === undefined ? undefined : storedProjection(instance, () => toProjection(row));
    });
  }

  async due(question: Parameters<Instances['due']>[0]): Promise<readonly DueInstance[]> {
    const { buckets, until, after, limit } = question;
    const position = after ? [after.wakeAt, after.instance] : [Number.MIN_SAFE_INTEGER, ''];
    const rows = this.reader.all(due, [until, ...position, JSON.stringify(buckets), limit]);
    return rows.map((row) => ({ instance: String(row.instance), wakeAt: Number(row.wakeAt) }));
  }

  async parked({ versions, reasons, buckets, after = '', limit }: ParkedQuestion): Promise<readonly ParkedInstance[]> {
    const asked = [reasons, versions].map((list) => JSON.stringify(list));
    const place = [buckets === undefined ? 1 : 0, JSON.stringify(buckets ?? [])];
    const rows = this.reader.all(parked, [...asked, after, ...place, limit]);
    return rows.map(({ instance, seq }) => ({ instance: String(instance), seq: Number(seq) }));
  }

  async list(filter: InstanceFilter, limit: number, cursor?: string): Promise<InstancePage> {
    const { where, values } = conditions(filter, cursor);
    const sql = `SELECT instance, startedAt, projection FROM instances WHERE ${where} ORDER BY startedAt DESC, instance DESC LIMIT ?`;
    const found = this.reader.all(sql, [...values, limit + 1]).map((row) => {
      const instance = String(row.instance);
      return {
        instance,
        startedAt: Number(row.startedAt),
        projection: listedProjection(instance, () => toProjection(row)),
      };
    });
    return pageOf(found, limit);
  }

  async open(after: string | undefined, limit: number): Promise<readonly string[]> {
    return this.reader.all(open, [after ?? '', limit]).map((row) => String(row.instance));
  }

  async openByVersion(): Promise<readonly OpenOfVersion[]> {
    return this.reader.all(openByVersion, []).map(({ saga, version, open, oldest }) => ({
      saga: String(saga),
      version: Number(version),
      open: Number(open),
      oldest: Number(oldest),
    }));
  }

  async openByNamespace(buckets: readonly number[]): Promise<readonly OpenOfNamespace[]> {
    const rows = this.reader.all(openByNamespace, [JSON.stringify(buckets)]);
    return rows.map(({ namespace, open }) => ({ namespace: String(namespace), open: Number(open) }));
  }

  async expired(now: number, limit: number): Promise<readonly string[]> {
    return this.reader.all(expired, [now, limit]).map((row) => String(row.instance));
  }

  async remove(instances: readonly string[]): Promise<void> {
    await this.writer.write(instances.map((instance) => ({ statement: 'removeProjection', values: [instance] })));
  }
}

function conditions(filter: InstanceFilter, cursor?: string): { where: string; values: SqlValue[] } {
  const where = ['namespace = ?'];
  const values: SqlValue[] = [filter.namespace];
  const add = (condition: string, ...more: SqlValue[]): void => {
    where.push(condition);
    values.push(...more);
  };
  if (filter.saga !== undefined) add('saga = ?', filter.saga);
  if (filter.version !== undefined) add("projection ->> '$.version' = ?", filter.version);
  if (filter.status !== undefined) add('status = ?', filter.status);
  for (const { k, v } of filter.attributes ?? []) {
    add('instance IN (SELECT instance FROM attributes WHERE k = ? AND v = ?)', JSON.stringify(k), JSON.stringify(v));
  }
  if (cursor !== undefined) {
    const { startedAt, instance } = decodeCursor(cursor);
    add('(startedAt, instance) < (?, ?)', startedAt, instance);
  }
  return { where: where.join(' AND '), values };
}

function toWrite(projection: InstanceProjection): Write {
  const { instance, namespace, saga, status, seq, publishedSeq, startedAt, expireAt, bucket, wakeAt } = projection;
  // Each key and value as its JSON text, so that 1, "1" and true are told apart.
  const attributes = projection.attributes.map(({ k, v }) => [JSON.stringify(k), JSON.stringify(v)]);
  const texts = [JSON.stringify(attributes), JSON.stringify(projection)];
  const due = [startedAt, expireAt ?? null, bucket, wakeAt ?? null];
  return {
    statement: 'saveProjection',
    values: [instance, namespace, saga, status, seq, publishedSeq, ...due, ...texts],
  };
}

function toProjection(row: Row): InstanceProjection {
  return JSON.parse(String(row.projection)) as InstanceProjection;
}
