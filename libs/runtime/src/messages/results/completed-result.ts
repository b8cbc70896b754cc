import type { CompletedResult } from '@skald/contracts';
import { z } from 'zod';

import { json } from '../fields.js';
import { resultBase } from './result-base.js';

export const completedResult: z.ZodType<CompletedResult> = z.object({
  type: z.literal('completed'),
  ...resultBase,
  output: json,
});
