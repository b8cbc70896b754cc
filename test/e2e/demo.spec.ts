import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Lines } from './system/line-reader.ts';
import { root } from './system/process-under-test.ts';

describe('npm run demo', () => {
  it('completes one order, undoes one, and resumes one after kill -9', async () => {
    const demo = spawn(process.execPath, [join(root, 'apps/standalone/dist/demo/demo.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const told = new Lines(demo.stdout);
    const code = await new Promise((resolve) => demo.once('exit', resolve));

    expect(code).toBe(0);
    const text = told.seen.join('\n');
    expect(text.match(/the saga is completed/g)).toHaveLength(2);
    expect(text).toContain('everything that was done is undone');
    expect(text).toMatch(/--- kill -9 \d+ ---\n.*the saga stands where it stood.*\n.*signal approve/);
    expect(told.seen.at(-1)).toBe('One order completed, one undone, one resumed after kill -9.');
  }, 60_000);
});
