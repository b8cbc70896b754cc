import type { SagaContext } from '../index.js';
import { SagaFailure } from '../index.js';
import { activity, approve, decline, hotel, placed, undoable } from './contracts.for-spec.js';
import type { Ear } from './random-ear.for-spec.js';
import type { Plan, SignalName } from './random-plan.for-spec.js';

const plain = activity('a.plain', { retry: { maxAttempts: 2 }, errors: ['Refused'] });
const watchedOptions = { heartbeat: '2m', scheduleToStart: '3m', deadline: '6m', escalateAfter: '4m' } as const;
const large = 'x'.repeat(300_000);
const signals = { approve, decline };

/** The code of one run of a random saga; each run but the last ends by the next one. */
export class RandomCode {
  private taken = 0;
  private endedAt: number | undefined;

  constructor(
    private readonly ctx: SagaContext,
    private readonly runs: readonly (readonly Plan[])[],
    /** Which of them. */
    private readonly n: number,
    private readonly ear: Ear,
  ) {}

  async run(): Promise<boolean> {
    const value = await this.oneByOne(this.runs[this.n] ?? []);
    await this.continue();
    return value === null;
  }

  private async do(todo: Plan): Promise<unknown> {
    const { ctx } = this;
    switch (todo.do) {
      case 'activity':
        return todo.bestEffort ? (await this.attempt(todo)).ok : this.ask(todo);
      case 'child':
        return this.child(todo);
      case 'too large':
        return (await ctx.bestEffort(plain, large)).ok;
      case 'emit':
        return ctx.emit(placed, { n: ctx.random() });
      case 'show':
        ctx.view({ at: ctx.historyLength });
        ctx.attributes({ drawn: Math.floor(ctx.random() * 3), gone: ctx.random() < 0.5 ? 'no' : null });
        return ctx.patched(`change-${Math.floor(ctx.random() * 3)}`);
      case 'pivot':
        return ctx.pivot();
      case 'effect':
        return ctx.effect('look', () => 7, { input: Math.floor(ctx.random() * 3) });
      case 'draw':
        ctx.log.info('drew', ctx.attributes());
        return ctx.uuid();
      case 'fail':
        throw new SagaFailure('Planned');
      case 'detach':
        return ctx.detach(hotel, { input: 1, attributes: { by: ctx.workflowId } });
      case 'continue':
        return this.continue();
      case 'timer':
        return ctx.timer(`${todo.minutes}m`);
      case 'receive':
        return this.hear(await this.receive(todo));
      case 'listen':
        return this.listen(todo.name, todo.take, todo.of);
      case 'sequence':
        return this.oneByOne(todo.of);
      case 'all':
        return Promise.all(todo.of.map((one) => this.do(one)));
      case 'settled':
        return (await Promise.allSettled(todo.of.map((one) => this.do(one)))).map((one) => one.status);
      case 'race':
        return this.race(todo.of);
      case 'try':
        try {
          return await this.oneByOne(todo.of);
        } catch (error) {
          return [(error as Error).name, await ctx.activity(plain, 'cleaning up')];
        }
      case 'scope':
        return ctx.scope(() => this.oneByOne(todo.of));
      case 'first of':
        return this.firstOf(todo.of);
    }
  }

  private async oneByOne(of: readonly Plan[]): Promise<unknown> {
    const values: unknown[] = [];
    for (const one of of) values.push(await this.do(one));
    return values;
  }

  private async firstOf([first, ...others]: readonly Plan[]): Promise<unknown> {
    try {
      return await this.ctx.scope(() => this.do(first!));
    } catch (error) {
      if (others.length === 0) throw error;
      return this.firstOf(others);
    }
  }

  private async listen(name: SignalName, take: number, of: readonly Plan[]): Promise<number> {
    let taken = 0;
    for await (const signal of this.ctx.signals(signals[name], { escalateAfter: '8m' })) {
      this.hear(signal);
      await this.oneByOne(of);
      if ((taken += 1) === take) break;
    }
    return taken;
  }

  /** The branches of `ctx` itself are withdrawn when they lose; those of helper functions are not. */
  private async race(of: readonly Plan[]): Promise<unknown> {
    const { winner, value } = await this.ctx.race(Object.fromEntries(of.map((one, i) => [`${i}`, this.branch(one)])));
    return of[Number(winner)]?.do === 'receive' ? this.hear(value) : value;
  }

  private branch(todo: Plan): Promise<unknown> {
    switch (todo.do) {
      case 'timer':
        return this.ctx.timer(`${todo.minutes}m`);
      case 'receive':
        return this.receive(todo);
      case 'activity':
        return todo.bestEffort ? this.attempt(todo) : this.ask(todo);
      case 'child':
        return this.child(todo);
      default:
        return this.do(todo);
    }
  }

  private ask(todo: Extract<Plan, { do: 'activity' }>): Promise<unknown> {
    return this.ctx.activity(contractOf(todo), { at: this.ctx.now().toISOString() });
  }

  private attempt(todo: Extract<Plan, { do: 'activity' }>) {
    return this.ctx.bestEffort(contractOf(todo), 1);
  }

  private child({ onParentClose }: Extract<Plan, { do: 'child' }>): Promise<unknown> {
    return this.ctx.child(hotel, { input: this.ctx.run, onParentClose });
  }

  private receive({ name, watched }: Extract<Plan, { do: 'receive' }>): Promise<unknown> {
    return this.ctx.receive(signals[name], watched ? { escalateAfter: '5m' } : {});
  }

  /** An end that the last run does not have. */
  private async continue(): Promise<void> {
    if (this.n + 1 >= this.runs.length) return;
    this.endedAt ??= this.ctx.historyLength;
    await this.ctx.continueAsNew(this.n + 1).catch((error: unknown) => {
      // It was cancelled: it does not end by this.
      this.endedAt = undefined;
      throw error;
    });
  }

  private hear(signal: unknown): unknown {
    const { run, historyLength } = this.ctx;
    this.ear.took(signal, `${run}/${(this.taken += 1)}`, this.endedAt !== undefined && historyLength > this.endedAt);
    return signal;
  }
}

function contractOf({ contract, inDoubt }: Extract<Plan, { do: 'activity' }>) {
  switch (contract) {
    case 'plain':
      return plain;
    case 'undoable':
      return undoable('a.undoable', {
        inDoubt,
        retry: { maxAttempts: 3 },
        compensation: { retry: { maxAttempts: 2 } },
      });
    case 'watched':
      return undoable('a.watched', { inDoubt, ...watchedOptions });
  }
}
