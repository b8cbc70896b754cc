import type { SignalStart, StartRequest } from '@skald/contracts';
import { z } from 'zod';

import { durationMs, json, name } from '../fields.js';
import { requestBase } from './request-base.js';

const attributeName = z.string().min(1).max(128);
const attributeValue = z.union([z.string().max(1_024), z.number(), z.boolean()]);
const mostAttributes = 64;

const started = {
  saga: name('saga name'),
  input: json,
  version: z.exactOptional(z.int().min(1)),
  timeoutMs: z.exactOptional(z.int().min(1)),
  attributes: z.exactOptional(
    z.record(attributeName, attributeValue).refine((attributes) => Object.keys(attributes).length <= mostAttributes, {
      error: `has more than ${mostAttributes} entries`,
    }),
  ),
  onExisting: z.exactOptional(z.enum(['attach', 'reject', 'restart-if-closed'])),
  delayMs: z.exactOptional(durationMs),
};

export const startRequest: z.ZodType<StartRequest> = z.object({
  type: z.literal('start'),
  ...requestBase,
  ...started,
});

/** What a signal may start. */
export const signalStart: z.ZodType<SignalStart> = z.object(started);
