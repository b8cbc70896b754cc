import { expect, it } from '@jest/globals';

it('@skald/testing is imported where there is no test framework', async () => {
  const names = ['describe', 'it', 'test', 'expect', 'beforeEach', 'afterEach', 'beforeAll', 'afterAll', 'jest'];
  for (const name of names) Reflect.deleteProperty(globalThis, name);
  expect(names.filter((name) => name in globalThis)).toEqual([]);
  expect(Object.keys(await import('@skald/testing'))).toContain('sagaSpecification');
});
