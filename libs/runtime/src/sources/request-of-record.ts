import type { DeadLetterReason } from '@skald/contracts';
import { validate } from '@skald/contracts';
import type { IncomingRecord } from '@skald/ports';

import { InvalidInput } from '../requests/errors/invalid-input.error.js';
import { PayloadTooLarge } from '../requests/errors/payload-too-large.error.js';
import { fittingJson } from '../requests/outgoing-json.js';
import { startWords } from '../requests/start-words.js';
import { foreignRecord, foreignValue } from '../foreign/foreign-record.js';
import { mustBeSynchronous } from '../foreign/must-be-synchronous.js';
import { decodeRequest } from '../messages/decode-request.js';
import type { MessageLimits } from '../messages/message-limits.js';
import { thrownText } from '../messages/thrown-text.js';
import type { SignalSource, Source, StartSource } from './source.js';

/** An error may quote what stood in the record. */
const longestDetail = 1_024;

/** What becomes of a record. */
export type Made =
  | { readonly kind: 'request'; readonly workflowId: string; readonly value: string }
  | { readonly kind: 'passed-over' }
  | { readonly kind: 'unfit'; readonly reason: DeadLetterReason; readonly detail: string };

export interface Place extends MessageLimits {
  /** Of a bus whose offsets begin anew with each process. */
  readonly topicEpoch?: number | undefined;
}

/** The request that a record stands for: the same one whenever the record comes again. Never throws (V7). */
export function requestOfRecord(source: Source, record: IncomingRecord, place: Place): Made {
  const read = foreignValue(record);
  if (read.kind === 'unreadable') return unfit(read.reason, read.detail);
  try {
    const event = source.schema === undefined ? { ok: true as const, value: read.value } : fitted(source, read.value);
    if (!event.ok) return unfit('INVALID_MESSAGE', `${event.path} ${event.message}`);
    const mapped = source.map(event.value, foreignRecord(record));
    if (mapped === undefined) return { kind: 'passed-over' };
    mustBeSynchronous(mapped);
    const { workflowId } = mapped;
    if (typeof workflowId !== 'string') return unfit('MAPPING_FAILED', 'the map gave no workflowId');
    const id = placeId(source, record, place);
    const body = source.kind === 'start-source' ? start(source, mapped, id, place) : signal(source, mapped, id, place);
    return checked(workflowId, JSON.stringify({ ...body, workflowId, namespace: source.namespace }), place);
  } catch (error) {
    if (error instanceof InvalidInput) return unfit('INVALID_INPUT', error.message);
    if (error instanceof PayloadTooLarge) return unfit('OVERSIZE', error.message);
    return unfit('MAPPING_FAILED', thrownText(error));
  }
}

/** Where the record stands. One record is one request, however often it comes. */
function placeId({ name }: Source, { topic, partition, offset }: IncomingRecord, { topicEpoch }: Place): string {
  return `${topic}-${partition}@${offset}${topicEpoch === undefined ? '' : `~${topicEpoch}`}/${name}`;
}

function fitted({ schema }: Source, value: unknown) {
  return validate(schema!, value);
}

type Mapped<S extends Source> = NonNullable<ReturnType<S['map']>>;

function start(source: StartSource, mapped: Mapped<Source>, id: string, { payloadBytes }: MessageLimits): object {
  const { workflowId, requestId = id, ...words } = mapped as Mapped<StartSource>;
  return { ...startWords(source.saga, workflowId, words, '', payloadBytes), type: 'start', requestId };
}

function signal(source: SignalSource, mapped: Mapped<Source>, id: string, { payloadBytes }: MessageLimits): object {
  const { workflowId, payload, signalId = id } = mapped as Mapped<SignalSource>;
  return {
    ...{ type: 'signal', name: source.signal.name, signalId, requestId: id },
    payload: fittingJson(source.signal.payload, payload, workflowId, '/payload', payloadBytes),
  };
}

/** As the coordinator will read it. */
function checked(workflowId: string, value: string, { payloadBytes }: MessageLimits): Made {
  const decoded = decodeRequest(
    {
      ...{ topic: '', partition: 0, offset: 0, headers: {}, timestamp: 0 },
      key: Buffer.from(workflowId),
      value: Buffer.from(value),
    },
    { payloadBytes },
  );
  switch (decoded.kind) {
    case 'message':
      return { kind: 'request', workflowId, value };
    case 'refused':
      return unfit('MAPPING_FAILED', `${decoded.path} ${decoded.detail}`);
    case 'unreadable':
      return unfit('MAPPING_FAILED', decoded.detail);
    case 'forward':
      return unfit('MAPPING_FAILED', 'the map gave an empty workflowId');
  }
}

function unfit(reason: DeadLetterReason, detail: string): Made {
  return { kind: 'unfit', reason, detail: detail.slice(0, longestDetail) };
}
