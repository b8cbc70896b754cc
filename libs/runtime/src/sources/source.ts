import type { SagaContract, Schema, SignalContract } from '@skald/contracts';
import { defaultNamespace, isName, nameRule, requireTopicName } from '@skald/contracts';

import type { ForeignRecord } from '../foreign/foreign-record.js';
import type { StartWords } from '../requests/start-words.js';

/** What a record of an existing topic says about the start of an instance. */
export interface StartOfRecord<I> extends StartWords<I> {
  readonly workflowId: string;
  /** Repeats of one requestId are one request; by default it derives from the record's place. */
  readonly requestId?: string;
}

/** What a record of an existing topic says to an instance. */
export interface SignalOfRecord<T> {
  readonly workflowId: string;
  readonly payload: T;
  /** One signalId is one signal; by default it derives from the record's place. */
  readonly signalId?: string;
}

export interface SourceOptions<E> {
  /** What a record must fit before the map sees it; the map is given what the schema made of it. */
  readonly schema?: Schema<E>;
  /** Of the instances. By default `default`. */
  readonly namespace?: string;
  /**
   * Part of the consumer group and of derived ids: another name reads the topic from its beginning.
   * By default `start.<saga>` or `signal.<signal>`.
   */
  readonly name?: string;
}

interface SourceBase {
  readonly topic: string;
  readonly name: string;
  readonly namespace: string;
  readonly schema?: Schema;
}

export interface StartSource extends SourceBase {
  readonly kind: 'start-source';
  readonly saga: SagaContract;
  map(event: unknown, record: ForeignRecord): StartOfRecord<unknown> | undefined;
}

export interface SignalSource extends SourceBase {
  readonly kind: 'signal-source';
  readonly signal: SignalContract;
  map(event: unknown, record: ForeignRecord): SignalOfRecord<unknown> | undefined;
}

/** Records of a topic that exists already, as requests. */
export type Source = StartSource | SignalSource;

/** Leaves room in a requestId for partition and offset. */
const longestTogether = 200;

/**
 * Starts an instance for each record of a topic; undefined passes a record over.
 * @throws TypeError naming what is wrong.
 */
export function startsFrom<I, O, E = I>(
  topic: string,
  saga: SagaContract<I, O>,
  map: (event: E, record: ForeignRecord) => StartOfRecord<NoInfer<I>> | undefined,
  options: SourceOptions<E> = {},
): StartSource {
  return { kind: 'start-source', saga, map, ...base(topic, `start.${saga.name}`, options) };
}

/**
 * Sends a signal for each record of a topic; undefined passes a record over.
 * @throws TypeError naming what is wrong.
 */
export function signalsFrom<T, E = T>(
  topic: string,
  signal: SignalContract<T>,
  map: (event: E, record: ForeignRecord) => SignalOfRecord<NoInfer<T>> | undefined,
  options: SourceOptions<E> = {},
): SignalSource {
  return { kind: 'signal-source', signal, map, ...base(topic, `signal.${signal.name}`, options) };
}

function base<E>(
  topic: string,
  defaultName: string,
  { schema, namespace = defaultNamespace, name = defaultName }: SourceOptions<E>,
): SourceBase {
  requireTopicName(topic);
  if (!isName('namespace', namespace)) {
    throw new TypeError(
      `source ${name} of ${topic}: namespace ${JSON.stringify(namespace)} is not ${nameRule('namespace')}`,
    );
  }
  if (!isName('signal name', name)) {
    throw new TypeError(`source ${JSON.stringify(name)} of ${topic}: the name is not ${nameRule('signal name')}`);
  }
  if (topic.length + name.length > longestTogether) {
    throw new TypeError(
      `source ${name} of ${topic}: topic and name have over ${longestTogether} characters: give it a shorter name`,
    );
  }
  return { topic, name, namespace, ...(schema !== undefined && { schema }) };
}
