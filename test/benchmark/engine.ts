import type { Json, SagaContract } from '../../libs/contracts/dist/index.js';
import { defineActivity, defineSaga } from '../../libs/contracts/dist/index.js';
import type { Evaluation, Execution, Input, SagaDefinition, Turn } from '../../libs/engine/dist/index.js';
import { replayHistory } from '../../libs/engine/dist/index.js';

// The engine alone, without journal and bus: `tsc -b libs/engine && node test/benchmark/engine.ts`.

const anything: SagaContract['input'] = {
  '~standard': { version: 1, vendor: 'bench', validate: (value) => ({ value }) },
};
const reserve = defineActivity('inventory.reserve', { input: anything, output: anything, compensable: true });
const contract = defineSaga('bench', { input: anything, output: anything });

const saga = (activities: number): SagaDefinition => ({
  contract,
  version: 1,
  options: {},
  run: async (ctx) => {
    let sum = 0;
    for (let i = 0; i < activities; i += 1) sum += (await ctx.activity(reserve, { sku: `sku-${i}`, n: i })).n;
    return sum;
  },
});

const wide = (activities: number): SagaDefinition => ({
  contract,
  version: 1,
  options: {},
  run: async (ctx) => {
    const all = await Promise.all(Array.from({ length: activities }, (_, i) => ctx.activity(reserve, { n: i })));
    return all.length;
  },
});

/** One macrotask is shared by all who wait for it, as in the runtime. */
function sharedMacrotask(): Evaluation {
  let shared: Promise<void> | undefined;
  return {
    guard: (fn) => fn(),
    scopes: { present: undefined, run: (_, fn) => fn() },
    settled: () =>
      (shared ??= new Promise((resolve) =>
        setImmediate(() => {
          shared = undefined;
          resolve();
        }),
      )),
  };
}

async function instanceOf(
  workflowId: string,
  code: SagaDefinition,
  evaluation: Evaluation,
  turns: readonly Turn[] = [],
): Promise<Execution> {
  const instance = `default/${workflowId}`;
  return (await replayHistory({ instance, turns, publishedSeq: Infinity, find: () => code, evaluation })).execution;
}

const start = (workflowId: string): Input => ({
  kind: 'request',
  request: { type: 'start', saga: 'bench', namespace: 'default', workflowId, input: { order: workflowId } },
});

const completed = (workflowId: string, n: number): Input => {
  const output: Json = { id: `r-${n}`, n, warehouse: 'north', at: '2026-11-22T10:00:00.000Z' };
  const activityId = `inventory.reserve#${n}`;
  const identity = { namespace: 'default', workflowId, run: 0, activityId };
  return { kind: 'result', result: { type: 'completed', ...identity, operation: 'execute', attempt: 1, output } };
};

async function run(workflowId: string, code: SagaDefinition, activities: number, evaluation: Evaluation) {
  const execution = await instanceOf(workflowId, code, evaluation);
  const turns: Turn[] = [];
  let now = 1_800_000_000_000;
  const take = async (input: Input): Promise<void> => {
    const outcome = await execution.turn([input], (now += 5), () => code);
    if (outcome.turn !== undefined) turns.push(outcome.turn.turn);
    // What the runtime asks for after every turn.
    void execution.waitingFor;
    void execution.wakeAt;
  };
  await take(start(workflowId));
  for (let n = 1; n <= activities; n += 1) await take(completed(workflowId, n));
  return { execution, turns };
}

async function throughput(
  sagas: number,
  activities: number,
  inFlight: number,
): Promise<{ perSecond: number; cpuMicros: number }> {
  const code = saga(activities);
  const evaluation = sharedMacrotask();
  let next = 0;
  const cpu = process.cpuUsage();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (next < sagas) await run(`w-${(next += 1)}`, code, activities, evaluation);
    }),
  );
  const { user, system } = process.cpuUsage(cpu);
  const n = sagas * activities;
  return { perSecond: n / ((performance.now() - began) / 1_000), cpuMicros: (user + system) / n };
}

const evaluation = sharedMacrotask();
await throughput(2_000, 10, 256);
for (let i = 0; i < 3; i += 1) {
  const { perSecond, cpuMicros } = await throughput(10_000, 10, 256);
  console.log(
    `10-activity sagas, 256 in flight: ${Math.round(perSecond)} activities/s, ${cpuMicros.toFixed(1)} µs of CPU each`,
  );
}

// 5,000 activities in sequence: 10,000 events and one start.
const long = saga(5_001);
const { turns } = await run('long', long, 5_000, evaluation);
const stored = JSON.parse(JSON.stringify(turns)) as Turn[];
const events = stored.reduce((n, turn) => n + turn.events.length, 0);
const times: number[] = [];
for (let i = 0; i < 5; i += 1) {
  const began = performance.now();
  await instanceOf('long', long, evaluation, stored);
  times.push(performance.now() - began);
}
console.log(`replay of ${events} events: ${Math.min(...times).toFixed(1)} ms (first ${times[0]!.toFixed(1)} ms)`);

for (const activities of [250, 2_500, 25_000 / 2]) {
  const began = performance.now();
  await run(`wide-${activities}`, wide(activities), activities, evaluation);
  const each = ((performance.now() - began) * 1_000) / activities;
  console.log(`${activities} activities open at once: ${each.toFixed(1)} µs each`);
}
