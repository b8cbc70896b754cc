import { describe, expect, it } from '@jest/globals';

import { decodeRequest } from './decode-request.js';
import { incoming } from './incoming.for-spec.js';

const key = 'order-42';
const start = { type: 'start', saga: 'order-checkout', input: { total: 1 } };
const many = Array.from({ length: 65 }, (_, i) => [`k${i}`, i]);
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('a start request', () => {
  it('needs no more than key, type and saga', () => {
    expect(decodeRequest(incoming({ type: 'start', saga: 'order-checkout' }, { key }))).toEqual({
      kind: 'message',
      message: { type: 'start', workflowId: key, namespace: 'default', saga: 'order-checkout', input: null },
    });
  });

  it('keeps every option and ignores what it does not know', () => {
    const options = {
      ...start,
      workflowId: key,
      namespace: 'acme',
      requestId: 'r-1',
      replyTo: 'orders.replies',
      version: 2,
      timeoutMs: 1000,
      attributes: { customer: 'c-7', total: 3, vip: true },
      onExisting: 'reject',
      delayMs: 60_000,
      parent: { workflowId: 'trip-1', run: 0, childId: 'hotel', attempt: 1 },
    };
    expect(decodeRequest(incoming({ ...options, futureField: 1 }, { key }))).toEqual({
      kind: 'message',
      message: options,
    });
  });

  it.each([
    ['no saga', { type: 'start' }, '/saga'],
    ['a saga of another type', { ...start, saga: 7 }, '/saga'],
    ['a version that is no whole number', { ...start, version: 1.5 }, '/version'],
    ['an attribute that is no plain value', { ...start, attributes: { 'a/b': {} } }, '/attributes/a~1b'],
    ['an attribute that is too long', { ...start, attributes: { a: 'x'.repeat(1_025) } }, '/attributes/a'],
    ['an attribute without a name', { ...start, attributes: { '': 1 } }, '/attributes/'],
    ['too many attributes', { ...start, attributes: Object.fromEntries(many) }, '/attributes'],
    ['attributes that are a list', { ...start, attributes: ['a'] }, '/attributes'],
    ['attributes that are null', { ...start, attributes: null }, '/attributes'],
    ['an unknown way with existing instances', { ...start, onExisting: 'replace' }, '/onExisting'],
    ['a delay below nothing', { ...start, delayMs: -1 }, '/delayMs'],
    ['an empty requestId', { ...start, requestId: '' }, '/requestId'],
  ])('with %s is refused, naming the path', (_, request, path) => {
    expect(decodeRequest(incoming(request, { key }))).toMatchObject({
      kind: 'refused',
      code: 'INVALID_INPUT',
      path,
      identity: { namespace: 'default', workflowId: key },
    });
  });

  it('of a child is refused with what is needed to answer its parent', () => {
    const parent = { workflowId: 'trip-1', run: 0, childId: 'hotel', attempt: 1 };
    expect(decodeRequest(incoming({ type: 'start', parent }, { key }))).toMatchObject({ kind: 'refused', parent });
    expect(decodeRequest(incoming({ type: 'undo', parent: { ...parent, run: -1 } }, { key }))).toMatchObject({
      kind: 'refused',
      path: '/parent/run',
    });
    expect(decodeRequest(incoming({ type: 'undo', parent }, { key }))).toEqual({
      kind: 'message',
      message: { type: 'undo', namespace: 'default', workflowId: key, parent },
    });
  });

  it('is refused with what is needed to answer it', () => {
    expect(decodeRequest(incoming({ type: 'start', requestId: 'r', replyTo: 'mine' }, { key }))).toMatchObject({
      kind: 'refused',
      type: 'start',
      requestId: 'r',
      replyTo: 'mine',
    });
  });

  it('with an input over the limit is refused', () => {
    const limits = { payloadBytes: 1_000 };
    expect(decodeRequest(incoming({ ...start, input: 'é'.repeat(500) }, { key }), limits)).toMatchObject({
      kind: 'refused',
      code: 'PAYLOAD_TOO_LARGE',
      path: '/input',
    });
    expect(decodeRequest(incoming({ ...start, input: 'é'.repeat(499) }, { key }), limits).kind).toBe('message');
  });

  it('is weighed as it would be stored, not as it came', () => {
    const text = `{"type":"start","saga":"s","input":[${Array(60).fill('1e20').join()}]}`;
    expect(decodeRequest(incoming(text, { key }), { payloadBytes: 1_000 })).toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
    });
  });

  it('with __proto__ at any depth is refused', () => {
    const text = '{"type":"start","saga":"s","input":{"a":[{"__proto__":{"x":1}}]}}';
    expect(decodeRequest(incoming(text, { key }))).toMatchObject({
      code: 'INVALID_INPUT',
      path: '/input/a/0/__proto__',
    });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('may be nested as deep as every store can hold, and no deeper', () => {
    expect(decodeRequest(incoming(`{"type":"start","saga":"s","input":${deep(64)}}`, { key })).kind).toBe('message');
    expect(decodeRequest(incoming(`{"type":"start","saga":"s","input":${deep(65)}}`, { key }))).toMatchObject({
      kind: 'refused',
      code: 'INVALID_INPUT',
    });
    expect(decodeRequest(incoming(`{"type":"start","saga":"s","input":${deep(200_000)}}`, { key })).kind).toBe(
      'refused',
    );
  });

  it('with a number that no double can hold is refused', () => {
    expect(decodeRequest(incoming('{"type":"start","saga":"s","input":{"n":1e999}}', { key }))).toMatchObject({
      path: '/input/n',
    });
  });
});

