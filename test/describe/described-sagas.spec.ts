import { describe, expect, it } from '@jest/globals';
import { describeSaga } from '@skald/documents';
import type { Turn } from '@skald/engine';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flawsOf } from './async-api.for-spec.ts';

const root = join(import.meta.dirname, '..', '..');
const sagas = globSync('sagas/*', { cwd: root }).filter(
  (folder) => globSync('src/**/*.saga.ts', { cwd: join(root, folder) }).length > 0,
);
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

async function described(folder: string): Promise<Map<string, string>> {
  const { name, version } = JSON.parse(read(folder, 'package.json')) as { name: string; version: string };
  const histories = globSync('histories/*.json', { cwd: join(root, folder) })
    .sort()
    .map((file) => (JSON.parse(read(folder, file)) as { turns: Turn[] }).turns);
  return describeSaga({
    name,
    version,
    exported: (await import(`../../${folder}/src/index.ts`)) as Record<string, unknown>,
    histories,
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
    const files = await described(folder);
    expect([...files.keys()]).toEqual(['asyncapi.yaml', 'diagram.mmd']);
    for (const [file, text] of files) expect({ file, text: read(folder, file) }).toEqual({ file, text });
  });

  it('have an AsyncAPI document that the official schema takes, with nothing missing', () => {
    expect(flawsOf(read(folder, 'asyncapi.yaml'), join(root, folder))).toEqual([]);
  });

  it('have a diagram that Mermaid reads', () => expect(parsed(read(folder, 'diagram.mmd'))).toBe('flowchart-v2'));
});

describe('topics of others', () => {
  const folder = 'docs/guides/examples';
  const guides = async () =>
    describeSaga({
      ...{ name: 'guides', version: '1.0.0', histories: [], schemas: '../../../libs/contracts/schemas/v1' },
      exported: {
        ...(await import(`../../${folder}/trip.contracts.ts`)),
        ...(await import(`../../${folder}/bookings.ts`)),
        ...(await import(`../../${folder}/ledger-system.ts`)),
      } as Record<string, unknown>,
    }).get('asyncapi.yaml')!;

  it('that start and signal sagas stand in the document of the saga that they concern', () => {
    expect(read('sagas/incident-response/asyncapi.yaml')).toMatch(
      /address: alerts\.raised[^]*address: alerts\.updates/,
    );
  });

  it('stand in a document that the official schema takes, with those of bound activities', async () => {
    const text = await guides();
    for (const topic of [
      'bookings.requested',
      'bookings.confirmed',
      'ledger.postings.requests',
      'ledger.postings.replies',
    ])
      expect(text).toContain(`address: ${topic}\n`);
    expect(flawsOf(text, join(root, folder))).toEqual([]);
  });

  it('would not be taken with a correlation that stands nowhere', async () => {
    const broken = (await guides()).replace('$message.header#/', '$header/');
    expect(flawsOf(broken, join(root, folder))).toContainEqual(expect.stringContaining('must match pattern'));
  });
});

describe('the diagram of order-checkout', () => {
  const diagram = read('sagas/order-checkout/diagram.mmd');

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
