import type { Operation } from '@skald/contracts';
import { isName, murmur2 } from '@skald/contracts';

import type { CommandIdentity } from '../../messages/decode-command.js';

/** Whose request it was, with the name of the activity. */
export interface Correlated extends CommandIdentity {
  readonly activity: string;
}

const sign = 'skald';

/** More than the longest names need when every character of theirs is escaped. */
const longest = 2_048;

/**
 * The identity of one attempt as a text that survives headers, JSON and XML: letters, digits, `_`, `.`, `-`, `~` and `:`.
 * It stays readable, and its check sum tells when somebody cut it or changed its case.
 */
export function correlationOf({
  namespace,
  workflowId,
  run,
  activity,
  activityId,
  operation,
  attempt,
  scheduledAt,
}: Correlated): string {
  const when = scheduledAt === undefined ? '' : new Date(scheduledAt).toISOString();
  const parts = [namespace, workflowId, String(run), activity, activityId, operation, String(attempt), when];
  const text = [sign, ...parts.map(escaped)].join(':');
  return `${text}:${checkSum(text)}`;
}

/** Undefined for a text that is not one of ours, or not as it was. */
export function readCorrelation(text: string): Correlated | undefined {
  const end = text.length > longest ? -1 : text.lastIndexOf(':');
  if (end < 0 || text.slice(end + 1) !== checkSum(text.slice(0, end))) return undefined;
  const [first, ...parts] = text.slice(0, end).split(':').map(unescaped);
  const [namespace, workflowId, run, activity, activityId, operation, attempt, when] = parts;
  if (first !== sign || parts.length !== 8) return undefined;
  if (!isName('namespace', namespace) || !isName('workflowId', workflowId)) return undefined;
  if (!isName('activity name', activity) || !isName('activityId', activityId)) return undefined;
  if (!isOperation(operation) || !isNumber(run) || !isNumber(attempt)) return undefined;
  if (when === undefined || (when !== '' && Number.isNaN(Date.parse(when)))) return undefined;
  const scheduled = when === '' ? {} : { scheduledAt: when };
  const whose = { namespace, workflowId, run: Number(run), activity, activityId, operation };
  return { ...whose, attempt: Number(attempt), ...scheduled };
}

function escaped(part: string): string {
  return part.replaceAll(/[^A-Za-z0-9_.-]/g, (char) => `~${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function unescaped(part: string): string {
  return part.replaceAll(/~([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function checkSum(text: string): string {
  return (murmur2(Buffer.from(text)) >>> 0).toString(16).padStart(8, '0');
}

function isOperation(text: string | undefined): text is Operation {
  return text === 'execute' || text === 'compensate';
}

function isNumber(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,15}$/.test(text);
}
