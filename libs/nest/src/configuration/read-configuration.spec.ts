import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { recordingLog } from '@skald/testing';
import { ConfigurationRefused } from './configuration-refused.error.js';
import { readConfiguration, warnOfUnknownVariables } from './read-configuration.js';
import { variables, type VariableName } from './variables.js';

const all = Object.keys(variables) as VariableName[];

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfiguration(environment, all);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationRefused);
    return (error as ConfigurationRefused).problems;
  }
}

describe('configuration', () => {
  it('needs nothing to be set', () => {
    expect(readConfiguration({}, all)).toMatchObject({
      KAFKA_BROKERS: ['localhost:9092'],
      SKALD_TOPIC_PREFIX: 'saga.',
      SKALD_PARTITIONS: 8,
      SKALD_CREATE_TOPICS: true,
      SKALD_REPLY_TOPICS: [],
      SKALD_RETENTION: 30 * 86_400_000,
      SKALD_MODULES: undefined,
      SKALD_HTTP_HOST: '127.0.0.1',
      SKALD_DRAIN_MS: 25_000,
    });
  });

  it('takes an empty variable for a missing one', () => {
    expect(readConfiguration({ SKALD_HTTP_PORT: '' }, ['SKALD_HTTP_PORT'])).toEqual({ SKALD_HTTP_PORT: 3_000 });
  });

  it('reads what is given', () => {
    const environment = {
      KAFKA_BROKERS: 'a:9092, b:9093',
      SKALD_CREATE_TOPICS: 'false',
      SKALD_RETENTION: '12h',
      SKALD_QUEUES: 'payments,mail',
      SKALD_TOPIC_PREFIX: 'team-a.',
    };
    expect(readConfiguration(environment, Object.keys(environment) as (keyof typeof environment)[])).toEqual({
      KAFKA_BROKERS: ['a:9092', 'b:9093'],
      SKALD_CREATE_TOPICS: false,
      SKALD_RETENTION: 43_200_000,
      SKALD_QUEUES: ['payments', 'mail'],
      SKALD_TOPIC_PREFIX: 'team-a.',
    });
  });

  it.each([
    ['SKALD_PARTITIONS', '12', 'a power of two from 1 to 512'],
    ['SKALD_PARTITIONS', '1024', 'a power of two from 1 to 512'],
    ['SKALD_HTTP_PORT', '70000', 'a port'],
    ['SKALD_HEALTH_PORT', 'http', 'a port'],
    ['SKALD_CREATE_TOPICS', 'yes', 'true or false'],
    ['SKALD_RETENTION', '3 dyas', "a duration such as '30 days'"],
    ['SKALD_DRAIN_MS', '-1', 'milliseconds'],
    ['SKALD_LOG_LEVEL', 'loud', 'debug, info, warn, error or silent'],
    ['KAFKA_BROKERS', 'localhost', 'host:port'],
    ['SKALD_TOPIC_PREFIX', 'a b', 'up to 100 letters, digits'],
  ])('names %s, its value %s and what is expected', (name, value, expected) => {
    const [problem] = problemsOf({ [name]: value });
    expect(problem).toContain(`${name}: "${value}" is not allowed: expected ${expected.slice(0, 8)}`);
    expect(problem).toContain(expected);
  });

  it('names every wrong variable at once', () => {
    expect(problemsOf({ SKALD_PARTITIONS: 'x', SKALD_DRAIN_MS: 'y' })).toHaveLength(2);
  });

  it('names a variable that there is not', () => {
    const log = recordingLog();
    warnOfUnknownVariables({ SKALD_PARTITION: '8', SKALD_PARTITIONS: '8', HOME: '/' }, log);

    expect(log.entries).toMatchObject([{ level: 'warn', message: 'SKALD_PARTITION: there is no such variable' }]);
  });

  it('never shows a secret', () => {
    const [token] = problemsOf({ SKALD_HTTP_TOKEN: 'abc' });
    const [uri] = problemsOf({ MONGODB_URI: 'postgres://user:hunter2@host/db' });
    expect(token).not.toContain('abc');
    expect(uri).not.toContain('hunter2');
  });

  it('is told in the guide, every variable with its default and meaning', () => {
    const guide = readFileSync('docs/guides/configuration.md', 'utf8').replaceAll(/ +/g, ' ');
    for (const [name, { about, defaultText, expects }] of Object.entries(variables)) {
      const row = guide.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
      expect(row).toContain(about);
      expect(row).toContain(defaultText);
      expect(row).toContain(expects);
    }
    const told = guide.match(/^\| `[A-Z_]+` \|/gm) ?? [];
    expect(told).toHaveLength(all.length);
  });
});
