import { describe, expect, it } from '@jest/globals';

import { charge, execute, participantRig } from './rig.for-spec.js';

const day = 86_400_000;

describe('the ledger', () => {
  it('forgets what is older than any command can be, page by page, and nothing else', async () => {
    const rig = await participantRig({
      handlers: [{ contract: charge, execute: () => ({ id: 'p' }), compensate: () => undefined }],
    });
    const stale = rig.clock.now() - 14 * day;
    const records = Array.from({ length: 2_500 }, (_, i) => ({
      key: `old-${i}`,
      mark: 'execute.1',
      at: stale,
      body: {},
    }));
    await Promise.all([rig.ledger.record(records), rig.clock.quiet()]);
    await rig.send(execute());
    await rig.clock.advance(10 * 60_000);
    const left = await rig.ledger.read(records.map(({ key }) => key));
    expect(left.flat()).toEqual([]);
    expect(Object.keys(await rig.marks())).toEqual(['execute.1', 'execute.1.done']);
  });
});
