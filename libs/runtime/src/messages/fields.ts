import type { Json, NameKind, RecordedError } from '@skald/contracts';
import { isName, namePattern, nameRule } from '@skald/contracts';
import { z } from 'zod';

import { pointerSegment, shortPointer } from './json-flaw.js';

/** Schemas of fields that several messages share. What JSON Schema cannot see of them is said by `meta`. */

export const name = (kind: NameKind) =>
  z
    .custom<string>((value) => isName(kind, value), { error: `is not ${nameRule(kind)}` })
    .meta({ type: 'string', pattern: namePattern(kind) });

/** Any JSON value; missing counts as null. Depth and weight are looked at apart. */
export const json = z.custom<Json>(() => true).default(null);
export const optionalJson = z.exactOptional(z.custom<Json>((value) => value !== undefined));

export const shortText = z.string().min(1).max(256);
export const reason = z.string().max(4_096);
export const operation = z.enum(['execute', 'compensate']);
export const wholeNumber = z.int().min(0);
export const attempt = z.int().min(1);
export const durationMs = z.int().min(0);
export const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), { error: 'is not an instant' });

/** Recursive: look for flaws of depth before it is used. */
export const recordedError: z.ZodType<RecordedError> = z.object({
  type: z.string().min(1).max(256),
  message: z.string().default(''),
  details: optionalJson,
  get cause() {
    return z.exactOptional(recordedError);
  },
});

export interface Misfit {
  /** JSON pointer into the message. */
  readonly path: string;
  readonly detail: string;
}

export function misfit(error: z.ZodError): Misfit {
  const issue = error.issues[0];
  return {
    path: shortPointer((issue?.path ?? []).map((segment) => `/${pointerSegment(String(segment))}`).join('')),
    detail: issue?.message ?? 'invalid',
  };
}
