import { defaultNamespace } from '@skald/contracts';
import { z } from 'zod';

import { name, shortText } from '../fields.js';

export const requestBase = {
  workflowId: name('workflowId'),
  namespace: name('namespace').default(defaultNamespace),
  requestId: z.exactOptional(shortText.describe('Repeats of one requestId are one request.')),
  replyTo: z.exactOptional(name('topic')),
};
