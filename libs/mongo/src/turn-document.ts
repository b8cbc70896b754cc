import { instanceKey, parseInstanceKey } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import { storedTurn, UnknownFormat } from '@skald/ports';
import { loadedPayload, storedPayloads, type EscapeMark } from './payload/stored-payload.js';

/** Of the documents that are written; a release first learns to read a format, the next one writes it. */
const format = 1;

/** Text that sorts as the number does, up to a hundred million turns of one instance. */
const seqDigits = 8;

/** One turn in `journal`. */
export interface TurnDocument extends EscapeMark {
  /** `namespace/workflowId/00000007` */
  readonly _id: string;
  readonly v: number;
  readonly instance: string;
  readonly run: number;
  readonly at: Date;
  readonly saga: string;
  readonly version: number;
  readonly causes: readonly string[];
  readonly applied: Turn['applied'];
  readonly events: Turn['events'];
}

export function turnId(instance: string, seq: number): string {
  return `${instance}/${String(seq).padStart(seqDigits, '0')}`;
}

/** Follows every turn of this instance: `0` comes after `/`. */
export function afterLastTurn(instance: string): string {
  return `${instance}0`;
}

export function toTurnDocument(turn: Turn): TurnDocument {
  const instance = instanceKey(turn);
  const { seq, run, saga, version, causes, applied, events } = turn;
  const header = { _id: turnId(instance, seq), v: format, instance, run, at: new Date(turn.at), saga, version };
  return { ...header, causes, applied, ...storedPayloads({ events }) };
}

/** @throws UnreadableTurn | UnknownFormat */
export function toTurn(document: TurnDocument): Turn {
  const { _id } = document;
  const slash = _id.lastIndexOf('/');
  return storedTurn(_id.slice(0, slash), Number(_id.slice(slash + 1)), () => decoded(document));
}

function decoded(document: TurnDocument): Turn {
  const { _id, v, instance, run, saga, version, causes, applied } = document;
  if (v !== format) {
    throw new UnknownFormat(
      `The journal document ${_id} has format ${v}, this release reads ${format}: run the release that wrote it.`,
    );
  }
  const seq = Number(_id.slice(instance.length + 1));
  const header = { ...parseInstanceKey(instance), seq, run, at: document.at.getTime(), saga, version };
  return { ...header, causes, applied, events: loadedPayload(document, document.events) };
}
