import type { Json } from '@skald/contracts';
import { defineActivity, defineSaga, defineSignal } from '@skald/contracts';
import type { SagaContext, SagaDefinition, SagaOptions } from '@skald/engine';
import { SagaFailure } from '@skald/engine';
import { z } from 'zod';

/** What the one activity of this suite is asked to do, so that each story says how its participants behave. */
const Work = z.object({
  name: z.string(),
  does: z
    .enum(['complete', 'refuse', 'fail twice', 'fail always', 'time out', 'beat, then fail once', 'hand over'])
    .default('complete'),
});
export type Work = z.infer<typeof Work>;

const settings = {
  input: Work,
  output: z.string(),
  errors: ['Refused'],
  retry: { maxAttempts: 3, initialInterval: '20ms', backoffCoefficient: 1 },
} as const;

/** Can be undone. */
export const work = defineActivity('conformance.work', { ...settings, compensable: true });
/** Cannot. */
export const note = defineActivity('conformance.note', settings);

/** Gives back what it is given, whatever that is. */
export const echo = defineActivity('conformance.echo', {
  input: z.json(),
  output: z.json(),
  retry: { maxAttempts: 1 },
});

export const go = defineSignal('go', z.string());
export const anything = defineSignal('anything', z.json());

export const sagas: SagaDefinition[] = [];

/** Registers a saga of this suite; its contract is what a client starts. */
function story(name: string, run: (ctx: SagaContext, input: string) => Promise<unknown>, options: SagaOptions = {}) {
  const contract = defineSaga(`conformance.${name}`, { input: z.string(), output: z.any(), signals: [go] });
  sagas.push({ contract, version: 1, options, run: run as SagaDefinition['run'] });
  return contract;
}

const done = (name: string): Work => ({ name, does: 'complete' });

export const sequence = story('sequence', async (ctx) => {
  const first = await ctx.activity(note, done('a'));
  return [first, await ctx.activity(note, done('b'))];
});

export const fanOut = story('fan-out', async (ctx) => {
  const all = await Promise.all(Array.from({ length: 100 }, (_, n) => ctx.activity(note, done(`${n}`))));
  return all.length;
});

export const one = story('one', (ctx, does) => ctx.activity(work, { name: 'one', does: does as Work['does'] }));

export const stubborn = story('stubborn', (ctx) =>
  ctx.activity(work, { name: 'stubborn', does: 'fail always' }, { retry: { maxAttempts: 5 } }),
);

const oddContract = defineSaga('conformance.odd', { input: z.json(), output: z.json(), signals: [anything] });
sagas.push({
  ...{ contract: oddContract, version: 1, options: {} },
  run: async (ctx, input) => {
    ctx.view(input);
    return [input, await ctx.activity(echo, input as Json), await ctx.receive(anything)];
  },
});
export const odd = oddContract;

/** Does a and b, then what its input says. */
export const undone = story('undone', async (ctx, does) => {
  await ctx.activity(work, done('a'), { id: 'a' });
  await ctx.activity(work, done('b'), { id: 'b' });
  await ctx.activity(
    work,
    { name: 'c', does: does as Work['does'] },
    // A busy machine must come to begin it, and its undo, before its time is over.
    { id: 'c', timeout: '500ms', retry: { maxAttempts: 1 }, compensation: { timeout: '10s' } },
  );
});

export const undoneTogether = story(
  'undone-together',
  async (ctx) => {
    for (const id of ['a', 'b']) await ctx.activity(work, done(id), { id });
    throw new SagaFailure('Enough');
  },
  { compensationOrder: 'parallel' },
);

export const raced = story('raced', async (ctx, wait) => {
  const { winner, value } = await ctx.race({ signal: ctx.receive(go), timer: ctx.timer(wait as '1s') });
  return [winner, value ?? null];
});

export const collected = story('collected', async (ctx) => {
  const seen: string[] = [];
  while (seen.length < 3) seen.push(await ctx.receive(go));
  return seen;
});

