import type { ActivityContext, ActivityHandler } from '@skald/runtime';
import { TerminalError } from '@skald/runtime';
import { echo, note, work, type Work } from './sagas.ts';

/** Every call of the participants of this suite, in order: `a`, `undo a`, with the key it came under. */
export class Calls {
  readonly list: { readonly call: string; readonly key: string; readonly attempt: number; readonly heard?: unknown }[] =
    [];

  of(workflowId: string): string[] {
    return this.list.filter(({ key }) => key.startsWith(`${workflowId}:`)).map(({ call }) => call);
  }

  handlers(): ActivityHandler[] {
    const execute = (input: unknown, ctx: ActivityContext): unknown => this.execute(input as Work, ctx);
    return [
      {
        contract: work,
        execute,
        compensate: (forward, ctx) => this.note(`undo ${(forward.input as Work).name}`, ctx),
      },
      { contract: note, execute },
      { contract: echo, execute: (input: unknown) => input },
    ];
  }

  private execute({ name, does }: Work, ctx: ActivityContext): unknown {
    this.note(name, ctx);
    switch (does) {
      case 'complete':
        return `${name} done`;
      case 'refuse':
        throw new TerminalError('Refused', `${name} is refused`);
      case 'fail twice':
        if (ctx.attempt <= 2) throw new Error(`${name} failed`);
        return `${name} done at attempt ${ctx.attempt}`;
      case 'fail always':
        throw new Error(`${name} failed at ${ctx.attempt}`);
      case 'time out':
        return new Promise(() => undefined);
      case 'beat, then fail once':
        if (ctx.attempt > 1) return `went on at ${JSON.stringify(ctx.lastHeartbeat)}`;
        ctx.heartbeat(7);
        throw new Error('after the heartbeat');
      case 'hand over':
        return ctx.handOver();
    }
  }

  private note(call: string, { idempotencyKey: key, attempt }: ActivityContext): void {
    this.list.push({ call, key, attempt });
  }
}
