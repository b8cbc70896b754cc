import { describe, expect, it } from '@jest/globals';
import type { Clock, IncomingRecord } from '@skald/ports';
import { recordingLog, virtualClock } from '@skald/testing';
import { SkewWatch } from './skew-watch.js';

function watched() {
  const time = virtualClock();
  const log = recordingLog();
  let behindMs = 0;
  const clock: Clock = { ...time, now: () => time.now() - behindMs };
  const watch = new SkewWatch(clock, log);
  return {
    ...{ time, log },
    behind: (ms: number) => (behindMs = ms),
    seen: () => watch.seen({ topic: 't', partition: 1, offset: 7, timestamp: time.now() } as IncomingRecord),
  };
}

describe('records from the future', () => {
  it('are no wonder within five seconds', () => {
    const { seen, behind, log } = watched();
    seen();
    behind(5_000);
    seen();
    expect(log.entries).toEqual([]);
  });

  it('[clock-jump] say that the clock of this machine is behind, and by how much, once a minute', async () => {
    const { seen, behind, log, time } = watched();
    behind(5_001);
    for (let n = 0; n < 100; n += 1) seen();
    expect(log.entries).toMatchObject([
      { level: 'error', message: expect.stringContaining('clocks differ'), fields: { aheadMs: 5_001, offset: 7 } },
    ]);
    await time.advance(60_000);
    seen();
    expect(log.entries).toHaveLength(2);
    behind(0);
    await time.advance(60_000);
    seen();
    expect(log.entries).toHaveLength(2);
  });
});
