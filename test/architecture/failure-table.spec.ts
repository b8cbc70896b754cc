import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, shownInTests } from './shown-titles.for-spec.js';

/** What a release must answer for; the guide says for each what a person sees, and a test shows it. */
const failures = [
  ...['malformed-json', 'input-does-not-fit', 'unknown-saga', 'same-workflow-id', 'payload-over-cap'],
  ...['history-over-cap', 'nondeterminism', 'unserializable', 'event-loop-blocked', 'activity-fails'],
  ...['result-lost', 'duplicate-result', 'unreadable-record', 'engine-throws', 'broker-down', 'rebalance'],
  ...['store-down', 'store-slow', 'commit-unknown', 'rolled-back-write', 'write-conflict', 'two-owners'],
  ...['process-killed', 'sigterm', 'clock-jump', 'undo-fails', 'cancel-of-none', 'signal-while-closing'],
  ...['signal-flood', 'poison-run', 'corrupt-document', 'unknown-format', 'other-namespace'],
];

/** `'[store-down] is …'`, `'M9 [store-down] is …'`: the key before a title, after the numbers of scenarios. */
function keysIn(text: string): string[] {
  return [...text.matchAll(/['"`](?:[A-Z]\d{1,2} )*\[([a-z-]+)\] /g)].map(([, key]) => key!);
}

/** The first cell of each row. */
function rowsOf(guide: string): string[] {
  return [...guide.matchAll(/^\| `([a-z-]+)` /gm)].map(([, key]) => key!);
}

const shown = shownInTests(keysIn);

describe('the table of failures', () => {
  it('has a test for each row, named after it', () => {
    expect(failures.filter((key) => !shown.has(key))).toEqual([]);
  });

  it('has a row for each test that is named after one', () => {
    expect([...shown].filter((key) => !failures.includes(key))).toEqual([]);
  });

  it('stands in the guide, row for row', () => {
    const guide = readFileSync(join(root, 'docs/guides/troubleshooting.md'), 'utf8');
    expect(rowsOf(guide).toSorted()).toEqual(failures.toSorted());
  });

  it('counts a key only where it stands before a title', () => {
    const text = "it('[a-b] is', …); it(`M9 S3 [c] is`); it('is [d] not'); const e = ['f'] ; x['[g]'];";
    expect(keysIn(text)).toEqual(['a-b', 'c']);
    expect(rowsOf('| `a-b` | x |\n| ---- | - |\n| other `c` |')).toEqual(['a-b']);
  });
});
