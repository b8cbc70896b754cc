import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);

interface Stage {
  name: string;
  base: string;
  lines: string[];
}

const stages = read('docker/Dockerfile')
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((text): Stage => {
    const [, base, name] = /^FROM (\S+) AS (\S+)/.exec(text)!;
    return { base: base!, name: name!, lines: text.split('\n') };
  });
const apps = ['coordinator', 'worker', 'gateway', 'standalone'];

/** The lines of a stage and of all it is built upon, first things first. */
function history(name: string): string[] {
  const stage = stages.find((candidate) => candidate.name === name);
  return stage ? [...history(stage.base), ...stage.lines] : [];
}

function sources(lines: string[]): string[] {
  const copies = lines.filter((line) => /^COPY (?!--from)/.test(line));
  return copies.flatMap((line) => line.split(/\s+/).slice(1, -1));
}

describe('docker/Dockerfile', () => {
  it('copies only what exists', () => {
    const copied = stages.flatMap((stage) => sources(stage.lines));
    expect(copied.length).toBeGreaterThan(0);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('lets npm see every workspace', () => {
    const workspaces = ['libs', 'sagas', 'apps']
      .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}/package.json`))
      .filter((path) => existsSync(join(root, path)));
    const seen = sources(history('manifests')).filter((path) => /^(libs|sagas|apps)\//.test(path));
    expect(seen.sort()).toEqual(workspaces.sort());
  });

  it.each(apps)('runs %s as a user without rights, alive by its own word', (app) => {
    const lines = history(app);
    expect(lines.filter((line) => line.startsWith('USER ')).at(-1)).toBe('USER node');
    expect(lines.filter((line) => line.startsWith('HEALTHCHECK ')).at(-1)).toContain('docker/alive.mjs');
    expect(lines.filter((line) => line.startsWith('CMD ')).at(-1)).toBe(`CMD ["node", "apps/${app}/dist/main.js"]`);
    expect(existsSync(join(root, 'apps', app, 'package.json'))).toBe(true);
  });
});

describe('.dockerignore', () => {
  it('keeps what the Dockerfile copies', () => {
    const ignored = read('.dockerignore').trim().split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['**/node_modules', '.git', '.env', '!docker/alive.mjs']));
    const copied = stages.flatMap((stage) => sources(stage.lines));
    expect(copied.filter((path) => ignored.includes(path) || ignored.includes(path.split('/')[0]!))).toEqual([]);
  });
});

describe('docker-compose.yml', () => {
  const compose = read('docker-compose.yml');
  const [, services] = /^services:\n([\s\S]*?)^\S/m.exec(compose)!;
  const names = all(services!, /^ {2}([a-z]+):$/gm);

  it('has the servers, the topics and the processes', () => {
    expect(names).toEqual(['kafka', 'mongo', 'topics', 'coordinator', 'worker', 'gateway']);
  });

  it('builds targets that exist', () => {
    const targets = all(compose, /target: (\w+)/g);
    expect(targets).toEqual(['coordinator', 'coordinator', 'worker', 'gateway']);
    expect(targets.filter((target) => !stages.some((stage) => stage.name === target))).toEqual([]);
  });

  it('waits only for services that exist', () => {
    const waitedFor = all(compose, /^ {4,6}(\w+): \{ condition: service_/gm);
    expect(waitedFor.length).toBeGreaterThan(0);
    expect(waitedFor.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('sets only variables of the contracts', () => {
    const known = [
      'SKALD_CREATE_TOPICS',
      'SKALD_HEALTH_PORT',
      'SKALD_HTTP_HOST',
      'SKALD_HTTP_PORT',
      'SKALD_HTTP_TOKEN',
    ];
    expect([...new Set(all(compose, /^ +(SKALD_\w+):/gm))].sort()).toEqual(known);
    expect(compose).toMatch(/^ +KAFKA_BROKERS: kafka:9092$/m);
    expect(compose).toMatch(/^ +MONGODB_URI: mongodb:\/\/mongo:27017\/skald\?replicaSet=rs0$/m);
  });

  it('publishes on the loopback interface only', () => {
    const published = all(compose, /ports: \['([^']*)'\]/g);
    expect(published).toHaveLength(all(compose, /(ports:)/g).length);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});
