import type { SagaStatus } from '@skald/contracts';
import { isClosed, sagaStatuses } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import type { InstanceFilter, InstanceProjection, Instances, Journal } from '@skald/ports';
import { isUnreadable, UnreadableProjection } from '@skald/ports';
import { bucketCount } from '../topics/topics.js';
import type { FoundHistory } from './histories-in.js';
import { inBatches, inTurn, oneAfterTheOther } from './in-turn.js';

export interface SampleOptions {
  /** How many instances; left out: all. */
  readonly size?: number;
  readonly saga?: string;
  /** The code as it is: of each of its versions closed instances are looked at, too. */
  readonly sagas: readonly SagaDefinition[];
  /** Looked at in any case, beside those with the most open instances. */
  readonly namespaces: readonly string[];
}

type Found = InstanceProjection | UnreadableProjection;

interface Stores {
  readonly journal: Journal;
  readonly instances: Instances;
}

const pageSize = 50;
const readAtOnce = 10;
const mostNamespaces = 20;
/** Of what has more turns only the present run is read, so that a saga without end fits into memory. */
const mostTurns = 2_000;

const openStatuses = sagaStatuses.filter((status) => !isClosed(status));
const closedStatuses = sagaStatuses.filter(isClosed);

/**
 * Histories from a journal, the same number of each saga and version while there are any, over all statuses: open instances
 * first, newest first. Of a version that is not here only open ones, of a saga that is not here none. Reads only, and no
 * more than it gives.
 */
export async function* sampledHistories(
  { journal, instances }: Stores,
  { saga, sagas, namespaces, size = Infinity }: SampleOptions,
): AsyncGenerator<FoundHistory> {
  const here = sagas.map(({ contract, version }) => ({ saga: contract.name, version }));
  const ours = (name: string): boolean => here.some((one) => one.saga === name) && (saga ?? name) === name;
  const open = await instances.openByVersion();
  const everywhere = [...new Set([...namespaces, ...(await busiest(instances))])];
  const groups = distinct([...open, ...here])
    .filter((group) => ours(group.saga))
    .map((group) => {
      const of = (statuses: readonly SagaStatus[]): AsyncIterable<Found> =>
        inTurn(
          statuses.map((status) =>
            inTurn(everywhere.map((namespace) => newestFirst(instances, { ...group, status, namespace }))),
          ),
        );
      const isHere = here.some((one) => one.saga === group.saga && one.version === group.version);
      return isHere ? oneAfterTheOther(of(openStatuses), of(closedStatuses)) : of(openStatuses);
    });
  for await (const some of inBatches(inTurn(groups), size, readAtOnce)) {
    const readable: InstanceProjection[] = [];
    for (const one of some) {
      if (one instanceof UnreadableProjection) yield { kind: 'unreadable', name: one.instance, problem: one.message };
      else readable.push(one);
    }
    if (readable.length > 0) yield* read(journal, readable);
  }
}

/** Namespaces with open instances, those with the most first. */
async function busiest(instances: Instances): Promise<readonly string[]> {
  const found = await instances.openByNamespace(Array.from({ length: bucketCount }, (_, bucket) => bucket));
  return [...found]
    .sort((a, b) => b.open - a.open)
    .slice(0, mostNamespaces)
    .map(({ namespace }) => namespace);
}

type Version = Pick<InstanceProjection, 'saga' | 'version'>;

function distinct(versions: readonly Version[]): readonly Version[] {
  const known = new Map(versions.map(({ saga, version }) => [`${saga} ${version}`, { saga, version }]));
  return [...known.values()].sort((a, b) => (a.saga < b.saga ? -1 : a.saga > b.saga ? 1 : b.version - a.version));
}

async function* newestFirst(instances: Instances, filter: InstanceFilter): AsyncGenerator<Found> {
  for (let cursor: string | undefined; ;) {
    const page = await instances.list(filter, pageSize, cursor);
    yield* page.instances;
    yield* page.unreadable ?? [];
    cursor = page.cursor;
    if (cursor === undefined) return;
  }
}

async function* read(journal: Journal, some: readonly InstanceProjection[]): AsyncGenerator<FoundHistory> {
  let histories: Awaited<ReturnType<Journal['read']>>;
  try {
    histories = await journal.read(
      some.map(({ instance, seq, runSeq }) => ({ instance, fromSeq: seq < mostTurns ? 0 : runSeq })),
    );
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    if (some.length === 1) yield { kind: 'unreadable', name: some[0]!.instance, problem: error.message };
    else for (const one of some) yield* read(journal, [one]);
    return;
  }
  for (const [i, { instance, namespace, workflowId }] of some.entries()) {
    const turns = histories[i]!;
    if (turns.length === 0) yield { kind: 'unreadable', name: instance, problem: 'the journal has no turn of it' };
    else yield { kind: 'history', name: instance, history: { namespace, workflowId, turns } };
  }
}
