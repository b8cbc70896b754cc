import { describe, expect, it } from '@jest/globals';
import { BusUnavailable } from '@skald/ports';
import { TopicsMissing } from '@skald/runtime';
import { recordingLog, virtualClock } from '@skald/testing';
import { PatientStart } from './patient-start.js';

describe('a patient start', () => {
  it('waits for servers and topics, and says what for', async () => {
    const clock = virtualClock();
    const log = recordingLog();
    const answers = [new BusUnavailable('no broker'), new TopicsMissing('saga.requests not there'), undefined];
    const started = new PatientStart(clock, log).until('it', async () => {
      const error = answers.shift();
      if (error !== undefined) throw error;
    });
    await clock.advance(60_000);
    expect(await started).toBe(true);
    expect(log.entries.map(({ fields }) => fields['error'])).toEqual(['no broker', 'saga.requests not there']);
  });

  it('does not wait for what will not come', async () => {
    const start = new PatientStart(virtualClock(), recordingLog());
    await expect(start.until('it', () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
  });

  it('can be given up', async () => {
    const clock = virtualClock();
    const start = new PatientStart(clock, recordingLog());
    const started = start.until('it', () => Promise.reject(new BusUnavailable('no broker')));
    await clock.quiet();
    start.giveUp();
    expect(await started).toBe(false);
    expect(clock.timers).toBe(0);
  });
});
