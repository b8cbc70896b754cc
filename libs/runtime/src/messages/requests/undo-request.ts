import type { UndoRequest } from '@skald/contracts';
import { z } from 'zod';

import { parentLink } from '../parent-link.js';
import { requestBase } from './request-base.js';

export const undoRequest: z.ZodType<UndoRequest> = z.object({
  type: z.literal('undo'),
  ...requestBase,
  parent: parentLink,
});
