import { describe, expect, it } from '@jest/globals';
import { printSchema } from './schema.mongo.js';

describe('the schema', () => {
  it('is printed as commands of the shell, one a line', () => {
    const lines = printSchema().split('\n');
    expect(lines).toContain('db.createCollection("journal")');
    expect(lines).toContain('db.instances.createIndex({"bucket":1,"wakeAt":1,"_id":1}, {"name":"due"})');
    expect(lines.every((line) => /^db\..+\)$/.test(line))).toBe(true);
  });
});
