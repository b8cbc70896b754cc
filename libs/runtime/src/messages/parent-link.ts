import type { ParentLink } from '@skald/contracts';
import { z } from 'zod';

import { attempt, name, wholeNumber } from './fields.js';

/** Which child of whom. */
export const parentLink: z.ZodType<ParentLink> = z.object({
  workflowId: name('workflowId'),
  run: wholeNumber,
  childId: name('activityId'),
  attempt,
});
