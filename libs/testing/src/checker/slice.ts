import type { SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import type { BrokerRecord } from './evidence/broker-dump.js';
import type { ClientCall } from './evidence/client-call.js';
import type { ActivityCall, EffectiveEffect } from './evidence/effect-log.js';

/** Payloads are cut: the place says where the rest is. */
const longest = 400;

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
const instant = (at: number): string => new Date(at).toISOString();

export function journalSlice({ namespace, workflowId, seq, run, at }: Turn, ...events: readonly SagaEvent[]): string {
  const told = events.map((event) => ` ${cut(JSON.stringify(event))}`).join('');
  return `journal ${namespace}/${workflowId} seq ${seq} run ${run} at ${instant(at)}${told}`;
}

export function callSlice({ key, activity, attempt, output, at }: ActivityCall): string {
  return `call ${key} ${activity} attempt ${attempt} at ${instant(at)} ${output === undefined ? 'returned nothing' : `returned ${output}`}`;
}

export function effectSlice({ key, activity, at }: EffectiveEffect): string {
  return `effect ${key} ${activity} at ${instant(at)}`;
}

export function clientSlice({ request, sender, invokedAt, outcome }: ClientCall): string {
  return `client ${sender} at ${instant(invokedAt)} ${cut(JSON.stringify(request))} → ${JSON.stringify(outcome)}`;
}

export function recordSlice({ topic, partition, offset, key, value, headers }: BrokerRecord): string {
  const reason = headers['skald_dlq_reason'];
  const why = reason === undefined ? '' : ` (${reason})`;
  return `record ${topic}-${partition}@${offset}${why} ${String(key)} ${cut(String(value))}`;
}
