import { isEventType } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import { isCount, isInstant, isObject, type Unchecked } from './stored-values.js';
import { UnknownFormat } from './unknown-format.error.js';
import { UnreadableTurn } from './unreadable-turn.error.js';

/**
 * A turn as an adapter decodes it from what is stored, when it has the shape of one.
 * @throws UnreadableTurn | UnknownFormat
 */
export function storedTurn(instance: string, seq: number, decode: () => Turn): Turn {
  let turn: Turn;
  try {
    turn = decode();
  } catch (error) {
    if (error instanceof UnknownFormat) throw error;
    throw new UnreadableTurn(instance, seq, (error as Error).message, { cause: error });
  }
  const problem = flawOf(turn);
  if (problem !== undefined) throw new UnreadableTurn(instance, seq, problem);
  const later = turn.events.find(({ type }) => !isEventType(type));
  if (later !== undefined) throw new UnknownFormat(unknownType(`Turn ${seq} of ${instance}`, later));
  return turn;
}

function unknownType(where: string, { index, type }: { readonly index: number; readonly type: string }): string {
  const event = `event ${index} of type ${type}`;
  return `${where} has ${event}, which this release does not know: run the release that wrote it, or a later one.`;
}

/** How every release names the types of its events; what is not named so, none has written. */
const nameOfType = /^[A-Z][A-Za-z0-9]{0,63}$/;

function flawOf({ seq, run, at, saga, version, causes, applied, events }: Unchecked<Turn>): string | undefined {
  for (const [name, value] of Object.entries({ seq, run, version })) {
    if (!isCount(value)) return `${name} is no whole number`;
  }
  if (!isInstant(at)) return 'at is no instant';
  if (typeof saga !== 'string') return 'saga is no text';
  if (!Array.isArray(causes)) return 'causes is no list';
  if (!isObject(applied)) return 'applied is no object';
  for (const name of ['topicEpoch', 'requests', 'results']) {
    if (!Number.isSafeInteger(applied[name])) return `applied.${name} is no whole number`;
  }
  if (!Array.isArray(events)) return 'events is no list';
  const broken = events.findIndex(
    (event) => !isObject(event) || !isCount(event['index']) || !isNameOfType(event['type']),
  );
  return broken < 0 ? undefined : `events.${broken} is no event`;
}

function isNameOfType(value: unknown): boolean {
  return typeof value === 'string' && nameOfType.test(value);
}
