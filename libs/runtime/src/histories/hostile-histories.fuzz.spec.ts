import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { checkHistory, CorruptHistory } from '@skald/engine';
import { virtualClock } from '@skald/testing';
import fc from 'fast-check';

import { holdInTime } from '../../../../test/hostile/hold.for-spec.js';
import { jsonText } from '../../../../test/hostile/json-text.for-spec.js';
import { mutated } from '../../../../test/hostile/mutation.for-spec.js';
import { evaluationWith } from '../evaluation/evaluation-with.js';
import type { History } from './history.js';
import { parseHistory } from './history.js';

const recorded = join(import.meta.dirname, '../../../../test/replay/histories');
const good = readdirSync(recorded).map((name) => JSON.parse(readFileSync(join(recorded, name), 'utf8')) as object);

it('a history in a file is read, or it is said where it is wrong; replay says that it is corrupt, and nothing else', async () => {
  const evaluation = evaluationWith({ clock: virtualClock() });
  const texts = fc.oneof({ weight: 30, arbitrary: mutated(...good) }, { weight: 1, arbitrary: jsonText });
  const seen = { refused: 0, corrupt: 0, replayed: 0 };
  await holdInTime(2_500, texts, async (text) => {
    const history = read(text);
    if (history === undefined) return void (seen.refused += 1);
    const { namespace, workflowId, turns } = history;
    try {
      await checkHistory({ instance: `${namespace}/${workflowId}`, turns, find: () => undefined, evaluation });
      seen.replayed += 1;
    } catch (error) {
      if (!(error instanceof CorruptHistory)) throw error;
      seen.corrupt += 1;
    }
  });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});

function read(text: string): History | undefined {
  try {
    return parseHistory(text);
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== 'NotAHistory' || message.length > 4_096) throw error;
    return undefined;
  }
}
