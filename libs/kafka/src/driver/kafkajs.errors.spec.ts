import { describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { DriverError } from './driver.error.js';
import { translated } from './kafkajs.errors.js';

const { KafkaJSNonRetriableError, KafkaJSNumberOfRetriesExceeded, KafkaJSConnectionError } = kafkajs;

function said(type: string): Error {
  return Object.assign(new Error(`the broker said ${type}`), { type, name: 'KafkaJSProtocolError' });
}

describe('errors of kafkajs', () => {
  it.each([
    ['MESSAGE_TOO_LARGE', 'refused'],
    ['UNKNOWN_TOPIC_OR_PARTITION', 'unknown-topic'],
    ['ILLEGAL_GENERATION', 'stale'],
    ['GROUP_AUTHORIZATION_FAILED', 'fatal'],
    ['NOT_LEADER_FOR_PARTITION', 'unavailable'],
    ['SOMETHING_NEW', 'unavailable'],
  ])('reads %s as %s, however deep it is wrapped', (type, kind) => {
    const inner = said(type);
    const wrapped = new KafkaJSNumberOfRetriesExceeded(inner, { retryCount: 5, retryTime: 100 });
    expect(translated(inner).kind).toBe(kind);
    expect(translated(wrapped).kind).toBe(kind);
    expect(translated({ name: 'KafkaJSAggregateError', errors: [inner] }).kind).toBe(kind);
    expect(translated(inner)).toBeInstanceOf(DriverError);
    expect(translated(inner).cause).toBe(inner);
  });

  it('takes connections that break for something that passes', () => {
    expect(translated(new KafkaJSConnectionError('ECONNREFUSED')).kind).toBe('unavailable');
    expect(translated(new KafkaJSNonRetriableError('whatever')).kind).toBe('unavailable');
    expect(translated('a string').kind).toBe('unavailable');
    expect(translated(undefined).kind).toBe('unavailable');
  });

  it('does not follow a circle of causes', () => {
    const error = new Error('a') as Error & { cause: unknown };
    error.cause = error;
    expect(translated(error).kind).toBe('unavailable');
  });
});
