import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { SagaContract } from '@skald/contracts';
import type { SagaContext, SagaOptions } from '@skald/engine';

export interface SagaVersion extends SagaOptions {
  /** A whole number from 1 on; versions of a saga stand side by side. */
  readonly version: number;
}

export interface SagaMetadata {
  readonly contract: SagaContract;
  readonly version: SagaVersion;
}

export const SagaMark = DiscoveryService.createDecorator<SagaMetadata>();

// A property, not a method: its parameters are then checked strictly.
interface SagaCode<I, O, V> {
  run: (ctx: SagaContext<V>, input: I) => Promise<O>;
}

/** Marks a provider as one version of a saga; its `run` must fit the contract. */
export function Saga<I, O, V>(contract: SagaContract<I, O, V>, version: SagaVersion) {
  return <C extends new (...dependencies: never[]) => SagaCode<I, O, V>>(target: C): void => {
    Injectable()(target);
    SagaMark({ contract, version })(target);
  };
}
