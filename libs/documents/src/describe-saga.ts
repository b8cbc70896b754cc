import type { Turn } from '@skald/engine';
import { stringify } from 'yaml';
import { asyncApiDocument } from './asyncapi/async-api-document.js';
import { contractsAmong } from './described-contracts.js';
import { flowchart } from './flow/flowchart.js';
import { flowsOf } from './flow/flows-of.js';

export interface SagaToDescribe {
  /** As its package says them. */
  readonly name: string;
  readonly version: string;
  /** What its module exports; the contracts among it are described. */
  readonly exported: Readonly<Record<string, unknown>>;
  /** Of instances whose ways are drawn; none: no diagram. */
  readonly histories: readonly (readonly Turn[])[];
  /** Where the published JSON Schemas are, from where the description will be. */
  readonly schemas: string;
  /** Of the topics. Default: `saga.` */
  readonly prefix?: string;
}

/** The descriptions of a saga: their texts by file name, none without a saga. The same saga gives the same texts. */
export function describeSaga(saga: SagaToDescribe): Map<string, string> {
  const { name, version, exported, histories, schemas, prefix } = saga;
  const contracts = contractsAmong(exported);
  if (contracts.sagas.length === 0) return new Map();
  const document = asyncApiDocument(contracts, {
    title: name,
    version,
    schemas,
    ...(prefix !== undefined && { prefix }),
  });
  const files = new Map([['asyncapi.yaml', stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 })]]);
  if (histories.length > 0) files.set('diagram.mmd', flowchart(flowsOf(histories)));
  return files;
}
