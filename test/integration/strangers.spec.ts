import { expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { haveKcat, kcat, startKcat } from '../strangers/kcat.js';
import { havePython, python } from '../strangers/python.js';
import { describeWith } from '../strangers/skip.js';

jest.setTimeout(180_000);

const describeWithKcat = await describeWith(haveKcat);
const describeWithPython = await describeWith(havePython);

describeWithKcat('kcat', () => {
  it('runs to its end and says what it is', async () => {
    const { stdout, stderr } = await kcat(['-V']);
    expect(stdout + stderr).toContain('librdkafka');
  });

  it('rejects with what it said when it cannot do what is asked', async () => {
    await expect(kcat(['-P', '-t', 'things'], 'a\n')).rejects.toThrow(/kcat .* ended with 1:[^]*-b/);
  });

  it('can be stopped', async () => {
    const running = await startKcat(['-C', '-b', '127.0.0.1:1', '-t', 'things']);
    running.stop();
    await expect(running.ended).resolves.toMatchObject({ stdout: '' });
  });
});

describeWithPython('Python', () => {
  it('has confluent-kafka, sees its environment and tells its lines', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'skald-python-'));
    try {
      const script = join(folder, 'hello.py');
      writeFileSync(script, 'import os, confluent_kafka\nprint(os.environ["NAME"])\nprint("rdkafka")\n');
      const running = await python(script, { NAME: 'skald' });
      const lines: string[] = [];
      for await (const line of running.lines()) lines.push(line);
      expect(lines).toEqual(['skald', 'rdkafka']);
      await running.ended;
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