describe('the other requests', () => {
  it.each([
    [{ type: 'signal', name: 'approve' }, { payload: null }],
    [{ type: 'signal', name: 'approve', signalId: 's', payload: { by: 'ana' } }, {}],
    [{ type: 'cancel', reason: 'r', compensate: false, actor: 'ana' }, {}],
    [{ type: 'terminate', reason: 'r' }, {}],
    [{ type: 'retry', activityId: 'charge', run: 0, operation: 'compensate', reason: 'r' }, {}],
    [{ type: 'skip', activityId: 'charge' }, {}],
    [{ type: 'resolve', activityId: 'charge', output: { id: 1 } }, {}],
    [{ type: 'pause', reason: 'r' }, {}],
    [{ type: 'resume' }, {}],
  ])('%j is read', (request, defaults) => {
    expect(decodeRequest(incoming(request, { key }))).toEqual({
      kind: 'message',
      message: { namespace: 'default', workflowId: key, ...request, ...defaults },
    });
  });

  it.each([
    [{ type: 'signal' }, '/name'],
    [{ type: 'cancel', compensate: 'no' }, '/compensate'],
    [{ type: 'retry', activityId: 'a:b' }, '/activityId'],
    [{ type: 'pause', reason: 7 }, '/reason'],
  ])('%j is refused at %s', (request, path) => {
    expect(decodeRequest(incoming(request, { key }))).toMatchObject({ kind: 'refused', code: 'INVALID_INPUT', path });
  });
});

describe('the key of a request', () => {
  it('must be its workflowId', () => {
    expect(decodeRequest(incoming({ ...start, workflowId: 'other' }, { key }))).toMatchObject({
      kind: 'unreadable',
      reason: 'KEY_MISMATCH',
    });
  });

  it('is put right when it is missing', () => {
    expect(decodeRequest(incoming({ ...start, workflowId: key }))).toEqual({ kind: 'forward', key });
    expect(decodeRequest(incoming({ ...start, workflowId: key }, { key: new Uint8Array() }))).toEqual({
      kind: 'forward',
      key,
    });
  });

  it.each([
    ['neither key nor workflowId', start, null],
    ['a slash in it', start, 'a/b'],
    ['more than 256 characters', start, 'x'.repeat(257)],
    ['a workflowId that is no text', { ...start, workflowId: 7 }, null],
    ['bytes that are no text', start, Uint8Array.of(0xff)],
    ['a bad namespace', { ...start, namespace: 'A B' }, key],
  ])('is unreadable with %s', (_, request, recordKey) => {
    expect(decodeRequest(incoming(request, { key: recordKey })).kind).toBe('unreadable');
  });
});

describe('what cannot be read at all', () => {
  it.each([
    ['nothing', null, 'NOT_JSON'],
    ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), 'NOT_JSON'],
    ['no JSON', '{"secret-text', 'NOT_JSON'],
    ['an array', '[]', 'INVALID_MESSAGE'],
    ['null', 'null', 'INVALID_MESSAGE'],
    ['an unknown type', { type: 'explode' }, 'INVALID_MESSAGE'],
    ['the name of an inherited property', { type: 'constructor' }, 'INVALID_MESSAGE'],
    ['more bytes than a broker takes', Buffer.alloc(9_000_000, 32), 'OVERSIZE'],
  ])('%s', (_, value, reason) => {
    const decoded = decodeRequest(incoming(value, { key }));
    expect(decoded).toMatchObject({ kind: 'unreadable', reason });
    expect(JSON.stringify(decoded)).not.toContain('secret');
  });
});

describe('a signal with a start', () => {
  const signal = {
    type: 'signal',
    name: 'approve',
    payload: 1,
    start: { saga: 'order-checkout', input: { total: 1 } },
  };

  it('carries what a start carries', () => {
    const options = {
      version: 2,
      timeoutMs: 1,
      delayMs: 0,
      attributes: { vip: true },
      onExisting: 'restart-if-closed',
    };
    const request = { ...signal, start: { ...signal.start, ...options } };
    expect(decodeRequest(incoming(request, { key }))).toEqual({
      kind: 'message',
      message: { ...request, workflowId: key, namespace: 'default' },
    });
  });

  it.each([
    ['no saga', { input: 1 }, '/start/saga'],
    ['an attribute that is no plain value', { ...signal.start, attributes: { a: {} } }, '/start/attributes/a'],
    ['no object at all', 'start', '/start'],
  ])('with %s is refused, naming the path', (_, given, path) => {
    expect(decodeRequest(incoming({ ...signal, start: given }, { key }))).toMatchObject({
      ...{ kind: 'refused', code: 'INVALID_INPUT', path },
    });
  });

  it('whose input is too heavy, or nested too deep, is refused with its path', () => {
    const heavy = { ...signal, start: { ...signal.start, input: 'x'.repeat(100) } };
    expect(decodeRequest(incoming(heavy, { key }), { payloadBytes: 100 })).toMatchObject({
      ...{ kind: 'refused', code: 'PAYLOAD_TOO_LARGE', path: '/start/input' },
    });
    const text = JSON.stringify({ ...signal, start: { saga: 's', input: 'HERE' } }).replace('"HERE"', deep(1_000));
    expect(decodeRequest(incoming(text, { key }))).toMatchObject({
      ...{ kind: 'refused', code: 'INVALID_INPUT', path: expect.stringMatching(/^\/start\/input\/0/) },
    });
  });
});
