import { describe, expect, it } from '@jest/globals';
import { BusUnavailable, StoreUnavailable } from '@skald/ports';
import { charge, compensate, execute, participantRig } from './rig.for-spec.js';

type When = 'before' | 'after';

/** Everything that is undone was done here before; what comes twice is known. */
const commands = [
  execute({ workflowId: 'done' }),
  execute({ workflowId: 'refused' }),
  execute({ workflowId: 'undone' }),
  compensate('completed', { workflowId: 'undone' }),
  compensate('unknown', { workflowId: 'never' }),
  execute({ workflowId: 'done' }),
];

/** The call of that number, of ledger and bus alike, loses its connection before or after it was carried out. */
async function told(lost: number, when: When) {
  let calls = 0;
  const over = <T extends object>(port: T, watched: readonly string[], gone: Error): T =>
    new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        if (!watched.includes(String(name))) return (method as () => unknown).bind(target);
        return async (...given: unknown[]): Promise<unknown> => {
          const isLost = (calls += 1) === lost;
          if (isLost && when === 'before') throw gone;
          const answer: unknown = await Reflect.apply(method, target, given);
          if (isLost) throw gone;
          return answer;
        };
      },
    });
  const effects: string[] = [];
  const rig = await participantRig({
    handlers: [
      {
        contract: charge,
        execute: (_: unknown, { workflowId, idempotencyKey }) => {
          effects.push(idempotencyKey);
          if (workflowId === 'refused') throw Object.assign(new Error('no'), { name: 'CardDeclined' });
          return { id: workflowId };
        },
        compensate: (_: unknown, { idempotencyKey }) => void effects.push(idempotencyKey),
      },
    ],
    ledger: (ledger) => over(ledger, ['record', 'read'], new StoreUnavailable('the connection was reset')),
    bus: (bus) => over(bus, ['publish'], new BusUnavailable('the connection was reset')),
  });
  await rig.send(...commands);
  await rig.clock.advance(60_000);
  const said = rig.results
    .filter(({ type }) => type !== 'started' && type !== 'heartbeat')
    .map(({ workflowId, operation, type, attempt }) => `${workflowId} ${operation} ${attempt} ${type}`);
  const result = {
    effects: [...effects].sort(),
    said: [...new Set(said)].sort(),
    committed: rig.committed,
    ready: rig.participant.health().ready,
    deadLetters: rig.deadLetters,
  };
  const drained = rig.participant.drain(0);
  await rig.clock.advance(0);
  await drained;
  return { result, calls };
}

describe('a ledger and a bus that drop every connection at one of the awaits', () => {
  it.each(['before', 'after'] as const)(
    'M2 %s the call was carried out: each effect once, and the same answers',
    async (when) => {
      const clean = await told(0, when);
      expect(clean.result).toEqual({
        effects: ['done:charge:execute', 'refused:charge:execute', 'undone:charge:compensate', 'undone:charge:execute'],
        said: [
          'done execute 1 completed',
          'never compensate 1 completed',
          'refused execute 1 failed',
          'undone compensate 1 completed',
          'undone execute 1 completed',
        ],
        committed: commands.length,
        ready: true,
        deadLetters: [],
      });
      expect(clean.calls).toBeGreaterThan(5);
      for (let lost = 1; lost <= clean.calls; lost += 1) {
        const { result } = await told(lost, when);
        expect([lost, result]).toEqual([lost, clean.result]);
      }
    },
  );
});
