import { describe, expect, it } from '@jest/globals';
import { MemoryEffects } from './effects.memory.js';
import { SqliteEffects } from './effects.sqlite.js';

const effect = {
  key: 'order-42:charge:execute',
  activity: 'payments.charge',
  operation: 'execute',
  at: new Date(0),
} as const;

describe.each([
  ['memory', () => new MemoryEffects()],
  ['SQLite', () => new SqliteEffects(':memory:')],
])('effects in %s', (_name, open) => {
  it('are effective once', async () => {
    const effects = open();
    expect(await effects.has(effect.key)).toBe(false);
    expect(await effects.happened(effect)).toBe(true);
    expect(await effects.happened(effect)).toBe(false);
    expect(await effects.has(effect.key)).toBe(true);
  });

  it('are called as often as they are called', async () => {
    const effects = open();
    await effects.called({ ...effect, attempt: 1 });
    await effects.called({ ...effect, attempt: 1 });
    expect(await effects.has(effect.key)).toBe(false);
  });
});
