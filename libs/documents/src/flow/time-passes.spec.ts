import { expect, it } from '@jest/globals';
import { timePasses } from './time-passes.js';

it.each([
  [2 * 86_400_000, '2 days pass'],
  [86_400_000, '1 day passes'],
  [3_600_000, '1 hour passes'],
  [5_400_000, '90 minutes pass'],
  [250, '250 milliseconds pass'],
  [0, '0 milliseconds pass'],
  [31 * 86_400_000 - 127_000, 'about 31 days pass'],
  [86_400_001, 'about 1 day passes'],
])('%i ms: %s', (ms, text) => expect(timePasses(ms)).toBe(text));
