import type { SignalRequest } from '@skald/contracts';
import { z } from 'zod';

import { json, name, shortText } from '../fields.js';
import { requestBase } from './request-base.js';
import { signalStart } from './start-request.js';

export const signalRequest: z.ZodType<SignalRequest> = z.object({
  type: z.literal('signal'),
  ...requestBase,
  name: name('signal name'),
  signalId: z.exactOptional(shortText.describe('One signalId is one signal.')),
  payload: json,
  start: z.exactOptional(signalStart.describe('Where there is no such instance, it is started with the signal.')),
});
