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
import type { mongo } from 'mongoose';
import { attributeCondition, type AttributeMatching } from './attribute-condition.js';
import { authoritative, durable } from './connection/durable.js';
import { asking } from './connection/mongo-errors.js';
import type { Save } from './few-at-once.js';
import { instant, toProjection, type ProjectionDocument } from './projection-document.js';
import type { ProjectionModel } from './schema/projection.schema.js';

type Filter = mongo.Filter<ProjectionDocument>;

export class MongoInstances implements Instances {
  constructor(
    private readonly model: ProjectionModel,
    private readonly projections: mongo.Collection<ProjectionDocument>,
    private readonly saveAll: Save,
    private readonly matching: AttributeMatching,
  ) {}

  save(projections: readonly InstanceProjection[]): Promise<void> {
    return this.saveAll(projections);
  }

  async park(instance: string, waitingFor: WaitingFor): Promise<void> {
    const change = {
      $set: { status: 'parked', waitingFor: [waitingFor] },
      $unset: { wakeAt: '', parkedFor: '' },
    } as const;
    await asking(() => this.projections.updateOne({ _id: instance }, change, { writeConcern: durable }));
  }

  async find(instances: readonly string[]): Promise<readonly (InstanceProjection | undefined)[]> {
    if (instances.length === 0) return [];
    const documents = await this.documents({ _id: { $in: [...new Set(instances)] } }, {}, 0);
    const found = new Map(
      documents.map((document) => [document._id, storedProjection(document._id, () => toProjection(document))]),
    );
    return instances.map((instance) => found.get(instance));
  }

  async due({ buckets, until, after, limit }: Parameters<Instances['due']>[0]): Promise<readonly DueInstance[]> {
    const filter: Filter = {
      bucket: { $in: [...buckets] },
      wakeAt: { $lte: instant(until), ...(after ? { $gte: instant(after.wakeAt) } : {}) },
      ...(after ? { $or: [{ wakeAt: { $gt: instant(after.wakeAt) } }, { _id: { $gt: after.instance } }] } : {}),
    };
    const documents = await this.documents(filter, { wakeAt: 1, _id: 1 }, limit, { wakeAt: 1 });
    return documents.map(({ _id, wakeAt }) => ({ instance: _id, wakeAt: wakeAt!.getTime() }));
  }

  async parked({ versions, reasons, buckets, after, limit }: ParkedQuestion): Promise<readonly ParkedInstance[]> {
    if (versions.length === 0) return [];
    const filter: Filter = {
      status: 'parked',
      parkedFor: { $in: [...reasons] },
      $or: versions.map(({ saga, version }) => ({ saga, version })),
      ...(buckets === undefined ? {} : { bucket: { $in: [...buckets] } }),
      ...(after === undefined ? {} : { _id: { $gt: after } }),
    };
    const documents = await this.documents(filter, { _id: 1 }, limit, { seq: 1 });
    return documents.map(({ _id, seq }) => ({ instance: _id, seq }));
  }

  async list(filter: InstanceFilter, limit: number, cursor?: string): Promise<InstancePage> {
    const { namespace, saga, version, status, attributes = [] } = filter;
    const conditions: Filter[] = attributes.map((attribute) => attributeCondition(attribute, this.matching));
    if (cursor !== undefined) conditions.push(...beyond(cursor));
    const found = await this.documents(
      {
        namespace,
        ...(saga === undefined ? {} : { saga }),
        ...(version === undefined ? {} : { version }),
        ...(status === undefined ? {} : { status }),
        ...(conditions.length === 0 ? {} : { $and: conditions }),
      },
      { startedAt: -1, _id: -1 },
      limit + 1,
    );
    const listed = found.map((document) => ({
      instance: document._id,
      startedAt: Number(document.startedAt),
      projection: listedProjection(document._id, () => toProjection(document)),
    }));
    return pageOf(listed, limit);
  }

  async open(after: string | undefined, limit: number): Promise<readonly string[]> {
    const filter = { expireAt: { $exists: false }, ...(after === undefined ? {} : { _id: { $gt: after } }) };
    const documents = await this.documents(filter, { _id: 1 }, limit, { _id: 1 });
    return documents.map(({ _id }) => _id);
  }

  /** One version after the other: not every store of this protocol groups. */
  async openByVersion(): Promise<readonly OpenOfVersion[]> {
    const open = { expireAt: { $exists: false } };
    const found: OpenOfVersion[] = [];
    for (const saga of (await this.distinct<string>('saga', open)).sort()) {
      for (const version of (await this.distinct<number>('version', { ...open, saga })).sort((a, b) => a - b)) {
        const filter = { ...open, saga, version };
        const [oldest] = await this.documents(filter, { startedAt: 1 }, 1, { startedAt: 1 });
        const count = await this.count(filter);
        if (oldest !== undefined) found.push({ saga, version, open: count, oldest: oldest.startedAt.getTime() });
      }
    }
    return found;
  }

  /** One namespace after the other, as above. */
  async openByNamespace(buckets: readonly number[]): Promise<readonly OpenOfNamespace[]> {
    const ours: Filter = { expireAt: { $exists: false }, bucket: { $in: [...buckets] } };
    const found: OpenOfNamespace[] = [];
    for (const namespace of (await this.distinct<string>('namespace', ours)).sort()) {
      const open = await this.count({ ...ours, namespace });
      if (open > 0) found.push({ namespace, open });
    }
    return found;
  }

  async expired(now: number, limit: number): Promise<readonly string[]> {
    const documents = await this.documents({ expireAt: { $lte: instant(now) } }, { expireAt: 1 }, limit, { _id: 1 });
    return documents.map(({ _id }) => _id);
  }

  async remove(instances: readonly string[]): Promise<void> {
    if (instances.length === 0) return;
    await asking(() => this.projections.deleteMany({ _id: { $in: [...instances] } }, { writeConcern: durable }));
  }

  private distinct<T>(field: string, filter: Filter): Promise<T[]> {
    return asking(() => this.projections.distinct(field, filter, authoritative) as Promise<T[]>);
  }

  private count(filter: Filter): Promise<number> {
    return asking(() => this.projections.countDocuments(filter, authoritative));
  }

  private documents(
    filter: Filter,
    order: Record<string, 1 | -1>,
    limit: number,
    fields: Record<string, 1> = {},
  ): Promise<ProjectionDocument[]> {
    const query = this.model
      .find(filter as Record<string, unknown>, fields)
      .sort(order)
      .limit(limit);
    return asking(() => query.readConcern('majority').read('primary').lean<ProjectionDocument[]>().exec());
  }
}

function beyond(cursor: string): Filter[] {
  const { startedAt, instance } = decodeCursor(cursor);
  const at = instant(startedAt);
  return [{ startedAt: { $lte: at } }, { $or: [{ startedAt: { $lt: at } }, { _id: { $lt: instance } }] }];
}
