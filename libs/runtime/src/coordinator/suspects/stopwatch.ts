import { instanceKey } from '@skald/contracts';
import type { RunningCode, Watch } from '@skald/engine';
import { SagaBug, sagaLine } from '@skald/engine';
import type { Clock, Log } from '@skald/ports';
import { LRUCache } from 'lru-cache';

/** No other saga goes on meanwhile, nothing is heard of bus and store. */
const longestMs = 1_000;
const timesBeforeParked = 3;
/** Instances whose code was slow, with how often. */
const remembered = 10_000;

interface Mark {
  readonly at: number;
  /** Whose code may have run since then; undefined: nobody's. */
  readonly code: RunningCode | undefined;
  /** What of `ctx` it called, and where; that is known once its code was slow. */
  readonly call?: string;
  readonly line?: string | undefined;
}

/**
 * Measures how long saga code keeps the thread. It is marked when code goes on and whenever it calls; between two marks
 * next to each other somebody's code ran, if anybody's. A mark of our own comes right after it, so that nothing else is
 * laid to its charge.
 */
export class Stopwatch implements Watch {
  readonly #times = new LRUCache<string, number>({ maxSize: remembered, sizeCalculation: () => 1 });
  readonly #blocked = new Map<string, SagaBug>();
  #last: Mark = { at: 0, code: undefined };
  #pauses = false;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  began(code: RunningCode): void {
    this.#mark(this.#last.code, { at: this.clock.elapsed(), code });
  }

  called(code: RunningCode, call: string, stack: () => Error): void {
    const at = this.clock.elapsed();
    const asks = at - this.#last.at > longestMs || (this.#times.size > 0 && this.#times.has(instanceKey(code)));
    this.#mark(code, { at, code, call, line: asks ? sagaLine(stack()) : undefined });
  }

  /** Its code was slow for the third time: why it is to be parked. Told once. */
  verdictOn(instance: string): SagaBug | undefined {
    if (this.#blocked.size === 0) return undefined;
    const bug = this.#blocked.get(instance);
    this.#blocked.delete(instance);
    return bug;
  }

  /** An operator resumes it. */
  forgive(instance: string): void {
    this.#times.delete(instance);
    this.#blocked.delete(instance);
  }

  /** `ran`: whose code it was since the last mark. */
  #mark(ran: RunningCode | undefined, mark: Mark): void {
    const last = this.#last;
    this.#last = mark;
    if (ran !== undefined && mark.at - last.at > longestMs) {
      const after = last.code === ran ? (last.line ?? last.call) : undefined;
      const before = mark.code === ran ? mark.line : undefined;
      this.#tooLong(ran, Math.round(mark.at - last.at), after, before);
    }
    if (this.#pauses || mark.code === undefined) return;
    this.#pauses = true;
    void Promise.resolve().then(() => {
      this.#pauses = false;
      this.#mark(this.#last.code, { at: this.clock.elapsed(), code: undefined });
    });
  }

  #tooLong(code: RunningCode, ms: number, after: string | undefined, before: string | undefined): void {
    const instance = instanceKey(code);
    const times = (this.#times.get(instance) ?? 0) + 1;
    this.#times.set(instance, times);
    const lines = {
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
    };
    this.log.write('warn', 'saga code blocked the event loop', { ...code, ms, times, ...lines });
    if (times < timesBeforeParked) return;
    const where = Object.entries(lines).map(([side, line]) => ` ${side} ${line.replace(/^at /, '')}`);
    const message = `its code blocked the event loop ${times} times, at last for ${ms} ms${where.join(' and')}`;
    this.#blocked.set(instance, new SagaBug('EVENT_LOOP_BLOCKED', message));
  }
}
