import { expect, it } from '@jest/globals';
import { find } from 'mingo';
import type { mongo } from 'mongoose';
import { matching } from './matching.js';
import { StoredDocument } from './stored-document.js';
import { Table } from './table.js';

const documents: readonly mongo.Document[] = ['a/1', 'a/2', 'a/3', 'a0', 'b/1', 'b/2', 'c'].map((_id, i) => ({
  _id,
  seq: i % 3,
  at: new Date(i * 1_000),
  tags: i % 2 ? ['odd', i] : [],
  ...(i > 4 ? { status: i === 5 ? 'parked' : null } : {}),
}));

const table = new Table();
for (const document of documents) table.set(document['_id'] as string, StoredDocument.of(document));

const filters: readonly mongo.Document[] = [
  {},
  { _id: 'a/2' },
  { _id: 'nobody' },
  { _id: { $in: ['c', 'a/1', 'nobody', 'c'] } },
  { _id: { $in: ['c', 'a/1'] }, seq: 0 },
  { _id: { $in: ['c', 'a/1'], $gt: 'b' } },
  { _id: { $ne: 'c' } },
  { _id: { $exists: true } },
  { _id: { $gte: 'a/2', $lt: 'a0' } },
  { _id: { $gt: 'a/2', $lte: 'a0' } },
  { _id: { $gt: 'a/2', $gte: 'a/1', $lt: 'b/2', $lte: 'b/1' } },
  { _id: { $gt: 'zzz' } },
  { $or: [{ _id: 'a/2' }, { _id: { $gt: 'a/1', $lt: 'a/3' } }] },
  { $or: [{ _id: 'a/2', seq: 0 }, { seq: 2 }] },
  { _id: 'a/2', $or: [{ seq: { $lt: 1 } }, { seq: 1, at: { $lt: new Date(2_000) } }] },
  { $or: [{ _id: { $gt: 'b' } }], seq: 2 },
  { seq: { $in: [1, 2] }, at: { $lte: new Date(4_000), $gte: new Date(1_000) } },
  { tags: 'odd' },
  { tags: { $in: [3, 5] } },
  { tags: { $elemMatch: { $gt: 2 } } },
  { status: 'parked' },
  { status: { $in: ['parked', null] } },
  { status: null },
  { status: { $exists: false } },
  { at: new Date(3_000) },
  { seq: '1' },
];

it.each(filters)('finds by index what it would find by looking at everything: %j', (filter) => {
  const ids = (found: readonly mongo.Document[]) => found.map(({ _id }): unknown => _id).sort();
  const found = matching(filter, table).map(({ content }) => content);
  expect(ids(found)).toEqual(ids(find<mongo.Document>([...documents], filter).all()));
});

it('no longer finds what was removed, and finds what took its place', () => {
  const changing = new Table();
  for (const _id of ['b', 'd', 'a', 'c']) changing.set(_id, StoredDocument.of({ _id }));
  changing.set('b', undefined);
  changing.set('nobody', undefined);
  changing.set('c', StoredDocument.of({ _id: 'c', n: 1 }));
  const found = changing.within({ $gte: 'a', $lt: 'd' });
  expect(found.map(({ content }) => content)).toEqual([{ _id: 'a' }, { _id: 'c', n: 1 }]);
});
