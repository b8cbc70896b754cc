import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { describeSaga } from '@skald/documents';
import type { Turn } from '@skald/engine';
import { approve } from '@skald/order-checkout';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { watchedCheckout } from '../schemas/watched-checkout.for-spec.ts';
import { flawsOf } from './async-api.for-spec.ts';

jest.setTimeout(60_000);

const root = join(import.meta.dirname, '..', '..');
const sagas = globSync('sagas/*', { cwd: root }).filter(
  (folder) => globSync('src/**/*.saga.ts', { cwd: join(root, folder) }).length > 0,
);
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

/** Until a saga has histories of its own, some that are recorded here. */
let recorded: (readonly Turn[])[] = [];
let checkout: Awaited<ReturnType<typeof watchedCheckout>>;

beforeAll(async () => {
  checkout = await watchedCheckout();
  const { clock, settled, start, history } = checkout;
  await start('completed');
  await start('declined', { card: '4000000000000002' });
  await start('sold-out', { lines: [{ sku: 'SOLD-OUT', quantity: 1 }] });
  const approved = await start('approved', { total: 5_000 });
  await settled(approved.signal(approve, { by: 'ana' }));
  const canceled = await start('canceled', { total: 5_000 });
  await settled(canceled.cancel());
  await start('expired', { total: 5_000 });
  await clock.advance(2 * 86_400_000 + 60_000);
  recorded = await Promise.all(
    ['completed', 'declined', 'sold-out', 'approved', 'canceled', 'expired'].map((id) => history(id)),
  );
});

afterAll(() => checkout.close());

async function described(folder: string): Promise<Map<string, string>> {
  const { name, version } = JSON.parse(read(folder, 'package.json')) as { name: string; version: string };
  const histories = globSync('histories/*.json', { cwd: join(root, folder) })
    .sort()
    .map((file) => (JSON.parse(read(folder, file)) as { turns: Turn[] }).turns);
  return describeSaga({
    name,
    version,
    exported: (await import(`../../${folder}/src/index.ts`)) as Record<string, unknown>,
    histories: histories.length > 0 || folder !== 'sagas/order-checkout' ? histories : recorded,
    schemas: '../../libs/contracts/schemas/v1',
  });
}

const parsed = (diagram: string) =>
  execFileSync(process.execPath, [join(import.meta.dirname, 'child', 'parse-mermaid.ts')], {
    input: diagram,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();

describe.each(sagas)('the descriptions of %s', (folder) => {
  it('are up to date: else, npm run describe', async () => {
    for (const [file, text] of await described(folder))
      expect({ file, text: read(folder, file) }).toEqual({ file, text });
  });

  it('have an AsyncAPI document that the official schema takes, with nothing missing', () => {
    expect(flawsOf(join(root, folder, 'asyncapi.yaml'))).toEqual([]);
  });
});

describe('the diagram of order-checkout', () => {
  const diagram = read('sagas/order-checkout/diagram.mmd');

  it('is read by Mermaid', () => expect(parsed(diagram)).toBe('flowchart-v2'));

  it('would not be read with an error in it', () => {
    expect(() => parsed(diagram.replace('-->', '--> ['))).toThrow(/Parse error/);
  });

  it('shows every activity, its undo, and the ways out', () => {
    for (const text of [
      'inventory.reserve',
      'payments.charge',
      'undo payments.charge',
      'CardDeclined',
      'signal approve',
    ]) {
      expect(diagram).toContain(text);
    }
  });
});
