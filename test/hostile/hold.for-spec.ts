import fc from 'fast-check';

/** Cases that all specs of hostile input draw together in the test command. */
const inTestCommand = 100_000;

/** `npm run fuzz -- --runs N`: so many over all; without it the same cases each time, so that nothing is red by chance. */
const asked = process.env['SKALD_FUZZ_RUNS'];
const seed = process.env['SKALD_FUZZ_SEED'];

const untouched = new Map([Object.prototype, Array.prototype, Function.prototype].map((one) => [one, namesOf(one)]));

/** Holds a property over its share of the cases; no case may leave anything behind in what all objects share. */
export function hold<T>(share: number, arbitrary: fc.Arbitrary<T>, property: (drawn: T) => void): void {
  const numRuns = asked === undefined ? share : Math.ceil((share / inTestCommand) * Number(asked));
  fc.assert(
    fc.property(arbitrary, (drawn) => {
      property(drawn);
      mustBeUntouched();
    }),
    { numRuns, ...(seed !== undefined ? { seed: Number(seed) } : asked === undefined ? { seed: 42 } : {}) },
  );
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
