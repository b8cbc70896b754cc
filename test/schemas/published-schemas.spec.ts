import { describe, expect, it, jest } from '@jest/globals';
import { decodeRequest, decodeResult } from '@skald/runtime';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { misfit } from './fit.for-spec.ts';
import { folder, schemas } from './schemas.ts';

jest.setTimeout(60_000);

const names = readdirSync(folder);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

const identity = { run: 0, activityId: 'charge', operation: 'execute', attempt: 1 };
const record = (value: object) => ({
  topic: 'any',
  partition: 0,
  offset: 0,
  key: Buffer.from('order-42'),
  value: Buffer.from(JSON.stringify(value)),
  headers: {},
  timestamp: 0,
});

/** The least that is read as such a message, under the key `order-42`. */
const least: [schema: string, message: Record<string, unknown>][] = [
  ['request', { type: 'start', saga: 'order-checkout' }],
  ['request', { type: 'signal', name: 'approve' }],
  ['request', { type: 'cancel' }],
  ['request', { type: 'terminate' }],
  ['request', { type: 'retry' }],
  ['request', { type: 'pause' }],
  ['result', { type: 'started', ...identity }],
  ['result', { type: 'completed', ...identity }],
  ['result', { type: 'heartbeat', ...identity }],
  ['result', { type: 'handed-over', ...identity }],
  ['result', { type: 'failed', ...identity, error: { type: 'Broken', message: '' } }],
];

describe('the published schemas', () => {
  it('are up to date: else, npm run schemas', async () => {
    const wanted = await schemas();
    expect(names.sort()).toEqual([...wanted.keys()].sort());
    for (const [name, text] of wanted) expect({ name, text: read(name) }).toEqual({ name, text });
  });

  it.each(names)('%s is of draft 2020-12, named without a host', (name) => {
    const { $schema, $id } = JSON.parse(read(name)) as Record<string, string>;
    expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect($id).toBe(`urn:skald:v1:${name.replace('.schema.json', '')}`);
  });

  it.each(least)('let a %s leave out what its reader may fill in: %j', (schema, message) => {
    const decoded = schema === 'request' ? decodeRequest(record(message)) : decodeResult(record(message));
    expect(decoded.kind).toBe('message');
    expect(misfit(schema, message)).toBeUndefined();
  });

  it.each(least)('let a %s have fields that are not known yet: %j', (schema, message) => {
    expect(misfit(schema, { ...message, invented: { later: true } })).toBeUndefined();
  });

  it.each([
    ['request', { type: 'dance' }],
    ['request', { type: 'start' }],
    ['request', { type: 'cancel', compensate: 'yes' }],
    ['result', { type: 'completed', ...identity, attempt: 'first' }],
    ['result', { type: 'failed', ...identity }],
    ['reply', { type: 'closed', namespace: 'default', workflowId: 'a', run: 0, status: 'cancelled' }],
    ['command', { type: 'execute' }],
    ['event-record', { events: [] }],
    ['turn', { events: [{ index: 0, type: 'SagaExploded' }] }],
  ])('refuse a %s that is none: %j', (schema, message) => {
    expect(misfit(schema, message)).toContain(schema);
  });
});
