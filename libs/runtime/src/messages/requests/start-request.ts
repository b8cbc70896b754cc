import type { Attributes, SignalStart, StartRequest } from '@skald/contracts';
import { attributesFlaw } from '@skald/contracts';
import { z } from 'zod';

import { durationMs, json, name } from '../fields.js';
import { parentLink } from '../parent-link.js';
import { requestBase } from './request-base.js';

const attributes = z
  .custom<Attributes>()
  .superRefine((value, context) => {
    const flaw = attributesFlaw(value);
    if (flaw !== undefined) context.addIssue({ code: 'custom', path: [...flaw.path], message: flaw.detail });
  })
  .meta({ type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } });

const started = {
  saga: name('saga name'),
  input: json,
  version: z.exactOptional(z.int().min(1)),
  timeoutMs: z.exactOptional(z.int().min(1)),
  attributes: z.exactOptional(attributes),
  onExisting: z.exactOptional(z.enum(['attach', 'reject', 'restart-if-closed']).describe('Left out: attach.')),
  delayMs: z.exactOptional(durationMs.describe('The instance is there at once, its code begins so much later.')),
};

export const startRequest: z.ZodType<StartRequest> = z.object({
  type: z.literal('start'),
  ...requestBase,
  ...started,
  parent: z.exactOptional(parentLink),
});

/** What a signal may start. */
export const signalStart: z.ZodType<SignalStart> = z.object(started);
