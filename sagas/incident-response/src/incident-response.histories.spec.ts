import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { replayHistories } from '@skald/runtime';
import { sagaOf } from '@skald/testing';
import { IncidentResponseV1 } from './incident-response.saga.js';

it('I3 incident-response replays its stored histories', async () => {
  const report = await replayHistories(join(import.meta.dirname, '../histories'), [sagaOf(IncidentResponseV1)]);
  expect(report).toMatchObject({ ok: true, diverged: [], unreadable: [] });
  expect(report.replayed.map(({ name }) => name)).toEqual([
    'escalated.json',
    'false-alarm.json',
    'mitigated.json',
    'not-decided.json',
    'paused-and-resumed.json',
    'playbook-failed.json',
    'playbook-rolled-back.json',
    'refused.json',
    'resolved-early.json',
  ]);
  expect(report.replayed.flatMap(({ warnings }) => warnings)).toEqual([]);
});
