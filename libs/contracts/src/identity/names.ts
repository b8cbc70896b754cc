import { shown } from '../define/shown.js';

const dottedParts = [
  /^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*$/,
  'letters, digits, _ and - in dotted parts, 120 characters at most',
] as const;

const rules = {
  namespace: [/^[a-z0-9-]{1,64}$/, '1 to 64 of a-z, 0-9 and -'],
  workflowId: [/^[\x21-\x2e\x30-\x7e]{1,256}$/, '1 to 256 visible ASCII characters without /'],
  activityId: [/^[\x21-\x2e\x30-\x39\x3b-\x7e]{1,128}$/, '1 to 128 visible ASCII characters without : and /'],
  'activity name': dottedParts,
  'saga name': dottedParts,
  'signal name': [/^[A-Za-z0-9_.-]{1,128}$/, '1 to 128 letters, digits, _, . and -'],
  'change id': [/^[A-Za-z0-9_.-]{1,128}$/, '1 to 128 letters, digits, _, . and -'],
  queue: [/^[A-Za-z0-9_-]{1,100}$/, '1 to 100 letters, digits, _ and -'],
  topic: [/^[A-Za-z0-9._-]{1,249}$/, '1 to 249 letters, digits, ., _ and -'],
} as const satisfies Record<string, readonly [RegExp, string]>;

export type NameKind = keyof typeof rules;

const longest: Partial<Record<NameKind, number>> = { 'activity name': 120, 'saga name': 120 };

export function isName(kind: NameKind, text: unknown): text is string {
  // The length first: on millions of parts a regular expression runs out of stack.
  return typeof text === 'string' && text.length <= (longest[kind] ?? 256) && rules[kind][0].test(text);
}

export function nameRule(kind: NameKind): string {
  return rules[kind][1];
}

/** As a regular expression; for documents. */
export function namePattern(kind: NameKind): string {
  return rules[kind][0].source;
}

function requireName(kind: NameKind, text: string): string {
  if (!isName(kind, text)) throw new TypeError(`${kind} ${shown(text)} is not allowed: use ${rules[kind][1]}`);
  return text;
}

export const requireActivityName = (text: string): string => requireName('activity name', text);
export const requireSagaName = (text: string): string => requireName('saga name', text);
export const requireSignalName = (text: string): string => requireName('signal name', text);
export const requireQueue = (text: string): string => requireName('queue', text);
export const requireTopicName = (text: string): string => requireName('topic', text);
