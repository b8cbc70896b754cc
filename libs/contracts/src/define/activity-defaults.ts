import type { Duration } from './duration.js';
import { milliseconds } from './duration.js';
import { shown } from './shown.js';
import type { RetryOptions } from './retry-policy.js';
import { defaultCompensationRetry, defaultRetry, mustBeOptions, retryPolicy } from './retry-policy.js';

/** What happens to an activity whose outcome is unknown when the saga is undone. */
export type InDoubtPolicy = 'compensate' | 'skip' | 'ask';

export interface CompensationOptions {
  readonly retry?: RetryOptions;
  /** Of one attempt. */
  readonly timeout?: Duration;
}

/** How activities are carried out where nothing nearer says it: a call over its contract, over its saga, over the module. */
export interface ActivityDefaults {
  readonly retry?: RetryOptions;
  /** Of one attempt, kept by the participant. */
  readonly timeout?: Duration;
  /** Of the whole activity with all its attempts, kept by the coordinator. */
  readonly deadline?: Duration;
  /** How long a command may wait for a participant to start it. */
  readonly scheduleToStart?: Duration;
  /** The longest silence of a participant that heartbeats. */
  readonly heartbeat?: Duration;
  /** When a wait for this activity has lasted so long it is told, once; nothing else happens. */
  readonly escalateAfter?: Duration;
  readonly inDoubt?: InDoubtPolicy;
  readonly compensation?: CompensationOptions;
}

/** What all levels together say. */
export interface NearestOptions extends ActivityDefaults {
  readonly retry: RetryOptions;
  readonly compensation: CompensationOptions & { readonly retry: RetryOptions };
}

const nothingSaid: NearestOptions = { retry: {}, compensation: { retry: {} } };

/** The nearest word counts, option by option, also within `retry` and `compensation`. The farthest comes first. */
export function nearest(...levels: readonly (ActivityDefaults | undefined)[]): NearestOptions {
  return levels.reduce<NearestOptions>((far, near) => (near === undefined ? far : over(near, far)), nothingSaid);
}

function over(near: ActivityDefaults, far: NearestOptions): NearestOptions {
  const retry = { ...far.retry, ...said(near.retry) };
  const undo = { ...far.compensation, ...said(near.compensation) };
  const undoRetry = { ...far.compensation.retry, ...said(near.compensation?.retry) };
  return { ...far, ...said(near), retry, compensation: { ...undo, retry: undoRetry } };
}

/** What is undefined is not said. */
function said<T extends object>(options: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}

const lengths = ['timeout', 'deadline', 'scheduleToStart', 'heartbeat', 'escalateAfter'] as const;
const names = ['retry', ...lengths, 'inDoubt', 'compensation'];

/**
 * @param others options that may stand beside these
 * @throws TypeError naming the option that is out of range, or that is none
 */
export function checkActivityDefaults(options: ActivityDefaults, field: string, others: readonly string[] = []): void {
  mustBeOptions(options, field, [...others, ...names]);
  mustBeOptions(options.compensation ?? {}, `${field}: compensation`, ['retry', 'timeout']);
  retryPolicy(options.retry ?? {}, defaultRetry, `${field}: retry`);
  retryPolicy(options.compensation?.retry ?? {}, defaultCompensationRetry, `${field}: compensation.retry`);
  for (const key of lengths) {
    const value = options[key];
    if (value !== undefined) milliseconds(value, `${field}: ${key}`, 'not zero');
  }
  const undo = options.compensation?.timeout;
  if (undo !== undefined) milliseconds(undo, `${field}: compensation.timeout`, 'not zero');
  const { inDoubt } = options;
  if (inDoubt !== undefined && !['compensate', 'skip', 'ask'].includes(inDoubt)) {
    throw new TypeError(`${field}: inDoubt: ${shown(inDoubt)} is not compensate, skip or ask`);
  }
}
