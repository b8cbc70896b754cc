import type { SagaEvent } from '@skald/contracts';
import type { Turn } from '@skald/engine';
import type { ClientCall } from './evidence/client-call.js';

/** Payloads are cut: the place says where the rest is. */
const longest = 400;

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
const instant = (at: number): string => new Date(at).toISOString();

export function journalSlice({ namespace, workflowId, seq, run, at }: Turn, ...events: readonly SagaEvent[]): string {
  const told = events.map((event) => ` ${cut(JSON.stringify(event))}`).join('');
  return `journal ${namespace}/${workflowId} seq ${seq} run ${run} at ${instant(at)}${told}`;
}

export function clientSlice({ request, sender, invokedAt, outcome }: ClientCall): string {
  return `client ${sender} at ${instant(invokedAt)} ${cut(JSON.stringify(request))} → ${JSON.stringify(outcome)}`;
}
