import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { IncomingRecord } from '@skald/ports';

import { hold, mustBeUntouched } from '../../../../test/hostile/hold.for-spec.js';
import { goodCommands, goodReplies, goodRequests, goodResults } from '../../../../test/hostile/messages.for-spec.js';
import { records } from '../../../../test/hostile/records.for-spec.js';
import { deadLetter } from './dead-letter.js';
import { decodeCommand } from './decode-command.js';
import { decodeReply } from './decode-reply.js';
import { decodeRequest } from './decode-request.js';
import { decodeResult } from './decode-result.js';
import { incoming } from './incoming.for-spec.js';
import type { Unreadable } from './read-json.js';
import { textOf } from './read-json.js';

type Decoded =
  | { readonly kind: 'message'; readonly message: object }
  | { readonly kind: 'forward'; readonly key: string }
  | { readonly kind: 'refused'; readonly path: string; readonly detail: string }
  | Unreadable;

interface Boundary {
  readonly topic: string;
  readonly keys: readonly string[];
  readonly good: readonly object[];
  readonly decode: (record: IncomingRecord) => Decoded;
}

const boundaries: Readonly<Record<string, Boundary>> = {
  requests: { topic: 'saga.requests', keys: ['order-42'], good: goodRequests, decode: (r) => decodeRequest(r) },
  results: { topic: 'saga.results', keys: ['order-42'], good: goodResults, decode: (r) => decodeResult(r) },
  commands: {
    topic: 'saga.commands.payments',
    keys: ['order-42:charge'],
    good: goodCommands,
    decode: (r) => decodeCommand(r),
  },
  replies: { topic: 'saga.replies', keys: ['order-42'], good: goodReplies, decode: (r) => decodeReply(r) },
};

/** A reply and a header hold so much, whatever was sent. */
const mostSaid = 4_096;

describe.each(Object.entries(boundaries))('hostile %s', (_, { topic, keys, good, decode }) => {
  it('are good as they are drawn from', () => {
    for (const message of good) {
      expect(decode(incoming(message, { key: keys[0]!, topic }))).toEqual({ kind: 'message', message });
    }
  });

  it('never make the decoder throw; what is wrong is said in few words, what is readable reads the same again (V7)', () => {
    const seen = new Set<string>();
    hold(12_000, records({ topic, keys }, ...good), (record) => {
      const decoded = decode(record);
      seen.add(decoded.kind);
      switch (decoded.kind) {
        case 'message':
          return readsAgain(decode, record, decoded.message);
        case 'forward':
          return expectThat(decoded.key !== '', 'a key to forward it under');
        case 'refused':
          return saysWhere(decoded.path, decoded.detail);
        case 'unreadable': {
          saysWhere('', decoded.detail);
          const dead = deadLetter(record, decoded.reason, decoded.detail, 0);
          return expectThat(dead.value === record.value, 'its bytes are kept');
        }
      }
    });
    expect([...seen]).toEqual(expect.arrayContaining(['message', 'unreadable']));
  });
});

function readsAgain(decode: Boundary['decode'], record: IncomingRecord, message: object): void {
  const text = JSON.stringify(message);
  const again = decode({ ...record, value: Buffer.from(text) });
  expectThat(
    again.kind === 'message' && isDeepStrictEqual(again.message, JSON.parse(text)),
    `${text} reads otherwise again`,
  );
  const { workflowId, activityId } = message as { workflowId: string; activityId: string };
  if (record.key === null || record.key.byteLength === 0 || record.topic === 'saga.replies') return;
  const key = record.topic.startsWith('saga.commands') ? `${workflowId}:${activityId}` : workflowId;
  expectThat(textOf(record.key) === key, 'the key is that of the identity');
}

function saysWhere(path: string, detail: string): void {
  expectThat(path === '' || path.startsWith('/'), `${path} is a JSON pointer`);
  expectThat(detail !== '' && path.length + detail.length <= mostSaid, `${path.length} + ${detail.length} is short`);
}

function expectThat(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`not so: ${what}`);
}

it('a prototype that was polluted would be seen', () => {
  Object.defineProperty(Object.prototype, 'polluted', { value: 1, configurable: true });
  expect(mustBeUntouched).toThrow('polluted');
  Reflect.deleteProperty(Object.prototype, 'polluted');
});