export const effects = { runs: 0 };
export const effect = story('effect', async (ctx) => {
  const first = await ctx.effect('count', () => (effects.runs += 1));
  await ctx.activity(note, done('between'));
  return (await ctx.effect('count', () => (effects.runs += 1))) === first;
});

export const waiting = story('waiting', async (ctx) => {
  await ctx.activity(work, done('a'), { id: 'a' });
  return ctx.receive(go);
});

export const scoped = story('scoped', async (ctx) => {
  await ctx.activity(work, done('kept'), { id: 'kept' });
  try {
    return await ctx.scope(async () => {
      await ctx.activity(work, done('tried'), { id: 'tried' });
      return ctx.activity(note, { name: 'x', does: 'refuse' });
    });
  } catch (error) {
    return (error as SagaFailure).type;
  }
});

export const renewed = story('renewed', async (ctx, n) => {
  await ctx.activity(work, done(n), { id: 'work' });
  return Number(n) < 3 ? ctx.continueAsNew(`${Number(n) + 1}`) : `${n} after ${ctx.run} runs`;
});

export const renewedAndUndone = story('renewed-and-undone', async (ctx, n) => {
  await ctx.activity(work, done(n), { id: 'work' });
  if (Number(n) < 2) return ctx.continueAsNew(`${Number(n) + 1}`);
  throw new SagaFailure('Enough');
});

/** Its first run ends at the first signal. */
export const atTheBoundary = story('at-the-boundary', async (ctx, first) => {
  if (ctx.run === 0) return ctx.continueAsNew(await ctx.receive(go));
  const seen = [first];
  while (seen.length < 25) seen.push(await ctx.receive(go));
  return seen;
});

export const pivoted = story('pivoted', async (ctx) => {
  await ctx.activity(work, done('a'), { id: 'a' });
  ctx.pivot();
  return ctx.activity(note, { name: 'late', does: 'fail twice' }, { id: 'late', retry: { maxAttempts: 2 } });
});

export const timedOut = story('timed-out', async (ctx) => {
  await ctx.activity(work, done('a'), { id: 'a' });
  await ctx.receive(go);
});

export const seeded = story('seeded', async (ctx) => {
  const before = [ctx.now().getTime(), ctx.uuid(), ctx.random()];
  await ctx.timer('10ms');
  return [before, ctx.now().getTime() >= Number(before[0])];
});

export const looped = story('looped', async (ctx) => {
  const seen: string[] = [];
  for await (const said of ctx.signals(go)) {
    if (said === 'stop') break;
    seen.push(said);
  }
  return seen;
});

export const shown = story('shown', async (ctx) => {
  ctx.view({ stage: 'waiting' });
  ctx.attributes({ stage: 'waiting', customer: 'c-7' });
  await ctx.receive(go);
  ctx.view({ stage: 'over' });
  ctx.attributes({ stage: 'over', customer: null });
  return [ctx.patched('first-release'), ctx.attributes()];
});

const child = story('child', async (ctx, does) => {
  await ctx.activity(work, done('of the child'), { id: 'first' });
  return ctx.activity(work, { name: 'last of the child', does: does as Work['does'] }, { id: 'last' });
});

export const parent = story('parent', async (ctx, does) => {
  await ctx.activity(work, done('before'), { id: 'before' });
  return ctx.child(child, { input: does, workflowId: `${ctx.workflowId}-child` });
});

export const parentOfRenewed = story('parent-of-renewed', async (ctx, does) => {
  const output = await ctx.child(renewed, { input: '0', workflowId: `${ctx.workflowId}-child` });
  if (does === 'refuse') throw new SagaFailure('Enough');
  return output;
});

export const parentThatFails = story('parent-that-fails', async (ctx) => {
  await ctx.activity(work, done('before'), { id: 'before' });
  await ctx.child(child, { input: 'complete', workflowId: `${ctx.workflowId}-child` });
  throw new SagaFailure('Enough');
});

export const detaching = story('detaching', (ctx) =>
  Promise.resolve(ctx.detach(child, { input: 'complete', workflowId: `${ctx.workflowId}-detached` })),
);
export { child };
