import { jest } from '@jest/globals';
import fc from 'fast-check';

/** Of one test of whatever spec imports this, in milliseconds: the same cases take long on a machine that has much to do. */
jest.setTimeout(300_000);

/** Cases that all specs of hostile input draw together in the test command. */
const inTestCommand = 100_000;

/** `npm run fuzz -- --runs N --seed S`: so many over all; without it the same cases each time, so that nothing is red by chance. */
const asked = process.env['SKALD_FUZZ_RUNS'];
const seed = process.env['SKALD_FUZZ_SEED'];

const untouched = new Map([Object.prototype, Array.prototype, Function.prototype].map((one) => [one, namesOf(one)]));

/** Holds a property over its share of the cases; no case may leave anything behind in what all objects share. */
export function hold<T>(share: number, arbitrary: fc.Arbitrary<T>, property: (drawn: T) => void): void {
  const held = fc.property(arbitrary, (drawn) => {
    property(drawn);
    mustBeUntouched();
  });
  fc.assert(held, cases(share));
}

/** The same for what takes its time. */
export async function holdInTime<T>(
  share: number,
  arbitrary: fc.Arbitrary<T>,
  property: (drawn: T) => Promise<void>,
): Promise<void> {
  const held = fc.asyncProperty(arbitrary, async (drawn) => {
    await property(drawn);
    mustBeUntouched();
  });
  await fc.assert(held, cases(share));
}

function cases(share: number): fc.Parameters<unknown> {
  const numRuns = asked === undefined ? share : Math.ceil((share / inTestCommand) * Number(asked));
  return { numRuns, seed: seed === undefined ? 42 : Number(seed) };
}

export function mustBeUntouched(): void {
  for (const [prototype, names] of untouched) {
    const now = namesOf(prototype);
    if (now !== names) throw new Error(`a prototype was polluted: ${now}`);
  }
}

function namesOf(prototype: object): string {
  return Reflect.ownKeys(prototype).map(String).join();
}

/** So many of them, for what is too slow for a case each; the same ones each time, unless a seed is given. */
export function drawn<T>(count: number, arbitrary: fc.Arbitrary<T>): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed: seed === undefined ? 42 : Number(seed) });
}
