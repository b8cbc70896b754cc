import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Source } from '@skald/runtime';
import { foundProviders } from '../discovery/found-provider.js';
import { grouped } from '../discovery/grouped.js';
import { MetadataAccessor } from '../discovery/metadata.accessor.js';
import { BootRefused } from '../errors/boot-refused.error.js';

interface FoundSource {
  readonly source: Source;
  /** Of the provider that carries it. */
  readonly name: string;
}

/** Finds the sources that providers carry. */
@Injectable()
export class SourceExplorer implements OnModuleInit {
  #found: readonly FoundSource[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly accessor: MetadataAccessor,
  ) {}

  get sources(): readonly Source[] {
    return this.#found.map(({ source }) => source);
  }

  /** @throws BootRefused */
  onModuleInit(): void {
    this.#found = foundProviders(this.discovery).flatMap(({ type, name }) =>
      this.accessor.sources(type).map((source) => ({ source, name })),
    );
    const problems = standTwice(this.#found);
    if (problems.length > 0) throw new BootRefused(problems);
  }
}

/** Two of one name share a consumer group and ids: each would get a part of the records. */
function standTwice(found: readonly FoundSource[]): readonly string[] {
  return [...grouped(found, ({ source }) => `${source.name} of ${source.topic}`)].flatMap(([source, twins]) =>
    twins.length === 1
      ? []
      : [
          `source ${source} stands ${twins.length} times: on ${twins.map(({ name }) => name).join(' and ')}; leave it on one, or give it another name`,
        ],
  );
}
