import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DynamicModule, Type } from '@nestjs/common';
import type { ActivityContract, DomainEventContract } from '@skald/contracts';

export type NestModule = Type | DynamicModule;

/** What the packages that a coordinator hosts export. */
export interface LoadedSagas {
  readonly modules: readonly NestModule[];
  readonly activities: readonly ActivityContract[];
  readonly domainEvents: readonly DomainEventContract[];
}

/** Loads packages and files by their specifiers, or the example sagas. */
export async function loadSagas(specifiers: readonly string[] | undefined): Promise<LoadedSagas> {
  const packages =
    specifiers === undefined
      ? await exampleSagas()
      : await Promise.all(specifiers.map(async (specifier) => [specifier, await load(specifier)] as const));
  for (const [specifier, exported] of packages) {
    if (exportsOf(exported).some(isNestModule)) continue;
    throw new UnusableModule(specifier, 'exports no class with @Module()');
  }
  const all = [...new Set(packages.flatMap(([, exported]) => exportsOf(exported)))];
  return {
    modules: all.filter(isNestModule),
    activities: all.filter((value): value is ActivityContract => isContract(value, 'activity')),
    domainEvents: all.filter((value): value is DomainEventContract => isContract(value, 'domain-event')),
  };
}

async function exampleSagas() {
  return [
    ['@skald/incident-response', await import('@skald/incident-response')],
    ['@skald/order-checkout', await import('@skald/order-checkout')],
    ['@skald/provisioning', await import('@skald/provisioning')],
    ['@skald/subscription-billing', await import('@skald/subscription-billing')],
    ['@skald/trip-booking', await import('@skald/trip-booking')],
  ] as const;
}

async function load(specifier: string): Promise<object> {
  const isFile = specifier.startsWith('.') || specifier.startsWith('/');
  try {
    return (await import(isFile ? pathToFileURL(resolve(specifier)).href : specifier)) as object;
  } catch (error) {
    throw new UnusableModule(specifier, `cannot be loaded: ${(error as Error).message}`, { cause: error });
  }
}

function exportsOf(exported: object): readonly unknown[] {
  return Object.values(exported);
}

function isNestModule(value: unknown): value is NestModule {
  if (typeof value === 'object' && value !== null) return 'module' in value && isNestModule(value.module);
  return (
    typeof value === 'function' && ['imports', 'providers', 'exports'].some((key) => Reflect.hasMetadata(key, value))
  );
}

function isContract(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

/** A specifier of SKALD_MODULES cannot be used. */
class UnusableModule extends Error {
  override readonly name = 'UnusableModule';
  readonly code = 'UNUSABLE_MODULE';
  constructor(specifier: string, detail: string, options?: ErrorOptions) {
    super(`SKALD_MODULES: ${JSON.stringify(specifier)} ${detail}`, options);
  }
}
