import { Injectable } from '@nestjs/common';
import type { SagaContract, SignalContract } from '@skald/contracts';
import type { ForeignRecord, SignalOfRecord, Source, SourceOptions, StartOfRecord } from '@skald/runtime';
import { carrySource, signalsFrom, startsFrom } from '@skald/runtime';

/**
 * Starts an instance for each record of an existing topic, once; undefined passes a record over.
 * Without a schema the map is given what the record says in JSON, unchecked.
 */
export function StartsFrom<I, O, E = I>(
  topic: string,
  saga: SagaContract<I, O>,
  map: (event: E, record: ForeignRecord) => StartOfRecord<NoInfer<I>> | undefined,
  options: SourceOptions<E> = {},
): ClassDecorator {
  return carries(startsFrom(topic, saga, map, options));
}

/** Sends a signal for each record of an existing topic, once; undefined passes a record over. */
export function SignalsFrom<T, E = T>(
  topic: string,
  signal: SignalContract<T>,
  map: (event: E, record: ForeignRecord) => SignalOfRecord<NoInfer<T>> | undefined,
  options: SourceOptions<E> = {},
): ClassDecorator {
  return carries(signalsFrom(topic, signal, map, options));
}

function carries(source: Source): ClassDecorator {
  return (target) => {
    Injectable()(target);
    carrySource(target, source);
  };
}
