import type { StartRequest } from '@skald/contracts';
import { z } from 'zod';

import { json, name } from '../fields.js';
import { requestBase } from './request-base.js';

const attributeName = z.string().min(1).max(128);
const attributeValue = z.union([z.string().max(1_024), z.number(), z.boolean()]);
const mostAttributes = 64;

export const startRequest: z.ZodType<StartRequest> = z.object({
  type: z.literal('start'),
  ...requestBase,
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
});
