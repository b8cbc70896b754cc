import { describe, expect, it, jest } from '@jest/globals';
import { createRequire } from 'node:module';
import { repairKafkajs, whenConnecting } from './kafkajs.repairs.js';

const require = createRequire(import.meta.url);

interface Queue {
  pending: unknown[];
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  requestTimeoutIntervalId: NodeJS.Timeout | undefined;
  inflight: Map<number, unknown>;
  scheduleCheckPendingRequests(): void;
  scheduleRequestTimeoutCheck(): void;
  destroy(): void;
}

function requestQueue(): Queue {
  const RequestQueue = require('kafkajs/src/network/requestQueue') as new (options: object) => Queue;
  return new RequestQueue({ requestTimeout: 5_000, enforceRequestTimeout: true, logger: { debug: () => undefined } });
}

describe('the repairs of kafkajs', () => {
  it('start no timer while nothing is pending', () => {
    const unrepaired = requestQueue();
    repairKafkajs();
    repairKafkajs();
    const queue = requestQueue();
    queue.scheduleCheckPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
    queue.pending.push({});
    queue.scheduleCheckPendingRequests();
    expect(queue.throttleCheckTimeoutId).not.toBeNull();
    queue.destroy();
    unrepaired.destroy();
  });

  it('still give late requests up', () => {
    repairKafkajs();
    jest.useFakeTimers();
    const queue = requestQueue();
    const timeoutRequest = jest.fn();
    queue.inflight.set(1, { sentAt: Date.now(), requestTimeout: 5_000, timeoutRequest });
    queue.scheduleRequestTimeoutCheck();
    jest.advanceTimersByTime(5_000);
    expect(timeoutRequest).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1_000);
    expect(timeoutRequest).toHaveBeenCalledTimes(1);
    queue.destroy();
    jest.useRealTimers();
  });

  it('say so loudly where the library is another one', () => {
    repairKafkajs();
    const ConsumerGroup = require('kafkajs/src/consumer/consumerGroup') as {
      prototype: { connect: (this: object) => unknown };
    };
    whenConnecting({}, () => undefined);
    expect(() => ConsumerGroup.prototype.connect.call({ cluster: {} })).toThrow(/2\.2\.4/);
  });
});
