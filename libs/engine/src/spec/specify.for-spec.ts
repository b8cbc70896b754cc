import { describe } from '@jest/globals';
import type { SagaDefinition } from '../index.js';
import type { InstanceOptions } from './instance-under-test.for-spec.js';
import { InstanceUnderTest } from './instance-under-test.for-spec.js';

/** Runs specs against an instance kept in memory, one replayed before every turn, and a mixture. */
export function specify(
  behaviour: string,
  specs: (given: (code: SagaDefinition, options?: InstanceOptions) => InstanceUnderTest) => void,
): void {
  describe.each([
    ['kept in memory', 'kept'],
    ['replayed before every turn', 'replayed'],
    ['now kept, now replayed', 'mixed'],
  ] as const)(`${behaviour}, %s`, (_, mode) => {
    specs((code, options = {}) => new InstanceUnderTest(code, { mode, ...options }));
  });
}
