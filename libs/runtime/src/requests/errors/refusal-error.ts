import type { RejectedReply } from '@skald/contracts';

import { AlreadyStarted } from './already-started.error.js';
import { Closed } from './closed.error.js';
import { InvalidInput } from './invalid-input.error.js';
import { LimitReached } from './limit-reached.error.js';
import { NotFound } from './not-found.error.js';
import { PayloadTooLarge } from './payload-too-large.error.js';
import type { RequestRefused } from './request-refused.error.js';
import { UnknownSaga } from './unknown-saga.error.js';

/** The error for a reply `rejected`. */
export function refusalError({ workflowId, code, detail, path = '' }: RejectedReply): RequestRefused {
  switch (code) {
    case 'INVALID_INPUT':
      return new InvalidInput(workflowId, detail, path);
    case 'UNKNOWN_SAGA':
      return new UnknownSaga(workflowId, detail);
    case 'ALREADY_STARTED':
      return new AlreadyStarted(workflowId, detail);
    case 'NOT_FOUND':
      return new NotFound(workflowId, detail);
    case 'CLOSED':
      return new Closed(workflowId, detail);
    case 'PAYLOAD_TOO_LARGE':
      return new PayloadTooLarge(workflowId, detail);
    case 'LIMIT_REACHED':
      return new LimitReached(workflowId, detail);
  }
}
