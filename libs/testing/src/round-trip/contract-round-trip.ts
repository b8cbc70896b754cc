import type {
  ActivityContract,
  DomainEventContract,
  Json,
  SagaContract,
  Schema,
  SignalContract,
} from '@skald/contracts';
import { toJson, validate } from '@skald/contracts';
import { openEmbeddedStore } from '@skald/embedded';
import type { IncomingRecord } from '@skald/ports';
import { decodeCommand, decodeRequest, decodeResult } from '@skald/runtime';
import { aTurn, encoded, signalReceived } from '../builders/turn.js';
import { firstDifference } from './first-difference.js';
import { seededIds } from '../virtual/seeded-ids.js';
import { virtualClock } from '../virtual/virtual-clock.js';
import { type JsonSchema, ValuesOf } from './values-of.js';

export type AnyContract = ActivityContract | SagaContract | SignalContract | DomainEventContract;

/** A value that does not come back as it was. */
export interface Lost {
  /** `output of activity payments.charge`. */
  readonly what: string;
  readonly value: Json;
  /** JSON pointer to the first difference, or to what was refused. */
  readonly path: string;
  readonly detail: string;
}

export interface RoundTripOptions {
  /** Drawn for each schema. Default 50. */
  readonly values?: number;
  readonly seed?: number;
}

/**
 * Sends values of every schema of these contracts through JSON, the schema, the decoders of messages and a journal.
 * MongoDB's journal gives back any JSON byte for byte, which @skald/mongo holds for all contracts at once.
 * Schemas say their JSON Schema themselves (zod does).
 * @returns what does not survive; empty: everything does
 */
export async function contractRoundTrip(
  contracts: readonly AnyContract[],
  { values = 50, seed = 1 }: RoundTripOptions = {},
): Promise<readonly Lost[]> {
  const { random } = seededIds(seed);
  const clock = virtualClock();
  const store = openEmbeddedStore({ file: ':memory:', clock });
  const lost: Lost[] = [];
  let workflows = 0;
  const throughTheJournal = async (payload: Json): Promise<Json> => {
    const turn = aTurn({ workflowId: `w-${workflows++}`, events: [signalReceived(payload)] });
    const appended = store.journal.append(encoded(turn));
    await clock.quiet();
    const [outcome] = await appended;
    if (outcome?.kind !== 'appended') throw new Error(`the store: ${JSON.stringify(outcome)}`);
    const [turns] = await store.journal.read([{ instance: `${turn.namespace}/${turn.workflowId}`, fromSeq: 0 }]);
    return (turns?.[0]?.events[0] as unknown as { readonly payload: Json }).payload;
  };
  for (const part of contracts.flatMap(partsOf)) {
    const draws = new ValuesOf(jsonSchemaOf(part.schema, part.what), random);
    for (let n = 0; n < values; n++) {
      const value = draws.draw();
      const problem = await travel(part, value, throughTheJournal);
      if (problem === undefined) continue;
      lost.push({ what: part.what, value, ...problem });
      break;
    }
  }
  await store.close();
  return lost;
}

interface Part {
  readonly what: string;
  readonly schema: Schema;
  /** Through the message that carries it. */
  readonly decoded: (payload: Json) => unknown;
}

async function travel(
  { schema, decoded }: Part,
  value: Json,
  throughTheJournal: (payload: Json) => Promise<Json>,
): Promise<Pick<Lost, 'path' | 'detail'> | undefined> {
  try {
    const checked = validate(schema, value);
    if (!checked.ok) return { path: checked.path, detail: `the schema refuses it: ${checked.message}` };
    const sent = toJson(checked.value);
    for (const [where, back] of [
      ['JSON', JSON.parse(JSON.stringify(sent)) as Json],
      ['the message', decoded(sent)],
      ['the journal', await throughTheJournal(sent)],
    ] as const) {
      const path = firstDifference(sent, back);
      if (path !== undefined) return { path, detail: `it does not survive ${where}` };
    }
    const again = validate(schema, sent);
    if (!again.ok) return { path: again.path, detail: `the schema refuses what it gave itself: ${again.message}` };
    const path = firstDifference(sent, toJson(again.value));
    return path === undefined ? undefined : { path, detail: 'the schema changes what it gave itself' };
  } catch (error) {
    return { path: '', detail: (error as Error).message };
  }
}

const identity = { namespace: 'default', workflowId: 'w-1', run: 0, activityId: 'a' };

function partsOf(contract: AnyContract): readonly Part[] {
  switch (contract.kind) {
    case 'activity': {
      const { name } = contract;
      const command = {
        ...identity,
        type: 'execute',
        activity: name,
        attempt: 1,
        scheduledAt: '2026-01-01T00:00:00.000Z',
      };
      const result = { ...identity, type: 'completed', operation: 'execute', attempt: 1 };
      return [
        {
          ...{ what: `input of activity ${name}`, schema: contract.input },
          decoded: (input) =>
            messageOf(decodeCommand(record({ ...command, idempotencyKey: 'w-1:a', input }, 'w-1:a'))).input,
        },
        {
          ...{ what: `output of activity ${name}`, schema: contract.output },
          decoded: (output) => messageOf(decodeResult(record({ ...result, output }))).output,
        },
      ];
    }
    case 'saga': {
      const { name, signals } = contract;
      const start = { type: 'start', namespace: 'default', workflowId: 'w-1', saga: name };
      return [
        {
          ...{ what: `input of saga ${name}`, schema: contract.input },
          decoded: (input) => messageOf(decodeRequest(record({ ...start, input }))).input,
        },
        { what: `output of saga ${name}`, schema: contract.output, decoded: (output) => output },
        ...signals.flatMap(partsOf),
      ];
    }
    case 'signal': {
      const signal = { type: 'signal', namespace: 'default', workflowId: 'w-1', name: contract.name };
      return [
        {
          ...{ what: `payload of signal ${contract.name}`, schema: contract.payload },
          decoded: (payload) => messageOf(decodeRequest(record({ ...signal, payload }))).payload,
        },
      ];
    }
    case 'domain-event':
      return [
        { what: `payload of domain event ${contract.topic}`, schema: contract.payload, decoded: (payload) => payload },
      ];
  }
}

function record(message: object, key = 'w-1'): IncomingRecord {
  const value = new TextEncoder().encode(JSON.stringify(message));
  const encodedKey = new TextEncoder().encode(key);
  return { topic: 'round-trip', partition: 0, offset: 0, key: encodedKey, value, headers: {}, timestamp: 0 };
}

function messageOf(decoded: { readonly kind: string }): Readonly<Record<string, unknown>> {
  if (decoded.kind === 'message') return (decoded as unknown as { readonly message: Record<string, unknown> }).message;
  throw new Error(`the decoder refuses it: ${JSON.stringify(decoded)}`);
}

function jsonSchemaOf(schema: Schema, what: string): JsonSchema {
  const standard = schema['~standard'] as {
    readonly jsonSchema?: { input(options: { readonly target: string }): JsonSchema };
  };
  if (standard.jsonSchema === undefined) throw new TypeError(`${what}: its schema does not say its JSON Schema`);
  try {
    return standard.jsonSchema.input({ target: 'draft-2020-12' });
  } catch (error) {
    throw new TypeError(`${what}: ${(error as Error).message}`, { cause: error });
  }
}
