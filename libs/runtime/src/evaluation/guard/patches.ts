import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import type { Refuse } from './refuse.js';

type Callable = (...args: unknown[]) => unknown;

interface Patch {
  readonly owner: object;
  readonly called: string;
  readonly names: readonly string[];
  readonly instead: string;
}

const timer = 'use ctx.timer()';
const outside = 'call the outside in an activity, or in ctx.effect()';

const patches: readonly Patch[] = [
  { owner: Math, called: 'Math.', names: ['random'], instead: 'use ctx.random()' },
  { owner: globalThis, called: '', names: ['setTimeout', 'setInterval', 'setImmediate'], instead: timer },
  { owner: timers, called: 'timers.', names: ['setTimeout', 'setInterval', 'setImmediate'], instead: timer },
  { owner: timersPromises, called: 'timers/promises.', names: ['setTimeout', 'setImmediate'], instead: timer },
  { owner: globalThis, called: '', names: ['fetch'], instead: outside },
  { owner: globalThis.crypto, called: 'crypto.', names: ['randomUUID'], instead: 'use ctx.uuid()' },
  {
    owner: crypto,
    called: 'crypto.',
    names: ['randomUUID', 'randomBytes', 'randomInt'],
    instead: 'use ctx.uuid() or ctx.random()',
  },
  { owner: performance, called: 'performance.', names: ['now'], instead: 'use ctx.now()' },
];

export function patchAll(refuse: Refuse): void {
  for (const { owner, called, names, instead } of patches) {
    for (const name of names) patch(owner as Record<string, Callable>, name, `${called}${name}()`, instead, refuse);
  }
  syncBuiltinESMExports();
}

function patch(owner: Record<string, Callable>, name: string, call: string, instead: string, refuse: Refuse): void {
  const real = owner[name];
  if (typeof real !== 'function') return;
  const guarded = function (this: unknown, ...args: unknown[]): unknown {
    refuse(call, instead, guarded);
    return real.apply(this ?? owner, args);
  };
  // `util.promisify(setTimeout)` and its kind look for properties of the function.
  Object.defineProperties(guarded, Object.getOwnPropertyDescriptors(real));
  Object.defineProperty(owner, name, { value: guarded, configurable: true, writable: true, enumerable: true });
}
