import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SagaDefinition } from '@skald/engine';
import { checkHistory } from '@skald/engine';
import { evaluationWith, type History, historyText, parseHistory, systemClock } from '@skald/runtime';
import { type RecordedInstance, sagaSpecification } from '@skald/testing';
import type { Scenario } from './scenario.ts';

const scenarios = join(import.meta.dirname, 'scenarios');
export const histories = join(import.meta.dirname, 'histories');

/** Names of the scenarios, one file each. */
export const scenarioNames = readdirSync(scenarios)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -'.ts'.length))
  .sort();

export async function scenarioOf(name: string): Promise<Scenario> {
  return ((await import(join(scenarios, `${name}.ts`))) as { readonly scenario: Scenario }).scenario;
}

/** A recorded life with what it came to and what it sent, as the version that recorded it had it. */
export interface Golden {
  readonly history: History;
  readonly stands: unknown;
  /** Messages, turn by turn. */
  readonly sent: SentByTurn;
}

type SentByTurn = readonly (readonly unknown[])[];

export function goldenOf(name: string): Golden {
  const text = readFileSync(join(histories, `${name}.json`), 'utf8');
  const { stands, sent } = JSON.parse(text) as Pick<Golden, 'stands' | 'sent'>;
  return { history: parseHistory(text), stands, sent };
}

export async function live({ saga, given = [], when, then, whose }: Scenario): Promise<RecordedInstance> {
  const started = await sagaSpecification(saga)
    .given(...given)
    .when(...when)
    .then(...then);
  return whose === undefined ? started : started.others.get(whose)!;
}

/** The code as it is in the end. */
export function codeOf({ saga, given = [], when }: Scenario): readonly SagaDefinition[] {
  const deployed = when.flatMap((one) => (one.kind === 'deploy' ? [one.saga] : []));
  const others = given.flatMap((one) => (one.kind === 'saga' ? [one.definition] : []));
  return [...deployed.reverse(), saga, ...others];
}

/** What the code as it is makes of a history: where it stands, and what it sends, turn by turn. */
export async function replayed(scenario: Scenario, { namespace, workflowId, turns }: History) {
  const sagas = codeOf(scenario);
  const runs = await checkHistory({
    instance: `${namespace}/${workflowId}`,
    turns,
    find: (saga, version) => sagas.find((one) => one.contract.name === saga && one.version === version),
    evaluation: evaluationWith({ clock: systemClock() }),
  });
  const { execution } = runs.at(-1)!;
  const sent = runs.flatMap((run) => run.sent);
  return {
    problems: runs.flatMap(({ divergence, warnings }) => [
      ...(divergence === undefined ? [] : [divergence.message]),
      ...warnings.map(({ message }) => message),
    ]),
    stands: asJson({ status: sent.at(-1)!.status, waitingFor: execution.waitingFor, wakeAt: execution.wakeAt }),
    sent: asJson(sent.map(({ messages }) => messages)) as SentByTurn,
  };
}

/** Where the instance stood when it was recorded. */
export const standing = ({ standing: { status, waitingFor, wakeAt } }: RecordedInstance): unknown =>
  asJson({ status, waitingFor, wakeAt });

export function goldenText({ history, stands, sent }: Golden): string {
  const kept = JSON.parse(historyText(history)) as object;
  return `${JSON.stringify({ ...kept, stands, sent }, null, 2)}\n`;
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** Recorded messages that a turn does not send any more, as they were and in their order. New ones, and new fields, are no harm. */
export function notSentAnyMore(now: SentByTurn, then: SentByTurn): readonly unknown[] {
  return then.flatMap((messages, turn) => {
    const left = [...(now[turn] ?? [])];
    return messages.filter((message) => {
      const found = left.findIndex((one) => covers(one, message));
      if (found >= 0) left.splice(0, found + 1);
      return found < 0;
    });
  });
}

function covers(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return Object.is(whole, part);
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole) !== Array.isArray(part)) return false;
  return Object.entries(part).every(([key, value]) => covers((whole as Record<string, unknown>)[key], value));
}
