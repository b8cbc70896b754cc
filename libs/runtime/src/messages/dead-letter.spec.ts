import { describe, expect, it } from '@jest/globals';

import { deadLetter } from './dead-letter.js';
import { incoming } from './incoming.for-spec.js';

describe('a dead letter', () => {
  it('keeps bytes, key and headers and says why, when and from where', () => {
    const value = Uint8Array.of(1, 2, 0xff);
    const record = {
      ...incoming(value, { key: 'order-42' }),
      partition: 3,
      offset: 17,
      headers: { a: Uint8Array.of(9) },
    };
    expect(deadLetter(record, 'NOT_JSON', 'why', 0)).toEqual({
      topic: 'saga.requests.dlq',
      key: 'order-42',
      value,
      headers: {
        a: Uint8Array.of(9),
        skald_dlq_reason: 'NOT_JSON',
        skald_dlq_detail: 'why',
        skald_dlq_topic: 'saga.requests',
        skald_dlq_partition: '3',
        skald_dlq_offset: '17',
        skald_dlq_at: '1970-01-01T00:00:00.000Z',
      },
    });
  });

  it('keeps a key that is no text as a header', () => {
    const key = Uint8Array.of(0xff);
    expect(deadLetter(incoming('x', { key }), 'KEY_MISMATCH', '', 0)).toMatchObject({
      key: null,
      headers: { skald_dlq_key: Buffer.from(key) },
    });
  });
});
