import type { InstanceProjection, Instances, Journal } from '@skald/ports';
import { isClosed } from '@skald/contracts';
import type { FoundHistory } from './histories-in.js';

export interface SampleOptions {
  /** How many instances; left out: all. */
  readonly size?: number;
  readonly saga?: string;
  /** Whose closed instances are looked at; those of open ones are looked at anyway. */
  readonly namespaces: readonly string[];
}

const pageSize = 500;
const readAtOnce = 20;

/** Histories from a journal, evenly over sagas and versions: open instances first, newest first. Reads only. */
export async function* sampledHistories(
  { journal, instances }: { readonly journal: Journal; readonly instances: Instances },
  options: SampleOptions,
): AsyncGenerator<FoundHistory> {
  const chosen = evenly(await candidates(instances, options), options.size ?? Infinity);
  for (let i = 0; i < chosen.length; i += readAtOnce) {
    const some = chosen.slice(i, i + readAtOnce);
    const histories = await journal.read(some.map(({ instance }) => ({ instance, fromSeq: 0 })));
    for (const [n, { instance, namespace, workflowId }] of some.entries()) {
      const turns = histories[n]!;
      if (turns.length === 0) yield { kind: 'unreadable', name: instance, problem: 'the journal has no turn of it' };
      else yield { kind: 'history', name: instance, history: { namespace, workflowId, turns } };
    }
  }
}

type Candidate = Pick<
  InstanceProjection,
  'instance' | 'namespace' | 'workflowId' | 'saga' | 'version' | 'startedAt' | 'status'
>;

async function candidates(
  instances: Instances,
  { saga, namespaces, size = Infinity }: SampleOptions,
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  const add = ({ instance, namespace, workflowId, saga, version, startedAt, status }: InstanceProjection): void =>
    void found.push({ instance, namespace, workflowId, saga, version, startedAt, status });
  const wanted = (one: InstanceProjection | undefined): one is InstanceProjection =>
    one !== undefined && (saga === undefined || one.saga === saga);
  for (let after: string | undefined; ;) {
    const open = await instances.open(after, pageSize);
    (await instances.find(open)).filter(wanted).forEach(add);
    after = open.at(-1);
    if (after === undefined) break;
  }
  const everywhere = new Set([...namespaces, ...found.map(({ namespace }) => namespace)]);
  for (const namespace of everywhere) {
    const filter = { namespace, ...(saga === undefined ? {} : { saga }) };
    let closed = 0;
    for (let cursor: string | undefined; ;) {
      const page = await instances.list(filter, pageSize, cursor);
      const some = page.instances.filter(({ status }) => isClosed(status));
      some.forEach(add);
      closed += some.length;
      cursor = page.cursor;
      // Newest first: enough closed ones of this namespace have been seen, whatever their sagas.
      if (cursor === undefined || closed >= size * 10) break;
    }
  }
  return found;
}

/** Takes one of each saga and version in turn. */
function evenly(all: readonly Candidate[], size: number): Candidate[] {
  const groups = new Map<string, Candidate[]>();
  const rank = ({ status }: Candidate): number => (isClosed(status) ? 1 : 0);
  for (const one of [...all].sort((a, b) => rank(a) - rank(b) || b.startedAt - a.startedAt)) {
    const group = `${one.saga} ${one.version}`;
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [one]);
    else known.push(one);
  }
  const chosen: Candidate[] = [];
  for (let round = 0; chosen.length < Math.min(size, all.length); round++) {
    for (const group of groups.values()) {
      const one = group[round];
      if (one !== undefined && chosen.length < size) chosen.push(one);
    }
  }
  return chosen;
}
