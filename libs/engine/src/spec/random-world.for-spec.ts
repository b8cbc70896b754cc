import type { ActivityResult, Operation, OperatorRequest } from '@skald/contracts';
import type { Input } from '../index.js';
import type { InstanceUnderTest } from './instance-under-test.for-spec.js';
import type { SignalName } from './random-plan.for-spec.js';

/** One operation of an activity or of a child, of whichever run. */
interface Target {
  readonly kind: 'activity' | 'child';
  readonly id: string;
  readonly run: number;
  readonly operation: Operation;
}

/** How a child may end that does not complete. */
const ends = [
  { status: 'failed', effect: 'none' },
  { status: 'compensated', effect: 'none' },
  { status: 'canceled', effect: 'unknown' },
  { status: 'terminated', effect: 'unknown' },
  { status: 'rejected', effect: 'none' },
] as const;

/** Of whom a random saga is the child, where it is one. */
export const parent = { workflowId: 'parent-1', run: 3, childId: 'trip', attempt: 1 };

/** Everybody whom a random saga deals with: participants, children, clients and operators. */
export class RandomWorld {
  /** Payloads of the signals that were accepted, in this order. */
  readonly accepted: number[] = [];
  private told = 0;

  constructor(readonly instance: InstanceUnderTest) {}

  /** What is in flight or in back-off, forwards and backwards. */
  async open(): Promise<Target[]> {
    const { state } = await this.instance.suspended();
    return [...state.open].map((key) => {
      const { scheduled, activityId: id, run, undo } = state.activities.get(key)!;
      return { kind: scheduled.work.kind, id, run, operation: undo === undefined ? 'execute' : 'compensate' };
    });
  }

  /** Whatever was ever asked for, also what is settled. */
  get asked(): Target[] {
    const commands = this.instance.commands().map(({ activityId, run, type }) => {
      return { kind: 'activity', id: activityId, run, operation: type } as const;
    });
    const children = this.instance.requests.flatMap((request) => {
      if (!('parent' in request) || request.parent === undefined || request.type === 'cancel') return [];
      const { childId, run } = request.parent;
      return {
        kind: 'child',
        id: childId,
        run,
        operation: request.type === 'undo' ? 'compensate' : 'execute',
      } as const;
    });
    return [...commands, ...children];
  }

  /** It is done, or undone. */
  completed({ kind, id, run, operation }: Target, n: number): Input {
    const { instance } = this;
    if (kind === 'activity') return instance.asResult('completed', id, { run, operation, output: n });
    const pivot = operation === 'execute' && n % 7 === 6 ? { pivot: true } : {};
    const result = instance.asChildResult('child-completed', id, { run, operation, output: n, ...pivot });
    return { kind: 'result', result };
  }

  /** It failed; a child says how it ended. */
  failed({ kind, id, run, operation }: Target, n: number, type = 'Broken', fields: object = {}): Input {
    const { instance } = this;
    const failed = { run, operation, error: { type, message: `${type} happened` } };
    if (kind === 'activity') return instance.asResult('failed', id, { ...failed, ...fields });
    const end = operation === 'execute' ? ends[n % ends.length]! : { status: 'rejected', effect: 'unknown' };
    return { kind: 'result', result: instance.asChildResult('child-failed', id, { ...failed, ...end }) };
  }

  /** Only participants tell of what is under way. */
  async report(type: ActivityResult['type'], { kind, id, run, operation }: Target, fields: object = {}): Promise<void> {
    if (kind === 'activity') await this.instance.result(type, id, { run, operation, ...fields });
  }

  async signal(name: SignalName, signalId?: string): Promise<void> {
    const payload = (this.told += 1);
    const { kind } = await this.instance.signal(name, payload, signalId);
    if (kind === 'applied') this.accepted.push(payload);
  }

  /** Refused where the instance is nobody's child. */
  async parentIsUndone(): Promise<void> {
    await this.instance.request({ type: 'undo', parent });
  }

  /** Also for what does not wait for an operator: then it is refused. */
  async operator(type: OperatorRequest['type'], target: Target | undefined, n: number): Promise<void> {
    const named = target === undefined ? {} : { activityId: target.id, run: target.run, operation: target.operation };
    await this.instance.operator(type, { ...named, reason: 'seen to', ...(type === 'resolve' ? { output: n } : {}) });
  }

  async standsStill(): Promise<boolean> {
    return (await this.instance.suspended()).state.standstill !== undefined;
  }

  /** What waits for an operator. */
  async stuck(): Promise<Target[]> {
    const { state } = await this.instance.suspended();
    return [...state.undoing.stuck, ...state.blocked].map((key) => {
      const { scheduled, activityId: id, run } = state.activities.get(key)!;
      return { kind: scheduled.work.kind, id, run, operation: state.blocked.has(key) ? 'execute' : 'compensate' };
    });
  }
}
