import { find, Query } from 'mingo';
import type { mongo } from 'mongoose';
import { StoredDocument } from './stored-document.js';
import type { Table } from './table.js';

export interface Question {
  readonly filter: mongo.Document;
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  /** 0 or left out: all. */
  readonly limit?: number;
  readonly projection?: Readonly<Record<string, 1>>;
}

/** The documents that a server would find, each a copy. */
export function answerTo({ filter, sort = {}, limit = 0, projection = {} }: Question, table: Table): mongo.Document[] {
  const found = sorted(matching(filter, table), sort);
  const fields = Object.keys(projection);
  return (limit === 0 ? found : found.slice(0, limit)).map((document) => {
    if (fields.length === 0) return document.copy();
    const { content } = document;
    const wanted = ['_id', ...fields].filter((name) => name in content).map((name) => [name, content[name]] as const);
    return StoredDocument.of(Object.fromEntries(wanted)).copy();
  });
}

/** By way of `_id` where the filter says something of it. */
export function matching(filter: mongo.Document, table: Table): readonly StoredDocument[] {
  const alternatives = alternativesOf(filter);
  if (alternatives !== undefined) return [...new Set(alternatives.flatMap((one) => matching(one, table)))];
  const { _id, ...others } = filter;
  const byId = foundById(_id, table);
  if (byId === undefined) return test(filter, table.all());
  return Object.keys(others).length === 0 ? byId : test(others, byId);
}

function test(filter: mongo.Document, documents: readonly StoredDocument[]): readonly StoredDocument[] {
  const others: [string, unknown][] = [];
  let left = documents;
  for (const [field, condition] of Object.entries(filter)) {
    const oneOf = valuesOf(field, condition);
    if (oneOf === undefined) others.push([field, condition]);
    else left = left.filter(({ content }) => has(oneOf, content[field]));
  }
  if (left.length === 0 || others.length === 0) return left;
  const query = new Query(Object.fromEntries(others));
  return left.filter(({ content }) => query.test(content));
}

/** Of a condition that names values of a field: most do, and asking the library takes ten times as long. */
function valuesOf(field: string, condition: unknown): ReadonlySet<unknown> | undefined {
  if (field.startsWith('$') || field.includes('.')) return undefined;
  const values = isIn(condition) ? condition.$in : [condition];
  return values.every((value) => typeof value !== 'object') ? new Set(values) : undefined;
}

function isIn(condition: unknown): condition is { readonly $in: readonly unknown[] } {
  return typeof condition === 'object' && condition !== null && Object.keys(condition).join() === '$in';
}

function has(values: ReadonlySet<unknown>, value: unknown): boolean {
  return values.has(value) || (Array.isArray(value) && value.some((item) => values.has(item)));
}

/** Of a filter that is nothing but alternatives, each of which names ids. */
function alternativesOf(filter: mongo.Document): readonly mongo.Document[] | undefined {
  const { $or, ...others } = filter;
  if (!Array.isArray($or) || Object.keys(others).length > 0) return undefined;
  return $or.every((one: mongo.Document) => '_id' in one) ? $or : undefined;
}

/** Undefined: the ids alone do not tell. */
function foundById(condition: unknown, table: Table): readonly StoredDocument[] | undefined {
  if (typeof condition === 'string') return present([condition], table);
  if (typeof condition !== 'object' || condition === null) return undefined;
  if (isIn(condition)) return present([...new Set(condition.$in as readonly string[])], table);
  const operators = Object.keys(condition);
  if (operators.every((operator) => ranges.has(operator))) return table.within(condition);
  return undefined;
}

const ranges = new Set(['$gt', '$gte', '$lt', '$lte']);

function present(ids: readonly string[], table: Table): readonly StoredDocument[] {
  return ids.flatMap((id) => table.get(id) ?? []);
}

function sorted(documents: readonly StoredDocument[], order: Readonly<Record<string, 1 | -1>>) {
  if (documents.length < 2 || Object.keys(order).length === 0) return documents;
  const byContent = new Map(documents.map((document) => [document.content, document]));
  const contents = find<mongo.Document>([...byContent.keys()], {})
    .sort(order)
    .all();
  return contents.map((content) => byContent.get(content)!);
}
