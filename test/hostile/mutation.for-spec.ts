import fc from 'fast-check';
import { jsonText, words } from './json-text.for-spec.js';

type Edit =
  | { readonly kind: 'drop' }
  | { readonly kind: 'replace' | 'double'; readonly text: string }
  | { readonly kind: 'rename' | 'add'; readonly key: string; readonly text: string };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Edit>({ kind: 'drop' }) },
  { weight: 6, arbitrary: jsonText.map<Edit>((text) => ({ kind: 'replace', text })) },
  { weight: 1, arbitrary: jsonText.map<Edit>((text) => ({ kind: 'double', text })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom<'rename' | 'add'>('rename', 'add'), fc.constantFrom(...words), jsonText)
      .map<Edit>(([kind, key, text]) => ({ kind, key, text })),
  },
);

/** The text of one of these messages with up to three of its values, at any depth, dropped, doubled, renamed or made hostile. */
export function mutated(...good: readonly object[]): fc.Arbitrary<string> {
  const edits = fc.array(fc.tuple(fc.nat(99), edit), { maxLength: 3 });
  return fc.tuple(fc.constantFrom(...good), edits).map(([message, drawn]) => {
    const nodes = count(message);
    return written(message, new Map(drawn.map(([at, change]) => [(at % nodes) + 1, change])), { next: 0 });
  });
}

function count(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + count(item), 1);
}

function written(value: unknown, edits: ReadonlyMap<number, Edit>, place: { next: number }): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const list = Array.isArray(value);
  const parts = Object.entries(value).flatMap(([key, item]) => {
    const change = edits.get((place.next += 1));
    const as = (name: string, text: string) => (list ? text : `${JSON.stringify(name)}:${text}`);
    const kept = as(key, written(item, edits, place));
    switch (change?.kind) {
      case undefined:
        return [kept];
      case 'drop':
        return [];
      case 'replace':
        return [as(key, change.text)];
      case 'double':
        return [kept, as(key, change.text)];
      case 'rename':
        return [as(change.key, written(item, new Map(), { next: 0 }))];
      case 'add':
        return [kept, as(change.key, change.text)];
    }
  });
  return list ? `[${parts.join()}]` : `{${parts.join()}}`;
}
